"""``make pages N=200 SEED=20261124``: the role on so many pages that nobody fitted it to."""

from __future__ import annotations

import argparse
import queue
import sys
import threading
from collections.abc import Callable

from tests.emulator.process import EmulatorProcess
from tests.pages.table import table
from tests.pages.trial import CONVERGED, DETAILS, Trial, prepare, run_trial

Announce = Callable[[Trial], None]


def main() -> int:
    """Run all trials and print the table; fail if any page came to harm."""
    parser = argparse.ArgumentParser(prog="python -m tests.pages", description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="how many pages")
    parser.add_argument("--seed", type=int, default=20261124, help="the first page's seed; the others follow")
    parser.add_argument("--workers", type=int, default=2, help="how many trials at a time, each with an emulator")
    wanted = parser.parse_args()
    trials = run_all(range(wanted.seed, wanted.seed + wanted.count), min(wanted.workers, wanted.count), _announce)
    text = table(trials)
    print(f"\n{text}\n\nDetails: {DETAILS}")
    (DETAILS / "table.txt").write_text(f"{text}\n", encoding="utf-8")
    return 0 if all(trial.harmless for trial in trials) else 1


def run_all(seeds: range, workers: int, announce: Announce) -> list[Trial]:
    """Run the trial of every seed, several at a time; an error in one of the workers ends them all."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for seed in seeds:
        waiting.put(seed)
    done: list[Trial] = []
    errors: list[BaseException] = []
    threads = [threading.Thread(target=_work, args=(waiting, done, errors, announce)) for _worker in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return sorted(done, key=lambda trial: trial.seed)


def _work(waiting: queue.SimpleQueue[int], done: list[Trial], errors: list[BaseException], announce: Announce) -> None:
    try:
        with EmulatorProcess() as emulator:
            prepare(emulator)
            while not errors:
                trial = run_trial(emulator, waiting.get_nowait())
                done.append(trial)
                announce(trial)
    except queue.Empty:
        return
    except BaseException as error:  # handed to the thread that waits for this one
        errors.append(error)


def _announce(trial: Trial) -> None:
    harm = "" if trial.harmless else "  HARM"
    reason = "" if trial.ending == CONVERGED or not trial.reasons else f": {' '.join(trial.reasons[-1].split())[:110]}"
    print(f"{trial.seed}  {trial.seconds:>5.0f} s  {trial.ending}{harm}{reason}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
