"""Finding and planning an application registration."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Ambiguous,
    Conflict,
    InvalidInput,
    NotFound,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.applications.application import (
    Application,
    represent,
    to_graph,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.client_secrets.tags import MANAGED
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph.client import GraphClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response
from tests.unit.plugins.module_utils.conftest import apply_all, kinds
from tests.unit.plugins.module_utils.fakes import FakeGraph, ScriptedTransport

DYNAMICS = "00000007-0000-0000-c000-000000000000"
SCOPES = [{"id": f"78ce3f0f-a1ce-49c2-8cde-64b5c0896d{number:02d}", "type": "Scope"} for number in (1, 2)]
THERE = {
    "id": "object",
    "appId": "9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4",
    "displayName": "Marketo",
    "uniqueName": "marketo",
    "signInAudience": "AzureADMyOrg",
    "requiredResourceAccess": [{"resourceAppId": DYNAMICS, "resourceAccess": SCOPES}],
    "web": {"redirectUris": ["https://b", "https://a"]},
    "publicClient": {"redirectUris": []},
    "isFallbackPublicClient": None,
    "notes": None,
    "tags": [MANAGED, "mine"],
}
BY_NAME, BY_UNIQUE_NAME, BY_ID = "/applications?", "/applications(uniqueName=", "/applications(appId="


def resource(reads=None, graph=None, **options):
    wanted = {
        name: None
        for name in (
            "app_id",
            "unique_name",
            "display_name",
            "sign_in_audience",
            "required_resource_access",
            "web_redirect_uris",
            "public_client_redirect_uris",
            "is_fallback_public_client",
            "notes",
            "tags",
            "owners",
            "restore_deleted",
        )
    }
    others = {
        "adopt": False,
        "state": "present",
        "owners_exact": False,
        "purge": False,
        "required_resource_access_exact": True,
    }
    return Application(graph or FakeGraph(reads or {}), {**wanted, **others, **options})


def plan(reads=None, **options):
    application = resource(reads, **options)
    return application.plan(application.read())


def test_create_by_unique_name():
    planned = plan(display_name="Marketo", unique_name="marketo")
    assert kinds(planned) == ["create"]
    assert (planned.after["tags"], planned.after["sign_in_audience"]) == ([MANAGED], "AzureADMyOrg")


def test_ids_are_the_same_in_upper_case():
    access = [
        {"resource_app_id": DYNAMICS, "resource_access": [{**scope, "id": scope["id"].upper()} for scope in SCOPES]}
    ]
    assert not plan(
        {BY_UNIQUE_NAME: THERE}, display_name="Marketo", unique_name="marketo", required_resource_access=access
    ).changes


@pytest.mark.parametrize("order", [1, -1])
def test_nothing_to_do_whatever_the_order(order):
    access = [{"resource_app_id": DYNAMICS, "resource_access": SCOPES[::order]}]
    wanted = {
        "required_resource_access": access,
        "web_redirect_uris": ["https://a", "https://b"][::order],
        "tags": ["mine"],
    }
    assert not plan({BY_UNIQUE_NAME: THERE}, display_name="Marketo", unique_name="marketo", **wanted).changes


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("display_name", "Else"),
        ("sign_in_audience", "AzureADMultipleOrgs"),
        ("required_resource_access", []),
        ("web_redirect_uris", []),
        ("public_client_redirect_uris", ["https://c"]),
        ("is_fallback_public_client", True),
        ("notes", "n"),
        ("tags", []),
    ],
)
def test_each_property_s_drift_is_seen(option, value):
    planned = plan({BY_UNIQUE_NAME: THERE}, unique_name="marketo", **{"display_name": "Marketo", option: value})
    assert (kinds(planned), list(planned.changes[0].payload["members"])) == (["update"], [option])


def test_bookkeeping_survives_new_tags():
    live = f"{MANAGED}.live_key_id:1"
    planned = plan(
        {BY_UNIQUE_NAME: {**THERE, "tags": [MANAGED, live, "old"]}},
        unique_name="marketo",
        display_name="Marketo",
        tags=["new"],
    )
    assert planned.changes[0].payload["members"]["tags"] == sorted([MANAGED, live, "new"])


def test_two_of_a_name_are_listed_and_neither_is_taken():
    twins = [THERE, {**THERE, "appId": "the-second"}]
    with pytest.raises(Ambiguous, match="2 applications.*the-second") as caught:
        plan({BY_NAME: twins}, display_name="Marketo", adopt=True)
    assert caught.value.details["app_ids"] == [THERE["appId"], "the-second"]


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_stranger_of_that_name_is_taken_only_when_told(state):
    stranger = {BY_NAME: [{**THERE, "tags": [], "uniqueName": None}]}
    with pytest.raises(Ambiguous, match="adopt"):
        plan(stranger, display_name="Marketo", state=state)
    planned = plan(stranger, display_name="Marketo", adopt=True, state=state)
    assert kinds(planned) == (["update"] if state == "present" else ["delete"])


def test_ours_is_found_by_its_name():
    assert not plan({BY_NAME: [THERE]}, display_name="Marketo").changes


def test_an_unknown_app_id_can_not_be_created():
    with pytest.raises(NotFound, match="given by the service"):
        plan(app_id=THERE["appId"])
    assert not plan(app_id=THERE["appId"], state="absent").changes


def test_a_unique_name_never_changes():
    with pytest.raises(InvalidInput, match="can't be changed"):
        plan({BY_ID: THERE}, app_id=THERE["appId"], unique_name="other")


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"app_id": "Marketo"}, "GUID"),
        ({"unique_name": "m"}, "display_name is missing"),
        ({"display_name": "x" * 257}, "256"),
        (
            {
                "display_name": "M",
                "required_resource_access": [{"resource_app_id": "Dynamics CRM", "resource_access": []}],
            },
            "GUIDs",
        ),
    ],
)
def test_options_that_can_not_be(options, word):
    with pytest.raises(InvalidInput, match=word):
        resource(**options)


def test_there_and_back():
    shown = represent(THERE)
    members = {name: value for name, value in shown.items() if name not in ("id", "app_id")}
    assert represent({**to_graph(members), "id": "object", "appId": THERE["appId"]}) == shown


def listed(*applications):
    return Response(200, json={"value": list(applications)})


def test_a_creation_whose_answer_is_lost_is_found_again():
    transport = ScriptedTransport(listed(), listed(), Response(500), listed(THERE), Response(200, json=THERE))
    application = resource(
        graph=GraphClient(transport, "https://graph.example.com", "t", False, RetryPolicy(sleep=lambda _: None)),
        display_name="Marketo",
    )
    apply_all(application)
    assert application.read()["app_id"] == THERE["appId"]
    assert [method for method, _url, _body in transport.sent].count("POST") == 1


class Lagging(FakeGraph):
    """The unique name is taken, and who has it shows after so many reads, or never."""

    def __init__(self, reads_until_it_shows):
        super().__init__({})
        self.left = reads_until_it_shows

    def find(self, path):
        if not path.startswith((BY_UNIQUE_NAME, "/applications/object")):
            return [] if path.startswith(BY_NAME) else super().find(path)
        self.left -= 1
        return THERE if self.left < 0 else None

    def patch(self, path, body, headers=None):
        super().patch(path, body, headers)
        if headers:
            raise Conflict("Another object with the same value for property uniqueName already exists.", 400)
        return {}


def test_an_application_that_reads_hide_is_taken_when_it_shows():
    """C4: the conflict failed at once, with advice to purge what was only hidden by lag."""
    graph = Lagging(3)
    wanted = resource(graph=graph, display_name="Marketo", unique_name="marketo", notes="New.")
    (change,) = wanted.plan(wanted.read()).changes
    wanted.apply(change)
    assert graph.writes[-1] == ("PATCH", "/applications/object", {"notes": "New."})


def test_a_unique_name_that_nobody_shows_is_explained_without_advice_to_purge():
    """C4."""
    graph = Lagging(10_000)
    wanted = resource(graph=graph, display_name="Marketo", unique_name="marketo")
    (change,) = wanted.plan(wanted.read()).changes
    with pytest.raises(Conflict, match="30 days.*restore_deleted.*another unique_name") as caught:
        wanted.apply(change)
    assert "purge" not in caught.value.message and "finally" not in caught.value.message
