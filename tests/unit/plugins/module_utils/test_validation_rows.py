"""What seven rows mean: by their headings, by their places, and where something is odd."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS, ShownRow, judge

HEADINGS = [row.heading for row in ROWS]
FRENCH = [f"Contrôle numéro {number}" for number in range(1, 8)]


def shown(texts, unreadable="", **passed):
    """Rows of these texts, judged; all have passed but those given by number."""
    return judge(
        [ShownRow(text, "", passed.get(f"row{number}", True), "Why.") for number, text in enumerate(texts, 1)],
        unreadable,
    )


def test_known_rows():
    """All green."""
    judgement = shown(HEADINGS)
    assert (judgement.passed, judgement.readable, judgement.reason) == (True, True, None)
    assert judgement.results()[2] == {"id": 3, "row": HEADINGS[2], "passed": True, "fix": "", "fact": ""}


def test_known_rows_in_another_order():
    """The id goes by the heading."""
    judgement = shown(HEADINGS[::-1], row1=False)
    assert [check.id for check in judgement.checks] == [7, 6, 5, 4, 3, 2, 1]
    assert judgement.checks[0].fix == ROWS[6].fix
    assert (judgement.passed, judgement.reason) == (False, "1 of 7 rows are not green")


def test_unknown_rows_by_their_places():
    """All seven are there and no heading is known: the article's order."""
    judgement = shown(FRENCH, row5=False)
    assert [check.id for check in judgement.checks] == [1, 2, 3, 4, 5, 6, 7]
    assert (judgement.checks[4].passed, judgement.checks[4].fix) == (False, ROWS[4].fix)
    assert "(5) Contrôle numéro 5" in judgement.failure()
    assert shown(FRENCH).passed is True


@pytest.mark.parametrize("count", [0, 1, 6, 8])
@pytest.mark.parametrize("first", [True, False])
def test_other_than_seven_rows_can_not_be_read(count, first):
    """A3: however green or red they are, they aren't the seven that were expected."""
    judgement = shown([*FRENCH, "Une de plus"][:count], row1=first)
    assert all(check.id is None for check in judgement.checks)
    assert judgement.reason == f"the page shows {count} row{'s' * (count != 1)}, where 7 are expected"
    assert (judgement.passed, judgement.readable) == (None, False)
    assert judgement.reason in judgement.failure()


def test_a_missing_row():
    """Is named, where the others are known; whether it has passed is unknown."""
    judgement = shown(HEADINGS[:6])
    missing = judgement.checks[-1]
    assert (missing.id, missing.row, missing.passed) == (7, HEADINGS[6], None)
    assert "missing" in missing.fact
    assert judgement.passed is None


def test_an_unknown_row_among_known_ones():
    """Its place tells nothing."""
    texts = [*HEADINGS[:6], "The user matches"]
    assert (shown(texts).passed, shown(texts).checks[6].id) == (True, None)


def test_a_row_that_is_unclear():
    """A3: unknown is not red."""
    judgement = shown(HEADINGS, row3=None)
    assert (judgement.passed, judgement.checks[2].passed, judgement.checks[2].fact) == (None, None, "Why.")
    assert "It may have passed" in judgement.failure()


def test_a_red_row_beside_an_unclear_one():
    """One that has plainly failed is enough."""
    assert shown(HEADINGS, row3=None, row4=False).passed is False


def test_a_row_that_is_there_twice():
    """Neither of the two can be read."""
    judgement = shown([*HEADINGS[:6], HEADINGS[0]])
    assert [check.passed for check in judgement.checks] == [None, *[True] * 5, None]
    assert judgement.checks[0].fact == "This row is on the page 2 times."
    assert judgement.passed is None


def test_rows_that_are_unreadable_together():
    """Whatever each of them says."""
    judgement = shown(HEADINGS, "two lists of 7 rows are there")
    assert (judgement.passed, judgement.reason) == (None, "two lists of 7 rows are there")
