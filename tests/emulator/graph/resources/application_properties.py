"""What an application consists of: which properties exist, what may be written, what a new one looks like."""

from __future__ import annotations

import copy
from typing import Any

from .. import validation as v
from ..odata.filter_rules import moment, text
from ..odata.query import EntityType

_NAME_OPERATORS = ("eq", "ne", "not", "ge", "le", "in", "startswith")

SIGN_IN_AUDIENCES = (
    "AzureADMyOrg",
    "AzureADMultipleOrgs",
    "AzureADandPersonalMicrosoftAccount",
    "PersonalMicrosoftAccount",
)

NEW_APPLICATION: dict[str, Any] = {
    "applicationTemplateId": None,
    "disabledByMicrosoftStatus": None,
    "createdByAppId": None,
    "description": None,
    "groupMembershipClaims": None,
    "identifierUris": [],
    "isDeviceOnlyAuthSupported": None,
    "isDisabled": None,
    "isFallbackPublicClient": None,
    "nativeAuthenticationApisEnabled": None,
    "notes": None,
    "publisherDomain": None,
    "serviceManagementReference": None,
    "signInAudience": "AzureADMyOrg",
    "tags": [],
    "tokenEncryptionKeyId": None,
    "uniqueName": None,
    "samlMetadataUrl": None,
    "defaultRedirectUri": None,
    "certification": None,
    "optionalClaims": None,
    "servicePrincipalLockConfiguration": None,
    "requestSignatureVerification": None,
    "addIns": [],
    "api": {
        "acceptMappedClaims": None,
        "knownClientApplications": [],
        "requestedAccessTokenVersion": None,
        "oauth2PermissionScopes": [],
        "preAuthorizedApplications": [],
    },
    "appRoles": [],
    "info": {
        "logoUrl": None,
        "marketingUrl": None,
        "privacyStatementUrl": None,
        "supportUrl": None,
        "termsOfServiceUrl": None,
    },
    "keyCredentials": [],
    "parentalControlSettings": {"countriesBlockedForMinors": [], "legalAgeGroupRule": "Allow"},
    "passwordCredentials": [],
    "publicClient": {"redirectUris": []},
    "requiredResourceAccess": [],
    "verifiedPublisher": {"displayName": None, "verifiedPublisherId": None, "addedDateTime": None},
    "web": {
        "homePageUrl": None,
        "logoutUrl": None,
        "redirectUris": [],
        "implicitGrantSettings": {"enableAccessTokenIssuance": False, "enableIdTokenIssuance": False},
        "redirectUriSettings": [],
    },
    "spa": {"redirectUris": []},
}

_DEFAULT = ("id", "deletedDateTime", "appId", "createdDateTime", "displayName", *NEW_APPLICATION)
_SELECTED_ONLY = ("authenticationBehaviors", "oauth2RequirePostResponse", "managerApplications", "logo")

APPLICATION = EntityType(
    name="application",
    set_name="applications",
    properties=(*_DEFAULT, *_SELECTED_ONLY),
    default=_DEFAULT,
    filterable={
        "id": text("eq", "ne", "not", "in"),
        "appId": text("eq", "in"),
        "displayName": text(*_NAME_OPERATORS),
        "tags/any": text("eq", "not", "ge", "le", "startswith"),
        "identifierUris/any": text("eq", "ne", "ge", "le", "startswith"),
        "signInAudience": text("eq", "ne", "not"),
        "publisherDomain": text("eq", "ne", "ge", "le", "startswith"),
        "createdDateTime": moment("eq", "ne", "not", "ge", "le", "in"),
        "deletedDateTime": moment("eq", "ne", "not", "ge", "le", "in"),
    },
    sortable_when_advanced=frozenset({"displayName", "createdDateTime", "deletedDateTime", "appId"}),
)

READ_ONLY = frozenset(
    {
        "id",
        "appId",
        "createdDateTime",
        "deletedDateTime",
        "publisherDomain",
        "applicationTemplateId",
        "disabledByMicrosoftStatus",
        "createdByAppId",
        "certification",
        "verifiedPublisher",
    }
)

_SCOPE = v.complex_type(
    {
        "id": v.guid,
        "adminConsentDescription": v.nullable(v.string()),
        "adminConsentDisplayName": v.nullable(v.string()),
        "isEnabled": v.boolean,
        "origin": v.nullable(v.string()),
        "type": v.one_of("User", "Admin"),
        "userConsentDescription": v.nullable(v.string()),
        "userConsentDisplayName": v.nullable(v.string()),
        "value": v.nullable(v.string(120)),
    },
    required=("id",),
)
APP_ROLE = v.complex_type(
    {
        "id": v.guid,
        "allowedMemberTypes": v.list_of(v.one_of("User", "Application")),
        "description": v.nullable(v.string()),
        "displayName": v.nullable(v.string()),
        "isEnabled": v.boolean,
        "origin": v.nullable(v.string()),
        "value": v.nullable(v.string(120)),
    },
    required=("id",),
)
KEY_CREDENTIAL = v.complex_type(
    {
        "keyId": v.guid,
        "type": v.string(),
        "usage": v.one_of("Sign", "Verify"),
        "key": v.nullable(v.string()),
        "displayName": v.nullable(v.string()),
        "startDateTime": v.nullable(v.date_time),
        "endDateTime": v.nullable(v.date_time),
        "customKeyIdentifier": v.nullable(v.string()),
    }
)
_REQUIRED_RESOURCE_ACCESS = v.complex_type(
    {
        "resourceAppId": v.guid,
        "resourceAccess": v.list_of(
            v.complex_type({"id": v.guid, "type": v.one_of("Scope", "Role")}, required=("id", "type"))
        ),
    },
    required=("resourceAppId", "resourceAccess"),
)
_WEB = v.complex_type(
    {
        "homePageUrl": v.nullable(v.web_uri),
        "logoutUrl": v.nullable(v.web_uri),
        "redirectUris": v.list_of(v.web_uri, distinct=True),
        "implicitGrantSettings": v.nullable(
            v.complex_type(
                {"enableAccessTokenIssuance": v.nullable(v.boolean), "enableIdTokenIssuance": v.nullable(v.boolean)}
            )
        ),
        "redirectUriSettings": v.list_of(v.complex_type({"uri": v.web_uri, "index": v.nullable(v.integer)})),
    }
)

WRITABLE: dict[str, v.Checker] = {
    "displayName": v.name_of_object,
    "description": v.nullable(v.string(1024)),
    "notes": v.nullable(v.string(1024)),
    "uniqueName": v.nullable(v.string(256)),
    "signInAudience": v.one_of(*SIGN_IN_AUDIENCES),
    "tags": v.list_of(v.string(256)),
    "identifierUris": v.list_of(v.absolute_uri, distinct=True),
    "isFallbackPublicClient": v.nullable(v.boolean),
    "isDeviceOnlyAuthSupported": v.nullable(v.boolean),
    "isDisabled": v.nullable(v.boolean),
    "oauth2RequirePostResponse": v.boolean,
    "groupMembershipClaims": v.nullable(v.string()),
    "nativeAuthenticationApisEnabled": v.nullable(v.one_of("none", "all")),
    "serviceManagementReference": v.nullable(v.string()),
    "samlMetadataUrl": v.nullable(v.absolute_uri),
    "defaultRedirectUri": v.nullable(v.absolute_uri),
    "tokenEncryptionKeyId": v.nullable(v.guid),
    "requiredResourceAccess": v.list_of(_REQUIRED_RESOURCE_ACCESS, most=50),
    "web": v.nullable(_WEB),
    "spa": v.nullable(v.complex_type({"redirectUris": v.list_of(v.web_uri, distinct=True)})),
    "publicClient": v.nullable(v.complex_type({"redirectUris": v.list_of(v.absolute_uri, distinct=True)})),
    "api": v.nullable(
        v.complex_type(
            {
                "acceptMappedClaims": v.nullable(v.boolean),
                "knownClientApplications": v.list_of(v.guid),
                "requestedAccessTokenVersion": v.nullable(v.integer),
                "oauth2PermissionScopes": v.list_of(_SCOPE),
                "preAuthorizedApplications": v.list_of(v.any_object),
            }
        )
    ),
    "appRoles": v.list_of(APP_ROLE),
    "addIns": v.list_of(v.any_object),
    "keyCredentials": v.list_of(KEY_CREDENTIAL),
    "info": v.nullable(v.any_object),
    "optionalClaims": v.nullable(v.any_object),
    "parentalControlSettings": v.nullable(v.any_object),
    "servicePrincipalLockConfiguration": v.nullable(v.any_object),
    "requestSignatureVerification": v.nullable(v.any_object),
    "authenticationBehaviors": v.nullable(v.any_object),
}


def completed(stored: dict[str, Any], skeleton: dict[str, Any]) -> dict[str, Any]:
    """Add the members that a stored object lacks; a seed may name only what matters to it."""
    whole = copy.deepcopy(skeleton)
    for name, value in stored.items():
        if isinstance(value, dict) and isinstance(whole.get(name), dict):
            whole[name].update(copy.deepcopy(value))
        else:
            whole[name] = copy.deepcopy(value)
    return whole
