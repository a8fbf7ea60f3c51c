# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Proof that records travel: a change of the canary in Dynamics is looked for in Marketo, and taken back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from .._dynamics.web_api import WebApiClient, web_api_client
from .._engine.errors import InvalidInput, MarketoDynamicsError, TimedOut
from .._engine.plan import Change, Plan, unchanged
from .._engine.waiting import wait_for
from .._marketo_rest.client import RestClient, rest_client
from .._marketo_rest.service import custom_service
from .canary import Canary, Record
from .lead import MarketoField, Person, find_field, find_person
from .marker import holds_marker, marked, new_marker, unmarked
from .options import checked
from .signals import interruption_raises

SKIPPED = "A test changes the canary for a while, so check mode leaves it out. Both ends were read."
# Looks and writes until the marker is gone, where somebody else writes the column in the same moment.
_MOST_RESTORES = 3


class Clients(NamedTuple):
    """Both ends."""

    dataverse: WebApiClient
    marketo: RestClient


@contextmanager
def flow_clients(params: dict[str, Any], check_mode: bool) -> Iterator[Clients]:
    """Both clients; closed at the end of the block. What is wrong with the options is said before anything is sent."""
    checked(params)
    custom_service(params)
    with web_api_client(params, check_mode) as dataverse, rest_client(params) as marketo:
        yield Clients(dataverse, marketo)


class Ends(NamedTuple):
    """The canary in Dynamics, the person that Marketo made of it, and the field that the sync fills."""

    record: Record
    person: Person
    field: MarketoField

    @property
    def in_step(self) -> bool:
        """Whether both held the same text before the test."""
        return self.person.text == unmarked(self.record.text)


class FlowTest:
    """Tests, and leaves nothing behind. What an interrupted test left in the canary is taken away first."""

    def __init__(self, clients: Clients, options: Mapping[str, Any]) -> None:
        self._clients = clients
        self._options = options
        self._canary = Canary(clients.dataverse, options)
        self._column = options["canary_column"]

    def leftovers(self) -> Plan:
        """Plan to take away what a test that was killed left in the column, whatever Marketo says."""
        self._canary.longest()
        record = self._canary.find()
        if not holds_marker(record.text):
            return unchanged(None)
        summary = f"take the marker of an interrupted flow test out of {self._column} of {self._canary.name}"
        change = Change("restore", summary, {"record": record, "text": unmarked(record.text)})
        return Plan(
            before={"id": record.id, self._column: record.text},
            after={"id": record.id, self._column: change.payload["text"]},
            changes=(change,),
        )

    def restore(self, change: Change) -> None:
        """Write the former text."""
        self._canary.write(change.payload["record"], change.payload["text"])

    def run(self) -> dict[str, Any]:
        """Look at both ends, and test where nothing stands in the way; return the module's return values."""
        longest = self._canary.longest()
        record = self._canary.find()
        self._canary.require_write_access(record)
        field = find_field(self._clients.marketo, self._options["marketo_field"])
        ends = Ends(record, find_person(self._clients.marketo, record.email, field.name), field)
        self._require_room(record, longest, field)
        if self._clients.dataverse.check_mode:
            return self._returned(ends, None, SKIPPED)
        return self._returned(ends, self._test(ends), None)

    def _returned(self, ends: Ends, seconds: float | None, skipped_reason: str | None) -> dict[str, Any]:
        canary = {
            "table": self._options["canary_table"],
            "id": ends.record.id,
            "email": ends.record.email,
            "column": self._column,
            "marketo_field": self._options["marketo_field"],
        }
        return {
            "arrived": None if seconds is None else True,
            "seconds": seconds,
            "in_step": ends.in_step,
            "crm_managed": ends.field.crm_managed,
            "marketo_id": ends.person.id,
            "canary": canary,
            "skipped_reason": skipped_reason,
        }

    def _require_room(self, record: Record, longest: int, field: MarketoField) -> None:
        """The marker is appended, never put in the place of something: the former text must stay readable."""
        needed = len(marked(unmarked(record.text), new_marker()))
        for where, room in ((f"The column {self._column}", longest), (f"Marketo's field {field.name}", field.longest)):
            if room is not None and needed > room:
                raise InvalidInput(
                    f"{where} holds at most {room} characters, and the canary's text with the test's marker behind it would have {needed}. "
                    f"Shorten the text of the {self._canary.name}, or choose another canary_column."
                )

    def _test(self, ends: Ends) -> float:
        """Touch, wait, restore; the seconds that the change was on its way."""
        marker, record = new_marker(), ends.record
        with interruption_raises():
            try:
                seconds = self._measure(ends, marker)
                self._restore(record, marker, None)
            except BaseException as error:
                # Also where the touch failed, since its answer may have been lost after it was done, and where restoring was interrupted.
                self._restore(record, marker, error)
                raise
        return seconds

    def _measure(self, ends: Ends, marker: str) -> float:
        record = ends.record
        text = marked(record.text, marker)
        self._canary.write(record, text)
        if self._canary.text(record) != text:
            raise MarketoDynamicsError(
                f"Dynamics took the change of {self._column} of the {self._canary.name}, and does not show it. A plug-in or a business "
                f"rule may set that column; choose another canary_column."
            )
        touched = time.monotonic()

        def look() -> float | None:
            there = find_person(self._clients.marketo, record.email, self._options["marketo_field"])
            return round(time.monotonic() - touched, 1) if marker in (there.text or "") else None

        try:
            return wait_for(
                look,
                "the change to arrive in Marketo",
                self._options["arrival_timeout"],
                self._options["poll_interval"],
            )
        except TimedOut:
            raise TimedOut(
                self._did_not_arrive(ends, marker),
                arrived=False,
                waited=self._options["arrival_timeout"],
                marketo_id=ends.person.id,
            ) from None

    def _did_not_arrive(self, ends: Ends, marker: str) -> str:
        said = [
            f"The change of {self._column} of the {self._canary.name} in Dynamics did not arrive in {self._options['marketo_field']} in Marketo "
            f"({self._clients.marketo.host}) within {self._options['arrival_timeout']:g} seconds (arrival_timeout)."
        ]
        if marker not in (self._canary.text(ends.record) or ""):
            said.append("Somebody else changed the column meanwhile, perhaps another flow test with the same canary.")
        if ends.field.crm_managed is False:
            said.append("Marketo says that no CRM fills this field: choose one that the sync carries.")
        elif not ends.in_step:
            said.append(
                "Both held different texts before already: the sync stood still then too, or the two don't belong together."
            )
        said.append(
            "Look whether the sync is enabled, at its Sync Errors tab, and whether the field is among those that it carries."
        )
        return " ".join(said)

    def _restore(self, record: Record, marker: str, after: BaseException | None) -> None:
        """Take this test's marker out of the column. What somebody else wrote there meanwhile stays."""
        try:
            for _each in range(_MOST_RESTORES):
                text = self._canary.text(record)
                if marker not in (text or ""):
                    return
                self._canary.write(record, unmarked(text))
            raise MarketoDynamicsError("The marker is still there after it was taken away several times.")
        except MarketoDynamicsError as error:
            happened = (
                f"{after.message} "
                if isinstance(after, MarketoDynamicsError) and "restored" not in after.details
                else ""
            )
            raise MarketoDynamicsError(
                f"{happened}The {self._canary.name} could not be restored: {error.message} Its column {self._column} may still end with "
                f"{marker}. Run this task again: it takes that away first.",
                restored=False,
            ) from error
