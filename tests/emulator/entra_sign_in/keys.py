"""The key that signs every token, and its public half as Entra publishes it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from ..world import World


@dataclass(frozen=True)
class SigningKey:
    """An RSA key with its id."""

    private: rsa.RSAPrivateKey
    id: str

    @property
    def public(self) -> rsa.RSAPublicKey:
        """The half that checks signatures."""
        return self.private.public_key()

    def as_jwk(self, issuer: str) -> dict[str, Any]:
        """Describe the public half as a JSON Web Key."""
        numbers = self.public.public_numbers()
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "x5t": self.id,
            "n": _base64url(numbers.n),
            "e": _base64url(numbers.e),
            "issuer": issuer,
        }


def signing_key(world: World) -> SigningKey:
    """Return this emulator's key, made at its first use; it outlives a reset, as do tokens already given."""
    if "signing_key" not in world.keepsakes:
        private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        modulus = _base64url(private.public_key().public_numbers().n)
        key_id = base64.urlsafe_b64encode(hashlib.sha256(modulus.encode()).digest())
        world.keepsakes["signing_key"] = SigningKey(private, key_id.decode().rstrip("="))
    key: SigningKey = world.keepsakes["signing_key"]
    return key


def _base64url(number: int) -> str:
    octets = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")
