# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Deleted applications: for 30 days they can be restored, or deleted finally."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._engine.errors import Ambiguous, InvalidInput, NotFound, RequestRefused
from ..._engine.plan import Change
from ..client_secrets.tags import MANAGED
from ..graph.batch import Item
from ..graph.client import GraphClient
from ..graph.replication import glance, misses_an_object, once_replicated, settled
from ..service_principals.service_principal import find_service_principal, lacks_its_application
from .by_name import called
from .members import SELECT

DELETED = "/directory/deletedItems"
# 999 is the largest page here.
APPLICATIONS = f"{DELETED}/microsoft.graph.application?$select={SELECT},deletedDateTime&$top=999"
SERVICE_PRINCIPALS = f"{DELETED}/microsoft.graph.servicePrincipal?$select=id,appId,displayName&$top=999"


class DeletedItems:
    """The deleted applications and service principals of the tenant, as last read."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        self._options = options
        self._applications: list[dict[str, Any]] = []
        self._service_principals: list[dict[str, Any]] = []
        self._restores = options["state"] == "present" and bool(options["restore_deleted"])
        self._purges = options["state"] == "absent" and options["purge"]

    def paths(self) -> dict[str, str]:
        """What is to be read each time: nothing, unless to restore or to purge."""
        if self._restores:
            return {"deleted applications": APPLICATIONS, "deleted service principals": SERVICE_PRINCIPALS}
        return {"deleted applications": APPLICATIONS} if self._purges else {}

    def take(self, answers: Mapping[str, Item]) -> None:
        """Keep what was read."""
        if "deleted applications" in answers:
            self._applications = answers["deleted applications"].values()
        if "deleted service principals" in answers:
            self._service_principals = answers["deleted service principals"].values()

    def read(self, graph: GraphClient) -> None:
        """Read the deleted applications, before another one is created."""
        self._applications = graph.get_all(APPLICATIONS)

    def chosen(self) -> dict[str, Any] | None:
        """The deleted application that the options mean, for restoring or purging. Raises `Ambiguous`."""
        candidates = self._candidates()
        if len(candidates) > 1:
            raise Ambiguous(
                f"{len(candidates)} deleted applications fit: {_listed(candidates)}. Name the right one by app_id.",
                app_ids=[item["appId"] for item in candidates],
            )
        return candidates[0] if candidates else None

    def by_id(self, identifier: str) -> dict[str, Any] | None:
        """The deleted application with that object id."""
        return next((item for item in self._applications if item["id"] == identifier), None)

    def service_principal_of(self, app_id: str) -> str | None:
        """Object id of the application's deleted service principal; where there are several, of the first one listed."""
        return next((item["id"] for item in self._service_principals if _same(item.get("appId"), app_id)), None)

    def check_free(self) -> None:
        """Raise for a deleted application that a new one would take the place of, unless ``restore_deleted`` says what to do."""
        app_id, unique_name = self._options["app_id"], self._options["unique_name"]
        twins = self._with("appId", app_id) if app_id else self._with("uniqueName", unique_name)
        if app_id and twins:
            raise NotFound(
                f"Application {app_id} is deleted ({_listed(twins)}). Set restore_deleted to true to restore it.",
                status=404,
            )
        if twins and self._options["restore_deleted"] is None:
            raise InvalidInput(
                f"A deleted application has the unique name {unique_name!r}: {_listed(twins)}. Set restore_deleted to true to restore it with its "
                f"client id, or to false to create another; or delete it finally (state absent, its app_id, purge).",
                app_ids=[item["appId"] for item in twins],
            )

    def warnings(self) -> list[str]:
        """What the user should know where another application of the name is created."""
        named = self._with("displayName", self._options["display_name"])
        if not named:
            return []
        return [
            f"An application called {self._options['display_name']!r} is among the deleted ones: {_listed(named)}. It was left there, and another "
            f"one created; to restore one instead, set restore_deleted to true."
        ]

    def _candidates(self) -> list[dict[str, Any]]:
        options = self._options
        if options["app_id"]:
            return self._with("appId", options["app_id"])
        if options["unique_name"] and self._with("uniqueName", options["unique_name"]):
            return self._with("uniqueName", options["unique_name"])
        named = self._with("displayName", options["display_name"])
        if options["unique_name"]:
            # One with a unique name of its own is another application.
            return [item for item in named if options["adopt"] and not item.get("uniqueName")]
        strangers = [item for item in named if MANAGED not in (item.get("tags") or [])]
        if strangers and not options["adopt"]:
            raise Ambiguous(
                f"A deleted application is called {options['display_name']!r}, and this collection didn't create it: {_listed(strangers)}. "
                f"Give its app_id, or set adopt to true, or choose another display_name.",
                app_ids=[item["appId"] for item in strangers],
            )
        return named

    def _with(self, member: str, value: str | None) -> list[dict[str, Any]]:
        return [item for item in self._applications if value and _same(item.get(member), value)]


def restore(graph: GraphClient, identifier: str) -> None:
    """Restore a deleted application; an answer that got lost is looked for."""

    def restored() -> dict[str, Any] | None:
        return glance(lambda: graph.find(f"/applications/{identifier}?$select=id"), "the restored application")

    graph.post(f"{DELETED}/{identifier}/restore", None, happened=restored)


def restore_service_principal(graph: GraphClient, identifier: str, app_id: str) -> None:
    """Restore a deleted service principal; Graph doesn't restore it with its application."""

    def restored() -> dict[str, Any] | None:
        return glance(lambda: find_service_principal(graph, app_id, "id"), "the restored service principal")

    def lags(refusal: RequestRefused) -> bool:
        return lacks_its_application(refusal) or misses_an_object(refusal)

    once_replicated(
        lambda: graph.post(f"{DELETED}/{identifier}/restore", None, happened=restored),
        lags,
        f"application {app_id}, which its service principal needs, to be known everywhere",
    )


def purge(graph: GraphClient, identifier: str, deleted_now: bool) -> None:
    """Delete finally. An application that was deleted just now shows among the deleted ones only after a while."""
    path = f"{DELETED}/{identifier}"
    if deleted_now:
        settled(lambda: graph.find(path) or {}, bool, "the application to show among the deleted ones")
    graph.delete(path)


def _same(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() == (other or "").casefold()


def _listed(applications: list[dict[str, Any]]) -> str:
    return ", ".join(
        f"app_id {item['appId']}, deleted {item.get('deletedDateTime') or 'at an unknown time'}"
        for item in applications
    )


def restoring(service_principal_id: str, application: Mapping[str, Any]) -> Change:
    """The change that restores the service principal of an application."""
    payload = {"service_principal_id": service_principal_id, "app_id": application["app_id"]}
    return Change(
        "restore_service_principal", f"restore the service principal of application {called(application)}", payload
    )


def purging(application: Mapping[str, Any]) -> Change:
    """The change that deletes an application finally."""
    return Change("purge", f"delete application {called(application)} finally", {"id": application["id"]})
