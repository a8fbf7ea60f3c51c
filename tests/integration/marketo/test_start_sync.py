"""Start Sync begins an initial sync, which can't be taken back. Nothing clicks it, whatever the page or an operator calls it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput, PageMismatch
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.doctor.findings import Findings
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.doctor.walk import Doctor
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page

from .small_pages import OPTIONS

Show = Callable[..., Any]
COUNT = "onclick='window.clicked = (window.clicked || 0) + 1'"
MAIN = (
    "<script>window.MktPage = {savedState: {munchkinId: '123-ABC-456'}}</script>"
    "<div role=tablist><button role=tab aria-selected=true>Microsoft Dynamics</button></div>"
)
# What bears the words that begin a sync: the element, something in it, something around it, or only its names.
DISGUISES = {
    "its text": f"<button class=primary {COUNT}>Start Sync</button>",
    "another case": f"<button class=primary {COUNT}>START sync</button>",
    "another language": f"<button class=primary {COUNT}>Synchronisierung starten</button>",
    "an initial sync": f"<button class=primary {COUNT}>Run initial sync now</button>",
    "aria-label": f"<button class=primary aria-label='Start Sync' {COUNT}>Go</button>",
    "title": f"<button class=primary title='Start sync' {COUNT}>Go</button>",
    "id": f"<button class=primary id=startSync {COUNT}>Go</button>",
    "inside it": f"<button class=primary {COUNT}><i></i><span>Start <b>Sync</b></span></button>",
    "around it": f"<div role=button {COUNT}>Start <span class=primary>Sync</span></div>",
    "an input's value": f"<input type=button class=primary value='Start Sync' {COUNT}>",
    "a window that offers it": f"<div role=dialog><button class=primary {COUNT}>Go</button><button {COUNT}>Start Sync</button></div>",
}


def clicks(screen: Any) -> int:
    """How often it was clicked."""
    return int(screen.tab.evaluate("window.clicked || 0"))


@pytest.mark.parametrize("disguise", sorted(DISGUISES))
def test_a_selector_never_leads_to_it(show: Show, disguise: str) -> None:
    """A2: the check is at the click, on the element and on what it is part of."""
    screen = show(
        MAIN + DISGUISES[disguise], page_map={"edit": {"selector": ".primary"}, "save": {"selector": ".primary"}}
    )
    for name in ("edit", "save"):
        with pytest.raises(PageMismatch, match="begins a sync|none of it was found"):
            screen.elements.click(name)
    assert clicks(screen) == 0


def test_what_is_beside_it_can_be_clicked(show: Show) -> None:
    """A page that offers it elsewhere, and sentences about it, don't disable the rest of the page."""
    screen = show(
        MAIN
        + f"<div><button>Start Sync</button><p>The initial sync starts later.</p><button {COUNT}>Edit</button></div>"
    )
    screen.elements.click("edit")
    assert clicks(screen) == 1


def test_the_doctor_does_not_click_it(show: Show) -> None:
    """A2: also not on the way to a part that it examines."""
    shown = show(MAIN + "<button>Disable Sync</button>" + DISGUISES["its text"], timeout=2)
    page_map = {"edit": {"selector": "button.primary"}}
    page = Page(shown.tab, replace(OPTIONS, page_map=page_map))
    Doctor(page)._edit_form()
    assert clicks(shown) == 0


def test_the_doctor_does_not_propose_it(show: Show) -> None:
    """A2: a pasted override would be clicked."""
    screen = show(MAIN + "<button>Start sync</button><button>Sync anhalten</button>")
    with screen.look() as sight:
        assert Findings(screen).candidates("enable_sync", sight)[0] == ["Sync anhalten"]


@pytest.mark.parametrize("label", ["Start sync", "START SYNC", "Start Initial Sync", "démarrer la synchronisation"])
def test_no_label_of_it_is_accepted(label: str) -> None:
    """A2: in any case and language."""
    with pytest.raises(InvalidInput, match="never clicked"):
        parse_overrides({"enable_sync": {"labels": [label]}})
