# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The address of a Dynamics organization, in any of the shapes that people have at hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ._clouds import CHINA, PUBLIC, US_DOD, US_GOVERNMENT
from ._engine.errors import InvalidInput

# Dynamics 365 online, in the public cloud, China, US government (GCC High) and DoD. The Web API also answers at <name>.api.<region>.
_ONLINE = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9-]*)\.(?:api\.)?(?P<region>crm\d*)\."
    r"(?P<cloud>dynamics\.com|dynamics\.cn|microsoftdynamics\.us|appsplatform\.us)$"
)
# Which cloud signs in for them (learn.microsoft.com/power-platform/admin/new-datacenter-regions). GCC, crm9, is in the public one.
_CLOUDS = {
    "dynamics.com": PUBLIC,
    "dynamics.cn": CHINA,
    "microsoftdynamics.us": US_GOVERNMENT,
    "appsplatform.us": US_DOD,
}
_HOST = re.compile(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$")
# What may follow an organization's own address.
_SERVICE = re.compile(r"(?:/xrmservices/2011/organization\.svc(?:/web)?|/api/data(?:/v\d+(?:\.\d+)?)?)$", re.IGNORECASE)
_SERVICE_PATH = "/XRMServices/2011/Organization.svc"
SHAPES = (
    "contoso.crm4.dynamics.com, https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc, "
    "or https://crm.example.com/Org for Dynamics on premises"
)


@dataclass(frozen=True, eq=False)
class OrganizationUrl:
    """An organization: ``host`` in lower case and without the ``.api``, ``base`` the path of an on-premises organization.

    Two of them are equal if they name the same organization, however they were written.
    """

    host: str
    base: str
    port: int | None
    online: bool
    given: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OrganizationUrl) and self._identity == other._identity

    def __hash__(self) -> int:
        return hash(self._identity)

    @property
    def _identity(self) -> tuple[str, int | None, str]:
        """What names an organization. Dynamics ignores case in the path of an on-premises organization."""
        return self.host, self.port, self.base.lower()

    @property
    def resource_url(self) -> str:
        """What tokens are asked for, and where the Web API begins: ``https://contoso.crm4.dynamics.com``."""
        port = f":{self.port}" if self.port else ""
        return f"https://{self.host}{port}{self.base}"

    @property
    def region(self) -> str | None:
        """The part of the name that stands for the data center's region, such as ``crm4``; None on premises."""
        found = _ONLINE.match(self.host)
        return found["region"] if found else None

    @property
    def cloud(self) -> str | None:
        """The cloud that the host name belongs to; None on premises."""
        found = _ONLINE.match(self.host)
        return _CLOUDS[found["cloud"]] if found else None

    @property
    def organization_service_url(self) -> str:
        """What Marketo's form holds. On premises it is the address as it was given: nobody but the user knows its shape."""
        if not self.online:
            return self.given if "://" in self.given else f"https://{self.given}"
        name, _dot, rest = self.host.partition(".")
        return f"https://{name}.api.{rest}{_SERVICE_PATH}"


def parse_organization_url(text: str, option: str = "organization_url") -> OrganizationUrl:
    """Read an address. Raises `InvalidInput` naming ``option`` for what can't be one."""
    if not text or text != text.strip() or re.search(r"\s", text):
        raise InvalidInput(f"{option} is {text!r}, which is empty or holds blanks. Write it like {SHAPES}.")
    scheme, separator, _rest = text.partition("://")
    if separator and scheme.lower() != "https":
        raise InvalidInput(
            f"{option} begins with {scheme}://. Passwords and secrets are sent there, so it must begin with https://."
        )
    try:
        parts = urlsplit(text if separator else f"https://{text}")
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise InvalidInput(f"{option} is {text!r}, which is no address. Write it like {SHAPES}.") from None
    if not _HOST.match(host) or parts.query or parts.fragment or "@" in parts.netloc:
        raise InvalidInput(
            f"{option} is {_shown(text)!r}, which is no organization's address: it needs a host name, and no user name, query or "
            f"fragment. Write it like {SHAPES}."
        )
    return _organization(text, host, None if port == 443 else port, _SERVICE.sub("", parts.path.rstrip("/")), option)


def check_cloud(organization: OrganizationUrl, params: Mapping[str, Any], option: str = "organization_url") -> None:
    """Raise `InvalidInput` where a sign-in would go to another cloud than the organization's; tokens do not cross from one to another."""
    own_address = params.get("authority_host") or params.get("access_token")
    if organization.cloud and organization.cloud != params["cloud"] and not own_address:
        raise InvalidInput(
            f"{option} is {organization.given}, which belongs to the cloud {organization.cloud}, and cloud is {params['cloud']}. Set "
            f"cloud: {organization.cloud}, or give the address of an organization in the other one."
        )


def read_organization_url(text: str | None) -> OrganizationUrl | None:
    """Return the organization that a service shows, or None if the text is not an address. What can't be read equals no organization."""
    try:
        return parse_organization_url(text or "")
    except InvalidInput:
        return None


def _organization(given: str, host: str, port: int | None, base: str, option: str) -> OrganizationUrl:
    online = _ONLINE.match(host)
    if not online:
        return OrganizationUrl(host, base, port, False, given)
    if base or port:
        raise InvalidInput(
            f"{option} is {given!r}; after {host} nothing but a service's path may follow. Write it like {SHAPES}."
        )
    return OrganizationUrl(f"{online['name']}.{online['region']}.{online['cloud']}", "", None, True, given)


def _shown(text: str) -> str:
    """The address without what may be a password in it."""
    return re.sub(r"//[^/@]*@", "//", text)
