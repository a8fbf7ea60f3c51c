# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A certificate with its private key, from a PEM or PFX file, checked before it is used."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from ..._engine import console
from ..._engine.durations import format_time
from ..._engine.errors import InvalidInput
from ..._engine.libraries import require

_KEY = re.compile(rb"-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----.+?-----END \1-----", re.DOTALL)
_CERTIFICATE = re.compile(rb"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


@dataclass(frozen=True)
class SigningCertificate:
    """``certificates`` begins with the one that belongs to the key; those that signed it follow."""

    key: Any = field(repr=False)
    certificates: tuple[Any, ...]

    @property
    def sha256(self) -> str:
        """The thumbprint that says which registered certificate this is, in hexadecimal."""
        return hashlib.sha256(_der(self.certificates[0])).hexdigest()

    @property
    def sha1(self) -> str:
        """The thumbprint that the portal shows."""
        return hashlib.sha1(_der(self.certificates[0]), usedforsecurity=False).hexdigest()

    def chain(self) -> list[str]:
        """The certificates for the assertion's header x5c."""
        return [base64.b64encode(_der(each)).decode("ascii") for each in self.certificates]


def load_certificate(path: str, password: str | None, thumbprint: str | None) -> SigningCertificate:
    """Read and check the file. Raises `InvalidInput`, with a sentence that quotes nothing of what the file holds."""
    content = _read(path)
    key, certificates = (
        _from_pem(path, content, password) if b"-----BEGIN " in content else _from_pfx(path, content, password)
    )
    found = SigningCertificate(key, _ordered(path, key, certificates))
    _check_dates(path, found.certificates[0])
    _check_thumbprint(path, found, thumbprint)
    return found


def _read(path: str) -> bytes:
    try:
        with open(os.path.expanduser(path), "rb") as file:
            content = file.read()
            mode = os.fstat(file.fileno()).st_mode
    except FileNotFoundError as error:
        raise InvalidInput(f"The certificate file {path} does not exist. Correct certificate_path.") from error
    except OSError as error:
        raise InvalidInput(f"The certificate file {path} can't be read: {error.strerror}.") from error
    if mode & stat.S_IROTH:
        console.warn(
            f"Everybody on this machine can read the private key in {path}. Restrict it to its owner: chmod 600 {path}"
        )
    return content


def _from_pem(path: str, content: bytes, password: str | None) -> tuple[Any, list[Any]]:
    serialization, x509 = require("cryptography.hazmat.primitives.serialization"), require("cryptography.x509")
    block = _KEY.search(content)
    if block is None:
        raise InvalidInput(
            f"The certificate file {path} holds no private key. It must hold the certificate and its private key."
        )
    is_encrypted = b"ENCRYPTED" in block.group()
    if is_encrypted and not password:
        raise InvalidInput(f"The private key in {path} is encrypted. Give its password in certificate_password.")
    try:
        key = serialization.load_pem_private_key(
            block.group(), password.encode() if is_encrypted and password else None
        )
    except (ValueError, TypeError, _unsupported()) as error:
        wrong = (
            "certificate_password is wrong, or the key is damaged"
            if is_encrypted
            else "it is damaged, or of an unknown kind"
        )
        raise InvalidInput(f"The private key in {path} can't be loaded: {wrong}.") from error
    try:
        return key, [x509.load_pem_x509_certificate(each) for each in _CERTIFICATE.findall(content)]
    except ValueError as error:
        raise InvalidInput(f"A certificate in {path} can't be loaded: it is damaged.") from error


def _from_pfx(path: str, content: bytes, password: str | None) -> tuple[Any, list[Any]]:
    pkcs12 = require("cryptography.hazmat.primitives.serialization.pkcs12")
    try:
        key, certificate, others = pkcs12.load_key_and_certificates(content, password.encode() if password else None)
    except (ValueError, TypeError, _unsupported()) as error:
        hint = (
            "certificate_password is wrong, or the file is damaged"
            if password
            else "it needs its certificate_password, or is damaged"
        )
        raise InvalidInput(
            f"The certificate file {path} is neither PEM nor a PFX file that can be opened: {hint}."
        ) from error
    if key is None:
        raise InvalidInput(
            f"The certificate file {path} holds no private key. It must hold the certificate and its private key."
        )
    return key, ([certificate] if certificate else []) + list(others or [])


def _ordered(path: str, key: Any, certificates: list[Any]) -> tuple[Any, ...]:
    """The key's own certificate first."""
    rsa = require("cryptography.hazmat.primitives.asymmetric.rsa")
    if not isinstance(key, rsa.RSAPrivateKey):
        raise InvalidInput(f"The private key in {path} is not an RSA key, which this sign-in signs with.")
    if not certificates:
        raise InvalidInput(
            f"The certificate file {path} holds no certificate. It must hold the certificate and its private key."
        )
    own = [each for each in certificates if _numbers(each) == key.public_key().public_numbers()]
    if not own:
        raise InvalidInput(f"The certificate in {path} doesn't belong to the private key beside it.")
    return (own[0], *(each for each in certificates if each not in own))


def _check_dates(path: str, certificate: Any) -> None:
    begin, end = _utc(certificate, "not_valid_before"), _utc(certificate, "not_valid_after")
    now = datetime.now(timezone.utc)
    if end <= now:
        raise InvalidInput(
            f"The certificate in {path} expired at {format_time(end)}. Renew it, and register the new one with the application."
        )
    if begin > now:
        raise InvalidInput(
            f"The certificate in {path} is not valid before {format_time(begin)}. Check this machine's clock."
        )


def _check_thumbprint(path: str, found: SigningCertificate, thumbprint: str | None) -> None:
    if not thumbprint:
        return
    wanted = re.sub(r"[\s:]", "", thumbprint).lower()
    if not re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", wanted):
        raise InvalidInput("certificate_thumbprint must be 40 (SHA-1) or 64 (SHA-256) hexadecimal digits.")
    there = found.sha1 if len(wanted) == 40 else found.sha256
    if there != wanted:
        raise InvalidInput(
            f"The certificate in {path} has the thumbprint {there.upper()}, not the certificate_thumbprint {wanted.upper()}."
        )


def _utc(certificate: Any, name: str) -> datetime:
    """Older versions of the library give times without a zone, which are UTC."""
    aware = getattr(certificate, f"{name}_utc", None)
    moment: datetime = aware if aware is not None else getattr(certificate, name).replace(tzinfo=timezone.utc)
    return moment


def _numbers(certificate: Any) -> Any:
    return getattr(certificate.public_key(), "public_numbers", lambda: None)()


def _der(certificate: Any) -> bytes:
    return bytes(certificate.public_bytes(require("cryptography.hazmat.primitives.serialization").Encoding.DER))


def _unsupported() -> Any:
    return require("cryptography.exceptions").UnsupportedAlgorithm
