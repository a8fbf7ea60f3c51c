"""The three shapes of the address, on real host names and on the emulator's own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.conftest import SetUp
from tests.unit.emulator.marketo.visitor import Visitor

_SHELL = "https://experience.adobe.com/#/@contoso/so:{}/marketo-engage/classic/DY0A1"
_ENGAGE = "https://engage-ab.marketo.com/?munchkinId={}#/classic/DY0A1"
_CLASSIC = "https://app-ab01.marketo.com/#DY0A1"


@pytest.mark.parametrize(
    ("address", "frames"), [(_SHELL, 3), (_ENGAGE, 2), (_CLASSIC, 1)], ids=["shell", "engage", "classic"]
)
def test_real_host_names(
    proxied_page: Page, emulator: EmulatorProcess, set_up: SetUp, address: str, frames: int
) -> None:
    visitor = Visitor(proxied_page, emulator)
    address = address.format("123-ABC-456")
    visitor.go(address)
    assert proxied_page.url.startswith("https://auth.services.adobe.com/")
    visitor.give_email("marketo.admin@contoso.com")
    visitor.give_password("test-Password-of-marketo.admin-1")
    frame = visitor.classic_frame()
    expect(frame.get_by_text("Disable Sync")).to_be_visible()
    assert frame.evaluate("MktPage.savedState.munchkinId") == "123-ABC-456"
    assert frame.url.startswith("https://app-ab01.marketo.com/")
    assert len(proxied_page.frames) == frames
    assert proxied_page.url == address


@pytest.mark.parametrize(
    "path",
    [
        "/marketo/shell#/@contoso/so:{}/marketo-engage/classic/DY0A1",
        "/marketo/engage?munchkinId={}#/classic/DY0A1",
        "/marketo/classic?munchkinId={}#DY0A1",
    ],
    ids=["shell", "engage", "classic"],
)
@pytest.mark.parametrize("munchkin_id", ["123-ABC-456", "456-DEF-789"])
def test_own_address(visitor: Visitor, path: str, munchkin_id: str) -> None:
    visitor.go(path.format(munchkin_id))
    frame = visitor.classic_frame()
    assert frame.evaluate("MktPage.savedState.munchkinId") == munchkin_id
    assert all(each.url.startswith(visitor.emulator.base_url) for each in visitor.page.frames)


@pytest.mark.parametrize("path", ["/marketo/engage?munchkinId={}", "/marketo/classic?munchkinId={}#DY0A1"])
def test_unknown_munchkin_id(visitor: Visitor, path: str) -> None:
    visitor.go(path.format("999-ZZZ-999"))
    expect(visitor.page.get_by_text("Subscription not found")).to_be_visible()


def test_unknown_munchkin_id_in_the_shell(visitor: Visitor) -> None:
    visitor.go("/marketo/shell#/@contoso/so:999-ZZZ-999/marketo-engage/classic/DY0A1")
    expect(visitor.page.frame_locator("iframe").get_by_text("Subscription not found")).to_be_visible()


def test_pages_in_two_tabs_share_their_session(visitor: Visitor) -> None:
    visitor.open_page()
    other = visitor.page.context.new_page()
    Visitor(other, visitor.emulator).go("/marketo/engage?munchkinId=123-ABC-456#/classic/DY0A1")
    Visitor(other, visitor.emulator).classic_frame()
    other.close()
    visitor.toggle("Disable Sync").click()
    visitor.wait_for_toggle("Enable Sync")
