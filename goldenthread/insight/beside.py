"""What stands beside a figure on its page: who checked it, what its owner says, its limits, and what is being looked into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from goldenthread.core.prepared import prepared_cursor

from .checking.held import Mark, checks_of, mark_of
from .collecting.actions import INDICATOR
from .collecting.notes import Said, said_of
from .dashboards.entrance import OF_AN_AREA
from .figure_keepers import answers_for
from .indicators.asking import Question
from .indicators.declared import Figure
from .variation.spread import differs
from .watching.models import Analysis, Watch
from .watching.rules import in_a_sentence
from .watching.telling import told

#: How many analyses of one figure its page lists.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one indicator: its limits in words, its newest analyses, whether the reader answers for it, who checked the figure that is
    shown (None for one over another time than its own), whether the reader may check it, what is said of it, and whether its parts can
    be held beside one another."""

    limits: list[str]
    analyses: list[dict[str, Any]]
    answers: bool
    mark: Mark | None
    may_check: bool
    said: Said | None
    may_say: bool
    differs: bool = False


#: Whether there is anything of each kind, so that a figure with nothing beside it costs one question.
_ANY = """
SELECT EXISTS (SELECT FROM insight_watch WHERE area_id = %(area)s AND code = %(code)s AND ended_on IS NULL),
       EXISTS (SELECT FROM insight_analysis WHERE area_id = %(area)s AND code = %(code)s),
       EXISTS (SELECT FROM insight_figurecheck WHERE area_id = %(area)s AND code = %(code)s),
       EXISTS (SELECT FROM insight_figurenote WHERE area_id = %(area)s AND kind = 'indicator' AND key = %(code)s)
"""


def beside(request: Any, asked: Question, shown: Figure) -> Beside:
    """What stands beside one indicator of an area. One question, and one more for each kind of thing that there is."""
    place, code = asked.place, asked.indicator.code
    with prepared_cursor() as cursor:
        cursor.execute(_ANY, {"area": place.area.pk, "code": code})
        watched, looked, checked, noted = cursor.fetchone()
    limits = [in_a_sentence(each) for each in Watch.objects.filter(area=place.area, code=code, ended_on=None)] if watched else []
    analyses = [told(each) for each in Analysis.objects.filter(area=place.area, code=code).select_related("owner", "watch")[:SHOWN]] if looked else []
    own = not asked.over and asked.known is None and shown.complete
    mark = mark_of(shown, checks_of(place.area, code) if checked else []) if own else None
    may_check = own and place.area.pk in request.standing.areas_where("return", "decide") and not (mark and mark.stands)
    said = said_of(place.area, INDICATOR, [code], shown.at).get(code) if noted else None
    answers = answers_for(request.standing, place.area.pk)  # no indicator is given by anybody else, so nobody else says anything beside one
    return Beside(limits, analyses, answers, mark, may_check, said, answers, not asked.indicator.parts_of_whole and (differs(asked.indicator) or len(request.standing.areas_where("agg", "view", OF_AN_AREA)) > 1))
