"""Several reads in one round trip, and which DELETE may leave at all."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    MarketoDynamicsError,
    RequestRefused,
    Unreachable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph.client import GraphClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response
from tests.unit.plugins.module_utils.fakes import graph_error, scripted

GRAPH = "https://graph.example.com"
THROTTLED = {"error": {"code": "TooManyRequests", "message": "Slow down."}}
MISSING = {"error": {"code": "Request_ResourceNotFound", "message": "Nothing there."}}
DENIED = {"error": {"code": "Authorization_RequestDenied", "message": "No.", "innererror": {"request-id": "inner"}}}


def answered(*items):
    """A batch's answer; an item is (id, status, body) or that with headers."""
    return Response(
        200,
        json={
            "responses": [
                {"id": str(number), "status": status, "body": body, "headers": rest[0] if rest else {}}
                for number, status, body, *rest in items
            ]
        },
    )


def client(*answers, transport=None, check_mode=False, pauses=None):
    sleep = pauses.append if pauses is not None else lambda _seconds: None
    return GraphClient(scripted(transport, *answers), GRAPH, "t", check_mode, RetryPolicy(sleep=sleep, budget=30))


def asked(transport, number):
    return [request["url"] for request in transport.sent[number][2]["requests"]]


def test_answers_go_by_their_ids_and_absence_is_told(transport):
    graph = client(answered((2, 200, {"id": "c"}), (0, 200, {"id": "a"}), (1, 404, MISSING)), transport=transport)
    assert graph.batch_get(["/a", "/b", "/c"]) == [{"id": "a"}, None, {"id": "c"}]
    assert transport.sent[0][:2] == ("POST", f"{GRAPH}/v1.0/$batch")
    assert {request["method"] for request in transport.sent[0][2]["requests"]} == {"GET"}


def test_one_alone_is_no_batch(transport):
    graph = client(Response(200, json={"id": "a"}), transport=transport)
    assert graph.batch_get(["/a"]) == [{"id": "a"}]
    assert transport.sent[0][:2] == ("GET", f"{GRAPH}/v1.0/a")


def test_check_mode_posts_nothing_not_even_reads(transport):
    graph = client(
        Response(200, json={"id": "a"}),
        Response(404, json=MISSING),
        graph_error(403, "Authorization_RequestDenied"),
        check_mode=True,
        transport=transport,
    )
    one, two, three = graph.batch(["/a", "/b", "/c"])
    assert (one.take(), two.take(), three.refusal.status) == ({"id": "a"}, None, 403)
    assert [method for method, _url, _body in transport.sent] == ["GET"] * 3


def test_what_is_throttled_in_it_is_asked_for_again_alone(transport):
    pauses = []
    graph = client(
        answered(
            (0, 200, {"id": "a"}),
            (1, 429, THROTTLED, {"Retry-After": "2.5"}),
            (2, 503, THROTTLED, {"Retry-After": "1"}),
        ),
        answered((1, 200, {"id": "b"}), (2, 200, {"id": "c"})),
        pauses=pauses,
        transport=transport,
    )
    assert graph.batch_get(["/a", "/b", "/c"]) == [{"id": "a"}, {"id": "b"}, {"id": "c"}]
    assert (pauses, asked(transport, 1)) == ([2.5], ["/b", "/c"])


def test_the_batch_itself_may_be_throttled():
    pauses = []
    graph = client(
        Response(429, {"retry-after": "1.5"}), answered((0, 200, {"id": "a"}), (1, 200, {"id": "b"})), pauses=pauses
    )
    assert graph.batch_get(["/a", "/b"]) == [{"id": "a"}, {"id": "b"}]
    assert pauses == [1.5]


def test_a_lost_answer_is_asked_for_again_since_reading_harms_nothing():
    graph = client(Unreachable("lost", sent=True), answered((0, 200, {"id": "a"}), (1, 200, {"id": "b"})))
    assert graph.batch_get(["/a", "/b"]) == [{"id": "a"}, {"id": "b"}]


def test_a_refusal_in_it_is_no_absence_and_names_the_permission():
    graph = client(answered((0, 200, {}), (1, 403, DENIED)))
    with pytest.raises(RequestRefused, match="GET /domains/a.*Domain.Read.All") as caught:
        graph.batch_get(["/applications", "/domains/a"])
    assert caught.value.details["request_id"] == "inner" and caught.value.details["client_request_id"]


def test_others_answers_survive_a_refusal():
    one, two = client(answered((0, 200, {"id": "a"}), (1, 403, DENIED))).batch(["/a", "/b"])
    assert one.take() == {"id": "a"} and two.refusal.status == 403


@pytest.mark.parametrize(
    "answer",
    [
        answered((0, 200, {"id": "a"})),
        answered((0, 200, {}), (1, 429, THROTTLED, {"Retry-After": "99"})),
        answered((0, 200, {}), (1, 404, {"error": {}})),
    ],
)
def test_what_is_not_answered_is_no_absence_either(answer):
    with pytest.raises(RequestRefused):
        client(*[answer] * 9).batch_get(["/a", "/b"])


def test_a_batch_that_is_refused_as_a_whole():
    with pytest.raises(RequestRefused, match="POST /.batch"):
        client(graph_error(400, "BadRequest")).batch(["/a", "/b"])


def test_more_than_twenty_go_in_several(transport):
    graph = client(
        answered(*[(number, 200, {"number": number}) for number in range(20)]),
        Response(200, json={"number": 20}),
        transport=transport,
    )
    transport.answers[1] = answered((0, 200, {"number": 20}), (1, 200, {"number": 21}))
    assert [item["number"] for item in graph.batch_get([f"/{number}" for number in range(22)])] == list(range(22))


def test_pages_in_it_are_read_to_the_last():
    following = f"{GRAPH}/v1.0/a?$skiptoken=x"
    graph = client(
        answered((0, 200, {"value": [{"number": 1}], "@odata.nextLink": following}), (1, 200, {"value": []})),
        Response(200, json={"value": [{"number": 2}]}),
    )
    assert [item.values() for item in graph.batch(["/a", "/b"])] == [[{"number": 1}, {"number": 2}], []]


@pytest.mark.parametrize(
    "path",
    [
        "/applications/1/owners/2",
        "/applications/1/owners/2?x=/$ref",
        "/applications(appId='1')/owners/2",
        "/servicePrincipals/1/owners/2",
        "/groups/1/members/2",
        "/users/2",
        "/directoryObjects/2",
        "/applications",
        "/applications/1/owners",
        "/applications/1/owners/$ref",
        "/applications/1/OWNERS/2",
        "/applications/1/owners/2/$ref/",
        "/applications/1/owners/2/%24ref",
        "/applications/1/owners(2)",
        "/applications/",
    ],
)
def test_no_delete_leaves_that_could_delete_more_than_a_link(path, transport):
    for call in ("delete", "remove"):
        graph = client(Response(204), transport=transport)
        with pytest.raises(MarketoDynamicsError, match="A defect of this collection"):
            getattr(graph, call)(path)
        assert transport.sent == []


@pytest.mark.parametrize(
    "path",
    [
        "/applications/1",
        "/servicePrincipals/1",
        "/oauth2PermissionGrants/1-_a",
        "/directory/deletedItems/1",
        "/policies/homeRealmDiscoveryPolicies/1",
        "/applications/1/owners/2/$ref",
        "/servicePrincipals/1/homeRealmDiscoveryPolicies/2/$ref",
        "/servicePrincipals/1/appRoleAssignments/2",
    ],
)
def test_what_is_meant_to_be_deleted_is(path, transport):
    graph = client(Response(204), transport=transport)
    graph.delete(path)
    assert transport.sent == [("DELETE", f"{GRAPH}/v1.0{path}", None)]


def test_errors_carry_both_ids(transport):
    graph = client(graph_error(400, "Request_BadRequest"), transport=transport)
    with pytest.raises(RequestRefused) as caught:
        graph.get("/applications/1")
    assert caught.value.details["request_id"] == "the-request"
    assert caught.value.details["client_request_id"] == transport.headers[0]["client-request-id"]


def test_a_request_without_an_answer_carries_the_id_it_was_sent_under(transport):
    graph = client(*[Unreachable("lost", sent=True)] * 9, transport=transport)
    with pytest.raises(Unreachable) as caught:
        graph.get("/applications/1")
    assert caught.value.details["client_request_id"] in {headers["client-request-id"] for headers in transport.headers}


def test_throttling_that_lasts_too_long_says_so():
    with pytest.raises(RequestRefused, match="asks to wait 900 seconds") as caught:
        client(Response(429, {"retry-after": "900"}, "", THROTTLED)).get("/applications/1")
    assert caught.value.details["status"] == 429
