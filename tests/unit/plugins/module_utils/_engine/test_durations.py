"""Durations and times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.durations import (
    format_time,
    parse_duration,
    parse_time,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("180d", timedelta(days=180)),
        ("P180D", timedelta(days=180)),
        ("12h", timedelta(hours=12)),
        ("PT12H", timedelta(hours=12)),
        ("2w", timedelta(weeks=2)),
        ("1y", timedelta(days=365)),
        ("P1Y2M3W4DT5H6M7S", timedelta(days=365 + 60 + 21 + 4, hours=5, minutes=6, seconds=7)),
        (" 90 D ", timedelta(days=90)),
        ("30m", timedelta(minutes=30)),
        ("0d", timedelta(0)),
    ],
)
def test_durations_are_read(text, expected):
    assert parse_duration(text, "valid_for") == expected


@pytest.mark.parametrize("text", ["", "P", "PT", "180", "d", "-3d", "six months", "1.5d", "P1.5D"])
def test_what_is_no_duration_is_refused_by_the_option_s_name(text):
    with pytest.raises(InvalidInput, match="valid_for"):
        parse_duration(text, "valid_for")


@pytest.mark.parametrize("text", ["2026-01-31T10:11:12Z", "2026-01-31T10:11:12.1234567Z", "2026-01-31T10:11:12"])
def test_times_of_graph_are_read(text):
    assert parse_time(text) == datetime(2026, 1, 31, 10, 11, 12, tzinfo=UTC)


def test_times_are_written_in_utc():
    assert format_time(datetime(2026, 1, 31, 12, 11, 12, tzinfo=timezone(timedelta(hours=2)))) == "2026-01-31T10:11:12Z"
