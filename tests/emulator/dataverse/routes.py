"""From an address of the Web API to its answer."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..entra_sign_in.clouds import LOGIN_HOSTS
from ..world import World
from . import changes, functions
from .errors import Unauthorized, WebApiError, bad_query, bad_request, no_segment
from .metadata import answer_metadata
from .organization import Organization, find_organization, identify_caller
from .privileges import METADATA, may_write, require_read
from .queries import check_options, expanded_entities, follow, page, select_rows, shape
from .tables import Row, Table, find_table

_HEADERS = {
    "OData-Version": "4.0",
    "x-ms-ratelimit-burst-remaining-xrm-requests": "5999",
    "x-ms-ratelimit-time-remaining-xrm-requests": "1,200.00",
}
_MEDIA_TYPE = "application/json; odata.metadata=minimal"
_ROW = re.compile(r"(\w+)\(([^()]+)\)")
_ACCESS = "Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@target)"
_CURRENT_ORGANIZATION = re.compile(
    r"RetrieveCurrentOrganization\(AccessType=Microsoft\.Dynamics\.CRM\.EndpointAccessType'(Default|Internet|Intranet)'\)"
)


def build(world: World) -> Starlette:
    """Build the application."""

    async def web_api(request: Request) -> Response:
        organization = find_organization(world, request.url.hostname or "", request.path_params.get("base", ""))
        if organization is None:
            return PlainTextResponse("No organization is at this address.", status_code=404)
        try:
            caller = identify_caller(world, organization, request.headers.get("authorization"))
            content = await _body(request)
            answer = _Call(world, organization, caller, request, content).answer()
        except Unauthorized:
            return _challenge(world, organization)
        except WebApiError as error:
            answer = _json({"error": {"code": error.code, "message": error.message}}, error.status)
        answer.headers["x-ms-service-request-id"] = str(uuid.uuid4())
        return answer

    async def organization_service(request: Request) -> Response:
        """Stand in for the SOAP service, so far as to show that its address is right."""
        if find_organization(world, request.url.hostname or "", request.path_params.get("base", "")) is None:
            return PlainTextResponse("No organization is at this address.", status_code=404)
        return Response("<definitions/>", media_type="text/xml")

    methods = ["GET", "POST", "PATCH", "DELETE", "PUT"]
    routes = [
        Route(r"/api/data/{version}/{resource:path}", web_api, methods=methods),
        Route("/XRMServices/2011/Organization.svc", organization_service, methods=["GET"]),
        # On premises every organization of a server has a path of its own.
        Route(r"/{base}/api/data/{version}/{resource:path}", web_api, methods=methods),
        Route("/{base}/XRMServices/2011/Organization.svc", organization_service, methods=["GET"]),
    ]
    return Starlette(routes=routes)


class _Call:
    """One request by one caller to one organization."""

    def __init__(
        self, world: World, organization: Organization, caller: Row, request: Request, content: dict[str, Any]
    ) -> None:
        self._world = world
        self._organization = organization
        self._caller = caller
        self._request = request
        self._content = content
        self._options: Mapping[str, str] = dict(request.query_params)
        if not re.fullmatch(r"v9\.[0-2]", request.path_params["version"]):
            raise no_segment(request.path_params["version"])
        self._segments = [segment for segment in request.path_params["resource"].split("/") if segment]

    def answer(self) -> Response:
        """Answer the request."""
        if not self._segments:
            return _json({"@odata.context": self._context("")[:-1], "value": []})
        method = self._request.method
        if method == "GET":
            return self._get()
        if self._segments[-1] == "$ref":
            return self._change_reference(method)
        match = _ROW.fullmatch(self._segments[0])
        if len(self._segments) != 1 or (method == "POST") == bool(match):
            raise WebApiError(405, "0x80060888", f"The requested resource does not support http method '{method}'.")
        return self._change_row(method, match)

    def _get(self) -> Response:
        first = self._segments[0]
        if re.fullmatch(r"WhoAmI(\(\))?", first):
            return self._named("WhoAmIResponse", functions.who_am_i(self._organization, self._caller))
        if _CURRENT_ORGANIZATION.fullmatch(first):
            answer = functions.retrieve_current_organization(self._organization)
            return self._named("RetrieveCurrentOrganizationResponse", answer)
        check_options(self._options)
        if first.startswith("EntityDefinitions"):
            require_read(self._organization, self._caller, METADATA)
            answer = answer_metadata(self._organization, self._segments, self._options)
            return self._named("EntityDefinitions", answer)
        return self._get_rows()

    def _get_rows(self) -> Response:
        first, *rest = self._segments
        match = _ROW.fullmatch(first)
        table = find_table(self._organization, match[1] if match else first)
        self._require_read(table, expands=len(rest) == 0)
        if match is None:
            return self._collection(table, table.rows, rest)
        row = table.row(_key(table, match[2]))
        if table.entity_set == "systemusers" and rest == [_ACCESS]:
            return self._access(row)
        if not rest:
            return self._named(f"{table.entity_set}/$entity", shape(self._organization, table, row, self._options))
        target, rows = follow(self._organization, table, row, rest[0])
        self._require_read(target)
        return self._collection(target, rows, rest[1:])

    def _require_read(self, table: Table, expands: bool = True) -> None:
        """Refuse what the caller may not read of this table, and of those that the query expands."""
        entities = [table.entity]
        if expands:
            entities += expanded_entities(self._organization, table, self._options)
        for entity in entities:
            require_read(self._organization, self._caller, entity)

    def _access(self, user: Row) -> Response:
        """The rights of a user to the record that the parameter ``@target`` names."""
        try:
            reference = json.loads(self._options.get("@target", "").replace("'", '"'))["@odata.id"]
        except (ValueError, TypeError, KeyError) as error:
            raise bad_query("The parameter @target is no reference to a record.") from error
        match = _ROW.fullmatch(str(reference))
        if match is None:
            raise bad_query(f"The reference {reference!r} is no address of a row.")
        target = find_table(self._organization, match[1])
        target.row(_key(target, match[2]))
        answer = functions.retrieve_principal_access(may_write(self._organization, user, target.entity))
        return self._named("Microsoft.Dynamics.CRM.RetrievePrincipalAccessResponse", answer)

    def _collection(self, table: Table, rows: list[Row], rest: list[str]) -> Response:
        rows = select_rows(table, self._options, rows)
        if rest == ["$count"]:
            return PlainTextResponse(str(len(rows)), headers=_HEADERS)
        if rest:
            raise no_segment(rest[0])
        shown, following = page(rows, self._options, self._request.headers.get("prefer", ""))
        answer: dict[str, Any] = {}
        if self._options.get("$count") == "true":
            answer["@odata.count"] = len(rows)
        answer["value"] = [shape(self._organization, table, row, self._options) for row in shown]
        if following is not None:
            answer["@odata.nextLink"] = str(self._request.url.include_query_params(**{"$skiptoken": following}))
        return self._named(table.entity_set, answer)

    def _change_row(self, method: str, match: re.Match[str] | None) -> Response:
        table = find_table(self._organization, match[1] if match else self._segments[0])
        if match is None:
            row = changes.create(self._world, self._organization, self._caller, table, self._content)
            return self._changed(table, row, 201)
        key = _key(table, match[2])
        if method == "DELETE":
            changes.delete(self._organization, self._caller, table, key)
            return Response(status_code=204, headers=_HEADERS)
        if method != "PATCH":
            raise WebApiError(405, "0x80060888", f"The requested resource does not support http method '{method}'.")
        must_exist = self._request.headers.get("if-match") == "*"
        row, is_new = changes.upsert(
            self._world, self._organization, self._caller, table, key, self._content, must_exist
        )
        return self._changed(table, row, 201 if is_new else 200)

    def _change_reference(self, method: str) -> Response:
        """Link or unlink a user's role; the role is named in the body, in ``$id``, or in the address."""
        segments = [_ROW.fullmatch(segment) for segment in self._segments[:2]]
        if len(self._segments) != 3 or segments[0] is None:
            raise no_segment("$ref")
        table, user_id = find_table(self._organization, segments[0][1]), segments[0][2]
        relationship = segments[1][1] if segments[1] else self._segments[1]
        changes.reject_unknown_relationship(relationship if table.entity_set == "systemusers" else "$ref")
        if method == "POST":
            changes.assign_role(self._organization, self._caller, user_id, str(self._content.get("@odata.id", "")))
        elif method == "DELETE":
            reference = f"roles({segments[1][2]})" if segments[1] else self._options.get("$id", "")
            changes.remove_role(self._organization, self._caller, user_id, reference)
        else:
            raise WebApiError(405, "0x80060888", f"The requested resource does not support http method '{method}'.")
        return Response(status_code=204, headers=_HEADERS)

    def _changed(self, table: Table, row: Row, status: int) -> Response:
        """Answer a write: with the row when the client prefers that, else with its address only."""
        address = f"{self._base()}{table.entity_set}({row[table.key]})"
        answer: Response
        if "return=representation" in self._request.headers.get("prefer", ""):
            shown = shape(self._organization, table, row, self._options)
            answer = self._named(f"{table.entity_set}/$entity", shown, status)
        else:
            answer = Response(status_code=204, headers=_HEADERS)
        answer.headers["OData-EntityId"] = address
        return answer

    def _named(self, name: str, answer: dict[str, Any], status: int = 200) -> JSONResponse:
        return _json({"@odata.context": self._context(name), **answer}, status)

    def _context(self, name: str) -> str:
        return f"{self._base()}$metadata#{name}"

    def _base(self) -> str:
        parameters = self._request.path_params
        base = f"/{parameters['base']}" if "base" in parameters else ""
        return f"https://{self._request.url.netloc}{base}/api/data/{parameters['version']}/"


def _key(table: Table, text: str) -> str:
    """Read the key of an address; it is a GUID, with or without its column's name."""
    key = text.removeprefix(f"{table.key}=")
    try:
        return str(uuid.UUID(key))
    except ValueError as error:
        raise bad_query(f"Bad Request - Error in query syntax: {text!r} is no key.") from error


async def _body(request: Request) -> dict[str, Any]:
    """Read the JSON object that a write carries."""
    if request.method not in ("POST", "PATCH", "PUT"):
        return {}
    try:
        content = json.loads(await request.body())
    except ValueError as error:
        raise bad_request("The body is no JSON.") from error
    if not isinstance(content, dict):
        raise bad_request("The body is no JSON object.")
    return content


def _json(content: dict[str, Any], status: int = 200) -> JSONResponse:
    return JSONResponse(content, status, headers=_HEADERS, media_type=_MEDIA_TYPE)


def _challenge(world: World, organization: Organization) -> Response:
    """Ask for a token, and say where to get it."""
    authority = f"https://{organization.adfs}/adfs/oauth2/authorize"
    if not organization.adfs:
        tenant_id = organization.state["tenantId"]
        login_host = LOGIN_HOSTS[world.state["tenants"][tenant_id]["cloud"]][0]
        authority = f"https://{login_host}/{tenant_id}/oauth2/authorize"
    challenge = f"Bearer authorization_uri={authority},resource_id={organization.root}/"
    headers = {"WWW-Authenticate": challenge}
    return PlainTextResponse("HTTP Error 401 - Unauthorized: Access is denied", 401, headers)
