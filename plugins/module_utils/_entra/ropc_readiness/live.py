# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One sign-in as Marketo makes it: user name and password posted straight to the token endpoint.

msal's call for that first asks which realm the user belongs to and, for a federated user, goes to the federation server; Marketo
doesn't. The request is sent once, whatever comes of it: wrong passwords lock the user, and a lost answer may have counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ..._clouds import cloud_of
from ..._engine.errors import Unreachable
from ..._http.transport import Response, Transport
from ..._organization_url import parse_organization_url
from ..credentials.aadsts import MEANINGS, PASSING, refusal_code


class LiveTry(NamedTuple):
    """``passed`` is None where the try says nothing. ``fact`` and ``fix`` are for the user; ``code`` is the service's own."""

    passed: bool | None
    fact: str
    fix: str | None = None
    code: str | None = None


def attempt(transport: Transport, options: Mapping[str, Any], app_id: str) -> LiveTry:
    """Sign the user in, once."""
    if options["password"] != options["password"].strip():
        return LiveTry(
            False,
            "the password begins or ends with a blank, which this kind of sign-in doesn't support; it was not tried",
            "Give the user a password without blanks at its ends.",
        )
    address = token_address(options)
    form = {
        "grant_type": "password",
        "client_id": app_id,
        "username": options["username"],
        "password": options["password"],
        "scope": f"{parse_organization_url(options['organization_url']).resource_url}/.default",
    }
    if options["app_client_secret"]:
        form["client_secret"] = options["app_client_secret"]
    try:
        return judge(transport.send("POST", address, headers={"Accept": "application/json"}, form=form))
    except Unreachable as failure:
        return LiveTry(
            None,
            f"the sign-in got no answer, and was not repeated: {failure.message}",
            "See to the connection, then run again.",
        )


def token_address(options: Mapping[str, Any]) -> str:
    """Where to post: at the tenant, which one of its domain names stands for as well."""
    cloud = cloud_of(options["cloud"], options["authority_host"], options["graph_endpoint"])
    tenant = options["tenant_id"] or options["username"].rpartition("@")[2]
    return f"{cloud.authority_host}/{quote(tenant, safe='')}/oauth2/v2.0/token"


def judge(response: Response) -> LiveTry:
    """What an answer of the token endpoint says; the token itself is looked at no further."""
    body = response.json if isinstance(response.json, dict) else {}
    if response.status == 200 and body.get("access_token"):
        return LiveTry(True, "the user signed in with name and password, as Marketo does")
    code = refusal_code(body)
    if code is None or code in PASSING or response.status == 429 or response.status >= 500:
        said = code or "no code"
        return LiveTry(
            None,
            f"the service answered with status {response.status} ({said}), which says nothing about this user",
            "Run again later.",
            code,
        )
    known = MEANINGS.get(code)
    if known:
        return LiveTry(False, f"{known.fact} ({code})", known.fix, code)
    words = str(body.get("error_description") or "no reason given").splitlines()[0].partition(" Trace ID:")[0]
    return LiveTry(
        False, words, f"Look it up: https://login.microsoftonline.com/error?code={code.replace('AADSTS', '')}", code
    )
