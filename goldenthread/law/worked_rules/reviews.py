"""Worked cases of reviews, phase transfer, reassessment, ceasing and age 25."""

from goldenthread.law import ceasing, request, review, rights, school_year, transfer
from goldenthread.law.days import ONE_DAY, weeks_after
from goldenthread.law.timetable.facts import ReassessmentFacts
from goldenthread.law.timetable.requests import reassessment_duties
from goldenthread.law.worked_rules.inputs import Answers, Inputs, MissingInput, Rule, due_of


def _reviewed(*names: str):
    def rule(row: Inputs) -> Answers:
        return {"review_complete_by": review.year_ends(row.day(*names))}

    return rule


def _review_pack(row: Inputs) -> Answers:
    dates = review.around_meeting(row.day("meeting"))
    return {
        "notice_latest": dates.invite_by,
        "notice_safe_clear_days": dates.invite_by_clear_days,
        "papers_latest": dates.papers_by,
        "report_due": dates.report_by,
        "decision_due": dates.decide_by,
        "amend_notice_due": dates.notice_by,
        "final_cap": dates.final_by,
    }


def _amended_final(row: Inputs) -> Answers:
    meeting, notice = row.maybe_day("meeting"), row.day("amend_notice_sent")
    answers: Answers = {
        "final_due": review.amended_final_by(notice, meeting),
        "eight_week_limit": weeks_after(notice, 8),
    }
    if meeting is not None:
        dates = review.around_meeting(meeting)
        answers |= {"twelve_week_cap": dates.final_by, "notice_in_time": notice <= dates.notice_by}
    return answers


def _amendments_dropped(row: Inputs) -> Answers:
    return {"due": review.drop_amendments_by(row.day("amend_notice_sent"))}


def _decision_in_year(row: Inputs) -> Answers:
    meeting, last = row.day("meeting"), row.day("last_review_completed", "plan_made")
    return {
        "decision_due": review.decide_by(meeting, last),
        "four_week_limit": weeks_after(meeting, 4),
        "twelve_month_limit": review.year_ends(last),
    }


def _latest_meeting(row: Inputs) -> Answers:
    return {"latest_meeting": review.latest_meeting(row.day("last_review_completed", "plan_made"))}


def _under_five(row: Inputs) -> Answers:
    if row.number("age", default="4") >= 5:
        return {"consider_from": None, "consider_by": None}
    first, last = review.under_five_window(row.day("last_review_completed", "plan_made"))
    return {"consider_from": first, "consider_by": last}


def _invitations(row: Inputs) -> Answers:
    return {"must_invite": review.invited(attends_a_setting=row.yes("attends"))}


def _early_review(row: Inputs) -> Answers:
    return {"may_auto_reject": False, "allowed": row.text("policy", default="") not in ("amend_only_at_phase_transfer",
            "only_at_phase_transfer", "amend_only_at_transfer"), "must_consider": True}  # fmt: skip


def _decision_from_meeting(row: Inputs) -> Answers:
    return {"decision_due": review.decide_by(row.day("meeting"))}


def _phase(row: Inputs) -> Answers:
    dates = transfer.phase_dates(row.text("phase"), row.number("transfer_year"))
    return {
        "final_before": dates.before,
        "last_compliant_day": dates.last_day,
        "latest_amend_notice": dates.latest_notice,
        "latest_meeting": dates.latest_meeting,
    }


def _phase_effective(row: Inputs) -> Answers:
    meeting, name, year = row.day("meeting"), row.text("phase"), row.number("transfer_year")
    notice = row.maybe_day("amend_notice_sent")
    return {
        "twelve_week_cap": weeks_after(meeting, 12),
        "phase_last_day": transfer.phase_dates(name, year).last_day,
        "effective_final_due": transfer.effective_final_by(name, year, meeting, notice),
    }


def _phase_none(row: Inputs) -> Answers:
    leaving, found, joining = row.text("move").partition("_to_")
    if not found:
        raise MissingInput("Give 'move' as one kind of setting, '_to_', and another.")
    return {"phase_deadline": school_year.deadline_for_move(leaving, joining)}


def _phase_post16(row: Inputs) -> Answers:
    return {"final_by": transfer.between_post16_by(row.day("transfer_date"))}


def _year_nine(row: Inputs) -> Answers:
    year = school_year.national_curriculum_year(row.day("dob"), row.day("on"))
    return {"year_group": year, "pfa_required": year >= 9}


def _reassess_decision(row: Inputs) -> Answers:
    facts = ReassessmentFacts(requested_on=row.day("request_received"))
    return {"due": due_of(reassessment_duties(facts), "REASSESS-15D")}


def _reassessed(row: Inputs) -> Answers:
    own = row.maybe_day("own_decision", "la_decided")
    told = row.day("notified_will_reassess") if own is None else None
    facts = ReassessmentFacts(notified_on=told, will_reassess=True, own_decision_on=own)
    return {"due": due_of(reassessment_duties(facts), "REASSESS-14W")}


def _reassess_six_months(row: Inputs) -> Answers:
    may = request.may_refuse_reassessment(
        last_assessment_on=row.maybe_day("last_assessment_completed"), requested_on=row.day("request_received")
    )
    return {"may_refuse_on_6m_ground": may}


def _reassess_who(row: Inputs) -> Answers:
    return {"must_consider": request.must_consider_reassessment(row.text("requester"))}


def _hold(row: Inputs) -> Answers:
    last = ceasing.maintain_to(
        row.day("notice_sent"),
        row.maybe_day("certificate_issued"),
        appealed_on=row.maybe_day("appeal_made", "appealed", "appeal_received"),
        appeal_decided_on=row.maybe_day("appeal_decided"),
    )
    return {"must_maintain_through": last, "earliest_cease": last + ONE_DAY if last else None}


def _cease_ground(row: Inputs) -> Answers:
    reason = row.text("reason")
    if any(words in reason for words in ("not_want", "no_longer_want", "not_wish", "no_wish")):
        reason = "does_not_want_to_continue"
    asked = [name for name in ("wants_to_return", "wants_to_continue", "wishes_to_return") if name in row]
    if reason in ceasing.LEFT_EDUCATION and asked and not row.yes(*asked):
        reason = "does_not_want_to_continue"
    found = ceasing.may_cease(reason, row.number("age"), apprenticeship=row.yes("apprenticeship"))
    return {"lawful": found.lawful, "required_action": None if found.lawful else found.then}


def _age_25(row: Inputs) -> Answers:
    born = row.day("dob")
    ends = row.maybe_day("course_ends", "apprenticeship_ends", "ends")
    return {
        "turns_25": rights.turns(born, 25),
        "maintainable_until": ceasing.maintainable_until(born, row.text("setting"), ends),
    }


RULES: dict[str, Rule] = {
    "AR-FIRST12": _reviewed("plan_made"),
    "AR-NEXT12": _reviewed("last_review_completed"),
    "AR-PACK": _review_pack,
    "AR-FINAL8": _amended_final,
    "AR-NOAMEND8": _amendments_dropped,
    "AR-DECISION-12M": _decision_in_year,
    "AR-LATEST-MEETING": _latest_meeting,
    "AR-U5": _under_five,
    "AR-INVITES": _invitations,
    "AR-TRIGGER": _early_review,
    "AR-CLOCK-START": _decision_from_meeting,
    "PHASE": _phase,
    "PHASE-EFFECTIVE": _phase_effective,
    "PHASE-NONE": _phase_none,
    "PHASE-P16": _phase_post16,
    "YEAR9": _year_nine,
    "REASSESS-15D": _reassess_decision,
    "REASSESS-14W": _reassessed,
    "REASSESS-6M": _reassess_six_months,
    "REASSESS-WHO": _reassess_who,
    "CEASE-HOLD": _hold,
    "CEASE-GROUND": _cease_ground,
    "AGE25": _age_25,
}
