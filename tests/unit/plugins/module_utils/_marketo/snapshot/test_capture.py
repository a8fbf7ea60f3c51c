"""What a snapshot says of a page in a browser."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._engine.errors import InvalidInput
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.capture import (
    Capture,
    _address,
    capture,
)
from ansible_collections.martech.marketo_dynamics.plugins.module_utils._marketo.snapshot.codec import from_json, to_json
from tests.unit.plugins.module_utils._marketo.conftest import by_id

Read = Callable[..., Capture]


def test_text_reads_as_a_person_sees_it(read: Read) -> None:
    """Runs keep their order, inline parts join, blocks don't, and what is hidden is left out."""
    page = read(
        "<div id=a>Client <b>Id</b>: <i style='display:none'>no</i><span>x</span>y<p>below</p><em style='opacity:0'>gone</em></div>"
    )
    node = by_id(page.snapshot, "a")
    assert page.snapshot.text(node) == "Client Id: xy below"
    assert node.own_text == "Client : y"


@pytest.mark.parametrize(
    ("style", "reason"),
    [
        ("display:none", "display"),
        ("visibility:hidden", "visibility"),
        ("opacity:0", "opacity"),
        ("height:0;overflow:hidden", "clipped"),
        ("position:absolute;left:9000px", "off-screen"),
        ("position:absolute;left:-9000px", "off-screen"),
        ("position:fixed;top:9000px", "off-screen"),
        ("position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)", "clipped"),
    ],
)
def test_a_hidden_copy_says_why_it_is_hidden(read: Read, style: str, reason: str) -> None:
    """B8: a button in something that nobody can see is hidden, whatever hides it."""
    page = read(f"<div style='{style}' id=a><button id=b>Edit</button></div><button id=c>Edit</button>").snapshot
    hidden = [node for node in page.nodes if node.id == ("a" if reason == "display" else "b")]
    assert [node.hidden for node in hidden] == [reason]
    assert by_id(page, "c").hidden == ""


def test_inert_and_aria_hidden_are_told_apart(read: Read) -> None:
    """B8: what is inert can't be clicked; what is hidden from screen readers only can still be seen."""
    page = read(
        "<div inert><button id=a>Edit</button></div><div aria-hidden=true><button id=b>Edit</button></div>"
    ).snapshot
    assert by_id(page, "a").hidden == "inert"
    assert (by_id(page, "b").hidden, by_id(page, "b").aria_hidden) == ("", True)


def test_what_one_can_scroll_to_is_not_hidden(read: Read) -> None:
    """A row far down in a list that scrolls is there, even if the page itself doesn't scroll."""
    page = read(
        "<div style='height:100px;overflow:hidden'><div style='height:100px;overflow:auto'><p style='height:900px'></p>"
        "<b id=a>row</b></div></div>"
    ).snapshot
    assert by_id(page, "a").hidden == ""


def test_what_lies_on_top_is_known(read: Read) -> None:
    """B13: an overlay of any kind is what a click would reach."""
    page = read(
        "<button id=a>Edit</button><button id=c style='position:absolute;top:700px'>Free</button>"
        "<div id=tour style='position:fixed;inset:0 0 300px 0'></div>"
    ).snapshot
    assert page.nodes[by_id(page, "a").hit].id == "tour"
    assert page.nodes[by_id(page, "c").hit].id == "c"


def test_frames_three_deep_and_shadow_roots_are_read(read: Read) -> None:
    """B26: an open shadow root is part of the page, and so is a frame in a frame in a frame; boxes are those of the outermost page."""
    inner = "<div id=host></div><button id=deep>Edit</button>"
    middle = f'<iframe style="margin:20px;border:5px solid" srcdoc="{inner}"></iframe>'
    outer = (
        f"<iframe id=f width=700 height=500 style='margin-left:100px' srcdoc='{middle}'></iframe><div id=open></div>"
    )
    page = read(
        outer,
        "async () => { await new Promise(done => setTimeout(done, 300));"
        " document.getElementById('open').attachShadow({mode: 'open'}).innerHTML = '<button id=inside>Save</button>'; }",
    ).snapshot
    deep = by_id(page, "deep")
    assert page.frames[deep.frame].owner >= 0
    assert [node.tag for node in page.ancestors(deep)][:3] == ["body", "html", "iframe"]
    assert by_id(page, "f").contains(deep)
    assert deep.box.x > 125
    assert by_id(page, "open").contains(by_id(page, "inside"))


def test_a_frame_that_nobody_sees_is_left_out(read: Read) -> None:
    """Hidden leftovers in frames don't count."""
    page = read(
        "<iframe style='display:none' srcdoc='<b>x</b>'></iframe><div style='opacity:0'><iframe></iframe></div>"
    )
    assert len(page.snapshot.frames) == 1


def test_a_frame_that_can_not_be_read_is_unreadable(read: Read, empty_page: Page) -> None:
    """B29: a script's error is not the absence of what it looks for."""
    read("<iframe srcdoc='<b id=x>x</b>'></iframe>")
    empty_page.frames[1].evaluate("() => { document.elementFromPoint = () => { throw new Error('not today'); }; }")
    with capture(empty_page) as captured:
        assert [frame.index for frame in captured.snapshot.unreadable] == [1]
        assert "not today" in captured.snapshot.unreadable[0].unreadable


def test_a_cover_over_a_frame_is_known_inside_it(read: Read) -> None:
    """B13: a frame's own script can't see what its outer page draws over it."""
    page = read(
        "<iframe srcdoc='<button id=b>Edit</button>'></iframe><div id=tour style='position:fixed;inset:0'></div>",
        "() => new Promise(done => setTimeout(done, 200))",
    ).snapshot
    assert page.nodes[by_id(page, "b").painted_over].id == "tour"


def test_values_are_read_only_if_asked_for_and_never_secrets(read: Read) -> None:
    """A password never leaves the browser, nor a secret in a plain field."""
    markup = (
        "<input id=u value=jo><input id=p type=password value=hunter2><label for=s>Client Secret</label>"
        "<input id=s value=hunter2>"
    )
    assert "jo" not in json.dumps(to_json(read(markup).snapshot))
    page = read(markup, values=True).snapshot
    assert by_id(page, "u").value == "jo"
    assert "hunter2" not in json.dumps(to_json(page))
    assert by_id(page, "p").filled


def test_the_page_is_left_as_it_was(read: Read, empty_page: Page) -> None:
    """Nothing is set, moved or added."""
    read("<div id=a><button>Edit</button></div>")
    before = empty_page.content(), empty_page.evaluate("() => Object.keys(window).length")
    with capture(empty_page, values=True, selectors={"edit": "button"}):
        assert (empty_page.content(), empty_page.evaluate("() => Object.keys(window).length")) == before


def test_handles_lead_back_to_elements(read: Read) -> None:
    """The caller clicks what was chosen, not what fits a selector."""
    page = read("<button id=a>Edit</button><button id=b>Edit</button>")
    assert page.handle(by_id(page.snapshot, "b")).evaluate("one => one.id") == "b"


def test_operators_selectors_are_marked(read: Read) -> None:
    """In shadow roots too."""
    page = read(
        "<div id=open></div><b class=x></b>",
        "() => { document.getElementById('open').attachShadow({mode: 'open'}).innerHTML = '<button class=x id=inside>Save</button>'; }",
        selectors={"save": ".x"},
    ).snapshot
    assert {page.nodes[index].tag for index in page.marked["save"]} == {"b", "button"}


def test_an_old_toolkit_can_not_change_the_facts(read: Read) -> None:
    """Prototype.js gives arrays a toJSON of their own."""
    page = read("<p id=a>text</p>", "() => { Array.prototype.toJSON = () => 'broken'; }").snapshot
    assert page.text(by_id(page, "a")) == "text"


def test_the_toolkits_ids_are_facts(read: Read) -> None:
    """Item ids and types never show in the markup."""
    page = read(
        "<div id='ext-gen7'>x</div>",
        "() => { window.Ext = {getCmp: id => id === 'ext-gen7' ? {itemId: 'enableSync', xtype: 'button'} : null}; }",
    ).snapshot
    assert by_id(page, "ext-gen7").widget == ("xtype:button", "item:enableSync")


def test_json_and_back_is_the_same_snapshot(read: Read) -> None:
    """A snapshot in a file is as good as the page."""
    page = read(
        "<iframe srcdoc='<button id=b>Edit</button>'></iframe><i style='color:red'>x</i><input placeholder=URL data-x=1>"
    ).snapshot
    assert from_json(json.loads(json.dumps(to_json(page)))) == page


@pytest.mark.parametrize("damage", [None, {"format": 9}, {"format": 1, "nodes": [{}], "frames": []}, []])
def test_what_is_no_snapshot_is_refused(damage: object) -> None:
    """With a sentence, before anything is matched."""
    with pytest.raises(InvalidInput, match="snapshot"):
        from_json(damage)


def test_an_address_loses_its_query_but_not_the_instance() -> None:
    """B10: the address is the second witness of the instance; what a sign-in hands over isn't kept."""
    shell = "https://experience.adobe.com/?code=tok#/@tenant/so:123-ABC-456/marketo-engage/classic/DY0A1"
    assert _address(shell)[1] == ("123-ABC-456",)
    assert "tok" not in _address(shell)[0] + _address("https://a.b/x#access_token=tok")[0]
    assert _address("https://engage-ab.marketo.com/?munchkinId=123-abc-456#/classic/DY0A1")[1] == ("123-abc-456",)
