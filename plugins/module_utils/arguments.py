# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The options that modules share, with the environment variables that people already set for Azure."""

from __future__ import annotations

from typing import Any, Dict

from ansible.module_utils.basic import env_fallback

from ansible_collections.martech.marketo_dynamics.plugins.module_utils.clouds import CLOUDS, PUBLIC

Arguments = Dict[str, Dict[str, Any]]


def connection_arguments() -> Arguments:
    """How HTTP requests travel."""
    return {
        "ca_bundle": {"type": "path"},
        "proxy": {"type": "str"},
        "timeout": {"type": "float", "default": 30},
    }


def entra_arguments() -> Arguments:
    """Who signs in to Microsoft Entra ID, and where."""
    return {
        "tenant_id": {"type": "str", "fallback": (env_fallback, ["AZURE_TENANT", "AZURE_TENANT_ID"])},
        "client_id": {"type": "str", "fallback": (env_fallback, ["AZURE_CLIENT_ID"])},
        "client_secret": {"type": "str", "no_log": True, "fallback": (env_fallback, ["AZURE_SECRET", "AZURE_CLIENT_SECRET"])},
        "access_token": {"type": "str", "no_log": True},
        "cloud": {"type": "str", "choices": sorted(CLOUDS), "default": PUBLIC},
        "authority_host": {"type": "str", "fallback": (env_fallback, ["AZURE_AUTHORITY_HOST"])},
        "graph_endpoint": {"type": "str"},
        **connection_arguments(),
    }


def state_argument(*choices: str) -> Arguments:
    """``state``; the first choice is the default."""
    return {"state": {"type": "str", "choices": list(choices), "default": choices[0]}}
