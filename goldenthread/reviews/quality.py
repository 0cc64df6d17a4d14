"""How well a review was held: of eight things that the law or its guidance asks, how many were kept. For one, and by setting.

Home education and placements outside the area are counted as any other: by whoever held the meeting.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

#: What is looked at, in the order of the columns below: SEND Regulations 2014, regulations 20 and 21; Code of Practice, chapter 9.
ASKED = (
    "Everybody was invited two weeks before", "The papers went round two weeks before", "The child or young person said what they think",
    "A parent said what they think", "Health and social care came, or sent advice", "Each outcome has its progress, and what shows it",
    "The report was sent within two weeks", "The family was told of the decision within four weeks",
)  # fmt: skip
#: A value is true, false, or null where it does not apply or its time is not over. What a return alone tells says nothing of quality.
_KEPT = """
SELECT r.id, o.id, o.name, o.la_code, a.code,
       CASE WHEN r.planned_on IS NOT NULL THEN coalesce(r.invited_on <= r.planned_on - 14, false) END,
       CASE WHEN r.planned_on IS NOT NULL THEN coalesce(r.papers_on <= r.planned_on - 14, false) END,
       bool_or(i.advice_on IS NOT NULL) FILTER (WHERE i.role = 'child'),
       bool_or(i.advice_on IS NOT NULL) FILTER (WHERE i.role = 'parent'),
       bool_and(i.attended IN ('yes', 'sent') OR i.advice_on IS NOT NULL) FILTER (WHERE i.role IN ('health', 'social_care')),
       (SELECT bool_and(g.scale IS NOT NULL AND g.evidence <> '') FROM reviews_progress g WHERE g.review_id = r.id),
       CASE WHEN r.report_on IS NOT NULL OR %(today)s > r.met_on + 14 THEN coalesce(r.report_on <= r.met_on + 14, false) END,
       CASE WHEN r.notified_on IS NOT NULL OR %(today)s > r.met_on + 28 THEN coalesce(r.notified_on <= r.met_on + 28, false) END
  FROM reviews_review r JOIN plans_plan p ON p.id = r.plan_id JOIN people_area a ON a.id = p.area_id
  LEFT JOIN people_organisation o ON o.id = r.convened_by_id LEFT JOIN reviews_invitee i ON i.review_id = r.id
 WHERE r.met_on IS NOT NULL AND r.first_return IS NULL AND {which}
 GROUP BY r.id, o.id, a.id
"""
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Held:
    """One review: for each thing that is asked, whether it was kept; None where it does not apply or is not known yet."""

    kept: tuple[bool | None, ...]

    @property
    def score(self) -> tuple[int, int]:
        """How many were kept, of how many that apply."""
        return sum(1 for each in self.kept if each), sum(1 for each in self.kept if each is not None)

    @property
    def told(self) -> list[tuple[str, bool | None]]:
        return list(zip(ASKED, self.kept, strict=True))


@dataclass
class OfSetting:
    """The reviews that one setting held in a year. `outside` says that it is another area's."""

    name: str
    outside: bool
    reviews: int = 0
    kept: int = 0
    asked: int = 0
    missed: Any = None

    @property
    def share(self) -> int | None:
        return 100 * self.kept // self.asked if self.asked else None

    @property
    def most_missed(self) -> str:
        """What was missed most often; empty where nothing was."""
        worst = max(range(len(ASKED)), key=lambda place: self.missed[place])
        return ASKED[worst] if self.missed[worst] else ""


def of_review(review_id: UUID, today: date) -> Held | None:
    """None for a review that was not met, or that a return alone tells of."""
    found = _asked("r.id = %(review)s", {"review": review_id, "today": today})
    return Held(tuple(found[0][5:])) if found else None


def by_setting(areas: Collection[int], today: date) -> list[OfSetting]:
    """Settings by how well they held the reviews of the last year, the weakest first; the council's own meetings among them."""
    found: dict[tuple[int | None, str], OfSetting] = {}
    rows = _asked("p.area_id = ANY (%(areas)s) AND r.met_on > %(since)s", {"areas": list(areas), "since": today - YEAR, "today": today})
    for _, key, name, of_area, area, *kept in rows:
        words = name or ("Held by the council" if len(areas) == 1 else f"Held by the council of area {area}")
        one = found.setdefault((key, words), OfSetting(words, outside=bool(name and of_area and of_area != area), missed=[0] * len(ASKED)))
        one.reviews += 1
        good, of = Held(tuple(kept)).score
        one.kept, one.asked = one.kept + good, one.asked + of
        for place, each in enumerate(kept):
            one.missed[place] += each is False
    return sorted(found.values(), key=lambda one: (one.share if one.share is not None else 101, one.name))


def _asked(which: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_KEPT.format(which=which), values)
        return cursor.fetchall()
