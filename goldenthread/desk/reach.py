"""Which cases a person's lists may hold, as conditions for SQL: the same rule as `people.children.visible`.

A list is read branch by branch, each along an index, and joined: one branch an area whose records the person's roles
open, and one for what involvement opens beside that (a closed record, another area's child, a school's pupils).
"""

from dataclasses import dataclass

#: The children that this person, or a body they sit in, is involved with today, each with the child's area. Whoever gives
#: one line of provision has pages of their own, and is not told a child's name and date of birth in a list.
MINE = """
    SELECT i.child_id, i.area_id FROM people_involvement i
     WHERE (i.user_id = %(user)s OR i.organisation_id = ANY (%(organisations)s))
       AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)
       AND i.role <> 'deliverer'
"""
INVOLVED = "{alias}.child_id = ANY (ARRAY(SELECT child_id FROM (" + MINE + ") mine))"


@dataclass(frozen=True)
class Reach:
    """Conditions on a row of cases, no row in two of them, with their parameters: `by_area`, one an area that the
    person's roles open, and `beside`, what involvement opens beside those. `beside_apart` is the same as `beside` in
    parts, where `MINE` is at hand as `mine`: an officer is involved with hundreds of children of their own area, whose
    rows would otherwise be looked up one by one to find that they are none of these."""

    by_area: tuple[str, ...]
    beside: str
    beside_apart: tuple[str, ...]
    parameters: dict

    @property
    def branches(self) -> tuple[str, ...]:
        return (*self.by_area, self.beside)

    def where(self, condition: str) -> "Reach":
        """The same reach, narrowed."""
        narrowed = tuple(f"{branch} AND {condition}" for branch in self.by_area)
        apart = tuple(f"{part} AND {condition}" for part in self.beside_apart)
        return Reach(narrowed, f"{self.beside} AND {condition}", apart, self.parameters)


def reach(standing, alias: str = "c") -> Reach:
    """The reach of a standing today, on a table with `area_id` and `child_id`."""
    areas = standing.areas_where("ident", "list")
    parameters = {
        "user": standing.user_id, "organisations": list(standing.organisation_ids), "areas": list(areas), "today": standing.on,
        **{f"area_{number}": area_id for number, area_id in enumerate(areas)},
    }  # fmt: skip
    beside = INVOLVED.format(alias=alias)
    apart: tuple[str, ...] = (f"{alias}.child_id = ANY (ARRAY(SELECT child_id FROM mine))",)
    if areas:
        elsewhere, closed = "{}.area_id <> ALL (%(areas)s)", f"{alias}.area_id IS NULL"
        beside += f" AND ({closed} OR {elsewhere.format(alias)})"
        apart = (
            f"{alias}.child_id = ANY (ARRAY(SELECT child_id FROM mine WHERE {elsewhere.format('mine')})) AND {elsewhere.format(alias)}",
            f"{apart[0]} AND {closed}",
        )
    return Reach(tuple(f"{alias}.area_id = %(area_{number})s" for number in range(len(areas))), beside, apart, parameters)


def involved_as(roles: tuple[str, ...], alias: str = "c") -> str:
    """A condition: this person is themselves involved in one of these roles (their own caseload, cover)."""
    named = ", ".join(f"'{role}'" for role in roles)
    return f"""{alias}.child_id = ANY (ARRAY(
    SELECT i.child_id FROM people_involvement i
     WHERE i.user_id = %(user)s AND i.role IN ({named})
       AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)))"""
