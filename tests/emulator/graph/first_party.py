"""Microsoft's own applications that a tenant may create a service principal of, with what they declare."""

from __future__ import annotations

from typing import Any

from .clouds import APP_ID as GRAPH

DYNAMICS_CRM = "00000007-0000-0000-c000-000000000000"
_MICROSOFT_SERVICES_TENANT = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

# name: (id as a delegated permission, id as an application permission)
_GRAPH_PERMISSIONS: dict[str, tuple[str | None, str | None]] = {
    "Application.Read.All": ("c79f8feb-a9db-4090-85f9-90d820caa0eb", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
    "Application.ReadWrite.All": ("bdfbf15f-ee85-4955-8675-146e8e5296b5", "1bfefb4e-e0b5-418b-a88f-73c46d2cc8e9"),
    "Application.ReadWrite.OwnedBy": (None, "18a4783c-866b-4cc7-a460-3d5e5662c884"),
    "DelegatedPermissionGrant.ReadWrite.All": (
        "41ce6ca6-6826-4807-84f1-1c82854f7ee5",
        "8e8e4742-1d95-4f68-9d56-6ee75648c72a",
    ),
    "AppRoleAssignment.ReadWrite.All": (
        "84bccea3-f856-4a8a-967b-dbe0a3d53a64",
        "06b708a9-e830-4db3-a914-8e69da51d44f",
    ),
    "Policy.Read.All": ("572fea84-0151-49b2-9301-11cb16974376", "246dd0d5-5bd0-4def-940b-0421030a5b68"),
    "Policy.ReadWrite.ApplicationConfiguration": (
        "b27add92-efb2-4f16-84f5-8108ba77985c",
        "be74164b-cff1-491c-8741-e671cb536e13",
    ),
    "OnPremDirectorySynchronization.Read.All": (
        "f6609722-4100-44eb-b747-e6ca0536989d",
        "bb70e231-92dc-4729-aff5-697b3f04be95",
    ),
    "Organization.Read.All": ("4908d5b9-3fb2-4b1e-9336-1888b7937185", "498476ce-e0fe-48b0-b801-37ba7e2685c6"),
    "Domain.Read.All": ("2f9ee017-59c1-4f1d-9472-bd5529a7b311", "dbb9058a-0e50-45d7-ae91-66909b5d4664"),
    "User.Read": ("e1fe6dd8-ba31-4d61-89e7-88639da4683d", None),
    "User.ReadBasic.All": ("b340eb25-3456-403f-be2f-af7a0d370277", "97235f07-e226-4f63-ace3-39588e11d3a1"),
    "User.Read.All": ("a154be20-db9c-4678-8ab7-66f6cc099a59", "df021288-bdef-4463-88db-98f22de89214"),
    "AuditLog.Read.All": ("e4c9e354-4dc5-45b8-9e7c-e1393b0b1a20", "b0afded3-3588-46d8-8b3d-9842eff778da"),
    "Directory.Read.All": ("06da0dbc-49e2-44d2-8312-53f166ab848a", "7ab1d382-f21e-4acd-a863-ba3e13f7da61"),
    "Directory.ReadWrite.All": ("c5366453-9fb0-48a5-a156-24f0c49a4b84", "19dbc75e-c2e2-444c-a770-ec69d8559fc7"),
}


def declared_by(app_id: str) -> dict[str, Any] | None:
    """Return the members a new service principal of this application begins with; None for any other application."""
    return {DYNAMICS_CRM: _dynamics_crm, GRAPH: _graph}.get(app_id.lower(), lambda: None)()


def _dynamics_crm() -> dict[str, Any]:
    text = "Use Dynamics 365 as the signed-in user"
    scope = _scope("78ce3f0f-a1ce-49c2-8cde-64b5c0896db4", "user_impersonation", text)
    scope["type"] = "User"
    return {
        **_first_party(DYNAMICS_CRM, "Dynamics CRM", ["https://admin.services.crm.dynamics.com"]),
        "oauth2PermissionScopes": [scope],
        "appRoles": [],
    }


def _graph() -> dict[str, Any]:
    return {
        **_first_party(GRAPH, "Microsoft Graph", ["https://graph.microsoft.com"]),
        "oauth2PermissionScopes": [_scope(ids[0], name, name) for name, ids in _GRAPH_PERMISSIONS.items() if ids[0]],
        "appRoles": [_role(ids[1], name) for name, ids in _GRAPH_PERMISSIONS.items() if ids[1]],
    }


def _first_party(app_id: str, name: str, uris: list[str]) -> dict[str, Any]:
    return {
        "appId": app_id,
        "displayName": name,
        "appDisplayName": name,
        "appOwnerOrganizationId": _MICROSOFT_SERVICES_TENANT,
        "servicePrincipalNames": [app_id, *uris],
        "signInAudience": "AzureADMultipleOrgs",
    }


def _scope(identifier: str, value: str, text: str) -> dict[str, Any]:
    return {
        "adminConsentDescription": text,
        "adminConsentDisplayName": text,
        "id": identifier,
        "isEnabled": True,
        "type": "User" if value == "User.Read" else "Admin",
        "userConsentDescription": text,
        "userConsentDisplayName": text,
        "value": value,
    }


def _role(identifier: str, value: str) -> dict[str, Any]:
    return {
        "allowedMemberTypes": ["Application"],
        "description": value,
        "displayName": value,
        "id": identifier,
        "isEnabled": True,
        "origin": "Application",
        "value": value,
    }
