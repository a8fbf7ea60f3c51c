"""``make snapshots [PAGES="seed-3 today-ext3"]``: take snapshots in ``tests/pages/snapshots`` anew, all or some, with the truth about their elements.

The pages are the emulator's: today's page in two looks, the documented page, and some of the generator. The truth comes from the page itself, never from
the matcher: which node of the snapshot a careful person would click. ``truth.json`` holds it, by file and by the name of the entry.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import capture
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.run_values import (
    RunValues,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.store import write
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.vocabulary import (
    Vocabulary,
)
from tests.emulator.process import EmulatorProcess
from tests.emulator.seed import load_seed
from tests.pages.oracle import Person, Unusable
from tests.pages.usable import launch, new_page

SNAPSHOTS = Path(__file__).with_name("snapshots")
SEEDS = (1, 2, 3, 7, 11, 23, 31)
TODAY: Mapping[str, Mapping[str, Any]] = {
    "today-ext3": {"rendering": "ext3"},
    "today-plain": {"rendering": "plain"},
    "documented-ext4": {"rendering": "ext4", "behaviour": {"documented_sections": True}},
}
# What the entries are called on the pages: by the generator's own names, and by what today's page says.
MAIN = {"edit": "credentials.edit", "validate_sync_setup": "tab.validate_sync_setup", "sync_status": "tab.sync_status"}
FORM = {
    name: f"credentials.{name}"
    for name in ("username", "password", "organization_url", "client_id", "client_secret", "save", "cancel")
}
SAID = {"toggle": "Disable Sync", "validate_sync_setup": "Validate Sync Setup", "sync_status": "Sync Status"}
LABELS = {
    "username": "Username",
    "password": "Password",
    "organization_url": "URL",
    "client_id": "Client ID",
    "client_secret": "Client Secret",
}
# What a click in the middle of an element reaches.
_HIT = """(name) => {
  const [spot] = window.oracle ? window.oracle(name) : [];
  if (!spot) return null;
  let top = document.elementFromPoint(spot.x, spot.y);
  while (top && top.shadowRoot && top.shadowRoot.elementFromPoint(spot.x, spot.y) !== top) {
    const inner = top.shadowRoot.elementFromPoint(spot.x, spot.y);
    if (!inner) break;
    top = inner;
  }
  return top;
}"""
_BESIDE = r"""(label) => [...document.querySelectorAll('input, textarea')].find((field) => {
  const box = field.getBoundingClientRect();
  const top = (one, at = one.getBoundingClientRect()) => document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2) === one;
  const says = (one) => one.textContent.replace(/[\s:*]+$/, '').trim() === label && top(one);
  const near = (one) => one.x < box.x && Math.abs(one.y + one.height / 2 - box.y - box.height / 2) < 14 && box.x - one.right < 260;
  const above = (one) => one.bottom <= box.y + 2 && box.y - one.bottom < 14 && Math.abs(one.x - box.x) < 30;
  const beside = (one) => near(one.getBoundingClientRect()) || above(one.getBoundingClientRect());
  // What closed forms left behind can't be seen.
  if (!box.width || !top(field)) return false;
  if ([...(field.labels || [])].some(says)) return true;
  return [...document.querySelectorAll('label, td, span, div')].some((one) => !one.children.length && says(one) && beside(one));
}) || null"""

Truth = dict[str, dict[str, int]]


def main(wanted: Sequence[str] = ()) -> int:
    """Take all of them, or those of some pages."""
    SNAPSHOTS.mkdir(exist_ok=True)
    pages: dict[str, Callable[[Page, EmulatorProcess], dict[str, Any]]] = {
        **{name: partial(_today, state=state) for name, state in TODAY.items()},
        **{f"seed-{seed}": partial(_generated, seed=seed) for seed in SEEDS},
    }
    place = SNAPSHOTS / "truth.json"
    truth: Truth = json.loads(place.read_text(encoding="utf-8")) if place.exists() else {}
    with EmulatorProcess() as emulator, sync_playwright() as playwright:
        browser = launch(playwright, emulator)
        for name in wanted or pages:
            _each(browser, emulator, name, pages[name], truth)
            place.write_text(json.dumps(truth, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return 0


def _each(
    browser: Browser,
    emulator: EmulatorProcess,
    name: str,
    show: Callable[[Page, EmulatorProcess], dict[str, Any]],
    truth: Truth,
) -> None:
    """Show the screens of one page, and write each."""
    emulator.reset()
    page = new_page(browser)
    page.set_default_timeout(60_000)
    try:
        for screen, handles in show(page, emulator).items():
            file = f"{name}-{screen}.json.gz"
            truth[file] = _write(page, SNAPSHOTS / file, handles())
            print(f"{file}: {len(truth[file])} elements", flush=True)
    finally:
        page.context.close()


def _write(page: Page, path: Path, handles: Mapping[str, Any]) -> dict[str, int]:
    """Write a snapshot; return the nodes of these elements."""
    seed = load_seed()["marketo"]
    values = RunValues(secrets={account["password"] for account in seed["accounts"]})
    with capture(page, values=True) as captured:
        nodes = {name: captured.node_of(handle) for name, handle in handles.items()}
        write(str(path), captured.snapshot, values, Vocabulary())
    missing = [name for name, node in nodes.items() if node is None]
    if missing:
        raise RuntimeError(f"{path.name}: no node for {missing}")
    return {name: node.index for name, node in nodes.items() if node is not None}


def _generated(page: Page, emulator: EmulatorProcess, seed: int) -> dict[str, Any]:
    emulator.patch_state({"marketo": {"page_seed": seed, "page_oracle": True}})
    person = Person(page, emulator, seed)
    account = emulator.accounts["marketo_administrator"]
    person.sign_in({"email": account["username"], "password": account["password"]})

    def overview() -> dict[str, Any]:
        wanted = dict(MAIN)
        if person.description["toggle"]["form"] != "menu":
            wanted["toggle"] = "disable_sync"
        person.find(wanted["validate_sync_setup"])
        page.wait_for_timeout(2500)
        # Some pages show an Edit only once the sync is disabled.
        there = {name: _hit(page, element) for name, element in wanted.items()}
        return {name: handle for name, handle in there.items() if handle is not None}

    def form() -> dict[str, Any]:
        person.switch(False)
        person.click("credentials.edit")
        for name in FORM.values():
            person.find(name)
        page.wait_for_timeout(1500)
        return {name: _hit(page, element) for name, element in FORM.items()}

    return {"overview": overview, "form": form}


def _hit(page: Page, element: str) -> Any:
    for frame in page.frames:
        with suppress(Error):
            handle = frame.evaluate_handle(_HIT, element).as_element()
            if handle is not None:
                return handle
    return None


def _today(page: Page, emulator: EmulatorProcess, state: Mapping[str, Any]) -> dict[str, Any]:
    emulator.patch_state({"marketo": dict(state)})
    account = emulator.accounts["marketo_administrator"]
    person = Person(page, emulator, 1)
    person.sign_in({"email": account["username"], "password": account["password"]})

    def overview() -> dict[str, Any]:
        frame = _frame(page)
        edits = frame.get_by_text("Edit", exact=True).locator("visible=true")
        edits.first.wait_for()
        page.wait_for_timeout(1500)
        found = {name: frame.get_by_text(text, exact=True).locator("visible=true").first for name, text in SAID.items()}
        # Adobe's page has Credentials first.
        return {name: one.element_handle() for name, one in {**found, "edit": edits.first}.items()}

    def form() -> dict[str, Any]:
        frame = _frame(page)
        frame.get_by_text("Edit", exact=True).locator("visible=true").first.click()
        frame.get_by_text("Save", exact=True).locator("visible=true").first.wait_for()
        page.wait_for_timeout(1500)
        fields = {name: frame.evaluate_handle(_BESIDE, label).as_element() for name, label in LABELS.items()}
        buttons = {
            name: frame.get_by_text(text, exact=True).locator("visible=true").first.element_handle()
            for name, text in (("save", "Save"), ("cancel", "Cancel"))
        }
        return {**fields, **buttons}

    return {"overview": overview, "form": form}


def _frame(page: Page) -> Any:
    for _attempt in range(100):
        for frame in page.frames:
            with suppress(Error):
                if "DY0A1" in frame.url and frame.evaluate("typeof MktPage !== 'undefined'"):
                    return frame
        page.wait_for_timeout(100)
    raise Unusable("the classic page did not come")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
