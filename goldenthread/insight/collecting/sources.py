"""Where figures are held that somebody gives. A room above adds its own: `@given_from("measure", "Measures of improvement plans")`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models.functions import Coalesce

from goldenthread.people.models import Area

from ..official.declared import OFFICIAL
from ..official.models import OfficialFigure
from .rounds import Came


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that somebody gives: its key where it is held, its name, who counts it, and its page."""

    key: str
    name: str
    counted_by: str
    href: str


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of figures. `figures` of an area; `came` gives, by key, those that are held up to a day; `unit` of one of them."""

    kind: str
    name: str
    figures: Callable[[Area], Iterable[Given]]
    came: Callable[[Area, Iterable[str], date], Mapping[str, list[Came]]]


SOURCES: dict[str, Source] = {}


def given_from(source: Source) -> Source:
    """Add a kind of figures. Called once at start."""
    SOURCES[source.kind] = source
    return source


def _official(area: Area) -> list[Given]:
    return [Given(each.key, each.name, each.counted_by, "/area/official-figures") for each in OFFICIAL.values()]


def _official_came(area: Area, keys: Iterable[str], on: date) -> dict[str, list[Came]]:
    found: dict[str, list[Came]] = {}
    first = Coalesce("first_held_on", "taken_in_on")  # one that was put right later came when it first came
    rows = OfficialFigure.objects.filter(area=area, of="area", key__in=list(keys)).annotate(came_on=first).filter(came_on__lte=on).order_by()
    for key, at, came_on in rows.values_list("key", "on", "came_on"):
        found.setdefault(key, []).append(Came(at, came_on))
    return found


OFFICIAL_SOURCE = given_from(Source("official", "Figures that others count", _official, _official_came))


def every_figure(area: Area) -> dict[str, Given]:
    """Every figure that somebody gives for an area, by "kind:key"."""
    return {f"{source.kind}:{each.key}": each for source in SOURCES.values() for each in source.figures(area)}
