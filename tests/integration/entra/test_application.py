"""Application registrations and service principals, as modules against the emulator."""

from __future__ import annotations

import pytest

DYNAMICS = "00000007-0000-0000-c000-000000000000"
USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"
ACCESS = [{"resource_app_id": DYNAMICS, "resource_access": [{"id": USER_IMPERSONATION, "type": "Scope"}]}]
WANTED = {
    "display_name": "Marketo Integration",
    "unique_name": "marketo-integration",
    "sign_in_audience": "AzureADMyOrg",
    "required_resource_access": ACCESS,
    "web_redirect_uris": ["https://b.example.com", "https://a.example.com"],
    "public_client_redirect_uris": ["https://c.example.com"],
    "is_fallback_public_client": False,
    "notes": "Of the Marketo sync.",
    "tags": ["crm", "marketo"],
}


def test_from_nothing_and_back(entra):
    made = entra.ladder("application", **WANTED)["application"]
    assert made["tags"] == ["crm", "marketo", "martech.marketo_dynamics"]
    entra.ladder("application", app_id=made["app_id"], state="absent")
    assert entra.objects("applications") == []


@pytest.mark.parametrize(
    "drift",
    [
        {"displayName": "Renamed"},
        {"signInAudience": "AzureADMultipleOrgs"},
        {"requiredResourceAccess": []},
        {"web": {"redirectUris": []}},
        {"publicClient": {"redirectUris": ["https://d.example.com"]}},
        {"isFallbackPublicClient": True},
        {"notes": "Changed."},
        {"tags": ["martech.marketo_dynamics", "else"]},
        {"tags": []},
    ],
)
def test_what_was_changed_by_hand_is_repaired_and_nothing_else(entra, drift):
    app_id = entra.run("application", **WANTED)["application"]["app_id"]
    entra.by_hand("applications", drift, app_id)
    checked = entra.run("application", check_mode=True, **WANTED)
    before = len(entra.writes())
    repaired = entra.run("application", **WANTED)
    assert checked["changed"] and repaired["changed"] and checked["diff"] == repaired["diff"]
    assert checked["application"] == repaired["application"]
    assert [list(entry["request_body"]) for entry in entra.writes()[before:]] == [list(drift)]
    assert entra.run("application", **WANTED)["changed"] is False


def test_two_of_one_name_are_left_alone(entra):
    ids = []
    for name in ("first", "second"):
        made = entra.run("application", display_name=f"Twin {name}", unique_name=name)["application"]["app_id"]
        entra.by_hand("applications", {"displayName": "Twin"}, made)
        ids.append(made)
    before = len(entra.writes())
    refused = entra.fails("application", display_name="Twin", adopt=True)
    assert sorted(refused["error"]["app_ids"]) == sorted(ids)
    assert len(entra.writes()) == before


def test_a_stranger_is_taken_over_only_when_told(entra):
    app_id = entra.run("application", display_name="Stranger")["application"]["app_id"]
    entra.by_hand("applications", {"tags": []}, app_id)
    assert "adopt" in entra.fails("application", display_name="Stranger")["msg"]
    entra.ladder("application", display_name="Stranger", adopt=True, unique_name="ours-now")


def test_a_lost_creation_makes_one_application(entra):
    entra.emulator.faults({"method": "POST", "path": "/applications$", "drop_after_commit": True, "nth": 1})
    assert entra.run("application", display_name="Marketo")["changed"]
    assert len(entra.objects("applications")) == 1


def test_a_lost_upsert_makes_one_application(entra):
    entra.emulator.faults({"method": "PATCH", "path": "uniqueName", "drop_after_commit": True, "nth": 1})
    assert entra.run("application", **WANTED)["changed"]
    assert len(entra.objects("applications")) == 1


@pytest.mark.parametrize("unique_name", [None, "marketo"])
def test_what_is_returned_is_what_was_written_though_reads_lag(entra, unique_name):
    options = {"display_name": "Marketo", "unique_name": unique_name}
    entra.emulator.faults(
        {"method": "PATCH", "path": "applications", "stale_for": 1.0},
        {"method": "POST", "path": "applications", "stale_for": 1.0},
    )
    made = entra.run("application", **options)
    assert made["application"]["app_id"]
    noted = entra.run("application", **options, notes="Changed.")
    assert noted["application"]["notes"] == "Changed."


def test_who_may_only_read_is_told_the_permission(reader):
    refused = reader.fails("application", display_name="Marketo")
    assert "Application.ReadWrite.All" in refused["msg"]
    assert (refused["changed"], refused["error"]["status"]) == (False, 403)


def test_service_principal_from_nothing_and_back(entra):
    app_id = entra.run("application", **WANTED)["application"]["app_id"]
    options = {"app_id": app_id, "account_enabled": True, "app_role_assignment_required": True, "tags": ["enterprise"]}
    made = entra.ladder("service_principal", **options)["service_principal"]
    assert {"crm", "marketo", "enterprise"} <= set(made["tags"])
    for drift in (
        {"accountEnabled": False},
        {"appRoleAssignmentRequired": False},
        {"tags": []},
        {"tags": ["enterprise", "else"]},
    ):
        entra.by_hand("servicePrincipals", drift, app_id)
        entra.ladder("service_principal", **options)
    entra.ladder("service_principal", app_id=app_id, state="absent")


def test_a_service_principal_of_an_application_that_does_not_exist_yet(entra):
    checked = entra.run("service_principal", check_mode=True, app_id=None)
    assert checked["changed"] and checked["service_principal"]["app_id"] is None
    assert "app_id is empty" in entra.fails("service_principal", app_id="")["msg"]


def test_a_service_principal_right_after_its_application(entra):
    app_id = entra.run("application", **WANTED)["application"]["app_id"]
    message = f"The appId '{app_id}' of the service principal does not reference a valid application object."
    entra.emulator.faults(
        {
            "method": "POST",
            "path": "/servicePrincipals$",
            "status": 400,
            "times": 2,
            "body": {"error": {"code": "Request_BadRequest", "message": message}},
        }
    )
    assert entra.run("service_principal", app_id=app_id)["changed"]
    entra.emulator.faults()
    unknown = entra.fails("service_principal", app_id="00000000-aaaa-4bbb-8ccc-000000000000")
    assert "Waited 4 seconds" in unknown["msg"] and "valid application object" in unknown["msg"]


def test_a_lost_service_principal_is_found_again(entra):
    app_id = entra.run("application", **WANTED)["application"]["app_id"]
    entra.emulator.faults({"method": "POST", "path": "/servicePrincipals$", "drop_after_commit": True, "nth": 1})
    assert entra.run("service_principal", app_id=app_id)["service_principal"]["app_id"] == app_id
    assert len([item for item in entra.objects("servicePrincipals") if item["appId"] == app_id]) == 1


def test_throttling_is_waited_for(entra):
    entra.emulator.faults(
        {
            "path": "/applications",
            "status": 429,
            "headers": {"Retry-After": "0.3"},
            "times": 2,
            "body": {"error": {"code": "TooManyRequests", "message": "Slow down."}},
        }
    )
    assert entra.run("application", display_name="Marketo")["changed"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, {"error": {"code": "Authorization_RequestDenied", "message": "No."}}),
        (404, "<html>not here</html>"),
        (500, {"error": {"code": "", "message": ""}}),
    ],
)
def test_no_error_on_the_way_is_taken_for_absence(entra, status, body):
    entra.emulator.faults({"method": "GET", "path": "/applications", "status": status, "body": body})
    before = len(entra.writes())
    entra.fails("application", display_name="Marketo", unique_name="marketo")
    assert len(entra.writes()) == before
