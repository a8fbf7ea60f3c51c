"""Which proxy the browser gets."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.proxy import browser_proxy


def test_none():
    """Without option and environment there is none."""
    assert browser_proxy(None, {}) is None


def test_the_option_wins_over_the_environment():
    """And over NO_PROXY."""
    environment = {"HTTPS_PROXY": "http://other:1", "NO_PROXY": "example.com"}
    assert browser_proxy("http://proxy.example.com:3128", environment) == {"server": "http://proxy.example.com:3128"}


def test_credentials_leave_the_address():
    """The address is part of the browser's command line, which everybody can read."""
    setting = browser_proxy(None, {"https_proxy": "http://me:p%40ss@proxy:8080"})
    assert setting == {"server": "http://proxy:8080", "username": "me", "password": "p@ss"}


@pytest.mark.parametrize(
    ("no_proxy", "bypass"),
    [
        ("example.com", "example.com,.example.com"),
        (".example.com, 10.0.0.0/8", "example.com,.example.com,10.0.0.0/8"),
        ("*.a.example", "a.example,.a.example"),
    ],
)
def test_no_proxy(no_proxy, bypass):
    """A name covers its subdomains, as usual."""
    assert browser_proxy(None, {"HTTPS_PROXY": "proxy:1", "NO_PROXY": no_proxy}) == {
        "server": "http://proxy:1",
        "bypass": bypass,
    }


def test_no_proxy_for_everything():
    """An asterisk switches the proxy off."""
    assert browser_proxy(None, {"HTTPS_PROXY": "http://proxy:1", "NO_PROXY": "*"}) is None


@pytest.mark.parametrize("address", ["http://", "gopher://proxy:1", "http://proxy:word"])
def test_no_address(address):
    """What is none is refused, and not repeated: it may hold a password."""
    with pytest.raises(InvalidInput) as raised:
        browser_proxy(address, {})
    assert "proxy:word" not in raised.value.message
