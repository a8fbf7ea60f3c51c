"""One emulator for all module tests of Dataverse, set back before each, with the application that the sync signs in through."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.runner import run
from tests.emulator.process import EmulatorProcess
from tests.emulator.seed import load_seed

from .states import HOST, ORGANIZATION_URL, registered

MODULES = "ansible_collections.martech.marketo_dynamics.plugins.modules"
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
            "organization_url": HOST,
            "app_id": self.app_id,
        }
        self.marketo = {
            "organization_url": ORGANIZATION_URL,
            "client_id": self.app_id,
            "client_secret": SECRET,
            "username": user["username"],
            "password": user["password"],
        }

    def run(self, module: str, check_mode: bool = False, **options: Any) -> dict[str, Any]:
        """A module's result; in check mode nothing may have been written."""
        operation = importlib.import_module(f"{MODULES}.dynamics_{module}").OPERATION
        checked = ArgumentSpecValidator(operation.arguments, **operation.constraints).validate({**self.way, **options})
        assert not checked.error_messages, checked.error_messages
        before = len(self.writes())
        result = run(operation, checked.validated_parameters, check_mode)
        if check_mode or module.endswith("_info"):
            assert len(self.writes()) == before
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


@pytest.fixture(scope="session")
def running() -> Iterator[EmulatorProcess]:
    """The emulator's process."""
    with EmulatorProcess() as emulator:
        yield emulator


@pytest.fixture
def emulator(running: EmulatorProcess) -> EmulatorProcess:
    """The emulator at its seed."""
    running.reset()
    return running


@pytest.fixture
def dynamics(emulator: EmulatorProcess) -> Driver:
    """The modules, and an application with consent, policy and secret."""
    return Driver(emulator)


@pytest.fixture(scope="session")
def seed() -> dict[str, Any]:
    """What the emulator starts from."""
    return load_seed()
