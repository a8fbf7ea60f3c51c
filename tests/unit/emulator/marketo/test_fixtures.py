"""The tests here don't depend on what the tests before them left behind."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp, ensure_session, new_page, put
from tests.unit.emulator.marketo.visitor import Visitor

_NO_SESSIONS = [{"op": "add", "path": "/marketo/sessions", "value": {}}]
_SIGN_IN_OF_ANOTHER_TEST: list[dict[str, Any]] = [
    {"account": {"sign_in": "federated"}},
    {"account": {"chooser": True}},
    {"behaviour": {"signin_steps": ["CaptchaPage"]}},
]


@pytest.mark.parametrize("before", _SIGN_IN_OF_ANOTHER_TEST)
def test_the_shared_session_begins_whatever_the_test_before_did_to_the_sign_in(
    request: pytest.FixtureRequest, browser: Browser, emulator: EmulatorProcess, before: dict[str, Any]
) -> None:
    """It used to be opened before Marketo was back at its seed, so that it met the last test's sign-in."""
    put(emulator, **before)
    emulator.patch_state(_NO_SESSIONS)
    visitor: Visitor = request.getfixturevalue("visitor")
    visitor.open_page()


def test_a_session_that_another_test_ended_is_opened_again(
    browser: Browser, emulator: EmulatorProcess, set_up: SetUp
) -> None:
    fresh = new_page(browser)
    ensure_session(fresh.context, emulator)
    emulator.patch_state(_NO_SESSIONS)
    ensure_session(fresh.context, emulator)
    ensure_session(fresh.context, emulator)
    Visitor(fresh, emulator).open_page()
    fresh.context.close()
    assert len(emulator.state()["marketo"]["sign_ins"]) == 2
