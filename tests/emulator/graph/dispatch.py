"""From one request to its answer: route, tenant, permission, resource."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .caller import Caller
from .directory import Directory
from .errors import unauthenticated
from .exchange import Answer, GraphRequest
from .permissions import check
from .resources import OPERATIONS
from .routing import Router

if TYPE_CHECKING:
    from ..world import World


@dataclass(frozen=True)
class Incoming:
    """A request as it came, by HTTP or inside a batch."""

    method: str
    base: str
    version: str
    path: str
    query: str
    headers: Mapping[str, str]
    content: bytes


class Dispatcher:
    """Answers single requests."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._router = Router(OPERATIONS)

    def answer(self, incoming: Incoming, claims: dict[str, Any]) -> Answer:
        """Serve one request of a caller whose token has been verified."""
        caller = Caller.from_claims(claims)
        operation, keys = self._router.find(incoming.method, incoming.path)
        directory = Directory.open(self.world, caller.tenant_id, writable=incoming.method != "GET")
        if directory is None:
            raise unauthenticated("The identity of the calling application could not be established.")
        owned_only = check(caller, operation.name)
        request = GraphRequest(
            method=incoming.method,
            base=incoming.base,
            version=incoming.version,
            path=incoming.path,
            query=incoming.query,
            headers=incoming.headers,
            content=incoming.content,
            caller=caller,
            directory=directory,
            keys=keys,
            owned_only=owned_only,
        )
        return operation.handle(request)
