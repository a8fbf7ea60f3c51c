# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which Dynamics organization is meant."""

from __future__ import annotations


class ModuleDocFragment:
    """The option of every module that talks to the Dataverse Web API."""

    DOCUMENTATION = r"""
options:
  organization_url:
    description:
      - The Dynamics organization, by its bare host (V(contoso.crm4.dynamics.com)), its Web API address or its organization service address.
      - Any region and national cloud is accepted. Before anything secret is sent, the host must answer as a Dynamics organization.
    type: str
    required: true
    aliases: [url]
notes:
  - Where Dataverse limits its caller (service protection, status 429), the task waits as long as it is asked to, 330 seconds in all at most.
"""
