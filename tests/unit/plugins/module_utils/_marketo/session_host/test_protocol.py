"""What tasks and the session host say to each other, and what the session host refuses."""

from __future__ import annotations

import os
import socket

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine import errors
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.errors import (
    SessionGone,
    ValidationFailed,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host import processes
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.client import (
    SessionClient,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.protocol import (
    decode,
    describe_error,
    encode,
    is_own,
    peer_uid,
    restore_error,
)


def test_errors_cross_as_what_they_are():
    """With their details."""
    crossed = restore_error(decode(encode(describe_error(ValidationFailed("Red.", checks=[1]), "validate"))))
    assert (type(crossed), crossed.message, crossed.details) == (ValidationFailed, "Red.", {"checks": [1]})


def test_the_text_of_foreign_errors_stays_behind():
    """A browser library quotes what it was to type."""
    described = describe_error(RuntimeError('fill("s3cret")'), "save_credentials")
    assert "s3cret" not in str(described)
    assert "RuntimeError" in restore_error(described).message


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"1", b"\xff"])
def test_what_is_no_request(line):
    """Is told from one."""
    with pytest.raises(ValueError):
        decode(line)


def test_who_is_at_the_other_end():
    """The kernel knows."""
    one, other = socket.socketpair()
    with one, other:
        assert peer_uid(one) == os.geteuid()
    assert is_own(os.geteuid())
    assert not is_own(os.geteuid() + 1)


def test_a_handle_without_a_session_host(tmp_path):
    """Gone is told from wrong."""
    with pytest.raises(SessionGone):
        SessionClient(str(tmp_path / "none"), check_mode=False)
    (tmp_path / "file").touch()
    with pytest.raises(errors.InvalidInput):
        SessionClient(str(tmp_path / "file"), check_mode=False)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "dead"))
    with pytest.raises(SessionGone):
        SessionClient(str(tmp_path / "dead"), check_mode=False)


def test_a_process_is_told_from_a_later_one_with_its_number():
    """By when it began."""
    assert processes.start_time(os.getpid()) == processes.start_time(os.getpid())
    assert processes.start_time(os.getpid()) != processes.start_time(1)
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    assert processes.start_time(child) is None
