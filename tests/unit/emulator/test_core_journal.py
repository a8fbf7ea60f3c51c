"""The journal and the state: complete, and without secrets."""

from __future__ import annotations

import json

import pytest
import requests

from tests.emulator.journal import _parsed
from tests.emulator.masking import MASK, known_secrets, mask, mask_query
from tests.emulator.patches import BadPatch, json_patch, merge_patch
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import APP_ID, KEY, LOGIN, SECRET, TENANT, WEB_API, Contoso


def test_an_entry_tells_everything(contoso: Contoso) -> None:
    contoso.client_credentials()
    (entry,) = contoso.emulator.requests(service="entra")
    assert entry.pop("time").endswith("+00:00")
    body = entry.pop("response_body")
    assert (body["access_token"], body["token_type"]) == (MASK, "Bearer")
    assert entry == {
        "service": "entra",
        "origin": "client",
        "method": "POST",
        "host": "login.microsoftonline.com",
        "path": f"/{TENANT}/oauth2/v2.0/token",
        "query": "",
        "request_body": {
            "grant_type": "client_credentials",
            "client_id": contoso.emulator.accounts["administrator"]["client_id"],
            "client_secret": MASK,
            "scope": "https://graph.microsoft.com/.default",
        },
        "status": 200,
        "fault": None,
    }


def test_no_secret_leaves_the_emulator(contoso: Contoso) -> None:
    user = contoso.emulator.accounts["sync_user"]
    token = contoso.password_grant(scope=f"{WEB_API.partition('/api')[0]}/.default offline_access openid").json()
    # Secrets in places where nobody looks for them: a path, a query, and a member with an innocent name.
    contoso.session.get(f"{WEB_API}/{SECRET}?note={user['password']}&more={token['access_token']}")
    contoso.session.patch(f"{WEB_API}/leads", json={"description": f"it is {SECRET}"})
    told = json.dumps([contoso.emulator.requests(), contoso.emulator.state()])
    for secret in (SECRET, user["password"], token["access_token"], token["refresh_token"], token["id_token"]):
        assert secret not in told
    assert contoso.emulator.state()["tenants"][TENANT]["secrets"] == {KEY: MASK}
    assert told.count(MASK) > 10


def test_masks_by_name_and_by_value() -> None:
    masked = mask(
        {"passwd": "a", "Client-Secret": "b", "cookies": [{"value": "c"}], "hint": "abc", "note": "x known-one y"},
        known=["known-one"],
    )
    assert masked == {
        "passwd": MASK,
        "Client-Secret": MASK,
        "cookies": [{"value": MASK}],
        "hint": "abc",
        "note": f"x {MASK} y",
    }
    assert mask({"pin": "1234"}, fields=["PIN"]) == {"pin": MASK}
    assert mask({"password": None, "totp_code": ""}) == {"password": None, "totp_code": ""}
    assert mask_query("a=1&otp=123456&b=%20known-one", ["known-one"]) == f"a=1&otp={MASK}&b={MASK}"
    assert known_secrets({"users": [{"password": "p", "name": "n"}], "secrets": {"id": "s"}}) == {"p", "s"}


@pytest.mark.parametrize(
    ("content_type", "body", "parsed"),
    [
        ("application/json", b'{"a": 1}', {"a": 1}),
        ("application/problem+json; charset=utf-8", b"[1]", [1]),
        ("application/x-www-form-urlencoded", b"a=1&b=&a=2", {"a": ["1", "2"], "b": ""}),
        ("text/html", b"<html>", None),
        ("text/javascript", b"x", None),
        ("application/json", b"{", None),
        ("", b"x", None),
    ],
)
def test_bodies_are_parsed(content_type: str, body: bytes, parsed: object) -> None:
    assert _parsed(content_type, body) == parsed


def test_a_merge_patch_changes_the_state(emulator: EmulatorProcess) -> None:
    emulator.patch_state({"tenants": {TENANT: {"passwordHashSync": False, "newSecretDelay": None}}})
    tenant = emulator.state()["tenants"][TENANT]
    assert tenant["passwordHashSync"] is False
    assert "newSecretDelay" not in tenant
    assert tenant["displayName"] == "Contoso"


def test_a_json_patch_changes_an_item(emulator: EmulatorProcess) -> None:
    path = f"/tenants/{TENANT}/users"
    emulator.patch_state(
        [
            {"op": "replace", "path": f"{path}/0/mfaRequired", "value": True},
            {"op": "remove", "path": f"{path}/1"},
            {"op": "add", "path": f"{path}/-", "value": {"id": APP_ID, "userPrincipalName": "new@contoso.com"}},
        ]
    )
    users = emulator.state()["tenants"][TENANT]["users"]
    assert [user["userPrincipalName"] for user in users] == ["marketo.sync@contoso.com", "new@contoso.com"]
    assert users[0]["mfaRequired"] is True


def test_a_bad_patch_changes_nothing(emulator: EmulatorProcess) -> None:
    before = emulator.state()
    for patch in ([{"op": "remove", "path": "/nowhere"}], [{"op": "move", "path": "/a"}], {"tenants": None}, [1]):
        with pytest.raises(ValueError, match="400"):
            emulator.patch_state(patch)
    assert emulator.state() == before


def test_patches_follow_their_standards() -> None:
    assert merge_patch({"a": {"b": 1, "c": 2}}, {"a": {"b": None, "d": {"e": None}}}) == {"a": {"c": 2, "d": {}}}
    assert merge_patch({"a": 1}, [2]) == [2]
    assert json_patch({"a/b": [1, 3]}, [{"op": "add", "path": "/a~1b/1", "value": 2}]) == {"a/b": [1, 2, 3]}
    for operation in (
        {"op": "replace", "path": "/x", "value": 1},
        {"op": "add", "path": "/l/9", "value": 1},
        {"op": "add", "path": "/l/0"},
    ):
        with pytest.raises(BadPatch):
            json_patch({"l": []}, [operation])


def test_a_reset_takes_changes_along(emulator: EmulatorProcess, proxied: requests.Session) -> None:
    proxied.get(f"{LOGIN}/common/userrealm/a@b")
    emulator.faults({"delay": 1})
    emulator.reset({"tenants": {TENANT: {"displayName": "Changed"}}})
    assert emulator.state()["tenants"][TENANT]["displayName"] == "Changed"
    assert emulator.requests() == []
    assert emulator.fault_hits() == []
    emulator.reset()
    assert emulator.state()["tenants"][TENANT]["displayName"] == "Contoso"
