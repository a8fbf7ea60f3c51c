# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pictures of the page, in files that only this user can read."""

from __future__ import annotations

import glob
import os
import stat
import tempfile
import time
from collections.abc import Sequence
from typing import Any

from ..._engine import console
from ..._engine.errors import InvalidInput, MarketoDynamicsError
from ..model import Picture
from .camera import Camera

# Whatever the page calls its fields, and whether or not it shows what is typed into them: a secret is somewhere in one of them.
# How many pictures of pages that were not as expected are kept in a directory.
MOST_KEPT = 20
_PREFIX = "mismatch-"


class Evidence:
    """Pictures before and after a change, in the directory that the session was given; none where it was given none."""

    def __init__(self, camera: Camera, directory: str | None, errors: tuple[Any, ...]) -> None:
        self._camera = camera
        self._directory = directory
        self._errors = (OSError, MarketoDynamicsError, *errors)
        self.pictures: list[Picture] = []

    def take(self, subject: str, moment: str) -> None:
        """Store a picture, such as ``20261122T171500Z-credentials-before.png``. Where that fails, the reason is kept instead: see `stored`."""
        if not self._directory:
            return
        try:
            name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{subject}-{moment}"
            path = save(self._camera.take(), _free(_directory(self._directory, ""), name))
            self.pictures.append({"moment": moment, "path": path})
        except self._errors as error:
            self.pictures.append({"moment": moment, "path": None, "reason": type(error).__name__})


def stored(pictures: Sequence[Picture]) -> list[Picture]:
    """The pictures there are; of one that could not be stored a warning tells. A missing picture is no reason to leave a change half done."""
    for picture in pictures:
        if not picture["path"]:
            console.warn(
                f"The picture {picture['moment']} the change could not be stored in screenshot_directory ({picture['reason']})."
            )
    return [{"moment": picture["moment"], "path": picture["path"]} for picture in pictures if picture["path"]]


def _free(directory: str, name: str) -> str:
    """A path that isn't there yet: two changes may come within a second."""
    paths = (
        os.path.join(directory, f"{name}{suffix}.png") for suffix in ("", *(f"-{number}" for number in range(2, 100)))
    )
    return next(path for path in paths if not os.path.exists(path))


def save(picture: bytes, path: str) -> str:
    """Write a picture where the user asked for it."""
    directory = os.path.dirname(path)
    if not os.path.isdir(directory):
        raise InvalidInput(
            f"The directory {directory} for the screenshot does not exist. Create it, or give another path."
        )
    handle, temporary = tempfile.mkstemp(dir=directory, prefix=".marketo-dynamics-", suffix=".png")
    with os.fdopen(handle, "wb") as stream:
        stream.write(picture)
    os.replace(temporary, path)
    return path


def save_mismatch(picture: bytes, directory: str | None, default_parent: str) -> str:
    """Write a picture of a page that wasn't as expected; it stays after the session, for a person to look at."""
    place = _directory(directory, default_parent)
    moment = f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns() % 10**6:06d}"
    path = save(picture, os.path.join(place, f"{_PREFIX}{moment}.png"))
    _keep_the_newest(place)
    return path


def _keep_the_newest(directory: str) -> None:
    """Remove older pictures of this kind: the page shows people's data, and nobody else clears them away."""
    found = []
    for path in glob.glob(os.path.join(glob.escape(directory), f"{_PREFIX}*.png")):
        try:
            status = os.lstat(path)
        except OSError:
            # Another session has removed it.
            continue
        if stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid():
            found.append((status.st_mtime_ns, path))
    for _time, path in sorted(found, reverse=True)[MOST_KEPT:]:
        try:
            os.unlink(path)
        except OSError:
            continue


def _directory(wanted: str | None, default_parent: str) -> str:
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
