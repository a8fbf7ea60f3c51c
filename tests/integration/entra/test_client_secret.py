"""Client secrets and sign-in, as modules against the emulator."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra import token as token_module

NAME = "Marketo"


@pytest.fixture
def app_id(entra):
    """An application with its service principal."""
    return entra.application()


def secrets(entra, description=NAME):
    return [
        item["keyId"]
        for item in entra.objects("applications")[0]["passwordCredentials"]
        if item["displayName"] == description
    ]


def created(entra, app_id, **options):
    result = entra.run("client_secret", app_id=app_id, **{"description": NAME, **options})
    assert not result.get("failed"), result
    return result["client_secret"]


def test_a_secret_is_made_once_and_proven(entra, app_id, monkeypatch):
    monkeypatch.setattr(token_module, "INTERVAL", 0.2)
    checked = entra.run("client_secret", check_mode=True, app_id=app_id, description=NAME)
    assert (
        checked["changed"]
        and checked["client_secret"]["key_id"] is None
        and "secret_text" not in checked["client_secret"]
    )
    entra.emulator.patch_state({"tenants": {entra.tenant_id: {"newSecretDelay": 1.5}}})
    secret = created(entra, app_id)
    assert secret["hint"] == secret["secret_text"][:3]
    new = {"client_id": app_id, "client_secret": secret["secret_text"]}
    assert entra.fails("token", **new)["error"]["code"] == "AADSTS7000215"
    assert entra.run("token", **new, wait_for_new_secret=10)["access_token"]
    again = entra.run("client_secret", app_id=app_id, description=NAME)
    assert (
        again["changed"] is False
        and again["client_secret"]["key_id"] == secret["key_id"]
        and "secret_text" not in again["client_secret"]
    )


def test_rotation_overlaps_and_retires_by_key_id(entra, app_id):
    other = created(entra, app_id, description="Other")["key_id"]
    old = created(entra, app_id, valid_for="40d")["key_id"]
    assert entra.run("client_secret", app_id=app_id, description=NAME)["changed"] is False
    new = created(entra, app_id, valid_for="180d", rotate_before="60d")["key_id"]
    assert secrets(entra) == [old, new]
    entra.ladder("client_secret", app_id=app_id, key_id=new, state="live")
    retired = entra.ladder("client_secret", app_id=app_id, description=NAME, keep=[new], state="absent")
    assert len(retired["changes"]) == 1 and old in retired["changes"][0]
    assert (secrets(entra), secrets(entra, "Other")) == ([new], [other])
    entra.ladder("client_secret", app_id=app_id, key_id=other, state="absent")
    assert (secrets(entra), secrets(entra, "Other")) == ([new], [])


def test_a_secret_that_never_came_into_use_is_replaced(entra, app_id):
    live = created(entra, app_id)["key_id"]
    entra.run("client_secret", app_id=app_id, key_id=live, state="live")
    assert (
        entra.run("client_secret", app_id=app_id, description=NAME, require_live=True)["client_secret"]["live"] is True
    )
    assert "force" in entra.fails("client_secret", app_id=app_id, key_id=live, state="absent")["msg"]
    assert entra.run("client_secret", app_id=app_id, key_id=live, state="absent", force=True)["changed"]
    stray = created(entra, app_id)["key_id"]
    assert entra.run("client_secret", app_id=app_id, description=NAME)["changed"] is False
    assert created(entra, app_id, require_live=True)["key_id"] != stray


def test_live_survives_the_application_module(entra, app_id):
    key_id = created(entra, app_id)["key_id"]
    entra.run("client_secret", app_id=app_id, key_id=key_id, state="live")
    entra.run("application", app_id=app_id, tags=["new"])
    assert entra.run("client_secret", app_id=app_id, description=NAME, require_live=True)["changed"] is False


@pytest.mark.parametrize(
    "fault",
    [
        {"drop_after_commit": True},
        {"drop_before": True},
        {"status": 500, "body": {"error": {"code": "", "message": "?"}}},
    ],
)
def test_a_lost_answer_leaves_no_orphan(entra, app_id, fault):
    entra.emulator.faults({"method": "POST", "path": "addPassword", "nth": 1, **fault})
    secret = created(entra, app_id)
    assert secrets(entra) == [secret["key_id"]]
    assert entra.run("token", client_id=app_id, client_secret=secret["secret_text"])["access_token"]


def test_answers_that_never_come_leave_nothing(entra, app_id):
    entra.emulator.faults({"method": "POST", "path": "addPassword", "drop_after_commit": True})
    refused = entra.fails("client_secret", app_id=app_id, description=NAME)
    assert "3 times" in refused["msg"] and secrets(entra) == []


def test_a_late_read_does_not_lose_the_value(entra, app_id):
    entra.emulator.faults({"method": "POST", "path": "addPassword", "stale_for": 1.0})
    secret = created(entra, app_id)
    assert secret["secret_text"] and secrets(entra) == [secret["key_id"]]


@pytest.mark.parametrize(
    ("status", "code"), [(409, "Directory_ConcurrencyViolation"), (404, "Request_ResourceNotFound")]
)
def test_what_passes_is_waited_for(entra, app_id, status, code):
    entra.emulator.faults(
        {
            "method": "POST",
            "path": "addPassword",
            "status": status,
            "times": 2,
            "body": {"error": {"code": code, "message": "Wait."}},
        }
    )
    assert created(entra, app_id)["secret_text"]
    assert len(secrets(entra)) == 1


def test_a_policy_s_limit_is_explained(entra, app_id):
    body = {
        "error": {
            "code": "CredentialInvalidLifetimeAsPerAppPolicy",
            "message": "Credential lifetime exceeds the max value.",
        }
    }
    entra.emulator.faults({"method": "POST", "path": "addPassword", "status": 400, "body": body})
    assert "valid_for (180d)" in entra.fails("client_secret", app_id=app_id, description=NAME)["msg"]


def test_on_an_empty_tenant_check_mode_goes_through(entra):
    made = entra.run("client_secret", check_mode=True, app_id=None, description=NAME)
    live = entra.run(
        "client_secret", check_mode=True, app_id=None, key_id=made["client_secret"]["key_id"], state="live"
    )
    gone = entra.run("client_secret", check_mode=True, app_id=None, description=NAME, keep=[None], state="absent")
    assert [result["changed"] for result in (made, live, gone)] == [True, True, False]
    assert "app_id is empty" in entra.fails("client_secret", app_id="", description=NAME)["msg"]
    assert (
        "no application"
        in entra.fails("client_secret", app_id="00000000-aaaa-4bbb-8ccc-000000000000", description=NAME)["msg"]
    )


def test_nothing_but_the_one_member_shows_the_value(entra, app_id):
    result = entra.run("client_secret", app_id=app_id, description=NAME)
    value = result["client_secret"].pop("secret_text")
    assert value and value not in repr(result)


@pytest.mark.parametrize(
    ("options", "code", "word"),
    [
        ({"client_secret": "not-the-value"}, "AADSTS7000215", "the client secret is wrong"),
        ({"tenant_id": "nowhere.example.com"}, "AADSTS90002", "the tenant does not exist"),
        ({"client_id": "00000000-aaaa-4bbb-8ccc-000000000000"}, "AADSTS700016", "not in this tenant"),
    ],
)
def test_a_refused_sign_in_is_one_sentence(entra, options, code, word):
    refused = entra.fails("token", **options)
    assert refused["error"]["code"] == code and word in refused["msg"] and "Trace ID" not in refused["msg"]
    assert entra.fails("application", display_name="Marketo", **options)["msg"] == refused["msg"]


def test_one_sign_in_serves_the_others(entra):
    token = entra.run("token")["access_token"]
    before = len(entra.emulator.requests(service="entra_sign_in"))
    without = {"tenant_id": None, "client_id": None, "client_secret": None}
    assert entra.run("application", access_token=token, display_name="Marketo", **without)["changed"]
    assert len(entra.emulator.requests(service="entra_sign_in")) == before
    assert (
        entra.fails("application", access_token="not a token", display_name="Marketo", **without)["error"]["status"]
        == 401
    )


DEFAULT_POLICY = {
    "isEnabled": True,
    "displayName": "House rules",
    "applicationRestrictions": {
        "passwordCredentials": [{"restrictionType": "passwordLifetime", "maxLifetime": "P90D", "state": "enabled"}]
    },
}


def policies(entra, **members):
    entra.emulator.patch_state({"tenants": {entra.tenant_id: members}})


@pytest.mark.parametrize("check_mode", [True, False])
def test_a_lifetime_beyond_the_tenant_s_limit_is_an_error_before_anything_is_written(entra, app_id, check_mode):
    policies(entra, defaultAppManagementPolicy=DEFAULT_POLICY)
    before = len(entra.writes())
    refused = entra.fails("client_secret", check_mode=check_mode, app_id=app_id, description=NAME, valid_for="91d")
    assert "P90D (90 days)" in refused["msg"] and "House rules" in refused["msg"] and len(entra.writes()) == before
    assert created(entra, app_id, valid_for="90d")["key_id"]


def test_an_application_s_own_policy_overrides_the_tenant_s(entra, app_id):
    object_id = entra.objects("applications")[0]["id"]
    own = {
        "id": "5f0c9a52-4a0e-4b5e-9a32-0c1f8d3f6b11",
        "displayName": "Own",
        "isEnabled": True,
        "appliesTo": [object_id],
        "restrictions": {"passwordCredentials": [{"restrictionType": "passwordLifetime", "maxLifetime": "P30D"}]},
    }
    of_nobody = {**own, "id": "6f0c9a52-4a0e-4b5e-9a32-0c1f8d3f6b11", "appliesTo": []}
    policies(entra, defaultAppManagementPolicy=DEFAULT_POLICY, appManagementPolicies=[of_nobody, own])
    assert (
        "'Own'"
        in entra.fails("client_secret", app_id=app_id, description=NAME, valid_for="60d", rotate_before="1d")["msg"]
    )
    own["restrictions"] = {"passwordCredentials": [{"restrictionType": "passwordAddition", "state": "disabled"}]}
    policies(entra, appManagementPolicies=[own])
    assert created(entra, app_id, valid_for="180d")["key_id"]
    own["restrictions"] = {"passwordCredentials": [{"restrictionType": "passwordAddition", "state": "enabled"}]}
    policies(entra, appManagementPolicies=[own])
    assert "forbids client secrets" in entra.fails("client_secret", app_id=app_id, description="Else")["msg"]


def test_a_limit_for_newer_applications_alone_does_not_hold(entra, app_id):
    restriction = {
        **DEFAULT_POLICY["applicationRestrictions"]["passwordCredentials"][0],
        "restrictForAppsCreatedAfterDateTime": "2999-01-01T00:00:00Z",
    }
    policies(
        entra,
        defaultAppManagementPolicy={
            **DEFAULT_POLICY,
            "applicationRestrictions": {"passwordCredentials": [restriction]},
        },
    )
    assert created(entra, app_id)["key_id"]


def test_without_permission_to_read_policies_the_service_s_own_word_is_explained(entra, app_id):
    policies(entra, defaultAppManagementPolicy=DEFAULT_POLICY)
    entra.by_hand("automationClients", {"permissions": ["Application.ReadWrite.All"]}, entra.credentials["client_id"])
    refused = entra.fails("client_secret", app_id=app_id, description=NAME)
    assert (
        refused["error"]["code"] == "CredentialInvalidLifetimeAsPerAppPolicy" and "valid_for (180d)" in refused["msg"]
    )
    assert created(entra, app_id, valid_for="60d")["key_id"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"valid_for": "0d", "rotate_before": "0d"}, "ended before it began"),
        ({"valid_for": "P0D"}, "ended before it began"),
        ({"valid_for": "999999999999d"}, "longer than 36500 days"),
        ({"valid_for": "9999y"}, "longer than 36500 days"),
        ({"valid_for": "-1d"}, "no duration"),
        ({"valid_for": "20d"}, "must be longer than rotate_before"),
    ],
)
def test_an_end_that_can_not_be_is_an_error(entra, app_id, options, words):
    before = len(entra.writes())
    assert words in entra.fails("client_secret", app_id=app_id, description=NAME, **options)["msg"]
    assert len(entra.writes()) == before


def test_secrets_are_listed_without_values(entra, app_id):
    live = created(entra, app_id, valid_for="40d", rotate_before="1d")
    other = created(entra, app_id, description="Other", valid_for="100d")
    entra.run("client_secret", app_id=app_id, key_id=live["key_id"], state="live")
    stored = entra.objects("applications")[0]["passwordCredentials"]
    ended = {
        **stored[0],
        "keyId": "00000000-0000-0000-0000-00000000000e",
        "displayName": None,
        "startDateTime": "2020-01-01T00:00:00Z",
        "endDateTime": "2021-01-01T00:00:00.1234567Z",
    }
    entra.by_hand("applications", {"passwordCredentials": [*stored, ended]}, app_id)
    read = entra.run("client_secret_info", app_id=app_id)
    assert read["changed"] is False and live["secret_text"] not in repr(read)
    assert [(item["description"], item["live"], item["expired"]) for item in read["client_secrets"]] == [
        (None, False, True),
        (NAME, True, False),
        ("Other", False, False),
    ]
    assert [item["connections"] for item in read["client_secrets"]] == [[], [""], []]
    assert [item["expires_in_days"] for item in read["client_secrets"]][1:] == [39, 99] and read["client_secrets"][0][
        "expires_in_days"
    ] < 0
    assert set(read["client_secrets"][1]) == {
        "key_id",
        "description",
        "hint",
        "start_date_time",
        "end_date_time",
        "expires_in_days",
        "live",
        "pending",
        "expired",
        "connections",
    }
    assert [
        item["key_id"] for item in entra.run("client_secret_info", app_id=app_id, description="Other")["client_secrets"]
    ] == [other["key_id"]]
    assert entra.run("client_secret_info", check_mode=True, app_id="")["client_secrets"] == []
    assert "app_id is empty" in entra.fails("client_secret_info", app_id="")["msg"]
    assert "no application" in entra.fails("client_secret_info", app_id="00000000-aaaa-4bbb-8ccc-000000000000")["msg"]
