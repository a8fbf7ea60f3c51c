"""Application users: created, given roles, disabled, removed; the deleted row; bad input; rough weather."""

from __future__ import annotations

import pytest

from tests.support.modules import run_module

from .states import APP_ID, HOST, organization

ROLE = "Marketo Sync User"
NEW_USER = r"/systemusers$"


def ladder(dynamics, **options):
    """Check mode tells the change, the run makes it, both agree, and a second run changes nothing. The run's result."""
    checked, done, again = dynamics.user(check_mode=True, **options), dynamics.user(**options), dynamics.user(**options)
    for result in (checked, done, again):
        assert not result.get("failed"), result
    assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False), (checked, done, again)
    assert (checked["changes"], checked["diff"]) == (done["changes"], done["diff"])
    return done


def rows(dynamics):
    """The application's users as they truly are, deleted ones included."""
    return [row for row in dynamics.organization()["systemusers"] if row["applicationid"] == APP_ID]


def roles(dynamics, number=0):
    """Names of the user's roles as they truly are."""
    state, user = dynamics.organization(), rows(dynamics)[number]["systemuserid"]
    ids = [link["roleid"] for link in state["systemuserroles"] if link["systemuserid"] == user]
    return sorted(role["name"] for role in state["roles"] if role["roleid"] in ids)


def test_created_with_its_role(dynamics):
    """In the root business unit, with that unit's role, enabled; its email address is Marketo's user name."""
    done = ladder(dynamics, roles=["marketo sync user"])
    email = f"{APP_ID}@contoso.onmicrosoft.com"
    assert done["application_user"] == {
        "id": rows(dynamics)[0]["systemuserid"],
        "app_id": APP_ID,
        "full_name": "# Marketo Integration",
        "email_address": email,
        "enabled": True,
        "roles": [ROLE],
        "business_unit": "contoso",
    }
    assert done["username"] == email and roles(dynamics) == [ROLE] and len(done["changes"]) == 2
    assert done["diff"]["before"] == {} and done["diff"]["after"]["roles"] == [ROLE]


def test_in_another_business_unit_it_gets_that_units_role(dynamics):
    """The roles of one name differ from unit to unit. A user is not moved."""
    made = ladder(dynamics, roles=[ROLE], business_unit="sales")
    (link,) = [
        link
        for link in dynamics.organization()["systemuserroles"]
        if link["systemuserid"] == made["application_user"]["id"]
    ]
    assert link["roleid"].endswith("434") and made["application_user"]["business_unit"] == "Sales"
    assert dynamics.user(roles=[ROLE])["changed"] is False, "without business_unit the user's own counts"
    moved = dynamics.user(roles=[ROLE], business_unit="contoso")
    assert moved["failed"] and "belongs to the business unit Sales" in moved["msg"]


def test_roles_are_merged_unless_exact(dynamics):
    """What is there beside them stays, or goes."""
    dynamics.user(roles=["Basic User"])
    assert ladder(dynamics, roles=[ROLE])["application_user"]["roles"] == ["Basic User", ROLE]
    assert dynamics.user()["changed"] is False
    done = ladder(dynamics, roles=[ROLE], exact_roles=True)
    assert done["changes"] == ["take role Basic User from application user '# Marketo Integration'"] and roles(
        dynamics
    ) == [ROLE]
    assert ladder(dynamics, roles=[], exact_roles=True)["application_user"]["roles"] == []


def test_disabled_and_enabled(dynamics):
    """Only where asked for."""
    assert ladder(dynamics, enabled=False)["application_user"]["enabled"] is False
    assert dynamics.user()["changed"] is False and rows(dynamics)[0]["isdisabled"] is True
    assert ladder(dynamics, enabled=True)["application_user"]["enabled"] is True


def test_removed_to_the_last_row(dynamics):
    """Disabled first, deleted, and what lingers is purged."""
    dynamics.user(roles=[ROLE])
    done = ladder(dynamics, state="absent")
    assert [change.split()[0] for change in done["changes"]] == ["disable", "delete"] and rows(dynamics) == []
    assert done["application_user"] is None and done["username"] is None


def test_a_deleted_row_counts_as_absent_and_does_not_stand_in_the_way(dynamics):
    """A run that was stopped after the first DELETE leaves one."""
    dynamics.user()
    number = next(
        index for index, row in enumerate(dynamics.organization()["systemusers"]) if row["applicationid"] == APP_ID
    )
    dynamics.emulator.patch_state(
        organization(f"systemusers/{number}/isdisabled", True) + organization(f"systemusers/{number}/deletedstate", 1)
    )
    assert dynamics.user(state="absent")["changed"] is False
    done = ladder(dynamics, roles=[ROLE])
    (row,) = rows(dynamics)
    assert (
        row["deletedstate"] == 0 and row["systemuserid"] == done["application_user"]["id"] and roles(dynamics) == [ROLE]
    )


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"roles": ["Marketo Sync Usr"]}, "Near to it: Marketo Sync User"),
        ({"roles": [ROLE, "zzz"]}, "It has: Basic User, Marketo Sync User, System Administrator"),
        ({"business_unit": "nosuch"}, "It has: Sales, contoso"),
        ({"app_id": "x"}, "GUID"),
        ({"app_id": ""}, "app_id is empty"),
        ({"app_id": "99999999-0000-4000-8000-000000000001"}, "was not found in the organization's tenant"),
        ({"url": "fabrikam.crm4.dynamics.com"}, "Nothing secret was sent"),
        ({"url": "app-ab01.marketo.com"}, "no Dynamics organization"),
        ({"cloud": "us_dod"}, "cloud is us_dod"),
        ({"client_secret": "wrong"}, "AADSTS7000215"),
    ],
)
def test_bad_input_changes_nothing(dynamics, options, words):
    """One sentence that says what to do."""
    result = dynamics.user(**{"roles": [ROLE], **options})
    assert result["failed"] and words in result["msg"] and result["changed"] is False and rows(dynamics) == []


def test_a_secret_goes_nowhere_that_is_not_dynamics(dynamics):
    """The host is asked first."""
    dynamics.user(url="app-ab01.marketo.com")
    assert dynamics.emulator.requests(service="entra") == []


def test_check_mode_for_an_application_that_an_earlier_task_would_make(dynamics):
    """Its id isn't known yet; a role that doesn't exist is found out all the same."""
    checked = dynamics.user(check_mode=True, app_id="", roles=[ROLE])
    assert checked["changed"] and checked["application_user"]["roles"] == [ROLE] and checked["username"] is None
    assert "Near to it" in dynamics.user(check_mode=True, app_id="", roles=["Marketo Sync"])["msg"]


def test_an_administrator_without_rights(dynamics):
    """An application that is no user of the organization, and one that may not manage users."""
    dynamics.emulator.patch_state(organization("systemuserroles/2/roleid", "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000433"))
    result = dynamics.user()
    assert result["failed"] and "prvCreateUser" in result["msg"] and result["error"]["code"] == "0x80040220"
    dynamics.emulator.patch_state(organization("systemusers/2/applicationid", "99999999-0000-4000-8000-000000000001"))
    assert "0x80072560" in dynamics.user()["msg"]


@pytest.mark.parametrize(
    "fault",
    [
        {"method": "POST", "path": NEW_USER, "drop_after_commit": True, "times": 1},
        {"method": "POST", "path": NEW_USER, "drop_before": True, "times": 1},
        {"method": "POST", "path": NEW_USER, "status": 503, "times": 1},
        {"method": "POST", "path": r"\$ref$", "drop_after_commit": True, "times": 1},
        {"method": "POST", "path": r"\$ref$", "drop_before": True, "times": 1},
        {"method": "POST", "path": r"\$ref$", "status": 429, "headers": {"Retry-After": "1"}, "times": 1},
        {"method": "POST", "stale_for": 30},
    ],
)
def test_lost_answers_and_lag_leave_one_user_with_one_role(dynamics, fault):
    """What was done is found by reading; nothing is done twice."""
    dynamics.emulator.faults({"service": "dataverse", **fault})
    done = dynamics.user(roles=[ROLE])
    assert not done.get("failed"), done
    assert done["application_user"]["roles"] == [ROLE] and len(rows(dynamics)) == 1 and roles(dynamics) == [ROLE]
    posted = [entry["path"].rpartition("/")[2] for entry in dynamics.writes()]
    # Only what certainly did not happen is sent again.
    again = (
        []
        if "drop_after_commit" in fault or "stale_for" in fault
        else [posted[0] if fault["path"] == NEW_USER else posted[-1]]
    )
    assert sorted(posted) == sorted(["systemusers", "$ref", *again])
    dynamics.emulator.faults()
    assert dynamics.user(roles=[ROLE])["changed"] is False


STOPPED = {"status": 400, "body": {"error": {"code": "0x80040265", "message": "Stopped by the test."}}}


@pytest.mark.parametrize(
    ("state", "write", "left"),
    [
        ("present", {"method": "POST", "path": NEW_USER}, [0]),
        ("present", {"method": "POST", "path": r"\$ref$"}, [0]),
        ("absent", {"method": "PATCH"}, []),
        ("absent", {"method": "DELETE"}, []),
        # What can't be purged is deleted all the same.
        ("absent", {"method": "DELETE", "nth": 2}, [1]),
    ],
)
def test_a_stop_at_any_write_loses_nothing(dynamics, state, write, left):
    """The next run goes on from what is there."""
    if state == "absent":
        dynamics.user(roles=[ROLE])
    dynamics.emulator.faults({"service": "dataverse", **write, **STOPPED})
    stopped = dynamics.user(roles=[ROLE], state=state)
    assert stopped["failed"] and "Stopped by the test" in stopped["msg"]
    dynamics.emulator.faults()
    for _again in range(2):
        last = dynamics.user(roles=[ROLE], state=state)
        assert not last.get("failed"), last
    assert last["changed"] is False and [row["deletedstate"] for row in rows(dynamics)] == left
    if state == "present":
        assert roles(dynamics) == [ROLE]


def test_limits_of_the_service(dynamics):
    """The whole waiting is bounded; the sentence says what was asked."""
    dynamics.emulator.faults(
        {
            "service": "dataverse",
            "path": NEW_USER,
            "method": "GET",
            "status": 429,
            "headers": {"Retry-After": "900"},
            "body": {"error": {"code": "0x80072321", "message": "Combined execution time exceeded."}},
        }
    )
    result = dynamics.user()
    assert result["failed"] and "too much working time" in result["msg"] and "asks to wait 900 seconds" in result["msg"]


def test_pages_are_read_to_the_end(dynamics):
    """A role on a later page is found."""
    root = dynamics.organization()["businessunits"][0]["businessunitid"]
    page = {
        "value": [],
        "@odata.nextLink": f"https://{HOST}/api/data/v9.2/roles?$select=roleid,name&$filter=_businessunitid_value eq {root}",
    }
    dynamics.emulator.faults({"service": "dataverse", "path": "/roles$", "nth": 1, "status": 200, "body": page})
    assert dynamics.user(roles=[ROLE])["application_user"]["roles"] == [ROLE]


def test_a_token_for_the_organization(dynamics):
    """A ready token is used as it is; one for Microsoft Graph is refused in plain words."""
    for scope, words in ((f"https://{HOST}/.default", None), (None, "issued by the organization's own tenant")):
        options = {
            **{name: dynamics.administrator[name] for name in ("tenant_id", "client_id", "client_secret")},
            **dynamics.way,
            "scope": scope,
        }
        token = run_module("entra_token", options)["access_token"]
        result = dynamics.run("application_user", url=HOST, app_id=APP_ID, access_token=token)
        assert bool(result.get("failed")) is bool(words) and (words or "") in result.get("msg", "")
