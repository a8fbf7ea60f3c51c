"""Reconfigure New Auth Method as pages may draw it that nobody has seen: on small pages of the tests' own, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MarketoDynamicsError
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.model import Credentials
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.auth_method_tab import (
    AuthMethodTab,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS

from .small_pages import LABELS, OPTIONS, connection
from .tasks import CREDENTIALS, SERVICE
from .test_answers import SAY, page_of

Show = Callable[..., Any]
SHOWN = {**{name: CREDENTIALS[name] for name in ("username", "client_id")}, "organization_url": SERVICE}
WANTED = Credentials(
    username="marketo.application@contoso.com",
    password="",
    client_id=CREDENTIALS["client_id"],
    client_secret="a-new~secret",
    organization_url=SERVICE,
    tenant_id="6d1f7a52-0c0e-4b7e-9a0b-c0ffee000001",
)
FORM = "".join(
    f"<p><label for=new-{name}>{label}</label><input id=new-{name} name={name} type={'password' if 'secret' in name else 'text'}></p>"
    for name, label in {**LABELS, "tenant_id": "Tenant ID"}.items()
    if name != "password"
)
ROWS_SHOWN = "".join(f"<li><img src=green-check.png> <span>{row.heading}</span></li>" for row in ROWS)
OPTIONS_SHOWN = ("ROPC", "S2S")
# A list of Ext 3 and of Ext 4: a box with a trigger; its entries lie in a layer at the end of the page, and only while the list is open.
EXT3 = (
    "<div class=x-form-field-wrap><input readonly class='x-form-text x-form-field' id=method><img class=x-form-trigger onclick='openList()' "
    "style='width:17px;height:21px;cursor:pointer;background:#ccc'></div>"
)
EXT4 = (
    "<table><tr><td>Method</td><td><input readonly role=combobox aria-haspopup=listbox class=x4-form-field id=method onclick='openList()'></td></tr>"
    "</table>"
)
ENTRIES = {
    "ext3": "".join(
        f"<div class=x-combo-list-item onclick='take(this)' style='cursor:pointer'>{name}</div>"
        for name in OPTIONS_SHOWN
    ),
    "ext4": "".join(
        f"<li role=option class=x4-boundlist-item onclick='take(this)'>{name}</li>" for name in OPTIONS_SHOWN
    ),
}
WAYS = {
    "radio": "".join(
        f"<label><input type=radio name=way onchange='choose(`{name}`)'> {name}</label>" for name in OPTIONS_SHOWN
    ),
    "select": f"<select onchange='choose(value)'><option></option>{''.join(f'<option>{name}</option>' for name in OPTIONS_SHOWN)}</select>",
    "ext3": EXT3,
    "ext4": EXT4,
}
LAYER = "position:absolute;left:300px;top:300px;width:200px;background:#fff;border:1px solid"
# How the page asks after a click on Switch.
CONFIRM, OK = "<button onclick='next()'>Confirm</button><button>Cancel</button>", "<button onclick='next()'>OK</button>"
SWITCHES = {
    "as documented": [f"Switch? {CONFIRM}", f"Are you sure? {CONFIRM}", f"Authentication method switched. {OK}"],
    "one question less": [f"Switch? {CONFIRM}", f"Authentication method switched. {OK}", f"Wait 15 minutes. {OK}"],
    "a box to review first": [
        "You are about to switch. <button onclick='next()'>Switch</button><button>Cancel</button>",
        f"Are you sure? {CONFIRM}",
        f"Authentication method switched. {OK}",
    ],
}


def tab(way: str, asked: list[str]) -> str:
    """Return a page with the sync disabled, whose tab offers the methods that way, and asks so after *Switch*."""
    script = f"""<script>{SAY}
    const asked = {asked!r}; let at = 0;
    const next = () => {{ shut(); if (at < asked.length) say(asked[at++]); else window.switched = window.chosen; }};
    const choose = name => {{ window.chosen = name; form.innerHTML = name === 'S2S' ? newFields.innerHTML : ''; }};
    const openList = () => {{ if (document.getElementById('layer')) {{ layer.remove(); return; }}
      document.body.insertAdjacentHTML('beforeend', `<div id=layer style='{LAYER}'>${{entries.innerHTML}}</div>`); }};
    const take = one => {{ method.value = one.textContent; choose(one.textContent); layer.remove(); }};
    const validate = () => {{ window.typed = Object.fromEntries([...form.querySelectorAll('input')].map(one => [one.name, one.value]));
      setTimeout(() => {{ result.innerHTML = rows.innerHTML + '<button onclick=next()>Switch</button>'; }}, 300); }};
    const reconfigure = () => {{ main.innerHTML = reconfiguration.innerHTML; }};</script>
    <style>li img {{ width: 12px; height: 12px; display: inline-block }}</style>
    <template id=newFields>{FORM}<button onclick='validate()'>Validate</button></template><template id=rows>{ROWS_SHOWN}</template>
    <template id=entries>{ENTRIES.get(way, "")}</template>
    <template id=reconfiguration><h3>Reconfigure New Auth Method</h3>{WAYS[way]}<div id=form></div><ul id=result></ul></template>"""
    page = connection(SHOWN, toggle="<button>Enable Sync</button>").replace(
        "Microsoft Dynamics</button></div>",
        "Microsoft Dynamics</button><button role=tab onclick='reconfigure()'>Reconfigure New Auth Method</button></div><div id=main>",
    )
    return script + page + "</div>"


@pytest.mark.parametrize("way", WAYS)
def test_a_method_can_be_offered_in_any_way(show: Show, way: str) -> None:
    """B21: the list of a toolkit has no entries until it is opened."""
    shown = show(tab(way, SWITCHES["as documented"]))
    AuthMethodTab(page_of(shown)).switch("s2s", WANTED, 20)
    typed = {"username": WANTED.username, "client_id": WANTED.client_id, "client_secret": WANTED.client_secret}
    assert shown.tab.evaluate("[window.switched, window.typed]") == [
        "S2S",
        {**typed, "organization_url": SERVICE, "tenant_id": WANTED.tenant_id},
    ]


@pytest.mark.parametrize("asked", SWITCHES)
def test_what_is_asked_after_switch(show: Show, asked: str) -> None:
    """B22, B23: the message to review may be a box with a button Switch; and there may be a question more or less."""
    shown = show(tab("radio", SWITCHES[asked]))
    _judgement, said = AuthMethodTab(page_of(shown)).switch("s2s", WANTED, 20)
    assert len(said) == 3
    assert shown.tab.evaluate("window.switched") == "S2S"


def test_a_method_that_is_not_offered_is_named(show: Show) -> None:
    """B21: another name is the page map's to give, and nothing was chosen in its place."""
    shown = show(tab("ext4", SWITCHES["as documented"]).replace("S2S</li>", "Web API</li>"))
    page = Page(shown.tab, replace(OPTIONS, timeout=8.0))
    with pytest.raises(MarketoDynamicsError, match="S2S"):
        AuthMethodTab(page).switch("s2s", WANTED, 20)
    assert shown.tab.evaluate("window.chosen || ''") == ""
