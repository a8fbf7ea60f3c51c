"""Sign-ins drawn from seeds: each goes through, or stops cleanly on a page that is a person's."""

from __future__ import annotations

import pytest

from tests.emulator.marketo.adobe_sign_in import catalogue
from tests.emulator.marketo.adobe_sign_in.drawing import draw
from tests.emulator.process import EmulatorProcess

from .sign_in_pages import SignInto, assert_signed_in, lay_out, log, new_key, passwords, pressed
from .tasks import ADMINISTRATOR

IN_EVERY_RUN = 10
MANY = 60
SEEDS = [*range(IN_EVERY_RUN), *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(IN_EVERY_RUN, MANY))]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_sign_in(emulator: EmulatorProcess, sign_in: SignInto, seed: int) -> None:
    """One password, one code, nothing pressed that decides or sends something."""
    key = new_key()
    lay_out(
        emulator,
        account={"totp_secret": key},
        seed=seed,
        lock_after=1,
        totp_once=True,
        known_account=ADMINISTRATOR[0],
    )
    result = sign_in(totp_secret=key, organization="Contoso")
    persons = [page for page in draw(seed).steps if page in catalogue.FOR_A_PERSON]
    if persons:
        assert result["error"]["page"] == persons[0]
        assert persons[0] in result["msg"]
    else:
        assert_signed_in(result)
    assert passwords(emulator) == ["right"]
    assert set(log(emulator, "code", "result")) <= {"right"}
    never = {*catalogue.FOR_A_PERSON.values(), "ChallengeCodePage-Resend", "Page-PrimaryButton"}
    assert not never & set(pressed(emulator))
    assert not set(log(emulator, "pressed", "page")) & {*catalogue.FOR_A_PERSON, "cookie banner"}
