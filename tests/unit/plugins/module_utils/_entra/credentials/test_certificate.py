"""A certificate's file is read and checked before anything is sent."""

from __future__ import annotations

import hashlib

import msal
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine import console
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    MissingLibrary,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.application import (
    read_federated_token,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.certificate import (
    load_certificate,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.msal_client import (
    recent_msal,
)
from tests.unit.plugins.module_utils._entra.credentials.certificates import key_pem, new_certificate, new_key, pem

KEY, OTHER_KEY = new_key(), new_key()
AUTHORITY = new_certificate(OTHER_KEY, "authority")
LEAF = new_certificate(KEY, "leaf", (OTHER_KEY, AUTHORITY))
DER = LEAF.public_bytes(serialization.Encoding.DER)


def pfx(password, key=KEY, certificate=LEAF):
    protection = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    return pkcs12.serialize_key_and_certificates(b"test", key, certificate, [AUTHORITY], protection)


@pytest.fixture
def file(tmp_path):
    def write(content, mode=0o600):
        path = tmp_path / "certificate"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(mode)
        return str(path)

    return write


@pytest.mark.parametrize(
    ("content", "password"),
    [
        (key_pem(KEY) + pem(LEAF) + pem(AUTHORITY), None),
        (pem(AUTHORITY) + pem(LEAF) + key_pem(KEY, traditional=True), None),
        (pem(LEAF) + pem(AUTHORITY) + key_pem(KEY, "word"), "word"),
        (pem(LEAF) + pem(AUTHORITY) + key_pem(KEY, "word", traditional=True), "word"),
        (key_pem(KEY) + pem(LEAF) + pem(AUTHORITY), "of no use"),
        (pfx(None), None),
        (pfx(b"word"), "word"),
    ],
)
def test_every_kind_of_file_is_read_with_the_key_s_own_certificate_first(file, content, password):
    found = load_certificate(file(content), password, hashlib.sha1(DER).hexdigest().upper())
    assert found.certificates == (LEAF, AUTHORITY) and len(found.chain()) == 2
    assert found.key.private_numbers() == KEY.private_numbers()
    assert found.sha256 == hashlib.sha256(DER).hexdigest()


@pytest.mark.parametrize(
    ("content", "password", "words"),
    [
        (key_pem(OTHER_KEY) + pem(LEAF), None, "doesn't belong to the private key"),
        (pem(LEAF), None, "holds no private key"),
        (key_pem(KEY), None, "holds no certificate"),
        (key_pem(KEY, "word") + pem(LEAF), None, "is encrypted. Give its password in certificate_password"),
        (key_pem(KEY, "word", traditional=True) + pem(LEAF), None, "is encrypted. Give"),
        (key_pem(KEY, "word") + pem(LEAF), "hidden-1", "certificate_password is wrong"),
        (pfx(b"word"), None, "needs its certificate_password"),
        (pfx(b"word"), "hidden-1", "certificate_password is wrong"),
        (b"\x00\x01", None, "neither PEM nor"),
        (pfx(None, KEY, None), None, "doesn't belong"),
        (key_pem(KEY) + pem(new_certificate(KEY, end=-0.5)), None, "expired at 20"),
        (key_pem(KEY) + pem(new_certificate(KEY, begin=1)), None, "not valid before 20"),
        (key_pem(KEY)[:300] + "\n-----END PRIVATE KEY-----\n" + pem(LEAF), None, "can't be loaded"),
        (key_pem(KEY) + "-----BEGIN CERTIFICATE-----\nAA\n-----END CERTIFICATE-----", None, "damaged"),
        (key_pem(ec.generate_private_key(ec.SECP256R1())) + pem(LEAF), None, "not an RSA key"),
    ],
)
def test_what_is_wrong_is_one_sentence_that_names_the_file(file, content, password, words):
    path = file(content)
    with pytest.raises(InvalidInput, match=words) as caught:
        load_certificate(path, password, None)
    assert (
        path in caught.value.message and "hidden-1" not in caught.value.message and "BEGIN" not in caught.value.message
    )


@pytest.mark.parametrize(
    ("thumbprint", "words"),
    [("ab" * 20, "has the thumbprint"), ("ab" * 32, "has the thumbprint"), ("abc", "must be 40")],
)
def test_another_certificate_than_the_one_meant_is_not_used(file, thumbprint, words):
    path = file(key_pem(KEY) + pem(LEAF))
    with pytest.raises(InvalidInput, match=words):
        load_certificate(path, None, thumbprint)
    colons = ":".join(hashlib.sha256(DER).hexdigest()[place : place + 2] for place in range(0, 64, 2))
    assert load_certificate(path, None, colons)


def test_files_that_are_not_there_or_cannot_be_read(tmp_path):
    for read in (lambda path: load_certificate(path, None, None), read_federated_token):
        with pytest.raises(InvalidInput, match="does not exist"):
            read(str(tmp_path / "nowhere"))
        with pytest.raises(InvalidInput, match="can't be read: Is a directory"):
            read(str(tmp_path))


def test_a_key_that_everybody_can_read_brings_a_warning(file, monkeypatch):
    warnings = []
    monkeypatch.setattr(console, "_warn", warnings.append)
    load_certificate(file(key_pem(KEY) + pem(LEAF)), None, None)
    assert not warnings
    path = file(key_pem(KEY) + pem(LEAF), 0o644)
    load_certificate(path, None, None)
    assert len(warnings) == 1 and f"chmod 600 {path}" in warnings[0]


@pytest.mark.parametrize(
    ("version", "good"), [("1.24.1", False), ("1.29.0", False), ("1.30.0", True), ("1.39.0rc1", True), ("2.0.0", True)]
)
def test_an_old_msal_is_named(monkeypatch, version, good):
    monkeypatch.setattr(msal, "__version__", version)
    if good:
        assert recent_msal("managed_identity") is msal
        return
    with pytest.raises(MissingLibrary, match=f"managed_identity needs.*1.30 or later.*has {version}"):
        recent_msal("managed_identity")


@pytest.mark.parametrize("content", ["", "no token", "a.b", "a.b.c d.e.f", "ä.b.c"])
def test_a_federated_token_file_without_a_token_is_refused_unquoted(tmp_path, content):
    path = tmp_path / "token"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInput, match="holds no JSON Web Token") as caught:
        read_federated_token(str(path))
    assert not content or content not in caught.value.message
