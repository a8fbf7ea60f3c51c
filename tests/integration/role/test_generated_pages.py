"""The role on ten admin pages that nobody fitted it to; ``make pages`` takes as many as one likes.

The seeds are those of ``python -m tests.pages.cover 10``: between them, the ten pages have nearly every alternative of the
generator's grammar. What happened is what the emulator noted, not what the play says.
"""

from __future__ import annotations

import pytest

from tests.emulator.process import EmulatorProcess
from tests.pages.cover import missing
from tests.pages.results import CONVERGED, REFUSED_BEFORE
from tests.pages.trial import run_trial

SEEDS = [45, 169, 200, 339, 548, 566, 693, 870, 916, 982]
# The page doesn't show the saved address, and its form is blank.
WITHOUT_ORGANIZATION = {566}


@pytest.mark.parametrize("seed", SEEDS)
def test_a_secret_is_rotated_on_a_page_nobody_has_seen(configured: EmulatorProcess, seed: int) -> None:
    """Converged: saved, validated, enabled again, and what Marketo holds is alive. And nothing else was touched.

    A1: where a page says nowhere which organization is saved, it is refused while the sync still runs.
    """
    trial, evidence = run_trial(configured, seed)
    assert trial.wrong_clicks == []
    assert trial.wrong_fields == []
    assert not trial.wrong_organization
    assert not trial.live_secret_deleted
    assert trial.ending == (REFUSED_BEFORE if seed in WITHOUT_ORGANIZATION else CONVERGED), evidence.output


def test_the_ten_pages_have_nearly_all_that_a_page_may_have() -> None:
    """A grammar that has grown wants other seeds: ``python -m tests.pages.cover 10``."""
    assert len(missing(SEEDS)) < 12
    assert sum(missing(SEEDS).values()) < 1.6
    assert max(missing(SEEDS).values()) <= 0.3
