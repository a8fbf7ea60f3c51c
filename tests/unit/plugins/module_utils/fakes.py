"""Stand-ins for what talks to a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import NotFound, RequestRefused
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._entra.graph.batch import Item
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._http.transport import Response


class FakeGraph:
    """Answers reads from ``reads`` (path beginning -> value, or a function of no argument) and writes down every write."""

    endpoint = "https://graph.example.com"

    def __init__(self, reads: dict[str, Any], check_mode: bool = False) -> None:
        self.reads = reads
        self.check_mode = check_mode
        self.writes: list[tuple[str, str, Any]] = []
        self.answers: dict[str, list[Any]] = {}
        """Path ending -> what POSTs there answer, in turn; an exception is raised."""

    def find(self, path: str) -> Any:
        """The value of the longest beginning that fits; None where none does."""
        fitting = [start for start in self.reads if path.startswith(start)]
        value = self.reads[max(fitting, key=len)] if fitting else None
        return value() if callable(value) else value

    def get(self, path: str) -> Any:
        """As ``find``, but absence is an error."""
        found = self.find(path)
        if found is None:
            raise NotFound("nothing there", status=404)
        return found

    def pages(self, path: str) -> Iterator[Any]:
        """One page that holds everything."""
        yield self.get(path)

    def get_all(self, path: str) -> list[Any]:
        """A list; empty where nothing is known."""
        return list(self.find(path) or [])

    def batch(self, paths: list[str]) -> list[Item]:
        """Each read for itself."""
        return [self._item(path) for path in paths]

    def batch_get(self, paths: list[str]) -> list[Any]:
        """As ``batch``; a refusal is raised."""
        return [item.take() for item in self.batch(paths)]

    def _item(self, path: str) -> Item:
        try:
            found = self.find(path)
        except RequestRefused as refusal:
            return Item(refusal=refusal)
        # The longest beginning that fits may be the object that a collection belongs to.
        empty = path.endswith("/oauth2PermissionGrants") and isinstance(found, dict)
        return Item(
            found={"value": [] if empty else list(found)} if empty or isinstance(found, (list, tuple)) else found
        )

    def post_once(self, path: str, body: Any) -> Any:
        """Answer as told."""
        self.writes.append(("POST", path, body))
        turn = next((turns for end, turns in self.answers.items() if path.endswith(end) and turns), [{}])
        answer = turn.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer() if callable(answer) else answer

    def post(self, path: str, body: Any, happened: Callable[[], Any]) -> Any:
        """As ``post_once``: losing answers is not this fake's business."""
        return self.post_once(path, body)

    def patch(self, path: str, body: Any, headers: Any = None) -> Any:
        """Write down."""
        self.writes.append(("PATCH", path, body))
        return {}

    def delete(self, path: str) -> None:
        """Write down."""
        self.writes.append(("DELETE", path, None))


class ScriptedTransport:
    """Gives the answers one after the other, and remembers what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.sent: list[tuple[str, str, Any]] = []
        self.headers: list[dict[str, str]] = []

    def send(self, method: str, url: str, headers: Any = None, json: Any = None, form: Any = None) -> Response:
        """The next answer."""
        self.sent.append((method, url, json if json is not None else form))
        self.headers.append(dict(headers or {}))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def scripted(transport: ScriptedTransport | None, *answers: Any) -> ScriptedTransport:
    """The test's own transport with these answers, for a test that looks at what was sent; else a new one."""
    transport = transport or ScriptedTransport()
    transport.answers.extend(answers)
    return transport


def graph_error(status: int, code: str, message: str = "Told by the test.") -> Response:
    """An error of Microsoft Graph."""
    return Response(status, {"request-id": "the-request"}, "", {"error": {"code": code, "message": message}})
