"""What seven rows mean: by their headings, by their places, and where something is odd."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS, ShownRow, judge

GOOD = [["icon", "check"]]
BAD = [["icon", "x"]]
HEADINGS = [row.heading for row in ROWS]
FRENCH = [f"Contrôle numéro {number}" for number in range(1, 8)]


def shown(texts, **icons):
    """Rows of these texts, all good but those given by number."""
    return [
        {"row": text, "detail": "", "icons": icons.get(f"row{number}", GOOD)} for number, text in enumerate(texts, 1)
    ]


def evaluate(rows):
    """The checks as modules return them, and why the validation has not passed."""
    judgement = judge([ShownRow.from_page(row) for row in rows])
    assert judgement.passed is (judgement.reason is None)
    return judgement.results(), judgement.reason


def failure(rows):
    """What is said of these rows."""
    return judge([ShownRow.from_page(row) for row in rows]).failure()


def test_known_rows():
    """All green."""
    checks, reason = evaluate(shown(HEADINGS))
    assert reason is None
    assert checks[2] == {"id": 3, "row": HEADINGS[2], "passed": True, "fix": "", "fact": ""}


def test_known_rows_in_another_order():
    """The id goes by the heading."""
    checks, reason = evaluate(shown(HEADINGS[::-1], row1=BAD))
    assert [check["id"] for check in checks] == [7, 6, 5, 4, 3, 2, 1]
    assert checks[0]["fix"] == ROWS[6].fix
    assert reason == "1 of 7 rows are not green"


def test_unknown_rows_by_their_places():
    """All seven are there and no heading is known: the article's order."""
    checks, reason = evaluate(shown(FRENCH, row5=BAD))
    assert [check["id"] for check in checks] == [1, 2, 3, 4, 5, 6, 7]
    assert checks[4] == {"id": 5, "row": FRENCH[4], "passed": False, "fix": ROWS[4].fix, "fact": ""}
    assert evaluate(shown(FRENCH))[1] is None
    assert "(5) Contrôle numéro 5" in failure(shown(FRENCH, row5=BAD))


@pytest.mark.parametrize("count", [0, 1, 6, 8])
def test_other_than_seven_rows(count):
    """However green they are."""
    checks, reason = evaluate(shown([*FRENCH, "Une de plus"][:count]))
    assert all(check["passed"] and check["id"] is None for check in checks)
    assert reason == f"the page shows {count} row{'s' * (count != 1)}, where 7 are expected"
    assert reason in failure(shown([*FRENCH, "Une de plus"][:count]))


def test_a_missing_row():
    """Is named, where the others are known."""
    checks, reason = evaluate(shown(HEADINGS[:6]))
    assert checks[-1] == {
        "id": 7,
        "row": HEADINGS[6],
        "passed": False,
        "fix": ROWS[6].fix,
        "fact": "This row is missing on the page.",
    }
    assert "6 rows" in reason


def test_an_extra_row():
    """Makes eight, and that is not seven."""
    assert evaluate(shown([*HEADINGS, "The moon is full"]))[1] == "the page shows 8 rows, where 7 are expected"


def test_an_unknown_row_among_known_ones():
    """Counts as failed unless its icon is plainly good; its place tells nothing."""
    texts = [*HEADINGS[:6], "The user matches"]
    checks, reason = evaluate(shown(texts))
    assert (reason, checks[6]["id"], checks[6]["passed"]) == (None, None, True)
    checks, reason = evaluate(shown(texts, row7=[["icon", "banana"]]))
    assert (checks[6]["id"], checks[6]["passed"], checks[6]["fact"]) == (None, False, "This row's icon is not known.")
    assert checks[6]["fix"]
    assert reason


def test_a_row_that_is_there_twice():
    """Neither of the two has passed."""
    checks, reason = evaluate(shown([*HEADINGS[:6], HEADINGS[0]]))
    assert [check["passed"] for check in checks] == [False, *[True] * 5, False]
    assert checks[0]["fact"] == "This row is on the page 2 times."
    assert reason == "2 of 7 rows are not green"


def test_a_row_that_never_ended():
    """Has not passed, and says why."""
    checks, reason = evaluate(shown(HEADINGS, row2=[["icon", "check", "spinner"]]))
    assert (checks[1]["passed"], checks[1]["fact"]) == (False, "This row was still being checked when the time was up.")
    assert reason
