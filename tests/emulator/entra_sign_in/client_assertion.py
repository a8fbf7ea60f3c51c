"""Client assertions: a JWT signed with a registered certificate, or one from a federated identity provider."""

from __future__ import annotations

import base64
import hashlib
import itertools
from datetime import datetime
from typing import Any

import jwt
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from .refusals import Refused

_CLOCK_SKEW = 300


def check_assertion(owner: dict[str, Any], app_id: str, assertion: str, audience: str, now: datetime) -> None:
    """Accept an assertion of the application, or refuse it.

    ``owner`` may hold ``certificates`` (PEM), ``trustedSubjects`` (subject name and the authority's certificate in PEM)
    and ``federatedIdentityCredentials`` (Graph's JSON: issuer, subject, audiences; and ``issuerKey``, the PEM of the
    issuer's public key, without which its signature is out of reach and not checked).
    """
    try:
        header = jwt.get_unverified_header(assertion)
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        raise Refused(50027) from error
    if not claims.get("nbf", 0) - _CLOCK_SKEW <= now.timestamp() < claims.get("exp", 0) + _CLOCK_SKEW:
        raise Refused(700024)
    if claims.get("iss") == app_id:
        _check_signed_by_certificate(owner, header, app_id, assertion, audience, now)
    else:
        _check_federated(owner.get("federatedIdentityCredentials", []), assertion, claims)


def _check_signed_by_certificate(
    owner: dict[str, Any], header: dict[str, Any], app_id: str, assertion: str, audience: str, now: datetime
) -> None:
    """The header must name the certificate: a registered one by its thumbprint, a trusted subject's by its chain."""
    registered = [x509.load_pem_x509_certificate(pem.encode()) for pem in owner.get("certificates", [])]
    candidates = [each for each in registered if _is_named(each, header)]
    candidates += _trusted_by_subject(owner.get("trustedSubjects", []), header.get("x5c") or [], now)
    for certificate in candidates:
        key = certificate.public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            # The algorithms below are RSA's; a certificate with another key signs none of them.
            continue
        try:
            claims = jwt.decode(
                assertion,
                key,
                algorithms=["RS256", "PS256"],
                audience=audience,
                options={"verify_exp": False},
            )
        except jwt.InvalidTokenError:
            continue
        if claims.get("sub") == app_id:
            return
    raise Refused(700027)


def _is_named(certificate: x509.Certificate, header: dict[str, Any]) -> bool:
    der = certificate.public_bytes(Encoding.DER)
    thumbprints = {"x5t": hashlib.sha1(der).digest(), "x5t#S256": hashlib.sha256(der).digest()}
    return any(
        str(header.get(name, "")).rstrip("=") == base64.urlsafe_b64encode(digest).decode().rstrip("=")
        for name, digest in thumbprints.items()
    )


def _trusted_by_subject(trusted: list[dict[str, str]], chain: list[str], now: datetime) -> list[x509.Certificate]:
    """Subject name and issuer authentication: the leaf need not be registered, its subject and its authority are."""
    certificates = [x509.load_der_x509_certificate(base64.b64decode(each)) for each in chain]
    if not certificates or not certificates[0].not_valid_before_utc <= now < certificates[0].not_valid_after_utc:
        return []
    subject = certificates[0].subject.rfc4514_string()
    authorities = [
        x509.load_pem_x509_certificate(each["authority"].encode()) for each in trusted if each["subject"] == subject
    ]
    return certificates[:1] if any(_leads_to(certificates, authority) for authority in authorities) else []


def _leads_to(chain: list[x509.Certificate], authority: x509.Certificate) -> bool:
    """Tell whether each certificate is signed by the next, and the last by the authority (or is the authority)."""
    path = [*chain, authority] if chain[-1] != authority else chain
    try:
        for child, parent in itertools.pairwise(path):
            child.verify_directly_issued_by(parent)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return len(path) > 1


def _check_federated(credentials: list[dict[str, Any]], assertion: str, claims: dict[str, Any]) -> None:
    """Find the credential whose issuer, subject and audience all fit; name the first member that fits none."""
    issuer, subject = str(claims.get("iss")), str(claims.get("sub"))
    audience = claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    by_issuer = [credential for credential in credentials if credential["issuer"] == issuer]
    if not by_issuer:
        raise Refused(700211, name=issuer)
    by_subject = [credential for credential in by_issuer if credential["subject"] == subject]
    if not by_subject:
        raise Refused(700213, name=subject)
    fitting = [credential for credential in by_subject if set(credential["audiences"]) & set(audiences)]
    if not fitting:
        raise Refused(700212, name=", ".join(map(str, audiences)))
    if not any(_is_signed(credential.get("issuerKey"), assertion) for credential in fitting):
        raise Refused(50027)


def _is_signed(key: str | None, assertion: str) -> bool:
    if key is None:
        return True
    try:
        jwt.decode(assertion, key, algorithms=["RS256"], options={"verify_aud": False, "verify_exp": False})
    except jwt.InvalidTokenError:
        return False
    return True
