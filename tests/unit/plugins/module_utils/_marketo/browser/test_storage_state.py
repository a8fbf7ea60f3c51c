"""What a recorded session is, where it is kept, and what is said of one that is no use."""

from __future__ import annotations

import json
import stat

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.martech.marketo_dynamics.plugins.action.marketo_session import _is_superseded
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser import (
    storage_state,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.browser.local import check_display
from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._vault_file import VaultFile

COOKIE = {"name": "ims_sid", "value": "s3cret", "domain": ".adobe.com", "path": "/"}


class Loader:
    """A play's loader with these vault passwords, by id."""

    def __init__(self, **passwords):
        self._vault = VaultLib([(name, VaultSecret(password.encode())) for name, password in passwords.items()])


def test_the_instance_must_fit():
    """Whatever the case; and a session without one fits all."""
    storage_state.check_instance({"munchkin_id": "123-abc-456"}, "123-ABC-456")
    storage_state.check_instance({}, "123-ABC-456")
    with pytest.raises(InvalidInput, match="123-ABC-456"):
        storage_state.check_instance({"munchkin_id": "123-ABC-456"}, "456-DEF-789")


def test_renewing_keeps_when_it_was_recorded():
    """And drops what the browser has dropped."""
    before = storage_state.recorded({"cookies": [COOKIE], "origins": []}, "123-ABC-456")
    after = storage_state.renewed(before, {"cookies": [], "origins": [{"origin": "https://x"}]})
    assert (after["recorded_at"], after["munchkin_id"]) == (before["recorded_at"], "123-ABC-456")
    assert (after["cookies"], after["origins"]) == ([], [{"origin": "https://x"}])
    assert after["renewed_at"] >= before["recorded_at"]
    assert set(storage_state.for_browser(after)) == {"cookies", "origins"}


def test_an_expired_one_tells_its_dates():
    """And nothing of what is in it."""
    state = {"cookies": [COOKIE], "recorded_at": "2026-01-02T03:04:05Z", "renewed_at": "2026-02-03T04:05:06Z"}
    error = storage_state.expired(state, "email")
    assert "2026-01-02T03:04:05Z" in error.message
    assert "2026-02-03T04:05:06Z" in error.message
    assert "s3cret" not in str((error.message, error.details))


def test_the_file_can_be_read_with_its_password_alone(tmp_path):
    """And by its owner alone; writing replaces it as a whole."""
    path = tmp_path / "session.vault"
    path.write_text("before")
    file = VaultFile(str(path), Loader(default="one"), None)
    file.check_writable()
    assert file.write(json.dumps({"cookies": [COOKIE]})) == str(path)
    assert path.read_bytes().startswith(b"$ANSIBLE_VAULT;1.1;AES256")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(file.read()) == {"cookies": [COOKIE]}
    assert [one.name for one in tmp_path.iterdir()] == ["session.vault"]
    with pytest.raises(InvalidInput, match="can't be decrypted"):
        VaultFile(str(path), Loader(default="other"), None).read()
    with pytest.raises(InvalidInput, match="--ask-vault-pass"):
        VaultFile(str(path), Loader(), None).read()


def test_a_link_stays_a_link(tmp_path):
    """C7: what it leads to is replaced, so that no old session stays there and both places hold the new one."""
    (tmp_path / "vault").mkdir()
    real, link = tmp_path / "vault" / "session.vault", tmp_path / "session.vault"
    real.write_text("before")
    link.symlink_to(real)
    file = VaultFile(str(link), Loader(default="one"), None)
    file.check_writable()
    assert file.write("after") == str(link)
    assert link.is_symlink()
    assert VaultFile(str(real), Loader(default="one"), None).read() == file.read() == "after"
    assert [one.name for one in real.parent.iterdir()] == ["session.vault"]


def test_a_link_that_leads_nowhere_yet(tmp_path):
    """C7: the file is made where it leads."""
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "made")
    file = VaultFile(str(link), Loader(default="one"), None)
    assert not file.is_there()
    with file.locked():
        file.write("new")
    assert (tmp_path / "made").is_file()
    assert link.is_symlink()


NOW = {"cookies": [COOKIE], "munchkin_id": "123-ABC-456", "recorded_at": "2026-01-02", "renewed_at": "2026-03-03"}


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (None, None),
        ({**NOW, "renewed_at": "2026-03-02"}, None),
        ({**NOW, "renewed_at": None}, None),
        (NOW, None),
        ({**NOW, "recorded_at": "2026-01-01", "renewed_at": "2026-03-09"}, None),
        ({**NOW, "renewed_at": "2026-03-04"}, "newer one"),
        ({**NOW, "recorded_at": "2026-03-01", "renewed_at": None}, "newer one"),
        ({**NOW, "munchkin_id": "999-ZZZ-999"}, "another instance"),
        ("of another vault", "can't be read"),
    ],
    ids=["none", "older", "never renewed", "same", "older recording", "renewed", "recorded", "other", "unreadable"],
)
def test_a_newer_session_is_never_replaced(tmp_path, there, words):
    """C7: two plays have read the same file, and the last one to close may have the older session."""
    path = str(tmp_path / "session.vault")
    if there:
        VaultFile(path, Loader(default="other" if there == "of another vault" else "one"), None).write(
            json.dumps(there)
        )
    why = _is_superseded(VaultFile(path, Loader(default="one"), None), NOW)
    assert (why is None) == (words is None)
    assert words is None or words in why


def test_one_of_several_vault_ids(tmp_path):
    """The file says which; an unknown one is told with those that are known."""
    loader = Loader(default="one", marketo="two")
    VaultFile(str(tmp_path / "file"), loader, "marketo").write("text")
    assert (tmp_path / "file").read_text().startswith("$ANSIBLE_VAULT;1.2;AES256;marketo")
    assert VaultFile(str(tmp_path / "file"), Loader(marketo="two"), None).read() == "text"
    with pytest.raises(InvalidInput, match="it has default, marketo"):
        VaultFile(str(tmp_path / "file"), loader, "sandbox").check_writable()


def test_a_file_that_is_none(tmp_path):
    """Missing, in clear, in no directory: one sentence each."""
    with pytest.raises(InvalidInput, match=r"martech\.marketo_dynamics\.sign_in"):
        VaultFile(str(tmp_path / "missing"), Loader(default="one"), None).read()
    (tmp_path / "clear").write_text("{}")
    with pytest.raises(InvalidInput, match="not encrypted"):
        VaultFile(str(tmp_path / "clear"), Loader(default="one"), None).read()
    with pytest.raises(InvalidInput, match="no directory"):
        VaultFile(str(tmp_path / "none" / "file"), Loader(default="one"), None).check_writable()


def test_a_window_needs_a_display(monkeypatch):
    """Of X or of Wayland; other systems than Linux always have one."""
    monkeypatch.setattr("sys.platform", "linux")
    check_display({"DISPLAY": ":0"})
    check_display({"WAYLAND_DISPLAY": "wayland-0"})
    with pytest.raises(InvalidInput, match="ssh -X"):
        check_display({"DISPLAY": ""})
    monkeypatch.setattr("sys.platform", "darwin")
    check_display({})
