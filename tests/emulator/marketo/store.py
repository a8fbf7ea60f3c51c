"""Marketo's part of the state: accounts, instances, sessions, and the switches for odd behaviour.

It always reads and writes ``world.current``: replication lag is a matter of the directory services, and a session that
vanished because a read was answered from a snapshot would be no fault that Marketo has.
"""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from ..world import World

Json = dict[str, Any]

_SESSION_HOURS = 8


class Store:
    """What the pages know, on top of the shared state."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def world(self) -> World:
        """The shared world, for the clock and for calls to other services."""
        return self._world

    @property
    def state(self) -> Json:
        """Marketo's branch of the state."""
        branch: Json = self._world.current["marketo"]
        return branch

    @property
    def behaviour(self) -> Json:
        """The switches for odd behaviour, all off by default."""
        return self.state.get("behaviour") or {}

    def account(self, email: str) -> Json | None:
        """Find an account by its email address."""
        wanted = email.strip().lower()
        return next((a for a in self.state["accounts"] if a["email"].lower() == wanted), None)

    def instance(self, munchkin_id: str) -> Json | None:
        """Find an instance by its Munchkin id."""
        instances: dict[str, Json] = self.state["instances"]
        return instances.get(munchkin_id)

    def instance_for(self, account: Json, munchkin_id: str | None, pod: str | None) -> str | None:
        """Return the Munchkin id that this account may open: the one asked for, or its default on this pod."""
        allowed = [m for m in account.get("munchkin_ids", []) if self.instance(m)]
        if munchkin_id:
            return munchkin_id if munchkin_id in allowed else None
        return next((m for m in allowed if pod in (None, self.state["instances"][m]["pod"])), None)

    def language(self, account: Json) -> str:
        """The language of the pages, which in Marketo belongs to the user."""
        return account.get("language") or self.state.get("language") or self._world.language or "en"

    def open(self, kind: str, account: Json) -> str:
        """Remember a session, ticket or challenge and return the token that stands for it.

        Only the token's digest is kept, so that the state can be shown without handing out sessions.
        """
        token = secrets.token_urlsafe(24)
        entry = {"kind": kind, "email": account["email"], "opened": self._world.now().timestamp()}
        self.state.setdefault("sessions", {})[_digest(token)] = entry
        return token

    def holder(self, kind: str, token: str | None) -> Json | None:
        """Return the account that a token stands for, while it is valid."""
        entry = self.state.get("sessions", {}).get(_digest(token)) if token else None
        if entry is None or entry["kind"] != kind:
            return None
        lifetime = self.behaviour.get("session_seconds", _SESSION_HOURS * 3600)
        if self._world.now().timestamp() - entry["opened"] > lifetime:
            return None
        return self.account(entry["email"])

    def take(self, kind: str, token: str | None) -> Json | None:
        """Like holder(), and the token is spent."""
        account = self.holder(kind, token)
        self.close(token)
        return account

    def close(self, token: str | None) -> None:
        """Forget a token."""
        if token:
            self.state.get("sessions", {}).pop(_digest(token), None)

    def close_kinds(self, account: Json, kinds: tuple[str, ...]) -> int:
        """Forget an account's sessions of these kinds and return how many there were."""
        sessions = self.state.get("sessions", {})
        email = account["email"]
        ended = [key for key, entry in sessions.items() if entry["email"] == email and entry["kind"] in kinds]
        for key in ended:
            del sessions[key]
        return len(ended)

    def close_all(self, account: Json) -> None:
        """Forget every session of an account, on all sites."""
        sessions = self.state.get("sessions", {})
        for key in [key for key, entry in sessions.items() if entry["email"] == account["email"]]:
            del sessions[key]

    def count_sign_in(self, account: Json, kind: str) -> None:
        """Remember that somebody signed in: a password was typed, whatever came after it."""
        entry = {"email": account["email"], "kind": kind, "at": self._world.now().isoformat()}
        self.state.setdefault("sign_ins", []).append(entry)


def has_permission(account: Json, permission: str) -> bool:
    """Whether an account's role holds a permission such as ``access_crm``."""
    return permission in account.get("permissions", [])


def csrf_token(session_token: str) -> str:
    """The token that a page has to send along with its session cookie."""
    return hashlib.sha256(f"csrf:{session_token}".encode()).hexdigest()[:40]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
