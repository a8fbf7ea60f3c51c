"""``/users``: read only, by id or user principal name."""

from __future__ import annotations

from ..directory import Object
from ..errors import bad_request, denied, not_found
from ..exchange import Answer, GraphRequest
from ..odata.filter_rules import boolean, text
from ..odata.query import EntityType, count_answer, entity_answer, list_answer
from ..routing import Operation

_DEFAULT = (
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
)
# Answered only when $select names them.
_SELECTED_ONLY = (
    "accountEnabled",
    "createdDateTime",
    "deletedDateTime",
    "lastPasswordChangeDateTime",
    "onPremisesDistinguishedName",
    "onPremisesDomainName",
    "onPremisesImmutableId",
    "onPremisesLastSyncDateTime",
    "onPremisesSamAccountName",
    "onPremisesSecurityIdentifier",
    "onPremisesSyncEnabled",
    "onPremisesUserPrincipalName",
    "passwordPolicies",
    "securityIdentifier",
    "usageLocation",
    "userType",
)
_BASIC = frozenset({"displayName", "givenName", "id", "mail", "securityIdentifier", "surname", "userPrincipalName"})
_NAME_OPERATORS = ("eq", "ne", "not", "in", "startswith", "endswith")

USER = EntityType(
    name="user",
    set_name="users",
    properties=(*_DEFAULT, *_SELECTED_ONLY),
    default=_DEFAULT,
    filterable={
        "id": text("eq", "ne", "not", "in"),
        "userPrincipalName": text(*_NAME_OPERATORS),
        "mail": text(*_NAME_OPERATORS),
        "displayName": text(*_NAME_OPERATORS),
        "onPremisesImmutableId": text("eq", "ne", "not", "in"),
        "onPremisesSyncEnabled": boolean("eq", "ne", "not", "in"),
        "accountEnabled": boolean("eq", "ne", "not", "in"),
        "userType": text("eq", "ne", "not", "in"),
    },
    sortable=frozenset({"displayName", "userPrincipalName"}),
)

# Each of these shows whole profiles; User.ReadBasic.All shows only the basic one.
_WHOLE_PROFILE = frozenset({"User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"})
_OWN_PROFILE = frozenset({"User.Read", "User.ReadWrite"})


def present_user(stored: Object, default_only: bool = False) -> Object:
    """Show a user; what the state keeps for sign-in (the password) is no property of Graph."""
    names = _DEFAULT if default_only else (*_DEFAULT, *_SELECTED_ONLY)
    shown = {name: stored.get(name) for name in names}
    shown["displayName"] = shown["displayName"] or str(stored["userPrincipalName"]).partition("@")[0]
    shown["businessPhones"] = shown["businessPhones"] or []
    if not default_only:
        shown["accountEnabled"] = stored.get("accountEnabled", True)
        shown["userType"] = stored.get("userType", "Member")
    return shown


def find_user(request: GraphRequest) -> Object:
    """Return the user the path names, or answer 404."""
    key = request.keys["user"]
    if key.property.lower() not in ("id", "userprincipalname"):
        raise bad_request(f"The property '{key.property}' is no alternate key of resource 'User'.")
    for member in ("id", "userPrincipalName"):
        user = request.directory.find("users", key.value, by=member)
        if user is not None:
            return user
    raise not_found(key.value)


def _list(request: GraphRequest) -> Answer:
    basic_only = _basic_only(request)
    users = [_limited(present_user(user), basic_only) for user in request.directory.visible("users")]
    return list_answer(request, USER, users)


def _count(request: GraphRequest) -> Answer:
    return count_answer(request, USER, [present_user(user) for user in request.directory.visible("users")])


def _get(request: GraphRequest) -> Answer:
    user = find_user(request)
    is_self = user["id"] == request.caller.object_id
    permissions = request.caller.permissions
    if is_self and permissions & _OWN_PROFILE:
        return entity_answer(request, USER, present_user(user))
    if not permissions & (_WHOLE_PROFILE | {"User.ReadBasic.All"}):
        raise denied()
    return entity_answer(request, USER, _limited(present_user(user), _basic_only(request)))


def _basic_only(request: GraphRequest) -> bool:
    """Tell whether the caller sees basic profiles only; refuse when it selects or filters by more."""
    if request.caller.permissions & _WHOLE_PROFILE:
        return False
    selected = {name.strip() for name in request.options.get("$select", "").split(",")} - {""}
    if selected - _BASIC and selected <= set(USER.properties):
        raise denied()
    return True


def _limited(user: Object, basic_only: bool) -> Object:
    if not basic_only:
        return user
    shown = {name: value if name in _BASIC else None for name, value in user.items()}
    return {**shown, "businessPhones": []}


OPERATIONS = [
    Operation("GET", "/users", _list),
    Operation("GET", "/users/$count", _count),
    Operation("GET", "/users/{user}", _get),
]
