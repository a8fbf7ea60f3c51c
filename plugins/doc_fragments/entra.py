# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who signs in to Microsoft Entra ID, and where."""

from __future__ import annotations


class ModuleDocFragment:
    """Options of every module that talks to Microsoft Graph."""

    DOCUMENTATION = r"""
options:
  tenant_id:
    description:
      - The directory (tenant), by its id or by one of its verified domain names.
      - Not needed with O(access_token).
      - Falls back to the environment variables E(AZURE_TENANT) and E(AZURE_TENANT_ID).
    type: str
  client_id:
    description:
      - Application (client) id of the application that signs in, which is not the application being managed.
      - Falls back to the environment variable E(AZURE_CLIENT_ID).
    type: str
  client_secret:
    description:
      - Client secret of the application that signs in.
      - Falls back to the environment variables E(AZURE_SECRET) and E(AZURE_CLIENT_SECRET).
    type: str
  access_token:
    description:
      - A ready access token, such as the one M(martech.marketo_dynamics.entra_token) returns. With it no sign-in is made.
    type: str
  cloud:
    description:
      - The Microsoft cloud that the tenant lives in.
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
requirements:
  - requests
  - msal (not with O(access_token))
extends_documentation_fragment:
  - martech.marketo_dynamics.connection
"""
