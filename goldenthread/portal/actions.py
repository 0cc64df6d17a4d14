"""An ask is begun, saved, sent and settled. Sending is the receipt: the clock runs from that day, whatever comes after."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from goldenthread.casework import actions as casework
from goldenthread.casework.actions.receiving import Evidence
from goldenthread.casework.models import Request
from goldenthread.core import clock, files, outbox, rows, wall
from goldenthread.core.actions import action, record
from goldenthread.core.actors import job
from goldenthread.core.codes import new_code
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.law.days import in_words
from goldenthread.law.timetable import RequestFacts, duties
from goldenthread.people.models import Adult, Area, Child, Document, Involvement, Organisation, Relationship
from goldenthread.people.policies import check_may, check_may_in_area, standing_of
from goldenthread.people.twins import PossibleTwin, possible_matches

from .asking import AGREE_MINUTES, AGREE_TRIES, KEPT_DAYS, MOST_PAPERS, Writing, hashed, show, worker_for
from .models import Ask

NOTHING: frozenset[str] = frozenset()
BECAUSE = "a request comes from somebody who has no standing here yet"


@action
def begin_ask(*, area: Area, who: str, user: Any = None, school: Organisation | None = None, child: Child | None = None, by: Any, on: date) -> Ask:
    """Somebody begins to ask. Nothing has been received yet."""
    if child is not None:
        check_may(standing_of(by), child, "request", "create")
    now = clock.now()
    ask = Ask(area=area, who=who, by=user, school=school, child=child, begun_at=now, saved_at=now)
    show(ask.pk)
    ask.save(force_insert=True)
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
def send_agreement_code(*, ask: Ask, to: str, by: Any, on: date) -> None:
    """The parent or young person is sent a code to tell the school if they agree. An earlier code stops working."""
    _check_unsent(ask)
    code = f"{secrets.randbelow(1_000_000):06}"
    ask.agree_code_hash, ask.agree_tries, ask.agreed_at = _hash_of_agreement(ask, code), 0, None
    ask.agree_until = clock.now() + timedelta(minutes=AGREE_MINUTES)
    ask.save(update_fields=["agree_code_hash", "agree_tries", "agreed_at", "agree_until"])
    school = ask.school.name if ask.school else "A school"
    outbox.tell(
        key=f"agree.{ask.pk}.{ask.agree_code_hash[:12]}",
        channel="email" if "@" in to else "text",
        to=to,
        subject="A code, if you agree",
        body=f"{school} asks whether you agree with what it told you. If you do, tell it this code: {code}. If you do not, tell it so. "
        f"The code works for {AGREE_MINUTES} minutes.",
    )
    record("portal.send_agreement_code", child=ask.child, subject=ask, fact={"by": "email" if "@" in to else "text"}, touches=NOTHING)


@action
def enter_agreement_code(*, ask: Ask, code: str, by: Any, on: date) -> str:
    """The school enters what the family told it. Gives what is wrong in words; empty when the family has agreed."""
    _check_unsent(ask)
    Ask.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    ask.refresh_from_db(fields=["agree_code_hash", "agree_until", "agree_tries"])
    if not ask.agree_code_hash or ask.agree_until is None or ask.agree_until < clock.now() or ask.agree_tries >= AGREE_TRIES:
        record("portal.enter_agreement_code", child=ask.child, subject=ask, fact={"works": False}, touches=NOTHING)
        return "This code no longer works. Send them another one"
    right = secrets.compare_digest(ask.agree_code_hash, _hash_of_agreement(ask, code))
    if right:
        ask.agreed_at, ask.agree_code_hash = clock.now(), ""
    else:
        ask.agree_tries += 1
    ask.save(update_fields=["agreed_at", "agree_code_hash", "agree_tries"])
    record("portal.enter_agreement_code", child=ask.child, subject=ask, fact={"right": right}, touches=NOTHING)
    return "" if right else "This is not the code that they were sent. Check it, and enter it again"


def _hash_of_agreement(ask: Ask, code: str) -> str:
    return hashed(f"{ask.pk}{code}")


@action
def sweep_asks(*, by: Any, on: date) -> int:
    """Throw away what was begun and not sent for so long that it can no longer be opened, with its files where nobody else
    holds them. Gives how many."""
    old = list(Ask.objects.filter(sent_on__isnull=True, saved_at__lt=clock.now() - timedelta(days=KEPT_DAYS)).select_for_update(skip_locked=True)[:500])
    shas = {paper["sha256"] for ask in old for paper in ask.papers}
    Ask.objects.filter(pk__in=[ask.pk for ask in old]).delete()
    gone = sum(_let_go(sha256) for sha256 in shas)
    record("portal.sweep_asks", fact={"asks": len(old), "files": gone})
    return len(old)


def _let_go(sha256: str) -> bool:
    """Forget a file that nothing else names; its bytes go with the next sweep of files. The wall must be lifted, else a
    paper of a record that this person may not see would not be found."""
    if Ask.objects.filter(papers__contains=[{"sha256": sha256}]).exists():
        return False
    try:
        with transaction.atomic():
            return bool(StoredFile.objects.filter(pk=sha256).delete()[0])
    except ProtectedError:
        return False


@action
def forget_ask(*, ask: Ask, by: Any, on: date) -> None:
    """It is thrown away before it was sent."""
    _check_unsent(ask)
    record("portal.forget_ask", fact={"ask": ask.pk})
    papers = [paper["sha256"] for paper in ask.papers]
    ask.delete()
    with wall.lifted(because="a file is forgotten only where no record names it"):
        for sha256 in papers:
            _let_go(sha256)


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
    fact = {"who": ask.who, "held": ask.held_on is not None, "papers": len(ask.papers), **writing.facts()}
    about_whom = ask.request.child if ask.request else None
    record("portal.send_ask", child=about_whom, subject=ask, fact=fact, touches=NOTHING)
    _tell_sender(ask, writing)
    return ask


def _tell_sender(ask: Ask, writing: Writing) -> None:
    """A service that brought a child to our attention is told that it was received. A family and a school get letters."""
    to = (writing.answered("who") or {}).get("email")
    if ask.who not in (Ask.Who.HEALTH, Ask.Who.SOCIAL_CARE, Ask.Who.OTHER) or not to:
        return
    due = next(duty.due_on for duty in duties(RequestFacts(received_on=ask.sent_on)) if duty.clock == "EHCNA-06")
    reference = f" Its reference is {ask.request.child.reference}." if ask.request else ""
    what = "your notice under section 23 of the Children and Families Act 2014" if writing.is_notice else "what you sent us online"
    outbox.tell(
        key=f"ask.{ask.pk}.received",
        channel="email",
        to=to,
        subject="We have received what you sent",
        body=f"We received {what} on {in_words(ask.sent_on)}.{reference} The council decides by {in_words(due)} whether to carry out an assessment, "
        "and tells the family.",
    )


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
    text = Writing(ask).about().encode()
    return Evidence(
        file=files.store(text, content_type="text/plain", scan=StoredFile.Scan.MADE_HERE), title="What was sent online", kind="evidence"
    )


def _let_family_in(ask: Ask, on: date) -> None:
    """Somebody with an account who asked for their own child, or for themselves, reads the record from now on."""
    assert ask.request is not None and ask.by_id is not None
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
