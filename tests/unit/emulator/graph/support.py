"""A small world, a client, and checks for the tests of the Graph emulation."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.testclient import TestClient

CONTOSO = "11111111-0000-0000-0000-000000000001"
FABRIKAM = "22222222-0000-0000-0000-000000000002"
AUTOMATION_APP = "11111111-0000-0000-0000-0000000000a1"
AUTOMATION_SP = "11111111-0000-0000-0000-0000000000a2"
ADELE = "11111111-0000-0000-0000-0000000000b1"
BRUNO = "11111111-0000-0000-0000-0000000000b2"
DYNAMICS_SP = "11111111-0000-0000-0000-0000000000c1"
DYNAMICS_APP = "00000007-0000-0000-c000-000000000000"
BASE = "https://graph.microsoft.com"

ALL_PERMISSIONS = (
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "AuditLog.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.Read.All",
    "Domain.Read.All",
    "Domain-InternalFederation.Read.All",
    "Organization.Read.All",
    "Policy.Read.All",
    "Policy.ReadWrite.ApplicationConfiguration",
    "User.Read.All",
    "User.ReadWrite.All",
)


def seed() -> dict[str, Any]:
    """Return two tenants; most members are left to what Graph fills in."""
    contoso = {
        "displayName": "Contoso",
        "cloud": "public",
        "passwordHashSync": True,
        "onPremisesSyncEnabled": True,
        "domains": [
            {"id": "contoso.com", "authenticationType": "Federated", "isDefault": True},
            {"id": "contoso.onmicrosoft.com", "authenticationType": "Managed", "isInitial": True},
        ],
        "users": [
            {
                "id": ADELE,
                "userPrincipalName": "adele@contoso.com",
                "displayName": "Adele",
                "password": "test-password",
                "accountEnabled": True,
                "onPremisesSyncEnabled": True,
            },
            {"id": BRUNO, "userPrincipalName": "bruno@contoso.onmicrosoft.com", "displayName": "Bruno O'Neil"},
        ],
        "applications": [],
        "servicePrincipals": [
            {"id": AUTOMATION_SP, "appId": AUTOMATION_APP, "displayName": "Automation"},
            {
                "id": DYNAMICS_SP,
                "appId": DYNAMICS_APP,
                "displayName": "Dynamics CRM",
                "oauth2PermissionScopes": [
                    {"id": "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4", "value": "user_impersonation", "isEnabled": True}
                ],
            },
        ],
    }
    fabrikam = {"displayName": "Fabrikam", "domains": [{"id": "fabrikam.com", "isDefault": True}], "users": []}
    return {"tenants": {CONTOSO: contoso, FABRIKAM: fabrikam}}


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 31, 10, 11, 12, 345678, tzinfo=UTC)

    def advance(self, **duration: float) -> None:
        """Let time pass."""
        self.time += timedelta(**duration)


class Graph:
    """A client with one caller's token."""

    def __init__(self, http: TestClient, claims: dict[str, Any]) -> None:
        self._http = http
        self.headers = {"Authorization": f"Bearer {json.dumps(claims)}"}

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Send a request; keyword arguments are headers with underscores for hyphens."""
        url = path if path.startswith("http") else f"{BASE}/v1.0{path}"
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._http.request(method, url, json=body, headers={**self.headers, **named})

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Read."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Create or act."""
        return self.call("POST", path, body, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> httpx.Response:
        """Change."""
        return self.call("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> httpx.Response:
        """Delete."""
        return self.call("DELETE", path, **headers)

    def value(self, path: str, **headers: str) -> list[dict[str, Any]]:
        """Read a list that fits on one page."""
        answer = self.get(path, **headers)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def create_application(self, **members: Any) -> dict[str, Any]:
        """Register an application."""
        answer = self.post("/applications", {"displayName": "Marketo Sync", **members})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def create_service_principal(self, app_id: str) -> dict[str, Any]:
        """Create an application's service principal."""
        answer = self.post("/servicePrincipals", {"appId": app_id})
        assert answer.status_code == 201, answer.text
        return answer.json()


def assert_error(answer: httpx.Response, status: int, code: str, part: str = "") -> dict[str, Any]:
    """Check an error's status, code and text; return it."""
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] == code
    assert part in error["message"]
    assert set(error["innerError"]) == {"date", "request-id", "client-request-id"}
    return error
