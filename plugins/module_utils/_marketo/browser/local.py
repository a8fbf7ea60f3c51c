# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One Chromium for one session: started here, with a home directory of its own and driven over a pipe, or a remote one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from typing import Any

from ..._engine.errors import InvalidInput, MarketoDynamicsError, MissingLibrary
from ..._engine.libraries import require
from ..session_options import SessionOptions
from . import remote
from .certificates import trust
from .storage_state import for_browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
# The option timeout is for what a page shows. Starting a browser on a busy machine may take longer than a short one.
LAUNCH_SECONDS = 30.0
# The memory of its processes holds passwords, and a dump is a picture of it. Chromium starts what writes dumps whatever the switches say, and where it
# can't use the place that it is given it falls back to its configuration. So both are where no directory can be made (tried with Chromium 156).
NO_PLACE = os.devnull
NO_DUMPS = {"BREAKPAD_DUMP_LOCATION": NO_PLACE, "CHROME_CONFIG_HOME": NO_PLACE}
# A browser that does nothing but what the page needs.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-crash-reporter",
    "--disable-breakpad",
)
ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "LC_CTYPE",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
)
# What a visible window needs besides.
DESKTOP = ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "XDG_RUNTIME_DIR")


class Browser:
    """Starts the browser; its end comes with the process that holds it."""

    def __init__(self, options: SessionOptions, directory: str) -> None:
        self._options = options
        self._home = os.path.join(directory, "home")
        self._playwright: Any = None
        self._browser: Any = None
        self._crashed = False
        self._page: Any = None

    def open(self) -> Any:
        """Start it and return an empty page in a fresh context, signed in as far as the recorded session goes."""
        os.mkdir(self._home, 0o700)
        api = require("playwright.sync_api")
        wanted = self._options.browser
        is_remote = bool(wanted.endpoint)
        if is_remote:
            remote.trust(wanted.ca_bundle)
        self._playwright = _start_driver(api)
        if is_remote:
            self._browser = remote.connect(api, self._playwright, wanted, self._options.timeout)
        else:
            self._browser = self._launch(api)
        # A remote browser was not started with the proxy, so its new context is given it.
        more: dict[str, Any] = {"proxy": wanted.proxy} if is_remote and wanted.proxy else {}
        if self._options.account.recorded:
            more["storage_state"] = for_browser(self._options.account.recorded)
        if wanted.user_agent:
            more["user_agent"] = wanted.user_agent
        size: dict[str, Any] = {"viewport": {"width": 1400, "height": 1000}}
        if self._options.is_visible:
            size = {"no_viewport": True}
        try:
            context = self._browser.new_context(locale="en-US", accept_downloads=False, **size, **more)
        except api.Error as error:
            raise _no_context(bool(self._options.account.recorded), str(error)) from None
        self._page = context.new_page()
        self._page.set_default_timeout(self._options.timeout * 1000)
        self._page.on("crash", self._note_crash)
        return self._page

    def close(self) -> None:
        """Have a remote browser throw the session's context away; one that was started here ends as a whole, faster than in good order."""
        if self._options.browser.endpoint:
            self._page.context.close()

    def is_lost(self) -> bool:
        """Whether it is there no more, which is never this program's doing while anything is still asked for."""
        return self._page is not None and (self._crashed or self._page.is_closed() or not self._browser.is_connected())

    def storage_state(self) -> dict[str, Any]:
        """Its cookies and local storage now."""
        state: dict[str, Any] = self._page.context.storage_state()
        return state

    def _note_crash(self, _page: Any) -> None:
        self._crashed = True

    def _launch(self, api: Any) -> Any:
        wanted = self._options.browser
        if wanted.ca_bundle:
            trust(wanted.ca_bundle, self._home)
        executable = None if wanted.channel else browser_executable(wanted.path)
        try:
            # Without a pipe it would be a TCP port, which every user of this machine could take over.
            return self._playwright.chromium.launch(
                executable_path=executable,
                channel=wanted.channel,
                headless=not self._options.is_visible,
                chromium_sandbox=wanted.sandbox and not is_root(),
                args=[*QUIET, f"--crash-dumps-dir={NO_PLACE}"],
                proxy=wanted.proxy,
                env=self._environment(),
                timeout=max(self._options.timeout, LAUNCH_SECONDS) * 1000,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except api.Error as error:
            raise MarketoDynamicsError(_failure(executable, str(error), wanted.channel)) from None

    def _environment(self) -> dict[str, str]:
        names = (*ENVIRONMENT, *DESKTOP) if self._options.is_visible else ENVIRONMENT
        return {
            **{name: os.environ[name] for name in names if name in os.environ},
            "HOME": self._home,
            **NO_DUMPS,
        }


def _start_driver(api: Any) -> Any:
    """Start Playwright's driver, a Node.js program that its package brings along."""
    try:
        return api.sync_playwright().start()
    except Exception as error:
        # Playwright raises a plain Exception here, and says no more than that the connection closed.
        raise MissingLibrary(
            f"Playwright's driver doesn't start. See why with: {sys.executable} -m playwright --version. On a minimal Debian it misses the "
            f"library libatomic (apt install libatomic1; on Red Hat: dnf install libatomic).",
            library="playwright",
        ) from error


def browser_executable(option: str | None) -> str | None:
    """The browser to start: the one asked for, else one on the PATH; None leaves it to Playwright's own."""
    if option:
        path = shutil.which(option)
        if path is None:
            raise InvalidInput(
                f"browser_path (or the environment variable MARKETO_BROWSER) is {option!r}, and no program is there. Give the path of "
                f"a Chromium or Chrome, or leave it out."
            )
        return path
    return next(filter(None, map(shutil.which, NAMES)), None)


def is_root() -> bool:
    """Return whether this process runs as root. Chromium refuses to start with its sandbox then."""
    return os.geteuid() == 0


def check_display(environment: Mapping[str, str]) -> None:
    """Raise `InvalidInput` where a window could be shown to nobody."""
    if sys.platform.startswith("linux") and not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise InvalidInput(
            "The browser is to be visible, and there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set). Run the "
            "playbook on a computer with a desktop, or with ssh -X; what a person records there can be used anywhere. For headless: false without "
            "anybody to look at it, start a virtual display (xvfb-run)."
        )


def _no_context(with_recorded: bool, text: str) -> MarketoDynamicsError:
    # The library quotes what it was given, cookies among it.
    if with_recorded and "torageState" in text:
        return InvalidInput(
            "The browser doesn't take the recorded session: its cookies are not as Playwright writes them. Record it again with the playbook "
            "martech.marketo_dynamics.sign_in."
        )
    return MarketoDynamicsError(
        "The browser makes no fresh context for this session. A remote browser must allow incognito contexts (browser_endpoint); "
        "a local one must not be kept from them by a policy."
    )


def _failure(executable: str | None, text: str, channel: str | None = None) -> str:
    if channel and any(
        word in text for word in ("Unsupported chromium channel", "is not found at", "Executable doesn't exist")
    ):
        return (
            f"channel is {channel!r}, and no such browser is installed here. Install it (playwright install {channel}), name another channel, or "
            f"leave channel out."
        )
    if executable is None and "Executable doesn't exist" in text:
        return (
            "No browser was found: there is no Chromium or Chrome on the PATH, and Playwright has not installed one. Install one (apt install "
            "chromium; or playwright install chromium), name one in browser_path, or use a remote one with browser_endpoint."
        )
    where = executable or "Playwright's own browser"
    # The call itself is quoted, with --no-sandbox in it where root starts it.
    if "sandbox" in text.lower().replace("--no-sandbox", ""):
        return (
            f"{where} could not start with its sandbox. Allow user namespaces on this machine (or in its container), or use a browser that runs "
            f"elsewhere (browser_endpoint). Where neither can be had, browser_sandbox: false does without; don't run the play as root for that."
        )
    return f"{where} could not be started. Start it once by hand, with --headless, to see why: {text.splitlines()[0]}"
