"""The admin page's address in its three shapes."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.address import (
    admin_page_address,
    shown_address,
)

ID = "123-ABC-456"
SHELL = f"https://experience.adobe.com/#/@contoso/so:{ID}/marketo-engage"


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://app-ab01.marketo.com", "https://app-ab01.marketo.com/#DY0A1"),
        ("https://app-ab01.marketo.com/#DY0A1", "https://app-ab01.marketo.com/#DY0A1"),
        ("https://app-ab01.marketo.com/#MM0A1", "https://app-ab01.marketo.com/#DY0A1"),
        ("https://engage-ab.marketo.com", f"https://engage-ab.marketo.com/?munchkinId={ID}#/classic/DY0A1"),
        (
            f"https://engage-ab.marketo.com/?munchkinId={ID}#/classic/DY0A1",
            f"https://engage-ab.marketo.com/?munchkinId={ID}#/classic/DY0A1",
        ),
        (SHELL, f"{SHELL}/classic/DY0A1"),
        (f"{SHELL}/classic/AD0A1", f"{SHELL}/classic/DY0A1"),
        (f"https://experience.adobe.com/#/@contoso/so:{ID}", f"{SHELL}/classic/DY0A1"),
        (f"{SHELL}/classic/DY0A1", f"{SHELL}/classic/DY0A1"),
    ],
)
def test_shapes(given, address):
    """Each shape leads to the same page."""
    assert admin_page_address(given, ID) == address


@pytest.mark.parametrize(
    ("given", "munchkin_id"),
    [
        ("http://app-ab01.marketo.com", ID),
        ("app-ab01.marketo.com", ID),
        ("https://user:word@app-ab01.marketo.com", ID),
        ("https://experience.adobe.com/", ID),
        ("https://app-ab01.marketo.com", "123"),
        ("https://engage-ab.marketo.com/?munchkinId=456-DEF-789", ID),
        ("https://experience.adobe.com/#/@contoso/so:456-DEF-789/marketo-engage", ID),
    ],
)
def test_refused_before_anything_is_opened(given, munchkin_id):
    """No plain HTTP, and no address of another instance than the wanted one."""
    with pytest.raises(InvalidInput) as raised:
        admin_page_address(given, munchkin_id)
    assert "word" not in raised.value.message


def test_what_is_shown_of_an_address_holds_no_query():
    """Queries carry what a sign-in hands over."""
    assert shown_address("https://u:p@a.example/b?code=1#/c?token=2") == "https://a.example/b#/c"
