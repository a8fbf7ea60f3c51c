#!/usr/bin/python
# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: entra_application
short_description: Manage an application registration in Microsoft Entra ID
version_added: "0.1.0"
author:
  - martech.marketo_dynamics contributors (@martech)
description:
  - Creates, changes and deletes an application registration through Microsoft Graph (P1 to P3 of Adobe's procedure for the
    Marketo-Dynamics sync).
  - The application is found by O(app_id), else by O(unique_name), else by O(display_name). Display names are not unique in a tenant,
    so an application that is found by its name alone is changed only where this module created it, or with O(adopt).
  - An option that is left out is not managed. An empty list is a value, lists are compared as sets.
options:
  display_name:
    description:
      - Name that people see, 256 characters at most. Needed to create an application.
    type: str
  unique_name:
    description:
      - A name of your own that is unique in the tenant and finds the application again after it was renamed. It can be set once only.
    type: str
  app_id:
    description:
      - Application (client) id of an existing application.
    type: str
  sign_in_audience:
    description:
      - Whose accounts can use the application. V(AzureADMyOrg) is this directory only. Microsoft Graph takes V(AzureADMyOrg) for a new
        application unless told otherwise.
    type: str
    choices: [AzureADMyOrg, AzureADMultipleOrgs, AzureADandPersonalMicrosoftAccount, PersonalMicrosoftAccount]
  required_resource_access:
    description:
      - The permissions that the application asks for, all of them. Others are removed, unless O(required_resource_access_exact=false).
    type: list
    elements: dict
    suboptions:
      resource_app_id:
        description:
          - Application id of the resource, such as V(00000007-0000-0000-c000-000000000000) for Dynamics CRM (Dataverse).
        type: str
        required: true
      resource_access:
        description: The permissions of that resource.
        type: list
        elements: dict
        required: true
        suboptions:
          id:
            description:
              - Id of the permission, such as V(78ce3f0f-a1ce-49c2-8cde-64b5c0896db4) for C(user_impersonation) of Dynamics CRM.
              - Either this or O(required_resource_access[].resource_access[].value).
            type: str
          value:
            description:
              - Name of the permission, such as V(user_impersonation). It is looked up on the resource's service principal, which this tenant
                must have. A name that the resource doesn't publish is an error that lists what it does publish.
            type: str
          type:
            description:
              - V(Scope) is a delegated permission, V(Role) an application permission.
            type: str
            choices: [Scope, Role]
            required: true
  required_resource_access_exact:
    description:
      - Remove the permissions that O(required_resource_access) doesn't name. With V(false) they stay.
    type: bool
    default: true
  web_redirect_uris:
    description:
      - Redirect URIs of a web application.
    type: list
    elements: str
  public_client_redirect_uris:
    description:
      - Redirect URIs of a public client.
    type: list
    elements: str
  is_fallback_public_client:
    description:
      - Whether the application counts as a public client where its kind can't be told (C(allowPublicClient) in the older manifest). An
        application that signs in with a client secret needs V(false).
    type: bool
  notes:
    description:
      - Notes for the tenant's administrators.
    type: str
  tags:
    description:
      - Tags, all of them, but for those that begin with C(martech.marketo_dynamics). Those are this collection's own bookkeeping and stay.
    type: list
    elements: str
  owners:
    description:
      - Who owns the application. Users by user name (UPN) or object id, service principals by object id. Microsoft recommends two owners
        at least.
      - Those who own it already stay, unless O(owners_exact). Owners are added and removed by their links alone.
      - Needs the permission Directory.Read.All too, and User.Read.All or User.ReadBasic.All for a user name.
    type: list
    elements: str
  owners_exact:
    description:
      - Remove every owner that O(owners) doesn't name; an empty list removes all. That may include the signed-in application itself, which
        with the permission Application.ReadWrite.OwnedBy could change the application no more.
    type: bool
    default: false
  adopt:
    description:
      - Take over an existing application whose O(display_name) fits and is the only one.
    type: bool
    default: false
  restore_deleted:
    description:
      - What to do where there is no such application, and one is among the deleted ones (they are kept for 30 days) that O(app_id) names,
        else O(unique_name), else O(display_name). By its display name alone it counts only if this module created it, or with O(adopt).
      - V(true) restores it, with its client id and its service principal, instead of creating another. Admin consent is not restored.
      - V(false) creates another.
      - Without a value it is an error where O(unique_name) is the deleted one's, since another could take its place for good. Where only
        O(display_name) is the same, another is created, with a warning.
    type: bool
  purge:
    description:
      - With O(state=absent), delete the application finally, also where it is deleted already. It can't be restored then. Its service
        principal stays among the deleted ones until its 30 days are over.
    type: bool
    default: false
  state:
    description:
      - V(present) creates or changes, V(absent) deletes. A deleted application can be restored for 30 days.
    type: str
    choices: [present, absent]
    default: present
extends_documentation_fragment:
  - martech.marketo_dynamics.entra
  - martech.marketo_dynamics.graph
  - martech.marketo_dynamics.connection
  - martech.marketo_dynamics.attributes
  - martech.marketo_dynamics.attributes.entra
seealso:
  - module: martech.marketo_dynamics.entra_application_info
  - name: Microsoft Graph application resource
    description: Reference.
    link: https://learn.microsoft.com/graph/api/resources/application
"""

EXAMPLES = r"""
- name: P1-P3 Register the application of the Marketo sync
  martech.marketo_dynamics.entra_application:
    display_name: Marketo Integration
    unique_name: marketo-integration
    sign_in_audience: AzureADMyOrg
    required_resource_access:
      - resource_app_id: 00000007-0000-0000-c000-000000000000
        resource_access:
          - value: user_impersonation
            type: Scope
    owners: [administrator@contoso.com]
    restore_deleted: true
  register: registration

- name: Delete it finally
  martech.marketo_dynamics.entra_application:
    app_id: "{{ registration.application.app_id }}"
    purge: true
    state: absent
"""

RETURN = r"""
application:
  description: The application as it is now, or would be in check mode. Null where it is absent.
  returned: success
  type: dict
  contains:
    id:
      description: Object id.
      type: str
      returned: always
      sample: 4f1b4d2c-8b5e-4a34-9d7c-2f7a1f0f8a11
    app_id:
      description: Application (client) id. Null in check mode for an application that would be created.
      type: str
      returned: always
      sample: 9b0c8d1e-2f3a-4b5c-8d6e-7f8091a2b3c4
    display_name:
      description: Name that people see.
      type: str
      returned: always
      sample: Marketo Integration
    unique_name:
      description: Unique name, null where none is set.
      type: str
      returned: always
      sample: marketo-integration
    sign_in_audience:
      description: Whose accounts can use the application.
      type: str
      returned: always
      sample: AzureADMyOrg
    required_resource_access:
      description: The permissions that the application asks for.
      type: list
      elements: dict
      returned: always
      sample: [{resource_app_id: 00000007-0000-0000-c000-000000000000, resource_access: [{id: 78ce3f0f-a1ce-49c2-8cde-64b5c0896db4, type: Scope}]}]
    web_redirect_uris:
      description: Redirect URIs of a web application.
      type: list
      elements: str
      returned: always
      sample: []
    public_client_redirect_uris:
      description: Redirect URIs of a public client.
      type: list
      elements: str
      returned: always
      sample: []
    is_fallback_public_client:
      description: Whether the application counts as a public client where its kind can't be told.
      type: bool
      returned: always
      sample: false
    notes:
      description: Notes.
      type: str
      returned: always
      sample: null
    tags:
      description: Tags.
      type: list
      elements: str
      returned: always
      sample: [martech.marketo_dynamics]
    owners:
      description: Object ids of all owners. Null where O(owners) is not given.
      type: list
      elements: str
      returned: always
      sample: [c2d0a1ee-5a54-4c1d-9ac1-0d8f5f1f6f11]
changes:
  description: What was changed, or would be, a line each.
  returned: always
  type: list
  elements: str
  sample: [create application 'Marketo Integration']
"""

from ..module_utils._arguments import graph_arguments, state_argument
from ..module_utils._engine.module_door import run_module
from ..module_utils._engine.operation import Operation
from ..module_utils._entra.applications.application import Application
from ..module_utils._entra.graph.client import graph_client

PERMISSION = {
    "id": {"type": "str"},
    "value": {"type": "str"},
    "type": {"type": "str", "choices": ["Scope", "Role"], "required": True},
}
RESOURCE_ACCESS = {
    "resource_app_id": {"type": "str", "required": True},
    "resource_access": {
        "type": "list",
        "elements": "dict",
        "required": True,
        "options": PERMISSION,
        "mutually_exclusive": [("id", "value")],
        "required_one_of": [("id", "value")],
    },
}
OPERATION = Operation(
    arguments={
        "display_name": {"type": "str"},
        "unique_name": {"type": "str"},
        "app_id": {"type": "str"},
        "sign_in_audience": {
            "type": "str",
            "choices": [
                "AzureADMyOrg",
                "AzureADMultipleOrgs",
                "AzureADandPersonalMicrosoftAccount",
                "PersonalMicrosoftAccount",
            ],
        },
        "required_resource_access": {"type": "list", "elements": "dict", "options": RESOURCE_ACCESS},
        "required_resource_access_exact": {"type": "bool", "default": True},
        "web_redirect_uris": {"type": "list", "elements": "str"},
        "public_client_redirect_uris": {"type": "list", "elements": "str"},
        "is_fallback_public_client": {"type": "bool"},
        "notes": {"type": "str"},
        "tags": {"type": "list", "elements": "str"},
        "owners": {"type": "list", "elements": "str"},
        "owners_exact": {"type": "bool", "default": False},
        "adopt": {"type": "bool", "default": False},
        "restore_deleted": {"type": "bool"},
        "purge": {"type": "bool", "default": False},
        **state_argument("present", "absent"),
        **graph_arguments(),
    },
    constraints={"required_one_of": [("app_id", "unique_name", "display_name")]},
    connect=graph_client,
    resource=Application,
)


def main() -> None:
    """Run as a module process."""
    run_module(OPERATION)


if __name__ == "__main__":
    main()
