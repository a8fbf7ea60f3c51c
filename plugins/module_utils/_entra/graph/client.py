# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Microsoft Graph v1.0 over HTTP: authorization, errors, paging, retries. Knows no resource."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Callable
from urllib.parse import urlsplit

from ..._clouds import cloud_of
from ..._engine.errors import NotFound, RequestRefused, Unreachable
from ..._http.answers import check_success, redirected, values_of
from ..._http.odata_client import OdataClient
from ..._http.retry import RetryPolicy
from ..._http.transport import Response, Transport
from ..credentials.sign_in import access_token, renewed_token
from .batch import MOST, Item, Round
from .refusals import is_concurrency_violation, refusal
from .replication import patience
from .shapes import check_shape

PATIENCE = 300.0
"""Seconds that a task may wait unless the option ``patience`` says. Graph's limits on writing applications count over 150 seconds and five minutes
(learn.microsoft.com/graph/throttling-limits)."""

_REQUEST_ID = "client-request-id"
# What may be deleted: an object by its own address, an assignment of an app role, and a link, which ends in /$ref. DELETE on a
# link's address without /$ref deletes what it leads to: an application's owner, so a user (Microsoft's page on removing an owner).
_OBJECT = re.compile(
    r"^/(applications|servicePrincipals|oauth2PermissionGrants|directory/deletedItems|policies/homeRealmDiscoveryPolicies)/[^/?()]+$"
)
_LINK = re.compile(
    r"^/([^/?()]+/[^/?]+|[^/?]+\([^/?]*\))/([^/?]+/[^/?]+/\$ref|(appRoleAssignments|appRoleAssignedTo)/[^/?]+)$"
)


@contextmanager
def graph_client(params: dict[str, Any], check_mode: bool) -> Iterator[GraphClient]:
    """A client signed in with a module's credential options; closed at the end of the block."""
    cloud = cloud_of(params["cloud"], params["authority_host"], params["graph_endpoint"])
    with Transport.of(params) as transport:
        scope = f"{cloud.graph_endpoint}/.default"
        token = access_token(params, cloud, scope, transport)
        client = GraphClient(transport, cloud.graph_endpoint, token, check_mode, patient(params.get("patience")))
        # A play's token may have ended in a long wait; this task's own may end in one.
        client.renew = lambda ended: renewed_token(ended, params, cloud, scope, transport)
        with patience(params.get("patience")):
            yield client


def patient(seconds: float | None) -> RetryPolicy:
    """Return how long the requests of one task may wait, together, where Graph asks for it or a write met another one."""
    longest = PATIENCE if seconds is None else seconds
    return RetryPolicy(budget=longest, allowance=longest, unprocessed=is_concurrency_violation)


class GraphClient(OdataClient):
    """Reads and writes JSON under ``<endpoint>/v1.0``. In check mode it refuses to write."""

    service = "Microsoft Graph"
    deletable = (_OBJECT, _LINK)

    def __init__(
        self,
        transport: Transport,
        endpoint: str,
        token: str,
        check_mode: bool = False,
        retry: RetryPolicy | None = None,
    ) -> None:
        super().__init__(transport, f"{endpoint}/v1.0", retry or patient(None), check_mode)
        self.endpoint = endpoint
        self.outside = f"{endpoint}. Set graph_endpoint to the address that Graph itself uses."
        self._token = token

    def batch(self, paths: Sequence[str]) -> list[Item]:
        """Read several objects and collections in one round trip, each answered for itself, collections to their last page.

        A batch is posted, whatever is in it. Check mode sends nothing but GET, so that anybody can see on the way that it only
        reads: there it is one read after the other.
        """
        if len(paths) == 1 or self._check_mode:
            return [self._alone(path) for path in paths]
        items: list[Item] = []
        for start in range(0, len(paths), MOST):
            items.extend(self._batch(paths[start : start + MOST]))
        return items

    def batch_get(self, paths: Sequence[str]) -> list[dict[str, Any] | None]:
        """As `batch`, where every read must succeed: None for what is absent. Raises the first refusal."""
        return [item.take() for item in self.batch(paths)]

    def post(self, path: str, body: Any, happened: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
        """Create; after a lost answer ``happened`` looks first whether the POST did its work (`create_once`)."""
        return self.create_once(lambda: self.post_once(path, body), happened)

    def post_once(self, path: str, body: Any) -> dict[str, Any]:
        """Send a POST that is never repeated here. Raises `AnswerLost` where it may or may not have happened."""
        return self._object(self._request("POST", path, body))

    def patch(self, path: str, body: Any, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
        """Set the members given; the same PATCH twice is harmless."""
        return self._object(self._request("PATCH", path, body, headers))

    def _alone(self, path: str) -> Item:
        try:
            return Item(found=self._whole(path, self.get(path)))
        except NotFound:
            return Item()
        except RequestRefused as error:
            return Item(refusal=error)

    def _batch(self, paths: Sequence[str]) -> list[Item]:
        """One batch; what was throttled in it is asked for again alone."""
        ask = Round(paths)
        sent = self._headers("GET")

        def attempt() -> Response:
            return ask.over(lambda body: self._attempt("POST", f"{self._root}/$batch", sent, body))

        answer = self._send("GET", attempt, sent)
        if answer.status == 401 and self._renewed():
            sent.update(self._headers("GET"))
            answer = self._send("GET", attempt, sent)
        if 300 <= answer.status < 400:
            raise redirected(self.service, "POST", "/$batch", answer)
        if ask.outer_refused:
            raise self._refusal("POST", "/$batch", answer, sent)
        if not ask.understood:
            check_success(self.service, urlsplit(self.endpoint).netloc, "GET", "/$batch", answer)
            values_of({"value": answer.json.get("responses")})
        return [self._item(path, ask.answer(number), sent) for number, path in enumerate(paths)]

    def _item(self, path: str, answer: Response, sent: Mapping[str, str]) -> Item:
        if answer.status >= 300:
            error = self._refusal("GET", path, answer, sent)
            return Item() if isinstance(error, NotFound) else Item(refusal=error)
        try:
            check_success(self.service, urlsplit(self.endpoint).netloc, "GET", path, answer)
            check_shape(answer.json)
            return Item(found=self._whole(path, answer.json))
        except RequestRefused as unexpected:
            return Item(refusal=unexpected)

    def _whole(self, path: str, page: dict[str, Any]) -> dict[str, Any]:
        """A collection with the values of all its pages; anything else as it is."""
        if "value" not in page:
            return page
        values = [item for each in (page, *self._following(page, path)) for item in values_of(each)]
        return {**page, "value": values}

    def _exchange(
        self, method: str, url: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        response = super()._exchange(method, url, path, body, headers)
        check_shape(response.json)
        return response

    def _is_own(self, address: str) -> bool:
        return address.startswith(f"{self.endpoint}/")

    def _send(self, method: str, attempt: Callable[[], Response], headers: Mapping[str, str]) -> Response:
        try:
            return super()._send(method, attempt, headers)
        except Unreachable as error:
            error.details.setdefault("client_request_id", headers[_REQUEST_ID])
            raise

    def _headers(self, method: str) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self._token}",
            "Accept": "application/json",
            _REQUEST_ID: str(uuid.uuid4()),
        }

    def _refusal(self, method: str, path: str, response: Response, sent: Mapping[str, str]) -> RequestRefused:
        return refusal(method, path, response, sent[_REQUEST_ID], self._retry.waited_in_all)
