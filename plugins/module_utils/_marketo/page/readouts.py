# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the page shows of the saved credentials. A value that can't be read is never taken for one that isn't saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..reading.reading import Known, Reading, Unreadable
from ..reading.readouts import read_value, shaped
from ..screen.look import Look
from ..screen.screen import Screen
from ..snapshot.capture import capture
from ..snapshot.model import Snapshot


def read_readouts(screen: Screen, seen: Look, names: Sequence[str]) -> dict[str, Reading]:
    """Return what the page shows by each of these names."""
    if not names:
        return {}
    with capture(screen.tab) as captured:
        return {name: _readout(screen, seen, captured.snapshot, name) for name in names}


def first_unreadable(readouts: Mapping[str, Reading]) -> tuple[str, str] | None:
    """Return the name of the first value that isn't known, and why; None if all are."""
    for name, reading in readouts.items():
        if not isinstance(reading, Known):
            return name, reading.why if isinstance(reading, Unreadable) else "nothing of it is shown"
    return None


def _readout(screen: Screen, seen: Look, snapshot: Snapshot, name: str) -> Reading:
    reading = read_value(snapshot, name)
    if not screen.words.map.is_corrected(name):
        return reading
    # The operator says what it is called: what stands beside that label is a sighting of its own.
    beside = [shaped(text, name, "beside the operator's label") for text in seen.parts[name]]
    sightings = {one.value: one for one in (reading, *beside) if isinstance(one, Known)}
    if len(sightings) > 1:
        return Unreadable(f"the page shows different values: {', '.join(map(repr, sorted(sightings)))}")
    return next(iter(sightings.values()), beside[0] if len(beside) == 1 else reading)
