# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The seven checks that Marketo makes (P14 to P16)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._engine.errors import MarketoDynamicsError
from .._organization_url import parse_organization_url
from .errors import ValidationFailed, ValidationUnreadable, tell_sync_state
from .model import Credentials, Validated
from .page_info import absolute
from .screen.screenshots import stored
from .session_host.client import SessionClient

SKIPPED = "A validation signs in to Dynamics for real, so check mode leaves it out."


class Validation:
    """Runs Marketo's own validation. It changes nothing, and is nevertheless left out in check mode."""

    def __init__(self, client: SessionClient, options: Mapping[str, Any]) -> None:
        self._client = client
        self._options = options
        organization = parse_organization_url(options["organization_url"])
        self._credentials = Credentials(
            username=options["username"],
            password=options["password"],
            client_id=options["client_id"],
            client_secret=options["client_secret"],
            organization_url=organization.organization_service_url,
            tenant_id=options["tenant_id"],
        )

    def run(self) -> dict[str, Any]:
        """Validate. Raise `ValidationFailed` for red rows, and `ValidationUnreadable` for what can't be read, if that is asked for."""
        if self._client.check_mode:
            return {
                "passed": None,
                "readable": None,
                "checks": [],
                "reason": None,
                "screenshot": None,
                "screenshots": [],
                "skipped_reason": SKIPPED,
            }
        done = self._client.validate(
            self._credentials, self._options["validation_timeout"], absolute(self._options["screenshot"])
        )
        judgement = done.judgement
        evidence = {
            "checks": judgement.results(),
            "readable": judgement.readable,
            "screenshots": stored(done.screenshots),
        }
        if not judgement.passed and self._options["fail_on_red"]:
            kind = ValidationFailed if judgement.readable else ValidationUnreadable
            raise _with_state(kind(_sentence(done), screenshot=done.screenshot, **evidence), done)
        return {
            **evidence,
            "passed": judgement.passed,
            "reason": judgement.reason,
            "screenshot": done.screenshot,
            "skipped_reason": None,
        }


def _sentence(done: Validated) -> str:
    picture = (
        f" A picture of the page is in {done.screenshot}." if done.screenshot and not done.judgement.readable else ""
    )
    return done.judgement.failure() + picture


def _with_state(error: MarketoDynamicsError, done: Validated) -> MarketoDynamicsError:
    tell_sync_state(error, done)
    return error
