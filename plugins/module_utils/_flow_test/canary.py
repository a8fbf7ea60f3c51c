# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The canary: one lead or contact in Dynamics, and one text column of it, which a test may touch."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, NamedTuple

from .._dynamics.web_api import WebApiClient
from .._engine.errors import Ambiguous, InvalidInput, NotFound, RequestRefused
from .._http.odata import quoted

ENTITY_SETS = {"contact": "contacts", "lead": "leads"}
EMAIL = "emailaddress1"
_TEXT = "Microsoft.Dynamics.CRM.StringAttributeMetadata"
_ACCESS = "Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@target)"
# As many matches as a sentence can list.
_MOST = 6


class Record(NamedTuple):
    """The canary as it was found; ``text`` is what its column holds, None where that is empty."""

    id: str
    email: str
    text: str | None


class Canary:
    """Finds the record, reads its column, writes it."""

    def __init__(self, dataverse: WebApiClient, options: Mapping[str, Any]) -> None:
        self._dataverse = dataverse
        self._id = options["canary_id"]
        self._email = options["canary_email"]
        self._table = options["canary_table"]
        self._column = options["canary_column"]
        self._longest: int | None = None

    @property
    def _host(self) -> str:
        return self._dataverse.organization.host

    @property
    def name(self) -> str:
        """What sentences call it."""
        return f"{self._table} {self._email or self._id}"

    def longest(self) -> int:
        """How many characters the column can hold. Raises `InvalidInput` where it is no text column, or can't be written."""
        if self._longest is None:
            self._longest = self._read_longest()
        return self._longest

    def _read_longest(self) -> int:
        columns = self._text_columns()
        column = columns.get(self._column)
        if column is None:
            near = difflib.get_close_matches(self._column, columns, 4, 0.6)
            advice = f"Near it: {', '.join(near)}." if near else "Give its logical name, such as jobtitle."
            raise InvalidInput(
                f"canary_column is {self._column!r}, which is no column with one line of text of the table {self._table} in "
                f"{self._host}. {advice}"
            )
        if column.get("IsValidForUpdate") is False:
            raise InvalidInput(
                f"canary_column is {self._column!r}, and Dynamics lets nobody change that column of the table {self._table}. Choose "
                f"another, such as jobtitle."
            )
        return int(column.get("MaxLength") or 100)

    def find(self) -> Record:
        """The one record. Raises `InvalidInput` where there is none, `Ambiguous` where there are several."""
        row = self._by_id() if self._id else self._by_email()
        email = (row.get(EMAIL) or "").strip()
        if not email:
            raise InvalidInput(
                f"The {self.name} has no email address ({EMAIL}) in Dynamics, so it can't be found in Marketo. Give it one, or name another "
                f"canary."
            )
        return Record(row[f"{self._table}id"], email, row.get(self._column) or None)

    def text(self, record: Record) -> str | None:
        """What the column holds now."""
        return self._dataverse.get(f"{self._path(record.id)}?$select={self._column}").get(self._column) or None

    def write(self, record: Record, text: str | None) -> None:
        """Set the column; None empties it."""
        self._dataverse.update(self._path(record.id), {self._column: text})

    def require_write_access(self, record: Record) -> None:
        """Raise `InvalidInput` where Dynamics says that the signed-in user may not change the record.

        Where it answers something else, nothing is known, and the first write will tell.
        """
        user = self._dataverse.get("WhoAmI").get("UserId")
        target = f"@target={{'@odata.id':'{self._path(record.id)}'}}"
        try:
            rights = self._dataverse.get(f"systemusers({user})/{_ACCESS}?{target}").get("AccessRights")
        except RequestRefused:
            return
        if rights and "WriteAccess" not in [right.strip() for right in str(rights).split(",")]:
            raise InvalidInput(
                f"The user who signed in to Dynamics ({user}) may not change the {self.name}. Give a security role with the privilege to write "
                f"{ENTITY_SETS[self._table]}, or share the record with it."
            )

    def _text_columns(self) -> dict[str, dict[str, Any]]:
        found = self._dataverse.get_all(
            f"EntityDefinitions(LogicalName='{self._table}')/Attributes/{_TEXT}?$select=LogicalName,MaxLength,IsValidForUpdate"
        )
        return {str(column.get("LogicalName")): column for column in found}

    def _by_id(self) -> dict[str, Any]:
        try:
            return self._dataverse.get(f"{self._path(self._id)}?{self._select()}")
        except NotFound:
            raise InvalidInput(
                f"Dynamics ({self._host}) holds no {self._table} with the id {self._id}. Check canary_id and canary_table."
            ) from None

    def _by_email(self) -> dict[str, Any]:
        rows = self._dataverse.get_all(
            f"{ENTITY_SETS[self._table]}?{self._select()}&$filter={EMAIL}%20eq%20{quoted(self._email)}&$top={_MOST}"
        )
        if not rows:
            raise InvalidInput(
                f"Dynamics ({self._host}) holds no {self._table} with the email address {self._email}. Make one that is a canary and nothing "
                f"else, or correct canary_email and canary_table."
            )
        if len(rows) > 1:
            ids = _listed([str(row[f"{self._table}id"]) for row in rows])
            raise Ambiguous(
                f"Dynamics ({self._host}) holds several {ENTITY_SETS[self._table]} with the email address {self._email}: {ids}. A canary must be "
                f"one record: merge or remove the others, or give its canary_id."
            )
        return rows[0]

    def _select(self) -> str:
        return f"$select={self._table}id,{EMAIL},{self._column}"

    def _path(self, key: str) -> str:
        return f"{ENTITY_SETS[self._table]}({key})"


def _listed(ids: list[str]) -> str:
    return ", ".join(ids[: _MOST - 1]) + (", and more" if len(ids) == _MOST else "")
