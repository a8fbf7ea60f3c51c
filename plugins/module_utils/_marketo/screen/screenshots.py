# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pictures of the page, in files that only this user can read, without anything that was typed into it."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from collections.abc import Sequence
from typing import Any

from ..._engine import console
from ..._engine.errors import InvalidInput
from ..model import Picture

# Whatever the page calls its fields, and whether or not it shows what is typed into them: a secret is somewhere in one of them.
TYPED = "input, textarea, [contenteditable=true]"
BESIDE = "label, th, td, dt"
# Whether there is anything to cover in a frame. To cover something costs time, and most frames have nothing.
THERE = r"""({typed, beside, labels}) => ({
  typed: !!document.querySelector(typed),
  labels: [...document.querySelectorAll(beside)].some(one => labels.includes(one.textContent.trim().replace(/[\s:：*]+$/, ''))),
})"""
# A picture is taken while the sync is off: rather none than a long wait.
SECONDS = 5.0


def take(page: Any, secret_labels: Sequence[str] = ()) -> bytes:
    """A PNG of the whole page with every field covered, and whatever stands beside one of these labels."""
    covered = [place for frame in page.frames for place in _covered(frame, secret_labels)]
    picture: bytes = page.screenshot(
        type="png", full_page=True, mask=covered, mask_color="#9a9aa8", timeout=SECONDS * 1000
    )
    return picture


def _covered(frame: Any, secret_labels: Sequence[str]) -> list[Any]:
    there = frame.evaluate(THERE, {"typed": TYPED, "beside": BESIDE, "labels": list(secret_labels)})
    places = [frame.locator(TYPED)] if there["typed"] else []
    if there["labels"]:
        exactly = re.compile(rf"^\s*({'|'.join(map(re.escape, secret_labels))})[\s:：*]*$")
        places.append(frame.locator(BESIDE).filter(has_text=exactly).locator("xpath=following-sibling::*[1]"))
    return places


class Evidence:
    """Pictures before and after a change, in the directory that the session was given; none where it was given none."""

    def __init__(self, page: Any, directory: str | None, secret_labels: Sequence[str], errors: tuple[Any, ...]) -> None:
        self._page = page
        self._directory = directory
        self._secret_labels = secret_labels
        self._errors = (OSError, InvalidInput, *errors)
        self.pictures: list[Picture] = []

    def take(self, subject: str, moment: str) -> None:
        """Store a picture, such as ``20261122T171500Z-credentials-before.png``. Where that fails, the reason is kept instead: see `stored`."""
        if not self._directory:
            return
        try:
            name = f"{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{subject}-{moment}"
            path = save(take(self._page, self._secret_labels), _free(_directory(self._directory, ""), name))
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
    return save(
        picture,
        os.path.join(
            place, f"mismatch-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}-{time.monotonic_ns() % 10**6:06d}.png"
        ),
    )


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
