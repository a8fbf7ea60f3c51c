"""Exactly one way to sign in is chosen: by the options, else by the environment."""

from __future__ import annotations

import os

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._arguments import entra_arguments
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.application import (
    CertificateCredentials,
    ClientSecretCredentials,
    FederatedCredentials,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.azure_cli import (
    AzureCliCredentials,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.device_code import (
    DeviceCodeCredentials,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.managed_identity import (
    ManagedIdentityCredentials,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.password import (
    PasswordCredentials,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.credentials.selection import (
    AZURE_CLI_CLIENT_ID,
    choose,
)

WHO = {"tenant_id": "contoso.com", "client_id": "the-client"}
IN_ENVIRONMENT = {"AZURE_TENANT": "contoso.com", "AZURE_CLIENT_ID": "the-client"}
GUID = "11111111-2222-3333-4444-555555555555"


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    for name in [name for name in os.environ if name.startswith("AZURE_")]:
        monkeypatch.delenv(name)


def chosen(monkeypatch, options, variables=None):
    """As a module does it: the argument spec first."""
    for name, value in (variables or {}).items():
        monkeypatch.setenv(name, value)
    checked = ArgumentSpecValidator(entra_arguments()).validate(options)
    assert not checked.error_messages, checked.error_messages
    return choose(checked.validated_parameters)


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({**WHO, "client_secret": "s"}, ClientSecretCredentials),
        ({**WHO, "certificate_path": "/c.pem"}, CertificateCredentials),
        ({**WHO, "federated_token_file": "/t"}, FederatedCredentials),
        ({"managed_identity": True}, ManagedIdentityCredentials),
        ({"managed_identity_object_id": GUID}, ManagedIdentityCredentials),
        ({"use_azure_cli": True}, AzureCliCredentials),
        ({"device_code": True}, DeviceCodeCredentials),
        ({"sign_in_username": "u", "sign_in_password": "p"}, PasswordCredentials),
        ({**WHO, "client_secret": "s", "sign_in_username": "u", "sign_in_password": "p"}, PasswordCredentials),
    ],
)
def test_the_choice_follows_the_options(monkeypatch, options, kind):
    assert isinstance(chosen(monkeypatch, options), kind)
    # An option beats the environment, whichever way that would go.
    everything = {
        **IN_ENVIRONMENT,
        "AZURE_SECRET": "e",
        "AZURE_CERTIFICATE_PATH": "/e",
        "AZURE_FEDERATED_TOKEN_FILE": "/e",
        "AZURE_USERNAME": "e",
        "AZURE_PASSWORD": "e",
    }
    assert isinstance(chosen(monkeypatch, options, everything), kind)


@pytest.mark.parametrize(
    ("variables", "kind"),
    [
        ({"AZURE_SECRET": "s"}, ClientSecretCredentials),
        ({"AZURE_CLIENT_SECRET": "s"}, ClientSecretCredentials),
        ({"AZURE_CERTIFICATE_PATH": "/c"}, CertificateCredentials),
        ({"AZURE_CLIENT_CERTIFICATE_PATH": "/c"}, CertificateCredentials),
        ({"AZURE_FEDERATED_TOKEN_FILE": "/t"}, FederatedCredentials),
        ({"AZURE_AD_USER": "u", "AZURE_PASSWORD": "p"}, PasswordCredentials),
        ({"AZURE_USERNAME": "u", "AZURE_PASSWORD": "p"}, PasswordCredentials),
        ({"AZURE_FEDERATED_TOKEN_FILE": "/t", "AZURE_SECRET": "s"}, ClientSecretCredentials),
        ({"AZURE_FEDERATED_TOKEN_FILE": "/t", "AZURE_SECRET": ""}, FederatedCredentials),
    ],
)
def test_without_options_the_environment_chooses(monkeypatch, variables, kind):
    assert isinstance(chosen(monkeypatch, {}, {**IN_ENVIRONMENT, **variables}), kind)


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        (
            {"AZURE_CLIENT_ID": "c", "AZURE_SECRET": "s", "AZURE_TENANT": "t.com", "AZURE_SUBSCRIPTION_ID": "x"},
            ClientSecretCredentials("t.com", "c", "s"),
        ),
        (
            {
                "AZURE_CLIENT_ID": "c",
                "AZURE_SECRET": "s",
                "AZURE_TENANT": "t.com",
                "AZURE_AD_USER": "",
                "AZURE_PASSWORD": "",
            },
            ClientSecretCredentials("t.com", "c", "s"),
        ),
        (
            {"AZURE_AD_USER": "u@t.com", "AZURE_PASSWORD": "p", "AZURE_SUBSCRIPTION_ID": ""},
            PasswordCredentials("organizations", AZURE_CLI_CLIENT_ID, "u@t.com", "p"),
        ),
    ],
)
def test_the_credential_of_awx_works_as_it_is(monkeypatch, variables, expected):
    assert chosen(monkeypatch, {}, variables) == expected


@pytest.mark.parametrize(
    ("name", "cloud"),
    [("AzureCloud", "public"), ("AzureUSGovernment", "us_government"), ("AzureChinaCloud", "china"), ("", "public")],
)
def test_the_cloud_of_awx_s_credential(monkeypatch, name, cloud):
    monkeypatch.setenv("AZURE_CLOUD_ENVIRONMENT", name)
    assert ArgumentSpecValidator(entra_arguments()).validate({}).validated_parameters["cloud"] == cloud
    assert (
        ArgumentSpecValidator(entra_arguments()).validate({"cloud": "us_dod"}).validated_parameters["cloud"] == "us_dod"
    )


def test_an_unknown_cloud_is_refused_rather_than_taken_for_the_public_one(monkeypatch):
    monkeypatch.setenv("AZURE_CLOUD_ENVIRONMENT", "AzureGermanCloud")
    assert "value of cloud must be one of" in ArgumentSpecValidator(entra_arguments()).validate({}).error_messages[0]


def test_empty_variables_count_as_not_set(monkeypatch):
    variables = {
        "AZURE_TENANT": "",
        "AZURE_TENANT_ID": "t.com",
        "AZURE_CLIENT_ID": "c",
        "AZURE_SECRET": "",
        "AZURE_CLIENT_SECRET": "s",
    }
    assert chosen(monkeypatch, {}, variables) == ClientSecretCredentials("t.com", "c", "s")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (
            {},
            "tenant_id, client_id and client_secret; missing here: tenant_id.*AZURE_TENANT, AZURE_CLIENT_ID and AZURE_SECRET.*ready access_token",
        ),
        (WHO, "missing here: client_secret"),
        (
            {"client_secret": "s", "client_id": "c"},
            "needs tenant_id and client_id; missing here: tenant_id.*AZURE_TENANT",
        ),
        ({"certificate_path": "/c", "tenant_id": "t.com"}, "certificate_path needs.*missing here: client_id"),
        (
            {**WHO, "client_secret": "s", "certificate_path": "/c"},
            "client_secret and certificate_path are different ways.*Leave out all but one",
        ),
        (
            {"use_azure_cli": True, "managed_identity_client_id": GUID},
            "managed_identity_client_id and use_azure_cli are different",
        ),
        (
            {**WHO, "client_secret": "s", "device_code": True, "use_azure_cli": True},
            "client_secret, use_azure_cli and device_code",
        ),
        ({"managed_identity_client_id": GUID, "managed_identity_object_id": GUID}, "each name a managed identity"),
        ({"managed_identity": True, "client_id": GUID}, "managed_identity_client_id"),
        (
            {**WHO, "client_secret": "s", "certificate_password": "p"},
            "certificate_password needs certificate_path, and the sign-in here goes by client_secret",
        ),
        (
            {**WHO, "client_secret": "s", "certificate_thumbprint": "t", "certificate_send_chain": True},
            "and certificate_send_chain need certificate_path",
        ),
        ({"sign_in_username": "u"}, "missing here: sign_in_password"),
        ({"sign_in_password": "p"}, "missing here: sign_in_username"),
        ({"sign_in_username": "u", "sign_in_password": " p"}, "begins or ends with a blank"),
        ({"tenant_id": "common", "client_id": "c", "client_secret": "s"}, "'common'"),
        ({"tenant_id": "common", "device_code": True}, "'common'"),
        ({"tenant_id": "../x", "sign_in_username": "u", "sign_in_password": "p"}, "'../x'"),
        ({"tenant_id": "no tenant", "client_id": "c", "client_secret": "s"}, "'no tenant'"),
        ({"tenant_id": "--debug", "use_azure_cli": True}, "'--debug'"),
    ],
)
def test_what_is_ambiguous_or_incomplete_is_one_sentence(monkeypatch, options, words):
    with pytest.raises(InvalidInput, match=words):
        chosen(monkeypatch, options)


def test_a_client_id_of_the_environment_does_not_hinder_a_managed_identity(monkeypatch):
    assert chosen(monkeypatch, {"managed_identity": True}, IN_ENVIRONMENT) == ManagedIdentityCredentials()


def test_no_secret_is_in_what_credentials_look_like(monkeypatch):
    for options in (
        {**WHO, "client_secret": "hidden-1"},
        {**WHO, "certificate_path": "/c", "certificate_password": "hidden-1"},
        {"sign_in_username": "u", "sign_in_password": "hidden-1"},
    ):
        credentials = chosen(monkeypatch, options)
        assert "hidden-1" not in repr(credentials) and "hidden-1" in credentials.secrets
