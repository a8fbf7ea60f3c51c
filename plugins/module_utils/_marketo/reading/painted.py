# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The colour that icons have on the screen, for pictures whose names say nothing, and against names that say what isn't shown.

A picture of the icons' column is taken by the caller (`column_box`), and `with_colours` puts the colour of each icon into ``Look.painted``. An icon
of several colours, or of none, gets nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..snapshot.model import NOT_SEEN, Box, Colour, Look, Node, Snapshot
from .icons import hue
from .png import Picture

# So much of what is coloured must agree, and so much of the icon must be coloured at all.
_AGREEING = 0.8
_COLOURED = 0.04
_WIDEST, _TALLEST = 120, 3000


def column_box(snapshot: Snapshot, icons: Sequence[Node]) -> Box | None:
    """Return the part of the page that holds these icons, None if none of them is a picture, one is covered, or they are too far apart."""
    if not icons or not any(_is_picture(part) for icon in icons for part in snapshot.inside(icon)):
        return None
    if not all(_is_on_top(snapshot, icon) for icon in icons):
        return None
    left, top = min(icon.box.x for icon in icons), min(icon.box.y for icon in icons)
    width = max(icon.box.right for icon in icons) - left
    height = max(icon.box.bottom for icon in icons) - top
    return Box(left, top, width, height) if width <= _WIDEST and height <= _TALLEST and left >= 0 and top >= 0 else None


def with_colours(snapshot: Snapshot, icons: Iterable[Node], place: Box, picture: Picture) -> Snapshot:
    """Return the snapshot with the colours of these icons. ``picture`` shows ``place``, one pixel for each of the page's."""
    found: dict[int, Colour] = {}
    for icon in icons:
        colour = _colour(icon.box, place, picture)
        if colour is not None:
            found[icon.index] = colour
    return _replaced(snapshot, found)


def _replaced(snapshot: Snapshot, colours: Mapping[int, Colour]) -> Snapshot:
    nodes = list(snapshot.nodes)
    for index, colour in colours.items():
        nodes[index] = replace(nodes[index], look=replace(nodes[index].look or Look(), painted=colour))
    return replace(snapshot, nodes=tuple(nodes))


def _is_picture(node: Node) -> bool:
    """Return whether what it shows is in a file or is drawn by a program, so that no style tells its colour."""
    look = node.look or Look()
    images = (look.image, look.before.image if look.before else "", look.after.image if look.after else "")
    return node.tag in ("img", "image", "canvas", "use", "object") or any(images)


def _is_on_top(snapshot: Snapshot, icon: Node) -> bool:
    """Return whether a click on the icon would reach it, or what it stands in; what lies over it would be in the picture too."""
    if icon.painted_over != NOT_SEEN:
        return False
    if icon.hit == NOT_SEEN:
        return False
    hit = snapshot.nodes[icon.hit]
    return icon.contains(hit) or hit.contains(icon)


def _colour(box: Box, place: Box, picture: Picture) -> Colour | None:
    """Return the middle of the colours that agree on a name."""
    across, down = box.x - place.x, box.y - place.y
    counts: Counter[tuple[int, int, int]] = Counter(
        picture.pixel(column, line)
        for line in range(max(0, down), min(down + box.height, picture.height))
        for column in range(max(0, across), min(across + box.width, picture.width))
    )
    named: defaultdict[str, list[tuple[Colour, int]]] = defaultdict(list)
    for colour, times in counts.items():
        named[hue(colour)].append((colour, times))
    sizes = {name: sum(times for _colour, times in several) for name, several in named.items() if name}
    if not sizes:
        return None
    best = max(sizes, key=lambda name: sizes[name])
    if sizes[best] < _AGREEING * sum(sizes.values()) or sizes[best] < _COLOURED * sum(counts.values()):
        return None
    # An average may fall out of the range that has the name; the commonest colour of that name can't.
    return max(named[best], key=lambda one: one[1])[0]
