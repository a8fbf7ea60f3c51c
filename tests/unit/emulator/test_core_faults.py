"""Faults on demand, each kind."""

from __future__ import annotations

import time
from typing import Any

import pytest
import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import LOGIN, TENANT, WEB_API, Contoso

KEYS = f"/{TENANT}/discovery/v2.0/keys"
LEAD = "leads(0a9c7d10-5e1e-4c1b-8d2f-c0ffee000491)"


def _statuses(session: requests.Session, url: str, count: int) -> list[int]:
    return [session.get(url).status_code for _index in range(count)]


def test_a_status_with_headers_and_body(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    body = {"error": {"code": "TooManyRequests"}}
    emulator.faults({"path": "/keys$", "status": 429, "headers": {"Retry-After": "7"}, "body": body})
    answer = proxied.get(LOGIN + KEYS)
    assert (answer.status_code, answer.headers["Retry-After"], answer.json()) == (429, "7", body)
    assert emulator.requests()[0]["fault"]["status"] == 429
    assert proxied.get(f"{LOGIN}/common/userrealm/a@b").status_code == 200


@pytest.mark.parametrize(
    ("which", "statuses"),
    [
        ({}, [503, 503, 503, 503]),
        ({"nth": 2}, [200, 503, 200, 200]),
        ({"times": 2}, [503, 503, 200, 200]),
        ({"nth": 2, "times": 2}, [200, 503, 503, 200]),
    ],
)
def test_which_hits_are_spoiled(
    emulator: EmulatorProcess, proxied: requests.Session, which: dict[str, int], statuses: list[int]
) -> None:
    emulator.faults({"status": 503, **which})
    assert _statuses(proxied, LOGIN + KEYS, 4) == statuses
    (rule,) = emulator.fault_hits()
    assert (rule["hits"], rule["applied"]) == (4, statuses.count(503))


def test_rules_count_side_by_side(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    emulator.faults({"status": 429, "nth": 1}, {"status": 503, "nth": 2})
    assert _statuses(proxied, LOGIN + KEYS, 3) == [429, 503, 200]


@pytest.mark.parametrize(
    "matcher",
    [
        {"method": "POST"},
        {"host": "graph.microsoft.com"},
        {"host": "*.dynamics.com"},
        {"path": "^/token"},
        {"service": "graph"},
        {"origin": "marketo"},
    ],
)
def test_a_rule_spoils_only_what_it_matches(
    emulator: EmulatorProcess, proxied: requests.Session, matcher: dict[str, str]
) -> None:
    emulator.faults({"status": 503, **matcher})
    assert proxied.get(LOGIN + KEYS).status_code == 200
    assert emulator.fault_hits()[0]["hits"] == 0


def test_a_delay(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    emulator.faults({"delay": 0.4})
    begin = time.monotonic()
    assert proxied.get(LOGIN + KEYS).status_code == 200
    assert time.monotonic() - begin >= 0.4


@pytest.mark.parametrize("act", ["drop_before", "drop_after_commit"])
@pytest.mark.parametrize("way", ["direct", "proxied"])
def test_a_dropped_connection_gives_no_answer(
    contoso: Contoso, request: pytest.FixtureRequest, act: str, way: str
) -> None:
    session: requests.Session = request.getfixturevalue(way)
    url = f"{contoso.emulator.base_url}/api/data/v9.2/{LEAD}" if way == "direct" else f"{WEB_API}/{LEAD}"
    headers = contoso.administrator_headers()
    contoso.emulator.faults({"method": "PATCH", act: True})
    with pytest.raises(requests.exceptions.ConnectionError):
        session.patch(url, json={"description": "written"}, headers=headers)
    (entry,) = contoso.emulator.requests(method="PATCH")
    contoso.emulator.faults()
    committed = act == "drop_after_commit"
    assert entry["status"] == (204 if committed else None)
    assert session.get(url, headers=headers).json()["description"] == ("written" if committed else None)


def test_replication_lag_hides_a_write_for_a_while(contoso: Contoso) -> None:
    headers = contoso.administrator_headers()
    contoso.emulator.faults({"method": "PATCH", "service": "dataverse", "stale_for": 0.6})

    def description() -> Any:
        return contoso.session.get(f"{WEB_API}/{LEAD}", headers=headers).json()["description"]

    answer = contoso.session.patch(f"{WEB_API}/{LEAD}", json={"description": "new"}, headers=headers)
    assert answer.status_code == 204
    assert description() is None
    # The write is there all the same, and other services see it.
    organization = contoso.emulator.state()["organizations"]["contoso.crm4.dynamics.com"]
    assert organization["tables"]["leads"][0]["description"] == "new"
    assert contoso.password_grant().status_code == 200
    time.sleep(0.7)
    assert description() == "new"


def test_new_rules_replace_the_old(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    emulator.faults({"status": 503})
    emulator.faults({"status": 502})
    assert proxied.get(LOGIN + KEYS).status_code == 502
    emulator.faults()
    assert proxied.get(LOGIN + KEYS).status_code == 200


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({}, "does nothing"),
        ({"method": "GET"}, "does nothing"),
        ({"status": "503"}, "wrong type"),
        ({"status": 99}, "outside 200 to 599"),
        ({"status": 503, "path": "("}, "not a regular expression"),
        ({"status": 503, "nth": 0}, "below 1"),
        ({"status": 503, "when": "now"}, "unknown member 'when'"),
        ({"delay": 1, "body": "x"}, "without a status"),
        ({"stale_for": -1}, "negative"),
        ({"drop_before": 1}, "wrong type"),
    ],
)
def test_a_bad_rule_is_refused_with_a_sentence(emulator: EmulatorProcess, rule: dict[str, Any], sentence: str) -> None:
    emulator.faults({"delay": 0.01})
    with pytest.raises(ValueError, match=f"400 .*{sentence}"):
        emulator.faults(rule)
    assert len(emulator.fault_hits()) == 1
