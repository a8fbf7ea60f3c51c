# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Dataverse Web API over HTTP: authorization, errors, paging, retries. Knows no table.

Headers, status codes and limits: learn.microsoft.com/power-apps/developer/data-platform/webapi.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Callable
from urllib.parse import quote, urlsplit

from .._clouds import cloud_of
from .._engine.errors import InvalidInput, RequestRefused
from .._entra.credentials.sign_in import access_token, renewed_token
from .._http.odata_client import OdataClient
from .._http.retry import RetryPolicy
from .._http.transport import Response, Transport
from .._organization_url import OrganizationUrl, check_cloud, parse_organization_url
from .error_codes import refusal
from .probe import require_organization

VERSION = "v9.2"
# Service protection counts over five minutes, so Retry-After can ask for that much.
LONGEST_WAIT = 330.0
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_ROW = re.compile(rf"^\w+\({_GUID}\)$")
# DELETE on a link's address without /$ref would reach for the record that the link leads to.
_LINK = re.compile(rf"^\w+\({_GUID}\)/\w+/\$ref\?\$id=\S+$")


@contextmanager
def web_api_client(params: dict[str, Any], check_mode: bool) -> Iterator[WebApiClient]:
    """A client signed in with a module's ``url`` and credential options; closed at the end of the block.

    Nothing secret is sent before the host has answered as a Dynamics organization. Raises `InvalidInput`, `SignInRefused`,
    `Unreachable`.
    """
    organization = parse_organization_url(params["organization_url"])
    check_cloud(organization, params)
    cloud = cloud_of(params["cloud"], params["authority_host"], params["graph_endpoint"])
    with Transport.of(params) as transport:
        require_organization(transport, organization, "organization_url")
        scope = f"{organization.resource_url}/.default"
        token = access_token(params, cloud, scope, transport)
        client = WebApiClient(transport, organization, token, check_mode)
        client.renew = lambda ended: renewed_token(ended, params, cloud, scope, transport)
        yield client


def patient() -> RetryPolicy:
    """How long the requests of one task may wait when Dataverse asks for it."""
    return RetryPolicy(budget=LONGEST_WAIT, allowance=LONGEST_WAIT)


class WebApiClient(OdataClient):
    """Reads and writes JSON under ``<organization>/api/data/v9.2/``. In check mode it refuses to write.

    Paths are relative to that, such as ``systemusers?$select=fullname``. After a write of its own it reads with
    ``Consistency: Strong``, so that the write shows.
    """

    service = "Dataverse"
    deletable = (_ROW, _LINK)

    def __init__(
        self,
        transport: Transport,
        organization: OrganizationUrl,
        token: str,
        check_mode: bool = False,
        retry: RetryPolicy | None = None,
    ) -> None:
        super().__init__(transport, f"{web_api_root(organization)}/", retry or patient(), check_mode)
        self.organization = organization
        self.outside = f"{organization.host}. Give organization_url as the organization itself writes its address."
        self._token = token
        self._written = False

    @property
    def root(self) -> str:
        """The Web API's address, without a trailing slash."""
        return web_api_root(self.organization)

    def create(
        self, entity_set: str, body: Mapping[str, Any], happened: Callable[[], dict[str, Any] | None]
    ) -> dict[str, Any]:
        """Create a record and return it; after a lost answer ``happened`` looks first whether the POST did its work (`create_once`)."""

        def post() -> dict[str, Any]:
            return self._object(self._request("POST", entity_set, body, {"Prefer": "return=representation"}))

        return self.create_once(post, happened)

    def update(self, path: str, body: Mapping[str, Any]) -> None:
        """Set the columns given of a record that exists; without If-Match a PATCH would create one. Raises `NotFound`."""
        self._request("PATCH", path, body, {"If-Match": "*"})

    def link(self, path: str, target: str, happened: Callable[[], Any | None]) -> None:
        """Add ``target``, such as ``roles(<id>)``, to the collection ``path`` of a record."""

        def post() -> Any:
            return self._request("POST", f"{path}/$ref", {"@odata.id": f"{self.root}/{target}"})

        self.create_once(post, happened)

    def unlink(self, path: str, target: str) -> None:
        """Take ``target`` out of the collection ``path`` of a record; one that is not in it is what was asked for."""
        self.delete(f"{path}/$ref?$id={quote(f'{self.root}/{target}', safe='')}")

    def _is_own(self, address: str) -> bool:
        """The organization's host has two forms."""
        parts = urlsplit(address)
        try:
            host = parse_organization_url(f"https://{parts.netloc}").host
        except InvalidInput:
            return False
        return parts.scheme == "https" and host == self.organization.host

    def _request(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Response:
        self._written = self._written or (method != "GET" and not self.check_mode)
        return super()._request(method, path, body, headers)

    def _refusal(self, method: str, path: str, response: Response, sent: Mapping[str, str]) -> RequestRefused:
        return refusal(method, path, response, self.organization.host, self._retry.waited_in_all)

    def _headers(self, method: str) -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self._token}",
            "Accept": "application/json",
            "OData-Version": "4.0",
            "OData-MaxVersion": "4.0",
            "x-ms-client-request-id": str(uuid.uuid4()),
        }
        if self._written and method == "GET":
            headers["Consistency"] = "Strong"
        return headers


def web_api_root(organization: OrganizationUrl) -> str:
    """Where the Web API of an organization begins."""
    return f"{organization.resource_url}/api/data/{VERSION}"
