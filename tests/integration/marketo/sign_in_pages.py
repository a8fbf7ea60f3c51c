"""Lays out the emulator's pages of Adobe's sign-in, and reads what really happened on them."""

from __future__ import annotations

import base64
import secrets
from typing import Any, Protocol

from tests.emulator.process import EmulatorProcess

from .tasks import MUNCHKIN_ID, behave

ADMINISTRATORS_PLACE = 0


class SignInto(Protocol):
    """The fixture ``sign_in``."""

    def __call__(self, **options: Any) -> dict[str, Any]:
        """Sign in with these options of marketo_session; return the instance's id, or the error as a task's result has it."""


def new_key() -> str:
    """Return an authenticator's key that no other test uses: each of its codes counts once on a machine."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def lay_out(emulator: EmulatorProcess, *steps: str, account: dict[str, Any] | None = None, **switches: Any) -> None:
    """Put these pages before the administrator, with these switches."""
    for name, value in (account or {}).items():
        path = f"/marketo/accounts/{ADMINISTRATORS_PLACE}/{name}"
        emulator.patch_state([{"op": "add", "path": path, "value": value}])
    given: dict[str, Any] = {f"signin_{name}": value for name, value in switches.items()}
    behave(emulator, **({"signin_steps": list(steps)} if steps else {}), **given)


def assert_signed_in(result: dict[str, Any]) -> None:
    """The session is the right instance's."""
    assert result.get("munchkin_id") == MUNCHKIN_ID, result


def log(emulator: EmulatorProcess, event: str, name: str) -> list[Any]:
    """Return one member of each entry of an event."""
    entries = emulator.state()["marketo"].get("sign_in_log", [])
    return [entry.get(name) for entry in entries if entry["event"] == event]


def passwords(emulator: EmulatorProcess) -> list[str]:
    """Return the result of each password that was submitted."""
    return log(emulator, "password", "result")


def codes(emulator: EmulatorProcess) -> list[str]:
    """Return the result of each code that was submitted."""
    return log(emulator, "code", "result")


def pressed(emulator: EmulatorProcess) -> list[str]:
    """Return the data-id of everything that was pressed."""
    return log(emulator, "pressed", "what")
