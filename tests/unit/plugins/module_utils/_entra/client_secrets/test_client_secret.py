"""Which secret counts, and that no value is ever lost, left behind, or shown."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.durations import format_time
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    NotFound,
    RequestRefused,
    TimedOut,
    Unreachable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.operation import Operation
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.runner import run
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.client_secrets.client_secret import (
    ClientSecret,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.client_secrets.tags import (
    KeyRecord,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph import replication
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import AnswerLost
from tests.unit.plugins.module_utils.conftest import apply_all, kinds
from tests.unit.plugins.module_utils.fakes import FakeGraph

NOW = datetime(2026, 1, 31, 10, 11, 12, tzinfo=UTC)
APP = "9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4"
TEXT = "the-Value-of-the-new-secret"


def key(number):
    return f"00000000-0000-0000-0000-{number:012d}"


def credential(number, days=100, description="Marketo", start=-1):
    return {
        "keyId": key(number),
        "displayName": description,
        "hint": "abc",
        "secretText": None,
        "startDateTime": format_time(NOW + timedelta(days=start)),
        "endDateTime": format_time(NOW + timedelta(days=days)),
    }


def tag(state, number, connection=""):
    return KeyRecord(state, key(number), connection).tag()


class Service:
    """An application whose secrets can be added, as far as the tests let the answers through."""

    def __init__(self, *credentials, live=None, pending=None, tags=(), check_mode=False):
        recorded = [tag("live", live)] if live else [tag("pending", pending)] if pending else []
        tags = [*recorded, *tags]
        self.application = {"id": "object", "appId": APP, "tags": tags, "passwordCredentials": list(credentials)}
        self.graph = FakeGraph({"/applications": lambda: self.application}, check_mode)
        self.graph.answers = {"/addPassword": [], "/removePassword": []}
        self.next = 50

    def add(self, shows=True):
        self.next += 1
        sent = self.graph.writes[-1][2]["passwordCredential"]
        made = {**credential(self.next), **sent, "keyId": key(self.next), "startDateTime": format_time(NOW)}
        if shows:
            self.application["passwordCredentials"].append(made)
        return {**made, "secretText": TEXT}

    def add_and_lose(self):
        self.add()
        raise AnswerLost("lost", sent=True)

    def remove(self):
        gone = self.graph.writes[-1][2]["keyId"]
        self.application["passwordCredentials"] = [
            item for item in self.application["passwordCredentials"] if item["keyId"] != gone
        ]

    def key_ids(self):
        return [item["keyId"] for item in self.application["passwordCredentials"]]

    def resource(self, **options):
        wanted = {
            "app_id": APP,
            "description": "Marketo",
            "valid_for": "180d",
            "rotate_before": "30d",
            "key_id": None,
            "key_ids": None,
            "keep": None,
            "connection": None,
            "force": False,
            "require_live": False,
            "accept_pending": False,
            "renew": False,
            "state": "present",
            **options,
        }
        return ClientSecret(self.graph, wanted, clock=lambda: NOW)


def plan(*credentials, live=None, pending=None, tags=(), check_mode=False, **options):
    secret = Service(*credentials, live=live, pending=pending, tags=tags, check_mode=check_mode).resource(**options)
    return secret.plan(secret.read())


@pytest.mark.parametrize(
    ("credentials", "wanted"),
    [
        ([], ["create"]),
        ([credential(1)], []),
        ([credential(1, days=31)], []),
        ([credential(1, days=30)], ["create"]),
        ([credential(1, days=-1)], ["create"]),
        ([credential(1, description="Other")], ["create"]),
        ([credential(1, start=10)], ["create"]),
        ([credential(1, days=5), credential(2)], []),
    ],
)
def test_present(credentials, wanted):
    assert kinds(plan(*credentials)) == wanted


@pytest.mark.parametrize(("live", "wanted"), [(None, ["create"]), (1, []), (2, ["create"]), (9, ["create"])])
def test_require_live_counts_only_the_secret_recorded_as_live(live, wanted):
    assert kinds(plan(credential(1), credential(2, days=5), live=live, require_live=True)) == wanted


def test_renew_makes_a_new_secret_beside_a_good_one():
    planned = plan(credential(1), live=1, renew=True)
    assert kinds(planned) == ["create"]
    assert [secret["key_id"] for secret in planned.after["secrets"]] == [key(1), None]


def test_the_live_secret_is_shown_before_one_that_lasts_longer():
    service = Service(credential(1), credential(2, days=300), live=1)
    secret = service.resource()
    assert secret.result(secret.read())["client_secret"] == {
        "key_id": key(1),
        "description": "Marketo",
        "hint": "abc",
        "start_date_time": "2026-01-30T10:11:12Z",
        "end_date_time": "2026-05-11T10:11:12Z",
        "live": True,
        "pending": False,
    }
    assert secret.result(secret.read())["other_key_ids"] == [key(2)]


@pytest.mark.parametrize(
    ("options", "left"),
    [
        ({"description": "Marketo"}, [3]),
        ({"description": "Marketo", "keep": [key(2)]}, [2, 3]),
        ({"key_id": key(2)}, [1, 3]),
        ({"key_id": key(2).upper(), "description": None}, [1, 3]),
        ({"key_id": key(7)}, [1, 2, 3]),
        ({"description": "None of that"}, [1, 2, 3]),
    ],
)
def test_absent_removes_just_what_is_named(options, left):
    service = Service(credential(1), credential(2), credential(3, description="Other"))
    service.graph.answers["/removePassword"] = [service.remove] * 3
    secret = service.resource(**{"state": "absent", **options})
    apply_all(secret)
    assert service.key_ids() == [key(number) for number in left]


def test_a_key_that_is_gone_already_is_removed_enough():
    service = Service(credential(1))

    def gone():
        service.remove()
        raise RequestRefused("No credentials found to be removed.", 400, "Request_BadRequest")

    service.graph.answers["/removePassword"] = [gone]
    apply_all(service.resource(state="absent"))
    assert service.key_ids() == []


def test_a_refused_removal_is_told():
    service = Service(credential(1))
    service.graph.answers["/removePassword"] = [RequestRefused("no", 403, "Authorization_RequestDenied")]
    with pytest.raises(RequestRefused):
        apply_all(service.resource(state="absent"))


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"description": None}, "description is missing"),
        ({"valid_for": "30d"}, "longer than rotate_before"),
        ({"valid_for": "soon"}, "valid_for"),
        ({"rotate_before": "soon"}, "rotate_before"),
        ({"state": "absent", "description": None}, "never guesses"),
        ({"state": "live"}, "key_id is empty"),
        ({"state": "pending"}, "key_id is empty"),
        ({"state": "live", "key_id": "abc"}, "GUID"),
        ({"state": "absent", "keep": [""]}, "keep"),
        ({"state": "absent", "keep": ["None"]}, "keep"),
        ({"state": "absent", "key_ids": [""]}, "key_ids"),
        ({"connection": "x" * 101}, "connection"),
        ({"connection": "a\nb"}, "connection"),
        ({"app_id": None}, "app_id is empty"),
    ],
)
def test_options_that_make_no_sense(options, word):
    with pytest.raises(InvalidInput, match=word):
        Service().resource(**options)


def test_live_is_recorded_in_a_tag_and_the_others_stay():
    service = Service(credential(1), live=2)
    service.application["tags"] += ["someone-else's"]
    secret = service.resource(state="live", key_id=key(1))
    secret.apply(secret.plan(secret.read()).changes[0])
    assert service.graph.writes == [
        ("PATCH", f"/applications(appId='{APP}')", {"tags": sorted(["someone-else's", tag("live", 1)])})
    ]
    assert not plan(credential(1), live=1, state="live", key_id=key(1)).changes


def test_that_none_is_known_to_be_in_use_is_recorded_too():
    planned = plan(credential(1), live=1, state="not_live")
    assert planned.changes[0].payload == {"tags": [tag("retired", 1)]}
    assert not plan(credential(1), state="not_live").changes


def test_handing_over_records_the_key_and_that_none_is_known_to_be_in_use():
    service = Service(credential(1), credential(2), live=1)
    service.application["tags"] += ["someone-else's"]
    secret = service.resource(state="pending", key_id=key(2))
    secret.apply(secret.plan(secret.read()).changes[0])
    assert service.graph.writes == [
        (
            "PATCH",
            f"/applications(appId='{APP}')",
            {"tags": sorted(["someone-else's", tag("pending", 2), tag("retired", 1)])},
        )
    ]
    assert not plan(credential(2), pending=2, state="pending", key_id=key(2)).changes


@pytest.mark.parametrize(("state", "options"), [("live", {"key_id": key(2)}), ("not_live", {})])
def test_any_later_record_ends_that_of_the_hand_over(state, options):
    tags = plan(credential(1), credential(2), pending=2, state=state, **options).changes[0].payload["tags"]
    assert tags == [tag("live" if state == "live" else "retired", 2)]


@pytest.mark.parametrize(
    ("pending", "accept", "wanted"),
    [(1, True, []), (1, False, ["create"]), (2, True, ["create"]), (9, True, ["create"])],
)
def test_a_secret_that_was_handed_over_counts_where_that_is_asked_for_and_it_lasts(pending, accept, wanted):
    secrets = credential(1), credential(2, days=5)
    assert kinds(plan(*secrets, pending=pending, require_live=True, accept_pending=accept)) == wanted


@pytest.mark.parametrize("state", ["live", "pending", "retired"])
@pytest.mark.parametrize("options", [{"key_id": key(1)}, {"key_ids": [key(2), key(1)]}, {"description": "Marketo"}])
def test_a_key_of_another_connection_is_never_removed_unasked(state, options):
    """B1: each connection's run removed the other's secret, with rc=0."""
    secrets = credential(1), credential(2)
    with pytest.raises(InvalidInput, match=f"{key(1)}.*connection production.*nothing was removed.*force"):
        plan(*secrets, tags=[tag(state, 1, "production")], connection="sandbox", state="absent", **options)
    forced = plan(*secrets, tags=["x", tag(state, 1, "production")], state="absent", force=True, **options)
    assert kinds(forced)[-1] == "record" and forced.changes[-1].payload == {"tags": ["x"]}


def test_a_key_in_use_is_not_removed_by_its_own_connection_either():
    """B1: it was removed, and the record pointed at nothing."""
    own = {"connection": "production", "state": "absent", "key_id": key(1)}
    for state in ("live", "pending"):
        with pytest.raises(InvalidInput, match="connection production"):
            plan(credential(1), tags=[tag(state, 1, "production")], **own)
        with pytest.raises(InvalidInput, match="connection production"):
            plan(credential(1), tags=[tag(state, 1, "production")], check_mode=True, **own)
    assert kinds(plan(credential(1), tags=[tag("retired", 1, "production")], **own)) == ["remove"]


def test_each_connection_counts_its_own_key():
    """B1: one record for all made each run of another connection rotate."""
    tags = [tag("live", 1, "production"), tag("live", 2, "sandbox")]
    secrets = credential(1), credential(2)
    for connection, number in (("production", 1), ("sandbox", 2)):
        secret = Service(*secrets, tags=tags).resource(require_live=True, connection=connection)
        found = secret.read()
        assert not secret.plan(found).changes
        shown = secret.result(found)
        assert (shown["client_secret"]["key_id"], shown["client_secret"]["live"]) == (key(number), True)
        assert shown["other_key_ids"] == []
    assert kinds(plan(*secrets, tags=tags, require_live=True, connection="third")) == ["create"]


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ({"state": "live", "key_id": key(3)}, [tag("live", 3, "a"), tag("retired", 1, "a")]),
        ({"state": "pending", "key_id": key(3)}, [tag("pending", 3, "a"), tag("retired", 1, "a")]),
        ({"state": "not_live"}, [tag("retired", 1, "a")]),
    ],
)
def test_what_is_recorded_of_one_connection_leaves_the_others_alone(options, wanted):
    """B1. What the connection had is retired, and what is gone leaves its records."""
    others = [tag("live", 2, "b"), tag("retired", 8, "b"), tag("live", 2)]
    tags = [*others, tag("live", 1, "a"), tag("retired", 9, "a")]
    planned = plan(credential(1), credential(2), credential(3), tags=tags, connection="a", **options)
    assert planned.changes[0].payload["tags"] == sorted([*others, *wanted])


def test_only_the_keys_that_were_there_before_the_new_one_are_to_be_retired():
    """B1, M1: a key that another play makes meanwhile is not ours to remove, nor is one that another connection uses."""
    service = Service(credential(1), credential(2), tags=[tag("live", 2, "sandbox")])

    def add():
        made = service.add()
        service.application["passwordCredentials"].append(credential(7))
        return made

    service.graph.answers["/addPassword"] = [add]
    assert outcome(service, require_live=True, connection="production")["other_key_ids"] == [key(1)]


def test_a_key_that_the_application_lacks_is_not_recorded():
    with pytest.raises(InvalidInput, match=f"no client secret with that id.*{key(1)}"):
        plan(credential(1), state="live", key_id=key(2))


def test_check_mode_for_what_an_earlier_task_would_create():
    assert kinds(plan(app_id=None, check_mode=True)) == ["create"]
    assert kinds(plan(app_id=None, key_id=None, state="live", check_mode=True)) == ["record"]
    assert kinds(plan(app_id="", keep=[None], state="absent", check_mode=True)) == []
    assert kinds(plan(credential(1), keep=["None"], state="absent", check_mode=True)) == ["remove"]


def test_an_unknown_application_is_an_error_unless_its_secret_must_go():
    for state, options in (("present", {}), ("live", {"key_id": key(1)})):
        service = Service()
        service.application = None
        with pytest.raises(NotFound, match=APP):
            service.resource(state=state, **options).read()
    service = Service()
    service.application = None
    assert service.resource(state="absent").read() is None


def outcome(service, check_mode=False, **options):
    operation = Operation(
        {}, lambda params, check: nullcontext(service.graph), lambda client, params: service.resource(**options)
    )
    return run(operation, {}, check_mode)


def test_the_value_is_in_the_result_and_nowhere_else():
    service = Service()
    service.graph.answers["/addPassword"] = [service.add]
    result = outcome(service)
    assert result["client_secret"].pop("secret_text") == TEXT
    assert result["client_secret"]["key_id"] == key(51)
    assert TEXT not in repr(result)


def test_check_mode_has_no_key_id():
    service = Service(check_mode=True)
    result = outcome(service, check_mode=True)
    assert (result["changed"], result["client_secret"]["key_id"], service.graph.writes) == (True, None, [])
    assert "secret_text" not in result["client_secret"]


def broken():
    raise Unreachable("no answer", sent=True)


def refused():
    raise RequestRefused("no", 403)


def test_a_new_secret_is_waited_for_until_it_shows():
    """The next task of a play may look for it on another of Graph's servers."""
    service, reads = Service(), []

    def lagging():
        reads.append(service.key_ids())
        late = [item for item in service.application["passwordCredentials"] if len(reads) > since[0] + 2]
        return {**service.application, "passwordCredentials": late}

    since = [99]

    def add():
        since[0] = len(reads)
        return service.add()

    service.graph.reads["/applications"] = lagging
    service.graph.answers["/addPassword"].append(add)
    secret = service.resource()
    shown = secret.apply(secret.plan(secret.read()).changes[0])
    assert secret.settle(shown)["secrets"][0]["key_id"] == key(51)


@pytest.mark.parametrize("trouble", [lambda: None, broken, refused])
def test_no_trouble_with_reading_afterwards_loses_the_value(trouble):
    service = Service()

    def add():
        made = service.add(shows=False)
        service.graph.reads = {"/applications": trouble}
        return made

    service.graph.answers["/addPassword"] = [add]
    assert outcome(service)["client_secret"]["secret_text"] == TEXT


def test_a_lost_answer_leaves_no_orphan():
    service = Service(credential(1, description="Other"))
    service.graph.answers = {"/addPassword": [service.add_and_lose, service.add], "/removePassword": [service.remove]}
    assert outcome(service)["client_secret"]["key_id"] == key(52)
    assert service.key_ids() == [key(1), key(52)]


def test_a_lost_request_that_made_nothing_is_sent_again():
    service = Service()
    service.graph.answers["/addPassword"] = [AnswerLost("lost", sent=True), service.add]
    assert outcome(service)["client_secret"]["secret_text"] == TEXT
    assert service.key_ids() == [key(51)]


def test_an_orphan_that_shows_late_is_removed_too():
    service = Service()
    late = []

    def lose_and_hide():
        late.append(service.add(shows=False))
        raise AnswerLost("lost", sent=True)

    def add():
        made = service.add()
        service.application["passwordCredentials"].append({**late[0], "secretText": None})
        return made

    service.graph.answers = {"/addPassword": [lose_and_hide, add], "/removePassword": [service.remove]}
    assert outcome(service)["client_secret"]["key_id"] == key(52)
    assert service.key_ids() == [key(52)]


def test_only_what_the_lost_answer_made_is_removed():
    service = Service(credential(1, days=180))
    somebody_else_s = [credential(7, days=90), credential(8, days=180, description="Other")]

    def lose():
        service.application["passwordCredentials"] += somebody_else_s
        service.add_and_lose()

    service.graph.answers = {"/addPassword": [lose, service.add], "/removePassword": [service.remove] * 5}
    outcome(service, rotate_before="179d", valid_for="180d", require_live=True)
    assert service.key_ids() == [key(1), key(7), key(8), key(52)]


def test_answers_that_are_lost_for_good_end_the_run_without_orphans():
    service = Service()
    service.graph.answers = {"/addPassword": [service.add_and_lose] * 3, "/removePassword": [service.remove] * 3}
    result = outcome(service)
    assert result["failed"] and "3 times" in result["msg"]
    assert service.key_ids() == []


@pytest.mark.parametrize(
    "passing",
    [
        RequestRefused("concurrent", 409, "Directory_ConcurrencyViolation"),
        RequestRefused("not yet", 404, "Request_ResourceNotFound"),
    ],
)
def test_passing_refusals_are_waited_for_with_a_bound(passing):
    service = Service()
    service.graph.answers["/addPassword"] = [passing, service.add]
    assert outcome(service)["client_secret"]["secret_text"] == TEXT
    service.graph.answers["/addPassword"] = [passing] * 99
    service.application["passwordCredentials"] = []
    with pytest.raises(TimedOut, match=passing.message):
        apply_all(service.resource())


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("CredentialInvalidLifetimeAsPerAppPolicy", "shorter lifetimes than valid_for"),
        ("CredentialTypeNotAllowedAsPerAppPolicy", "forbids client secrets"),
        ("Directory_ResourceSizeExceeded", "remove old ones"),
    ],
)
def test_a_policy_s_refusal_says_what_to_do(code, word):
    service = Service()
    service.graph.answers["/addPassword"] = [RequestRefused("As the service worded it.", 400, code)]
    result = outcome(service)
    assert word in result["msg"] and "As the service worded it." in result["msg"]
    assert result["error"]["code"] == code


@pytest.mark.parametrize(
    "answer", [{}, {"keyId": key(51)}, {"secretText": TEXT}, {"keyId": key(51), "secretText": None}]
)
def test_an_answer_without_the_new_secret_is_a_lost_one(answer):
    """M8: what was made then is removed, and another is made."""
    service = Service()

    def spoiled():
        service.add()
        return answer

    service.graph.answers = {"/addPassword": [spoiled, service.add], "/removePassword": [service.remove]}
    assert outcome(service)["client_secret"]["secret_text"] == TEXT
    assert service.key_ids() == [key(52)]


@pytest.mark.parametrize("state", ["live", "pending", "not_live"])
def test_recording_has_the_patience_of_every_other_write(monkeypatch, state):
    """M6: one refusal failed the task after the sync was enabled, and the next run rotated again."""
    monkeypatch.setattr(replication, "SECONDS", 60.0)
    service = Service(credential(1), credential(2), live=2)
    secret = service.resource(state=state, key_id=None if state == "not_live" else key(1))
    turns = [RequestRefused("not yet", 404, "Request_ResourceNotFound")] * 2
    sent = []

    def patch(path, body, headers=None):
        sent.append(body)
        if turns:
            raise turns.pop()

    monkeypatch.setattr(service.graph, "patch", patch)
    secret.apply(secret.plan(secret.read()).changes[0])
    assert len(sent) == 3
