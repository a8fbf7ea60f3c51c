# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The permission of Microsoft Graph that each call needs, for the sentence that a refused user reads.

Least privileges of an application, from Microsoft's permissions reference (learn.microsoft.com/graph/permissions-reference). Where the
application owns the object, Application.ReadWrite.OwnedBy is enough.
"""

from __future__ import annotations

import re

_TABLE = (
    (r"(POST|DELETE) /servicePrincipals.*/homeRealmDiscoveryPolicies", "Application.ReadWrite.All and Policy.Read.All"),
    (r"GET /servicePrincipals.*/homeRealmDiscoveryPolicies", "Application.ReadWrite.All and Policy.Read.All"),
    (r"GET /policies/", "Policy.Read.All"),
    (r"\w+ /policies/homeRealmDiscoveryPolicies", "Policy.ReadWrite.ApplicationConfiguration"),
    (r"GET .*/oauth2PermissionGrants", "Directory.Read.All or DelegatedPermissionGrant.ReadWrite.All"),
    (r"\w+ /oauth2PermissionGrants", "DelegatedPermissionGrant.ReadWrite.All"),
    (r"\w+ .*/appRole(Assignments|AssignedTo)", "AppRoleAssignment.ReadWrite.All and Application.Read.All"),
    (r"(POST|DELETE) .*/owners/", "Application.ReadWrite.All and Directory.Read.All"),
    (r"GET /(applications|servicePrincipals|directory/deletedItems)", "Application.Read.All"),
    (r"\w+ /(applications|servicePrincipals|directory/deletedItems)", "Application.ReadWrite.All"),
    (r"GET /domains", "Domain.Read.All"),
    (r"GET /organization", "Organization.Read.All"),
    (r"GET /users", "User.Read.All"),
    (r"GET /auditLogs/signIns", "AuditLog.Read.All"),
    (r"GET /directory/onPremisesSynchronization", "OnPremDirectorySynchronization.Read.All"),
)


def permission_for(method: str, path: str) -> str:
    """The permission that a call needs; ``path`` starts behind ``/v1.0``."""
    for pattern, permission in _TABLE:
        if re.match(pattern, f"{method} {path}"):
            return permission
    return "a permission for this call"
