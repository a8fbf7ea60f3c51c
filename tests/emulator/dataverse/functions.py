"""The functions of the Web API that tell about the caller and the organization."""

from __future__ import annotations

from typing import Any

from .organization import Organization


def who_am_i(organization: Organization, caller: dict[str, Any]) -> dict[str, Any]:
    """Tell the caller's ids."""
    return {
        "BusinessUnitId": caller["_businessunitid_value"],
        "UserId": caller["systemuserid"],
        "OrganizationId": organization.state["organizationId"],
    }


def retrieve_current_organization(organization: Organization) -> dict[str, Any]:
    """Describe the organization and its addresses."""
    state = organization.state
    name, _dot, region = organization.host.partition(".")
    services = organization.root if organization.adfs else f"https://{name}.api.{region}"
    endpoints = {
        "WebApplication": f"{organization.root}/",
        "OrganizationService": f"{services}/XRMServices/2011/Organization.svc",
        "OrganizationDataService": f"{services}/XRMServices/2011/OrganizationData.svc",
    }
    return {
        "Detail": {
            "OrganizationId": state["organizationId"],
            "FriendlyName": state["friendlyName"],
            "OrganizationVersion": state["version"],
            "Geo": state.get("geo", "EMEA"),
            "EnvironmentId": state.get("environmentId", state["organizationId"]),
            "TenantId": state["tenantId"],
            "UrlName": name,
            "UniqueName": state["uniqueName"],
            "State": state.get("state", "Enabled"),
            "Endpoints": {"Count": len(endpoints), "Keys": list(endpoints), "Values": list(endpoints.values())},
        }
    }


def retrieve_principal_access(may_write: bool) -> dict[str, Any]:
    """Tell what a user may do with a record."""
    rights = ["ReadAccess", *(["WriteAccess"] if may_write else []), "AppendAccess", "AppendToAccess"]
    return {"AccessRights": ", ".join(rights)}
