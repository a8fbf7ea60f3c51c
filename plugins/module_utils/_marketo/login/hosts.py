# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The hosts of a sign-in: where secrets may be typed, where the application runs, and all others."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Adobe's sign-in, and the hosts that it passes through. Nothing else below adobe.com asks for a password.
_ADOBE_HOST = "auth.services.adobe.com"
_ADOBE_DOMAIN = ".adobelogin.com"
# Marketo's own login. Customers' landing pages are below marketo.com too, so no other host there gets a secret.
_OLD_LOGIN_HOST = "login.marketo.com"
# Hosts that show Marketo itself, which has input fields of its own.
_APPLICATIONS = re.compile(r"experience\.adobe\.com|(app|engage)-[a-z0-9]+\.marketo\.com|([a-z0-9-]+\.)*adobe\.com")


class Hosts:
    """Tells the hosts of one session apart; ``url`` is the address of its admin page."""

    def __init__(self, url: str) -> None:
        self._own = urlsplit(url).hostname or ""

    def is_adobe(self, url: str) -> bool:
        """Return whether an address is one of Adobe's sign-in, over TLS."""
        host = _secure_host(url)
        return host == _ADOBE_HOST or host.endswith(_ADOBE_DOMAIN)

    def is_old_login(self, url: str) -> bool:
        """Return whether Marketo's old login form may be at an address, over TLS."""
        return bool(_secure_host(url)) and _secure_host(url) in (_OLD_LOGIN_HOST, self._own)

    def is_elsewhere(self, url: str) -> bool:
        """Return whether an address belongs neither to a sign-in nor to the application."""
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https"):
            # An empty page, or the browser's own page about an error.
            return False
        host = parts.hostname or ""
        known = host == self._own or bool(_APPLICATIONS.fullmatch(host))
        return parts.scheme == "http" or not (known or self.is_adobe(url) or self.is_old_login(url))


def _secure_host(url: str) -> str:
    parts = urlsplit(url)
    return (parts.hostname or "") if parts.scheme == "https" else ""
