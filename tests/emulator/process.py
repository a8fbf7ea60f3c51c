"""The emulator as a process of its own, for tests."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from requests import Response, Session

_CHECKOUT = Path(__file__).resolve().parents[2]
_TIMEOUT = 30


class EmulatorProcess:
    """Context manager: a running emulator with what it said of itself, and its control addresses as methods."""

    def __init__(self, *arguments: str) -> None:
        """Take further command line arguments, such as ``--language fr``."""
        self._arguments = arguments
        self._process: subprocess.Popen[str] | None = None
        self.ready: dict[str, Any] = {}

    def __enter__(self) -> EmulatorProcess:
        """Start it and wait for its one line."""
        command = [sys.executable, "-m", "tests.emulator", "--port", "0", "--proxy-port", "0", *self._arguments]
        self._process = subprocess.Popen(command, cwd=_CHECKOUT, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the emulator ended with status {self._process.wait()} before it was ready")
        self.ready = json.loads(line)
        self._session = Session()
        self._session.trust_env = False
        self._session.verify = self.ca_file
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def stop(self) -> int:
        """Ask it to end, wait, and return its exit status."""
        assert self._process is not None
        if self._process.poll() is None:
            self._process.terminate()
        try:
            status = self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._session.close()
        return status

    @property
    def base_url(self) -> str:
        """The address that serves everything."""
        return str(self.ready["base_url"])

    @property
    def proxy_url(self) -> str:
        """The address of the CONNECT proxy."""
        return str(self.ready["proxy_url"])

    @property
    def ca_file(self) -> str:
        """The file with the certificate authority's certificate."""
        return str(self.ready["ca_file"])

    @property
    def accounts(self) -> dict[str, Any]:
        """The demo accounts, by the role they play."""
        accounts: dict[str, Any] = self.ready["accounts"]
        return accounts

    def environment(self) -> dict[str, str]:
        """Return the variables under which any client reaches the emulated services by their production names."""
        return {
            "HTTPS_PROXY": self.proxy_url,
            "https_proxy": self.proxy_url,
            "NO_PROXY": "",
            "no_proxy": "",
            "REQUESTS_CA_BUNDLE": self.ca_file,
            "SSL_CERT_FILE": self.ca_file,
            "CURL_CA_BUNDLE": self.ca_file,
        }

    def reset(self, state: dict[str, Any] | None = None) -> None:
        """Go back to the seed, with a merge patch on top if given."""
        self._control("POST", "reset", json={"state": state} if state else None)

    def snapshot(self) -> None:
        """Keep the state and the journal as they are now, inside the emulator, since the state that it shows is masked."""
        self._control("POST", "snapshot")

    def restore(self) -> None:
        """Go back to what was kept; faults end."""
        self._control("POST", "restore")

    def state(self) -> dict[str, Any]:
        """Return the state, masked."""
        state: dict[str, Any] = self._control("GET", "state").json()
        return state

    def patch_state(self, patch: dict[str, Any] | list[dict[str, Any]]) -> None:
        """Change the state by hand: a dictionary is a merge patch, a list a JSON Patch."""
        kind = "json-patch" if isinstance(patch, list) else "merge-patch"
        headers = {"Content-Type": f"application/{kind}+json"}
        self._control("PATCH", "state", data=json.dumps(patch), headers=headers)

    def requests(self, **members: str) -> list[dict[str, Any]]:
        """Return the journal, or the entries whose members (service, method, path ...) have these values."""
        entries = self._control("GET", "requests").json()
        return [entry for entry in entries if all(entry[name] == value for name, value in members.items())]

    def faults(self, *rules: dict[str, Any]) -> None:
        """Put these rules in the place of all others; none at all ends every fault."""
        self._control("POST", "faults", json=list(rules))

    def fault_hits(self) -> list[dict[str, Any]]:
        """Return the rules with their counts."""
        rules: list[dict[str, Any]] = self._control("GET", "faults").json()
        return rules

    def _control(self, method: str, name: str, **arguments: Any) -> Response:
        response = self._session.request(method, f"{self.base_url}/_emulator/{name}", timeout=_TIMEOUT, **arguments)
        if not response.ok:
            raise ValueError(f"{method} {name}: {response.status_code} {response.text}")
        return response
