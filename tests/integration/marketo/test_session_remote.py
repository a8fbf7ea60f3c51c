"""A browser that runs elsewhere: a context of its own for each session, and nothing else of it touched."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.waiting import wait_for
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.certificates import trust
from tests.emulator.certificates import make_server_context
from tests.emulator.process import EmulatorProcess

from .browsers import CHROMIUM, behind_tls, remote_browser
from .tasks import MUNCHKIN_ID, open_session, session, task
from .test_session import every, family, is_gone, leftovers


@pytest.fixture(scope="module")
def endpoint(running: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A remote browser that trusts the emulator's authority."""
    with remote_browser(tmp_path_factory.mktemp("remote"), running.ca_file) as address:
        yield address


def pages(endpoint: str) -> list[str]:
    """The addresses of all pages in the remote browser."""
    listed = requests.get(f"{endpoint}/json/list", timeout=20, proxies={"http": "", "https": ""}).json()
    return [entry["url"] for entry in listed if entry["type"] == "page"]


@pytest.mark.parametrize("end", ["close", "kill"])
def test_a_session_in_a_remote_browser(emulator: EmulatorProcess, endpoint: str, end: str) -> None:
    """Its pages are gone afterwards, however it ends, and so are its cookies; the browser runs on."""
    before, left = pages(endpoint), leftovers()
    opened = open_session(emulator, browser_endpoint=endpoint, ca_bundle=None)
    assert opened.get("munchkin_id") == MUNCHKIN_ID, opened
    handle, found = opened["session"], family(opened["session"])
    for pid in found["below"]:
        assert b"--remote-debugging" not in Path(f"/proc/{pid}/cmdline").read_bytes(), "no browser of its own"
    assert len(pages(endpoint)) == len(before) + 1
    assert not task("marketo_dynamics_sync", session=handle, state="enabled").get("failed")
    if end == "kill":
        os.kill(found["worker"][0], signal.SIGKILL)
    else:
        task("marketo_session", session=handle, state="absent")
    assert is_gone(handle, every(found), 30)
    wait_for(lambda: True if pages(endpoint) == before else None, "the context's end", 20, 0.1)
    assert leftovers() <= left
    # The next one finds no cookie of it.
    with session(emulator, browser_endpoint=endpoint, ca_bundle=None):
        assert [entry["kind"] for entry in emulator.state()["marketo"]["sign_ins"]] == ["password"] * 2


def test_two_sessions_don_t_share_anything(emulator: EmulatorProcess, endpoint: str) -> None:
    """Not even when they are open at once."""
    with (
        session(emulator, browser_endpoint=endpoint, ca_bundle=None),
        session(emulator, browser_endpoint=endpoint, ca_bundle=None),
    ):
        assert len(emulator.state()["marketo"]["sign_ins"]) == 2


def test_a_recorded_session_in_a_remote_browser(emulator: EmulatorProcess, endpoint: str) -> None:
    """Its cookies travel there and back."""
    nothing = {"cookies": [{"name": "x", "value": "y", "domain": "example.com", "path": "/"}]}
    opened = open_session(emulator, browser_endpoint=endpoint, ca_bundle=None, storage_state=json.dumps(nothing))
    state = task("marketo_session", session=opened["session"], state="absent")["storage_state"]
    with session(
        emulator,
        browser_endpoint=endpoint,
        ca_bundle=None,
        storage_state=json.dumps(state),
        username=None,
        password=None,
    ):
        assert len(emulator.state()["marketo"]["sign_ins"]) == 1


def test_a_remote_browser_with_authorities_of_its_own(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """ca_bundle doesn't reach there, and the error says what does."""
    with remote_browser(tmp_path, None) as endpoint:
        result = open_session(emulator, browser_endpoint=endpoint, timeout=10)
    assert "remote browser could not verify" in result["msg"]
    assert "where it runs" in result["msg"]


def test_an_endpoint_behind_tls(emulator: EmulatorProcess, endpoint: str, tmp_path: Path) -> None:
    """Its certificate is verified, with the authority in ca_bundle as well."""
    version = requests.get(f"{endpoint}/json/version", timeout=20, proxies={"http": "", "https": ""}).json()
    path = urlsplit(version["webSocketDebuggerUrl"]).path
    context, ca_file = make_server_context(tmp_path)
    with behind_tls(urlsplit(endpoint).port, context) as port:
        address = f"wss://127.0.0.1:{port}{path}"
        assert "could not be verified" in open_session(emulator, browser_endpoint=address, ca_bundle=None)["msg"]
        with session(emulator, browser_endpoint=address, ca_bundle=str(ca_file)) as handle:
            assert not task("marketo_dynamics_sync", session=handle, state="enabled").get("failed")


def test_an_https_endpoint_behind_tls(emulator: EmulatorProcess, endpoint: str, tmp_path: Path) -> None:
    """C1: the browser knows nothing of TLS and names itself with ws; everything goes over TLS to the named host all the same."""
    context, ca_file = make_server_context(tmp_path)
    with behind_tls(urlsplit(endpoint).port, context) as port:
        address = f"https://127.0.0.1:{port}"
        assert "could not be verified" in open_session(emulator, browser_endpoint=address, ca_bundle=None)["msg"]
        with session(emulator, browser_endpoint=address, ca_bundle=str(ca_file)) as handle:
            assert not task("marketo_dynamics_sync", session=handle, state="enabled").get("failed")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"browser_endpoint": "ftp://127.0.0.1"}, "no address of a browser"),
        ({"browser_endpoint": "http://127.0.0.1:99999/s3cret"}, "no address of a browser"),
        ({"browser_endpoint": "http://127.0.0.1:9", "browser_protocol": "playwright"}, "no address of a browser"),
        ({"browser_endpoint": "http://127.0.0.1:9", "browser_path": "chromium"}, "browser_path and browser_endpoint"),
        ({"browser_endpoint": "ws://127.0.0.1:9/?token=s3cret"}, "No browser answers at 127.0.0.1:9"),
        ({"browser_endpoint": "http://user:s3cret@127.0.0.1:9/?token=s3cret"}, "No browser answers at 127.0.0.1:9"),
        (
            {"browser_endpoint": "ws://127.0.0.1:9/s3cret", "browser_protocol": "playwright"},
            "No browser answers at 127.0.0.1:9",
        ),
        ({"browser_endpoint": "http://127.0.0.1:9", "state": "recorded"}, "can't see the window"),
    ],
)
def test_an_endpoint_that_is_none(emulator: EmulatorProcess, options: dict[str, str], words: str) -> None:
    """One sentence, without the token that an endpoint may hold."""
    result = open_session(emulator, timeout=10, **options)
    assert words in result["msg"]
    assert "s3cret" not in str(result)


def test_a_connection_in_clear_is_warned_about(emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords would cross the network; on this machine nothing is said."""
    said: list[str] = []
    monkeypatch.setattr(
        "ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.console.warn", said.append
    )
    open_session(emulator, timeout=3, browser_endpoint="ws://127.0.0.1:9")
    assert not said
    open_session(emulator, timeout=3, browser_endpoint="ws://browser.invalid:9/?token=s3cret")
    assert len(said) == 1
    assert "s3cret" not in said[0]


def test_a_playwright_server(emulator: EmulatorProcess, tmp_path: Path) -> None:
    """Instead of the DevTools protocol."""
    home = tmp_path / "home"
    home.mkdir()
    trust(emulator.ca_file, str(home))
    (tmp_path / "server.json").write_text(
        json.dumps({"executablePath": CHROMIUM, "headless": True, "chromiumSandbox": os.geteuid() != 0, "port": 0})
    )
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "playwright",
            "launch-server",
            "--browser",
            "chromium",
            "--config",
            str(tmp_path / "server.json"),
        ],
        env={**os.environ, "HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        address = server.stdout.readline().strip()
        with session(emulator, browser_endpoint=address, browser_protocol="playwright", ca_bundle=None) as handle:
            assert not task("marketo_dynamics_sync", session=handle, state="enabled").get("failed")
        assert server.poll() is None, "it runs on"
        assert "browser_protocol devtools" in open_session(emulator, browser_endpoint=address, timeout=5)["msg"]
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
        server.stdout.close()
