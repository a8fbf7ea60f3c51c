"""The modules for Entra, run by a client of the emulated directory."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph import replication
from tests.emulator.process import EmulatorProcess
from tests.support.modules import run_module

READS = ("GET", "HEAD")


def is_read(entry: dict[str, Any]) -> bool:
    """Whether a request wrote nothing: a batch is posted, and reads where all in it do."""
    if entry["path"].endswith("/$batch"):
        return all(step["method"] == "GET" for step in entry["request_body"]["requests"])
    return entry["method"] in READS


class Driver:
    """Runs modules against the emulator as one of its clients, as the fast door does."""

    def __init__(self, emulator: EmulatorProcess, account: str = "administrator") -> None:
        self.emulator = emulator
        self.tenant_id = emulator.accounts[account]["tenant_id"]
        self.credentials = {**emulator.accounts[account], "ca_bundle": emulator.ca_file, "proxy": emulator.proxy_url}

    def run(self, module: str, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """The module's result; in check mode nothing may have been written."""
        return run_module(f"entra_{module}", {**self.credentials, **options}, check_mode, self.writes)

    def ladder(self, module: str, **options: Any) -> dict[str, Any]:
        """Check mode tells the change, the run makes it, both agree, and a second run changes nothing. The run's result."""
        checked = self.run(module, check_mode=True, **options)
        done = self.run(module, **options)
        again = self.run(module, **options)
        for result in (checked, done, again):
            assert not result.get("failed"), result
        assert (checked["changed"], done["changed"], again["changed"]) == (True, True, False), (checked, done, again)
        assert (checked["changes"], checked["diff"]) == (done["changes"], done["diff"])
        assert self.run(module, check_mode=True, **options)["changed"] is False
        return done

    def fails(self, module: str, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """The result of a run that fails."""
        result = self.run(module, check_mode, **options)
        assert result.get("failed"), result
        return result

    def writes(self) -> list[dict[str, Any]]:
        """What was written to Microsoft Graph since the last reset."""
        return [entry for entry in self.emulator.requests(service="graph") if not is_read(entry)]

    def round_trips(self, module: str, check_mode: bool = False, **options: Any) -> tuple[int, int]:
        """How often the run of a module asked Microsoft Graph, and for a token. The run must change nothing."""
        before = len(self.emulator.requests())
        result = self.run(module, check_mode, **options)
        assert not result.get("failed") and not result["changed"], result
        entries = self.emulator.requests()[before:]
        tokens = [entry for entry in entries if entry["service"] == "entra" and entry["method"] == "POST"]
        return len([entry for entry in entries if entry["service"] == "graph"]), len(tokens)

    def objects(self, collection: str) -> list[dict[str, Any]]:
        """A collection of the tenant, as it truly is."""
        return self.emulator.state()["tenants"][self.tenant_id][collection]

    def by_hand(self, collection: str, change: dict[str, Any], app_id: str | None = None) -> None:
        """Change one object as a person in the portal would: the one of this application, else the only one."""
        there = self.objects(collection)
        index = next(number for number, item in enumerate(there) if app_id is None or item.get("appId") == app_id)
        self.emulator.patch_state(
            [
                {"op": "add", "path": f"/tenants/{self.tenant_id}/{collection}/{index}/{name}", "value": value}
                for name, value in change.items()
            ]
        )

    def application(self, name: str = "Marketo Integration") -> str:
        """Register an application with its service principal; its client id."""
        app_id = self.run("application", display_name=name, unique_name=name.lower().replace(" ", "-"))["application"][
            "app_id"
        ]
        assert not self.run("service_principal", app_id=app_id).get("failed")
        return app_id


@pytest.fixture
def emulator(emulator: EmulatorProcess, monkeypatch: pytest.MonkeyPatch) -> EmulatorProcess:
    """The emulator as it was at its start; waits are shorter than in the wild."""
    monkeypatch.setattr(replication, "SECONDS", 4.0)
    monkeypatch.setattr(replication, "GLANCE_SECONDS", 2.0)
    monkeypatch.setattr(replication, "INTERVAL", 0.1)
    return emulator


@pytest.fixture
def entra(emulator: EmulatorProcess) -> Driver:
    """Modules run by the administrating application."""
    return Driver(emulator)


@pytest.fixture
def reader(emulator: EmulatorProcess) -> Driver:
    """Modules run by an application that may only read applications."""
    return Driver(emulator, "reader")
