"""The flow test's marker: the former text follows from the marked one. Interruptions become exceptions."""

from __future__ import annotations

import os
import signal
import threading

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._flow_test.marker import (
    holds_marker,
    marked,
    new_marker,
    unmarked,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._flow_test.signals import interruption_raises


@pytest.mark.parametrize(
    "text", [None, "Canary", " Canary ", "Canary [flow test]", "[flow test 12]", "キャナリア 🐤", "Canary\u00a0"]
)
def test_the_former_text_comes_back(text):
    once = marked(text, new_marker())
    assert holds_marker(once) and not holds_marker(text)
    assert unmarked(once) == text
    assert unmarked(marked(once, new_marker())) == text


def test_text_that_somebody_added_stays():
    marker = new_marker()
    assert unmarked(f"Canary {marker} sings") == "Canary sings"
    assert unmarked(f"A {marker}") == "A" and unmarked(marker) is None and unmarked("") is None


def test_markers_differ_and_take_25_characters_at_most():
    assert new_marker() != new_marker()
    assert len(marked("x", new_marker())) - 1 == 25


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_interruption_raises_and_further_ones_wait(number):
    before = signal.getsignal(number)
    cleaned = []
    with pytest.raises(SystemExit) as caught, interruption_raises():
        try:
            os.kill(os.getpid(), number)
            signal.pause()
        finally:
            os.kill(os.getpid(), number)
            cleaned.append(True)
    assert caught.value.code == 128 + number and cleaned == [True]
    assert signal.getsignal(number) is before


def test_outside_the_main_thread_signals_are_left_alone():
    seen = []

    def work() -> None:
        with interruption_raises():
            seen.append(signal.getsignal(signal.SIGTERM))

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [before]
