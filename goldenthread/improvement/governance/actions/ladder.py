"""Boards are set up, report to one another, and people sit in them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.days import in_words
from goldenthread.people.models import Area, Organisation
from goldenthread.people.policies import standing_of

from ...models.plans import Section
from .. import policies
from ..models import Board, Representative, Rung
from ..raising import above_of

#: More rungs than any area has: a ladder that is longer goes round in a ring.
HIGHEST = 20


@action
def set_up_board(
    *, area: Area, name: str, kind: str, purpose: str = "", must_have: Sequence[str] = (), least: str = "", fewest: int = 3, rhythm: str = "called",
    first_on: date | None = None, in_term: bool = False, at: time | None = None, place: str = "", above: Board | None = None,
    sections: Collection[Section] = (), by: Any, on: date,
) -> Board:  # fmt: skip
    """A new board or working group, and the board it reports to."""
    policies.check_run(standing_of(by), area)
    hold(area)
    _check_name(area, name)
    _check_rhythm(rhythm, first_on)
    board = Board.objects.create(
        area=area, name=name.strip(), kind=kind, purpose=purpose, must_have=list(must_have), least=least, fewest=fewest, rhythm=rhythm, first_on=first_on,
        in_term=in_term, at=at, place=place, started_on=on,
    )  # fmt: skip
    board.sections.set([section for section in sections if section.plan.area_id == area.pk])
    if above is not None:
        _put_under(board, above, on)
    record("improvement.set_up_board", subject=board, fact={"kind": kind, "rhythm": rhythm, "above": getattr(above, "pk", None)})
    return board


@action
def change_board(*, board: Board, version: int | None, above: Board | None, sections: Collection[Section] = (), by: Any, on: date, **said: Any) -> Board:
    """Change what a board is for, whom it reports to, or its rhythm. Whom it reported to until now is kept."""
    policies.check_run(standing_of(by), board.area)
    _check_running(board)
    next_version(board, version)
    if said["name"].strip().lower() != board.name.lower():
        _check_name(board.area, said["name"])
    _check_rhythm(said["rhythm"], said["first_on"])
    for name, value in said.items():
        setattr(board, name, value.strip() if name == "name" else value)
    board.save(update_fields=list(said))
    board.sections.set([section for section in sections if section.plan.area_id == board.area_id])
    now = above_of(board, on)
    if now != above:
        Rung.objects.filter(board=board, until_on__isnull=True, from_on=on).delete()
        Rung.objects.filter(board=board, until_on__isnull=True).update(until_on=on)
        if above is not None:
            _put_under(board, above, on)
    record("improvement.change_board", subject=board, fact={"changed": sorted(said), "above": getattr(above, "pk", None)})
    return board


@action
def end_board(*, board: Board, by: Any, on: date) -> None:
    """A board meets no more. What is below it must report elsewhere first."""
    policies.check_run(standing_of(by), board.area)
    hold(board, "ended_on")
    _check_running(board)
    below = Board.objects.filter(rungs__above=board, rungs__until_on__isnull=True, ended_on__isnull=True).first()
    if below is not None:
        raise Refused(f"{below.name} reports to this group. Say whom it reports to from now on first.")
    if board.risks.filter(closed_on__isnull=True).exists():
        raise Refused("This group watches risks that are open. Give them to another group or close them first.")
    board.ended_on = on
    board.save(update_fields=["ended_on"])
    Rung.objects.filter(board=board, until_on__isnull=True).update(until_on=on)
    Representative.objects.filter(board=board, until_on__isnull=True).update(until_on=on)
    record("improvement.end_board", subject=board)


@action
def seat(
    *, board: Board, name: str, post: str, organisation: Organisation | None, sector: str, level: str, role: str, leads: str = "", user: Any = None,
    by: Any, on: date,
) -> Representative:  # fmt: skip
    """Somebody sits in a board from today, for a sector."""
    policies.check_run(standing_of(by), board.area)
    _check_running(board)
    hold(board)
    if user is not None and policies.sits_in(board, user.pk, on):
        raise Refused(f"{user.name} sits in this group already.")
    if organisation is not None and organisation.area_id != board.area_id:
        raise Refused("Choose an organisation of this area.")
    made = Representative.objects.create(
        board=board, user=user, name=name.strip() or getattr(user, "name", ""), post=post.strip(), organisation=organisation, sector=sector, level=level,
        role=role, leads=leads.strip(), from_on=on,
    )  # fmt: skip
    record("improvement.seat", subject=board, fact={"representative": made.pk, "sector": sector, "level": level, "role": role})
    return made


@action
def unseat(*, representative: Representative, by: Any, on: date) -> None:
    """Somebody leaves a board. What they had agreed to do is named, so that it is passed on."""
    policies.check_run(standing_of(by), representative.board.area)
    hold(representative, "until_on")
    if representative.until_on:
        raise Refused(f"{representative.name} left this group on {in_words(representative.until_on)}.")
    representative.until_on = max(on, representative.from_on)
    representative.save(update_fields=["until_on"])
    record("improvement.unseat", subject=representative.board, fact={"representative": representative.pk})


def _put_under(board: Board, above: Board, on: date) -> None:
    if above.area_id != board.area_id:
        raise Refused("Choose a group of this area.")
    _check_running(above)
    higher: Board | None = above
    for _ in range(HIGHEST):
        if higher is None:
            break
        if higher.pk == board.pk:
            raise Refused(f"{above.name} reports to this group, so this group cannot report to it.")
        higher = above_of(higher, on)
    Rung.objects.create(board=board, above=above, from_on=on)


def _check_name(area: Area, name: str) -> None:
    if Board.objects.filter(area=area, name__iexact=name.strip(), ended_on__isnull=True).exists():
        raise Refused(f"There is a group called {name.strip()} already. Choose another name.")


def _check_rhythm(rhythm: str, first_on: date | None) -> None:
    if rhythm != Board.Rhythm.CALLED and first_on is None:
        raise Refused("Enter the day of the first meeting, so that the others can be worked out.")


def _check_running(board: Board) -> None:
    if board.ended_on:
        raise Refused(f"{board.name} ended on {in_words(board.ended_on)}.")
