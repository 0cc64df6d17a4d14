"""What a page of an indicator is asked: which area, as at which day, over what time, by what, and with what was known when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, QueryDict

from goldenthread.core.form_fields import ChoiceField, DateField, Form

from ..dashboards.entrance import Place, place_of
from .declared import YEAR, Figure, Indicator, Window, year_to
from .dimensions import Dimension
from .figures import dimension_of, figure
from .guard import guarded, month_end_for
from .library import LIBRARY

#: Before it there was no law of such plans (Children and Families Act 2014).
EARLIEST = date(2014, 9, 1)
THEN, NOW = "then", "now"
#: Times to count over, in place of the indicator's own.
OVER = {"": "This year up to the day", YEAR: "The 12 months up to the day", "year before": "The whole year before"}


class QuestionForm(Form):
    """The day, the time, the breakdown, and whether later records count. Every answer may be left out."""

    marks_optional = False
    at = DateField(label="As at the end of", subject="The day", help_text="Leave it empty for today", past=True, earliest=EARLIEST, required=False)

    def __init__(self, *args: Any, indicator: Indicator, exact: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if indicator.period == "calendar year":
            self.fields["over"] = ChoiceField(label="Counted over", choices=[(key or "own", words) for key, words in OVER.items()], draw_as="select", required=False)
        if offered := breakdowns_of(indicator, exact=exact):
            self.fields["by"] = ChoiceField(
                label="Broken down by", choices=[(each.name, each.heading) for each in offered], draw_as="select", say_nothing="Not broken down", required=False,
            )  # fmt: skip
        if exact:
            self.fields["known"] = ChoiceField(label="Counting", choices=[(NOW, "What is known now"), (THEN, "What was known on that day")], inline=True, small=True, required=False)
        self.order_fields(["at", "over", "by", "known"])


def breakdowns_of(indicator: Indicator, *, exact: bool) -> list[Dimension]:
    """The breakdowns that this reader may be shown."""
    if not exact and indicator.exact_parts:
        return []
    return [each for each in map(dimension_of, indicator.breakdowns) if exact or not each.exact_only]


@dataclass(frozen=True)
class Question:
    """One page's question, answered in one way by the page, its file and its list of children."""

    place: Place
    indicator: Indicator
    form: QuestionForm
    at: date
    by: str | None
    known: date | None
    over: str

    @property
    def window(self) -> Window | None:
        if self.over == YEAR:
            return year_to(self.at)
        return Window(date(self.at.year - 1, 1, 1), date(self.at.year - 1, 12, 31)) if self.over else None

    def figure(self) -> Figure:
        """The figure as this reader may see it."""
        found = figure(self.indicator.code, area=self.place.area.pk, at=self.at, known=self.known, by=self.by, window=self.window)
        return guarded(found, exact=self.place.rows)


def question_of(request: Any, code: str) -> Question:
    """What was asked. An answer that cannot be read is said by its field, and the page shows the newest figures meanwhile."""
    if code not in LIBRARY:
        raise Http404("No indicator has that code.")
    place, indicator = place_of(request), LIBRARY[code]
    exact = place.rows and not indicator.guarded_always
    query = _with_day_in_parts(request.GET)
    shown = query.copy()
    shown.setdefault("known", NOW)
    shown.setdefault("over", "own")
    form = QuestionForm(shown, indicator=indicator, exact=place.rows)
    form.is_valid()
    answers = form.cleaned_data
    at = answers.get("at") or place.on
    own = indicator.parts_of_whole if indicator.parts_of_whole and "by" not in query else ""
    return Question(
        place=place, indicator=indicator, form=form, at=at if exact else month_end_for(at), by=answers.get("by") or own or None,
        known=at if exact and answers.get("known") == THEN else None, over=answers.get("over", "").replace("own", ""),
    )  # fmt: skip


def _with_day_in_parts(query: QueryDict) -> QueryDict:
    """A day in an address (`at=2026-08-31`) as the boxes of the form hold it."""
    typed = query.get("at", "")
    if not typed or any(name.startswith("at-") for name in query):
        return query
    year, _, rest = typed.partition("-")
    month, _, day = rest.partition("-")
    changed = query.copy()
    changed.pop("at")
    changed.update({"at-year": year, "at-month": month, "at-day": day})
    return changed
