# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the clients of Microsoft's OData services share: objects, collections to their last page, and which DELETE may be sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Callable, ClassVar
from urllib.parse import urlsplit

from .._engine.errors import Defect, NotFound, RequestRefused
from .answers import check_success, values_of
from .service_client import ServiceClient
from .service_object import ServiceObject
from .transport import Response


class OdataClient(ServiceClient):
    """Reads and deletes. Absent is only what the service's own refusal says is absent (`NotFound`)."""

    _token: str = ""
    deletable: ClassVar[tuple[re.Pattern[str], ...]] = ()
    """The paths of what may be deleted. An address that leads further could delete more than was meant."""
    renew: Callable[[str], str | None] | None = None
    """Gets a new token in place of the given one, which has ended; None where there is none to be had."""
    outside: str = ""
    """What sentences say of an address that isn't the service's: where the service is, and what to do."""

    def get(self, path: str) -> dict[str, Any]:
        """Read one object. Raises `NotFound` where it is absent."""
        return self._object(self._request("GET", path))

    def find(self, path: str) -> dict[str, Any] | None:
        """Read one object; None where the service says that it is absent."""
        try:
            return self.get(path)
        except NotFound:
            return None

    def pages(self, path: str) -> Iterator[dict[str, Any]]:
        """Read a collection page by page."""
        page = self.get(path)
        yield page
        yield from self._following(page, path)

    def get_all(self, path: str) -> list[dict[str, Any]]:
        """Read a collection to its last page."""
        return [item for page in self.pages(path) for item in values_of(page)]

    def delete(self, path: str) -> None:
        """Delete; what is already gone is what was asked for."""
        try:
            self.remove(path)
        except NotFound:
            return

    def remove(self, path: str) -> None:
        """Delete what must be there. Raises `NotFound` where it isn't."""
        if not any(shape.match(path) for shape in self.deletable):
            raise Defect(
                f"DELETE {path} was about to be sent to {self.service}, which could delete more than was meant. Nothing was changed by it."
            )
        self._request("DELETE", path)

    def _following(self, page: dict[str, Any], path: str) -> Iterator[dict[str, Any]]:
        """The pages after this one. The token must never follow a link to another host."""
        while page.get("@odata.nextLink"):
            address = page["@odata.nextLink"]
            if not isinstance(address, str) or not self._is_own(address):
                raise RequestRefused(
                    f"{self.service} sent a next page, which was not followed: it lies outside {self.outside}",
                    status=200,
                )
            page = self._object(self._exchange("GET", address, path))
            yield page

    def _exchange(
        self, method: str, url: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        response = super()._exchange(method, url, path, body, headers)
        check_success(self.service, urlsplit(url).netloc, method, path, response)
        return response

    def _renewed(self) -> bool:
        token = self.renew(self._token) if self.renew else None
        self._token = token or self._token
        return token is not None

    @staticmethod
    def _object(response: Response) -> dict[str, Any]:
        """Return what an answer shows; nothing where a write has nothing to show."""
        shown: dict[str, Any] = ServiceObject() if response.json is None else response.json
        return shown

    def _is_own(self, address: str) -> bool:
        """Whether an address belongs to the service that this client was made for."""
        raise NotImplementedError
