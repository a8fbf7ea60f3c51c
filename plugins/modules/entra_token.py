#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_token
short_description: Sign in to Microsoft Entra ID once for the rest of the play
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Gets an access token that the other modules take as O(access_token), so that a play signs in once.
  - It always signs in; an O(access_token) among its options, or the play's defaults, is not looked at.
  - The result is censored in all output; the registered variable holds the token.
options:
  scope:
    description:
      - What the token is for, as the resource's address and C(/.default). Without it Microsoft Graph of the O(cloud).
    type: str
  wait_for_new_secret:
    description:
      - Seconds for which to try again where the sign-in is refused as it is with a secret, an application or a service principal made
        seconds ago (C(AADSTS7000215), C(AADSTS700016), C(AADSTS7000229)). A new secret can take up to a minute until it is accepted.
      - V(0) tries once. A password and a person with a device code are tried once in any case.
    type: float
    default: 0
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
"""

EXAMPLES = r"""
- name: Sign in
  martech.marketo_dynamics.entra_token:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    client_secret: "{{ vault_administration_secret }}"
  register: entra

- name: Prove that a new client secret is accepted
  martech.marketo_dynamics.entra_token:
    tenant_id: contoso.onmicrosoft.com
    client_id: "{{ registration.application.app_id }}"
    client_secret: "{{ secret.client_secret.secret_text }}"
    wait_for_new_secret: 90

- name: Sign in by certificate, which an application trusts by its subject name and issuer
  martech.marketo_dynamics.entra_token:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    certificate_path: /etc/automation/entra.pem
    certificate_password: "{{ vault_certificate_password }}"
    certificate_send_chain: true
  register: entra

- name: Sign in by the token that a pipeline or a Kubernetes pod gets from its own issuer
  martech.marketo_dynamics.entra_token:
    tenant_id: contoso.onmicrosoft.com
    client_id: 11111111-2222-3333-4444-555555555555
    federated_token_file: /var/run/secrets/azure/tokens/azure-identity-token
  register: entra

- name: Sign in as the virtual machine that Ansible runs on
  martech.marketo_dynamics.entra_token:
    managed_identity: true
  register: entra

- name: Sign in as one of the machine's user-assigned identities
  martech.marketo_dynamics.entra_token:
    managed_identity_client_id: 22222222-3333-4444-5555-666666666666
  register: entra

- name: Take the sign-in of the Azure CLI
  martech.marketo_dynamics.entra_token:
    use_azure_cli: true
  register: entra

- name: Let the person at the terminal sign in, in a browser
  martech.marketo_dynamics.entra_token:
    tenant_id: contoso.onmicrosoft.com
    device_code: true
  register: entra

- name: Sign in as a person, by password
  martech.marketo_dynamics.entra_token:
    tenant_id: contoso.onmicrosoft.com
    sign_in_username: automation@contoso.onmicrosoft.com
    sign_in_password: "{{ vault_automation_password }}"
  register: entra

- name: Sign in by what the environment holds, such as AWX's credential for Azure
  martech.marketo_dynamics.entra_token:
  register: entra

- name: Use the token
  martech.marketo_dynamics.entra_application:
    access_token: "{{ entra.access_token }}"
    unique_name: marketo-integration
    display_name: Marketo Integration
"""

RETURN = r"""
access_token:
  description: The access token. The whole result is censored in output.
  returned: success
  type: str
  sample: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER
expires_on:
  description: When the token expires, ISO 8601 in UTC.
  returned: success
  type: str
  sample: "2026-01-31T11:11:12Z"
"""

from ..module_utils._arguments import entra_arguments
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.token import TokenQuery, sign_in_transport

OPERATION = Operation(
    arguments={
        "scope": {"type": "str"},
        "wait_for_new_secret": {"type": "float", "default": 0, "no_log": False},
        **entra_arguments(),
    },
    connect=sign_in_transport,
    query=TokenQuery,
    secret_results=("access_token",),
)


def main():
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
