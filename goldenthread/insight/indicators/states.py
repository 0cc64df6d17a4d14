"""What children are broken down by, at many days, worked out once for all kinds of things that are counted.

`dimensions.JOINS` looks a child's need, place, address and worker up for each row that is counted. Where thirty kinds of things of
one area are counted at the same days, that is the same again thirty times. Here a table that lives as long as the transaction
holds what those joins give: a row for each child and each state it was in, with the days on which it was in it. Children are
added when the first kind of thing brings them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .bases import Base
from .dimensions import DIMENSIONS, JOINS, SETTING_GROUP, groups_of

TABLE = "insight_states"
#: How `dimensions.SETTING_GROUP` calls the setting of whoever has none.
NOWHERE = "none"

#: Of each alias of `dimensions.JOINS` what expressions use of it.
_USED = {
    "need": ("need",),
    "place": ("setting_type", "residential", "work_based", "name"),
    "home": ("district",),
    "worker": ("user_id", "team"),
    "cared": ("now",),
    "grouped": ("codes",),
    "kind": ("of_setting",),
}
_KINDS = {"user_id": "bigint", "now": "boolean"}
#: Breakdowns that cost more to work out for each row than to keep.
_KEPT = {"age band": "age_band", "phase": "phase"}
_OF_CHILD = {"date_of_birth": "date", "sex": "text", "ethnicity": "text"}
_COLUMNS = {
    **_OF_CHILD,
    **{f"{alias}_{name}": _KINDS.get(name, "text") for alias, names in _USED.items() for name in names},
    **dict.fromkeys(_KEPT.values(), "text"),
}

#: The same aliases, each from the child's row here.
_ALIASES = {
    alias: f"CROSS JOIN LATERAL (SELECT {', '.join(f'c.{alias}_{name} AS {name}' for name in names)}) {alias}" for alias, names in _USED.items()
}


def begin(cursor: Any) -> None:
    """An empty table, which goes with the transaction."""
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    cursor.execute(f"CREATE TEMP TABLE {TABLE} (child_id uuid, places bigint[], {columns}) ON COMMIT DROP")


def add(cursor: Any, base: Base, values: Mapping[str, Any]) -> None:
    """Puts the children of a base in who are not there yet. `values` are those of the base's statement."""
    if not base.child:
        return
    cursor.execute(_ADD.format(rows=base.rows), values)
    if cursor.rowcount:
        cursor.execute(f"ANALYZE {TABLE}")


def expression(by: str, otherwise: str) -> str:
    """A breakdown over a child's row here."""
    return f"c.{_KEPT[by]}" if by in _KEPT else otherwise


def joins() -> Mapping[str, str]:
    """As `dimensions.JOINS`, for rows joined with `child()`."""
    return {alias: _ALIASES.get(alias, join) for alias, join in JOINS.items()}


def child() -> str:
    """Joins a row (`x`) at a day (`e`) with its child."""
    return f"JOIN {TABLE} c ON c.child_id = x.child_id AND e.place = ANY (c.places)"


def _held(name: str, columns: str, table: str, since: str, until: str, order: str, condition: str = "true", more: str = "") -> str:
    """One kind of fact of the children, each with the days on which it holds and none holds that goes before it (`order`)."""
    return f"""
{name} AS MATERIALIZED (
    SELECT f.*, datemultirange(f.days) - coalesce(range_agg(f.days) OVER (
               PARTITION BY f.child_id ORDER BY {order} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), '{{{{}}}}') AS held
      FROM (SELECT y.child_id, y.id, {columns},
                   CASE WHEN y.{until} <= y.{since} THEN 'empty' ELSE daterange(y.{since}, y.{until}) END AS days
              FROM who JOIN {table} y ON y.child_id = who.child_id AND {condition} {more}) f)"""


_PLACE = """LEFT JOIN people_organisation o ON o.id = y.organisation_id
              CROSS JOIN LATERAL (SELECT y.*, o.name, o.establishment_type) place"""
_ADD = f"""
INSERT INTO {TABLE} (child_id, {", ".join(_COLUMNS)}, places)
WITH e AS MATERIALIZED (SELECT * FROM unnest(%(ats)s::date[]) WITH ORDINALITY AS e(at, place)),
who AS MATERIALIZED (
    SELECT c.id AS child_id, c.date_of_birth, c.sex, c.ethnicity
      FROM (SELECT DISTINCT x.child_id FROM ({{rows}}) x WHERE NOT EXISTS (SELECT FROM {TABLE} t WHERE t.child_id = x.child_id)) x
      JOIN people_child c ON c.id = x.child_id AND c.closed_list_on IS NULL),
{_held("need", "y.need, y.from_on", "people_senneed", "from_on", "until_on", "f.from_on DESC NULLS LAST, f.id", "y.rank = 1")},
{_held("place", f"y.rank, y.entry_on, place.setting_type, place.residential, place.work_based, place.name, {SETTING_GROUP} AS of_setting", "people_attendance",
       "entry_on", "left_on", "f.rank, f.entry_on DESC NULLS LAST, f.id", more=_PLACE)},
{_held("home", "upper(split_part(trim(y.postcode), ' ', 1)) AS district, y.from_on", "people_address", "from_on", "until_on", "f.from_on DESC NULLS LAST, f.id")},
{_held("worker", "y.user_id", "people_involvement", "from_on", "until_on", "f.id", "y.role = 'named_worker'")},
teams AS MATERIALIZED (
    SELECT m.user_id, e.place, min(t.name) AS team
      FROM e JOIN people_membership m ON m.from_on <= e.at AND (m.until_on IS NULL OR m.until_on > e.at)
      JOIN people_organisation t ON t.id = m.organisation_id AND t.kind = 'send_team'
     WHERE m.user_id IN (SELECT user_id FROM worker) GROUP BY 1, 2),
cared AS MATERIALIZED (
    SELECT DISTINCT l.child_id, e.place FROM reviews_lookedafter l JOIN who ON who.child_id = l.child_id
      JOIN e ON l.from_on <= e.at AND (l.until_on IS NULL OR l.until_on > e.at)),
grouped AS MATERIALIZED (
    SELECT g.child_id, e.place, string_agg(DISTINCT g.code, ' ' ORDER BY g.code) AS codes
      FROM ({groups_of("{child} IN (SELECT child_id FROM who)")}) g
      JOIN e ON (g.from_on IS NULL OR g.from_on <= e.at) AND (g.until_on IS NULL OR g.until_on > e.at) GROUP BY 1, 2),
of_days AS (
    SELECT c.child_id, c.date_of_birth, c.sex, c.ethnicity, need.need AS need_need,
           place.setting_type AS place_setting_type, place.residential AS place_residential, place.work_based AS place_work_based, place.name AS place_name,
           home.district AS home_district, worker.user_id AS worker_user_id, teams.team AS worker_team, CASE WHEN cared.child_id IS NOT NULL THEN true END AS cared_now, grouped.codes AS grouped_codes,
           coalesce(place.of_setting, '{NOWHERE}') AS kind_of_setting, {", ".join(f"{DIMENSIONS[by].sql} AS {name}" for by, name in _KEPT.items())}, e.place
      FROM who c CROSS JOIN e
      LEFT JOIN need ON need.child_id = c.child_id AND need.held @> e.at
      LEFT JOIN place ON place.child_id = c.child_id AND place.held @> e.at
      LEFT JOIN home ON home.child_id = c.child_id AND home.held @> e.at
      LEFT JOIN worker ON worker.child_id = c.child_id AND worker.held @> e.at
      LEFT JOIN teams ON teams.user_id = worker.user_id AND teams.place = e.place
      LEFT JOIN cared ON cared.child_id = c.child_id AND cared.place = e.place
      LEFT JOIN grouped ON grouped.child_id = c.child_id AND grouped.place = e.place)
SELECT child_id, {", ".join(_COLUMNS)}, array_agg(place) FROM of_days GROUP BY child_id, {", ".join(_COLUMNS)}
"""
