"""Query options of a list, and the shape of what is answered: pages, counts, contexts, chosen properties."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from ..errors import bad_request, malformed, unsupported_query
from ..exchange import Answer, GraphRequest
from . import filter_rules
from .filter_rules import Filterable
from .filter_syntax import parse_filter

Item = dict[str, Any]


@dataclass(frozen=True)
class EntityType:
    """What queries may do with one kind of object."""

    name: str
    set_name: str
    properties: tuple[str, ...]
    """Every property that ``$select`` may name."""
    default: tuple[str, ...] | None = None
    """The properties answered without ``$select``; all when None."""
    filterable: Mapping[str, Filterable] = field(default_factory=dict)
    sortable: frozenset[str] = frozenset()
    """Properties that ``$orderby`` serves without the advanced index."""
    sortable_when_advanced: frozenset[str] = frozenset()
    page_size: int = 100
    largest_page: int = 999

    @property
    def resource(self) -> str:
        """The name that error messages use."""
        return self.name[0].upper() + self.name[1:]


def list_answer(request: GraphRequest, entity_type: EntityType, items: Sequence[Item], context: str = "") -> Answer:
    """Answer one page of a list."""
    options = request.options
    _refuse_unserved(options)
    chosen = _selection(options, entity_type)
    found = _sort(request, entity_type, _search(request, _filter(request, entity_type, items)))
    size = _page_size(options, entity_type)
    start = _read_skip_token(options["$skiptoken"]) if "$skiptoken" in options else 0
    body: Item = {"@odata.context": _context(request, context or entity_type.set_name, options)}
    if request.advanced and start == 0:
        body["@odata.count"] = len(found)
    if start + size < len(found):
        body["@odata.nextLink"] = _next_link(request, start + size)
    body["value"] = [_pick(item, chosen) for item in found[start : start + size]]
    return Answer(200, body)


def count_answer(request: GraphRequest, entity_type: EntityType, items: Sequence[Item]) -> Answer:
    """Answer ``/$count``: the bare number, from the advanced index only."""
    if not request.eventual:
        raise bad_request("$count is not currently supported.")
    return Answer(200, len(_filter(request, entity_type, items)), {"content-type": "text/plain"})


def entity_answer(
    request: GraphRequest, entity_type: EntityType, item: Item, status: int = 200, context: str = ""
) -> Answer:
    """Answer one object."""
    options = request.options
    if "$expand" in options:
        _refuse_unserved(options)
    chosen = _selection(options, entity_type)
    context = _context(request, context or entity_type.set_name, options) + ("" if context else "/$entity")
    return Answer(status, {"@odata.context": context, **_pick(item, chosen)})


def _refuse_unserved(options: dict[str, str]) -> None:
    if "$expand" in options:
        raise unsupported_query("The emulator does not serve $expand.")
    if "$skip" in options:
        raise malformed("Query option 'Skip' is not allowed. To page through a list, follow its '@odata.nextLink'.")


def _selection(options: dict[str, str], entity_type: EntityType) -> tuple[str, ...] | None:
    if "$select" not in options:
        return entity_type.default
    names = {name.lower(): name for name in entity_type.properties}
    chosen = []
    for name in filter(None, (part.strip() for part in options["$select"].split(","))):
        if name == "*":
            return entity_type.default
        if name.lower() not in names:
            raise malformed(
                "Parsing OData Select and Expand failed: Could not find a property named "
                f"'{name}' on type 'microsoft.graph.{entity_type.name}'."
            )
        chosen.append(names[name.lower()])
    return tuple(chosen)


def _pick(item: Item, chosen: tuple[str, ...] | None) -> Item:
    """Keep the chosen properties; annotations such as ``@odata.type`` always stay."""
    if chosen is None:
        return item
    annotations = {name: value for name, value in item.items() if name.startswith("@")}
    return {**annotations, **{name: item[name] for name in chosen if name in item}}


def _filter(request: GraphRequest, entity_type: EntityType, items: Sequence[Item]) -> list[Item]:
    text = request.options.get("$filter", "").strip()
    if not text:
        return list(items)
    node = parse_filter(text)
    filter_rules.check(node, entity_type.filterable, entity_type.resource)
    if not request.advanced and (filter_rules.needs_advanced(node) or "$orderby" in request.options):
        raise unsupported_query(
            "Operator or combination of query options is not supported without the header 'ConsistencyLevel: eventual' "
            "and the query option '$count=true'."
        )
    return [item for item in items if filter_rules.matches(node, item)]


def _search(request: GraphRequest, items: list[Item]) -> list[Item]:
    """Serve the usual ``$search="displayName:words"``."""
    text = request.options.get("$search")
    if text is None:
        return items
    if not request.eventual:
        raise unsupported_query("Request with $search query parameter only works with the ConsistencyLevel header.")
    name, colon, words = text.strip('"').partition(":")
    if name != "displayName" or not colon:
        raise unsupported_query("The emulator serves $search on displayName only.")
    return [item for item in items if words.lower() in str(item.get("displayName") or "").lower()]


def _sort(request: GraphRequest, entity_type: EntityType, items: list[Item]) -> list[Item]:
    order = request.options.get("$orderby", "").strip()
    for part in reversed([part.split() for part in order.split(",") if part.strip()]):
        name, direction = part[0], (part[1:] or ["asc"])[0].lower()
        if name not in entity_type.sortable | entity_type.sortable_when_advanced or direction not in ("asc", "desc"):
            raise unsupported_query(f"Unsupported sort property '{name}' for '{entity_type.resource}'.")
        if name not in entity_type.sortable and not request.advanced:
            raise unsupported_query("Sorting not supported for current query.")
        items = sorted(items, key=lambda item: str(item.get(name) or "").casefold(), reverse=direction == "desc")
    return items


def _page_size(options: dict[str, str], entity_type: EntityType) -> int:
    text = options.get("$top")
    if text is None:
        return entity_type.page_size
    size = int(text) if text.isdecimal() else 0
    if not 1 <= size <= entity_type.largest_page:
        raise unsupported_query(
            f"Invalid page size specified: '{text}'. Must be between 1 and {entity_type.largest_page} inclusive."
        )
    return size


def _next_link(request: GraphRequest, start: int) -> str:
    """Point to the next page at the same address and with the same options."""
    token = base64.urlsafe_b64encode(json.dumps({"start": start}).encode()).decode().rstrip("=")
    pairs = parse_qsl(request.query, keep_blank_values=True)
    pairs = [(name, value) for name, value in pairs if name.lower().lstrip("$") != "skiptoken"]
    return f"{request.url}?{urlencode([*pairs, ('$skiptoken', token)], safe='$', quote_via=quote)}"


def _read_skip_token(token: str) -> int:
    try:
        start = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))["start"]
        return max(int(start), 0)
    except (binascii.Error, ValueError, KeyError, TypeError):
        raise malformed("Skip token is invalid.") from None


def _context(request: GraphRequest, name: str, options: dict[str, str]) -> str:
    selected = options.get("$select")
    return f"{request.service_root}/$metadata#{name}" + (f"({selected})" if selected else "")
