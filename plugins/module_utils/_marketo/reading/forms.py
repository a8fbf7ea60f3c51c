# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The fields of a form, by label in every way that pages label them, and the proof that a form is the one for the credentials.

form = find_form(snapshot)                 # a window, a drawer or a panel: whatever holds the fields
field = find_field(snapshot, "client_id", form)
proof = proves_credentials_form(snapshot, form)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..matching.controls import covered_by, described, is_enabled
from ..matching.entries import ENTRIES, Entry
from ..matching.outcome import Candidate, Choice, Found, Refused
from ..matching.text import fold, keys
from ..matching.windows import window_of
from ..matching.words import WORDS, all_words
from ..snapshot.model import Node, Snapshot

FIELDS = ("username", "password", "organization_url", "client_id", "client_secret")
_NOT_TYPED = frozenset(
    ("", "checkbox", "radio", "button", "submit", "reset", "image", "hidden", "file", "range", "color")
)
_LABELS = (("aria-labelledby", 40), ("label", 40), ("aria-label", 38), ("placeholder", 34), ("title", 30))


@dataclass(frozen=True)
class Proof:
    """Whether a form is the one for the credentials, and what speaks against it."""

    ok: bool
    why: str = ""
    missing: tuple[str, ...] = ()


def fields_in(snapshot: Snapshot, scope: Node | None = None) -> list[Node]:
    """Return the fields that can be typed into, as far as a person sees them: in a part of the page, or in all that isn't a window."""
    if scope is not None:
        return [node for node in snapshot.inside(scope) if node.type not in _NOT_TYPED and node.shown]
    fields = [node for node in snapshot.nodes if node.type not in _NOT_TYPED and node.shown]
    return [field for field in fields if window_of(snapshot, field) is None]


def find_field(snapshot: Snapshot, name: str, scope: Node | None = None, entry: Entry | None = None) -> Choice:
    """Return the field that is called so, or what was considered. With an operator's selector only what it marks is considered."""
    entry = entry or ENTRIES[name]
    fields = fields_in(snapshot, scope)
    wanted = {fold(word) for word in all_words(entry.words)}
    if entry.selector:
        return _marked_field(snapshot, entry, fields)
    beside = _beside(snapshot, fields, scope)
    rated = [_rated(snapshot, field, name, wanted, beside.get(field.index)) for field in fields]
    rated = sorted((one for one in rated if one.score > 0), key=lambda one: (not one.excluded, one.score), reverse=True)
    if not rated:
        return Refused(name, f"no field is called {all_words(entry.words)[0]!r}, of {len(fields)} that are there")
    if rated[0].excluded:
        return Refused(name, f"the field can't be used: {rated[0].excluded}", tuple(rated))
    if len(rated) > 1 and not rated[1].excluded and rated[0].score - rated[1].score < 5:
        return Refused(name, "several fields fit equally", tuple(rated))
    return Found(name, rated[0], tuple(rated[1:]))


def _rated(snapshot: Snapshot, field: Node, name: str, wanted: set[str], label: Node | None) -> Candidate:
    reasons: list[tuple[str, int]] = []
    names = field.names
    for text, (where, points) in zip(
        (names.labelled_by, names.label, names.aria_label, names.placeholder, names.title), _LABELS
    ):
        if text and _agrees(text, wanted):
            reasons.append((f"its {where}", points))
            break
    if not reasons and label is not None and _agrees(snapshot.text(label), wanted):
        reasons.append(("the text beside it", 32))
    if not reasons and any(fold(text) in wanted for text in (field.name, field.id)):
        reasons.append(("its name", 20))
    secret = name in ("password", "client_secret")
    if reasons and field.type == "password":
        reasons.append(("a field for a password", 6 if secret else -60))
    return _candidate(snapshot, field, tuple(reasons))


def _candidate(snapshot: Snapshot, field: Node, reasons: tuple[tuple[str, int], ...]) -> Candidate:
    excluded = ""
    if not is_enabled(snapshot, field):
        excluded = "it is disabled"
    elif field.read_only:
        excluded = "it is read-only"
    else:
        cover = covered_by(snapshot, field)
        excluded = f"it is covered by {described(snapshot, cover)}" if cover is not None else ""
    place = f"the field {field.name or field.id or field.tag} at {field.box.x},{field.box.y}"
    return Candidate(field, field, sum(points for _reason, points in reasons), reasons, place, excluded)


def _marked_field(snapshot: Snapshot, entry: Entry, fields: Sequence[Node]) -> Choice:
    """Return the one field that an operator's selector marks or holds."""
    marked = [snapshot.nodes[place] for place in snapshot.marked.get(entry.name, ())]
    found = [field for field in fields if any(one.contains(field) for one in marked)]
    rated = tuple(_candidate(snapshot, field, (("the operator's selector", 40),)) for field in found)
    if len(rated) == 1 and not rated[0].excluded:
        return Found(entry.name, rated[0])
    return Refused(entry.name, f"the operator's selector marks {len(rated)} fields that can be seen", rated)


def _agrees(text: str, wanted: set[str]) -> bool:
    return any(key in wanted for key, _strength in keys(text.rstrip(" :：*")))


def _beside(snapshot: Snapshot, fields: Sequence[Node], scope: Node | None) -> dict[int, Node]:
    """Return the text that stands for each field: to its left on its line, or above it. Each text stands for one field, the nearest."""
    pairs = sorted(
        (distance, field.index, label.index)
        for field in fields
        for distance, label in _texts_at(snapshot, field, scope)
    )
    found: dict[int, Node] = {}
    used: set[int] = set()
    for _distance, field_index, label_index in pairs:
        if field_index not in found and label_index not in used:
            found[field_index] = snapshot.nodes[label_index]
            used.add(label_index)
    return found


def _texts_at(snapshot: Snapshot, field: Node, scope: Node | None) -> Iterator[tuple[float, Node]]:
    around = field
    for steps, around in enumerate(snapshot.ancestors(field)):
        texts = sum(bool(one.own_text) for one in snapshot.inside(around)) if around.end - around.index < 400 else 0
        if steps >= 6 or texts >= 12 or around is scope:
            break
    for node in snapshot.inside(around) if around.end - around.index < 2000 else ():
        if not node.own_text or not node.shown or len(node.own_text) > 80 or node.type:
            continue
        label, box = node.box, field.box
        same_line = abs(label.middle[1] - box.middle[1]) <= max(6, box.height / 2)
        # A block's box ends where its parent's does, so its text is to the left of a field on the same line even if their boxes overlap.
        if same_line and label.x < box.x:
            yield float(label.across_gap(box)), node
        elif label.y < box.y and label.down_gap(box) <= 24 and label.across_gap(box) == 0:
            yield 6.0 + label.down_gap(box), node


def find_form(snapshot: Snapshot, names: Sequence[str] = FIELDS, least: int = 3) -> Node | None:
    """Return the smallest part of the page that holds so many of these fields, and, close around them, what can be clicked to go on.

    What stands in a window isn't considered.
    """
    choices = (find_field(snapshot, name) for name in names)
    found = [choice.control for choice in choices if isinstance(choice, Found)]
    if len(found) < least:
        return None
    form = found[0]
    for field in found[1:]:
        form = snapshot.common(form, field)
    words = {fold(word) for name in ("save", "cancel", "next", "validate") for word in all_words(WORDS[name])}
    for around in (form, *list(snapshot.ancestors(form))[:5]):
        if any(
            fold(snapshot.text(one)) in words or fold(one.own_text) in words
            for one in snapshot.inside(around)
            if one.shown
        ):
            return around
    return form


def proves_credentials_form(snapshot: Snapshot, scope: Node, entries: Mapping[str, Entry] = ENTRIES) -> Proof:
    """Return whether a form has a client id, a client secret, a field that hides what is typed, and nothing to tick.

    Nothing else is ever typed into or saved. Server-to-server needs no password, so its field isn't asked for.
    """
    missing = [
        name
        for name in ("client_id", "client_secret")
        if not isinstance(find_field(snapshot, name, scope, entries[name]), Found)
    ]
    if missing:
        return Proof(False, f"it has no field for {', '.join(missing)}", tuple(missing))
    if not any(field.type == "password" for field in fields_in(snapshot, scope)):
        return Proof(False, "it has no field that hides what is typed, as a password's does")
    boxes = [one for one in snapshot.inside(scope) if one.shown and (one.type == "checkbox" or one.role == "checkbox")]
    if boxes:
        return Proof(False, f"it has {len(boxes)} checkboxes, which the credentials' form doesn't have")
    return Proof(True)
