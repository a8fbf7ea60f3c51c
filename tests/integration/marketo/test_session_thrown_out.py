"""Two sessions of one account, of which Marketo keeps one: no two plays throw each other out in turns."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .tasks import ADMINISTRATOR, behave, instance, session, task, writes

CONSOLE = "ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.console.warn"


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was warned about, but for the browser of a root user, which has no sandbox."""
    sentences: list[str] = []
    monkeypatch.setattr(CONSOLE, lambda sentence: None if "sandbox" in sentence else sentences.append(sentence))
    return sentences


@pytest.fixture(params=["message", "signin"])
def two(emulator: EmulatorProcess, request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """Two sessions of the administrator; the second has thrown out the first, with a message or without a word."""
    behave(emulator, signin_single_session=request.param)
    with ExitStack() as stack:
        yield [stack.enter_context(session(emulator, sign_in_again=1)) for _number in range(2)]


def sign_ins(emulator: EmulatorProcess) -> int:
    """How often somebody signed in."""
    return len(emulator.state()["marketo"]["sign_ins"])


def read(handle: str) -> dict[str, Any]:
    """A task that only reads."""
    return task("marketo_dynamics_info", session=handle)


def test_reads_sign_in_again_once_and_say_so(emulator: EmulatorProcess, two: list[str], said: list[str]) -> None:
    """Review, sign-in 9: each may do it once; the first that would do it again stops, and the other goes on."""
    first, second = two
    assert not read(first).get("failed")
    assert [ADMINISTRATOR[0] in sentence for sentence in said] == [True]
    assert not read(second).get("failed")
    refused = read(first)
    assert refused["error"]["code"] == "signed_in_elsewhere"
    assert ADMINISTRATOR[0] in refused["msg"]
    assert "sign_in_again is 1" in refused["msg"]
    assert sign_ins(emulator) == 4
    assert not read(second).get("failed"), "the other one was left alone"
    assert sign_ins(emulator) == 4
    assert len(said) == 2


@pytest.mark.parametrize("mode", ["message", "signin"])
@pytest.mark.parametrize("change", ["disabled", "credentials"])
def test_nobody_signs_in_in_the_middle_of_a_change(
    emulator: EmulatorProcess, mode: str, change: str, said: list[str]
) -> None:
    """Review, sign-in 9: the change stops, names the account and the likely reason, and the other login stays."""
    behave(emulator, signin_single_session=mode)
    with session(emulator, sign_in_again=5, reload_after=600) as first:
        if change == "credentials":
            assert task("marketo_dynamics_sync", session=first, state="disabled")["changed"]
            read(first)
        else:
            read(first)
        with session(emulator) as second:
            before = sign_ins(emulator)
            if change == "credentials":
                result = task(
                    "marketo_dynamics_credentials", session=first, client_id="11111111-2222-4333-8444-555555555555"
                )
            else:
                result = task("marketo_dynamics_sync", session=first, state="disabled")
            assert result["error"]["code"] == "session_ended", result
            assert ADMINISTRATOR[0] in result["msg"]
            assert "Run again" in result["msg"]
            assert sign_ins(emulator) == before
            assert not read(second).get("failed")
            assert sign_ins(emulator) == before
    assert said == []
    assert instance(emulator)["sync_enabled"] is (change == "disabled")
    assert len(writes(emulator)) == (2 if change == "credentials" else 1), "the last one was refused"


def test_a_session_that_never_signs_in_again(emulator: EmulatorProcess, said: list[str]) -> None:
    """With sign_in_again 0 the end of the session is the end."""
    with session(emulator, sign_in_again=0) as handle:
        emulator.patch_state({"marketo": {"sessions": None}})
        emulator.patch_state({"marketo": {"sessions": {}}})
        before = sign_ins(emulator)
        result = read(handle)
        assert result["error"]["code"] == "signed_in_elsewhere"
        assert "sign_in_again is 0" in result["msg"]
        assert sign_ins(emulator) == before
    assert said == []
