"""Pages of pupils beside all authorities: every measure, and one with its years and targets."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts import RangeRow, Series, line_chart, range_chart
from goldenthread.core.form_fields import Form, WholeNumberField
from goldenthread.core.refusals import Refused

from ..benchmarks.told import QUARTERS
from ..dashboards.entrance import place_of
from ..dashboards.words import number_column
from ..decimals import NumberField
from ..figure_keepers import answers_for
from .actions import set_target
from .comparing import Standing, standings
from .measures import GROUPS, MEASURES
from .models import STATUSES, PupilFile

COLUMNS = ["Measure", "Pupils", "School year", number_column("Here"), number_column("England"), number_column("Statistical neighbours"), number_column("Place"), "Quarter", number_column("Target")]


class TargetForm(Form):
    """A target."""

    year = WholeNumberField(label="For which school year?", help_text="The year in which it ends, like 2027", least=2015, most=2050, missing="Enter the year", subject="The year")
    value = NumberField(label="What is to be reached?", least=-10, most=1000, decimals=2, missing="Enter the target", subject="The target")


def school_year(year: int) -> str:
    """2024 to 2025."""
    return f"{year - 1} to {year}"


@require_safe
@needs("agg", "view")
def pupils(request: Any) -> HttpResponse:
    """Every measure and group that is published, the newest year of each, with the quarter it stood in before."""
    place = place_of(request)
    found = standings(place.area)
    files = {}
    for each in PupilFile.objects.order_by("measure", "pk"):
        files[each.measure] = each
    groups = []
    for group in GROUPS:
        keys = [(key, status) for key, each in MEASURES.items() if each.group == group for status, _ in STATUSES if _newest(found.get((key, status), []))]
        groups.append((group, [(key, status, _cells(found[key, status])) for key, status in keys], [each.name + (f" (collected until {each.until})" if each.until else "") for key, each in MEASURES.items() if each.group == group and key not in files]))
    return render(request, "insight/pupils/list.html", {"place": place, "columns": COLUMNS, "groups": groups, "files": list(files.values()), "measures": MEASURES})


def _newest(years: list[Standing]) -> Standing | None:
    return next((each for each in reversed(years) if each.of), None)


def _cells(years: list[Standing]) -> list[str]:
    now = _newest(years)
    assert now is not None
    before = next((each for each in reversed(years) if each.year < now.year and each.quarter), None)
    quarter = "–" if now.quarter is None else f"{now.quarter}, was {before.quarter}" if before and before.quarter != now.quarter else f"{now.quarter}"
    target = now.said(now.target) + {True: " reached", False: " not reached", None: ""}[now.met]
    return [school_year(now.year), now.said(now.own) if now.own is not None else now.why, now.said(now.england), now.said(now.neighbours), f"{now.rank} of {now.of}" if now.rank else "–", quarter, target]


@require_http_methods(["GET", "HEAD", "POST"])
@needs("agg", "view")
def pupil_measure(request: Any, key: str, status: str) -> HttpResponse:
    """One measure of one group: its years beside England and the target, and among all authorities; those who answer set targets."""
    place = place_of(request)
    groups = dict(STATUSES)
    if key not in MEASURES or status not in groups:
        raise Http404("There is no such measure.")
    may_set = answers_for(request.standing, place.area.pk)
    if request.method == "POST" and not may_set:
        raise Http404("That target is not yours to set.")
    form = TargetForm(request.POST if request.method == "POST" else None) if may_set else None
    if form and form.is_bound and form.is_valid():
        try:
            made = set_target(area=place.area, measure=key, status=status, year=form.cleaned_data["year"], value=form.cleaned_data["value"], by=request.user, on=place.on)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, f"The target for {school_year(made.year)} is set.")
            return redirect(f"{reverse('insight:pupil_measure', args=[key, status])}{place.query}")
    measure, years = MEASURES[key], standings(place.area, [key]).get((key, status), [])
    file = PupilFile.objects.filter(measure=key).order_by("-pk").first()
    return render(
        request, "insight/pupils/measure.html",
        {
            "place": place, "measure": measure, "group": groups[status], "status": status, "form": form, "file": file, "said": _said(years, place.area.name),
            "over_years": _over_years(measure, years, place.area.name) if file else None, "among": _among(years) if file else None,
            "rows": [[school_year(each.year), each.said(each.own) if each.own is not None else each.why, each.said(each.england), f"{each.rank} of {each.of}" if each.rank else "–", _quarter(each), each.said(each.target), {True: "Reached", False: "Not reached", None: "–"}[each.met]] for each in reversed(years)],
            "columns": ["School year", number_column("Here"), number_column("England"), number_column("Place"), "Quarter", number_column("Target"), "Reached"],
        },
    )  # fmt: skip


def _quarter(each: Standing) -> str:
    return "–" if each.quarter is None else f"{each.quarter}: {QUARTERS[each.quarter]}"


def _said(years: list[Standing], name: str) -> str:
    now = _newest(years)
    if now is None or now.own is None:
        return "" if now is None else f"{now.why}."
    assert now.quarter is not None
    best = "highest" if now.measure.good == "high" else "lowest"
    words = f"{name} has {now.said(now.own)} in {school_year(now.year)}, and England {now.said(now.england)}. It stands {now.rank} of {now.of} authorities (1 is the {best}, which is best), in {QUARTERS[now.quarter]}."
    if now.target is not None:
        words += f" The target of {now.said(now.target)} is {'reached' if now.met else 'not reached'}."
    return words


def _over_years(measure: Any, years: list[Standing], name: str) -> Any:
    series = [Series(name, [each.own for each in years]), Series("England", [each.england for each in years])]
    if any(each.target is not None for each in years):
        series.append(Series("Target", [each.target for each in years]))
    return line_chart(identity="years", title=f"{measure.name}, by school year", labels=[str(each.year) for each in years], series=series, unit=measure.unit, whole=False)


def _among(years: list[Standing]) -> Any:
    shown = [each for each in years if each.of][-5:]
    return range_chart(
        identity="among", title="Among all authorities", heading="School year", rows=[RangeRow(school_year(each.year), each.own, each.lowest, each.highest) for each in shown], whole=False, unit=shown[-1].measure.unit if shown else "",
        sentence=f"In {school_year(shown[-1].year)} authorities lie from {shown[-1].said(shown[-1].lowest)} to {shown[-1].said(shown[-1].highest)}." if shown else None,
    )  # fmt: skip
