"""A board's meetings: called, their agenda made, papers frozen, held, closed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import IO, Any

from django.db.models import Max

from goldenthread.core import clock, files
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.days import in_words, is_working_day
from goldenthread.law.holidays import name_of
from goldenthread.people.policies import standing_of

from .. import notices, policies
from ..due import Due
from ..models import Board, BoardDecision, BoardMeeting, BoardPaper, MeetingItem, Presence, Representative
from ..papers import made_for

#: What stands on every agenda, before and after what is due.
FIRST = ("Welcome, apologies and interests to declare", "Record of the last meeting")
LAST = ("Any other business, and the next meeting",)


@action
def call_board_meeting(*, board: Board, held_on: date, at: time | None, place: str, purpose: str = "", by: Any, on: date) -> BoardMeeting:
    """A board meets on a day."""
    policies.check_run(standing_of(by), board.area)
    hold(board)
    made = _call(board, held_on, at, place, purpose)
    record("improvement.call_board_meeting", subject=made, fact={"on": held_on})
    return made


@action
def fill_calendar(*, board: Board, days: Sequence[date], by: Any, on: date) -> list[BoardMeeting]:
    """The meetings of a board's rhythm, all at once. A day on which it meets already is left as it is."""
    policies.check_run(standing_of(by), board.area)
    hold(board)
    there = set(BoardMeeting.objects.filter(board=board, on__in=days, cancelled_on__isnull=True).values_list("on", flat=True))
    made = [_call(board, day, board.at, board.place, "") for day in sorted(set(days) - there)]
    record("improvement.fill_calendar", subject=board, fact={"days": sorted(days), "made": len(made)})
    return made


def _call(board: Board, held_on: date, at: time | None, place: str, purpose: str) -> BoardMeeting:
    if board.ended_on:
        raise Refused(f"{board.name} ended on {in_words(board.ended_on)}.")
    if not is_working_day(held_on):
        raise Refused(f"{in_words(held_on)} is {name_of(held_on) or 'at a weekend'}. Choose a working day.")
    if BoardMeeting.objects.filter(board=board, on=held_on, cancelled_on__isnull=True).exists():
        raise Refused(f"{board.name} meets on {in_words(held_on)} already.")
    return BoardMeeting.objects.create(board=board, on=held_on, at=at, place=place.strip(), purpose=purpose.strip())


@action
def call_off(*, meeting: BoardMeeting, why: str, by: Any, on: date) -> None:
    """A meeting will not be held."""
    policies.check_run(standing_of(by), meeting.board.area)
    hold(meeting, "closed_at", "cancelled_on", "frozen_on")
    policies.check_open(meeting)
    meeting.cancelled_on, meeting.cancelled_why = on, why.strip()
    meeting.save(update_fields=["cancelled_on", "cancelled_why"])
    record("improvement.call_off", subject=meeting)


@action
def make_agenda(*, meeting: BoardMeeting, items: Iterable[Due], by: Any, on: date) -> int:
    """Put what is due on the agenda, between what stands on every one. What is there already stays. Gives how many were put."""
    policies.check_keep(standing_of(by), meeting.board)
    hold(meeting, "frozen_on", "closed_at", "cancelled_on")
    policies.check_not_frozen(meeting)
    there = {(kind, about) for kind, about in meeting.items.values_list("kind", "about_id") if about}
    empty = not meeting.items.exists()
    new = [MeetingItem(kind=one.kind, about_id=one.about_id, title=one.title[:300], why=one.why[:300]) for one in items if (one.kind, one.about_id) not in there]
    if empty:
        new = [*(MeetingItem(kind="standing", title=words) for words in FIRST), *new, *(MeetingItem(kind="standing", title=words) for words in LAST)]
    _append(meeting, new)
    record("improvement.make_agenda", subject=meeting, fact={"items": len(new)})
    return len(new)


@action
def add_item(*, meeting: BoardMeeting, title: str, why: str = "", presenter: str = "", by: Any, on: date) -> MeetingItem:
    """Something else for the agenda, from whoever sits in the board."""
    policies.check_speak(standing_of(by), meeting.board)
    hold(meeting, "frozen_on", "closed_at", "cancelled_on")
    policies.check_not_frozen(meeting)
    [made] = _append(meeting, [MeetingItem(kind="other", title=title.strip(), why=why.strip(), presenter=presenter.strip())])
    record("improvement.add_item", subject=meeting, fact={"item": made.pk})
    return made


@action
def drop_item(*, item: MeetingItem, by: Any, on: date) -> None:
    """Take something off an agenda that is not frozen."""
    policies.check_keep(standing_of(by), item.meeting.board)
    hold(item.meeting, "frozen_on", "closed_at", "cancelled_on")
    policies.check_not_frozen(item.meeting)
    record("improvement.drop_item", subject=item.meeting, fact={"kind": item.kind})
    item.delete()


def _append(meeting: BoardMeeting, new: list[MeetingItem]) -> list[MeetingItem]:
    """New items before the last of every agenda."""
    closing = list(meeting.items.filter(kind="standing", title__in=LAST))
    last = meeting.items.aggregate(most=Max("position"))["most"] or 0
    for number, item in enumerate(new, 1):
        item.meeting, item.position = meeting, last + number
    made = MeetingItem.objects.bulk_create(new)
    for number, item in enumerate(closing, 1):
        item.position = last + len(new) + number
        item.save(update_fields=["position"])
    return made


@action
def add_paper(*, meeting: BoardMeeting, title: str, content: IO[bytes], content_type: str, scan: str, by: Any, on: date) -> BoardPaper:
    """A paper that somebody sent for a meeting."""
    policies.check_speak(standing_of(by), meeting.board)
    hold(meeting, "frozen_on", "closed_at", "cancelled_on")
    policies.check_not_frozen(meeting)
    stored = files.store(content, content_type=content_type, scan=scan)
    made = _paper(meeting, title.strip(), stored, on, made_here=False)
    record("improvement.add_paper", subject=meeting, fact={"paper": made.pk, "sha256": stored.pk})
    return made


@action
def drop_paper(*, paper: BoardPaper, by: Any, on: date) -> None:
    """Take a paper out before the papers are frozen."""
    policies.check_keep(standing_of(by), paper.meeting.board)
    hold(paper.meeting, "frozen_on", "closed_at", "cancelled_on")
    policies.check_not_frozen(paper.meeting)
    record("improvement.drop_paper", subject=paper.meeting, fact={"sha256": paper.file_id})
    paper.delete()


@action
def freeze_papers(*, meeting: BoardMeeting, by: Any, on: date) -> list[BoardPaper]:
    """The agenda, the progress report and the record of the last meeting are made as they stand today, and with the papers sent
    they never change again. The members who have an account are told.

    Each is kept by the SHA-256 of its bytes. A paper that nobody has looked through for viruses stops the freezing.
    """
    policies.check_keep(standing_of(by), meeting.board)
    hold(meeting, "frozen_on", "closed_at", "cancelled_on")
    policies.check_not_frozen(meeting)
    items = list(meeting.items.all())
    if not items:
        raise Refused("There is no agenda yet. Make it from what is due first.")
    held = next((paper for paper in meeting.papers.select_related("file") if paper.file.held), None)
    if held is not None:
        raise Refused(f"‘{held.title}’ has not been checked for viruses, or one was found. Take it out, or try again later.")
    for title, content in made_for(meeting, items, on):
        stored = files.store(content, content_type="application/pdf", scan=StoredFile.Scan.MADE_HERE)
        _paper(meeting, title, stored, on, made_here=True)
    papers = list(meeting.papers.all())
    meeting.frozen_on, meeting.frozen_at = on, clock.now()
    meeting.save(update_fields=["frozen_on", "frozen_at"])
    told = notices.papers_are_frozen(meeting, on)
    record("improvement.freeze_papers", subject=meeting, fact={"papers": [paper.file_id for paper in papers], "told": told})
    return papers


def _paper(meeting: BoardMeeting, title: str, stored: StoredFile, on: date, *, made_here: bool) -> BoardPaper:
    last = meeting.papers.aggregate(most=Max("position"))["most"] or 0
    return BoardPaper.objects.create(meeting=meeting, title=title, file=stored, position=last + 1, made_here=made_here, added_on=on)


@action
def note_presence(*, meeting: BoardMeeting, came: dict[Representative, tuple[str, str]], version: int | None, by: Any, on: date) -> None:
    """Who came, who sent word, who sent somebody instead. Noting it again corrects it until the record is closed."""
    policies.check_keep(standing_of(by), meeting.board)
    policies.check_open(meeting)
    if on < meeting.on:
        raise Refused(f"The meeting is on {in_words(meeting.on)}. Note who was there on that day or after it.")
    next_version(meeting, version)
    Presence.objects.filter(meeting=meeting).delete()
    Presence.objects.bulk_create(
        Presence(meeting=meeting, representative=one, came=how, instead=instead.strip() if how == "instead" else "") for one, (how, instead) in came.items()
    )
    record("improvement.note_presence", subject=meeting, fact={"there": sum(how in ("there", "instead") for how, _ in came.values()), "of": len(came)})


@action
def note_item(*, item: MeetingItem, note: str, by: Any, on: date) -> None:
    """What was said under an item."""
    policies.check_keep(standing_of(by), item.meeting.board)
    policies.check_open(item.meeting)
    item.note = note
    item.save(update_fields=["note"])
    record("improvement.note_item", subject=item.meeting, fact={"item": item.pk})


@action
def decide_at_board(*, meeting: BoardMeeting, item: MeetingItem | None, words: str, by: Any, on: date) -> BoardDecision:
    """What the board decided, in its words. It decides only when enough of its members are there."""
    policies.check_keep(standing_of(by), meeting.board)
    hold(meeting, "closed_at", "cancelled_on", "frozen_on")
    policies.check_open(meeting)
    check_enough(meeting)
    last = meeting.decisions.aggregate(most=Max("position"))["most"] or 0
    made = BoardDecision.objects.create(meeting=meeting, item=item, position=last + 1, words=words.strip())
    record("improvement.decide_at_board", subject=meeting, fact={"decision": made.pk, "number": made.position})
    return made


@action
def close_board_meeting(*, meeting: BoardMeeting, by: Any, on: date) -> None:
    """The record of a meeting is closed; nothing of it changes after that."""
    policies.check_keep(standing_of(by), meeting.board)
    hold(meeting, "closed_at", "cancelled_on", "frozen_on")
    policies.check_open(meeting)
    if not meeting.presences.exists():
        raise Refused("Note who was there first.")
    if not meeting.frozen_on:
        raise Refused("Freeze the papers first, so that the record says what the meeting was shown.")
    meeting.closed_at = clock.now()
    meeting.save(update_fields=["closed_at"])
    record("improvement.close_board_meeting", subject=meeting)


def check_enough(meeting: BoardMeeting) -> None:
    """Enough members are there, or sent somebody instead, for the board to decide."""
    if not meeting.presences.exists():
        raise Refused("Note who was there first: a decision needs enough members.")
    there = meeting.presences.filter(came__in=("there", "instead")).exclude(representative__role__in=("clerk", "observer")).count()
    if there < meeting.board.fewest:
        raise Refused(f"{there} {'member was' if there == 1 else 'members were'} there, and {meeting.board.name} needs {meeting.board.fewest} to decide.")
