"""Static checks: ansible-lint (profile production), the collection's documentation, its changelog."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = CHECKOUT / ".venv" / "bin"
CHECKS = [
    ["ansible-lint", "--offline", "--profile", "production"],
    ["antsibull-docs", "lint-collection-docs", "--plugin-docs", "--validate-collection-refs", "self", "."],
    ["antsibull-changelog", "lint"],
]


def main() -> int:
    """Run all checks and return 1 where one failed."""
    return max(run(check) for check in CHECKS)


def run(check: list[str]) -> int:
    """Run one check."""
    print(f"--- {' '.join(check)}", flush=True)
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
    }
    return min(1, subprocess.run([BIN / check[0], *check[1:]], cwd=CHECKOUT, env=environment, check=False).returncode)


if __name__ == "__main__":
    sys.exit(main())
