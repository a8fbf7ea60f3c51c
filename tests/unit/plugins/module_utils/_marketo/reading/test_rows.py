"""Seven rows and their icons: passed, failed, unreadable or incomplete."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.rows import read_rows
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.codec import from_json, to_json
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS

Read = Callable[..., Capture]
HEADINGS = [row.heading for row in ROWS]
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
CSS = (
    "<style>.g{color:#0a0}.r{color:#c00}.fg{fill:#0a0}.fr{fill:#c00}.dg{background:#0a0}.dr{background:#c00}"
    ".glyph::before{content:'\\2714'}.cross::before{content:'\\2718'} b{font-weight:400}</style>"
)


def page_of(icons: list[str], texts: list[str] = HEADINGS) -> str:
    """Rows as a list."""
    return (
        CSS
        + "<ul style='list-style:none'>"
        + "".join(f"<li>{icon} <span>{text}</span></li>" for icon, text in zip(icons, texts, strict=False))
        + "</ul>"
    )


# (good, bad): what the review found read as failed although it passed, and pictures of the documentation.
KINDS = {
    "mki": (f"<img class=mkiOk src='{PIXEL}'>", f"<img class=mkiDelete src='{PIXEL}'>"),
    "documented": ("<img src='/images/check.png'>", "<img src='/images/delete.png'>"),
    "documented in the other flow": ("<img src='green-check.png'>", "<img src='red-x.png'>"),
    "svg without words": ("<svg class=fg><path d='M0 0h9v9z'/></svg>", "<svg class=fr><path d='M0 0h9v9z'/></svg>"),
    "pseudo": ("<i class='glyph g'></i>", "<i class='cross r'></i>"),
    "character": ("<b>✔</b>", "<b>✘</b>"),
    "colour": ("<i class=dg></i>", "<i class=dr></i>"),
    "background": (
        "<i style=\"background-image:url('tick.png')\"></i>",
        "<i style=\"background-image:url('cross.png')\"></i>",
    ),
    "ligature": (
        "<i class='material-icons g' style='width:auto'>done</i>",
        "<i class='material-icons r' style='width:auto'>error</i>",
    ),
}


def outcome(page: Capture) -> str:
    """The outcome, the same live and from a file."""
    live = read_rows(page.snapshot)
    stored = read_rows(from_json(json.loads(json.dumps(to_json(page.snapshot)))))
    assert live.outcome == stored.outcome
    return live.outcome


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_seven_good_icons_have_passed(read: Read, kind: str) -> None:
    """A3: whatever they are made of."""
    reading = read_rows(read(page_of([KINDS[kind][0]] * 7)).snapshot)
    assert reading.outcome == "passed", (reading.why, [(row.text, row.outcome, row.why) for row in reading.rows])
    assert [row.id for row in reading.rows] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_one_bad_icon_is_a_failure(read: Read, kind: str) -> None:
    """A3: and the row is named."""
    good, bad = KINDS[kind]
    reading = read_rows(read(page_of([good, good, bad, good, good, good, good])).snapshot)
    assert reading.outcome == "failed", (reading.why, [(row.text, row.outcome, row.why) for row in reading.rows])
    assert [row.id for row in reading.rows if row.outcome == "failed"] == [3]


@pytest.mark.parametrize(
    "icon",
    [
        "<svg data-testid=CheckIcon class='colorError fr'><path d='M0 0h9v9z'/></svg>",
        "<svg data-testid=CheckIcon class='colorError'><path d='M0 0h9v9z'/></svg>",
        "<img src='sprite-check.png'>",
        "<img src='x.png' alt='Check result'>",
        "<i class='fa fa-check-circle textDanger'></i>",
        "<i class='fa-check r glyph'></i>",
        "<i class='icon-check dr'></i>",
        "<svg><path d='M0 0h9v9z'/></svg>",
        "<img src='a1b2.png'>",
        "<i class='icon valid-invalid'></i>",
    ],
)
def test_a_doubtful_icon_has_never_passed(read: Read, icon: str) -> None:
    """A3, false green: a tick in an error's colour, a sprite, a plain word, an unknown picture."""
    assert outcome(read(page_of([icon] * 7))) in ("unreadable", "failed")
    assert outcome(read(page_of([icon] + [KINDS["documented"][0]] * 6))) in ("unreadable", "failed")


@pytest.mark.parametrize(
    "icon", ["<img src='sprite-check.png'>", "<img src='a1b2.png'>", "<img src='x.png' alt='Check result'>"]
)
def test_what_can_not_be_read_has_not_failed_either(read: Read, icon: str) -> None:
    """A3: unreadable condemns nothing, so no secret is deleted for it."""
    assert outcome(read(page_of([icon] * 7))) == "unreadable"


def test_rows_that_come_one_by_one_are_incomplete(read: Read) -> None:
    """A3, B20: real checks take seconds each; the caller goes on waiting."""
    good = KINDS["mki"][0]
    for count in range(7):
        assert outcome(read(page_of([good] * count))) == "incomplete"
    assert outcome(read(page_of([good] * 3 + [""] * 4))) == "incomplete"
    assert outcome(read(page_of([good] * 6 + ["<i class=spinner></i>"]))) == "incomplete"
    assert outcome(read(page_of([good] * 6 + ["<i role=progressbar></i>"]))) == "incomplete"


def test_an_eighth_row_is_unreadable(read: Read) -> None:
    """A3: more than was expected proves nothing, unless all seven are known and the other one says nothing against them."""
    good, bad = KINDS["mki"]
    assert outcome(read(page_of([good] * 8, [*HEADINGS, "One more"]))) == "passed"
    assert outcome(read(page_of([*[good] * 7, bad], [*HEADINGS, "One more"]))) == "unreadable"
    assert outcome(read(page_of([good] * 8, [f"Row {number}" for number in range(8)]))) == "unreadable"


def test_a_second_icon_that_only_explains_is_no_row(read: Read) -> None:
    """A3: an information icon at the end of each row."""
    icons = [KINDS["mki"][0]] * 7
    page = read(page_of(icons, [f"{text} <i class='icon-info'></i>" for text in HEADINGS]))
    assert outcome(page) == "passed"


def test_rows_in_an_unknown_language_pass_by_order_and_icon(read: Read) -> None:
    """Words are a check only; a tree with icons beside them is not a list of rows."""
    tree = (
        "<div role=tree>"
        + "".join(f"<div role=treeitem><img src=folder.png> Ordner {n}</div>" for n in range(7))
        + "</div>"
    )
    page = read(tree + page_of([KINDS["mki"][0]] * 7, [f"Contrôle numéro {n}" for n in range(7)]))
    assert outcome(page) == "passed"


def test_a_row_that_is_there_twice_is_unreadable(read: Read) -> None:
    """Seven icons, but not the seven checks."""
    assert outcome(read(page_of([KINDS["mki"][0]] * 7, [HEADINGS[0], *HEADINGS[:6]]))) == "unreadable"


def test_rows_in_a_window_are_read_as_well(read: Read) -> None:
    """A3, B20: Next may open another window."""
    assert outcome(read(f"<div role=dialog>{page_of([KINDS['mki'][0]] * 7)}</div>")) == "passed"


def test_rows_in_a_shadow_root_are_read(read: Read) -> None:
    """B26."""
    markup = json.dumps("<style>img {width: 12px; height: 12px}</style>" + page_of([KINDS["documented"][0]] * 7))
    page = read(
        "<div id=x></div>",
        f"() => {{ document.getElementById('x').attachShadow({{mode: 'open'}}).innerHTML = {markup}; }}",
    )
    assert outcome(page) == "passed"


def test_an_operator_can_name_the_icons(read: Read) -> None:
    """A3: icons that say nothing are data in the inventory."""
    good, bad = "<img class=q1 src=a.png>", "<img class=q2 src=b.png>"
    selectors = {"row_good": ".q1", "row_bad": ".q2"}
    assert read_rows(read(page_of([good] * 7), selectors=selectors).snapshot).outcome == "passed"
    assert read_rows(read(page_of([good] * 6 + [bad]), selectors=selectors).snapshot).outcome == "failed"


FRENCH = [f"Contrôle numéro {number}" for number in range(7)]


def table(icons: list[str], texts: list[str]) -> str:
    """Rows with the icon behind the text, as one toolkit generation might draw them."""
    rows = "".join(f"<tr><td>{text}</td><td>{icon}</td></tr>" for icon, text in zip(icons, texts, strict=True))
    return f"{CSS}<table>{rows}</table>"


@pytest.mark.parametrize("texts", [HEADINGS, FRENCH])
def test_icons_behind_the_texts(read: Read, texts: list[str]) -> None:
    """The side is not published."""
    reading = read_rows(read(table([KINDS["documented"][0]] * 7, texts)).snapshot)
    assert (reading.outcome, [row.text for row in reading.rows]) == ("passed", texts)


@pytest.mark.parametrize("texts", [HEADINGS, FRENCH])
def test_what_follows_a_heading_is_its_detail(read: Read, texts: list[str]) -> None:
    """A failure explains itself, sometimes at length."""
    words = "AADSTS700016: the application was not found. " * 9
    rows = "".join(
        f"<div><img src={icon}.png><div>{text}</div>{f'<div>{words}</div>' if icon == 'delete' else ''}</div>"
        for icon, text in zip(["check"] * 6 + ["delete"], texts, strict=True)
    )
    reading = read_rows(read(f"<section style='width:240px'>{rows}</section>").snapshot)
    assert (reading.outcome, [row.text for row in reading.rows]) == ("failed", texts), reading
    assert [bool(row.detail) for row in reading.rows] == [False] * 6 + [True]
    assert reading.rows[6].detail.startswith("AADSTS700016: the application")


def test_rows_out_of_sight_do_not_count(read: Read) -> None:
    """What nobody sees proves nothing."""
    hidden = f"<div style='position:absolute;left:-10000px'>{page_of([KINDS['mki'][0]] * 7)}</div>"
    assert outcome(read(hidden)) == "incomplete"


@pytest.mark.parametrize("alt", ["Réussi", "成功", "Não verificado", "icon_x3fGh", "c-ok9", "a1-no2"])
def test_words_that_are_not_known_say_nothing(read: Read, alt: str) -> None:
    """No part of a word of another language, or of a name that a tool made up, is taken for a word."""
    assert outcome(read(page_of([f"<img src=q.png alt='{alt}' class='{alt}'>"] * 7))) == "unreadable"


def test_one_icon_that_looks_different_from_six(read: Read) -> None:
    """Learned contrast: each is called good, but they can't all be the same."""
    good = KINDS["documented"][0]
    odd = "<img src='/images/check-circle.png'>"
    assert outcome(read(page_of([good] * 6 + [odd]))) == "unreadable"
    assert outcome(read(page_of([odd] * 7))) == "passed"
    selectors = {"row_good": "img", "row_bad": ".never"}
    assert read_rows(read(page_of([good] * 6 + [odd]), selectors=selectors).snapshot).outcome == "passed"
