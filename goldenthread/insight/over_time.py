"""Progress towards outcomes quarter by quarter, for each need, school, agency or area of need by itself; and who came to reviews, by agency.

Small numbers are hidden in each cell by itself: a quarter of which few children are known shows nothing of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from goldenthread.core.charts import Chart, Series, bars_across, line_chart
from goldenthread.provision.models import OutcomeProgress
from goldenthread.reviews.models import Invitee

from .guarding import Guard
from .indicators import kept

#: What can be looked at over time: its value in the address and its words.
OVER_TIME = {"area of need": "Area of need", "need": "Type of need", "school": "School or setting", "agency": "Agency", "theme": "Theme of adulthood"}
#: How many lines a chart can hold and still be read, and how many rows its table has.
LINES, MOST = 5, 40
#: How long is looked back at who came.
CAME_WEEKS = 52
BECAUSE = "insight.outcomes: totals of progress, guarded for those without a right to the rows"
ROLES = {**dict(Invitee.Role.choices), "setting": "School or setting", "council": "Council"}


@dataclass(frozen=True)
class Cell:
    """Progress noted of one group in one quarter: how often, how often as expected, of how many children."""

    group: str
    quarter: str
    noted: int
    expected: int
    children: int


@dataclass(frozen=True)
class OverTime:
    """A chart of the largest groups and a table of all, quarter by quarter, in words as this person may see them."""

    chart: Chart
    columns: list[str]
    rows: list[list[str]]


_AGENCY = """
  JOIN LATERAL (SELECT DISTINCT CASE l.section WHEN 'F' THEN 'Education' WHEN 'G' THEN 'Health' ELSE 'Social care' END AS agency
                  FROM plans_link k JOIN plans_line l ON l.id = k.lower_id
                 WHERE k.upper_id = o.id AND l.kind = 'provision' AND l.removed_on IS NULL) a ON true
"""


def cells(points: str, asked: Mapping[str, Any], by: str, value: str) -> list[Cell]:
    """Everything that was noted in two years, by group and quarter. `points` are the CTEs of `outcomes`; `value` is a group's column."""
    sql = f"""{points} SELECT {"a.agency" if by == "agency" else value}, to_char(p.on_day, 'YYYY "quarter" Q'), count(*),
            count(*) FILTER (WHERE p.scale >= {int(OutcomeProgress.EXPECTED_FROM)}), count(DISTINCT p.child_id)
            FROM point p JOIN outcome o ON o.child_id = p.child_id AND o.lineage = p.lineage
            JOIN casework_case c ON c.child_id = p.child_id AND c.area_id = %(area)s {_AGENCY if by == "agency" else ""}
            GROUP BY 1, 2 ORDER BY 1, 2"""
    return [Cell(*row) for row in kept.rows_of(asked["area"], sql, asked, because=BECAUSE)]


def shown(found: Iterable[Cell], guard: Guard, names: Mapping[str, str], heading: str) -> OverTime:
    """The groups of whom most was noted first; a hidden share is a gap in the line and * in the table."""
    groups: dict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in found:
        groups[cell.group][cell.quarter] = cell
    quarters = sorted({quarter for cells_ in groups.values() for quarter in cells_})
    ranked = sorted(groups, key=lambda group: (-sum(cell.noted for cell in groups[group].values()), group))
    shares = {group: [_share(groups[group].get(quarter), guard) for quarter in quarters] for group in ranked}
    drawn = [group for group in ranked if any(share is not None for share in shares[group])][:LINES]
    rows = [[_name(group, names), *(_words(groups[group].get(quarter), share) for quarter, share in zip(quarters, shares[group], strict=True))] for group in ranked[:MOST]]
    chart = line_chart(
        identity="progress-over-time", title=f"Progress as expected, by quarter and {heading[0].lower()}{heading[1:]}", heading="Quarter", labels=quarters or ["–"],
        series=[Series(_name(group, names), shares[group]) for group in drawn] or [Series("As expected", [None] * (len(quarters) or 1))], unit="%", whole=False,
        sentence=_sentence({_name(group, names): shares[group] for group in drawn}, quarters),
    )  # fmt: skip
    return OverTime(chart, [heading, *quarters], rows)


def _name(group: str, names: Mapping[str, str]) -> str:
    return names.get(group, group) or "Not known"


def _share(cell: Cell | None, guard: Guard) -> float | None:
    if cell is None or guard.number(cell.children) is None:
        return None
    return guard.percent(cell.expected, cell.noted)


def _words(cell: Cell | None, share: float | None) -> str:
    return "–" if cell is None else "*" if share is None else f"{share:g}%"


def _sentence(shares: Mapping[str, list[float | None]], quarters: list[str]) -> str:
    """Who rose and who fell between the first and the newest quarter of which enough is known."""
    moved = []
    for name, values in shares.items():
        known = [value for value in values if value is not None]
        if len(known) > 1:
            moved.append((known[-1] - known[0], name, known[0], known[-1]))
    if not moved:
        return "Too little has been noted to show how it moves." if not any(value is not None for values in shares.values() for value in values) else (
            f"Only one quarter has enough to show a share, so nothing can be said to rise or fall. {len(quarters)} quarters are in the table."
        )  # fmt: skip
    most, least = max(moved), min(moved)
    told = [f"{most[1]} went from {most[2]:g}% to {most[3]:g}%"]
    if least[1] != most[1]:
        told.append(f"{least[1]} from {least[2]:g}% to {least[3]:g}%")
    return f"Between the first and the newest quarter known, {', '.join(told)}."


@dataclass(frozen=True)
class Came:
    """Who of one agency was invited to reviews that were met, came, or sent advice instead. `reviews` are those to which it was invited."""

    role: str
    invited: int
    came: int
    sent: int
    reviews: int


def who_came(area_id: int, on: date) -> list[Came]:
    """By agency, over the reviews met in the last year, of children whose record is open."""
    sql = """
            SELECT i.role, count(*), count(*) FILTER (WHERE i.attended = 'yes'), count(*) FILTER (WHERE i.attended = 'sent'), count(DISTINCT n.child_id)
              FROM reviews_invitee i JOIN reviews_review r ON r.id = i.review_id JOIN plans_plan n ON n.id = r.plan_id
              JOIN casework_case c ON c.child_id = n.child_id AND c.area_id = %(area)s
             WHERE r.met_on BETWEEN %(since)s AND %(on)s AND i.attended <> ''
             GROUP BY i.role ORDER BY 2 DESC, 1"""
    return [Came(*row) for row in kept.rows_of(area_id, sql, {"area": area_id, "on": on, "since": on - timedelta(weeks=CAME_WEEKS)}, because=BECAUSE)]


def came_shown(found: list[Came], guard: Guard) -> tuple[Chart, list[list[str]]]:
    """A bar for each agency's share that came, and a row for each."""
    seen = [each for each in found if guard.number(each.reviews) is not None]
    shares = [guard.percent(each.came, each.invited) for each in seen]
    known = sorted((share, ROLES.get(each.role, each.role)) for share, each in zip(shares, seen, strict=True) if share is not None)
    chart = bars_across(
        identity="who-came", title="Came to the review, of those who were invited", labels=[ROLES.get(each.role, each.role) for each in seen], values=shares, value_name="Came",
        heading="Agency", unit="%",
        sentence=f"{known[0][1]} came least often: to {known[0][0]:g}% of the reviews to which they were invited." if known else "Too little is known to show who comes.",
    )  # fmt: skip
    rows = []
    for each in found:
        few = guard.number(each.reviews) is None
        cells_ = ["*"] * 4 if few else [guard.words(each.invited), _percent(each.came, each.invited, guard), _percent(each.sent, each.invited, guard), guard.words(each.reviews)]
        rows.append([ROLES.get(each.role, each.role), *cells_])
    return chart, rows


def _percent(part: int, whole: int, guard: Guard) -> str:
    share = guard.percent(part, whole)
    return "*" if share is None else f"{share:g}%"
