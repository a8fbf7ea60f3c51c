"""What every client of a service refuses to do, whatever the service."""

from __future__ import annotations

import re

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Defect,
    NotFound,
    RequestRefused,
    Unreachable,
    WriteInCheckMode,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.odata_client import OdataClient
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response, Transport

ROOT = "https://shop.example.com/v1"


class Shop(OdataClient):
    """A service that sells things and lets single ones be deleted."""

    service = "the shop"
    deletable = (re.compile(r"^/things/\d+$"),)
    outside = "shop.example.com. Ask the shop."

    def _headers(self, method):
        return {"Authorization": "Bearer t"}

    def _refusal(self, method, path, response, sent):
        kind = NotFound if response.status == 404 else RequestRefused
        return kind(f"{method} {path} refused", status=response.status)

    def _is_own(self, address):
        return address.startswith("https://shop.example.com/")


def shop(transport, *answers, check_mode=False):
    transport.answers.extend(answers)
    return Shop(transport, ROOT, RetryPolicy(sleep=lambda _seconds: None), check_mode)


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_check_mode_sends_nothing_but_get(transport, method):
    with pytest.raises(WriteInCheckMode, match=rf"^A defect of this collection: {method} /things/1 was .* to the shop"):
        shop(transport, check_mode=True)._request(method, "/things/1")
    assert transport.sent == []
    assert shop(transport, Response(200, json={"id": 1}), check_mode=True).get("/things/1") == {"id": 1}


@pytest.mark.parametrize("path", ["/things", "/things/1/maker", "/makers/1"])
def test_only_what_is_declared_deletable_is_deleted(transport, path):
    with pytest.raises(Defect, match="more than was meant"):
        shop(transport).delete(path)
    assert transport.sent == []


def test_what_is_gone_already_counts_as_deleted_unless_it_must_be_there(transport):
    shop(transport, Response(404)).delete("/things/1")
    with pytest.raises(NotFound):
        shop(transport, Response(404)).remove("/things/1")
    with pytest.raises(RequestRefused):
        shop(transport, Response(403)).delete("/things/1")


def test_pages_are_read_one_by_one_and_only_as_far_as_they_are_used(transport):
    pages = shop(
        transport,
        Response(200, json={"value": [1], "@odata.nextLink": f"{ROOT}/things?page=2"}),
        Response(200, json={"value": [2]}),
    ).pages("/things")
    assert next(pages)["value"] == [1] and len(transport.sent) == 1
    assert next(pages)["value"] == [2] and next(pages, None) is None


def test_the_token_follows_no_link_to_another_place(transport):
    elsewhere = {"value": [{"number": 1}], "@odata.nextLink": "https://evil.example.com/v1/things"}
    with pytest.raises(
        RequestRefused, match="the shop .* not followed: it lies outside shop.example.com. Ask the shop."
    ):
        shop(transport, Response(200, json=elsewhere)).get_all("/things")
    assert len(transport.sent) == 1


@pytest.mark.parametrize(("seen", "posts"), [({"id": 1}, 1), (None, 2)])
def test_a_lost_post_is_repeated_only_where_it_did_not_happen(transport, seen, posts):
    client = shop(transport, Unreachable("lost", sent=True), Response(201, json={"id": 1}))
    made = client.create_once(lambda: client._request("POST", "/things", {}).json, lambda: seen)
    assert made == {"id": 1} and len(transport.sent) == posts


def test_a_transport_travels_as_the_options_say_and_is_closed_after_the_block(monkeypatch):
    closed = []
    with Transport.of({"proxy": "http://proxy:1", "ca_bundle": None, "timeout": 7}) as transport:
        monkeypatch.setattr(transport._session, "close", lambda: closed.append(True))
        assert (transport._proxy, transport._timeout, closed) == ("http://proxy:1", 7, [])
    assert closed == [True]
