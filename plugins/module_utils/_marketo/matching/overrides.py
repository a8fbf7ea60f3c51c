# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An operator's corrections of the entries, and of how the page around them is read.

    overrides = parse_overrides(option)
    page = capture(browser_page, selectors=overrides.selectors)
    entries = overrides.entries()
    hidden = overrides.ignored(page.snapshot)

Everything is checked before a browser opens anything: a wrong entry could make a click land elsewhere, so nothing in it is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from ..._engine.errors import InvalidInput
from ..snapshot.model import Snapshot
from .entries import ENTRIES, Entry
from .forbidden import is_forbidden_text
from .selectors import complaint
from .text import fold, index
from .words import LANGUAGES, SECTIONS, all_words

WHERE = "page_map (role variable dynamics_sync_page_map)"
ELEMENT_KEYS = ("text", "labels", "selector", "under", "not_under", "near", "id", "role")
# What an operator may call an element, and what kind of entry that is.
ROLES = {"button": "clickable", "link_or_button": "clickable", "tab": "tab", "field": "field", "choice": "choice"}
NEAR = ("username", "client_id", "organization_url")
# Parts of the page that only a selector can name.
PARTS = (
    "active_tab",
    "dialogs",
    "masks",
    "instance",
    "username_value",
    "client_id_value",
    "organization_url_value",
    "rows",
    "row_good",
    "row_bad",
)
LISTS = ("ignore",)
_BARE = {"true": "yes", "false": "no"}


@dataclass(frozen=True)
class Overrides:
    """What an operator says, checked. ``selectors`` are for the reader; ``ignore`` are texts or selectors of what is passed over."""

    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    selectors: Mapping[str, str] = field(default_factory=dict)
    ignore: tuple[str, ...] = ()

    def entries(self) -> dict[str, Entry]:
        """Return all entries with the corrections merged over them. An operator's texts come first; the built-in ones stay."""
        return {name: self._merged(entry) for name, entry in ENTRIES.items()}

    def _merged(self, entry: Entry) -> Entry:
        change = self.changes.get(entry.name)
        if not change:
            return entry
        own: Mapping[str, tuple[str, ...]] = change.get("text", {})
        words = {language: (*own.get(language, ()), *entry.words.get(language, ())) for language in LANGUAGES}
        return replace(
            entry,
            words=words,
            under=change.get("under", entry.under),
            not_under=change.get("not_under", entry.not_under),
            near=change.get("near", entry.near),
            id=change.get("id", entry.id),
            # The words of the sync's button are its state, so a selector alone never stands for them.
            selector="selector" in change,
            kind=ROLES.get(change.get("role", ""), entry.kind),
        )

    def role(self, name: str) -> str | None:
        """Return what the operator says that an element is."""
        given: str | None = self.changes.get(name, {}).get("role")
        return given

    def own_texts(self, name: str) -> tuple[str, ...]:
        """Return the texts that the operator gave for an element."""
        own: Mapping[str, tuple[str, ...]] = self.changes.get(name, {}).get("text", {})
        return tuple(dict.fromkeys(text for texts in own.values() for text in texts))

    def ignored(self, snapshot: Snapshot) -> frozenset[int]:
        """Return the nodes that an operator's ``ignore`` names, with all that they hold."""
        texts = index(snapshot)
        places = {place for text in self.ignore for place, _strength, _where in texts.get(fold(text), ())}
        places.update(place for name, found in snapshot.marked.items() if name.startswith("ignore ") for place in found)
        return frozenset(one.index for place in places for one in snapshot.inside(snapshot.nodes[place]))


def parse_overrides(option: Any) -> Overrides:
    """Return the corrections, checked. Raise `InvalidInput` with one sentence about the first thing that can't be used."""
    if not option:
        return Overrides()
    if not isinstance(option, Mapping):
        raise InvalidInput(
            f"{WHERE} is {_kind(option)}, and a dictionary is expected, such as: save: {{text: [Apply]}}."
        )
    option = {_BARE.get(str(name).lower(), str(name)): value for name, value in option.items()}
    unknown = sorted(name for name in option if name not in ENTRIES and name not in PARTS and name not in LISTS)
    if unknown:
        known = ", ".join((*sorted(ENTRIES), *PARTS, *LISTS))
        raise InvalidInput(f"{WHERE} names {', '.join(unknown)}, which does not exist. The names are: {known}.")
    changes = {name: _element(name, value) for name, value in option.items() if name in ENTRIES}
    selectors = {name: change["selector"] for name, change in changes.items() if "selector" in change}
    selectors.update({name: _part(name, option[name]) for name in PARTS if name in option})
    lists = {name: _texts(f"{WHERE}: {name}", option[name]) if name in option else () for name in LISTS}
    for name, texts in lists.items():
        selectors.update({f"{name} {number}": text for number, text in enumerate(texts) if _is_selector(text)})
    _refuse_both_states(changes)
    return Overrides(changes, selectors, lists["ignore"])


def _is_selector(text: str) -> bool:
    """Return whether an item of a list is a selector: it begins as one of an id, a class or an attribute does."""
    return text[:1] in ("#", ".", "[") and complaint(text) is None


def _part(name: str, value: Any) -> str:
    value = {"selector": value} if isinstance(value, str) else value
    if not isinstance(value, Mapping) or list(value) != ["selector"]:
        raise InvalidInput(
            f"{WHERE}: {name} is {_kind(value)}, and only a selector is expected, such as: {name}: {{selector: .results}}."
        )
    return _selector(f"{WHERE}: {name}", value["selector"])


def _element(name: str, value: Any) -> dict[str, Any]:
    where = f"{WHERE}: {name}"
    if not isinstance(value, Mapping) or not value:
        raise InvalidInput(
            f"{where} is {_kind(value)}, and a dictionary with at least one of {', '.join(ELEMENT_KEYS)} is expected."
        )
    unknown = sorted(str(key) for key in value if key not in ELEMENT_KEYS)
    if unknown:
        raise InvalidInput(f"{where} has {', '.join(unknown)}, and an element only has {', '.join(ELEMENT_KEYS)}.")
    if "text" in value and "labels" in value:
        raise InvalidInput(f"{where} has text and labels, which mean the same. Keep one of them.")
    change = dict(_change(where, key, part) for key, part in value.items())
    wrong = sorted(set(change.get("near", ())) - set(NEAR))
    if wrong:
        raise InvalidInput(
            f"{where}: near names {', '.join(wrong)}, and the values that are known are {', '.join(NEAR)}."
        )
    return change


def _change(where: str, key: str, part: Any) -> tuple[str, Any]:
    """Return one part of a correction under its own name, checked."""
    if key in ("text", "labels"):
        return "text", _languages(f"{where}: {key}", part)
    if key == "selector":
        return key, _selector(f"{where}: selector", part)
    if key == "role":
        if part not in ROLES:
            raise InvalidInput(f"{where}: role is {part!r}, and there are only {', '.join(ROLES)}.")
        return key, part
    texts = _texts(f"{where}: {key}", part)
    return key, texts[0] if key == "id" else texts


def _languages(where: str, value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        texts = _texts(where, value)
        return dict.fromkeys(LANGUAGES, texts)
    unknown = sorted(str(language) for language in value if language not in LANGUAGES)
    if unknown or not value:
        raise InvalidInput(
            f"{where} is given for {', '.join(unknown) or 'no language'}, and Marketo's languages are {', '.join(LANGUAGES)}."
        )
    return {language: _texts(f"{where}: {language}", texts) for language, texts in value.items()}


def _texts(where: str, value: Any) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, (list, tuple)) or not texts:
        raise InvalidInput(f"{where} is {_kind(value)}, and a list of texts is expected.")
    for text in texts:
        if not isinstance(text, str):
            raise InvalidInput(
                f"{where} holds {text!r}, which is {_kind(text)}, not a text. Put it in quotation marks."
            )
        if not fold(text):
            raise InvalidInput(
                f"{where} holds {text!r}, which has no letter or digit, so it would fit anything. Remove it."
            )
        if is_forbidden_text(text) and text not in _section_texts():
            raise InvalidInput(
                f"{where} holds {text!r}. What begins a sync is never clicked, because an initial sync can't be taken back."
            )
    return tuple(texts)


def _section_texts() -> frozenset[str]:
    return frozenset((*SECTIONS, *(text for words in SECTIONS.values() for text in all_words(words))))


def _selector(where: str, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidInput(f"{where} is {_kind(value)}, and a CSS selector in quotation marks is expected.")
    wrong = complaint(value)
    if wrong:
        raise InvalidInput(f"{where} is {value!r}, which is not a CSS selector: {wrong}.")
    return value.strip()


def _refuse_both_states(changes: Mapping[str, Mapping[str, Any]]) -> None:
    words = []
    for name in ("disable_sync", "enable_sync"):
        own = changes.get(name, {}).get("text", {})
        words.append({fold(text): text for texts in (*own.values(), *ENTRIES[name].words.values()) for text in texts})
    both = sorted(words[0].keys() & words[1].keys())
    if both:
        raise InvalidInput(
            f"{WHERE} makes {words[1][both[0]]!r} a text of disable_sync and of enable_sync. The text is the state, so it can be only one."
        )


def _kind(value: Any) -> str:
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "a dictionary",
    }
    return "empty" if value is None or value in ({}, [], "") else kinds.get(type(value), type(value).__name__)
