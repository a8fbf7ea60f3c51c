"""A display name keeps its identity in the unique name that is made of it."""

from __future__ import annotations

import re

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.plugin_utils._unique_name import unique_name


def test_a_plain_name_stays_readable() -> None:
    assert unique_name("Marketo Integration") == "marketo-integration"


@pytest.mark.parametrize(
    "names",
    [
        ["マーケト連携", "営業部門", "Маркетинг", "μάρκετινγκ", "!", "!!", "-"],
        ["Marketo EU", "Marketo+EU", "Marketo-EU", "Marketo  EU", " Marketo EU", "Marketo EU ", "Marketo É EU"],
    ],
)
def test_no_two_names_become_one(names: list[str]) -> None:
    """M12: names without Latin letters all became "-", and the second application took the first one over and renamed it."""
    made = [unique_name(name) for name in names]
    assert len(set(made)) == len(names)
    for name in made:
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name), name


def test_capitals_make_no_other_application() -> None:
    """Microsoft Graph compares display names without regard to them."""
    assert unique_name("Marketo-EU") == unique_name("MARKETO-eu")
