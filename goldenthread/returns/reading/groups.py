"""One group of the XML to one record, for the structure of one year.

This is the inner loop of the whole import, so what a year's structure says is laid out once in tuples.
"""

from collections.abc import Callable
from typing import Any

from lxml.etree import iterwalk

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.reading.values import Parser, parser, value_or_problem
from goldenthread.returns.records import RECORD_OF_GROUP, Problem
from goldenthread.returns.structure import Item, Structure, readable_years, structure

# The position of an element spelt in another way, or allowed in more than one place: never behind the one before it.
UNUSUAL = -1
# A return is seven deep from its root to its last value; what no year has is let be to this depth.
MOST_DEPTH = 20
TOO_DEEP = (
    "The file has elements inside elements, deeper than any return. Export it again from the system it came from."
)


class GroupReader:
    """Reads one kind of group. `namespace` is put before each name when a file has one after all.

    `entries` has for each element its position, its attribute and the parser of its value (None for a group): plain
    tuples, since they are taken apart for every element of the file.
    """

    def __init__(self, name: str, shape: Structure, *, namespace: str = "", as_dict: bool = False) -> None:
        self.record = None if as_dict else RECORD_OF_GROUP[name]
        self.year = shape.year
        self.group = shape.groups[name]
        self.items: dict[str, Item] = {}
        self.entries: dict[str, tuple[int, str, Parser | None]] = {}
        self.below: dict[str, tuple[Callable[..., Any], str, int | None]] = {}
        for item in self.group.items.values():
            if item.kind == "group":
                read = GroupReader(item.element, shape, namespace=namespace).read
                self.below[namespace + item.element] = (read, item.element, item.most)
            parse = None if item.kind == "group" else parser(item)
            for element in filter(None, (item.element, item.also_read)):
                usual = element == item.element and not item.any_place
                self.items[namespace + element] = item
                self.entries[namespace + element] = (item.position if usual else UNUSUAL, item.attribute, parse)

    def read(self, group: Any, path: str, **values: Any) -> Any:
        """The record of one element and everything under it; its values alone when made `as_dict`."""
        entries, below = self.entries, self.below
        line = group.sourceline
        lines: dict[str, int] = {}
        problems: list[Problem] = []
        last = -1
        for child in group:
            tag = child.tag
            if tag not in entries:
                problems.append(self.stranger(child, path))
                continue
            position, attribute, parse = entries[tag]
            if position > last:
                last = position
            elif self.misplaced(child, position, last, values, path, problems):
                continue
            if parse is None:
                read, element, most = below[tag]
                if most == 1:
                    if attribute in values:
                        problems.append(self.too_many(child, path))
                    else:
                        values[attribute] = read(child, f"{path}/{element}")
                    continue
                before = values.get(attribute, ())
                values[attribute] = (*before, read(child, f"{path}/{element}[{len(before) + 1}]"))
                if most and len(before) >= most:
                    problems.append(self.too_many(child, path))
                continue
            value = parse(child.text)
            if value is None or len(child):
                value = self.unclear(child, path, problems)
                if value is None:
                    continue
            values[attribute] = value
            at = child.sourceline
            if at != line:
                lines[tag] = at
        values["path"] = path
        values["line"] = line
        if lines:
            values["lines"] = lines
        if problems:
            values["problems"] = tuple(problems)
        if self.record is None:
            return values
        # What was not in the file has its default from the class: setting every attribute of every record costs
        # as much as all the rest of reading it.
        record = self.record.__new__(self.record)
        record.__dict__ = values
        return record

    def unclear(self, child: Any, path: str, problems: list[Problem]) -> Any:
        """The value of an element whose text was not taken as it stands, or None."""
        item = self.items[child.tag]
        if len(child):
            nested = "Put only text in this element; it has other elements inside."
            problems.append(
                Problem("unknown", item.element, f"{path}/{item.element}", child.sourceline, _text(child), nested)
            )
            return None
        value, problem = value_or_problem(
            item, child.text or "", parser(item), path=path, line=child.sourceline, year=self.year
        )
        if problem:
            problems.append(problem)
        return value

    def misplaced(
        self, child: Any, position: int, last: int, values: dict[str, Any], path: str, problems: list[Problem]
    ) -> bool:
        """An element not behind the one before it. True when it is to be passed over: its value is there already."""
        item = self.items[child.tag]
        if item.kind == "group" and position == last:
            return False
        if item.kind != "group" and item.attribute in values:
            problems.append(self.too_many(child, path))
            return True
        if position != UNUSUAL:
            sentence = f"Put {item.element} in its place: the {self.year} return lays down the order of the elements."
            problems.append(Problem("order", item.element, f"{path}/{item.element}", child.sourceline, "", sentence))
        elif not item.any_place:
            problems.append(self.spelling(child, path))
        return False

    def too_many(self, child: Any, path: str) -> Problem:
        """One more of an element than the year allows."""
        item = self.items[child.tag]
        most = "once" if item.most == 1 else f"at most {item.most} times"
        sentence = f"Give {item.element} {most} here."
        return Problem("too_many", item.element, f"{path}/{item.element}", child.sourceline, _text(child), sentence)

    def spelling(self, child: Any, path: str) -> Problem:
        """A name that differs in its capitals from the one in use."""
        name = child.tag.rpartition("}")[2]
        sentence = f"Write {self.items[child.tag].element}, not {name}: the files that are accepted have it so."
        return Problem("spelling", name, f"{path}/{name}", child.sourceline, "", sentence)

    def stranger(self, child: Any, path: str) -> Problem:
        """An element that has no place in this group in this year."""
        if _deeper(child, MOST_DEPTH):
            raise ReturnUnreadable("too_deep", TOO_DEEP, line=child.sourceline)
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


def _deeper(element: Any, most: int) -> bool:
    """Whether elements stand inside elements more than `most` deep."""
    depth = 0
    for event, _ in iterwalk(element, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            return True
    return False


def _text(element: Any) -> str:
    """The text of an element and all below it, enough of it to find again."""
    return " ".join(" ".join(element.itertext()).split())[:500]


def _list(years: list[int]) -> str:
    return " and ".join(str(year) for year in years) if len(years) < 3 else f"{years[0]} to {years[-1]}"
