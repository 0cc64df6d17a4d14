"""The caseload: one statement gives a page of it, its count, and what its filters offer.

A page is found from the row it follows (keyset), so the last page costs what the first does. See `reach` for the
branches; each is cut once more into rows that have the sorted date and rows that lack it, which come last either way.
"""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db import connection

from goldenthread.people import words as people_words

from .filters import Filters, Place
from .reach import Reach, involved_as, reach

PAGE = 25
#: Past this a count says "more than", so that it costs the same in the largest place.
COUNT_TO = 10_000
_STAGE_ORDER = "array_position(ARRAY['deciding','assessing','drafting','plan','not_assessing','not_issuing','ended','ceased','known'], c.stage::text)"

#: For each order: the expression that may be empty (or None), and those that never are. All run the same way.
KEYS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "due": ("c.next_due_on", ()),
    "name": (None, ("c.sort_name",)),
    "stage": (None, (_STAGE_ORDER, "c.sort_name")),
    "dob": (None, ("c.date_of_birth",)),
    "received": ("c.received_on", ()),
    "plan": ("c.plan_made_on", ()),
    "best": (None, ("f.score",)),
}

_COLUMNS = """c.child_id, c.reference, c.name, c.date_of_birth, c.upn, c.stage, c.stage_since, c.open, c.worker_id, c.setting_id,
              c.setting_name, c.need, c.received_on, c.plan_made_on, c.next_clock, c.next_due_on, c.open_due_on"""


@dataclass(frozen=True)
class Row:
    """One child's case on a list."""

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
    sql, parameters = statement(standing, filters, place, size=size, dated=dated)
    with connection.cursor() as cursor:
        if "found" in parameters:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(people_words.ALIKE)])
        cursor.execute(sql, parameters)
        fetched = cursor.fetchall()
    count, workers, views, setting_name = fetched[0][:4]
    rows = [Row(*values[4:]) for values in fetched if values[4] is not None]
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
        sql, parameters = _listing(standing, filters, Place(), within, size=most)
        if "found" in parameters:
            cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(people_words.ALIKE)])
        cursor.execute(f"{sql}\nSELECT l.child_id FROM listed l ORDER BY {_outer(filters, Place())}", parameters)
        return [row[0] for row in cursor.fetchall()][:most]


def _own(within: Reach) -> Reach:
    """The same reach, kept to the children whose named worker this person is, or whom they cover."""
    mine = involved_as(("named_worker", "cover"))
    return replace(within, branches=tuple(f"{branch} AND {mine}" for branch in within.branches))


def rows_of(standing, child_ids: list[UUID], *, own_only: bool = False) -> list[Row]:
    """The cases of these children that this person may see now, in the order given. `own_only` as for `ids`."""
    within = _own(reach(standing)) if own_only else reach(standing)
    seen = " OR ".join(f"({branch})" for branch in within.branches)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT {_COLUMNS}, coalesce(w.name, '')
  FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted(child_id, place) JOIN casework_case c ON c.child_id = wanted.child_id
  LEFT JOIN access_user w ON w.id = c.worker_id WHERE {seen} ORDER BY wanted.place""",
            {**within.parameters, "ids": child_ids},
        )
        return [Row(*values) for values in cursor.fetchall()]


def statement(standing, filters: Filters, place: Place, *, size: int, dated: bool = False) -> tuple[str, dict]:
    """The statement of a page, and its parameters."""
    within = reach(standing)
    if dated:
        within = replace(
            within, branches=tuple(f"{branch} AND c.next_due_on IS NOT NULL" for branch in within.branches)
        )
    sql, parameters = _listing(standing, filters, place, within, size=size)
    asked, _ = _asked(standing, filters)
    found = "JOIN found f ON f.child_id = c.child_id" if "found" in parameters else ""
    counted = "\n   UNION ALL ".join(
        f"(SELECT 1 FROM casework_case c {found} WHERE {branch} {asked} LIMIT {COUNT_TO + 1})"
        for branch in within.branches
    )
    return (
        f"""{sql},
furniture AS (SELECT
   (SELECT count(*) FROM (SELECT 1 FROM ({counted}) all_of LIMIT {COUNT_TO + 1}) counted) AS count,
   (SELECT json_agg(json_build_array(id, name) ORDER BY name) FROM (
        SELECT DISTINCT u.id, u.name FROM people_membership m JOIN people_organisation o ON o.id = m.organisation_id
          JOIN access_user u ON u.id = m.user_id
         WHERE o.area_id = ANY (%(areas)s) AND m.role IN ('coordinator', 'team_manager', 'head_of_send') AND m.from_on <= %(today)s
           AND (m.until_on IS NULL OR m.until_on >= %(today)s)) working) AS workers,
   (SELECT json_agg(json_build_array(id, name, filters) ORDER BY name) FROM desk_savedview WHERE user_id = %(user)s) AS views,
   (SELECT name FROM people_organisation WHERE id = %(setting)s) AS setting_name)
SELECT furniture.count, furniture.workers, furniture.views, furniture.setting_name,
       {_COLUMNS.replace("c.", "l.")}, coalesce(w.name, '')
  FROM furniture LEFT JOIN listed l ON true LEFT JOIN access_user w ON w.id = l.worker_id
 ORDER BY {_outer(filters, place)}""",
        parameters,
    )


def _listing(standing, filters: Filters, place: Place, within: Reach, *, size: int) -> tuple[str, dict]:
    """The rows of a page and one more, as the CTE `listed`."""
    asked, parameters = _asked(standing, filters)
    parameters = {**within.parameters, **parameters, "setting": filters.setting, "cursor": place.after or place.before}
    maybe, always = KEYS[_order(filters).lstrip("-")]
    down = _goes_down(filters, place)
    way = "DESC" if down else "ASC"
    ctes = []
    join = ""
    if "found" in parameters:
        ctes.append(f"found AS MATERIALIZED ({people_words.search_sql(standing)})")
        join = "JOIN found f ON f.child_id = c.child_id"
    keys = ", ".join(f"{key} AS key_{n}" for n, key in enumerate(((maybe,) if maybe else ()) + always))
    on_cursor = ""
    if parameters["cursor"]:
        ctes.append(
            f"at_cursor AS MATERIALIZED (SELECT {keys} FROM casework_case c {join} WHERE c.child_id = %(cursor)s)"
        )
        on_cursor = "(SELECT {} FROM at_cursor)"
    parts = _parts(maybe, always, on_cursor, beyond="<" if down else ">", backwards=bool(place.before))
    limit = size + 1
    selects = [
        f"(SELECT {_COLUMNS}, {keys} FROM casework_case c {join}\n     WHERE {branch} {asked} AND {condition}\n"
        f"     ORDER BY {', '.join(f'{key} {way}' for key in (*ordered, 'c.child_id'))} LIMIT {limit})"
        for branch in within.branches
        for condition, ordered in parts
    ]
    ctes.append("branches AS (" + "\n  UNION ALL ".join(selects) + ")")
    ctes.append(f"listed AS (SELECT * FROM branches l ORDER BY {_outer(filters, place)} LIMIT {limit})")
    return "WITH " + ",\n".join(ctes), parameters


def _parts(
    maybe: str | None, always: tuple[str, ...], on_cursor: str, *, beyond: str, backwards: bool
) -> list[tuple[str, tuple[str, ...]]]:
    """The ranges of rows beyond the cursor: each a condition and the keys that sort it."""
    if maybe is None:
        if not on_cursor:
            return [("true", always)]
        values = ", ".join(on_cursor.format(f"key_{n}") for n in range(len(always)))
        return [(f"({', '.join(always)}, c.child_id) {beyond} ({values}, %(cursor)s)", always)]
    if not on_cursor:
        return [(f"{maybe} IS NOT NULL", (maybe,)), (f"{maybe} IS NULL", ())]
    value = on_cursor.format("key_0")
    dated = (f"{maybe} IS NOT NULL AND ({maybe}, c.child_id) {beyond} ({value}, %(cursor)s)", (maybe,))
    undated = (f"{maybe} IS NULL AND {value} IS NULL AND c.child_id {beyond} %(cursor)s", ())
    across = (
        (f"{maybe} IS NOT NULL AND {value} IS NULL", (maybe,))
        if backwards
        else (f"{maybe} IS NULL AND {value} IS NOT NULL", ())
    )
    return [dated, undated, across]


def _order(filters: Filters) -> str:
    """The order; a search of signs alone has no best match to go by."""
    return "due" if filters.order == "best" and not people_words.words_typed(filters.q) else filters.order


def _goes_down(filters: Filters, place: Place) -> bool:
    order = _order(filters)
    turned = order.startswith("-") or order == "best"
    return turned != bool(place.before)


def _outer(filters: Filters, place: Place) -> str:
    """How the joined branches are sorted."""
    maybe, always = KEYS[_order(filters).lstrip("-")]
    way = "DESC" if _goes_down(filters, place) else "ASC"
    if maybe:
        empty = "FIRST" if place.before else "LAST"
        return f"l.key_0 {way} NULLS {empty}, l.child_id {way}"
    return ", ".join(f"l.key_{n} {way}" for n in range(len(always))) + f", l.child_id {way}"


def _asked(standing, filters: Filters) -> tuple[str, dict]:
    """The filters as conditions, each with its parameters."""
    conditions: list[str] = []
    parameters: dict = {}

    def ask(condition: str, **values):
        conditions.append(condition)
        parameters.update(values)

    if filters.q:
        found = people_words.search_parameters(standing, filters.q)
        if found["typed"]:
            parameters.update(found, found=True)
        else:
            ask("false")
    if filters.show != "all":
        ask("c.open" if filters.show == "open" else "NOT c.open")
    if filters.stage:
        ask("c.stage = ANY (%(stages)s)", stages=list(filters.stage))
    if filters.worker == "none":
        ask("c.worker_id IS NULL")
    elif filters.worker:
        ask("c.worker_id = %(worker)s", worker=standing.user_id if filters.worker == "me" else int(filters.worker))
    if filters.setting:
        ask("c.setting_id = %(setting)s")
    if filters.school:
        ask("c.setting_name ILIKE %(school)s", school=f"%{_plain(filters.school)}%")
    if filters.need:
        ask("c.need = %(need)s", need=filters.need)
    if filters.late:
        ask("c.next_due_on < %(today)s")
    if filters.within:
        ask("c.next_due_on BETWEEN %(today)s AND %(today)s::date + %(within)s::int", within=filters.within)
    if born := filters.born(standing.on):
        ask("c.date_of_birth BETWEEN %(born_from)s AND %(born_until)s", born_from=born[0], born_until=born[1])
    return "".join(f" AND {condition}" for condition in conditions), parameters


def _plain(text: str) -> str:
    """Text in which LIKE finds no signs of its own."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
