# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Durations as people write them: ISO 8601 (``P180D``, ``PT12H``) or plain (``180d``, ``12h``)."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from .errors import InvalidInput

_ISO = re.compile(
    r"^P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)S)?)?$"
)
_PLAIN = re.compile(r"^(?P<number>\d+)\s*(?P<unit>[smhdwy])$")
_PLAIN_DAYS = {"s": 1 / 86400, "m": 1 / 1440, "h": 1 / 24, "d": 1, "w": 7, "y": 365}


def parse_duration(text: str, option: str) -> timedelta:
    """Read a duration; a year counts 365 days, a month 30. Raises `InvalidInput` naming ``option``."""
    plain = _PLAIN.match(text.strip().lower())
    if plain:
        return timedelta(days=int(plain["number"]) * _PLAIN_DAYS[plain["unit"]])
    iso = _ISO.match(text.strip().upper())
    if not iso or not any(iso.groups()):
        raise InvalidInput(
            f"{option} is {text!r}, which is no duration. Write it like 180d, 12h, or in ISO 8601: P180D, PT12H."
        )
    part = {name: int(value or 0) for name, value in iso.groupdict().items()}
    days = part["years"] * 365 + part["months"] * 30 + part["weeks"] * 7 + part["days"]
    return timedelta(days=days, hours=part["hours"], minutes=part["minutes"], seconds=part["seconds"])


def parse_time(text: str) -> datetime:
    """Read a time as Microsoft Graph writes it: ISO 8601, UTC, up to seven digits of a second's fraction."""
    seconds, _dot, _fraction = text.rstrip("Z").partition(".")
    return datetime.strptime(seconds, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)


def format_time(moment: datetime) -> str:
    """Write a time as Microsoft Graph takes it: ISO 8601, UTC, whole seconds."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
