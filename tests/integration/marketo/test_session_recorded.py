"""A session that a person records, and what it is good for afterwards."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from playwright.sync_api import sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.waiting import wait_for
from tests.emulator.process import EmulatorProcess

from .browsers import PATIENCE, XVFB, port_in, virtual_display, with_a_port_for_the_person
from .tasks import ADMINISTRATOR, MUNCHKIN_ID, URL, open_session, task
from .test_playbook import CHECKOUT
from .test_session import leftovers
from .test_session_sign_in import change_account, posts

PASSWORD = "a-vault-password-of-the-test"
needs_display = pytest.mark.skipif(not XVFB, reason="Xvfb is not installed: no display for a visible browser")


@pytest.fixture
def display(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A display to show a browser on."""
    with virtual_display() as name:
        monkeypatch.setenv("DISPLAY", name)
        yield


@pytest.fixture(scope="module")
def recorded(running: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a browser holds after a sign-in, as a recording writes it."""
    running.reset()
    opened = open_session(
        running,
        storage_state=json.dumps(
            {
                "cookies": [{"name": "x", "value": "y", "domain": "example.com", "path": "/"}],
                "recorded_at": "2026-01-02T03:04:05Z",
            }
        ),
    )
    assert not opened.get("failed"), opened
    return task("marketo_session", session=opened["session"], state="absent")["storage_state"]


def sign_in_as_a_person(directory: Path) -> None:
    """In the window of the browser with that port."""
    with sync_playwright() as playwright:
        profile = directory / "profile"
        wait_for(
            lambda: profile.read_text().strip() or None if profile.exists() else None, "the browser", PATIENCE, 0.1
        )
        browser = playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port_in(Path(profile.read_text().strip()))}")
        page = (
            browser.contexts[-1].pages[0] if browser.contexts[-1].pages else browser.contexts[-1].wait_for_event("page")
        )
        page.set_default_timeout(PATIENCE * 1000)
        page.fill("#EmailPage-EmailField", ADMINISTRATOR[0])
        page.click("button[data-id='EmailPage-ContinueButton']")
        page.fill("input[name=upn]", ADMINISTRATOR[0])
        page.fill("input[name=passphrase]", ADMINISTRATOR[1])
        # The recording may end, and its window close, before the click has said that it is done.
        page.evaluate("setTimeout(() => document.querySelector('button').click(), 200)")


@needs_display
def test_a_person_signs_in_once(emulator: EmulatorProcess, display: None, tmp_path: Path) -> None:
    """By single sign-on, in the window that opens; later sessions need no password."""
    before = leftovers()
    change_account(emulator, 0, sign_in="sso")
    with ThreadPoolExecutor() as threads:
        recording = threads.submit(
            open_session,
            emulator,
            state="recorded",
            username=None,
            password=None,
            browser_path=str(with_a_port_for_the_person(tmp_path)),
        )
        sign_in_as_a_person(tmp_path)
        result = recording.result(timeout=4 * PATIENCE)
    assert not result.get("failed"), result
    state = result["storage_state"]
    assert (result["munchkin_id"], state["munchkin_id"], state["renewed_at"]) == (MUNCHKIN_ID, MUNCHKIN_ID, None)
    sign_ins = emulator.state()["marketo"]["sign_ins"]
    opened = open_session(emulator, username=None, password=None, storage_state=json.dumps(state))
    assert opened.get("munchkin_id") == MUNCHKIN_ID, opened
    renewed = task("marketo_session", session=opened["session"], state="absent")["storage_state"]
    assert renewed["recorded_at"] == state["recorded_at"]
    assert renewed["renewed_at"]
    assert emulator.state()["marketo"]["sign_ins"] == sign_ins, "nobody signed in again"
    # The person's own connection keeps a directory there until this process ends.
    assert not [name for name in leftovers() - before if not name.startswith("playwright-artifacts-")]


@needs_display
def test_nobody_signs_in(emulator: EmulatorProcess, display: None) -> None:
    """The wait is bounded, and nothing is left."""
    before = leftovers()
    result = open_session(emulator, state="recorded", record_timeout=2)
    assert "Waited 2 seconds for a person" in result["msg"]
    assert leftovers() <= before


def test_no_display(emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Is said before anything starts, in check mode as well."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "no display" in open_session(emulator, state="recorded")["msg"]
    assert "no display" in task("marketo_session", check_mode=True, state="recorded", url=URL)["msg"]


def test_without_a_password(emulator: EmulatorProcess, recorded: dict[str, Any]) -> None:
    """The session of a sign-in before serves; one that Marketo has ended since is told with its date, once."""
    emulator.reset()
    result = open_session(emulator, username=None, password=None, storage_state=json.dumps(recorded))
    assert "recorded 2026-01-02T03:04:05Z" in result["msg"]
    assert "has expired" in result["msg"]
    assert "martech.marketo_dynamics.sign_in" in result["msg"]
    assert posts(emulator) == []
    # With a password besides, that one serves.
    again = open_session(emulator, storage_state=json.dumps(recorded))
    assert not again.get("failed"), again
    assert posts(emulator) == ["/signin/email", "/signin/password"]
    assert task("marketo_session", session=again["session"], state="absent")["storage_state"]["cookies"]


def test_a_session_by_password_hands_nothing_back(emulator: EmulatorProcess) -> None:
    """Its cookies stay in the browser."""
    opened = open_session(emulator)
    assert task("marketo_session", session=opened["session"], state="absent")["storage_state"] is None


@pytest.mark.parametrize(
    ("storage_state", "words"),
    [
        ("$ANSIBLE_VAULT;1.1;AES256\n33", "still encrypted"),
        ("no json", "no recorded session"),
        ('{"cookies": {}}', "no recorded session"),
        ('{"cookies": []}', "no cookie"),
        ('{"cookies": [{"name": "s3cret"}]}', "not as Playwright writes them"),
        (
            '{"cookies": [{"name": "a", "value": "s3cret"}], "munchkin_id": "999-ZZZ-999"}',
            "of the instance 999-ZZZ-999",
        ),
    ],
)
def test_what_is_no_recorded_session(emulator: EmulatorProcess, storage_state: str, words: str) -> None:
    """Is told from one, without a word of what is in it."""
    result = open_session(emulator, username=None, password=None, storage_state=storage_state)
    assert words in result["msg"]
    assert "s3cret" not in str(result)


PLAYBOOK = """
- hosts: all
  gather_facts: false
  tasks:
    - martech.marketo_dynamics.marketo_session:
        url: "{{ url }}"
        munchkin_id: "{{ munchkin_id }}"
        ca_bundle: "{{ ca_bundle }}"
        storage_state_file: session.vault
      register: marketo
    - martech.marketo_dynamics.marketo_session:
        session: "{{ marketo.session }}"
        storage_state_file: session.vault
        state: absent
"""


def play(
    emulator: EmulatorProcess, directory: Path, playbook: str | Path, *arguments: str, **variables: Any
) -> subprocess.CompletedProcess[str]:
    """Run a playbook in a directory."""
    environment = {
        **os.environ,
        **emulator.environment(),
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
        "ANSIBLE_NOCOLOR": "1",
    }
    for name in ("PYTHONPATH", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        environment.pop(name, None)
    (directory / "variables.json").write_text(
        json.dumps({"ansible_connection": "local", "ansible_python_interpreter": os.sys.executable, **variables})
    )
    command = [
        str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
        "-i",
        "here,",
        "-e",
        f"@{directory / 'variables.json'}",
        *arguments,
        str(playbook),
    ]
    return subprocess.run(
        command,
        env=environment,
        cwd=directory,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )


def decrypted(path: Path) -> dict[str, Any]:
    """What is in a vaulted file."""
    return json.loads(VaultLib([("default", VaultSecret(PASSWORD.encode()))]).decrypt(path.read_bytes()))


def test_the_file_is_vaulted_and_renewed(emulator: EmulatorProcess, recorded: dict[str, Any], tmp_path: Path) -> None:
    """With the play's own vault password, mode 0600; the most talkative output holds none of it."""
    opened = open_session(emulator, storage_state=json.dumps(recorded))
    fresh = task("marketo_session", session=opened["session"], state="absent")["storage_state"]
    file = tmp_path / "session.vault"
    file.write_bytes(VaultLib([]).encrypt(json.dumps(fresh), secret=VaultSecret(PASSWORD.encode())))
    (tmp_path / "password").write_text(PASSWORD)
    (tmp_path / "play.yml").write_text(PLAYBOOK)
    variables = {"url": URL, "munchkin_id": MUNCHKIN_ID, "ca_bundle": emulator.ca_file}
    refused = play(emulator, tmp_path, "play.yml", **variables)
    assert "the play has no vault password" in refused.stdout
    done = play(emulator, tmp_path, "play.yml", "--vault-password-file", "password", "-vvvv", "--diff", **variables)
    assert done.returncode == 0, done.stdout
    assert "write the renewed session to" in done.stdout
    for cookie in [*fresh["cookies"], *decrypted(file)["cookies"]]:
        assert len(cookie["value"]) < 5 or cookie["value"] not in done.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    assert decrypted(file)["recorded_at"] == "2026-01-02T03:04:05Z"
    assert decrypted(file)["renewed_at"] >= fresh["renewed_at"]
    assert {path.name for path in tmp_path.iterdir()} == {"session.vault", "password", "play.yml", "variables.json"}


def test_the_playbook_for_recording_asks_first_for_what_it_needs(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """A vault password, and a display: before a person signs in for nothing."""
    variables = {
        "dynamics_sync_hosts": "all",
        "dynamics_sync_marketo_url": URL,
        "dynamics_sync_munchkin_id": MUNCHKIN_ID,
        "dynamics_sync_ca_bundle": emulator.ca_file,
    }
    assert "no vault password" in play(emulator, tmp_path, CHECKOUT / "playbooks" / "sign_in.yml", **variables).stdout


@needs_display
def test_the_playbook_for_recording(
    emulator: EmulatorProcess, display: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person signs in, and a vaulted file is there."""
    change_account(emulator, 0, sign_in="sso")
    monkeypatch.setenv("MARKETO_BROWSER", str(with_a_port_for_the_person(tmp_path)))
    (tmp_path / "password").write_text(PASSWORD)
    variables = {
        "dynamics_sync_hosts": "all",
        "dynamics_sync_marketo_url": URL,
        "dynamics_sync_munchkin_id": MUNCHKIN_ID,
        "dynamics_sync_ca_bundle": emulator.ca_file,
        "dynamics_sync_marketo_storage_state_file": str(tmp_path / "kept.vault"),
    }
    with ThreadPoolExecutor() as threads:
        playing = threads.submit(
            play,
            emulator,
            tmp_path,
            CHECKOUT / "playbooks" / "sign_in.yml",
            "--vault-password-file",
            "password",
            "-vvv",
            **variables,
        )
        sign_in_as_a_person(tmp_path)
        done = playing.result(timeout=6 * PATIENCE)
    assert done.returncode == 0, done.stdout
    kept = decrypted(tmp_path / "kept.vault")
    assert kept["munchkin_id"] == MUNCHKIN_ID
    assert not [cookie for cookie in kept["cookies"] if len(cookie["value"]) > 8 and cookie["value"] in done.stdout]
    opened = open_session(emulator, username=None, password=None, storage_state=json.dumps(kept))
    assert opened.get("munchkin_id") == MUNCHKIN_ID, opened
    task("marketo_session", session=opened["session"], state="absent")
