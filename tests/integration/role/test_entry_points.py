"""The parts of the procedure, each for itself, and what only looks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.emulator.process import EmulatorProcess

from . import directory
from .playbook import AUDIT, ROTATE, assert_ran, run_playbook

ENTRA_THEN_MARKETO = """
- hosts: dynamics_sync
  connection: local
  gather_facts: false
  tasks:
    - ansible.builtin.import_role: {name: martech.marketo_dynamics.dynamics_sync, tasks_from: entra}
    - ansible.builtin.import_role: {name: martech.marketo_dynamics.dynamics_sync, tasks_from: marketo}
"""
MARKETO = """
- hosts: dynamics_sync
  connection: local
  gather_facts: false
  tasks:
    - ansible.builtin.import_role: {name: martech.marketo_dynamics.dynamics_sync, tasks_from: marketo}
"""


def test_rotation_replaces_the_key_and_nothing_else(configured: EmulatorProcess) -> None:
    before = directory.tenant(configured)["applications"][0]
    outcome = run_playbook(configured, playbook=ROTATE)
    assert_ran(outcome)
    after = directory.tenant(configured)["applications"][0]
    assert outcome.changed_tasks == directory.ROTATION
    assert before["passwordCredentials"][0]["keyId"] != after["passwordCredentials"][0]["keyId"]
    directory.assert_configured(configured)


def test_the_two_halves_in_one_play(untouched: EmulatorProcess, tmp_path: Path) -> None:
    play = tmp_path / "halves.yml"
    play.write_text(ENTRA_THEN_MARKETO)
    outcome = run_playbook(untouched, "-vvvv", playbook=str(play))
    assert_ran(outcome)
    (application,) = directory.tenant(untouched)["applications"]
    assert directory.instance(untouched)["credentials"]["client_id"] == application["appId"]
    assert directory.instance(untouched)["sync_enabled"] is True
    assert all(row["passed"] for row in directory.instance(untouched)["last_validation"]["rows"])
    assert '"secret_text"' not in outcome.output
    again = run_playbook(untouched, playbook=str(play))
    assert_ran(again)
    assert again.changed_tasks == []


def test_the_half_in_marketo_asks_entra_nothing(configured: EmulatorProcess, tmp_path: Path) -> None:
    play = tmp_path / "marketo.yml"
    play.write_text(MARKETO)
    (application,) = directory.tenant(configured)["applications"]
    asked = len(configured.requests(service="graph"))
    outcome = run_playbook(configured, playbook=str(play), dynamics_sync_client_id=application["appId"])
    assert_ran(outcome)
    assert outcome.changed_tasks == []
    assert len(configured.requests(service="graph")) == asked


@pytest.mark.whole
def test_the_half_in_marketo_without_a_client_id(configured: EmulatorProcess, tmp_path: Path) -> None:
    play = tmp_path / "marketo.yml"
    play.write_text(MARKETO)
    outcome = run_playbook(configured, playbook=str(play))
    assert outcome.status != 0
    assert "dynamics_sync_client_id is blank or missing" in outcome.output


def test_audit_of_what_is_as_it_must_be(configured: EmulatorProcess) -> None:
    before = directory.writes(configured)
    outcome = run_playbook(configured, playbook=AUDIT, dynamics_sync_audit_fail="true")
    assert_ran(outcome)
    assert '"differences": []' in outcome.output
    assert '"expires_in_days": 1' in outcome.output
    assert directory.writes(configured) == before


def test_audit_finds_what_differs_and_leaves_it(configured: EmulatorProcess) -> None:
    directory.patch_tenant(configured, {"oauth2PermissionGrants": []})
    directory.patch_instance(configured, {"sync_enabled": False})
    before = directory.writes(configured)
    outcome = run_playbook(configured, playbook=AUDIT, dynamics_sync_audit_fail="true")
    assert outcome.status != 0
    assert "user_impersonation" in outcome.output
    assert "enable the sync" in outcome.output
    assert directory.writes(configured) == before


def test_audit_reports_what_would_keep_the_sync_user_from_signing_in(configured: EmulatorProcess) -> None:
    """M2: the user disabled, assignment required, and the password changed after it was typed: differences was empty."""
    tenant = f"/tenants/{directory.tenant_id(configured)}"
    principals = directory.tenant(configured)["servicePrincipals"]
    number = next(index for index, item in enumerate(principals) if item["appId"] != directory.DYNAMICS_CRM)
    configured.patch_state(
        [
            {"op": "replace", "path": f"{tenant}/users/0/accountEnabled", "value": False},
            {"op": "add", "path": f"{tenant}/users/0/lastPasswordChangeDateTime", "value": "2099-01-01T00:00:00Z"},
            {"op": "replace", "path": f"{tenant}/servicePrincipals/{number}/appRoleAssignmentRequired", "value": True},
        ]
    )
    before = directory.writes(configured)
    outcome = run_playbook(configured, playbook=AUDIT, dynamics_sync_audit_fail="true")
    assert outcome.status != 0
    output = " ".join(outcome.output.split())
    for words in ("would fail", "disabled", "assign", "was changed at 2099-01-01", "dynamics_sync_secret_renew"):
        assert words in output, outcome.output
    assert directory.writes(configured) == before
