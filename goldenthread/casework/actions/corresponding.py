"""Messages between a family and the SEND team: each in the thread of one parent, or of the young person."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from goldenthread.core import clock, outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Adult, Child, Involvement
from goldenthread.people.policies import check_may, standing_of

from ..models import Case, Correspondence

#: Days within which the team means to answer a family (a local promise, not a duty).
ANSWER_DAYS = 5
LONGEST = 10_000
NOTHING: frozenset[str] = frozenset()


@action
def write_from_family(*, child: Child, adult: Adult | None, text: str, by: Any, on: date) -> Correspondence:
    """A parent writes in their own thread (`adult`), or the young person in theirs (`adult` None)."""
    standing = standing_of(by)
    check_may(standing, child, "message", "create")
    check_own_thread(child, adult, by, on)
    said = _said(text)
    made = Correspondence.objects.create(
        child=child, area_id=child.area_id, adult=adult, with_child=adult is None, from_family=True, text=said, by=by, said_at=clock.now(),
        answer_by=on + timedelta(days=ANSWER_DAYS),
    )  # fmt: skip
    worker = Case.objects.filter(child=child, worker__isnull=False).values_list("worker_id", flat=True).first()
    if worker is not None:
        outbox.tell(
            key=f"correspondence.{made.pk}",
            channel="email",
            to_user=worker,
            subject="A family has written to you",
            body="A family whose named worker you are has written. Sign in to read it and to answer.",
        )
    record("casework.write_from_family", child=child, subject=made, fact={"thread": _thread(adult)}, touches=NOTHING)
    return made


@action
def write_to_family(*, child: Child, adult: Adult | None, text: str, by: Any, on: date) -> Correspondence:
    """The SEND team writes to one parent, or to the young person. They are told that there is something to read."""
    check_may(standing_of(by), child, "message", "create")
    made = Correspondence.objects.create(
        child=child, area_id=child.area_id, adult=adult, with_child=adult is None, from_family=False, text=_said(text), by=by, said_at=clock.now()
    )
    _tell_family(made, child, adult)
    record("casework.write_to_family", child=child, subject=made, fact={"thread": _thread(adult)}, touches=NOTHING)
    return made


@action
def note_read(*, child: Child, adult: Adult | None, from_family: bool, by: Any, on: date) -> int:
    """Whoever a thread is for has opened it: what was not read yet is noted as read."""
    unread = Correspondence.objects.filter(thread_of(adult), child=child, from_family=from_family, read_at__isnull=True)
    count = unread.update(read_at=clock.now())
    record("casework.note_read", child=child, fact={"thread": _thread(adult), "messages": count}, touches=NOTHING)
    return count


def thread_of(adult: Adult | None) -> Q:
    """The condition that a message is in the thread of this parent, or in the young person's."""
    return Q(with_child=True) if adult is None else Q(adult=adult)


def check_own_thread(child: Child, adult: Adult | None, by: Any, on: date) -> None:
    """Somebody of a family writes and reads in their own thread only."""
    role = "young_person" if adult is None else "family"
    theirs = Involvement.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), child=child, user_id=by.pk, role=role, from_on__lte=on
    ).exists()
    if not theirs or (adult is not None and adult.user_id != by.pk):
        raise NotAllowed("This is somebody else’s thread.")


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise Refused("Write your message before you send it.")
    if len(said) > LONGEST:
        raise Refused(f"Your message must be {LONGEST:,} characters or fewer. Send it in two parts.")
    return said


def _thread(adult: Adult | None) -> str:
    return "young person" if adult is None else f"adult {adult.pk}"


def _tell_family(made: Correspondence, child: Child, adult: Adult | None) -> None:
    notices: list[tuple[int | None, str]]
    if adult is None:
        users = Involvement.objects.filter(child=child, role="young_person", until_on__isnull=True).values_list("user_id", flat=True)
        notices = [(user_id, "") for user_id in users]
    else:
        notices = [(adult.user_id, adult.email)] if adult.user_id or adult.email else []
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"correspondence.{made.pk}.{n}",
                channel="email",
                to="" if user_id else to,
                to_user=user_id,
                subject="There is a message for you",
                body="The SEND team has written to you. Sign in to read it and to answer.",
            )
            for n, (user_id, to) in enumerate(notices)
        ]
    )
