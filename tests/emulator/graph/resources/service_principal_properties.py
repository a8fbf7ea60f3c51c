"""What a service principal consists of, and what it takes over from its application."""

from __future__ import annotations

from typing import Any

from .. import validation as v
from ..directory import Directory, Object
from ..odata.filter_rules import boolean, guid, moment, text
from ..odata.query import EntityType
from .application_properties import APP_ROLE, KEY_CREDENTIAL, NEW_APPLICATION, completed
from .credentials import without_secrets

NEW_SERVICE_PRINCIPAL: dict[str, Any] = {
    "accountEnabled": True,
    "addIns": [],
    "alternativeNames": [],
    "appDescription": None,
    "appDisplayName": None,
    "applicationTemplateId": None,
    "appOwnerOrganizationId": None,
    "appRoleAssignmentRequired": False,
    "appRoles": [],
    "createdByAppId": None,
    "description": None,
    "disabledByMicrosoftStatus": None,
    "homepage": None,
    "info": NEW_APPLICATION["info"],
    "isDisabled": None,
    "keyCredentials": [],
    "loginUrl": None,
    "logoutUrl": None,
    "notes": None,
    "notificationEmailAddresses": [],
    "oauth2PermissionScopes": [],
    "passwordCredentials": [],
    "preferredSingleSignOnMode": None,
    "preferredTokenSigningKeyThumbprint": None,
    "replyUrls": [],
    "resourceSpecificApplicationPermissions": [],
    "samlSingleSignOnSettings": None,
    "servicePrincipalNames": [],
    "servicePrincipalType": "Application",
    "signInAudience": None,
    "tags": [],
    "tokenEncryptionKeyId": None,
    "verifiedPublisher": NEW_APPLICATION["verifiedPublisher"],
}

_DEFAULT = ("id", "deletedDateTime", "appId", "createdDateTime", "displayName", *NEW_SERVICE_PRINCIPAL)
_NAME_OPERATORS = ("eq", "ne", "not", "ge", "le", "in", "startswith")

SERVICE_PRINCIPAL = EntityType(
    name="servicePrincipal",
    set_name="servicePrincipals",
    properties=(*_DEFAULT, "customSecurityAttributes"),
    default=_DEFAULT,
    filterable={
        "id": text("eq", "ne", "not", "in"),
        "appId": text("eq", "ne", "not", "in", "startswith"),
        "displayName": text(*_NAME_OPERATORS),
        "appDisplayName": text(*_NAME_OPERATORS),
        "accountEnabled": boolean("eq", "ne", "not", "in"),
        "appOwnerOrganizationId": guid("eq", "ne", "not", "ge", "le"),
        "servicePrincipalType": text("eq", "in"),
        "servicePrincipalNames/any": text("eq", "not", "ge", "le", "startswith"),
        "alternativeNames/any": text("eq", "not", "ge", "le", "startswith"),
        "tags/any": text("eq", "not", "ge", "le", "startswith"),
        "createdDateTime": moment("eq", "ne", "not", "ge", "le", "in"),
        "deletedDateTime": moment("eq", "ne", "not", "ge", "le", "in"),
    },
    sortable_when_advanced=frozenset({"displayName", "createdDateTime", "deletedDateTime", "appId"}),
)

READ_ONLY = frozenset(
    {
        "id",
        "createdDateTime",
        "deletedDateTime",
        "appDisplayName",
        "appDescription",
        "applicationTemplateId",
        "appOwnerOrganizationId",
        "createdByAppId",
        "disabledByMicrosoftStatus",
        "signInAudience",
        "verifiedPublisher",
        "passwordCredentials",
    }
)

WRITABLE: dict[str, v.Checker] = {
    "appId": v.guid,
    "displayName": v.name_of_object,
    "accountEnabled": v.nullable(v.boolean),
    "appRoleAssignmentRequired": v.boolean,
    "description": v.nullable(v.string(1024)),
    "notes": v.nullable(v.string(1024)),
    "tags": v.list_of(v.string(256)),
    "alternativeNames": v.list_of(v.string()),
    "servicePrincipalNames": v.list_of(v.string(), distinct=True),
    "servicePrincipalType": v.string(),
    "notificationEmailAddresses": v.list_of(v.string()),
    "homepage": v.nullable(v.absolute_uri),
    "loginUrl": v.nullable(v.absolute_uri),
    "logoutUrl": v.nullable(v.absolute_uri),
    "replyUrls": v.list_of(v.absolute_uri),
    "preferredSingleSignOnMode": v.nullable(v.string()),
    "preferredTokenSigningKeyThumbprint": v.nullable(v.string()),
    "isDisabled": v.nullable(v.boolean),
    "samlSingleSignOnSettings": v.nullable(v.any_object),
    "tokenEncryptionKeyId": v.nullable(v.guid),
    "appRoles": v.list_of(APP_ROLE),
    "oauth2PermissionScopes": v.list_of(v.any_object),
    "keyCredentials": v.list_of(KEY_CREDENTIAL),
    "addIns": v.list_of(v.any_object),
    "info": v.nullable(v.any_object),
    "customSecurityAttributes": v.nullable(v.any_object),
}


def present(directory: Directory, stored: Object) -> Object:
    """Show a service principal as Graph does, with what its application in this tenant declares."""
    principal = completed(stored, NEW_SERVICE_PRINCIPAL)
    principal.pop("owners", None)
    principal.setdefault("displayName", None)
    principal.setdefault("deletedDateTime", None)
    principal.setdefault("createdDateTime", None)
    application = directory.find("applications", stored["appId"], by="appId", lagging=True)
    if application is not None:
        _take_over(principal, completed(application, NEW_APPLICATION), directory.tenant_id)
    elif not principal["servicePrincipalNames"]:
        principal["servicePrincipalNames"] = [stored["appId"]]
    principal["appDisplayName"] = principal["appDisplayName"] or principal["displayName"]
    without_secrets(principal)
    return principal


def _take_over(principal: Object, application: Object, tenant_id: str) -> None:
    """Names, roles, scopes and addresses are the application's; tags are those of both."""
    principal["displayName"] = application["displayName"]
    principal["appDisplayName"] = application["displayName"]
    principal["appDescription"] = application["description"]
    principal["appOwnerOrganizationId"] = principal["appOwnerOrganizationId"] or tenant_id
    principal["appRoles"] = application["appRoles"]
    principal["oauth2PermissionScopes"] = application["api"]["oauth2PermissionScopes"]
    principal["signInAudience"] = application["signInAudience"]
    principal["info"] = application["info"]
    principal["verifiedPublisher"] = application["verifiedPublisher"]
    principal["homepage"] = principal["homepage"] or application["web"]["homePageUrl"]
    principal["logoutUrl"] = principal["logoutUrl"] or application["web"]["logoutUrl"]
    addresses = [*application["web"]["redirectUris"], *application["spa"]["redirectUris"]]
    principal["replyUrls"] = _union(principal["replyUrls"], [*addresses, *application["publicClient"]["redirectUris"]])
    names = [application["appId"], *application["identifierUris"]]
    principal["servicePrincipalNames"] = _union(principal["servicePrincipalNames"], names)
    principal["tags"] = _union(principal["tags"], application["tags"])


def _union(own: list[str], taken_over: list[str]) -> list[str]:
    return list(dict.fromkeys([*own, *taken_over]))
