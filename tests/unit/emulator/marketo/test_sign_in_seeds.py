"""Sign-ins drawn from seeds: a person gets through each."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.emulator.marketo.adobe_sign_in import catalogue
from tests.emulator.marketo.adobe_sign_in.drawing import draw
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.sign_in_person import Person
from tests.unit.emulator.marketo.visitor import Visitor

_EMAIL = "marketo.totp@contoso.com"
_PASSWORD = "test-Password-of-marketo.totp-1"
_KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_IN_EVERY_RUN = 5
_SEEDS = [*range(_IN_EVERY_RUN), *(pytest.param(seed, marks=pytest.mark.whole) for seed in range(_IN_EVERY_RUN, 30))]


def _log(emulator: EmulatorProcess, event: str) -> list[dict[str, Any]]:
    return [entry for entry in emulator.state()["marketo"]["sign_in_log"] if entry["event"] == event]


@pytest.mark.parametrize("seed", _SEEDS)
def test_a_person_gets_through(proxied_page: Page, emulator: EmulatorProcess, set_up: SetUp, seed: int) -> None:
    """With one password and one code, on Adobe's host, and in the order that was drawn."""
    set_up(behaviour={"signin_seed": seed, "signin_lock_after": 1, "signin_known_account": _EMAIL})
    visitor = Visitor(proxied_page, emulator)
    visitor.go("https://app-ab01.marketo.com/#DY0A1")
    Person(proxied_page, _EMAIL, _PASSWORD, _KEY).sign_in()
    visitor.toggle("Disable Sync").wait_for()
    assert proxied_page.url == "https://app-ab01.marketo.com/#DY0A1"
    drawn = draw(seed)
    shown = [entry["page"] for entry in _log(emulator, "shown")]
    in_order = [page for page in shown if page in drawn.steps]
    expected = [step for step in drawn.steps if not (drawn.known_account and step == catalogue.EMAIL)]
    assert [page for page in in_order if page != catalogue.CODE] == [p for p in expected if p != catalogue.CODE]
    assert [entry["result"] for entry in _log(emulator, "password")] == ["right"]
    assert {entry["host"] for entry in _log(emulator, "password")} == {"auth.services.adobe.com"}
    has_code = set(drawn.steps) & set(catalogue.SECOND_FACTOR)
    assert [entry["result"] for entry in _log(emulator, "code")] == (["right"] if has_code else [])


def test_the_seeds_draw_everything() -> None:
    """Each kind of page, before and after the password, comes in a hundred seeds; and the same seed is the same."""
    many = [draw(seed) for seed in range(100)]
    met = {step for each in many for step in each.steps}
    assert met >= set(catalogue.STEPS) - set(catalogue.DEAD_ENDS)
    assert any(each.steps.count(catalogue.ACCOUNTS) == 2 for each in many)
    assert any(
        each.steps.index(catalogue.CODE) < each.steps.index(catalogue.PASSWORD)
        for each in many
        if catalogue.CODE in each.steps
    )
    assert {each.known_account for each in many} == {True, False}
    for name in ("code_input", "code_buttons", "cookie_banner", "email_page", "factor", "profile_markup"):
        assert len({each.variants[name] for each in many}) > 1, name
    assert many == [draw(seed) for seed in range(100)]
    for_a_person = [each for each in many if each.for_a_person]
    assert 15 < len(for_a_person) < 60, "most can be left to an automation"
