# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who signs in to Microsoft Entra ID, and where."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that talks to Microsoft Graph."""

    DOCUMENTATION = r"""
requirements:
  - requests
  - msal 1.30 or later (not with O(access_token), O(use_azure_cli) and O(sign_in_username))
  - cryptography (with O(certificate_path); it comes with msal)
  - the Azure CLI (with O(use_azure_cli))
notes:
  - There are several ways to sign in, and exactly one is used. It follows from the options, O(client_secret), O(certificate_path),
    O(federated_token_file), O(managed_identity), O(use_azure_cli), O(device_code), O(sign_in_username) or a ready O(access_token), and an
    option beats the environment. Options for two ways are refused before anything is sent.
  - Without any of these options the environment chooses, the first of a client secret, a certificate, a federated token file, and user
    name with password. The variables that AWX's credential C(Microsoft Azure Resource Manager) sets are among them.
options:
  tenant_id:
    description:
      - The directory (tenant), by its id or by one of its verified domain names.
      - Not needed with O(access_token), O(managed_identity) and O(use_azure_cli); with the latter it chooses another tenant than the one that
        the Azure CLI is signed in to.
      - With O(device_code) and O(sign_in_username) it is the person's own where it isn't given.
      - Falls back to the environment variables E(AZURE_TENANT) and E(AZURE_TENANT_ID).
    type: str
  client_id:
    description:
      - Application (client) id of the application that signs in, which is not the application being managed.
      - With O(device_code) and O(sign_in_username) it is the Azure CLI's public client where it isn't given.
      - Falls back to the environment variable E(AZURE_CLIENT_ID).
    type: str
  client_secret:
    description:
      - Client secret of the application that signs in.
      - Together with O(sign_in_username) the person signs in through this application, a confidential client.
      - Falls back to the environment variables E(AZURE_SECRET) and E(AZURE_CLIENT_SECRET).
    type: str
  certificate_path:
    description:
      - Path of a file with the certificate of the application that signs in and its private key (RSA), as PEM or PFX (PKCS12).
      - The certificate must be valid and belong to the key. A key that everybody on the machine can read brings a warning.
      - Falls back to the environment variables E(AZURE_CERTIFICATE_PATH) and E(AZURE_CLIENT_CERTIFICATE_PATH).
    type: path
  certificate_password:
    description:
      - Password of the private key, or of the PFX file.
      - Falls back to the environment variable E(AZURE_CLIENT_CERTIFICATE_PASSWORD).
    type: str
  certificate_thumbprint:
    description:
      - The thumbprint (SHA-1 or SHA-256, in hexadecimal) that the certificate must have. A file with another certificate is not used.
    type: str
  certificate_send_chain:
    description:
      - Send the file's certificates along (header C(x5c)), which an application needs that trusts a subject name and its issuer instead of one
        certificate (SNI).
    type: bool
    default: false
  federated_token_file:
    description:
      - Path of a file with a token of another issuer that the application trusts (workload identity federation). It is read anew at each sign-in.
      - Falls back to the environment variable E(AZURE_FEDERATED_TOKEN_FILE).
    type: path
  managed_identity:
    description:
      - Sign in as the identity that Azure gives to the machine or service that the task runs on, without O(client_id); the system-assigned one
        unless one of the three options below names another.
      - Virtual machines are supported, and what tells its endpoint by environment variables - App Service, Functions, Automation, Machine
        Learning, Azure Arc. Service Fabric is not.
      - The endpoint is on the machine, so O(proxy) is not used for it.
    type: bool
    default: false
  managed_identity_client_id:
    description:
      - Client id of the user-assigned managed identity. Implies O(managed_identity).
    type: str
  managed_identity_object_id:
    description:
      - Object id of the user-assigned managed identity. Implies O(managed_identity).
    type: str
  managed_identity_resource_id:
    description:
      - Azure resource id of the user-assigned managed identity. Implies O(managed_identity).
    type: str
  use_azure_cli:
    description:
      - Take the sign-in that was made with the Azure CLI (C(az login)) on the machine and as the user that the task runs on and as.
      - The Azure CLI must be set to the same cloud as O(cloud).
    type: bool
    default: false
  device_code:
    description:
      - Show a code with which a person signs in, in a browser on any device, and wait for that. It asks anew at each task, so use it with
        M(martech.marketo_dynamics.entra_token) and hand on that token.
      - It needs a person at a terminal, so it is refused in AWX, in a pipe, and on another connection than P(ansible.builtin.local#connection).
    type: bool
    default: false
  sign_in_username:
    description:
      - User name (UPN) of a person who signs in with O(sign_in_password).
      - This works for users without multifactor authentication only, and Microsoft advises against it.
      - Falls back to the environment variables E(AZURE_USERNAME) and E(AZURE_AD_USER).
    type: str
  sign_in_password:
    description:
      - Password of O(sign_in_username). It is posted once to O(authority_host), as Marketo does it, and never again by itself, since wrong passwords
        lock a user. For a federated user this asks for a Home Realm Discovery policy and password hash synchronization.
      - Falls back to the environment variable E(AZURE_PASSWORD).
    type: str
  access_token:
    description:
      - A ready access token, such as the one M(martech.marketo_dynamics.entra_token) returns. With it no sign-in is made, whatever else is given,
        until it ends. Then a new one is got, where the other options can do that without a person and as the same identity.
    type: str
  cloud:
    description:
      - The Microsoft cloud that the tenant lives in.
      - Falls back to the environment variable E(AZURE_CLOUD_ENVIRONMENT) (C(AzureCloud), C(AzureUSGovernment), C(AzureChinaCloud)).
    type: str
    choices: [china, public, us_dod, us_government]
    default: public
  authority_host:
    description:
      - Address that signs in, where it is not the O(cloud)'s own.
      - Falls back to the environment variable E(AZURE_AUTHORITY_HOST).
    type: str
  graph_endpoint:
    description:
      - Address of Microsoft Graph, where it is not the O(cloud)'s own.
    type: str
"""
