"""An area's return from its record: everybody who belongs in it, as the facts stood on census day.

Nothing is made up for what the record does not hold: it is left out, and the rules then say so.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from goldenthread.casework.models import Decision, Request
from goldenthread.core import wall
from goldenthread.core.gathering import written
from goldenthread.people.models import Area, Attendance, Child
from goldenthread.plans.models import NamedSetting, Plan
from goldenthread.returns.facts import AT_PLACES, Facts, queries
from goldenthread.returns.light import CHILD, NOBODY, NOBODYS, Again, at_places
from goldenthread.returns.records import ActivePlan, Assessment, Header, NamedPlan, Need, Person, Placement, PlanDetail
from goldenthread.returns.records import Request as Asked
from goldenthread.returns.structure import Collection, collections

BECAUSE = "a statutory return tells of the whole area"
BATCH = 800
#: How many bytes a key has.
KEY = 16
RELEASE = "1"
#: The first year whose return asks for a designated social care officer.
DSCO_FROM = 2025
#: The first years whose returns ask for sex (before it, gender) and for the source of a request.
SEX_FROM, SOURCE_FROM = 2024, 2025
#: The first year that says of each placement whether it is residential; before it the plan did, and each had a pattern.
PLACED_FROM = 2024
#: The first year that asks what a review led to.
OUTCOME_FROM = 2024
#: How the return of 2023 says what later ones call sex.
GENDER = {"M": "1", "F": "2", "U": "0"}
SOURCE = {
    "parent": "1",
    "young_person": "1",
    "family": "1",
    "setting": "2",
    "health": "3",
    "social_care": "4",
    "other": "5",
}


MET_ON, NOTIFIED_ON = attrgetter("met_on"), attrgetter("notified_on")


class Posts(NamedTuple):
    """Whether the area's designated officers were in post: Y yes, N no, R being recruited, None where nobody said."""

    dmo: str | None = None
    dco: str | None = None
    dsco: str | None = None


NOT_SAID = Posts()


def header(area: Area, year: int, *, made_at: datetime, serial_no: str = "001", posts: Posts = NOT_SAID) -> Header:
    """What stands at the head of the file. `posts` are the area's own facts of that year, None where nobody said."""
    return Header(
        collection="SEN2", year=year, reference_date=collections()[year].census_date, source_level="L", lea=area.code, software_code="Golden Thread",
        release=RELEASE, serial_no=serial_no, made_at=made_at, dmo=posts.dmo, dco=posts.dco, dsco=posts.dsco if year >= DSCO_FROM else None,
    )  # fmt: skip


def people_of(area: Area, year: int, *, closed: bool = True) -> Iterator[Person]:
    """Everybody who belongs in that year's return, in the order of their references.

    `closed` says whether those on the closed list are told of: the whole return has them, what one person may see has not.
    The wall is lifted for each batch: for commands and jobs.
    """
    return (person for _, person in _everybody(area, year, closed))


def of_child(child: Child, year: int) -> Person | None:
    """What that year's return tells of one child, within what the asker may see; None where it does not tell of them."""
    when = collections()[year]
    found = Facts.of_one(child.pk, when.census_date)
    teller = _Told(found, when)
    asked = tuple(each for request in found.requests[child.pk] if (each := teller.request(request)))
    return _person(1, found.children[0], found, asked, year) if asked else None


def of_children(children: Some[Any], year: int) -> Iterator[tuple[Child, Person | None]]:
    """Each of these children with what that year's return tells of them, None where it does not, their facts read together."""
    when = collections()[year]
    found = Facts(list(children), when.census_date)
    teller = _Told(found, when)
    for child in found.children:
        asked = tuple(each for request in found.requests[child.pk] if (each := teller.request(request)))
        yield child, _person(1, child, found, asked, year) if asked else None


def told(area: Area, year: int, *, closed: bool = True) -> Iterator[tuple[UUID, Person]]:
    """People of the return, each with the key of the child."""
    return ((UUID(key), person) for key, person in _everybody(area, year, closed))


def _everybody(area: Area, year: int, closed: bool) -> Iterator[tuple[str, Person]]:
    """The same, the keys as text. What is held does not grow with the area but by sixteen bytes a child."""
    when = collections()[year]
    found_in = Child.objects.filter(area=area, **({} if closed else {"closed_list_on": None}))
    keys = bytearray()
    with wall.lifted(because=BECAUSE):
        for pk in found_in.order_by("reference").values_list("pk", flat=True).iterator(chunk_size=BATCH):
            keys += pk.bytes
    batches, number = Batches(when), 0
    for start in range(0, len(keys), BATCH * KEY):
        with wall.lifted(because=BECAUSE):
            found = batches.of("{" + keys[start : start + BATCH * KEY].hex(",", KEY) + "}")
        teller = _Told(found, when)
        for child in found.children:
            if requests := found.requests.get(child.pk):
                number += 1
                asked = tuple(map(teller.told, requests))
                yield child.pk, _person(number, child, found, asked, year)


class Batches:
    """What one year's return tells of thousands of children after thousands. Each statement's text is made once, and ids are texts throughout.

    First comes what says of which requests it tells; the rest is asked of those alone. A school is read once.
    """

    def __init__(self, when: Collection) -> None:
        self.when = when
        self.ask = {name: Again(rows, names) for name, (rows, names) in queries([NOBODY], when.census_date, "{}_id").items()}
        self.places: dict[int, Any] = {}
        self.ask["children"] = Again(Child.objects.filter(id__any=NOBODYS), CHILD)

    def of(self, ids: str) -> Facts:
        """Everything about the children of a list of ids as PostgreSQL writes one, in its order, but for requests of which that return does not tell.

        An id is thirty-two digits here, without hyphens.
        """
        rows: dict[str, Any] = {name: self.ask[name].of(ids) for name in ("children", "requests", "plans")}
        place = {key: number for number, key in enumerate(ids[1:-1].split(","))}
        rows["children"].sort(key=lambda child: place[child.pk.replace("-", "")])
        rows["decisions"] = self.ask["decisions"].of(written(row.pk for row in rows["requests"]))
        teller = _Told(Facts.of_rows(rows), self.when)
        requests = rows["requests"] = [row for row in rows["requests"] if teller.concerns(row)]
        for names, these in (
            (("addresses", "attendances", "needs"), {row.child_id for row in requests}),
            (("claims",), (row.pk for row in requests)),
            (("named", "reviews", "transfers"), (row.plan_id for row in requests if row.plan_id)),
        ):
            one_list = written(these)
            rows.update({name: self.ask[name].of(one_list) for name in names})
        rows.update({name: at_places(rows[name], self.places) for name in AT_PLACES})
        return Facts.of_rows(rows)


def _person(number: int, child: Child, found: Facts, asked: tuple[Asked, ...], year: int) -> Person:
    address = next(iter(found.addresses.get(child.pk, ())), None)
    return Person.of(
        number=number, surname=child.surname, forename=child.forename, born_on=child.date_of_birth,
        sex=child.sex if child.sex != "U" and year >= SEX_FROM else None, gender=(child.reported_gender or GENDER[child.sex]) if year < SEX_FROM else None,
        ethnicity=child.ethnicity or None, postcode=(address.postcode or None) if address else None, upn=child.upn or None, uln=child.uln or None,
        upn_unknown=None if child.upn or child.uln else (child.no_upn_because or None), requests=asked,
    )  # fmt: skip


class _Told:
    """What one year's return tells of a request: nothing of what came after, and no dates of what was before."""

    def __init__(self, found: Facts, when: Collection) -> None:
        self.found, self.when = found, when

    def concerns(self, request: Request) -> bool:
        """Whether that year's return tells of a request. Asks for children, requests, plans and decisions alone."""
        when, received, ended_on = self.when, request.received_on, request.ended_on
        if received and received > when.activity_to:
            return False
        plan, (assess, issue) = self._plan(request), self._decisions(request)
        if plan is None and (request.plan_id and issue is None and received is None):
            return False
        if request.ended == "withdrawn" and ended_on is None and request.first_return:
            ended_on = date(request.first_return - 1, 12, 31)
        over = (
            ended_on
            or (assess.notified_on if assess and not self._goes_ahead(assess) else None)
            or (issue.notified_on if issue and not self._goes_ahead(issue) else None)
        )
        if over and over < when.activity_from:
            return False
        return not (plan and plan.ceased_on and plan.ceased_on < when.activity_from)

    def request(self, request: Request) -> Asked | None:
        """The record of one request, or None where that year's return does not tell of it."""
        return self.told(request) if self.concerns(request) else None

    def told(self, request: Request) -> Asked:
        """The record of a request of which that year's return tells."""
        when, plan, received, ended_on = self.when, self._plan(request), request.received_on, request.ended_on
        assess, issue = self._decisions(request)
        before = plan is not None and (plan.made_on < when.activity_from or bool(plan.transferred_from))
        if before or (received is None and plan):
            asked = Asked.of(outcome="H")
        else:
            asked = self._asked(request, assess)
            if asked.outcome in ("A", "W") or (assess and not self._goes_ahead(assess)):
                return asked
            if ended_on and ended_on <= when.activity_to and request.ended == "moved":
                asked.exported_to = request.exported_to or "XXX"
                return asked
        asked.assessment = self._assessment(request, issue, plan, before=before)
        if plan and not (plan.ceased_on and plan.ceased_on <= when.census_date):
            asked.active_plan = self._active(plan)
        return asked

    def _plan(self, request: Request) -> Plan | None:
        """The plan that it led to, where that was known on census day."""
        plan = self.found.plans.get(request.plan_id) if request.plan_id else None
        return plan if plan and self._known(plan) else None

    def _decisions(self, request: Request) -> tuple[Decision | None, Decision | None]:
        """Whether to assess and whether to issue, each where it had been told by census day, or is one of long ago without a date."""
        assess = issue = None
        for each in self.found.decisions.get(request.pk, ()):
            told_on = each.notified_on or each.made_on
            if told_on and told_on > self.when.census_date:
                continue
            if each.about == "assess":
                assess = each
            else:
                issue = each
        return assess, issue

    def _goes_ahead(self, decision: Decision) -> bool:
        """A yes, or a refusal that was changed by census day: what follows then hangs under the first outcome, which stays."""
        return decision.yes or bool(decision.replaced_on and decision.replaced_on <= self.when.census_date)

    def _withdrawn(self, request: Request) -> bool:
        """Withdrawn by the end of the year; of one that came from a return, which gives no date, in the year it was of."""
        on = request.ended_on or (date((request.first_return or self.when.year) - 1, 12, 31))
        return request.ended == "withdrawn" and on <= self.when.activity_to

    def _known(self, plan: Plan) -> bool:
        return (self._moved_in_on(plan) or plan.made_on) <= self.when.census_date

    def _moved_in_on(self, plan: Plan) -> date | None:
        """The day the plan came from another area; the day the record began where no more is known."""
        return (plan.transferred_in_on or self.found.known_since[plan.child_id]) if plan.transferred_from else None

    def _asked(self, request: Request, assess: Decision | None) -> Asked:
        asked = Asked.of(
            received_on=request.received_on,
            source=SOURCE.get(request.route) if self.when.year >= SOURCE_FROM else None,
            youth_accommodation=_flag_or_none(request.in_youth_accommodation),
        )
        if assess is None:
            asked.outcome = "W" if self._withdrawn(request) else "A"
        else:
            asked.outcome, asked.outcome_on = "Y" if assess.yes else "N", assess.notified_on
            asked.mediation, asked.tribunal = _flag(request.request_mediation), _flag(request.request_tribunal)
            if assess.notified_on is None or assess.notified_on < self.when.activity_from:
                asked.outcome, asked.outcome_on, asked.mediation, asked.tribunal = "H", None, None, None
        return asked

    def _assessment(self, request: Request, issue: Decision | None, plan: Plan | None, *, before: bool) -> Assessment:
        if plan is None and issue is None:
            return Assessment.of(
                outcome="W" if self._withdrawn(request) else "A", mediation=_flag_or_none(request.assessment_mediation), tribunal=_flag_or_none(request.assessment_tribunal),
                other_mediation=_flag_or_none(request.other_mediation), other_tribunal=_flag_or_none(request.other_tribunal),
            )  # fmt: skip
        told = Assessment.of(
            mediation=_flag(request.assessment_mediation), tribunal=_flag(request.assessment_tribunal), other_mediation=_flag(request.other_mediation),
            other_tribunal=_flag(request.other_tribunal), named_plan=self._named(plan) if plan else None,
        )  # fmt: skip
        if before or (plan and request.received_on is None):
            told.outcome = "H"
        elif plan:
            told.outcome, told.outcome_on = ("N", issue.notified_on) if issue is not None and not issue.yes else ("Y", plan.made_on)
            told.exceptions = "1" if self.found.claims.get(request.pk) else "0"
        else:
            assert issue
            told.outcome, told.outcome_on = "Y" if issue.yes else "N", None if issue.yes else issue.notified_on
        return told

    def _named(self, plan: Plan) -> NamedPlan:
        ceased = plan.ceased_on if plan.ceased_on and plan.ceased_on <= self.when.census_date else None
        budget = _flag(plan.personal_budget)
        return NamedPlan.of(
            started_on=plan.made_on, residential=plan.residential or None, work_based=plan.work_based or None, personal_budget=budget,
            organised_arrangements=_flag(plan.organised_arrangements) if budget == "1" else None,
            direct_payments=(plan.direct_payment or None) if budget == "1" else None, ceased_on=ceased,
            cease_reason=(plan.cease_reason or None) if ceased else None, details=tuple([PlanDetail.of(**_where(each)) for each in self.found.named.get(plan.pk, ())]),
        )  # fmt: skip

    def _active(self, plan: Plan) -> ActivePlan:
        day, found = self.when.census_date, self.found
        year, year_began = self.when.year, self.when.activity_from
        rows = [
            each
            for each in found.attendances.get(plan.child_id, ())
            if (each.entry_on is None or each.entry_on <= day) and not (each.left_on and each.left_on < year_began)
        ]
        reviews = found.reviews.get(plan.pk, ())
        newest = max([each for each in reviews if each.met_on and each.met_on <= day], key=MET_ON, default=None)
        # The last decision may be that of the round before, while the newest meeting's is awaited.
        decided = max([each for each in reviews if each.notified_on and each.notified_on <= day], key=NOTIFIED_ON, default=None)
        if decided and newest and decided is not newest and decided.notice_sent_on and decided.notice_sent_on < newest.met_on:
            decided = None  # a draft of the round before cannot stand beside the meeting of this one
        due = next((each for each in found.transfers.get(plan.pk, ()) if each.due_on >= day), None)
        moved_in_on = self._moved_in_on(plan)
        return ActivePlan.of(
            transferred_from=plan.transferred_from if moved_in_on and moved_in_on >= year_began else None,
            review_meeting_on=newest.met_on if newest else None,
            review_outcome=(decided.outcome or None) if decided and year >= OUTCOME_FROM else None,
            review_draft_on=decided.notice_sent_on
            if decided and decided.notice_sent_on and decided.notice_sent_on <= day
            else None,
            review_decided_on=decided.notified_on if decided else None,
            phase_transfer_due_on=due.due_on if due else None,
            phase_transfer_final_on=due.final_on if due and due.final_on and due.final_on <= day else None,
            residential=_first(each.residential for each in rows) if year < PLACED_FROM else None,
            work_based=_first(each.work_based for each in rows) if year < PLACED_FROM else None,
            placements=tuple([_placement(each, day, year) for each in rows]),
            needs=tuple([Need.of(type=each.need, rank=str(each.rank)) for each in found.needs.get(plan.child_id, ())]),
        )


def _first(values: Iterable[str]) -> str | None:
    return next((each for each in values if each), None)


def _flag(value: bool | None) -> str:
    return "1" if value else "0"


def _flag_or_none(value: bool | None) -> str | None:
    return None if value is None else _flag(value)


def _where(row: NamedSetting | Attendance) -> dict[str, Any]:
    place = row.organisation
    if place and place.urn:  # nearly everywhere
        return {"urn": str(place.urn), "sen_unit": _flag(row.sen_unit), "resourced_provision": _flag(row.resourced_provision), "rank": str(row.rank)}
    kind, _, number = row.setting_other.partition(" ") if row.setting_type == "OTH" else ("", "", "")
    urn = number if kind == "URN" and number.isdigit() else None
    ukprn = str(place.ukprn) if place and place.ukprn else number if kind == "UKPRN" and number.isdigit() else None
    numbers: dict[str, str | None]
    if urn:
        numbers = {"urn": urn, "sen_unit": _flag(row.sen_unit), "resourced_provision": _flag(row.resourced_provision)}
    elif ukprn:
        numbers = {"ukprn": ukprn}
    else:
        numbers = {"setting": row.setting_type or None, "setting_other": row.setting_other or None}
    return {**numbers, "rank": str(row.rank)}


def _placement(row: Attendance, day: date, year: int) -> Placement:
    left_on = row.left_on if row.left_on and row.left_on <= day else None
    return Placement.of(
        **_where(row),
        entered_on=row.entry_on,
        left_on=left_on,
        attendance=row.attendance_pattern or None if year < PLACED_FROM else None,
        residential=row.residential or None if year >= PLACED_FROM else None,
        work_based=row.work_based or None if year >= PLACED_FROM else None,
    )
