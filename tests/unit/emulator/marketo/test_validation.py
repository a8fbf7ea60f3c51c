"""The seven rows, against answers made up here."""

from __future__ import annotations

import asyncio
import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import unquote

import httpx
import pytest

from tests.emulator.marketo_sync.validation import validate

_CREDENTIALS = {
    "username": "sync@contoso.com",
    "password": "test-password",
    "client_id": "test-client",
    "client_secret": "test-secret",
    "organization_url": "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc",
}
_TOKEN = "POST https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"
_API = "GET https://contoso.crm4.dynamics.com/api/data/v9.2/"
_NAMES = ["url", "sign_in", "role", "solution", "steps", "config", "match"]
_GOOD: dict[str, tuple[int, dict[str, Any]]] = {
    _TOKEN: (200, {"access_token": "good"}),
    f"{_API}WhoAmI": (200, {"UserId": "U-1"}),
    f"{_API}systemusers": (200, {"systemuserroles_association": [{"name": "Other"}, {"name": "Marketo Sync User"}]}),
    f"{_API}solutions": (200, {"value": [{"solutionid": "S-1", "friendlyname": "Marketo Lead Management"}]}),
    f"{_API}solutioncomponents": (200, {"value": [{"objectid": "STEP-1", "componenttype": 92}]}),
    f"{_API}sdkmessageprocessingsteps": (
        200,
        {
            "value": [
                {"sdkmessageprocessingstepid": "step-1", "name": "ours", "statecode": 0},
                {"sdkmessageprocessingstepid": "step-2", "name": "somebody else's", "statecode": 1},
            ]
        },
    ),
    f"{_API}EntityDefinitions": (
        200,
        {"value": [{"EntitySetName": "configs", "DisplayName": {"UserLocalizedLabel": {"Label": "Marketo Config"}}}]},
    ),
    f"{_API}configs": (
        200,
        {
            "value": [
                {"name": "Default", "_createdby_value": "u-9", "_ownerid_value": "u-9", "_x_marketouser_value": "u-1"}
            ]
        },
    ),
}


class FakeWorld:
    """Answers calls from a table; what isn't there can't be reached."""

    def __init__(self, answers: dict[str, tuple[int, dict[str, Any]]]) -> None:
        self._answers = answers
        self.forms: list[dict[str, Any]] = []

    async def call(
        self, method: str, url: str, headers: Any = None, data: Any = None, json: Any = None
    ) -> httpx.Response:
        """Look up an answer by method and address without the query and the key."""
        key = f"{method} {unquote(url).partition('?')[0].partition('(')[0]}"
        if data is not None:
            self.forms.append(data)
        if "/api/data/" in url and headers is None:
            return httpx.Response(401) if f"{_API}WhoAmI" in self._answers else httpx.Response(404)
        if key not in self._answers:
            raise httpx.ConnectError(key)
        status, body = self._answers[key]
        return httpx.Response(status, json=body)


def _run(answers: dict[str, Any], auth_method: str = "ropc", **credentials: Any) -> tuple[dict[str, bool], FakeWorld]:
    world = FakeWorld({**_GOOD, **answers} if answers is not None else {})
    checks = validate(world, {**_CREDENTIALS, **credentials}, auth_method)  # type: ignore[arg-type]
    # The browser of other tests here keeps a loop running in this thread.
    with ThreadPoolExecutor() as thread:
        rows = thread.submit(asyncio.run, checks).result()
    assert [row["id"] for row in rows] == _NAMES
    assert all(bool(row["detail"]) != row["passed"] for row in rows), "a red row says why, a green one says nothing"
    return {row["id"]: row["passed"] for row in rows}, world


def _red(rows: dict[str, bool]) -> list[str]:
    return [name for name, passed in rows.items() if not passed]


def test_all_is_well() -> None:
    rows, world = _run({})
    assert _red(rows) == []
    assert world.forms == [
        {
            "grant_type": "password",
            "client_id": "test-client",
            "client_secret": "test-secret",
            "scope": "https://contoso.crm4.dynamics.com/.default",
            "username": "sync@contoso.com",
            "password": "test-password",
        }
    ]


def test_the_application_signs_in_itself_when_the_method_says_so() -> None:
    _rows, world = _run({}, auth_method="s2s")
    assert world.forms[0]["grant_type"] == "client_credentials"
    assert "username" not in world.forms[0]
    assert "password" not in world.forms[0]


_USER: dict[str, Any] = _GOOD[f"{_API}systemusers"][1]


@pytest.mark.parametrize(
    ("email", "red"), [("Sync@contoso.com", []), ("other@contoso.com", ["match"]), (None, ["match"])]
)
def test_its_username_is_the_application_users_email_address(email: str | None, red: list[str]) -> None:
    answers = {f"{_API}systemusers": (200, {**_USER, "internalemailaddress": email})}
    assert _red(_run(answers, auth_method="s2s")[0]) == red
    assert _red(_run(answers)[0]) == [], "with a password it is the sign-in that tells the user"


def test_the_tenant_id_says_where_to_sign_in() -> None:
    elsewhere = {
        _TOKEN.replace("contoso.com", "tenant-1"): _GOOD[_TOKEN],
        _TOKEN: (400, {"error_description": "wrong tenant"}),
    }
    answers = {**elsewhere, f"{_API}systemusers": (200, {**_USER, "internalemailaddress": "sync@contoso.com"})}
    assert _red(_run(answers, auth_method="s2s", tenant_id="tenant-1")[0]) == []
    assert _red(_run(answers, auth_method="s2s", tenant_id="")[0]) == _NAMES[1:]


def _rows(name: str, changes: dict[str, Any]) -> dict[str, tuple[int, dict[str, Any]]]:
    """The good answer of one address, with its first row changed."""
    status, body = copy.deepcopy(_GOOD[_API + name])
    body["value"][0].update(changes)
    return {_API + name: (status, body)}


@pytest.mark.parametrize(
    ("answers", "red"),
    [
        ({_TOKEN: (400, {"error_description": "AADSTS50126: no"})}, _NAMES[1:]),
        ({f"{_API}WhoAmI": (403, {"error": {"message": "The user is not a member of the organization."}})}, _NAMES[1:]),
        ({f"{_API}systemusers": (200, {"systemuserroles_association": [{"name": "Other"}]})}, ["role"]),
        ({f"{_API}systemusers": (403, {"error": {"message": "missing privilege"}})}, ["role"]),
        ({f"{_API}solutions": (200, {"value": []})}, ["solution", "steps"]),
        (_rows("sdkmessageprocessingsteps", {"statecode": 1}), ["steps"]),
        ({f"{_API}EntityDefinitions": (200, {"value": []})}, ["config", "match"]),
        (_rows("configs", {"name": "Other"}), ["config", "match"]),
        (_rows("configs", {"_x_marketouser_value": None}), ["config", "match"]),
        (_rows("configs", {"_x_marketouser_value": "u-2"}), ["match"]),
    ],
)
def test_one_thing_is_wrong(answers: dict[str, Any], red: list[str]) -> None:
    assert _red(_run(answers)[0]) == red


@pytest.mark.parametrize(
    "url",
    [
        "https://contoso.crm4.dynamics.com",
        "http://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc",
        "nonsense",
        "https:///XRMServices/2011/Organization.svc",
    ],
)
def test_url_of_another_kind(url: str) -> None:
    rows, world = _run({}, organization_url=url)
    assert _red(rows) == _NAMES
    assert world.forms == [], "no password is sent anywhere for an address that makes no sense"
