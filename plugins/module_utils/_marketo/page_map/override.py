# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An operator's corrections of the page map: the option ``page_map`` of marketo_session, the variable ``dynamics_sync_page_map`` of the role.

Everything about it is checked before a browser opens anything. A wrong entry could make a click land elsewhere, so nothing in it is ignored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..._engine.errors import InvalidInput
from ..matching.forbidden import is_forbidden_text
from .element import LANGUAGES, ROLES, fold
from .elements import BY_NAME, STATES
from .selectors import complaint

KEYS = ("labels", "role", "selector")
# What YAML makes of the names yes and no without quotation marks.
# Parts of the page that are no elements: a selector says which part is meant. ``row_good`` and ``row_bad`` are the icons of a validation's rows.
PARTS = ("rows", "row_good", "row_bad", "masks")
_BARE = {"true": "yes", "false": "no"}
WHERE = "page_map (role variable dynamics_sync_page_map)"


@dataclass(frozen=True)
class Correction:
    """What an operator says of one element. ``labels`` hold for every language, ``by_language`` for one each; both are tried first."""

    labels: tuple[str, ...] = ()
    by_language: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    role: str | None = None
    selector: str | None = None

    def of(self, language: str) -> tuple[str, ...]:
        """The labels to try in a language."""
        return (*self.by_language.get(language, ()), *self.labels)


def corrections(page_map: Any) -> dict[str, Correction]:
    """The option, checked. Raises `InvalidInput` with one sentence about the first thing that can't be used."""
    if not page_map:
        return {}
    if not isinstance(page_map, Mapping):
        raise InvalidInput(
            f"{WHERE} is {_kind(page_map)}, where a dictionary is expected, such as: save: {{labels: [Apply]}}."
        )
    page_map = {_BARE.get(str(name).lower(), name): entry for name, entry in page_map.items()}
    unknown = sorted(str(name) for name in page_map if name not in BY_NAME and name not in PARTS)
    if unknown:
        raise InvalidInput(
            f"{WHERE} names {', '.join(unknown)}, which no element of the page map is called. The names are: {', '.join((*sorted(BY_NAME), *PARTS))}."
        )
    found = {
        name: _part(name, entry) if name in PARTS else _correction(name, entry) for name, entry in page_map.items()
    }
    _refuse_both_states(found)
    return found


def _correction(name: str, entry: Any) -> Correction:
    where = f"{WHERE}: {name}"
    if not isinstance(entry, Mapping) or not entry:
        raise InvalidInput(
            f"{where} is {_kind(entry)}, where a dictionary with at least one of {', '.join(KEYS)} is expected."
        )
    unknown = sorted(str(key) for key in entry if key not in KEYS)
    if unknown:
        raise InvalidInput(f"{where} has {', '.join(unknown)}, and an element only has {', '.join(KEYS)}.")
    role = entry.get("role")
    if "role" in entry and role not in ROLES:
        raise InvalidInput(f"{where}: role is {role!r}, and there are only {', '.join(ROLES)}.")
    labels, by_language = _labels(where, entry["labels"]) if "labels" in entry else ((), {})
    selector = _selector(where, entry["selector"]) if "selector" in entry else None
    return Correction(labels, by_language, role, selector)


def _part(name: str, entry: Any) -> Correction:
    where = f"{WHERE}: {name}"
    if not isinstance(entry, Mapping) or list(entry) != ["selector"]:
        raise InvalidInput(
            f"{where} is {_kind(entry)}, and only a selector is expected, such as: {name}: {{selector: .status}}."
        )
    return Correction(selector=_selector(where, entry["selector"]))


def _labels(where: str, labels: Any) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    if not isinstance(labels, Mapping):
        return _texts(f"{where}: labels", labels), {}
    unknown = sorted(str(language) for language in labels if language not in LANGUAGES)
    if unknown:
        raise InvalidInput(
            f"{where}: labels are given for {', '.join(unknown)}, and Marketo's languages are {', '.join(LANGUAGES)}. A plain list of labels "
            f"holds for any language."
        )
    if not labels:
        raise InvalidInput(f"{where}: labels is empty. Give at least one label, or leave labels out.")
    return (), {language: _texts(f"{where}: labels: {language}", texts) for language, texts in labels.items()}


def _texts(where: str, texts: Any) -> tuple[str, ...]:
    if isinstance(texts, str):
        texts = [texts]
    if not isinstance(texts, (list, tuple)):
        raise InvalidInput(f"{where} is {_kind(texts)}, where a list of labels is expected.")
    if not texts:
        raise InvalidInput(f"{where} is empty. Give at least one label, or leave labels out.")
    for text in texts:
        if not isinstance(text, str):
            raise InvalidInput(
                f"{where} holds {text!r}, which is {_kind(text)} and no text. Put it in quotation marks: YAML takes words such as Yes and No "
                f"for something else without them."
            )
        if not fold(text):
            raise InvalidInput(f"{where} holds an empty label, which would fit anything without a text. Remove it.")
        if is_forbidden_text(text):
            raise InvalidInput(
                f"{where} holds {text!r}. That is the button of the first-time wizard: it begins an initial sync, which can't be taken back, so "
                f"it is never clicked."
            )
    return tuple(fold(text) for text in texts)


def _selector(where: str, selector: Any) -> str:
    if not isinstance(selector, str):
        raise InvalidInput(
            f"{where}: selector is {_kind(selector)}, where a CSS selector in quotation marks is expected."
        )
    wrong = complaint(selector)
    if wrong:
        raise InvalidInput(f"{where}: selector is {selector!r}, which is no CSS selector: {wrong}.")
    return selector.strip()


def _refuse_both_states(found: Mapping[str, Correction]) -> None:
    labels = {}
    for name in STATES:
        correction = found.get(name, Correction())
        own = {text for texts in BY_NAME[name].labels.values() for text in texts}
        labels[name] = own | {text for language in LANGUAGES for text in correction.of(language)}
    both = sorted(labels["disable_sync"] & labels["enable_sync"])
    if both:
        raise InvalidInput(
            f"{WHERE} makes {both[0]!r} a label of disable_sync and of enable_sync. The label is how the sync's state is told, so it can be "
            f"only one of them."
        )


def _kind(value: Any) -> str:
    """What a YAML author would call a value."""
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        tuple: "a list",
        dict: "a dictionary",
    }
    return "empty" if value is None or value in ({}, []) else kinds.get(type(value), type(value).__name__)
