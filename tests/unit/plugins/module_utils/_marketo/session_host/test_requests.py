"""What a session can be asked for, and what check mode refuses."""

from __future__ import annotations

from typing import Any
from unittest.mock import create_autospec

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    PageMismatch,
    WriteInCheckMode,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.model import (
    Credentials,
    SyncSwitched,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.admin_page import AdminPage
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.client import SessionClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.requests import Requests
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.snapshots import Snapshots
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.teaching import Teaching
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.run_values import BROUGHT

WRITES = {"set_sync", "save_credentials", "validate", "switch_auth_method", "teach"}
READS = {"state", "examine", "read_tabs", "screenshot", "snapshot"}
SIGNED_IN = {"close_session", "hang_up"}
EXTRAS = (create_autospec(Snapshots, instance=True), create_autospec(Teaching, instance=True))


class SignedIn:
    """A session that never ends; it remembers what may be done twice."""

    def __init__(self) -> None:
        self.only_reads: list[bool] = []

    def run(self, work: Any, _call: str, only_reads: bool) -> Any:
        """Do the work."""
        self.only_reads.append(only_reads)
        return work()


@pytest.fixture
def page() -> Any:
    """An admin page that does nothing."""
    return create_autospec(AdminPage, instance=True)


@pytest.fixture
def requests(page: Any) -> Requests:
    """What answers for that page."""
    return Requests(page, SignedIn(), *EXTRAS)  # type: ignore[arg-type]


def test_each_request_reads_or_writes(requests: Requests) -> None:
    assert {name for name, request in requests.table.items() if request.writes} == WRITES
    assert {name for name, request in requests.table.items() if not request.writes} == READS


def test_the_client_asks_for_nothing_else(requests: Requests) -> None:
    methods = {name for name, member in vars(SessionClient).items() if callable(member) and not name.startswith("_")}
    assert methods - SIGNED_IN == set(requests.table)


@pytest.mark.parametrize("call", sorted(WRITES))
def test_check_mode_never_reaches_the_page_with_a_write(page: Any, requests: Requests, call: str) -> None:
    with pytest.raises(WriteInCheckMode):
        requests.handle(call, {}, check_mode=True)
    assert page.method_calls == []


@pytest.mark.parametrize("call", ["open", "explain", "_load", "__init__", "", "eval"])
def test_only_known_requests(page: Any, requests: Requests, call: str) -> None:
    with pytest.raises(InvalidInput, match="knows no request"):
        requests.handle(call, {}, check_mode=False)
    assert page.method_calls == []


def test_an_answer_is_ready_for_json(page: Any, requests: Requests) -> None:
    page.set_sync.return_value = SyncSwitched(True, "123-ABC-456", [])
    answer = requests.handle("set_sync", {"enabled": True}, check_mode=False)
    assert answer == {"sync_enabled": True, "munchkin_id": "123-ABC-456", "screenshots": []}
    page.set_sync.assert_called_once_with(enabled=True)


def test_credentials_arrive_as_such_and_hide_their_secrets(page: Any, requests: Requests) -> None:
    page.save_credentials.return_value = None
    arguments = {"credentials": {"client_id": "app-1", "client_secret": "the~secret"}, "allow_url_change": False}
    requests.handle("save_credentials", arguments, check_mode=False)
    wanted = Credentials(client_id="app-1", client_secret="the~secret")
    page.save_credentials.assert_called_once_with(credentials=wanted, allow_url_change=False)
    assert "the~secret" not in repr(wanted)


def test_an_error_is_explained_by_the_page(page: Any, requests: Requests) -> None:
    error = PageMismatch("No.")
    page.state.side_effect = error
    with pytest.raises(PageMismatch):
        requests.handle("state", {"parts": []}, check_mode=True)
    page.explain.assert_called_once_with(error)


def test_only_what_reads_may_be_done_twice(page: Any) -> None:
    session = SignedIn()
    requests = Requests(page, session, *EXTRAS)  # type: ignore[arg-type]
    requests.handle("state", {"parts": []}, check_mode=False)
    requests.handle("set_sync", {"enabled": True}, check_mode=False)
    assert session.only_reads == [True, False]


def test_what_a_task_brings_is_known_to_whatever_writes_files(requests: Requests) -> None:
    """Review E 7: a snapshot that holds a secret of the run is refused, whichever task brought it."""
    arguments = {"credentials": {"client_id": "app-1", "client_secret": "brought~secret"}, "allow_url_change": False}
    requests.handle("save_credentials", arguments, check_mode=False)
    assert "brought~secret" in BROUGHT.secrets
    assert "app-1" in BROUGHT.private
