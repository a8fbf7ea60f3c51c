"""When a request is repeated, and after what pause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import Unreachable
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import AnswerLost, RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response


class Script:
    """Answers one after the other."""

    def __init__(self, *answers):
        self.answers, self.asked = list(answers), 0

    def __call__(self):
        self.asked += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def policy(pauses):
    return RetryPolicy(budget=60, first_pause=1, longest_pause=4, sleep=pauses.append, jitter=lambda: 1.0)


OK = Response(200)


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE", "POST"])
@pytest.mark.parametrize(("status", "told", "pause"), [(429, "2.5", 2.5), (503, "7", 7.0), (429, "0", 0.0)])
def test_what_was_not_processed_is_repeated_after_the_time_told(policy, pauses, method, status, told, pause):
    attempt = Script(Response(status, {"retry-after": told}), OK)
    assert policy.send(method, attempt) is OK
    assert (pauses, attempt.asked) == ([pause], 2)


def test_a_post_is_repeated_after_429_without_a_time(policy, pauses):
    assert policy.send("POST", Script(Response(429), OK)) is OK
    assert pauses == [1.0]


@pytest.mark.parametrize("told", ["soon", "", "nan", "inf", "Wed, 99 Oct 2026 07:28:00 GMT"])
def test_an_unreadable_retry_after_counts_as_none(policy, pauses, told):
    assert policy.send("GET", Script(Response(429, {"retry-after": told}), OK)) is OK
    assert pauses == [1.0]


def test_a_date_in_retry_after_is_waited_for(policy, pauses):
    told = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert policy.send("GET", Script(Response(429, {"retry-after": told}), OK)) is OK
    assert 25 < pauses[0] <= 30


def test_a_date_that_has_passed_needs_no_pause(policy, pauses):
    assert policy.send("GET", Script(Response(503, {"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}), OK)) is OK
    assert pauses == [0.0]


def test_pauses_double_up_to_the_longest(policy, pauses):
    policy.send("GET", Script(*[Response(500)] * 4, OK))
    assert pauses == [1, 2, 4, 4]


def test_jitter_shortens_a_pause_by_half_at_most(pauses):
    policy = RetryPolicy(first_pause=1, sleep=pauses.append, jitter=lambda: 0.0)
    policy.send("GET", Script(Response(502), OK))
    assert pauses == [0.5]


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_post_that_may_have_happened_is_never_repeated(policy, pauses, status):
    attempt = Script(Response(status), OK)
    with pytest.raises(AnswerLost):
        policy.send("POST", attempt)
    assert (pauses, attempt.asked) == ([], 1)


def test_a_post_whose_answer_is_lost_is_never_repeated(policy):
    attempt = Script(Unreachable("no answer", sent=True), OK)
    with pytest.raises(AnswerLost):
        policy.send("POST", attempt)
    assert attempt.asked == 1


def test_a_post_that_never_left_is_repeated(policy):
    assert policy.send("POST", Script(Unreachable("no route", sent=False), OK)) is OK


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
def test_refusals_are_final(policy, pauses, status):
    assert policy.send("GET", Script(Response(status))).status == status
    assert pauses == []


def test_tries_are_bounded(policy):
    attempt = Script(*[Response(500)] * 9)
    assert policy.send("GET", attempt).status == 500
    assert attempt.asked == 5


def test_the_budget_bounds_all_pauses_together(policy, pauses):
    assert policy.send("GET", Script(*[Response(429, {"retry-after": "25"})] * 9)).status == 429
    assert pauses == [25, 25]


def test_no_pause_told_forever_ends_too(policy):
    attempt = Script(*[Response(429, {"retry-after": "0"})] * 999)
    assert policy.send("GET", attempt).status == 429
    assert attempt.asked == policy.most_tries


def test_all_requests_of_a_task_together_wait_no_longer_than_allowed(pauses):
    policy = RetryPolicy(budget=60, allowance=100, sleep=pauses.append)
    for _turn in range(9):
        policy.send("GET", Script(*[Response(429, {"retry-after": "40"})] * 2))
    assert pauses == [40, 40]


def test_unreachable_stays_unreachable(policy):
    with pytest.raises(Unreachable, match="no route"):
        policy.send("GET", Script(*[Unreachable("no route", sent=False)] * 9))
