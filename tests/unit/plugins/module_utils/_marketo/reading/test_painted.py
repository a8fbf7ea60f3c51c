"""The colour of icons on the screen, from a real browser's pictures."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import pytest
from playwright.sync_api import Page as Tab

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading import painted
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.icons import hue
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.png import decode
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import capture

STYLE = "<style>img, canvas, i {display: block; width: 12px; height: 12px; margin: 20px}</style>"


def svg(content: str, width: int = 12) -> str:
    """A drawing as the address of a picture."""
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='12'>"
    return f"data:image/svg+xml,{head}{content}</svg>".replace("#", "%23")


def drawn(fill: str) -> str:
    """A picture of this colour, with a white middle, under a name that says nothing."""
    return svg(f"<rect width='12' height='12' fill='{fill}'/><rect x='5' y='2' width='2' height='8' fill='white'/>")


def colours(tab: Tab, markup: str) -> list[str]:
    """The names of the colours of all pictures there; empty if no picture of them was possible."""
    tab.goto("about:blank")
    tab.set_content(STYLE + markup)
    with capture(tab) as captured:
        snapshot = captured.snapshot
    icons = [node for node in snapshot.nodes if node.tag in ("img", "canvas", "i")]
    place = painted.column_box(snapshot, icons)
    if place is None:
        return []
    clip: Any = place._asdict()
    picture = decode(tab.screenshot(type="png", clip=clip, full_page=True, scale="css"))
    snapshot = painted.with_colours(snapshot, icons, place, picture)
    return [hue((snapshot.nodes[icon.index].look or icon.look).painted) for icon in icons]  # type: ignore[union-attr]


def test_pictures_without_a_telling_name(empty_page: Tab) -> None:
    """Their colours are those that a person sees."""
    fills = ("#2a8a2a", "#cc0000", "#888", "#e8a000")
    markup = "".join(f'<img src="{drawn(fill)}">' for fill in fills)
    assert colours(empty_page, markup) == ["green", "red", "", "amber"]


def test_a_background_that_two_states_share(empty_page: Tab) -> None:
    """A sprite: the same file, another part of it."""
    sprite = svg(
        "<rect width='12' height='12' fill='green'/><rect x='12' width='12' height='12' fill='red'/>", width=24
    )
    style = f"background-image: url(&quot;{sprite}&quot;)"
    markup = f'<i style="{style}"></i><i style="{style}; background-position: -12px 0"></i>'
    assert colours(empty_page, markup) == ["green", "red"]


def test_two_colours_say_nothing(empty_page: Tab) -> None:
    """Half green, half red."""
    half = svg("<rect width='6' height='12' fill='green'/><rect x='6' width='6' height='12' fill='red'/>")
    assert colours(empty_page, f'<img src="{half}">') == [""]


def test_what_lies_over_the_icons(empty_page: Tab) -> None:
    """Would be in the picture too, so there is none."""
    markup = f'<img src="{drawn("green")}"><div style="position:fixed;inset:0;background:red"></div>'
    assert colours(empty_page, markup) == []


def chunk(name: bytes, body: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(lines: bytes, width: int = 2, height: int = 2, kind: int = 2, depth: int = 8) -> bytes:
    """A PNG of these filtered lines."""
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("filtered", "second"),
    [
        (bytes([0, 10, 20, 30, 40, 50, 60]), (40, 50, 60)),
        (bytes([1, 10, 20, 30, 30, 30, 30]), (40, 50, 60)),
        (bytes([2, 9, 18, 27, 36, 45, 54]), (40, 50, 60)),
        (bytes([3, 10, 19, 29, 33, 38, 42]), (40, 50, 60)),
        (bytes([4, 9, 18, 27, 30, 30, 30]), (40, 50, 60)),
    ],
)
def test_every_filter(filtered: bytes, second: tuple[int, int, int]) -> None:
    """As the PNG specification undoes it."""
    picture = decode(png(bytes([0, 1, 2, 3, 4, 5, 6]) + filtered))
    assert (picture.pixel(0, 1), picture.pixel(1, 1)) == ((10, 20, 30), second)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        png(b"\0" * 14)[:30],
        png(b"\0" * 14, kind=3),
        png(b"\0" * 14, depth=16),
        png(b"\0" * 13),
        png(b"\7" * 14),
        png(b"", width=9999, height=9999),
    ],
)
def test_what_is_no_picture(data: bytes) -> None:
    """Is refused, never guessed at."""
    with pytest.raises(ValueError, match="PNG"):
        decode(data)
