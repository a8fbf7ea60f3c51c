"""Browsers that tests start themselves: on a virtual display for a person to use, and as a remote one."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.certificates import trust

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or "chromium"
XVFB = shutil.which("Xvfb")
PATIENCE = 60.0


@contextmanager
def virtual_display() -> Iterator[str]:
    """The name of an X display that nobody looks at."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [XVFB, "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as stream:
            yield f":{stream.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def with_a_port_for_the_person(directory: Path) -> Path:
    """A browser for browser_path that listens besides, so that a test can do with its window what a person would. Its port gets into a file."""
    script = directory / "chromium"
    script.write_text(
        f'#!/bin/sh\nfor argument in "$@"; do case "$argument" in --user-data-dir=*) echo "${{argument#*=}}" > {directory}/profile;; esac; done\n'
        f'exec {CHROMIUM} --remote-debugging-port=0 "$@"\n'
    )
    script.chmod(0o755)
    return script


def port_in(profile: Path) -> int:
    """The port on which a browser with this profile listens; waits for it."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            return int((profile / "DevToolsActivePort").read_text().splitlines()[0])
        except (OSError, IndexError, ValueError):
            time.sleep(0.1)
    raise AssertionError("the browser never listened")


@contextmanager
def remote_browser(directory: Path, ca_file: str | None) -> Iterator[str]:
    """The endpoint of a browser that runs on its own, and trusts an authority of its own."""
    home, profile = directory / "home", directory / "profile"
    home.mkdir()
    if ca_file:
        trust(ca_file, str(home))
    command = [
        CHROMIUM,
        "--headless",
        "--remote-debugging-port=0",
        f"--user-data-dir={profile}",
        *(["--no-sandbox"] if os.geteuid() == 0 else []),
        "--no-first-run",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "about:blank",
    ]
    process = subprocess.Popen(
        command,
        env={**os.environ, "HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port_in(profile)}"
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def behind_tls(port: int, context: ssl.SSLContext) -> Iterator[int]:
    """The port of a front for a local port, as a service with TLS has one."""
    loop = asyncio.new_event_loop()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_browser, to_browser = await asyncio.open_connection("127.0.0.1", port)
        await asyncio.gather(_copy(reader, to_browser), _copy(from_browser, writer), return_exceptions=True)

    server = loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", 0, ssl=context))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()
