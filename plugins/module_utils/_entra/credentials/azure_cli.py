# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sign-in that a person, or a pipeline, made with the Azure CLI (``az login``)."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..._clouds import Cloud
from ..._engine.errors import MissingLibrary, SignInRefused
from ..._http.transport import Transport
from .aadsts import refusal_code
from .token import Token

# The CLI needs seconds to start before it connects anywhere.
START_SECONDS = 60.0


@dataclass(frozen=True)
class AzureCliCredentials:
    """``tenant_id``: another tenant than the one the CLI is signed in to by default."""

    tenant_id: str | None = None
    proxy: str | None = None
    ca_bundle: str | None = None
    timeout: float = 30
    once = False

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return ()

    def get_token(self, cloud: Cloud, scope: str, transport: Transport) -> Token:
        """Ask the CLI. It makes its requests itself, by the same proxy and authorities."""
        program = shutil.which("az")
        if program is None:
            raise MissingLibrary(
                "use_azure_cli needs the Azure CLI, and there is no program az on the PATH. Install it, or use another way to sign in.",
                library="az",
            )
        answer = self._run(
            [program, "account", "get-access-token", "--output", "json", *_resource(scope), *self._tenant()]
        )
        try:
            told = json.loads(answer)
            return Token(told["accessToken"], _expiry(told))
        except (ValueError, KeyError, TypeError) as error:
            # The text may hold a token: it isn't quoted, and the parser's words aren't either.
            raise SignInRefused(f"The Azure CLI ({program}) gave no access token that can be read.") from error

    def _run(self, command: list[str]) -> str:
        limit = START_SECONDS + self.timeout
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
                timeout=limit,
                env=self._environment(),
            )
        except subprocess.TimeoutExpired as error:
            raise SignInRefused(f"The Azure CLI ({command[0]}) did not answer within {limit:g} seconds.") from error
        except OSError as error:
            raise MissingLibrary(
                f"The Azure CLI ({command[0]}) can't be started: {error.strerror}.", library="az"
            ) from error
        if done.returncode != 0:
            raise self._refusal(done.stderr)
        return done.stdout

    def _refusal(self, complaint: str) -> SignInRefused:
        lines = [line.strip() for line in complaint.splitlines() if line.strip() and not line.startswith("WARNING")]
        reason = (lines[0].replace("ERROR: ", "") if lines else "no reason given").rstrip(".")
        code = refusal_code({"error_description": complaint})
        if "az login" in complaint:
            where = f" --tenant {self.tenant_id}" if self.tenant_id else ""
            return SignInRefused(
                f"The Azure CLI is not signed in, or no longer ({reason}). Run az login{where} as the user and on the machine "
                f"that this task runs as and on.",
                code=code,
            )
        return SignInRefused(f"The Azure CLI gave no access token: {reason}.", code=code)

    def _tenant(self) -> list[str]:
        return ["--tenant", self.tenant_id] if self.tenant_id else []

    def _environment(self) -> dict[str, str]:
        own = {"AZURE_CORE_NO_COLOR": "true"}
        if self.proxy:
            own.update({"HTTPS_PROXY": self.proxy, "https_proxy": self.proxy})
        if self.ca_bundle:
            own["REQUESTS_CA_BUNDLE"] = self.ca_bundle
        return {**os.environ, **own}


def _resource(scope: str) -> list[str]:
    return ["--resource", scope[: -len("/.default")]] if scope.endswith("/.default") else ["--scope", scope]


def _expiry(told: Mapping[str, Any]) -> int:
    """``expires_on`` is in seconds since 1970; older versions of the CLI give only ``expiresOn``, in this machine's local time."""
    if told.get("expires_on"):
        return int(told["expires_on"])
    return int(datetime.strptime(told["expiresOn"][:19], "%Y-%m-%d %H:%M:%S").timestamp())
