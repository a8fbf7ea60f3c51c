"""Answers that no service should give: each is one sentence, nothing is concluded from it, and no token goes anywhere else (review, M8)."""

from __future__ import annotations

import json

import pytest

DYNAMICS = "00000007-0000-0000-c000-000000000000"
UPN = "marketo.sync@contoso.com"
NAME = {"display_name": "Marketo Integration", "unique_name": "marketo-integration"}
PAGE = "<html><head><title>Access\n blocked {{ lookup('pipe', 'id') }}\x1b[31m</title></head><body>Ask your administrator.</body></html>"
KEY = "00000000-aaaa-4bbb-8ccc-000000000001"

# Module -> options beside the application's id, of states that write where what they ask for is not so.
MODULES = {
    "application": {**NAME, "owners": [UPN]},
    "application by name": {"display_name": NAME["display_name"], "adopt": True},
    "service_principal": {"tags": ["crm"]},
    "permission_grant": {"scopes": ["user_impersonation"]},
    "home_realm_discovery_policy": {"display_name": "Marketo"},
    "client_secret": {"description": "Marketo"},
}
READERS = {
    "application_info": {"display_name": NAME["display_name"]},
    "client_secret_info": {},
    "sign_in_info": {},
    "ropc_readiness_info": {"username": UPN},
}
HOSTILE = {
    "a page": {"status": 200, "body": PAGE, "headers": {"Content-Type": "text/html"}},
    "nothing": {"status": 200, "body": ""},
    "no content": {"status": 204, "body": ""},
    "a list": {"status": 200, "body": [1, 2]},
    "a text": {"status": 200, "body": '"text"'},
    "half": {"status": 200, "body": '{"value": [{"id": "a'},
    "depth": {"status": 200, "body": "[" * 100_000},
    "no members": {"status": 200, "body": {"odd": True}},
    "values that are none": {"status": 200, "body": {"value": "text", "responses": "text"}},
    "items that are none": {"status": 200, "body": {"value": ["text", 7], "responses": ["text", 7]}},
    "an id that is none": {"status": 200, "body": {"id": None, "appId": 5, "value": [{"id": 5}]}},
    "elsewhere": {"status": 307, "body": "", "headers": {"Location": "https://elsewhere.example.com/v1.0/me"}},
    "an error that is none": {"status": 400, "body": {"error": ["odd"]}},
    "a refusing page": {"status": 403, "body": PAGE},
}


def options_of(name, app_id):
    module = name.partition(" ")[0]
    more = {**MODULES, **READERS}[name]
    if module in ("application", "application_info"):
        return module, more
    return module, {"client_app_id" if module == "permission_grant" else "app_id": app_id, **more}


def assert_one_sentence(result):
    message = result["msg"]
    assert result["failed"], result
    assert "defect" not in message.lower(), message
    assert message == " ".join(message.split()) and message.isprintable(), message
    assert len(message) < 700, message
    assert "eyJ" not in json.dumps(result), "a token"


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("name", [*MODULES, *READERS])
def test_a_read_that_is_answered_so_is_an_error_and_nothing_is_written(entra, name, hostile):
    """M8: a page with status 200 was read as absence: absent was unchanged, present created another application."""
    app_id = entra.application()
    module, options = options_of(name, app_id)
    entra.emulator.faults({"service": "graph", **HOSTILE[hostile]})
    for state in ("present", "absent") if name in MODULES else (None,):
        for check_mode in (True, False):
            wanted = {**options, **({"state": state} if state else {})}
            before = entra.writes()
            result = entra.run(module, check_mode=check_mode, **wanted)
            if module == "ropc_readiness_info":
                # It reports what it can't read as unknown, which is no verdict.
                assert result.get("failed") or not any(item["passed"] for item in result["checks"]), result
                continue
            assert_one_sentence(result)
            assert not result["changed"], result
            written = [entry for entry in entra.writes()[len(before) :] if not entry["path"].endswith("/$batch")]
            assert written == [], (state, check_mode)


@pytest.mark.parametrize("hostile", ["a page", "nothing", "half", "no members", "elsewhere"])
@pytest.mark.parametrize("name", MODULES)
def test_a_write_that_is_answered_so_is_an_error_or_was_really_done(entra, name, hostile):
    """M8: a page in place of an answer to POST was a KeyError, and a page in place of one to DELETE a success."""
    app_id = entra.application()
    module, options = options_of(name, app_id)
    if module == "application":
        options = {
            **options,
            "owners": None,
            "display_name": "Another",
            "notes": "n",
            **({"unique_name": "another"} if "unique_name" in options else {}),
        }
    entra.emulator.faults(
        *[
            {"service": "graph", "method": method, "path": r"/v1.0/(?!\$batch)", **HOSTILE[hostile]}
            for method in ("POST", "PATCH", "DELETE")
        ]
    )
    result = entra.run(module, **options)
    assert_one_sentence(result)
    entra.emulator.faults()
    assert not entra.run(module, **options).get("failed")


def test_what_stands_in_the_way_is_named(entra):
    """M8: the sentence names the page and the proxy."""
    app_id = entra.application()
    entra.emulator.faults({"service": "graph", **HOSTILE["a page"]})
    message = entra.fails("client_secret", app_id=app_id, description="Marketo", state="absent")["msg"]
    for word in ("HTML", "Access blocked", "proxy", "graph.microsoft.com"):
        assert word in message, message


def test_a_redirect_is_named_and_not_followed(entra):
    app_id = entra.application()
    entra.emulator.faults({"service": "graph", **HOSTILE["elsewhere"]})
    message = entra.fails("client_secret", app_id=app_id, description="Marketo")["msg"]
    assert "elsewhere.example.com" in message and "not followed" in message
    assert not entra.emulator.requests(host="elsewhere.example.com")


@pytest.mark.parametrize("hostile", ["a page", "nothing", "a list", "half", "depth", "elsewhere", "a refusing page"])
def test_a_sign_in_that_is_answered_so_is_one_sentence(entra, hostile):
    entra.emulator.faults({"service": "entra", **HOSTILE[hostile]})
    for way in ({}, {"client_secret": None, "sign_in_username": UPN, "sign_in_password": "the-Password"}):
        result = entra.run("token", **way)
        assert_one_sentence(result)
        assert "the-Password" not in json.dumps(result)
        assert "proxy" in result["msg"] or "not followed" in result["msg"], result["msg"]


def test_an_application_that_is_named_by_nothing_is_refused(entra):
    """m4: three empty names with state absent were unchanged."""
    message = entra.fails("application", app_id="", unique_name="", display_name="", state="absent")["msg"]
    assert "app_id" in message and "unique_name" in message


def test_a_quota_is_not_a_missing_permission(entra):
    """m3: Directory_QuotaExceeded was said to need Application.ReadWrite.All."""
    body = {"error": {"code": "Directory_QuotaExceeded", "message": "The directory object quota limit was exceeded."}}
    entra.emulator.faults({"service": "graph", "method": "PATCH", "status": 403, "body": body})
    message = entra.fails("application", **NAME)["msg"]
    assert "quota" in message and "permission" not in message and "deleted" in message
