"""Which cases a person's lists may hold, as conditions for SQL: the same rule as `people.children.visible`.

A list is read branch by branch, each along an index, and joined: one branch an area whose records the person's roles
open, and one for what involvement opens beside that (a closed record, another area's child, a school's pupils).
"""

from dataclasses import dataclass

INVOLVED = """
{alias}.child_id = ANY (ARRAY(
    SELECT i.child_id FROM people_involvement i
     WHERE (i.user_id = %(user)s OR i.organisation_id = ANY (%(organisations)s))
       AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)))
"""


@dataclass(frozen=True)
class Reach:
    """`branches` are conditions on an alias, no row in two of them; `parameters` go with them."""

    branches: tuple[str, ...]
    parameters: dict


def reach(standing, alias: str = "c", *, involved: bool = True) -> Reach:
    """The reach of a standing today. Without `involved` only its areas' open records, for counts of an area."""
    parameters = {
        "user": standing.user_id,
        "organisations": list(standing.organisation_ids),
        "areas": list(standing.area_ids),
        "today": standing.on,
    }
    branches = []
    for number, area_id in enumerate(standing.area_ids):
        branches.append(f"{alias}.area_id = %(area_{number})s")
        parameters[f"area_{number}"] = area_id
    if involved:
        beside = f" AND ({alias}.area_id IS NULL OR {alias}.area_id <> ALL (%(areas)s))" if standing.area_ids else ""
        branches.append(INVOLVED.format(alias=alias).strip() + beside)
    return Reach(tuple(branches), parameters)


def involved_as(roles: tuple[str, ...], alias: str = "c") -> str:
    """A condition: this person is themselves involved in one of these roles (their own caseload, cover)."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"""{alias}.child_id = ANY (ARRAY(
    SELECT i.child_id FROM people_involvement i
     WHERE i.user_id = %(user)s AND i.role IN ({named})
       AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)))"""
