"""Virtual environments beside .venv, for tools and versions that don't get along with each other."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

STAMP = ".requirements-installed"


def provide(place: Path, python: str | Path, requirements: Sequence[str], *files: Path) -> Path:
    """Return the Python of an environment with these requirements; make it if it isn't there or if they have changed."""
    texts = [str(python), *requirements, *(path.read_text(encoding="utf-8") for path in files)]
    wanted = hashlib.sha256("\0".join(texts).encode()).hexdigest()
    stamp = place / STAMP
    executable = place / "bin" / "python"
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"set-up: {place.name}: {', '.join(requirements)}", flush=True)
        shutil.rmtree(place, ignore_errors=True)
        run([python, "-m", "venv", place])
        listed = [part for path in files for part in ("-r", path)]
        run([executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *requirements, *listed])
        stamp.write_text(wanted)
    return executable


def run(command: Sequence[str | Path]) -> None:
    """Run a command; show its output only if it fails."""
    done = subprocess.run([str(part) for part in command], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}\nset-up failed: {' '.join(map(str, command))}")
