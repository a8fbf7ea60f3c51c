"""The Marketo User of Marketo Config: set for server-to-server, set back; discovery; bad input; rough weather."""

from __future__ import annotations

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.martech.marketo_dynamics.plugins.modules.dynamics_marketo_config import OPERATION

from .states import APP_ID, HOST, OTHER_USER, SYNC_USER, organization

TABLE, COLUMN = "emul_marketoconfig", "emul_marketouser"
RECORD = "tables/emul_marketoconfigs"
RECORD_ID = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000481"
SYNC_USER_NAME = "marketo.sync@contoso.com"
THE_WRITE = r"/emul_marketoconfigs\("
DEFINITION = "entityDefinitions/0"
LOOKUP = f"{DEFINITION}/Attributes/2"


def config(dynamics, check_mode=False, **options):
    """The module, as the administrator."""
    credentials = {name: value for name, value in dynamics.administrator.items() if name != "app_id"}
    return dynamics.run("marketo_config", check_mode, **{**credentials, **options})


def ladder(dynamics, **options):
    """Check mode tells the change, the run makes it, both agree, and a second run changes nothing. The run's result."""
    checked, done, again = config(dynamics, True, **options), config(dynamics, **options), config(dynamics, **options)
    for result in (checked, done, again):
        assert not result.get("failed"), result
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False), (checked, done, again)
    assert (checked["changes"], checked["diff"], checked["marketo_config"]) == (
        done["changes"],
        done["diff"],
        done["marketo_config"],
    )
    assert again["marketo_config"] == done["marketo_config"]
    return done


def refused(dynamics, check_mode=False, **options):
    """The sentence with which the module fails, nothing changed."""
    before, user = len(dynamics.writes()), marketo_user(dynamics)
    result = config(dynamics, check_mode, **options)
    assert result.get("failed") and not result["changed"], result
    assert len(dynamics.writes()) == before and marketo_user(dynamics) == user
    assert "A defect" not in result["msg"]
    return result["msg"]


def marketo_user(dynamics):
    """Who it truly is."""
    return dynamics.organization()["tables"]["emul_marketoconfigs"][0]["_emul_marketouser_value"]


def set_by_hand(dynamics, path, value):
    """Change the organization."""
    dynamics.emulator.patch_state(organization(path, value))


def test_to_the_application_user_and_back(dynamics):
    """For server-to-server and the way back; the diff names both users."""
    user = dynamics.user(roles=["Marketo Sync User"])["application_user"]
    there = ladder(dynamics, app_id=APP_ID)
    assert marketo_user(dynamics) == user["id"]
    assert there["marketo_config"] == {
        "table": TABLE,
        "column": COLUMN,
        "record": "Default",
        "systemuserid": user["id"],
        "full_name": "# Marketo Integration",
        "domain_name": f"{APP_ID}@contoso.onmicrosoft.com",
    }
    assert there["changes"] == [
        f"set the Marketo User of the record Default under Marketo Config to # Marketo Integration ({APP_ID}@contoso.onmicrosoft.com)"
    ]
    assert (
        there["diff"]["before"]["domain_name"] == SYNC_USER_NAME
        and there["diff"]["before"]["systemuserid"] == SYNC_USER
    )
    assert there["diff"]["after"] == there["marketo_config"]
    back = ladder(dynamics, username=SYNC_USER_NAME.upper())
    assert marketo_user(dynamics) == SYNC_USER and back["marketo_config"]["domain_name"] == SYNC_USER_NAME
    assert back["diff"]["before"]["full_name"] == "# Marketo Integration"


def test_who_is_set_already_is_left_alone(dynamics):
    """Nothing is written, and no relationship is asked for."""
    result = config(dynamics, username=SYNC_USER_NAME)
    assert result["changed"] is False and result["changes"] == [] and dynamics.writes() == []
    assert result["diff"]["before"] == result["diff"]["after"] == result["marketo_config"]
    assert not [
        entry for entry in dynamics.emulator.requests(service="dataverse") if "ManyToOneRelationships" in entry["path"]
    ]


def test_an_empty_column_is_filled(dynamics):
    """As in an organization that was never connected."""
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", None)
    done = ladder(dynamics, username=SYNC_USER_NAME)
    assert marketo_user(dynamics) == SYNC_USER
    assert (done["diff"]["before"]["systemuserid"], done["diff"]["before"]["full_name"]) == (None, None)


def test_a_user_that_is_gone_is_replaced(dynamics):
    """The lookup may name a user who is no longer there; the name is unknown then."""
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", "99999999-0000-4000-8000-000000000001")
    done = ladder(dynamics, username=SYNC_USER_NAME)
    assert marketo_user(dynamics) == SYNC_USER and done["diff"]["before"]["domain_name"] is None


def test_the_write_binds_by_the_navigation_property(dynamics):
    """Its name comes from the metadata; its case is not the column's."""
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", OTHER_USER)
    assert not config(dynamics, username=SYNC_USER_NAME).get("failed")
    (write,) = dynamics.writes()
    assert (write["method"], write["path"].rpartition("/")[2]) == ("PATCH", f"emul_marketoconfigs({RECORD_ID})")
    assert write["request_body"] == {"emul_MarketoUser@odata.bind": f"/systemusers({SYNC_USER})"}


def test_a_lookup_with_several_targets(dynamics):
    """It has a navigation property for each; the one to users is taken."""
    set_by_hand(dynamics, f"{LOOKUP}/Targets", ["team", "systemuser"])
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", OTHER_USER)
    ladder(dynamics, username=SYNC_USER_NAME)
    (write,) = dynamics.writes()
    assert (
        list(write["request_body"]) == ["emul_MarketoUser_systemuser@odata.bind"]
        and marketo_user(dynamics) == SYNC_USER
    )


def test_an_application_user_that_an_earlier_task_would_make(dynamics):
    """Check mode tells the change for an empty id and for an application without user; a run refuses both."""
    for app_id, words in (
        ("", "an application that does not exist yet"),
        (None, "an application that does not exist yet"),
        (APP_ID, APP_ID),
    ):
        checked = config(dynamics, True, app_id=app_id)
        assert not checked.get("failed") and checked["changed"], checked
        assert words in checked["changes"][0] and "an earlier task would create" in checked["changes"][0]
        assert (
            checked["marketo_config"]["systemuserid"] is None and checked["diff"]["before"]["systemuserid"] == SYNC_USER
        )
    assert "app_id is empty" in refused(dynamics, app_id="")
    assert f"no application user that fits app_id {APP_ID}. Create it first with dynamics_application_user" in refused(
        dynamics, app_id=APP_ID
    )
    assert "has no user that fits username nobody@contoso.com" in refused(dynamics, True, username="nobody@contoso.com")


def test_a_deleted_application_user_does_not_count(dynamics):
    """Its row lingers."""
    dynamics.user()
    dynamics.user(state="absent")
    user = {
        "systemuserid": "99999999-0000-4000-8000-000000000002",
        "applicationid": APP_ID,
        "deletedstate": 1,
        "isdisabled": True,
        "fullname": "Gone",
    }
    dynamics.emulator.patch_state([{"op": "add", "path": f"/organizations/{HOST}/systemusers/-", "value": user}])
    assert "no application user" in refused(dynamics, app_id=APP_ID)


@pytest.mark.parametrize(
    ("path", "value", "options", "words"),
    [
        (
            "systemusers/0/isdisabled",
            True,
            {},
            "is disabled in contoso.crm4.dynamics.com, so it can't be the Marketo User",
        ),
        ("systemusers/1/domainname", SYNC_USER_NAME, {}, "has 2 users that fit username"),
        (RECORD, [], {}, "has no record called Default"),
        (f"{RECORD}/0/emul_name", "default settings", {}, "has no record called Default"),
        (
            RECORD,
            [
                {"emul_marketoconfigid": f"{number}0a9c7d1-0000-4000-8000-000000000001", "emul_name": "Default"}
                for number in (1, 2)
            ],
            {},
            "has 2 records called Default: 10a9c7d1",
        ),
        (f"{DEFINITION}/DisplayName", "Configuration", {}, "Name its logical name in config_table"),
        (f"{LOOKUP}/DisplayName", "Configured User", {}, "Name its logical name in config_user_column"),
        (f"{LOOKUP}/Targets", ["team"], {}, "Name its logical name in config_user_column"),
        ("solutions/0/friendlyname", "Lead Management", {}, "or name the one that is there in solution_name"),
        (
            "solutions/0/friendlyname",
            "Marketo",
            {"solution_name": "Other"},
            "No solution of contoso.crm4.dynamics.com is called Other",
        ),
        ("friendlyName", "Contoso", {"config_table": "nosuch"}, "Correct config_table"),
        (
            "friendlyName",
            "Contoso",
            {"config_user_column": "nosuch"},
            "it has createdby, emul_marketouser, ownerid. Correct config_user_column",
        ),
        ("friendlyName", "Contoso", {"config_record": "O'Reilly"}, "has no record called O'Reilly"),
        ("friendlyName", "Contoso", {"username": " "}, "username is empty"),
    ],
)
@pytest.mark.parametrize("check_mode", [False, True])
def test_what_does_not_fit_is_one_sentence(dynamics, path, value, options, words, check_mode):
    """In check mode as well; nothing is changed."""
    set_by_hand(dynamics, path, value)
    before = dynamics.organization()["tables"]
    result = config(dynamics, check_mode, **{"username": SYNC_USER_NAME, **options})
    assert result.get("failed") and words in result["msg"] and "A defect" not in result["msg"], result
    assert result["changed"] is False and dynamics.writes() == [] and dynamics.organization()["tables"] == before


def test_several_solutions(dynamics):
    """Nobody guesses; the one that is named is taken."""
    for number, name in enumerate(("Marketo One", "Marketo Two")):
        set_by_hand(dynamics, f"solutions/{number}/friendlyname", name)
    assert "Several solutions of contoso.crm4.dynamics.com could be Marketo's: Marketo One" in refused(
        dynamics, username=SYNC_USER_NAME
    )
    assert config(dynamics, username=SYNC_USER_NAME, solution_name="Marketo One")["changed"] is False


def test_named_table_column_and_record(dynamics):
    """Where nothing is found by its display name. The solution is not asked for then."""
    set_by_hand(dynamics, f"{DEFINITION}/DisplayName", "Konfiguration")
    set_by_hand(dynamics, f"{LOOKUP}/DisplayName", "Benutzer")
    set_by_hand(dynamics, "solutions/0/friendlyname", "Lead Management")
    set_by_hand(dynamics, f"{RECORD}/0/emul_name", "Standard")
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", OTHER_USER)
    done = ladder(
        dynamics,
        username=SYNC_USER_NAME,
        config_table="Emul_MarketoConfig",
        config_user_column="Emul_MarketoUser",
        config_record="Standard",
    )
    assert (done["marketo_config"]["table"], done["marketo_config"]["column"], done["marketo_config"]["record"]) == (
        TABLE,
        COLUMN,
        "Standard",
    )
    assert marketo_user(dynamics) == SYNC_USER


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "one of the following is required: username, app_id"),
        ({"username": "a", "app_id": APP_ID}, "mutually exclusive: username|app_id"),
    ],
)
def test_exactly_one_user(options, words):
    """By name, or by application."""
    checked = ArgumentSpecValidator(OPERATION.arguments, **OPERATION.constraints).validate(
        {"organization_url": HOST, **options}
    )
    assert [message for message in checked.error_messages if words in message]


@pytest.mark.parametrize(
    "fault",
    [
        {"drop_after_commit": True, "times": 1},
        {"drop_before": True, "times": 1},
        {"status": 503, "times": 1},
        {"status": 429, "headers": {"Retry-After": "1"}, "times": 1},
        {"stale_for": 60},
    ],
)
def test_lost_answers_limits_and_lag(dynamics, fault):
    """The result is what is there; the next run changes nothing."""
    dynamics.user()
    dynamics.emulator.faults({"service": "dataverse", "method": "PATCH", "path": THE_WRITE, **fault})
    done = config(dynamics, app_id=APP_ID)
    assert not done.get("failed") and done["changed"], done
    assert done["marketo_config"]["systemuserid"] == marketo_user(dynamics) != SYNC_USER
    assert done["marketo_config"] == done["diff"]["after"]
    dynamics.emulator.faults()
    assert config(dynamics, app_id=APP_ID)["changed"] is False


def test_a_stop_at_the_write_loses_nothing(dynamics):
    """The service's words are told, and the next run does it."""
    dynamics.user()
    stopped = {"status": 400, "body": {"error": {"code": "0x80040265", "message": "Stopped by the test."}}}
    dynamics.emulator.faults({"service": "dataverse", "method": "PATCH", "path": THE_WRITE, **stopped})
    result = config(dynamics, app_id=APP_ID)
    assert (
        result["failed"]
        and "Stopped by the test" in result["msg"]
        and result["changed"] is False
        and marketo_user(dynamics) == SYNC_USER
    )
    dynamics.emulator.faults()
    ladder(dynamics, app_id=APP_ID)


@pytest.mark.parametrize(
    "missing",
    [
        "prvReadUser",
        "prvReadSolution",
        "prvReadEntity",
        f"prvRead{TABLE}",
        f"prvWrite{TABLE}",
        f"prvAppend{TABLE}",
        "prvAppendToUser",
    ],
)
def test_a_missing_privilege_is_named(dynamics, missing):
    """And no refusal is read as absence."""
    everything = [
        "prvReadUser",
        "prvReadSolution",
        "prvReadEntity",
        f"prvRead{TABLE}",
        f"prvWrite{TABLE}",
        f"prvAppend{TABLE}",
        "prvAppendToUser",
    ]
    set_by_hand(dynamics, "systemuserroles/2/roleid", "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000433")
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", OTHER_USER)
    path, without = f"/organizations/{HOST}/roles/2/privileges", [each for each in everything if each != missing]
    dynamics.emulator.patch_state([{"op": "add", "path": path, "value": without}])
    result = config(dynamics, username=SYNC_USER_NAME)
    assert (
        result["failed"]
        and missing in result["msg"]
        and result["error"]["code"] == "0x80040220"
        and marketo_user(dynamics) == OTHER_USER
    )
    dynamics.emulator.patch_state([{"op": "add", "path": path, "value": everything}])
    assert config(dynamics, username=SYNC_USER_NAME)["changed"] is True


def test_readiness_and_marketo_config_agree(dynamics):
    """Row 7 is red while the Marketo User is another, and green after it was set."""
    set_by_hand(dynamics, f"{RECORD}/0/_emul_marketouser_value", OTHER_USER)
    assert dynamics.readiness()["checks"][6]["passed"] is False
    config(dynamics, username=SYNC_USER_NAME)
    assert dynamics.readiness()["checks"][6]["passed"] is True
