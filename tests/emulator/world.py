"""Everything the emulated services share: their state, the clock, the signing key's place, calls among each other.

The state is one tree of plain JSON values, so that a seed file, ``GET /_emulator/state`` and a snapshot for replication
lag all have the same shape::

    tenants:                      # Entra: tenant id -> directory
      <tenant id>:
        displayName: Contoso
        cloud: public
        passwordHashSync: true    # Entra Connect sends password hashes
        onPremisesSyncEnabled: true
        domains: [{id: contoso.com, authenticationType: Federated, isDefault, isInitial, isVerified}]
        users: [{id, userPrincipalName, password, accountEnabled, onPremisesSyncEnabled, mfaRequired, userType}]
                                  # and, for sign-in: passwordExpired, blockedByConditionalAccess, lockedUntil
        automationClients:        # applications homed in another tenant: they sign in here and own no object here
          - {appId, displayName, secret, permissions: [Application.ReadWrite.All, ...]}
                                  # instead of a secret: certificates (PEM), trustedSubjects ({subject, authority: PEM}),
                                  # federatedIdentityCredentials (Graph's JSON, and issuerKey: PEM)
        applications: []          # Graph's JSON, field for field
        servicePrincipals: []     # Graph's JSON
        oauth2PermissionGrants: []
        homeRealmDiscoveryPolicies: []
        homeRealmDiscoveryAssignments: []   # {servicePrincipalId, policyId}
        deletedItems: []          # Graph's JSON and "@odata.type", deletedDateTime
        secrets: {<keyId>: <secretText>}    # what Graph never tells again; masked in every output
        appRoleAssignments: []    # Graph's JSON; sign-in asks them where appRoleAssignmentRequired is set
        newSecretDelay: 0         # seconds until sign-in knows a new secret
        tokenLifetime: 3599       # seconds
        deviceCodeInterval: 5     # seconds; deviceCodeLifetime: 900
        premium: false            # with a premium licence, sign-ins with a password are kept in signIns (Graph's JSON)
    organizations:                # Dataverse: host (contoso.crm4.dynamics.com) -> environment
      <host>: {tenantId, organizationId, friendlyName, uniqueName, version, languageCode,
               businessunits: [], systemusers: [], roles: [], systemuserroles: [], solutions: [],
               solutioncomponents: [], sdkmessageprocessingsteps: [],
               entityDefinitions: [], tables: {<entity set>: [rows]}}
                                  # on premises: the key is host and path (crm.contoso.com/Contoso), adfs the farm's host
    adfs:                         # host of the farm -> who may sign in there
      <host>: {clients: [{clientId, secret, resources: []}], users: [{userPrincipalName, password, accountEnabled}]}
    marketo: {language, accounts: [], instances: {<munchkin id>: {...}}}
"""

from __future__ import annotations

import copy
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from starlette.types import ASGIApp

# Bound by the core while it answers a read that replication lag keeps from seeing the newest write.
lagging_state: ContextVar[dict[str, Any] | None] = ContextVar("lagging_state", default=None)

# Who sent the request being answered: "client", or the name of the emulated service that called another one.
request_origin: ContextVar[str] = ContextVar("origin", default="client")


class World:
    """The one object that every service is built with."""

    def __init__(self, seed: dict[str, Any], language: str = "en") -> None:
        self._seed = seed
        self.language = language
        self.current: dict[str, Any] = copy.deepcopy(seed)
        self.keepsakes: dict[str, Any] = {}
        """What a service keeps beside the state, since it is no JSON or outlives a reset (the signing key)."""
        self.app: ASGIApp | None = None
        """The whole emulator, bound by the core."""

    @property
    def state(self) -> dict[str, Any]:
        """The state as the request being answered may see it."""
        return lagging_state.get() or self.current

    def reset(self) -> None:
        """Go back to the seed."""
        self.current = copy.deepcopy(self._seed)

    def now(self) -> datetime:
        """The time, with its zone (UTC)."""
        return datetime.now(UTC)

    def tenant(self, name: str) -> tuple[str, dict[str, Any]] | None:
        """Find a tenant by id or by one of its domains."""
        for tenant_id, tenant in self.state["tenants"].items():
            if name.lower() == tenant_id.lower() or name.lower() in (
                domain["id"].lower() for domain in tenant["domains"]
            ):
                return tenant_id, tenant
        return None

    async def call(
        self,
        method: str,
        url: str,
        headers: dict[str, str] | None = None,
        data: dict[str, Any] | str | bytes | None = None,
        json: Any = None,
        origin: str = "marketo",
    ) -> httpx.Response:
        """Send a request from one emulated service to another, through the whole emulator but without a network.

        A dictionary as ``data`` is sent as a form. A dropped connection raises ``httpx.RemoteProtocolError``.
        """
        assert self.app is not None, "the core binds the application before it serves"
        body = {"content": data} if isinstance(data, (str, bytes)) else {"data": data}
        token = request_origin.set(origin)
        try:
            async with httpx.AsyncClient(transport=httpx.ASGITransport(app=self.app)) as client:
                return await client.request(method, url, headers=headers, json=json, **body)
        finally:
            request_origin.reset(token)
