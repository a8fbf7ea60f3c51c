"""What all tests share: their fixtures; and processes that they start find the collection as they do."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
os.environ["PYTHONPATH"] = os.pathsep.join([str(CHECKOUT), str(CHECKOUT / ".venv" / "collections")])

pytest_plugins = ["tests.fixtures.emulator", "tests.fixtures.needs", "tests.fixtures.role"]
