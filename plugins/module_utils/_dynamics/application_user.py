# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Application users: what lets an Entra application into a Dynamics organization as itself (server-to-server)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._engine.errors import Ambiguous, Conflict, InvalidInput
from .._engine.plan import Change, Plan
from .._entra.graph.identifiers import GUID, application_id
from .._http.odata import quoted
from .application_user_plan import Unit, by_name, plan_application_user
from .web_api import WebApiClient

_SELECT = (
    "systemuserid,fullname,applicationid,internalemailaddress,isdisabled,deletedstate,_businessunitid_value"
    "&$expand=systemuserroles_association($select=roleid,name),businessunitid($select=name)"
)
_ROLES = "systemuserroles_association"
NON_INTERACTIVE = 4
"""The access mode of application users."""


class ApplicationUser:
    """The application user of one application in one organization. There is at most one (Microsoft, Manage application users)."""

    def __init__(self, web_api: WebApiClient, options: Mapping[str, Any]) -> None:
        self._web_api = web_api
        self._options = options
        self._app_id = application_id(options, "app_id", web_api.check_mode)
        self._unit: Unit | None = None
        self._id: str | None = None
        self._roles: dict[str, str] = {}

    def read(self) -> dict[str, Any] | None:
        """Read the user, and what planning needs of its business unit."""
        row = self._living(self._rows())
        present = self._options["state"] == "present"
        if present:
            self._check_unit(row)
            if row is None or self._options["roles"] is not None:
                self._unit = self._unit or self._read_unit(row)
        if row is None:
            self._id = None
            return None
        self._id = row["systemuserid"]
        self._roles = {role["name"]: role["roleid"] for role in row.get(_ROLES) or []}
        return represent(row)

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Compare with what is wanted."""
        return plan_application_user(self._app_id, self._options, self._unit, found)

    def apply(self, change: Change) -> None:
        """Do one change."""
        if change.kind == "create":
            self._create(change.payload["enabled"])
        elif change.kind in ("enable", "disable"):
            self._web_api.update(self._path(), {"isdisabled": change.kind == "disable", "applicationid": self._app_id})
        elif change.kind == "assign_role":
            self._assign(change.payload["name"], change.payload["id"])
        elif change.kind == "remove_role":
            self._web_api.unlink(f"{self._path()}/{_ROLES}", f"roles({self._roles[change.payload['name']]})")
        else:
            self._delete()

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values. Marketo's user name for server-to-server is the application user's email address."""
        return {"application_user": found, "username": found["email_address"] if found else None}

    def _path(self) -> str:
        return f"systemusers({self._id})"

    def _rows(self) -> list[dict[str, Any]]:
        if not self._app_id:
            return []
        return self._web_api.get_all(f"systemusers?$select={_SELECT}&$filter=applicationid%20eq%20{self._app_id}")

    def _living(self, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The user; what is deleted already may linger as a row, and doesn't count."""
        living = [row for row in rows if not row.get("deletedstate")]
        if len(living) > 1:
            ids = ", ".join(row["systemuserid"] for row in living)
            raise Ambiguous(
                f"{self._web_api.organization.host} has {len(living)} application users of {self._app_id}: {ids}. Remove all but one in the Power "
                f"Platform admin center (Environments, Settings, Users + permissions, Application users)."
            )
        return living[0] if living else None

    def _create(self, enabled: bool) -> None:
        unit = self._unit
        if unit is None:
            raise InvalidInput("The business unit of the application user is not known.")
        body = {
            "applicationid": self._app_id,
            "accessmode": NON_INTERACTIVE,
            "isdisabled": not enabled,
            "businessunitid@odata.bind": f"/businessunits({unit.id})",
        }
        try:
            self._web_api.create("systemusers", body, happened=lambda: self._living(self._rows()))
        except Conflict:
            self._make_room(body)
        made = self._living(self._rows())
        self._id = made["systemuserid"] if made else None

    def _make_room(self, body: Mapping[str, Any]) -> None:
        """Dataverse says that there is one already: somebody was faster, or a deleted one lingers and stands in the way."""
        rows = self._rows()
        if self._living(rows) or not rows:
            return
        for row in rows:
            self._web_api.delete(f"systemusers({row['systemuserid']})")
        self._web_api.create("systemusers", body, happened=lambda: self._living(self._rows()))

    def _assign(self, name: str, role_id: str) -> None:
        def has_it() -> bool | None:
            row = self._living(self._rows()) or {}
            return True if any(role["roleid"] == role_id for role in row.get(_ROLES) or []) else None

        try:
            self._web_api.link(f"{self._path()}/{_ROLES}", f"roles({role_id})", happened=has_it)
        except Conflict:
            # It has the role already: what was asked for.
            if not has_it():
                raise

    def _delete(self) -> None:
        """The first DELETE may leave a deleted row behind, which a second one purges."""
        self._web_api.delete(self._path())
        for row in self._rows():
            if row["systemuserid"] == self._id and row.get("deletedstate"):
                self._web_api.delete(self._path())

    def _check_unit(self, row: Mapping[str, Any] | None) -> None:
        wanted = self._options["business_unit"]
        if row is None or not wanted:
            return
        name = (row.get("businessunitid") or {}).get("name")
        if wanted.lower() not in (str(name).lower(), str(row["_businessunitid_value"]).lower()):
            raise InvalidInput(
                f"The application user of {self._app_id} belongs to the business unit {name}, and business_unit is {wanted}. A move takes its "
                f"roles away, so it is not made here: move it in Dynamics, or remove the user first (state: absent). Nothing was changed."
            )

    def _read_unit(self, row: Mapping[str, Any] | None) -> Unit:
        """The user's own business unit; for one that is to be created the unit asked for, else the root."""
        if row is not None:
            unit_id, name = row["_businessunitid_value"], (row.get("businessunitid") or {}).get("name") or "of the user"
        else:
            unit = self._find_unit(self._options["business_unit"])
            unit_id, name = unit["businessunitid"], unit["name"]
        if self._options["roles"] is None:
            return Unit(unit_id, name, {})
        roles = self._web_api.get_all(f"roles?$select=roleid,name&$filter=_businessunitid_value%20eq%20{unit_id}")
        return Unit(unit_id, name, by_name(roles, name))

    def _find_unit(self, wanted: str | None) -> dict[str, Any]:
        if not wanted:
            condition = "_parentbusinessunitid_value%20eq%20null"
        elif GUID.match(wanted):
            condition = f"businessunitid%20eq%20{wanted}"
        else:
            condition = f"name%20eq%20{quoted(wanted)}"
        found = self._web_api.get_all(f"businessunits?$select=businessunitid,name&$filter={condition}")
        if len(found) == 1:
            return found[0]
        if found:
            ids = ", ".join(unit["businessunitid"] for unit in found)
            raise Ambiguous(f"{len(found)} business units are called {wanted}: {ids}. Give the id in business_unit.")
        names = sorted(str(unit["name"]) for unit in self._web_api.get_all("businessunits?$select=name"))
        raise InvalidInput(
            f"{self._web_api.organization.host} has no business unit {wanted or 'without a parent'}. It has: {', '.join(names[:20])}. "
            f"Nothing was changed."
        )


def represent(row: Mapping[str, Any]) -> dict[str, Any]:
    """Dataverse's row with this collection's names; roles sorted."""
    return {
        "id": row["systemuserid"],
        "app_id": row["applicationid"],
        "full_name": row.get("fullname"),
        "email_address": row.get("internalemailaddress"),
        "enabled": not row.get("isdisabled"),
        "roles": sorted(role["name"] for role in row.get(_ROLES) or []),
        "business_unit": (row.get("businessunitid") or {}).get("name"),
    }
