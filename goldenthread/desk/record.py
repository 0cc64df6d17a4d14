"""One child's record as one person may see it: who the child is, and how far this person's roles reach here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.utils import DEFAULT_DB_ALIAS

from goldenthread.access.models import User
from goldenthread.casework.models import Case
from goldenthread.core.gathering import made_of, written
from goldenthread.core.prepared import prepared_cursor
from goldenthread.law import rights, school_year
from goldenthread.people import rights as people_rights
from goldenthread.people.models import Area, Child
from goldenthread.people.standing import LEFT, Standing, permitted

#: Reaches under which somebody works on the record itself: its timeline and who looked at it.
WORKING = frozenset({"area", "case"})
#: Reaches that carry the child's numbers. A provider, a panel or an auditor does without.
NUMBERED = WORKING | {"own", "roll", LEFT, "health"}


@dataclass(frozen=True)
class Record:
    """A child that this person may see, with `pairs` of (role, reach) that hold here today."""

    child: Child
    standing: Standing
    pairs: frozenset[tuple[str, str]]
    on: date

    @property
    def case(self):
        """The case as lists show it, or None for a record with nothing kept yet."""
        return getattr(self.child, "case", None)

    def may(self, resource: str, action: str) -> bool:
        """Whether one of this person's roles may do this to this child, as far as the role reaches."""
        return permitted(self.pairs, resource, action)

    @property
    def works_here(self) -> bool:
        return any(scope in WORKING for _, scope in self.pairs)

    @property
    def sees_numbers(self) -> bool:
        return any(scope in NUMBERED for _, scope in self.pairs)

    @property
    def scope(self) -> str:
        """The reach that the reading event names: the closest one."""
        scopes = {scope for _, scope in self.pairs}
        return "case" if "case" in scopes else "area" if "area" in scopes else min(scopes, default="")

    @property
    def age(self) -> int:
        return people_rights.age_of(self.child, self.on)

    @property
    def year_group(self) -> str:
        return school_year.year_name(school_year.national_curriculum_year(self.child.date_of_birth, self.on))

    @property
    def holder(self) -> rights.Holder:
        """Who holds the rights today."""
        return people_rights.holder_of(self.child, self.on)

    @property
    def rights_switch_on(self):
        """The first day on which the rights are the young person's own."""
        return people_rights.their_own_from(self.child)


class Tie(NamedTuple):
    """What ties this person, or a body they sit in, to the child today: an involvement, as far as its reach asks."""

    role: str
    user_id: int | None
    organisation_id: int | None
    until_on: str | None


#: The child with area, case, worker and this person's ties. The condition is that of `people.children.visible`.
_LOAD = """
SELECT {c}, {a}, {k}, w.id, w.name, m.mine
  FROM people_child c
  JOIN people_area a ON a.id = c.area_id
  LEFT JOIN casework_case k ON k.child_id = c.id
  LEFT JOIN access_user w ON w.id = k.worker_id
  LEFT JOIN LATERAL (
       SELECT json_agg(json_build_array(i.role, i.user_id, i.organisation_id, i.until_on) ORDER BY i.id) AS mine
         FROM people_involvement i
        WHERE i.child_id = c.id AND (i.user_id = %(user)s OR i.organisation_id = ANY (%(organisations)s::bigint[]))
          AND i.from_on <= %(today)s AND (i.until_on IS NULL OR i.until_on >= %(today)s)) m ON true
 WHERE c.id = %(child)s
   AND (m.mine IS NOT NULL OR (c.area_id = ANY (%(areas)s::bigint[]) AND c.closed_list_on IS NULL))
"""


#: What is read whole, by the letter that stands for it in the statement.
_WHOLE: dict[str, type[Model]] = {"c": Child, "a": Area, "k": Case}


@cache
def _load_sql() -> str:
    return _LOAD.format_map(
        {
            letter: ", ".join(f'{letter}."{field.column}"' for field in model._meta.concrete_fields)
            for letter, model in _WHOLE.items()
        }
    )


@cache
def _names(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def load(standing: Standing, child_id: UUID) -> Record | None:
    """The record, or None for anybody who may not see it: a stranger is not told that it exists. One query."""
    if not standing.signed_in or standing.on is None:
        return None
    asked = {
        "child": child_id, "user": standing.user_id, "organisations": written(standing.organisation_ids),
        "areas": written(standing.area_ids), "today": standing.on,
    }  # fmt: skip
    with prepared_cursor() as cursor:
        cursor.execute(_load_sql(), asked)
        row = cursor.fetchone()
    if row is None:
        return None
    child, mine = _revived(row)
    record = Record(child, standing, standing.scopes_on(child, mine), standing.on)
    return record if record.may("ident", "view") and record.may("request", "view") else None


def _revived(row: tuple) -> tuple[Child, list[Tie]]:
    """The child, with area, case and worker where Django looks for them first, and the ties."""
    *values, worker_id, worker_name, mine = row
    left = iter(values)
    child, area, case = (_row(model, left) for model in _WHOLE.values())
    child._state.fields_cache.update(area=area, case=case)
    if case is not None:
        worker = made_of(User, {"id": worker_id, "name": worker_name}) if worker_id else None
        case._state.fields_cache.update(child=child, worker=worker)
    return child, [Tie(*tie) for tie in mine or ()]


def _row(model: type[Model], left: Iterator[Any]) -> Any:
    """The next row among the columns, or None where an outer join found none."""
    names = _names(model)
    values = list(islice(left, len(names)))
    if values[0] is None:
        return None
    made = model.__new__(model)  # as `from_db` does, in a third of the time; nothing listens to rows being made
    made._state = state = ModelState()
    state.adding, state.db = False, DEFAULT_DB_ALIAS
    made.__dict__.update(zip(names, values, strict=True))
    return made
