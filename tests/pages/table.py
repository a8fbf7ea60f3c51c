"""What all trials came to, as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from tests.pages.results import ENDINGS, Trial

_LONGEST_REASON = 160
_SEEDS_SHOWN = 20
# Values that differ from page to page, and would keep equal reasons apart.
_CHANGING = (
    (re.compile(r"https?://\S+"), "<address>"),
    (re.compile(r"/\S+\.(png|json|html|txt)\b"), "<file>"),
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]{27,}\b"), "<id>"),
    (re.compile(r"\b\d+(\.\d+)?\b"), "N"),
)


_HARMS: dict[str, Callable[[Trial], bool]] = {
    "pages with wrong clicks": lambda trial: bool(trial.wrong_clicks),
    "pages with wrong fields typed into": lambda trial: bool(trial.wrong_fields),
    "wrong organization saved": lambda trial: trial.wrong_organization,
    "live secret deleted": lambda trial: trial.live_secret_deleted,
}


def table(trials: list[Trial], corrected: list[Trial] | None = None) -> str:
    """Return the table of endings and harms, and the reasons with their counts.

    ``corrected`` are trials of some of the pages once more, with corrections of the page map; a second column then counts
    them in the place of the first ones.
    """
    total = len(trials)
    again = {trial.seed: trial for trial in corrected or []}
    columns = [trials, *([[again.get(trial.seed, trial) for trial in trials]] if again else [])]
    lines = [f"{total} pages, seeds {_seeds(trial.seed for trial in trials)}", ""]
    if again:
        lines += [f"{'':<40}{'as it is':>15}{f'{len(again)} with a map':>15}"]
    for name in ENDINGS:
        lines.append(_line(name, [sum(trial.ending == name for trial in column) for column in columns], total))
    lines.append("")
    for name, is_harm in _HARMS.items():
        lines.append(_line(name, [sum(map(is_harm, column)) for column in columns], total))
    lines += [*_reasons("Reasons (the last error message):", trials)]
    lines += [*_reasons("Reasons with a page map:", list(again.values()))]
    return "\n".join([*lines, *_harmful([*trials, *again.values()]), *_off_time(trials), *_time(trials)])


def _line(name: str, counts: list[int], total: int) -> str:
    return f"{name:<40}" + "".join(f"{count:>5}{100 * count / total:>8.1f} %" for count in counts)


def _seeds(seeds: Iterable[int]) -> str:
    known = sorted(seeds)
    if known == list(range(known[0], known[-1] + 1)):
        return f"{known[0]} to {known[-1]}" if len(known) > 1 else str(known[0])
    return ", ".join(map(str, known))


def _reasons(title: str, trials: list[Trial]) -> list[str]:
    """The last message of each page that did not converge, those that differ only in values together."""
    grouped: dict[tuple[str, str], list[int]] = {}
    for trial in trials:
        if trial.reasons:
            grouped.setdefault((trial.ending, shortened(trial.reasons[-1])), []).append(trial.seed)
    by_count = sorted(grouped.items(), key=lambda item: -len(item[1]))
    lines = [f"{len(seeds):>4}  {ending}: {text}  [{_few(seeds)}]" for (ending, text), seeds in by_count]
    return ["", title, *lines] if lines else []


def shortened(message: str) -> str:
    """Return the beginning of a message, with what changes from page to page taken out."""
    for pattern, instead in _CHANGING:
        message = pattern.sub(instead, message)
    message = " ".join(message.split())
    return message if len(message) <= _LONGEST_REASON else f"{message[:_LONGEST_REASON]}…"


def _few(seeds: list[int]) -> str:
    """List seeds as the option ``--seeds`` takes them."""
    shown = ",".join(str(seed) for seed in sorted(seeds)[:_SEEDS_SHOWN])
    return f"{shown},…" if len(seeds) > _SEEDS_SHOWN else shown


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


def _time(trials: list[Trial]) -> list[str]:
    """How long the pages took, by how they ended: what a refusal costs."""
    lines = []
    for ending in ENDINGS:
        seconds = sorted(trial.seconds for trial in trials if trial.ending == ending)
        if seconds:
            lines.append(f"  {ending}: median {seconds[len(seconds) // 2]:.0f} s, longest {seconds[-1]:.0f} s")
    return ["", "Time a page took:", *lines]
