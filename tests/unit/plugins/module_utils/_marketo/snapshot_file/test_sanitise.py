"""What a snapshot in a file says of the page, and what it never says."""

from __future__ import annotations

import base64
import gzip
import json
import stat
import urllib.parse
from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import (
    InvalidInput,
    MarketoDynamicsError,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.choose import choose
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.entries import ENTRIES
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.forbidden import forbidden
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.matching.outcome import Found
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.reading import (
    Known,
    Unreadable,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.reading.readouts import read_value
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.run_values import (
    RunValues,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.sanitise import (
    sanitised,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.store import (
    check_path,
    read,
    write,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot_file.vocabulary import (
    Vocabulary,
    words_of_map,
)

from .build import element, page

WORDS = Vocabulary()
SECRET = "hü2-ß/+x"


def texts(*elements: dict[str, object]) -> list[str]:
    """Return the texts of elements as a file holds them."""
    data, _tokens = sanitised(page(*elements), WORDS)
    return ["".join(text for _place, text in node.get("t", ())) for node in data["nodes"][1:]]


def test_values_become_tokens_of_their_shape_and_equal_values_equal_tokens() -> None:
    """Review E 7: <email1>, <guid2>, <host1>; case doesn't make two values of one."""
    assert texts(
        element("td", "marketo.sync@contoso.com"),
        element("td", "11111111-2222-4333-8444-555555555555"),
        element("td", "Client Id: 99999999-2222-4333-8444-555555555555"),
        element("td", "https://contoso.crm4.dynamics.com/XRMServices/2011/Organization.svc"),
        element("td", "contoso.crm4.dynamics.com"),
        element("td", "Marketo.Sync@contoso.com"),
        element("td", "CONTOSO\\sync.user"),
        element("td", "123-ABC-456"),
    ) == [
        "<email1>",
        "<guid1>",
        "Client Id: <guid2>",
        "https://<host1>/<path1>",
        "<host1>",
        "<email1>",
        "<login1>",
        "<munchkin1>",
    ]


def test_other_text_keeps_its_length_alone() -> None:
    """Neither names nor numbers stay; punctuation does, since labels end with it."""
    assert texts(element("p", "Jane Doe"), element("p", "4711 leads (12)"), element("p", "Größe: ルート")) == [
        "Mmmm Mmm",
        "0000 mmmmm (00)",
        "Mmmmm: 口口口",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Disable Sync",
        "Step 1: Enter Credentials",
        "同期設定の検証",
        "Username and password are valid",
        "Client ID *",
        "syncDisable Sync",
        "✔",
        "check_circle",
    ],
)
def test_adobes_words_stay(text: str) -> None:
    """They are what is looked for, and nobody is called so."""
    assert texts(element("b", text)) == [text]


def test_a_documented_word_inside_a_sentence_stays_and_the_rest_does_not() -> None:
    """*Disable Sync for Jane* is no *Disable Sync*, offline as live."""
    assert texts(element("b", "Disable Sync 4 Jane")) == ["Disable Sync 0 Mmmm"]


def test_the_operators_own_words_stay() -> None:
    """Their page map is tried on the file; selectors are no words."""
    words = Vocabulary(words_of_map({"save": {"text": ["Sichern"], "selector": "#jane"}, "ignore": ["Neuigkeiten"]}))
    data, _tokens = sanitised(page(element("b", "Sichern"), element("b", "Neuigkeiten"), element("b", "jane")), words)
    assert [node["t"][0][1] for node in data["nodes"][1:]] == ["Sichern", "Neuigkeiten", "mmmm"]


def test_what_begins_a_sync_still_does() -> None:
    """A2: taking words out never makes it something that may be clicked."""
    snapshot = page(element("button", "Lancer maintenant la sync de Jane"))
    data, _tokens = sanitised(snapshot, WORDS)
    assert forbidden(snapshot, snapshot.nodes[1])
    assert data["nodes"][1]["t"] == [[0, "Start Sync"]]


def test_values_in_ids_classes_and_attributes_become_tokens_too() -> None:
    """Names for programs stay, but for values in them; what an attribute says in words is text."""
    data, _tokens = sanitised(
        page(
            element("p", "jane@contoso.com"),
            element(
                "a",
                id="x-jane@contoso.com-menu",
                c="x4-btn user_123456789",
                d={"user": "Jane Doe", "testid": "edit-credentials", "id": "ab"},
                w=["item:enableSync"],
                lk={"im": "green-check.png"},
            ),
        ),
        WORDS,
    )
    assert data["nodes"][2]["id"] == "<email2>"
    assert data["nodes"][2]["c"] == "x4-btn user_<number1>"
    assert data["nodes"][2]["d"] == {"user": "Mmmm Mmm", "testid": "edit-credentials", "id": "ab"}
    assert data["nodes"][2]["w"] == ["item:enableSync"]
    assert data["nodes"][2]["lk"]["im"] == "green-check.png"


def test_a_frame_loses_its_address_its_user_and_its_token() -> None:
    """The instance stays as a token: offline too, two witnesses must agree."""
    snapshot = page(
        element("p", "x"),
        address="https://app-ab01.marketo.com/a/b#DY0A1",
        instances=("123-abc-456",),
        munchkin_id="123-ABC-456",
        user="jane",
        token="tok-1",
        title="Jane's Marketo",
    )
    frame = sanitised(snapshot, WORDS)[0]["frames"][0]
    assert (frame["address"], frame["munchkin_id"], frame["instances"]) == (
        "https://<host1>/#DY0A1",
        "<munchkin1>",
        ["<munchkin1>"],
    )
    assert (frame["user"], frame["token"], frame["title"]) == ("<user1>", "", "Mmmm'm Marketo")


def test_a_value_that_is_cut_off_stays_cut_off(tmp_path: Path) -> None:
    """B2: what is unreadable live is unreadable in the file."""
    snapshot = page(element("label", "URL:"), element("span", "https://contoso.crm4.dyn…", b=[200, 10, 200, 20]))
    write(str(tmp_path / "p.json.gz"), snapshot, RunValues(), WORDS)
    for each in (snapshot, read(str(tmp_path / "p.json.gz"))):
        assert isinstance(read_value(each, "organization_url"), Unreadable)


def test_read_back_the_file_is_matched_as_the_page_was(tmp_path: Path) -> None:
    """Tokens become made-up values of the same shape: a client id is known by its looks."""
    snapshot = page(
        element("h3", "Credentials", 0),
        element("label", "Client ID:", 1),
        element("span", "11111111-2222-4333-8444-555555555555", 1, b=[200, 40, 300, 20]),
        element("button", "Edit", 2),
    )
    path = str(tmp_path / "page.json.gz")
    assert write(path, snapshot, RunValues(), WORDS) == path
    again = read(path)
    value = read_value(again, "client_id")
    assert value == Known("00000000-0000-4000-8000-000000000001", ("beside 'Client ID:'",))
    choices = [
        choose(ENTRIES[next(name for name in ENTRIES if name.startswith("edit"))], one) for one in (snapshot, again)
    ]
    assert all(isinstance(one, Found) for one in choices)
    assert choices[0].best.score == choices[1].best.score  # type: ignore[union-attr]
    assert stat.S_IMODE((tmp_path / "page.json.gz").stat().st_mode) == 0o600


def spellings(secret: str) -> dict[str, str]:
    """Return how pages write something."""
    coded = {f"base64 {shift}": base64.b64encode(b"x" * shift + secret.encode() + b"yz").decode() for shift in range(3)}
    return {
        "clear": f"a-{secret}-b",
        "url": urllib.parse.quote(secret),
        "url lower": urllib.parse.quote(secret, safe="").lower(),
        "plus": urllib.parse.quote_plus(secret),
        "json": json.dumps({"p": secret}),
        "url-safe base64": base64.urlsafe_b64encode(b"x" + secret.encode()).decode(),
        **coded,
    }


@pytest.mark.parametrize("spelling", sorted(spellings(SECRET)))
def test_a_file_with_something_of_the_run_is_refused(tmp_path: Path, spelling: str) -> None:
    """Review E 7: in clear, base64 or URL-encoded. It stands where names for programs stay, so nothing else would have taken it out."""
    path = tmp_path / "page.json.gz"
    hidden = page(element("button", "Edit", c=spellings(SECRET)[spelling]))
    with pytest.raises(MarketoDynamicsError, match="was not written") as refused:
        write(str(path), hidden, RunValues(secrets={SECRET}), WORDS)
    assert SECRET not in refused.value.message
    assert list(tmp_path.iterdir()) == []


def test_a_private_value_without_a_shape_is_taken_out_wherever_it_stands(tmp_path: Path) -> None:
    """A profile's name in a class, or a user's name in an id."""
    path = tmp_path / "page.json.gz"
    write(str(path), page(element("b", id="menu-fabrikam", c="Fabrikam-look")), RunValues(private={"Fabrikam"}), WORDS)
    assert b"abrikam" not in gzip.decompress(path.read_bytes())


def test_a_secret_that_is_one_of_the_pages_words_refuses_nothing(tmp_path: Path) -> None:
    """The page says Password anyway."""
    assert write(str(tmp_path / "p.json.gz"), page(element("b", "Password")), RunValues(secrets={"Password"}), WORDS)


def test_the_same_page_is_the_same_file(tmp_path: Path) -> None:
    """So that fixtures don't change by themselves."""
    paths = [tmp_path / f"{name}.json.gz" for name in "ab"]
    for path in paths:
        write(str(path), page(element("b", "Edit")), RunValues(), WORDS)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"no gzip", "can't be read"),
        (gzip.compress(b"{"), "not complete JSON"),
        (gzip.compress(b"{}"), "is no snapshot"),
        (gzip.compress(b'{"kind": "marketo_dynamics snapshot", "format": 1, "nodes": [{}], "frames": []}'), "damaged"),
        (gzip.compress(b"{}" * 100)[:-9], "can't be read"),
    ],
    ids=["other", "cut JSON", "another JSON", "damaged", "cut"],
)
def test_what_is_no_snapshot_is_refused(tmp_path: Path, content: bytes, says: str) -> None:
    """In one sentence that names the file."""
    path = tmp_path / "page.json.gz"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=says):
        read(str(path))


def test_a_path_is_checked_before_anything_is_read(tmp_path: Path) -> None:
    """The directory must be there, and the name say what it is."""
    with pytest.raises(InvalidInput, match="does not exist"):
        check_path(str(tmp_path / "no" / "p.json.gz"))
    with pytest.raises(InvalidInput, match="ends with"):
        check_path(str(tmp_path / "p.txt"))
