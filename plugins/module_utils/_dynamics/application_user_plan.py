# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The changes that an application user needs. Pure: no service is asked here."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from .._engine.errors import Ambiguous, InvalidInput
from .._engine.plan import Change, Plan, unchanged


class Unit(NamedTuple):
    """A business unit, and the ids of its security roles by name; roles exist once in each unit."""

    id: str
    name: str
    roles: dict[str, str]


def plan_application_user(
    app_id: str | None, options: Mapping[str, Any], unit: Unit | None, found: dict[str, Any] | None
) -> Plan:
    """Create, enable or disable, give and take roles; or remove. ``unit`` is the one whose roles count, None where none are asked for."""
    if options["state"] == "absent":
        return _absent(found)
    wanted = [] if unit is None else resolve(options["roles"] or [], unit)
    if found is None:
        return _created(app_id, options, unit, wanted)
    changes: list[Change] = []
    after = dict(found)
    if options["enabled"] is not None and options["enabled"] != found["enabled"]:
        after["enabled"] = options["enabled"]
        changes.append(
            Change(
                "enable" if options["enabled"] else "disable",
                f"{'enable' if options['enabled'] else 'disable'} {_called(found)}",
            )
        )
    if unit is not None and options["roles"] is not None:
        changes.extend(_role_changes(wanted, found, unit, options["exact_roles"]))
        after["roles"] = _roles_after(wanted, found["roles"], options["exact_roles"])
    return Plan(found, after, tuple(changes)) if changes else unchanged(found)


def resolve(names: Sequence[str], unit: Unit) -> list[str]:
    """The roles' own names, sorted. Raises `InvalidInput` with near names for one that the business unit lacks."""
    by_lower = {name.lower(): name for name in unit.roles}
    missing = [name for name in names if name.strip().lower() not in by_lower]
    if missing:
        raise InvalidInput(
            f"The business unit {unit.name} has no security role called {missing[0]!r}. {_near(missing[0], unit)} Nothing was changed."
        )
    return sorted({by_lower[name.strip().lower()] for name in names})


def by_name(roles: Sequence[Mapping[str, Any]], unit_name: str) -> dict[str, str]:
    """The roles' ids by name. Raises `Ambiguous` for names that only differ in case, or not at all."""
    found: dict[str, str] = {}
    for role in roles:
        name = str(role["name"])
        if name.lower() in (known.lower() for known in found):
            raise Ambiguous(
                f"The business unit {unit_name} has more than one security role called {name!r}. Rename one in Dynamics (Settings, Security, "
                f"Security Roles)."
            )
        found[name] = role["roleid"]
    return found


def _near(name: str, unit: Unit) -> str:
    by_lower = {known.lower(): known for known in unit.roles}
    near = [by_lower[match] for match in difflib.get_close_matches(name.strip().lower(), by_lower, n=5, cutoff=0.5)]
    if near:
        return f"Near to it: {', '.join(near)}."
    return f"It has: {', '.join(sorted(unit.roles)[:20]) or 'none that can be seen'}."


def _created(app_id: str | None, options: Mapping[str, Any], unit: Unit | None, wanted: list[str]) -> Plan:
    enabled = options["enabled"] is not False
    which = app_id or "an application that does not exist yet"
    after = {
        "id": None,
        "app_id": app_id,
        "full_name": None,
        "email_address": None,
        "enabled": enabled,
        "roles": wanted,
        "business_unit": unit.name if unit else options["business_unit"],
    }
    changes = [Change("create", f"create the application user of {which}", {"enabled": enabled})]
    changes.extend(_assign(name, unit, "it") for name in wanted if unit)
    return Plan(None, after, tuple(changes))


def _role_changes(wanted: list[str], found: Mapping[str, Any], unit: Unit, exact: bool) -> list[Change]:
    there = found["roles"]
    changes = [_assign(name, unit, _called(found)) for name in wanted if name not in there]
    if exact:
        changes.extend(
            Change("remove_role", f"take role {name} from {_called(found)}", {"name": name})
            for name in there
            if name not in wanted
        )
    return changes


def _roles_after(wanted: list[str], there: Sequence[str], exact: bool) -> list[str]:
    return sorted(wanted if exact else {*wanted, *there})


def _assign(name: str, unit: Unit, called: str) -> Change:
    return Change("assign_role", f"give role {name} to {called}", {"name": name, "id": unit.roles[name]})


def _absent(found: dict[str, Any] | None) -> Plan:
    if found is None:
        return unchanged(None)
    changes = []
    if found["enabled"]:
        # Dataverse deletes disabled users only.
        changes.append(Change("disable", f"disable {_called(found)}"))
    changes.append(Change("delete", f"delete {_called(found)}"))
    return Plan(found, None, tuple(changes))


def _called(found: Mapping[str, Any]) -> str:
    return f"application user {found['full_name'] or found['id']!r}"
