"""Runs the Marketo modules in this process, as the action plugin would, and reads what reached the emulator."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.emulator.process import EmulatorProcess
from tests.emulator.seed import load_seed
from tests.support.modules import run_module

URL = "https://app-ab01.marketo.com/#DY0A1"
MUNCHKIN_ID = "123-ABC-456"
# Account name -> password, as the emulator is seeded.
PASSWORDS = {account["email"].partition("@")[0]: account["password"] for account in load_seed()["marketo"]["accounts"]}
ADMINISTRATOR = ("marketo.admin@contoso.com", PASSWORDS["marketo.admin"])
SERVICE = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
SECRETS = {"client_secret": "a~New.Secret-That-Nobody-Sees", "password": "test-Password-of-marketo.sync-1"}
CREDENTIALS = {
    "client_id": "11111111-2222-4333-8444-555555555555",
    "username": "marketo.sync@contoso.com",
    "organization_url": "contoso.crm4.dynamics.com",
    **SECRETS,
}
PATIENCE = 20.0
# Long enough for the emulated page to load on a busy machine, short enough to wait for what never comes.
IMPATIENCE = 3.0


def task(module: str, check_mode: bool = False, **options: Any) -> dict[str, Any]:
    """Run one module with these options."""
    return run_module(module, options, check_mode)


def open_session(emulator: EmulatorProcess, **options: Any) -> dict[str, Any]:
    """Open a session as the administrator, with some options changed."""
    defaults = {
        "url": URL,
        "munchkin_id": MUNCHKIN_ID,
        "username": ADMINISTRATOR[0],
        "password": ADMINISTRATOR[1],
        "ca_bundle": emulator.ca_file,
        "proxy": emulator.proxy_url,
        "timeout": PATIENCE,
        # A reset of the emulator ends the session, and tests share sessions.
        "sign_in_again": 10_000,
        # A busy machine may run other tests for longer than the default in between.
        "idle_timeout": 900,
        # What a test changes behind the page is to be seen at once.
        "reload_after": 0,
    }
    return task("marketo_session", **{**defaults, **options})


@contextmanager
def session(emulator: EmulatorProcess, **options: Any) -> Iterator[str]:
    """An open session's handle; closed at the end."""
    opened = open_session(emulator, **options)
    assert not opened.get("failed"), opened
    try:
        yield opened["session"]
    finally:
        task("marketo_session", session=opened["session"], state="absent")


def writes(emulator: EmulatorProcess) -> list[str]:
    """What was sent behind the page, in order."""
    words = []
    for entry in emulator.requests(service="marketo", method="POST"):
        if entry["path"].startswith("/crm/"):
            word = entry["path"].rsplit("/", 1)[-1]
            words.append(f"{word}:{entry['request_body']['enabled']}".lower() if word == "enableSync" else word)
    return words


def instance(emulator: EmulatorProcess) -> dict[str, Any]:
    """The emulated instance's state, secrets masked."""
    return emulator.state()["marketo"]["instances"][MUNCHKIN_ID]


def behave(emulator: EmulatorProcess, **switches: Any) -> None:
    """Set the switches for odd behaviour."""
    emulator.patch_state({"marketo": {"behaviour": switches}})


def assert_no_secret(result: Any) -> None:
    """No secret is in what a user sees."""
    text = result if isinstance(result, str) else json.dumps(result)
    assert not [secret for secret in (*SECRETS.values(), ADMINISTRATOR[1]) if secret in text]
