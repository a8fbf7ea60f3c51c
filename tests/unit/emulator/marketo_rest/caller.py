"""A bare program that calls the emulated REST API, and changes Marketo's part of the state."""

from __future__ import annotations

from typing import Any

import requests

from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.contoso import APP_ID, SECRET

MUNCHKIN = "123-ABC-456"
HOST = f"https://{MUNCHKIN.lower()}.mktorest.com"
REST_CLIENT = {"client_id": "7d1f6a52-3c4e-4f0b-8a61-rest-contoso", "client_secret": "test-Secret-of-rest-contoso-1"}
CANARY = "canary@contoso.com"


class Caller:
    """Calls the API of the instance 123-ABC-456."""

    def __init__(self, emulator: EmulatorProcess, session: requests.Session) -> None:
        self.emulator = emulator
        self.session = session

    def token(self, method: str = "GET", **changed: Any) -> requests.Response:
        """Ask for a token, in the query or, with POST, in a form."""
        given = {"grant_type": "client_credentials", **REST_CLIENT, **changed}
        where = {"params": given} if method == "GET" else {"data": given}
        return self.session.request(method, f"{HOST}/identity/oauth/token", timeout=30, **where)

    def call(self, path: str, token: str | None = None, method: str = "GET", **query: str) -> dict[str, Any]:
        """Call the API with a token; what it answers is always status 200."""
        token = self.token().json()["access_token"] if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        answer = self.session.request(method, f"{HOST}{path}", params=query, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def people(self, email: str = CANARY, **query: str) -> list[dict[str, Any]]:
        """The people with an email address."""
        answer = self.call("/rest/v1/leads.json", **{"filterType": "email", "filterValues": email, **query})
        assert answer["success"], answer
        return answer["result"]

    def instance(self, **members: Any) -> None:
        """Change the instance by hand, as a merge patch."""
        self.emulator.patch_state({"marketo": {"instances": {MUNCHKIN: members}}})

    def heal(self) -> None:
        """Save credentials in Marketo that can sign in."""
        self.instance(
            credentials={"client_id": APP_ID, "client_secret": SECRET},
            sync_enabled=True,
            rest={"seconds_until_arrival": 0},
        )


def code_of(answer: dict[str, Any]) -> str:
    """The one error code of a failed call."""
    assert answer["success"] is False and answer["requestId"], answer
    (error,) = answer["errors"]
    assert error["message"], answer
    return error["code"]
