"""A small invented world in which every fact about every child is a word found nowhere else.

Whoever is shown such a word was shown that fact of that child, wherever it stood: `World.words` says whose it is and
of what kind. What each person may be shown is written by hand in `test_canaries`, from the design and not from the code.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

from goldenthread.casework.models import AdviceRequest, Decision, ExceptionClaim, Request
from goldenthread.casework.recording import BEGINNING
from goldenthread.core import drafts, files
from goldenthread.core.models import Event, Message, Reading
from goldenthread.desk.models import Export, SavedView
from goldenthread.disputes.models import Bundle, Dispute, Mediation, Paper, Undertaking
from goldenthread.people.models import Address, Adult, Attendance, ChildGroup, Document, FormerUpn, Relationship
from goldenthread.plans.models import Advice, Line, NamedSetting, Passage, Plan, Source, Version
from goldenthread.provision.models import Exclusion, PriorSupport
from goldenthread.returns.models import ImportRow, ImportRun
from tests import making

ON = making.TODAY
_numbers = count(1)


def word() -> str:
    """Ten letters that no page has by itself; the same in every run."""
    letters = random.Random(f"canary {next(_numbers)}").choices("bcdfghjkmpqrtvwxz", k=8)
    return f"Q{''.join(letters)}y"


@dataclass
class Told:
    """One child and what hangs from it: ids for addresses by the parameter's name."""

    child: Any
    ids: dict[str, Any]


@dataclass
class World:
    """`words` maps each canary to (child's name in the story, kind of fact). `drafts` are keys of requests that somebody
    has begun to record, in which they `typed` a child's name themselves."""

    children: dict[str, Told] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    drafts: list[UUID] = field(default_factory=list)
    typed: str = ""

    def canary(self, child: str, kind: str, value: str = "") -> str:
        value = value or word()
        self.words[value] = (child, kind)
        return value

    def seen(self, text: str, *, but: str = "") -> dict[str, set[str]]:
        """Child → kinds of fact that this text tells, leaving out what `but` holds already."""
        found: dict[str, set[str]] = {}
        for value, (child, kind) in self.words.items():
            if value in text and value not in but:
                found.setdefault(child, set()).add(kind)
        return found

    def client(self, person: str) -> Client:
        """Signed in as this person."""
        client = Client(raise_request_exception=False)
        user = self.people[person]
        user.__dict__.pop("standing", None)
        client.force_login(user)
        return client


def build() -> World:
    """Two areas; in the first a child on the coordinator's caseload, another of the area, one on the closed list."""
    world = World()
    here, there = making.area(), making.area("991", "Thornmouth")
    school, former, far_school = (
        making.school("Harrow Field School"),
        making.school("Low Wood School"),
        making.school(of=there),
    )
    clinic, trust, care = making.body("health"), making.body("health"), making.body("social_care")
    people = world.people
    for role in (
        "coordinator",
        "team_manager",
        "head_of_send",
        "administrator",
        "information_governance",
        "analyst",
        "board_member",
    ):
        people[role] = making.somebody(role)
    for role in (
        "commissioner",
        "forum",
        "panel_member",
        "quality_auditor",
        "sendiass",
        "provider",
        "psychologist",
        "parent",
        "young_person",
    ):
        people[role] = making.somebody(role, making.body("provider"))
    people["setting_staff"] = making.somebody("setting_staff", school)
    people["health_adviser"] = making.somebody("health_adviser", clinic)
    people["designated_officer"] = making.somebody("designated_officer", trust)
    people["social_care_adviser"] = making.somebody("social_care_adviser", care)
    people["named on the closed list"] = making.officer()
    people["officer of the other area"] = making.officer(of=there)
    people["school not involved"] = making.somebody("setting_staff", far_school)
    people["parent of another child"] = making.somebody("parent", making.body("forum", of=there))
    people["in no role"] = making.user()

    mine = _child(world, "mine", of=here, school=school, worker=people["coordinator"], adviser=people["psychologist"])
    for who, role in (("parent", "family"), ("young_person", "young_person"), ("psychologist", "adviser")):
        making.involve(people[who], mine, role)
    for body, role in ((clinic, "adviser"), (trust, "health"), (care, "social_care"), (school, "setting")):
        making.involve(body, mine, role)
    other = _child(world, "other", of=here, school=former)
    past = _child(world, "past", of=there, school=far_school)
    making.involve(school, past, "setting", until=ON - timedelta(days=1))
    making.involve(people["psychologist"], past, "adviser", until=ON - timedelta(days=1))
    making.involve(people["parent of another child"], past, "family")
    far = _child(world, "far", of=there, school=far_school, worker=people["officer of the other area"])
    making.involve(far_school, far, "setting", since=ON + timedelta(days=1))
    closed = _child(world, "closed", of=here, school=former, closed_list_on=date(2026, 2, 1))
    making.involve(people["named on the closed list"], closed, "named_list")
    for each in (mine, other, past, far, closed):
        making.kept(each)
    _lists(world, here, [mine, other, closed])
    _drafts(world, mine)
    return world


def _child(world: World, name: str, *, of: Any, school: Any, worker: Any = None, adviser: Any = None, **fields: Any) -> Any:
    def say(kind: str, value: str = "") -> str:
        return world.canary(name, kind, value)

    number = next(_numbers)
    child = making.child(
        f"{say('name')} {say('name')}", of=of, preferred_name=say("name"), upn=say("numbers", f"A99{number:09}B"),
        nhs_number=say("numbers", f"999{number:07}"), uln=say("numbers", f"98{number:08}"), communication=say("request"), interpreter=say("request"), **fields,
    )  # fmt: skip
    say("name", child.reference)
    FormerUpn.objects.create(child=child, upn=say("numbers", f"B99{number:09}C"))
    Address.objects.create(
        child=child,
        lines=f"1 {say('contact')} Lane",
        postcode=say("contact", f"ZQ{number % 90 + 9} 9ZZ"),
        from_on=date(2020, 1, 1),
    )
    Attendance.objects.create(child=child, organisation=school, entry_on=date(2024, 9, 1))
    adult = Adult.objects.create(
        name=say("family"), email=say("contact", f"{word().lower()}@example.org"), phone=say("contact", f"07700 900{number % 1000:03}"),
        address=f"2 {say('contact')} Road", postcode=say("contact", f"ZX{number % 90 + 9} 9ZZ"),
    )  # fmt: skip
    Relationship.objects.create(
        child=child, adult=adult, kind="mother", parental_responsibility_from=date(2016, 3, 9), from_on=date(2016, 3, 9)
    )
    if worker:
        making.involve(worker, child, "named_worker")
    made = Plan.objects.create(child=child, area=of, made_on=date(2024, 1, 10))
    NamedSetting.objects.create(plan=made, organisation=school)
    request = Request.objects.create(
        child=child, area=of, received_on=ON - timedelta(days=20), route="parent", channel="post", about=say("request")
    )
    claim = ExceptionClaim.objects.create(
        request=request, clock="EHCNA-06", ground="absence", evidence=say("request"), claimed_on=ON
    )
    told = Request.objects.create(
        child=child,
        area=of,
        received_on=date(2025, 3, 3),
        route="setting",
        requested_by=school,
        channel="email",
        about=say("request"),
    )
    Decision.objects.create(
        request=told, about="assess", yes=False, made_on=date(2025, 4, 3), notified_on=date(2025, 4, 4), reasons=say("request"),
        test_answers={key: {"answer": False, "why": say("request")} for key in ("has_or_may_have_sen", "plan_may_be_necessary")},
    )  # fmt: skip
    group = ChildGroup.objects.create(child=child, group="meals", source="school", said_by=say("sensitive"), learnt_on=date(2026, 9, 1), recorded_on=ON)
    content = say("document").encode()
    stored = files.store(content, content_type="text/plain", scan="clean")
    paper = Document.objects.create(
        child=child,
        file=stored,
        kind="evidence",
        title=f"From {say('document')}",
        matter_kind="request",
        matter_id=request.pk,
        made_on=ON,
    )
    Event.objects.create(
        verb="people.correct_child", on=ON, child_id=child.pk, by_label="command:tests", why=say("request")
    )
    Reading.objects.create(by_label="command:tests", page="desk.record", child_ids=[child.pk], reason=say("access"))
    waits = Message.objects.create(
        key=f"letter:{paper.pk}", channel="post", to=adult.name, child_id=child.pk, document_id=paper.pk, file=stored,
        subject="Letter to print", body="One letter to print.",
    )  # fmt: skip
    draft = Version.objects.create(child=child, area=of, number=1, started_on=ON, started_by=worker)
    advice = Advice.objects.create(child=child, area=of, kind="psychology", author=say("draft"), given_on=ON)
    passage = Passage.objects.create(advice=advice, position=1, kind="need", text=say("draft"))
    line = Line.objects.create(version=draft, section="B", kind="need", position=10, text=say("draft"))
    Source.objects.create(line=line, passage=passage, words=passage.text)
    given = Advice.objects.create(child=child, area=of, kind="psychology", author=say("advice"), summary=say("advice"), given_on=ON)
    said = Passage.objects.create(advice=given, position=1, kind="need", text=say("advice"))
    ask = AdviceRequest.objects.create(
        request=request, child=child, area=of, kind="psychology", adviser=adviser, what=say("ask"), because=say("ask"), asked_on=ON,
        due_on=ON + timedelta(weeks=6), advice=given, received_on=ON, findings=[{"sentence": say("advice"), "citation": "", "stops": False}],
    )  # fmt: skip
    dispute = Dispute.objects.create(
        child=child, area=child.area, kind="mediation", about="plan_contents", said=say("dispute"), opened_on=ON, recorded_on=ON, notice_sent_on=date(2026, 10, 5)
    )
    Mediation.objects.create(dispute=dispute, council_told_on=ON)
    todo = Undertaking.objects.create(
        dispute=dispute, basis="remedy", kind="other", what=say("dispute"), from_on=ON, due_on=date(2026, 12, 1), recorded_on=ON
    )
    kept = Paper.objects.create(dispute=dispute, file=stored, kind="evidence", title=say("dispute"), made_on=ON, added_on=ON)
    bundle = Bundle.objects.create(
        dispute=dispute, number=1, asked_on=ON, asked_by=world.people["team_manager"], state="made", file=stored, made_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    suspended = {"child": child, "area": of, "school": school, "kind": "suspension", "sessions": 2, "reasons": ["DB"], "early_review": "no", "entered_on": ON}
    one = Exclusion.objects.create(first_on=date(2026, 11, 9), last_on=date(2026, 11, 9), note=say("exclusion"), followed=say("exclusion"), followed_on=ON, **suspended)
    PriorSupport.objects.create(exclusion=one, child=child, kind="pastoral", words=say("exclusion"))
    Exclusion.objects.create(first_on=date(2026, 11, 3), last_on=date(2026, 11, 3), note=say("mistake"), withdrawn_on=ON, withdrawn_why=say("mistake"), **suspended)
    Event.objects.create(
        verb="provision.record_exclusion", on=ON, child_id=child.pk, by_label="command:tests", fact={"kind": "suspension", "first_on": "2026-11-09"}, why=say("exclusion")
    )
    ids = {
        "exclusion_id": one.pk, "entry_id": group.pk, "dispute_id": dispute.pk, "bundle_id": bundle.pk, "undertaking_id": todo.pk, "paper_id": kept.pk,
        "ask_id": ask.pk, "passage_id": said.pk, "version_id": draft.pk, "line_id": line.pk, "child_id": child.pk, "request_id": request.pk, "document_id": paper.pk, "claim_id": claim.pk, "message_id": waits.pk,
    }  # fmt: skip
    world.children[name] = Told(child, {**ids, "decided": told.pk})
    return child


def _lists(world: World, area: Any, children: list[Any]) -> None:
    """What holds several children at once: an export that waits, an import, a saved view."""
    asked = Export.objects.create(
        area=area,
        asked_by=world.people["head_of_send"],
        asked_on=ON,
        reason="For the board on Monday",
        child_ids=[c.pk for c in children],
    )
    run = ImportRun.objects.create(
        area=area, file_name="return.xml", sha256=hashlib.sha256().hexdigest(), state="done", people_in=3, created=3
    )
    for number, child in enumerate(children, 1):
        ImportRow.objects.create(
            run=run, number=number, element="Person", outcome="created", sentence="A new record was made.", child=child
        )
    view = SavedView.objects.create(user=world.people["head_of_send"], name="Reviews", filters="stage=plan")
    for told in world.children.values():
        told.ids.update(export_id=asked.pk, run_id=run.pk, number=1, view_id=view.pk)


def _drafts(world: World, child: Any) -> None:
    """The coordinator is recording a request twice over: once asked whether it is this child, once about to send it."""
    officer, born = world.people["coordinator"], child.date_of_birth
    who = {"forename": [child.forename], "surname": [child.surname]}
    who |= {f"date_of_birth-{part}": [str(getattr(born, part))] for part in ("day", "month", "year")}
    asked = {"route": ["parent"], "channel": ["email"], "custody": ["no"], "worker": [str(officer.pk)]}
    asked |= {f"received_on-{part}": [str(getattr(ON, part))] for part in ("day", "month", "year")}
    chosen = {"child": [str(child.pk)], "seen": [str(child.pk)]}
    for parts in (
        {"who": who},
        {"who": who, "_match": chosen, "request": asked, "said": {"about": ["He finds school hard."]}},
    ):
        key = uuid4()
        drafts.save(user_id=officer.pk, form=f"{BEGINNING}{key}", part="began", answers={})
        for part, answers in parts.items():
            drafts.save(user_id=officer.pk, form=f"{BEGINNING}{key}", part=part, answers=answers)
        world.drafts.append(key)
    world.typed = f"{child.forename} {child.surname}"
