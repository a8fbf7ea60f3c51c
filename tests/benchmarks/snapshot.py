"""How long it takes to read and match a page of 5,000 elements: ``python -m tests.benchmarks.snapshot``. The aim is 0.3 s on an idle machine."""

from __future__ import annotations

import os
import shutil
import time

from playwright.sync_api import sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import choose
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.readouts import (
    VALUES,
    read_value,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.rows import read_rows
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.toggle import read_toggle
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import capture

ROW = "<tr><td><i class='icon check'></i><span>Row {0}</span></td><td><b>Text {0}</b></td></tr>"
PAGE = (
    "<style>i {{display: inline-block; width: 12px; height: 12px; background: green}}</style><button>Disable Sync</button>"
    "<p>Username: sync@contoso.com</p><section><h3>Credentials</h3><button>Edit</button></section><table>{0}</table>"
)
LOOKS = 7


def main() -> None:
    """Print the best of several looks: what else the machine does only ever adds to it."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=os.environ.get("MARKETO_BROWSER") or shutil.which("chromium"),
            chromium_sandbox=os.geteuid() != 0,
        )
        page = browser.new_page()
        page.set_content(PAGE.format("".join(ROW.format(number) for number in range(832))))
        reading, matching = [], []
        for _look in range(LOOKS):
            begun = time.perf_counter()
            with capture(page) as captured:
                read = time.perf_counter()
                snapshot = captured.snapshot
                read_toggle(snapshot)
                read_rows(snapshot)
                for name in VALUES:
                    read_value(snapshot, name)
                choose(ENTRIES["edit"], snapshot)
                reading.append(read - begun)
                matching.append(time.perf_counter() - read)
        print(f"{len(snapshot.nodes)} elements: read in {min(reading):.3f} s, matched in {min(matching):.3f} s")
        browser.close()


if __name__ == "__main__":
    main()
