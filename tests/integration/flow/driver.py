"""Runs the flow test as the fast door does, and looks at both ends."""

from __future__ import annotations

from typing import Any

from tests.emulator.process import EmulatorProcess
from tests.support.modules import run_module
from tests.unit.emulator.contoso import ORGANIZATION, ORGANIZATION_HOST
from tests.unit.emulator.marketo_rest.caller import CANARY, MUNCHKIN, REST_CLIENT, Caller

TOUCH = r".*/leads\(.*\)$"


class FlowDriver:
    """One module, one canary: a lead unless told otherwise."""

    def __init__(self, emulator: EmulatorProcess, caller: Caller) -> None:
        self.emulator = emulator
        self.caller = caller
        self.options: dict[str, Any] = {
            **emulator.accounts["administrator"],
            "url": ORGANIZATION,
            "ca_bundle": emulator.ca_file,
            "proxy": emulator.proxy_url,
            "canary_email": CANARY,
            "munchkin_id": MUNCHKIN,
            "rest_client_id": REST_CLIENT["client_id"],
            "rest_client_secret": REST_CLIENT["client_secret"],
            "poll_interval": 1,
            "arrival_timeout": 60,
        }

    def run(self, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """The module's result; in check mode nothing may have been written."""
        given = {name: value for name, value in {**self.options, **options}.items() if value is not None}
        result = run_module("marketo_dynamics_flow_test", given, check_mode, self.writes)
        assert REST_CLIENT["client_secret"] not in str(result)
        return result

    def fails(self, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """The result of a run that fails with a sentence, and not by a defect."""
        result = self.run(check_mode, **options)
        assert result.get("failed") and "defect" not in result["msg"] and result["msg"].endswith("."), result
        return result

    def refused(self, **options: Any) -> str:
        """The sentence with which a run is refused, the same in check mode, and nothing was written by either."""
        before = len(self.writes())
        first, second = self.fails(True, **options)["msg"], self.fails(False, **options)["msg"]
        assert first == second
        assert len(self.writes()) == before
        return first

    def writes(self) -> list[dict[str, Any]]:
        """What was written to Dataverse since the last reset."""
        return [entry for entry in self.emulator.requests(service="dataverse") if entry["method"] != "GET"]

    def row(self, table: str = "leads", number: int = 0) -> dict[str, Any]:
        """A record in Dynamics, as it truly is."""
        return self.emulator.state()["organizations"][ORGANIZATION_HOST]["tables"][table][number]

    def put(self, text: str | None, table: str = "leads", number: int = 0) -> None:
        """Set the canary's column by hand, long ago."""
        path = f"/organizations/{ORGANIZATION_HOST}/tables/{table}/{number}/jobtitle"
        self.emulator.patch_state([{"op": "add", "path": path, "value": text}])

    def questions(self) -> int:
        """How many calls of the REST API counted so far."""
        return len(
            [entry for entry in self.emulator.requests(service="marketo_rest") if entry["path"].startswith("/rest/")]
        )
