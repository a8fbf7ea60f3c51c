# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The doctor's picture: all parts of the page one below the other, with the elements outlined. The outlines are drawn on the picture, never on the page."""

from __future__ import annotations

import base64
import html
from collections.abc import Sequence
from typing import Any, Optional

from ..._engine.errors import MarketoDynamicsError
from ..screen import screenshots
from ..screen.screen import Screen
from ..snapshot.model import Node

COLOURS = {"found": "#0a7d33", "several": "#c2410c"}
STYLE = """
body { margin: 0; font: 14px sans-serif; background: #fff; color: #222; }
h2 { margin: 0; padding: 10px 14px; font-size: 17px; background: #222; color: #fff; }
p { margin: 0; padding: 8px 14px; background: #fdecec; color: #9b1c1c; }
.part { position: relative; }
img { display: block; }
.box { position: absolute; box-sizing: border-box; border: 2px solid; }
.box span { position: absolute; right: -2px; bottom: 100%; padding: 0 4px; font: 11px/15px sans-serif; color: #fff; white-space: nowrap; }
"""

Box = dict[str, float]
Mark = tuple[str, str, list[Optional[Box]]]
# The part's name, its picture (PNG), and the marks on it.
Shot = tuple[str, Optional[bytes], Sequence[Mark]]


def box(node: Node) -> Box:
    """Where an element is, in pixels from the top left of the whole page."""
    place = node.box
    return {"x": place.x, "y": place.y, "width": place.width, "height": place.height}


def shoot(screen: Screen, name: str, marks: Sequence[Mark]) -> Shot:
    """A picture of the page as it is now, covered as all pictures are."""
    unpictured: tuple[type[Exception], ...] = (MarketoDynamicsError, *screen.errors)
    try:
        picture: bytes | None = screen.camera.take()
    except unpictured:
        picture = None
    return name, picture, marks


def save_sheet(page: Any, shots: Sequence[Shot], path: str) -> str:
    """Put the pictures on one sheet, in an empty page beside, and store it."""
    sheet = page.context.new_page()
    try:
        sheet.set_content(document(shots))
        picture = sheet.screenshot(type="png", full_page=True)
    except Exception as error:
        raise MarketoDynamicsError(
            f"The doctor's picture could not be drawn ({type(error).__name__}). Run it without screenshot."
        ) from None
    finally:
        sheet.close()
    return screenshots.save(picture, path)


def document(shots: Sequence[Shot]) -> str:
    """The sheet as HTML."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><style>{STYLE}</style></head><body>{''.join(map(_part, shots))}</body></html>"


def _part(shot: Shot) -> str:
    name, picture, marks = shot
    wrong = [f"{element}: {status}" for element, status, _boxes in marks if status in ("missing", "several")]
    note = f"<p>{html.escape(', '.join(wrong))}</p>" if wrong else ""
    if picture is None:
        return f"<h2>{html.escape(name)}</h2>{note}<p>No picture could be taken.</p>"
    image = base64.b64encode(picture).decode("ascii")
    outlines = "".join(_outline(element, status, place) for element, status, boxes in marks for place in boxes if place)
    return (
        f"<h2>{html.escape(name)}</h2>{note}<div class='part'><img src='data:image/png;base64,{image}'>{outlines}</div>"
    )


def _outline(name: str, status: str, place: Box) -> str:
    colour = COLOURS.get(status, "#555")
    size = ";".join(
        f"{key}:{value:.0f}px"
        for key, value in (
            ("left", place["x"] - 3),
            ("top", place["y"] - 3),
            ("width", place["width"] + 6),
            ("height", place["height"] + 6),
        )
    )
    return f"<div class='box' style='{size};border-color:{colour}'><span style='background:{colour}'>{html.escape(name)}</span></div>"
