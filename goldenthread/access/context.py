"""What every page knows of the person it is shown to: name, way out, how long they may rest."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.urls import NoReverseMatch, reverse

from . import permissions
from . import session as rules


def context(request: Any) -> dict[str, Any]:
    """For `layout.html`. Costs no query: everything is in the session, the user and the standing."""
    standing = getattr(request, "standing", None)
    if standing is None or not standing.signed_in or not request.user.is_authenticated:  # they may just have signed out
        return {}
    told: dict[str, Any] = {}
    told["signed_in"] = {
        "name": request.user.name,
        "role": permissions.ROLES[standing.roles[0]] if standing.roles else "",
        "account_href": _address("account") or _address("mfa_index"),
        "sign_out_href": _address("account_logout"),
    }
    told["session"] = {"minutes": rules.rest(request.session) // 60, "extend_href": _address("stay_signed_in")}
    return told


@cache
def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
