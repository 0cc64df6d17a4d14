"""The nine tables that COLLECT exports a return as, and how a value stands in a cell of them.

Column names are the element names in lower case, behind four of the export's own and the id of the row above.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from goldenthread.returns.structure import Item, Structure

FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """One of the nine files: the groups whose values it holds, and the table that its rows hang from."""

    name: str
    groups: tuple[str, ...]
    parent: str | None

    @property
    def id_column(self) -> str:
        """The column that numbers the rows of this table."""
        return f"{self.name}tableid"

    @property
    def parent_column(self) -> str | None:
        """The column that says which row of the table above a row belongs to."""
        return f"{self.parent}tableid" if self.parent else None

    def values(self, shape: Structure) -> list[Item]:
        """The elements whose values are columns of this table in one year."""
        return [item for group in self.groups for item in shape.groups[group].values]

    def below(self, shape: Structure) -> list[tuple[str, str]]:
        """Attribute and table name of each group that hangs from a row of this one."""
        return [(item.attribute, item.element.lower()) for group in self.groups for item in shape.groups[group].groups]

    def headings(self, shape: Structure) -> list[str]:
        """The first line of the file."""
        own = [self.id_column, "NativeId", f"{self.name}orderseqcolumn", "sourceid"]
        return (
            own
            + ([self.parent_column] if self.parent_column else [])
            + [item.element.lower() for item in self.values(shape)]
        )


TABLES = (
    Table("sen2", ("CollectionDetails", "Source"), None),
    Table("person", ("Person",), "sen2"),
    Table("requests", ("Requests",), "person"),
    Table("assessment", ("Assessment",), "requests"),
    Table("namedplan", ("NamedPlan",), "assessment"),
    Table("plandetail", ("PlanDetail",), "namedplan"),
    Table("activeplans", ("ActivePlans",), "requests"),
    Table("placementdetail", ("PlacementDetail",), "activeplans"),
    Table("senneed", ("SENneed",), "activeplans"),
)


def as_cell(value: Any) -> str:
    """One value as a cell. Text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return "'" + text if text.lstrip("'").startswith(FORMULA) else text


def from_cell(text: str) -> str:
    """The text of a cell, without the apostrophe that `as_cell` put before a formula."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA) else text
