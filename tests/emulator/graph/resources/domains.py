"""``/domains``: which of the tenant's domains sign in elsewhere."""

from __future__ import annotations

from ..directory import Object
from ..exchange import Answer, GraphRequest
from ..odata.query import EntityType, entity_answer, list_answer
from ..routing import Operation

_NEW_DOMAIN: Object = {
    "authenticationType": "Managed",
    "availabilityStatus": None,
    "isAdminManaged": True,
    "isDefault": False,
    "isInitial": False,
    "isRoot": True,
    "isVerified": True,
    "supportedServices": ["Email", "OfficeCommunicationsOnline"],
    "passwordValidityPeriodInDays": 2147483647,
    "passwordNotificationWindowInDays": 14,
    "manufacturer": None,
    "model": None,
    "state": None,
}

DOMAIN = EntityType("domain", "domains", ("id", *_NEW_DOMAIN))

_NEW_FEDERATION: Object = {
    "id": "6601d14b-d113-8f64-fda2-9b5ddda18ecc",
    "displayName": None,
    "issuerUri": None,
    "metadataExchangeUri": None,
    "signingCertificate": None,
    "passiveSignInUri": None,
    "preferredAuthenticationProtocol": "wsFed",
    "activeSignInUri": None,
    "signOutUri": None,
    "promptLoginBehavior": None,
    "isSignedAuthenticationRequestRequired": None,
    "nextSigningCertificate": None,
    "signingCertificateUpdateStatus": None,
    "federatedIdpMfaBehavior": "acceptIfMfaDoneByFederatedIdp",
    "passwordResetUri": None,
}

FEDERATION = EntityType("internalDomainFederation", "domains/federationConfiguration", tuple(_NEW_FEDERATION))


def _present(stored: Object) -> Object:
    return {"id": stored["id"], **{name: stored.get(name, value) for name, value in _NEW_DOMAIN.items()}}


def _find(request: GraphRequest) -> Object:
    return request.directory.get("domains", request.keys["domain"].value)


def _list(request: GraphRequest) -> Answer:
    return list_answer(request, DOMAIN, [_present(domain) for domain in request.directory.visible("domains")])


def _get(request: GraphRequest) -> Answer:
    return entity_answer(request, DOMAIN, _present(_find(request)))


def _federation(request: GraphRequest) -> Answer:
    """Answer the domain's ``federationConfiguration`` in the state, or a plausible one when it is federated."""
    domain = _find(request)
    configurations = domain.get("federationConfiguration")
    if configurations is None:
        configurations = [_plausible(domain["id"])] if domain.get("authenticationType") == "Federated" else []
    context = f"domains('{domain['id']}')/federationConfiguration"
    return list_answer(request, FEDERATION, [{**_NEW_FEDERATION, **each} for each in configurations], context)


def _plausible(name: str) -> Object:
    service = f"https://sts.{name}/adfs"
    return {
        "displayName": name,
        "issuerUri": f"http://{name}/adfs/services/trust/",
        "metadataExchangeUri": f"{service}/services/trust/mex",
        "passiveSignInUri": f"{service}/ls/",
        "activeSignInUri": f"{service}/services/trust/2005/usernamemixed",
        "signOutUri": f"{service}/ls/",
    }


OPERATIONS = [
    Operation("GET", "/domains", _list),
    Operation("GET", "/domains/{domain}", _get),
    Operation("GET", "/domains/{domain}/federationConfiguration", _federation),
]
