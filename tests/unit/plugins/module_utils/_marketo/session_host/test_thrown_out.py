"""How often a session may sign in again, and what is said when it may not."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import SignInRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.thrown_out import (
    WINDOW_SECONDS,
    Budget,
    ThrownOut,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import (
    Account,
    SessionOptions,
)


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def thrown_out(username: str | None = "automation@example.com", sign_in_again: int = 1) -> ThrownOut:
    """What speaks for a session."""
    account = Account(username, "the-password", "JBSWY3DPEHPK3PXP")
    return ThrownOut(
        SessionOptions("https://app-ab01.marketo.com/", "/tmp", account=account, sign_in_again=sign_in_again)
    )


@pytest.mark.parametrize("most", [0, 1, 3])
def test_so_many_sign_ins_within_ten_minutes(most: int) -> None:
    """Review, sign-in 9: whatever the other one does, this one comes to an end."""
    budget = Budget(most, Clock())
    assert [budget.spend() for _attempt in range(most + 2)] == [*[True] * most, False, False]


def test_a_session_that_lasted_long_may_be_opened_again() -> None:
    """Marketo's own limits end sessions after hours, and that is no other login."""
    clock = Clock()
    budget = Budget(1, clock)
    assert budget.spend()
    clock.now = WINDOW_SECONDS - 1
    assert not budget.spend()
    clock.now = WINDOW_SECONDS
    assert budget.spend()


def test_what_was_refused_is_not_counted() -> None:
    """Else a session that is asked again and again would never be opened."""
    clock = Clock()
    budget = Budget(1, clock)
    for clock.now in (0.0, 300.0, WINDOW_SECONDS):
        last = budget.spend()
    assert last


@pytest.mark.parametrize(
    "error",
    [
        thrown_out().during_a_change("save_credentials", "Session Expired"),
        thrown_out().too_often("state", "Session Expired"),
        thrown_out().without_password("state", SignInRefused("", page="email")),
    ],
    ids=["change", "too-often", "recorded"],
)
def test_each_error_says_which_account_and_what_to_do(error: SignInRefused) -> None:
    """Review, sign-in 9: that it was another login, most likely; who; and how to keep them apart."""
    assert "automation@example.com" in error.message
    assert "another play, another machine, or a person" in error.message
    assert "a Marketo user of its own" in error.message
    assert error.details["account"] == "automation@example.com"
    assert error.details["code"]


def test_the_pages_own_words_are_quoted() -> None:
    """Some page may say why; where it says nothing, nothing is made up."""
    assert "The page says: 'Signed in elsewhere'." in thrown_out().too_often("state", "Signed in elsewhere").message
    assert "The page says" not in thrown_out().too_often("state", "").message


def test_a_recorded_session_without_a_name() -> None:
    """It needs no username, so there may be none to tell."""
    assert "the recorded account" in thrown_out(username=None).signed_in_again("state")
