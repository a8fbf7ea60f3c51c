"""Production and sandbox in one tenant and one inventory: what is done to one never harms the other (review, B1)."""

from __future__ import annotations

import copy
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import AUDIT, ROTATE, Outcome, assert_ran, playbook_command, playbook_environment, run_playbook
from .processes import session_hosts, wait_until

INVENTORY = Path(__file__).with_name("side_by_side.yml")
SEED = Path(__file__).resolve().parents[2] / "emulator" / "seed.yml"
HOSTS = {"production": "123-ABC-456", "sandbox": "456-DEF-789"}
ENABLE = "Marketo | Bring the sync into the state asked for (P17)"
SANDBOX_USER_ID = "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000103"
# One after the other, which sharing an application asks for.
SERIAL = """
- hosts: dynamics_sync
  connection: local
  gather_facts: false
  serial: 1
  roles:
    - role: martech.marketo_dynamics.dynamics_sync
"""
# How long the service holds back the answer to the call at which the play is killed.
HELD_SECONDS = 20
SHARED = {"dynamics_sync_application_name": "Shared"}


def add_sandbox(emulator: EmulatorProcess) -> None:
    """Give the tenant a second organization, with a sync user of its own."""
    seed = yaml.safe_load(SEED.read_text())
    organization = copy.deepcopy(seed["organizations"]["contoso.crm4.dynamics.com"])
    organization.update(organizationId="0a9c7d10-5e1e-4c1b-8d2f-c0ffee000499", friendlyName="Contoso Sandbox")
    user = next(item for item in organization["systemusers"] if item["domainname"] == "marketo.sync@contoso.com")
    user.update(domainname="sandbox.sync@contoso.com", internalemailaddress="sandbox.sync@contoso.com")
    user["azureactivedirectoryobjectid"] = SANDBOX_USER_ID
    person = copy.deepcopy(seed["tenants"][directory.tenant_id(emulator)]["users"][0])
    person.update(id=SANDBOX_USER_ID, userPrincipalName="sandbox.sync@contoso.com", displayName="Sandbox Sync")
    person.update(password="test-Password-of-sandbox.sync-1")
    person.pop("account")
    emulator.patch_state({"organizations": {"contoso-sandbox.crm4.dynamics.com": organization}})
    emulator.patch_state([{"op": "add", "path": f"/tenants/{directory.tenant_id(emulator)}/users/-", "value": person}])


def run(emulator: EmulatorProcess, *arguments: str, **options: Any) -> Outcome:
    """Run a playbook on both."""
    return run_playbook(emulator, *arguments, inventory=INVENTORY, **options)


def unanswered(emulator: EmulatorProcess, service: str) -> list[str]:
    """Return the requests that a fault holds back."""
    return [entry["path"] for entry in emulator.requests(service=service) if entry["fault"] and entry["status"] is None]


def disable_both(emulator: EmulatorProcess) -> None:
    """Disable both syncs by hand."""
    disabled = {munchkin_id: {"sync_enabled": False} for munchkin_id in HOSTS.values()}
    emulator.patch_state({"marketo": {"instances": disabled}})


def assert_both_live(emulator: EmulatorProcess, **options: Any) -> None:
    """Each Marketo holds a secret that works: a sync that somebody disabled is validated with what Marketo holds, and enabled."""
    disable_both(emulator)
    outcome = run(emulator, **options)
    assert_ran(outcome)
    for host, munchkin_id in HOSTS.items():
        assert outcome.changed_tasks_of(host) == [ENABLE], outcome.output
        assert emulator.state()["marketo"]["instances"][munchkin_id]["sync_enabled"] is True
        assert instance_application(emulator, munchkin_id)


def instance_application(emulator: EmulatorProcess, munchkin_id: str) -> dict[str, Any]:
    """The application that an instance signs in with; its live key is there, recorded for just this connection."""
    client_id = emulator.state()["marketo"]["instances"][munchkin_id]["credentials"]["client_id"]
    (application,) = [item for item in directory.tenant(emulator)["applications"] if item["appId"] == client_id]
    live = [key for key in key_ids(application) if directory.live_tag(key, munchkin_id) in application["tags"]]
    assert len(live) == 1, application
    return application


def key_ids(application: dict[str, Any]) -> list[str]:
    """The ids of its secrets."""
    return [key["keyId"] for key in application["passwordCredentials"]]


@pytest.fixture(scope="module")
def set_up_once() -> Iterator[tuple[EmulatorProcess, Outcome]]:
    """The emulator after the first set-up of both, and that run."""
    with EmulatorProcess() as emulator:
        add_sandbox(emulator)
        outcome = run(emulator)
        assert_ran(outcome)
        emulator.snapshot()
        yield emulator, outcome


@pytest.fixture
def both(set_up_once: tuple[EmulatorProcess, Outcome]) -> EmulatorProcess:
    """Both connections, set up."""
    set_up_once[0].restore()
    return set_up_once[0]


@pytest.fixture
def neither(set_up_once: tuple[EmulatorProcess, Outcome]) -> EmulatorProcess:
    """An empty directory, and both Marketos as somebody left them."""
    set_up_once[0].reset()
    add_sandbox(set_up_once[0])
    return set_up_once[0]


def test_each_has_an_application_of_its_own_and_a_second_run_changes_nothing(both: EmulatorProcess) -> None:
    """B1: both used one application, and each run deleted the other's secret."""
    applications = [instance_application(both, munchkin_id) for munchkin_id in HOSTS.values()]
    assert [item["displayName"] for item in applications] == [f"Marketo Integration {name}" for name in HOSTS.values()]
    assert [len(key_ids(item)) for item in applications] == [1, 1]
    before = directory.writes(both)
    again = run(both)
    assert_ran(again)
    assert [again.recap_of(host)["changed"] for host in HOSTS] == [0, 0], again.output
    assert directory.writes(both) == before
    assert_both_live(both)


def test_audit_finds_nothing(both: EmulatorProcess) -> None:
    outcome = run(both, playbook=AUDIT, dynamics_sync_audit_fail="true")
    assert_ran(outcome)
    assert outcome.output.count('"differences": []') == len(HOSTS)


def test_after_a_rotation_both_sync(both: EmulatorProcess) -> None:
    before = {name: key_ids(instance_application(both, name)) for name in HOSTS.values()}
    assert_ran(run(both, playbook=ROTATE))
    for name, keys in before.items():
        after = key_ids(instance_application(both, name))
        assert len(after) == 1 and after != keys
    assert_both_live(both)


@pytest.mark.whole
def test_one_application_for_both_one_after_the_other(neither: EmulatorProcess, tmp_path: Path) -> None:
    """B1: production was dead after sandbox's run, with rc=0 and changed=0."""
    play = tmp_path / "serial.yml"
    play.write_text(SERIAL)
    assert_ran(run(neither, playbook=str(play), **SHARED))
    (application,) = directory.tenant(neither)["applications"]
    assert len(key_ids(application)) == len(HOSTS)
    assert_both_live(neither, playbook=str(play), **SHARED)
    rotated = run(neither, "--limit", "sandbox", playbook=ROTATE, **SHARED)
    assert_ran(rotated)
    (after,) = directory.tenant(neither)["applications"]
    kept = set(key_ids(application)) & set(key_ids(after))
    assert [key for key in kept if directory.live_tag(key, HOSTS["production"]) in after["tags"]] == list(kept)
    assert len(kept) == 1 and len(key_ids(after)) == len(HOSTS)
    assert_both_live(neither, playbook=str(play), **SHARED)


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (SHARED, ("have one application", "serial 1")),
        (
            {**SHARED, "dynamics_sync_connection": "one"},
            ("dynamics_sync_connection is one", "Each connection needs its own"),
        ),
        ({"dynamics_sync_report": "{report}"}, ("dynamics_sync_report is", "overwrite the other")),
    ],
    ids=["application", "connection", "report"],
)
def test_what_each_must_have_for_itself_is_refused_before_anything(
    neither: EmulatorProcess, tmp_path: Path, variables: dict[str, str], words: tuple[str, ...]
) -> None:
    """B1, M11: two policies of one name. m7: the last report was the only one."""
    report = tmp_path / "change.html"
    refused = run(neither, **{name: value.format(report=report) for name, value in variables.items()})
    assert refused.status != 0
    output = " ".join(refused.output.split())
    for word in (*words, "Nothing was changed", "production", "sandbox"):
        assert word in output, refused.output
    assert neither.requests(service="graph") == []
    assert directory.writes(neither) == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param(("graph", "POST", r".*/addPassword$", 2), id="between-the-two"),
        pytest.param(
            ("marketo", "POST", r".*/crm/editCredentials$", 1), id="saving-production", marks=pytest.mark.whole
        ),
        pytest.param(("marketo", "POST", r".*/crm/validateSync$", 2), id="validating-sandbox", marks=pytest.mark.whole),
    ],
)
def test_a_rotation_that_is_killed_is_finished_by_the_next_run(
    both: EmulatorProcess, place: tuple[str, str, str, int]
) -> None:
    """B1, with SIGKILL: no rescue, no cleaning up."""
    service, method, path, nth = place
    both.faults({"service": service, "method": method, "path": path, "nth": nth, "delay": HELD_SECONDS})
    before = set(session_hosts())
    command = playbook_command(playbook=ROTATE, inventory=INVENTORY)
    with subprocess.Popen(
        command, env=playbook_environment(both), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as play:
        assert wait_until(lambda: both.fault_hits()[0]["hits"] >= nth, 180), "the play never came there"
        os.kill(play.pid, signal.SIGKILL)
    assert wait_until(lambda: not set(session_hosts()) - before, 60), session_hosts()
    # The service does what it has taken in, even when nobody waits for the answer any more. The next run begins after that.
    assert wait_until(lambda: not unanswered(both, service), 2 * HELD_SECONDS), unanswered(both, service)
    both.faults()
    assert_ran(run(both))
    for name in HOSTS.values():
        assert len(key_ids(instance_application(both, name))) == 1
    assert_both_live(both)
