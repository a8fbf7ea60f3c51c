"""The YAML that the doctor gives: it can be pasted, and the page map takes it."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.doctor.suggestion import override
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.overrides import (
    parse_overrides,
)


def finding(name: str, status: str = "missing", **members: Any) -> dict[str, Any]:
    """One of the doctor's findings."""
    return {
        "name": name,
        "screen": "edit_dialog",
        "role": "button",
        "status": status,
        "count": 0,
        "candidates": [],
        **members,
    }


def pasted(findings: list[dict[str, Any]], present: Any = None) -> Any:
    """The variable's value."""
    return yaml.safe_load(override(findings, present) or "")["dynamics_sync_page_map"]


def test_nothing_wrong() -> None:
    """Nothing to paste."""
    assert (
        override([finding("save", "found"), finding("close", "not_visited")], {"edit": {"labels": ["Change"]}}) is None
    )


def test_one_possible_label() -> None:
    """It is given, in a form that the page map takes at once; what was corrected before stays."""
    before = {"edit": {"labels": {"fr": ["Ändern: 'x'"]}}, "no": {"labels": ["No"]}}
    value = pasted(
        [finding("save", candidates=['Übernehmen: "jetzt"'], certain=True), finding("cancel", "found")], before
    )
    assert value == {**before, "save": {"labels": ['Übernehmen: "jetzt"']}}
    assert parse_overrides(value).own_texts("save")[0] == 'Übernehmen: "jetzt"'


def test_several_possible_labels() -> None:
    """A person chooses: as it is, it is refused, and each choice is there to be kept."""
    text = override([finding("save", candidates=["Apply", "Reset"])], None) or ""
    with pytest.raises(InvalidInput, match="labels is empty"):
        parse_overrides(yaml.safe_load(text)["dynamics_sync_page_map"])
    chosen = text.replace('# - "Apply"', '- "Apply"')
    assert yaml.safe_load(chosen)["dynamics_sync_page_map"] == {"save": {"labels": ["Apply"]}}


def test_one_label_that_may_be_another_buttons() -> None:
    """On the main tab a lone button may be the user's menu: a person decides."""
    text = override([finding("edit", candidates=["Administrator"], screen="main", certain=False)], None) or ""
    assert '# - "Administrator"' in text
    assert yaml.safe_load(text)["dynamics_sync_page_map"] == {"edit": {"labels": None}}


def test_the_button_whose_label_is_the_state() -> None:
    """Its state is for a person to tell, so nothing but comments is given."""
    text = override([finding("toggle", candidates=["Pause Sync"])], None) or ""
    assert yaml.safe_load(text) == {"dynamics_sync_page_map": None}
    assert {"disable_sync:", "enable_sync:", '- "Pause Sync"'} <= {line.strip(" #") for line in text.splitlines()}


def test_the_doubled_button_whose_label_is_the_state() -> None:
    """Under the name that the page map has for it."""
    text = override([finding("toggle", "several", count=2, key="enable_sync")], None) or ""
    assert "  # enable_sync:" in text.splitlines()
    assert "  # toggle:" not in text.splitlines()


def test_doubled() -> None:
    """Only a selector can tell one from the other."""
    text = override([finding("edit", "several", count=2)], None) or ""
    assert "found 2 times" in text
    assert "selector" in text
    assert yaml.safe_load(text) == {"dynamics_sync_page_map": None}
