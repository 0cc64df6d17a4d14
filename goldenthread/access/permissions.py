"""One table of roles and what each may do. Everything that is not listed is refused.

The table is `permission_table.json`: for each resource and action, the roles that may, each with its scopes (how far
the role reaches: `area`, `case`, `roll`, `own` …). Which scope fits one child is asked of `people.standing`.
"""

import json
from functools import cache
from pathlib import Path

TABLE = json.loads((Path(__file__).parent / "permission_table.json").read_text(encoding="utf-8"))

ROLES: dict[str, str] = TABLE["roles"]
RESOURCES: dict[str, str] = TABLE["resources"]
ACTIONS: tuple[str, ...] = tuple(TABLE["actions"])
SCOPES: dict[str, str] = TABLE["scopes"]

#: Roles that reach every record of their area (save closed ones): their children are found by area.
AREA_ROLES = frozenset(role for role, scopes in TABLE["grants"]["ident"]["view"].items() if "area" in scopes)


@cache
def scopes(role: str, resource: str, action: str) -> frozenset[str]:
    """How far this role reaches when it does this to that; empty means it may not. Unknown words are a fault."""
    if role not in ROLES or resource not in RESOURCES or action not in ACTIONS:
        raise KeyError(f"{role} {action} {resource} is not in the permission table")
    return frozenset(TABLE["grants"].get(resource, {}).get(action, {}).get(role, ()))


def roles_that_may(resource: str, action: str) -> dict[str, list[str]]:
    """Role → scopes, for the page that shows the table."""
    return TABLE["grants"].get(resource, {}).get(action, {})
