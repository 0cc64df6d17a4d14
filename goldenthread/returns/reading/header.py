"""The header: which return this is. A file of another collection or year is refused here."""

from dataclasses import fields
from typing import Any

from goldenthread.returns.errors import ReturnUnreadable
from goldenthread.returns.records import Header
from goldenthread.returns.structure import collections, readable_years


def header_from(parts: list[dict[str, Any]], *, name: str) -> Header:
    """One header out of what was read of CollectionDetails and Source (or of one row of an export)."""
    values: dict[str, Any] = {"lines": {}, "problems": ()}
    for part in parts:
        values["lines"].update(part.pop("lines", {}))
        values["problems"] += part.pop("problems", ())
        values |= part
    known = {field.name for field in fields(Header)}
    header = Header(**{key: value for key, value in values.items() if key in known} | {"path": "Header", "file": name})
    check_collection(header.collection, name=name, line=header.line_of("Collection"))
    check_reference_date(header, name=name)
    return header


def check_collection(collection: str | None, *, name: str, line: int | None) -> None:
    """SEN2 and nothing else: the other returns have the same root element."""
    if collection != "SEN2":
        said = f"says that it is {collection[:20]}" if collection else "does not say which collection it is"
        raise ReturnUnreadable(
            "wrong_collection",
            f"The header {said}. Only the SEN2 return can be read here: choose that file.",
            file=name,
            line=line,
        )


def known_year(text: str | None, *, name: str, line: int | None) -> int:
    """The collection year, when it is one whose structure is known; refused otherwise."""
    text = (text or "").strip()
    years = readable_years()
    if text.isascii() and text.isdigit() and int(text) in years:
        return int(text)
    said = f"gives the collection year as {text[:10]}" if text else "does not give a collection year"
    raise ReturnUnreadable(
        "wrong_year",
        f"The header {said}. The returns of {', '.join(map(str, years[:-1]))} and {years[-1]} can be read: "
        "choose one of those, or correct Year.",
        file=name,
        line=line,
    )


def check_reference_date(header: Header, *, name: str) -> None:
    """Year and census day must tell the same year: otherwise it is not known which return this is."""
    if header.reference_date and header.reference_date.year != header.year:
        day = collections()[header.year].census_date
        raise ReturnUnreadable(
            "other_day",
            f"Year is {header.year} but ReferenceDate is {header.reference_date.isoformat()}. Census day of the "
            f"{header.year} return is {day.isoformat()}: correct the one that is wrong.",
            file=name,
            line=header.line_of("ReferenceDate"),
        )


def check_sender(header: Header, number: str, *, name: str) -> None:
    """Refuse a return that another local authority made; `number` is the number of the one that reads it."""
    if header.lea != number:
        said = f"is from another council ({header.lea})" if header.lea else "does not say which council it is from"
        raise ReturnUnreadable(
            "other_la",
            f"This return {said}, and this area is {number}. Choose this area's own return.",
            file=name,
            line=header.line_of("LEA"),
        )
