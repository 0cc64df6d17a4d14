"""One group of the XML to one record, for the structure of one year.

This is the inner loop of the whole import, so what a year's structure says is laid out once in tuples.
"""

from typing import Any, NamedTuple

from goldenthread.returns.reading.values import Parser, parser, plain, value_or_problem
from goldenthread.returns.records import RECORD_OF_GROUP, Problem, Record
from goldenthread.returns.structure import Item, Structure, readable_years, structure

ANY_PLACE = -1


class Entry(NamedTuple):
    """What the reader does with one element: `below` is the reader of a group, `parse` that of a value."""

    position: int
    attribute: str
    parse: Parser
    below: "GroupReader | None"
    item: Item
    tidy: bool


class GroupReader:
    """Reads one kind of group. `namespace` is put before each name when a file has one after all."""

    def __init__(self, name: str, shape: Structure, *, namespace: str = "", record: type[Any] | None = None) -> None:
        self.record = record or RECORD_OF_GROUP[name]
        self.year = shape.year
        self.group = shape.groups[name]
        self.namespace = namespace
        self.entries: dict[str, Entry] = {}
        for item in self.group.items.values():
            below = GroupReader(item.element, shape, namespace=namespace) if item.kind == "group" else None
            parse = parser(item) if below is None else plain
            entry = Entry(ANY_PLACE if item.any_place else item.position, item.attribute, parse, below, item, tidy=True)
            self.entries[namespace + item.element] = entry
            if item.also_read:
                self.entries[namespace + item.also_read] = entry._replace(tidy=False)

    def read(self, group: Any, path: str, **values: Any) -> Any:
        """The record of one element and everything under it."""
        entries = self.entries
        line = group.sourceline
        lines: dict[str, int] = {}
        problems: list[Problem] = []
        last = -1
        for child in group:
            entry = entries.get(child.tag)
            if entry is None:
                problems.append(self.stranger(child, path))
                continue
            position, attribute, parse, below, item, tidy = entry
            if position > last:
                last = position
            elif not (position == last and below is not None) and self.misplaced(child, entry, values, path, problems):
                continue
            if not tidy:
                problems.append(self.spelling(child, entry, path))
            if below is not None:
                if item.most == 1:
                    if attribute in values:
                        problems.append(self.too_many(child, entry, path))
                        continue
                    values[attribute] = below.read(child, f"{path}/{item.element}")
                else:
                    before = values.get(attribute, ())
                    values[attribute] = (*before, below.read(child, f"{path}/{item.element}[{len(before) + 1}]"))
                    if item.most is not None and len(before) >= item.most:
                        problems.append(self.too_many(child, entry, path))
                continue
            text = child.text or ""
            value = parse(text)
            if value is None or len(child):
                value = self.unclear(child, entry, path, problems)
                if value is None:
                    continue
            values[attribute] = value
            at = child.sourceline
            if at != line:
                lines[item.element] = at
        return self.record(
            path=path, line=line, lines=lines or None, problems=tuple(problems) if problems else (), **values
        )

    def unclear(self, child: Any, entry: Entry, path: str, problems: list[Problem]) -> Any:
        """The value of an element whose text was not taken as it stands, or None."""
        item = entry.item
        if len(child):
            nested = "Put only text in this element; it has other elements inside."
            problems.append(
                Problem("unknown", item.element, f"{path}/{item.element}", child.sourceline, _text(child), nested)
            )
            return None
        value, problem = value_or_problem(
            item, child.text or "", entry.parse, path=path, line=child.sourceline, year=self.year
        )
        if problem:
            problems.append(problem)
        return value

    def misplaced(self, child: Any, entry: Entry, values: dict[str, Any], path: str, problems: list[Problem]) -> bool:
        """An element behind its turn: reported, and passed over when it is there already."""
        if entry.below is None and entry.attribute in values:
            problems.append(self.too_many(child, entry, path))
            return True
        if entry.position != ANY_PLACE:
            item = entry.item
            sentence = f"Put {item.element} in its place: the {self.year} return lays down the order of the elements."
            problems.append(Problem("order", item.element, f"{path}/{item.element}", child.sourceline, "", sentence))
        return False

    def too_many(self, child: Any, entry: Entry, path: str) -> Problem:
        """One more of an element than the year allows."""
        item = entry.item
        most = "once" if item.most == 1 else f"at most {item.most} times"
        sentence = f"Give {item.element} {most} here."
        return Problem("too_many", item.element, f"{path}/{item.element}", child.sourceline, _text(child), sentence)

    def spelling(self, child: Any, entry: Entry, path: str) -> Problem:
        """A name that differs in its capitals from the one in use."""
        name = child.tag.rpartition("}")[2]
        sentence = f"Write {entry.item.element}, not {name}: the files that are accepted have it so."
        return Problem("spelling", name, f"{path}/{name}", child.sourceline, "", sentence)

    def stranger(self, child: Any, path: str) -> Problem:
        """An element that has no place in this group in this year."""
        name = child.tag.rpartition("}")[2]
        here = self.group.name
        years = [year for year in readable_years() if name in structure(year).groups[here].items]
        if years:
            kind = "other_year"
            sentence = (
                f"Take {name} out, or check the year: it belongs to the return of {_list(years)}, not {self.year}."
            )
        else:
            kind = "unknown"
            sentence = f"Take {name[:60]} out, or correct its name: the SEN2 return has no such element in {here}."
        return Problem(kind, name[:60], f"{path}/{name[:60]}", child.sourceline, _text(child), sentence)


def _text(element: Any) -> str:
    """The text of an element and all below it, enough of it to find again."""
    return " ".join(" ".join(element.itertext()).split())[:500]


def _list(years: list[int]) -> str:
    return " and ".join(str(year) for year in years) if len(years) < 3 else f"{years[0]} to {years[-1]}"
