# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which Home Realm Discovery policy is to be made, changed, assigned: the pure half."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..._engine.errors import Ambiguous, InvalidInput
from ..._engine.plan import Change, Plan, unchanged

WRAPPER = "HomeRealmDiscoveryPolicy"


@dataclass(frozen=True)
class Facts:
    """What Microsoft Graph knows: the policy that the service principal has, those of the wanted name, and who else has them."""

    assigned: Mapping[str, Any] | None = None
    named: tuple[Mapping[str, Any], ...] = ()
    other_assignees: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def assigned_by_name(self, name: str) -> Mapping[str, Any] | None:
        """The assigned policy, where it has this name."""
        return self.assigned if self.assigned and self.assigned.get("displayName") == name else None

    def others(self, policy: Mapping[str, Any]) -> Sequence[str]:
        """The other service principals that have this policy."""
        return self.other_assignees.get(policy["id"], ())


def check_definition(options: Mapping[str, Any]) -> None:
    """Raise `InvalidInput` for a definition that the service would store and ignore."""
    definition = options["definition"]
    if set(definition) != {WRAPPER} or not isinstance(definition[WRAPPER], Mapping):
        raise InvalidInput(
            f"definition must have {WRAPPER} as its one outer member, such as {{{WRAPPER}: {{AllowCloudPasswordValidation: true}}}}; "
            f"found {', '.join(map(str, definition)) or 'nothing'}. Without it the service stores the policy and ignores it."
        )


def parse_definition(policy: Mapping[str, Any]) -> Any:
    """The policy's definition as an object; its raw text where that is no JSON."""
    texts = list(policy.get("definition") or [])
    try:
        parsed = [json.loads(text) for text in texts]
    except ValueError:
        return texts[0] if len(texts) == 1 else texts
    return parsed[0] if len(parsed) == 1 else parsed


def represent(facts: Facts, options: Mapping[str, Any], app_id: str | None) -> dict[str, Any] | None:
    """The policy that the options mean, None where there is none. Several unassigned ones of the name are `Ambiguous`."""
    policy = facts.assigned_by_name(options["display_name"])
    return _shown(policy, True, app_id) if policy else _shown_candidate(facts, options, app_id)


def plan_policy(options: Mapping[str, Any], facts: Facts, app_id: str | None, found: dict[str, Any] | None) -> Plan:
    """The changes from what was found to what the options want."""
    if options["state"] == "absent":
        return _plan_absent(options, facts, app_id, found)
    changes: list[Change] = []
    if facts.assigned and not facts.assigned_by_name(options["display_name"]):
        changes.append(_give_way(facts.assigned, options, app_id))
    if found is None:
        members = {"display_name": options["display_name"], "definition": options["definition"]}
        changes.append(Change("create", f"create Home Realm Discovery policy {options['display_name']!r}", members))
    elif found["definition"] != options["definition"]:
        changes.append(_change_definition(options, facts, found))
    if found is None or not found["assigned"]:
        payload = {"id": found["id"]} if found else {}
        changes.append(
            Change(
                "assign",
                f"assign Home Realm Discovery policy {options['display_name']!r} to {_application(app_id)}",
                payload,
            )
        )
    if not changes:
        return unchanged(found)
    after = {
        "id": found and found["id"],
        "display_name": options["display_name"],
        "definition": options["definition"],
        "assigned": True,
        "app_id": app_id,
    }
    return Plan(found, after, tuple(changes))


def _plan_absent(options: Mapping[str, Any], facts: Facts, app_id: str | None, found: dict[str, Any] | None) -> Plan:
    if found is None:
        return unchanged(None)
    policy = _by_id(facts, found["id"])
    changes = []
    if found["assigned"]:
        changes.append(
            Change(
                "unassign",
                f"unassign Home Realm Discovery policy {options['display_name']!r} from {_application(app_id)}",
                {"id": found["id"]},
            )
        )
    stays = bool(facts.others(policy) or policy.get("isOrganizationDefault"))
    if not stays:
        changes.append(
            Change("delete", f"delete Home Realm Discovery policy {options['display_name']!r}", {"id": found["id"]})
        )
    if not changes:
        return unchanged(found)
    return Plan(found, {**found, "assigned": False} if stays else None, tuple(changes))


def _give_way(assigned: Mapping[str, Any], options: Mapping[str, Any], app_id: str | None) -> Change:
    """A service principal has one policy at most; another one is taken off only when told so."""
    called = f"{assigned.get('displayName')!r} ({assigned['id']})"
    if not options["reassign"]:
        raise InvalidInput(
            f"{_application(app_id).capitalize()} has the Home Realm Discovery policy {called} assigned, and it can have only one. Set reassign to "
            f"true to assign {options['display_name']!r} instead (the other policy stays, unassigned here), or give its name as display_name."
        )
    return Change(
        "unassign", f"unassign Home Realm Discovery policy {called} from {_application(app_id)}", {"id": assigned["id"]}
    )


def _change_definition(options: Mapping[str, Any], facts: Facts, found: Mapping[str, Any]) -> Change:
    policy = _by_id(facts, found["id"])
    called = f"Home Realm Discovery policy {options['display_name']!r} ({found['id']})"
    if policy.get("isOrganizationDefault"):
        raise InvalidInput(
            f"{called} is the organization's default, which this module never changes. Choose another display_name."
        )
    others = facts.others(policy)
    if others:
        raise InvalidInput(
            f"{called} has another definition and is assigned to others as well: {', '.join(others)}. Changing it would change "
            f"their sign-in. Choose another display_name for a policy of its own."
        )
    return Change(
        "update", f"change the definition of {called}", {"id": found["id"], "definition": options["definition"]}
    )


def _shown_candidate(facts: Facts, options: Mapping[str, Any], app_id: str | None) -> dict[str, Any] | None:
    """A policy of the name that isn't assigned here. The organization's default is none to be assigned or deleted."""
    candidates = [policy for policy in facts.named if not policy.get("isOrganizationDefault")]
    if len(candidates) > 1:
        ids = [policy["id"] for policy in candidates]
        raise Ambiguous(
            f"{len(ids)} Home Realm Discovery policies are called {options['display_name']!r}: {', '.join(ids)}. Delete or rename all "
            f"but one, or choose another display_name.",
            policy_ids=ids,
        )
    return _shown(candidates[0], False, app_id) if candidates else None


def _shown(policy: Mapping[str, Any], assigned: bool, app_id: str | None) -> dict[str, Any]:
    return {
        "id": policy["id"],
        "display_name": policy.get("displayName"),
        "definition": parse_definition(policy),
        "assigned": assigned,
        "app_id": app_id,
    }


def _by_id(facts: Facts, policy_id: str) -> Mapping[str, Any]:
    known = [*facts.named, *([facts.assigned] if facts.assigned else [])]
    return next(policy for policy in known if policy["id"] == policy_id)


def _application(app_id: str | None) -> str:
    return f"application {app_id}" if app_id else "an application that does not exist yet"
