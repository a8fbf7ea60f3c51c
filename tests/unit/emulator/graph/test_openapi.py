"""A sample of every kind of answer, checked against Graph's OpenAPI description where that file is at hand."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest
import yaml

from tests.unit.emulator.graph.support import ADELE, ALL_PERMISSIONS, BASE, CONTOSO, DYNAMICS_SP, Graph

_CHECKOUT = Path(__file__).resolve().parents[4]
_FILE = Path(os.environ.get("MSGRAPH_OPENAPI") or _CHECKOUT / "../shared/contracts/msgraph-v1.0-subset.yaml")

# Graph answers these although its metadata does not declare them.
_UNDECLARED = {"microsoft.graph.servicePrincipal": {"createdDateTime"}}


class Contract:
    """The description, with its schemas turned into JSON Schema."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._components = {"schemas": _json_schema(document["components"]["schemas"])}
        self._error = document["components"]["responses"]["error"]
        self._paths = [(_pattern(path), path, item) for path, item in document["paths"].items()]
        # Fixed paths before those with keys.
        self._paths.sort(key=lambda entry: entry[1].count("{"))
        self.seen: set[str] = set()

    def check(self, answer: httpx.Response) -> None:
        """Check status and body of an answer."""
        path = answer.request.url.raw_path.decode().partition("?")[0].removeprefix("/v1.0")
        template, item = next((path_, item) for pattern, path_, item in self._paths if pattern.fullmatch(path))
        responses = item[answer.request.method.lower()]["responses"]
        status = str(answer.status_code)
        response = self._error if answer.status_code >= 400 else responses.get(status)
        assert response is not None, f"{answer.request.method} {template} does not answer {status}"
        self.seen.add(f"{answer.request.method} {template} {status}")
        if "content" not in response:
            assert not answer.content
            return
        schema = _json_schema(response["content"]["application/json"]["schema"])
        jsonschema.Draft202012Validator({**schema, "components": self._components}).validate(answer.json())
        self._check_names(schema, answer.json())

    def _check_names(self, schema: dict[str, Any], body: dict[str, Any]) -> None:
        """The schemas are open; a misspelt property would pass them."""
        name = schema.get("$ref", "").rpartition("/")[2]
        if name.endswith("CollectionResponse"):
            name, bodies = name.removesuffix("CollectionResponse"), body["value"]
        else:
            bodies = [body]
        if name in ("microsoft.graph.directoryObject", "batchResponse", ""):
            return
        known = self._properties(name) | _UNDECLARED.get(name, set())
        for each in bodies:
            unknown = {key for key in each if "@" not in key} - known
            assert not unknown, f"{name} has no {unknown}"

    def _properties(self, name: str) -> set[str]:
        schema = self._components["schemas"][name]
        names: set[str] = set()
        for part in schema.get("allOf", [schema]):
            reference = part.get("$ref", "").rpartition("/")[2]
            names |= self._properties(reference) if reference else set(part.get("properties", {}))
        return names


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(
        "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]+\})", path))
    )


def _json_schema(node: Any) -> Any:
    """Say OpenAPI's ``nullable`` in JSON Schema's words."""
    if isinstance(node, list):
        return [_json_schema(item) for item in node]
    if not isinstance(node, dict):
        return node
    converted = {name: _json_schema(value) for name, value in node.items()}
    if converted.pop("nullable", False) is True and isinstance(converted.get("type"), str):
        converted["type"] = [converted["type"], "null"]
    return converted


@pytest.fixture(scope="module")
def contract() -> Contract:
    """Load the description once."""
    if not _FILE.exists():
        pytest.skip(f"Graph's OpenAPI description is not at hand: {_FILE} (set MSGRAPH_OPENAPI)")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return Contract(yaml.load(_FILE.read_text(encoding="utf-8"), Loader=loader))


class Checked(Graph):
    """A client that checks whatever it is answered."""

    contract: Contract

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Send, check, hand on."""
        answer = super().call(method, path, body, **headers)
        self.contract.check(answer)
        return answer


def test_answers_agree_with_the_description(contract: Contract, http: Any, contoso: dict[str, Any]) -> None:
    contoso["premium"] = True
    contoso["signIns"] = [
        {"id": "1", "userId": ADELE, "createdDateTime": "2026-01-01T00:00:00Z", "status": {"errorCode": 0}}
    ]
    contoso["appManagementPolicies"] = [{"id": "p", "displayName": "P", "isEnabled": True, "restrictions": {}}]
    claims = {"tid": CONTOSO, "appid": "x", "oid": ADELE}
    graph = Checked(http, {**claims, "roles": [*ALL_PERMISSIONS, "Application.Read.All"], "idtyp": "app"})
    user = Checked(http, {**claims, "scp": "OnPremDirectorySynchronization.Read.All"})
    graph.contract = user.contract = contract
    _run_applications(graph)
    _run_service_principals(graph)
    _run_policies(graph)
    for path in (
        "/domains",
        "/domains/contoso.com",
        "/domains/contoso.com/federationConfiguration",
        "/organization",
        f"/organization/{CONTOSO}",
        f"/users/{ADELE}",
        f"/users/{ADELE}?$select=id,onPremisesSyncEnabled,accountEnabled,userType,createdDateTime",
        f"/users/{ADELE}/oauth2PermissionGrants",
        f"/users/{ADELE}/appRoleAssignments",
        "/auditLogs/signIns",
        "/auditLogs/signIns/1",
        "/policies/defaultAppManagementPolicy",
        "/policies/appManagementPolicies",
    ):
        assert graph.get(path).status_code == 200
    assert user.get("/directory/onPremisesSynchronization").status_code == 200
    assert graph.get("/directory/onPremisesSynchronization").status_code == 403
    batch = {"requests": [{"id": "1", "method": "GET", "url": "/domains"}, {"id": "2", "method": "GET", "url": "/x"}]}
    assert graph.post("/$batch", batch).status_code == 200
    assert len(contract.seen) > 60


def _run_applications(graph: Graph) -> None:
    web = {"redirectUris": ["https://a.example/cb"]}
    made = graph.patch(
        "/applications(uniqueName='u')", {"displayName": "U", "web": web}, Prefer="create-if-missing"
    ).json()
    for path in (
        f"/applications/{made['id']}",
        f"/applications(appId='{made['appId']}')",
        "/applications(uniqueName='u')",
    ):
        graph.get(path)
        graph.patch(path, {"notes": "n"})
        if "uniqueName" in path:
            continue
        secret = graph.post(f"{path}/addPassword", {"passwordCredential": {"displayName": "s"}}).json()
        graph.get(path)
        graph.post(f"{path}/removePassword", {"keyId": secret["keyId"]})
        graph.post(f"{path}/removePassword", {"keyId": secret["keyId"]})
        graph.post(f"{path}/owners/$ref", {"@odata.id": f"{BASE}/v1.0/directoryObjects/{ADELE}"})
        graph.get(f"{path}/owners")
        graph.delete(f"/applications/{made['id']}/owners/{ADELE}/$ref")
    graph.get("/applications?$count=true&$top=1", ConsistencyLevel="eventual")
    graph.post("/applications", {"displayName": "Second"})
    graph.post("/applications", {})
    graph.delete(f"/applications/{made['id']}")
    graph.get("/directory/deletedItems/microsoft.graph.application")
    graph.get(f"/directory/deletedItems/{made['id']}")
    graph.post(f"/directory/deletedItems/{made['id']}/restore")
    graph.delete("/applications(uniqueName='u')")
    graph.delete(f"/directory/deletedItems/{made['id']}")
    graph.get(f"/applications/{made['id']}")


def _run_service_principals(graph: Graph) -> None:
    application = graph.create_application()
    principal = graph.create_service_principal(application["appId"])
    graph.get("/servicePrincipals")
    for path in (f"/servicePrincipals/{principal['id']}", f"/servicePrincipals(appId='{principal['appId']}')"):
        graph.get(path)
        graph.patch(path, {"notes": "n"})
        graph.get(f"{path}/oauth2PermissionGrants")
        role = {
            "principalId": principal["id"],
            "resourceId": DYNAMICS_SP,
            "appRoleId": "0" * 8 + "-0000-0000-0000-" + "0" * 12,
        }
        made = graph.post(f"{path}/appRoleAssignments", role)
        graph.get(f"{path}/appRoleAssignments")
        graph.get(f"{path}/appRoleAssignedTo")
        graph.get(f"/servicePrincipals/{principal['id']}/appRoleAssignments/{made.json()['id']}")
        graph.delete(f"/servicePrincipals/{principal['id']}/appRoleAssignments/{made.json()['id']}")
    grant = {"clientId": principal["id"], "resourceId": DYNAMICS_SP, "consentType": "AllPrincipals", "scope": "s"}
    made = graph.post("/oauth2PermissionGrants", grant)
    graph.post("/oauth2PermissionGrants", grant)
    path = f"/oauth2PermissionGrants/{made.json()['id']}"
    graph.get(path)
    graph.get("/oauth2PermissionGrants")
    graph.get(f"/servicePrincipals/{principal['id']}/oauth2PermissionGrants")
    graph.patch(path, {"scope": "t"})
    graph.delete(path)
    graph.post(f"/servicePrincipals/{principal['id']}/owners/$ref", {"@odata.id": f"{BASE}/v1.0/users/{ADELE}"})
    graph.get(f"/servicePrincipals/{principal['id']}/owners")
    graph.delete(f"/servicePrincipals(appId='{principal['appId']}')")
    graph.get("/directory/deletedItems/microsoft.graph.servicePrincipal")


def _run_policies(graph: Graph) -> None:
    policies = "/policies/homeRealmDiscoveryPolicies"
    made = graph.post(policies, {"displayName": "P", "definition": ["{}"]}).json()
    graph.get(policies)
    graph.get(f"{policies}/{made['id']}")
    graph.patch(f"{policies}/{made['id']}", {"displayName": "Q"})
    for principal in (
        f"/servicePrincipals/{DYNAMICS_SP}",
        "/servicePrincipals(appId='00000007-0000-0000-c000-000000000000')",
    ):
        assigned = f"{principal}/homeRealmDiscoveryPolicies"
        graph.post(f"{assigned}/$ref", {"@odata.id": f"{BASE}/v1.0{policies}/{made['id']}"})
        graph.get(assigned)
        graph.get(f"{policies}/{made['id']}/appliesTo")
        graph.delete(f"{assigned}/{made['id']}/$ref")
    graph.delete(f"{policies}/{made['id']}")
