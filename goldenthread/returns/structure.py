"""The shape of the return in each collection year, read from the tables in `data/`.

Nothing about a year is in code: elements, order, code sets, statuses and census dates are rows of CSV. A
new year is a new status and number column in `items.csv`, a row in `collections.csv`, and the codes that changed.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one of the tables in `data/`, by column name."""
    with (DATA / name).open(encoding="utf-8", newline="") as table:
        yield from csv.DictReader(table)


@dataclass(frozen=True, slots=True)
class Collection:
    """One year's collection. Activity is counted over the calendar year before census day."""

    year: int
    census_date: date
    activity_from: date
    activity_to: date
    ages_on: date
    deadline: date | None
    readable: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One element of one group in one year.

    `kind` is date, datetime, year, code, text, digits, area (a local authority number or XXX) or group.
    `position` is its place among its siblings; `most` is how often it may stand there, None for any number.
    `status` is M mandatory, C needed in some cases, V voluntary. `also_read` is another spelling met in real
    files; `any_place` says that files of this year have the element in more than one place.
    """

    group: str
    element: str
    attribute: str
    kind: str
    code_set: str
    codes: Mapping[str, str]
    position: int
    least: int
    most: int | None
    max_length: int | None
    label: str
    status: str
    number: str
    also_read: str
    any_place: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A group of elements in one year, and the elements that it had or has only in other years."""

    name: str
    items: Mapping[str, Item]
    of_other_years: frozenset[str]

    @property
    def groups(self) -> tuple[Item, ...]:
        """The groups that stand inside this one."""
        return tuple(item for item in self.items.values() if item.kind == "group")

    @property
    def values(self) -> tuple[Item, ...]:
        """The elements that hold a value."""
        return tuple(item for item in self.items.values() if item.kind != "group")


@dataclass(frozen=True, slots=True)
class Structure:
    """Everything that a reader, a check or a writer needs to know about one year."""

    collection: Collection
    groups: Mapping[str, Group]

    @property
    def year(self) -> int:
        """The collection year, which is the year of census day."""
        return self.collection.year


@cache
def collections() -> Mapping[int, Collection]:
    """Every year that is known, the next one with its dates but no structure yet."""
    found = {}
    for row in rows("collections.csv"):
        day = {
            name: date.fromisoformat(row[name]) for name in ("census_date", "activity_from", "activity_to", "ages_on")
        }
        found[int(row["year"])] = Collection(
            year=int(row["year"]),
            deadline=date.fromisoformat(row["deadline"]) if row["deadline"] else None,
            readable=bool(row["structure_from"]),
            **day,
        )
    return found


@cache
def readable_years() -> tuple[int, ...]:
    """The years whose structure has been published, so that a file of that year can be read and written."""
    return tuple(sorted(year for year, collection in collections().items() if collection.readable))


@cache
def codes(code_set: str, year: int) -> Mapping[str, str]:
    """Code to meaning for one set in one year."""
    if code_set == "Ethnicity":
        return {row["code"]: row["label"] for row in rows("ethnicity.csv")}
    return {
        row["code"]: row["label"]
        for row in rows("codes.csv")
        if row["set"] == code_set and int(row["first_year"]) <= year <= int(row["last_year"] or year)
    }


@cache
def local_authorities() -> Mapping[str, str]:
    """Number to name for each English local authority, those of the last few years that have ended included."""
    return {row["number"]: row["name"] for row in rows("local_authorities.csv")}


@cache
def submitting_authorities(year: int) -> frozenset[str]:
    """The authorities that make a return in this year: those there are now, or were in the activity year."""
    return frozenset(
        row["number"]
        for row in rows("local_authorities.csv")
        if row["current"] == "1" or int(row["last_period"]) >= year - 1
    )


@cache
def structure(year: int) -> Structure:
    """The structure of a readable year; KeyError for any other."""
    collection = collections()[year]
    if not collection.readable:
        raise KeyError(year)
    mine: dict[str, dict[str, Item]] = {}
    others: dict[str, set[str]] = {}
    for row in rows("items.csv"):
        in_group = mine.setdefault(row["group"], {})
        status = row[f"status_{year}"]
        if not status:
            others.setdefault(row["group"], set()).add(row["element"])
            continue
        group = row["kind"] == "group"
        in_group[row["element"]] = Item(
            group=row["group"],
            element=row["element"],
            attribute=row["attribute"],
            kind=row["kind"],
            code_set=row["codes"],
            codes=codes(row["codes"], year) if row["codes"] else {},
            position=len(in_group),
            least=int(row["least"] or 0),
            most=int(row["most"]) if row["most"] else (None if group else 1),
            max_length=int(row["max_length"]) if row["max_length"] else None,
            label=row["label"],
            status=status,
            number=row[f"number_{year}"],
            also_read=row["also_read"],
            any_place=str(year) in row["any_place_in"].split(),
        )
    return Structure(
        collection=collection,
        groups={name: Group(name, items, frozenset(others.get(name, ()))) for name, items in mine.items()},
    )
