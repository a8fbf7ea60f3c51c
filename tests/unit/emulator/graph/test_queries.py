"""Filters, selection, order, counts, pages."""

from __future__ import annotations

import pytest

from tests.unit.emulator.graph.support import BASE, assert_error

EVENTUAL = {"ConsistencyLevel": "eventual"}


@pytest.fixture
def applications(graph):
    """Return three applications by name."""
    graph.create_application(displayName="Alpha", tags=["one", "it's"], notes="n", signInAudience="AzureADMyOrg")
    graph.create_application(displayName="Beta", tags=["two"], identifierUris=["api://beta"])
    graph.create_application(displayName="alphabet", tags=[])
    return {each["displayName"]: each for each in graph.value("/applications")}


def names(answer):
    """Return the names in a list."""
    assert answer.status_code == 200, answer.text
    return [each["displayName"] for each in answer.json()["value"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("displayName eq 'Alpha'", ["Alpha"]),
        ("displayName eq 'ALPHA'", ["Alpha"]),
        ("displayName in ('Alpha', 'Beta')", ["Alpha", "Beta"]),
        ("startswith(displayName,'alpha')", ["Alpha", "alphabet"]),
        ("startsWith(displayName,'alpha') and tags/any(t:t eq 'one')", ["Alpha"]),
        ("displayName eq 'Beta' or (displayName eq 'Alpha' and displayName eq 'Beta')", ["Beta"]),
        ("displayName eq 'Alpha' and displayName eq 'Beta' or displayName eq 'Beta'", ["Beta"]),
        ("tags/any(t:t eq 'it''s')", ["Alpha"]),
        ("tags/any(t:startswith(t,'tw'))", ["Beta"]),
        ("identifierUris/any(u:u eq 'api://beta')", ["Beta"]),
        ("displayName eq null", []),
        ("createdDateTime ge 2026-01-01T00:00:00Z", ["Alpha", "Beta", "alphabet"]),
    ],
)
def test_plain_filters(graph, applications, text, expected):
    assert names(graph.get(f"/applications?$filter={text}")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("displayName ne 'Alpha'", ["Beta", "alphabet"]),
        ("not(displayName eq 'Alpha')", ["Beta", "alphabet"]),
        ("not startswith(displayName,'alpha')", ["Beta"]),
        ("not(displayName in ('Alpha','Beta'))", ["alphabet"]),
        ("not(tags/any(t:t eq 'one'))", ["Beta", "alphabet"]),
    ],
)
def test_advanced_filters_need_header_and_count(graph, applications, text, expected):
    path = f"/applications?$filter={text}"
    assert_error(graph.get(path), 400, "Request_UnsupportedQuery", "ConsistencyLevel")
    assert_error(graph.get(path, **EVENTUAL), 400, "Request_UnsupportedQuery")
    assert_error(graph.get(f"{path}&$count=true"), 400, "Request_UnsupportedQuery")
    assert names(graph.get(f"{path}&$count=true", **EVENTUAL)) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("uniqueName eq 'x'", "Request_UnsupportedQuery"),
        ("not(appId eq 'x')", "Request_UnsupportedQuery"),
        ("notes eq 'x'", "Request_UnsupportedQuery"),
        ("contains(displayName,'x')", "Request_UnsupportedQuery"),
        ("web/any(w:w eq 'x')", "Request_UnsupportedQuery"),
        ("displayName eq 'x", "BadRequest"),
        ("displayName = 'x'", "BadRequest"),
        ("displayName eq", "BadRequest"),
        ("(displayName eq 'x'", "BadRequest"),
        ("displayName eq 'x' displayName eq 'y'", "BadRequest"),
        ("displayName eq 5", "BadRequest"),
        ("appId eq 00000007-0000-0000-c000-000000000000", "BadRequest"),
    ],
)
def test_filters_that_graph_refuses(graph, text, code):
    assert_error(graph.get(f"/applications?$filter={text}&$count=true", **EVENTUAL), 400, code)


def test_booleans_in_filters(graph):
    assert graph.value("/servicePrincipals?$filter=accountEnabled eq false") == []
    assert len(graph.value("/servicePrincipals?$filter=accountEnabled eq true")) == 2
    assert_error(graph.get("/servicePrincipals?$filter=accountEnabled eq 'true'"), 400, "BadRequest")


def test_selection(graph, applications):
    application_id = applications["Alpha"]["id"]
    one = graph.get(f"/applications/{application_id}?$select=id,displayName").json()
    assert one == {
        "@odata.context": f"{BASE}/v1.0/$metadata#applications(id,displayName)/$entity",
        "id": application_id,
        "displayName": "Alpha",
    }
    assert set(graph.value("/applications?$select=appId")[0]) == {"appId"}
    assert_error(graph.get("/applications?$select=nothing"), 400, "BadRequest", "'nothing'")


def test_order_is_advanced(graph, applications):
    path = "/applications?$orderby=displayName desc"
    assert_error(graph.get(path), 400, "Request_UnsupportedQuery")
    assert names(graph.get(f"{path}&$count=true", **EVENTUAL)) == ["Beta", "alphabet", "Alpha"]
    both = "/users?$orderby=displayName&$filter=startswith(displayName,'A')"
    assert_error(graph.get(both), 400, "Request_UnsupportedQuery")
    assert graph.get("/users?$orderby=displayName").status_code == 200


def test_counts(graph, applications):
    assert "@odata.count" not in graph.get("/applications?$count=true").json()
    assert graph.get("/applications?$count=true&$top=1", **EVENTUAL).json()["@odata.count"] == 3
    assert_error(graph.get("/applications/$count"), 400, "Request_BadRequest", "$count is not currently supported.")
    counted = graph.get("/applications/$count?$filter=displayName eq 'Beta'", **EVENTUAL)
    assert (counted.text, counted.headers["content-type"]) == ("1", "text/plain")


def test_search(graph, applications):
    path = '/applications?$search="displayName:alpha"'
    assert_error(graph.get(path), 400, "Request_UnsupportedQuery")
    assert names(graph.get(path, **EVENTUAL)) == ["Alpha", "alphabet"]


@pytest.mark.parametrize("base", ["https://graph.microsoft.com", "https://127.0.0.1:4433"])
def test_pages_lead_on_at_the_same_address(graph, base):
    for number in range(5):
        graph.create_application(displayName=f"App {number}")
    url, seen, counts = f"{base}/v1.0/applications?$top=2&$count=true&$select=displayName", [], []
    while url:
        assert url.startswith(f"{base}/v1.0/applications?")
        page = graph.call("GET", url, **EVENTUAL).json()
        seen += [each["displayName"] for each in page["value"]]
        counts.append(page.get("@odata.count"))
        url = page.get("@odata.nextLink")
        assert len(page["value"]) <= 2
    assert seen == [f"App {number}" for number in range(5)]
    assert counts == [5, None, None]


def test_the_default_page_has_a_hundred(graph, contoso):
    contoso["applications"] = [{"id": f"{n}", "appId": f"{n}", "displayName": "x"} for n in range(101)]
    page = graph.get("/applications").json()
    assert len(page["value"]) == 100
    last = graph.call("GET", page["@odata.nextLink"]).json()
    assert len(last["value"]) == 1 and "@odata.nextLink" not in last


@pytest.mark.parametrize(
    "option", ["$top=0", "$top=1000", "$top=x", "$skip=1", "$skiptoken=x", "$nonsense=1", "$expand=owners"]
)
def test_options_that_graph_refuses(graph, option):
    assert graph.get(f"/applications?{option}").status_code == 400


def test_options_work_without_the_dollar_sign(graph, applications):
    assert names(graph.get("/applications?filter=displayName eq 'Beta'&select=displayName")) == ["Beta"]
