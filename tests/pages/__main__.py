"""``make pages N=200 SEED=20261124``: the role on so many pages that nobody fitted it to."""

from __future__ import annotations

import argparse
import queue
import sys
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import yaml

from tests.emulator.process import EmulatorProcess
from tests.pages.results import CONVERGED, DETAILS, Trial, keep, kept, version
from tests.pages.table import table
from tests.pages.trial import prepare, run_trial

Announce = Callable[[Trial], None]
PageMap = dict[str, Any]
# A seed, and the corrections of the page map to try it with.
Wanted = tuple[int, PageMap | None]


def main() -> int:
    """Run all trials and print the table; fail if any page came to harm."""
    options = _options()
    seeds = options.seeds or range(options.seed, options.seed + options.count)
    overrides = _overrides(options.overrides)
    here = version()
    run = Run(here, options.workers, options.resume, _announce)
    trials = run.all((seed, None) for seed in seeds)
    stuck = {trial.seed for trial in trials if trial.ending != CONVERGED}
    corrected = run.all((seed, overrides[seed]) for seed in seeds if seed in overrides and seed in stuck)
    text = table(trials, corrected)
    print(f"\n{text}\n\nDetails: {DETAILS}")
    DETAILS.mkdir(parents=True, exist_ok=True)
    (DETAILS / "table.txt").write_text(f"{text}\n", encoding="utf-8")
    return 0 if all(trial.harmless for trial in (*trials, *corrected)) else 1


class Run:
    """Trials, several at a time."""

    def __init__(self, here: str, workers: int, resume: bool, announce: Announce) -> None:
        self._version = here
        self._workers = workers
        self._resume = resume
        self._announce = announce

    def all(self, wanted: Iterable[Wanted]) -> list[Trial]:
        """Run these trials; an error in one of the workers ends them all. What an earlier run has done may be left out."""
        waiting: queue.SimpleQueue[Wanted] = queue.SimpleQueue()
        done: list[Trial] = []
        for seed, page_map in wanted:
            trial = kept(seed, page_map, self._version) if self._resume else None
            if trial:
                done.append(trial)
            else:
                waiting.put((seed, page_map))
        errors: list[BaseException] = []
        count = min(self._workers, waiting.qsize())
        threads = [threading.Thread(target=self._work, args=(waiting, done, errors)) for _worker in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]
        return sorted(done, key=lambda trial: trial.seed)

    def _work(self, waiting: queue.SimpleQueue[Wanted], done: list[Trial], errors: list[BaseException]) -> None:
        """Prepare an emulator, and run what is waiting on it."""
        try:
            with EmulatorProcess() as emulator:
                prepare(emulator)
                while not errors:
                    trial, evidence = run_trial(emulator, *waiting.get_nowait())
                    trial.version = self._version
                    keep(trial, evidence.output, evidence.truth)
                    done.append(trial)
                    self._announce(trial)
        except queue.Empty:
            return
        except BaseException as error:  # handed to the thread that waits for this one
            errors.append(error)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.pages", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many pages")
    parser.add_argument("--seed", type=int, default=20261124, help="the first page's seed; the others follow")
    parser.add_argument("--seeds", type=_numbers, help="these seeds instead, with commas between them")
    parser.add_argument("--workers", type=int, default=6, help="how many trials at a time, each with an emulator")
    parser.add_argument(
        "--resume", action="store_true", help="keep the results that this version of the checkout has already"
    )
    parser.add_argument(
        "--overrides",
        type=Path,
        help="YAML file, seed to page map: a page that was refused is tried again with its entry",
    )
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


def _overrides(path: Path | None) -> dict[int, PageMap]:
    """Read what is to be tried with which page."""
    overrides: dict[int, PageMap] = yaml.safe_load(path.read_text(encoding="utf-8")) if path else {}
    return overrides


def _announce(trial: Trial) -> None:
    harm = "" if trial.harmless else "  HARM"
    reason = "" if trial.ending == CONVERGED or not trial.reasons else f": {' '.join(trial.reasons[-1].split())[:110]}"
    name = f"{trial.seed}{'' if trial.page_map is None else ' with a page map'}"
    print(f"{name}  {trial.seconds:>5.0f} s  {trial.ending}{harm}{reason}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
