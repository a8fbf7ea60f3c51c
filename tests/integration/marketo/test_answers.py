"""Questions and messages that follow a click: on small pages of the tests' own, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MarketoDynamicsError
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.errors import PageRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.model import Credentials
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.credentials_dialog import (
    CredentialsDialog,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.sync_button import SyncButton

from .small_pages import LONG, OPTIONS, connection
from .tasks import CREDENTIALS, SECRETS, SERVICE

Show = Callable[..., Any]
ALL = {**{name: CREDENTIALS[name] for name in ("username", "client_id")}, "organization_url": SERVICE}
BOX = "role=alertdialog style='position:fixed;left:400px;top:200px;width:300px;height:120px;background:#fff'"
SWITCH = "const off = () => { toggle.textContent = 'Enable Sync'; window.switched = 1; };"
# How the page asks, or tells, after a click on its button.
ASKED = {
    "nothing": "off()",
    "a native box": "if (confirm('Disable the sync?')) off()",
    "a question with Yes": "say(`Are you sure? <button onclick='shut(); off()'>Yes</button><button onclick='shut()'>No</button>`)",
    "a question that names it": "say(`Really? <button onclick='shut(); off()'>Disable</button><button onclick='shut()'>Cancel</button>`)",
    "a message when it is done": "off(); say(`Sync disabled. <button onclick='shut()'>OK</button>`)",
    "a question, then a message": "say(`Sure? <button onclick='off(); done()'>OK</button><button>Cancel</button>`)",
    "a guide that comes by chance": "off(); say(`The menus have a new look. <button>Got it</button>`)",
}
SAY = (
    "const done = () => say(`Done. <button onclick='shut()'>OK</button>`);"
    f"const shut = () => document.querySelectorAll('[role=alertdialog]').forEach(one => one.remove());"
    f'const say = text => {{ shut(); document.body.insertAdjacentHTML("beforeend", `<div {BOX}>${{text}}</div>`); }};'
)


def page_of(shown: Any) -> Page:
    """The page that is shown, as the session host sees it."""
    return Page(shown.tab, replace(OPTIONS, timeout=LONG))


@pytest.mark.parametrize("how", sorted(ASKED))
def test_what_a_page_may_ask_when_the_sync_is_switched(show: Show, how: str) -> None:
    """B18, B19: what was asked is confirmed, a message is read and closed, and the button's own state decides."""
    toggle = "<button id=toggle onclick='clicked()'>Disable Sync</button>"
    shown = show(
        f"<script>{SAY}{SWITCH} const clicked = () => {{ {ASKED[how]} }};</script>{connection(ALL, toggle=toggle)}"
    )
    assert SyncButton(page_of(shown)).switch(False) == "123-ABC-456"
    assert shown.tab.evaluate("window.switched") == 1


def test_a_refusal_is_quoted(show: Show) -> None:
    """B18: the state stays, and the message says why."""
    toggle = "<button id=toggle onclick='clicked()'>Disable Sync</button>"
    clicked = "say(`The sync can't be disabled now. <button onclick='shut()'>OK</button>`)"
    shown = show(f"<script>{SAY} const clicked = () => {{ {clicked} }};</script>{connection(ALL, toggle=toggle)}")
    with pytest.raises(PageRefused, match="can't be disabled now"):
        SyncButton(Page(shown.tab, replace(OPTIONS, timeout=3.0))).switch(False)


def test_a_question_that_would_begin_a_sync_is_never_confirmed(show: Show) -> None:
    """A2: whatever its buttons are called."""
    toggle = "<button id=toggle onclick='clicked()'>Disable Sync</button>"
    clicked = (
        "say(`This will start the initial sync. <button onclick='window.begun = 1'>OK</button><button>Cancel</button>`)"
    )
    shown = show(f"<script>{SAY} const clicked = () => {{ {clicked} }};</script>{connection(ALL, toggle=toggle)}")
    with pytest.raises(MarketoDynamicsError):
        SyncButton(Page(shown.tab, replace(OPTIONS, timeout=3.0))).switch(False)
    assert shown.tab.evaluate("window.begun || 0") == 0


def save(shown: Any) -> None:
    """Save the wanted credentials."""
    CredentialsDialog(page_of(shown)).save(Credentials(**ALL, **SECRETS), False, lambda: None)


def saving(after: str, inside: str = "") -> str:
    """Return a page that does so once the credentials are saved."""
    html = connection({**ALL, "username": "old@contoso.com"}, inside=inside)
    return f"<script>{SAY}</script>{html}".replace("onclick='save()'", f"onclick='save(); {after}'")


def test_a_message_that_it_was_saved(show: Show) -> None:
    """B17: it is closed, and nothing more."""
    shown = show(saving("say(`Credentials saved. <button onclick=shut()>OK</button>`)"))
    save(shown)
    assert shown.tab.evaluate("[window.saved.username, document.querySelectorAll('[role=alertdialog]').length]") == [
        ALL["username"],
        0,
    ]


@pytest.mark.parametrize("delay", [0, 400])
def test_a_message_that_it_was_not(show: Show, delay: int) -> None:
    """B17: also one that comes a moment after the form has gone."""
    shown = show(saving(f"setTimeout(() => say(`Invalid Client Id. <button onclick=shut()>OK</button>`), {delay})"))
    with pytest.raises(PageRefused, match="Invalid Client Id"):
        save(shown)


def test_save_that_waits_for_a_key(show: Show) -> None:
    """B16: a button that comes to life on `keyup` alone."""
    script = "<script>addEventListener('keyup', () => { dialog().querySelector('button').disabled = false; });</script>"
    html = connection({**ALL, "username": "old@contoso.com"}) + script
    shown = show(html.replace("<button onclick='save()'>", "<button disabled onclick='save()'>"))
    save(shown)
    assert shown.tab.evaluate("window.saved.username") == ALL["username"]


def test_a_button_in_a_menu(show: Show) -> None:
    """B6: the menu is opened to read the state, closed again, and opened to switch."""
    menu = (
        "<button aria-haspopup=menu onclick='list.hidden = !list.hidden'>Sync Actions</button>"
        "<ul role=menu id=list hidden><li role=menuitem id=toggle onclick='off(); list.hidden = true'>Disable Sync</li></ul>"
        "<script>addEventListener('keydown', event => { if (event.key === 'Escape') list.hidden = true; });</script>"
    )
    shown = show(f"<script>{SWITCH}</script>{connection(ALL, toggle=menu)}")
    page = page_of(shown)
    assert page.navigation.read(()).sync_enabled is True
    assert shown.tab.evaluate("[list.hidden, window.switched || 0]") == [True, 0]
    assert SyncButton(page).switch(False) == "123-ABC-456"
    assert shown.tab.evaluate("window.switched") == 1


def test_no_menu_is_opened_that_begins_a_sync(show: Show) -> None:
    """A2: also in search of the sync's button."""
    menu = "<button aria-haspopup=menu onclick='window.opened = 1'>Start Sync</button>"
    shown = show(connection(ALL, toggle=menu))
    with pytest.raises(MarketoDynamicsError):
        Page(shown.tab, replace(OPTIONS, timeout=5.0)).navigation.read(())
    assert shown.tab.evaluate("window.opened || 0") == 0
