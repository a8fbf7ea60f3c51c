"""What really happened while somebody signed in, for tests to ask: ``state.marketo.sign_in_log``.

An entry has ``at``, ``host``, ``email``, ``event``, and what belongs to the event:

- ``shown``: ``page``
- ``pressed``: ``page``, ``what`` (the element's data-id)
- ``password``: ``result`` right, wrong, or locked
- ``code``: ``factor``, ``result`` right, wrong, or reused; ``is_totp`` when it is what the authenticator shows
- ``code_sent``: ``factor``
- ``finished``: ``kind`` password, code, classic, or sso
- ``thrown_out``: ``sessions``, how many another sign-in of the account ended
- ``typed``, ``submitted``: ``field`` or ``fields``, on a page that is nobody's sign-in

It never holds what was typed.
"""

from __future__ import annotations

from typing import Any

from ..store import Store


def note(store: Store, host: str, email: str | None, event: str, **details: Any) -> None:
    """Append one entry."""
    entry = {"at": store.world.now().isoformat(), "host": host, "email": email, "event": event, **details}
    store.state.setdefault("sign_in_log", []).append(entry)
