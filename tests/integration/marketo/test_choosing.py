"""Elements whose label alone doesn't say which one is meant: chosen by evidence, or refused with the candidates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import PageMismatch
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.model import Credentials
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.credentials_dialog import (
    CredentialsDialog,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.sync_button import SyncButton
from tests.emulator.process import EmulatorProcess

from .small_pages import OPTIONS, SHORT, connection
from .tasks import CREDENTIALS, SECRETS, SERVICE, behave, instance, task, writes

Show = Callable[..., Any]
ALL = {**{name: CREDENTIALS[name] for name in ("username", "client_id")}, "organization_url": SERVICE}
WRONG = "onclick='window.wrong = 1'"
# As Adobe's documentation names them: three sections, each with an Edit of its own.
SECTIONS = f"<h3>Sync Options <button {WRONG}>Edit</button></h3><p>None</p><h3>Field Sync Details <button {WRONG}>Edit</button></h3><p>All</p>"


def page_of(shown: Any, timeout: float = 5.0) -> Page:
    """The page that is shown, as the session host sees it."""
    return Page(shown.tab, replace(OPTIONS, timeout=timeout))


def save(page: Page) -> None:
    """Save the wanted credentials."""
    CredentialsDialog(page).save(Credentials(**ALL, **SECRETS), False, lambda: None)


def test_one_edit_of_three(show: Show) -> None:
    """B4: the one of the section Credentials, beside the values of the connection."""
    shown = show(connection({**ALL, "username": "old@contoso.com"}, more=SECTIONS))
    save(page_of(shown))
    assert shown.tab.evaluate("[window.saved.username, window.wrong || 0]") == [ALL["username"], 0]


def test_two_that_fit_equally(show: Show) -> None:
    """Neither is clicked; the error names both, with their scores and places."""
    again = "<h3>Credentials <button onclick='edit()'>Edit</button></h3><p></p>"
    shown = show(connection({}, more=again) + "<script>fields = () => []</script>")
    with pytest.raises(PageMismatch, match=r"\(1\) 'Edit' .*\(2\) 'Edit' "):
        page_of(shown, SHORT).elements.click("edit")
    assert shown.tab.evaluate("document.querySelector('dialog').open") is False


TOGGLES = {
    "a div": "<div style='cursor:pointer' {0}>Disable Sync</div>",
    "a menu item": "<div role=menuitem {0}>Disable Sync</div>",
    "another case": "<button {0}>Disable sync</button>",
    "named for assistive technology": "<button aria-label='Disable Sync' {0}>Off</button>",
    "an icon's name in front": "<button {0}><i>sync</i>Disable Sync</button>",
    "another button greyed": "<button class=is-disabled disabled>Enable Sync</button><button {0}>Disable Sync</button>",
}


@pytest.mark.parametrize("make", sorted(TOGGLES))
def test_toggles_of_every_make(show: Show, make: str) -> None:
    """B6: whatever receives the click is the button."""
    click = "onclick='this.outerHTML = `<button>Enable Sync</button>`; window.switched = 1'"
    shown = show(connection(ALL, toggle=TOGGLES[make].format(click)))
    assert SyncButton(page_of(shown)).switch(False) == "123-ABC-456"
    assert shown.tab.evaluate("window.switched") == 1


def test_fields_without_labels(show: Show) -> None:
    """B15: the text beside a field is its name."""
    shown = show(connection(ALL))
    shown.tab.evaluate(
        "document.querySelectorAll('dialog label').forEach(one => { const div = document.createElement('span'); div.textContent = one.textContent;"
        " one.replaceWith(div); })"
    )
    save(page_of(shown))
    assert shown.tab.evaluate("window.saved.client_id") == ALL["client_id"]


@pytest.mark.parametrize("inside", ["<p><label>Only new <input type=checkbox></label></p>", "<script>plain()</script>"])
def test_another_dialog_behind_edit(show: Show, inside: str) -> None:
    """Slice of A5: a dialog that isn't the credentials' is cancelled before anything is typed."""
    html = connection(ALL, inside=inside).replace(
        "<script>",
        "<script>const plain = () => document.querySelectorAll('dialog input').forEach(one => { one.type = 'text'; });",
        1,
    )
    shown = show(html)
    with pytest.raises(PageMismatch, match="not the one for the credentials"):
        save(page_of(shown))
    assert shown.tab.evaluate("[window.cancelled, window.typed || 0, window.saved || null]") == [1, 0, None]


def test_an_edit_that_waits_for_the_sync_to_be_disabled(show: Show) -> None:
    """B5: it is there, so the page fits; another Edit of the page isn't taken for it."""
    shown = show(
        connection(ALL, more=SECTIONS).replace("<button onclick='edit()'>", "<button disabled onclick='edit()'>")
    )
    elements = page_of(shown, SHORT).elements
    assert elements.is_there_disabled("edit")
    assert not elements.is_there("edit")
    assert not elements.is_there_disabled("validate_sync_setup")


DOCUMENTED = {
    "sections": {},
    "sections and another username": {"neighbours": ["username"]},
    "the wizard's rows while the sync is off": {"wizard_rows": True},
}


@pytest.mark.parametrize("kind", sorted(DOCUMENTED))
def test_the_documented_page(emulator: EmulatorProcess, opened: str, kind: str) -> None:
    """B3, B4: with the three sections of Adobe's documentation and their neighbours, only the credentials are edited, and the doctor misses nothing."""
    behave(emulator, documented_sections=True, **DOCUMENTED[kind])
    examined = task("marketo_ui_info", screens=["main", "edit_dialog"], session=opened)
    missed = {
        one["name"]
        for one in examined["elements"]
        if one["status"] in ("missing", "several") and one["role"] != "value"
    }
    assert missed == set()
    assert task("marketo_dynamics_sync", session=opened, state="disabled")["changed"]
    assert task("marketo_dynamics_credentials", **CREDENTIALS, session=opened)["changed"]
    assert task("marketo_dynamics_sync", session=opened, state="enabled")["changed"]
    assert writes(emulator) == ["enablesync:false", "editCredentials", "enablesync:true"]
    assert instance(emulator)["credentials"]["client_id"] == CREDENTIALS["client_id"]
