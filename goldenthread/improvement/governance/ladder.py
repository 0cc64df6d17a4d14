"""The ladder as it stood on a day, and what is missing in a board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from .models import SENIORITY, Board, BoardMeeting, Representative, Rung, Sector


@dataclass(frozen=True, slots=True)
class Row:
    """A board in the ladder. `depth` is 0 for one that reports to no other; `lacks` says what is missing in it."""

    board: Board
    depth: int
    above: Board | None
    members: int
    lacks: tuple[str, ...]
    coming: BoardMeeting | None


def rows_of(areas: Iterable[int], on: date) -> list[Row]:
    """Every board that there was on a day, each under the one to which it reported then. Four queries."""
    boards = {
        one.pk: one for one in Board.objects.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), area_id__in=list(areas), started_on__lte=on).order_by("name", "pk")
    }
    above = {
        one.board_id: one.above_id
        for one in Rung.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), board__in=boards, from_on__lte=on).order_by("pk")
    }
    sitting: dict[object, list[Representative]] = {}
    for person in Representative.objects.filter(Q(until_on__isnull=True) | Q(until_on__gt=on), board__in=boards, from_on__lte=on):
        sitting.setdefault(person.board_id, []).append(person)
    coming: dict[object, BoardMeeting] = {}
    for meeting in BoardMeeting.objects.filter(board__in=boards, on__gte=on, cancelled_on__isnull=True).order_by("on"):
        coming.setdefault(meeting.board_id, meeting)
    rows: list[Row] = []

    def add(key: object, depth: int) -> None:
        board = boards[key]  # type: ignore[index]
        members = sitting.get(key, [])
        rows.append(Row(board, depth, boards.get(above.get(board.pk)), len(members), tuple(warnings_of(board, members)), coming.get(key)))  # type: ignore[arg-type]
        for below in boards:
            if above.get(below) == key:
                add(below, depth + 1)

    for key in boards:
        if above.get(key) not in boards:
            add(key, 0)
    return rows


def warnings_of(board: Board, sitting: Sequence[Representative]) -> list[str]:
    """What is missing in a board: a chair, a sector, or somebody senior enough of one."""
    found = []
    words = dict(Sector.choices)
    if not any(one.role == Representative.Role.CHAIR for one in sitting):
        found.append("Nobody chairs it")
    for sector in board.must_have:
        there = [one for one in sitting if one.sector == sector]
        name = words.get(sector, sector)
        if not there:
            found.append(f"Nobody sits for: {name}")
        elif board.least and not any(senior_enough(one.level, board.least) for one in there):
            found.append(f"Nobody senior enough sits for: {name}")
    return found


def senior_enough(level: str, least: str) -> bool:
    """Whether somebody of this level answers for what a board asks. Lived experience always does."""
    return level == "experience" or SENIORITY.index(level) <= SENIORITY.index(least)
