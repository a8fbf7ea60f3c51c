"""A session's process: who can reach it, what it shows, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.waiting import wait_for
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host import processes
from tests.emulator.process import EmulatorProcess

from .tasks import ADMINISTRATOR, IMPATIENCE, MUNCHKIN_ID, PASSWORDS, URL, assert_no_secret, open_session, session, task

NOBODY = 65534
STRANGER = """
import socket, sys
stranger = socket.socket(socket.AF_UNIX)
stranger.settimeout(10)
stranger.connect(sys.argv[1])
stranger.sendall(b'{"call": "ping"}' + bytes([10]))
print("answer:", stranger.recv(100))
"""


def leftovers() -> set[str]:
    """What sessions keep in the system's temporary directory."""
    words = ("marketo-dynamics-session-", "playwright", "org.chromium")
    return {name for name in os.listdir(tempfile.gettempdir()) if name.startswith(words)}


def family(handle: str) -> dict[str, list[int]]:
    """The session's processes: the guardian, the worker, and all below it."""
    directory = os.path.dirname(handle).encode()
    worker = next(
        pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if _log_of(pid) == directory + b"/session.log"
    )
    guardian = int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])
    return {"guardian": [guardian], "worker": [worker], "below": processes.descendants(worker)}


def _log_of(pid: int) -> bytes:
    """Where the error stream of a session host goes; nothing for any other process."""
    try:
        if b"session_host.host" not in Path(f"/proc/{pid}/cmdline").read_bytes():
            return b""
        return os.readlink(f"/proc/{pid}/fd/2".encode())
    except OSError:
        return b""


def is_gone(handle: str, pids: list[int], seconds: float = 8) -> bool:
    """Wait until neither directory nor processes are left."""

    def look():
        return (
            None if os.path.exists(os.path.dirname(handle)) or any(processes.start_time(pid) for pid in pids) else True
        )

    return wait_for(look, "the session's end", seconds, 0.05)


def every(found: dict[str, list[int]]) -> list[int]:
    """All pids of a family."""
    return [pid for pids in found.values() for pid in pids]


def test_a_session_of_ones_own(emulator: EmulatorProcess) -> None:
    """Nobody else can reach it, it listens on no port, shows no secret, and leaves nothing."""
    before = leftovers()
    opened = open_session(emulator)
    assert (opened["munchkin_id"], opened["language"], opened["changed"]) == (MUNCHKIN_ID, "en", False)
    assert_no_secret(opened)
    handle, directory = opened["session"], os.path.dirname(opened["session"])
    assert stat.S_IMODE(os.stat(directory).st_mode) == 0o700
    assert stat.S_IMODE(os.lstat(handle).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(f"{directory}/session.log").st_mode) == 0o600
    found = family(handle)
    assert len(found["below"]) > 3
    assert not _listening(every(found))
    for pid in every(found):
        shown = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
        assert ADMINISTRATOR[1].encode() not in shown
    assert leftovers() - before == {os.path.basename(directory)}
    task("marketo_session", session=handle, state="absent")
    assert is_gone(handle, every(found), 0.5)
    assert leftovers() <= before
    assert not task("marketo_session", session=handle, state="absent").get("failed"), "closing twice is closing"
    gone = task("marketo_dynamics_info", session=handle)
    assert "marketo_session" in gone["msg"]


def _listening(pids: list[int]) -> list[str]:
    """The TCP sockets on which these processes listen."""
    inodes = set()
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                inodes.add(os.readlink(descriptor))
            except OSError:
                continue
    lines = [
        line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]
    ]
    return [fields[1] for fields in lines if fields[3] == "0A" and f"socket:[{fields[9]}]" in inodes]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("open_directory", [False, True])
def test_another_user_gets_no_answer(emulator: EmulatorProcess, opened: str, open_directory: bool) -> None:
    """Not past the directory; and were it open, not past the socket's own check of who calls."""
    directory = os.path.dirname(opened)
    try:
        if open_directory:
            os.chmod(directory, 0o755)
            os.chmod(opened, 0o666)
        command = ["setpriv", "--reuid", str(NOBODY), "--clear-groups", "/usr/bin/python3", "-c", STRANGER, opened]
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    finally:
        os.chmod(opened, 0o600)
        os.chmod(directory, 0o700)
    if open_directory:
        assert (
            "answer: b''" in done.stdout or "ConnectionResetError" in done.stderr or "BrokenPipeError" in done.stderr
        ), done
    else:
        assert "PermissionError" in done.stderr, done
    assert not task("marketo_dynamics_info", session=opened).get("failed"), "the session goes on"


@pytest.mark.parametrize(
    ("victim", "number"), [("guardian", signal.SIGKILL), ("worker", signal.SIGKILL), ("guardian", signal.SIGTERM)]
)
def test_however_it_ends_nothing_is_left(emulator: EmulatorProcess, victim: str, number: int) -> None:
    """The browser goes with either of the two processes that hold it."""
    handle = open_session(emulator)["session"]
    found = family(handle)
    os.kill(found[victim][0], number)
    assert is_gone(handle, every(found))


def test_it_ends_when_nobody_uses_it(emulator: EmulatorProcess) -> None:
    """After idle_timeout seconds."""
    handle = open_session(emulator, idle_timeout=0.5)["session"]
    found = family(handle) if os.path.exists(handle) else {}
    assert is_gone(handle, every(found))


def test_it_ends_with_the_play_and_not_with_the_task(emulator: EmulatorProcess) -> None:
    """The play is the parent of the task's worker process. Here both are made as Ansible makes them."""
    code = (
        "import json, multiprocessing, sys, time\n"
        "from tests.integration.marketo.tasks import task\n"
        "def work():\n"
        "    print(task('marketo_session', **json.loads(sys.argv[1]))['session'], flush=True)\n"
        "worker = multiprocessing.get_context('fork').Process(target=work)\n"
        "worker.start(); worker.join(); print('worker ended', flush=True); time.sleep(60)\n"
    )
    options = {
        "url": URL,
        "username": ADMINISTRATOR[0],
        "password": ADMINISTRATOR[1],
        "ca_bundle": emulator.ca_file,
        "proxy": emulator.proxy_url,
    }
    play = subprocess.Popen([sys.executable, "-c", code, json.dumps(options)], stdout=subprocess.PIPE, text=True)
    try:
        handle = play.stdout.readline().strip()
        assert play.stdout.readline() == "worker ended\n"
        found = family(handle)
        assert not task("marketo_dynamics_info", session=handle).get("failed"), "the session outlives its task"
    finally:
        play.kill()
        play.wait()
        play.stdout.close()
    started = time.monotonic()
    assert is_gone(handle, every(found))
    assert time.monotonic() - started < 6


REFUSED = {
    "a wrong password": ({"password": "Wr0ng-Passw0rd!"}, "incorrect"),
    "an API-only user": ({"username": "marketo.api@contoso.com", "password": PASSWORDS["marketo.api"]}, "API Only"),
    "a code without a key": (
        {"username": "marketo.totp@contoso.com", "password": PASSWORDS["marketo.totp"]},
        "totp_secret",
    ),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_refused_sign_in_is_told_and_not_tried_again(emulator: EmulatorProcess, what: str) -> None:
    """With the page's words, without the secret, and with nothing left behind."""
    before = leftovers()
    options, words = REFUSED[what]
    result = open_session(emulator, **options)
    assert result["failed"]
    assert words in result["msg"]
    assert options.get("password", ADMINISTRATOR[1]) not in str(result)
    steps = [entry["path"] for entry in emulator.requests(service="marketo", method="POST")]
    assert len(steps) == len(set(steps))
    assert leftovers() <= before


def test_the_older_form(emulator: EmulatorProcess) -> None:
    """Marketo's own, with a good password and a bad one."""
    emulator.patch_state([{"op": "replace", "path": "/marketo/accounts/0/sign_in", "value": "classic"}])
    with session(emulator, old_login=True) as handle:
        assert task("marketo_dynamics_info", session=handle)["munchkin_id"] == MUNCHKIN_ID
    refused = open_session(emulator, password="Wr0ng-Passw0rd!", old_login=True)
    assert "Your login name or password is incorrect." in refused["msg"]


def test_a_one_time_code(emulator: EmulatorProcess) -> None:
    """From the key of the authenticator app."""
    options, _words = REFUSED["a code without a key"]
    with session(emulator, **options, totp_secret="jbsw y3dp ehpk 3pxp jbsw y3dp ehpk 3pxp"):
        pass


def test_another_instance(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """The page's own word counts."""
    emulator.patch_state([{"op": "replace", "path": "/marketo/accounts/0/munchkin_ids", "value": ["456-DEF-789"]}])
    result = open_session(emulator, url="https://app-ab02.marketo.com", screenshot_directory=str(tmp_path))
    assert "456-DEF-789" in result["msg"]
    assert MUNCHKIN_ID in result["msg"]
    picture = Path(result["error"]["screenshot"])
    assert picture.parent == tmp_path
    assert stat.S_IMODE(picture.stat().st_mode) == 0o600


def test_an_account_without_the_permission(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """Is told which one it needs."""
    result = open_session(
        emulator,
        username="marketo.designer@contoso.com",
        password=PASSWORDS["marketo.designer"],
        timeout=IMPATIENCE,
        screenshot_directory=str(tmp_path),
    )
    assert "Access CRM" in result["msg"]


def test_an_authority_that_nobody_trusts(emulator: EmulatorProcess) -> None:
    """TLS is verified."""
    result = open_session(emulator, ca_bundle=None)
    assert "ERR_CERT_AUTHORITY_INVALID" in result["msg"]
    assert "ca_bundle" in result["msg"]
