"""For each row: what readiness says from outside is what Marketo's own validation shows, in a browser, of the same Dataverse."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.process import EmulatorProcess
from tests.integration.marketo.tasks import session, task
from tests.support.temporary_directory import private_temporary_directory

from .states import BREAKS
from .test_readiness import DEPENDENT, outcome


@pytest.fixture(scope="module")
def opened(running: EmulatorProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One session for all rows."""
    # pytest's own directories stay where they are.
    tmp_path_factory.getbasetemp()
    running.reset()
    with private_temporary_directory(), session(running, timeout=60.0) as handle:
        yield handle


def validation(dynamics, opened):  # pylint: disable=redefined-outer-name
    """Numbers of the rows that Marketo shows red."""
    wanted = {name: dynamics.marketo[name] for name in ("client_id", "client_secret", "username", "password")}
    result = task(
        "marketo_dynamics_validation",
        **wanted,
        organization_url=dynamics.marketo["url"],
        session=opened,
        fail_on_red=False,
    )
    assert not result.get("failed"), result
    return [check["id"] for check in result["checks"] if not check["passed"]]


def test_both_are_green(dynamics, opened):  # pylint: disable=redefined-outer-name
    """Nothing is broken."""
    assert dynamics.readiness()["ready"] is True
    assert validation(dynamics, opened) == []


@pytest.mark.parametrize("number", sorted(BREAKS))
def test_the_row_that_readiness_names_is_red_in_marketo(dynamics, opened, number):  # pylint: disable=redefined-outer-name
    """Just that row; Marketo shows red, too, what it couldn't check because of it."""
    dynamics.emulator.patch_state(BREAKS[number])
    assert outcome(dynamics.readiness(), False) == [number]
    red = validation(dynamics, opened)
    assert number in red and set(red) - {number} <= set(DEPENDENT.get(number, [])), red
