"""The client of the Dataverse Web API: errors in plain words, limits, paging, check mode."""

from __future__ import annotations

import socket

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.probe import (
    HostUnknown,
    NoOrganization,
    challenge,
    require_organization,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._dynamics.web_api import (
    LONGEST_WAIT,
    WebApiClient,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    Conflict,
    InvalidInput,
    MarketoDynamicsError,
    NotFound,
    RequestRefused,
    Unreachable,
    WriteInCheckMode,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.retry import RetryPolicy
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response, Transport
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._organization_url import (
    check_cloud,
    parse_organization_url,
)
from tests.unit.plugins.module_utils.fakes import ScriptedTransport, scripted

ORGANIZATION = parse_organization_url("contoso.crm4.dynamics.com")
ROOT = "https://contoso.crm4.dynamics.com/api/data/v9.2"
ID = "0a9c7d10-5e1e-4c1b-8d2f-c0ffee000421"
BEARER = "Bearer authorization_uri=https://login.microsoftonline.com/6D1F7A52-0c0e-4b7e-9a0b-c0ffee000001/oauth2/authorize,resource_id=x"


def client(*answers, transport=None, check_mode=False, sleeps=None, **policy):
    """A client whose answers are told beforehand; its pauses are written down, not made."""
    pauses = [] if sleeps is None else sleeps
    retry = RetryPolicy(sleep=pauses.append, jitter=lambda: 1.0, **policy)
    return WebApiClient(scripted(transport, *answers), ORGANIZATION, "the-token", check_mode, retry)


def error(status, code="0x80040265", message="Told by the test.", **headers):
    """An error of Dataverse."""
    return Response(
        status, {"x-ms-service-request-id": "the-request", **headers}, "", {"error": {"code": code, "message": message}}
    )


def rows(*numbers):
    return [{"number": number} for number in numbers]


def page(values, following=None):
    """One page of a collection."""
    return Response(200, json={"value": values, **({"@odata.nextLink": following} if following else {})})


def test_pages_are_read_to_the_last(transport):
    """Both forms of the organization's host are its own."""
    web_api = client(
        page(rows(1), f"{ROOT}/leads?$skiptoken=a"),
        page([], "https://contoso.api.crm4.dynamics.com/api/data/v9.2/leads?$skiptoken=b"),
        page(rows(3)),
        transport=transport,
    )
    assert web_api.get_all("leads") == rows(1, 3)
    assert [url for _method, url, _body in transport.sent][0] == f"{ROOT}/leads"
    assert all(headers["Authorization"] == "Bearer the-token" for headers in transport.headers)


@pytest.mark.parametrize(
    "link",
    [
        "https://evil.crm4.dynamics.com/api/data/v9.2/leads",
        "http://contoso.crm4.dynamics.com/x",
        "https://contoso.crm4.dynamics.com.evil.com/x",
    ],
)
def test_the_token_follows_no_link_to_another_place(link, transport):
    """A next page elsewhere is refused, and nothing is sent there."""
    web_api = client(page(rows(1), link), page(rows(2)), transport=transport)
    with pytest.raises(RequestRefused, match="was not followed"):
        web_api.get_all("leads")
    assert len(transport.sent) == 1


@pytest.mark.parametrize(
    "write",
    [
        lambda api: api.create("systemusers", {}, lambda: None),
        lambda api: api.update(f"leads({ID})", {}),
        lambda api: api.delete(f"systemusers({ID})"),
        lambda api: api.link(f"systemusers({ID})/systemuserroles_association", f"roles({ID})", lambda: None),
        lambda api: api.unlink(f"systemusers({ID})/systemuserroles_association", f"roles({ID})"),
    ],
)
def test_check_mode_sends_no_write(write, transport):
    """The client itself refuses, so that a defect elsewhere can't write."""
    web_api = client(Response(204), check_mode=True, transport=transport)
    with pytest.raises(WriteInCheckMode):
        write(web_api)
    assert transport.sent == []


def test_an_update_can_not_create(transport):
    """Without If-Match a PATCH on a missing record would make one."""
    web_api = client(error(404, "0x80040217"), transport=transport)
    with pytest.raises(NotFound):
        web_api.update(f"leads({ID})", {"description": "x"})
    assert transport.headers[0]["If-Match"] == "*"


def test_reads_after_a_write_are_consistent(transport):
    """Only those: the header costs the service something."""
    web_api = client(Response(200, json={}), Response(204), Response(200, json={}), transport=transport)
    web_api.get("WhoAmI")
    web_api.update(f"leads({ID})", {"description": "x"})
    web_api.get("WhoAmI")
    assert [headers.get("Consistency") for headers in transport.headers] == [None, None, "Strong"]


@pytest.mark.parametrize(
    "path",
    [
        "systemusers",
        f"systemusers({ID})/systemuserroles_association({ID})",
        f"systemusers({ID})/parentsystemuserid",
        f"leads({ID})?x=1",
    ],
)
def test_nothing_but_a_record_or_a_link_is_deleted(path, transport):
    """A link's address without $ref leads to the record behind it."""
    web_api = client(Response(204), transport=transport)
    with pytest.raises(MarketoDynamicsError, match="defect"):
        web_api.delete(path)
    assert transport.sent == []


@pytest.mark.parametrize(
    ("status", "code", "kind", "words"),
    [
        (403, "0x80072560", RequestRefused, "not a member of this organization"),
        (403, "0x80095ffc", RequestRefused, "restricts which applications"),
        (404, "0x80040217", NotFound, "no such record"),
        (404, "0x80060888", RequestRefused, "was not understood"),
        (412, "0x80040237", Conflict, "exists already"),
        (403, "0x80040225", RequestRefused, "disabled"),
        (400, "0x80048d19", RequestRefused, "Told by the test"),
        (403, "0x80040220", RequestRefused, "prvReadSolution"),
    ],
)
def test_errors_come_in_plain_words_with_their_code(status, code, kind, words):
    """Only 404 with the code for a missing record means absent."""
    message = "Principal user is missing prvReadSolution privilege" if code == "0x80040220" else "Told by the test."
    with pytest.raises(kind, match=words) as caught:
        client(error(status, code, message)).get("solutions?$select=solutionid")
    assert caught.type is kind
    assert (
        code in caught.value.message
        and "?" not in caught.value.message
        and caught.value.details["request_id"] == "the-request"
    )


def test_a_proxys_page_is_no_absence():
    """A 404 without Dataverse's body says nothing about the record."""
    with pytest.raises(RequestRefused, match="not in the way of Dataverse") as caught:
        client(Response(404, text="<html>")).find(f"leads({ID})")
    assert not isinstance(caught.value, NotFound)


def test_limits_are_waited_for_as_asked():
    """Retry-After is honoured, and the answer after it counts."""
    sleeps: list[float] = []
    web_api = client(
        error(429, "0x80072322", **{"retry-after": "7"}),
        error(429, "0x80072326", **{"retry-after": "2"}),
        page(rows(1)),
        sleeps=sleeps,
    )
    assert web_api.get_all("leads") == rows(1) and sleeps == [7, 2]


def test_a_limit_that_lasts_ends_with_what_was_waited():
    """The waiting is bounded, and the sentence says how long it was and what was asked."""
    answers = [error(429, "0x80072321", **{"retry-after": "40"}) for _count in range(4)]
    with pytest.raises(
        RequestRefused, match=r"too much working time.*0x80072321.*asks to wait 40 seconds.*waited 80 seconds"
    ):
        client(*answers, budget=100, allowance=100).get("leads")
    assert LONGEST_WAIT >= 300


def test_a_post_whose_answer_was_lost_is_looked_for_first(transport):
    """What it made is returned; only where nothing is found it is sent again."""
    lost = Unreachable("broke off", sent=True)
    made = client(lost).create("systemusers", {}, lambda: {"systemuserid": ID})
    assert made == {"systemuserid": ID}
    web_api = client(lost, Response(201, json={"systemuserid": "2"}), transport=transport)
    assert web_api.create("systemusers", {}, lambda: None) == {"systemuserid": "2"} and len(transport.sent) == 2


def test_a_challenge_tells_the_tenant():
    """And unknown stays unknown."""
    assert challenge(BEARER) == ("login.microsoftonline.com", "6d1f7a52-0c0e-4b7e-9a0b-c0ffee000001")
    assert challenge("Bearer") == (None, None)
    assert challenge("Bearer authorization_uri=https://adfs.contoso.com/adfs/oauth2/authorize") == (
        "adfs.contoso.com",
        None,
    )
    found = require_organization(ScriptedTransport(Response(401, {"www-authenticate": BEARER})), ORGANIZATION, "url")
    assert found.tenant_id


@pytest.mark.parametrize(
    "answer",
    [
        Response(200, text="<html>"),
        Response(404, text="no"),
        Response(302),
        Response(401, {"www-authenticate": "Negotiate, NTLM"}),
    ],
)
def test_a_host_that_is_not_dynamics_gets_one_sentence(answer):
    """It says which option, what was found, and that no secret went there."""
    with pytest.raises(
        NoOrganization, match=r"^url is contoso.crm4.dynamics.com, and .*Nothing secret was sent there."
    ) as caught:
        require_organization(ScriptedTransport(answer), ORGANIZATION, "url")
    assert "<html>" not in caught.value.message


def test_trouble_of_the_service_is_not_a_wrong_address():
    """5xx and limits say nothing about the address."""
    with pytest.raises(Unreachable, match="says nothing"):
        require_organization(ScriptedTransport(Response(502)), ORGANIZATION, "url", RetryPolicy(budget=0))
    with pytest.raises(RequestRefused, match="limits"):
        require_organization(ScriptedTransport(error(429, "0x80072322")), ORGANIZATION, "url", RetryPolicy(budget=0))


def test_an_unknown_host_and_a_dead_network_are_told_apart(monkeypatch):
    """The libraries wrap the reason several times; a name that doesn't exist is told from one that couldn't be looked up."""
    for number, kind in ((socket.EAI_NONAME, HostUnknown), (socket.EAI_AGAIN, Unreachable)):

        def fails(*_args, reason=number, **_options):
            raise socket.gaierror(reason, "as the test wants it")

        monkeypatch.setattr(socket, "getaddrinfo", fails)
        for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.delenv(name, raising=False)
        with pytest.raises(kind) as caught:
            require_organization(Transport(timeout=2), ORGANIZATION, "url", RetryPolicy(budget=0))
        assert caught.type is kind and "contoso.crm4.dynamics.com" in caught.value.message


@pytest.mark.parametrize(
    ("host", "cloud"),
    [
        ("contoso.crm17.dynamics.com", "public"),
        ("contoso.crm99.dynamics.com", "public"),
        ("contoso.crm.dynamics.cn", "china"),
        ("contoso.crm.microsoftdynamics.us", "us_government"),
        ("contoso.crm.appsplatform.us", "us_dod"),
        ("crm.example.com", None),
    ],
)
def test_the_host_tells_its_cloud(host, cloud):
    """No list of regions: any number counts."""
    organization = parse_organization_url(host)
    assert organization.cloud == cloud
    check_cloud(organization, {"cloud": cloud or "public"})
    if cloud:
        other = "china" if cloud == "public" else "public"
        with pytest.raises(
            InvalidInput, match=f"url is {host}, which belongs to the cloud {cloud}, and cloud is {other}"
        ):
            check_cloud(organization, {"cloud": other}, "url")
        check_cloud(organization, {"cloud": other, "access_token": "ready"})
