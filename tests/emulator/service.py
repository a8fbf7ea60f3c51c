"""What the emulator's core needs to know of a service."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from .world import World


@dataclass(frozen=True)
class Service:
    """One emulated service.

    A request belongs to the first service that claims its host; a request that names the emulator's own address
    (127.0.0.1, localhost) belongs to the first service that claims its path.
    """

    name: str
    hosts: tuple[str, ...]
    """Host names as fnmatch patterns, such as ``*.dynamics.com``."""
    paths: tuple[str, ...]
    """Regular expressions, matched at the start of the path."""
    build: Callable[[World], ASGIApp]
    secret_fields: tuple[str, ...] = ()
    """Names of further form fields that the journal must mask, beyond the usual ones (masking.py)."""

    def claims_host(self, host: str) -> bool:
        """Tell whether requests to this host name belong to the service."""
        return any(fnmatchcase(host.lower(), pattern) for pattern in self.hosts)

    def claims_path(self, path: str) -> bool:
        """Tell whether this path on the emulator's own address belongs to the service."""
        return any(re.match(pattern, path) for pattern in self.paths)
