"""The modules for Dataverse, with the application that the sync signs in through."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess
from tests.emulator.seed import load_seed
from tests.support.modules import run_module

from .states import HOST, ORGANIZATION_URL, registered

SECRET = "a~Secret.Of-The.Application"


class Driver:
    """Runs the Dataverse modules as the fast door does."""

    def __init__(self, emulator: EmulatorProcess) -> None:
        self.emulator = emulator
        administrator, user = emulator.accounts["administrator"], emulator.accounts["sync_user"]
        self.tenant_id = administrator["tenant_id"]
        self.app_id = registered(emulator, SECRET)
        self.way = {"ca_bundle": emulator.ca_file, "proxy": emulator.proxy_url}
        self.administrator = {
            **{name: administrator[name] for name in ("tenant_id", "client_id", "client_secret")},
            "url": HOST,
            "app_id": self.app_id,
        }
        self.marketo = {
            "url": ORGANIZATION_URL,
            "client_id": self.app_id,
            "client_secret": SECRET,
            "username": user["username"],
            "password": user["password"],
        }

    def run(self, module: str, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """A module's result; in check mode nothing may have been written."""
        result = run_module(f"dynamics_{module}", {**self.way, **options}, check_mode, self.writes)
        text = json.dumps(result)
        assert not [
            secret
            for secret in (SECRET, self.marketo["password"], self.administrator["client_secret"])
            if secret in text
        ]
        return result

    def readiness(self, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """Readiness with the credentials that Marketo uses."""
        result = self.run("readiness_info", check_mode, **{**self.marketo, **options})
        assert not result.get("failed"), result
        assert result["changed"] is False and result["diff"] == {"before": {}, "after": {}}
        return result

    def user(self, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """The module dynamics_application_user, as the administrator."""
        return self.run("application_user", check_mode, **{**self.administrator, **options})

    def writes(self) -> list[dict[str, Any]]:
        """What was written to Dataverse since the last reset."""
        return [entry for entry in self.emulator.requests(service="dataverse") if entry["method"] != "GET"]

    def passwords_tried(self) -> int:
        """How often a password was posted to the token endpoint."""
        return len(
            [
                entry
                for entry in self.emulator.requests(service="entra")
                if (entry["request_body"] or {}).get("grant_type") == "password"
            ]
        )

    def organization(self) -> dict[str, Any]:
        """The organization as it truly is."""
        return self.emulator.state()["organizations"][HOST]


@pytest.fixture
def dynamics(emulator: EmulatorProcess) -> Driver:
    """The modules, and an application with consent, policy and secret."""
    return Driver(emulator)


@pytest.fixture(scope="session")
def seed() -> dict[str, Any]:
    """What the emulator starts from."""
    return load_seed()
