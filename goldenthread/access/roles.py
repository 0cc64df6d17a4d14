"""The permission table in words: what one role may do, and how far."""

from __future__ import annotations

from dataclasses import dataclass

from . import permissions

#: Columns of the page: their heading, and the actions of the table that they bring together.
COLUMNS = (("See", ("view", "list")), ("Add or change", ("create", "update")), ("Decide or issue", ("decide", "issue")), ("Take out", ("export", "share")))

#: How far a role reaches, short enough for a cell.
REACH = {
    "own": "their own child, or themselves",
    "self": "what is their own",
    "roll": "children on roll at their school",
    "named": "children about whom their setting is consulted",
    "case": "children in their caseload",
    "team": "their team’s",
    "area": "the whole area, except closed records",
    "asked": "children about whom they are asked for advice",
    "pack": "papers of their own meetings",
    "health": "health parts, where their body commissions",
    "care": "children open to their team",
    "line": "what they themselves deliver",
    "grant": "children whose family gave them access",
    "sample": "records drawn for an audit",
    "deid": "rows without names",
    "agg": "totals without small numbers",
    "org": "their own organisation’s",
    "pub": "what is published",
    "client": "what their contract says",
    "any": "everything",
}

REFUSED = "No"


@dataclass(frozen=True)
class Line:
    """One kind of thing and, column by column, how far the role reaches; "No" where it may not."""

    thing: str
    cells: tuple[str, ...]


def lines(role: str) -> list[Line]:
    """Everything that this role may do. What is not here is refused."""
    found = []
    for resource, words in permissions.RESOURCES.items():
        cells = tuple(_reach(role, resource, actions) for _, actions in COLUMNS)
        if set(cells) != {REFUSED}:
            found.append(Line(words, cells))
    return found


def _reach(role: str, resource: str, actions: tuple[str, ...]) -> str:
    scopes = [scope for action in actions for scope in sorted(permissions.scopes(role, resource, action))]
    words = "; ".join(dict.fromkeys(REACH[scope] for scope in scopes))
    return words[:1].upper() + words[1:] or REFUSED
