"""Graph's resources, one file each."""

from ..routing import Operation
from . import (
    app_management_policies,
    app_role_assignments,
    applications,
    audit_logs,
    deleted_items,
    domains,
    home_realm_discovery_policies,
    oauth2_permission_grants,
    organization,
    owners,
    passwords,
    service_principals,
    users,
)

_RESOURCES = (
    applications,
    passwords,
    owners,
    service_principals,
    app_role_assignments,
    oauth2_permission_grants,
    home_realm_discovery_policies,
    app_management_policies,
    deleted_items,
    domains,
    organization,
    users,
    audit_logs,
)

OPERATIONS: tuple[Operation, ...] = tuple(operation for resource in _RESOURCES for operation in resource.OPERATIONS)
