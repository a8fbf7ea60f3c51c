"""The core in process, with services made for the test: calls among services, failures, replication lag."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from tests.emulator.app import Emulator
from tests.emulator.service import Service
from tests.emulator.world import World


def _store(world: World) -> ASGIApp:
    """A service with one number to read and write."""

    async def number(request: Request) -> Response:
        if request.method == "POST":
            world.state["number"] = (await request.json())["number"]
        return JSONResponse({"number": world.state["number"]})

    async def broken(_request: Request) -> Response:
        raise LookupError("a mistake of the emulator")

    return Starlette(routes=[Route("/number", number, methods=["GET", "POST"]), Route("/broken", broken)])


def _caller(world: World) -> ASGIApp:
    """A service that asks the other one."""

    async def ask(request: Request) -> Response:
        try:
            answer = await world.call("GET", "https://store.example/number", headers={"X-A": "b"})
        except httpx.RemoteProtocolError as error:
            return JSONResponse({"dropped": str(error)}, 502)
        return JSONResponse({"asked": answer.json(), "own": world.state["number"]})

    async def send(_request: Request) -> Response:
        answer = await world.call("POST", "https://store.example/number", json={"number": 7}, origin="elsewhere")
        return Response(status_code=answer.status_code)

    return Starlette(routes=[Route("/ask", ask), Route("/send", send, methods=["GET", "POST"])])


@pytest.fixture
def emulator() -> Emulator:
    """An emulator of the two services."""
    services = (
        Service("store", ("store.example",), ("/number", "/broken"), _store),
        Service("caller", ("*.caller.example",), ("/",), _caller),
    )
    return Emulator(World({"tenants": {}, "organizations": {}, "number": 1}), services)


def _request(emulator: Emulator, method: str, url: str, **arguments: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=emulator)) as client:
            return await client.request(method, url, **arguments)

    return asyncio.run(send())


def test_a_service_calls_another(emulator: Emulator) -> None:
    assert _request(emulator, "GET", "https://a.caller.example/ask").json() == {"asked": {"number": 1}, "own": 1}
    outer, inner = emulator.journal.entries
    assert (outer["service"], outer["origin"], outer["status"]) == ("caller", "client", 200)
    assert (inner["service"], inner["origin"], inner["host"]) == ("store", "marketo", "store.example")


def test_a_call_names_its_origin_and_sends_a_body(emulator: Emulator) -> None:
    assert _request(emulator, "GET", "https://a.caller.example/send").status_code == 200
    assert emulator.world.current["number"] == 7
    assert emulator.journal.entries[1]["origin"] == "elsewhere"
    assert emulator.journal.entries[1]["request_body"] == {"number": 7}


@pytest.mark.parametrize("act", ["drop_before", "drop_after_commit"])
def test_a_call_can_be_dropped(emulator: Emulator, act: str) -> None:
    emulator.faults.replace([{"origin": "marketo", act: True}])
    assert "disconnected" in _request(emulator, "GET", "https://a.caller.example/ask").json()["dropped"]


def test_lag_is_a_matter_of_one_service(emulator: Emulator) -> None:
    emulator.faults.replace([{"method": "POST", "service": "store", "stale_for": 60}])
    _request(emulator, "POST", "https://store.example/number", json={"number": 2})
    assert _request(emulator, "GET", "https://store.example/number").json() == {"number": 1}
    # The caller sees the truth itself, and the old state where it asks the store.
    assert _request(emulator, "GET", "https://a.caller.example/ask").json() == {"asked": {"number": 1}, "own": 2}
    emulator.faults.replace([])
    assert _request(emulator, "GET", "https://store.example/number").json() == {"number": 2}


def test_a_lagging_service_asks_one_that_does_not_lag(emulator: Emulator) -> None:
    emulator.faults.replace([{"method": "POST", "service": "caller", "stale_for": 60}])
    _request(emulator, "POST", "https://a.caller.example/send")
    assert _request(emulator, "GET", "https://a.caller.example/ask").json() == {"asked": {"number": 7}, "own": 1}


def test_a_write_during_the_lag_builds_on_the_truth(emulator: Emulator) -> None:
    emulator.faults.replace([{"method": "POST", "stale_for": 60}])
    for number in (2, 3):
        _request(emulator, "POST", "https://store.example/number", json={"number": number})
    assert _request(emulator, "GET", "https://store.example/number").json() == {"number": 1}
    assert emulator.world.current["number"] == 3


def test_a_failing_service_is_loud(emulator: Emulator, capfd: pytest.CaptureFixture[str]) -> None:
    answer = _request(emulator, "GET", "https://store.example/broken")
    assert answer.status_code == 500
    assert "LookupError: a mistake of the emulator" in capfd.readouterr().err
    assert emulator.journal.entries[0]["status"] == 500


def test_the_own_address_goes_by_path(emulator: Emulator) -> None:
    assert _request(emulator, "GET", "https://127.0.0.1:8443/number").json() == {"number": 1}
    assert _request(emulator, "GET", "https://[::1]:8443/ask").status_code == 200
    assert _request(emulator, "GET", "https://localhost/ask").json()["own"] == 1
    assert _request(emulator, "GET", "https://unknown.example/number").status_code == 404


def test_host_names_have_no_case(emulator: Emulator) -> None:
    assert (
        _request(emulator, "GET", "https://A.CALLER.example:443/ask", headers={"Host": "A.CALLER.example"}).status_code
        == 200
    )
