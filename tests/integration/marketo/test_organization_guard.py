"""The organization is read twice before anything is saved: from the page, and from the form. What can't be read permits nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput, PageMismatch
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.model import SHOWN, Credentials
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.credentials_dialog import (
    CredentialsDialog,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.page.page import Page

from .small_pages import OPTIONS, SHORT, connection
from .tasks import CREDENTIALS, SECRETS, SERVICE

Show = Callable[..., Any]
USER, CLIENT = CREDENTIALS["username"], CREDENTIALS["client_id"]
ALL = {"username": USER, "client_id": CLIENT, "organization_url": SERVICE}


def page_of(shown: Any, timeout: float = 2.0) -> Page:
    """The page that is shown, as the session host sees it."""
    return Page(shown.tab, replace(OPTIONS, timeout=timeout))


def test_values_that_come_after_their_labels(show: Show) -> None:
    """A1: a label alone is no value."""
    shown = show(
        connection({**ALL, "organization_url": ""})
        + f"<script>setTimeout(() => document.getElementById('organization_url').textContent = {SERVICE!r}, 600)</script>"
    )
    assert page_of(shown, 20).navigation.read(SHOWN).values == ALL


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("value", ["", "Copy", "-"])
def test_a_value_that_never_comes(show: Show, name: str, value: str) -> None:
    """A1: it is unreadable, never "nothing saved"; the error says what was seen."""
    shown = show(connection({**ALL, name: value}))
    with pytest.raises(PageMismatch, match=rf"the saved {name} can't be read.*nothing is saved"):
        page_of(shown, SHORT).navigation.read(SHOWN)


def test_a_header_row_above_the_values(show: Show) -> None:
    """A1: the neighbour of a heading is another heading, and no value."""
    heads = "".join(f"<th>{label}</th>" for label in ("Username", "Client ID", "URL"))
    cells = "".join(f"<td>{value}</td>" for value in (USER, CLIENT, SERVICE))
    shown = show(connection({}) + f"<table><tr>{heads}</tr><tr>{cells}</tr></table>")
    assert page_of(shown, 20).navigation.read(SHOWN).values == ALL


def test_the_address_of_another_instance(show: Show) -> None:
    """Two witnesses: what the page says, and what its address names."""
    shown = show(connection(ALL), at="about:blank#/@contoso/so:987-XYZ-654/marketo-engage")
    with pytest.raises(PageMismatch, match="987-XYZ-654"):
        page_of(shown).navigation.guard()


def test_the_address_of_the_same_instance(show: Show) -> None:
    """In whatever case."""
    shown = show(connection(ALL), at="about:blank#/@contoso/so:123-abc-456/marketo-engage")
    assert page_of(shown).navigation.guard() == "123-ABC-456"


def save(shown: Any, allow: bool = False) -> None:
    """Save the wanted credentials."""
    CredentialsDialog(page_of(shown, 5)).save(Credentials(**ALL, **SECRETS), allow, lambda: None)


def saved(shown: Any) -> Any:
    """What the form held when it was saved; None if it never was. Without the secrets."""
    held = shown.tab.evaluate("window.saved || null")
    return held and {name: value for name, value in held.items() if name not in SECRETS}


def test_a_form_that_holds_another_organization(show: Show) -> None:
    """A1: the form is the second witness. It is cancelled, and nothing was typed."""
    other = SERVICE.replace("contoso", "contoso-sandbox")
    shown = show(connection(ALL, form={**ALL, "organization_url": other}))
    with pytest.raises(InvalidInput, match="contoso-sandbox.*cancelled"):
        save(shown)
    assert saved(shown) is None
    assert shown.tab.evaluate("[window.cancelled, window.typed || 0]") == [1, 0]


def test_a_form_that_holds_another_organization_which_may_be(show: Show) -> None:
    """An explicit word allows it."""
    shown = show(connection(ALL, form={**ALL, "organization_url": "https://fabrikam.crm4.dynamics.com"}))
    save(shown, allow=True)
    assert saved(shown) == ALL


@pytest.mark.parametrize("held", ["", "https://contoso.crm4.dynamics.com"])
def test_a_form_that_holds_the_wanted_organization_or_none(show: Show, held: str) -> None:
    """A blank is filled in; another spelling of the same address stays untouched."""
    shown = show(connection(ALL, form={**ALL, "organization_url": held}))
    save(shown)
    assert saved(shown) == {**ALL, "organization_url": held or SERVICE}
