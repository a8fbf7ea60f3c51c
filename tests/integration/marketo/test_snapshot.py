"""Snapshots in files: written on request and beside a mismatch's picture, and nothing of the run is in them."""

from __future__ import annotations

import gzip
import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import PageMismatch
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.reading import Known
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.readouts import (
    VALUES,
    read_value,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.screen import Screen
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.run_values import BROUGHT
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.store import read
from tests.emulator.process import EmulatorProcess

from .tasks import ADMINISTRATOR, CREDENTIALS, MUNCHKIN_ID, PASSWORDS, SECRETS, behave, instance, task, writes


def content(path: str) -> str:
    """Return what is in the file."""
    return gzip.decompress(Path(path).read_bytes()).decode()


def test_a_snapshot_says_what_the_page_says_and_no_value(
    emulator: EmulatorProcess, opened: str, tmp_path: Path
) -> None:
    """Review E 7: the matcher finds in the file what it finds on the page."""
    path = str(tmp_path / "page.json.gz")
    report = task("marketo_ui_info", session=opened, screens=["main"], snapshot=path)
    assert (report.get("ok"), report.get("snapshot")) == (True, path), report
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    text = content(path).casefold()
    shown = instance(emulator)["credentials"]
    values = [MUNCHKIN_ID, *ADMINISTRATOR, *PASSWORDS.values(), shown["client_id"], shown["username"], "contoso"]
    assert [value for value in values if value.casefold() in text] == []
    snapshot = read(path)
    assert all(isinstance(read_value(snapshot, name), Known) for name in VALUES)
    texts = [node.own_text for node in snapshot.nodes]
    assert [text for text in ("Disable Sync", "Credentials", "Edit", "Validate Sync Setup") if text not in texts] == []
    assert writes(emulator) == []


def test_check_mode_writes_no_file(emulator: EmulatorProcess, opened: str, tmp_path: Path) -> None:
    """The documentation says so."""
    report = task(
        "marketo_ui_info", check_mode=True, session=opened, screens=["main"], snapshot=str(tmp_path / "page.json.gz")
    )
    assert (report.get("failed", False), report["snapshot"], list(tmp_path.iterdir())) == (False, None, [])


def test_a_path_that_can_not_be_written_is_refused_before_the_walk(opened: str, tmp_path: Path) -> None:
    """Bad input gets a clear error."""
    report = task("marketo_ui_info", session=opened, snapshot=str(tmp_path / "no" / "page.json.gz"))
    assert report["failed"]
    assert "does not exist" in report["msg"]


def test_a_mismatch_writes_a_snapshot_beside_its_picture(emulator: EmulatorProcess, impatient: str) -> None:
    """Review E 7: whoever gets the picture gets what the driver saw as well; what was typed and what is shown are in neither."""
    emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: {"sync_enabled": False}}}})
    behave(emulator, missing_element="save")
    result = task("marketo_dynamics_credentials", **CREDENTIALS, session=impatient)
    assert result["failed"]
    picture, snapshot = result["error"]["screenshot"], result["error"]["snapshot"]
    assert snapshot == picture.replace(".png", ".json.gz")
    assert snapshot in result["msg"]
    text = content(snapshot).casefold()
    values = [*SECRETS.values(), *ADMINISTRATOR, CREDENTIALS["client_id"], CREDENTIALS["username"], "contoso"]
    assert [value for value in values if value.casefold() in text] == []
    assert any(node.type == "password" for node in read(snapshot).nodes)


def test_where_the_snapshot_is_refused_the_mismatch_is_told_all_the_same(
    show: Callable[..., Screen], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is no reason for another error, and nothing of it stays."""
    monkeypatch.setattr(BROUGHT, "secrets", {"s3cr-et"})
    error = show("<b class='x-s3cr-et'>Something</b>").mismatch("no toggle")
    assert isinstance(error, PageMismatch)
    assert error.details.get("snapshot") is None
    assert Path(error.details["screenshot"]).exists()
    assert not list(Path(error.details["screenshot"]).parent.glob(f"{Path(error.details['screenshot']).stem}*.gz"))
    assert "without values" not in error.message


def test_of_the_snapshots_beside_mismatches_the_newest_stay(show: Callable[..., Screen]) -> None:
    """Review C6: pictures and what lies beside them don't pile up; files of others stay."""
    screen = show("<b>Something</b>")
    place = Path(screen.mismatch("first").details["snapshot"]).parent
    for number in range(40):
        (place / f"mismatch-20200101-0000{number:02d}-1-000000.json.gz").write_bytes(b"")
    (place / "mine.json.gz").write_bytes(b"")
    last = Path(screen.mismatch("second").details["snapshot"])
    left = sorted(place.glob("mismatch-*.json.gz"))
    assert (len(left), last in left, (place / "mine.json.gz").exists()) == (20, True, True)
    assert json.loads(content(str(last)))["kind"] == "marketo_dynamics snapshot"


def test_a_mismatch_shows_what_the_page_map_says_of_the_element(show: Callable[..., Screen]) -> None:
    """Issue 9, point 7: the taught entry stands beside the candidates."""
    screen = show("<b>Something</b>", page_map={"save": {"labels": ["Sichern"]}})
    assert 'The page map says of save: {"labels": ["Sichern"]}.' in screen.mismatch("no button", element="save").message
    assert "The page map says" not in screen.mismatch("no button", element="next").message
