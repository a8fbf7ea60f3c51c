"""The emulator's own certificate authority, made anew at every start."""

from __future__ import annotations

import ssl
from pathlib import Path

import trustme

_REGIONS = ("", *(str(number) for number in range(2, 22)))

_LOCAL = ("localhost", "127.0.0.1")
_SIGN_IN = (
    "login.microsoftonline.com",
    "login.microsoft.com",
    "login.windows.net",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
)
_GRAPH = (
    "graph.microsoft.com",
    "graph.microsoft.us",
    "dod-graph.microsoft.us",
    "microsoftgraph.chinacloudapi.cn",
)
# A wildcard covers one label only, so that the two forms of an organization's host need one each.
_DATAVERSE = (
    *(f"*.crm{region}.dynamics.com" for region in _REGIONS),
    *(f"*.api.crm{region}.dynamics.com" for region in _REGIONS),
    "*.crm.microsoftdynamics.us",
    "*.api.crm.microsoftdynamics.us",
    "*.crm.appsplatform.us",
    "*.api.crm.appsplatform.us",
    "*.crm.dynamics.cn",
    "*.api.crm.dynamics.cn",
)
# Dynamics on premises, and the AD FS that signs in to it.
_ON_PREMISES = ("crm.contoso.com", "adfs.contoso.com")
_MARKETO = (
    # A company's own identity provider.
    "sso.contoso-identity.example",
    "*.marketo.com",
    "*.mktorest.com",
    "*.adobe.com",
    "experience.adobe.com",
    "auth.services.adobe.com",
    "*.services.adobe.com",
    "adobeid-na1.services.adobe.com",
    "ims-na1.adobelogin.com",
)

NAMES = (*_LOCAL, *_SIGN_IN, *_GRAPH, *_DATAVERSE, *_ON_PREMISES, *_MARKETO)


def make_server_context(directory: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a CA and a server certificate; write the CA's certificate (no key) below the directory.

    Returns the server's TLS context and the CA file.
    """
    authority = trustme.CA(organization_name="Emulator of the sign-in, Graph, Dataverse and Marketo services")
    ca_file = directory / "ca.pem"
    authority.cert_pem.write_to_path(ca_file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*NAMES).configure_cert(context)
    return context, ca_file
