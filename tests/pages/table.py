"""What all trials came to, as text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tests.pages.trial import ENDINGS, Trial

_LONGEST_REASON = 160
# Values that differ from page to page, and would keep equal reasons apart.
_CHANGING = (
    (re.compile(r"https?://\S+"), "<address>"),
    (re.compile(r"/\S+\.(png|json|html|txt)\b"), "<file>"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27,}\b"), "<id>"),
    (re.compile(r"\b\d+(\.\d+)?\b"), "N"),
)


def table(trials: list[Trial]) -> str:
    """Return the table of endings and harms, and the reasons with their counts."""
    total = len(trials)
    endings = Counter(trial.ending for trial in trials)
    lines = [f"{total} pages, seeds {_seeds(trial.seed for trial in trials)}", ""]
    lines += [_line(name, endings[name], total) for name in ENDINGS]
    harms = {
        "pages with wrong clicks": sum(bool(trial.wrong_clicks) for trial in trials),
        "pages with wrong fields typed into": sum(bool(trial.wrong_fields) for trial in trials),
        "wrong organization saved": sum(trial.wrong_organization for trial in trials),
        "live secret deleted": sum(trial.live_secret_deleted for trial in trials),
    }
    lines += ["", *(_line(name, count, total) for name, count in harms.items())]
    return "\n".join([*lines, *_reasons(trials), *_harmful(trials), *_off_time(trials)])


def _line(name: str, count: int, total: int) -> str:
    return f"{name:<40}{count:>5}{100 * count / total:>8.1f} %"


def _seeds(seeds: Iterable[int]) -> str:
    known = sorted(seeds)
    return f"{known[0]} to {known[-1]}" if len(known) > 1 else str(known[0])


def _reasons(trials: list[Trial]) -> list[str]:
    """The last message of each page that did not converge, those that differ only in values together."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for trial in trials:
        if trial.reasons:
            grouped.setdefault((trial.ending, shortened(trial.reasons[-1])), []).append(trial.seed)
    by_count = sorted(grouped.items(), key=lambda item: -len(item[1]))
    lines = [f"{len(seeds):>4}  {ending}: {text}  [{_few(seeds)}]" for (ending, text), seeds in by_count]
    return ["", "Reasons (the last error message):", *lines] if lines else []


def shortened(message: str) -> str:
    """Return the beginning of a message, with what changes from page to page taken out."""
    for pattern, instead in _CHANGING:
        message = pattern.sub(instead, message)
    message = " ".join(message.split())
    return message if len(message) <= _LONGEST_REASON else f"{message[:_LONGEST_REASON]}…"


def _few(seeds: list[int]) -> str:
    shown = ", ".join(str(seed) for seed in seeds[:5])
    return f"{shown}, …" if len(seeds) > 5 else shown


def _harmful(trials: list[Trial]) -> list[str]:
    """Say which pages came to harm, and through what."""
    lines = []
    for trial in trials:
        if not trial.harmless:
            wrong = sorted({entry["element"] for entry in (*trial.wrong_clicks, *trial.wrong_fields)})
            organization = " WRONG ORGANIZATION" if trial.wrong_organization else ""
            secret = " LIVE SECRET DELETED" if trial.live_secret_deleted else ""
            lines.append(f"  {trial.seed}: {', '.join(wrong)}{organization}{secret}")
    return ["", "Harm done:", *lines] if lines else []


def _off_time(trials: list[Trial]) -> list[str]:
    times = sorted(trial.off_seconds for trial in trials if trial.off_seconds)
    if not times:
        return []
    return ["", f"Sync off, where it was enabled again: median {times[len(times) // 2]} s, longest {times[-1]} s"]
