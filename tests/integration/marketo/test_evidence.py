"""Pictures before and after each change: where they are, who can read them, and what is covered in them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen import screenshots
from tests.emulator.process import EmulatorProcess

from .tasks import CREDENTIALS, session, task


def test_before_and_after(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """In the order of the changes, for this user's eyes only."""
    directory = tmp_path / "evidence"
    with session(emulator, screenshot_directory=str(directory)) as handle:
        results = [
            task("marketo_dynamics_sync", session=handle, state="disabled"),
            task("marketo_dynamics_credentials", **CREDENTIALS, session=handle),
            task("marketo_dynamics_validation", **CREDENTIALS, session=handle, fail_on_red=False),
            task("marketo_dynamics_sync", session=handle, state="enabled"),
        ]
        assert not [result for result in results if result.get("failed")], results
        assert [[shot["moment"] for shot in result["screenshots"]] for result in results] == [
            ["before", "after"]
        ] * 2 + [["after"]] + [["before", "after"]]
        paths = [Path(shot["path"]) for result in results for shot in result["screenshots"]]
        names = [re.fullmatch(r"\d{8}T\d{6}Z-(.*)\.png", path.name)[1] for path in paths]
        assert names == [
            "disable-sync-before",
            "disable-sync-after",
            "credentials-before",
            "credentials-after",
            "validation-after",
            "enable-sync-before",
            "enable-sync-after",
        ]
        assert [path.name[:16] for path in paths] == sorted(path.name[:16] for path in paths)
        assert {path.stat().st_mode & 0o777 for path in paths} == {0o600}
        assert all(path.parent == directory and path.read_bytes().startswith(b"\x89PNG") for path in paths)
        check = task("marketo_dynamics_sync", check_mode=True, session=handle, state="disabled")
        unchanged = task("marketo_dynamics_sync", session=handle, state="enabled")
        assert (check["screenshots"], unchanged["screenshots"]) == ([], [])
        assert sorted(directory.iterdir()) == sorted(paths)


def test_none_without_a_directory(emulator: EmulatorProcess, opened: str) -> None:
    """Nobody asked for them."""
    result = task("marketo_dynamics_sync", session=opened, state="disabled")
    assert (result["changed"], result["screenshots"]) == (True, [])


def test_a_directory_that_nobody_can_write_to(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """Is no reason to leave a change half done: a file stands where the directory should be."""
    with session(emulator, screenshot_directory=str(tmp_path / "evidence")) as handle:
        shutil.rmtree(tmp_path / "evidence", ignore_errors=True)
        (tmp_path / "evidence").write_text("in the way")
        result = task("marketo_dynamics_sync", session=handle, state="disabled")
        assert (result.get("failed"), result["changed"], result["screenshots"]) == (None, True, [])


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A page that tests write their markup into."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("MARKETO_BROWSER") or shutil.which("chromium"),
            chromium_sandbox=os.geteuid() != 0,
        )
        yield browser.new_page(viewport={"width": 300, "height": 200})
        browser.close()


SECRET_PLACES = {
    "a password field": "<input type=password value=hunter2>",
    "a password field made visible": "<label>Password</label><input type=text value=hunter2>",
    "a text area": "<textarea>hunter2</textarea>",
    "a value beside its label": "<div><label>Client Secret:</label><div>hunter2</div></div>",
    "a value in a list": "<dl><dt>Client Secret</dt><dd>hunter2</dd></dl>",
    "a field inside a frame": '<iframe srcdoc="<input value=hunter2>"></iframe>',
}


@pytest.mark.parametrize("place", sorted(SECRET_PLACES))
def test_secrets_are_covered(page: Page, place: str) -> None:
    """The picture is the same whatever the secret is."""
    taken = []
    for secret in ("hunter2", "hunter-of-three"):
        page.set_content(
            "<style>* {caret-color: transparent}</style>" + SECRET_PLACES[place].replace("hunter2", secret)
        )
        page.wait_for_timeout(100)
        assert secret in page.content() + "".join(frame.content() for frame in page.frames)
        taken.append(screenshots.take(page, ["Password", "Client Secret"]))
    assert taken[0] == taken[1]


def test_what_is_no_secret_is_shown(page: Page) -> None:
    """Or the picture would prove nothing."""
    taken = []
    for client_id in ("app-1", "app-2"):
        page.set_content(
            f"<div><label>Client ID:</label><div>{client_id}</div></div><div><label>Client Secret:</label><div>x</div></div>"
        )
        taken.append(screenshots.take(page, ["Password", "Client Secret"]))
    assert taken[0] != taken[1]
