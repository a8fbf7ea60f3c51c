# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Home Realm Discovery policies: how a federated user's sign-in to one application is routed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from ..._engine.errors import Conflict, InvalidInput, NotFound
from ..._engine.plan import Change, Plan
from ..._http.odata import quoted
from ..graph.batch import Item
from ..graph.client import GraphClient
from ..graph.identifiers import application_id
from ..graph.replication import glance, misses_an_object, once_replicated
from ..graph.resource import EntraResource
from .home_realm_discovery_plan import WRAPPER, Facts, check_definition, parse_definition, plan_policy, represent
from .service_principal import service_principal_path

POLICIES = "/policies/homeRealmDiscoveryPolicies"
SELECT = "id,appId,displayName"


class HomeRealmDiscoveryPolicy(EntraResource):
    """One policy and its assignment to one application's service principal."""

    kind = "Home Realm Discovery policy"

    def __init__(self, graph: GraphClient, options: Mapping[str, Any]) -> None:
        super().__init__(graph, options)
        self._app_id = application_id(options, "app_id", graph.check_mode)
        self._facts = Facts()
        self._federated: bool | None = None
        self._service_principal_id: str | None = None
        self._created_id: str | None = None
        check_definition(options)

    def read(self) -> dict[str, Any] | None:
        """Find the policy; wait for a service principal that an earlier task may have just created."""
        answers = None
        if self._app_id and self._options["state"] == "present" and not self._graph.check_mode:
            what = f"the service principal of application {self._app_id}"
            answers = glance(self._answers_with_service_principal, what)
        return self._take(answers or self._ask())

    def look(self) -> dict[str, Any] | None:
        """Find the policy."""
        return self._take(self._ask())

    def _take(self, answers: dict[str, Item]) -> dict[str, Any] | None:
        """Return the policy that the service principal has, and keep those of this name, with all that they are assigned to where one is
        to be changed or deleted."""
        if self._federated is False:
            return None
        self._take_service_principal(answers)
        self._facts = self._facts_of(answers)
        return represent(self._facts, self._options, self._app_id)

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Create, change, assign, unassign or delete; nothing for a user whose domain is not federated."""
        if self._federated is False:
            return Plan(None, None)
        return plan_policy(self._options, self._facts, self._app_id, found)

    def apply(self, change: Change) -> None:
        """Write on Microsoft Graph."""
        if change.kind == "create":
            self._created_id = self._create(change.payload)
        elif change.kind == "update":
            self._graph.patch(
                f"{POLICIES}/{change.payload['id']}", {"definition": _to_graph(change.payload["definition"])}
            )
        elif change.kind == "assign":
            self._assign(change.payload.get("id") or str(self._created_id))
        elif change.kind == "unassign":
            self._graph.delete(f"{self._assignments()}/{change.payload['id']}/$ref")
        else:
            self._graph.delete(f"{POLICIES}/{change.payload['id']}")

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {"policy": found, "federated": self._federated}

    def _ask(self) -> dict[str, Item]:
        """All that needs no earlier answer, in one round trip."""
        paths = {"policies": POLICIES}
        if self._options["only_if_federated"] and self._federated is None:
            paths["domain"] = f"/domains/{quote(self._domain(), safe='')}"
        if self._app_id:
            paths["service_principal"] = service_principal_path(self._app_id, SELECT)
            paths["assigned"] = f"/servicePrincipals(appId={quoted(self._app_id)})/homeRealmDiscoveryPolicies"
        answers = dict(zip(paths, self._graph.batch(list(paths.values()))))
        if "domain" in answers:
            self._federated = self._is_federated(answers["domain"].take())
        return answers

    def _answers_with_service_principal(self) -> dict[str, Item] | None:
        answers = self._ask()
        return answers if self._federated is False or answers["service_principal"].take() else None

    def _domain(self) -> str:
        return self._options["only_if_federated"].rpartition("@")[2].strip()

    def _is_federated(self, domain: Mapping[str, Any] | None) -> bool:
        if domain is None:
            raise InvalidInput(
                f"only_if_federated is {self._options['only_if_federated']!r}, and {self._domain()!r} is no domain of this tenant. "
                f"Correct it, or leave it out to assign the policy regardless."
            )
        return domain.get("authenticationType") == "Federated"

    def _take_service_principal(self, answers: Mapping[str, Item]) -> None:
        found = answers["service_principal"].take() if "service_principal" in answers else None
        if found is None and self._options["state"] == "present" and not self._graph.check_mode:
            raise NotFound(
                f"Application {self._app_id} has no service principal in this tenant, and a policy is assigned to that. Create it first "
                f"with entra_service_principal, or correct app_id.",
                status=404,
            )
        self._service_principal_id = found["id"] if found else None

    def _facts_of(self, answers: Mapping[str, Item]) -> Facts:
        listed = answers["assigned"].values() if self._service_principal_id else []
        assigned = sorted(listed, key=lambda policy: policy.get("displayName") != self._options["display_name"])
        # A tenant has a handful of policies; comparing names here needs no trust in the filter's idea of equal.
        named = [
            item for item in answers["policies"].values() if item.get("displayName") == self._options["display_name"]
        ]
        in_question = [
            item
            for item in {policy["id"]: policy for policy in [*assigned[:1], *named]}.values()
            if self._may_change(item)
        ]
        return Facts(
            assigned[0] if assigned else None,
            tuple(named),
            self._other_assignees([policy["id"] for policy in in_question]),
        )

    def _may_change(self, policy: Mapping[str, Any]) -> bool:
        """Whether the policy may be about to be deleted or given another definition: then it matters who else has it."""
        if policy.get("displayName") != self._options["display_name"]:
            return False
        return self._options["state"] == "absent" or parse_definition(policy) != self._options["definition"]

    def _other_assignees(self, policy_ids: list[str]) -> dict[str, list[str]]:
        answers = (
            self._graph.batch([f"{POLICIES}/{policy_id}/appliesTo" for policy_id in policy_ids]) if policy_ids else []
        )
        return {
            policy_id: sorted(
                f"{item.get('displayName') or 'unnamed'} ({item['id']})"
                for item in answer.values()
                if item["id"] != self._service_principal_id
            )
            for policy_id, answer in zip(policy_ids, answers)
        }

    def _assignments(self) -> str:
        return f"/servicePrincipals/{self._service_principal_id}/homeRealmDiscoveryPolicies"

    def _assigned(self) -> list[dict[str, Any]]:
        return self._graph.get_all(self._assignments())

    def _create(self, members: Mapping[str, Any]) -> str:
        body = {
            "displayName": members["display_name"],
            "definition": _to_graph(members["definition"]),
            "isOrganizationDefault": False,
        }
        return self._graph.post(POLICIES, body, happened=lambda: glance(self._just_made, "the policy"))["id"]

    def _just_made(self) -> dict[str, Any] | None:
        """A policy of this name that wasn't there when we planned."""
        known = {policy["id"] for policy in self._facts.named}
        there = self._graph.get_all(POLICIES)
        return next(
            (
                policy
                for policy in there
                if policy.get("displayName") == self._options["display_name"] and policy["id"] not in known
            ),
            None,
        )

    def _assign(self, policy_id: str) -> None:
        def is_assigned() -> dict[str, Any] | None:
            return next((policy for policy in self._assigned() if policy["id"] == policy_id), None)

        reference = {"@odata.id": f"{self._graph.endpoint}/v1.0{POLICIES}/{policy_id}"}
        try:
            once_replicated(
                lambda: self._graph.post(f"{self._assignments()}/$ref", reference, happened=is_assigned),
                misses_an_object,
                "the policy and the service principal to be known everywhere",
            )
        except Conflict:
            if glance(is_assigned, "the assignment") is None:
                raise


def _to_graph(definition: Mapping[str, Any]) -> list[str]:
    """Graph keeps a definition as a list of one JSON string; its outer member is mandatory, or it is stored and ignored."""
    return [json.dumps({WRAPPER: definition[WRAPPER]}, separators=(",", ":"), sort_keys=True)]
