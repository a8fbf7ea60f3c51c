"""The client of Microsoft Graph: errors, paging, check mode."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Conflict,
    NotFound,
    RequestRefused,
    Unreachable,
    WriteInCheckMode,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph.client import GraphClient, patient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.odata import quoted
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response
from tests.unit.plugins.module_utils.fakes import graph_error, scripted

GRAPH = "https://graph.example.com"


def client(*answers, transport=None, check_mode=False):
    return GraphClient(scripted(transport, *answers), GRAPH, "the-token", check_mode, patient_without_pause())


def patient_without_pause():
    policy = patient(None)
    policy.sleep = lambda _pause: None
    return policy


def rows(*numbers):
    return [{"number": number} for number in numbers]


def page(values, following=None):
    return Response(200, json={"value": values, **({"@odata.nextLink": following} if following else {})})


def test_pages_are_read_to_the_last_even_past_an_empty_one(transport):
    graph = client(
        page(rows(1, 2), f"{GRAPH}/v1.0/applications?$skiptoken=a"),
        page([], f"{GRAPH}/v1.0/applications?$skiptoken=b"),
        page(rows(3)),
        transport=transport,
    )
    assert graph.get_all("/applications") == rows(1, 2, 3)
    assert [url for _method, url, _body in transport.sent][1:] == [
        f"{GRAPH}/v1.0/applications?$skiptoken={x}" for x in "ab"
    ]
    assert all(headers["Authorization"] == "Bearer the-token" for headers in transport.headers)


@pytest.mark.parametrize(
    "link", ["https://evil.example.com/v1.0/x", "https://graph.example.com.evil.com/x", "http://graph.example.com/x"]
)
def test_the_token_follows_no_link_to_another_place(link, transport):
    graph = client(page(rows(1), link), page(rows(2)), transport=transport)
    with pytest.raises(RequestRefused, match="graph_endpoint"):
        graph.get_all("/applications")
    assert len(transport.sent) == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda graph: graph.post("/applications", {}, happened=lambda: None),
        lambda graph: graph.post_once("/applications", {}),
        lambda graph: graph.patch("/applications/1", {}),
        lambda graph: graph.delete("/applications/1"),
    ],
)
def test_check_mode_sends_no_write(write, transport):
    graph = client(Response(204), check_mode=True, transport=transport)
    with pytest.raises(WriteInCheckMode):
        write(graph)
    assert transport.sent == []


@pytest.mark.parametrize(
    ("method", "path", "permission"),
    [
        ("PATCH", "/applications/1", "Application.ReadWrite.All"),
        ("GET", "/applications", "Application.Read.All"),
        ("POST", "/oauth2PermissionGrants", "DelegatedPermissionGrant.ReadWrite.All"),
        ("GET", "/servicePrincipals/1/homeRealmDiscoveryPolicies", "Policy.Read.All"),
        ("POST", "/policies/homeRealmDiscoveryPolicies", "Policy.ReadWrite.ApplicationConfiguration"),
        ("GET", "/domains/contoso.com", "Domain.Read.All"),
        ("GET", "/users/a@b.c", "User.Read.All"),
    ],
)
def test_a_403_names_the_missing_permission(method, path, permission):
    graph = client(graph_error(403, "Authorization_RequestDenied"))
    with pytest.raises(RequestRefused, match=permission) as caught:
        graph._request(method, path)
    assert caught.value.details["status"] == 403
    assert caught.value.details["request_id"] == "the-request"


@pytest.mark.parametrize("code", ["Request_ResourceNotFound", "ResourceNotFound"])
def test_only_graph_s_own_404_means_absent(code):
    assert client(graph_error(404, code)).find("/applications/1") is None


@pytest.mark.parametrize(
    "answer",
    [
        graph_error(404, "BadRequest"),
        graph_error(404, ""),
        # m16: "Unable to read the company information from the directory."
        graph_error(404, "Directory_ObjectNotFound"),
        Response(404, text="<html>a proxy's page</html>"),
        graph_error(403, "Authorization_RequestDenied"),
        graph_error(401, "InvalidAuthenticationToken"),
        graph_error(400, "Request_ResourceNotFound"),
        Response(404, json=["odd"]),
    ],
)
def test_no_other_error_is_taken_for_absence(answer):
    with pytest.raises(RequestRefused) as caught:
        client(answer).find("/applications/1")
    assert not isinstance(caught.value, NotFound)


def test_a_server_error_is_not_absence_either():
    with pytest.raises(RequestRefused):
        client(*[graph_error(500, "")] * 5).find("/applications/1")


@pytest.mark.parametrize(
    "answer",
    [
        graph_error(409, "Request_MultipleObjectsWithSameKeyValue"),
        graph_error(400, "Request_BadRequest", "Permission entry already exists."),
        graph_error(400, "Request_MultipleObjectsWithSameKeyValue"),
    ],
)
def test_conflicts_are_told_apart_from_other_refusals(answer):
    with pytest.raises(Conflict):
        client(answer).post_once("/oauth2PermissionGrants", {})


def test_a_lost_post_that_happened_is_not_sent_again(transport):
    graph = client(Unreachable("lost", sent=True), transport=transport)
    assert graph.post("/applications", {}, happened=lambda: {"id": "made"}) == {"id": "made"}
    assert len(transport.sent) == 1


def test_a_lost_post_that_did_not_happen_is_sent_again():
    graph = client(Unreachable("lost", sent=True), Response(201, json={"id": "second"}))
    assert graph.post("/applications", {}, happened=lambda: None) == {"id": "second"}


def test_deleting_what_is_gone_is_fine():
    client(graph_error(404, "Request_ResourceNotFound")).delete("/applications/1")


def test_the_token_is_in_no_error():
    with pytest.raises(RequestRefused) as caught:
        client(graph_error(401, "InvalidAuthenticationToken")).get("/applications")
    assert "the-token" not in f"{caught.value.message}{caught.value.details}"


def test_a_string_for_odata_is_quoted_and_encoded():
    assert quoted("O'Reilly & Söhne") == "'O''Reilly%20%26%20S%C3%B6hne'"


def test_a_token_that_has_ended_is_renewed_and_the_request_repeated(transport):
    """M3: the token of a play outlived nothing; a wait of an hour ended in a 401 right after it."""
    expired = graph_error(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.")
    for request in (
        lambda graph: graph.get("/applications/1"),
        lambda graph: graph.post_once("/applications", {}),
        lambda graph: graph.patch("/applications/1", {}),
    ):
        graph = client(expired, Response(200, json={"name": "x"}), transport=transport)
        graph.renew = {"the-token": "the-new-one"}.get
        assert request(graph)
        assert [headers["Authorization"] for headers in transport.headers[-2:]] == [
            "Bearer the-token",
            "Bearer the-new-one",
        ]


def test_a_batch_goes_on_with_the_new_token_too(transport):
    """M3."""
    answered = Response(200, json={"responses": [{"id": str(number), "status": 200, "body": {}} for number in (0, 1)]})
    graph = client(graph_error(401, "InvalidAuthenticationToken"), answered, transport=transport)
    graph.renew = {"the-token": "the-new-one"}.get
    assert graph.batch_get(["/a", "/b"]) == [{}, {}]
    assert transport.headers[-1]["Authorization"] == "Bearer the-new-one"


@pytest.mark.parametrize(("renew", "requests"), [(lambda _token: None, 1), (lambda _token: "another", 2)])
def test_a_token_that_stays_refused_is_an_error(transport, renew, requests):
    """M3: once for a request, not for ever."""
    graph = client(*[graph_error(401, "InvalidAuthenticationToken")] * 5, transport=transport)
    graph.renew = renew
    with pytest.raises(RequestRefused, match="Sign in again"):
        graph.get("/applications/1")
    assert len(transport.sent) == requests


WRITES = {
    "POST": lambda graph: graph.post_once("/servicePrincipals", {}),
    "PATCH": lambda graph: graph.patch("/applications/1", {}),
    "DELETE": lambda graph: graph.delete("/applications/1"),
}


@pytest.mark.parametrize("status", [409, 503])
@pytest.mark.parametrize("method", WRITES)
def test_a_write_that_met_another_one_is_repeated(transport, method, status):
    """C1, M7: on a POST it was taken for "exists already", and waited for in vain; with 503 a POST counted as lost."""
    busy = graph_error(status, "Directory_ConcurrencyViolation", "Please wait briefly and retry.")
    WRITES[method](client(*[busy] * 6, Response(204), transport=transport))
    assert [sent[0] for sent in transport.sent] == [method] * 7


@pytest.mark.parametrize("status", [409, 503])
@pytest.mark.parametrize("method", WRITES)
def test_a_tenant_that_stays_busy_is_no_conflict(method, status):
    """M7: the bound is kept, and the sentence says what was waited for."""
    busy = graph_error(status, "Directory_ConcurrencyViolation", "Please wait briefly and retry.")
    with pytest.raises(RequestRefused, match="something else is being written.*patience") as caught:
        WRITES[method](client(*[busy] * 99))
    assert not isinstance(caught.value, Conflict)


def test_what_graph_asks_to_wait_is_waited_for_up_to_the_patience(transport):
    """m2: 150 seconds, which its limits on writing applications come to, were refused at once."""
    told = Response(429, {"retry-after": "150"}, json={"error": {"code": "TooManyRequests", "message": "Slow down."}})
    assert client(told, Response(200, json={"name": "x"}), transport=transport).get("/applications/1")
    with pytest.raises(RequestRefused, match="has waited 300, and may wait no longer"):
        client(told, told, told).get("/applications/1")
