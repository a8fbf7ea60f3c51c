# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which way to sign in the options, or else the environment, ask for. Exactly one is used; an option beats the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Callable

from ..._engine.errors import InvalidInput
from . import environment
from .application import CertificateCredentials, ClientSecretCredentials, FederatedCredentials
from .azure_cli import AzureCliCredentials
from .device_code import DeviceCodeCredentials
from .managed_identity import ManagedIdentityCredentials
from .password import PasswordCredentials
from .token import Credentials

AZURE_CLI_CLIENT_ID = "04b07795-8ddb-461a-bbee-02f9e1bf7b46"
"""The Azure CLI's own public client, with which Microsoft's SDK for Python signs people in where no application is named."""
ANY_TENANT = "organizations"

# A directory's id, or one of its verified domain names.
_TENANT = re.compile(r"^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$", re.IGNORECASE)

# Way to sign in -> the options any of which asks for it.
WAYS = {
    "client_secret": ("client_secret",),
    "certificate_path": ("certificate_path",),
    "federated_token_file": ("federated_token_file",),
    "managed_identity": (
        "managed_identity",
        "managed_identity_client_id",
        "managed_identity_object_id",
        "managed_identity_resource_id",
    ),
    "use_azure_cli": ("use_azure_cli",),
    "device_code": ("device_code",),
    "sign_in_username": ("sign_in_username", "sign_in_password"),
}
_DETAILS_OF_CERTIFICATE = ("certificate_password", "certificate_thumbprint", "certificate_send_chain")


def choose(params: Mapping[str, Any]) -> Credentials:
    """The one way to sign in. Raises `InvalidInput` where the options are contradictory or incomplete."""
    given = [way for way, options in WAYS.items() if any(params.get(option) for option in options)]
    if given == ["client_secret", "sign_in_username"]:
        # A confidential client that signs a person in sends both.
        given = ["sign_in_username"]
    if len(given) > 1:
        named = [next(option for option in WAYS[way] if params.get(option)) for way in given]
        raise InvalidInput(
            f"{_and(named)} are different ways to sign in to Microsoft Entra ID, and only one can be used. Leave out all but one."
        )
    way = given[0] if given else _of_environment()
    if way is None:
        raise InvalidInput(_nothing_given(params))
    details = [option for option in _DETAILS_OF_CERTIFICATE if params.get(option)]
    if details and way != "certificate_path":
        raise InvalidInput(
            f"{_and(details)} {'needs' if len(details) == 1 else 'need'} certificate_path, and the sign-in here goes by {way}."
        )
    return _MAKERS[way](params)


def _of_environment() -> str | None:
    """Several may be set at once: a workload's token file stands in every pod, whatever else a job brings along. The order is documented."""
    if environment.first(*environment.SECRET):
        return "client_secret"
    if environment.first(*environment.CERTIFICATE_PATH):
        return "certificate_path"
    if environment.first(*environment.FEDERATED_TOKEN_FILE):
        return "federated_token_file"
    if environment.first(*environment.USERNAME) and environment.first(*environment.PASSWORD):
        return "sign_in_username"
    return None


def _nothing_given(params: Mapping[str, Any]) -> str:
    missing = [name for name in ("tenant_id", "client_id") if not params.get(name)] + ["client_secret"]
    return (
        f"Signing in to Microsoft Entra ID needs tenant_id, client_id and client_secret; missing here: {_and(missing)} (or the environment variable "
        f"{_and([_VARIABLES[name] for name in missing])}). In place of client_secret, certificate_path or federated_token_file can be given; other ways "
        f"are managed_identity, use_azure_cli, device_code, sign_in_username with sign_in_password, and a ready access_token."
    )


_VARIABLES = {
    "tenant_id": environment.TENANT[0],
    "client_id": environment.CLIENT_ID[0],
    "client_secret": environment.SECRET[0],
}


def _application(params: Mapping[str, Any], way: str) -> dict[str, str]:
    """Directory and client id of an application that signs in as itself."""
    missing = [name for name in ("tenant_id", "client_id") if not params.get(name)]
    if missing:
        raise InvalidInput(
            f"Signing in with {way} needs tenant_id and client_id; missing here: {_and(missing)}. Set the option, or the environment "
            f"variable {_and([_VARIABLES[name] for name in missing])}."
        )
    return {"tenant_id": _checked_tenant(str(params["tenant_id"])), "client_id": str(params["client_id"])}


def _checked_tenant(tenant_id: str) -> str:
    if not _TENANT.match(tenant_id):
        raise InvalidInput(
            f"tenant_id is {tenant_id!r}. It must be the directory's id (a GUID) or one of its verified domain names, such as "
            f"contoso.onmicrosoft.com."
        )
    return tenant_id


def _person(params: Mapping[str, Any]) -> dict[str, str]:
    """Directory and client id for a person; a person's home directory is found without being named."""
    tenant_id = params.get("tenant_id")
    return {
        "tenant_id": _checked_tenant(str(tenant_id)) if tenant_id and tenant_id != ANY_TENANT else ANY_TENANT,
        "client_id": str(params.get("client_id") or AZURE_CLI_CLIENT_ID),
    }


def _client_secret(params: Mapping[str, Any]) -> Credentials:
    secret = params.get("client_secret") or environment.first(*environment.SECRET)
    return ClientSecretCredentials(**_application(params, "client_secret"), client_secret=str(secret))


def _certificate(params: Mapping[str, Any]) -> Credentials:
    return CertificateCredentials(
        **_application(params, "certificate_path"),
        path=str(params.get("certificate_path") or environment.first(*environment.CERTIFICATE_PATH)),
        password=params.get("certificate_password") or environment.first(*environment.CERTIFICATE_PASSWORD),
        thumbprint=params.get("certificate_thumbprint"),
        send_chain=bool(params.get("certificate_send_chain")),
    )


def _federated(params: Mapping[str, Any]) -> Credentials:
    path = params.get("federated_token_file") or environment.first(*environment.FEDERATED_TOKEN_FILE)
    return FederatedCredentials(**_application(params, "federated_token_file"), path=str(path))


def _managed_identity(params: Mapping[str, Any]) -> Credentials:
    ids = [option for option in WAYS["managed_identity"][1:] if params.get(option)]
    if len(ids) > 1:
        raise InvalidInput(f"{_and(ids)} each name a managed identity. Leave out all but one.")
    client_id = params.get("client_id")
    if client_id and client_id != environment.first(*environment.CLIENT_ID):
        raise InvalidInput(
            "client_id is an application's, and managed_identity uses none. To choose a user-assigned identity, give "
            "managed_identity_client_id."
        )
    return ManagedIdentityCredentials(
        params.get("managed_identity_client_id"),
        params.get("managed_identity_object_id"),
        params.get("managed_identity_resource_id"),
        ca_bundle=params.get("ca_bundle"),
        timeout=params.get("timeout") or 30,
    )


def _azure_cli(params: Mapping[str, Any]) -> Credentials:
    tenant_id = params.get("tenant_id")
    return AzureCliCredentials(
        _checked_tenant(str(tenant_id)) if tenant_id else None,
        params.get("proxy"),
        params.get("ca_bundle"),
        params.get("timeout") or 30,
    )


def _device_code(params: Mapping[str, Any]) -> Credentials:
    return DeviceCodeCredentials(**_person(params))


def _username(params: Mapping[str, Any]) -> Credentials:
    username = params.get("sign_in_username") or environment.first(*environment.USERNAME)
    password = params.get("sign_in_password") or environment.first(*environment.PASSWORD)
    if not username or not password:
        raise InvalidInput(
            f"Signing in as a person needs sign_in_username and sign_in_password; missing here: "
            f"{'sign_in_username' if password else 'sign_in_password'}."
        )
    if password != password.strip():
        raise InvalidInput(
            "sign_in_password begins or ends with a blank, which this kind of sign-in doesn't support; it was not tried."
        )
    return PasswordCredentials(
        **_person(params), username=username, password=password, client_secret=params.get("client_secret")
    )


_MAKERS: dict[str, Callable[[Mapping[str, Any]], Credentials]] = {
    "client_secret": _client_secret,
    "certificate_path": _certificate,
    "federated_token_file": _federated,
    "managed_identity": _managed_identity,
    "use_azure_cli": _azure_cli,
    "device_code": _device_code,
    "sign_in_username": _username,
}


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
