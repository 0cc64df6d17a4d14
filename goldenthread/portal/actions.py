"""An ask is begun, saved, sent and settled. Sending is the receipt: the clock runs from that day, whatever comes after."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.casework import actions as casework
from goldenthread.casework.actions.receiving import Evidence
from goldenthread.casework.models import Request
from goldenthread.core import clock, outbox, rows, wall
from goldenthread.core.actions import action, record
from goldenthread.core.actors import job
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Adult, Area, Child, Document, Involvement, Organisation, Relationship
from goldenthread.people.policies import check_may, check_may_in_area, standing_of
from goldenthread.people.twins import PossibleTwin, possible_matches

from .asking import MOST_PAPERS, Writing, hashed, new_code, worker_for
from .models import Ask

NOTHING: frozenset[str] = frozenset()
BECAUSE = "a request comes from somebody who has no standing here yet"


@action
def begin_ask(*, area: Area, who: str, user: Any = None, school: Organisation | None = None, child: Child | None = None, by: Any, on: date) -> Ask:
    """Somebody begins to ask. Nothing has been received yet."""
    if child is not None:
        check_may(standing_of(by), child, "request", "create")
    now = clock.now()
    ask = Ask.objects.create(area=area, who=who, by=user, school=school, child=child, begun_at=now, saved_at=now)
    record("portal.begin_ask", subject=ask, fact={"who": who})
    return ask


@action
def save_page(*, ask: Ask, page: str, typed: dict[str, Any], by: Any, on: date) -> None:
    """One page of an ask, as it was typed."""
    _check_unsent(ask)
    ask.answers[page] = typed
    ask.saved_at = clock.now()
    ask.save(update_fields=["answers", "saved_at"])
    record("portal.save_page", subject=ask, fact={"page": page})


@action
def save_papers(*, ask: Ask, papers: list[dict[str, Any]], by: Any, on: date) -> None:
    """The files that go with an ask. Their bytes are stored already."""
    _check_unsent(ask)
    if len(papers) > MOST_PAPERS:
        raise Refused(f"You can add {MOST_PAPERS} files here. You can send more later")
    ask.papers = papers
    ask.saved_at = clock.now()
    ask.save(update_fields=["papers", "saved_at"])
    record("portal.save_papers", subject=ask, fact={"papers": len(papers)})


@action
def give_code(*, ask: Ask, email: str, by: Any, on: date) -> str:
    """A new code to come back with; an earlier one stops working. Said once, and kept only as a hash."""
    _check_unsent(ask)
    code = new_code()
    ask.code_hash = hashed(code)
    ask.saved_at = clock.now()
    ask.save(update_fields=["code_hash", "saved_at"])
    if email:
        outbox.tell(
            key=f"ask.{ask.pk}.{ask.code_hash[:12]}",
            channel="email",
            to=email,
            subject="Your code to come back",
            body=f"You saved a form that you have not sent yet. To carry on, use this code: {code}",
        )
    record("portal.give_code", subject=ask, fact={"emailed": bool(email)})
    return code


@action
def forget_ask(*, ask: Ask, by: Any, on: date) -> None:
    """It is thrown away before it was sent."""
    _check_unsent(ask)
    record("portal.forget_ask", fact={"ask": ask.pk})
    ask.delete()


@action
def send_ask(*, ask: Ask, by: Any, on: date) -> Ask:
    """It is received today. A record is started, or a request added to a pupil's; where it may be about a child on record it
    is held for a person, and its clock runs all the same."""
    ask = Ask.objects.select_for_update(of=("self",)).select_related("area", "child", "school").get(pk=ask.pk)
    if ask.sent_on:
        record("portal.sent_before", subject=ask)
        return ask
    writing = Writing(ask)
    if writing.missing:
        raise Refused("Some pages are not answered yet. Answer them, then send.")
    ask.sent_on, ask.sent_at, ask.code_hash = on, clock.now(), ""
    with wall.lifted(because=BECAUSE):
        worker = worker_for(ask.area)
        about = {"child": ask.child} if ask.child_id else {"new_child": writing.new_child(), "area": ask.area}
        try:
            # Whoever may ask is everybody (section 36(1)): that a pupil is theirs was asked when it was begun.
            ask.request = _receive(ask, writing, by=job("portal.send_ask"), on=on, worker=worker, **about)
        except (PossibleTwin, Refused):
            ask.held_on = on
        ask.save(update_fields=["sent_on", "sent_at", "code_hash", "request", "held_on"])
        if ask.request is not None and ask.by_id and ask.who in (Ask.Who.PARENT, Ask.Who.YOUNG_PERSON):
            _let_family_in(ask, on)
    record("portal.send_ask", subject=ask, fact={"who": ask.who, "held": ask.held_on is not None, "papers": len(ask.papers)})
    return ask


@action
def settle_as_new(*, ask: Ask, ruled_out: Any, worker: Any, by: Any, on: date) -> Request:
    """A person says that it is about nobody on record: a record is started."""
    _check_settle(ask, by)
    made = _receive(
        ask, Writing(ask), by=by, on=on, worker=worker, new_child=Writing(ask).new_child(), area=ask.area, ruled_out=ruled_out
    )
    return _settled(ask, made)


@action
def settle_as_child(*, ask: Ask, child: Child, worker: Any, by: Any, on: date) -> Request:
    """A person says whom it is about. Where that child's request is being worked on already, it joins it as a paper."""
    _check_settle(ask, by)
    open_request = (
        Request.objects.filter(child=child, ended="").exclude(decisions__about="issue").exclude(decisions__yes=False).order_by("-received_on").first()
    )
    if open_request is None:
        return _settled(ask, _receive(ask, Writing(ask), by=by, on=on, worker=worker, child=child))
    rows.insert(
        [
            Document(child=child, file=paper.file, kind=paper.kind, title=paper.title, matter_kind="request", matter_id=open_request.pk, made_on=on)
            for paper in [*_evidence(ask), _as_paper(ask)]
        ]
    )
    record("portal.join_request", child=child, subject=open_request, fact={"ask": ask.pk, "papers": len(ask.papers) + 1}, touches=NOTHING)
    return _settled(ask, open_request)


def matches(ask: Ask) -> list[Any]:
    """Children on record whom a held ask may be about, as far as whoever looks may see them."""
    new = Writing(ask).new_child()
    return possible_matches(
        area_ids=[ask.area_id], forename=new.forename, surname=new.surname, date_of_birth=new.date_of_birth, upn=new.upn, nhs_number=new.nhs_number
    )


def _receive(ask: Ask, writing: Writing, *, by: Any, on: date, worker: Any, **about: Any) -> Request:
    said = writing.answered("child") or {}
    return casework.receive_request(
        **about,
        route=ask.who,
        channel=Request.Channel.ONLINE,
        received_on=ask.sent_on,
        requested_by=(ask.school or said.get("setting_found")) if ask.who == Ask.Who.SETTING else None,
        about=writing.about(),
        evidence=_evidence(ask),
        worker=worker,
        by=by,
        on=on,
    )


def _evidence(ask: Ask) -> list[Evidence]:
    kept = StoredFile.objects.in_bulk([paper["sha256"] for paper in ask.papers])
    return [Evidence(file=kept[paper["sha256"]], title=paper["title"]) for paper in ask.papers if paper["sha256"] in kept]


def _as_paper(ask: Ask) -> Evidence:
    from goldenthread.core import files

    text = Writing(ask).about().encode()
    return Evidence(
        file=files.store(text, content_type="text/plain", scan=StoredFile.Scan.MADE_HERE), title="What was sent online", kind="evidence"
    )


def _let_family_in(ask: Ask, on: date) -> None:
    """Somebody with an account who asked for their own child, or for themselves, reads the record from now on."""
    assert ask.request is not None
    child = ask.request.child
    role = "young_person" if ask.who == Ask.Who.YOUNG_PERSON else "family"
    if not Involvement.objects.filter(child=child, user_id=ask.by_id, role=role, until_on__isnull=True).exists():
        Involvement.objects.create(child=child, area_id=child.area_id, user_id=ask.by_id, role=role, from_on=on, because="They asked for the assessment")
    adult = Relationship.objects.filter(child=child, adult__user__isnull=True).select_related("adult").order_by("pk").first()
    if role == "family" and adult is not None and not Adult.objects.filter(user_id=ask.by_id).exists():
        Adult.objects.filter(pk=adult.adult_id).update(user_id=ask.by_id)


def _settled(ask: Ask, request: Request) -> Request:
    ask.request = request
    ask.save(update_fields=["request"])
    record("portal.settle_ask", child=request.child, subject=ask, fact={"request": request.pk}, touches=NOTHING)
    return request


def _check_settle(ask: Ask, by: Any) -> None:
    check_may_in_area(standing_of(by), ask.area, "request", "create")
    if ask.request_id:
        raise Refused("Somebody has settled this already.")
    if not ask.held_on:
        raise Refused("This is not waiting to be settled.")


def _check_unsent(ask: Ask) -> None:
    if ask.sent_on:
        raise Refused("This was sent already, so it can no longer be changed. You can write to us about it.")
