"""After every test with an emulator: what was sent to Microsoft Graph, and what came back, keeps to Graph's OpenAPI description.

Where that description is not at hand nothing is checked here, and tests/contract says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.description import FILE, Description, exchanges


@pytest.fixture(scope="session")
def graph_description() -> Description | None:
    """The description, read once."""
    return Description() if FILE.exists() else None


@pytest.fixture(autouse=True)
def graph_keeps_to_its_description(
    request: pytest.FixtureRequest, graph_description: Description | None
) -> Iterator[None]:
    """Hold the journal against it."""
    # Asked for beforehand: at the end of the test its fixtures are gone.
    emulator: Any = request.getfixturevalue("emulator") if "emulator" in request.fixturenames else None
    yield
    if emulator is None or graph_description is None:
        return
    # Answers that the test itself prescribed are not the emulator's. Inside a batch the journal doesn't tell them apart.
    if any("status" in rule for rule in emulator.fault_hits()):
        return
    journal = [entry for entry in emulator.requests(service="graph") if not entry.get("fault")]
    complaints = sorted(
        {complaint for exchange in exchanges(journal) for complaint in graph_description.complaints(exchange)}
    )
    assert complaints == []
