"""The address of a Dynamics organization, in every shape."""

from __future__ import annotations

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._organization_url import (
    parse_organization_url,
    read_organization_url,
)

SERVICE = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
SHAPES = [
    "contoso.crm4.dynamics.com",
    "Contoso.CRM4.dynamics.com",
    "contoso.api.crm4.dynamics.com",
    "https://contoso.crm4.dynamics.com",
    "https://contoso.crm4.dynamics.com/",
    "https://contoso.crm4.dynamics.com:443/",
    "https://contoso.api.crm4.dynamics.com/api/data/v9.2",
    "https://contoso.crm4.dynamics.com/api/data/v9.2/",
    SERVICE,
    SERVICE.lower(),
]


@pytest.mark.parametrize("text", SHAPES)
def test_every_online_shape_is_one_organization(text):
    """All shapes give the same two addresses."""
    found = parse_organization_url(text)
    assert found.resource_url == "https://contoso.crm4.dynamics.com"
    assert found.organization_service_url == SERVICE
    assert found == parse_organization_url(SERVICE)
    assert hash(found) == hash(parse_organization_url(SERVICE))


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("contoso.crm.dynamics.com", "https://contoso.api.crm.dynamics.com/XRMServices/2011/Organization.svc"),
        ("contoso.crm9.dynamics.com", "https://contoso.api.crm9.dynamics.com/XRMServices/2011/Organization.svc"),
        ("contoso.crm.dynamics.cn", "https://contoso.api.crm.dynamics.cn/XRMServices/2011/Organization.svc"),
        (
            "contoso.crm.microsoftdynamics.us",
            "https://contoso.api.crm.microsoftdynamics.us/XRMServices/2011/Organization.svc",
        ),
        ("contoso.crm.appsplatform.us", "https://contoso.api.crm.appsplatform.us/XRMServices/2011/Organization.svc"),
    ],
)
def test_national_clouds(text, service):
    """The other clouds' names are online as well."""
    assert parse_organization_url(text).organization_service_url == service


@pytest.mark.parametrize(
    "text", ["https://crm.example.com/Org", "https://crm.example.com:8443/Org/XRMServices/2011/Organization.svc"]
)
def test_on_premises_is_left_as_given(text):
    """Nobody but the user knows an on-premises address."""
    found = parse_organization_url(text)
    assert not found.online
    assert found.organization_service_url == text


def test_on_premises_resource():
    """The Web API begins behind the organization's name."""
    given = "https://crm.example.com:8443/Org/XRMServices/2011/Organization.svc"
    assert parse_organization_url(given).resource_url == "https://crm.example.com:8443/Org"


@pytest.mark.parametrize(
    "other",
    [
        "fabrikam.crm4.dynamics.com",
        "contoso.crm.dynamics.com",
        "contoso.crm4.dynamics.cn",
        "https://crm.example.com/contoso",
        "https://contoso.crm4.dynamics.com.example.com/XRMServices/2011/Organization.svc",
    ],
)
def test_other_organizations(other):
    """Name, region, cloud and path all count."""
    assert parse_organization_url(SERVICE) != parse_organization_url(other)


def test_on_premises_organizations_differ_by_path():
    """One server has many organizations."""
    organization = parse_organization_url("https://crm.example.com/Org")
    assert organization == parse_organization_url("https://crm.example.com/org/api/data/v9.1")
    assert organization != parse_organization_url("https://crm.example.com/Other")
    assert organization != parse_organization_url("https://crm.example.com:8443/Org")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "contoso",
        "http://contoso.crm4.dynamics.com",
        "contoso.crm4.dynamics.com ",
        "contoso .crm4.dynamics.com",
        "ftp://contoso.crm4.dynamics.com",
        "https://",
        "https://user:pass@contoso.crm4.dynamics.com",
        "https://contoso.crm4.dynamics.com/main.aspx",
        "https://contoso.crm4.dynamics.com/?id=1",
        "https://contoso.crm4.dynamics.com/#x",
        "https://contoso.crm4.dynamics.com:99999999",
        "https://[",
        "-a.crm4.dynamics.com",
        "https://contoso..crm4.dynamics.com",
    ],
)
def test_what_is_no_address_is_refused_with_what_to_do(text):
    """The sentence names the option and never repeats a password."""
    with pytest.raises(InvalidInput) as raised:
        parse_organization_url(text, "organization_url")
    assert "organization_url" in raised.value.message
    assert "https://" in raised.value.message
    assert "pass@" not in raised.value.message


def test_what_a_service_shows_equals_an_organization_only_if_it_can_be_read():
    """Marketo's page may show text that is not an address."""
    wanted = parse_organization_url("contoso.crm4.dynamics.com")
    assert read_organization_url(SERVICE) == wanted
    assert read_organization_url("not an address") is None
    assert read_organization_url(None) is None
    assert wanted != "https://contoso.crm4.dynamics.com"
