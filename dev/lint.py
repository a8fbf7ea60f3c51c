"""Static checks that take their time: ansible-lint (profile production) and the collection's documentation."""

from __future__ import annotations

import subprocess
import sys

from .checkout import BIN, CHECKOUT, environment

CHECKS = [
    ["ansible-lint", "--offline", "--profile", "production"],
    ["antsibull-docs", "lint-collection-docs", "--plugin-docs", "--validate-collection-refs", "self", "."],
]


def main() -> int:
    """Run all checks and return 1 where one failed."""
    return max(run(check) for check in CHECKS)


def run(check: list[str]) -> int:
    """Run one check."""
    print(f"--- {' '.join(check)}", flush=True)
    return min(1, subprocess.run([BIN / check[0], *check[1:]], cwd=CHECKOUT, env=environment(), check=False).returncode)


if __name__ == "__main__":
    sys.exit(main())
