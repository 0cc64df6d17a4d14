"""What families say of the service, as totals. Small numbers are hidden from everybody: who answered was promised that."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.people.models import Area
from goldenthread.voice.models import Survey, SurveyAnswer, SurveyInvitation
from goldenthread.voice.questions import CHOICES, EDITIONS

from .guarding import LEAST_BASE, Guard

OF_AN_AREA = frozenset({"area", "agg"})
GUARD = Guard(open_rows=False)
MOST_WORDS = 200


@dataclass(frozen=True)
class Told:
    """The answers to one survey in a year: each question with how many chose what, and families' own words."""

    survey: Survey
    asked: str
    answered: str
    rows: list[list[str]]
    words: list[str]


@require_safe
@needs("voice", "view")
def families(request: Any) -> HttpResponse:
    """The last twelve months of an area."""
    standing = request.standing
    places = Area.objects.filter(pk__in=standing.areas_where("voice", "view", OF_AN_AREA))
    chosen = places.filter(code=request.GET["area"]).first() if "area" in request.GET else places.first()
    if chosen is None:
        raise Http404("No area of yours has that number.")
    reads_words = chosen.pk in standing.areas_where("voice", "view")
    since = standing.on.replace(day=1, year=standing.on.year - 1)
    told = [told_of(survey, since, reads_words=reads_words) for survey in Survey.objects.filter(area=chosen)]
    headings = ["Question", *CHOICES.values()]
    return render(request, "insight/families.html", {"area": chosen, "since": since, "told": told, "headings": headings})


def told_of(survey: Survey, since: date, *, reads_words: bool) -> Told:
    """One survey since a month. Words are shown only where enough answered that nobody is known by them."""
    answers = list(SurveyAnswer.objects.filter(survey=survey, month__gte=since).order_by("pk"))
    asked = SurveyInvitation.objects.filter(survey=survey, made_on__gte=since).count()
    rows = []
    enough = len(answers) >= LEAST_BASE  # of fewer, the noughts would tell what the others said
    for key, statement in EDITIONS[survey.edition].items() if enough else ():
        chosen = Counter(answer.said.get(key) for answer in answers)
        rows.append([statement, *(GUARD.words(chosen.get(choice, 0)) for choice in CHOICES)])
    words = [answer.words for answer in answers if answer.words][:MOST_WORDS] if reads_words and enough else []
    return Told(survey, GUARD.words(asked), GUARD.words(len(answers)), rows, words)
