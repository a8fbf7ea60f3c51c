"""Import the artifact as Galaxy and Automation Hub do (galaxy-importer), and refuse what they would refuse or warn of."""

from __future__ import annotations

import os
import subprocess
import sys

from . import virtual_environment
from .artifact import build
from .checkout import BUILD

PLACE = BUILD / "importer"
# In an environment of its own: its requirements would hold back the versions of the other tools.
REQUIREMENTS = ["galaxy-importer>=0.4.30"]


def main() -> int:
    """Build, import, and return the exit status."""
    python = virtual_environment.provide(PLACE / "venv", sys.executable, REQUIREMENTS)
    artifact = build(PLACE)
    environment = {**os.environ, "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [str(python), "-m", "galaxy_importer.main", str(artifact)]
    done = subprocess.run(command, cwd=PLACE, env=environment, check=False, capture_output=True, text=True)
    output = done.stdout + done.stderr
    complaints = [line for line in output.splitlines() if line.startswith(("WARNING", "ERROR"))]
    if done.returncode or complaints:
        print(output)
        return 1
    print(f"galaxy-importer takes {artifact.name} without a warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
