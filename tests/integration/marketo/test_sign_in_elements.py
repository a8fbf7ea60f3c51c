"""Pages of a sign-in that give way to the next one while they are answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unittest.mock import create_autospec

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login import sign_in_pages as pages
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login.elements import SignInElements
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login.hosts import Hosts
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.login.second_factor import SecondFactor
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.screen.screen import Screen
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import Account

CODE = "<main id=code><input id=field><button data-id=ChallengeCodePage-SubmitButton>Go</button></main>"
PASSWORD = "<main><input type=password><button data-id=PasswordPage-ContinueButton type=submit>Continue</button></main>"


@pytest.mark.parametrize("change", ["remove()", "hidden = true", "style.display = 'none'"])
def test_a_page_that_has_gone_has_no_button(show: Callable[..., Screen], change: str) -> None:
    """Review, sign-in 2: a page without a button of its own sends the code by itself, and the password's comes with one."""
    screen = show(CODE)
    elements = SignInElements(screen, Hosts("https://app-ab01.marketo.com/"))
    field = screen.tab.query_selector("#field")
    assert len(elements.beside(field, pages.OTHER_CODE_BUTTONS)) == 1
    assert elements.beside(field, pages.CODE_BUTTONS) == []
    screen.tab.evaluate(
        f"page => {{ document.getElementById('code').{change}; document.body.insertAdjacentHTML('beforeend', page); }}",
        PASSWORD,
    )
    assert len(elements.visible_anywhere(pages.OTHER_CODE_BUTTONS)) == 1, "there is one, of another page"
    assert elements.beside(field, pages.OTHER_CODE_BUTTONS) == []


def test_the_next_pages_button_is_not_pressed_for_a_code(show: Callable[..., Screen]) -> None:
    """An empty password is a wrong one, and some accounts are locked after the first."""
    elements: Any = create_autospec(SignInElements, instance=True)
    # The field was there a moment ago. Whatever is visible now belongs to the next page.
    elements.is_there.return_value = True
    elements.visible.return_value = [object()]
    elements.beside.return_value = []
    SecondFactor(show(""), elements, Account("me", "p", "JBSWY3DPEHPK3PXP"), "/nonexistent")._send(object())
    elements.press.assert_not_called()
    elements.press_element.assert_not_called()
