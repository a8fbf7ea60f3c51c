"""Points in time and durations as Graph writes and reads them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

_DATE_TIME = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)(?:\.(?P<fraction>\d{1,12}))?(?P<zone>Z|[+-]\d\d:\d\d)?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"P(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+)(?:\.\d+)?S)?)?"
)
_DAYS_A_YEAR = 365
_DAYS_A_MONTH = 30


def whole_seconds(moment: datetime) -> str:
    """Write a time as in ``createdDateTime``."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def seven_digits(moment: datetime) -> str:
    """Write a time with .NET's seven digits, as Graph does for times it took itself."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%f0Z")


def parse_date_time(text: str) -> datetime:
    """Read a time; raise ValueError for anything else. Without an offset it is UTC."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"not a date and time: {text}")
    fraction = (match["fraction"] or "0").ljust(6, "0")[:6]
    zone = (match["zone"] or "Z").upper().replace("Z", "+00:00")
    return datetime.fromisoformat(f"{match['date']}T{match['time']}.{fraction}{zone}").astimezone(UTC)


def normalized(text: str) -> str:
    """Write a caller's time in UTC, with a fraction only where it has one."""
    moment = parse_date_time(text)
    return seven_digits(moment) if moment.microsecond else whole_seconds(moment)


def parse_duration(text: str) -> timedelta:
    """Read an ISO 8601 duration; raise ValueError for anything else."""
    match = _DURATION.fullmatch(text)
    if match is None:
        raise ValueError(f"not a duration: {text}")
    part = {name: int(value or 0) for name, value in match.groupdict().items()}
    return timedelta(
        days=part["years"] * _DAYS_A_YEAR + part["months"] * _DAYS_A_MONTH + part["days"],
        weeks=part["weeks"],
        hours=part["hours"],
        minutes=part["minutes"],
        seconds=part["seconds"],
    )


def add_years(moment: datetime, years: int) -> datetime:
    """Return the same day some years later; 29 February becomes the 28th where it has to."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)
