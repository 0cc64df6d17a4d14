"""One authority's figure beside England's, its region's and its ten statistical neighbours'."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from .datasets import DATA, DATASETS
from .measures import MEASURES, Measure
from .models import PublishedFile, PublishedRow
from .reading import ENGLAND, LONDON, PARTS_OF_LONDON, SIGNS


@dataclass(frozen=True)
class Authority:
    """Another authority and its figure; None where none is published."""

    code: str
    name: str
    value: float | None


@dataclass(frozen=True)
class Comparison:
    """What is published of one indicator for one period, and where one authority stands.

    `own` is the authority's figure: its published one, or the one given. `rank` 1 is the best of `of` authorities where more or
    less is better, else the highest; equal figures share a rank. `quartile` 1 is the best (or highest) quarter. `gap` is `own`
    less England's. Where nothing is published `reason` says why, and every figure is None.
    """

    code: str
    name: str
    unit: str
    good: str
    la_code: str
    period: str = ""
    year: int | None = None
    own: float | None = None
    published: float | None = None
    england: float | None = None
    region: Authority | None = None
    neighbours: tuple[Authority, ...] = ()
    rank: int | None = None
    of: int | None = None
    quartile: int | None = None
    gap: float | None = None
    spread: tuple[float, ...] = ()
    years: tuple[int, ...] = ()
    source: str = ""
    note: str = ""
    reason: str = ""
    part: str = ""

    @property
    def neighbours_middle(self) -> float | None:
        """The median of the neighbours that have a figure."""
        return _median([each.value for each in self.neighbours if each.value is not None])


class Published:
    """The published tables as asked for so far, so that many comparisons on one page read each of them once."""

    def __init__(self) -> None:
        self._files: dict[str, list[PublishedFile]] | None = None
        self._rows: dict[tuple[int, int], list[PublishedRow]] = {}
        self._years: dict[int, list[int]] | None = None

    def files(self, dataset: str) -> list[PublishedFile]:
        """The files of a data set, the newest release first."""
        if self._files is None:
            self._files = {}
            for file in PublishedFile.objects.order_by("-release"):
                self._files.setdefault(file.dataset, []).append(file)
        return self._files.get(dataset, [])

    def years(self, files: list[PublishedFile]) -> tuple[int, ...]:
        """The years for which any of these files has a figure for England, oldest first."""
        if self._years is None:
            self._years = {}
            for file_id, year in PublishedRow.objects.filter(level="E").order_by("year").values_list("of", "year"):
                self._years.setdefault(file_id, []).append(year)
        return tuple(sorted({year for file in files for year in self._years.get(file.pk, ())}))

    def rows(self, file: PublishedFile, year: int) -> list[PublishedRow]:
        """What a file says of a year, by place."""
        if (file.pk, year) not in self._rows:
            self._rows[file.pk, year] = list(PublishedRow.objects.filter(of=file, year=year).order_by("place"))
        return self._rows[file.pk, year]


def compare(
    code: str, *, la_code: str, period: int | str | None = None, part: str = "", own: float | None = None, held: Published | None = None
) -> Comparison:
    """The comparison of one indicator. `period` is a year, or "January 2025"; without one, the newest published.

    `part` chooses a share of the whole, as named in the measure's `parts`. `own` is the authority's own figure where the one that
    is published should not stand for it. Raises `KeyError` for a code or part that is no indicator's.
    `held` is shared by several comparisons of one page.
    """
    held = held or Published()
    measure = MEASURES[code]
    name, of = measure.parts[part] if part else (measure.name, measure.of)
    blank = Comparison(code, name, measure.unit, measure.good, la_code, note=measure.note, part=part, own=own)
    if measure.nothing:
        return _with(blank, reason=measure.nothing)
    files = [file for file in held.files(measure.dataset) if set(of) | (set() if measure.over_in else set(measure.over)) <= set(file.columns)]
    if not files:
        return _with(blank, reason=_absent(measure))
    years = held.years(files)
    year = _year(period, years)
    if year not in years:
        return _with(blank, years=years, reason=f"The department has published this from {years[0]} to {years[-1]}, not for {year}.")
    values = _values(held, measure, of, files, year)
    if values is None:
        return _with(blank, years=years, year=year, reason="The number that it is divided by has not been taken in.")
    return _placed(blank, measure, files[0], years, year, values)


def likeness(la_code: str) -> str:
    """The authority whose neighbours stand for this one's: itself, or another for an invented area."""
    return _invented().get(la_code, la_code)


def neighbours_of(la_code: str) -> list[tuple[str, str]]:
    """Number and name of the ten authorities most like this one, the most alike first."""
    return _neighbours().get(likeness(la_code), [])


# How it is worked out


@dataclass(frozen=True)
class _Placed:
    level: str
    place: str
    name: str
    region: str
    value: float | None
    sign: str


def _values(held: Published, measure: Measure, of: tuple[str, ...], files: list[PublishedFile], year: int) -> list[_Placed] | None:
    rows = _rows(held, files, year)
    if rows is None:
        return []
    file, of_places = rows
    bases: Callable[[PublishedRow], tuple[float | None, str]] = lambda row: _sum(file.columns, row, measure.over)  # noqa: E731
    if measure.over_in:
        base = _rows(held, held.files(measure.over_in), year)
        if base is None:
            return None
        beside = {(row.level, row.place): row for row in base[1]}
        bases = lambda row: _sum(base[0].columns, beside.get((row.level, row.place)), measure.over)  # noqa: E731
    found = []
    for row in of_places:
        part, sign = _sum(file.columns, row, of)
        value: float | None = part
        if part is not None and measure.over:
            whole, sign = bases(row)
            value = round(100 * part / whole, 1) if whole else None
        found.append(_Placed(row.level, row.place, row.name, row.region, value, sign))
    return found


def _rows(held: Published, files: list[PublishedFile], year: int) -> tuple[PublishedFile, list[PublishedRow]] | None:
    """The rows of a year from the newest release that holds it; London's two halves as one where only they are given."""
    for file in files:
        if rows := list(held.rows(file, year)):
            halves = [row for row in rows if row.place in PARTS_OF_LONDON]
            if len(halves) == 2 and not any(row.place == LONDON for row in rows):
                rows.append(PublishedRow(of=file, year=year, level="R", place=LONDON, name="London", figures=_added(halves)))
            return file, rows
    return None


def _added(halves: list[PublishedRow]) -> list[float | str]:
    pairs = zip(halves[0].figures, halves[1].figures, strict=True)
    return [next((each for each in pair if isinstance(each, str)), None) or sum(pair) for pair in pairs]


def _sum(columns: list[str], row: PublishedRow | None, of: Iterable[str]) -> tuple[float | None, str]:
    """The sum of some columns; with a sign for any of them there is no sum, and the sign says why."""
    if row is None:
        return None, ""
    total: float = 0
    for column in of:
        figure = row.figures[columns.index(column)]
        if isinstance(figure, str):
            return None, figure
        total += figure
    return total, ""


def _placed(blank: Comparison, measure: Measure, file: PublishedFile, years: tuple[int, ...], year: int, values: list[_Placed]) -> Comparison:
    like = likeness(blank.la_code)
    authorities = {each.place: each for each in values if each.level == "A"}
    england = next((each for each in values if each.level == "E"), None)
    mine, of_like = authorities.get(blank.la_code), authorities.get(like)
    region = next((each for each in values if each.level == "R" and of_like is not None and each.place == of_like.region), None)
    published = mine.value if mine else None
    own = blank.own if blank.own is not None else published
    others = [each.value for each in authorities.values() if each.value is not None and each.place != blank.la_code]
    counted_in = DATASETS[measure.dataset].counted_in
    reason = ""
    if england is None or england.value is None:
        reason = f"The department gives no figure for this in {year}: {SIGNS.get(england.sign, 'not given') if england else 'not given'}."
    elif own is None:
        reason = f"The department gives no figure for this authority: {SIGNS.get(mine.sign, 'not given')}." if mine else "The department publishes nothing of this authority."
    found = _with(
        blank, period=f"{counted_in} {year}".strip(), year=year, years=years, own=own, published=published,
        england=england.value if england and england.place == ENGLAND else None,
        region=Authority(region.place, region.name, region.value) if region else None,
        neighbours=tuple(Authority(code, name, authorities[code].value if code in authorities else None) for code, name in neighbours_of(blank.la_code)),
        spread=tuple(sorted([*others, *([published] if published is not None else [])])), reason=reason,
        source=f"Department for Education, Education, health and care plans, {file.release} release ({file.name})",
    )  # fmt: skip
    if own is None or (measure.unit == "count" and blank.own is None and published is None):
        return found
    before = sum(other < own if measure.good == "low" else other > own for other in others)
    of = len(others) + 1
    gap = round(own - found.england, 1) if found.england is not None and measure.unit != "count" else None
    return _with(found, rank=before + 1, of=of, quartile=math.ceil(4 * (before + 1) / of), gap=gap)


def _with(found: Comparison, **values) -> Comparison:
    return Comparison(**{**found.__dict__, **values})


def _absent(measure: Measure) -> str:
    if measure.code == "EHC07":
        return "The department publishes this from its 2026 release on; that release has not been taken in here."
    return "The release that holds this has not been taken in here. An administrator takes it in with import_published."


def _year(period: int | str | None, years: tuple[int, ...]) -> int:
    if period is None:
        return years[-1]
    return period if isinstance(period, int) else int(period.removeprefix("January").strip())


def _median(values: list[float]) -> float | None:
    if not values:
        return None
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else round((ordered[middle - 1] + ordered[middle]) / 2, 1)


@cache
def _neighbours() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[int, str, str]]] = {}
    with (DATA / "neighbours.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            found.setdefault(row["authority"], []).append((int(row["place"]), row["neighbour"], row["neighbour_name"]))
    return {code: [(number, name) for _, number, name in sorted(rows)] for code, rows in found.items()}


@cache
def _invented() -> dict[str, str]:
    with (DATA / "invented.csv").open(encoding="utf-8", newline="") as table:
        return {row["area"]: row["like"] for row in csv.DictReader(table)}
