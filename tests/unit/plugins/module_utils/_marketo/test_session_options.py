"""The options of a session: read once from a task's arguments, and the same in the session host's process."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_arguments import (
    parse_session_options,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import (
    Account,
    BrowserOptions,
    Owner,
    SessionOptions,
)
from tests.support.modules import validated

KEY = "JBSWY3DPEHPK3PXP"
RECORDED = {"cookies": [{"name": "ims_sid", "value": "the-cookie"}], "munchkin_id": "123-ABC-456"}
FULL = {
    "url": "https://app-ab01.marketo.com/#DY0A1",
    "munchkin_id": "123-ABC-456",
    "username": "automation@example.com",
    "password": "the-password",
    "totp_secret": KEY,
    "organization": "Contoso",
    "old_login": True,
    "storage_state": json.dumps(RECORDED),
    "ca_bundle": "~/ca.pem",
    "proxy": "http://someone:the-proxy-password@proxy.example.com:3128",
    "timeout": 7,
    "idle_timeout": 8,
    "reload_after": 9,
    "record_timeout": 10,
    "sign_in_again": 3,
    "browser_endpoint": "wss://browser.example.com/?token=the-token",
    "browser_protocol": "playwright",
    "user_agent": "an agent",
    "screenshot_directory": "pictures",
    "page_map": {"edit": {"labels": ["Change"]}},
}
SECRETS = ("the-password", KEY, "the-cookie", "the-proxy-password", "the-token")


def parse(**arguments: Any) -> SessionOptions:
    """Return the options for these of a task."""
    return parse_session_options(validated("marketo_session", arguments))


def test_every_argument_arrives(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """Issue 8, point 5: paths as absolute ones, the proxy's password apart from its address."""
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("tempfile.tempdir", "/tmp/of-the-task")
    proxy = {"server": "http://proxy.example.com:3128", "username": "someone", "password": "the-proxy-password"}
    assert parse(**FULL) == SessionOptions(
        url=FULL["url"],
        temporary_directory="/tmp/of-the-task",
        munchkin_id="123-ABC-456",
        account=Account("automation@example.com", "the-password", KEY, "Contoso", True, RECORDED),
        browser=BrowserOptions(
            endpoint="wss://browser.example.com/?token=the-token",
            protocol="playwright",
            user_agent="an agent",
            ca_bundle="/home/me/ca.pem",
            proxy=proxy,
        ),
        page_map={"edit": {"labels": ["Change"]}},
        timeout=7.0,
        idle_timeout=8.0,
        reload_after=9.0,
        record_timeout=10.0,
        sign_in_again=3,
        screenshot_directory=str(tmp_path / "pictures"),
    )


@pytest.mark.parametrize(
    ("given", "owner", "seconds"),
    [(None, Owner(1, "2"), 900), (None, None, 300), (7, Owner(1, "2"), 7), (7, None, 7)],
    ids=["play", "connection", "given", "given to a connection"],
)
def test_a_session_that_cannot_see_its_plays_end_lasts_shorter(
    given: float | None, owner: Owner | None, seconds: float
) -> None:
    """C4: a killed play leaves an administrator's browser open for that long."""
    options = parse(url=FULL["url"], username="me", password="the-password", idle_timeout=given)
    assert replace(options, owner=owner).idle_seconds == seconds


@pytest.mark.parametrize("owner", [None, Owner(4711, "123456")])
def test_they_cross_the_process_boundary_as_they_are(owner: Owner | None) -> None:
    """Issue 8, point 5: what the session host works with is of the same type, and equal."""
    options = replace(parse(**FULL), owner=owner)
    assert SessionOptions.from_wire(json.loads(json.dumps(options.to_wire()))) == options


def test_no_secret_is_in_what_they_look_like() -> None:
    """Neither in a debugger nor in an error that quotes them."""
    assert not [secret for secret in SECRETS if secret in repr(parse(**FULL))]


def test_a_recording_takes_no_recorded_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """A person starts from nothing, in a window."""
    monkeypatch.setenv("DISPLAY", ":0")
    options = parse(state="recorded", url=FULL["url"], storage_state=FULL["storage_state"])
    assert (options.recording, options.is_visible, options.account.recorded) == (True, True, None)
    assert not parse(url=FULL["url"], storage_state=FULL["storage_state"]).is_visible


def test_a_password_belongs_to_a_user() -> None:
    """Beside a recorded session too: it would be typed for whichever account the page is about."""
    with pytest.raises(InvalidInput, match="username is missing"):
        parse(url=FULL["url"], password="the-password", storage_state=FULL["storage_state"])


@pytest.mark.parametrize("name", ["timeout", "idle_timeout", "record_timeout"])
@pytest.mark.parametrize("seconds", [0, -1])
def test_a_time_above_nothing(name: str, seconds: int) -> None:
    with pytest.raises(InvalidInput, match=rf"{name} is {seconds}\. Give a number of seconds above 0\."):
        parse(**{**FULL, name: seconds})
