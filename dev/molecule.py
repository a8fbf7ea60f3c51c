"""Run ``molecule test`` on the scenarios under extensions/, against the checkout itself.

Arguments are passed on: ``.venv/bin/python -m dev.molecule converge``.
"""

from __future__ import annotations

import subprocess
import sys

from .checkout import BIN, CHECKOUT, environment


def main() -> int:
    """Run molecule and return its exit status."""
    arguments = sys.argv[1:] or ["test"]
    return subprocess.run(
        [BIN / "molecule", *arguments], cwd=CHECKOUT / "extensions", env=environment(), check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
