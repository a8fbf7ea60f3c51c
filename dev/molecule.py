"""Run ``molecule test`` on the scenarios under extensions/, against the checkout itself.

Arguments are passed on: ``.venv/bin/python dev/molecule.py converge``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = CHECKOUT / ".venv" / "bin"


def main() -> int:
    """Run molecule and return its exit status."""
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        # Otherwise a copy of the collection that was once installed under the home directory would be tested.
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
    }
    arguments = sys.argv[1:] or ["test"]
    return subprocess.run(
        [BIN / "molecule", *arguments], cwd=CHECKOUT / "extensions", env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
