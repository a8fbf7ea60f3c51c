"""A request and an answer as the resources see them, whether they came by HTTP or inside a batch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from .caller import Caller
from .directory import Directory
from .errors import malformed
from .routing import Key

_SYSTEM_OPTIONS = frozenset(
    {"$filter", "$select", "$top", "$orderby", "$count", "$search", "$expand", "$skip", "$skiptoken", "$format"}
)


@dataclass
class Answer:
    """What goes back to the client."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class GraphRequest:
    """One operation that a caller asks for."""

    method: str
    base: str
    """Scheme and host the client used, so that links lead back the way the request came."""
    version: str
    path: str
    """The path after the version, still percent-encoded, without a slash at the start."""
    query: str
    headers: Mapping[str, str]
    """Header values by name in lower case."""
    content: bytes
    caller: Caller
    directory: Directory
    keys: dict[str, Key] = field(default_factory=dict)
    owned_only: bool = False
    """Whether the caller's permission covers only the objects that it owns."""

    @property
    def url(self) -> str:
        """The address of the request without its query."""
        return f"{self.service_root}/{self.path}"

    @property
    def service_root(self) -> str:
        """The address that everything begins with, version included."""
        return f"{self.base}/{self.version}"

    @property
    def options(self) -> dict[str, str]:
        """The query options; Graph accepts the system ones with and without the dollar sign."""
        options = {}
        for name, value in parse_qsl(self.query, keep_blank_values=True):
            lower = name.lower()
            with_sign = lower if lower.startswith("$") else f"${lower}"
            if lower.startswith("$") and lower not in _SYSTEM_OPTIONS:
                raise malformed(f"The query parameter '{name}' is not supported.")
            options[with_sign if with_sign in _SYSTEM_OPTIONS else name] = value
        return options

    @property
    def advanced(self) -> bool:
        """Whether the caller asked for the advanced query index, with header and count."""
        return self.eventual and self.options.get("$count", "").lower() == "true"

    @property
    def eventual(self) -> bool:
        """Whether the caller accepts the index's consistency."""
        return self.headers.get("consistencylevel", "").lower() == "eventual"

    @property
    def create_if_missing(self) -> bool:
        """Whether a PATCH by alternate key may create the object."""
        preferences = self.headers.get("prefer", "").lower().replace(" ", "").split(",")
        return "create-if-missing" in preferences

    def json_object(self, required: bool = True) -> dict[str, Any]:
        """Read the body; an action's body may be left out."""
        if not self.content.strip():
            if required:
                raise malformed("Empty Payload. JSON content expected.")
            return {}
        if "content-type" not in self.headers:
            raise malformed("Write requests (excluding DELETE) must contain the Content-Type header declaration.")
        try:
            body = json.loads(self.content)
        except ValueError:
            body = None
        if not isinstance(body, dict) or "json" not in self.headers["content-type"].lower():
            raise malformed(
                "Unable to read JSON request payload. "
                "Please ensure Content-Type header is set and payload is of valid JSON format."
            )
        return body
