"""The emulated page in each language and rendering, in one session and without a reset in between, so that many cases cost little."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.emulator.process import EmulatorProcess
from tests.emulator.seed import load_seed

from .tasks import MUNCHKIN_ID, writes

LANGUAGES = ("en", "fr", "de", "es", "ja", "pt")
RENDERINGS = ("ext3", "ext4", "plain")
MATRIX = list(itertools.product(LANGUAGES, RENDERINGS))
# Each language once and each rendering twice; the others are run under the marker whole.
THINNED = list(zip(LANGUAGES, itertools.cycle(RENDERINGS)))
SEED: dict[str, Any] = load_seed()["marketo"]["instances"][MUNCHKIN_ID]
SWITCHES = ("missing_element", "duplicate_element", "validation_window", "confirm_toggle")


def cases() -> list[Any]:
    """All languages in all renderings, most of them only under the marker."""
    return [
        pytest.param(*case, id="-".join(case), marks=[] if case in THINNED else [pytest.mark.whole]) for case in MATRIX
    ]


def draw(emulator: EmulatorProcess, language: str, rendering: str, enabled: bool, **switches: Any) -> int:
    """Bring the page into this state, with the credentials of the seed. Return how much was sent behind it so far."""
    behaviour = {**dict.fromkeys(SWITCHES), **switches}
    changed = {"sync_enabled": enabled, "auth_method": "ropc", "credentials": SEED["credentials"]}
    emulator.patch_state(
        {
            "marketo": {
                "language": language,
                "rendering": rendering,
                "behaviour": behaviour,
                "instances": {MUNCHKIN_ID: changed},
            }
        }
    )
    return len(writes(emulator))
