"""Every element of the page can be missing or be there twice, in every rendering."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

from tests.emulator.marketo.labels import labels
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.looks import LOOKS
from tests.unit.emulator.marketo.visitor import Visitor

_SAID = labels("en")
_FIELDS = ("username", "password", "client_id", "client_secret", "organization_url")
_TABS = ("sync_status", "sync_errors", "validate_sync_setup", "reconfigure_auth_method")
_ROWS = {"validation_rows": [{"row": number, "kind": "passed"} for number in range(1, 8)]}


def _overview(visitor: Visitor) -> None:
    visitor.open_page()


def _dialog(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.open_edit()


def _form(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.tab(_SAID["validate_sync_setup"]).click()
    visitor.field("Username").wait_for()


def _rows(visitor: Visitor) -> None:
    _form(visitor)
    visitor.button("Next").click()
    visitor.rows()


def _question(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.toggle("Enable Sync").click()
    visitor.message().wait_for()


def _methods(visitor: Visitor) -> None:
    visitor.open_page()
    visitor.tab(_SAID["reconfigure_auth_method"]).click()
    visitor.field("Username").wait_for()


def _switch_question(visitor: Visitor) -> None:
    _methods(visitor)
    for label in ("Password", "Client Secret"):
        visitor.field(label).fill("test-secret")
    visitor.button("Validate").click()
    visitor.rows()
    visitor.button("Switch").click()
    visitor.message().wait_for()


def _refusal(visitor: Visitor) -> None:
    _dialog(visitor)
    visitor.button("Save").click()
    visitor.message().wait_for()


# Where elements are, as instance and switches have to be for it, and how to get there.
_PLACES: dict[str, tuple[Callable[[Visitor], None], dict[str, object], dict[str, object], tuple[str, ...]]] = {
    "running": (_overview, {}, {}, ("disable_sync", "edit", *_TABS)),
    "disabled": (_overview, {"sync_enabled": False}, {}, ("enable_sync",)),
    "dialog": (_dialog, {}, {}, ("save", "cancel", *_FIELDS)),
    "tenant": (_dialog, {"auth_method": "s2s"}, {}, ("tenant_id",)),
    "form": (_form, {}, {}, ("next",)),
    "rows": (_rows, {}, _ROWS, ("close",)),
    "question": (_question, {"sync_enabled": False}, {"confirm_toggle": True}, ("yes", "no")),
    "methods": (_methods, {"sync_enabled": False}, {}, ("validate", "switch", "auth_method_ropc", "auth_method_s2s")),
    "confirm": (_switch_question, {"sync_enabled": False}, _ROWS, ("confirm", "cancel")),
    "message": (_refusal, {}, {"save_error": "No."}, ("ok",)),
}


def _found(visitor: Visitor, name: str) -> Locator:
    if name in _TABS:
        return visitor.tab(_SAID[name])
    if name == "edit":
        return visitor.edit()
    if name in ("disable_sync", "enable_sync"):
        return visitor.toggle(_SAID[name])
    if name in (*_FIELDS, "tenant_id"):
        return visitor.field(_SAID[name])
    if name.startswith("auth_method_"):
        return visitor.page.locator(visitor.look.choice).filter(has_text=_SAID[name])
    return visitor.button(_SAID[name])


# Each place in one rendering; the others are in the whole matrix.
_SEEN = [
    pytest.param(place, rendering, marks=[] if list(LOOKS)[number % len(LOOKS)] == rendering else [pytest.mark.whole])
    for number, place in enumerate(_PLACES)
    for rendering in LOOKS
]


@pytest.mark.parametrize(("place", "rendering"), _SEEN)
def test_once_missing_or_twice(visitor: Visitor, set_up: SetUp, rendering: str, place: str) -> None:
    """As the switches say; and once each where they say nothing."""
    reach, instance, behaviour, names = _PLACES[place]
    counts = {}
    for switch in (None, "missing_element", "duplicate_element"):
        set_up(behaviour={**behaviour, **({switch: list(names)} if switch else {})}, rendering=rendering, **instance)
        reach(visitor)
        visitor.page.wait_for_timeout(30)
        counts[switch] = {name: _found(visitor, name).count() for name in names}
        visitor.page.goto("about:blank")
    assert counts == {
        None: dict.fromkeys(names, 1),
        "missing_element": dict.fromkeys(names, 0),
        "duplicate_element": dict.fromkeys(names, 2),
    }


def test_one_missing_element_leaves_the_others(visitor: Visitor, set_up: SetUp) -> None:
    set_up(behaviour={"missing_element": "client_secret"})
    _dialog(visitor)
    assert [_found(visitor, name).count() for name in ("save", *_FIELDS)] == [1, 1, 1, 1, 0, 1]


@pytest.mark.parametrize(("enabled", "label"), [(True, "Disable Sync"), (False, "Enable Sync")])
def test_the_toggle_by_one_name_whatever_it_says(visitor: Visitor, set_up: SetUp, enabled: bool, label: str) -> None:
    set_up(behaviour={"missing_element": "toggle"}, sync_enabled=enabled)
    visitor.open_page()
    assert visitor.toggle(label).count() == 0
    set_up(behaviour={"missing_element": "disable_sync"}, sync_enabled=enabled)
    visitor.page.reload()
    visitor.overview().wait_for()
    assert visitor.toggle(label).count() == (0 if enabled else 1)
