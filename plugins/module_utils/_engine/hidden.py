# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Secrets inside values that are none: the password in the address of a proxy."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

_VARIABLES = ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY")


def hidden_passwords(options: Mapping[str, Any]) -> set[str]:
    """Return the passwords in the addresses of proxies, among a module's options and in the environment, in each way they may be written."""
    environment = [os.environ.get(name) for variable in _VARIABLES for name in (variable, variable.lower())]
    found = {_password(str(address)) for address in [options.get("proxy"), *environment] if address}
    return {form for password in found if password for form in (password, unquote(password))}


def _password(address: str) -> str | None:
    try:
        return urlsplit(address if "://" in address else f"//{address}").password
    except ValueError:
        return None
