"""``$batch``."""

from __future__ import annotations

import pytest

from tests.unit.emulator.graph.support import BASE, assert_error

CREATE = {
    "id": "create",
    "method": "POST",
    "url": "/applications",
    "headers": {"Content-Type": "application/json"},
    "body": {"displayName": "From a batch"},
}


def run(graph, *requests):
    """Run a batch and return the answers by id."""
    answer = graph.post("/$batch", {"requests": list(requests)})
    assert answer.status_code == 200, answer.text
    return {each["id"]: each for each in answer.json()["responses"]}


def test_each_request_has_its_own_answer(graph):
    missing = {"id": "missing", "method": "GET", "url": "/applications/99999999-9999-9999-9999-999999999999"}
    listed = {"id": "list", "method": "GET", "url": "/applications?$select=displayName", "dependsOn": ["create"]}
    answers = run(graph, CREATE, missing, listed)
    assert {name: each["status"] for name, each in answers.items()} == {"create": 201, "missing": 404, "list": 200}
    assert answers["missing"]["body"]["error"]["code"] == "Request_ResourceNotFound"
    assert answers["list"]["body"]["value"] == [{"displayName": "From a batch"}]
    assert answers["create"]["headers"]["Content-Type"] == "application/json"


def test_dependants_of_a_failure_fail(graph):
    first = {"id": "1", "method": "GET", "url": "/applications/nonsense"}
    second = {"id": "2", "method": "GET", "url": "/applications", "dependsOn": ["1"]}
    third = {"id": "3", "method": "GET", "url": "/applications", "dependsOn": ["2"]}
    answers = run(graph, first, second, third)
    assert [answers[name]["status"] for name in "123"] == [400, 424, 424]


def test_permissions_are_those_of_the_inner_requests(application_token):
    reader = application_token("Application.Read.All")
    answers = run(reader, CREATE, {"id": "list", "method": "GET", "url": "/applications"})
    assert (answers["create"]["status"], answers["list"]["status"]) == (403, 200)


def test_headers_belong_to_the_inner_request(graph):
    url = "/applications?$filter=displayName ne 'x'&$count=true"
    plain = {"id": "plain", "method": "GET", "url": url}
    advanced = {"id": "advanced", "method": "GET", "url": url, "headers": {"ConsistencyLevel": "eventual"}}
    answer = graph.post("/$batch", {"requests": [plain, advanced]}, ConsistencyLevel="eventual")
    statuses = {each["id"]: each["status"] for each in answer.json()["responses"]}
    assert statuses == {"plain": 400, "advanced": 200}


def test_next_links_lead_outside_the_batch(graph):
    for _index in range(2):
        graph.create_application()
    page = run(graph, {"id": "1", "method": "GET", "url": "/applications?$top=1"})["1"]["body"]
    assert page["@odata.nextLink"].startswith(f"{BASE}/v1.0/applications?")
    assert len(graph.call("GET", page["@odata.nextLink"]).json()["value"]) == 1


@pytest.mark.parametrize(
    "requests",
    [
        [],
        "x",
        [{"id": "1", "method": "GET", "url": "/domains"}] * 2,
        [{"id": str(number), "method": "GET", "url": "/domains"} for number in range(21)],
        [{"method": "GET", "url": "/domains"}],
        [{"id": "1", "url": "/domains"}],
        [{"id": "1", "method": "GET", "url": "/domains", "dependsOn": ["2"]}],
    ],
)
def test_wrong_batches_are_refused_whole(graph, requests):
    assert_error(graph.post("/$batch", {"requests": requests}), 400, "BadRequest")


def test_twenty_are_not_too_many(graph):
    assert len(run(graph, *({"id": str(n), "method": "GET", "url": "/domains"} for n in range(20)))) == 20


def test_other_methods_and_nesting(graph):
    assert_error(graph.get("/$batch"), 405, "Request_BadRequest")
    inner = {"id": "1", "method": "POST", "url": "/$batch", "headers": {"Content-Type": "application/json"}, "body": {}}
    assert run(graph, inner)["1"]["status"] == 400
