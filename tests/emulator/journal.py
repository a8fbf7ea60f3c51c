"""The journal: what was asked of the services and what they answered, without secrets."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.requests import HTTPConnection
from starlette.types import Scope

from .masking import known_secrets, mask, mask_query
from .service import Service
from .world import World, request_origin


@dataclass
class Answer:
    """One HTTP response, whole."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    @property
    def content_type(self) -> str:
        """The media type with its parameters, or nothing."""
        found = [value for name, value in self.headers if name.lower() == b"content-type"]
        return found[0].decode("latin-1") if found else ""


@dataclass
class Journal:
    """Entries in the order in which the requests came."""

    world: World
    entries: list[dict[str, Any]] = field(default_factory=list)

    def begin(self, service: Service, scope: Scope, host: str, body: bytes) -> dict[str, Any]:
        """Write down a request; its answer follows with ``finish``."""
        content_type = HTTPConnection(scope).headers.get("content-type", "")
        secrets = known_secrets(self.world.current)
        entry = {
            "time": self.world.now().isoformat(),
            "service": service.name,
            "origin": request_origin.get(),
            "method": scope["method"],
            "host": host,
            "path": mask(scope["path"], secrets),
            "query": mask_query(scope["query_string"].decode("latin-1"), secrets, service.secret_fields),
            "request_body": mask(_parsed(content_type, body), secrets, service.secret_fields),
            "status": None,
            "response_body": None,
            "fault": None,
        }
        self.entries.append(entry)
        return entry

    def finish(self, entry: dict[str, Any], service: Service, answer: Answer) -> None:
        """Add the answer to the entry of its request."""
        secrets = known_secrets(self.world.current)
        entry["status"] = answer.status
        entry["response_body"] = mask(_parsed(answer.content_type, answer.body), secrets, service.secret_fields)

    def clear(self) -> None:
        """Forget everything."""
        self.replace([])

    def replace(self, entries: list[dict[str, Any]]) -> None:
        """Put these entries in the place of all others."""
        self.entries = entries


def _parsed(content_type: str, body: bytes) -> Any:
    """Return a JSON or form body as an object; None for anything else, which is pages and scripts."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type == "application/json" or media_type.endswith("+json"):
        try:
            return json.loads(body) if body else None
        except ValueError:
            return None
    if media_type == "application/x-www-form-urlencoded":
        pairs = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True)
        return {name: values[0] if len(values) == 1 else values for name, values in pairs.items()}
    return None
