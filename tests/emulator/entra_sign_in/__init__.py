"""Entra sign-in: discovery documents, signing keys and the token endpoint of every cloud."""

from ..service import Service
from .routes import build

SERVICE = Service(
    name="entra",
    hosts=(
        "login.microsoftonline.com",
        "login.microsoft.com",
        "login.windows.net",
        "login.microsoftonline.us",
        "login.partner.microsoftonline.cn",
        "login.chinacloudapi.cn",
    ),
    paths=(
        r"/[^/]+/(v2\.0/)?\.well-known/openid-configuration$",
        r"/[^/]+/discovery/",
        r"/[^/]+/oauth2/",
        r"/common/userrealm/",
    ),
    build=build,
    secret_fields=("device_code", "user_code", "message"),
)
