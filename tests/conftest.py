"""What all tests share: processes that they start find the collection as they do."""

from __future__ import annotations

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
os.environ["PYTHONPATH"] = os.pathsep.join([str(CHECKOUT), str(CHECKOUT / ".venv" / "collections")])

# Shared by tests/integration/role and tests/faults, for which one first run is enough.
pytest_plugins = ["tests.role_fixtures"]
