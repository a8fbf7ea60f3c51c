"""The emulated REST API answers as Adobe's pages say: tokens, envelopes, codes, limits, permissions."""

from __future__ import annotations

import threading

import pytest

from tests.unit.emulator.marketo_rest.caller import HOST, MUNCHKIN, REST_CLIENT, Caller, code_of

LEADS = "/rest/v1/leads.json"


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_token_is_granted_and_stays_the_same(caller: Caller, method: str) -> None:
    first = caller.token(method)
    assert first.status_code == 200
    answer = first.json()
    assert (answer["token_type"], 3590 <= answer["expires_in"] <= 3600, "@" in answer["scope"]) == (
        "bearer",
        True,
        True,
    )
    assert caller.token(method).json()["access_token"] == answer["access_token"]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "nobody"}, "unauthorized"),
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_wrong_credentials_are_told_by_status_401(caller: Caller, changed: dict[str, str], error: str) -> None:
    answer = caller.token(**changed)
    assert (answer.status_code, answer.json()["error"]) == (401, error)


def test_a_service_that_reads_the_query_alone(caller: Caller) -> None:
    caller.instance(rest={"token_form": False})
    assert caller.token("POST").status_code == 401
    answer = caller.session.post(
        f"{HOST}/identity/oauth/token", params={"grant_type": "client_credentials", **REST_CLIENT}, timeout=30
    )
    assert answer.status_code == 200


def test_neither_secret_nor_token_shows_in_journal_and_state(caller: Caller) -> None:
    token = caller.token("POST").json()["access_token"]
    caller.token("GET")
    caller.people()
    told = f"{caller.emulator.requests()} {caller.emulator.state()}"
    assert REST_CLIENT["client_secret"] not in told and token not in told


def test_tokens_missing_wrong_and_expired(caller: Caller) -> None:
    token = caller.token().json()["access_token"]
    assert code_of(caller.call(LEADS, token="")) == "600"
    assert code_of(caller.call(LEADS, token="", access_token=token)) == "600"
    assert code_of(caller.call(LEADS, token="made-up:ab")) == "601"
    caller.instance(rest={"token_seconds": -1})
    assert code_of(caller.call(LEADS, token=token)) == "602"
    caller.instance(rest={"issued": []})
    assert code_of(caller.call(LEADS, token=token)) == "601"


def test_a_token_belongs_to_one_instance(caller: Caller) -> None:
    token = caller.token().json()["access_token"]
    answer = caller.session.get(
        f"https://456-def-789.mktorest.com{LEADS}", headers={"Authorization": f"Bearer {token}"}, timeout=30
    )
    assert code_of(answer.json()) == "601"
    assert caller.session.get("https://999-xyz-999.mktorest.com/identity/oauth/token", timeout=30).status_code == 404


def test_people_are_found_by_email(caller: Caller) -> None:
    (person,) = caller.people("CANARY.contact@contoso.com", fields="email,title,department,updatedAt")
    assert person == {
        "id": 1000002,
        "email": "canary.contact@contoso.com",
        "title": "Canary of the marketing sync",
        "updatedAt": "2026-01-01T00:00:00Z",
    }
    assert caller.people("nobody@contoso.com") == []
    assert len(caller.people("canary@contoso.com,canary.contact@contoso.com")) == 2
    assert set(caller.people()[0]) == {"id", "email", "lastName", "createdAt", "updatedAt"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "1002"),
        ({"filterType": "email"}, "1002"),
        ({"filterType": "shoeSize", "filterValues": "43"}, "1003"),
        ({"filterType": "firstName", "filterValues": "A"}, "1011"),
        ({"filterType": "email", "filterValues": ",".join(["a@b.c"] * 301)}, "1003"),
        ({"filterType": "email", "filterValues": "a@b.c", "fields": "email,shoeSize"}, "1006"),
    ],
)
def test_questions_that_are_refused(caller: Caller, query: dict[str, str], code: str) -> None:
    assert code_of(caller.call(LEADS, **query)) == code


def test_fields_are_described(caller: Caller) -> None:
    (described,) = caller.call("/rest/v1/leads/describe2.json")["result"]
    assert ["email"] in described["searchableFields"]
    fields = {field["name"]: field for field in described["fields"]}
    assert fields["title"] == {
        "name": "title",
        "displayName": "Job Title",
        "dataType": "string",
        "length": 255,
        "updateable": True,
        "crmManaged": True,
    }
    assert fields["department"]["crmManaged"] is False


def test_other_addresses_and_methods(caller: Caller) -> None:
    assert code_of(caller.call("/rest/v1/nothing.json")) == "610"
    assert code_of(caller.call(LEADS, method="POST")) == "605"


def test_the_role_of_the_api_user_decides(caller: Caller) -> None:
    caller.instance(rest={"permissions": ["Read-Only Activity"]})
    assert code_of(caller.call("/rest/v1/leads/describe2.json")) == "603"
    assert code_of(caller.call(LEADS)) == "603"
    caller.instance(rest={"permissions": ["Read-Only Lead"]})
    assert len(caller.people()) == 1


def test_the_rate_is_limited_and_recovers(caller: Caller) -> None:
    caller.instance(rest={"limits": {"calls": 2, "seconds": 600}})
    caller.people(), caller.people()
    answer = caller.call(LEADS)
    assert code_of(answer) == "606" and "'2' exceeded with in '600' secs" in answer["errors"][0]["message"]
    caller.instance(rest={"limits": {"seconds": 0}})
    caller.people()


def test_the_daily_quota(caller: Caller) -> None:
    caller.instance(rest={"limits": {"a_day": 1}})
    caller.people()
    assert code_of(caller.call(LEADS)) == "607"
    assert caller.token().status_code == 200


def test_calls_at_once_are_limited(caller: Caller) -> None:
    caller.instance(rest={"limits": {"at_once": 1}, "slow": 3})
    token = caller.token().json()["access_token"]
    answers: list[dict] = []
    threads = [
        threading.Thread(target=lambda: answers.append(caller.call("/rest/v1/leads/describe2.json", token=token)))
        for _each in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer["success"] for answer in answers) == [False, True]
    assert code_of(next(answer for answer in answers if not answer["success"])) == "615"


def test_any_code_can_be_prescribed(caller: Caller) -> None:
    body = {"requestId": "1#2", "success": False, "errors": [{"code": "608", "message": "API Temporarily Unavailable"}]}
    caller.emulator.faults({"service": "marketo_rest", "path": r"/rest/", "times": 1, "status": 200, "body": body})
    assert code_of(caller.call(LEADS)) == "608"
    assert len(caller.people()) == 1
    assert MUNCHKIN in caller.emulator.state()["marketo"]["instances"]
