"""Marketo changed by hand: no browser, the exact steps with their values, and no key that may be in use is ever removed."""

from __future__ import annotations

import os
import pty
import select
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import Outcome, assert_ran, playbook_command, playbook_environment, run_playbook, secrets_of

STORE_TASKS = Path(__file__).with_name("store_secret.yml")
STEPS = (
    "P10",
    "P11: click Disable Sync",
    "P12: click Edit",
    "Client Id: ",
    "the vault of the test",
    "P14",
    "P15",
    "P16",
    "P17: click Enable Sync",
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """The file that the new secret is put into."""
    return tmp_path / "stored"


def variables(store: Path, **more: str) -> dict[str, str]:
    """A play by hand; a browser, were one started, would fail it."""
    return {
        "dynamics_sync_marketo_interface": "manual",
        "dynamics_sync_secret_store_tasks": str(STORE_TASKS),
        "store_file": str(store),
        "dynamics_sync_secret_store_name": "'the vault of the test'",
        "dynamics_sync_browser_path": "/nowhere/chromium",
        **more,
    }


def by_hand(emulator: EmulatorProcess, store: Path, *arguments: str, **more: str) -> Outcome:
    """Run the role by hand; it must end well and leave Marketo alone."""
    outcome = run_playbook(emulator, "-vvvv", "--diff", *arguments, **variables(store, **more))
    assert_ran(outcome)
    assert emulator.requests(service="marketo") == []
    return outcome


def keys(emulator: EmulatorProcess) -> list[str]:
    """The key ids of the application's secrets."""
    (application,) = directory.tenant(emulator)["applications"]
    return [key["keyId"] for key in application["passwordCredentials"]]


def record(emulator: EmulatorProcess) -> list[str]:
    """What the application's tags record of its keys for the connection, as ``live:<id>`` or ``pending:<id>``; not of those that are retired."""
    (application,) = directory.tenant(emulator)["applications"]
    tags = [tag.rpartition(".")[2].replace("_key_id", "") for tag in application["tags"] if "_key_id:" in tag]
    assert all(tag.endswith(f"@{directory.MUNCHKIN_ID}") for tag in tags), tags
    return [tag.partition("@")[0] for tag in tags if not tag.startswith("retired:")]


def assert_no_secret(emulator: EmulatorProcess, outcome: Outcome, *more: str) -> None:
    """Not one secret of the run in its output."""
    for secret in [*secrets_of(emulator), *more]:
        assert secret not in outcome.output
    assert "eyJ" not in outcome.output


def test_the_first_run_hands_over_and_the_second_with_the_word_completes(
    emulator: EmulatorProcess, store: Path
) -> None:
    first = by_hand(emulator, store)
    (key,) = keys(emulator)
    assert record(emulator) == [f"pending:{key}"]
    for step in STEPS:
        assert step in first.output, step
    assert "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc" in first.output
    secret = store.read_text()
    assert len(secret) > 15 and stat.S_IMODE(store.stat().st_mode) == 0o600
    assert_no_secret(emulator, first, secret)

    waiting = by_hand(emulator, store)
    assert waiting.recap["changed"] == 0 and "P12: click Edit" in waiting.output
    assert (keys(emulator), record(emulator)) == ([key], [f"pending:{key}"]), "waiting makes no further secret"

    done = by_hand(emulator, store, dynamics_sync_manual_confirmed="true")
    assert record(emulator) == [f"live:{key}"]
    assert "P12: click Edit" not in done.output and "Confirmed by a person" in done.output

    again = by_hand(emulator, store)
    assert again.recap["changed"] == 0 and "P12: click Edit" not in again.output


@pytest.fixture
def running(emulator: EmulatorProcess, store: Path) -> Iterator[tuple[EmulatorProcess, str]]:
    """A connection whose key is in use, and that key's id."""
    by_hand(emulator, store)
    by_hand(emulator, store, dynamics_sync_manual_confirmed="true")
    yield emulator, keys(emulator)[0]


def test_a_rotation_keeps_the_old_key_until_the_word_and_a_word_is_only_for_what_was_handed_over_before(
    running: tuple[EmulatorProcess, str], store: Path
) -> None:
    emulator, old = running
    # The word is left over from the last change: it can't be about a secret that did not exist then.
    by_hand(emulator, store, dynamics_sync_secret_renew="true", dynamics_sync_manual_confirmed="true")
    assert old in keys(emulator) and len(keys(emulator)) == 2
    (new,) = set(keys(emulator)) - {old}
    assert record(emulator) == [f"pending:{new}"], "nobody knows which of the two Marketo has"

    by_hand(emulator, store, dynamics_sync_manual_confirmed="true")
    assert (keys(emulator), record(emulator)) == ([new], [f"live:{new}"])


def test_a_log_that_contradicts_the_word_stops_and_keeps_both_keys(
    running: tuple[EmulatorProcess, str], store: Path
) -> None:
    emulator, old = running
    by_hand(emulator, store, dynamics_sync_secret_renew="true")
    (new,) = set(keys(emulator)) - {old}
    (application,) = directory.tenant(emulator)["applications"]
    tenant = f"/tenants/{directory.tenant_id(emulator)}"
    emulator.patch_state(
        [{"op": "add", "path": f"{tenant}/automationClients/0/permissions/-", "value": "AuditLog.Read.All"}]
    )
    directory.patch_tenant(
        emulator,
        {
            "premium": True,
            "signIns": [
                {
                    "id": "1",
                    "createdDateTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 5)),
                    "userPrincipalName": "marketo.sync@contoso.com",
                    "appId": application["appId"],
                    "status": {"errorCode": 7000215, "failureReason": "Invalid client secret provided."},
                }
            ],
        },
    )
    outcome = run_playbook(emulator, **variables(store, dynamics_sync_manual_confirmed="true"))
    assert (
        outcome.status != 0 and "contradicts the confirmation" in outcome.output and "AADSTS7000215" in outcome.output
    )
    assert set(keys(emulator)) == {old, new} and record(emulator) == [f"pending:{new}"]

    directory.patch_tenant(emulator, {"signIns": []})
    by_hand(emulator, store, dynamics_sync_manual_confirmed="true")
    assert (keys(emulator), record(emulator)) == ([new], [f"live:{new}"])


def test_a_store_that_fails_leaves_no_secret_and_no_record(
    running: tuple[EmulatorProcess, str], tmp_path: Path
) -> None:
    emulator, old = running
    outcome = run_playbook(emulator, **variables(tmp_path / "nowhere" / "stored", dynamics_sync_secret_renew="true"))
    assert outcome.status != 0
    assert (keys(emulator), record(emulator)) == ([old], [f"live:{old}"])


def test_without_a_store_nothing_begins(emulator: EmulatorProcess, tmp_path: Path) -> None:
    for store_tasks in ("", str(tmp_path / "missing.yml")):
        outcome = run_playbook(
            emulator, dynamics_sync_marketo_interface="manual", dynamics_sync_secret_store_tasks=store_tasks
        )
        assert outcome.status != 0 and "dynamics_sync_secret_store_tasks must name a file" in outcome.output
        assert directory.writes(emulator) == []


def test_check_mode_hands_nothing_over(emulator: EmulatorProcess, store: Path) -> None:
    outcome = by_hand(emulator, store, "--check")
    assert "P12: click Edit" in outcome.output
    assert directory.writes(emulator) == [] and not store.exists()


@pytest.mark.whole
def test_the_browser_takes_over_from_a_hand_over(running: tuple[EmulatorProcess, str], store: Path) -> None:
    emulator, _old = running
    by_hand(emulator, store, dynamics_sync_secret_renew="true")
    assert_ran(run_playbook(emulator))
    # Which of the two Marketo had is not known: the browser enters a third, and retires both.
    directory.assert_configured(emulator)


def at_a_terminal(
    emulator: EmulatorProcess, store: Path, *answers: tuple[bytes, bytes], **more: str
) -> tuple[int, str]:
    """Run the role in a terminal of its own, and answer each text with keys; its exit status and what the terminal showed."""
    command = playbook_command(**variables(store, **more))
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], command, playbook_environment(emulator))
    shown, waiting, deadline = b"", list(answers), time.monotonic() + 240
    while time.monotonic() < deadline:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            shown += os.read(terminal, 65536)
        except OSError:
            break
        if waiting and waiting[0][0] in shown:
            # The terminal is in its own mode for the prompt a moment after it is shown.
            time.sleep(1)
            os.write(terminal, waiting.pop(0)[1])
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    os.close(terminal)
    return status, shown.decode("utf-8", "replace")


def test_at_a_terminal_it_waits_for_the_word(emulator: EmulatorProcess, store: Path) -> None:
    status, shown = at_a_terminal(emulator, store, (b"C' = continue early", b"\x03"), (b"Press 'C' to continue", b"c"))
    assert status == 0, shown
    (key,) = keys(emulator)
    assert record(emulator) == [f"live:{key}"], shown
    assert store.read_text() not in shown


@pytest.mark.whole
def test_at_a_terminal_nobody_who_says_so_leaves_it_handed_over(emulator: EmulatorProcess, store: Path) -> None:
    status, shown = at_a_terminal(emulator, store, dynamics_sync_manual_timeout="2")
    assert status == 0 and "Pausing for 2 seconds" in shown, shown
    (key,) = keys(emulator)
    assert record(emulator) == [f"pending:{key}"]


def test_at_a_terminal_breaking_off_keeps_the_secret_that_may_be_entered(
    emulator: EmulatorProcess, store: Path
) -> None:
    status, shown = at_a_terminal(emulator, store, (b"C' = continue early", b"\x03"), (b"Press 'C' to continue", b"a"))
    assert status != 0, shown
    (key,) = keys(emulator)
    assert record(emulator) == [f"pending:{key}"]
