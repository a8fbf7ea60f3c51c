# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which client secret counts, which is to be made, which is to go: the pure half of the client secret. Never holds a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from ..._engine.durations import format_time, parse_time
from ..._engine.errors import InvalidInput
from ..._engine.plan import Change, Plan, unchanged
from .spec import SecretSpec
from .tags import (
    LIVE,
    PENDING,
    KeyRecord,
    key_records,
    recorded_key,
    with_key,
    without_keys,
    without_records_of,
)


def represent(application: Mapping[str, Any], connection: str = "") -> dict[str, Any]:
    """What matters here of Microsoft Graph's application, without any value of a secret; which key is in use is the connection's own."""
    secrets = [represent_secret(item) for item in application.get("passwordCredentials") or []]
    tags = application.get("tags") or []
    records = key_records(tags)
    return {
        "id": application["id"],
        "created_date_time": _seconds(application.get("createdDateTime")),
        "live_key_id": recorded_key(records, LIVE, connection),
        "pending_key_id": recorded_key(records, PENDING, connection),
        "tags": sorted(tags),
        "secrets": sorted(secrets, key=lambda secret: (secret["end_date_time"], secret["key_id"])),
    }


def represent_secret(credential: Mapping[str, Any]) -> dict[str, Any]:
    """One secret of Microsoft Graph with this collection's names, without its value."""
    return {
        "key_id": credential["keyId"].lower(),
        "description": credential.get("displayName"),
        "hint": credential.get("hint"),
        "start_date_time": _seconds(credential.get("startDateTime")),
        "end_date_time": _seconds(credential["endDateTime"]),
    }


def plan_secret(spec: SecretSpec, found: dict[str, Any] | None, now: datetime) -> Plan:
    """The changes from what was found to what is wished for."""
    if spec.state == "present":
        return _plan_present(spec, found or _nothing(), now)
    if spec.state == "live":
        return _plan_live(spec, found or _nothing())
    if spec.state == "pending":
        return _plan_pending(spec, found or _nothing())
    if spec.state == "not_live":
        return _plan_not_live(spec, found or _nothing())
    return _plan_absent(spec, found)


def chosen(spec: SecretSpec, found: Mapping[str, Any], now: datetime) -> dict[str, Any] | None:
    """The usable secret of the description: the live one where it is among them, else the one that lasts longest."""
    usable = [
        secret
        for secret in found["secrets"]
        if secret["description"] == spec.description and _usable(spec, secret, now)
    ]
    recorded = [found["live_key_id"], found["pending_key_id"] if spec.accept_pending else None]
    known = [secret for key_id in recorded for secret in usable if secret["key_id"] == key_id]
    if known or spec.require_live:
        return known[0] if known else None
    return usable[-1] if usable else None


def by_key_id(found: Mapping[str, Any], key_id: str | None) -> dict[str, Any] | None:
    """The secret with that key id."""
    return next((secret for secret in found["secrets"] if secret["key_id"] == key_id), None)


def _plan_present(spec: SecretSpec, found: dict[str, Any], now: datetime) -> Plan:
    shown = _of_description(spec, found)
    if chosen(spec, found, now) and not spec.renew:
        return unchanged(shown)
    end = format_time(now + spec.valid_for)
    new = {
        "key_id": None,
        "description": spec.description,
        "hint": None,
        "start_date_time": format_time(now),
        "end_date_time": end,
    }
    after = {**shown, "secrets": [*shown["secrets"], new]}
    summary = f"create a client secret {spec.description!r} for {_application(spec)}, valid until {end}"
    return Plan(shown, after, (Change("create", summary, {"displayName": spec.description, "endDateTime": end}),))


def _plan_live(spec: SecretSpec, found: dict[str, Any]) -> Plan:
    if spec.key_id and spec.key_id == found["live_key_id"]:
        return unchanged(found)
    _check_exists(spec, found)
    tags = _tags_with(spec, found, LIVE)
    summary = f"record client secret {_which(spec)} as the one in use for {_application(spec)}"
    return Plan(
        found,
        {**found, "live_key_id": spec.key_id, "pending_key_id": None, "tags": tags},
        (Change("record", summary, {"tags": tags}),),
    )


def _plan_pending(spec: SecretSpec, found: dict[str, Any]) -> Plan:
    if spec.key_id and spec.key_id == found["pending_key_id"]:
        return unchanged(found)
    _check_exists(spec, found)
    tags = _tags_with(spec, found, PENDING)
    replaced = f"; until now {found['live_key_id']} was in use" if found["live_key_id"] else ""
    summary = f"record client secret {_which(spec)} as handed over to be put to use for {_application(spec)}{replaced}"
    return Plan(
        found,
        {**found, "live_key_id": None, "pending_key_id": spec.key_id, "tags": tags},
        (Change("record", summary, {"tags": tags}),),
    )


def _plan_not_live(spec: SecretSpec, found: dict[str, Any]) -> Plan:
    recorded = found["live_key_id"] or found["pending_key_id"]
    if not recorded:
        return unchanged(found)
    tags = without_keys(found["tags"], spec.connection, _existing(found))
    summary = f"record that no client secret is known to be in use for {_application(spec)}; it was {recorded}"
    return Plan(
        found,
        {**found, "live_key_id": None, "pending_key_id": None, "tags": tags},
        (Change("record", summary, {"tags": tags}),),
    )


def _plan_absent(spec: SecretSpec, found: dict[str, Any] | None) -> Plan:
    if found is None:
        return unchanged(None)
    doomed = [secret for secret in found["secrets"] if _is_doomed(spec, secret)]
    if not doomed:
        return unchanged(found)
    used = [record for secret in doomed for record in protecting(spec, found, secret["key_id"])]
    if used and not spec.force:
        raise InvalidInput(_in_use(spec, used))
    changes = [
        Change(
            "remove",
            f"remove client secret {secret['key_id']} ({secret['description']!r}) from {_application(spec)}",
            {"key_id": secret["key_id"]},
        )
        for secret in doomed
    ]
    tags = found["tags"]
    if used:
        tags = without_records_of(tags, [record.key_id for record in used])
        changes.append(Change("record", f"forget that they were in use for {_application(spec)}", {"tags": tags}))
    after = {**found, "secrets": [secret for secret in found["secrets"] if secret not in doomed], "tags": tags}
    return Plan(found, after, tuple(changes))


def protecting(spec: SecretSpec, found: Mapping[str, Any], key_id: str) -> list[KeyRecord]:
    """Return the records that keep a key from being removed: another connection's of any kind, its own of a key in use or handed over."""
    return [
        record
        for record in key_records(found["tags"])
        if record.key_id == key_id and (record.connection != spec.connection or record.state in (LIVE, PENDING))
    ]


def _is_doomed(spec: SecretSpec, secret: Mapping[str, Any]) -> bool:
    if spec.key_id or spec.key_ids is not None:
        return secret["key_id"] == spec.key_id or secret["key_id"] in (spec.key_ids or ())
    return secret["description"] == spec.description and secret["key_id"] not in spec.keep


def _in_use(spec: SecretSpec, used: list[KeyRecord]) -> str:
    words = {LIVE: "in use", PENDING: "handed over"}
    named = "; ".join(
        f"{record.key_id} as {words.get(record.state, 'replaced, but not removed yet,')} for "
        f"{f'connection {record.connection}' if record.connection else 'a connection without a name'}"
        for record in used
    )
    return (
        f"Client secrets of {_application(spec)} that were to be removed are recorded: {named}. Removing one that Marketo signs in with "
        f"stops its sync, so nothing was removed. Leave them out (keep, key_ids), give the connection that they belong to, or set force to true."
    )


def _tags_with(spec: SecretSpec, found: Mapping[str, Any], state: str) -> list[str]:
    if not spec.key_id:
        return list(found["tags"])
    return with_key(found["tags"], state, spec.key_id, spec.connection, _existing(found))


def _existing(found: Mapping[str, Any]) -> list[str]:
    return [secret["key_id"] for secret in found["secrets"] if secret["key_id"]]


def _check_exists(spec: SecretSpec, found: Mapping[str, Any]) -> None:
    if spec.key_id and not by_key_id(found, spec.key_id):
        raise InvalidInput(
            f"key_id is {spec.key_id}, and {_application(spec)} has no client secret with that id. It has: "
            f"{', '.join(secret['key_id'] for secret in found['secrets']) or 'none'}."
        )


def _which(spec: SecretSpec) -> str:
    return spec.key_id or "that does not exist yet"


def _usable(spec: SecretSpec, secret: Mapping[str, Any], now: datetime) -> bool:
    """Valid now, and not so near its end that a new one is due."""
    starts = secret["start_date_time"]
    return (not starts or parse_time(starts) <= now + timedelta(minutes=5)) and parse_time(
        secret["end_date_time"]
    ) - spec.rotate_before > now


def _of_description(spec: SecretSpec, found: Mapping[str, Any]) -> dict[str, Any]:
    """A diff of one secret doesn't show the others."""
    return {**found, "secrets": [secret for secret in found["secrets"] if secret["description"] == spec.description]}


def _nothing() -> dict[str, Any]:
    return {
        "id": None,
        "created_date_time": None,
        "live_key_id": None,
        "pending_key_id": None,
        "tags": [],
        "secrets": [],
    }


def _seconds(moment: str | None) -> str | None:
    """The same time without a fraction of a second, so that it can be compared with what was asked for."""
    return format_time(parse_time(moment).replace(tzinfo=timezone.utc)) if moment else None


def _application(spec: SecretSpec) -> str:
    return f"application {spec.app_id}" if spec.app_id else "an application that does not exist yet"
