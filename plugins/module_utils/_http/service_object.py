# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""JSON as the services send it."""

from __future__ import annotations

import json
from typing import Any

from .._engine.errors import UnexpectedAnswer


class ServiceObject(dict[str, Any]):
    """An object of a service. A member that is needed and isn't there is the answer's fault, and no defect of this collection."""

    def __missing__(self, name: str) -> Any:
        raise UnexpectedAnswer(
            f"An answer lacks the member {name!r}, which the service always gives. A proxy, or whatever else lies between this machine and the "
            f"service, may have changed it. Nothing was concluded from it.",
            status=200,
        )


def read_json(content: bytes) -> Any:
    """Return what a body says; None where it is no JSON, whatever is wrong with it."""
    try:
        return json.loads(content.decode("utf-8-sig"), object_hook=ServiceObject) if content else None
    except (ValueError, RecursionError):
        return None
