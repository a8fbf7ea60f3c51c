"""What the emulator says of a run: clicks, saves, pauses, and what Marketo holds in the end."""

from __future__ import annotations

from typing import Any

import requests

from tests.emulator.process import EmulatorProcess


def read_truth(emulator: EmulatorProcess) -> dict[str, Any]:
    """Return everything that the emulator noted since its last reset or restore."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{emulator.base_url}/marketo/truth", verify=emulator.ca_file, timeout=30)
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
