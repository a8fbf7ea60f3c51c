# Copyright: (c) 2026, martech.marketo_dynamics contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An application that signs in as itself (OAuth 2.0 client credentials): by secret, certificate, or another issuer's token."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Callable

from ..._clouds import Cloud
from ..._engine.errors import InvalidInput
from ..._engine.libraries import require
from ..._http.transport import Transport
from .certificate import load_certificate
from .msal_client import recent_msal, through_msal
from .token import Token


@dataclass(frozen=True)
class ApplicationCredentials:
    """``tenant_id``: the directory's id or one of its domain names."""

    tenant_id: str
    client_id: str
    once = False

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return ()

    def proof(self, endpoint: Callable[[], str]) -> Any:
        """What msal takes as client credential; ``endpoint`` gives the token endpoint's address once msal knows it."""
        raise NotImplementedError

    def get_token(self, cloud: Cloud, scope: str, transport: Transport) -> Token:
        """Sign in."""
        made: list[Any] = []
        # Reads the files: what is wrong with them is said before anything is sent.
        credential = self.proof(lambda: made[0].authority.token_endpoint)

        def ask(msal: Any, common: dict[str, Any]) -> Mapping[str, Any]:
            made.append(msal.ConfidentialClientApplication(self.client_id, client_credential=credential, **common))
            answer: Mapping[str, Any] = made[0].acquire_token_for_client(scopes=[scope])
            return answer

        return through_msal(ask, cloud, self.tenant_id, self.client_id, transport)


@dataclass(frozen=True)
class ClientSecretCredentials(ApplicationCredentials):
    """Proof by a client secret."""

    client_secret: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return (self.client_secret,)

    def proof(self, endpoint: Callable[[], str]) -> str:
        """The secret itself."""
        return self.client_secret


@dataclass(frozen=True)
class CertificateCredentials(ApplicationCredentials):
    """Proof by an assertion, signed with the certificate's key."""

    path: str = ""
    password: str | None = field(default=None, repr=False)
    thumbprint: str | None = None
    send_chain: bool = False

    @property
    def secrets(self) -> tuple[str | None, ...]:
        """What no message may hold."""
        return (self.password,)

    def proof(self, endpoint: Callable[[], str]) -> dict[str, Callable[[], str]]:
        """Makes the assertion when msal asks for it. msal's own way with PEM files always sends the certificate along."""
        recent_msal("certificate_path")
        certificate = load_certificate(self.path, self.password, self.thumbprint)
        headers = {"x5c": certificate.chain()} if self.send_chain else {}
        signer = require("msal.oauth2cli").JwtAssertionCreator(
            certificate.key, algorithm="PS256", sha256_thumbprint=certificate.sha256, headers=headers
        )
        return {
            "client_assertion": lambda: _text(
                signer.create_normal_assertion(audience=endpoint(), issuer=self.client_id)
            )
        }


@dataclass(frozen=True)
class FederatedCredentials(ApplicationCredentials):
    """Proof by a token of another issuer that the application trusts (workload identity federation)."""

    path: str = ""

    def proof(self, endpoint: Callable[[], str]) -> dict[str, Callable[[], str]]:
        """Read the token anew: its issuer replaces it every now and then."""
        token = read_federated_token(self.path)
        return {"client_assertion": lambda: token}


def read_federated_token(path: str) -> str:
    """The token in the file. Raises `InvalidInput`; what the file holds is never quoted."""
    try:
        with open(os.path.expanduser(path), encoding="ascii") as file:
            token = file.read().strip()
    except FileNotFoundError as error:
        raise InvalidInput(
            f"The federated token file {path} does not exist. Correct federated_token_file, or the environment variable "
            f"AZURE_FEDERATED_TOKEN_FILE."
        ) from error
    except OSError as error:
        raise InvalidInput(f"The federated token file {path} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError:
        token = ""
    if token.count(".") != 2 or len(token.split()) != 1:
        raise InvalidInput(
            f"The federated token file {path} holds no JSON Web Token, which is three parts joined by dots."
        )
    return token


def _text(assertion: Any) -> str:
    return assertion.decode("ascii") if isinstance(assertion, bytes) else assertion
