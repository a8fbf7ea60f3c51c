# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Snapshots in files: written sanitised or not at all, and read back with made-up values of the same shapes."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from typing import Any

from ..._engine.errors import InvalidInput, MarketoDynamicsError
from ..snapshot.codec import from_json
from ..snapshot.model import Snapshot
from .leaks import is_left
from .run_values import RunValues
from .sanitise import mapped, sanitised
from .tokens import expanded
from .vocabulary import Vocabulary

SUFFIX = ".json.gz"
KIND = "marketo_dynamics snapshot"
# A page of 50,000 elements has a tenth of it; more is no snapshot but something that fills the memory.
_LARGEST = 200_000_000


def check_path(path: str) -> str:
    """Return the path of a file to write, made absolute. Raise `InvalidInput` if no snapshot can be written there."""
    if not path.endswith(SUFFIX):
        raise InvalidInput(
            f"snapshot is {path!r}, and a path that ends with {SUFFIX} is expected, such as page{SUFFIX}."
        )
    absolute = os.path.abspath(os.path.expanduser(path))
    directory = os.path.dirname(absolute)
    if not os.path.isdir(directory):
        raise InvalidInput(
            f"The directory {directory} for the snapshot does not exist. Create it, or give another path."
        )
    return absolute


def write(path: str, snapshot: Snapshot, values: RunValues, vocabulary: Vocabulary) -> str:
    """Write a snapshot, sanitised, for its owner alone; return the path.

    Raise `MarketoDynamicsError` if something of the run is still in it; then nothing is written.
    """
    data, tokens = sanitised(snapshot, vocabulary, values.private)
    # `originals` are all that became tokens, private values among them.
    if is_left(data, (*values.secrets, *tokens.originals()), vocabulary):
        raise MarketoDynamicsError(
            "The snapshot was not written: a value of this run is still in it after everything known was taken out. Nothing of it is kept. "
            "Please report this, with the picture of the page if it may be seen."
        )
    content = json.dumps({"kind": KIND, **data}, ensure_ascii=False, separators=(",", ":")).encode()
    handle, temporary = tempfile.mkstemp(dir=os.path.dirname(path), prefix=".marketo-dynamics-", suffix=SUFFIX)
    try:
        with os.fdopen(handle, "wb") as stream:
            # Without a time in it the same page is the same file.
            stream.write(gzip.compress(content, mtime=0))
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
    return path


def read(path: str) -> Snapshot:
    """Return the snapshot in a file. Raise `InvalidInput` for a file that isn't there or isn't one."""
    place = os.path.abspath(os.path.expanduser(path))
    data = _parsed(place)
    if not isinstance(data, dict) or data.pop("kind", None) != KIND:
        raise InvalidInput(
            f"{place} is no snapshot of a page. marketo_ui_info writes one with its option snapshot, and a mismatch writes one beside its picture."
        )
    return from_json(mapped(data, expanded))


def _parsed(place: str) -> Any:
    try:
        with gzip.open(place, "rb") as stream:
            content = stream.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        why = (
            os.strerror(error.errno)
            if isinstance(error, OSError) and error.errno
            else "it is not compressed as a snapshot is"
        )
        raise InvalidInput(f"The snapshot {place} can't be read: {why}.") from None
    if len(content) > _LARGEST:
        raise InvalidInput(f"The snapshot {place} can't be read: it holds more than {_LARGEST} bytes.")
    try:
        return json.loads(content)
    except ValueError:
        raise InvalidInput(f"The snapshot {place} can't be read: it is not complete JSON. Take it again.") from None
