"""The door of every page: who may ask for it at all. A page without a door is refused, in production too.

    @needs("request", "create")      a role of the table that may create requests, in some scope
    @signed_in                       any signed-in person, about themselves
    @by_key("plan", "list")          a body's system, by its key and as far as its contract goes (`people.clients`)
    @public                          anyone; named here on purpose

What a person may see *behind* the door is narrowed by `visible_to`, and by `people.policies` for one child.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Door:
    """`kind` is 'public', 'signed_in', 'needs' or 'key'. `reads` is true when the page shows child-level data and must leave
    a reading event."""

    kind: str
    resource: str = ""
    action: str = ""
    reads: bool = False


def _mark(door: Door):
    def decorate(view):
        view.door = door
        return view

    return decorate


def needs(resource: str, action: str, *, reads: bool | None = None):
    """The page does `action` to `resource`. Pages that view or list a child's things leave a reading event."""
    if reads is None:
        reads = resource not in NOT_ABOUT_A_CHILD and action in {"view", "list"}
    return _mark(Door("needs", resource, action, reads))


def by_key(resource: str, action: str):
    """The page is for a body's system, which shows its key with each question. A session opens nothing here."""
    return _mark(Door("key", resource, action, reads=True))


public = _mark(Door("public"))
signed_in = _mark(Door("signed_in"))

#: Resources whose pages show no child.
NOT_ABOUT_A_CHILD = frozenset({"agg", "offer", "voice", "improve", "contract", "counts", "user", "config", "audit"})

#: Pages of libraries that anybody may ask for, by URL name (the sign-in pages themselves).
PUBLIC_NAMES: frozenset[str] = frozenset(
    {
        "account_login",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "mfa_authenticate",
        "mfa_login_webauthn",
        "socialaccount_login_cancelled",
        "socialaccount_login_error",
    }
)

#: Pages of libraries for any signed-in person about their own account, by URL name.
SIGNED_IN_NAMES: frozenset[str] = frozenset(
    {
        "account_reauthenticate",
        "account_change_password",
        "account_set_password",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        "usersessions_list",
        "socialaccount_connections",
    }
)

#: What a signed-in person may open before they have a second factor: the pages that set one up, and the way out.
SETTING_UP_NAMES: frozenset[str] = frozenset(
    {"account_logout", "account_reauthenticate", "mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "stay_signed_in"}
)


def door_of(view, url_name: str | None) -> Door | None:
    """The door of a view, or None where there is none: then nobody may pass."""
    target = getattr(view, "view_class", view)
    door = getattr(view, "door", None) or getattr(target, "door", None)
    if door:
        return door
    if url_name in PUBLIC_NAMES:
        return Door("public")
    if url_name in SIGNED_IN_NAMES:
        return Door("signed_in")
    return None
