"""What marketo_dynamics_auth_method would change, without a browser."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.auth_method import AuthMethod
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.method import method_of
from tests.unit.plugins.module_utils._marketo.fakes import PICTURES, SAVED, SERVICE, FakeClient
from tests.unit.plugins.module_utils._marketo.test_planning import perform

OPTIONS = {
    "method": "s2s",
    "client_id": "app-1",
    "client_secret": "the~secret",
    "username": "app@contoso.com",
    "password": None,
    "tenant_id": "tenant-1",
    "organization_url": "contoso.crm4.dynamics.com",
    "allow_url_change": False,
    "current_method": None,
    "wait_seconds": 900,
    "validation_timeout": 5,
}


def test_a_switch():
    """The method and what belongs to it; ready a quarter of an hour later."""
    client = FakeClient(enabled=False)
    client.auth_method = "ropc"
    result = perform(AuthMethod, client, OPTIONS)
    assert result["changes"] == ["switch the authentication method to s2s, with username, client_secret"]
    assert (result["method"], result["ready_at"], result["screenshots"]) == ("s2s", "2026-11-22T17:30:00Z", PICTURES)
    assert client.values == {
        "username": "app@contoso.com",
        "client_id": "app-1",
        "organization_url": SERVICE,
        "client_secret": "the~secret",
        "tenant_id": "tenant-1",
    }
    assert (result["diff"]["before"]["method"], result["diff"]["after"]["method"]) == ("ropc", "s2s")
    assert "the~secret" not in str(result)


def test_another_wait():
    """As asked for."""
    assert (
        perform(AuthMethod, FakeClient(enabled=False), {**OPTIONS, "wait_seconds": 5})["ready_at"]
        == "2026-11-22T17:15:05Z"
    )


@pytest.mark.parametrize("told_by", ["page", "task"])
def test_nothing_differs(told_by):
    """Whether the page tells the method or the task knows it."""
    client = FakeClient(credentials={"username": "app@contoso.com"})
    client.auth_method = "s2s" if told_by == "page" else None
    result = perform(AuthMethod, client, {**OPTIONS, "current_method": "s2s" if told_by == "task" else None})
    assert (result["changed"], result["method"], result["ready_at"]) == (False, "s2s", None)
    assert client.calls == ["state"]


def test_the_page_outweighs_the_task():
    """What it shows is how it is."""
    client = FakeClient(enabled=False, credentials={"username": "app@contoso.com"})
    client.auth_method = "ropc"
    assert perform(AuthMethod, client, {**OPTIONS, "current_method": "s2s"})["changed"]


def test_a_method_that_nobody_tells_is_switched():
    """Nothing else is safe."""
    client = FakeClient(enabled=False, credentials={"username": "app@contoso.com"})
    assert perform(AuthMethod, client, OPTIONS)["changed"]


def test_check_mode_tells_all():
    """And switches nothing."""
    client = FakeClient(check_mode=True)
    result = perform(AuthMethod, client, OPTIONS)
    assert (result["changed"], result["method"], result["ready_at"], client.calls) == (True, "s2s", None, ["state"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": "ropc"}, "password"),
        ({"wait_seconds": -1}, "wait_seconds"),
        ({"organization_url": "fabrikam.crm4.dynamics.com"}, "allow_url_change"),
    ],
)
def test_bad_input(changes, words):
    """Before anything is changed."""
    client = FakeClient()
    result = perform(AuthMethod, client, {**OPTIONS, **changes})
    assert result["failed"]
    assert words in result["msg"]
    assert client.credentials == SAVED


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("OAuth ROPC", "ropc"),
        ("Server-to-Server (S2S)", "s2s"),
        ("Resource Owner Password Credentials", "ropc"),
        ("OAuth", None),
        ("ROPC or S2S", None),
        ("", None),
    ],
)
def test_texts_of_the_page(text, method):
    """Only what names one of the two plainly."""
    assert method_of(text) == method
