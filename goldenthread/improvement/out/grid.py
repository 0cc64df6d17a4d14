"""A plan in its own grid: its columns in the order and the words in which they were printed, its rows, and what stands where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..reading.marks import rating_words
from ..reading.placed import Read, ReadAction, ReadColumn, ReadEvidence, ReadGroup, ReadRating, ReadSection

#: What a column is called where the plan itself has no heading for it.
CALLED = {
    "group.title": "Objective", "action.reference": "Reference", "action.words": "Action", "action.owner": "Who is responsible", "group.owners": "Who is responsible",
    "action.contributors": "Who contributes", "action.date": "Target date", "action.milestone": "Milestones", "action.rating": "Rating",
    "action.evidence.evidence": "Evidence and impact", "action.evidence.measure": "How it is measured", "action.evidence.outcome": "Outcomes sought",
    "action.evidence.contributors": "Who else contributes", "action.evidence.update": "How far it is",
}  # fmt: skip
_SIMPLE = {"group": "group.title", "reference": "action.reference", "action": "action.words", "contributors": "action.contributors", "date": "action.date", "milestone": "action.milestone", "rating": "action.rating"}
_MEANING = {role: meaning for meaning, role in _SIMPLE.items()} | {"action.owner": "owner", "group.owners": "owner"}


@dataclass(frozen=True)
class Column:
    """One column: what it holds (a role of `reading.marks`), its heading, and its month or quarter."""

    role: str
    heading: str
    period: str = ""

    @property
    def meaning(self) -> str:
        """What the reader of files calls it."""
        return _MEANING.get(self.role) or self.role.rpartition(".")[2]


@dataclass(frozen=True)
class Put:
    """Some words in a cell and what they are. `colour` is that of a rating; `period` is said where the column does not."""

    role: str
    words: str
    period: str = ""
    colour: str = ""


@dataclass
class Row:
    """A row of the grid, with one list of words a column; or words over its whole width, in `over`."""

    cells: list[list[Put]] = field(default_factory=list)
    over: list[Put] = field(default_factory=list)
    begins_group: bool = False
    action: ReadAction | None = None
    group: ReadGroup | None = None


@dataclass(frozen=True)
class Grid:
    """The whole plan as it goes out. `section_heading` is what the plan calls its sections in a column of their own."""

    read: Read
    columns: tuple[Column, ...]
    section_heading: str
    rows: dict[int, list[Row]]

    def rows_of(self, section: ReadSection) -> list[Row]:
        """The rows of one of its sections."""
        return self.rows[id(section)]


def grid_of(read: Read, *, together: bool = False) -> Grid:
    """The plan's grid. `together` puts all months and quarters in one column each, for a page."""
    columns = _columns(read, together=together)
    heading = next((one.heading for one in read.columns if one.meaning == "section"), "")
    return Grid(read, columns, heading, {id(section): list(_rows(section, columns)) for section in read.sections})


def _columns(read: Read, *, together: bool) -> tuple[Column, ...]:
    groups, actions = read.groups, read.actions
    kinds = {one.kind for action in actions for one in action.evidence}
    group_kinds = {one.kind for group in groups for one in group.evidence}
    has = {
        "action.owner": any(action.owner for action in actions), "action.contributors": any(action.contributors for action in actions),
        "action.date": any(action.date_printed or action.meant for action in actions), "action.milestone": any(action.milestones for action in actions),
        **{f"action.evidence.{kind}": kind in kinds for kind in ("evidence", "measure", "outcome", "contributors", "update")},
        "action.rating": any(action.ratings for action in actions),
    }  # fmt: skip
    found: list[Column] = []
    for one in read.columns:
        role = _SIMPLE.get(one.meaning, "")
        if one.meaning == "owner":
            role = "group.owners" if any(group.owners for group in groups) and not has["action.owner"] and _names_groups(read) else "action.owner"
        elif one.meaning in ("evidence", "measure", "outcome", "update"):
            role = f"action.evidence.{one.meaning}" if one.meaning in kinds or one.meaning not in group_kinds else f"group.evidence.{one.meaning}"
        if role and not (together and one.period and any(each.role == role for each in found)):
            found.append(Column(role, _heading(one, role, together=together), "" if together else one.period))
    if not any(one.role == "action.words" for one in found):
        found.append(Column("action.words", CALLED["action.words"]))
    for role, there in has.items():
        periods = {each.period for action in actions for each in (action.milestones if role == "action.milestone" else action.ratings if role == "action.rating" else ())}
        of_role = [one for one in found if one.role == role]
        if there and (not of_role or (not together and all(one.period for one in of_role) and not periods <= {one.period for one in of_role})):
            found.append(Column(role, CALLED[role] if not of_role else f"{CALLED[role]}, other dates"))
    return tuple(sorted(found, key=lambda one: one.role != "group.title") if _group_stands_behind(found) else found)


def _heading(one: ReadColumn, role: str, *, together: bool) -> str:
    if together and one.period:
        return CALLED[role]
    return one.heading or CALLED.get(role, "")


def _names_groups(read: Read) -> bool:
    return any(one.meaning == "group" for one in read.columns)


def _group_stands_behind(columns: list[Column]) -> bool:
    roles = [one.role for one in columns]
    return "group.title" in roles and roles.index("group.title") > roles.index("action.words")


def _rows(section: ReadSection, columns: tuple[Column, ...]) -> Iterator[Row]:
    for group in section.groups:
        named = any(one.role == "group.title" for one in columns)
        if not named:
            yield Row(over=list(_name(group)), begins_group=True, group=group)
        first = True
        actions: Sequence[ReadAction | None] = group.actions or [None]
        for action in actions:
            rows = _Rows(columns)
            if named and first:
                rows.put("group.title", _name(group))
            if first:
                rows.put_all(_of_group(group, columns))
            if action is not None:
                rows.action(action)
            if rows.said or action is not None:
                made = rows.rows
                made[0].begins_group, made[0].action, made[0].group = named and first, action, group
                yield from made
            first = False
        over = [piece for piece in _of_group(group, None) if not any(one.role == piece.role for one in columns)]
        if over:
            yield Row(over=over, group=group)


def _name(group: ReadGroup) -> Iterator[Put]:
    if group.reference:
        yield Put("group.reference", group.reference)
    yield Put("group.title", group.title)


def _of_group(group: ReadGroup, columns: tuple[Column, ...] | None) -> Iterator[Put]:
    """What is said of all the group's actions together; with columns only what has one."""
    roles = None if columns is None else {one.role for one in columns}
    said = [*([Put("group.owners", group.owners)] if group.owners else []), *([Put("group.dates", group.dates)] if group.dates else [])]
    said += [_rating("group.rating", one) for one in group.ratings]
    said += [Put(f"group.evidence.{one.kind}", one.words) for one in group.evidence]
    yield from (piece for piece in said if roles is None or piece.role in roles)


def _rating(role: str, one: ReadRating) -> Put:
    return Put(role, rating_words(one.printed, one.colour), one.period, one.colour)


class _Rows:
    """The row or rows of one action. What would stand left of what came before it goes on in a row below, so that the
    order in which it was printed is kept."""

    def __init__(self, columns: tuple[Column, ...]) -> None:
        self.columns = columns
        self.rows = [Row([[] for _ in columns])]
        self.said = False

    def put(self, role: str, pieces: Iterable[Put]) -> None:
        for piece in pieces:
            self._into(next(at for at, one in enumerate(self.columns) if one.role == role), piece)

    def put_all(self, pieces: Iterable[Put]) -> None:
        for piece in pieces:
            self.put(piece.role, [piece])

    def action(self, action: ReadAction) -> None:
        words = self._at("action.words")
        reference = self._at("action.reference") if any(one.role == "action.reference" for one in self.columns) else words
        if action.reference:
            self._into(reference, Put("action.reference", action.reference))
        self._into(words, Put("action.words", action.words))
        for role, said in (("action.owner", action.owner), ("action.contributors", action.contributors), ("action.date", action.date_printed)):
            if said:
                self._into(self._at(role), Put(role, said))
        if action.meant:
            self._into(self._at("action.date"), Put("action.meant", f"{action.meant:%d/%m/%Y}"))
        self._in_turn([(self._at("action.milestone", one.period), Put("action.milestone", one.words, one.period)) for one in action.milestones])
        self._in_turn([(self._at("action.rating", one.period), _rating("action.rating", one)) for one in action.ratings])
        self._in_turn([(self._at(f"action.evidence.{one.kind}"), _evidence(one)) for one in action.evidence])

    def _at(self, role: str, period: str = "") -> int:
        own = [at for at, one in enumerate(self.columns) if one.role == role]
        return next((at for at in own if self.columns[at].period == period), next((at for at in own if not self.columns[at].period), own[-1] if own else 0))

    def _in_turn(self, pieces: list[tuple[int, Put]]) -> None:
        row, last = 0, -1
        for column, piece in pieces:
            if column < last:
                row += 1
            last = column
            self._into(column, piece, row)

    def _into(self, column: int, piece: Put, row: int = 0) -> None:
        while len(self.rows) <= row:
            self.rows.append(Row([[] for _ in self.columns]))
        own = self.columns[column]
        if own.period and own.period == piece.period:
            piece = Put(piece.role, piece.words, "", piece.colour)
        self.rows[row].cells[column].append(piece)
        self.said = True


def _evidence(one: ReadEvidence) -> Put:
    return Put(f"action.evidence.{one.kind}", one.words)
