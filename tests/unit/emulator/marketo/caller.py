"""A session without a browser, for what the calls behind the page refuse."""

from __future__ import annotations

from typing import Any

import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.visitor import ADMIN, PASSWORD, PATIENCE


class Caller:
    """A session without a browser."""

    def __init__(self, emulator: EmulatorProcess) -> None:
        self._base = emulator.base_url
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = emulator.ca_file
        self.csrf = ""

    def sign_in(self, email: str = ADMIN, password: str = PASSWORD) -> None:
        """Do what the sign-in page's script does, and read the page's CSRF token."""
        given = {"email": email, "password": password, "redirect_uri": "/ims/callback?to=/marketo/classic"}
        redirect = self._session.post(f"{self._base}/signin/password", json=given, timeout=PATIENCE).json()["redirect"]
        html = self._session.get(self._base + redirect, timeout=PATIENCE).text
        self.csrf = html.partition('"csrf": "')[2].partition('"')[0]

    def get(self, path: str) -> dict[str, Any]:
        """Ask what the page would ask."""
        return self._session.get(self._base + path, timeout=PATIENCE).json()

    def post(self, path: str, body: dict[str, Any], csrf: str | None = None) -> requests.Response:
        """Send what the page would send."""
        headers = {"X-CSRF-Token": self.csrf if csrf is None else csrf}
        return self._session.post(self._base + path, json=body, headers=headers, timeout=PATIENCE)
