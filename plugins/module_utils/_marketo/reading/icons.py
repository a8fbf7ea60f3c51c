# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an icon says: by its name, by its character, and by its colour as rendered. Evidence that contradicts itself says nothing.

A good name is enough if no colour speaks against it. A plain word (``check`` in a sentence) needs a green colour beside it. A sprite's name says
nothing, since both states share it. Red is never passed.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator

from ..matching.text import words_of
from ..snapshot.model import Colour, Look, Node, Snapshot

GOOD, BAD, RUNNING, UNCLEAR = "good", "bad", "running", "unclear"
_STRONG = frozenset(
    [
        "checkmark",
        "tick",
        "ticked",
        "ok",
        "okay",
        "success",
        "successful",
        "succeeded",
        "pass",
        "passed",
        "accept",
        "accepted",
        "yes",
        "positive",
        "done",
        "complete",
    ]
)
_WEAK = frozenset(["check", "checked", "valid", "validated", "green", "correct"])
_BAD = frozenset(
    [
        "x",
        "cross",
        "error",
        "errors",
        "fail",
        "failed",
        "failure",
        "invalid",
        "red",
        "delete",
        "warning",
        "warn",
        "no",
        "not",
        "bad",
        "cancel",
        "close",
        "uncheck",
        "unchecked",
        "missing",
        "exclamation",
        "alert",
        "stop",
        "danger",
        "negative",
        "critical",
        "times",
        "remove",
        "wrong",
        "blocked",
        "denied",
    ]
)
_RUNNING = frozenset(
    [
        "pending",
        "loading",
        "loader",
        "spinner",
        "spin",
        "progress",
        "inprogress",
        "waiting",
        "wait",
        "running",
        "busy",
        "hourglass",
        "progressbar",
    ]
)
_NEUTRAL_INFO = frozenset(["info", "information", "help", "question", "hint", "tooltip"])
_SHARED = frozenset(["sprite", "sprites", "sheet", "spritesheet", "icons", "atlas"])
_GOOD_CHARACTERS = "✓✔☑✅🗸👍"
_BAD_CHARACTERS = "✗✘✕✖❌❎☒⨯×⚠⛔🚫!‼"
_STATE_WORDS = _STRONG | _WEAK | _BAD | _RUNNING


def judge(snapshot: Snapshot, icon: Node) -> tuple[str, str]:
    """Return what an icon says, and why."""
    strong, weak = _words(snapshot, icon)
    hue = hue_of(snapshot, icon)
    characters = "".join(_characters(snapshot, icon))
    good = bool(strong & _STRONG) or any(one in _GOOD_CHARACTERS for one in characters)
    plain = bool((strong | weak) & (_WEAK | _STRONG))
    bad = bool((strong | weak) & _BAD) or any(one in _BAD_CHARACTERS for one in characters)
    if (strong | weak) & _RUNNING and not good and not bad:
        return RUNNING, "it is still being checked"
    seen = ", ".join(sorted((strong | weak) & _STATE_WORDS)) or (
        f"the character {characters}" if characters else "no word"
    )
    return _verdict(good, plain, bad, hue), f"{seen}; {hue or 'no telling colour'}"


def _verdict(good: bool, plain: bool, bad: bool, hue: str) -> str:
    if bad:
        return UNCLEAR if hue == "green" or ((good or plain) and hue != "red") else BAD
    if hue == "red":
        return UNCLEAR if good or plain else BAD
    if hue == "amber":
        return UNCLEAR
    return GOOD if good or hue == "green" else UNCLEAR


def is_state_character(text: str) -> bool:
    """Return whether a text is a character that says how something ended."""
    return len(text.strip()) in (1, 2) and any(one in _GOOD_CHARACTERS or one in _BAD_CHARACTERS for one in text)


def is_information(snapshot: Snapshot, icon: Node) -> bool:
    """Return whether an icon only explains something."""
    strong, weak = _words(snapshot, icon)
    return bool((strong | weak) & _NEUTRAL_INFO) and not (strong | weak) & _STATE_WORDS


def _parts(snapshot: Snapshot, icon: Node) -> Iterable[Node]:
    # The icon of a whole row is a node of its own; see `rows`.
    return (icon, *snapshot.inside(icon)[1:12])


# Names that tools make up hold digits and any letters: no part of those may read as a word.
_MADE_UP = re.compile(r"[^\s_./-]*\d[^\s_./-]*")


def _words(snapshot: Snapshot, icon: Node) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of its names that stand alone, and those that are part of something longer."""
    strong: set[str] = set()
    weak: set[str] = set()
    for one in _parts(snapshot, icon):
        for text in _names(one):
            words = words_of(_MADE_UP.sub(" ", re.sub(r"\.(png|gif|svg|jpe?g|webp)$", "", text, flags=re.IGNORECASE)))
            if text.startswith("data:") or set(words) & _SHARED:
                continue
            weak.update(words)
            if len(words) == 1 or set(words) & _STRONG or _is_documented(text):
                strong.update(words)
    if strong & _DOCUMENTED_WORDS and any(
        _is_documented(text) for one in _parts(snapshot, icon) for text in _names(one)
    ):
        strong.add("tick")
    return frozenset(strong), frozenset(weak)


# Adobe's documentation shows the icons under these file names.
_DOCUMENTED_WORDS = frozenset(("check",))
_DOCUMENTED = re.compile(
    r"^(green[-_])?check([-_]?(mark|circle|icon))?(\.\w+)?$|^(icon|x4?)[-_]check$|^(check[-_]?mark)", re.IGNORECASE
)


def _is_documented(text: str) -> bool:
    return bool(_DOCUMENTED.match(text))


def _names(node: Node) -> Iterator[str]:
    yield from node.classes.split()
    look = node.look or Look()
    yield from (text for text in (look.source, look.image) if text)
    yield from (text for text in (*node.names.all(), node.data.get("icon", ""), node.data.get("testid", "")) if text)
    if "-" in node.tag:
        yield node.tag
    if node.role == "progressbar":
        yield "progressbar"
    if len(node.own_text) <= 20:
        yield from node.own_text.split()


def _characters(snapshot: Snapshot, icon: Node) -> Iterator[str]:
    for one in _parts(snapshot, icon):
        if len(one.own_text) <= 2:
            yield one.own_text
        for pseudo in (one.look.before, one.look.after) if one.look else ():
            if pseudo is not None and len(pseudo.content) <= 2:
                yield pseudo.content


def hue_of(snapshot: Snapshot, icon: Node) -> str:
    """Return ``green``, ``red``, ``amber`` or an empty text: the colour that a person sees; nothing if several disagree."""
    for one in _parts(snapshot, icon):
        if one.look is not None and one.look.painted is not None:
            return hue(one.look.painted)
    # Only what is drawn counts: a picture hides the text's colour, and an element without text has none.
    hues = {found for one in _parts(snapshot, icon) for colour in _drawn(one) if (found := hue(colour))}
    return hues.pop() if len(hues) == 1 else "red" if "red" in hues else ""


def appearance(snapshot: Snapshot, icon: Node) -> tuple[object, ...]:
    """Return what makes an icon look as it does, as far as it is known: two that differ in it look different. Names are left out."""
    parts = [
        (one.tag, one.own_text, look.source, look.image, look.image_position, look.before, look.after)
        for one in _parts(snapshot, icon)
        for look in (one.look or Look(),)
        if one.look is not None or one.own_text
    ]
    return (hue_of(snapshot, icon), *parts)


def _drawn(node: Node) -> Iterator[Colour | None]:
    look = node.look
    if look is None or (node.tag == "img" and look.source):
        return
    yield look.background
    if node.own_text and not node.hidden:
        yield look.colour
    if node.tag in ("svg", "path", "use", "circle", "polygon", "polyline", "rect", "line", "g"):
        yield look.fill
        yield look.stroke
    for pseudo in (look.before, look.after):
        if pseudo is not None:
            yield pseudo.background
            yield pseudo.colour if pseudo.content else None


def hue(colour: Colour | None) -> str:
    """Return the name of a colour, as far as it says something."""
    if colour is None:
        return ""
    turn, saturation, value = colorsys.rgb_to_hsv(*(part / 255 for part in colour))
    if saturation < 0.3 or value < 0.25:
        return ""
    degrees = turn * 360
    if degrees < 18 or degrees > 335:
        return "red"
    return "amber" if degrees < 65 else "green" if degrees < 175 else ""
