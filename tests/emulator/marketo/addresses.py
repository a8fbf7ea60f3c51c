"""Every address of the emulated pages, in one place.

Reached through the proxy the pages live on their real host names and redirect between those. Reached by the emulator's
own address everything has to stay there, so that each site becomes a path instead.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request

SHELL_HOST = "experience.adobe.com"
SIGN_IN_HOST = "auth.services.adobe.com"
# The page where a company's own users sign in, at a provider that has nothing to do with Adobe.
IDENTITY_PROVIDER_HOST = "sso.contoso-identity.example"
# Adobe's pages hand over to this host before they go back to the site.
HANDOVER_HOST = "ims-na1.adobelogin.com"
# Marketo's own login, which was phased out in 2025.
OLD_LOGIN_HOST = "login.marketo.com"
# Customers' landing pages are below marketo.com, too: anybody may put a form there.
LANDING_PAGE_HOST = "info.marketo.com"
_ENGAGE = re.compile(r"engage-[a-z]+\.marketo\.com")
_CLASSIC = re.compile(r"app-(?P<pod>[a-z]+[0-9]*)\.marketo\.com")
_REST = re.compile(r"(?P<munchkin>[0-9a-z]{3}-[0-9a-z]{3}-[0-9a-z]{3})\.mktorest\.com", re.IGNORECASE)


class Site(enum.Enum):
    """Which of the emulated sites a host name stands for."""

    SHELL = "shell"
    ENGAGE = "engage"
    CLASSIC = "classic"
    SIGN_IN = "sign-in"
    IDENTITY_PROVIDER = "identity-provider"
    REST = "rest"
    OWN = "own"
    UNKNOWN = "unknown"


_SITES = {
    SHELL_HOST: Site.SHELL,
    SIGN_IN_HOST: Site.SIGN_IN,
    "adobeid-na1.services.adobe.com": Site.SIGN_IN,
    HANDOVER_HOST: Site.SIGN_IN,
    IDENTITY_PROVIDER_HOST: Site.IDENTITY_PROVIDER,
}
_PATTERNS = ((_ENGAGE, Site.ENGAGE), (_CLASSIC, Site.CLASSIC), (_REST, Site.REST))


def host_of(request: Request) -> str:
    """Return the host name that the client asked for, without a port."""
    return (request.url.hostname or "").lower()


def site_of(host: str) -> Site:
    """Tell which site a host name is; any name outside Adobe's and Marketo's is the emulator's own address."""
    if host in _SITES:
        return _SITES[host]
    by_pattern = next((site for pattern, site in _PATTERNS if pattern.fullmatch(host)), None)
    if by_pattern is not None:
        return by_pattern
    return Site.UNKNOWN if host.endswith((".marketo.com", ".adobe.com", ".mktorest.com")) else Site.OWN


def pod_of(host: str) -> str | None:
    """Return the pod in ``app-<pod>.marketo.com``, or None for any other host."""
    match = _CLASSIC.fullmatch(host)
    return match["pod"] if match else None


def munchkin_of(host: str) -> str | None:
    """Return the Munchkin id in ``<munchkin id>.mktorest.com``, or None for any other host."""
    match = _REST.fullmatch(host)
    return match["munchkin"].upper() if match else None


@dataclass(frozen=True)
class Addresses:
    """Builds links for one request: on real host names, or as paths of the emulator's own address."""

    host: str

    @classmethod
    def of(cls, request: Request) -> Addresses:
        """Build links the way this request came in."""
        return cls(host_of(request))

    @property
    def own(self) -> bool:
        """Whether the request named the emulator's own address."""
        return site_of(self.host) is Site.OWN

    def engage(self, munchkin_id: str, pod: str, ticket: str) -> str:
        """The wrapper page that the Adobe shell puts into its frame, with a ticket for it."""
        site = f"https://engage-{re.sub(r'[0-9]+$', '', pod)}.marketo.com"
        return self._framed(site, "/marketo/engage", munchkin_id, ticket)

    def classic(self, munchkin_id: str, pod: str, ticket: str) -> str:
        """The classic admin page itself, as the wrapper puts it into its frame, with a ticket for it."""
        return self._framed(f"https://app-{pod}.marketo.com", "/marketo/classic", munchkin_id, ticket)

    def _framed(self, site: str, own_path: str, munchkin_id: str, ticket: str) -> str:
        wanted = f"{own_path if self.own else '/'}?{urlencode({'munchkinId': munchkin_id})}"
        return f"{'' if self.own else site}/ims/callback?{urlencode({'to': wanted, 'ticket': ticket})}"

    def sign_in(self, path_wanted: str) -> str:
        """Where to go for signing in, so that the visitor comes back to this host and path."""
        callback = f"/ims/callback?to={quote(path_wanted, safe='')}"
        if self.own:
            return f"/ims/authorize?{urlencode({'redirect_uri': callback})}"
        return f"https://{SIGN_IN_HOST}/ims/authorize?{urlencode({'redirect_uri': f'https://{self.host}{callback}'})}"

    def sign_in_pages(self, redirect_uri: str) -> str:
        """Adobe's sign-in as one page that swaps its views (``adobe_sign_in``)."""
        site = "" if self.own else f"https://{SIGN_IN_HOST}"
        return f"{site}/en_US/index.html?{urlencode({'callback': redirect_uri})}"

    def handover(self, redirect_uri: str, ticket: str) -> str:
        """Where Adobe's pages go when everything was given, before the site itself."""
        site = "" if self.own else f"https://{HANDOVER_HOST}"
        return f"{site}/ims/fromSusi?{urlencode({'redirect_uri': redirect_uri, 'ticket': ticket})}"

    def old_login(self, path_wanted: str) -> str:
        """Marketo's own form on its own host, for coming back to this host and path."""
        callback = f"/ims/callback?to={quote(path_wanted, safe='')}"
        if self.own:
            return f"/homepage/login?{urlencode({'to': callback})}"
        return f"https://{OLD_LOGIN_HOST}/homepage/login?{urlencode({'to': f'https://{self.host}{callback}'})}"

    def landing_page(self, host: str) -> str:
        """A page of a customer's that looks like a sign-in."""
        return f"{'' if self.own else f'https://{host}'}/lp/123-ABC-456/sign-in.html"

    def identity_provider(self, redirect_uri: str) -> str:
        """The company's own sign-in page, for coming back to this address."""
        site = "" if self.own else f"https://{IDENTITY_PROVIDER_HOST}"
        return f"{site}/sso/login?{urlencode({'redirect_uri': redirect_uri})}"

    def federated(self, redirect_uri: str, ticket: str) -> str:
        """Where Adobe takes over from the company's own sign-in page."""
        site = "" if self.own else f"https://{SIGN_IN_HOST}"
        return f"{site}/ims/federated?{urlencode({'redirect_uri': redirect_uri, 'ticket': ticket})}"

    def may_return_to(self, address: str) -> bool:
        """Whether the sign-in may hand its one-time ticket to this address (no open redirect)."""
        parts = urlsplit(address)
        if self.own:
            return is_local_path(address) and parts.path == "/ims/callback"
        known = site_of(parts.hostname or "") in (Site.SHELL, Site.ENGAGE, Site.CLASSIC)
        return parts.scheme == "https" and known and parts.path == "/ims/callback"


def is_local_path(address: str) -> bool:
    """Whether this is a path of the same host and nothing that a browser would take for another host."""
    return address.startswith("/") and not address.startswith("//") and "\\" not in address


def with_query(address: str, **extra: str) -> str:
    """Append query parameters to an address that may have some already."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(extra)}"
