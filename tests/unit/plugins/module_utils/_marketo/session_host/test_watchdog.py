"""A watchdog barks at what stands still, and at nothing else."""

from __future__ import annotations

import asyncio
import threading
import time

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_host.watchdog import Watchdog


def test_it_barks_at_one_step_that_never_ends():
    """From a thread of its own, since the one that waits can't."""
    barked = threading.Event()
    dog = Watchdog(0.2, barked.set, interval=0.02)
    with dog.watching():
        assert barked.wait(30)


def test_steps_that_go_on_are_left_alone():
    """However many of them there are; and what isn't watched may take as long as it likes."""
    barks: list[float] = []
    dog = Watchdog(6.0, lambda: barks.append(time.monotonic()), interval=0.02)

    async def step() -> None:
        await asyncio.sleep(0.01)

    async def steps() -> None:
        dog.attach()
        with dog.watching():
            began = time.monotonic()
            while time.monotonic() - began < 6.5:
                await asyncio.get_running_loop().create_task(step())

    asyncio.run(steps())
    time.sleep(0.1)
    dog.stop()
    assert not barks
