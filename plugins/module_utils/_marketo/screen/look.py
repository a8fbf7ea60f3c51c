# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One look at the whole page: what the main tab shows, of all visible frames together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import SHOWN


@dataclass(frozen=True)
class Look:
    """What was seen. ``parts`` are the sync's button (``toggle``) and the shown credentials: for each part all texts that could be it."""

    busy: bool
    dialogs: list[str]
    is_active_tab: bool
    tabs: int
    said_language: str | None
    matched: Mapping[str, Sequence[str]]
    munchkin_ids: list[str]
    parts: Mapping[str, Sequence[str]]

    @classmethod
    def from_frames(cls, seen: Sequence[Mapping[str, Any]]) -> Look:
        """Put the looks at all frames together."""
        # Of the frame that holds the page first; the shell around it may speak another language.
        languages = [one["lang"] for one in sorted(seen, key=lambda one: not one["activeTab"]) if one["lang"]]
        return cls(
            busy=any(one["busy"] for one in seen),
            dialogs=[text for one in seen for text in one["dialogs"]],
            is_active_tab=any(one["activeTab"] for one in seen),
            tabs=sum(one["tabs"] for one in seen),
            said_language=languages[0] if languages else None,
            matched={
                key: [text for one in seen for text in one["matched"][key]]
                for key in (seen[0]["matched"] if seen else ())
            },
            munchkin_ids=sorted({one["munchkinId"] for one in seen if one["munchkinId"]}),
            parts={
                "toggle": [text for one in seen for text in one["toggles"]],
                **{name: [value for one in seen for value in one[name]] for name in SHOWN},
            },
        )

    def has_one(self, parts: Sequence[str]) -> bool:
        """Whether each of these parts was seen exactly once."""
        return all(len(self.parts[part]) == 1 for part in parts)


@dataclass(frozen=True)
class Glance:
    """A shorter look: whether a load mask is shown, how many dialogs, and whether any wanted field is there, in a dialog if there is one."""

    busy: bool
    dialogs: int
    has_fields: bool

    @classmethod
    def from_frames(cls, seen: Sequence[Mapping[str, Any]]) -> Glance:
        """Put the glances at all frames together."""
        asking = [one for one in seen if one["dialogs"]] or seen
        return cls(
            busy=any(one["busy"] for one in seen),
            dialogs=sum(one["dialogs"] for one in seen),
            has_fields=any(one["fields"] for one in asking),
        )
