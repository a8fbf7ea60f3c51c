"""What an operator's corrections change, and what is refused before a browser opens anything."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import choose
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found, Refused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture

Read = Callable[..., Capture]


@pytest.mark.parametrize(
    ("change", "name", "markup"),
    [
        ({"save": {"selector": ".x"}}, "save", "<button class=x id=x>Apply</button><button>Other</button>"),
        ({"save": {"text": ["Apply"]}}, "save", "<button id=x>Apply</button>"),
        ({"save": {"labels": {"de": ["Anwenden"]}}}, "save", "<button id=x>Anwenden</button>"),
        ({"save": {"id": "x"}}, "save", "<button id=x>Save</button><button id=y>Save</button>"),
        ({"edit": {"under": ["Connection"]}}, "edit",
         "<section><h3>Connection</h3><button id=x>Edit</button></section><section><h3>Z</h3><button>Edit</button></section>"),
        ({"edit": {"not_under": ["Z"]}}, "edit",
         "<section><h3>Y</h3><button id=x>Edit</button></section><section><h3>Z</h3><button>Edit</button></section>"),
    ],
)  # fmt: skip
def test_each_correction_decides(read: Read, change: dict[str, object], name: str, markup: str) -> None:
    """B4, B6, B7: without it nothing is taken, with it the element is."""
    overrides = parse_overrides(change)
    page = read(markup, selectors=overrides.selectors).snapshot
    assert isinstance(choose(parse_overrides({}).entries()[name], page), Refused)
    choice = choose(overrides.entries()[name], page)
    assert isinstance(choice, Found), choice.sentence()
    assert choice.control.id == "x"


def test_what_is_ignored_is_not_considered(read: Read) -> None:
    """B11: by a text or a selector."""
    page_of = "<div class=guide><button>Save</button></div><button id=x>Save</button>"
    overrides = parse_overrides({"ignore": [".guide"]})
    page = read(page_of, selectors=overrides.selectors).snapshot
    choice = choose(overrides.entries()["save"], page, ignored=overrides.ignored(page))
    assert isinstance(choice, Found)
    assert choice.control.id == "x"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ([], ""),
        ("save", "is a text"),
        ({"saave": {}}, "saave, which does not exist"),
        ({"save": {}}, "at least one of"),
        ({"save": {"texts": ["x"]}}, "only has"),
        ({"save": {"text": ["x"], "labels": ["x"]}}, "mean the same"),
        ({"save": {"text": [True]}}, "quotation marks"),
        ({"save": {"text": ["--"]}}, "fit anything"),
        ({"save": {"text": {"it": ["Salva"]}}}, "Marketo's languages"),
        ({"save": {"selector": "//button"}}, "not a CSS selector"),
        ({"save": {"near": ["address"]}}, "near names address"),
        ({"rows": {"text": ["x"]}}, "only a selector"),
        ({"masks": ["x"]}, "only a selector"),
        ({"disable_sync": {"text": ["Enable sync"]}}, "only one"),
        ({"save": {"text": ["Start sync"]}}, "never clicked"),
        ({"enable_sync": {"labels": ["START INITIAL SYNC"]}}, "never clicked"),
    ],
)
def test_what_can_not_be_used_is_refused(change: object, sentence: str) -> None:
    """A2: with what was wrong, what was found, and what to do."""
    if not sentence:
        assert parse_overrides(change).selectors == {}
        return
    with pytest.raises(InvalidInput, match=sentence):
        parse_overrides(change)
