# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The third-party libraries, imported where they are first needed, with a clear word where they are missing."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from .errors import MissingLibrary

PURPOSES = {
    "requests": "to talk to Microsoft Graph and Dataverse",
    "msal": "to sign in to Microsoft Entra ID",
    "cryptography": "to sign in with a certificate",
    "playwright": "to drive the Marketo admin page in a browser",
}


def require(name: str) -> Any:
    """Import a library (``requests``, ``msal``, ``playwright.sync_api``) or raise `MissingLibrary`, saying how to install it."""
    package = name.split(".", maxsplit=1)[0]
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingLibrary(
            f"The Python library {package} is needed {PURPOSES[package]}, and {sys.executable} doesn't have it ({error}). "
            f"Install it there: {sys.executable} -m pip install {package}",
            library=package,
        ) from error


def preload(*names: str) -> None:
    """Import what is there, so that processes forked from this one needn't. What is missing is reported when it is needed."""
    for name in names:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
