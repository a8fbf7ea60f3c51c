"""A missing Python library: one sentence that says how to install it."""

from __future__ import annotations

import sys

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import MissingLibrary
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.libraries import preload, require


@pytest.mark.parametrize(
    ("name", "package"), [("requests", "requests"), ("msal", "msal"), ("playwright.sync_api", "playwright")]
)
def test_a_missing_library_says_how_to_install_it(monkeypatch, name, package):
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingLibrary) as caught:
        require(name)
    assert f"{sys.executable} -m pip install {package}" in caught.value.message


def test_what_is_there_is_imported():
    assert require("requests").__name__ == "requests"


def test_preloading_passes_over_what_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "msal", None)
    preload("msal", "requests")
