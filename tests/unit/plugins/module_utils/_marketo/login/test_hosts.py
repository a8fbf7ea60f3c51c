"""Where a password may be typed, and where never, by the address alone."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login.hosts import Hosts

HOSTS = Hosts("https://app-ab01.marketo.com/#DY0A1")
ADOBE = [
    "https://auth.services.adobe.com/en_US/index.html#/password",
    "https://ims-na1.adobelogin.com/ims/authorize",
    "https://AUTH.services.adobe.com/",
]
OLD_LOGIN = ["https://login.marketo.com/", "https://app-ab01.marketo.com/homepage/login"]
NEVER = [
    "http://auth.services.adobe.com/",
    "https://auth.services.adobe.com.example.com/",
    "https://evil-auth.services.adobe.com/",
    "https://notadobelogin.com/",
    "https://adobelogin.com.example.com/",
    "https://auth.services.adobe.com@example.com/",
    "https://example.com/?https://auth.services.adobe.com/",
    "https://account.adobe.com/",
    "https://pages.marketo.com/lp/123-ABC-456/",
    "https://app-ab02.marketo.com/",
    "http://login.marketo.com/",
    "http://app-ab01.marketo.com/",
    "https://contoso.example.com/adfs/ls",
    "about:blank",
    "data:text/html,<input type=password>",
    "",
]


@pytest.mark.parametrize("url", ADOBE)
def test_adobes_sign_in(url: str) -> None:
    """Review, sign-in 8: these, over TLS."""
    assert HOSTS.is_adobe(url)
    assert not HOSTS.is_old_login(url)
    assert not HOSTS.is_elsewhere(url)


@pytest.mark.parametrize("url", OLD_LOGIN)
def test_marketos_old_login(url: str) -> None:
    """Review, sign-in 8: its own host, and the one of the admin page."""
    assert HOSTS.is_old_login(url)
    assert not HOSTS.is_adobe(url)


@pytest.mark.parametrize("url", NEVER)
def test_no_password_goes_anywhere_else(url: str) -> None:
    """Review, sign-in 8: customers' landing pages are below marketo.com, and names can look alike."""
    assert not HOSTS.is_adobe(url)
    assert not HOSTS.is_old_login(url)


@pytest.mark.parametrize(
    ("url", "elsewhere"),
    [
        ("https://experience.adobe.com/#/@contoso", False),
        ("https://engage-ab.marketo.com/?munchkinId=123-ABC-456", False),
        ("https://pages.marketo.com/lp/123-ABC-456/", True),
        ("https://contoso.example.com/adfs/ls", True),
        ("http://experience.adobe.com/", True),
        ("about:blank", False),
    ],
)
def test_what_belongs_to_nobody_we_know(url: str, elsewhere: bool) -> None:
    """A page there with fields is an identity provider's, or worse."""
    assert HOSTS.is_elsewhere(url) is elsewhere
