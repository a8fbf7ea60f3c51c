"""The emulator and the modules' driver are those of the integration tests."""

from tests.integration.entra.conftest import emulator, entra, reader, running

__all__ = ["emulator", "entra", "reader", "running"]
