"""A change in the emulated Dataverse shows in the emulated Marketo: while the sync is enabled, healthy, and after its time."""

from __future__ import annotations

from typing import Any

from tests.unit.emulator.contoso import WEB_API, Contoso
from tests.unit.emulator.marketo_rest.caller import MUNCHKIN, Caller

LEAD = "leads(0a9c7d10-5e1e-4c1b-8d2f-c0ffee000491)"
BASIC_USER = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000433"
CONTACT = "contacts(0a9c7d10-5e1e-4c1b-8d2f-c0ffee000495)"


def change(contoso: Contoso, record: str = LEAD, **columns: Any) -> None:
    answer = contoso.session.patch(
        f"{WEB_API}/{record}", json=columns, headers=contoso.administrator_headers(), timeout=30
    )
    assert answer.status_code == 204, answer.text


def title(caller: Caller, email: str = "canary@contoso.com") -> str | None:
    (person,) = caller.people(email, fields="title")
    return person.get("title")


def flip(caller: Caller, enabled: bool) -> None:
    caller.instance(sync_enabled=enabled)
    caller.people()


def test_a_change_of_a_lead_or_contact_arrives(caller: Caller, contoso: Contoso) -> None:
    change(contoso, jobtitle="Bird")
    assert title(caller) == "Bird"
    change(contoso, CONTACT, jobtitle="Finch")
    assert title(caller, "canary.contact@contoso.com") == "Finch"
    change(contoso, jobtitle="")
    assert title(caller) is None


def test_a_new_lead_becomes_a_person(caller: Caller, contoso: Contoso) -> None:
    new = {"emailaddress1": "second@contoso.com", "jobtitle": "Second"}
    answer = contoso.session.post(f"{WEB_API}/leads", json=new, headers=contoso.administrator_headers(), timeout=30)
    assert answer.status_code == 204
    (person,) = caller.people("second@contoso.com", fields="title")
    assert person == {"id": 1000003, "title": "Second"}


def test_a_change_takes_its_time(caller: Caller, contoso: Contoso) -> None:
    caller.instance(rest={"seconds_until_arrival": 3600})
    change(contoso, jobtitle="Bird")
    assert title(caller) is None
    caller.instance(rest={"seconds_until_arrival": 0})
    assert title(caller) == "Bird"


def test_a_column_that_the_sync_does_not_carry(caller: Caller, contoso: Contoso) -> None:
    change(contoso, subject="Bird")
    assert "Bird" not in str(caller.people(fields="email,title,department,firstName,lastName"))


def test_changes_wait_while_the_sync_is_disabled(caller: Caller, contoso: Contoso) -> None:
    flip(caller, False)
    change(contoso, jobtitle="First")
    change(contoso, jobtitle="Second")
    assert title(caller) is None
    flip(caller, True)
    assert title(caller) == "Second"


def test_the_queue_takes_its_time_after_enabling(caller: Caller, contoso: Contoso) -> None:
    flip(caller, False)
    change(contoso, jobtitle="Bird")
    caller.instance(rest={"seconds_until_arrival": 3600})
    since = [
        {
            "op": "replace",
            "path": "/organizations/contoso.crm4.dynamics.com/tables/leads/0/modifiedon",
            "value": "2026-01-02T00:00:00Z",
        }
    ]
    caller.emulator.patch_state(since)
    flip(caller, True)
    assert title(caller) is None


def test_a_sync_that_cannot_sign_in_carries_nothing(caller: Caller, contoso: Contoso) -> None:
    caller.instance(credentials={"client_secret": "test-Secret-that-was-retired"})
    change(contoso, jobtitle="Bird")
    assert title(caller) is None
    caller.heal()
    assert title(caller) == "Bird"


def test_nobody_asks_dataverse_where_nothing_is_due(caller: Caller, contoso: Contoso) -> None:
    caller.people()
    assert caller.emulator.requests(origin="marketo") == []
    assert caller.emulator.state()["marketo"]["instances"][MUNCHKIN]["sync_enabled"] is True


def test_text_columns_in_dataverse(contoso: Contoso) -> None:
    headers = contoso.administrator_headers()
    query = "?$select=LogicalName,MaxLength,IsValidForUpdate"
    cast = "EntityDefinitions(LogicalName='lead')/Attributes/Microsoft.Dynamics.CRM.StringAttributeMetadata"
    found = contoso.session.get(f"{WEB_API}/{cast}{query}", headers=headers, timeout=30).json()["value"]
    columns = {each["LogicalName"]: (each["MaxLength"], each["IsValidForUpdate"]) for each in found}
    assert (columns["jobtitle"], columns["yomifullname"], "description" in columns) == (
        (100, True),
        (100, False),
        False,
    )
    for refused in ({"jobtitle": "x" * 101}, {"yomifullname": "x"}):
        assert contoso.session.patch(f"{WEB_API}/{LEAD}", json=refused, headers=headers, timeout=30).status_code == 400


def test_what_a_user_may_do_with_a_record(contoso: Contoso) -> None:
    headers, user = contoso.administrator_headers(), "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000423"
    ask = f"systemusers({user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@target)?@target={{'@odata.id':'{LEAD}'}}"
    assert "WriteAccess" in contoso.session.get(f"{WEB_API}/{ask}", headers=headers, timeout=30).json()["AccessRights"]
    contoso.change_organization("systemuserroles/2/roleid", BASIC_USER)
    assert (
        "WriteAccess" not in contoso.session.get(f"{WEB_API}/{ask}", headers=headers, timeout=30).json()["AccessRights"]
    )
    answer = contoso.session.patch(f"{WEB_API}/{LEAD}", json={"jobtitle": "x"}, headers=headers, timeout=30)
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "0x80040220")
