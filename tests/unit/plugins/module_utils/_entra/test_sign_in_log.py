"""The log of sign-ins: the question, its pages, its absence, and what its codes mean."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    RequestRefused,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.aadsts import (
    CONDITIONS,
    PASSING,
    REFUSALS,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.sign_in_log import (
    NO_PREMIUM,
    SignInLog,
    parse_since,
    represent,
)

APP = "11111111-1111-4111-8111-111111111111"
OPTIONS = {
    "app_id": APP,
    "username": "O'Hara@Contoso.com",
    "since": "2026-01-31T10:00:00Z",
    "limit": 3,
    "cloud": "public",
}
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
# Every code of Microsoft's that the collection explains.
CODES = [
    7000215,
    7000222,
    7000218,
    700025,
    700016,
    7000229,
    7000112,
    70001,
    65001,
    650056,
    650057,
    500011,
    70011,
    50126,
    50034,
    51004,
    50020,
    50053,
    50055,
    50144,
    50056,
    50057,
    50076,
    50079,
    50074,
    50072,
    50158,
    53003,
    53000,
    53001,
    530035,
    50105,
    50173,
    50196,
    50194,
    9001023,
    90002,
    90038,
    900382,
    900432,
    900144,
    *range(80001, 80015),
    81010,
    90033,
    90024,
    50033,
    90006,
    90090,
    90055,
]


class Pages:
    """Microsoft Graph that answers page by page."""

    endpoint = "https://graph.example.com"
    check_mode = False

    def __init__(self, *pages):
        self.pages = list(pages)
        self.asked = []

    def get(self, path):
        self.asked.append(path)
        page = self.pages.pop(0)
        if isinstance(page, Exception):
            raise page
        return page


def entry(minute, code=0):
    return {
        "createdDateTime": f"2026-01-31T10:{minute:02}:00Z",
        "status": {"errorCode": code, "failureReason": "Words."},
    }


def read(graph, **options):
    log = SignInLog(graph, {**OPTIONS, **options})
    return log.run()


def test_the_question_is_the_documented_one():
    graph = Pages({"value": []})
    assert read(graph) == {"available": True, "reason": None, "sign_ins": []}
    query = parse_qs(urlsplit(graph.asked[0]).query)
    assert query == {
        "$filter": [
            f"appId eq '{APP}' and userPrincipalName eq 'o''hara@contoso.com' and createdDateTime ge 2026-01-31T10:00:00Z"
        ],
        "$top": ["3"],
    }


def test_without_a_user_all_are_asked_for():
    graph = Pages({"value": []})
    read(graph, username=None)
    assert "userPrincipalName" not in graph.asked[0]


def test_pages_are_read_until_there_is_enough():
    following = "https://graph.example.com/v1.0/auditLogs/signIns?$skiptoken="
    graph = Pages(
        {"value": [], "@odata.nextLink": f"{following}1"},
        {"value": [entry(1), entry(3)], "@odata.nextLink": f"{following}2"},
        {"value": [entry(2), entry(4)], "@odata.nextLink": f"{following}3"},
    )
    assert [item["created"][14:16] for item in read(graph)["sign_ins"]] == ["04", "03", "02"]
    assert graph.asked[1:] == ["/auditLogs/signIns?$skiptoken=1", "/auditLogs/signIns?$skiptoken=2"]


def test_a_next_page_elsewhere_is_not_followed():
    with pytest.raises(RequestRefused, match="outside https://graph.example.com"):
        read(Pages({"value": [], "@odata.nextLink": "https://evil.example.com/v1.0/auditLogs/signIns"}))


@pytest.mark.parametrize(
    ("refusal", "cloud", "words"),
    [
        (RequestRefused("No.", 403, NO_PREMIUM), "public", "premium licence"),
        (
            RequestRefused("It needs AuditLog.Read.All.", 403, "Authorization_RequestDenied"),
            "public",
            "AuditLog.Read.All",
        ),
        (RequestRefused("Unknown segment.", 400, "BadRequest"), "china", "global cloud only"),
    ],
)
def test_a_log_that_is_not_there_is_said_to_be(refusal, cloud, words):
    found = read(Pages(refusal), cloud=cloud)
    assert (found["available"], found["sign_ins"]) == (False, []) and words in found["reason"]


@pytest.mark.parametrize(
    "refusal", [RequestRefused("x", 400, "BadRequest"), RequestRefused("x", 500), RequestRefused("x", 401)]
)
def test_any_other_error_is_one(refusal):
    with pytest.raises(RequestRefused):
        read(Pages(refusal))


def test_a_failure_is_explained():
    shown = represent(
        {
            "userPrincipalName": "a@b.c",
            "conditionalAccessStatus": "failure",
            "correlationId": "c",
            **entry(1, 53003),
            "appliedConditionalAccessPolicies": [
                {"displayName": "Block", "result": "failure", "enforcedGrantControls": ["Block"]}
            ],
        }
    )
    assert shown == {
        "created": "2026-01-31T10:01:00Z",
        "user": "a@b.c",
        "error_code": "AADSTS53003",
        "failure_reason": "Words.",
        "correlation_id": "c",
        "meaning": REFUSALS["AADSTS53003"].fact,
        "fix": REFUSALS["AADSTS53003"].fix,
        "conditional_access": {
            "status": "failure",
            "policies": [{"display_name": "Block", "result": "failure", "grant_controls": ["Block"]}],
        },
    }


@pytest.mark.parametrize(
    ("sign_in", "code", "reason"),
    [
        (entry(1), None, None),
        ({"status": None}, None, None),
        (entry(1, 123456), "AADSTS123456", "Words."),
        ({"appliedConditionalAccessPolicies": None, **entry(1, 50140)}, "AADSTS50140", "Words."),
    ],
)
def test_successes_have_no_code_and_unknown_codes_the_service_s_words(sign_in, code, reason):
    shown = represent(sign_in)
    assert (shown["error_code"], shown["failure_reason"], shown["meaning"], shown["fix"]) == (code, reason, None, None)
    assert shown["conditional_access"]["policies"] == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2h", "2026-01-31T10:00:00+00:00"),
        ("7d", "2026-01-24T12:00:00+00:00"),
        ("PT30M", "2026-01-31T11:30:00+00:00"),
        ("2026-01-31T10:00:00Z", "2026-01-31T10:00:00+00:00"),
        ("2026-01-31T10:00:00.1234+02:00", "2026-01-31T08:00:00.123400+00:00"),
        ("2026-01-31 10:00", "2026-01-31T10:00:00+00:00"),
        ("2026-01-31", "2026-01-31T00:00:00+00:00"),
        ("2026-01-31T10:00:00-0500", "2026-01-31T15:00:00+00:00"),
    ],
)
def test_since_is_a_duration_or_a_time(text, wanted):
    assert parse_since(text, NOW).astimezone(UTC).isoformat() == wanted


@pytest.mark.parametrize(
    "options", [{"since": "yesterday"}, {"since": ""}, {"limit": 0}, {"limit": 1001}, {"app_id": "x"}, {"app_id": ""}]
)
def test_nonsense_is_refused_before_anything_is_sent(options):
    with pytest.raises(InvalidInput, match=next(iter(options))):
        read(Pages(), **options)


def test_in_check_mode_the_application_may_be_missing_yet():
    graph = Pages()
    graph.check_mode = True
    assert read(graph, app_id="")["available"] is None and graph.asked == []


def test_every_documented_code_has_its_meaning_and_fix():
    assert set(REFUSALS) == {f"AADSTS{code}" for code in CODES}
    assert set(REFUSALS) >= CONDITIONS | PASSING
    for refusal in REFUSALS.values():
        assert refusal.fact and refusal.fix.endswith(".") and not refusal.fact.endswith(".")
