"""Which sign-in host, and which Graph host, belongs to which cloud. Tenants of one cloud don't exist in another."""

from __future__ import annotations

# A tenant's "cloud" in the state -> the hosts at which it can sign in.
LOGIN_HOSTS: dict[str, tuple[str, ...]] = {
    "public": ("login.microsoftonline.com", "login.microsoft.com", "login.windows.net"),
    "gcc": ("login.microsoftonline.com", "login.microsoft.com", "login.windows.net"),
    "gcchigh": ("login.microsoftonline.us",),
    "dod": ("login.microsoftonline.us",),
    "china": ("login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
}

GRAPH_HOSTS: dict[str, str] = {
    "public": "graph.microsoft.com",
    "gcc": "graph.microsoft.com",
    "gcchigh": "graph.microsoft.us",
    "dod": "dod-graph.microsoft.us",
    "china": "microsoftgraph.chinacloudapi.cn",
}

OWN_HOSTS = ("127.0.0.1", "localhost")
"""The emulator's own address stands for every host of every cloud."""


def is_login_host(host: str, cloud: str) -> bool:
    """Tell whether a cloud's tenants sign in at this host."""
    return host in OWN_HOSTS or host in LOGIN_HOSTS[cloud]


def aliases(host: str) -> tuple[str, ...]:
    """Return every name of the sign-in host, itself included; nothing for a host that is none."""
    return next((hosts for hosts in LOGIN_HOSTS.values() if host in hosts), ())


def graph_host(login_host: str) -> str:
    """Return the Graph host that goes with a sign-in host."""
    cloud = next((name for name, hosts in LOGIN_HOSTS.items() if login_host in hosts), "public")
    return GRAPH_HOSTS[cloud]
