"""Each indicator is what somebody would count who read every record, one after another, as at an awkward day."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.disputes.models import Appeal, Complaint, ComplaintStage, Dispute
from goldenthread.insight.indicators import figure, series
from goldenthread.people.models import Attendance, Child, Organisation, SenNeed
from goldenthread.plans.models import Plan
from goldenthread.reviews.models import LookedAfter, PhaseTransfer, Review
from tests import making

pytestmark = pytest.mark.django_db

#: Ends of months and years, a leap day, the day after one, days on which nothing and much happened.
DAYS = [date(2023, 12, 31), date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1), date(2025, 2, 28), date(2025, 8, 31), date(2026, 3, 29), date(2026, 11, 23)]
FIRST = date(2022, 1, 1)


@pytest.fixture
def area():
    """Some seventy invented children with requests, plans, reviews and disputes on days drawn by a fixed die. About a second."""
    dice, area = random.Random(5), making.area()
    kinds = {"Community school": None, "Other independent special school": None, "Further education": None, "Academy special converter": None}
    schools = {kind: making.school(f"The {kind}") for kind in kinds}
    for kind, school in schools.items():
        Organisation.objects.filter(pk=school.pk).update(establishment_type=kind)

    def some_day(since=FIRST, until=date(2026, 11, 30)):
        return since + timedelta(days=dice.randrange((until - since).days + 1)) if until >= since else since

    for _ in range(70):
        child = Child.objects.create(
            area=area, forename="Wren", surname="Test", date_of_birth=some_day(date(2002, 1, 1), date(2019, 1, 1)), sex=dice.choice("FM"), ethnicity=dice.choice(["WBRI", "APKN", ""]),
            first_recorded_on=date(2022, 1, 1), closed_list_on=date(2026, 1, 1) if dice.random() < 0.05 else None,
        )  # fmt: skip
        received = some_day()
        request = Request.objects.create(
            child=child, area=area, received_on=received, route=dice.choice(["parent", "setting", "not_known"]), channel="post",
            request_mediation=dice.random() < 0.3, request_tribunal=dice.random() < 0.3,
        )  # fmt: skip
        told = received + timedelta(days=dice.choice([20, 41, 42, 43, 60]))
        fate = dice.random()
        if fate < 0.1:
            Request.objects.filter(pk=request.pk).update(ended="withdrawn", ended_on=told)
            continue
        if fate < 0.15:
            continue
        yes = fate > 0.3
        Decision.objects.create(request=request, about="assess", yes=yes, made_on=told, notified_on=told)
        if not yes:
            continue
        if fate < 0.4:
            refused = received + timedelta(days=dice.choice([100, 112, 113]))
            Decision.objects.create(request=request, about="issue", yes=False, made_on=refused, notified_on=refused)
            continue
        made = received + timedelta(days=dice.choice([100, 139, 140, 141, 364, 365, 400]))
        ceased = made + timedelta(days=dice.choice([0, 30, 200, 500])) if dice.random() < 0.3 else None
        plan = Plan.objects.create(
            child=child, area=area, made_on=made, ceased_on=ceased, cease_reason=dice.choice("124") if ceased else "", personal_budget=dice.random() < 0.2,
            transferred_from="991" if fate > 0.95 else "", transferred_in_on=made + timedelta(days=90) if fate > 0.95 and not ceased else None,
        )  # fmt: skip
        Request.objects.filter(pk=request.pk).update(plan=plan)
        if dice.random() < 0.2:
            ExceptionClaim.objects.create(request=request, clock="EHCNA-20", ground="not_stated", accepted_on=made)
        met = made
        for _ in range(dice.randrange(4)):
            met += timedelta(days=dice.choice([300, 365, 366, 420]))
            decided = met + timedelta(days=dice.choice([10, 28, 29])) if dice.random() < 0.8 else None
            outcome = dice.choice("MAC") if decided else ""
            final = met + timedelta(days=dice.choice([80, 84, 85])) if outcome == "A" else None
            Review.objects.create(plan=plan, met_on=met, notified_on=decided, outcome=outcome, amended_final_on=final)
        if dice.random() < 0.5:
            due = date(dice.choice([2024, 2025, 2026]), 2, 15)
            PhaseTransfer.objects.create(plan=plan, due_on=due, final_on=due + timedelta(days=dice.choice([-1, 0, 1])))
        if dice.random() < 0.8:
            SenNeed.objects.create(child=child, need=dice.choice(["ASD", "SEMH"]), rank=1, from_on=made)
        moved = some_day(made)
        if dice.random() < 0.5:
            Attendance.objects.create(child=child, organisation=dice.choice(list(schools.values())), entry_on=made, left_on=moved)
        code = dice.choice(["", "NEET", "EHE", "OLA"])
        Attendance.objects.create(child=child, organisation=None if code else dice.choice(list(schools.values())), setting_type=code, entry_on=moved)
        if dice.random() < 0.15:
            LookedAfter.objects.create(child=child, area=area, from_on=made, until_on=dice.choice([None, moved + timedelta(days=1)]), authority="Calderbeck Council")
        if dice.random() < 0.3:
            appeal = Dispute.objects.create(child=child, area=area, kind="appeal", about=dice.choice(["plan_contents", "section_i_only"]), opened_on=made, recorded_on=made)
            Appeal.objects.create(dispute=appeal, sections=["F"], registered_on=made + timedelta(days=5), decided_on=made + timedelta(days=150), outcome=dice.choice(["allowed", "dismissed"]))
        if dice.random() < 0.2:
            complaint = Dispute.objects.create(child=child, area=area, kind="complaint", about="plan_contents", opened_on=moved, recorded_on=moved)
            Complaint.objects.create(dispute=complaint, channel="email")
            ComplaintStage.objects.create(dispute=complaint, number=1, opened_on=moved, promised_by=moved + timedelta(days=20), answered_on=moved + timedelta(days=20), outcome="upheld", answer="Sorry")
    return area


# --- the recount: plain Python over every record -----------------------------------------------------------------------


def open_children():
    return Child.objects.filter(closed_list_on=None)


def plans():
    return list(Plan.objects.filter(child__in=open_children()).select_related("child"))


def requests():
    return list(Request.objects.filter(child__in=open_children()))


def decision(request, about):
    return Decision.objects.filter(request=request, about=about).first()


def begun(plan):
    return plan.transferred_in_on or plan.made_on if plan.transferred_from else plan.made_on


def in_force(plan, at):
    return begun(plan) <= at and not (plan.ceased_on and plan.ceased_on <= at)


def in_year(day, at):
    return day is not None and date(at.year, 1, 1) <= day <= at


def a_year_before(at):
    return at.replace(year=at.year - 1, day=28) if (at.month, at.day) == (2, 29) else at.replace(year=at.year - 1)


def in_twelve_months(day, at):
    return day is not None and a_year_before(at) < day <= at


def length(plan):
    request = Request.objects.filter(plan=plan).first()
    refused = Decision.objects.filter(request=request, about="issue", yes=False).exists()
    return None if refused or request is None else (plan.made_on - request.received_on).days


def issued(at, excepted=True):
    new = [plan for plan in plans() if not plan.transferred_from and in_year(plan.made_on, at)]
    return [plan for plan in new if excepted or not ExceptionClaim.objects.filter(request__plan=plan, accepted_on__lte=at).exists()]


def both(of, hit):
    of = list(of)
    return sum(1 for each in of if hit(each)), len(of)


def six_weeks(at):
    of = []
    for each in requests():
        told = decision(each, "assess")
        if not in_year(each.received_on, at):
            continue
        if (told and told.notified_on <= at) or (not (each.ended_on and each.ended_on <= at) and (at - each.received_on).days > 42):
            of.append((each, told))
    return both(of, lambda pair: pair[1] is not None and pair[1].notified_on <= at and (pair[1].notified_on - pair[0].received_on).days <= 42)


def still_open(at):
    of = []
    for each in requests():
        refused = [one.notified_on for one in Decision.objects.filter(request=each, yes=False)]
        ends = [day for day in (each.ended_on, each.plan and each.plan.made_on, *refused) if day]
        excepted = ExceptionClaim.objects.filter(request=each, accepted_on__lte=at).exists()
        if each.received_on <= at and not (ends and min(ends) <= at) and not excepted:
            of.append(each)
    return both(of, lambda each: (at - each.received_on).days > 140)


def reviews_met(at):
    return [each for each in Review.objects.filter(plan__in=plans()) if in_year(each.met_on, at)]


def twelve_months_in_force(at):
    return [plan for plan in plans() if in_force(plan, at) and begun(plan) <= a_year_before(at)]


def last_met(plan, at):
    return max((each.met_on for each in plan.reviews.all() if each.met_on <= at), default=None)


def attends(child, at):
    now = [each for each in child.attendances.all() if each.entry_on <= at and not (each.left_on and each.left_on <= at)]
    return max(now, key=lambda each: each.entry_on, default=None)


def at_setting(at, right):
    return both((plan for plan in plans() if in_force(plan, at)), lambda plan: (now := attends(plan.child, at)) is not None and right(now))


def refused_in(at, about):
    found = Decision.objects.filter(about=about, yes=False, request__child__in=open_children()).select_related("request")
    return [each for each in found if in_year(each.notified_on, at)]


def appeals(within, at):
    return [each for each in Appeal.objects.filter(dispute__child__in=open_children()) if within(each.registered_on, at)]


def census(at):
    """The third Thursday of January."""
    first = date(at.year, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)


def appealable(at):
    held = sum(1 for plan in plans() if in_force(plan, census(at))) if census(at) <= at else 0
    met = sum(1 for plan in plans() if plan.cease_reason == "2" and in_year(plan.ceased_on, at))
    return len(appeals(in_year, at)), len(refused_in(at, "assess")) + len(refused_in(at, "issue")) + held + met


def due_reviews(at):
    found = []
    for plan in plans():
        days = sorted({plan.made_on, *(each.met_on for each in plan.reviews.all())})
        for since in days:
            due = since.replace(year=since.year + 1) if (since.month, since.day) != (2, 29) else date(since.year + 1, 2, 28)
            if in_twelve_months(due, at) and not (plan.ceased_on and plan.ceased_on <= due) and not (plan.transferred_from and since == plan.made_on):
                found.append((due, min((day for day in days if day > since), default=None)))
    return found


RECOUNT = {
    "EHC01": lambda at: both((plan for plan in issued(at, excepted=False) if length(plan) is not None), lambda plan: length(plan) <= 140),
    "EHC02": lambda at: both((plan for plan in issued(at) if length(plan) is not None), lambda plan: length(plan) <= 140),
    "EHC03": lambda at: both((plan for plan in issued(at) if length(plan) is not None), lambda plan: 140 < length(plan) < 365),
    "EHC04": lambda at: both((plan for plan in issued(at) if length(plan) is not None), lambda plan: length(plan) >= 365),
    "EHC05": six_weeks,
    "EHC06": lambda at: both(refused_in(at, "issue"), lambda each: (each.notified_on - each.request.received_on).days <= 112),
    "EHC07": lambda at: (sum(length(plan) for plan in issued(at)), len(issued(at))),
    "ASM01": still_open,
    "EHC10": lambda at: (sum(1 for each in requests() if in_year(each.received_on, at)), None),
    "EHC12": lambda at: both((each for each in requests() if in_year(each.received_on, at)), lambda each: (told := decision(each, "assess")) is not None and not told.yes and told.notified_on <= at),
    "EHC14": lambda at: (len(refused_in(at, "issue")), len(refused_in(at, "issue")) + len(issued(at))),
    "EHC20": lambda at: (sum(1 for plan in plans() if in_force(plan, at)), None),
    "EHC21": lambda at: (len(issued(at)), None),
    "EHC23": lambda at: (n := sum(1 for plan in plans() if in_year(plan.ceased_on, at)), n),
    "GRO01": lambda at: (sum(1 for plan in plans() if in_force(plan, at)) - (then := sum(1 for plan in plans() if in_force(plan, a_year_before(at)))), then),
    "GRO02": lambda at: (len(issued(at)), sum(1 for plan in plans() if in_force(plan, at))),
    "LAC01": lambda at: both((plan for plan in plans() if in_force(plan, at)), lambda plan: any(each.from_on <= at and not (each.until_on and each.until_on <= at) for each in plan.child.care_periods.all())),
    "EHC25": lambda at: at_setting(at, lambda now: now.organisation is not None and "independent special" in now.organisation.establishment_type),
    "EHC26": lambda at: at_setting(at, lambda now: now.setting_type == "NEET"),
    "EHC28": lambda at: at_setting(at, lambda now: now.setting_type == "OLA"),
    "EHC29": lambda at: at_setting(at, lambda now: now.setting_type == "EHE"),
    "EHC30": lambda at: both((plan for plan in plans() if in_force(plan, at)), lambda plan: plan.personal_budget),
    "AR01": lambda at: both((each for each in reviews_met(at) if each.notified_on and each.notified_on <= at), lambda each: (each.notified_on - each.met_on).days <= 28),
    "AR02": lambda at: both(twelve_months_in_force(at), lambda plan: last_met(plan, at) is not None),
    "AR03": lambda at: both(twelve_months_in_force(at), lambda plan: (met := last_met(plan, at)) is None or met <= a_year_before(at)),
    "AR05": lambda at: both((each for each in Review.objects.filter(plan__in=plans()) if in_twelve_months(each.amended_final_on, at)), lambda each: (each.amended_final_on - each.met_on).days <= 84),
    "AR06": lambda at: both(due_reviews(at), lambda pair: pair[1] is not None and pair[1] <= pair[0] and pair[1] <= at),
    "PT01": lambda at: both((each for each in PhaseTransfer.objects.filter(plan__in=plans()).select_related("plan") if in_year(each.due_on, at) and not (each.plan.ceased_on and each.plan.ceased_on <= each.due_on)), lambda each: each.final_on <= each.due_on),
    "DR01": appealable,
    "DR03": lambda at: both((each for each in requests() if in_year(each.received_on, at)), lambda each: each.request_mediation),
    "DR04": lambda at: both((each for each in requests() if in_year(each.received_on, at) and each.request_mediation), lambda each: each.request_tribunal),
    "APP01": lambda at: (len(appeals(in_twelve_months, at)), None),
    "APP04": lambda at: both((each for each in Appeal.objects.filter(dispute__child__in=open_children()) if in_twelve_months(each.decided_on, at)), lambda each: each.outcome == "allowed"),
    "CMP01": lambda at: (sum(1 for each in Dispute.objects.filter(kind="complaint", child__in=open_children()) if in_twelve_months(each.opened_on, at)), None),
}


# Reads some thousands of records one by one: several seconds in all.
@pytest.mark.parametrize("at", DAYS, ids=str)
def test_each_indicator_is_what_reading_every_record_gives(area, at):
    found = {code: (made.numerator, made.denominator) for code in RECOUNT for made in [figure(code, area=area.pk, at=at)]}
    assert found == {code: recount(at) for code, recount in RECOUNT.items()}


def test_parts_by_need_and_by_type_of_setting_are_what_reading_every_record_gives(area):
    at = date(2026, 11, 23)
    by_need = Counter()
    for plan in plans():
        if in_force(plan, at):
            need = next((each.need for each in plan.child.sen_needs.all() if each.from_on is None or each.from_on <= at), "")
            by_need[{"ASD": "Autistic spectrum disorder", "SEMH": "Social, emotional and mental health", "": "Not recorded"}[need]] += 1
    assert {part.label: part.numerator for part in figure("EHC20", area=area.pk, at=at, by="need").parts} == by_need
    whole = figure("EHC24", area=area.pk, at=at, by="setting type")
    assert sum(part.numerator for part in whole.parts) == whole.denominator
    assert {part.denominator for part in whole.parts} == {whole.denominator}


def test_a_series_is_the_figures_of_its_days(area):
    for code in ("EHC02", "EHC20", "AR03", "EHC26"):
        assert series(code, area=area.pk, ends=DAYS) == [figure(code, area=area.pk, at=at) for at in DAYS]
