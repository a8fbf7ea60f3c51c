"""Microsoft Graph's OpenAPI description, and one exchange of the emulator's journal held against it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import yaml
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from werkzeug.datastructures import Headers, ImmutableMultiDict

CHECKOUT = Path(__file__).resolve().parents[2]
FILE = Path(os.environ.get("MSGRAPH_OPENAPI") or CHECKOUT / "../shared/contracts/msgraph-v1.0-subset.yaml")
VERSION = "/v1.0"
# The one server of the description. National clouds, and the emulator's own address, serve the same interface under other names.
SERVER = "https://graph.microsoft.com"
# Graph answers these although its metadata does not declare them.
UNDECLARED = {"microsoft.graph.servicePrincipal": {"createdDateTime"}}

# Documented operations of v1.0 that the file, a subset, leaves out: learn.microsoft.com/graph/api/appmanagementpolicy-list-appliesto.
BEYOND = re.compile(r"/v1\.0/policies/appManagementPolicies/[^/]+/appliesTo")


@dataclass
class Exchange:
    """A request with its answer. It is openapi-core's Request; `answer` is its Response.

    The journal keeps no headers, so the one of a bearer and the type of the body are taken as given; and it masks secrets, which stay strings.
    """

    method: str
    host_url: str
    path: str
    query: list[tuple[str, str]]
    sent: Any
    status: int
    received: Any
    content_type: str = "application/json"
    parameters: RequestParameters = field(init=False)

    def __post_init__(self) -> None:
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(self.query), header=Headers({"Authorization": "Bearer masked"})
        )

    @property
    def body(self) -> bytes | None:
        """What was sent."""
        return None if self.sent is None else json.dumps(self.sent).encode()

    @property
    def answer(self) -> Answer:
        """What came back."""
        return Answer(self.status, b"" if self.received is None else json.dumps(self.received).encode())

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}?{self.query} -> {self.status}"


@dataclass
class Answer:
    """openapi-core's Response."""

    status_code: int
    data: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)


def exchanges(journal: list[dict[str, Any]]) -> Iterator[Exchange]:
    """Every exchange of the journal, those inside a batch too."""
    for entry in journal:
        yield _exchange(
            entry["method"],
            entry["path"],
            entry["query"],
            entry["request_body"],
            entry["status"],
            entry["response_body"],
        )
        if entry["path"] == f"{VERSION}/$batch":
            answers = {item["id"]: item for item in entry["response_body"]["responses"]}
            for inner in entry["request_body"]["requests"]:
                url, answer = urlsplit(inner["url"]), answers[inner["id"]]
                yield _exchange(
                    inner["method"],
                    f"{VERSION}{url.path}",
                    url.query,
                    inner.get("body"),
                    answer["status"],
                    answer.get("body"),
                )


def _exchange(method: str, path: str, query: str, sent: Any, status: int, received: Any) -> Exchange:
    return Exchange(method.lower(), SERVER, path, parse_qsl(query, keep_blank_values=True), sent, status, received)


class Description:
    """The description, and what of it has been met."""

    def __init__(self) -> None:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._document = yaml.load(FILE.read_text(encoding="utf-8"), Loader=loader)
        self._api = OpenAPI.from_dict(self._document)
        # Fixed paths before those with keys.
        self._paths = sorted(
            ((_pattern(path), path) for path in self._document["paths"]), key=lambda entry: entry[1].count("{")
        )
        self.met: set[str] = set()

    def complaints(self, exchange: Exchange) -> Iterator[str]:
        """What the description has against this exchange."""
        if BEYOND.fullmatch(exchange.path):
            return
        errors = [*self._api.iter_request_errors(exchange), *self._api.iter_response_errors(exchange, exchange.answer)]
        yield from (f"{exchange}: {_reason(error)}" for error in errors)
        template = next(
            (path for pattern, path in self._paths if pattern.fullmatch(exchange.path.removeprefix(VERSION))), None
        )
        if template is None or exchange.method not in self._document["paths"][template]:
            return
        self.met.add(f"{exchange.method.upper()} {template} {exchange.status}")
        yield from (f"{exchange}: {name}" for name in self._undeclared(exchange, template))

    def _undeclared(self, exchange: Exchange, template: str) -> Iterator[str]:
        """The names that the description doesn't know. Its schemas are open, so that a misspelt member would pass them."""
        path = self._document["paths"][template]
        operation = path[exchange.method]
        parameters = [self._resolve(item) for item in [*path.get("parameters", []), *operation.get("parameters", [])]]
        known = {item["name"] for item in parameters if item["in"] == "query"} | {"$skiptoken"}
        yield from (f"unknown query option {name}" for name, _value in exchange.query if name not in known)
        if exchange.sent is not None:
            body = self._resolve(operation.get("requestBody", {}))
            yield from self._unknown_members(_schema(body), exchange.sent, "request")
        if exchange.received is not None and exchange.status < 400:
            answer = self._resolve(operation["responses"].get(str(exchange.status), {}))
            yield from self._unknown_members(_schema(answer), exchange.received, "answer")

    def _unknown_members(self, schema: dict[str, Any], value: Any, where: str) -> Iterator[str]:
        if isinstance(value, list):
            items = next((item["items"] for item in self._alternatives(schema) if "items" in item), {})
            for number, item in enumerate(value):
                yield from self._unknown_members(items, item, f"{where}[{number}]")
        elif isinstance(value, dict):
            told = str(value.get("@odata.type", "")).lstrip("#")
            if told in self._document["components"]["schemas"]:
                schema = {"$ref": f"#/components/schemas/{told}"}
            members = {
                name: each for item in self._alternatives(schema) for name, each in item.get("properties", {}).items()
            }
            undeclared = set().union(*(UNDECLARED.get(name, set()) for name in self._names(schema)))
            for name, item in value.items():
                if members and "@" not in name and name not in members and name not in undeclared:
                    yield f"unknown member {where}.{name}"
                yield from self._unknown_members(members.get(name, {}), item, f"{where}.{name}")

    def _alternatives(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The schema with all that it is put together from."""
        resolved = self._resolve(schema)
        yield resolved
        for part in (*resolved.get("allOf", []), *resolved.get("anyOf", []), *resolved.get("oneOf", [])):
            yield from self._alternatives(part)

    def _names(self, schema: dict[str, Any]) -> set[str]:
        return {schema["$ref"].rpartition("/")[2]} if "$ref" in schema else set()

    def _resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in node:
            target: Any = self._document
            for name in node["$ref"].removeprefix("#/").split("/"):
                target = target[name.replace("~1", "/")]
            node = target
        return node


def _schema(content: dict[str, Any]) -> dict[str, Any]:
    return content.get("content", {}).get("application/json", {}).get("schema", {})


def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(
        "".join("[^/]+" if part.startswith("{") else re.escape(part) for part in re.split(r"(\{[^}]+\})", path))
    )


def _reason(error: BaseException) -> str:
    """The error with its causes, and of a schema's errors each place and its words."""
    words = []
    cause: BaseException | None = error
    while cause is not None:
        words.append(str(cause))
        words += [
            f"{'.'.join(map(str, item.absolute_path))}: {item.message[:300]}"
            for item in getattr(cause, "schema_errors", [])
        ]
        cause = cause.__cause__
    return " | ".join(words)
