# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pictures of the page, in files that only this user can read, without anything that was typed into it."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from typing import Any, Optional

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.engine.errors import InvalidInput

# Whatever the page calls its fields: a secret is somewhere in one of them.
TYPED = "input, textarea"


def take(page: Any) -> bytes:
    """A PNG of the page with every field covered."""
    covered = [frame.locator(TYPED) for frame in page.frames]
    return page.screenshot(type="png", mask=covered, mask_color="#9a9aa8")


def save(picture: bytes, path: str) -> str:
    """Write a picture where the user asked for it."""
    directory = os.path.dirname(path)
    if not os.path.isdir(directory):
        raise InvalidInput(f"The directory {directory} for the screenshot does not exist. Create it, or give another path.")
    handle, temporary = tempfile.mkstemp(dir=directory, prefix=".marketo-dynamics-", suffix=".png")
    with os.fdopen(handle, "wb") as stream:
        stream.write(picture)
    os.replace(temporary, path)
    return path


def save_mismatch(picture: bytes, directory: Optional[str], default_parent: str) -> str:
    """Write a picture of a page that wasn't as expected; it stays after the session, for a person to look at."""
    place = _directory(directory, default_parent)
    return save(picture, os.path.join(place, f"mismatch-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns() % 10 ** 6:06d}.png"))


def _directory(wanted: Optional[str], default_parent: str) -> str:
    if wanted:
        os.makedirs(wanted, mode=0o700, exist_ok=True)
        return wanted
    usual = os.path.join(default_parent, f"marketo-dynamics-{os.geteuid()}")
    try:
        os.mkdir(usual, 0o700)
    except FileExistsError:
        status = os.lstat(usual)
        if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
            # Somebody else made it: a directory of our own then.
            return tempfile.mkdtemp(prefix="marketo-dynamics-", dir=default_parent)
    return usual
