# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which custom service of which instance calls Marketo's REST API, and where that API is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .._engine.errors import InvalidInput

_MUNCHKIN = re.compile(r"^[0-9A-Za-z]{3}-[0-9A-Za-z]{3}-[0-9A-Za-z]{3}$")
_DOMAIN = ".mktorest.com"
SHAPE = "https://123-abc-456.mktorest.com/rest, as Marketo shows it under Admin, Integration, Web Services, REST API"


@dataclass(frozen=True)
class CustomService:
    """A custom service (Admin, Integration, LaunchPoint); ``address`` is the instance's, without ``/rest``."""

    address: str
    client_id: str
    client_secret: str = field(repr=False)

    @property
    def host(self) -> str:
        """What sentences call the instance."""
        return self.address.partition("://")[2]


def custom_service(options: Mapping[str, Any]) -> CustomService:
    """The service of a module's options. Raises `InvalidInput` before anything is sent."""
    for name in ("rest_client_id", "rest_client_secret"):
        if not (options[name] or "").strip():
            raise InvalidInput(
                f"{name} is empty. Marketo shows it under Admin, Integration, LaunchPoint, View Details of the custom service."
            )
    return CustomService(
        _address(options["munchkin_id"], options["rest_endpoint"]),
        options["rest_client_id"].strip(),
        options["rest_client_secret"].strip(),
    )


def _address(munchkin_id: str | None, endpoint: str | None) -> str:
    if munchkin_id and not _MUNCHKIN.match(munchkin_id):
        raise InvalidInput(
            f"munchkin_id is {munchkin_id!r}. It looks like 123-ABC-456, and is found in Marketo under Admin, Munchkin."
        )
    if not endpoint:
        if not munchkin_id:
            raise InvalidInput(
                "Neither munchkin_id nor rest_endpoint is given. One of them says which instance's REST API to ask."
            )
        return f"https://{munchkin_id.lower()}{_DOMAIN}"
    address = _checked(endpoint)
    named = address.partition("://")[2].partition(_DOMAIN)[0]
    if munchkin_id and _MUNCHKIN.match(named) and named != munchkin_id.lower():
        raise InvalidInput(
            f"rest_endpoint names the instance {named.upper()}, and munchkin_id is {munchkin_id}. Nothing was asked; correct one of them."
        )
    return address


def _checked(endpoint: str) -> str:
    try:
        parts = urlsplit(endpoint.strip())
        port = parts.port
    except ValueError:
        raise InvalidInput(f"rest_endpoint is no address. Write it like {SHAPE}.") from None
    if (
        parts.scheme != "https"
        or not parts.hostname
        or "@" in parts.netloc
        or parts.query
        or parts.fragment
        or parts.path.rstrip("/") not in ("", "/rest", "/identity")
    ):
        raise InvalidInput(
            f"rest_endpoint must be https://, a host name and at most /rest; the client secret is sent there. Write it like {SHAPE}."
        )
    return f"https://{parts.hostname}" + (f":{port}" if port not in (None, 443) else "")
