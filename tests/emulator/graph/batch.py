"""``POST /$batch``: up to 20 requests in one, each answered for itself."""

from __future__ import annotations

import json
import uuid
from typing import Any
from urllib.parse import unquote, urlsplit

from ..world import request_origin
from .dispatch import Dispatcher, Incoming
from .errors import GraphError, malformed
from .exchange import Answer

BATCH_PATH = "$batch"
MOST_REQUESTS = 20
_FAILED = 400

Step = dict[str, Any]


def run_batch(dispatcher: Dispatcher, incoming: Incoming, claims: dict[str, Any]) -> Answer:
    """Run the inner requests with the caller's token; the batch itself succeeds whenever it can be read."""
    if incoming.method != "POST":
        raise GraphError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.")
    steps = _read_steps(incoming.content)
    answers: dict[str, Step] = {}
    for step in steps:
        answers[step["id"]] = _run(dispatcher, incoming, claims, step, answers)
    # Graph promises no order, so the emulator keeps none: a client has to go by the ids.
    return Answer(200, {"responses": list(reversed(answers.values()))})


def _read_steps(content: bytes) -> list[Step]:
    try:
        steps = json.loads(content)["requests"]
    except (ValueError, KeyError, TypeError):
        raise malformed("Invalid batch payload format.") from None
    if not isinstance(steps, list) or not steps or not all(isinstance(step, dict) for step in steps):
        raise malformed("Invalid batch payload format.")
    if len(steps) > MOST_REQUESTS:
        raise malformed(f"Number of batch request steps exceeds the maximum value of {MOST_REQUESTS}.")
    known: set[str] = set()
    for step in steps:
        _check_step(step, known)
        known.add(step["id"])
    return steps


def _check_step(step: Step, known: set[str]) -> None:
    for name in ("id", "method", "url"):
        if not isinstance(step.get(name), str) or not step[name]:
            raise malformed(f"Invalid batch payload format: every request needs a '{name}'.")
    if step["id"] in known:
        raise malformed(f"Request Id '{step['id']}' has to be unique in a batch.")
    unknown = [name for name in step.get("dependsOn") or [] if name not in known]
    if unknown:
        raise malformed(f"Request '{step['id']}' depends on '{unknown[0]}', which is no earlier request of the batch.")


def _run(
    dispatcher: Dispatcher, incoming: Incoming, claims: dict[str, Any], step: Step, answers: dict[str, Step]
) -> Step:
    request_id = str(uuid.uuid4())
    try:
        if any(answers[name]["status"] >= _FAILED for name in step.get("dependsOn") or []):
            raise GraphError(424, "FailedDependency", "A request that this one depends on failed.")
        inner = _inner(incoming, step)
        answer = _spoiled(dispatcher, inner) or dispatcher.answer(inner, claims)
    except GraphError as error:
        date = dispatcher.world.now().strftime("%Y-%m-%dT%H:%M:%S")
        answer = Answer(error.status, error.body(date, request_id, request_id), error.headers)
    headers = {_header_case(name): value for name, value in answer.headers.items()}
    result: Step = {"id": step["id"], "status": answer.status, "headers": headers}
    if answer.body is not None:
        headers.setdefault("Content-Type", "application/json")
        result["body"] = answer.body
    return result


def _inner(incoming: Incoming, step: Step) -> Incoming:
    """Turn a step into a request; headers such as ConsistencyLevel are the step's own."""
    path, _question_mark, query = step["url"].partition("?")
    body = step.get("body")
    return Incoming(
        method=step["method"].upper(),
        base=incoming.base,
        version=incoming.version,
        path=path.lstrip("/"),
        query=query,
        headers={name.lower(): str(value) for name, value in (step.get("headers") or {}).items()},
        content=b"" if body is None else json.dumps(body).encode(),
    )


def _spoiled(dispatcher: Dispatcher, inner: Incoming) -> Answer | None:
    """The answer that a fault rule prescribes: rules mean the requests in a batch as well, as far as they prescribe answers."""
    faults = getattr(dispatcher.world.app, "faults", None)
    if faults is None:
        return None
    host = urlsplit(inner.base).hostname or ""
    seen = {
        "method": inner.method,
        "host": host,
        "service": "graph",
        "origin": request_origin.get(),
        "path": f"/{inner.version}/{unquote(inner.path)}",
    }
    rule = faults.due(seen)
    if "status" not in rule:
        return None
    return Answer(
        rule["status"],
        rule.get("body"),
        {str(name).lower(): str(value) for name, value in rule.get("headers", {}).items()},
    )


def _header_case(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-"))
