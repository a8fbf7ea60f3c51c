"""What each module would change, without a browser."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.operation import Operation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.runner import run
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.credentials import SavedCredentials
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.sync import Sync
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.validation import Validation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS
from tests.unit.plugins.module_utils._marketo.fakes import PICTURES, SERVICE, FakeClient

SECRETS = {"client_secret": "the~secret", "password": "the-password"}
CREDENTIALS = {
    "session": "",
    "client_id": "app-1",
    "username": None,
    "organization_url": None,
    "client_secret": None,
    "password": None,
    "allow_url_change": False,
    "update_secret": "always",
    "tenant_id": None,
}
VALIDATION = {
    "client_id": "app-1",
    "username": "u",
    "organization_url": "contoso.crm4.dynamics.com",
    "tenant_id": None,
    **SECRETS,
    "fail_on_red": True,
    "screenshot": None,
    "validation_timeout": 5,
}


def perform(operation, client, options):
    """Run a resource or a query as a task would."""
    kind = "query" if hasattr(operation, "run") else "resource"

    @contextmanager
    def connect(_params, _check_mode):
        yield client

    return run(Operation({}, connect, **{kind: operation}), options, client.check_mode)


def rows(**changes):
    """What a page with seven green rows shows, with changes by the row's number."""
    return [{"text": row.heading, "passed": True, "detail": "", **changes.get(f"row{row.id}", {})} for row in ROWS]


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("wanted", ["enabled", "disabled"])
@pytest.mark.parametrize("check_mode", [True, False])
def test_sync(enabled, wanted, check_mode):
    """It is switched where it must be, and check mode tells the same without switching."""
    client = FakeClient(check_mode, enabled=enabled)
    result = perform(Sync, client, {"state": wanted})
    change = enabled != (wanted == "enabled")
    assert result["changed"] is change
    assert result["sync_enabled"] is (wanted == "enabled")
    assert ("set_sync" in client.calls) is (change and not check_mode)
    assert (result["diff"]["before"] != result["diff"]["after"]) is change
    assert result["screenshots"] == (PICTURES if change and not check_mode else [])


def test_nothing_differs():
    """And no secret is given."""
    client = FakeClient()
    result = perform(SavedCredentials, client, {**CREDENTIALS, "organization_url": "contoso.crm4.dynamics.com"})
    assert not result["changed"]
    assert client.calls == ["state"]


def test_a_secret_is_written_always():
    """Marketo doesn't show it, so nothing else is safe by itself."""
    client = FakeClient()
    result = perform(SavedCredentials, client, {**CREDENTIALS, **SECRETS})
    assert result["changes"] == ["save password, client_secret in Marketo"]
    assert {name: client.values[name] for name in SECRETS} == SECRETS
    assert not [value for value in SECRETS.values() if value in str(result)]


def test_a_secret_on_change_only():
    """With another change it goes along, without one it stays."""
    client = FakeClient()
    assert not perform(SavedCredentials, client, {**CREDENTIALS, **SECRETS, "update_secret": "on_change"})["changed"]
    result = perform(
        SavedCredentials, client, {**CREDENTIALS, **SECRETS, "update_secret": "on_change", "client_id": "app-2"}
    )
    assert result["changes"] == ["save client_id, password, client_secret in Marketo"]
    assert client.values["client_secret"] == "the~secret"


def test_check_mode_saves_nothing_and_tells_all():
    """The same words as the real run's."""
    client = FakeClient(check_mode=True)
    result = perform(SavedCredentials, client, {**CREDENTIALS, **SECRETS, "client_id": "app-2"})
    assert result["changed"]
    assert result["credentials"]["client_id"] == "app-2"
    assert client.calls == ["state"]


def test_another_spelling_of_the_saved_organization_is_not_typed():
    """The form gets the saved address, letter for letter."""
    saved = "https://contoso.crm4.dynamics.com"
    client = FakeClient(credentials={"organization_url": saved})
    perform(SavedCredentials, client, {**CREDENTIALS, "client_id": "app-2", "organization_url": SERVICE})
    assert client.values["organization_url"] == saved


@pytest.mark.parametrize("check_mode", [True, False])
def test_another_organization_is_refused(check_mode):
    """Before anything is changed, and in check mode as well."""
    client = FakeClient(check_mode)
    result = perform(
        SavedCredentials, client, {**CREDENTIALS, **SECRETS, "organization_url": "fabrikam.crm4.dynamics.com"}
    )
    assert result["failed"]
    assert "allow_url_change" in result["msg"]
    assert result["msg"].count("As last read, the sync of 123-ABC-456 was enabled.") == 1
    assert result["changed"] is False
    assert client.calls == ["state"]


def test_another_organization_with_the_word_for_it():
    """An explicit word allows it."""
    client = FakeClient()
    result = perform(
        SavedCredentials,
        client,
        {**CREDENTIALS, "organization_url": "fabrikam.crm4.dynamics.com", "allow_url_change": True},
    )
    assert result["credentials"]["organization_url"] == SERVICE.replace("contoso", "fabrikam")


@pytest.mark.parametrize("allowed", [True, False])
def test_an_organization_that_could_not_be_read(allowed):
    """A1: it may be another one, so nothing is saved, whatever is allowed."""
    client = FakeClient(credentials={"organization_url": ""})
    result = perform(
        SavedCredentials,
        client,
        {**CREDENTIALS, "organization_url": "contoso.crm4.dynamics.com", "allow_url_change": allowed},
    )
    assert result["failed"]
    assert "could not be read" in result["msg"]
    assert client.calls == ["state"]


def test_a_blank_that_nobody_fills():
    """The form takes none, and the sentence says which."""
    client = FakeClient(credentials={"username": ""})
    result = perform(SavedCredentials, client, {**CREDENTIALS, "client_id": "app-2"})
    assert result["failed"]
    assert "username" in result["msg"]


def test_all_green():
    """Seven good icons."""
    client = FakeClient(shown=rows())
    result = perform(Validation, client, VALIDATION)
    assert result["passed"] is True
    assert result["changed"] is False
    assert [check["id"] for check in result["checks"]] == [1, 2, 3, 4, 5, 6, 7]
    assert client.values["organization_url"] == SERVICE
    assert result["screenshots"] == PICTURES[1:]


def test_a_red_row_is_a_failure():
    """With its fix, the rows, and the sync's state."""
    result = perform(Validation, FakeClient(shown=rows(row3={"passed": False})), VALIDATION)
    assert result["failed"]
    assert "1 of 7 rows" in result["msg"]
    assert "Marketo Sync User" in result["msg"]
    assert [check["id"] for check in result["error"]["checks"] if not check["passed"]] == [3]
    assert result["msg"].endswith("As last read, the sync of 123-ABC-456 was enabled.")
    assert (result["error"]["sync_enabled"], result["error"]["readable"]) == (True, True)


@pytest.mark.parametrize("shown", [rows(row3={"passed": None, "why": "A banana."}), rows()[:6], rows() + rows()[:1]])
def test_what_can_not_be_read_says_so(shown):
    """A3: unknown is not red, and says what to do about it."""
    result = perform(Validation, FakeClient(shown=shown), VALIDATION)
    assert result["failed"]
    assert "could not be read" in result["msg"]
    assert "It may have passed" in result["msg"]
    assert result["error"]["readable"] is False
    calm = perform(Validation, FakeClient(shown=shown), {**VALIDATION, "fail_on_red": False})
    assert (calm["passed"], calm["readable"]) == (None, False)


def test_check_mode_leaves_the_validation_out():
    """It would sign in for real."""
    client = FakeClient(check_mode=True)
    result = perform(Validation, client, VALIDATION)
    assert (result["passed"], result["readable"], result["checks"]) == (None, None, [])
    assert result["skipped_reason"]
    assert client.calls == []
