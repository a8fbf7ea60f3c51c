"""All that the modules send to Microsoft Graph, and all that the emulator answers, held against Graph's OpenAPI description."""

from __future__ import annotations

import pytest

from tests.contract.description import FILE, Description, exchanges

RESOURCE = "00000007-0000-0000-c000-000000000000"
ACCESS = [
    {"resource_app_id": RESOURCE, "resource_access": [{"id": "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4", "type": "Scope"}]}
]
NAME = "marketo.sync@contoso.com"
MODULES = (
    "application",
    "service_principal",
    "permission_grant",
    "home_realm_discovery_policy",
    "client_secret",
    "ropc_readiness_info",
    "sign_in_info",
)


@pytest.fixture(scope="module")
def description():
    if not FILE.exists():
        pytest.skip(f"Microsoft Graph's OpenAPI description is not at hand: {FILE} (set MSGRAPH_OPENAPI)")
    return Description()


def run_all(entra, reader):
    """A representative run: everything made, found, changed, refused, and taken away again."""
    entra.emulator.patch_state(
        [
            {"op": "add", "path": f"/tenants/{entra.tenant_id}/premium", "value": True},
            {
                "op": "add",
                "path": f"/tenants/{entra.tenant_id}/automationClients/0/permissions/-",
                "value": "AuditLog.Read.All",
            },
        ]
    )
    app_id = applications(entra)
    parties(entra, app_id)
    secret = entra.run("client_secret", app_id=app_id, description="Marketo")["client_secret"]
    entra.run("client_secret", app_id=app_id, description="Marketo", valid_for="90d", rotate_before="89d")
    sign_ins(entra, app_id, secret["secret_text"])
    assert reader.run("application", display_name="Marketo", unique_name="marketo", notes="x")["error"]["status"] == 403
    assert reader.run("home_realm_discovery_policy", app_id=app_id, display_name="Marketo")["error"]["status"] == 403
    for module, options in (
        ("client_secret", {"app_id": app_id, "description": "Marketo"}),
        ("home_realm_discovery_policy", {"app_id": app_id, "display_name": "Marketo"}),
        ("permission_grant", {"client_app_id": app_id}),
        ("service_principal", {"app_id": app_id}),
        ("application", {"app_id": app_id, "display_name": "Marketo"}),
    ):
        gone = entra.run(module, state="absent", **options)
        assert gone.get("changed"), (module, gone)


def applications(entra):
    made = entra.run(
        "application",
        display_name="Marketo",
        unique_name="marketo",
        required_resource_access=ACCESS,
        tags=["a"],
        notes="Made by a test.",
    )
    again = entra.run(
        "application",
        display_name="Marketo",
        unique_name="marketo",
        required_resource_access=[],
        tags=["b"],
        notes="Changed.",
        web_redirect_uris=["https://example.com/back"],
        public_client_redirect_uris=["https://example.com/native"],
    )
    entra.run("application", display_name="Marketo", unique_name="marketo", required_resource_access=ACCESS)
    nameless = entra.run("application", display_name="Another")
    gone = entra.run("application", app_id=nameless["application"]["app_id"], display_name="Another", state="absent")
    assert all(result.get("changed") for result in (made, again, nameless, gone)), (made, again, nameless, gone)
    return made["application"]["app_id"]


def parties(entra, app_id):
    results = [
        entra.run("service_principal", app_id=app_id, tags=["a"]),
        entra.run("service_principal", app_id=app_id, app_role_assignment_required=True),
        entra.run("permission_grant", client_app_id=app_id, scopes=["user_impersonation"]),
        entra.run(
            "permission_grant",
            client_app_id=app_id,
            scopes=["user_impersonation"],
            consent_type="principal",
            principal=NAME,
        ),
        entra.run("home_realm_discovery_policy", app_id=app_id, display_name="Marketo", only_if_federated=NAME),
    ]
    entra.by_hand("homeRealmDiscoveryPolicies", {"definition": ["{}"]})
    entra.by_hand("oauth2PermissionGrants", {"scope": "other"})
    results.append(entra.run("home_realm_discovery_policy", app_id=app_id, display_name="Marketo"))
    results.append(entra.run("permission_grant", client_app_id=app_id, scopes=["user_impersonation"]))
    assert all(result.get("changed") for result in results), results


def sign_ins(entra, app_id, secret):
    trying = {
        "password": entra.emulator.accounts["sync_user"]["password"],
        "organization_url": "contoso.crm4.dynamics.com",
        "app_client_secret": secret,
    }
    assert entra.run("ropc_readiness_info", app_id=app_id, username=NAME, **trying)["ready"] is False
    assert entra.run("ropc_readiness_info", app_id=app_id, username="nobody@example.org")["ready"] is False
    assert len(entra.run("sign_in_info", app_id=app_id, username=NAME)["sign_ins"]) == 1


def test_requests_and_answers_agree_with_the_description(description, entra, reader):
    run_all(entra, reader)
    journal = entra.emulator.requests(service="graph")
    complaints = sorted(
        {complaint for exchange in exchanges(journal) for complaint in description.complaints(exchange)}
    )
    assert complaints == []
    assert len(description.met) > 40, sorted(description.met)
