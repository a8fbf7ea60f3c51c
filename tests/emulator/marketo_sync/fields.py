"""The fields of a person: their REST names, and the Dynamics columns that the sync fills them from.

Names and mapping are those of Adobe's pages *Standard Fields* and *Default Dynamics Field Mapping*. The REST name of
*Person Notes*, which the column description goes to, is not published, so that column does not travel here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Field:
    """One field."""

    name: str
    label: str
    kind: str
    length: int | None = None
    column: str | None = None
    updateable: bool = True
    searchable: bool = False

    def describe(self) -> dict[str, Any]:
        """What describe2 says of it."""
        described: dict[str, Any] = {"name": self.name, "displayName": self.label, "dataType": self.kind}
        if self.length is not None:
            described["length"] = self.length
        return {**described, "updateable": self.updateable, "crmManaged": self.column is not None}


FIELDS = (
    Field("id", "Id", "integer", updateable=False, searchable=True),
    Field("email", "Email Address", "email", 255, column="emailaddress1", searchable=True),
    Field("salutation", "Salutation", "string", 255, column="salutation"),
    Field("firstName", "First Name", "string", 255, column="firstname"),
    Field("middleName", "Middle Name", "string", 255, column="middlename"),
    Field("lastName", "Last Name", "string", 255, column="lastname"),
    Field("title", "Job Title", "string", 255, column="jobtitle"),
    Field("phone", "Phone Number", "phone", 255, column="telephone1"),
    Field("department", "Department", "string", 255),
    Field("createdAt", "Created At", "datetime", updateable=False),
    Field("updatedAt", "Updated At", "datetime", updateable=False),
)
BY_NAME = {field.name: field for field in FIELDS}
DEFAULT_FIELDS = ("id", "email", "updatedAt", "createdAt", "lastName", "firstName")
