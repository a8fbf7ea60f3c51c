"""A token that has ended is replaced by one of the same identity, and by no other."""

from __future__ import annotations

import base64
import json

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._clouds import CLOUDS
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput, SignInRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials import sign_in
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.token import Token

MINE = {"tid": "t", "appid": "a", "oid": "o"}


def token(**claims):
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{payload}.c2ln"


class Way:
    """One way to sign in that gives this token, or refuses."""

    secrets = ()

    def __init__(self, given, once=False):
        self.given, self.once = given, once

    def get_token(self, *_arguments):
        if isinstance(self.given, Exception):
            raise self.given
        return Token(self.given)


def renewed(monkeypatch, way, ended=None):
    def choose(_params):
        if isinstance(way, InvalidInput):
            raise way
        return way

    monkeypatch.setattr(sign_in, "choose", choose)
    return sign_in.renewed_token(ended or token(**MINE, exp=1), {}, CLOUDS["public"], "scope", None)


@pytest.mark.parametrize("claims", [MINE, {"tid": "t", "azp": "a", "oid": "o"}])
def test_the_same_identity_goes_on(monkeypatch, claims):
    """M3."""
    new = token(**claims, exp=2)
    assert renewed(monkeypatch, Way(new)) == new


@pytest.mark.parametrize(
    "way",
    [
        Way(token(**{**MINE, "appid": "other"})),
        Way(token(**{**MINE, "tid": "other"})),
        Way(token(**{**MINE, "oid": "other"})),
        Way("opaque"),
        Way(token(**MINE), once=True),
        Way(SignInRefused("no")),
        InvalidInput("nothing given"),
    ],
)
def test_nobody_else_does(monkeypatch, way):
    """M3: the environment may hold the credentials of another tenant than the ready token is for."""
    assert renewed(monkeypatch, way) is None


@pytest.mark.parametrize("ended", ["opaque", "a.b.c", "a.bnVsbA.c", token(tid=1, appid=2, oid=3), token(tid="t")])
def test_a_token_that_can_not_be_read_is_not_replaced(monkeypatch, ended):
    assert renewed(monkeypatch, Way(ended), ended) is None
