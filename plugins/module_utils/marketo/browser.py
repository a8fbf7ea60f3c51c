# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One headless Chromium, with a home directory of its own, driven over a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, Dict, Mapping, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import (
    InvalidInput, MarketoDynamicsError, MissingLibrary)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.libraries import require
from ansible_collections.martech.marketo_dynamics.plugins.module_utils.marketo.certificates import trust

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# A browser that does nothing but what the page needs.
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", "--disable-quic",
         "--disable-crash-reporter")
ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


class Browser:
    """Starts the browser; its end comes with the process that holds it."""

    def __init__(self, options: Mapping[str, Any], directory: str) -> None:
        self._options = options
        self._home = os.path.join(directory, "home")
        self._playwright: Any = None

    def open(self) -> Any:
        """Start it and return an empty page."""
        os.mkdir(self._home, 0o700)
        if self._options["ca_bundle"]:
            trust(self._options["ca_bundle"], self._home)
        api = require("playwright.sync_api")
        executable = browser_executable(self._options["browser_path"])
        self._playwright = _start_driver(api)
        try:
            # Without a pipe it would be a TCP port, which every user of this machine could take over.
            browser = self._playwright.chromium.launch(
                executable_path=executable, headless=True, chromium_sandbox=os.geteuid() != 0, args=list(QUIET), proxy=self._options["proxy"],
                env=self._environment(), timeout=self._options["timeout"] * 1000, handle_sigint=False, handle_sigterm=False, handle_sighup=False)
        except api.Error as error:
            raise MarketoDynamicsError(_failure(executable, str(error))) from None
        context = browser.new_context(locale="en-US", viewport={"width": 1400, "height": 1000}, accept_downloads=False)
        page = context.new_page()
        page.set_default_timeout(self._options["timeout"] * 1000)
        return page

    def _environment(self) -> Dict[str, str]:
        passed_on = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        return {**passed_on, "HOME": self._home}


def _start_driver(api: Any) -> Any:
    """Start Playwright's driver, a Node.js program that its package brings along."""
    try:
        return api.sync_playwright().start()
    except Exception as error:
        # Playwright raises a plain Exception here, and says no more than that the connection closed.
        raise MissingLibrary(f"Playwright's driver doesn't start. See why with: {sys.executable} -m playwright --version. On a minimal Debian it misses the "
                             f"library libatomic (apt install libatomic1; on Red Hat: dnf install libatomic).", library="playwright") from error


def browser_executable(option: Optional[str]) -> Optional[str]:
    """The browser to start: the one asked for, else one on the PATH; None leaves it to Playwright's own."""
    if option:
        path = shutil.which(option)
        if path is None:
            raise InvalidInput(f"browser_path (or the environment variable MARKETO_BROWSER) is {option!r}, and no program is there. Give the path of "
                               f"a Chromium or Chrome, or leave it out.")
        return path
    return next(filter(None, map(shutil.which, NAMES)), None)


def _failure(executable: Optional[str], text: str) -> str:
    if executable is None and "Executable doesn't exist" in text:
        return ("No browser was found: there is no Chromium or Chrome on the PATH, and Playwright has not installed one. Install one (apt install "
                "chromium; or playwright install chromium), or name one in browser_path.")
    where = executable or "Playwright's own browser"
    if "sandbox" in text.lower():
        return (f"{where} could not start with its sandbox. Allow user namespaces on this machine (or in its container), since the sandbox is not "
                f"switched off for a page that gets passwords.")
    return f"{where} could not be started. Start it once by hand, with --headless, to see why: {text.splitlines()[0]}"
