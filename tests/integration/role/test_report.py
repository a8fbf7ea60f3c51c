"""The report of a play: one file that opens without network, tells the truth about each step, and holds no secret."""

from __future__ import annotations

import base64
import html
import os
import re
import stat
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, assert_ran, forms, run_playbook, secrets_of
from .test_auth_method import S2S, WAIT
from .test_readiness import WRONG_PASSWORD

VOID = {"meta", "img", "br", "hr", "link", "input"}
LINKS = ("src", "href", "srcset", "action", "poster", "data")


class Page(HTMLParser):
    """Reads a report: its elements, that they nest as they must, and its texts."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.source = path.read_text("utf-8")
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.feed(self.source)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """An element ends: it must be the one that began last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        self.texts.append(data.strip())

    @property
    def text(self) -> str:
        """All text, with single blanks."""
        return re.sub(r"\s+", " ", " ".join(self.texts))

    def steps(self) -> dict[str, str]:
        """Return the state of each step by its number and title, in the order of the report."""
        one = (
            r'<span class="number">([^<]+)</span> <span class="name">([^<]+)</span>'
            r'.*?<span class="state"><span aria-hidden="true">[^<]+</span> ([^<]+)</span>'
        )
        found = re.findall(one, self.source, re.DOTALL)
        return {f"{number} {html.unescape(title)}": state for number, title, state in found}

    def state(self, number: str) -> str:
        """Return the state of the one step that has this number."""
        (state,) = [state for step, state in self.steps().items() if step.startswith(f"{number} ")]
        return state


def reported(emulator: EmulatorProcess, path: Path, *arguments: str, **variables: str) -> tuple[Outcome, Page]:
    """Run the role with a report, and read it."""
    outcome = run_playbook(
        emulator,
        *arguments,
        dynamics_sync_report=str(path),
        dynamics_sync_screenshot=str(path.with_suffix(".png")),
        **variables,
    )
    assert path.exists(), outcome.output
    return outcome, Page(path)


def assert_holds_no_secret(page: Page, *secrets: str) -> None:
    """Not one of the secrets, in no form; nor any token, or handle of a session."""
    text = re.sub(r"data:image/png;base64,[A-Za-z0-9+/=]+", "", page.source)
    for secret in secrets:
        for form in forms(secret):
            assert form not in page.source if form == secret else form not in text, form
    assert "eyJ" not in text and "session.sock" not in text and "secret_text" not in text


def assert_needs_nothing_from_outside(page: Page) -> None:
    """No script, no file, no address that is loaded."""
    assert not [tag for tag, _attributes in page.elements if tag in ("script", "link", "iframe", "object")]
    assert [
        value
        for _tag, attributes in page.elements
        for name, value in attributes.items()
        if name in LINKS and not value.startswith("data:image/png")
    ] == []
    assert "url(" not in page.source and "@import" not in page.source
    assert all(attributes.get("alt") for tag, attributes in page.elements if tag == "img")


@pytest.fixture(scope="module")
def first(
    role_emulator: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory
) -> tuple[EmulatorProcess, Page, Path]:
    """A first run with its report."""
    role_emulator.reset()
    path = tmp_path_factory.mktemp("report") / "change.html"
    outcome, page = reported(role_emulator, path)
    assert_ran(outcome)
    return role_emulator, page, path


def test_a_first_run_tells_every_step(first: tuple[EmulatorProcess, Page, Path]) -> None:
    emulator, page, path = first
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    # In the order in which they ran.
    assert list(page.steps().items()) == [
        ("Entra Sign in to Microsoft Entra ID", "signed in"),
        ("P10 Sign in to Marketo", "signed in"),
        ("P10 Read Marketo's page", "read"),
        ("P1-P3 Register the application", "changed"),
        ("P1 Give the application a service principal", "changed"),
        ("P4 Grant consent", "changed"),
        ("P8 Let a federated user sign in with the password that Entra holds", "changed"),
        ("Check Compare Marketo's credentials with those asked for", "compared"),
        ("P5-P7 Have a client secret that is not about to expire", "changed"),
        ("P7 Prove the new secret with a token request", "accepted"),
        ("Check Check the seven rows before Marketo is touched", "checked"),
        ("Check Check that the page has what the change needs", "checked"),
        ("Before P11 Record that the key in use is being replaced", "unchanged"),
        ("P11 Disable the sync", "changed"),
        ("P12-P13 Enter and save the credentials", "changed"),
        ("P14-P16 Validate the sync setup", "passed"),
        ("P17 Bring the sync into the state asked for", "changed"),
        ("After P17 Record which key is in use", "changed"),
        ("After P17 Retire the old keys", "not needed"),
        ("End Sign out of Marketo", "signed out"),
    ]
    (application,) = directory.tenant(emulator)["applications"]
    for text in (
        "Succeeded",
        "contoso",
        "123-ABC-456",
        "https://contoso.crm4.dynamics.com",
        application["appId"],
        "ansible-core",
        "5. All steps in the solution are enabled",
        application["passwordCredentials"][0]["endDateTime"][:10],
    ):
        assert text in page.text, text
    # What readiness found beforehand, and what the page said.
    assert page.source.count('<span class="word">passed</span>') == 14


def test_it_opens_without_network_and_holds_its_pictures(first: tuple[EmulatorProcess, Page, Path]) -> None:
    _emulator, page, _path = first
    assert_needs_nothing_from_outside(page)
    pictures = [attributes["src"] for tag, attributes in page.elements if tag == "img"]
    assert pictures
    for picture in pictures:
        assert base64.b64decode(picture.partition(",")[2]).startswith(b"\x89PNG")


def test_the_off_time_that_it_tells_covers_the_real_one(first: tuple[EmulatorProcess, Page, Path]) -> None:
    emulator, page, _path = first
    told = float(re.search(r"for at most ([\d.]+) s", page.text).group(1))
    switches = [
        entry for entry in emulator.requests(service="marketo", method="POST") if entry["path"].endswith("enableSync")
    ]
    times = [datetime.fromisoformat(entry["time"]) for entry in switches]
    assert len(times) == 2
    # It is told with one decimal.
    assert told >= (times[1] - times[0]).total_seconds() - 0.1


@pytest.mark.whole
def test_a_second_run_says_that_nothing_was_to_be_done(
    first: tuple[EmulatorProcess, Page, Path], tmp_path: Path
) -> None:
    emulator, _page, _path = first
    outcome, page = reported(emulator, tmp_path / "second.html")
    assert outcome.recap["changed"] == 0, "a report is no change"
    assert "Nothing was changed" in page.text
    assert not {"changed", "failed", "not reached"} & set(page.steps().values())
    assert page.state("P14-P16") == "not needed" and "The sync was off" not in page.text


def test_check_mode_writes_it_too(emulator: EmulatorProcess, tmp_path: Path) -> None:
    outcome, page = reported(emulator, tmp_path / "check.html", "--check", "--diff")
    assert_ran(outcome)
    assert "Check mode: nothing was changed" in page.text
    assert {page.state(step) for step in ("P1-P3", "P4", "P5-P7", "P8", "P11", "P12-P13")} == {"would change"}
    assert page.state("P14-P16") == "left out"
    assert "--- before" in outcome.output and "<!DOCTYPE" not in outcome.output
    assert directory.writes(emulator) == []


def test_a_play_that_fails_says_where_and_why_and_shows_the_page(emulator: EmulatorProcess, tmp_path: Path) -> None:
    outcome, page = reported(
        emulator,
        tmp_path / "failed.html",
        dynamics_sync_password=WRONG_PASSWORD,
        dynamics_sync_require_readiness="false",
    )
    assert outcome.status != 0
    assert (
        page.state("P14-P16") == "failed"
        and page.state("P17") == "not reached"
        and page.steps()["Clean-up Take back the new secret, which was not put to use"] == "changed"
    )
    for text in (
        "Failed",
        "It stopped at: Marketo | Validate the sync setup (P14-P16)",
        "The sync is disabled.",
        "AADSTS50126",
        "did not enable it again",
    ):
        assert text in page.text, text
    assert page.source.count('<p class="fix">') == 6
    assert [tag for tag, _attributes in page.elements if tag == "img"]
    assert_needs_nothing_from_outside(page)
    assert_holds_no_secret(page, WRONG_PASSWORD, *secrets_of(emulator))


def test_a_play_that_fails_early_says_so(emulator: EmulatorProcess, tmp_path: Path) -> None:
    _outcome, page = reported(emulator, tmp_path / "early.html", dynamics_sync_munchkin_id="")
    assert "dynamics_sync_munchkin_id is blank or missing" in page.text
    assert len(page.steps()) > 10 and set(page.steps().values()) == {"not reached"}


def test_a_report_that_could_not_be_written_stops_before_anything(emulator: EmulatorProcess, tmp_path: Path) -> None:
    outcome = run_playbook(emulator, dynamics_sync_report=str(tmp_path / "nowhere" / "change.html"))
    assert outcome.status != 0 and "dynamics_sync_report is" in outcome.output
    assert directory.writes(emulator) == []


def test_it_holds_no_secret_not_even_the_new_one_and_escapes_everything(
    emulator: EmulatorProcess, tmp_path: Path
) -> None:
    stored = tmp_path / "stored"
    store_tasks = Path(__file__).with_name("store_secret.yml")
    outcome, page = reported(
        emulator,
        tmp_path / "hand.html",
        "-vvvv",
        dynamics_sync_marketo_interface="manual",
        dynamics_sync_secret_store_tasks=str(store_tasks),
        store_file=str(stored),
        dynamics_sync_application_name="'<script>alert(1)</script> & Co'",
        dynamics_sync_report_artifact="true",
    )
    assert_ran(outcome)
    secret = stored.read_text()
    assert_holds_no_secret(page, secret, *secrets_of(emulator))
    assert secret not in outcome.output
    assert "<script>alert(1)</script> & Co" in page.text and "<script>" not in page.source
    assert "Handed over" in page.text and page.state("P10-P17") == "by hand" and "P12: click Edit" in page.text
    assert_needs_nothing_from_outside(page)


def test_a_server_to_server_run_reports_all_of_its_changes(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """Review, house 4: three of the ten changes were missing, and the switch of the method was told as "not needed"."""
    emulator.patch_state({"marketo": {"behaviour": {"auth_method_wait_seconds": WAIT}}})
    outcome, page = reported(emulator, tmp_path / "s2s.html", **S2S)
    assert_ran(outcome)
    assert outcome.recap["changed"] == 10, outcome.output
    assert [step for step, state in page.steps().items() if state == "changed"] == [
        "P1-P3 Register the application",
        "P1 Give the application a service principal",
        "P4 Grant consent",
        "Dynamics Give the application its own user",
        "P5-P7 Have a client secret that is not about to expire",
        "P11 Disable the sync",
        "Dynamics Set the Marketo User",
        "P12-P16 Switch to the other authentication method",
        "P17 Bring the sync into the state asked for",
        "After P17 Record which key is in use",
    ]
    assert "Enter and save the credentials" not in page.text
    # Beforehand the Marketo User is still the old one, so row 6 is not green then.
    assert page.source.count('<span class="word">passed</span>') == 13
