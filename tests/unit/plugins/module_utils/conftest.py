"""Unit tests of the collection never wait: waits look once, or as often as a test says."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.plan import Plan
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph import replication
from tests.unit.plugins.module_utils.fakes import ScriptedTransport


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wait may look a few times, without a pause worth the name."""
    monkeypatch.setattr(replication, "SECONDS", 0.05)
    monkeypatch.setattr(replication, "GLANCE_SECONDS", 0.05)
    monkeypatch.setattr(replication, "INTERVAL", 0.01)


@pytest.fixture
def transport() -> ScriptedTransport:
    """What a client sends through, for tests that look at what was sent."""
    return ScriptedTransport()


def kinds(plan: Plan) -> list[str]:
    """The kinds of a plan's changes."""
    return [change.kind for change in plan.changes]


def apply_all(resource: Any) -> Plan:
    """Read, plan and apply, as the runner does."""
    plan = resource.plan(resource.read())
    for change in plan.changes:
        resource.apply(change)
    return plan
