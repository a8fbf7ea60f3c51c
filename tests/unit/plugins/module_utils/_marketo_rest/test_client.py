"""The client of Marketo's REST API: token, limits, repetitions, sentences. It never tells a secret."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    RequestRefused,
    SignInRefused,
    Unreachable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo_rest.client import RestClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo_rest.service import custom_service
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo_rest.token import TokenSource

SECRET = "hidden/secret of+a test"
OPTIONS = {"munchkin_id": "123-ABC-456", "rest_endpoint": None, "rest_client_id": "an-id", "rest_client_secret": SECRET}


def fail(error: Exception) -> Response:
    """Raise it."""
    raise error


class Wire:
    """Answers token requests with a new token each time, and calls as told, in turn; a success where nothing is told."""

    def __init__(self, *calls: Response, tokens: tuple[Any, ...] = (), expires_in: int = 3599) -> None:
        self.calls = list(calls)
        self.tokens = list(tokens)
        self.sent: list[tuple[str, str, dict, dict]] = []
        self.expires_in = expires_in

    def send(self, method: str, url: str, headers: Any = None, json: Any = None, form: Any = None) -> Response:
        self.sent.append((method, url, dict(headers or {}), dict(form or {})))
        if "/identity/" not in url:
            return self.calls.pop(0) if self.calls else succeeded([])
        told = (
            self.tokens.pop(0)
            if self.tokens
            else answer(200, access_token=f"token-{len(self.asked)}", expires_in=self.expires_in)
        )
        return told if isinstance(told, Response) else fail(told)

    @property
    def asked(self) -> list[tuple[str, str, dict, dict]]:
        """The token requests."""
        return [each for each in self.sent if "/identity/" in each[1]]


def answer(status: int, **body: Any) -> Response:
    return Response(status, {}, str(body), body)


def succeeded(result: list) -> Response:
    return answer(200, success=True, result=result, requestId="1#2")


def failed(code: str, message: str = "told by the test") -> Response:
    return answer(200, success=False, errors=[{"code": code, "message": message}], requestId="1#2")


class Pauses(list):
    """Writes down how long was slept."""

    def policy(self) -> RetryPolicy:
        return RetryPolicy(sleep=self.append, jitter=lambda: 1.0)


def client(wire: Wire, pauses: Pauses | None = None) -> RestClient:
    return RestClient(wire, custom_service(OPTIONS), (pauses if pauses is not None else Pauses()).policy())


def refused(code: str, message: str = "told by the test") -> RequestRefused:
    wire = Wire(*[failed(code, message)] * 80)
    with pytest.raises(RequestRefused) as caught:
        client(wire).get("leads.json")
    assert caught.value.code == code and SECRET not in caught.value.message
    return caught.value


def test_the_secret_goes_in_a_form_and_the_token_in_a_header():
    wire = Wire(succeeded([{"id": 1}]))
    assert client(wire).get("leads.json", {"filterType": "email", "filterValues": "a+b@c.d"}) == [{"id": 1}]
    (method, url, _headers, form), (_get, called, headers, _none) = wire.sent
    assert (method, url) == ("POST", "https://123-abc-456.mktorest.com/identity/oauth/token")
    assert form == {"grant_type": "client_credentials", "client_id": "an-id", "client_secret": SECRET}
    assert (
        parse_qs(urlsplit(called).query)["filterValues"] == ["a+b@c.d"]
        and urlsplit(called).path == "/rest/v1/leads.json"
    )
    assert headers["Authorization"] == "Bearer token-1"


def test_a_token_is_kept_until_it_expires():
    wire = Wire()
    rest = client(wire)
    rest.get("leads.json")
    rest.get("leads.json")
    assert len(wire.asked) == 1
    moment = [0.0]
    source = TokenSource(Wire(expires_in=10), custom_service(OPTIONS), Pauses().policy(), clock=lambda: moment[0])
    assert [source.token(), source.token()] == ["token-1", "token-1"]
    moment[0] = 10
    assert source.token() == "token-2"


@pytest.mark.parametrize("code", ["600", "601", "602"])
def test_a_token_that_is_not_accepted_is_renewed_once(code):
    wire = Wire(failed(code), succeeded([{"id": 1}]))
    assert client(wire).get("leads.json") == [{"id": 1}]
    assert [each[2].get("Authorization") for each in wire.sent] == [None, "Bearer token-1", None, "Bearer token-2"]
    again = Wire(failed(code), failed(code), succeeded([]))
    with pytest.raises(RequestRefused):
        client(again).get("leads.json")
    assert len(again.asked) == 2


def test_a_service_that_reads_no_form_is_asked_in_the_query():
    wire = Wire(tokens=(answer(401, error="unauthorized", error_description="No client with requested id: null"),))
    client(wire).get("leads.json")
    (_post, _url, _headers, form), (method, url, _more, no_form) = wire.asked
    assert form and method == "GET" and not no_form and parse_qs(urlsplit(url).query)["client_secret"] == [SECRET]


@pytest.mark.parametrize(
    ("error", "description", "words"),
    [
        ("invalid_client", "Bad client credentials", "rest_client_secret is wrong"),
        ("unauthorized", "No client with requested id: an-id", "rest_client_id is not one"),
    ],
)
def test_wrong_credentials_are_sent_once(error, description, words):
    wire = Wire(tokens=(answer(401, error=error, error_description=f"{description} {SECRET}"),))
    with pytest.raises(SignInRefused, match=words) as caught:
        client(wire).get("leads.json")
    assert len(wire.sent) == 1 and SECRET not in caught.value.message and "LaunchPoint" in caught.value.message


def test_no_secret_in_what_a_broken_connection_says():
    wire = Wire(
        tokens=(answer(400), *[Unreachable("failed at ?client_secret=hidden%2Fsecret+of%2Ba+test", sent=True)] * 9)
    )
    with pytest.raises(Unreachable) as caught:
        client(wire).get("leads.json")
    assert "hidden" not in caught.value.message


def test_the_rate_limit_is_waited_for_as_its_message_says():
    pauses = Pauses()
    rate = "Max rate limit '100' exceeded with in '{}' secs"
    assert client(Wire(failed("606", rate.format(20)), failed("606", rate.format(3))), pauses).get("leads.json") == []
    assert pauses == [20.0, 3.0]
    pauses.clear()
    client(Wire(failed("606", "worded otherwise")), pauses).get("leads.json")
    assert pauses == [20.0]


def test_waiting_for_the_rate_limit_is_bounded():
    pauses = Pauses()
    with pytest.raises(RequestRefused, match="606"):
        client(Wire(*[failed("606")] * 80), pauses).get("leads.json")
    assert 0 < sum(pauses) <= 120


@pytest.mark.parametrize(
    "passing", [*map(failed, ("604", "608", "611", "614", "615", "713")), answer(502), answer(503)]
)
def test_what_passes_is_tried_again(passing):
    pauses = Pauses()
    assert client(Wire(passing, passing), pauses).get("leads.json") == []
    assert len(pauses) == 2


@pytest.mark.parametrize("code", ["603", "607", "610", "1003", "1006"])
def test_what_does_not_pass_is_asked_once(code):
    wire = Wire(failed(code), succeeded([]))
    with pytest.raises(RequestRefused):
        client(wire).get("leads.json")
    assert len(wire.sent) == 2


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("603", "needs the permission Read-Only Lead (Read-Only Person) of Access API"),
        ("607", "used up"),
        ("608", "unavailable for the moment"),
        ("615", "at once"),
        ("1006", "REST name"),
        ("9999", "error codes"),
    ],
)
def test_a_code_in_plain_words(code, words):
    sentence = refused(code).message
    assert words in sentence and code in sentence and "123-abc-456.mktorest.com" in sentence


@pytest.mark.parametrize(
    "strange",
    [answer(200), Response(200, {}, "<html>"), answer(404), answer(200, success=True), Response(200, {}, "[]", [])],
)
def test_what_is_no_answer_of_the_api(strange):
    with pytest.raises(RequestRefused, match="not in the way of Marketo's REST API"):
        client(Wire(strange)).get("leads.json")


def test_a_token_answer_without_a_token():
    with pytest.raises(SignInRefused, match="not in the way of Marketo"):
        client(Wire(tokens=(Response(200, {}, "<html>"),))).get("leads.json")


@pytest.mark.parametrize(
    ("changed", "address"),
    [
        ({}, "https://123-abc-456.mktorest.com"),
        (
            {"munchkin_id": None, "rest_endpoint": "https://123-ABC-456.mktorest.com/rest"},
            "https://123-abc-456.mktorest.com",
        ),
        ({"rest_endpoint": "https://123-abc-456.mktorest.com/identity/"}, "https://123-abc-456.mktorest.com"),
        ({"rest_endpoint": "https://gateway.example.com:8443/rest"}, "https://gateway.example.com:8443"),
    ],
)
def test_where_the_api_is(changed, address):
    service = custom_service({**OPTIONS, **changed})
    assert service.address == address and SECRET not in repr(service)


@pytest.mark.parametrize(
    "changed",
    [
        {"munchkin_id": None},
        {"munchkin_id": "123ABC456"},
        {"rest_endpoint": "http://123-abc-456.mktorest.com"},
        {"rest_endpoint": "https://456-def-789.mktorest.com"},
        {"rest_endpoint": "https://u:p@x.example.com"},
        {"rest_endpoint": "https://x.example.com/other"},
        {"rest_endpoint": "https://x.example.com:port"},
        {"rest_client_id": " "},
        {"rest_client_secret": ""},
    ],
)
def test_a_service_that_can_not_be_used(changed):
    with pytest.raises(InvalidInput) as caught:
        custom_service({**OPTIONS, **changed})
    assert "u:p@" not in caught.value.message
