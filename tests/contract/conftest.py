"""The modules' driver is that of the integration tests."""

from tests.integration.entra.conftest import emulator, entra, reader

__all__ = ["emulator", "entra", "reader"]
