"""Small pages of the tests' own, for a browser without an emulator; and how long tests on them wait, for what never comes and for what does."""

from __future__ import annotations

from collections.abc import Mapping

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.session_options import (
    Account,
    SessionOptions,
)

SHORT, LONG = 0.5, 20.0
# What the session host is given, as far as these pages need it.
OPTIONS = SessionOptions(
    url="https://app-ab01.marketo.com/",
    temporary_directory="/nonexistent",
    account=Account(username="u", password="p"),
    timeout=2.0,
)
LABELS = {
    "username": "Username",
    "password": "Password",
    "client_id": "Client ID",
    "client_secret": "Client Secret",
    "organization_url": "URL",
}
EMPTY = dict.fromkeys(("username", "client_id", "organization_url"), "")
# Saving keeps what the form holds in ``window.saved``, by the fields' ids.
BEHAVIOUR = """<script>
window.MktPage = {savedState: {munchkinId: '123-ABC-456'}};
const dialog = () => document.querySelector('dialog');
const edit = () => dialog().show();
const fields = () => [...dialog().querySelectorAll('input')];
const cancel = () => { window.cancelled = (window.cancelled || 0) + 1; dialog().close(); };
const save = () => { window.saved = Object.fromEntries(fields().map(one => [one.id.slice(5), one.value])); dialog().close(); };
addEventListener('input', () => { window.typed = (window.typed || 0) + 1; });
</script>"""


TOGGLE = "<button>Disable Sync</button>"


def connection(
    shown: Mapping[str, str],
    toggle: str = TOGGLE,
    form: Mapping[str, str] | None = None,
    more: str = "",
    inside: str = "",
) -> str:
    """Return a page that shows these values of the connection, and a form behind its *Edit* that holds those of ``form``.

    ``more`` stands below it, ``inside`` in the form.
    """
    rows = "".join(f"<tr><td>{LABELS[name]}</td><td id={name}>{value}</td></tr>" for name, value in shown.items())
    held = {**EMPTY, **(form or shown)}
    fields = "".join(
        f"<p><label for=form-{name}>{label}</label>"
        f"<input id=form-{name} type={'password' if name not in held else 'text'} value='{held.get(name, '')}'></p>"
        for name, label in LABELS.items()
    )
    return (
        f"{BEHAVIOUR}<div role=tablist><button role=tab aria-selected=true>Microsoft Dynamics</button></div>"
        f"<div role=toolbar>{toggle}</div><h3>Credentials <button onclick='edit()'>Edit</button></h3>"
        f"<table>{rows}</table><dialog>{fields}{inside}<button onclick='save()'>Save</button><button onclick='cancel()'>Cancel</button></dialog>{more}"
    )
