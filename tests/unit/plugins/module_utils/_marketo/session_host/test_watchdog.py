"""A watchdog barks at what stands still, and at nothing else."""

from __future__ import annotations

import asyncio
import threading

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.watchdog import Watchdog

# So long that the watchdog's thread never looks by itself.
NEVER = 3600.0


class Clock:
    """Time that passes when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_it_barks_at_one_step_that_never_ends() -> None:
    """From a thread of its own, since the one that waits can't."""
    barked, clock = threading.Event(), Clock()
    dog = Watchdog(6.0, barked.set, interval=0.001, clock=clock)
    with dog.watching():
        clock.now = 6.1
        assert barked.wait(30)


def test_steps_that_go_on_are_left_alone() -> None:
    """However long they take together; the first one that takes longer than it may is overdue."""
    clock = Clock()
    dog = Watchdog(6.0, lambda: None, interval=NEVER, clock=clock)

    async def step() -> None:
        """Do nothing."""

    async def steps() -> None:
        dog.attach()
        with dog.watching():
            for _number in range(3):
                clock.now += 5.9
                assert not dog.is_overdue()
                await asyncio.get_running_loop().create_task(step())
            clock.now += 6.1
            assert dog.is_overdue()

    asyncio.run(steps())
    dog.stop()


def test_what_is_not_watched_may_take_as_long_as_it_likes() -> None:
    clock = Clock()
    dog = Watchdog(6.0, lambda: None, interval=NEVER, clock=clock)
    with dog.watching():
        pass
    clock.now = 1000.0
    assert not dog.is_overdue()
    dog.stop()
