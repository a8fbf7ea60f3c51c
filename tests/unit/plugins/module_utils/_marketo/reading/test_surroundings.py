"""Windows, forms, masks and tabs."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found, Refused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.windows import windows
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.busy import (
    busy_signs,
    is_loading,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.forms import (
    FIELDS,
    find_field,
    find_form,
    proves_credentials_form,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.reading import (
    Absent,
    Known,
    Unreadable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.tabs import is_active_tab
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture

Read = Callable[..., Capture]
LABELS = {
    "username": "Username",
    "password": "Password",
    "organization_url": "URL",
    "client_id": "Client ID",
    "client_secret": "Client Secret",
}


def form(pattern: str, buttons: str = "<button>Save</button>") -> str:
    """The five fields, each written by a pattern."""
    fields = "".join(
        pattern.format(label=label, id=name, type="password" if "s" in name[-6:] and "word" in name else "text")
        for name, label in LABELS.items()
    )
    return fields + buttons


PATTERNS = {
    "label for": "<p><label for={id}>{label}</label><input id={id} type={type}></p>",
    "label around": "<p><label>{label} <input id={id} type={type}></label></p>",
    "table": "<table><tr><td width=100>{label}:</td><td><input id={id} type={type}></td></tr></table>",
    "div beside": "<div><div style='display:inline-block;width:120px'>{label} *</div><input id={id} type={type}></div>",
    "div above": "<div style='margin-top:20px'><div>{label}</div><div><input id={id} type={type}></div></div>",
    "placeholder": "<p><input id={id} type={type} placeholder='{label}'></p>",
    "required": "<p><label for={id}>{label} (required)</label><input id={id} type={type}></p>",
    "aria-label": "<p><input id={id} type={type} aria-label='{label}'></p>",
    "labelledby": "<p><span id=l{id}>{label}</span> <input id={id} type={type} aria-labelledby=l{id}></p>",
}


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_fields_are_found_however_they_are_labelled(read: Read, pattern: str) -> None:
    """B15: labels in cells or divs, placeholders, "(required)", names for screen readers."""
    page = read(f"<form>{form(PATTERNS[pattern])}</form>").snapshot
    for name in FIELDS:
        choice = find_field(page, name)
        assert isinstance(choice, Found), choice.sentence()
        assert choice.control.id == name


def test_fields_in_shadow_roots_are_found(read: Read) -> None:
    """B15, B26: components with an input of their own and the label beside them."""
    markup = form("<p><x-field id='{id}' data-l='{label}' data-t={type}></x-field></p>")
    script = (
        "() => document.querySelectorAll('x-field').forEach(one => { one.attachShadow({mode: 'open'}).innerHTML ="
        " `<label for=i>${one.dataset.l}</label><input id=i name=${one.id} type=${one.dataset.t}>`; })"
    )
    page = read(markup, script).snapshot
    for name in FIELDS:
        choice = find_field(page, name)
        assert isinstance(choice, Found), choice.sentence()
        assert choice.control.name == name


@pytest.mark.parametrize(
    "around",
    [
        "<div>",
        "<div role=dialog>",
        "<aside style='position:fixed;right:0;top:0;width:400px'>",
        "<div class='x4-window' style='position:absolute'>",
    ],
)
def test_the_form_is_found_by_its_fields(read: Read, around: str) -> None:
    """B14: a dialog, a drawer, or a panel in the page itself."""
    page = read("<p>Search <input></p>" + around + form(PATTERNS["table"])).snapshot
    found = next((window.node for window in windows(page)), None) or find_form(page)
    assert found is not None
    assert "Search" not in page.text(found)
    assert "Save" in page.text(found)
    assert proves_credentials_form(page, found).ok


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("<input type=checkbox>" + form(PATTERNS["table"]), "checkboxes"),
        ("<p><label>Username <input></label></p><label>Client ID <input></label>", "client_secret"),
        (
            "<label><input type=checkbox> Enable Microsoft Dynamics Campaign Sync</label><button>Save</button>",
            "no field",
        ),
    ],
)
def test_another_dialog_does_not_prove_itself(read: Read, markup: str, why: str) -> None:
    """B14: what opens behind a wrong Edit is cancelled, never saved."""
    page = read(f"<div role=dialog>{markup}</div>").snapshot
    proof = proves_credentials_form(page, windows(page)[0].node)
    assert not proof.ok
    assert why in proof.why


def test_read_only_and_doubled_fields_are_refused(read: Read) -> None:
    """Nothing is typed where it is not clear."""
    assert isinstance(find_field(read("<label>URL <input readonly></label>").snapshot, "organization_url"), Refused)
    assert isinstance(
        find_field(read("<label>URL <input></label><label>URL <input></label>").snapshot, "organization_url"), Refused
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=onetrust-banner-sdk role=dialog style='position:fixed;bottom:0;width:100%;height:100px'>We use cookies <button>OK</button></div>",
        "<div class='_pendo-step-container' role=dialog style='position:fixed;top:9px;width:300px;height:200px'>New! <button>Next</button></div>",
    ],
)
def test_a_banner_is_a_window_that_does_not_concern_us(read: Read, markup: str) -> None:
    """B11: cookie notices and guides."""
    page = read("<button>Edit</button>" + markup).snapshot
    assert [window.banner for window in windows(page)] == [True]


def test_the_topmost_window_comes_first(read: Read) -> None:
    """By what lies on top and by z-order, whatever comes first in the markup."""
    box = "position:absolute;left:50px;top:50px;width:300px;height:200px"
    page = read(
        f"<div role=dialog id=a style='{box};z-index:900'>Sure?</div><div class=x-window id=b style='{box};z-index:10'>Form <input></div>"
    ).snapshot
    assert [window.node.id for window in windows(page)] == ["a", "b"]
    assert [window.is_message for window in windows(page)] == [True, False]


def test_a_floating_box_without_a_name_is_a_window(read: Read) -> None:
    """B13, B14: a div over the page that offers something to do."""
    page = read(
        "<p>x</p><div id=w style='position:fixed;z-index:9;left:99px;top:99px;width:400px;height:200px;background:#fff'>Sure? <button>Yes</button></div>"
    )
    assert [window.node.id for window in windows(page.snapshot)] == ["w"]


def test_buttons_of_a_pages_own_make_a_window_over_a_dimmed_page_only(read: Read) -> None:
    """B13: a menu floats too, and its entries can be clicked."""
    box = "position:fixed;left:99px;top:99px;width:400px;height:200px;background:#fff"
    floating = (
        f"<div id=w style='{box};z-index:9'>Sure? <ui-button><span style='cursor:pointer'>Yes</span></ui-button></div>"
    )
    mask = "<div style='position:fixed;inset:0;z-index:8;background:#0008'></div>"
    assert [window.node.id for window in windows(read(mask + floating).snapshot)] == ["w"]
    assert windows(read("<p>x</p>" + floating).snapshot) == ()


def test_a_skeleton_in_the_shell_is_not_loading(read: Read) -> None:
    """B12: only what concerns the page counts."""
    page = read(
        "<aside aria-busy=true style='width:99px;height:99px'></aside><main><button>Disable Sync</button></main>"
    ).snapshot
    assert len(busy_signs(page)) == 1
    assert not is_loading(page)


@pytest.mark.parametrize(
    "markup",
    [
        "<div class=ext-el-mask style='position:absolute;inset:0'></div><button>Disable Sync</button>",
        "<div class=x4-mask-msg style='position:absolute;left:0;top:0;width:200px;height:60px'>Loading</div><button>Disable Sync</button>",
        "<main aria-busy=true style='height:500px'></main>",
    ],
)
def test_a_mask_over_the_page_is_loading(read: Read, markup: str) -> None:
    """B12: and a page that says itself that it isn't there yet."""
    assert is_loading(read(markup).snapshot)


@pytest.mark.parametrize(
    ("markup", "answer"),
    [
        ("<a role=tab aria-selected=true>Microsoft Dynamics</a>", "yes"),
        ("<a role=tab aria-selected=false>Microsoft Dynamics</a>", "no"),
        ("<ul><li class='tab is-selected'><a>Microsoft Dynamics</a></li><li class=tab><a>Other</a></li></ul>", "yes"),
        ("<a aria-current=page href=#>Microsoft Dynamics</a>", "yes"),
        ("<div role=tab aria-selected=true>Microsoft Dynamics (2)</div>", "yes"),
        ("<h1>Microsoft Dynamics</h1>", "yes"),
        ("<ul><li class=q>Sync Status</li><li class=q>Sync Errors</li><li class=z>Microsoft Dynamics</li></ul>", "yes"),
        ("<ul><li class=z>Sync Status</li><li class=q>Sync Errors</li><li class=q>Microsoft Dynamics</li></ul>", "no"),
    ],
)
def test_the_active_tab(read: Read, markup: str, answer: str) -> None:
    """B9: any mark, a count behind the name, a heading, or the one that looks different."""
    reading = is_active_tab(read(markup).snapshot)
    assert isinstance(reading, Known), reading
    assert reading.value == answer


def test_a_tab_without_any_mark_is_unreadable(read: Read) -> None:
    """B9: and none at all is absent."""
    assert isinstance(is_active_tab(read("<span>Microsoft Dynamics</span>").snapshot), Unreadable)
    assert isinstance(is_active_tab(read("<p>x</p>").snapshot), Absent)
