"""Browsers that crash or hang, sessions of Marketo that end in the middle, plays that are killed: each one sentence, and nothing left."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.waiting import wait_for
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host import processes
from tests.emulator.process import EmulatorProcess

from .tasks import ADMINISTRATOR, MUNCHKIN_ID, URL, behave, instance, open_session, session, task, writes
from .test_playbook import CHECKOUT
from .test_session import NOBODY, every, family, is_gone, leftovers
from .test_session_sign_in import posts

HANGS_AFTER = 5.0


def browser_pids(found: dict[str, list[int]], kind: str | None) -> list[int]:
    """The browser's own process (None), or its children of a kind."""
    pids = []
    for pid in found["below"]:
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
        except OSError:
            continue
        if (
            kind
            and f"--type={kind}".encode() in words
            or not kind
            and b"--remote-debugging-pipe" in words
            and b"--type=" not in words
        ):
            pids.append(pid)
    assert pids
    return pids


@pytest.mark.parametrize("kind", [None, "renderer"])
def test_a_browser_that_was_killed(emulator: EmulatorProcess, kind: str | None) -> None:
    """The next task says so, and the session is over."""
    handle = open_session(emulator, timeout=HANGS_AFTER)["session"]
    found = family(handle)
    for pid in browser_pids(found, kind):
        os.kill(pid, signal.SIGKILL)
    result = task("marketo_dynamics_sync", session=handle, state="disabled")
    assert "ended unexpectedly" in result["msg"]
    assert "Run again" in result["msg"]
    assert not writes(emulator)
    assert is_gone(handle, every(found), 30)


@pytest.mark.parametrize("kind", [None, "renderer"])
def test_a_browser_that_hangs(emulator: EmulatorProcess, kind: str | None) -> None:
    """A stopped process answers as little as a page in an endless loop. The wait for it is bounded."""
    handle = open_session(emulator, timeout=HANGS_AFTER)["session"]
    found = family(handle)
    for pid in browser_pids(found, kind):
        os.kill(pid, signal.SIGSTOP)
    started = time.monotonic()
    result = task("marketo_dynamics_sync", session=handle, state="disabled")
    assert "did not answer" in result["msg"], result
    assert time.monotonic() - started < 60
    assert is_gone(handle, every(found), 30)
    assert not writes(emulator)


def test_a_page_that_hangs_while_the_session_is_opened(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """The same, before there is a session."""
    before = leftovers()
    script = tmp_path / "chromium"
    script.write_text('#!/bin/sh\n(sleep 4; kill -STOP $$) &\nexec chromium "$@"\n')
    script.chmod(0o755)
    behave(emulator, slow=6)
    result = open_session(emulator, timeout=10, browser_path=str(script))
    assert "did not answer" in result["msg"] or "could not be started" in result["msg"], result
    assert leftovers() <= before


def test_marketos_session_ends_between_two_tasks(emulator: EmulatorProcess) -> None:
    """What reads signs in again, once."""
    with session(emulator, reload_after=600) as handle:
        emulator.patch_state({"marketo": {"sessions": None}})
        emulator.patch_state({"marketo": {"sessions": {}}})
        assert not task("marketo_dynamics_sync", session=handle, state="enabled").get("failed"), (
            "nothing is asked of Marketo yet"
        )
        result = task("marketo_dynamics_sync", session=handle, state="disabled")
        assert "Run again" in result["msg"], result
        assert "was enabled" in result["msg"], result
        assert posts(emulator) == ["/signin/email", "/signin/password"]
        again = task("marketo_dynamics_sync", session=handle, state="disabled")
        assert again.get("changed"), again
    assert not instance(emulator)["sync_enabled"]
    assert posts(emulator) == ["/signin/email", "/signin/password"] * 2
    assert writes(emulator) == ["enablesync:false"] * 2, "the first was refused with status 401"


def test_a_killed_play_leaves_nothing(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """kill -9 of ansible-playbook: the browser is gone within a minute."""
    before = leftovers()
    (tmp_path / "play.yml").write_text(f"""
- hosts: localhost
  connection: local
  gather_facts: false
  tasks:
    - martech.marketo_dynamics.marketo_session:
        url: "{URL}"
        munchkin_id: {MUNCHKIN_ID}
        username: {ADMINISTRATOR[0]}
        password: "{ADMINISTRATOR[1]}"
        ca_bundle: "{emulator.ca_file}"
      register: marketo
    - ansible.builtin.copy:
        content: "{{{{ marketo.session }}}}"
        dest: {tmp_path}/handle
      no_log: true
    - ansible.builtin.pause:
        seconds: 600
""")
    environment = {
        **os.environ,
        **emulator.environment(),
        "ANSIBLE_COLLECTIONS_PATH": str(CHECKOUT / ".venv" / "collections"),
    }
    for name in ("PYTHONPATH", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        environment.pop(name, None)
    command = [
        str(CHECKOUT / ".venv" / "bin" / "ansible-playbook"),
        "-i",
        "localhost,",
        "-e",
        f"ansible_python_interpreter={sys.executable}",
    ]
    play = subprocess.Popen(
        [*command, str(tmp_path / "play.yml")],
        cwd=tmp_path,
        env=environment,
        stdout=(tmp_path / "output").open("w"),
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        deadline = time.monotonic() + 120
        while not (tmp_path / "handle").exists() and time.monotonic() < deadline:
            assert play.poll() is None, (tmp_path / "output").read_text()
            time.sleep(0.1)
        handle = (tmp_path / "handle").read_text()
        found = family(handle)
    finally:
        play.kill()
        play.wait()
    assert is_gone(handle, every(found), 60)
    assert leftovers() <= before


SANDBOX = """
import json, os, sys
from pathlib import Path
from tests.integration.marketo.tasks import task
from tests.integration.marketo.test_session import family
opened = task("marketo_session", **json.loads(sys.argv[1]))
assert not opened.get("failed"), opened
seen = []
for pid in family(opened["session"])["below"]:
    command = Path(f"/proc/{pid}/cmdline").read_bytes()
    if b"--type=renderer" in command:
        seccomp = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("Seccomp:"))
        seen.append([b"--no-sandbox" in command, seccomp.split()[1]])
task("marketo_session", session=opened["session"], state="absent")
print(json.dumps(seen))
"""

# Whether another user can run this Python, which may lie in root's own home, and start it again.
STARTS_ITSELF = "import subprocess, sys, playwright.sync_api, tests.integration.marketo.tasks; subprocess.run([sys.executable, '-c', ''], check=True)"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_the_browser_has_its_sandbox_unless_root_starts_it(emulator: EmulatorProcess, temporary_directory: str) -> None:
    """Another user's renderer processes are confined by the kernel (seccomp filter, mode 2)."""
    with tempfile.TemporaryDirectory(dir=temporary_directory) as home:
        shutil.copy(emulator.ca_file, f"{home}/ca.pem")
        for path in (home, f"{home}/ca.pem"):
            os.chown(path, NOBODY, NOBODY)
        environment = {
            **os.environ,
            "HOME": home,
            "TMPDIR": home,
            "PYTHONPATH": os.pathsep.join([str(CHECKOUT), *sys.path]),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        somebody = ["setpriv", "--reuid", str(NOBODY), "--regid", str(NOBODY), "--clear-groups"]
        imports = subprocess.run(
            [*somebody, sys.executable, "-c", STARTS_ITSELF],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        confined = subprocess.run(
            [*somebody, "unshare", "--user", "true"], capture_output=True, timeout=20, check=False
        )
        if imports.returncode or confined.returncode:
            pytest.skip(
                f"another user can't run it here: {(imports.stderr.splitlines() or ['no user namespaces'])[-1]}"
            )
        options = {
            "url": URL,
            "username": ADMINISTRATOR[0],
            "password": ADMINISTRATOR[1],
            "ca_bundle": f"{home}/ca.pem",
            "proxy": emulator.proxy_url,
        }
        done = subprocess.run(
            [*somebody, sys.executable, "-c", SANDBOX, json.dumps(options)],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        seen = json.loads(done.stdout)
        assert seen
        assert all(renderer == [False, "2"] for renderer in seen), seen


def test_a_crash_leaves_no_dump(emulator: EmulatorProcess) -> None:
    """C8: the memory of a process of the browser holds the password; neither its handler nor the kernel writes it to a disk."""
    handle = open_session(emulator)["session"]
    found = family(handle)
    for pid in every(found):
        limits = Path(f"/proc/{pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits), limits
    crashing = browser_pids(found, "renderer")
    for pid in crashing:
        os.kill(pid, signal.SIGSEGV)
    # A dump is written while the process still ends; the directory goes with the session, at the next request.
    wait_for(lambda: None if any(map(processes.start_time, crashing)) else True, "their end", 30, 0.1)
    kept = Path(os.path.dirname(handle))
    assert not [path for path in kept.rglob("*") if path.suffix in (".dmp", ".core") or path.name.startswith("core")]
    assert "ended unexpectedly" in task("marketo_dynamics_sync", session=handle, state="disabled")["msg"]
    assert is_gone(handle, every(found), 30)


def test_the_next_session_clears_up_after_one_that_was_killed(emulator: EmulatorProcess) -> None:
    """C5: guardian and worker at once, as the kernel does it when memory runs out."""
    handle = open_session(emulator)["session"]
    directory, found = Path(os.path.dirname(handle)), family(handle)
    os.kill(found["worker"][0], signal.SIGSTOP)
    os.kill(found["guardian"][0], signal.SIGKILL)
    os.kill(found["worker"][0], signal.SIGKILL)
    wait_for(lambda: None if any(map(processes.start_time, every(found))) else True, "their end", 30, 0.1)
    assert directory.exists()
    with session(emulator):
        assert directory.exists(), "it might be one that is just being opened"
    os.utime(directory, (1, 1))
    with session(emulator) as other:
        assert not directory.exists()
        assert os.path.exists(other)
