"""Faults on demand: rules that spoil chosen requests."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

_MATCHERS: dict[str, tuple[type, ...]] = {
    "method": (str,),
    "host": (str,),
    "path": (str,),
    "service": (str,),
    "origin": (str,),
    "nth": (int,),
    "times": (int,),
}
_ACTS: dict[str, tuple[type, ...]] = {
    "status": (int,),
    "delay": (int, float),
    "drop_before": (bool,),
    "drop_after_commit": (bool,),
    "stale_for": (int, float),
}
_EXTRAS: dict[str, tuple[type, ...]] = {"headers": (dict,), "body": (dict, list, str)}
_TYPES = {**_MATCHERS, **_ACTS, **_EXTRAS}


class BadRule(ValueError):
    """A rule that can't be understood; its text says why."""


@dataclass
class Rule:
    """One rule: which requests it spoils, and how."""

    source: dict[str, Any]
    hits: int = 0
    applied: int = 0

    def matches(self, seen: dict[str, str]) -> bool:
        """Tell whether a request, given by method, host, path, service and origin, is meant."""
        source = self.source
        return (
            source.get("method", seen["method"]).upper() == seen["method"]
            and fnmatchcase(seen["host"], source.get("host", "*").lower())
            and re.search(source.get("path", ""), seen["path"]) is not None
            and source.get("service", seen["service"]) == seen["service"]
            and source.get("origin", seen["origin"]) == seen["origin"]
        )

    def is_due(self) -> bool:
        """Tell whether the hit just counted is one to spoil.

        ``nth`` alone means that hit only, ``times`` alone the first so many hits, both so many from the nth on.
        """
        first = self.source.get("nth", 1)
        times = self.source.get("times", 1 if "nth" in self.source else None)
        return first <= self.hits and (times is None or self.hits < first + times)

    def describe(self) -> dict[str, Any]:
        """Return the rule with its counts."""
        return {**self.source, "hits": self.hits, "applied": self.applied}


@dataclass
class Lag:
    """A state from before a write, which reads of one service still see until the deadline."""

    service: str
    state: dict[str, Any]
    deadline: float


@dataclass
class Faults:
    """The rules in force, and the replication lags they have begun."""

    rules: list[Rule] = field(default_factory=list)
    lags: list[Lag] = field(default_factory=list)

    def replace(self, sources: Any) -> None:
        """Put new rules in the place of all old ones; nothing changes when one of them is bad."""
        if not isinstance(sources, list):
            raise BadRule("Send a list of rules.")
        for number, source in enumerate(sources, start=1):
            _check(number, source)
        self.rules = [Rule(dict(source)) for source in sources]
        self.lags = []

    def due(self, seen: dict[str, str]) -> dict[str, Any]:
        """Count the request for every rule that means it; return the first one due, or an empty rule."""
        matching = [rule for rule in self.rules if rule.matches(seen)]
        for rule in matching:
            rule.hits += 1
        for rule in matching:
            if rule.is_due():
                rule.applied += 1
                return rule.source
        return {}

    def begin_lag(self, service: str, state: dict[str, Any], seconds: float) -> None:
        """Let reads of the service see this state for some seconds."""
        self.lags.append(Lag(service, state, time.monotonic() + seconds))

    def lagging_state(self, service: str) -> dict[str, Any] | None:
        """Return what reads of the service see now, when that is older than the truth."""
        self.lags = [lag for lag in self.lags if lag.deadline > time.monotonic()]
        return next((lag.state for lag in self.lags if lag.service == service), None)


def _check(number: int, source: Any) -> None:
    """Refuse what is not a rule, with a sentence that names the trouble."""
    if not isinstance(source, dict):
        raise BadRule(f"Rule {number} is not an object.")
    complaint = next(
        (found for check in (_check_members, _check_values, _check_combination) for found in check(source)), None
    )
    if complaint:
        raise BadRule(f"Rule {number} {complaint}.")


def _check_members(source: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with names and types."""
    for key, value in source.items():
        types = _TYPES.get(key)
        if types is None:
            yield f"has the unknown member {key!r}; known are {', '.join(sorted(_TYPES))}"
        elif not isinstance(value, types) or (isinstance(value, bool) and types != (bool,)):
            yield f"has a {key} of the wrong type: {value!r}"


def _check_values(source: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with single values, whose types are right."""
    if not 200 <= source.get("status", 200) <= 599:
        yield f"has a status outside 200 to 599: {source['status']}"
    yield from (f"has a {key} below 1: {source[key]}" for key in ("nth", "times") if source.get(key, 1) < 1)
    yield from (f"has a negative {key}: {source[key]}" for key in ("delay", "stale_for") if source.get(key, 0) < 0)
    try:
        re.compile(source.get("path", ""))
    except re.error as error:
        yield f"has a path that is not a regular expression: {error}"


def _check_combination(source: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the rule as a whole."""
    if not any(source.get(act) for act in _ACTS):
        yield f"does nothing; give one of {', '.join(_ACTS)}"
    if ("headers" in source or "body" in source) and "status" not in source:
        yield "has headers or a body without a status"
