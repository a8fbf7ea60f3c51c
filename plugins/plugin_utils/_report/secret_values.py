# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The secrets of a run, which the report masks. Each is declared where it arises: nothing here lists them a second time."""

from __future__ import annotations

import importlib
import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ...module_utils._engine.operation import Operation
from ...module_utils._entra.credentials import environment

_PLUGINS = __name__.rpartition(".plugin_utils.")[0]
_MODULES = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "modules")


def secret_options(specifications: Mapping[str, Any]) -> list[str]:
    """Return the role's options that its argument specifications declare as secret, whatever the entry point."""
    return sorted(
        {
            name
            for entry_point in specifications["argument_specs"].values()
            for name, option in (entry_point.get("options") or {}).items()
            if option.get("no_log")
        }
    )


def secrets_of_the_environment() -> list[str]:
    """Return the secrets among the variables that the modules take in place of an option."""
    names = [
        *environment.SECRET,
        *environment.CERTIFICATE_PASSWORD,
        *environment.PASSWORD,
        *(
            name
            for operation in _operations()
            for option in operation.arguments.values()
            if option.get("no_log") and option.get("fallback")
            for name in _names(option["fallback"][1:])
        ),
    ]
    return [os.environ[name] for name in dict.fromkeys(names) if os.environ.get(name)]


def secrets_of_results(results: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the secrets that results carry, by what their modules declare of themselves."""
    paths = sorted({path for operation in _operations() for path in operation.secret_results})
    found = [_reach(result, path.split(".")) for result in results for path in paths]
    return [value for value in found if isinstance(value, str) and value]


@cache
def _operations() -> tuple[Operation, ...]:
    names = sorted(name[:-3] for name in os.listdir(_MODULES) if name.endswith(".py") and not name.startswith("_"))
    return tuple(importlib.import_module(f"{_PLUGINS}.modules.{name}").OPERATION for name in names)


def _names(fallback: Iterable[Any]) -> list[str]:
    """Return the variables of an option's fallback, which names each for itself or all in one list."""
    return [name for item in fallback for name in ([item] if isinstance(item, str) else item)]


def _reach(value: Any, path: list[str]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
