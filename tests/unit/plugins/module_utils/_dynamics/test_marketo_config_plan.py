"""Planning of the Marketo User, and which navigation property a lookup is written by: no service is asked."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.marketo_config_discovery import (
    NotDiscovered,
    read_navigation_property,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.marketo_config_plan import (
    WantedUser,
    plan_marketo_config,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.web_api import WebApiClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._organization_url import parse_organization_url
from tests.unit.plugins.module_utils.fakes import ScriptedTransport

FOUND = {
    "table": "t",
    "column": "c",
    "record": "Default",
    "systemuserid": "aa",
    "full_name": "Old",
    "domain_name": "old@contoso.com",
}
BEGIN = "set the Marketo User of the record Default under Marketo Config to "


@pytest.mark.parametrize(("user_id", "there"), [("aa", "aa"), ("AA", "aa"), ("aa", "AA")])
def test_the_same_user_in_any_case_is_no_change(user_id, there):
    """Ids have no case."""
    found = {**FOUND, "systemuserid": there}
    made = plan_marketo_config(WantedUser(user_id, "New"), found, None)
    assert made.changes == () and made.before == made.after == found


@pytest.mark.parametrize(
    ("wanted", "summary"),
    [
        (WantedUser("bb", "New", "new@contoso.com"), "New (new@contoso.com)"),
        (WantedUser("bb", "New"), "New"),
        (WantedUser("bb", None, "new@contoso.com"), "new@contoso.com"),
        (WantedUser("bb"), "bb"),
        (WantedUser(None, app_id="app"), "the application user of app, which an earlier task would create"),
        (
            WantedUser(None),
            "the application user of an application that does not exist yet, which an earlier task would create",
        ),
    ],
)
def test_another_user_is_one_change(wanted, summary):
    """Said in the user's names."""
    made = plan_marketo_config(wanted, FOUND, "c_Nav")
    (change,) = made.changes
    assert change.summary == BEGIN + summary and change.payload == {
        "navigation_property": "c_Nav",
        "user_id": wanted.id,
    }
    assert made.before == FOUND
    assert made.after == {
        **FOUND,
        "systemuserid": wanted.id,
        "full_name": wanted.full_name,
        "domain_name": wanted.domain_name,
    }


def test_an_unknown_user_is_a_change_of_an_empty_column_too():
    """Nobody now, somebody then."""
    assert plan_marketo_config(WantedUser(None), {**FOUND, "systemuserid": None}, "n").changes


def relationship(attribute, entity, name):
    """One that a lookup makes."""
    return {
        "ReferencingAttribute": attribute,
        "ReferencedEntity": entity,
        "ReferencingEntityNavigationPropertyName": name,
    }


@pytest.mark.parametrize(
    ("relationships", "expected"),
    [
        ([relationship("c", "systemuser", "C_Nav")], "C_Nav"),
        # A service that ignores the filter, and a lookup with several targets.
        (
            [
                relationship("other", "systemuser", "Other"),
                relationship("c", "team", "C_team"),
                relationship("c", "systemuser", "C_systemuser"),
            ],
            "C_systemuser",
        ),
        ([], None),
        ([relationship("c", "team", "C_team")], None),
        ([relationship("c", "systemuser", None)], None),
        ([relationship("c", "systemuser", "One"), relationship("c", "systemuser", "Two")], None),
    ],
)
def test_the_navigation_property_is_read_never_guessed(relationships, expected):
    """Exactly one leads to users, or none is taken."""
    transport = ScriptedTransport(Response(200, json={"value": relationships}))
    web_api = WebApiClient(transport, parse_organization_url("contoso.crm4.dynamics.com"), "token", True)
    if expected is None:
        with pytest.raises(NotDiscovered, match="from the column c of the table t to users") as failure:
            read_navigation_property(web_api, "t", "c")
        assert failure.value.fix == "Check config_user_column."
    else:
        assert read_navigation_property(web_api, "t", "c") == expected
