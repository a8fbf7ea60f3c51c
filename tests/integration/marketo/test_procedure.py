"""P10 to P17 on the emulated page."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.martech.marketo_dynamics.plugins.module_utils._validation_rows import ROWS
from tests.emulator.process import EmulatorProcess
from tests.unit.emulator.marketo.test_whole_procedure import Directory

from .tasks import (
    CREDENTIALS,
    MUNCHKIN_ID,
    SERVICE,
    assert_no_secret,
    behave,
    instance,
    open_session,
    session,
    task,
    writes,
)


def test_disable_edit_validate_enable(emulator: EmulatorProcess, opened: str, tmp_path: Path) -> None:
    """The whole of it, and then nothing more to do."""
    client_id, secret = Directory(emulator).register()
    wanted = {**CREDENTIALS, "client_id": client_id, "client_secret": secret, "session": opened}
    steps = [
        task("marketo_dynamics_sync", session=opened, state="disabled"),
        task("marketo_dynamics_credentials", **wanted),
        task("marketo_dynamics_validation", **wanted, screenshot=str(tmp_path / "rows.png")),
        task("marketo_dynamics_sync", session=opened, state="enabled"),
    ]
    assert [step.get("failed") for step in steps] == [None] * 4, steps
    assert [step["changed"] for step in steps] == [True, True, False, True]
    assert writes(emulator) == ["enablesync:false", "editCredentials", "validateSync", "enablesync:true"]
    assert [(check["id"], check["passed"], check["fix"]) for check in steps[2]["checks"]] == [
        (row.id, True, "") for row in ROWS
    ]
    assert steps[1]["credentials"] == {
        "client_id": client_id,
        "username": CREDENTIALS["username"],
        "organization_url": SERVICE,
    }
    assert (tmp_path / "rows.png").stat().st_mode & 0o777 == 0o600
    assert secret not in str(steps)
    assert_no_secret(steps)
    again = [
        task("marketo_dynamics_sync", session=opened, state="enabled"),
        task("marketo_dynamics_credentials", **wanted, update_secret="on_change"),
    ]
    assert [(step.get("failed"), step["changed"]) for step in again] == [(None, False)] * 2, again
    assert len(writes(emulator)) == 4
    assert not emulator.state()["marketo"]["start_sync_clicked"]


def test_check_mode_reads_only(emulator: EmulatorProcess, opened: str) -> None:
    """It tells what would change, and sends nothing."""
    wanted = {**CREDENTIALS, "session": opened}
    sync = task("marketo_dynamics_sync", check_mode=True, session=opened, state="disabled")
    credentials = task("marketo_dynamics_credentials", check_mode=True, **wanted)
    validation = task("marketo_dynamics_validation", check_mode=True, **wanted)
    assert (sync["changed"], sync["sync_enabled"]) == (True, False)
    assert credentials["credentials"]["client_id"] == CREDENTIALS["client_id"]
    assert (validation["passed"], validation["checks"]) == (None, [])
    assert writes(emulator) == []
    assert instance(emulator)["sync_enabled"] is True
    assert_no_secret([sync, credentials, validation])


def test_what_the_page_shows(emulator: EmulatorProcess, opened: str, tmp_path: Path) -> None:
    """Without a secret, and with a picture where one is asked for."""
    shown = task("marketo_dynamics_info", session=opened, screenshot=str(tmp_path / "page.png"))
    assert shown["credentials"] == {
        "username": "marketo.sync@contoso.com",
        "client_id": "0dead0ff-1ce0-4b1d-9bad-c0ffee15dead",
        "organization_url": SERVICE,
    }
    assert (shown["sync_enabled"], shown["munchkin_id"], shown["language"], shown["changed"]) == (
        True,
        MUNCHKIN_ID,
        "en",
        False,
    )
    assert (tmp_path / "page.png").read_bytes().startswith(b"\x89PNG")


def test_red_rows_with_their_fixes(emulator: EmulatorProcess, opened: str) -> None:
    """The application is unknown, so six rows are red."""
    result = task("marketo_dynamics_validation", **CREDENTIALS, session=opened)
    assert result["failed"]
    assert "AADSTS700016" in result["msg"]
    assert [check["passed"] for check in result["error"]["checks"]] == [True, *[False] * 6]
    assert_no_secret(result)
    calm = task("marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False)
    assert (calm["passed"], len(calm["checks"])) == (False, 7)


def test_another_organization_is_refused(emulator: EmulatorProcess, opened: str) -> None:
    """Before the dialog is opened."""
    result = task(
        "marketo_dynamics_credentials",
        **{**CREDENTIALS, "organization_url": "fabrikam.crm4.dynamics.com"},
        session=opened,
    )
    assert "allow_url_change" in result["msg"]
    assert writes(emulator) == []


def test_saving_while_the_sync_runs(emulator: EmulatorProcess, opened: str) -> None:
    """The page's words reach the user."""
    result = task("marketo_dynamics_credentials", **CREDENTIALS, session=opened)
    assert "Disable the sync first" in result["msg"]
    assert result["changed"] is False
    assert_no_secret(result)


ONLY = {name: CREDENTIALS[name] for name in ("client_id", "client_secret")}


def stale(emulator: EmulatorProcess, **values: str) -> None:
    """Disable the sync, and let the dialog be filled with these values of long ago."""
    changes = {"sync_enabled": False, "stale_credentials": values}
    emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: changes}}})
    behave(emulator, stale_prefill=True)


def test_stale_values_in_the_dialog(emulator: EmulatorProcess, opened: str) -> None:
    """What the dialog is filled with is not what is saved; the saved address stays, character by character."""
    stale(emulator, organization_url="")
    result = task("marketo_dynamics_credentials", **ONLY, session=opened)
    assert result["credentials"] == {
        "client_id": ONLY["client_id"],
        "username": "marketo.sync@contoso.com",
        "organization_url": SERVICE,
    }
    assert instance(emulator)["credentials"]["organization_url"] == SERVICE


def test_another_organization_in_the_dialog(emulator: EmulatorProcess, opened: str) -> None:
    """A1: the dialog is the second witness. It contradicts the page, so it is cancelled; where a change is allowed, it is saved."""
    stale(emulator)
    refused = task("marketo_dynamics_credentials", **ONLY, session=opened)
    assert "contoso-old" in refused["msg"]
    assert "cancelled" in refused["msg"]
    assert writes(emulator) == []
    assert_no_secret(refused)
    saved = task("marketo_dynamics_credentials", **ONLY, allow_url_change=True, session=opened)
    assert saved["credentials"]["organization_url"] == SERVICE


def test_stale_values_in_the_validation(emulator: EmulatorProcess, opened: str) -> None:
    """All of them are typed over."""
    behave(emulator, stale_prefill=True)
    task("marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False)
    sent = next(
        entry for entry in emulator.requests(service="marketo", method="POST") if entry["path"] == "/crm/validateSync"
    )["request_body"]["credentials"]
    assert {name: sent[name] for name in ("username", "client_id", "organization_url")} == {
        "username": CREDENTIALS["username"],
        "client_id": CREDENTIALS["client_id"],
        "organization_url": SERVICE,
    }


@pytest.mark.parametrize("name", ["username", "organization_url"])
def test_what_the_page_does_not_show_is_not_taken_for_unsaved(
    emulator: EmulatorProcess, impatient: str, name: str
) -> None:
    """A1: on a page with a connection a blank is unreadable. Nothing compares with it, and nothing is saved."""
    emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: {"sync_enabled": False, "credentials": {name: ""}}}}})
    wanted = {**CREDENTIALS, "organization_url": "contoso-sandbox.crm4.dynamics.com", "allow_url_change": True}
    result = task("marketo_dynamics_credentials", **wanted, session=impatient)
    assert f"the saved {name} can't be read" in result["msg"]
    assert Path(result["error"]["screenshot"]).is_file()
    assert writes(emulator) == []


def test_an_edit_that_waits_for_the_sync_to_be_disabled(emulator: EmulatorProcess, opened: str) -> None:
    """B5: the look beforehand finds it there, and the doctor doesn't miss it."""
    behave(emulator, edit_needs_disabled_sync=True)
    planned = task("marketo_dynamics_credentials", True, **CREDENTIALS, session=opened)
    assert planned["changed"], planned
    examined = task("marketo_ui_info", screens=["main", "edit_dialog"], session=opened)
    assert {one["status"] for one in examined["elements"] if one["name"] == "edit"} == {"not_visited"}
    assert writes(emulator) == []


GREEN = [{"row": number, "kind": "passed"} for number in range(1, 8)]
# Oddity -> what comes of it: the rows that have not passed, a word of the reason, and the outcome.
RENDERINGS = ("ext3", "ext4", "plain")
ODD_ROWS = {
    "all green": ([], [], None, True),
    "a row that takes its time": ([{"row": 4, "kind": "pending", "seconds": 3}], [], None, True),
    "an unknown icon": ([{"row": 3, "kind": "unknown_icon"}], [3], "of 7 rows", None),
    "a warning": ([{"row": 7, "kind": "warning_icon"}], [7], "1 of 7", False),
    "a row too few": ([{"row": 2, "kind": "missing_row"}], [2], "6 of 7", None),
    "a row too many": ([{"kind": "unknown_row", "text": "The moon is full"}], [], None, True),
    "another row in place of one": (
        [{"row": 2, "kind": "missing_row"}, {"kind": "unknown_row", "text": "The moon is full"}],
        [],
        None,
        True,
    ),
}
# For rows that can't be read, which would be waited for longer.
SECONDS = 10


@pytest.mark.parametrize(
    ("oddity", "rendering"),
    [
        pytest.param(oddity, rendering, marks=[] if RENDERINGS[number % 3] == rendering else [pytest.mark.whole])
        for number, oddity in enumerate(sorted(ODD_ROWS))
        for rendering in RENDERINGS
    ],
)
def test_odd_rows(emulator: EmulatorProcess, opened: str, oddity: str, rendering: str) -> None:
    """Seven rows, each plainly green, have passed; one that is plainly red has failed; anything else can't be read (A3)."""
    rows, red, reason, passed = ODD_ROWS[oddity]
    emulator.patch_state({"marketo": {"rendering": rendering, "behaviour": {"validation_rows": [*GREEN, *rows]}}})
    options = {**CREDENTIALS, "session": opened, "fail_on_red": False}
    result = task(
        "marketo_dynamics_validation", **options, **({"validation_timeout": SECONDS} if passed is None else {})
    )
    assert not result.get("failed"), result
    assert [check["id"] for check in result["checks"] if not check["passed"]] == red
    assert (result["passed"], result["readable"]) == (passed, passed is not None), result
    assert reason is None or reason in result["reason"]


@pytest.mark.parametrize(("language", "rendering"), [("fr", "ext3"), ("ja", "plain"), ("de", "ext4")])
def test_rows_in_other_languages(emulator: EmulatorProcess, opened: str, language: str, rendering: str) -> None:
    """No heading is known: seven rows by their places, and fewer are not enough."""
    emulator.patch_state(
        {
            "marketo": {
                "language": language,
                "rendering": rendering,
                "behaviour": {"validation_rows": [*GREEN, {"row": 5, "kind": "failed"}]},
            }
        }
    )
    result = task("marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False)
    assert [(check["id"], check["passed"]) for check in result["checks"]] == [
        (number, number != 5) for number in range(1, 8)
    ], result
    behave(emulator, validation_rows=[*GREEN, {"row": 5, "kind": "missing_row"}])
    few = task(
        "marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False, validation_timeout=SECONDS
    )
    assert (few["passed"], few["readable"]) == (None, False)
    assert "6 of 7" in few["reason"]


def test_a_row_that_never_ends(emulator: EmulatorProcess, opened: str) -> None:
    """Is waited for, but not for ever."""
    behave(emulator, validation_rows=[*GREEN, {"row": 6, "kind": "pending", "seconds": 600}])
    result = task("marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False, validation_timeout=8)
    assert [(check["id"], check["fact"]) for check in result["checks"] if not check["passed"]] == [
        (6, "This row was still being checked when the time was up.")
    ]
    assert (result["passed"], result["readable"]) == (None, False)


def test_odd_but_fair_pages(emulator: EmulatorProcess, opened: str) -> None:
    """A question after the toggle, a button for Edit, the validation in a dialog, slow answers."""
    behave(emulator, confirm_toggle=True, edit_button=True, validation_window=True, slow=0.3)
    results = [
        task("marketo_dynamics_sync", session=opened, state="disabled"),
        task("marketo_dynamics_credentials", **CREDENTIALS, session=opened),
        task("marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False),
        task("marketo_dynamics_sync", session=opened, state="enabled"),
    ]
    assert not [result for result in results if result.get("failed")], results
    assert writes(emulator) == ["enablesync:false", "editCredentials", "validateSync", "enablesync:true"]


@pytest.mark.parametrize("language", ["fr", "de", "es", "ja", "pt"])
def test_other_languages_are_read(emulator: EmulatorProcess, opened: str, language: str) -> None:
    """The page speaks the user's language; the second spellings are tried where the page uses them."""
    emulator.patch_state(
        {"marketo": {"language": language, "behaviour": {"label_variant": int(language in ("ja", "pt"))}}}
    )
    shown = task("marketo_dynamics_info", session=opened)
    assert (shown.get("language"), shown.get("sync_enabled")) == (language, True), shown
    assert shown["credentials"]["organization_url"] == SERVICE


def test_the_whole_procedure_in_french(emulator: EmulatorProcess, opened: str) -> None:
    """Every element in another language."""
    emulator.patch_state({"marketo": {"language": "fr", "behaviour": {"label_variant": 1}}})
    results = [
        task("marketo_dynamics_sync", session=opened, state="disabled"),
        task("marketo_dynamics_credentials", **CREDENTIALS, session=opened),
        task("marketo_dynamics_validation", **CREDENTIALS, session=opened, fail_on_red=False),
    ]
    assert not [result for result in results if result.get("failed")], results
    assert writes(emulator) == ["enablesync:false", "editCredentials", "validateSync"]


def test_the_page_in_frames(emulator: EmulatorProcess) -> None:
    """In the wrapper within Adobe's shell."""
    emulator.patch_state({"marketo": {"instances": {MUNCHKIN_ID: {"sync_enabled": False}}}})
    with session(
        emulator, url="https://experience.adobe.com/#/@contoso/so:123-ABC-456/marketo-engage/classic/DY0A1"
    ) as handle:
        saved = task("marketo_dynamics_credentials", **CREDENTIALS, session=handle)
        assert saved.get("changed"), saved


def test_the_wrapper_by_itself(emulator: EmulatorProcess) -> None:
    """With an address that names no instance; the wanted one is put into it."""
    with session(emulator, url="https://engage-ab.marketo.com/") as handle:
        assert task("marketo_dynamics_info", session=handle)["sync_enabled"] is True


def test_an_expired_session_signs_in_again(emulator: EmulatorProcess) -> None:
    """Between two tasks."""
    handle = open_session(emulator)["session"]
    emulator.patch_state({"marketo": {"sessions": None}})
    emulator.patch_state({"marketo": {"sessions": {}}})
    shown = task("marketo_dynamics_info", session=handle)
    task("marketo_session", session=handle, state="absent")
    assert shown.get("munchkin_id") == MUNCHKIN_ID, shown
