"""Plans in force, and plans that ended."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from goldenthread.law.school_year import national_curriculum_year, phase_transfer, school_year
from goldenthread.returns.records import ActivePlan, Assessment, NamedPlan, Need, Placement, PlanDetail, Request

from ..chance import day_between, near
from . import shape
from .drawn import Drawn
from .people import Someone
from .places import CODES, NEVER_NAMED, Known, Places
from .timelines import of_a_plan

#: Days within which the letter after a move is still being waited for. Of older moves nothing more is recorded.
RECENT_MOVE = 55
#: No wait is longer than so many days: for the decision after a meeting, for a first review since the plan began, and for the
#: plan of a phase transfer since its date. Assumed, since releases count what is late and say nothing of how late.
TO_DECIDE, WITHOUT_REVIEW, AFTER_TRANSFER = 270, 600, 300
FIRST_PLANS = date(2014, 9, 1)
SECOND_NEED = ("SLCN", "SEMH", "ASD", "MLD", "PD", "SPLD", "OTH", "HI")
FLAGS: dict[str, Any] = {"mediation": "0", "tribunal": "0", "other_mediation": "0"}


class Plans:
    """Draws plans of one area as they stand on a day. Requests and ends are dated from `since`; what is older is history."""

    def __init__(
        self, dice: Random, someone: Someone, places: Places, *, today: date, since: date, neighbour: str
    ) -> None:
        self.dice, self.someone, self.places = dice, someone, places
        self.today, self.since, self.neighbour = today, since, neighbour

    def in_force(self) -> Drawn:
        """Somebody who has a plan today."""
        age = shape.AGE.draw(self.dice)
        born_on = self.someone.born(age, self.today)
        made_on = self._made_on(age, born_on)
        drawn = self._with_plan(born_on, made_on)
        request = drawn.person.requests[-1]
        plan = request.named_plan
        assert plan is not None
        request.active_plan = self._active(drawn, age, plan)
        return drawn

    def ended(self) -> Drawn:
        """Somebody whose plan ended since `since`."""
        dice, reason = self.dice, shape.CEASE_REASON.draw(self.dice)
        ended_on = self._ended_on(reason)
        age = {
            "1": lambda: 25,
            "3": lambda: 18 + int(dice.random() * 2),
            "4": lambda: near(dice, 18, 23, 19),
            "6": lambda: near(dice, 16, 23, 18),
        }.get(reason, lambda: max(shape.AGE.draw(dice), 4))()
        born_on = self.someone.born(age, ended_on)
        first = max(FIRST_PLANS, date(born_on.year + 3, 9, 1))
        made_on = day_between(dice, first, max(ended_on - timedelta(days=200), first))
        drawn = self._with_plan(born_on, min(made_on, ended_on))
        request = drawn.person.requests[-1]
        plan = request.named_plan
        assert plan is not None
        plan.ceased_on, plan.cease_reason = ended_on, reason
        kind = shape.placement(age).draw(dice)
        where = self.places.draw(dice, kind, age)
        plan.details = (self._named(kind, where, age),)
        placement = self._placement(kind, where, age, plan, None, None)
        placement.entered_on, placement.left_on = min(placement.entered_on or ended_on, ended_on), ended_on
        request.active_plan = ActivePlan(placements=(placement,), needs=self._needs(age))
        if reason == "6" and dice.random() < 0.3:
            request.assessment.other_mediation = "1"  # type: ignore[union-attr]
        drawn.open = drawn.worked = False
        return drawn

    def _made_on(self, age: int, born_on: date) -> date:
        youngest = date(born_on.year + 2, born_on.month, min(born_on.day, 28))
        most = int((self.today - max(youngest, FIRST_PLANS)).days / 365.25)
        band = shape.years_in_place(most).draw(self.dice) if most > 0 else 0
        days = int((band + self.dice.random()) * 365.25)
        return max(self.today - timedelta(days=days), FIRST_PLANS, youngest)

    def _ended_on(self, reason: str) -> date:
        dice, last = self.dice, self.today - timedelta(days=1)
        if reason in "12346" and dice.random() < 0.6:
            year = self.since.year + int(dice.random() * (school_year(self.today) - self.since.year + 1))
            leaving = date(year, 8, 31) if reason == "1" or dice.random() < 0.5 else date(year, 7, 24)
            if self.since <= leaving <= last:
                return leaving
        return day_between(dice, self.since, last)

    def _with_plan(self, born_on: date, made_on: date) -> Drawn:
        dice = self.dice
        plan = NamedPlan(started_on=made_on, personal_budget="0")
        other = "1" if dice.random() < shape.SHARES["appeal_about_plan"] else "0"
        moved_in_on = self._moved_in_on(made_on)
        if made_on < self.since or moved_in_on:
            assessment = Assessment(outcome="H", other_tribunal=other, named_plan=plan, **FLAGS)
            request, known_on = Request(outcome="H", assessment=assessment), moved_in_on or max(self.since, made_on)
        else:
            request, known_on = self._recent(made_on, plan, other)
        drawn = Drawn(self.someone.make(born_on, self.today, (request,)), known_on)
        drawn.kept_here = request.received_on is not None
        drawn.moved_in = moved_in_on is not None
        if moved_in_on and (self.today - moved_in_on).days <= RECENT_MOVE:
            drawn.transferred_in_on = moved_in_on
        if drawn.kept_here:
            drawn.channel = shape.CHANNEL.draw(dice)
        return drawn

    def _moved_in_on(self, made_on: date) -> date | None:
        if self.dice.random() >= shape.MOVED_IN or made_on > self.today - timedelta(days=60):
            return None
        return day_between(self.dice, max(made_on + timedelta(days=30), self.since), self.today)

    def _recent(self, made_on: date, plan: NamedPlan, other: str) -> tuple[Request, date]:
        time = of_a_plan(self.dice)
        received_on = made_on - timedelta(days=time.ended)
        assessment = Assessment(
            outcome="Y", outcome_on=made_on, other_tribunal=other, exceptions="1" if time.excepted else "0",
            named_plan=plan, **FLAGS,
        )  # fmt: skip
        request = Request(
            received_on=received_on, source=shape.SOURCE.draw(self.dice), youth_accommodation="0", outcome="Y",
            outcome_on=received_on + timedelta(days=time.told), mediation="0", tribunal="0", assessment=assessment,
        )  # fmt: skip
        return request, received_on

    def _active(self, drawn: Drawn, age: int, plan: NamedPlan) -> ActivePlan:
        dice = self.dice
        kind = shape.placement(age).draw(dice)
        where = self.places.draw(dice, kind, age)
        plan.details = (self._named(kind, where, age),)
        if dice.random() < shape.SHARES["personal_budget"]:
            plan.personal_budget, plan.organised_arrangements = "1", "1" if dice.random() < 0.2 else "0"
            plan.direct_payments = shape.DIRECT_PAYMENT.draw(dice)
        away = None
        if kind in ("independent_special", "specialist_college") and dice.random() < 0.05:
            away = plan.residential = "A" if dice.random() < 0.63 else "B"
        work = None
        if kind in ("college", "specialist_college") and age >= 17 and dice.random() < 0.06:
            work = plan.work_based = "S" if dice.random() < 0.8 else "A"
        active = ActivePlan(
            placements=self._placements(kind, where, age, plan, away, work),
            needs=self._needs(age),
            transferred_from=(self.neighbour if dice.random() < 0.5 else "XXX") if drawn.moved_in else None,
        )
        self._review(drawn, plan, active)
        self._nearer(drawn, plan, active)
        self._transfers(drawn, plan, active)
        return active

    def _named(self, kind: str, where: Known | None, age: int) -> PlanDetail:
        if where is None and kind in NEVER_NAMED:
            where = self.places.draw(self.dice, "mainstream" if age < 16 else "college", age)
        if where is None:
            code = kind if kind in CODES and kind not in NEVER_NAMED else "OTH"
            return PlanDetail(
                setting=code, setting_other="A mainstream setting, to be named" if code == "OTH" else None, rank="1"
            )
        unit, resourced = _flags(kind, where)
        return PlanDetail(
            urn=where.urn,
            ukprn=None if where.urn else where.ukprn,
            rank="1",
            sen_unit=unit,
            resourced_provision=resourced,
        )

    def _placements(
        self, kind: str, where: Known | None, age: int, plan: NamedPlan, away: str | None, work: str | None
    ) -> tuple[Placement, ...]:
        """Where they are now and, for those who changed phase since their plan was made, where they were before."""
        now = self._placement(kind, where, age, plan, away, work)
        assert now.entered_on and plan.started_on
        if now.entered_on < self.since or now.entered_on <= plan.started_on:
            return (now,)
        was = "college" if age >= 17 else "mainstream" if kind in CODES or age < 5 or kind.endswith("college") else kind
        before = self.places.draw(self.dice, was, age - 1)
        if before is None or before is where:
            now.entered_on = max(plan.started_on, self.since - timedelta(days=120))
            return (now,)
        unit, resourced = _flags(was, before)
        left_on = date(now.entered_on.year, 7, 24) if now.entered_on.month > 7 else now.entered_on
        former = Placement(
            urn=before.urn, ukprn=None if before.urn else before.ukprn, rank="1", entered_on=min(max(plan.started_on, date(left_on.year - 4, 9, 2)), left_on),
            left_on=left_on, sen_unit=unit, resourced_provision=resourced,
        )  # fmt: skip
        return (now, former)

    def _placement(
        self, kind: str, where: Known | None, age: int, plan: NamedPlan, away: str | None, work: str | None
    ) -> Placement:
        entered_on = self._entered_on(age, plan)
        if where is None:
            code = kind if kind in CODES else "OTH"
            other = {"OTH": "An online school", "NIEO": "Waiting for a place"}.get(code)
            return Placement(
                setting=code, setting_other=other, rank="1", entered_on=entered_on, residential=away, work_based=work
            )
        unit, resourced = _flags(kind, where)
        return Placement(
            urn=where.urn, ukprn=None if where.urn else where.ukprn, rank="1", entered_on=entered_on, sen_unit=unit,
            resourced_provision=resourced, residential=away, work_based=work,
        )  # fmt: skip

    def _entered_on(self, age: int, plan: NamedPlan) -> date:
        began = school_year(self.today) - (age - (16 if age >= 16 else 11 if age >= 11 else 4 if age >= 4 else age))
        assert plan.started_on
        first = date(max(began, 2010), 9, 2)
        return (
            first if first <= self.today and self.dice.random() < 0.75 else min(max(plan.started_on, first), self.today)
        )

    def _needs(self, age: int) -> tuple[Need, ...]:
        dice, first = self.dice, shape.need(age).draw(self.dice)
        if dice.random() >= shape.SECOND_NEED:
            return (Need(type=first, rank="1"),)
        second = SECOND_NEED[int(dice.random() ** 1.6 * len(SECOND_NEED))]
        if second == first:
            second = "OTH" if first != "OTH" else "SLCN"
        return (Need(type=first, rank="1"), Need(type=second, rank="2"))

    def _review(self, drawn: Drawn, plan: NamedPlan, active: ActivePlan) -> None:
        dice, today, made_on = self.dice, self.today, plan.started_on
        assert made_on
        if (today - made_on).days < 330:
            return
        if dice.random() >= shape.REVIEWS["met"]:
            self._former_review(drawn, made_on, today - timedelta(days=near(dice, 1, 300, 60)))
            return
        ago = (
            near(dice, 3, 365, 150)
            if dice.random() < shape.REVIEWS["met_in_the_year"] / shape.REVIEWS["met"]
            else near(dice, 366, 800, 380)
        )
        met_on = _weekday(max(today - timedelta(days=ago), made_on + timedelta(days=300)))
        if met_on > today:
            return
        active.review_meeting_on = met_on
        self._former_review(drawn, made_on, met_on)
        if dice.random() >= shape.REVIEWS["decided"]:
            return
        decided_on = met_on + timedelta(days=self._told_after())
        if decided_on > today:
            return
        active.review_decided_on, active.review_outcome = decided_on, shape.REVIEW_OUTCOME.draw(dice)
        if active.review_outcome != "A":
            return
        active.review_draft_on = decided_on
        in_time = dice.random() < shape.FINAL_AFTER_NOTICE_IN_TIME
        final_on = decided_on + timedelta(days=near(dice, 21, 56, 54) if in_time else near(dice, 57, 300, 80))
        if final_on <= today:
            if dice.random() < 0.02:
                drawn.no_amendment_on = final_on
            else:
                drawn.amended_final_on = final_on

    def _nearer(self, drawn: Drawn, plan: NamedPlan, active: ActivePlan) -> None:
        """Reviews that would have waited for years happen nearer to today, by whole weeks. Throws no dice, so that nobody else changes."""
        made_on, met_on, today = plan.started_on, active.review_meeting_on, self.today
        assert made_on
        if met_on:
            ago = (today - met_on).days
            to = 30 + ago % (TO_DECIDE - 30) if not active.review_decided_on and ago > TO_DECIDE else 366 + (ago - 366) // 2 if ago > 580 else ago
            later = timedelta(days=(ago - to) // 7 * 7)
            active.review_meeting_on = met_on = met_on + later
            if active.review_decided_on:
                active.review_decided_on += later
            active.review_draft_on = active.review_draft_on and active.review_draft_on + later
            drawn.amended_final_on, drawn.no_amendment_on = (
                day + later if day and day + later <= today else None for day in (drawn.amended_final_on, drawn.no_amendment_on)
            )
            if drawn.former_review:
                was_on, told_on, outcome = drawn.former_review
                drawn.former_review = (was_on + later, told_on + later, outcome)
        newest = met_on or today
        first = _weekday(max(made_on + timedelta(days=330), newest - timedelta(days=375)))
        if not drawn.former_review and (today - made_on).days > WITHOUT_REVIEW and (newest - first).days > 60:
            drawn.former_review = (first, first + timedelta(days=26), "M")

    def _told_after(self) -> int:
        """Days from the meeting to the letter with the decision."""
        dice = self.dice
        return (
            near(dice, 7, 28, 26) if dice.random() < shape.REVIEWS["decided_in_four_weeks"] else near(dice, 29, 150, 45)
        )

    def _former_review(self, drawn: Drawn, made_on: date, before: date) -> None:
        """The review of the year before, where the plan is old enough: a few were never held."""
        met_on = _weekday(before - timedelta(days=near(self.dice, 320, 430, 362)))
        if (met_on - made_on).days > 250 and self.dice.random() < 0.975:
            outcome = shape.REVIEW_OUTCOME.draw(self.dice)
            drawn.former_review = (
                met_on,
                met_on + timedelta(days=self._told_after()),
                "M" if outcome == "C" else outcome,
            )

    def _transfers(self, drawn: Drawn, plan: NamedPlan, active: ActivePlan) -> None:
        """Transfers between phases that fell due since the record began, and the one to come next."""
        born_on, today, known = drawn.person.born_on, self.today, drawn.known_on
        assert born_on and plan.started_on
        if not -2 <= national_curriculum_year(born_on, known) <= 11:
            return
        for year in range(school_year(max(plan.started_on, known)), school_year(today) + 1):
            transfer = phase_transfer(born_on, date(year, 10, 1))
            if transfer is None:
                continue
            due_on = (
                date(transfer.year, 3, 31) if transfer.phase == "secondary_to_post16" else date(transfer.year, 2, 15)
            )
            if due_on <= max(plan.started_on, known):
                continue
            final_on = None
            if due_on <= today:
                late = self.dice.random()
                final_on = (
                    due_on - timedelta(days=near(self.dice, 1, 40, 3))
                    if late < 0.82
                    else due_on + timedelta(days=near(self.dice, 1, 120, 20))
                )
                waits = late >= 0.96 and (today - due_on).days <= AFTER_TRANSFER
                final_on = None if waits or final_on > today else final_on
                if final_on and final_on < plan.started_on:
                    final_on = due_on
            drawn.transfers.append((due_on, final_on))
        if drawn.transfers:
            active.phase_transfer_due_on, active.phase_transfer_final_on = drawn.transfers[-1]


def _flags(kind: str, where: Known) -> tuple[str | None, str | None]:
    if not where.urn:
        return None, None
    return (
        "1" if kind == "sen_unit" and where.unit == "unit" else "0",
        "1" if kind == "resourced" and where.unit == "resourced" else "0",
    )


def _weekday(day: date) -> date:
    """The same day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
