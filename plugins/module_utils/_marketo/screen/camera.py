# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pictures of the page, without anything that was typed into it, and without what this session knows and nobody else may read.

Covered are all fields, what stands beside or behind the label of a secret, and every place that shows a known value, open shadow roots and all
frames included. What can't be covered: closed shadow roots, and values that the page draws as graphics.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from ..._engine.errors import MarketoDynamicsError

SECONDS = 5.0
# A page may draw itself anew between the search and the picture.
MOST_ATTEMPTS = 3
# Anything shorter would be found all over the page.
SHORTEST = 3
_MARK = "data-marketo-dynamics-covered"
# Marks what is to be covered; returns how many elements were not marked before. The search for a value goes down to the smallest element that holds
# it, also where markup splits it.
_SEARCH = r"""({mark, values, labels}) => {
  const TYPED = "input, textarea, select, [contenteditable]:not([contenteditable='false' i]), [role=textbox], [role=searchbox], [role=combobox]";
  const SAID = ['alt', 'placeholder', 'label'];
  let fresh = 0;
  const put = element => { if (!element.hasAttribute(mark)) { element.setAttribute(mark, ''); fresh += 1; } };
  const above = element => element.parentElement || element.getRootNode().host;
  // The box of an element need not hold all that is drawn of it.
  const spills = element => {
    if (getComputedStyle(element).display === 'contents') return true;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect(), box = element.getBoundingClientRect();
    return text.width > 0 && (text.right > box.right + 1 || text.bottom > box.bottom + 1 || text.left < box.left - 1 || text.top < box.top - 1);
  };
  const cover = element => {
    let one = element;
    for (let step = 0; step < 5 && spills(one) && above(one); step += 1) {
      put(one);
      one = above(one);
    }
    put(one);
  };
  const count = text => values.reduce((sum, value) => sum + text.split(value).length - 1, 0);
  const seek = node => {
    const here = count((node.textContent || '').toLowerCase());
    if (!here) return 0;
    let within = 0;
    for (const child of node.children) within += seek(child);
    if (here > within) cover(node.host || node);
    return here;
  };
  const plain = text => text.trim().replace(/\s+/g, ' ').toLowerCase();
  const beside = element => {
    const text = plain(element.textContent || '');
    if (!text || text.length > 200) return;
    if (labels.includes(text.replace(/[\s:：*]+$/, ''))) {
      const next = element.nextElementSibling || (element.parentElement && element.parentElement.nextElementSibling);
      if (next) cover(next);
    } else if (labels.some(label => text.startsWith(label) && /^\s*\*?\s*[:：]\s*\S/.test(text.slice(label.length)))) {
      cover(element);
    }
  };
  const said = element => {
    const named = [...element.attributes].filter(one => count(one.value.toLowerCase()));
    if (!named.length) return;
    const drawn = ['::before', '::after'].some(part => count(getComputedStyle(element, part).content.toLowerCase()));
    if (drawn || named.some(one => SAID.includes(one.name))) cover(element);
  };
  const roots = [document];
  for (let number = 0; number < roots.length; number += 1) {
    for (const element of roots[number].querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      if (element.matches(TYPED)) cover(element);
      said(element);
      if (labels.length) beside(element);
    }
    if (values.length) seek(roots[number].host ? roots[number] : document.documentElement);
  }
  return fresh;
}"""
_FORGET = r"""mark => {
  const roots = [document];
  for (let number = 0; number < roots.length; number += 1) {
    for (const element of roots[number].querySelectorAll('*')) {
      if (element.shadowRoot) roots.push(element.shadowRoot);
      element.removeAttribute(mark);
    }
  }
}"""


class Camera:
    """Takes pictures of one browser tab.

    ``labels`` returns what the page calls its secrets, ``errors`` are the errors of the browser's library.
    """

    def __init__(
        self,
        tab: Any,
        known: Iterable[str | None],
        labels: Callable[[], list[str]],
        errors: tuple[type[Exception], ...],
    ) -> None:
        self._tab = tab
        self._labels = labels
        self._errors = errors
        self._values: set[str] = set()
        self.know(*known)

    def know(self, *values: str | None) -> None:
        """Cover these values from now on, wherever the page shows them."""
        self._values |= {value.lower() for value in values if value and len(value) >= SHORTEST}

    def take(self) -> bytes:
        """Return a PNG of the whole page. Raises `MarketoDynamicsError`, or an error of the browser's library, where that can't be done safely."""
        try:
            self._mark()
            for _attempt in range(MOST_ATTEMPTS):
                covered = [frame.locator(f"[{_MARK}]") for frame in self._frames()]
                picture: bytes = self._tab.screenshot(
                    type="png", full_page=True, mask=covered, mask_color="#9a9aa8", timeout=SECONDS * 1000
                )
                if not self._mark():
                    return picture
        finally:
            self._forget()
        raise MarketoDynamicsError(
            "No picture of the page was kept: it changed each time while one was taken, so it can't be told whether all secrets were covered."
        )

    def _frames(self) -> list[Any]:
        return [frame for frame in self._tab.frames if not frame.is_detached()]

    def _mark(self) -> int:
        """Mark what is to be covered; return how much of it was not marked yet."""
        search = {"mark": _MARK, "values": sorted(self._values), "labels": [one.lower() for one in self._labels()]}
        return sum(self._ask(frame, _SEARCH, search) or 0 for frame in self._frames())

    def _forget(self) -> None:
        for frame in self._frames():
            try:
                frame.evaluate(_FORGET, _MARK)
            except self._errors:
                # It went away, and its marks with it.
                continue

    def _ask(self, frame: Any, script: str, argument: Any) -> Any:
        try:
            return frame.evaluate(script, argument)
        except self._errors:
            if frame.is_detached():
                return None
            raise
