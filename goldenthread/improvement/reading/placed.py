"""A plan as it was read: every word has a place, or is among those that have none."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as day

from .dates import DAY, MENDED, MONTH, OPEN, PrintedDate, printed_date


@dataclass(frozen=True)
class At:
    """Where in the file: the table's number and the row's, both from 1; 0 for words between tables."""

    table: int = 0
    row: int = 0


@dataclass(frozen=True)
class ReadColumn:
    """A column of the plan's own grid: what it holds, its heading as printed, and the month or quarter that it is for."""

    meaning: str
    heading: str
    period: str = ""


@dataclass
class ReadRating:
    """A rating, or a place for one that holds nothing yet. `colour` is one of the plan's own."""

    period: str
    printed: str
    colour: str
    at: At


@dataclass
class ReadMilestone:
    """What is to be reached by a month. `period` is empty where a broken page lost which."""

    period: str
    words: str
    at: At


@dataclass
class ReadEvidence:
    """Evidence, or a measure or outcome, by what its column said it was."""

    kind: str
    words: str
    at: At


@dataclass
class ReadAction:
    """One action."""

    reference: str
    words: str
    at: At
    owner: str = ""
    contributors: str = ""
    date_printed: str = ""
    milestones: list[ReadMilestone] = field(default_factory=list)
    ratings: list[ReadRating] = field(default_factory=list)
    evidence: list[ReadEvidence] = field(default_factory=list)
    #: The day that a person chose where what is printed is none.
    meant: day | None = None
    #: The saved action's own number.
    key: int | None = field(default=None, compare=False)

    @property
    def date(self) -> PrintedDate:
        """Its target date."""
        printed = printed_date(self.date_printed)
        return PrintedDate(printed.printed, MENDED, self.meant) if self.meant else printed


@dataclass
class ReadGroup:
    """An objective, a focus area, a lettered group. `owners` were printed for all of its actions together."""

    reference: str
    title: str
    at: At
    owners: str = ""
    dates: str = ""
    actions: list[ReadAction] = field(default_factory=list)
    ratings: list[ReadRating] = field(default_factory=list)
    evidence: list[ReadEvidence] = field(default_factory=list)
    key: int | None = field(default=None, compare=False)


@dataclass
class ReadSection:
    """A priority, a weakness, a workstream. `finding` is the inspectors' sentence that it answers, word for word."""

    reference: str
    title: str
    at: At
    leader: str = ""
    finding: str = ""
    words: str = ""
    groups: list[ReadGroup] = field(default_factory=list)
    key: int | None = field(default=None, compare=False)


@dataclass
class Unplaced:
    """Words with no place in the plan, why, and under which heading they stood."""

    words: str
    why: str
    at: At
    heading: str = ""


@dataclass
class Read:
    """The whole plan. `scale` gives each colour the plan's own words for it."""

    title: str
    sections: list[ReadSection] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    scale: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    columns: list[ReadColumn] = field(default_factory=list)

    @property
    def groups(self) -> list[ReadGroup]:
        """All groups, in order."""
        return [group for section in self.sections for group in section.groups]

    @property
    def actions(self) -> list[ReadAction]:
        """All actions, in order."""
        return [action for group in self.groups for action in group.actions]

    @property
    def rating_places(self) -> list[ReadRating]:
        """Every rating and every place for one."""
        return [rating for group in self.groups for rating in [*group.ratings, *[r for a in group.actions for r in a.ratings]]]

    def counts(self) -> dict[str, int]:
        """What was found, as numbers."""
        dates = [action.date for action in self.actions]
        places = self.rating_places
        return {
            "sections": len(self.sections),
            "groups": len(self.groups),
            "actions": len(self.actions),
            "dates": sum(bool(date.printed) for date in dates),
            "dates_as_days": sum(date.state in (DAY, MONTH, OPEN, MENDED) for date in dates),
            "dates_to_mend": sum(date.state in ("impossible", "several") for date in dates),
            "milestones": sum(len(action.milestones) for action in self.actions),
            "ratings": sum(bool(rating.colour) for rating in places),
            "rating_places": len(places),
            "unplaced": len(self.unplaced),
        }
