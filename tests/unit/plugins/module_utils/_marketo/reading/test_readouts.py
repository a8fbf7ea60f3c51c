"""What the page shows of the connection: known, absent or unreadable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.instance import read_instance
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.reading import (
    DIFFERENT,
    SAME,
    UNKNOWN,
    Absent,
    Known,
    Unreadable,
    compare,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.readouts import (
    VALUES,
    read_value,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.toggle import read_toggle
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import Capture
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.model import (
    FrameFacts,
    Snapshot,
)

Read = Callable[..., Capture]
USER, CLIENT = "sync@contoso.com", "11111111-2222-3333-4444-555555555555"
URL = "https://contoso.api.crm4.dynamics.com/XRMServices/2011/Organization.svc"
TRUTH = {"username": USER, "client_id": CLIENT, "organization_url": URL}
MARKUPS = {
    "table": "<table><tr><td>Username</td><td>{0}</td></tr><tr><td>Client ID</td><td>{1}</td></tr><tr><td>URL</td><td>{2}</td></tr></table>",
    "header row": "<table><tr><th>Username</th><th>Client ID</th><th>URL</th></tr><tr><td>{0}</td><td>{1}</td><td>{2}</td></tr></table>",
    "spacer": "<table><tr><td>Username</td><td></td><td>{0}</td></tr><tr><td>Client ID</td><td> </td><td>{1}</td></tr>"
    "<tr><td>URL</td><td></td><td>{2}</td></tr></table>",
    "pairs": "<div><span>Username:</span> <span>{0}</span></div><div><span>Client Id:</span> <span>{1}</span></div>"
    "<div><span>URL:</span> <span>{2}</span></div>",
    "one node": "<p>Username: {0}</p><p>Client Id: {1}</p><p>URL: {2}</p>",
    "both in label": "<label>Username <b>{0}</b></label><br><label>Client ID <b>{1}</b></label><br><label>URL <b>{2}</b></label>",
    "below": "<div>Username</div><div>{0}</div><div>Client ID</div><div>{1}</div><div>URL</div><div>{2}</div>",
    "columns apart": "<div style='float:left;width:120px'><div>Username</div><div>Client ID</div><div>URL</div></div>"
    "<div style='float:left'><div>{0}</div><div>{1}</div><div>{2}</div></div>",
    "copy": "<div>Username <span>{0}</span><button>Copy</button></div><div>Client ID <span>{1}</span> Copy</div><div>URL <span>{2}</span>"
    "<a href=#>Copy</a></div>",
    "german": "<dl><dt>Benutzername</dt><dd>{0}</dd><dt>Client-ID</dt><dd>{1}</dd><dt>URL</dt><dd>{2}</dd></dl>",
}


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("markup", sorted(MARKUPS))
def test_values_are_read_wherever_they_stand(read: Read, markup: str, name: str) -> None:
    """A1, B1, B2: label and value as pairs, in one node, in a header row, with a spacer, apart, with Copy behind."""
    page = read(MARKUPS[markup].format(USER, CLIENT, URL)).snapshot
    reading = read_value(page, name)
    assert isinstance(reading, Known), reading
    assert reading.value == TRUTH[name]


@pytest.mark.parametrize("markup", sorted(set(MARKUPS) - {"both in label", "one node"}))
def test_an_empty_url_is_unreadable_never_nothing_saved(read: Read, markup: str) -> None:
    """A1: the guard must not open because a value comes late, or stands where nobody looked."""
    page = read(MARKUPS[markup].format(USER, CLIENT, "")).snapshot
    reading = read_value(page, "organization_url")
    assert isinstance(reading, Unreadable), reading
    assert compare(reading, URL) == UNKNOWN


@pytest.mark.parametrize("text", ["-", "N/A", "loading", "(none)"])
def test_a_text_of_another_shape_is_unreadable(read: Read, text: str) -> None:
    """A1: what is no address is neither the saved one nor none."""
    reading = read_value(read(MARKUPS["table"].format(USER, text, text)).snapshot, "organization_url")
    assert isinstance(reading, Unreadable)


def test_a_missing_label_is_absent_only_without_a_connection(read: Read) -> None:
    """A1: on a page with the sync's button a connection is there, so its values must be."""
    page = read("<p>Nothing here</p>").snapshot
    assert isinstance(read_value(page, "organization_url", toggle=True), Unreadable)
    assert isinstance(read_value(page, "organization_url", toggle=False), Absent)


def test_a_value_that_is_cut_off_only_tells_what_it_is_not(read: Read) -> None:
    """B2: "marketo.sy..." could be several usernames."""
    reading = read_value(read("<p>Username: sync@con…</p>").snapshot, "username")
    assert compare(reading, USER) == UNKNOWN
    assert compare(reading, "other@contoso.com") == DIFFERENT


def test_a_value_that_is_cut_off_is_read_from_its_title(read: Read) -> None:
    """B2: pages keep the full value there."""
    reading = read_value(
        read("<div><span>Username</span> <span title='sync@contoso.com'>sync@con…</span></div>").snapshot, "username"
    )
    assert compare(reading, USER) == SAME


def test_another_username_elsewhere_does_not_count(read: Read) -> None:
    """B3: a header or a plug-in has a label of the same name."""
    page = read(
        "<header><p>Username: admin@contoso.com</p></header><section>"
        + MARKUPS["one node"].format(USER, CLIENT, URL)
        + "</section>"
    )
    assert compare(read_value(page.snapshot, "username"), USER) == SAME


def test_sightings_that_disagree_are_unreadable(read: Read) -> None:
    """B3: two that stand alike."""
    page = read("<p>Username: a@contoso.com</p><p>Username: b@contoso.com</p>")
    assert isinstance(read_value(page.snapshot, "username"), Unreadable)


def test_a_value_that_we_know_needs_no_label(read: Read) -> None:
    """B1: the text with our client id is the readout, whatever it is called."""
    page = read(f"<div><span>Anwendungskennung</span> <span>{CLIENT}</span></div>").snapshot
    assert compare(read_value(page, "client_id", TRUTH), CLIENT) == SAME
    assert isinstance(read_value(page, "client_id"), Unreadable)


def test_values_in_a_shadow_root_are_read(read: Read) -> None:
    """B26."""
    page = read(
        "<div id=x></div>",
        f"() => {{ document.getElementById('x').attachShadow({{mode: 'open'}}).innerHTML = '<p>Username: {USER}</p>'; }}",
    )
    assert compare(read_value(page.snapshot, "username"), USER) == SAME


# An entry of the tree that stands in one line with the button is no heading of it.
TREE = "<p style='float:left;margin:0;width:200px'><a href='#' class=node>Dynamics Entities Sync</a></p>"


@pytest.mark.parametrize(
    ("markup", "state"),
    [
        ("<button>Disable Sync</button>", "enabled"),
        ("<button>Enable Sync</button>", "disabled"),
        ("<button disabled>Enable Sync</button><button>Disable Sync</button>", "enabled"),
        ("<button class=x-item-disabled>Disable Sync</button><button>Enable Sync</button>", "disabled"),
        ("<span style='opacity:.4'><button>Disable Sync</button></span><button>Enable Sync</button>", "disabled"),
        ("<div role=switch aria-checked=true tabindex=0>Enable Sync</div>", "enabled"),
        ("<div role=switch aria-checked=false tabindex=0>Enable Sync</div>", "disabled"),
        ("<p role=toolbar><input type=checkbox checked id=s><label for=s>Enable Sync</label></p>", "enabled"),
        ("<p role=toolbar><input type=checkbox id=s><label for=s>Enable Sync</label></p>", "disabled"),
        (f"{TREE}<p role=toolbar style='margin-left:250px'><button>Disable Sync</button></p>", "enabled"),
        ("<button>Enable Sync</button><button>Disable Sync</button>", "unreadable"),
        ("<button aria-label='Enable Sync'>Disable Sync</button>", "unreadable"),
        ("<button disabled>Disable Sync</button>", "unreadable"),
        ("<button>Edit</button>", "absent"),
    ],
)
def test_the_state_of_the_sync(read: Read, markup: str, state: str) -> None:
    """B6, B7: one button, two with one greyed, a switch, a checkbox with its label; what contradicts itself is unreadable."""
    toggle = read_toggle(read(markup).snapshot)
    assert toggle.state == state, toggle.why
    assert (toggle.control is not None) == (state in ("enabled", "disabled"))


def test_an_unreadable_frame_never_makes_the_toggle_absent(read: Read) -> None:
    """B29: it may stand in there."""
    page = read("<p>x</p>").snapshot
    broken = replace(page, frames=(*page.frames, FrameFacts(1, 0, unreadable="gone")), memory={})
    assert read_toggle(broken).state == "unreadable"


def page_of(*frames: FrameFacts) -> Snapshot:
    """A snapshot of nothing but frames."""
    return Snapshot((), frames)


def test_the_instance_has_several_witnesses() -> None:
    """B10: the page's own id in any spelling, and the address of the shell or the frame."""
    page = page_of(FrameFacts(0, -1, instances=("123-ABC-456",)), FrameFacts(1, 0, munchkin_id="123-abc-456"))
    reading = read_instance(page)
    assert isinstance(reading, Known)
    assert (reading.value, len(reading.seen)) == ("123-ABC-456", 2)
    inner = page_of(FrameFacts(0, -1), FrameFacts(1, 0, instances=("123-ABC-456",)))
    assert compare(read_instance(inner), "123-abc-456") == SAME


def test_the_address_that_was_opened_is_no_witness_of_its_own(read: Read) -> None:
    """B10: Marketo may show another instance there; a text on the page is a second witness, and one that disagrees speaks against it."""
    opened = FrameFacts(0, -1, instances=("123-ABC-456",))
    assert isinstance(read_instance(page_of(opened)), Unreadable)
    page = read("<header>Contoso (123-ABC-456)</header>").snapshot
    assert (
        compare(
            read_instance(replace(page, frames=(replace(page.frames[0], instances=("123-ABC-456",)),))), "123-ABC-456"
        )
        == SAME
    )
    assert isinstance(
        read_instance(replace(page, frames=(replace(page.frames[0], instances=("999-ABC-456",)),))), Unreadable
    )


def test_witnesses_that_disagree_make_the_instance_unreadable() -> None:
    """B10: and none at all makes it absent."""
    page = page_of(FrameFacts(0, -1, instances=("123-ABC-456",)), FrameFacts(1, 0, munchkin_id="999-ABC-456"))
    assert isinstance(read_instance(page), Unreadable)
    assert isinstance(read_instance(page_of(FrameFacts(0, -1))), Absent)


def test_the_pages_own_id_is_read_however_it_is_declared(read: Read) -> None:
    """B10: a constant is no property of the window."""
    page = read("<script>const MktPage = {savedState: {munchkinId: '123-ABC-456'}};</script>").snapshot
    assert compare(read_instance(page), "123-ABC-456") == SAME
