"""An area's return from its record: everybody who belongs in it, as the facts stood on census day.

Nothing is made up for what the record does not hold: it is left out, and the rules then say so.
"""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.core import wall
from goldenthread.core.gathering import written
from goldenthread.people.models import Address, Area, Attendance, Child, SenNeed
from goldenthread.plans.models import NamedSetting, Plan
from goldenthread.returns.light import (
    ADDRESS,
    ATTENDANCE,
    CHILD,
    CLAIM,
    DECISION,
    NAMED,
    NEED,
    NO_DAY,
    NOBODY,
    PLAN,
    REQUEST,
    REVIEW,
    TRANSFER,
    Together,
    by,
    light,
    placed,
)  # fmt: skip
from goldenthread.returns.records import ActivePlan, Assessment, Header, NamedPlan, Need, Person, Placement, PlanDetail
from goldenthread.returns.records import Request as Asked
from goldenthread.returns.structure import Collection, collections
from goldenthread.reviews.models import PhaseTransfer, Review

BECAUSE = "a statutory return tells of the whole area"
BATCH = 2000
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
    for _, person in told(area, year, closed=closed):
        yield person


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


def told(area: Area, year: int, *, closed: bool = True) -> Iterator[tuple[Any, Person]]:
    """People of the return, each with the key of the child."""
    when = collections()[year]
    found_in = Child.objects.filter(area=area, **({} if closed else {"closed_list_on": None}))
    with wall.lifted(because=BECAUSE):
        ids = list(found_in.order_by("reference").values_list("pk", flat=True))
    number = 0
    for start in range(0, len(ids), BATCH):
        with wall.lifted(because=BECAUSE):
            found = Facts(ids[start : start + BATCH], when.census_date)
        teller = _Told(found, when)
        for child in found.children:
            asked = tuple(each for request in found.requests[child.pk] if (each := teller.request(request)))
            if asked:
                number += 1
                yield child.pk, _person(number, child, found, asked, year)


class Facts:
    """Everything about some children, each kind by whom it belongs to."""

    def __init__(self, ids: Sequence[Any], day: date) -> None:
        self._hold({name: (placed if name in AT_PLACES else light)(rows, names) for name, (rows, names) in _queries(ids, day).items()})

    @classmethod
    def of_one(cls, child_id: UUID, day: date) -> Facts:
        """The same of one child, in one statement."""
        found = cls.__new__(cls)
        found._hold(_together().of(child_id, day))
        return found

    def _hold(self, rows: Mapping[str, Iterable[Any]]) -> None:
        self.children = list(rows["children"])
        self.known_since = {child.pk: child.first_recorded_on for child in self.children}
        self.addresses, self.attendances, self.needs, self.requests = (by(rows[name], "child_id") for name in ("addresses", "attendances", "needs", "requests"))
        self.decisions, self.claims = by(rows["decisions"], "request_id"), by(rows["claims"], "request_id")
        self.plans = {plan.pk: plan for plan in rows["plans"]}
        self.named, self.reviews, self.transfers = (by(rows[name], "plan_id") for name in ("named", "reviews", "transfers"))


#: The facts of which each says where, by an organisation.
AT_PLACES = ("attendances", "named")


def _queries(ids: Sequence[Any], day: date) -> dict[str, tuple[QuerySet, tuple[str, ...]]]:
    """What is asked about some children on a day, and the values of each row."""
    then = Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gt=day)
    these = written(ids)
    of_child, of_plan, of_request = {"child_id__any": these}, {"plan__child_id__any": these}, {"request__child_id__any": these}
    return {
        "children": (Child.objects.filter(id__any=these).order_by("reference"), CHILD),
        "addresses": (Address.objects.filter(*then, **of_child), ADDRESS),
        "attendances": (Attendance.objects.filter(**of_child), ATTENDANCE),
        "needs": (SenNeed.objects.filter(*then, **of_child), NEED),
        "requests": (Request.objects.filter(**of_child).order_by("received_on", "pk"), REQUEST),
        "decisions": (Decision.objects.filter(**of_request), DECISION),
        "claims": (ExceptionClaim.objects.filter(**of_request, clock="EHCNA-20").exclude(accepted_on=None), CLAIM),
        "plans": (Plan.objects.filter(**of_child), PLAN),
        "named": (NamedSetting.objects.filter(**of_plan), NAMED),
        "reviews": (Review.objects.filter(**of_plan), REVIEW),
        "transfers": (PhaseTransfer.objects.filter(**of_plan).order_by("due_on"), TRANSFER),
    }


@cache
def _together() -> Together:
    return Together(_queries([NOBODY], NO_DAY), at_places=AT_PLACES)


def _person(number: int, child: Child, found: Facts, asked: tuple[Asked, ...], year: int) -> Person:
    address = next(iter(found.addresses[child.pk]), None)
    return Person(
        number=number, surname=child.surname, forename=child.forename, born_on=child.date_of_birth,
        sex=child.sex if child.sex != "U" and year >= SEX_FROM else None, gender=(child.reported_gender or GENDER[child.sex]) if year < SEX_FROM else None,
        ethnicity=child.ethnicity or None, postcode=(address.postcode or None) if address else None, upn=child.upn or None, uln=child.uln or None,
        upn_unknown=None if child.upn or child.uln else (child.no_upn_because or None), requests=asked,
    )  # fmt: skip


class _Told:
    """What one year's return tells of a request: nothing of what came after, and no dates of what was before."""

    def __init__(self, found: Facts, when: Collection) -> None:
        self.found, self.when = found, when

    def request(self, request: Request) -> Asked | None:
        """The record of one request, or None where that year's return does not tell of it."""
        when, plan = self.when, self.found.plans.get(request.plan_id) if request.plan_id else None
        assess, issue = self._decision(request, "assess"), self._decision(request, "issue")
        received, ended_on = request.received_on, request.ended_on
        if request.ended == "withdrawn" and ended_on is None and request.first_return:
            ended_on = date(request.first_return - 1, 12, 31)
        if received and received > when.activity_to:
            return None
        if plan and not self._known(plan):
            plan = None
        if plan is None and (request.plan_id and issue is None and received is None):
            return None
        over = (
            ended_on
            or (assess.notified_on if assess and not self._goes_ahead(assess) else None)
            or (issue.notified_on if issue and not self._goes_ahead(issue) else None)
        )
        if over and over < when.activity_from:
            return None
        if plan and plan.ceased_on and plan.ceased_on < when.activity_from:
            return None
        before = plan is not None and (plan.made_on < when.activity_from or bool(plan.transferred_from))
        if before or (received is None and plan):
            asked = Asked(outcome="H")
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

    def _decision(self, request: Request, about: str) -> Decision | None:
        """The decision, where it had been told by census day, or is one of long ago without a date."""
        found = next((each for each in self.found.decisions[request.pk] if each.about == about), None)
        told_on = (found.notified_on or found.made_on) if found else None
        return None if found is None or (told_on and told_on > self.when.census_date) else found

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
        asked = Asked(
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
            return Assessment(
                outcome="W" if self._withdrawn(request) else "A", mediation=_flag_or_none(request.assessment_mediation), tribunal=_flag_or_none(request.assessment_tribunal),
                other_mediation=_flag_or_none(request.other_mediation), other_tribunal=_flag_or_none(request.other_tribunal),
            )  # fmt: skip
        told = Assessment(
            mediation=_flag(request.assessment_mediation), tribunal=_flag(request.assessment_tribunal), other_mediation=_flag(request.other_mediation),
            other_tribunal=_flag(request.other_tribunal), named_plan=self._named(plan) if plan else None,
        )  # fmt: skip
        if before or (plan and request.received_on is None):
            told.outcome = "H"
        elif plan:
            refused = issue is not None and not issue.yes
            told.outcome, told.outcome_on = ("N", issue.notified_on) if refused else ("Y", plan.made_on)
            told.exceptions = "1" if self.found.claims[request.pk] else "0"
        else:
            assert issue
            told.outcome, told.outcome_on = "Y" if issue.yes else "N", None if issue.yes else issue.notified_on
        return told

    def _named(self, plan: Plan) -> NamedPlan:
        ceased = plan.ceased_on if plan.ceased_on and plan.ceased_on <= self.when.census_date else None
        budget = _flag(plan.personal_budget)
        return NamedPlan(
            started_on=plan.made_on, residential=plan.residential or None, work_based=plan.work_based or None, personal_budget=budget,
            organised_arrangements=_flag(plan.organised_arrangements) if budget == "1" else None,
            direct_payments=(plan.direct_payment or None) if budget == "1" else None, ceased_on=ceased,
            cease_reason=(plan.cease_reason or None) if ceased else None, details=tuple(_detail(each) for each in self.found.named[plan.pk]),
        )  # fmt: skip

    def _active(self, plan: Plan) -> ActivePlan:
        day, found = self.when.census_date, self.found
        rows = [
            each
            for each in found.attendances[plan.child_id]
            if (each.entry_on is None or each.entry_on <= day) and not (each.left_on and each.left_on < self.when.activity_from)
        ]
        reviews = found.reviews[plan.pk]
        newest = max((each for each in reviews if each.met_on and each.met_on <= day), key=lambda each: each.met_on, default=None)
        # The last decision may be that of the round before, while the newest meeting's is awaited.
        decided = max(
            (each for each in reviews if each.notified_on and each.notified_on <= day), key=lambda each: each.notified_on, default=None
        )
        if decided and newest and decided is not newest and decided.notice_sent_on and decided.notice_sent_on < newest.met_on:
            decided = None  # a draft of the round before cannot stand beside the meeting of this one
        due = next((each for each in found.transfers[plan.pk] if each.due_on >= day), None)
        moved_in_on = self._moved_in_on(plan)
        return ActivePlan(
            transferred_from=plan.transferred_from if moved_in_on and moved_in_on >= self.when.activity_from else None,
            review_meeting_on=newest.met_on if newest else None,
            review_outcome=(decided.outcome or None) if decided and self.when.year >= OUTCOME_FROM else None,
            review_draft_on=decided.notice_sent_on
            if decided and decided.notice_sent_on and decided.notice_sent_on <= day
            else None,
            review_decided_on=decided.notified_on if decided else None,
            phase_transfer_due_on=due.due_on if due else None,
            phase_transfer_final_on=due.final_on if due and due.final_on and due.final_on <= day else None,
            residential=_first(each.residential for each in rows) if self.when.year < PLACED_FROM else None,
            work_based=_first(each.work_based for each in rows) if self.when.year < PLACED_FROM else None,
            placements=tuple(_placement(each, day, self.when.year) for each in rows),
            needs=tuple(Need(type=each.need, rank=str(each.rank)) for each in found.needs[plan.child_id]),
        )


def _first(values: Iterable[str]) -> str | None:
    return next((each for each in values if each), None)


def _flag(value: bool | None) -> str:
    return "1" if value else "0"


def _flag_or_none(value: bool | None) -> str | None:
    return None if value is None else _flag(value)


def _where(row: NamedSetting | Attendance) -> dict[str, Any]:
    place = row.organisation
    kind, _, number = row.setting_other.partition(" ") if row.setting_type == "OTH" else ("", "", "")
    urn = str(place.urn) if place and place.urn else number if kind == "URN" and number.isdigit() else None
    ukprn = str(place.ukprn) if place and place.ukprn else number if kind == "UKPRN" and number.isdigit() else None
    numbers: dict[str, str | None]
    if urn:
        numbers = {"urn": urn, "sen_unit": _flag(row.sen_unit), "resourced_provision": _flag(row.resourced_provision)}
    elif ukprn:
        numbers = {"ukprn": ukprn}
    else:
        numbers = {"setting": row.setting_type or None, "setting_other": row.setting_other or None}
    return {**numbers, "rank": str(row.rank)}


def _detail(row: NamedSetting) -> PlanDetail:
    return PlanDetail(**_where(row))


def _placement(row: Attendance, day: date, year: int) -> Placement:
    left_on = row.left_on if row.left_on and row.left_on <= day else None
    return Placement(
        **_where(row),
        entered_on=row.entry_on,
        left_on=left_on,
        attendance=row.attendance_pattern or None if year < PLACED_FROM else None,
        residential=row.residential or None if year >= PLACED_FROM else None,
        work_based=row.work_based or None if year >= PLACED_FROM else None,
    )
