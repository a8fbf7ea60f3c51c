"""Secrets are replaced by asterisks in everything the emulator tells about itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote_plus

MASK = "********"

# Member names without case, hyphens and underscores.
_SECRET_NAMES = frozenset(
    {
        "password",
        "passwd",
        "pwd",
        "oldpassword",
        "newpassword",
        "secret",
        "clientsecret",
        "secrettext",
        "accesstoken",
        "refreshtoken",
        "idtoken",
        "clientassertion",
        "assertion",
        "authorization",
        "cookie",
        "cookies",
        "setcookie",
        "otp",
        "otpcode",
        "onetimecode",
        "passcode",
        "totp",
        "totpcode",
        "totpsecret",
        "secrets",
    }
)
_TOKEN = re.compile(r"eyJ[\w-]{8,}\.[\w-]+\.[\w-]*")
_SHORTEST_KNOWN_SECRET = 8


def mask(value: Any, known: Iterable[str] = (), fields: Iterable[str] = ()) -> Any:
    """Return the JSON value with secrets replaced.

    A secret is told by its member's name (the usual ones and ``fields``), by being a JSON Web Token, or by holding
    one of the ``known`` secrets, wherever it stands.
    """
    names = _SECRET_NAMES | {_plain(field) for field in fields}
    return _mask(value, names, [secret for secret in known if len(secret) >= _SHORTEST_KNOWN_SECRET])


def mask_query(query: str, known: Iterable[str] = (), fields: Iterable[str] = ()) -> str:
    """Mask the values of a query string; everything else stays as it was sent."""
    names = _SECRET_NAMES | {_plain(field) for field in fields}
    known = list(known)
    pairs = []
    for pair in query.split("&"):
        key, equals, value = pair.partition("=")
        decoded = unquote_plus(value)
        hidden = _plain(unquote_plus(key)) in names or _mask(decoded, names, known) != decoded
        pairs.append(f"{key}{equals}{MASK}" if equals and hidden else pair)
    return "&".join(pairs)


def known_secrets(state: Any) -> set[str]:
    """Collect every secret that the state holds under a telling name."""
    return set(_secrets_in(state, secret=False))


def _secrets_in(value: Any, secret: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _secrets_in(member, secret or _plain(key) in _SECRET_NAMES)
    elif isinstance(value, list):
        for item in value:
            yield from _secrets_in(item, secret)
    elif secret and isinstance(value, str) and value:
        yield value


def _mask(value: Any, names: frozenset[str], known: list[str]) -> Any:
    if isinstance(value, dict):
        return {
            key: _blank(member) if _plain(key) in names else _mask(member, names, known)
            for key, member in value.items()
        }
    if isinstance(value, list):
        return [_mask(item, names, known) for item in value]
    if isinstance(value, str):
        return _mask_text(value, known)
    return value


def _blank(value: Any) -> Any:
    """Mask a whole secret member; its shape and what is empty stay visible, since tests ask for those."""
    if isinstance(value, dict):
        return {key: _blank(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_blank(item) for item in value]
    return value if value is None or value == "" or isinstance(value, bool) else MASK


def _mask_text(text: str, known: list[str]) -> str:
    for secret in known:
        text = text.replace(secret, MASK)
    return _TOKEN.sub(MASK, text)


def _plain(name: str) -> str:
    return str(name).lower().replace("_", "").replace("-", "")
