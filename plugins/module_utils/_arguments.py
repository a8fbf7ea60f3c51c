# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options that modules share, with the environment variables that people already set for Azure."""

from __future__ import annotations

from typing import Any

from ._clouds import CLOUDS, PUBLIC
from ._entra.credentials import environment

Arguments = dict[str, dict[str, Any]]


def connection_arguments() -> Arguments:
    """How HTTP requests travel."""
    return {
        "ca_bundle": {"type": "path"},
        "proxy": {"type": "str"},
        "timeout": {"type": "float", "default": 30},
    }


def entra_arguments() -> Arguments:
    """Who signs in to Microsoft Entra ID, and where.

    The options that choose the way to sign in have their environment variables read where it is chosen (_entra/credentials/selection.py), since
    an option beats the environment there.
    """
    return {
        "tenant_id": {"type": "str", "fallback": (environment.fallback, environment.TENANT)},
        "client_id": {"type": "str", "fallback": (environment.fallback, environment.CLIENT_ID)},
        "client_secret": {"type": "str", "no_log": True},
        "certificate_path": {"type": "path"},
        "certificate_password": {"type": "str", "no_log": True},
        "certificate_thumbprint": {"type": "str"},
        "certificate_send_chain": {"type": "bool", "default": False},
        "federated_token_file": {"type": "path", "no_log": False},
        "managed_identity": {"type": "bool", "default": False},
        "managed_identity_client_id": {"type": "str"},
        "managed_identity_object_id": {"type": "str"},
        "managed_identity_resource_id": {"type": "str"},
        "use_azure_cli": {"type": "bool", "default": False},
        "device_code": {"type": "bool", "default": False},
        "sign_in_username": {"type": "str"},
        "sign_in_password": {"type": "str", "no_log": True},
        "access_token": {"type": "str", "no_log": True},
        "cloud": {
            "type": "str",
            "choices": sorted(CLOUDS),
            "default": PUBLIC,
            "fallback": (environment.cloud_fallback, environment.CLOUD),
        },
        "authority_host": {"type": "str", "fallback": (environment.fallback, environment.AUTHORITY_HOST)},
        "graph_endpoint": {"type": "str"},
        **connection_arguments(),
    }


def graph_arguments() -> Arguments:
    """Who signs in, and how long the task may wait for Microsoft Graph."""
    return {"patience": {"type": "float"}, **entra_arguments()}


def state_argument(*choices: str) -> Arguments:
    """``state``; the first choice is the default."""
    return {"state": {"type": "str", "choices": list(choices), "default": choices[0]}}
