# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Client secrets of an application: making, retiring, and remembering which one is in use.

A secret's value is given once, in the answer that creates it. So nothing that comes after that answer may lose it, and a
secret whose answer got lost is removed by its exact key id before another is made.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any, Callable

from ..._engine.errors import NotFound, RequestRefused, TimedOut, Unreachable
from ..._engine.plan import Change, Plan
from ..._http.odata import quoted
from ..._http.retry import AnswerLost
from ..graph import replication
from ..graph.client import GraphClient
from ..graph.identifiers import application_id
from ..graph.replication import glance, once_replicated, settled
from ..graph.resource import EntraResource
from .plan import by_key_id, chosen, plan_secret, protecting, represent, represent_secret
from .policy import check_restrictions, read_restrictions
from .spec import read_spec

SELECT = "id,appId,createdDateTime,tags,passwordCredentials"
ATTEMPTS = 3
"""How often a secret is asked for whose answers get lost."""
ORPHAN_SECONDS = 30.0


def _now() -> datetime:
    return datetime.now(timezone.utc).replace(microsecond=0)


class ClientSecret(EntraResource):
    """The secrets of one description on one application."""

    kind = "client secret"

    def __init__(self, graph: GraphClient, options: Mapping[str, Any], clock: Callable[[], datetime] = _now) -> None:
        super().__init__(graph, options)
        self._spec = read_spec(options, application_id(options, "app_id", graph.check_mode), graph.check_mode)
        self._now = clock()
        self._restrictions: list[dict[str, Any]] | None = None
        self._before: dict[str, Any] | None = None
        """What was there before this task wrote: a key that came later is somebody else's."""

    def read(self) -> dict[str, Any] | None:
        """Read the secrets; wait for an application or a secret that an earlier task may have just created."""
        found = None
        if self._spec.app_id and self._spec.state != "absent" and not self._graph.check_mode:
            found = glance(self._find_expected, f"application {self._spec.app_id}")
        found = found or self.look()
        self._before = found
        if found is not None and _creates(plan_secret(self._spec, found, self._now)):
            self._restrictions = read_restrictions(self._graph, found["id"])
        return found

    def settle(self, shown: dict[str, Any] | None) -> dict[str, Any] | None:
        """Read until the changes show; but once a secret was created, no trouble with reading may lose its value."""
        if shown is None:
            return super().settle(shown)
        key_id = shown["created"]["keyId"].lower()
        try:
            found = settled(
                self.look,
                lambda found: bool(found and by_key_id(found, key_id)),
                "the new client secret to show on the application",
            )
        except (RequestRefused, Unreachable, TimedOut):
            found = None
        return {**(found or {}), **shown}

    def look(self) -> dict[str, Any] | None:
        """The application's secrets and which of them is recorded as live; None without the application."""
        if not self._spec.app_id:
            return None
        found = self._find()
        if found is None and self._spec.state != "absent":
            raise NotFound(
                f"There is no application with app_id {self._spec.app_id} in this tenant. Correct app_id, or register it first "
                f"with entra_application.",
                status=404,
            )
        return found

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Create one secret, remove some, or record one as live."""
        planned = plan_secret(self._spec, found, self._now)
        if found is not None and self._restrictions and _creates(planned):
            check_restrictions(
                self._restrictions, self._spec.valid_for, self._options["valid_for"], found["created_date_time"]
            )
        return planned

    def apply(self, change: Change) -> dict[str, Any] | None:
        """Make the change on Microsoft Graph; return a created secret, which nothing else ever shows."""
        if change.kind == "create":
            return {"created": self._create(change.payload)}
        if change.kind == "record":
            body = {"tags": list(change.payload["tags"])}
            once_replicated(
                lambda: self._graph.patch(self._path(), body),
                _passes,
                f"application {self._spec.app_id} to take a record",
            )
        else:
            self._remove(change.payload["key_id"])
        return None

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values; ``secret_text`` only in the run that created the secret."""
        created = (found or {}).get("created")
        shown: dict[str, Any] | None
        if created:
            shown = {
                **represent_secret(created),
                "live": False,
                "pending": False,
                "secret_text": created["secretText"],
            }
        else:
            secret = self._shown(found)
            shown = (
                {
                    **secret,
                    "live": _is_recorded(secret, found, "live_key_id"),
                    "pending": _is_recorded(secret, found, "pending_key_id"),
                }
                if secret
                else None
            )
        return {"client_secret": shown, "other_key_ids": self._others(shown)}

    def _others(self, shown: Mapping[str, Any] | None) -> list[str]:
        """The further secrets of the same description that no other connection has in use: those to retire once this one is."""
        found = self._before
        if not shown or found is None:
            return []
        return [
            secret["key_id"]
            for secret in found["secrets"]
            if secret["description"] == shown["description"]
            and secret["key_id"] != shown["key_id"]
            and all(
                record.connection == self._spec.connection for record in protecting(self._spec, found, secret["key_id"])
            )
        ]

    def _shown(self, found: dict[str, Any] | None) -> dict[str, Any] | None:
        if found is None or self._spec.state in ("absent", "not_live"):
            return None
        if self._spec.state in ("live", "pending"):
            return by_key_id(found, self._spec.key_id)
        # In check mode the secret that would be created has no key id yet.
        return by_key_id(found, None) or chosen(self._spec, found, self._now)

    def _path(self) -> str:
        return f"/applications(appId={quoted(str(self._spec.app_id))})"

    def _find(self) -> dict[str, Any] | None:
        application = self._graph.find(f"{self._path()}?$select={SELECT}")
        return represent(application, self._spec.connection) if application else None

    def _find_expected(self) -> dict[str, Any] | None:
        """None also while the secret to be recorded doesn't show: an earlier task may have made it seconds ago."""
        found = self._find()
        hidden = found and self._spec.state in ("live", "pending") and not by_key_id(found, self._spec.key_id)
        return None if hidden else found

    def _create(self, credential: Mapping[str, Any]) -> dict[str, Any]:
        before = self._key_ids()
        lost: AnswerLost | None = None
        for _attempt in range(ATTEMPTS):
            try:
                created = self._add(credential)
            except AnswerLost as error:
                lost = error
                self._await_orphans(before, credential)
                continue
            if lost:
                self._remove_late_orphans(before, credential, created["keyId"].lower())
            return created
        raise AnswerLost(
            f"Asked {ATTEMPTS} times for a client secret, and each answer got lost ({lost}). What showed up on the application "
            f"through that was removed again. Run again later.",
            sent=True,
        ) from lost

    def _add(self, credential: Mapping[str, Any]) -> dict[str, Any]:
        def add() -> dict[str, Any]:
            made = self._graph.post_once(f"{self._path()}/addPassword", {"passwordCredential": dict(credential)})
            if not (made.get("keyId") and made.get("secretText")):
                # Whatever changed the answer on the way: a secret may have been made whose value nobody has.
                raise AnswerLost("The answer to the creation of a client secret holds none.", sent=True)
            return made

        try:
            return once_replicated(add, _passes, f"application {self._spec.app_id} to take a client secret")
        except RequestRefused as refusal:
            raise _explained(refusal, self._options["valid_for"]) from refusal

    def _key_ids(self) -> frozenset[str]:
        found = self._find()
        return frozenset(secret["key_id"] for secret in found["secrets"]) if found else frozenset()

    def _orphans(self, before: frozenset[str], credential: Mapping[str, Any]) -> list[str]:
        """What a POST without an answer made: keys that weren't there before it, with just its description and end."""
        found = self._find()
        return [
            secret["key_id"]
            for secret in (found or {}).get("secrets", [])
            if secret["key_id"] not in before
            and secret["description"] == credential["displayName"]
            and secret["end_date_time"] == credential["endDateTime"]
        ]

    def _await_orphans(self, before: frozenset[str], credential: Mapping[str, Any]) -> None:
        seconds = min(ORPHAN_SECONDS, replication.bound())
        try:
            orphans = settled(
                lambda: self._orphans(before, credential), bool, "the client secret whose answer got lost", seconds
            )
        except TimedOut:
            return
        for key_id in orphans:
            self._remove(key_id)

    def _remove_late_orphans(self, before: frozenset[str], credential: Mapping[str, Any], created: str) -> None:
        """Those that showed up too late to be seen earlier. The new secret's value must not be lost over them."""
        try:
            for key_id in self._orphans(before | {created}, credential):
                self._remove(key_id)
        except (RequestRefused, Unreachable, TimedOut):
            return

    def _remove(self, key_id: str) -> None:
        def remove() -> bool:
            self._graph.post(f"{self._path()}/removePassword", {"keyId": key_id}, happened=lambda: None)
            return True

        try:
            once_replicated(remove, _is_concurrency, f"application {self._spec.app_id} to be free for writing")
        except RequestRefused:
            # How Graph answers for a key that is gone already isn't documented; being gone is what was asked for.
            found = self._find()
            if found and by_key_id(found, key_id):
                raise


def _creates(planned: Plan) -> bool:
    return any(change.kind == "create" for change in planned.changes)


def _is_recorded(secret: Mapping[str, Any], found: Mapping[str, Any] | None, record: str) -> bool:
    """In check mode a secret that would be created has no key id yet, and a record of none is none of it."""
    return secret["key_id"] is not None and secret["key_id"] == (found or {})[record]


def _is_concurrency(refusal: RequestRefused) -> bool:
    return refusal.code == "Directory_ConcurrencyViolation"


def _passes(refusal: RequestRefused) -> bool:
    """Refusals that pass by themselves: the application is seconds old, or is being written to by somebody else."""
    return refusal.status == 404 or _is_concurrency(refusal)


def _explained(refusal: RequestRefused, valid_for: str) -> RequestRefused:
    """What a tenant's policy on credentials means for the options here."""
    if refusal.code == "CredentialInvalidLifetimeAsPerAppPolicy":
        fix = f"A policy of this tenant allows only shorter lifetimes than valid_for ({valid_for}): shorten it, or have the policy changed."
    elif refusal.code == "CredentialTypeNotAllowedAsPerAppPolicy":
        fix = "A policy of this tenant forbids client secrets for this application: have it exempted."
    elif refusal.code == "Directory_ResourceSizeExceeded" or "maximum of 2" in refusal.message:
        fix = "The application holds as many credentials as it can: remove old ones (state absent)."
    else:
        return refusal
    details = {name: value for name, value in refusal.details.items() if name not in ("status", "code")}
    return RequestRefused(
        f"No client secret was created. {fix} ({refusal.message})", status=refusal.status, code=refusal.code, **details
    )
