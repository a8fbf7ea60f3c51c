"""The Jinja test ``same_organization``."""

from __future__ import annotations

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.martech.marketo_dynamics.plugins.test.same_organization import TestModule as Plugin

SAVED = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
same_organization = Plugin().tests()["same_organization"]


@pytest.mark.parametrize(
    "wanted", ["contoso.crm4.dynamics.com", "https://Contoso.crm4.dynamics.com/api/data/v9.2", SAVED]
)
def test_any_shape_of_the_saved_organization_is_the_same(wanted: str) -> None:
    assert same_organization(SAVED, wanted) is True


@pytest.mark.parametrize("shown", ["", None, "not an address", "https://fabrikam.crm4.dynamics.com"])
def test_nothing_else_is_the_same(shown: str | None) -> None:
    assert same_organization(shown, "contoso.crm4.dynamics.com") is False


@pytest.mark.parametrize("wanted", ["", None, "not an address"])
def test_a_wanted_organization_that_is_not_an_address_is_an_error(wanted: str | None) -> None:
    with pytest.raises(AnsibleFilterError, match="organization_url is"):
        same_organization("not an address", wanted)
