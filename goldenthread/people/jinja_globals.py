"""Words about roles for the pages of accounts."""

from __future__ import annotations

from typing import Any

from goldenthread.access import permissions


def role_name(role: str) -> str:
    """What people call a role; the word itself for one that the table no longer has."""
    return permissions.ROLES.get(role, role)


def reach_of(seat: Any) -> str:
    """Which children's records a membership opens, in words."""
    scopes = permissions.scopes(seat.role, "ident", "view")
    if "area" in scopes and seat.organisation.area:
        return f"Every record of {seat.organisation.area.name}, except closed ones"
    if not scopes:
        return "No child’s record"
    return "Records of children " + " and ".join(sorted({REACH[scope] for scope in scopes if scope in REACH}))


REACH = {
    "own": "who are yours, or yourself",
    "roll": "on roll here",
    "named": "about whom this setting is consulted",
    "case": "in your caseload",
    "area": "of the area",
    "asked": "about whom you are asked for advice",
    "health": "whose health provision you commission",
    "care": "open to your team",
    "pack": "in packs of your meetings",
    "sample": "drawn for an audit",
    "line": "to whom you deliver provision",
    "grant": "whose family gave you access",
    "client": "named in your contract",
}

GLOBALS = {"role_name": role_name, "reach_of": reach_of}
