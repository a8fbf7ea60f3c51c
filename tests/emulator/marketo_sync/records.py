"""Records travel: what changed in the emulated Dataverse shows in the emulated Marketo a while later.

Nothing runs by itself. Whenever somebody looks (a REST call) or flips the toggle, what is due by then is carried over:

- the sync is enabled, and was so for ``rest.seconds_until_arrival`` (2 unless told otherwise);
- the row was changed at least that long ago;
- the saved credentials would pass the validation: a sync that can't sign in carries nothing.

What changes while the sync is disabled waits in Dataverse and arrives after it is enabled, in its newest state.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ..world import World
from . import validation
from .fields import FIELDS

_ENTITY_SETS = {"leads": "leadid", "contacts": "contactid"}
_DELAY = 2.0
_FIRST_ID = 1000001
Json = dict[str, Any]


async def carry(world: World, instance: Json) -> None:
    """Carry over what is due."""
    now = world.now().timestamp()
    if not instance["sync_enabled"]:
        instance["records_travel_since"] = None
        return
    if instance.get("records_travel_since") is None:
        # A sync that nobody ever saw disabled has been running for a long time.
        instance["records_travel_since"] = now if "records_travel_since" in instance else 0
    delay = float(instance.get("rest", {}).get("seconds_until_arrival", _DELAY))
    due = [change for change in _pending(world, instance) if _changed_at(change[1]) + delay <= now]
    if due and instance["records_travel_since"] + delay <= now and await _can_sign_in(world, instance):
        for entity_set, row in due:
            _adopt(world, instance, entity_set, row)


def _pending(world: World, instance: Json) -> Iterator[tuple[str, Json]]:
    """The rows whose newest state Marketo has not seen."""
    host = validation.organization_address(instance["credentials"]["organization_url"])
    tables = world.current["organizations"].get(host, {}).get("tables", {})
    for entity_set, key in _ENTITY_SETS.items():
        for row in tables.get(entity_set, []):
            person = _person(instance, entity_set, row[key])
            if person is None or person["crm"]["version"] != _version(row):
                yield entity_set, row


async def _can_sign_in(world: World, instance: Json) -> bool:
    rows = await validation.validate(world, instance["credentials"], instance["auth_method"])
    return all(row["passed"] for row in rows)


def _adopt(world: World, instance: Json, entity_set: str, row: Json) -> None:
    """Make or change the person of a row."""
    key = row[_ENTITY_SETS[entity_set]]
    now = world.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    person = _person(instance, entity_set, key)
    if person is None:
        number = max((each["fields"]["id"] for each in instance["leads"]), default=_FIRST_ID - 1) + 1
        person = {"crm": {"table": entity_set, "id": key}, "fields": {"id": number, "createdAt": now}}
        instance["leads"].append(person)
    person["crm"]["version"] = _version(row)
    synced = {field.name: row.get(field.column) for field in FIELDS if field.column}
    person["fields"].update(synced, updatedAt=now)


def _person(instance: Json, entity_set: str, key: str) -> Json | None:
    link = (entity_set, key.lower())
    return next((each for each in instance["leads"] if (each["crm"]["table"], each["crm"]["id"].lower()) == link), None)


def _version(row: Json) -> int:
    return int(row.get("versionnumber", 1))


def _changed_at(row: Json) -> float:
    text = str(row["modifiedon"])
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC).timestamp()
