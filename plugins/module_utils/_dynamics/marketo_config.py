# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Marketo User: which user of the organization the Marketo solution takes for the sync's own (record Default under Marketo Config)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from .._engine.errors import Ambiguous, InvalidInput
from .._engine.plan import Change, Plan
from .._entra.graph.identifiers import application_id
from .._http.odata import quoted
from .marketo_config_discovery import TABLE_NAME, ConfigRecords, NotDiscovered, read_config, read_navigation_property
from .marketo_config_plan import WantedUser, plan_marketo_config, same_user
from .solution import ENTITY, choose_solution, component_ids, read_components, read_solutions
from .web_api import WebApiClient

_USER = "systemuserid,fullname,domainname,applicationid,isdisabled,deletedstate"


class MarketoConfig:
    """The lookup Marketo User of one record of Marketo Config."""

    def __init__(self, web_api: WebApiClient, options: Mapping[str, Any]) -> None:
        self._web_api = web_api
        self._options = dict(options)
        # A play hands on an empty id where an application doesn't exist yet; so the option that was given counts, not its value.
        self._by_application = options["username"] is None
        self._app_id = application_id(options, "app_id", web_api.check_mode) if self._by_application else None
        if not self._by_application and not options["username"].strip():
            raise InvalidInput(
                "username is empty. Give the user name (UPN) of a user of the organization, or app_id instead of it."
            )
        self._wanted: WantedUser | None = None
        self._config: ConfigRecords | None = None
        self._navigation_property: str | None = None

    def read(self) -> dict[str, Any] | None:
        """Read who the Marketo User is, and who is to be it. Raises `InvalidInput`, `Ambiguous`."""
        wanted = self._wanted = self._wanted or self._find_wanted()
        config = self._config = self._read_config()
        now = config.users[0]
        found: dict[str, Any] = {
            "table": config.table,
            "column": config.column,
            "record": self._options["config_record"],
            "systemuserid": now,
        }
        if same_user(wanted.id, now):
            return {**found, "full_name": wanted.full_name, "domain_name": wanted.domain_name}
        self._navigation_property = self._discover(read_navigation_property, config.table, config.column)
        row = self._web_api.find(f"systemusers({now})?$select=fullname,domainname") if now else None
        return {**found, "full_name": (row or {}).get("fullname"), "domain_name": (row or {}).get("domainname")}

    def plan(self, found: dict[str, Any] | None) -> Plan:
        """Compare with what is wanted."""
        return plan_marketo_config(self._wanted or WantedUser(None), found or {}, self._navigation_property)

    def apply(self, change: Change) -> None:
        """Bind the lookup to the user."""
        if self._config is None:
            raise InvalidInput(f"The record of {TABLE_NAME} is not known.")
        record = f"{self._config.entity_set}({self._config.record_ids[0]})"
        self._web_api.update(
            record,
            {f"{change.payload['navigation_property']}@odata.bind": f"/systemusers({change.payload['user_id']})"},
        )

    def result(self, found: dict[str, Any] | None) -> dict[str, Any]:
        """The module's return values."""
        return {"marketo_config": found}

    def _read_config(self) -> ConfigRecords:
        """Table, column and the one record. What was found out once is not asked for again."""
        options = dict(self._options)
        if self._config:
            options.update(config_table=self._config.table, config_user_column=self._config.column)
        table_ids: list[str] = [] if options["config_table"] else self._solution_tables()
        config: ConfigRecords = self._discover(read_config, options, table_ids)
        if len(config.users) == 1:
            return config
        record, host = options["config_record"], self._web_api.organization.host
        if config.users:
            raise Ambiguous(
                f"{TABLE_NAME} ({config.table}) of {host} has {len(config.users)} records called {record}: {', '.join(config.record_ids)}. "
                f"Leave one of them, or name another in config_record. Nothing was changed."
            )
        raise InvalidInput(
            f"{TABLE_NAME} ({config.table}) of {host} has no record called {record}. Name the record in config_record, or make it in Dynamics "
            f"(Settings, {TABLE_NAME}). Nothing was changed."
        )

    def _solution_tables(self) -> list[str]:
        """Metadata ids of the tables of the Marketo solution."""
        named, host = self._options["solution_name"], self._web_api.organization.host
        found = read_solutions(self._web_api, named)
        solution = choose_solution(found)
        if solution is None and found:
            names = ", ".join(sorted(f"{each['friendlyname']} ({each['uniquename']})" for each in found))
            raise InvalidInput(
                f"Several solutions of {host} could be Marketo's: {names}. Name the one in solution_name. Nothing was changed."
            )
        if solution is None:
            what = f"is called {named}" if named else "has Marketo in its name"
            raise InvalidInput(
                f"No solution of {host} {what}. Install Marketo's solution, or name the one that is there in solution_name. Nothing was "
                f"changed."
            )
        return component_ids(read_components(self._web_api, solution["solutionid"]), ENTITY)

    def _discover(self, look: Any, *arguments: Any) -> Any:
        try:
            return look(self._web_api, *arguments)
        except NotDiscovered as failure:
            raise InvalidInput(
                f"{self._web_api.organization.host}: {failure}. {failure.fix} Nothing was changed."
            ) from failure

    def _find_wanted(self) -> WantedUser:
        """The one enabled user; in check mode it may be an application user that an earlier task of the play would create."""
        if self._by_application and not self._app_id:
            return WantedUser(None)
        condition = (
            f"applicationid%20eq%20{self._app_id}"
            if self._by_application
            else f"domainname%20eq%20{quoted(self._options['username'].strip())}"
        )
        rows = self._web_api.get_all(f"systemusers?$select={_USER}&$filter={condition}")
        # What is deleted already may linger as a row, and doesn't count.
        living = [row for row in rows if not row.get("deletedstate")]
        if not living and self._by_application and self._web_api.check_mode:
            return WantedUser(None, app_id=self._app_id)
        if not living:
            self._refuse_unknown()
        if len(living) > 1:
            ids = ", ".join(row["systemuserid"] for row in living)
            raise Ambiguous(
                f"{self._web_api.organization.host} has {len(living)} users that fit {self._asked()}: {ids}. Remove all but one. Nothing was "
                f"changed."
            )
        return self._enabled(living[0])

    def _enabled(self, row: Mapping[str, Any]) -> WantedUser:
        user = WantedUser(row["systemuserid"], row.get("fullname"), row.get("domainname"), row.get("applicationid"))
        if row.get("isdisabled"):
            raise InvalidInput(
                f"The user {user.full_name or user.id} ({self._asked()}) is disabled in {self._web_api.organization.host}, so it can't be the "
                f"Marketo User. Enable it (Power Platform admin center, Environments, Settings, Users). Nothing was changed."
            )
        return user

    def _refuse_unknown(self) -> NoReturn:
        fix = (
            "Create it first with dynamics_application_user."
            if self._by_application
            else "Check username, or add the user to the environment (Power Platform admin center, Environments, Settings, Users)."
        )
        what = "application user" if self._by_application else "user"
        raise InvalidInput(
            f"{self._web_api.organization.host} has no {what} that fits {self._asked()}. {fix} Nothing was changed."
        )

    def _asked(self) -> str:
        return f"app_id {self._app_id}" if self._by_application else f"username {self._options['username'].strip()}"
