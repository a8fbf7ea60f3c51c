# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The marker that a flow test appends to a text, such as ``Canary [flow test 3f9a0c72b1de]``.

The former text follows from the marked one, and from nothing else: a test that is killed leaves all that is needed to undo it in the
record itself.
"""

from __future__ import annotations

import re
import secrets

_MARKER = re.compile(r" ?\[flow test [0-9a-f]{12}\]")


def new_marker() -> str:
    """A marker that was never used."""
    return f"[flow test {secrets.token_hex(6)}]"


def marked(text: str | None, marker: str) -> str:
    """The text with the marker behind it; an empty text becomes the marker alone."""
    return f"{text} {marker}" if text else marker


def unmarked(text: str | None) -> str | None:
    """The text without any marker; None where nothing else is in it."""
    return _MARKER.sub("", text or "") or None


def holds_marker(text: str | None) -> bool:
    """Whether a flow test's marker is in the text."""
    return bool(_MARKER.search(text or ""))
