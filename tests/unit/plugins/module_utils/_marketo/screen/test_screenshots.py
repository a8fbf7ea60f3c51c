"""Files of pictures: whose they are, and how many stay."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.screenshots import (
    MOST_KEPT,
    save_mismatch,
)


def old_pictures(directory: Path, count: int) -> list[Path]:
    """Pictures of earlier runs, the oldest first."""
    paths = [directory / f"mismatch-2026-{number:03d}.png" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(b"old")
        os.utime(path, (1_000_000 + number, 1_000_000 + number))
    return paths


@pytest.mark.parametrize("before", [0, MOST_KEPT - 1, MOST_KEPT, MOST_KEPT + 30])
def test_the_newest_pictures_stay(tmp_path: Path, before: int) -> None:
    """C6: the page shows people's data, so pictures don't pile up."""
    old = old_pictures(tmp_path, before)
    new = Path(save_mismatch(b"new", str(tmp_path), ""))
    assert set(tmp_path.iterdir()) == {new, *old[max(0, before + 1 - MOST_KEPT) :]}


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """C6: evidence of changes is the user's own, and so is whatever else lies there."""
    others = [
        tmp_path / name for name in ("20260101T000000Z-credentials-after.png", "mismatch.txt", "x-mismatch-1.png")
    ]
    (tmp_path / "mismatch-directory.png").mkdir()
    (tmp_path / "mismatch-link.png").symlink_to(tmp_path / "mismatch.txt")
    for other in others:
        other.write_bytes(b"kept")
        os.utime(other, (1, 1))
    old_pictures(tmp_path, MOST_KEPT + 5)
    save_mismatch(b"new", str(tmp_path), "")
    assert all(other.read_bytes() == b"kept" for other in others)
    assert (tmp_path / "mismatch-directory.png").is_dir()
    assert (tmp_path / "mismatch-link.png").is_symlink()


def test_a_directory_whose_name_looks_like_a_pattern(tmp_path: Path) -> None:
    """C6: it is taken by its name."""
    directory = tmp_path / "[a-z]*"
    directory.mkdir()
    old_pictures(directory, MOST_KEPT + 5)
    save_mismatch(b"new", str(directory), "")
    assert len(list(directory.iterdir())) == MOST_KEPT


def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    path = Path(save_mismatch(b"new", None, str(tmp_path)))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
