"""Where things are in the checkout, and a copy of it without what git ignores."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
BIN = CHECKOUT / ".venv" / "bin"
COLLECTIONS = CHECKOUT / ".venv" / "collections"
BUILD = CHECKOUT / ".build"
# Where a tree has to be so that Ansible takes it for the collection.
PLACE = Path("ansible_collections") / "martech" / "marketo_dynamics"


def environment() -> dict[str, str]:
    """Return the environment in which commands of .venv find each other, and the checkout as the collection.

    Without it, a copy of the collection that was once installed below the home directory would be tested.
    """
    path = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    return {**os.environ, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(COLLECTIONS)}


def copy_to(target: Path, *, new_files: bool, keep: tuple[str, ...] = ()) -> None:
    """Make the folder a copy of the files that git tracks, and of new files if wanted; leave the names to keep alone."""
    target.mkdir(parents=True, exist_ok=True)
    for path in target.iterdir():
        if path.name in keep:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    for name in _files(new_files):
        # A file that was deleted, but not yet from the index, is listed all the same.
        if (CHECKOUT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(CHECKOUT / name, target / name)


def _files(new_files: bool) -> list[str]:
    options = ["--cached", "--others", "--exclude-standard"] if new_files else ["--cached"]
    command = ["git", "ls-files", "-z", *options]
    listed = subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name]
