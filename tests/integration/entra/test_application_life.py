"""Owners, permissions by name, deleted applications, and finding applications, as modules against the emulator."""

from __future__ import annotations

import pytest

DYNAMICS = "00000007-0000-0000-c000-000000000000"
USER_IMPERSONATION = "78ce3f0f-a1ce-49c2-8cde-64b5c0896db4"
NAME = {"display_name": "Marketo Integration", "unique_name": "marketo-integration"}
UPN = "marketo.sync@contoso.com"


@pytest.fixture(autouse=True)
def may_change_owners(entra):
    """Adding an owner needs one permission more than the administrating application has."""
    client = next(
        item for item in entra.objects("automationClients") if item["appId"] == entra.credentials["client_id"]
    )
    entra.by_hand(
        "automationClients", {"permissions": sorted({*client["permissions"], "Directory.Read.All"})}, client["appId"]
    )


def user(entra, name=UPN):
    return next(item["id"] for item in entra.objects("users") if item["userPrincipalName"] == name)


def strangers(entra):
    return [item["id"] for item in entra.objects("users")][:2]


def deleted(entra, kind):
    return [
        item["appId"] for item in entra.objects("deletedItems") if item["@odata.type"] == f"#microsoft.graph.{kind}"
    ]


def owners(entra):
    return sorted(entra.objects("applications")[0]["owners"])


def access(*entries, resource=DYNAMICS):
    return [{"resource_app_id": resource, "resource_access": list(entries)}]


def stored_access(entra):
    return {
        (item["resourceAppId"], entry["id"], entry["type"])
        for item in entra.objects("applications")[0]["requiredResourceAccess"]
        for entry in item["resourceAccess"]
    }


def test_owners_are_added_and_others_stay(entra):
    made = entra.ladder("application", **NAME, owners=[UPN])["application"]
    assert made["owners"] == [user(entra)]
    principal = next(item["id"] for item in entra.objects("servicePrincipals"))
    more = entra.ladder("application", **NAME, owners=[principal.upper()])["application"]
    assert more["owners"] == sorted([user(entra), principal])
    assert entra.run("application", **NAME)["application"]["owners"] is None


@pytest.mark.parametrize("by", ["unique_name", "app_id", "display_name"])
def test_exact_owners_replace_the_others_by_their_links_alone(entra, by):
    made = entra.run("application", **NAME, owners=strangers(entra))["application"]
    if by == "display_name":
        entra.by_hand("applications", {"uniqueName": None}, made["app_id"])
    principal = next(item["id"] for item in entra.objects("servicePrincipals"))
    options = {
        "display_name": NAME["display_name"],
        by: {**NAME, **made}[by],
        "owners": [UPN, principal],
        "owners_exact": True,
    }
    people = len(entra.objects("users"))
    changed = entra.ladder("application", **options)
    assert (
        owners(entra) == sorted([user(entra), principal])
        and "add" in changed["changes"][0]
        and "remove" in changed["changes"][0]
    )
    deletes = [entry["path"] for entry in entra.writes() if entry["method"] == "DELETE"]
    assert deletes and all(path.endswith("/$ref") for path in deletes)
    assert len(entra.objects("users")) == people
    entra.ladder("application", **{**options, "owners": []})
    assert owners(entra) == []


def test_who_owns_what_it_creates_stays_owner(entra):
    permissions = ["Application.ReadWrite.OwnedBy", "Directory.Read.All", "User.Read.All"]
    entra.by_hand("automationClients", {"permissions": permissions}, entra.credentials["client_id"])
    made = entra.run("application", **NAME, owners=[UPN])
    assert not made.get("failed") and user(entra) in owners(entra) and len(owners(entra)) == 2


def test_an_unknown_owner_is_an_error_before_anything_is_written(entra):
    before = len(entra.writes())
    assert "no such user" in entra.fails("application", **NAME, owners=["nobody@contoso.com"])["msg"]
    assert len(entra.writes()) == before
    unknown = entra.fails("application", **NAME, owners=["00000000-aaaa-4bbb-8ccc-000000000000"])
    assert "owner 00000000-aaaa" in unknown["msg"] and unknown["changes"] == [unknown["changes"][0]]


def test_an_owner_added_or_removed_meanwhile_is_no_error(entra):
    entra.run("application", **NAME, owners=strangers(entra))
    for method, word in (
        ("POST", "added object references already exist"),
        ("DELETE", "removed object references do not exist"),
    ):
        entra.emulator.faults({"method": method, "path": "owners", "drop_after_commit": True, "nth": 1})
        wanted = [UPN] if method == "POST" else []
        assert entra.run("application", **NAME, owners=wanted, owners_exact=True)["changed"], word
    assert owners(entra) == []


def test_permissions_by_name(entra):
    by_name = access({"value": "user_impersonation", "type": "Scope"})
    made = entra.ladder("application", **NAME, required_resource_access=by_name)["application"]
    assert made["required_resource_access"] == access({"id": USER_IMPERSONATION, "type": "Scope"})
    by_id = access({"id": USER_IMPERSONATION, "type": "Scope"})
    assert entra.run("application", **NAME, required_resource_access=by_id)["changed"] is False


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"value": "nonsense", "type": "Scope"}, "as Scope: user_impersonation; as Role: none"),
        ({"value": "user_impersonation", "type": "Role"}, "as Role: none"),
    ],
)
def test_a_permission_that_is_not_published(entra, entry, words):
    before = len(entra.writes())
    assert words in entra.fails("application", **NAME, required_resource_access=access(entry))["msg"]
    assert len(entra.writes()) == before


def test_a_resource_that_is_not_there(entra):
    wanted = access({"value": "x", "type": "Scope"}, resource="00000000-aaaa-4bbb-8ccc-000000000000")
    assert "entra_service_principal" in entra.fails("application", **NAME, required_resource_access=wanted)["msg"]


def test_permissions_are_exact_or_merged(entra):
    other = {"id": "00000000-0000-0000-0000-00000000000b", "type": "Role"}
    scope = {"id": USER_IMPERSONATION, "type": "Scope"}
    entra.run("application", **NAME, required_resource_access=access(other))
    entra.ladder("application", **NAME, required_resource_access=access(scope), required_resource_access_exact=False)
    assert stored_access(entra) == {(DYNAMICS, other["id"], "Role"), (DYNAMICS, USER_IMPERSONATION, "Scope")}
    entra.ladder("application", **NAME, required_resource_access=access(scope))
    assert stored_access(entra) == {(DYNAMICS, USER_IMPERSONATION, "Scope")}


def deleted_application(entra, **options):
    """The client id of an application with a service principal that was deleted."""
    app_id = entra.run("application", **{**NAME, **options})["application"]["app_id"]
    assert not entra.run("service_principal", app_id=app_id).get("failed")
    assert entra.run("application", app_id=app_id, state="absent")["changed"]
    return app_id


@pytest.mark.parametrize("by", ["unique_name", "app_id", "display_name"])
def test_a_deleted_application_is_restored_with_its_service_principal(entra, by):
    app_id = deleted_application(entra, **({"unique_name": None} if by == "display_name" else {}))
    options = (
        {"app_id": app_id}
        if by == "app_id"
        else {**NAME, "unique_name": NAME["unique_name"] if by == "unique_name" else None}
    )
    restored = entra.ladder("application", **options, restore_deleted=True, notes="Back.", owners=[UPN])
    assert restored["application"]["app_id"] == app_id and restored["application"]["notes"] == "Back."
    assert restored["application"]["owners"] == [user(entra)]
    assert [item["appId"] for item in entra.objects("applications")] == [app_id]
    assert (
        app_id in [item["appId"] for item in entra.objects("servicePrincipals")] and entra.objects("deletedItems") == []
    )


def test_a_restore_that_broke_off_is_finished(entra):
    app_id = deleted_application(entra)
    denied = {"error": {"code": "Authorization_RequestDenied", "message": "No."}}
    entra.emulator.faults({"method": "POST", "path": "restore", "nth": 2, "status": 403, "body": denied})
    assert entra.fails("application", **NAME, restore_deleted=True)["changed"]
    entra.emulator.faults()
    entra.ladder("application", **NAME, restore_deleted=True)
    assert app_id in [item["appId"] for item in entra.objects("servicePrincipals")]


@pytest.mark.parametrize("nth", [1, 2])
def test_a_lost_restore_is_seen(entra, nth):
    app_id = deleted_application(entra)
    entra.emulator.faults({"method": "POST", "path": "restore", "nth": nth, "drop_after_commit": True})
    assert entra.run("application", **NAME, restore_deleted=True)["application"]["app_id"] == app_id


def test_a_deleted_one_of_the_unique_name_is_an_error_that_says_what_to_do(entra):
    app_id = deleted_application(entra)
    before = len(entra.writes())
    for check_mode in (True, False):
        refused = entra.fails("application", check_mode=check_mode, **NAME)
        assert "restore_deleted" in refused["msg"] and refused["error"]["app_ids"] == [app_id]
    assert len(entra.writes()) == before
    assert "restore_deleted" in entra.fails("application", app_id=app_id)["msg"]
    another = entra.ladder("application", **NAME, restore_deleted=False)["application"]["app_id"]
    assert another != app_id


def test_a_deleted_one_of_the_display_name_is_a_warning(entra):
    app_id = deleted_application(entra, unique_name=None)
    made = entra.run("application", display_name=NAME["display_name"])
    assert made["changed"] and app_id in made["warnings"][0] and "restore_deleted" in made["warnings"][0]
    assert "warnings" not in entra.run("application", display_name=NAME["display_name"])


def test_a_refused_unique_name_is_explained(entra):
    message = "Another object with the same value for property uniqueName already exists."
    entra.emulator.faults(
        {
            "method": "PATCH",
            "path": "uniqueName",
            "status": 400,
            "body": {"error": {"code": "Request_BadRequest", "message": message}},
        }
    )
    assert "restore_deleted" in entra.fails("application", **NAME, restore_deleted=False)["msg"]


def test_which_deleted_one_is_not_guessed(entra):
    ids = [deleted_application(entra, unique_name=None) for _turn in range(2)]
    refused = entra.fails("application", display_name=NAME["display_name"], restore_deleted=True)
    assert sorted(refused["error"]["app_ids"]) == sorted(ids)
    number = next(
        index for index, item in enumerate(entra.objects("deletedItems")) if item["appId"] == ids[0] and "tags" in item
    )
    entra.emulator.patch_state(
        [{"op": "add", "path": f"/tenants/{entra.tenant_id}/deletedItems/{number}/tags", "value": []}]
    )
    assert "adopt" in entra.fails("application", display_name=NAME["display_name"], restore_deleted=True)["msg"]


def test_purging(entra):
    app_id = entra.run("application", **NAME)["application"]["app_id"]
    gone = entra.ladder("application", app_id=app_id, state="absent", purge=True)
    assert len(gone["changes"]) == 2 and entra.objects("applications") == entra.objects("deletedItems") == []
    assert "state present" in entra.fails("application", **NAME, purge=True)["msg"]


def test_purging_what_was_deleted_earlier(entra):
    app_id = deleted_application(entra)
    assert entra.run("application", app_id=app_id, state="absent")["changed"] is False
    entra.ladder("application", **NAME, state="absent", purge=True)
    assert (deleted(entra, "application"), deleted(entra, "servicePrincipal")) == ([], [app_id])
    assert entra.run("application", **NAME)["changed"]


def test_applications_are_found(entra):
    ids = sorted(
        entra.run("application", display_name=f"Twin {name}", unique_name=name, owners=[UPN])["application"]["app_id"]
        for name in ("a", "b")
    )
    for app_id in ids:
        entra.by_hand("applications", {"displayName": "Twin"}, app_id)
    assert sorted(item["app_id"] for item in entra.run("application_info", display_name="Twin")["applications"]) == ids
    for options in ({"app_id": ids[0]}, {"unique_name": "a"}):
        found = entra.run("application_info", **options)["applications"]
        assert len(found) == 1 and found[0]["owners"] is None and found[0]["recorded_keys"] == []
    assert entra.run("application_info", app_id=ids[0], owners=True)["applications"][0]["owners"] == [user(entra)]
    for options in (
        {"app_id": "00000000-aaaa-4bbb-8ccc-000000000000"},
        {"unique_name": "z"},
        {"display_name": "Nothing"},
    ):
        assert entra.run("application_info", **options)["applications"] == []
    assert "GUID" in entra.fails("application_info", app_id="Twin")["msg"]
