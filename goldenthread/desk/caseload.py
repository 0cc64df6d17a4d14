"""The caseload: pages of children, as filtered and sorted. How they are found is `caseload_sql`."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from goldenthread.core.prepared import prepared_cursor
from goldenthread.people import words as people_words

from .caseload_sql import COLUMNS, COUNT_TO, ids_sql, page_sql
from .filters import Filters, Place
from .reach import Reach, involved_as, reach

PAGE = 25


class Row(NamedTuple):
    """One child's case on a list, as its columns come."""

    child_id: UUID
    reference: str
    name: str
    date_of_birth: date
    upn: str
    stage: str
    stage_since: date | None
    open: bool
    worker_id: int | None
    setting_id: int | None
    setting_name: str
    need: str
    received_on: date | None
    plan_made_on: date | None
    next_clock: str
    next_due_on: date | None
    open_due_on: list[date]
    worker: str

    def late_clocks(self, today: date) -> int:
        """How many clocks have run out."""
        return sum(due < today for due in self.open_due_on)


@dataclass(frozen=True)
class Page:
    """A page of the caseload. `count` is at most COUNT_TO + 1. `workers` and `views` are what the filters offer."""

    rows: list[Row]
    count: int
    first: int
    following: Place | None
    preceding: Place | None
    workers: list[tuple[int, str]]
    views: list[tuple[UUID, str, str]]
    setting_name: str


def page(standing, filters: Filters, place: Place, *, size: int = PAGE, dated: bool = False) -> Page:
    """One page of the caseload of this person, as filtered and sorted. `dated` leaves out cases with no open clock."""
    sql, parameters = page_sql(standing, filters, place, reach(standing), size=size, dated=dated)
    with prepared_cursor() as cursor:
        if "found" in parameters:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(people_words.ALIKE)])
        cursor.execute(sql, parameters)
        fetched = cursor.fetchall()
    count, workers, views, setting_name = fetched[0][:4]
    rows = [Row._make(values[4:]) for values in fetched if values[4] is not None]
    more, rows = len(rows) > size, rows[:size]
    if place.before:
        rows.reverse()
        first = max(place.number - len(rows), 1)
        at_start, at_end = not more, False
    else:
        first = place.number
        at_start, at_end = place.after is None, not more
    following = None if at_end or not rows else Place(after=rows[-1].child_id, number=first + len(rows))
    preceding = None if at_start or not rows else Place(before=rows[0].child_id, number=first)
    return Page(
        rows,
        count,
        first,
        following,
        preceding,
        [(one[0], one[1]) for one in workers or []],
        [(UUID(one[0]), one[1], one[2]) for one in views or []],
        setting_name or "",
    )


def steps(page: Page, href) -> dict:
    """The links to the pages before and after. `href` makes an address from `after` or `before` and `n`."""
    found = {}
    if page.preceding:
        found["previous"] = {"href": href(before=page.preceding.before, n=page.preceding.number)}
    if page.following:
        found["next"] = {"href": href(after=page.following.after, n=page.following.number)}
    return found


def count_words(page: Page) -> str:
    """Such as "26 to 50 of 312 children"."""
    if page.count > COUNT_TO:
        many = f"more than {COUNT_TO:,} children"
    else:
        many = "1 child" if page.count == 1 else f"{page.count:,} children"
    if not page.rows or len(page.rows) == page.count:
        return many[0].upper() + many[1:]
    return f"{page.first:,} to {page.first + len(page.rows) - 1:,} of {many}"


def ids(standing, filters: Filters, *, most: int, own_only: bool = False) -> list[UUID]:
    """The children of the whole list, in its order, at most `most`. `own_only` keeps to the person's own caseload."""
    within = _own(reach(standing)) if own_only else reach(standing)
    with connection.cursor() as cursor:
        sql, parameters = ids_sql(standing, filters, within, most=most)
        if "found" in parameters:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(people_words.ALIKE)])
        cursor.execute(sql, parameters)
        return [row[0] for row in cursor.fetchall()][:most]


def _own(within: Reach) -> Reach:
    """The same reach, kept to the children whose named worker this person is, or whom they cover."""
    return within.where(involved_as(("named_worker", "cover")))


def rows_of(standing, child_ids: list[UUID], *, own_only: bool = False) -> list[Row]:
    """The cases of these children that this person may see now, in the order given. `own_only` as for `ids`."""
    within = _own(reach(standing)) if own_only else reach(standing)
    seen = " OR ".join(f"({branch})" for branch in within.branches)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {COLUMNS}, coalesce(w.name, '')
  FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted(child_id, place) JOIN casework_case c ON c.child_id = wanted.child_id
  LEFT JOIN access_user w ON w.id = c.worker_id WHERE {seen} ORDER BY wanted.place""",
            {**within.parameters, "ids": child_ids},
        )
        return [Row._make(values) for values in cursor.fetchall()]
