"""Build the artifact for Galaxy from the files that git tracks: whatever else lies in the checkout can't get into it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from .checkout import BIN, BUILD, copy_to


def main() -> int:
    """Build into .build and print where the artifact is."""
    print(build(BUILD))
    return 0


def build(output: Path) -> Path:
    """Build into this folder and return the artifact."""
    copy = BUILD / "artifact"
    copy_to(copy, new_files=False)
    command = [BIN / "ansible-galaxy", "collection", "build", "--force", "--output-path", output]
    done = subprocess.run([str(part) for part in command], cwd=copy, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}The artifact could not be built.")
    # "Created collection for NAME at PATH"
    return Path(done.stdout.split(" at ", 1)[1].strip())


if __name__ == "__main__":
    sys.exit(main())
