"""Owners of applications and service principals."""

from __future__ import annotations

from collections.abc import Callable

from ..directory import Directory, Object
from ..errors import GraphError, bad_request
from ..exchange import Answer, GraphRequest
from ..odata.query import list_answer
from ..permissions import owner_ids
from ..routing import Operation
from .applications import find_application, find_own_application
from .directory_objects import DIRECTORY_OBJECT, find_principal, present_principal, reference_in_body
from .service_principals import find_own_service_principal, find_service_principal

Find = Callable[[GraphRequest], Object]


def _list(find: Find) -> Callable[[GraphRequest], Answer]:
    def handle(request: GraphRequest) -> Answer:
        return list_answer(request, DIRECTORY_OBJECT, _present_owners(request.directory, find(request)))

    return handle


def _add(find: Find) -> Callable[[GraphRequest], Answer]:
    def handle(request: GraphRequest) -> Answer:
        item = find(request)
        identifier = reference_in_body(request)
        _set_name, principal = find_principal(request.directory, identifier)
        if principal["id"] in owner_ids(item):
            raise bad_request(
                "One or more added object references already exist for the following modified properties: 'owners'."
            )
        item.setdefault("owners", []).append(principal["id"])
        return Answer(204)

    return handle


def _remove(find: Find) -> Callable[[GraphRequest], Answer]:
    def handle(request: GraphRequest) -> Answer:
        item = find(request)
        remaining = owner_ids(item) - {request.keys["owner"].value}
        if len(remaining) == len(owner_ids(item)):
            raise bad_request(
                "One or more removed object references do not exist for the following modified properties: 'owners'."
            )
        item["owners"] = sorted(remaining)
        return Answer(204)

    return handle


def _present_owners(directory: Directory, item: Object) -> list[Object]:
    owners = []
    for identifier in sorted(owner_ids(item)):
        try:
            owners.append(present_principal(*find_principal(directory, identifier)))
        except GraphError:
            # An owner that has been deleted, or that lives in another tenant, is not listed.
            continue
    return owners


OPERATIONS = [
    Operation("GET", "/applications/{application}/owners", _list(find_application)),
    Operation("POST", "/applications/{application}/owners/$ref", _add(find_own_application)),
    Operation("DELETE", "/applications/{application}/owners/{owner}/$ref", _remove(find_own_application)),
    Operation("GET", "/servicePrincipals/{servicePrincipal}/owners", _list(find_service_principal)),
    Operation("POST", "/servicePrincipals/{servicePrincipal}/owners/$ref", _add(find_own_service_principal)),
    Operation(
        "DELETE", "/servicePrincipals/{servicePrincipal}/owners/{owner}/$ref", _remove(find_own_service_principal)
    ),
]
