"""The seven rows from outside: each broken singly, what can't be read unknown, a password tried once."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from .states import BREAKS, HOST, ORGANIZATION_URL, SYNC_USER, TENANT, organization, tenant

HEADINGS = [
    "URL is valid",
    "Username and password are valid",
    "Sync user is assigned to the Marketo Sync User role",
    "Marketo solution is properly installed",
    "All steps in the solution are enabled",
    "Sync user is assigned to the Marketo solution",
    "Sync user matches username and password",
]
# What can't be judged once another row is red.
DEPENDENT = {1: [2, 3, 4, 5, 6, 7], 2: [3, 4, 5, 6, 7], 4: [5, 6, 7], 6: [7]}


def outcome(result, passed):
    """The rows with that outcome."""
    return [check["id"] for check in result["checks"] if check["passed"] is passed]


def row(result, number):
    """One row."""
    return next(check for check in result["checks"] if check["id"] == number)


def finding(result, code):
    """One finding."""
    return next(each for each in result["findings"] if each["code"] == code)


def test_all_is_well(dynamics):
    """Everything is told, in few requests and one sign-in."""
    result = dynamics.readiness()
    assert result["ready"] is True and outcome(result, True) == [1, 2, 3, 4, 5, 6, 7]
    assert [check["row"] for check in result["checks"]] == HEADINGS
    assert all(check["fact"] and check["fix"] is None and check["reason"] is None for check in result["checks"])
    assert {each["code"]: each["passed"] for each in result["findings"]} == dict.fromkeys(
        [
            "user_enabled",
            "user_name",
            "user_language",
            "user_license",
            "user_access_mode",
            "solution_version",
            "solution_processes",
            "organization_state",
            "organization_address",
        ],
        True,
    )
    assert result["organization"] == {
        "id": "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000401",
        "friendly_name": "Contoso",
        "unique_name": "unq0a9c7d105e1e4c1b",
        "version": "9.2.24101.00150",
        "environment_id": "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000402",
        "tenant_id": TENANT,
        "region": "crm4",
        "geo": "EMEA",
        "url": ORGANIZATION_URL,
        "web_api_url": f"https://{HOST}/api/data/v9.2/",
        "on_premises": False,
    }
    assert (result["user"]["id"], result["user"]["roles"]) == (SYNC_USER, ["Marketo Sync User"])
    assert result["solution"]["version"] == "4.0.0.18" and result["error_code"] is None
    asked = dynamics.emulator.requests(service="dataverse")
    assert len(asked) == 12 and dynamics.passwords_tried() == 1, [entry["path"] for entry in asked]


@pytest.mark.parametrize("url", [HOST, f"https://{HOST}/", f"https://{HOST}/api/data/v9.2", ORGANIZATION_URL])
def test_every_form_of_the_url(dynamics, url):
    """Whatever was given, what Marketo wants comes back."""
    result = dynamics.readiness(organization_url=url)
    assert result["ready"] is True and result["organization"]["url"] == ORGANIZATION_URL


@pytest.mark.parametrize("number", sorted(BREAKS))
def test_each_row_broken_singly(dynamics, number):
    """Just that row fails, with what to do; what depends on it is unknown and says so; the others pass."""
    dynamics.emulator.patch_state(BREAKS[number])
    result = dynamics.readiness()
    dependent = DEPENDENT.get(number, [])
    assert result["ready"] is False and outcome(result, False) == [number], result["checks"]
    assert outcome(result, None) == dependent
    assert row(result, number)["fact"] and row(result, number)["fix"]
    assert all(
        row(result, each)["reason"] and row(result, each)["fix"] and row(result, each)["fact"] is None
        for each in dependent
    )
    assert dynamics.passwords_tried() == (0 if number == 1 else 1)


def test_a_host_without_an_organization_gets_no_password(dynamics):
    """The sentence says what answered, and that nothing secret was sent."""
    result = dynamics.readiness(organization_url="fabrikam.crm4.dynamics.com")
    assert outcome(result, False) == [1] and "Nothing secret was sent" in row(result, 1)["fact"]
    assert dynamics.emulator.requests(service="entra") == []


def test_a_host_that_is_not_dynamics_gets_no_password(dynamics):
    """Marketo's own host answers, and is no organization."""
    result = dynamics.readiness(organization_url="app-ab01.marketo.com")
    assert outcome(result, False) == [1] and "no Dynamics organization" in row(result, 1)["fact"]
    assert dynamics.emulator.requests(service="entra") == []


def test_on_premises_only_the_address_is_checked(dynamics):
    """AD FS signs in there, so nothing secret is sent; a user name needs no domain."""
    result = dynamics.readiness(
        organization_url="https://crm.contoso.com/Contoso/XRMServices/2011/Organization.svc",
        username="CONTOSO\\marketo.sync",
    )
    assert result["ready"] is None and outcome(result, True) == [1] and outcome(result, None) == [2, 3, 4, 5, 6, 7]
    assert "adfs.contoso.com" in row(result, 1)["fact"] and "nobody was signed in" in row(result, 2)["reason"]
    assert result["organization"]["on_premises"] is True and result["organization"]["id"] is None
    assert result["organization"]["url"] == "https://crm.contoso.com/Contoso/XRMServices/2011/Organization.svc"
    assert dynamics.emulator.requests(service="entra") == [] and dynamics.emulator.requests(service="adfs") == []


def test_an_organization_of_another_tenant(dynamics):
    """Told before a password is sent, where both tenants are known; otherwise by the sign-in service's own code."""
    other = "fab1a52c-0c0e-4b7e-9a0b-c0ffee000002"
    dynamics.emulator.patch_state(organization("tenantId", other))
    result = dynamics.readiness(tenant_id=TENANT)
    assert outcome(result, False) == [2] and other in row(result, 2)["fact"] and TENANT in row(result, 2)["fact"]
    assert (
        dynamics.passwords_tried() == 0
        and result["organization"]["tenant_id"] == other
        and result["error_code"] == "other_tenant"
    )
    result = dynamics.readiness()
    assert result["ready"] is not True and row(result, 2)["passed"] is not True and dynamics.passwords_tried() == 1


def test_a_wrong_password_is_tried_once(dynamics):
    """With its code, what it means, what to do."""
    result = dynamics.readiness(password="wrong")
    assert outcome(result, False) == [2] and result["error_code"] == "AADSTS50126"
    assert (
        "AADSTS50126" in row(result, 2)["fact"] and "lock" in row(result, 2)["fix"] and dynamics.passwords_tried() == 1
    )


def test_a_lost_answer_is_unknown_and_the_password_not_sent_again(dynamics):
    """It may have been counted."""
    dynamics.emulator.faults({"service": "entra", "method": "POST", "drop_after_commit": True})
    result = dynamics.readiness()
    assert outcome(result, True) == [1] and row(result, 2)["passed"] is None and result["ready"] is None
    assert "not sent again" in row(result, 2)["reason"] and dynamics.passwords_tried() == 1


def test_a_user_without_access_to_the_organization(dynamics):
    """The sign-in is good; the organization refuses. Both are said."""
    dynamics.emulator.patch_state(organization("systemuserroles", []))
    result = dynamics.readiness()
    assert (
        outcome(result, False) == [2]
        and "0x80072560" in row(result, 2)["fact"]
        and "sign-in succeeded" in row(result, 2)["fact"]
    )
    assert "Power Platform admin center" in row(result, 2)["fix"]


@pytest.mark.parametrize(
    ("privilege", "numbers"),
    [
        ("prvReadUser", [3]),
        ("prvReadRole", [3]),
        ("prvReadSolution", [4, 5, 6, 7]),
        ("prvReadSdkMessageProcessingStep", [5]),
        ("prvReadEntity", [6, 7]),
        ("prvReademul_marketoconfig", [6, 7]),
    ],
)
def test_what_may_not_be_read_is_unknown_and_names_the_privilege(dynamics, privilege, numbers):
    """A refusal never counts as missing, nor as good."""
    privileges = [each for each in dynamics.organization()["roles"][0]["privileges"] if each != privilege]
    dynamics.emulator.patch_state(organization("roles/0/privileges", privileges))
    result = dynamics.readiness()
    assert outcome(result, False) == [] and outcome(result, None) == numbers and result["ready"] is None
    assert privilege in row(result, numbers[0])["reason"] and privilege in row(result, numbers[0])["fix"]


@pytest.mark.parametrize(
    ("patch", "number", "words"),
    [
        (organization("entityDefinitions/0/DisplayName", "Something Else"), 6, "config_table"),
        (organization("entityDefinitions/0/Attributes/2/DisplayName", "Something Else"), 6, "config_user_column"),
        (
            organization("solutions/1/friendlyname", "Marketo Sales Insight")
            + organization("solutions/0/friendlyname", "Marketo Copy"),
            4,
            "solution_name",
        ),
        (organization("solutioncomponents", []), 5, "Look in Dynamics"),
    ],
)
def test_what_is_not_discovered_is_unknown_and_names_the_option(dynamics, patch, number, words):
    """Discovery by displayed names may find nothing or too much; that is no failure."""
    dynamics.emulator.patch_state(patch)
    result = dynamics.readiness()
    assert (
        outcome(result, False) == [] and row(result, number)["passed"] is None and words in row(result, number)["fix"]
    )


def test_what_the_operator_names_is_used(dynamics):
    """Names for what discovery can't find; wrong ones are unknown, with what is there."""
    dynamics.emulator.patch_state(
        organization("entityDefinitions/0/DisplayName", "Configuration de Marketo")
        + organization("entityDefinitions/0/Attributes/2/DisplayName", "Utilisateur")
        + organization("tables/emul_marketoconfigs/0/emul_name", "Standard")
    )
    names = {
        "config_table": "emul_marketoconfig",
        "config_user_column": "emul_marketouser",
        "config_record": "Standard",
        "solution_name": "EmulatedMarketoSolution",
    }
    assert dynamics.readiness(**names)["ready"] is True
    assert "no record called Default" in row(dynamics.readiness(**{**names, "config_record": "Default"}), 6)["fact"]
    assert "no table" in row(dynamics.readiness(**{**names, "config_table": "nosuch"}), 6)["reason"]
    assert "emul_marketouser" in row(dynamics.readiness(**{**names, "config_user_column": "nosuch"}), 6)["reason"]
    assert "nosuch" in row(dynamics.readiness(**{**names, "solution_name": "nosuch"}), 4)["fact"]
    assert "Wanted Role" in row(dynamics.readiness(**names, role_name="Wanted Role"), 3)["fact"]


def test_a_filter_by_id_that_is_not_taken_is_done_without(dynamics):
    """Whether EntityDefinitions takes it is not verified; both outcomes work."""
    error = {"error": {"code": "0x80060888", "message": "Not supported."}}
    dynamics.emulator.faults({"service": "dataverse", "path": "/EntityDefinitions$", "status": 400, "body": error})
    assert dynamics.readiness()["ready"] is True


@pytest.mark.parametrize(
    ("patch", "code", "words"),
    [
        (organization("systemusers/0/uilanguageid", 1036), "user_language", "1036"),
        (organization("systemusers/0/uilanguageid", 0) + organization("languageCode", 1031), "user_language", "1031"),
        (organization("systemusers/0/islicensed", False), "user_license", "licence"),
        (organization("systemusers/0/accessmode", 2), "user_access_mode", "Read"),
        (organization("systemusers/0/domainname", "other@contoso.com"), "user_name", "other@contoso.com"),
        (organization("workflows/0/statecode", 0), "solution_processes", "Emulated process"),
        (
            organization("uniqueName", "x")
            + [{"op": "add", "path": f"/organizations/{HOST}/state", "value": "Disabled"}],
            "organization_state",
            "Disabled",
        ),
    ],
)
def test_findings_beside_the_rows(dynamics, patch, code, words):
    """They don't make the rows red, and say what to do."""
    dynamics.emulator.patch_state(patch)
    result = dynamics.readiness()
    assert result["ready"] is True and [each["code"] for each in result["findings"] if each["passed"] is not True] == [
        code
    ]
    assert words in finding(result, code)["fact"] and finding(result, code)["fix"]


def test_a_role_through_a_team_is_neither_here_nor_there(dynamics):
    """Nothing published tells whether Marketo counts it. A team that may not be read leaves the row red."""
    dynamics.emulator.patch_state(BREAKS[3])
    joined = [{"teamid": "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000436", "systemuserid": SYNC_USER}]
    dynamics.emulator.patch_state(organization("teammemberships", joined))
    result = dynamics.readiness()
    assert (
        outcome(result, False) == []
        and outcome(result, None) == [3]
        and "through the team Marketing" in row(result, 3)["reason"]
    )
    dynamics.emulator.faults(
        {
            "service": "dataverse",
            "path": "teammembership_association",
            "status": 403,
            "body": {"error": {"code": "0x80040220", "message": "Principal user is missing prvReadTeam privilege."}},
        }
    )
    result = dynamics.readiness()
    assert outcome(result, False) == [3] and "could not be read" in row(result, 3)["fact"]


def test_a_disabled_user(dynamics):
    """The organization keeps it out, so the second row fails and the finding names it."""
    dynamics.emulator.patch_state(organization("systemusers/0/isdisabled", True))
    result = dynamics.readiness()
    assert (
        outcome(result, False) == [2]
        and "0x80040225" in row(result, 2)["fact"]
        and finding(result, "user_enabled")["passed"] is False
    )


def test_steps_of_other_solutions_are_nobodys_business(dynamics):
    """One of them is disabled in the seed."""
    assert "all 3 steps" in row(dynamics.readiness(), 5)["fact"]


def test_check_mode_leaves_the_password_out(dynamics):
    """The first row is checked all the same; an application that would be made by an earlier task is unknown as well."""
    for options in ({}, {"client_id": "", "client_secret": None}):
        result = dynamics.readiness(check_mode=True, **options)
        assert result["ready"] is None and outcome(result, True) == [1] and "check mode" in row(result, 2)["reason"]
    assert dynamics.passwords_tried() == 0


def test_a_limit_that_lasts_is_unknown_with_the_waiting(dynamics, monkeypatch):
    """Service protection: the waiting is bounded and said."""
    error = {"error": {"code": "0x80072322", "message": "Number of requests exceeded."}}
    dynamics.emulator.faults(
        {
            "service": "dataverse",
            "path": "sdkmessageprocessingsteps",
            "status": 429,
            "body": error,
            "headers": {"Retry-After": "400"},
        }
    )
    result = dynamics.readiness()
    assert outcome(result, None) == [5] and "asks to wait 400 seconds" in row(result, 5)["reason"]


def test_a_new_secret_is_waited_for_without_the_password(dynamics):
    """The application shows first that its secret is accepted; the password is posted once."""
    dynamics.emulator.patch_state(tenant("newSecretDelay", 3600))
    dynamics.emulator.patch_state(tenant("applications/0/passwordCredentials/0/startDateTime", "2099-01-01T00:00:00Z"))
    result = dynamics.readiness(wait_for_new_secret=1)
    assert (
        row(result, 2)["passed"] is False
        and "AADSTS7000215" in row(result, 2)["fact"]
        and dynamics.passwords_tried() == 0
    )


def test_a_new_secret_that_comes_in_time(dynamics):
    """Refused for its first seconds, then accepted; the password is posted once."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    dynamics.emulator.patch_state(
        tenant("newSecretDelay", 4) + tenant("applications/0/passwordCredentials/0/startDateTime", now)
    )
    result = dynamics.readiness(wait_for_new_secret=60)
    assert result["ready"] is True and dynamics.passwords_tried() == 1
    assert len(dynamics.emulator.requests(service="entra", method="POST")) > 2, "it was refused at first"


@pytest.mark.parametrize(
    ("host", "cloud", "name"),
    [
        ("contoso.crm.dynamics.cn", "china", "china"),
        ("contoso.crm.microsoftdynamics.us", "gcchigh", "us_government"),
        ("contoso.crm.appsplatform.us", "dod", "us_dod"),
        ("contoso.crm9.dynamics.com", "gcc", "public"),
        ("contoso.crm17.dynamics.com", "public", "public"),
    ],
)
def test_regional_and_national_hosts(dynamics, host, cloud, name):
    """No list of hosts: any region, and each cloud with its own sign-in."""
    moved = {**dynamics.organization()}
    dynamics.emulator.patch_state(
        [
            {"op": "remove", "path": f"/organizations/{HOST}"},
            {"op": "add", "path": f"/organizations/{host}", "value": moved},
        ]
        + tenant("cloud", cloud)
    )
    result = dynamics.readiness(organization_url=host, cloud=name)
    assert result["ready"] is True and result["organization"]["url"].endswith("/XRMServices/2011/Organization.svc")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"organization_url": "http://contoso.crm4.dynamics.com"}, "https"),
        ({"organization_url": "not a host"}, "blanks"),
        ({"cloud": "china"}, "cloud is china"),
        ({"password": None}, "needs password"),
        ({"auth_method": "s2s", "client_secret": None}, "needs client_secret"),
        ({"client_id": "x"}, "GUID"),
        ({"username": "nobody"}, "tenant_id is missing"),
        ({"auth_method": "s2s", "username": None}, "tenant_id is missing"),
        ({"client_id": ""}, "client_id is empty"),
    ],
)
def test_options_that_can_not_be_used(dynamics, options, words):
    """One sentence before anything is sent."""
    result = dynamics.run("readiness_info", **{**dynamics.marketo, **options})
    assert result["failed"] and words in result["msg"] and dynamics.emulator.requests() == []


def test_without_a_connection_the_module_fails(dynamics):
    """Nothing at all could be asked: that is no readiness."""
    dynamics.emulator.faults({"service": "dataverse", "drop_before": True})
    result = dynamics.run("readiness_info", **dynamics.marketo)
    assert result["failed"] and HOST in result["msg"]


def test_server_to_server(dynamics):
    """The application signs in as its own user; its email address is what Marketo takes as user name."""
    s2s = {"auth_method": "s2s", "tenant_id": TENANT, "username": None, "password": None}
    result = dynamics.readiness(**s2s)
    assert outcome(result, False) == [2] and "0x80072560" in row(result, 2)["fact"]
    made = dynamics.user(roles=["Marketo Sync User"])
    dynamics.emulator.patch_state(
        organization("tables/emul_marketoconfigs/0/_emul_marketouser_value", made["application_user"]["id"])
    )
    result = dynamics.readiness(**{**s2s, "username": made["username"]})
    assert (
        result["ready"] is True
        and finding(result, "user_name")["passed"] is True
        and result["user"]["app_id"] == dynamics.app_id
    )
    assert finding(dynamics.readiness(**{**s2s, "username": "other@contoso.com"}), "user_name")["passed"] is False
    assert (
        finding(dynamics.readiness(check_mode=True, **s2s), "user_name")["passed"] is None
        and dynamics.passwords_tried() == 0
    )
