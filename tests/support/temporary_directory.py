"""A temporary directory for session hosts and browsers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def private_temporary_directory() -> Iterator[str]:
    """Use a temporary directory that no other process uses, with a path short enough for sockets."""
    before = os.environ.get("TMPDIR")
    with tempfile.TemporaryDirectory(prefix="marketo-") as directory:
        # What keeps other users out has to be the session's own directory.
        os.chmod(directory, 0o755)
        os.environ["TMPDIR"] = tempfile.tempdir = directory
        try:
            yield directory
        finally:
            tempfile.tempdir = None
            os.environ.pop("TMPDIR")
            if before:
                os.environ["TMPDIR"] = before
