# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Decode a browser's screenshot without a library: PNG, eight bits, RGB or RGBA, not interlaced. Anything else raises `ValueError`."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {2: 3, 6: 4}
# A picture of a column of icons is far smaller. This bounds the work, whatever a page shows.
MOST_PIXELS = 400_000


class Picture(NamedTuple):
    """The pixels, line by line."""

    width: int
    height: int
    channels: int
    lines: tuple[bytes, ...]

    def pixel(self, across: int, down: int) -> tuple[int, int, int]:
        """Return the colour of one pixel."""
        start = across * self.channels
        red, green, blue = self.lines[down][start : start + 3]
        return red, green, blue


def decode(data: bytes) -> Picture:
    """Return the picture."""
    if not data.startswith(_SIGNATURE):
        raise ValueError("This is not a PNG.")
    chunks = list(_chunks(data))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13:
        raise ValueError("The PNG has no header.")
    width, height, depth, kind, _compression, _filter, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != 8 or kind not in _CHANNELS or interlaced or not 0 < width * height <= MOST_PIXELS:
        raise ValueError("The PNG is of another kind than a browser's screenshot.")
    channels = _CHANNELS[kind]
    size = (width * channels + 1) * height
    try:
        raw = zlib.decompressobj().decompress(b"".join(body for name, body in chunks if name == b"IDAT"), size)
    except zlib.error:
        raise ValueError("The PNG is damaged.") from None
    if len(raw) != size:
        raise ValueError("The PNG is cut off.")
    return Picture(width, height, channels, tuple(_lines(raw, width * channels, channels)))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at + 12 <= len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        at += 12 + length


def _lines(raw: bytes, stride: int, channels: int) -> Iterator[bytes]:
    """Undo each line's filter (PNG specification, 9.2)."""
    above = bytes(stride)
    for start in range(0, len(raw), stride + 1):
        kind, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for place in range(stride):
            left = line[place - channels] if place >= channels else 0
            corner = above[place - channels] if place >= channels else 0
            line[place] = (line[place] + _predicted(kind, left, above[place], corner)) & 0xFF
        above = bytes(line)
        yield above


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        guess = left + up - corner
        distances = ((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
        return min(distances)[2]
    if kind not in (0, 1, 2, 3):
        raise ValueError("The PNG uses a filter that does not exist.")
    return (0, left, up, (left + up) // 2)[kind]
