"""The key that signs AD FS's tokens; Entra has another one."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric import rsa

from ..world import World


def signing_key(world: World) -> rsa.RSAPrivateKey:
    """Return this emulator's key, made at its first use; it outlives a reset, as do tokens already given."""
    if "adfs_signing_key" not in world.keepsakes:
        world.keepsakes["adfs_signing_key"] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key: rsa.RSAPrivateKey = world.keepsakes["adfs_signing_key"]
    return key
