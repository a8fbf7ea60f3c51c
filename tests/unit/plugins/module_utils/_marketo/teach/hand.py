"""A person's hand in a lesson: does one thing after the other, each once the bar asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Error, Page

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.teach.lesson import Lesson
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.teach.script import BAR

Step = Callable[[], None]


class Hand:
    """Clicks with the mouse, in the bar and on the page, while the lesson looks elsewhere."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.notes: list[str] = []
        self._steps: list[Step] = []

    def press(self, button: str) -> None:
        """Plan a click on one of the bar's buttons."""
        self._steps.append(lambda: self.page.locator(f"#{BAR} button.{button}").click())

    def click(self, selector: str, frame: Any = None) -> None:
        """Plan a click in the middle of an element, wherever it leads."""
        self._steps.append(lambda: self.at((frame or self.page).locator(selector).first))

    def do(self, step: Step) -> None:
        """Plan anything."""
        self._steps.append(step)

    def at(self, locator: Any) -> None:
        """Click in the middle of an element as the mouse does, without looking whether it is covered or disabled."""
        locator.scroll_into_view_if_needed()
        box = locator.bounding_box()
        self.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    def pause(self, seconds: float) -> None:
        """Wait as a lesson does; meanwhile do the next thing."""
        try:
            note = self.page.locator(f"#{BAR} .note").inner_text(timeout=500)
        except Error:
            note = ""
        if note and note not in self.notes:
            self.notes.append(note)
        if self._steps:
            self._steps.pop(0)()
        self.page.wait_for_timeout(min(seconds, 0.05) * 1000)

    def learn(self, names: list[str], page_map: Any = None, seconds: float = 60) -> dict[str, Any]:
        """Go through a lesson on the page as it is."""
        lesson = Lesson(self.page, page_map, (Error,), self.pause)
        lesson.prepare()
        return lesson.run(names, seconds)


def answers(result: dict[str, Any]) -> dict[str, tuple[str, Any]]:
    """Return status and entry of each element."""
    return {one["name"]: (one["status"], one["entry"]) for one in result["taught"]}
