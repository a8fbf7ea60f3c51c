"""What a client library reads before it signs in: instance, tenant, keys, and the realm of a user."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ..world import World
from .clouds import aliases, graph_host, is_login_host
from .keys import signing_key
from .refusals import Refused
from .verification import issuer

_TENANTLESS = ("common", "organizations", "consumers")


def tenant_segment(world: World, name: str, host: str) -> str:
    """Return what stands for the tenant in addresses: its id, or one of the names that mean no single tenant."""
    if name in _TENANTLESS:
        return name
    found = world.tenant(name)
    if found is None or not is_login_host(host, found[1].get("cloud", "public")):
        raise Refused(90002, name=name)
    return found[0]


def openid_configuration(world: World, request: Request, version: str) -> dict[str, Any]:
    """Describe a tenant; ``version`` is "/v2.0" or nothing."""
    host = request.url.hostname or ""
    tenant = tenant_segment(world, request.path_params["tenant"], host)
    base = f"https://{request.url.netloc}"
    named = "{tenantid}" if tenant in _TENANTLESS else tenant
    return {
        "token_endpoint": f"{base}/{tenant}/oauth2{version}/token",
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": f"{base}/{tenant}/discovery{version}/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": f"{base}/{named}/v2.0" if version else issuer(named),
        "authorization_endpoint": f"{base}/{tenant}/oauth2{version}/authorize",
        "device_authorization_endpoint": f"{base}/{tenant}/oauth2{version}/devicecode",
        "msgraph_host": graph_host(host),
    }


def keys(world: World, request: Request) -> dict[str, Any]:
    """List the keys whose signatures count."""
    tenant = tenant_segment(world, request.path_params["tenant"], request.url.hostname or "")
    named = "{tenantid}" if tenant in _TENANTLESS else tenant
    return {"keys": [signing_key(world).as_jwk(f"https://{request.url.netloc}/{named}/v2.0")]}


def instance(request: Request) -> Response:
    """Vouch for a sign-in host that is Microsoft's; the emulator's own address is none, as any private one."""
    endpoint = request.query_params.get("authorization_endpoint", "")
    asked = urlsplit(endpoint)
    names = aliases(asked.hostname or "")
    if asked.scheme != "https" or not names:
        return JSONResponse(
            {
                "error": "invalid_instance",
                "error_description": "AADSTS50049: Unknown or invalid instance.",
                "error_codes": [50049],
            },
            status_code=400,
        )
    tenant = asked.path.split("/")[1] if asked.path.count("/") else "common"
    return JSONResponse(
        {
            "tenant_discovery_endpoint": f"https://{asked.netloc}/{tenant}/v2.0/.well-known/openid-configuration",
            "api-version": request.query_params.get("api-version", "1.1"),
            "metadata": [{"preferred_network": names[0], "preferred_cache": names[-1], "aliases": list(names)}],
        }
    )


def user_realm(world: World, request: Request) -> dict[str, Any]:
    """Tell where a user's password is checked."""
    login = request.path_params.get("user") or request.query_params.get("user", "")
    domain_name = login.rpartition("@")[2].lower()
    found = world.tenant(domain_name)
    answer = {"ver": "1.0", "account_type": "Unknown", "cloud_instance_name": "microsoftonline.com"}
    if found is None:
        return answer
    domain = next(each for each in found[1]["domains"] if each["id"].lower() == domain_name)
    answer |= {"account_type": domain["authenticationType"], "domain_name": domain["id"]}
    answer["cloud_audience_urn"] = "urn:federation:MicrosoftOnline"
    if domain["authenticationType"] == "Federated":
        federation = f"https://sts.{domain['id']}/adfs/services/trust"
        answer |= {
            "federation_protocol": "WSTrust",
            "federation_metadata_url": f"{federation}/mex",
            "federation_active_auth_url": f"{federation}/2005/usernamemixed",
        }
    return answer
