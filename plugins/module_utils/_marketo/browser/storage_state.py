# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A session that a person recorded: Playwright's storage state (cookies and local storage), and when it was made.

It opens Marketo without a password, so it is a secret like one. Two members are added to what Playwright writes and reads:
``recorded_at`` and ``renewed_at``, ISO 8601 in UTC; ``munchkin_id`` says of which instance it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ..._engine.durations import format_time
from ..._engine.errors import InvalidInput, SignInRefused

PLAYBOOK = "martech.marketo_dynamics.sign_in"
HOW_TO_RECORD = f"let a person sign in once with the playbook {PLAYBOOK} and give what it records in storage_state or storage_state_file"
# What Playwright knows.
_STATE = ("cookies", "origins")


def parse(text: str | None) -> dict[str, Any] | None:
    """Read the option ``storage_state``. Raises `InvalidInput`, without a word of what it holds."""
    if not text or not text.strip():
        return None
    if text.lstrip().startswith("$ANSIBLE_VAULT"):
        raise InvalidInput(
            "storage_state is still encrypted. Name its file in storage_state_file, or give what is in it with "
            "lookup('ansible.builtin.unvault', file), and the vault's password to the play."
        )
    try:
        state = json.loads(text)
    except ValueError:
        state = None
    if (
        not isinstance(state, dict)
        or not isinstance(state.get("cookies"), list)
        or not all(isinstance(one, dict) for one in state["cookies"])
    ):
        raise InvalidInput(
            f"storage_state is no recorded session: a JSON object with a list of cookies is expected. Record one with the playbook {PLAYBOOK}."
        )
    if not state["cookies"]:
        raise InvalidInput(
            f"storage_state holds no cookie, so nobody is signed in with it. Record one with the playbook {PLAYBOOK}."
        )
    return state


def check_instance(state: Mapping[str, Any], munchkin_id: str | None) -> None:
    """Refuse a session that was recorded for another instance."""
    of = state.get("munchkin_id")
    if of and munchkin_id and str(of).upper() != munchkin_id.upper():
        raise InvalidInput(
            f"The recorded session is of the instance {of}, and munchkin_id is {munchkin_id}. Nothing was opened; give the session of that "
            f"instance, or record it with the playbook {PLAYBOOK}."
        )


def for_browser(state: Mapping[str, Any]) -> dict[str, Any]:
    """What Playwright takes."""
    return {name: state.get(name) or [] for name in _STATE}


def recorded(state: Mapping[str, Any], munchkin_id: str) -> dict[str, Any]:
    """A session that was just recorded."""
    return {**for_browser(state), "munchkin_id": munchkin_id, "recorded_at": _now(), "renewed_at": None}


def renewed(before: Mapping[str, Any], state: Mapping[str, Any]) -> dict[str, Any]:
    """The same session after it was used: services renew their cookies."""
    return {**before, **for_browser(state), "renewed_at": _now()}


def expired(recorded: Mapping[str, Any] | None, step: str) -> SignInRefused:
    """The error for a recorded session that Marketo doesn't take any more."""
    state = recorded or {}
    when = f", recorded {state['recorded_at']}" if state.get("recorded_at") else ""
    when += f", last renewed {state['renewed_at']}" if state.get("renewed_at") else ""
    return SignInRefused(
        f"The recorded session{when} has expired: Marketo asks to sign in (page {step!r}). Let a person sign in again with the playbook "
        f"{PLAYBOOK}, then run again; or give username and password.",
        code="session_expired",
        page=step,
    )


def _now() -> str:
    return format_time(datetime.now(timezone.utc))
