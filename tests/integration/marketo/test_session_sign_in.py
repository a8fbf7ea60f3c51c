"""Ways of signing in besides email and password: a chooser, codes of six fields, single sign-on, another instance."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess

from .sign_in_pages import new_key
from .tasks import ADMINISTRATOR, IMPATIENCE, MUNCHKIN_ID, PASSWORDS, open_session, session, task
from .test_session import leftovers

TOTP = {"username": "marketo.totp@contoso.com", "password": PASSWORDS["marketo.totp"]}


def change_account(emulator: EmulatorProcess, number: int, **members: Any) -> None:
    """Change an account of the emulator's seed."""
    emulator.patch_state(
        [{"op": "add", "path": f"/marketo/accounts/{number}/{name}", "value": value} for name, value in members.items()]
    )


def posts(emulator: EmulatorProcess) -> list[str]:
    """What the sign-in pages sent."""
    return [
        entry["path"]
        for entry in emulator.requests(service="marketo", method="POST")
        if not entry["path"].startswith("/crm/")
    ]


@pytest.mark.parametrize("organization", [None, "Company or School Account", "company or school account"])
def test_the_companys_account_is_chosen(emulator: EmulatorProcess, organization: str | None) -> None:
    """Of the two that one email address may have."""
    change_account(emulator, 0, chooser=True)
    with session(emulator, organization=organization) as handle:
        assert task("marketo_dynamics_sync", session=handle, state="enabled")["munchkin_id"] == MUNCHKIN_ID
    assert posts(emulator) == ["/signin/email", "/signin/password"]


def test_an_organization_is_asked_for_later(emulator: EmulatorProcess) -> None:
    """Of a personal and a company account the company's is chosen; which company is the profile chooser's question."""
    change_account(emulator, 0, chooser=True)
    with session(emulator, organization="Fabrikam"):
        pass
    assert posts(emulator) == ["/signin/email", "/signin/password"]


def test_a_code_of_six_fields(emulator: EmulatorProcess) -> None:
    """A digit each, and no button."""
    key = new_key()
    change_account(emulator, 1, code_fields=6, totp_secret=key)
    with session(emulator, **TOTP, totp_secret=key):
        pass
    assert emulator.state()["marketo"]["sign_ins"][-1]["kind"] == "code"


@pytest.mark.parametrize("totp_secret", ["123456", "JBSWY3DP!", "otpauth://totp/x"])
def test_a_key_that_is_none(emulator: EmulatorProcess, totp_secret: str) -> None:
    """Is refused before a browser starts."""
    result = open_session(emulator, **TOTP, totp_secret=totp_secret)
    assert "Base32" in result["msg"]
    assert not posts(emulator)


@pytest.mark.parametrize("kind", ["sso", "federated"])
def test_single_sign_on_is_for_a_person(emulator: EmulatorProcess, kind: str) -> None:
    """One sentence tells how, and the Marketo password never goes to the identity provider."""
    before = leftovers()
    change_account(emulator, 0, sign_in=kind)
    result = open_session(emulator, timeout=IMPATIENCE)
    assert "martech.marketo_dynamics.sign_in" in result["msg"]
    assert "single sign-on" in result["msg"]
    assert posts(emulator) == ["/signin/email"]
    assert ADMINISTRATOR[1] not in str(result)
    assert leftovers() <= before


def test_without_a_way_to_sign_in(emulator: EmulatorProcess) -> None:
    """Both ways are named."""
    result = open_session(emulator, password=None)
    assert "password is missing" in result["msg"]
    assert "martech.marketo_dynamics.sign_in" in result["msg"]


def test_a_correction_of_the_page_map_is_checked_first(emulator: EmulatorProcess) -> None:
    """Nothing is opened for one that can't be used."""
    result = open_session(emulator, page_map={"sparkle": {"labels": ["Sparkle"]}})
    assert "sparkle" in result["msg"]
    assert not posts(emulator)


def test_a_long_temporary_directory(emulator: EmulatorProcess, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser's own sockets have longer paths than the session's, and paths of sockets are bounded."""
    directory = tmp_path / ("long-" * 6)
    directory.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(directory))
    monkeypatch.setenv("TMPDIR", str(directory))
    with session(emulator):
        pass
    assert not list(directory.iterdir())
