"""Certificates for tests of sign-in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa

PEM = serialization.Encoding.PEM


def new_key() -> Any:
    """An RSA key."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def new_certificate(
    key: Any, name: str = "test", signer: tuple[Any, Any] | None = None, begin: float = -1, end: float = 30
) -> Any:
    """A certificate valid between these days from now, signed by itself or by ``signer`` (key, certificate)."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(signer[1].subject if signer else subject)
        .public_key(key.public_key())
    )
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now + timedelta(days=begin))
    return builder.not_valid_after(now + timedelta(days=end)).sign(signer[0] if signer else key, hashes.SHA256())


def pem(certificate: Any) -> str:
    """A certificate as text."""
    return certificate.public_bytes(PEM).decode()


def key_pem(key: Any, password: str | None = None, traditional: bool = False) -> str:
    """A key as text."""
    form = serialization.PrivateFormat.TraditionalOpenSSL if traditional else serialization.PrivateFormat.PKCS8
    protection = serialization.BestAvailableEncryption(password.encode()) if password else serialization.NoEncryption()
    return key.private_bytes(PEM, form, protection).decode()
