"""Graph's host names and token audiences in all clouds."""

from __future__ import annotations

HOSTS = (
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
)

APP_ID = "00000003-0000-0000-c000-000000000000"

_AUDIENCES = frozenset({APP_ID, *(f"https://{host}" for host in HOSTS)})


def is_graph_audience(audience: str) -> bool:
    """Tell whether a token for this audience is meant for Graph."""
    return audience.rstrip("/").lower() in _AUDIENCES
