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
from .._engine.errors import InvalidInput, MarketoDynamicsError, NotFound, RequestRefused, WriteInCheckMode
from .._entra.credentials.sign_in import access_token
from .._http.retry import AnswerLost, RetryPolicy
from .._http.transport import Response, Transport
from .._organization_url import OrganizationUrl, check_cloud, parse_organization_url
from .probe import require_organization
from .refusals import refusal

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
    transport = Transport(params["proxy"], params["ca_bundle"], params["timeout"])
    try:
        require_organization(transport, organization, "organization_url")
        token = access_token(params, cloud, f"{organization.resource_url}/.default", transport)
        yield WebApiClient(transport, organization, token, check_mode)
    finally:
        transport.close()


def patient() -> RetryPolicy:
    """How long the requests of one task may wait when Dataverse asks for it."""
    return RetryPolicy(budget=LONGEST_WAIT, allowance=LONGEST_WAIT)


class WebApiClient:
    """Reads and writes JSON under ``<organization>/api/data/v9.2/``. In check mode it refuses to write.

    Paths are relative to that, such as ``systemusers?$select=fullname``. After a write of its own it reads with
    ``Consistency: Strong``, so that the write shows.
    """

    def __init__(
        self,
        transport: Transport,
        organization: OrganizationUrl,
        token: str,
        check_mode: bool = False,
        retry: RetryPolicy | None = None,
    ) -> None:
        self.organization = organization
        self._transport = transport
        self._token = token
        self._check_mode = check_mode
        self._retry = retry or patient()
        self._written = False

    @property
    def check_mode(self) -> bool:
        """Whether nothing may be written."""
        return self._check_mode

    @property
    def root(self) -> str:
        """The Web API's address, without a trailing slash."""
        return web_api_root(self.organization)

    def get(self, path: str) -> dict[str, Any]:
        """Read one object. Raises `NotFound` where the record is absent."""
        return self._request("GET", path).json or {}

    def find(self, path: str) -> dict[str, Any] | None:
        """Read one record; None where Dataverse says that there is none."""
        try:
            return self.get(path)
        except NotFound:
            return None

    def get_all(self, path: str) -> list[dict[str, Any]]:
        """Read a collection to its last page."""
        page = self.get(path)
        rows = list(page.get("value", []))
        while page.get("@odata.nextLink"):
            page = self._answer("GET", self._own(page["@odata.nextLink"]), path, None).json or {}
            rows.extend(page.get("value", []))
        return rows

    def create(
        self, entity_set: str, body: Mapping[str, Any], happened: Callable[[], dict[str, Any] | None]
    ) -> dict[str, Any]:
        """Create a record and return it. After a lost answer ``happened`` looks whether the first POST did its work: it returns
        the record, or None, and only then is the POST sent once more."""

        def post() -> dict[str, Any]:
            return self._request("POST", entity_set, body, {"Prefer": "return=representation"}).json or {}

        return self._once(post, happened)

    def update(self, path: str, body: Mapping[str, Any]) -> None:
        """Set the columns given of a record that exists; without If-Match a PATCH would create one. Raises `NotFound`."""
        self._request("PATCH", path, body, {"If-Match": "*"})

    def link(self, path: str, target: str, happened: Callable[[], Any | None]) -> None:
        """Add ``target``, such as ``roles(<id>)``, to the collection ``path`` of a record."""

        def post() -> Any:
            return self._request("POST", f"{path}/$ref", {"@odata.id": f"{self.root}/{target}"})

        self._once(post, happened)

    def unlink(self, path: str, target: str) -> None:
        """Take ``target`` out of the collection ``path`` of a record; one that is not in it is what was asked for."""
        self._delete(f"{path}/$ref?$id={quote(f'{self.root}/{target}', safe='')}")

    def delete(self, path: str) -> None:
        """Delete a record; one that is already gone is what was asked for."""
        self._delete(path)

    def _delete(self, path: str) -> None:
        if not _ROW.match(path) and not _LINK.match(path):
            raise MarketoDynamicsError(
                f"A defect of this collection: DELETE {path} was about to be sent to Dataverse, which could delete more than was "
                f"meant. Nothing was changed by it. Please report it."
            )
        try:
            self._request("DELETE", path)
        except NotFound:
            return

    def _once(self, post: Callable[[], Any], happened: Callable[[], Any | None]) -> Any:
        try:
            return post()
        except AnswerLost:
            made = happened()
            return made if made is not None else post()

    def _own(self, link: str) -> str:
        """A next page's address, where it lies in this organization: the token must never follow a link to another host."""
        parts = urlsplit(link)
        try:
            same = (
                parts.scheme == "https"
                and parse_organization_url(f"https://{parts.netloc}").host == self.organization.host
            )
        except InvalidInput:
            same = False
        if not same:
            raise RequestRefused(
                f"Dataverse sent a next page that lies outside {self.organization.host}; it was not followed. Give organization_url as the organization "
                f"itself writes its address.",
                status=200,
            )
        return link

    def _request(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Response:
        if self._check_mode and method != "GET":
            raise WriteInCheckMode(
                f"A defect of this collection: {method} {path} was about to be sent to Dataverse in check mode. Nothing was changed. "
                f"Please report it."
            )
        self._written = self._written or method != "GET"
        return self._answer(method, f"{self.root}/{path}", path, body, headers)

    def _answer(
        self, method: str, url: str, path: str, body: Any, headers: Mapping[str, str] | None = None
    ) -> Response:
        all_headers = {**self._headers(method), **(headers or {})}
        response = self._retry.send(method, lambda: self._transport.send(method, url, headers=all_headers, json=body))
        if response.status >= 300:
            raise refusal(method, path, response, self.organization.host, self._retry.waited_in_all)
        return response

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
