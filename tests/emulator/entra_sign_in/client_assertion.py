"""Client assertions: a JWT signed with a registered certificate, or one from a federated identity provider."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import jwt
from cryptography import x509

from .refusals import Refused


def check_assertion(owner: dict[str, Any], app_id: str, assertion: str, audience: str, now: datetime) -> None:
    """Accept an assertion of the application, or refuse it.

    ``owner`` may hold ``certificates`` (PEM) and ``federatedIdentityCredentials`` (Graph's JSON: issuer, subject,
    audiences). The keys of a foreign issuer are out of reach here, so its signature is not checked.
    """
    try:
        claims = jwt.decode(assertion, options={"verify_signature": False})
    except jwt.InvalidTokenError as error:
        raise Refused(50027) from error
    if not claims.get("nbf", 0) - 300 <= now.timestamp() < claims.get("exp", 0) + 300:
        raise Refused(700024)
    if claims.get("iss") == app_id:
        _check_signed_by_certificate(owner, app_id, assertion, audience)
    else:
        _check_federated(owner.get("federatedIdentityCredentials", []), claims)


def _check_signed_by_certificate(owner: dict[str, Any], app_id: str, assertion: str, audience: str) -> None:
    for pem in owner.get("certificates", []):
        key = x509.load_pem_x509_certificate(pem.encode()).public_key()
        try:
            claims = jwt.decode(
                assertion, key, algorithms=["RS256", "PS256"], audience=audience, options={"verify_exp": False}
            )
        except jwt.InvalidTokenError:
            continue
        if claims.get("sub") == app_id:
            return
    raise Refused(700027)


def _check_federated(credentials: list[dict[str, Any]], claims: dict[str, Any]) -> None:
    """Find the credential whose issuer, subject and audience all fit; name the first member that fits none."""
    issuer, subject = str(claims.get("iss")), str(claims.get("sub"))
    audiences = claims.get("aud") if isinstance(claims.get("aud"), list) else [claims.get("aud")]
    by_issuer = [credential for credential in credentials if credential["issuer"] == issuer]
    if not by_issuer:
        raise Refused(700211, name=issuer)
    by_subject = [credential for credential in by_issuer if credential["subject"] == subject]
    if not by_subject:
        raise Refused(700213, name=subject)
    if not any(set(credential["audiences"]) & set(audiences) for credential in by_subject):
        raise Refused(700212, name=", ".join(map(str, audiences)))
