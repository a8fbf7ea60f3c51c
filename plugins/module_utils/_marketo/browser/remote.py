# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A browser that runs elsewhere, reached over the Chrome DevTools protocol or a Playwright server.

The session has a context of its own there (cookies, storage), which that browser throws away when the connection ends, however it
ends. Everything else of the browser is its own: it runs on, and which certificate authorities it trusts is set up where it runs.
The endpoint may hold a token, so no error quotes more of it than host and port.
"""

from __future__ import annotations

import os
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from ..._engine.errors import InvalidInput, MarketoDynamicsError
from ..session_options import BrowserOptions
from . import devtools

SCHEMES = {"devtools": ("ws", "wss", "http", "https"), "playwright": ("ws", "wss")}


def check(endpoint: str | None, protocol: str, browser_path: str | None) -> None:
    """Raise `InvalidInput` for what can't be an endpoint, and for options that are of no use with one."""
    if not endpoint:
        return
    try:
        parts = urlsplit(endpoint)
        sound = parts.scheme in SCHEMES[protocol] and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        sound = False
    if not sound:
        raise InvalidInput(
            f"browser_endpoint is no address of a browser with browser_protocol {protocol}. Write it like "
            f"{'wss://browser.example.com:3000/' if protocol == 'playwright' else 'wss://browser.example.com/ or http://127.0.0.1:9222'}."
        )
    if browser_path:
        raise InvalidInput(
            "browser_path and browser_endpoint are given. Give the path of a browser to start here, or the endpoint of one that runs elsewhere."
        )


def crosses_in_clear(endpoint: str | None) -> bool:
    """Whether passwords would cross a network unencrypted: no TLS, and not this machine."""
    parts = urlsplit(endpoint or "")
    return parts.scheme in ("ws", "http") and not devtools.is_here(parts.hostname or "")


def trust(ca_bundle: str | None) -> None:
    """Have Playwright's driver trust further authorities for the connection to the endpoint. To be called before the driver starts."""
    if ca_bundle:
        os.environ["NODE_EXTRA_CA_CERTS"] = ca_bundle


def connect(api: Any, playwright: Any, browser: BrowserOptions, timeout: float) -> Any:
    """Connect within so many seconds, and return Playwright's browser."""
    endpoint, milliseconds = browser.endpoint or "", timeout * 1000
    try:
        if browser.protocol == "playwright":
            return playwright.chromium.connect(endpoint, timeout=milliseconds)
        return playwright.chromium.connect_over_cdp(_websocket(browser, timeout), timeout=milliseconds)
    except api.Error as error:
        raise _refused(endpoint, browser.protocol, str(error)) from None


def explain_certificate(error: MarketoDynamicsError, browser: BrowserOptions) -> MarketoDynamicsError:
    """A page's certificate that a remote browser doesn't trust is no matter of ca_bundle."""
    if not browser.endpoint or "CERT" not in str(error.details.get("code", "")):
        return error
    return MarketoDynamicsError(
        f"The remote browser could not verify the TLS certificate of the page ({error.details['code']}). ca_bundle is for the way to "
        f"browser_endpoint alone: add the authority to the browser's own where it runs, in its NSS database.",
        code=error.details["code"],
    )


def shown(endpoint: str) -> str:
    """Host and port of the endpoint, without a token that it may hold."""
    return urlsplit(endpoint).netloc.rpartition("@")[2]


def _websocket(browser: BrowserOptions, timeout: float) -> str:
    """Return the address to connect to: a browser may be named by its HTTP address, and says its WebSocket's itself."""
    endpoint = browser.endpoint or ""
    if urlsplit(endpoint).scheme not in ("http", "https"):
        return endpoint
    try:
        return devtools.websocket_address(endpoint, browser.ca_bundle, timeout)
    except (OSError, HTTPException) as error:
        raise _refused(endpoint, browser.protocol, devtools.reason(error)) from None


def _refused(endpoint: str, protocol: str, text: str) -> MarketoDynamicsError:
    where = shown(endpoint)
    if "version mismatch" in text.lower():
        return MarketoDynamicsError(
            f"The Playwright server at {where} is of another version than the Python library playwright here; both must have the "
            f"same first two numbers. Install the same here, or use browser_protocol devtools."
        )
    if "certificate" in text.lower():
        return MarketoDynamicsError(
            f"The TLS certificate of the remote browser at {where} could not be verified. Where a private authority signs it, name "
            f"that authority's PEM file in ca_bundle."
        )
    if any(word in text for word in (" 401", " 403")):
        return MarketoDynamicsError(
            f"The remote browser at {where} refused the connection for want of the right token. Check the one in browser_endpoint."
        )
    reasons = ("ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "ETIMEDOUT", "EHOSTUNREACH", "Timeout", "404")
    reason = next((word for word in reasons if word in text), "no reason given")
    return MarketoDynamicsError(
        f"No browser answers at {where} ({reason}). Check browser_endpoint, that browser_protocol {protocol} is what it speaks, and "
        f"that it runs.",
        code=reason,
    )
