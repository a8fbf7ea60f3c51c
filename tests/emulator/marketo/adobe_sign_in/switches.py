"""The switches of Adobe's sign-in, in ``state.marketo.behaviour``; all off by default.

Either of these two brings the pages of this package instead of today's plain ones:

- ``signin_steps``: the pages in order, by their names in ``catalogue.py``; one may come twice
- ``signin_seed``: a number that draws the pages and the variants below (``drawing.py``); what is given besides wins

Variants of these pages:

- ``signin_known_account``: an email address that a cookie remembers: the e-mail page doesn't come (with a seed: where
  it draws that)
- ``signin_email_page``: EmailPage, or EmailPageV2
- ``signin_factors``: the factors of the chooser, of totp, email, phone
- ``signin_factor``: the one asked for where there is no chooser (totp)
- ``signin_code_input``: keys (boxes take digits from the keyboard only) or input (a value set by a script counts too)
- ``signin_code_buttons``: verify, continue, both_submit (Verify and Resend are type=submit), or none (the last digit
  sends the code)
- ``signin_profile_markup``: pages (PP-ProfileChooser) or identities (.IdentitiesPage__chooser)
- ``signin_profiles``: the organizations' profiles in order (Contoso is the right one, or the account's ``profile``)
- ``signin_notice``: {page, kind, text}: what that page shows besides; kind alert, toaster, or captcha
- ``signin_cookie_banner``: bar (below everything) or cover (over everything)

Rules, for today's pages as well:

- ``signin_totp_once``: see ``codes.py``
- ``signin_lock_after``: see ``passwords.py``
- ``signin_single_session``: see ``single_session.py``
- ``signin_phishing``: see ``../landing_page.py``
- ``signin_old_login_host``: Marketo's own login at login.marketo.com, for accounts with ``sign_in: classic``
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from ..store import Store
from . import catalogue, drawing

_CHOICES: dict[str, tuple[str, ...]] = {
    "email_page": ("EmailPage", "EmailPageV2"),
    "factor": ("totp", "email", "phone"),
    "code_input": ("keys", "input"),
    "code_buttons": ("verify", "continue", "both_submit", "none"),
    "profile_markup": ("pages", "identities"),
    "cookie_banner": ("", "bar", "cover"),
}


@dataclass(frozen=True)
class Variants:
    """How the pages are made; each field is a switch ``signin_<field>``."""

    known_account: str = ""
    email_page: str = "EmailPage"
    factors: tuple[str, ...] = ("totp", "email", "phone")
    factor: str = "totp"
    code_input: str = "keys"
    code_buttons: str = "verify"
    profile_markup: str = "pages"
    profiles: tuple[str, ...] = ("Contoso Sandbox", "Contoso")
    notice: dict[str, str] = field(default_factory=dict)
    cookie_banner: str = ""


def has_pages(store: Store) -> bool:
    """Whether the sign-in is that of this package."""
    return any(store.behaviour.get(name) is not None for name in ("signin_steps", "signin_seed"))


def steps(store: Store) -> list[str]:
    """Return the pages in order, the known account's e-mail page left out."""
    drawn = drawn_sign_in(store)
    wanted: list[str] = list(store.behaviour.get("signin_steps") or (drawn.steps if drawn else []))
    unknown = [step for step in wanted if step not in catalogue.STEPS]
    if unknown:
        raise ValueError(f"signin_steps has {unknown}; known are {', '.join(catalogue.STEPS)}")
    known = variants(store).known_account
    return [step for step in wanted if not (known and step == catalogue.EMAIL)]


def variants(store: Store) -> Variants:
    """Return the variants: drawn where there is a seed, and given ones before drawn ones."""
    drawn = drawn_sign_in(store)
    values: dict[str, Any] = dict(drawn.variants) if drawn else {}
    for each in fields(Variants):
        given = store.behaviour.get(f"signin_{each.name}")
        if given is not None:
            values[each.name] = tuple(given) if isinstance(given, list) else given
    if drawn and not drawn.known_account:
        values["known_account"] = ""
    for name, choices in _CHOICES.items():
        if name in values and values[name] not in choices:
            raise ValueError(f"signin_{name} is {values[name]!r}; known are {', '.join(choices)}")
    return Variants(**values)


def drawn_sign_in(store: Store) -> drawing.Drawn | None:
    """Return what the seed draws, or None without one."""
    seed = store.behaviour.get("signin_seed")
    return None if seed is None else drawing.draw(int(seed))
