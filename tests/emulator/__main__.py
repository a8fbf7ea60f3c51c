"""``python -m tests.emulator``: serve until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import tempfile
from contextlib import ExitStack
from pathlib import Path

from .app import SERVICE_PACKAGES, Emulator, load_services
from .certificates import make_server_context
from .proxy import ConnectProxy
from .seed import describe, load_seed
from .server import listen, make_server, wait_until_started
from .world import World


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.emulator", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="HTTPS port on 127.0.0.1; 0 picks a free one")
    parser.add_argument("--proxy-port", type=int, default=0, help="port of the CONNECT proxy; 0 picks a free one")
    parser.add_argument("--seed", type=Path, help="YAML file, a merge patch over the default seed")
    parser.add_argument("--language", help="language of Marketo's admin page, such as fr")
    parser.add_argument("--services", default=",".join(SERVICE_PACKAGES), help="serve these only, with commas between")
    parser.add_argument("--state-dir", type=Path, help="where to put the CA file; a temporary directory by default")
    options = parser.parse_args()
    with ExitStack() as cleanup:
        directory = options.state_dir or Path(cleanup.enter_context(tempfile.TemporaryDirectory(prefix="emulator-")))
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        asyncio.run(_serve(options, directory))


async def _serve(options: argparse.Namespace, directory: Path) -> None:
    """Start the server and the proxy, say so in one line, and run until told to stop."""
    seed = load_seed(options.seed, options.language)
    emulator = Emulator(World(seed, language=options.language or "en"), load_services(options.services.split(",")))
    context, ca_file = make_server_context(directory)
    server = make_server(emulator, context)
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, server.end)
    listener = listen(options.port)
    port = listener.getsockname()[1]
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    await wait_until_started(server, serving)
    proxy = await ConnectProxy(port, emulator.serves_host).start(options.proxy_port)
    ready = {
        "base_url": f"https://127.0.0.1:{port}",
        "proxy_url": f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}",
        "ca_file": str(ca_file.resolve()),
        **describe(seed),
    }
    print(json.dumps(ready), flush=True)
    await serving
    proxy.close()


if __name__ == "__main__":
    main()
