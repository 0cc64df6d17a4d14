"""Where children with plans live: a map of tiles, one for each postcode district that addresses hold, with its table.

The tiles are a plan of an area, not its shape. Where an area has said how its districts lie (the setting `insight.tiles`: by
the area's number, for each district its name, row and column) they lie so; otherwise in the order of their codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from goldenthread.access.doors import needs
from goldenthread.core.charts.drawing import WIDTH, Chart, Table, element, picture, shortened, text
from goldenthread.core.models import AreaSetting

from ..drawn import of_figures, outside
from ..indicators import LIBRARY, Figure, figure, guarded
from ..indicators.kept import as_counted
from ..official import OFFICIAL, of_districts, per_thousand
from ..official.held import sources_of_districts
from . import told
from .days import chosen_day
from .entrance import Place, place_of
from .words import number_column

SETTING = "insight.tiles"
#: What a tile shows, and the rates beside it in the table.
SHOWN = "EHC20"
BESIDE = ("EHC01", "EHC05", "AR03", "EHC26")
#: What others publish of each district.
OF_PEOPLE = ("population_0_25", "income_deprived", "ks2_all")
PEOPLE_COLUMNS = ["Postcode district", number_column("People aged 0 to 25"), number_column("Plans for each 1,000 of them"), *(number_column(OFFICIAL[key].name) for key in OF_PEOPLE[1:])]
TILE, GAP, MOST_ACROSS = 108, 8, 6


@dataclass(frozen=True, slots=True)
class Tile:
    """One district: its place in the plan, and how many plans. None is a hidden number."""

    code: str
    name: str
    row: int
    column: int
    plans: int | None


@require_safe
@needs("agg", "view")
@as_counted
def where(request: Any) -> HttpResponse:
    """Plans by district, with the rates of each beside."""
    place = place_of(request)
    drawn = of_figures(request, place, "insight/dashboards/_map.html", lambda: figures_of(request, place), outside(place.area.pk))
    return render(request, "insight/dashboards/map.html", {"place": place, "drawn": drawn})


def figures_of(request: Any, place: Place) -> dict[str, Any]:
    """What the page says below its heading."""
    day = chosen_day(request, place)
    found = {code: guarded(figure(code, area=place.area.pk, at=day.at, by="district"), exact=place.rows) for code in told.counted((SHOWN, *BESIDE))}
    tiles = tiles_of(found[SHOWN], layout(place.area.code))
    official = of_districts(place.area.pk, day.at)
    return {
        "place": place, "day_form": day, "at": day.at, "made": draw(tiles, found[SHOWN]), "any": bool(tiles),
        "columns": ["Postcode district", number_column("Plans in force"), *(number_column(LIBRARY[code].name) for code in found if code != SHOWN)], "rows": rows(found, place),
        "people_columns": PEOPLE_COLUMNS, "people": people_rows(found[SHOWN], place, official) if official else [], "sources": sources(place, day.at, official),
        "absent": [OFFICIAL[key].name for key in OF_PEOPLE if key not in official],
    }  # fmt: skip


def layout(area_code: str) -> Mapping[str, Any]:
    """How the districts of an area lie, where somebody said so."""
    kept = AreaSetting.objects.filter(pk=SETTING).values_list("value", flat=True).first()
    return kept.get(area_code, {}) if isinstance(kept, dict) else {}


def tiles_of(found: Figure, said: Mapping[str, Any]) -> list[Tile]:
    """A tile for each district, those without a place in the order of their codes after the others. "Not recorded" has none."""
    parts = sorted((part for part in found.parts if part.label != "Not recorded"), key=lambda part: _natural(part.label))
    placed = [part for part in parts if part.label in said]
    free = [part for part in parts if part.label not in said]
    tiles = [Tile(part.label, said[part.label]["name"], said[part.label]["row"], said[part.label]["column"], part.numerator) for part in placed]
    first = 1 + max((tile.row for tile in tiles), default=-1)
    across = min(MOST_ACROSS, max(1, ceil(sqrt(len(free)))))
    return tiles + [Tile(part.label, "", first + index // across, index % across, part.numerator) for index, part in enumerate(free)]


def _natural(code: str) -> tuple[str, int, str]:
    """BD2 before BD10."""
    letters = code.rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") or code.rstrip("0123456789")
    digits = "".join(each for each in code[len(letters) :] if each.isdigit())
    return letters, int(digits or 0), code


def draw(tiles: Sequence[Tile], found: Figure) -> Chart:
    """The tiles, each filled from below as far as its number is of the largest."""
    most = max((tile.plans or 0 for tile in tiles), default=0)
    parts = []
    for tile in tiles:
        x, y = 2 + tile.column * (TILE + GAP), 2 + tile.row * (TILE + GAP)
        high = round((TILE - 44) * (tile.plans or 0) / most, 1) if most else 0
        if high:
            parts.append(element("rect", classes="gt-range", x=x, y=y + TILE - high, width=TILE, height=high))
        parts.append(element("path", classes="gt-line gt-axis", d=f"M{x} {y}h{TILE}v{TILE}h-{TILE}z"))
        parts.append(text(tile.code, x + 8, y + 20, classes="gt-label"))
        parts.append(text(shortened(tile.name, TILE - 12), x + 8, y + 38))
        parts.append(text("*" if tile.plans is None else f"{tile.plans:,}", x + TILE - 8, y + TILE - 10, anchor="end", classes="gt-label"))
    tall = (1 + max((tile.row for tile in tiles), default=0)) * (TILE + GAP) + 4
    shown = sorted((tile for tile in tiles if tile.plans), key=lambda tile: -(tile.plans or 0))
    sentence = f"Most children with a plan live in {shown[0].code}{f' ({shown[0].name})' if shown[0].name else ''}: {shown[0].plans:,} of {told.words(found)}." if shown else "No district can be shown."
    title = "Plans in force by postcode district"
    table = Table(title, ["Postcode district", "Plans in force"], [[part.label, "*" if part.numerator is None else f"{part.numerator:,}"] for part in found.parts])
    return Chart(picture("map", title, sentence, WIDTH, tall, parts), table, sentence)


def rows(found: Mapping[str, Figure], place: Place) -> list[list[str]]:
    """A row for each district with its rates."""
    names = layout(place.area.code)
    by_label = {code: {part.label: part for part in one.parts} for code, one in found.items()}
    made = []
    for part in found[SHOWN].parts:
        label = f"{part.label} {names[part.label]['name']}" if part.label in names else part.label
        rates = []
        for code in found:
            if code != SHOWN:
                rate = by_label[code].get(part.label)
                rates.append("–" if rate is None else "*" if rate.value is None and found[code].hidden else told.amount(rate.value, found[code].indicator.unit))
        made.append([label, "*" if part.numerator is None else f"{part.numerator:,}", *rates])
    return made


def people_rows(found: Figure, place: Place, official: Mapping[str, Mapping[str, float]]) -> list[list[str]]:
    """A row for each district with what others publish of the people there, and plans for each thousand of them, worked out from
    the number of plans as it is shown."""
    names, plans = layout(place.area.code), {part.label: part.numerator for part in found.parts}
    made = []
    for label in sorted({district for held in official.values() for district in held} | {part.label for part in found.parts if part.label != "Not recorded"}, key=_natural):
        people = official.get("population_0_25", {}).get(label)
        rate = per_thousand(plans.get(label), people)
        hidden = people is not None and label in plans and plans[label] is None
        published = [official.get(key, {}).get(label) for key in OF_PEOPLE[1:]]
        made.append([
            f"{label} {names[label]['name']}" if label in names else label, told.amount(people, "count"), "*" if hidden else told.amount(rate, "count"),
            *(told.amount(value, OFFICIAL[key].unit) for key, value in zip(OF_PEOPLE[1:], published, strict=True)),
        ])  # fmt: skip
    return made


def sources(place: Place, at: date, official: Mapping[str, Any]) -> list[str]:
    """Where the figures of districts were published, a sentence each."""
    return [f"{OFFICIAL[key].name}: {words}." for key, words in sources_of_districts(place.area.pk, at).items() if key in official]
