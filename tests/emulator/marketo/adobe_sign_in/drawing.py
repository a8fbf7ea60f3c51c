"""A plausible sign-in from a seed: which pages come, in which order, and in which variant.

Each can be finished by somebody who knows the password, the authenticator's key and the e-mailed code. Whether an
automation may finish it is ``for_a_person``: it names the pages on which only a person may go on.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from . import catalogue


@dataclass(frozen=True)
class Drawn:
    """One sign-in."""

    steps: tuple[str, ...]
    variants: dict[str, Any]
    known_account: bool
    """Whether a cookie knows the account, where the switch ``signin_known_account`` names one."""

    @property
    def for_a_person(self) -> tuple[str, ...]:
        """The pages that an automation leaves to a person.

        A code that is sent is one of them, unless the automation chooses another way on the page that sends it.
        """
        pages = [step for step in self.steps if step in catalogue.FOR_A_PERSON]
        if catalogue.SEND_CODE in self.steps:
            pages.append(catalogue.SEND_CODE)
        return tuple(pages)


def draw(seed: int) -> Drawn:
    """Draw the sign-in of this seed; the same seed draws the same one."""
    dice = random.Random(f"sign-in {seed}")
    variants: dict[str, Any] = {
        "email_page": dice.choice(["EmailPage", "EmailPage", "EmailPageV2"]),
        "code_input": dice.choice(["keys", "input"]),
        "code_buttons": dice.choice(["verify", "continue", "both_submit", "none"]),
        "profile_markup": dice.choice(["pages", "pages", "identities"]),
        "profiles": tuple(dice.sample(["Contoso", "Contoso Sandbox", "Fabrikam"], k=3)),
        "factor": dice.choices(["totp", "email"], weights=[6, 1])[0],
        "factors": tuple(dice.sample(["totp", "email", "phone"], k=3)),
        "cookie_banner": dice.choices(["", "bar", "cover"], weights=[5, 2, 3])[0],
    }
    before = _password_part(dice, _second_factor(dice, variants["factor"]))
    after = _profile_part(dice)
    return Drawn((catalogue.EMAIL, *before, *after), variants, known_account=dice.random() < 0.25)


def _second_factor(dice: random.Random, factor: str) -> list[str]:
    """The pages of two-step verification; none for one sign-in in four."""
    if dice.random() < 0.25:
        return []
    if factor != "totp":
        return [catalogue.SEND_CODE, catalogue.CODE]
    return dice.choice([[catalogue.CODE], [catalogue.CODE], [catalogue.FACTORS], [catalogue.PUSH]])


def _password_part(dice: random.Random, second_factor: list[str]) -> list[str]:
    """Choosers around the password, and the second factor on either side of it."""
    accounts = dice.choices([(), ("before",), ("after",), ("before", "after")], weights=[5, 2, 1, 2])[0]
    other_ways = dice.choices([[], [catalogue.PASSKEY], [catalogue.WAIT]], weights=[6, 1, 1])[0]
    factor_first = dice.random() < 0.3
    return [
        *([catalogue.ACCOUNTS] if "before" in accounts else []),
        *other_ways,
        *(second_factor if factor_first else []),
        catalogue.PASSWORD,
        *([catalogue.ACCOUNTS] if "after" in accounts else []),
        *([] if factor_first else second_factor),
    ]


def _profile_part(dice: random.Random) -> list[str]:
    """What comes before the site opens: nags, perhaps a person's page, and the choice of a profile among them."""
    pages = dice.sample(sorted(catalogue.NAGS), k=dice.choices([0, 1, 2, 3], weights=[3, 3, 2, 1])[0])
    if dice.random() < 0.25:
        pages.append(dice.choice(sorted(catalogue.FOR_A_PERSON)))
    if dice.random() < 0.4:
        pages.append(catalogue.PROFILES)
    dice.shuffle(pages)
    return pages
