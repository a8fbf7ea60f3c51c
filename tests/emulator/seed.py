"""The state at the start: the default seed, the Marketo part beside its service, and the user's changes to them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from .patches import merge_patch

_HERE = Path(__file__).parent


def load_seed(changes: Path | None = None, language: str | None = None) -> dict[str, Any]:
    """Read the default seed; the user's file is a merge patch over it."""
    seed = _read(_HERE / "seed.yml")
    marketo = _HERE / "marketo" / "seed.yml"
    if marketo.exists():
        seed["marketo"] = _read(marketo)
    if changes is not None:
        seed = merge_patch(seed, _read(changes))
    if language is not None:
        seed = merge_patch(seed, {"marketo": {"language": language}})
    return seed


def describe(seed: dict[str, Any]) -> dict[str, Any]:
    """Name what a client needs to begin: tenants, accounts and addresses. The values are test values by design."""
    tenant_id, tenant = next(iter(seed["tenants"].items()))
    host = next(iter(seed["organizations"]), None)
    marketo = seed.get("marketo", {})
    return {
        "tenants": [
            {"id": id_, "displayName": each["displayName"], "domains": [domain["id"] for domain in each["domains"]]}
            for id_, each in seed["tenants"].items()
        ],
        "accounts": {
            **{client["account"]: _client(tenant_id, client) for client in tenant.get("automationClients", [])},
            **{user["account"]: _user(user) for user in tenant["users"] if "account" in user},
            "marketo_administrator": _marketo_account(marketo),
        },
        "munchkin_id": next(iter(marketo.get("instances", {})), None),
        "organization_url": f"https://{host}" if host else None,
        "marketo_url": marketo.get("url", "https://app-em01.marketo.com/"),
    }


def _marketo_account(marketo: dict[str, Any]) -> dict[str, Any] | None:
    account = next(iter(marketo.get("accounts", [])), None)
    if account is None:
        return None
    return {"username": account["email"], "password": account["password"], "totp_secret": account.get("totp_secret")}


def _client(tenant_id: str, client: dict[str, Any]) -> dict[str, Any]:
    return {"tenant_id": tenant_id, "client_id": client["appId"], "client_secret": client["secret"]}


def _user(user: dict[str, Any]) -> dict[str, Any]:
    return {"id": user["id"], "username": user["userPrincipalName"], "password": user.get("password")}


def _read(path: Path) -> dict[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise ValueError(f"{path} holds no mapping")
    # What YAML repeats by an alias would be one object in two places; as JSON it is two.
    copied: dict[str, Any] = json.loads(json.dumps(content))
    return copied
