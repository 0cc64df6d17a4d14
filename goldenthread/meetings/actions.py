"""Every write about panels: who sits, when they meet, what they talk of, who was there and who stood aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Max, Q

from goldenthread.core import clock, outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.days import in_words
from goldenthread.people import wrong_child
from goldenthread.people.models import Area, Document, Involvement, Membership
from goldenthread.people.policies import check_may, standing_of

from . import policies
from .models import AgendaItem, Attendance, Group, Meeting, Member, PackPaper, Recusal

#: Days after the meeting for which its members can still open the papers (a local promise, not a duty).
READ_ON_DAYS = 14
NOTHING: frozenset[str] = frozenset()


class PapersHeld(Refused):
    """Papers that seem to be another child's are on their way into a pack. `findings` says which, and what they hold."""

    def __init__(self, findings: Sequence[wrong_child.Finding]) -> None:
        super().__init__("Some papers may be another child’s. Look at each of them, then say why it belongs here, or leave it out.")
        self.findings = list(findings)


@action
def set_up_group(*, area: Area, name: str, kind: str, must_have: Sequence[str], fewest: int, by: Any, on: date) -> Group:
    """A new panel of the area."""
    policies.check_set_up(standing_of(by), area.pk)
    if Group.objects.filter(area=area, name__iexact=name.strip()).exists():
        raise Refused(f"There is a panel called {name.strip()} already. Choose another name.")
    group = Group.objects.create(area=area, name=name.strip(), kind=kind, must_have=list(must_have), fewest=fewest)
    record("meetings.set_up_group", subject=group, fact={"kind": kind, "must_have": list(must_have), "fewest": fewest})
    return group


@action
def add_member(*, group: Group, user: Any, sector: str, chair: bool, by: Any, on: date) -> Member:
    """Somebody sits in the panel from today, for a sector."""
    policies.check_set_up(standing_of(by), group.area_id)
    hold(group)
    if Member.objects.filter(group=group, user=user, until_on__isnull=True).exists():
        raise Refused(f"{user.name} sits in this panel already.")
    member = Member.objects.create(group=group, user=user, sector=sector, chair=chair, from_on=on)
    record("meetings.add_member", subject=group, fact={"user": user.pk, "sector": sector, "chair": chair})
    return member


@action
def end_member(*, member: Member, by: Any, on: date) -> None:
    """Somebody leaves the panel; the papers of its open meetings close to them."""
    policies.check_set_up(standing_of(by), member.group.area_id)
    hold(member, "until_on")
    if member.until_on:
        raise Refused("They have left this panel already.")
    member.until_on = max(on, member.from_on)
    member.save(update_fields=["until_on"])
    _end_reading(Q(user_id=member.user_id), _open_children(member.group), on)
    record("meetings.end_member", subject=member.group, fact={"user": member.user_id})


@action
def call_meeting(*, group: Group, held_on: date, at: time | None, place: str, by: Any, on: date) -> Meeting:
    """The panel meets on a day."""
    policies.check_run(standing_of(by), group.area_id)
    hold(group)
    if Meeting.objects.filter(group=group, on=held_on, at=at).exists():
        raise Refused(f"{group.name} has a meeting on {in_words(held_on)} at that time already.")
    meeting = Meeting.objects.create(group=group, on=held_on, at=at, place=place)
    record("meetings.call_meeting", subject=meeting, fact={"on": held_on})
    return meeting


@action
def put_on_agenda(*, meeting: Meeting, child: Any, matter_kind: str, matter_id: Any, question: str, by: Any, on: date) -> AgendaItem:
    """One child's matter comes before the meeting, last in its order, with the papers that are in the record for it.

    A paper that seems to be another child's stays out of the pack until a person has looked at it (`fill_pack`)."""
    hold(meeting, "closed_at", "pack_sent_on")
    policies.check_put_on(standing_of(by), meeting, child)
    if AgendaItem.objects.filter(meeting=meeting, matter_id=matter_id).exists():
        raise Refused("This child’s matter is on the agenda already.")
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, child=child, matter_kind=matter_kind, matter_id=matter_id, question=question, position=last + 1
    )
    papers = list(Document.objects.filter(child=child, matter_id=matter_id, kind="evidence").select_related("file").order_by("made_on", "pk"))
    held = {finding.document.pk for finding in wrong_child.check_papers(child, papers) if finding.holds}
    free = [paper for paper in papers if paper.pk not in held]
    rows.insert([PackPaper(item=item, document=paper, position=n) for n, paper in enumerate(free, start=1)])
    if meeting.pack_sent_on:
        _let_read(meeting, [item], on)
    record(
        "meetings.put_on_agenda", child=child, subject=item, fact={"meeting": meeting.pk, "on": meeting.on, "held": len(held)}, touches=NOTHING
    )  # fmt: skip
    return item


@action
def fill_pack(*, item: AgendaItem, documents: Iterable[Document], by: Any, on: date) -> None:
    """The papers of this child's pack, in this order: those named, and no others.

    Refused with `PapersHeld` while one of them seems to be another child's and nobody answered for it
    (`people.wrong_child.accept_paper`).
    """
    standing = standing_of(by)
    check_may(standing, item.child, "panel", "update")
    _hold_item(item)
    policies.check_open(item.meeting)
    chosen = list(documents)
    for document in chosen:
        policies.check_paper(item, document)
    held = [finding for finding in wrong_child.check_papers(item.child, chosen) if finding.holds]
    if held:
        raise PapersHeld(held)
    item.pack.all().delete()
    rows.insert([PackPaper(item=item, document=paper, position=n) for n, paper in enumerate(chosen, start=1)])
    record("meetings.fill_pack", child=item.child, subject=item, fact={"papers": [paper.pk for paper in chosen]}, touches=NOTHING)


@action
def send_pack(*, meeting: Meeting, by: Any, on: date) -> int:
    """The members can open the papers from today, and are told so. Gives how many were told."""
    policies.check_run(standing_of(by), meeting.group.area_id)
    hold(meeting, "closed_at")
    policies.check_open(meeting)
    items = list(meeting.items.filter(ended="").select_related("child").prefetch_related("recusals"))
    if not items:
        raise Refused("Put at least one child on the agenda before you send the pack.")
    told = _let_read(meeting, items, on)
    if not told:
        raise Refused("Nobody sits in this panel yet. Add its members, then send the pack.")
    meeting.pack_sent_on = on
    meeting.save(update_fields=["pack_sent_on"])
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"pack.{meeting.pk}.{user_id}.{on}",
                channel="email",
                to_user=user_id,
                subject="Papers for a panel are ready to read",
                body=f"The papers for {meeting.group.name} on {in_words(meeting.on)} are ready. Sign in to read them.",
            )
            for user_id in sorted(told)
        ]
    )
    for item in items:
        record("meetings.send_pack", child=item.child, subject=item, fact={"meeting": meeting.pk, "members": len(told)}, touches=NOTHING)
    return len(told)


@action
def stand_aside(*, item: AgendaItem, user: Any, why: str, by: Any, on: date) -> Recusal:
    """A member takes no part in this child's matter, and from now on sees none of its papers."""
    standing = standing_of(by)
    _hold_item(item)
    policies.check_open(item.meeting)
    if getattr(by, "pk", None) != user.pk:
        policies.check_run(standing, item.meeting.group.area_id)
    if not why.strip():
        raise Refused("Say why: for example, that you know the family.")
    if Recusal.objects.filter(item=item, user=user).exists():
        raise Refused(f"{user.name} has stood aside from this matter already.")
    aside = Recusal.objects.create(item=item, user=user, why=why.strip())
    _end_reading(Q(user_id=user.pk), [item.child_id], on)
    record("meetings.stand_aside", child=item.child, subject=item, fact={"user": user.pk}, why=why.strip(), touches=NOTHING)
    return aside


@action
def note_attendance(*, meeting: Meeting, there: Sequence[Attendance], version: int | None, by: Any, on: date) -> None:
    """Who was at the meeting and who sent apologies: the whole list, in place of what was noted before."""
    policies.check_run(standing_of(by), meeting.group.area_id)
    hold(meeting, "closed_at")
    policies.check_open(meeting)
    if meeting.on > on:
        raise Refused(f"The meeting is on {in_words(meeting.on)}. Note who was there on the day.")
    next_version(meeting, version)
    meeting.attendances.all().delete()
    for one in there:
        one.meeting = meeting
    rows.insert(list(there))
    present = [one.sector for one in there if one.present]
    record("meetings.note_attendance", subject=meeting, fact={"present": sorted(present), "absent": len(there) - len(present)})


@action
def end_item(*, item: AgendaItem, ended: str, why: str = "", to_meeting: Meeting | None = None, by: Any, on: date) -> AgendaItem | None:
    """A child's matter leaves the table: decided, put off to another meeting, or taken off. Gives the new item where put off."""
    _hold_item(item)
    policies.check_open(item.meeting)
    if item.ended:
        raise Refused(f"This matter has ended already: {item.get_ended_display().lower()}.")
    if ended != AgendaItem.Ended.DECIDED:
        policies.check_run(standing_of(by), item.meeting.group.area_id)
        if not why.strip():
            raise Refused("Say why. The family may ask.")
    item.ended, item.ended_why = ended, why.strip()
    item.save(update_fields=["ended", "ended_why"])
    record("meetings.end_item", child=item.child, subject=item, fact={"ended": ended}, why=why.strip(), touches=NOTHING)
    if to_meeting is None:
        return None
    later = put_on_agenda(
        meeting=to_meeting, child=item.child, matter_kind=item.matter_kind, matter_id=item.matter_id, question=item.question, by=by, on=on
    )
    fill_pack(item=later, documents=[paper.document for paper in item.pack.select_related("document")], by=by, on=on)
    return later


@action
def close_meeting(*, meeting: Meeting, version: int | None, by: Any, on: date) -> None:
    """The record is closed for good; the papers close to the members in a fortnight."""
    policies.check_run(standing_of(by), meeting.group.area_id)
    hold(meeting, "closed_at")
    policies.check_close(meeting, meeting.items.all(), list(meeting.attendances.all()), on)
    next_version(meeting, version)
    meeting.closed_at = clock.now()
    meeting.save(update_fields=["closed_at"])
    record("meetings.close_meeting", subject=meeting, fact={"on": meeting.on})


def _hold_item(item: AgendaItem) -> None:
    """Nobody else changes this matter, or closes its meeting, while it is changed. The meeting first, always."""
    hold(item.meeting, "closed_at")
    hold(item, "ended")


def _let_read(meeting: Meeting, items: Sequence[AgendaItem], on: date) -> set[int]:
    """Each member who did not stand aside may read each child's pack until a fortnight after the meeting."""
    until = max(meeting.on, on) + timedelta(days=READ_ON_DAYS)
    # Whoever no longer works in the area reads nothing of it, though nobody has taken them off the panel.
    working = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on, organisation__area_id=meeting.group.area_id
    )
    members = set(
        Member.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), group=meeting.group, user_id__in=working.values("user_id")).values_list(
            "user_id", flat=True
        )
    )
    children = [item.child_id for item in items]
    open_now = {
        (one.child_id, one.user_id): one
        for one in Involvement.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=on), role="panel", user_id__in=members, child_id__in=children
        )
    }
    new = []
    for item in items:
        aside = {each.user_id for each in item.recusals.all()}
        for user_id in members - aside:
            there = open_now.get((item.child_id, user_id))
            if there is None:
                new.append(
                    Involvement(
                        child_id=item.child_id, area_id=meeting.group.area_id, user_id=user_id, role="panel", from_on=on, until_on=until,
                        because=f"On the agenda of {meeting.group.name}"[:200],
                    )
                )  # fmt: skip
            elif there.until_on and there.until_on < until:
                there.until_on = until
                there.save(update_fields=["until_on"])
    rows.insert(new)
    return members


def _open_children(group: Group) -> list[Any]:
    return list(AgendaItem.objects.filter(meeting__group=group, meeting__closed_at__isnull=True).values_list("child_id", flat=True))


def _end_reading(who: Q, children: Sequence[Any], on: date) -> None:
    """From today these people no longer read these children as panel members."""
    reading = Involvement.objects.filter(who, Q(until_on__isnull=True) | Q(until_on__gte=on), role="panel", child_id__in=children)
    reading.filter(from_on__gte=on).delete()
    reading.update(until_on=on - timedelta(days=1))
