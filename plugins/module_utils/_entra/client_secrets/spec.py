# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the options of the client secret ask for, checked before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ..._engine.durations import parse_duration
from ..._engine.errors import InvalidInput
from ..graph.identifiers import guid
from .tags import LONGEST_CONNECTION

LONGEST = timedelta(days=365 * 100)
"""Far beyond any policy; keeps every end within the calendar."""


@dataclass(frozen=True)
class SecretSpec:
    """What the options ask for, checked."""

    state: str
    app_id: str | None
    description: str | None
    valid_for: timedelta
    rotate_before: timedelta
    key_id: str | None
    key_ids: frozenset[str] | None
    keep: frozenset[str]
    connection: str
    force: bool
    require_live: bool
    accept_pending: bool
    renew: bool


def read_spec(options: Mapping[str, Any], app_id: str | None, check_mode: bool) -> SecretSpec:
    """Check the options. Raises `InvalidInput`."""
    valid_for = _duration(options, "valid_for")
    rotate_before = _duration(options, "rotate_before")
    state, description, key_id = options["state"], options["description"], options["key_id"]
    if state == "present" and valid_for <= timedelta(0):
        raise InvalidInput(
            f"valid_for is {options['valid_for']}: such a secret would have ended before it began. Give a time longer than "
            f"rotate_before ({options['rotate_before']})."
        )
    if state == "present" and valid_for <= rotate_before:
        raise InvalidInput(
            f"valid_for ({options['valid_for']}) must be longer than rotate_before ({options['rotate_before']}): "
            f"otherwise a new secret would be due for rotation at once."
        )
    if state == "present" and not description:
        raise InvalidInput(
            "description is missing. A secret is found again by its description, so it needs one to be created."
        )
    if state in ("live", "pending") and not key_id and not check_mode:
        purpose = "is in use" if state == "live" else "was handed over"
        raise InvalidInput(f"key_id is empty. State {state} records which secret {purpose}: give that secret's key id.")
    key_ids = _ids(options["key_ids"], "key_ids", check_mode)
    if state == "absent" and not key_id and key_ids is None and not description:
        raise InvalidInput(
            "None of key_id, key_ids and description is given. State absent removes the secrets with those key ids, or all secrets of "
            "that description except those in keep; it never guesses."
        )
    return SecretSpec(
        state,
        app_id,
        description,
        valid_for,
        rotate_before,
        guid(key_id, "key_id", "the id of a client secret") if key_id else None,
        key_ids,
        _ids(options["keep"], "keep", check_mode) or frozenset(),
        _connection(options["connection"] or ""),
        options["force"],
        options["require_live"],
        options["accept_pending"],
        options["renew"],
    )


def _duration(options: Mapping[str, Any], name: str) -> timedelta:
    try:
        duration = parse_duration(options[name], name)
    except OverflowError:
        duration = None
    if duration is None or duration > LONGEST:
        raise InvalidInput(
            f"{name} is {options[name]!r}, which is longer than {LONGEST.days} days. Give a shorter time."
        )
    return duration


def _ids(key_ids: list[Any] | None, name: str, check_mode: bool) -> frozenset[str] | None:
    """Outside check mode an entry without an id is refused: a secret that it should have kept would be removed."""
    if key_ids is None:
        return None
    real = [str(key_id) for key_id in key_ids if not (check_mode and str(key_id) in ("", "None"))]
    return frozenset(guid(key_id, f"An entry of {name}", "the id of a client secret") for key_id in real)


def _connection(name: str) -> str:
    if len(name) > LONGEST_CONNECTION or not name.isprintable():
        raise InvalidInput(
            f"connection is {name!r}. It must be a name of at most {LONGEST_CONNECTION} printable characters, such as a Munchkin id."
        )
    return name.strip()
