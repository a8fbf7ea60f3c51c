"""Tests of the Microsoft Graph emulation: it runs in process, in a small world, with tokens that are plain JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.emulator.graph.app import build_app
from tests.emulator.graph.errors import unauthenticated
from tests.emulator.world import World
from tests.unit.emulator.graph.support import (
    ADELE,
    ALL_PERMISSIONS,
    AUTOMATION_APP,
    AUTOMATION_SP,
    BASE,
    CONTOSO,
    Clock,
    Graph,
    seed,
)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the world."""
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    """Return a fresh world."""
    world = World(seed())
    world.now = lambda: clock.time  # type: ignore[method-assign]
    return world


@pytest.fixture
def contoso(world: World) -> dict[str, Any]:
    """Return the first tenant's state."""
    return world.current["tenants"][CONTOSO]


@pytest.fixture
def http(world: World) -> TestClient:
    """Return a client without a token."""

    def authenticate(authorization: str | None) -> dict[str, Any]:
        if not authorization:
            raise unauthenticated("Access token is empty.")
        return json.loads(authorization.removeprefix("Bearer "))

    return TestClient(build_app(world, authenticate), base_url=BASE)


@pytest.fixture
def application_token(http: TestClient) -> Callable[..., Graph]:
    """Return a maker of clients with an application's own token."""

    def make(*permissions: str, tenant_id: str = CONTOSO) -> Graph:
        claims = {"tid": tenant_id, "appid": AUTOMATION_APP, "oid": AUTOMATION_SP, "idtyp": "app"}
        return Graph(http, {**claims, "roles": list(permissions)})

    return make


@pytest.fixture
def user_token(http: TestClient) -> Callable[..., Graph]:
    """Return a maker of clients with a user's token."""

    def make(*permissions: str) -> Graph:
        return Graph(http, {"tid": CONTOSO, "appid": AUTOMATION_APP, "oid": ADELE, "scp": " ".join(permissions)})

    return make


@pytest.fixture
def graph(application_token: Callable[..., Graph]) -> Graph:
    """Return a client that may do everything an application may."""
    return application_token(*ALL_PERMISSIONS)
