"""A child's lines as their pages show them: the promise beside what each side says arrived, week by week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from goldenthread.core.charts import Chart, Series, bar_chart
from goldenthread.law.days import in_words
from goldenthread.people.models import Child
from goldenthread.people.standing import Standing

from . import policies, rhythm, voices, weeks
from .keeping import rhythm_kept, terms_of
from .models import DeliveryRecord, WatchedLine
from .reading import line_reference
from .rhythm import HalfTerm, Period, Rhythm
from .weeks import Cell

#: How many weeks a line's card looks back, and how many a line's own page does.
CARD_WEEKS, PAGE_WEEKS = 13, 54
#: Of how many of the newest weeks a card asks.
ASKED = 2
SIDES = ("family", "setting", "deliverer")


@dataclass
class Tally:
    """Periods by what they came to. `share` is the part that was given of those that somebody spoke of, the child not away."""

    counts: dict[str, int] = field(default_factory=dict)

    def of(self, outcome: str) -> int:
        return self.counts.get(outcome, 0)

    @property
    def spoken_of(self) -> int:
        return sum(self.of(each) for each in (weeks.GIVEN, weeks.PART, weeks.MISSED, weeks.DISPUTED))

    @property
    def share(self) -> float | None:
        return 100 * self.of(weeks.GIVEN) / self.spoken_of if self.spoken_of else None


@dataclass
class LineView:
    """One line of provision for one reader: `sides` are those for which they may speak, a family's in their `own` voice.

    `labels` heads each word by its key.
    """

    row: WatchedLine
    rhythm: Rhythm | None
    terms_known: bool
    cells: list[Cell]
    sides: list[str]
    today: date
    own: str = ""
    labels: dict[str, str] = field(default_factory=lambda: dict(voices.SIDES))

    @property
    def line(self) -> Any:
        return self.row.line

    @property
    def reference(self) -> str:
        return line_reference(self.row.lineage)

    @property
    def promise(self) -> str:
        """Who does how much, how often, in words."""
        return promised(self.line, self.rhythm)

    @property
    def past(self) -> list[Cell]:
        """Periods that are over, or of which somebody has spoken."""
        return [cell for cell in self.cells if cell.words or (cell.period.last_on or self.today) < self.today]

    @property
    def tally(self) -> Tally:
        counts: dict[str, int] = defaultdict(int)
        for cell in self.past:
            counts[cell.outcome] += 1
        return Tally(dict(counts))

    @property
    def now(self) -> Cell | None:
        """The period that today is in."""
        return next((cell for cell in reversed(self.cells) if cell.period.first_on <= self.today and (cell.period.last_on or self.today) >= self.today), None)

    @property
    def asked(self) -> list[Cell]:
        """The newest periods that have begun, the latest first."""
        return [cell for cell in reversed(self.cells) if cell.period.first_on <= self.today][:ASKED]

    def key(self, side: str) -> str:
        """Where the reader's own word of a side is found."""
        return voices.key_of(side, self.own if side == voices.FAMILY else "")

    @property
    def shown(self) -> list[str]:
        """Whose words have a column, by key: those who answer for the line, and whoever has spoken."""
        spoke = {key for cell in self.cells for key in cell.words}
        answers = {"setting" if self.row.setting_id else "", "deliverer" if self.row.deliverer_id else ""} - {""}
        if self.own:
            answers.add(self.key(voices.FAMILY))
        elif not any(voices.parted(key)[0] == voices.FAMILY for key in spoke):
            answers.add(voices.FAMILY)
        return sorted(answers | spoke, key=lambda key: (SIDES.index(voices.parted(key)[0]), key))

    @property
    def equipment(self) -> bool:
        return self.row.equipment_due_on is not None

    @property
    def equipment_late(self) -> int:
        """By how many days equipment is late today; 0 where it is not."""
        due, met = self.row.equipment_due_on, self.row.equipment_met_on
        return max(0, ((met or self.today) - due).days) if due else 0

    @property
    def sentence(self) -> str:
        """What arrived, in one sentence."""
        due, met = self.row.equipment_due_on, self.row.equipment_met_on
        if due is not None:
            if met:
                return f"It arrived on {in_words(met)}, {'after' if met > due else 'within'} the six weeks that we promise."
            late = self.equipment_late
            return f"It was due by {in_words(due)} and is {late} day{'' if late == 1 else 's'} late." if late else f"It is due by {in_words(due)}, six weeks from the plan."
        if self.rhythm is None:
            return "Nobody knows yet how often this is due, so nothing can be said to be late."
        tally = self.tally
        if not self.past:
            return "Nothing has been due yet."
        parts = [f"given {_times(tally.of(weeks.GIVEN))}"]
        parts += [f"{words} {_times(tally.of(key))}" for key, words in (
            (weeks.PART, "given in part"), (weeks.MISSED, "missed"), (weeks.DISPUTED, "not agreed"), (weeks.AWAY, "the child was away"),
            (weeks.UNSAID, "nobody has said"),
        ) if tally.of(key)]  # fmt: skip
        return f"Since {in_words(self.past[0].period.first_on)}, of {len(self.past)} {self._unit(len(self.past))}: {', '.join(parts)}."

    def _unit(self, many: int) -> str:
        unit = {"fortnight": "fortnight", "month": "month", "half_term": "half term", "term": "term", "year": "year"}.get(self.rhythm.every if self.rhythm else "", "week")
        return unit if many == 1 else f"{unit}s"

    @property
    def chart(self) -> Chart | None:
        """Times promised beside times received, by period. None where no rhythm is known or nothing has been due."""
        if self.rhythm is None or self.equipment or not self.past:
            return None
        past = self.past[-CARD_WEEKS:]
        return bar_chart(
            identity=f"weeks-{self.row.pk}", title=f"Promised and received: {self.reference}", heading="Week of",
            labels=[f"{cell.period.first_on.day} {cell.period.first_on:%b}" for cell in past],
            series=[Series("Promised", [cell.period.times for cell in past]), Series("Received", [received(cell) for cell in past])],
            sentence="Times promised beside times received. Where nobody has said, or the sides do not agree, nothing is drawn as received.",
        )  # fmt: skip


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def received(cell: Cell) -> int | None:
    """How many times were given; None where nobody knows, or where the sides do not agree."""
    if cell.outcome in (weeks.MISSED, weeks.AWAY):
        return 0
    if cell.outcome not in (weeks.GIVEN, weeks.PART):
        return None
    said = [word.times for word in cell.words.values() if word.times is not None]
    return min(said) if said else cell.period.times if cell.outcome == weeks.GIVEN else None


def promised(line: Any, found: Rhythm | None) -> str:
    """Such as "30 minutes, every week, one to one, by a speech and language therapist"."""
    parts = [f"{line.minutes} minutes" if line.minutes else "", found.spoken[0].lower() + found.spoken[1:] if found else ""]
    if line.group_size:
        parts.append("one to one" if line.group_size == 1 else f"in a group of {line.group_size}")
    who = line.deliverer or (line.body.name if line.body_id else "")
    words = ", ".join(part for part in parts if part)
    said = f"{words[:1].upper()}{words[1:]}"
    return f"{said}, by {who[0].lower() + who[1:] if who[:2] in ('A ', 'An') or who.startswith('The ') else who}" if said and who else said or (f"By {who}" if who else "")


def lines_of(child: Child, standing: Standing, pairs: Collection[tuple[str, str]], today: date, *, only: UUID | None = None, back: int = CARD_WEEKS) -> list[LineView]:
    """The lines that this person may see of this child, with what was said. Three queries, and three more where a family spoke."""
    found = WatchedLine.objects.filter(child=child).select_related("line__body", "deliverer", "setting", "child")
    rows = [row for row in (found.filter(pk=only) if only else found) if policies.sees_line(pairs, standing, row)]
    rows.sort(key=lambda row: (row.section, row.line.position, str(row.pk)))
    records = records_of(rows)
    terms = terms_of({child.area_id}, {row.setting_id for row in rows if row.setting_id})
    sides = {row.pk: policies.sides_of(pairs, standing, row) for row in rows}
    own = voices.voice_of(_Account(standing.user_id), child, today) if any(voices.FAMILY in each for each in sides.values()) else ""
    labels = labels_of(records, child, own, policies.reads_names(pairs))
    return [view_of(row, records[row.lineage], terms, today, sides[row.pk], back, own=own, labels=labels) for row in rows]


@dataclass(frozen=True)
class _Account:
    """Whoever reads, by the key of their account."""

    pk: int | None


def labels_of(records: Mapping[UUID, Sequence[DeliveryRecord]], child: Child | None, own: str, named: bool) -> dict[str, str]:
    """The heading of each word that was said, for one reader. Their own is there whether or not they have spoken."""
    keys = {voices.key_of(each.side, each.voice) for found in records.values() for each in found}
    return voices.labels(keys | ({voices.key_of(voices.FAMILY, own)} if own else set()), child=child, own=own, named=named)


def records_of(rows: Sequence[WatchedLine], since: date | None = None) -> dict[UUID, list[DeliveryRecord]]:
    """What stands of what was said of these lines, by lineage."""
    found: dict[UUID, list[DeliveryRecord]] = defaultdict(list)
    if rows:
        said = DeliveryRecord.objects.filter(child_id__any=list({row.child_id for row in rows}), corrected_at__isnull=True)
        for record in said.filter(week__gte=since) if since else said:
            found[record.lineage].append(record)
    return found


def view_of(
    row: WatchedLine, records: Iterable[DeliveryRecord], terms: dict[tuple[int, int | None], list[HalfTerm]], today: date, sides: list[str], back: int, *,
    own: str = "", labels: dict[str, str] | None = None,
) -> LineView:  # fmt: skip
    """A line with its periods of the last `back` weeks and what was said of them."""
    area_id = row.child.area_id
    known = terms.get((area_id, row.setting_id)) or terms.get((area_id, None)) or []
    found = rhythm_kept(row)
    since = rhythm.monday(today) - timedelta(weeks=back - 1)
    due: list[Period] = []
    if found is not None:
        due = [each for each in rhythm.periods(found, starts_on=row.starts_on, until=today, terms=known) if found.every == rhythm.EQUIPMENT or (each.last_on or today) >= since]
    else:  # how often it is due is not known, and what arrived this week can be said all the same
        this = rhythm.monday(today)
        due = [Period(this, this + timedelta(days=6), 1)]
    said = [record for record in records if record.week >= (min((each.first_on for each in due), default=since) if found else since)]
    return LineView(row, found, bool(known), weeks.of_line(due, said, today), sides, today, own, labels or dict(voices.SIDES))
