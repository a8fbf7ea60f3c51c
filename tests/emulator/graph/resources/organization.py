"""``/organization`` and ``/directory/onPremisesSynchronization``: the tenant and its directory synchronization."""

from __future__ import annotations

from ..directory import Directory, Object
from ..errors import not_found
from ..exchange import Answer, GraphRequest
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation
from ..times import whole_seconds

_NEW_ORGANIZATION: Object = {
    "deletedDateTime": None,
    "assignedPlans": [],
    "businessPhones": [],
    "city": None,
    "country": None,
    "countryLetterCode": "US",
    "createdDateTime": "2020-01-01T00:00:00Z",
    "defaultUsageLocation": None,
    "marketingNotificationEmails": [],
    "onPremisesLastSyncDateTime": None,
    "onPremisesSyncEnabled": None,
    "partnerTenantType": None,
    "postalCode": None,
    "preferredLanguage": "en",
    "privacyProfile": None,
    "provisionedPlans": [],
    "securityComplianceNotificationMails": [],
    "securityComplianceNotificationPhones": [],
    "state": None,
    "street": None,
    "technicalNotificationMails": [],
    "tenantType": "AAD",
}

ORGANIZATION = EntityType("organization", "organization", ("id", "displayName", "verifiedDomains", *_NEW_ORGANIZATION))
# All that a signed-in user with only User.Read is told.
_FOR_ANY_USER = frozenset({"id", "displayName", "verifiedDomains"})

SYNCHRONIZATION = EntityType(
    "onPremisesDirectorySynchronization", "directory/onPremisesSynchronization", ("id", "configuration", "features")
)
_FEATURES_OFF = (
    "allowOnPremUpdateOfOnPremisesObjectIdentifierEnabled",
    "blockCloudObjectTakeoverThroughHardMatchEnabled",
    "blockSoftMatchEnabled",
    "bypassDirSyncOverridesEnabled",
    "cloudPasswordPolicyForPasswordSyncedUsersEnabled",
    "concurrentCredentialUpdateEnabled",
    "concurrentOrgIdProvisioningEnabled",
    "deviceWritebackEnabled",
    "directoryExtensionsEnabled",
    "fopeConflictResolutionEnabled",
    "groupWriteBackEnabled",
    "passwordWritebackEnabled",
    "unifiedGroupWritebackEnabled",
    "userForcePasswordChangeOnLogonEnabled",
    "userWritebackEnabled",
)
_FEATURES_ON = (
    "quarantineUponProxyAddressesConflictEnabled",
    "quarantineUponUpnConflictEnabled",
    "softMatchOnUpnEnabled",
    "synchronizeUpnForManagedUsersEnabled",
)


def _present(request: GraphRequest) -> Object:
    directory = request.directory
    shown = {
        "id": directory.tenant_id,
        "displayName": directory.tenant.get("displayName"),
        "verifiedDomains": [_verified_domain(each) for each in directory.tenant.get("domains", [])],
        **_NEW_ORGANIZATION,
        **_synchronization(directory),
    }
    if request.caller.permissions & {"User.Read"} and not request.caller.permissions - {"User.Read"}:
        return {name: _hidden(name, value) for name, value in shown.items()}
    return shown


def _synchronization(directory: Directory) -> Object:
    """Never synchronized is null, no longer synchronized is false."""
    enabled = directory.tenant.get("onPremisesSyncEnabled")
    last = directory.tenant.get("onPremisesLastSyncDateTime")
    if enabled and last is None:
        last = whole_seconds(directory.now())
    return {"onPremisesSyncEnabled": enabled, "onPremisesLastSyncDateTime": last}


def _hidden(name: str, value: object) -> object:
    if name in _FOR_ANY_USER:
        return value
    return [] if isinstance(value, list) else None


def _verified_domain(domain: Object) -> Object:
    return {
        "capabilities": "Email, OfficeCommunicationsOnline",
        "isDefault": domain.get("isDefault", False),
        "isInitial": domain.get("isInitial", False),
        "name": domain["id"],
        "type": domain.get("authenticationType", "Managed"),
    }


def _list(request: GraphRequest) -> Answer:
    return list_answer(request, ORGANIZATION, [_present(request)])


def _get(request: GraphRequest) -> Answer:
    identifier = request.keys["organization"].value
    if identifier.lower() != request.directory.tenant_id.lower():
        raise not_found(identifier)
    return entity_answer(request, ORGANIZATION, _present(request))


def _get_synchronization(request: GraphRequest) -> Answer:
    """Answer a list of one, as the service does."""
    tenant = request.directory.tenant
    features = {name: False for name in _FEATURES_OFF} | {name: True for name in _FEATURES_ON}
    features["passwordSyncEnabled"] = bool(tenant.get("passwordHashSync"))
    prevention = {"synchronizationPreventionType": "enabledForCount", "alertThreshold": 500}
    shown = {
        "id": request.directory.tenant_id,
        "configuration": {"accidentalDeletionPrevention": prevention},
        "features": features,
    }
    return list_answer(request, SYNCHRONIZATION, [shown])


OPERATIONS = [
    Operation("GET", "/organization", _list),
    Operation("GET", "/organization/{organization}", _get),
    Operation("GET", "/directory/onPremisesSynchronization", _get_synchronization),
]
