"""What stands beside a figure on its page: the limits that it is held against, and what is being looked into because of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .dashboards.entrance import Place
from .figure_keepers import answers_for
from .watching.models import Analysis, Watch
from .watching.rules import in_a_sentence
from .watching.telling import told

#: How many analyses of one figure its page lists.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """Of one indicator: its limits in words, its newest analyses, and whether the reader answers for it."""

    limits: list[str]
    analyses: list[dict[str, Any]]
    answers: bool


def beside(request: Any, place: Place, code: str) -> Beside:
    """What stands beside one indicator of an area. Two questions."""
    limits = [in_a_sentence(each) for each in Watch.objects.filter(area=place.area, code=code, ended_on=None)]
    analyses = [told(each) for each in Analysis.objects.filter(area=place.area, code=code).select_related("owner", "watch")[:SHOWN]]
    return Beside(limits, analyses, answers_for(request.standing, place.area.pk))
