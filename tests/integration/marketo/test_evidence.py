"""Pictures before and after each change: where they are, who can read them, and what is covered in them."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MarketoDynamicsError
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.camera import Camera
from tests.emulator.process import EmulatorProcess

from .tasks import CREDENTIALS, IMPATIENCE, MUNCHKIN_ID, behave, session, task


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


FIELDS = {
    "a password field": "<input type=password value=hunter#>",
    "a password field made visible": "<label>Password</label><input type=text value=hunter#>",
    "a text area": "<textarea>hunter#</textarea>",
    "a choice": "<select><option>hunter#</select>",
    "editable text": "<p contenteditable>hunter#</p>",
    "editable text of an empty attribute": '<p contenteditable="">hunter#</p>',
    "editable text by its role": "<div role=textbox>hunter#</div>",
    "a field inside a frame": '<iframe srcdoc="<input value=hunter#>"></iframe>',
    "a field in a shadow root": "<my-field><template shadowrootmode=open><input value=hunter#></template></my-field>",
}
LABELLED = {
    "a value beside its label": "<div><label>Client Secret:</label><div>hunter#</div></div>",
    "a value in a list": "<dl><dt>Client Secret</dt><dd>hunter#</dd></dl>",
    "a value in a table": "<table><tr><th>CLIENT SECRET<td>hunter#</table>",
    "a value beside any element": "<div><span>Client Secret</span> <span>hunter#</span></div>",
    "a value beside the place of its label": "<div><div><b>Client Secret</b></div><div>hunter#</div></div>",
    "a value behind its label": "<p>Client Secret: hunter#</p>",
}
ANYWHERE = {
    "a message": "<div class=error>The secret hunter# was refused.</div>",
    "a part of a line": "<p>It is <b>hunter#</b>, or is it?</p>",
    "another case": "<p>HUNTER#</p>",
    "text that markup splits": "<p>hun<b>ter</b>#</p>",
    "text of its own beside a part": "<p>hunter# <b>hunter#</b></p>",
    "a shadow root": "<my-part><template shadowrootmode=open><p>hunter#</p></template></my-part>",
    "a shadow root in a shadow root": "<a-b><template shadowrootmode=open><c-d><template shadowrootmode=open>hunter#</template></c-d></template></a-b>",
    "a frame": '<iframe srcdoc="<p>hunter#</p>"></iframe>',
    "a frame in a frame": '<iframe srcdoc="<iframe srcdoc=hunter#></iframe>"></iframe>',
    "an element without a box": "<p><span style='display: contents'>hunter#</span></p>",
    "text wider than its box": "<p style='width: 20px; white-space: nowrap'>hunter#</p>",
    "a picture's other text": "<img alt=hunter# src=data:,>",
    "a pseudo-element": "<style>p::before {content: attr(data-said)}</style><p data-said=hunter#></p>",
}
# Of one length, since a box is as large as what it covers.
TWO = ("hunter2", "hunter3")


def picture(page: Page, markup: str, secret: str, known: bool) -> bytes:
    """Return a picture of a page that shows this secret; ``known`` says whether the session knows it."""
    page.set_content("<style>* {caret-color: transparent}</style>" + markup.replace("#", secret[-1]))
    page.wait_for_timeout(100)
    camera = Camera(page, [secret] if known else [], lambda: ["Password", "Client Secret"], (Error,))
    taken = camera.take()
    assert "data-marketo-dynamics" not in "".join(frame.content() for frame in page.frames)
    return taken


@pytest.mark.parametrize("place", sorted({**FIELDS, **LABELLED}))
def test_secrets_are_covered(page: Page, place: str) -> None:
    """C2: the picture is the same whatever the secret is, also of one that the session doesn't know."""
    one, other = (picture(page, {**FIELDS, **LABELLED}[place], secret, known=False) for secret in TWO)
    assert one == other


@pytest.mark.parametrize("place", sorted(ANYWHERE))
def test_known_values_are_covered_wherever_they_stand(page: Page, place: str) -> None:
    """C2: what the session typed, or signed in with; and only that makes the two pictures the same."""
    one, other = (picture(page, ANYWHERE[place], secret, known=True) for secret in TWO)
    assert one == other
    one, other = (picture(page, ANYWHERE[place], secret, known=False) for secret in TWO)
    assert one != other


def test_what_is_no_secret_is_shown(page: Page) -> None:
    """Or the picture would prove nothing."""
    markup = (
        "<div><label>Client ID:</label><div>hunter#</div></div><div><label>Client Secret:</label><div>x</div></div>"
    )
    assert picture(page, markup, "hunter2", known=False) != picture(page, markup, "hunter3", known=False)


def test_a_page_that_draws_itself_anew_meanwhile(page: Page) -> None:
    """C2: what replaced a covered element is searched again; without an end to that no picture is kept."""
    page.set_content("<p>hunter2</p>")
    renewing = "setInterval(() => { document.body.innerHTML = '<p>hunter2</p>'; }, %d)"
    camera = Camera(page, ["hunter2"], list, (Error,))
    page.evaluate(f"window.often = {renewing % 1}; 0")
    with pytest.raises(MarketoDynamicsError, match="No picture of the page was kept"):
        camera.take()
    page.evaluate("clearInterval(window.often)")
    assert camera.take().startswith(b"\x89PNG")


def test_values_are_known_from_the_moment_they_are_told(page: Page) -> None:
    """C2: of a request's credentials, before the first click."""
    taken = []
    for secret in TWO:
        page.set_content(f"<p>{secret}</p>")
        camera = Camera(page, [], list, (Error,))
        camera.know(secret, None, "", "p")
        taken.append(camera.take())
    assert taken[0] == taken[1]


def test_a_page_that_echoes_a_secret_is_pictured_without_it(
    emulator: EmulatorProcess, page: Page, tmp_path: Path
) -> None:
    """C2: also in the picture of a page that is not as expected, which knows no labels of this message."""
    sizes = []
    for secret in ("a~Secret-of-the-test-1", "a~Secret-of-the-test-2"):
        emulator.reset()
        emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: {"sync_enabled": False}}}})
        text = f"It can't be used: {secret}"
        behave(emulator, unexpected_dialog={"text": text, "after": "save", "delay": 0})
        directory = tmp_path / secret
        with session(emulator, screenshot_directory=str(directory), timeout=IMPATIENCE) as handle:
            result = task("marketo_dynamics_credentials", **{**CREDENTIALS, "client_secret": secret}, session=handle)
        assert result["failed"], result
        sizes.append([path.read_bytes() for path in sorted(directory.glob("mismatch-*.png"))])
    assert sizes[0], "a picture was taken"
    assert sizes[0] == sizes[1]
