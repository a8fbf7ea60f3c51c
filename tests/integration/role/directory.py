"""What the emulator holds, in the words of the acceptance list."""

from __future__ import annotations

from typing import Any

from tests.emulator.process import EmulatorProcess

MUNCHKIN_ID = "123-ABC-456"
DYNAMICS_CRM = "00000007-0000-0000-c000-000000000000"
# The tasks that change something when the secret of a running sync is replaced, in order.
ROTATION = [
    "Entra | Have a client secret that Marketo holds and that is not about to expire (P5-P7)",
    "Entra | Record that the key in use is being replaced",
    "Marketo | Disable the sync (P11)",
    "Marketo | Enter and save the credentials (P12-P13)",
    "Marketo | Bring the sync into the state asked for (P17)",
    "Entra | Record which key is in use",
    "Entra | Retire the old keys, each by its exact id",
]
MARKETO_WRITES = ("enableSync", "editCredentials", "validateSync")


def live_tag(key_id: str, connection: str = MUNCHKIN_ID) -> str:
    """The tag that records a key as the one that a connection has in use."""
    return f"martech.marketo_dynamics.live_key_id:{key_id}@{connection}"


def tenant_id(emulator: EmulatorProcess) -> str:
    """The id of the tenant that the demo works in."""
    return emulator.accounts["administrator"]["tenant_id"]


def tenant(emulator: EmulatorProcess) -> dict[str, Any]:
    """The directory."""
    return emulator.state()["tenants"][tenant_id(emulator)]


def instance(emulator: EmulatorProcess) -> dict[str, Any]:
    """The Marketo instance."""
    return emulator.state()["marketo"]["instances"][MUNCHKIN_ID]


def patch_tenant(emulator: EmulatorProcess, patch: dict[str, Any]) -> None:
    """Change the directory by hand."""
    emulator.patch_state({"tenants": {tenant_id(emulator): patch}})


def patch_instance(emulator: EmulatorProcess, patch: dict[str, Any]) -> None:
    """Change the Marketo instance by hand."""
    emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: patch}}})


def marketo_writes(emulator: EmulatorProcess) -> list[str]:
    """What was done on Marketo's page, in order, as ``disable``, ``save``, ``validate``, ``enable``."""
    words = []
    for entry in emulator.requests(service="marketo", method="POST"):
        action = entry["path"].rsplit("/", maxsplit=1)[-1]
        if action == "enableSync":
            words.append("enable" if entry["request_body"]["enabled"] in (True, "true") else "disable")
        elif action in MARKETO_WRITES:
            words.append({"editCredentials": "save", "validateSync": "validate"}[action])
    return words


def writes(emulator: EmulatorProcess) -> list[str]:
    """Every request that changed something, but for the sign-ins."""
    graph = [
        entry for entry in emulator.requests(service="graph") if entry["method"] != "GET" and not _only_reads(entry)
    ]
    return [f"{entry['method']} {entry['path']}" for entry in graph] + marketo_writes(emulator)


def _only_reads(entry: dict) -> bool:
    """Whether it is a batch of reads: it is posted all the same."""
    return entry["path"].endswith("/$batch") and all(
        step["method"] == "GET" for step in entry["request_body"]["requests"]
    )


def assert_configured(emulator: EmulatorProcess) -> None:
    """Exactly what the procedure asks for is there, works, and is recorded."""
    directory, marketo = tenant(emulator), instance(emulator)
    (application,) = directory["applications"]
    (key,) = application["passwordCredentials"]
    (own,) = [item for item in directory["servicePrincipals"] if item["appId"] != DYNAMICS_CRM]
    (dynamics,) = [item for item in directory["servicePrincipals"] if item["appId"] == DYNAMICS_CRM]
    (grant,) = directory["oauth2PermissionGrants"]
    (policy,) = directory["homeRealmDiscoveryPolicies"]
    (assignment,) = directory["homeRealmDiscoveryAssignments"]

    assert own["appId"] == application["appId"] == marketo["credentials"]["client_id"]
    assert application["displayName"] == f"Marketo Integration {MUNCHKIN_ID}"
    assert [item["resourceAppId"] for item in application["requiredResourceAccess"]] == [DYNAMICS_CRM]
    assert (grant["clientId"], grant["resourceId"], grant["consentType"]) == (
        own["id"],
        dynamics["id"],
        "AllPrincipals",
    )
    assert grant["scope"].split() == ["user_impersonation"]
    assert assignment == {"servicePrincipalId": own["id"], "policyId": policy["id"]}
    assert live_tag(key["keyId"]) in application["tags"]
    assert marketo["sync_enabled"] is True
