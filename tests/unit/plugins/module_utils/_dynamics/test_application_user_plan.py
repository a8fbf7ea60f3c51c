"""Planning of application users, and the judgement of the seven rows: pure functions."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.application_user_plan import (
    Unit,
    by_name,
    plan_application_user,
    resolve,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.marketo_config import MarketoConfig
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.readiness.answers import Answer
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.readiness.checks import (
    Verdict,
    judge,
    readiness,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.readiness.facts import (
    Facts,
    Switchable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.readiness.sign_in import Outcome
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.readiness.sign_in import (
    judge as judge_refusal,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.solution import choose_solution
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Ambiguous,
    InvalidInput,
    SignInRefused,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS

UNIT = Unit("unit", "contoso", {"Marketo Sync User": "r1", "Basic User": "r2"})
FOUND = {
    "id": "u1",
    "app_id": "app",
    "full_name": "# Marketo",
    "email_address": "m@contoso.com",
    "enabled": True,
    "roles": ["Basic User"],
    "business_unit": "contoso",
}
OPTIONS = {"state": "present", "roles": None, "exact_roles": False, "enabled": None, "business_unit": None}


def plan(*found, unit=UNIT, **options):
    """A plan, and the kinds of its changes; of the user that is there, unless another one or None is given."""
    made = plan_application_user("app", {**OPTIONS, **options}, unit, found[0] if found else FOUND)
    return made, [change.kind for change in made.changes]


@pytest.mark.parametrize(
    ("options", "kinds", "after"),
    [
        ({}, [], {}),
        ({"enabled": True}, [], {}),
        ({"enabled": False}, ["disable"], {"enabled": False}),
        ({"roles": []}, [], {}),
        ({"roles": ["basic user"]}, [], {}),
        ({"roles": ["Marketo Sync User"]}, ["assign_role"], {"roles": ["Basic User", "Marketo Sync User"]}),
        (
            {"roles": ["Marketo Sync User"], "exact_roles": True, "enabled": False},
            ["disable", "assign_role", "remove_role"],
            {"roles": ["Marketo Sync User"], "enabled": False},
        ),
        ({"roles": [], "exact_roles": True}, ["remove_role"], {"roles": []}),
    ],
)
def test_what_changes_on_a_user_that_exists(options, kinds, after):
    """And what the diff shows of it."""
    made, found = plan(**options)
    assert found == kinds and made.after == {**FOUND, **after}


def test_new_and_gone():
    """A new one is enabled unless told otherwise; what is enabled is disabled before it is deleted."""
    made, kinds = plan(None, roles=["Marketo Sync User", "MARKETO SYNC USER"])
    assert kinds == ["create", "assign_role"] and made.after["enabled"] is True
    assert plan(None, enabled=False)[0].after["enabled"] is False
    assert plan(state="absent")[1] == ["disable", "delete"]
    assert plan({**FOUND, "enabled": False}, state="absent")[1] == ["delete"]
    assert plan(None, state="absent")[1] == []


def test_names_of_roles():
    """Near ones are listed; two of one name are nobody's guess."""
    with pytest.raises(InvalidInput, match="'Marketo Sink User'. Near to it: Marketo Sync User"):
        resolve(["Marketo Sink User"], UNIT)
    with pytest.raises(Ambiguous, match="more than one"):
        by_name([{"name": "A", "roleid": "1"}, {"name": "a", "roleid": "2"}], "contoso")


OPTIONS_OF_READINESS = {
    "auth_method": "ropc",
    "role_name": "Marketo Sync User",
    "config_record": "Default",
    "solution_name": None,
}
GOOD = Verdict(True, "it answers")
SOLUTION = {"friendlyname": "Marketo Lead Management", "uniquename": "x", "version": "4", "solutionid": "s"}
FACTS = Facts(
    me=Answer({"UserId": "U-1"}),
    organization=Answer({}),
    user=Answer({"systemuserroles_association": [{"name": "Marketo Sync User"}]}),
    language=Answer(1033),
    solutions=Answer([SOLUTION]),
    steps=Answer(Switchable(2, [])),
    processes=Answer(Switchable(0, [])),
    config=Answer(MarketoConfig("t", "c", ["u-1"])),
)
UNREAD = Answer(reason="may not be read", fix="give a privilege")


SIGNED_IN = Outcome(token="t")


def rows(facts=FACTS, outcome=SIGNED_IN, url=GOOD):
    """Row's number -> whether it passed."""
    checks = judge(url, outcome, facts, OPTIONS_OF_READINESS)
    assert [(check["id"], check["row"]) for check in checks] == [(row.id, row.heading) for row in ROWS]
    assert all(
        (check["reason"] is None) is (check["passed"] is not None)
        and (check["fix"] is None) is (check["passed"] is True)
        for check in checks
    )
    return {check["id"]: check["passed"] for check in checks}


def test_all_rows_pass():
    """Ids are compared without case."""
    assert set(rows().values()) == {True}


@pytest.mark.parametrize(
    ("facts", "changed"),
    [
        ({"user": Answer({"systemuserroles_association": []})}, {3: False}),
        ({"user": UNREAD}, {3: None}),
        ({"solutions": Answer([])}, {4: False}),
        ({"solutions": UNREAD}, {4: None}),
        (
            {
                "solutions": Answer(
                    [{**SOLUTION, "friendlyname": "Marketo A"}, {**SOLUTION, "friendlyname": "Marketo B"}]
                )
            },
            {4: None},
        ),
        ({"steps": Answer(Switchable(2, ["a"]))}, {5: False}),
        ({"steps": Answer(Switchable(0, []))}, {5: None}),
        ({"steps": UNREAD}, {5: None}),
        ({"config": Answer(MarketoConfig("t", "c", []))}, {6: False, 7: None}),
        ({"config": Answer(MarketoConfig("t", "c", [None]))}, {6: False, 7: None}),
        ({"config": Answer(MarketoConfig("t", "c", ["u-1", "u-1"]))}, {6: None, 7: None}),
        ({"config": UNREAD}, {6: None, 7: None}),
        ({"config": Answer(MarketoConfig("t", "c", ["u-2"]))}, {7: False}),
    ],
)
def test_each_fact_for_itself(facts, changed):
    """A refusal is never read as missing."""
    assert rows(FACTS._replace(**facts)) == {**dict.fromkeys(range(1, 8), True), **changed}


def test_without_an_organization_or_a_sign_in_the_rest_is_unknown():
    """Unknown is neither ready nor not."""
    assert rows(None, None, Verdict(False, "no")) == {1: False, **dict.fromkeys(range(2, 8), None)}
    assert rows(None, Outcome(passed=False, fact="wrong")) == {1: True, 2: False, **dict.fromkeys(range(3, 8), None)}
    assert rows(None, None) == {1: True, **dict.fromkeys(range(2, 8), None)}
    assert rows(Facts(UNREAD), Outcome(token="t"))[2] is None
    assert rows(Facts(UNREAD, "0x80072560"), Outcome(token="t"))[2] is False
    assert [
        readiness([{"passed": passed} for passed in outcomes])
        for outcomes in ([True, True], [True, None], [None, False])
    ] == [True, None, False]


def test_the_solution_among_several():
    """The published name decides; otherwise nobody guesses."""
    other = {**SOLUTION, "friendlyname": "Marketo Sales Insight"}
    assert choose_solution([other, SOLUTION]) == SOLUTION
    assert choose_solution([other]) == other
    assert choose_solution([other, {**other, "friendlyname": "Marketo X"}]) is None


@pytest.mark.parametrize(
    ("code", "passed", "words"),
    [
        ("AADSTS50126", False, "password"),
        ("AADSTS7000222", False, "expired"),
        ("AADSTS90033", None, "nothing about these credentials"),
        ("AADSTS99999", False, "as the service says"),
    ],
)
def test_refusals_of_the_sign_in(code, passed, words):
    """Passing trouble says nothing about the credentials."""
    outcome = judge_refusal(SignInRefused("as the service says", code=code))
    assert outcome.passed is passed and words in outcome.fact and outcome.fix and outcome.code == code
