"""The SQL of the caseload: one statement for a page, its count and what its filters offer.

Rows are read from each area along an index, from the row the page follows (keyset), so that the last page costs what
the first does. What involvement opens beside the areas (a closed record, another area's child) is gathered once: it is
small for officers, and is the whole list for those who work for no area. A search is gathered once too, since it finds
at most a thousand. Each mention of the case table carries its row-security policy into the plan, so there are few.
"""

from goldenthread.people import words as people_words

from .filters import Filters, Place
from .reach import MINE, Reach

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
    "best": (None, ("c.score",)),
}

COLUMNS = """c.child_id, c.reference, c.name, c.date_of_birth, c.upn, c.stage, c.stage_since, c.open, c.worker_id, c.setting_id,
              c.setting_name, c.need, c.received_on, c.plan_made_on, c.next_clock, c.next_due_on, c.open_due_on"""


_FURNITURE = """
   (SELECT json_agg(json_build_array(id, name) ORDER BY name) FROM (
        SELECT DISTINCT u.id, u.name FROM people_membership m JOIN access_user u ON u.id = m.user_id
         WHERE m.organisation_id = ANY (ARRAY(SELECT id FROM people_organisation WHERE area_id = ANY (%(areas)s))) AND m.role IN ('coordinator', 'team_manager', 'head_of_send')
           AND m.from_on <= %(today)s AND (m.until_on IS NULL OR m.until_on >= %(today)s)) working) AS workers,
   (SELECT json_agg(json_build_array(id, name, filters) ORDER BY name) FROM desk_savedview
     WHERE user_id = %(user)s) AS views,
   (SELECT name FROM people_organisation WHERE id = %(setting)s) AS setting_name
"""


def page_sql(standing, filters: Filters, place: Place, reach: Reach, *, size: int, dated: bool = False) -> tuple[str, dict]:
    """The statement of a page: its rows and one more, the furniture beside the first, or alone where there is none.

    `dated` leaves out cases with no open clock."""
    within = reach.where("c.next_due_on IS NOT NULL") if dated else reach
    sql, parameters, counts = _listing(standing, filters, place, within, size=size)
    if told := _counted_ahead(standing, filters, dated=dated):
        counts = [*(told.format(number) for number in range(len(within.by_area))), counts[-1]]
    return (
        f"""{sql},
numbered AS (SELECT l.*, row_number() OVER (ORDER BY {outer(filters, place)}) AS nth FROM listed l),
furniture AS (SELECT 1 AS nth, {" + ".join(counts)} AS count,{_FURNITURE})
SELECT furniture.count, furniture.workers, furniture.views, furniture.setting_name,
       {COLUMNS.replace("c.", "l.")}, coalesce(w.name, '')
  FROM furniture FULL JOIN numbered l ON l.nth = furniture.nth LEFT JOIN access_user w ON w.id = l.worker_id
 ORDER BY coalesce(l.nth, furniture.nth)""",
        parameters,
    )


def ids_sql(standing, filters: Filters, within: Reach, *, most: int) -> tuple[str, dict]:
    """The statement of the whole list's children, in its order."""
    sql, parameters, _ = _listing(standing, filters, Place(), within, size=most)
    return f"{sql}\nSELECT l.child_id FROM listed l ORDER BY {outer(filters, Place())}", parameters


def _listing(standing, filters: Filters, place: Place, within: Reach, *, size: int) -> tuple[str, dict, list[str]]:
    """The rows of a page and one more as the CTE `listed`, its parameters, and the parts of the count."""
    asked, parameters = _asked(standing, filters)
    parameters = {**within.parameters, **parameters, "setting": filters.setting, "cursor": place.after or place.before}
    searching = "found" in parameters
    ctes = []
    if searching:
        seen = " OR ".join(f"({branch})" for branch in within.branches)
        ctes.append(f"found AS MATERIALIZED ({people_words.search_sql()})")
        ctes.append(
            f"gathered AS MATERIALIZED (SELECT c.*, f.score FROM casework_case c JOIN found f ON f.child_id = c.child_id\n"
            f"   WHERE ({seen}){asked})"
        )
        along = []
    else:
        along = [f"{branch}{asked}" for branch in within.by_area]
        ctes.append(f"mine AS MATERIALIZED ({MINE})")
        gathered = "\n UNION ALL ".join(f"SELECT c.* FROM casework_case c WHERE {part}{asked}" for part in within.beside_apart)
        ctes.append(f"gathered AS MATERIALIZED ({gathered})")
    order = _order(filters)
    maybe, always = KEYS[order.lstrip("-")]
    keys = ", ".join(f"{key} AS key_{n}" for n, key in enumerate(((maybe,) if maybe else ()) + always))
    at = ""
    if parameters["cursor"]:
        table = "gathered" if searching else "casework_case"
        ctes.append(f"at_cursor AS MATERIALIZED (SELECT {keys} FROM {table} c WHERE c.child_id = %(cursor)s)")
        at = "(SELECT {} FROM at_cursor)"
    down, backwards, limit = _goes_down(filters, place), bool(place.before), size + 1
    whole = _beyond(maybe, always, at, down=down, backwards=backwards)
    # The index on the next date runs upwards with empty dates last: any other way along it goes in two or three parts.
    parts = _parts(at, down=down, backwards=backwards) if maybe == "c.next_due_on" and (at or down) else [whole]
    selects = [
        _select("casework_case c", f"{area} AND {beyond}", keys, by, limit) for area in along for beyond, by in parts
    ]
    selects.append(_select("gathered c", whole[0], keys, whole[1], limit))
    ctes.append("branches AS (" + "\n  UNION ALL ".join(selects) + ")")
    ctes.append(f"listed AS (SELECT * FROM branches l ORDER BY {outer(filters, place)} LIMIT {limit})")
    counts = [
        f"(SELECT count(*) FROM (SELECT 1 FROM casework_case c WHERE {area} LIMIT {COUNT_TO + 1}) counted)"
        for area in along
    ]
    return "WITH " + ",\n".join(ctes), parameters, [*counts, "(SELECT count(*) FROM gathered)"]


def _counted_ahead(standing, filters: Filters, *, dated: bool) -> str:
    """How many an area's part of the list holds, from what triggers keep counted (`insight.Tally`): to count rows, PostgreSQL asks
    the wall of each. A place for the area's number is in it. Empty where the list is narrowed by what is not kept counted."""
    by_date = dated or filters.late or filters.within
    kept = not (filters.q or filters.setting or filters.school or filters.need or filters.group) and filters.show == "open"
    if not kept or (by_date and filters.worker) or not set(standing.areas_where("ident", "list")) <= set(standing.area_ids):
        return ""
    asked = ["area_id = %(area_{})s", f"kind = '{'due' if by_date else 'stage'}'"]
    if filters.stage:
        asked.append("key = ANY (%(stages)s)")
    if filters.worker:
        asked.append("number = 0" if filters.worker == "none" else "number = %(worker)s")
    if filters.late:
        asked.append("day < %(today)s")
    if filters.within:
        asked.append("day BETWEEN %(today)s AND %(today)s::date + %(within)s::int")
    return f"(SELECT least(coalesce(sum(count), 0), {COUNT_TO + 1})::bigint FROM insight_tally WHERE {' AND '.join(asked)})"


def _select(table: str, where: str, keys: str, by: str, limit: int) -> str:
    return f"(SELECT {COLUMNS}, {keys} FROM {table}\n     WHERE {where}\n     ORDER BY {by} LIMIT {limit})"


def _beyond(maybe: str | None, always: tuple[str, ...], at: str, *, down: bool, backwards: bool) -> tuple[str, str]:
    """The rows beyond the cursor as one condition, and how they are sorted. Rows without the key come last."""
    way, beyond = ("DESC", "<") if down else ("ASC", ">")
    if maybe is None:
        by = ", ".join(f"{key} {way}" for key in (*always, "c.child_id"))
        if not at:
            return "true", by
        values = ", ".join(at.format(f"key_{n}") for n in range(len(always)))
        return f"({', '.join(always)}, c.child_id) {beyond} ({values}, %(cursor)s)", by
    by = f"{maybe} {way} NULLS {'FIRST' if backwards else 'LAST'}, c.child_id {way}"
    if not at:
        return "true", by
    value = at.format("key_0")
    further = f"({maybe}, c.child_id) {beyond} ({value}, %(cursor)s)"
    if backwards:
        return f"({further} OR ({value} IS NULL AND ({maybe} IS NOT NULL OR c.child_id {beyond} %(cursor)s)))", by
    return f"({further} OR ({maybe} IS NULL AND ({value} IS NOT NULL OR c.child_id {beyond} %(cursor)s)))", by


def _parts(at: str, *, down: bool, backwards: bool) -> list[tuple[str, str]]:
    """The same for the next date, as ranges along its index."""
    way, beyond, key = ("DESC", "<", "c.next_due_on") if down else ("ASC", ">", "c.next_due_on")
    # Of those without a date too: PostgreSQL knows the index's order by the whole key only, and would go through every child.
    by = f"{key} {way}, c.child_id {way}"
    if not at:
        return [(f"{key} IS NOT NULL", by), (f"{key} IS NULL", by)]
    value = at.format("key_0")
    dated = (f"{key} IS NOT NULL AND ({key}, c.child_id) {beyond} ({value}, %(cursor)s)", by)
    undated = (f"{key} IS NULL AND {value} IS NULL AND c.child_id {beyond} %(cursor)s", by)
    if backwards:
        return [dated, undated, (f"{key} IS NOT NULL AND {value} IS NULL", by)]
    return [dated, undated, (f"{key} IS NULL AND {value} IS NOT NULL", by)]


def _order(filters: Filters) -> str:
    """The order; a search of signs alone has no best match to go by."""
    return "due" if filters.order == "best" and not people_words.words_typed(filters.q) else filters.order


def _goes_down(filters: Filters, place: Place) -> bool:
    order = _order(filters)
    turned = order.startswith("-") or order == "best"
    return turned != bool(place.before)


def outer(filters: Filters, place: Place) -> str:
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
