"""How a validation signs in to an organization on premises: with the saved client and user, at its AD FS.

Adobe publishes no more than that the client id and the secret come from AD FS. Assumption: Marketo learns where to sign
in, and for which resource, from the organization's own challenge.
"""

from __future__ import annotations

import re
from typing import Any

import httpx

from ..world import World

_ONLINE = (".dynamics.com", ".dynamics.cn", ".microsoftdynamics.us", ".appsplatform.us")
_CHALLENGE = re.compile(
    r"authorization_uri=(?P<authority>https://[^,\s]+)/authorize,\s*resource_id=(?P<resource>[^,\s]+)"
)


def is_online(address: str) -> bool:
    """Tell whether an organization is one of Dynamics 365 online."""
    return address.partition("/")[0].endswith(_ONLINE)


async def sign_in(world: World, address: str, credentials: dict[str, Any], auth_method: str) -> tuple[str | None, str]:
    """Return the token, or why there is none."""
    if auth_method == "s2s":
        # Assumption: the application user that it needs is one of Microsoft Entra ID.
        return None, "Server-to-server is for Dynamics 365 online only."
    try:
        asked = await world.call("GET", f"https://{address}/api/data/v9.2/WhoAmI")
        challenge = _CHALLENGE.search(asked.headers.get("www-authenticate", ""))
        if challenge is None:
            return None, "The organization does not say where to sign in."
        form = {
            "grant_type": "password",
            "client_id": credentials["client_id"],
            "client_secret": credentials["client_secret"],
            "username": credentials["username"],
            "password": credentials.get("password") or "",
            "resource": challenge["resource"],
        }
        answer = await world.call("POST", f"{challenge['authority']}/token", data=form)
        body = answer.json()
    except (httpx.HTTPError, OSError, LookupError, ValueError):
        return None, "AD FS can't be reached."
    if answer.status_code != 200:
        return None, str(body.get("error_description", "The sign-in was refused."))
    return body["access_token"], ""
