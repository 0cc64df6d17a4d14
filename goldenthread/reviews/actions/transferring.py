"""The family is asked which setting they would like next, says so, and is told what became of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.law import transfer
from goldenthread.law.days import in_words
from goldenthread.people import helping
from goldenthread.people.law_readings import settings_of
from goldenthread.people.models import Adult, Attendance, Involvement, Organisation
from goldenthread.people.newcomers import involvement_of, let_read_on
from goldenthread.people.policies import check_may, standing_of
from goldenthread.plans.models import NextSetting, Plan
from goldenthread.plans.naming import take_up

from .. import transfers
from ..family_notices import tell_family
from ..models import PhaseTransfer
from ..models.transfer import BETWEEN_POST16
from ..outcomes import version_in_force

PLANS = frozenset({"plans"})


def _row(plan: Plan, phase: str, year: int) -> PhaseTransfer:
    """The row of this transfer, made where there is none yet."""
    row = transfers.row_of(plan.phase_transfers.all(), phase, year)
    if row is None:
        if phase == BETWEEN_POST16:
            raise Refused("Enter first when the young person moves.", citation=transfer.CITATIONS["between_post16"])
        row = PhaseTransfer(plan=plan, due_on=transfers.dates_of(phase, year, None, settings_of(plan.area_id))[0], phase=phase)
    row.phase = row.phase or phase
    return row


def check_changes(standing: Any, plan: Plan) -> None:
    """This person may plan this child's transfer, and the plan is in force."""
    check_may(standing, plan.child, "review", "update")
    if plan.ceased_on is not None:
        raise Refused(f"The plan ended on {in_words(plan.ceased_on)}.")


@action
def ask_preference(*, plan: Plan, phase: str, year: int, by: Any, on: date) -> PhaseTransfer:
    """The family is asked which setting they would like named, with a page of their own to answer on."""
    check_changes(standing_of(by), plan)
    row = _row(plan, phase, year)
    if row.said_on is not None:
        raise Refused(f"The family said so on {in_words(row.said_on)}.")
    if row.asked_on == on:
        raise Refused("The family was asked today already.")
    row.asked_on = row.asked_on or on
    row.save()
    tell_family(plan.child, on, key=f"transfer.ask.{row.pk}.{on}", subject="Which school or college next?", body="There is a question for you about the next school or college. Sign in to answer it.")
    record("reviews.ask_preference", child=plan.child, subject=row, fact={"phase": phase, "due_on": row.due_on}, touches=PLANS)
    return row


@action
def say_preference(
    *, plan: Plan, phase: str, year: int, setting: Organisation | None, words: str, said_on: date, by: Any, on: date,
    adult: Adult | None = None, by_child: bool = False, of_family: bool = False,
) -> PhaseTransfer:  # fmt: skip
    """Which setting the family, or the young person, would like to be named. `of_family`: they say so themselves."""
    if of_family:
        if not helping.ties_of_family(by, on).filter(child=plan.child).exists():
            raise NotAllowed("Only the family can say which setting they would like.")
    else:
        check_changes(standing_of(by), plan)
    if setting is None and not words.strip():
        raise Refused("Enter the name of a school or college, or say in your own words what you would like.")
    if said_on > on:
        raise Refused("The day they said so must be today or in the past.")
    row = _row(plan, phase, year)
    if row.final_on is not None:
        raise Refused(f"The final plan was sent on {in_words(row.final_on)}. The letter with it says how to challenge it.")
    row.preferred, row.preferred_words, row.said_on, row.said_by, row.said_by_child = setting, words.strip(), said_on, adult, by_child
    row.asked_on = row.asked_on or said_on
    row.save()
    worker_id = getattr(getattr(plan.child, "case", None), "worker_id", None)
    if of_family and worker_id is not None:
        outbox.tell(
            key=f"transfer.said.{row.pk}.{on}.{setting.pk if setting else 'words'}", channel="email", to_user=worker_id,
            subject="A family has answered", body="A family has said which setting they would like next. Sign in to read it, and consult the setting.",
        )  # fmt: skip
    record(
        "reviews.say_preference", child=plan.child, subject=row, touches=PLANS,
        fact={"phase": phase, "organisation": setting.pk if setting else None, "said_on": said_on, "of_family": of_family},
    )  # fmt: skip
    return row


@action
def plan_post16_move(*, plan: Plan, moving_on: date, by: Any, on: date) -> PhaseTransfer:
    """A young person is to move from one post-16 setting to another: the plan is amended five months before (regulation 18(2))."""
    check_changes(standing_of(by), plan)
    rights_year = transfers.school_year.national_curriculum_year(plan.child.date_of_birth, moving_on)
    if rights_year < 12:
        raise Refused("Before Year 12 a move is a phase transfer of its own, with 15 February or 31 March as its date.", citation=transfer.CITATIONS["between_post16"])
    due_on = transfer.between_post16_by(moving_on)
    row = transfers.row_of(plan.phase_transfers.all(), BETWEEN_POST16, moving_on.year) or PhaseTransfer(plan=plan, phase=BETWEEN_POST16)
    if row.final_on is not None:
        raise Refused(f"The final plan for this move was sent on {in_words(row.final_on)}.")
    if plan.phase_transfers.filter(due_on=due_on).exclude(pk=row.pk).exists():
        raise Refused("A move with this date is planned already.")
    row.moving_on, row.due_on = moving_on, due_on
    row.save()
    record("reviews.plan_post16_move", child=plan.child, subject=row, fact={"moving_on": moving_on, "due_on": due_on}, touches=PLANS)
    return row


@action
def note_transfer_final(*, plan: Plan, phase: str, year: int, final_on: date, setting: Organisation | None, words: str, by: Any, on: date) -> PhaseTransfer:
    """The amended final plan that names the next setting, or type of setting, was sent on paper. The family is told.

    Where the plan is kept here, this follows from the version that was issued, and nobody enters it (`settling`).
    """
    check_changes(standing_of(by), plan)
    if version_in_force(plan) is not None:
        raise Refused("This plan is kept here, so the day and the setting follow from the amended plan when it is sent. Send it from the review.")
    row = _row(plan, phase, year)
    if row.final_on is not None:
        raise Refused(f"The final plan was sent on {in_words(row.final_on)}.")
    if final_on > on:
        raise Refused("The day the final plan was sent must be today or in the past.")
    begins = transfer.school_year_before(year, settings_of(plan.area_id))
    if phase != BETWEEN_POST16 and final_on < begins.replace(year=begins.year - 1):
        raise Refused(f"A plan sent on {in_words(final_on)} is too old to be the one for this move. Check the year.")
    if setting is None and not words.strip():
        raise Refused("Say which setting, or which type of setting, the plan names.", citation=transfer.CITATIONS["school"])
    row.final_on, row.final_setting, row.final_words = final_on, setting, words.strip()
    row.save()
    tell_family(plan.child, on, key=f"transfer.final.{row.pk}", subject="The plan for the next school or college", body="The plan now says which school or college comes next. Sign in to read it, and what you can do if you do not agree.")
    record(
        "reviews.note_transfer_final", child=plan.child, subject=row, touches=PLANS,
        fact={"phase": phase, "final_on": final_on, "organisation": setting.pk if setting else None, "late": final_on > row.due_on},
    )  # fmt: skip
    return row


@action
def take_up_setting(*, plan: Plan, by: Any, on: date) -> NextSetting:
    """The day has come from which section I names the next setting: lists by school have the child there from today.

    The roll moves with it where it was at the setting that the plan named until now; a roll elsewhere is a fact of its own, and a plan that
    names a type alone takes nobody off a roll.
    """
    check_changes(standing_of(by), plan)
    found = NextSetting.objects.select_for_update(of=("self",)).filter(plan=plan, taken_up_on__isnull=True, from_on__lte=on).select_related("plan", "organisation").first()
    if found is None:
        raise Refused("No next setting of this plan begins today, or it was taken up already.")
    named_before = take_up(found, on)
    moved = _moved_roll(plan.child, found, named_before, on)
    fact = {"from_on": found.from_on, "organisation": found.organisation_id, "roll": moved}
    record("reviews.take_up_setting", child=plan.child, subject=plan, fact=fact)
    return found


def _moved_roll(child: Any, found: NextSetting, named_before: set[int], on: date) -> bool:
    if found.organisation is None and not found.otherwise:
        return False
    at = Attendance.objects.filter(child=child, left_on__isnull=True, rank=1)
    left = list(at.filter(organisation_id__in=named_before))
    others = at.exclude(organisation_id__in=named_before)
    leaving = Involvement.objects.filter(child=child, role="setting", until_on__isnull=True, organisation_id__in=named_before)
    let_read_on(leaving, found.from_on)
    there = others.filter(organisation=found.organisation).exists()
    if not left or others.exclude(organisation=found.organisation).exists():
        return False
    for each in left:
        each.left_on = max(found.from_on, each.entry_on) if each.entry_on else found.from_on
        each.save(update_fields=["left_on"])
    if found.organisation is not None:
        if not there:
            rows.insert([Attendance(child=child, organisation=found.organisation, entry_on=found.from_on)])
        if not Involvement.objects.filter(child=child, organisation=found.organisation, role="setting", until_on__isnull=True).exists():
            rows.insert([involvement_of(child, organisation=found.organisation, role="setting", because="The plan names it", on=on)])
    return True
