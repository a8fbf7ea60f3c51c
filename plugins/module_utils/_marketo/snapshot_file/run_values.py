# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the run knows and no file may hold: the secrets and values of the session's options, and the credentials that its tasks brought.

The session host serves one session, so what its tasks bring is kept in one place for all that writes files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

# Options that say nothing of who anybody is: addresses of files, kinds of programs, words of the page.
_SAID_OPENLY = frozenset(
    (
        "page_map",
        "temporary_directory",
        "screenshot_directory",
        "browser_path",
        "browser_protocol",
        "path",
        "protocol",
        "ca_bundle",
        "channel",
        "user_agent",
        "owner",
        "started",
    )
)
# A recorded session's cookies and stored values; shorter ones are "true" and the like.
_RECORDED = ("storage_state", "recorded")
_SHORTEST_RECORDED = 16
_SECRET = ("password", "secret", "endpoint", "proxy", "cookie")


@dataclass
class RunValues:
    """Values that are secret, and values that are only private."""

    secrets: set[str] = field(default_factory=set)
    private: set[str] = field(default_factory=set)

    def note(self, given: Any) -> None:
        """Take in options or credentials, as a dictionary or a dataclass, nested as they may be."""
        for name, value in _leaves("", given):
            if any(word in name for word in _RECORDED):
                self.secrets.update([value] if name.endswith(".value") and len(value) >= _SHORTEST_RECORDED else [])
            elif any(word in name for word in _SECRET):
                self.secrets.add(value)
            else:
                self.private.add(value)

    def together(self, other: RunValues) -> RunValues:
        """Return the values of both."""
        return RunValues(self.secrets | other.secrets, self.private | other.private)


# What tasks brought to this process.
BROUGHT = RunValues()


def run_values(options: Any) -> RunValues:
    """Return the values of a session's options and of all credentials that tasks brought so far."""
    own = RunValues()
    own.note(options)
    return own.together(BROUGHT)


def page_map_of(options: Any) -> Any:
    """Return the page map in a session's options."""
    return _plain(options).get("page_map")


def _plain(given: Any) -> Mapping[str, Any]:
    if is_dataclass(given) and not isinstance(given, type):
        return asdict(given)
    return given if isinstance(given, Mapping) else {}


def _leaves(name: str, given: Any) -> Iterator[tuple[str, str]]:
    if isinstance(given, str):
        if given:
            yield name, given
    elif isinstance(given, (list, tuple)):
        for part in given:
            yield from _leaves(name, part)
    else:
        for key, part in _plain(given).items():
            if key not in _SAID_OPENLY:
                yield from _leaves(f"{name}.{key}", part)
