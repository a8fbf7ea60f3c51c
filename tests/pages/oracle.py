"""A careful person: goes through the whole procedure on a generated page, knowing which element is which.

What this can't finish is a defect of the generator. The page itself says where an element is (the state's
``page_oracle``); everything else is done with the mouse and the keyboard, as a person does it. Nothing here knows
anything of the code that drives the page in earnest.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Page

from tests.emulator.marketo.generator.description import Description, describe
from tests.emulator.process import EmulatorProcess
from tests.pages.truth import read_truth

SHELL = "https://experience.adobe.com/#/@contoso/so:123-ABC-456/marketo-engage/classic/DY0A1"
INSTANCE = "123-ABC-456"
# Seconds for anything to come. Long, since a busy machine makes a page slow, and slow is not unusable.
PATIENCE = 90
# How often a person clicks again when a click went into the void, because the page was just drawn again.
_ATTEMPTS = 5
_SELECT_ALL = "Control+A"
# How many pixels of a picture are decidedly green, and how many decidedly red.
_COUNT_COLOURS = """async (picture) => {
  const image = await createImageBitmap(await (await fetch(picture)).blob());
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let [green, red] = [0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b] = [data[at], data[at + 1], data[at + 2]];
    if (g > r + 40 && g > b + 20) green += 1;
    if (r > g + 60 && r > b + 50) red += 1;
  }
  return { green, red };
}"""


class Unusable(Exception):
    """A person could not have gone on here; its text says why."""


@dataclass(frozen=True)
class Spot:
    """Where an element is on the screen, and what a look at it says."""

    x: float
    y: float
    box: dict[str, float]
    disabled: bool
    reachable: bool
    value: str


class Person:
    """Somebody at the browser, with the description of the page at hand."""

    def __init__(self, page: Page, emulator: EmulatorProcess, seed: int) -> None:
        self.page = page
        self.emulator = emulator
        self.description: Description = describe(seed)
        page.on("dialog", lambda dialog: dialog.accept())

    def sign_in(self, account: dict[str, str]) -> None:
        """Open the page and sign in."""
        self.page.goto(SHELL)
        self.page.fill("#EmailPage-EmailField", account["email"])
        self.page.click('button[data-id="EmailPage-ContinueButton"]')
        self.page.fill("#PasswordPage-PasswordField", account["password"])
        self.page.click('button[data-id="PasswordPage-ContinueButton"]')

    def switch(self, enabled: bool) -> None:
        """Turn the sync on or off, and answer what is asked."""
        name = "enable_sync" if enabled else "disable_sync"
        toggle = self.description["toggle"]
        if toggle["form"] == "menu":
            self.click("toggle.menu")
        self.click(name)
        if toggle["question"] not in ("none", "native"):
            self.click(f"{name}.confirm")
        self.wait(lambda: self.truth()["instances"][INSTANCE]["sync_enabled"] is enabled, f"the sync to be {enabled}")
        if toggle["message"] == "box":
            self.click("message.ok")

    def edit(self, values: dict[str, str]) -> None:
        """Fill the form behind the credentials' Edit, and save it."""
        saves = len(self.truth()["saves"])
        self.click("credentials.edit")
        for name, value in values.items():
            self.type_into(f"credentials.{name}", value)
        # Leaving the last field is what some pages wait for.
        self.page.keyboard.press("Tab")
        self.click("credentials.save")
        self.wait(lambda: len(self.truth()["saves"]) > saves, "the credentials to be saved")
        if self.description["save_message"] == "box":
            self.click("message.ok")

    def validate(self, values: dict[str, str]) -> list[dict[str, int]]:
        """Run a validation; return the colours of its rows."""
        self.click("tab.validate_sync_setup")
        for name, value in values.items():
            self.type_into(f"validation.{name}", value)
        self.page.keyboard.press("Tab")
        self.click("validation.next")
        rows = range(7 + self.description["validation"]["extra_row"])
        colours = [self.colours(f"validation.row{number}") for number in rows]
        self.click("validation.close")
        self.click("tab.overview")
        return colours

    def colours(self, element: str) -> dict[str, int]:
        """Return how much green and red there is in an element, once there is any or the patience has ended."""
        counted = {"green": 0, "red": 0}

        def is_coloured() -> bool:
            nonlocal counted
            box = self.find(element).box
            # Playwright wants its own TypedDict, which a bounding box is in all but name.
            picture = self.page.screenshot(clip=box)  # type: ignore[arg-type]
            # Rows that are still arriving move those that are there: what stands in the picture then is another one.
            if self.find(element).box != box:
                return False
            address = f"data:image/png;base64,{base64.b64encode(picture).decode()}"
            counted = self.page.evaluate(_COUNT_COLOURS, address)
            return element.endswith("row7") or max(counted.values()) > 3

        self.wait(is_coloured, f"{element} to have a colour")
        return counted

    def type_into(self, element: str, value: str) -> None:
        """Click a field, type over what is in it, and look whether it arrived."""
        self.click(element)
        self.page.keyboard.press(_SELECT_ALL)
        self.page.keyboard.type(value)
        if self.find(element).value != value:
            raise Unusable(f"{element} doesn't hold what was typed into it")

    def click(self, element: str) -> None:
        """Click an element with the mouse, once it is there, enabled and nothing lies on it.

        The page itself is asked at once what was hit. The emulator hears of it later, and a click that is only reported
        late must not be repeated: a second one would close the menu that the first one has opened.
        """
        reported = len(self.truth()["clicks"])
        hits: list[dict[str, Any]] = []
        for _attempt in range(_ATTEMPTS):
            hits += self._press(element)
            # A click into the void is repeated; any other isn't.
            if hits and hits[-1]["category"] != "background":
                break
        if not hits or hits[-1]["element"] != element:
            raise Unusable(f"a click on {element} hit {[each['element'] for each in hits]}")
        self.wait(lambda: len(self.truth()["clicks"]) >= reported + len(hits), f"the click on {element} to be reported")

    def _press(self, element: str) -> list[dict[str, Any]]:
        """Move the mouse there and press its button, once; return what was hit, nothing if the element has just gone."""
        self.find(element, usable=True)
        handle = self._handle(element)
        before = len(self._heard())
        if handle:
            # Gone, or covered by something else, since it was looked at: it is looked for again.
            with suppress(Error):
                handle.click(timeout=1000 * PATIENCE)
        return self._heard()[before:]

    def _handle(self, element: str) -> ElementHandle | None:
        for frame in self.page.frames:
            with suppress(Error):
                found = frame.evaluate_handle("(element) => window.oracle?.element(element) ?? null", element)
                if handle := found.as_element():
                    return handle
        return None

    def _heard(self) -> list[dict[str, Any]]:
        """Return every click that the pages have noticed, and what it hit."""
        heard: list[dict[str, Any]] = []
        for frame in self.page.frames:
            with suppress(Error):
                heard += frame.evaluate("() => window.oracle?.heard ?? []")
        return heard

    def find(self, element: str, usable: bool = False) -> Spot:
        """Return where an element is, once it can be seen (and clicked)."""
        last: list[Spot] = []

        def is_there() -> bool:
            before = last[:]
            last[:] = self.look(element)
            # Nobody clicks what still moves, as when values arrive above it.
            still = [spot.box for spot in before] == [spot.box for spot in last]
            return len(last) == 1 and (not usable or (still and last[0].reachable and not last[0].disabled))

        self.wait(is_there, lambda: f"{element}, now {last}")
        return last[0]

    def truth(self) -> dict[str, Any]:
        """Return what the emulator knows."""
        return read_truth(self.emulator)

    def wait(self, condition: Callable[[], bool], what: str | Callable[[], str]) -> None:
        """Wait until something is so."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise Unusable(f"waited {PATIENCE} s for {what if isinstance(what, str) else what()}")
            self.page.wait_for_timeout(100)

    def look(self, element: str) -> list[Spot]:
        """Return every place where the element can be seen now."""
        spots = []
        for frame in self.page.frames:
            with suppress(Error):
                found = frame.evaluate("(element) => window.oracle ? window.oracle(element) : []", element)
                spots += [_spot(frame, each) for each in found]
        return spots


def _spot(frame: Frame, found: dict[str, Any]) -> Spot:
    """Put the frame's own place on the screen to what the frame says."""
    outer = frame.frame_element().bounding_box() if frame.parent_frame else {"x": 0, "y": 0}
    assert outer is not None
    x, y = outer["x"] + found["x"], outer["y"] + found["y"]
    width, height = max(found["width"], 1), max(found["height"], 1)
    box = {"x": max(x - width / 2, 0), "y": max(y - height / 2, 0), "width": width, "height": height}
    return Spot(x, y, box, found["disabled"], found["reachable"], str(found["value"]))


def go_through(page: Page, emulator: EmulatorProcess, seed: int) -> dict[str, Any]:
    """Go through the whole procedure on the page of a seed; raise Unusable where a person could not go on."""
    emulator.patch_state({"marketo": {"page_seed": seed, "page_oracle": True}})
    person = Person(page, emulator, seed)
    account = emulator.accounts["marketo_administrator"]
    person.sign_in({"email": account["username"], "password": account["password"]})
    url = person.truth()["instances"][INSTANCE]["organization_url"]
    values = {
        "username": "marketo.sync@contoso.com",
        "organization_url": url,
        "client_id": "0dead0ff-1ce0-4b1d-9bad-c0ffee15dead",
    }
    secrets = {"password": "test-Password-of-marketo.sync-1", "client_secret": "test-Secret-that-a-person-types"}
    person.switch(False)
    person.edit({**values, **secrets})
    colours = person.validate({**values, **secrets})
    person.switch(True)
    truth = person.truth()
    validation = emulator.state()["marketo"]["instances"][INSTANCE]["last_validation"]
    _check(truth, colours, url, validation)
    return truth


def _check(truth: dict[str, Any], colours: list[dict[str, int]], url: str, validation: dict[str, Any]) -> None:
    """Hold what was done against what was meant."""
    if truth["wrong_clicks"] or truth["wrong_fields"]:
        raise Unusable(f"wrong clicks {truth['wrong_clicks']}, wrong fields {truth['wrong_fields']}")
    if [entry["organization_url"] for entry in truth["saves"]] != [url]:
        raise Unusable(f"saved {truth['saves']}")
    # The application of the seed is gone: the address is right, and nothing after it.
    shown = [each["green"] > each["red"] for each in colours[:7]]
    if shown != [True, *[False] * 6]:
        raise Unusable(f"the rows look like {shown}: {colours}; Marketo has {validation}")
