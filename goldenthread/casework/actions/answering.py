"""An adviser answers: line by line, from earlier advice, or from a file; and sends it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Max

from goldenthread.access import permissions
from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import check_version, next_version
from goldenthread.people.models import Document
from goldenthread.people.policies import standing_of
from goldenthread.plans.models import Advice, Passage

from ..advice import policies
from ..advice.telling import receipt_notice
from ..advice.weaknesses import Finding, of_advice
from ..models import AdviceRequest, TakenPassage

REQUESTS = frozenset({"requests"})
#: What a passage may hold besides its text and its kind.
SAID = (
    "broad_area", "theme", "by_when", "measure", "deliverer", "skill", "group_size", "minutes", "times", "per", "weeks", "review",
)  # fmt: skip
#: More lines than any file of advice has: beyond it a file is no advice.
MOST_LINES = 3000


class NotComplete(Refused):  # noqa: N818 - nothing went wrong: something is missing
    """Advice cannot be sent as it stands. `findings` are what stops it."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("The advice cannot be sent yet. See what is needed below.")
        self.findings = list(findings)


@action
def take_up(*, ask: AdviceRequest, by: Any, on: date) -> AdviceRequest:
    """Somebody of the body that is asked says that they will answer."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    _give_to(ask, by.pk, on)
    return ask


@action
def hand_over(*, ask: AdviceRequest, to: Any, colleagues: Collection[int], by: Any, on: date) -> AdviceRequest:
    """A colleague of the same body will answer, with what has been written so far."""
    policies.check_hand_over(standing=standing_of(by), ask=ask, to_ids=colleagues, to=to)
    _give_to(ask, to.pk, on)
    if to.pk != getattr(by, "pk", None):
        from ..advice.telling import notice

        outbox.tell_all([notice(f"ask-handed:{ask.pk}:{to.pk}:{ask.version}", "a request for advice.", ask, to_user=to.pk)])
    return ask


def _give_to(ask: AdviceRequest, user_id: int, on: date) -> None:
    next_version(ask, None)
    ask.adviser_id = user_id
    ask.save(update_fields=["adviser"])
    fact = {"kind": ask.kind, "organisation": ask.asked_of_id, "worker": user_id}
    record("casework.take_up_advice", child=ask.child_id, subject=ask, fact=fact, touches=())


@action
def begin_answer(*, ask: AdviceRequest, by: Any, on: date) -> Advice:
    """There is a piece of advice to write in. The same one for everybody who works on it."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    return _begun(ask, by)


def _begun(ask: AdviceRequest, by: Any) -> Advice:
    if ask.advice is not None:
        return ask.advice
    advice = Advice(
        child_id=ask.child_id, area_id=ask.area_id, kind=ask.kind, organisation_id=ask.asked_of_id, user_id=getattr(by, "pk", None),
        author=getattr(by, "name", ""),
    )  # fmt: skip
    rows.insert([advice])
    taken = AdviceRequest.objects.filter(pk=ask.pk, advice__isnull=True).update(advice=advice)
    if not taken:
        Advice.objects.filter(pk=advice.pk).delete()
        advice = Advice.objects.get(asked_for=ask)
    ask.advice = advice
    record("casework.begin_advice", subject=advice, fact={"kind": ask.kind})
    return advice


@action
def describe_advice(
    *, ask: AdviceRequest, seen_on: date | None, summary: str, author: str, author_role: str, nothing_found: bool, by: Any, on: date
) -> Advice:
    """Who gives the advice, when they last saw the child, in a few words what they found, and whether they found any need."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    advice = _begun(ask, by)
    advice.seen_on, advice.summary, advice.author, advice.author_role = seen_on, summary, author, author_role
    advice.save(update_fields=["seen_on", "summary", "author", "author_role"])
    ask.nothing_found = nothing_found
    ask.save(update_fields=["nothing_found"])
    record("casework.write_advice", subject=advice, fact={"seen_on": seen_on, "nothing_found": nothing_found})
    return advice


@action
def add_passage(
    *, ask: AdviceRequest, kind: str, text: str, by: Any, on: date, serves: Collection[UUID] = (), said: Mapping[str, Any] | None = None
) -> Passage:
    """One more strength, need, outcome or provision. `said` holds what else is known of it, by field."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    advice = _begun(ask, by)
    position = (advice.passages.aggregate(last=Max("position"))["last"] or 0) + 1
    passage = Passage(advice=advice, kind=kind, position=position, text=text, **_said(said))
    rows.insert([passage])
    _serve(advice, passage, serves)
    _changed(advice, passage, "add")
    return passage


@action
def change_passage(
    *, ask: AdviceRequest, passage: Passage, text: str, by: Any, on: date, kind: str | None = None, serves: Collection[UUID] = (),
    said: Mapping[str, Any] | None = None, version: int | None = None,
) -> Passage:  # fmt: skip
    """A line says something else, or is placed as something else. Refused when a colleague changed the advice meanwhile."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    advice = _own(ask, passage)
    check_version(advice, version)
    passage.kind, passage.text = kind or passage.kind, text
    for name, value in _said(said).items():
        setattr(passage, name, value)
    passage.save()
    _serve(advice, passage, serves)
    _changed(advice, passage, "change")
    return passage


@action
def remove_passage(*, ask: AdviceRequest, passage: Passage, by: Any, on: date) -> None:
    """A line is taken out before the advice is sent. A line of a file is left out instead, so that nothing of it is lost."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    advice = _own(ask, passage)
    if passage.page is not None:
        passage.kind = Passage.Kind.LEFT_OUT
        passage.save(update_fields=["kind"])
        passage.serves.clear()
        passage.served_by.clear()
    else:
        passage.delete()
    _changed(advice, passage, "remove")


def _own(ask: AdviceRequest, passage: Passage) -> Advice:
    if ask.advice is None or passage.advice_id != ask.advice_id:
        raise Refused("That line is not part of this advice.")
    return ask.advice


def _said(said: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (said or {}).items() if name in SAID}


def _serve(advice: Advice, passage: Passage, serves: Collection[UUID]) -> None:
    """Whom a line is for: an outcome is for needs, provision for outcomes, both of the same advice."""
    of = {Passage.Kind.OUTCOME: Passage.Kind.NEED, Passage.Kind.PROVISION: Passage.Kind.OUTCOME}.get(Passage.Kind(passage.kind or "need"))
    passage.serves.set(advice.passages.filter(pk__in=list(serves), kind=of) if of else [])


def _changed(advice: Advice, passage: Passage, how: str) -> None:
    Advice.objects.filter(pk=advice.pk).update(version=F("version") + 1)
    record("casework.write_advice", subject=advice, fact={"passage": passage.pk, "kind": passage.kind, "how": how})


@action
def take_earlier(*, ask: AdviceRequest, earlier: Advice, by: Any, on: date) -> list[Passage]:
    """The same body's earlier advice becomes the beginning of this one, each line tied to the one it came from."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    if earlier.child_id != ask.child_id or earlier.given_on is None or earlier.organisation_id != ask.asked_of_id:
        raise Refused("Only advice that the same service gave about this child can be a beginning.")
    advice = _begun(ask, by)
    taken = {each.earlier_id for each in TakenPassage.objects.filter(passage__advice=advice).order_by("pk")}
    last = advice.passages.aggregate(last=Max("position"))["last"] or 0
    of: dict[UUID, Passage] = {}
    from_earlier = [each for each in earlier.passages.order_by("position", "pk") if each.pk not in taken and each.kind not in ("", "left_out")]
    for number, each in enumerate(from_earlier, last + 1):
        said = {name: getattr(each, name) for name in SAID}
        of[each.pk] = Passage(advice=advice, kind=each.kind, position=number, text=each.text, **said)
    if not of:
        raise Refused("There is nothing more in the earlier advice to take.")
    rows.insert([*of.values(), *(TakenPassage(passage=new, earlier_id=old) for old, new in of.items())])
    through = Passage.serves.through
    links = through.objects.filter(from_passage__in=list(of), to_passage__in=list(of)).order_by("pk")
    rows.insert([through(from_passage=of[link.from_passage_id], to_passage=of[link.to_passage_id]) for link in links])
    Advice.objects.filter(pk=advice.pk).update(version=F("version") + 1)
    record("casework.take_earlier_advice", subject=advice, fact={"from": earlier.pk, "passages": len(of)})
    return list(of.values())


@action
def take_file(
    *, ask: AdviceRequest, file: StoredFile, title: str, lines: Sequence[tuple[int, str]], by: Any, on: date
) -> list[Passage]:
    """The advice came as a file: it is kept, and each of its lines waits to be placed. `lines` are (page, text)."""
    policies.check_answer(standing=standing_of(by), ask=ask)
    if ask.paper_id:
        raise Refused("A file has been added already. Its lines are below.")
    if len(lines) > MOST_LINES:
        raise Refused(f"The file has more than {MOST_LINES:,} lines. Send the part that is your advice about this child.")
    advice = _begun(ask, by)
    ask.paper, ask.paper_title = file, title[:200]
    ask.save(update_fields=["paper", "paper_title"])
    last = advice.passages.aggregate(last=Max("position"))["last"] or 0
    made = [Passage(advice=advice, position=last + number, text=text, page=page) for number, (page, text) in enumerate(lines, 1)]
    for start in range(0, len(made), 500):
        rows.insert(made[start : start + 500])
    Advice.objects.filter(pk=advice.pk).update(version=F("version") + 1)
    record("casework.take_advice_file", subject=advice, fact={"lines": len(made)})
    return made


@action
def place_lines(*, ask: AdviceRequest, placed: Mapping[UUID, Mapping[str, Any]], by: Any, on: date) -> int:
    """Lines of the file become needs, outcomes, provision and so on, or are left out. Gives how many were placed.

    `placed` gives for a line's id its `kind`, and where they are known `broad_area` and `serves` (ids).
    """
    policies.check_answer(standing=standing_of(by), ask=ask)
    if ask.advice is None:
        raise Refused("There is no file to place lines of.")
    found = {each.pk: each for each in ask.advice.passages.filter(pk__in=list(placed)).order_by("position")}
    for passage_id, passage in found.items():
        said = placed[passage_id]
        passage.kind, passage.broad_area = said["kind"], said.get("broad_area", "")
        passage.save(update_fields=["kind", "broad_area"])
    for passage_id, passage in found.items():
        _serve(ask.advice, passage, placed[passage_id].get("serves", ()))
    Advice.objects.filter(pk=ask.advice.pk).update(version=F("version") + 1)
    record("casework.place_lines", subject=ask.advice, fact={"lines": len(found)})
    return len(found)


@action
def send_advice(
    *, ask: AdviceRequest, by: Any, on: date, received_on: date | None = None, version: int | None = None
) -> AdviceRequest:
    """The advice is given: the adviser's six weeks end. An adviser cannot send it without an outcome and specified provision.

    Whoever works on the case enters what came by another way, on the day it came (`received_on`), as it is: it has been
    received, whatever it lacks, and its weaknesses are kept with it.
    """
    standing = standing_of(by)
    policies.check_answer(standing=standing, ask=ask)
    advice = _begun(ask, by)
    check_version(advice, version)
    findings = of_advice(advice, nothing_found=ask.nothing_found)
    behalf = not policies.belongs(standing, ask)
    stopping = [finding for finding in findings if finding.stops]
    if stopping and not behalf and ask.kind != "parent_yp":
        raise NotComplete(stopping)
    if received_on is not None and (received_on > on or (ask.asked_on and received_on < ask.asked_on)):
        raise Refused("The date it was received must be from the day it was asked for to today.")
    given_on = (received_on if behalf else None) or on
    next_version(ask, None)
    advice.given_on = given_on
    if not behalf:
        advice.author, advice.user_id = by.name, by.pk
        advice.author_role = advice.author_role or _role(standing, ask)
    _file_paper(ask, advice, given_on)
    advice.save(update_fields=["given_on", "author", "author_role", "user", "file"])
    ask.received_on, ask.findings = given_on, [finding.kept() for finding in findings]
    ask.save(update_fields=["received_on", "findings"])
    outbox.tell_all(receipt_notice(ask, by, ask.version))
    fact = {
        "kind": ask.kind, "organisation": ask.asked_of_id, "received_on": given_on, "due_on": ask.due_on, "findings": len(findings),
        "on_behalf": behalf,
    }  # fmt: skip
    record("casework.send_advice", child=ask.child_id, subject=ask, fact=fact, touches=REQUESTS)
    return ask


def _role(standing: Any, ask: AdviceRequest) -> str:
    """What the adviser is, by their seat in the body that was asked."""
    seat = next((seat for seat in standing.seats if seat.organisation_id == ask.asked_of_id), None) or next(iter(standing.seats), None)
    return permissions.ROLES[seat.role] if seat else ""


def _file_paper(ask: AdviceRequest, advice: Advice, on: date) -> None:
    """The file becomes a paper of the record, once."""
    if ask.paper_id is None or advice.file_id is not None:
        return
    paper = Document(
        child_id=ask.child_id, file_id=ask.paper_id, kind="advice", title=ask.paper_title or "Advice", matter_kind="advice", matter_id=ask.pk, made_on=on
    )
    rows.insert([paper])
    advice.file = paper


__all__ = [
    "NotComplete", "add_passage", "begin_answer", "change_passage", "describe_advice", "hand_over", "place_lines", "remove_passage",
    "send_advice", "take_earlier", "take_file", "take_up",
]  # fmt: skip
