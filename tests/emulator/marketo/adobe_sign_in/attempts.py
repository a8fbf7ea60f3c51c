"""One attempt to sign in: which pages are behind it, which are ahead, and what was chosen."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from ..store import Json, Store
from . import catalogue, switches, truth


@dataclass
class Attempt:
    """A view on the entry in the state, which stays plain JSON."""

    store: Store
    host: str
    entry: Json

    @classmethod
    def begin(cls, store: Store, host: str, redirect_uri: str) -> tuple[str, Attempt]:
        """Begin one and return its token with it."""
        token = secrets.token_urlsafe(24)
        known = switches.variants(store).known_account
        entry: Json = {"redirect_uri": redirect_uri, "email": known or None, "ahead": switches.steps(store)}
        store.state.setdefault("sign_in_attempts", {})[_digest(token)] = entry
        attempt = cls(store, host, entry)
        attempt.drop_impossible_steps()
        return token, attempt

    @classmethod
    def resume(cls, store: Store, host: str, token: str) -> Attempt | None:
        """Return the attempt of a token."""
        entry = store.state.get("sign_in_attempts", {}).get(_digest(token))
        return None if entry is None else cls(store, host, entry)

    @property
    def page(self) -> str | None:
        """The page that shows; None when everything was given."""
        ahead: list[str] = self.entry["ahead"]
        return ahead[0] if ahead else None

    @property
    def account(self) -> Json | None:
        """The account, once its email address was given."""
        return self.store.account(self.entry["email"]) if self.entry["email"] else None

    @property
    def factor(self) -> str:
        """The factor that the code page asks for."""
        return str(self.entry.get("factor") or switches.variants(self.store).factor)

    def advance(self, *inserted: str) -> None:
        """Leave the present page, for these before all others."""
        self.entry["ahead"] = [*inserted, *self.entry["ahead"][1:]]

    def change_method(self) -> None:
        """Go to the choice of a factor instead of what is left of the factor that was chosen."""
        ahead: list[str] = self.entry["ahead"]
        while ahead and ahead[0] in catalogue.SECOND_FACTOR:
            del ahead[0]
        self.entry["ahead"] = [catalogue.FACTORS, *ahead]

    def end_with_error(self, text: str) -> None:
        """Let nothing but an error page be ahead."""
        self.entry.update(ahead=[catalogue.ERROR], error=text)

    def drop_impossible_steps(self) -> None:
        """Leave out the second factor for an account that has none."""
        account = self.account
        if account is not None and not account.get("totp_secret") and self.factor == "totp":
            self.entry["ahead"] = [step for step in self.entry["ahead"] if step not in catalogue.SECOND_FACTOR]

    def note(self, event: str, **details: str | int | bool | None) -> None:
        """Write into the log of the sign-in."""
        truth.note(self.store, self.host, self.entry["email"], event, **details)


def forget(store: Store, token: str) -> None:
    """Forget an attempt."""
    store.state.get("sign_in_attempts", {}).pop(_digest(token), None)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
