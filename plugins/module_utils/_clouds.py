# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The addresses of Microsoft's clouds. Tokens and application registrations do not cross from one to another.

Source: learn.microsoft.com/graph/deployments and, for China, docs.azure.cn (authentication-national-cloud).
"""

from __future__ import annotations

from dataclasses import dataclass

PUBLIC, US_GOVERNMENT, US_DOD, CHINA = "public", "us_government", "us_dod", "china"


@dataclass(frozen=True)
class Cloud:
    """``authority_host`` signs in, ``graph_endpoint`` is Microsoft Graph; both are addresses without a trailing slash."""

    name: str
    authority_host: str
    graph_endpoint: str


CLOUDS = {
    PUBLIC: Cloud(PUBLIC, "https://login.microsoftonline.com", "https://graph.microsoft.com"),
    US_GOVERNMENT: Cloud(US_GOVERNMENT, "https://login.microsoftonline.us", "https://graph.microsoft.us"),
    US_DOD: Cloud(US_DOD, "https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
    CHINA: Cloud(CHINA, "https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"),
}


def cloud_of(name: str, authority_host: str | None = None, graph_endpoint: str | None = None) -> Cloud:
    """The cloud of that name, with an address replaced where one is given."""
    known = CLOUDS[name]
    return Cloud(
        name, _address(authority_host) or known.authority_host, _address(graph_endpoint) or known.graph_endpoint
    )


def _address(value: str | None) -> str | None:
    """AZURE_AUTHORITY_HOST is found in the wild with and without its scheme and a trailing slash."""
    if not value:
        return None
    return (value if "://" in value else f"https://{value}").rstrip("/")
