"""What each rule answers for a worked case: from the inputs of a row to everything the rule gives."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from goldenthread.law import (
    advice,
    appeal,
    ceasing,
    custody,
    exceptions,
    letters,
    moves,
    orders,
    plan,
    publication,
    request,
    review,
    rights,
    school_year,
    transfer,
)
from goldenthread.law.days import ONE_DAY, days_after, days_beginning_with, weeks_after
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable.facts import AdviceAsk, OrderFacts, ReassessmentFacts, RequestFacts
from goldenthread.law.timetable.orders import order_duties
from goldenthread.law.timetable.requests import reassessment_duties, request_duties
from goldenthread.law.timetable.table import CLOCKS

DEEMED = LawSettings(receipt_policy="deemed_next_working_day")
INCLUSIVE = LawSettings(count_day_of_event=True)
YES = ("yes", "true", "1", "y")
NO = ("", "no", "none", "false", "0", "n", "absent")

Answers = dict[str, object]


class MissingInput(LawRefusal):
    """A rule was given no value for something that it needs."""


class Inputs:
    """One row's inputs. Asking for one that is missing, or that cannot be read, says so in words."""

    def __init__(self, given: Mapping[str, str]):
        self._given = dict(given)

    def __contains__(self, name: str) -> bool:
        return name in self._given

    def text(self, *names: str, default: str | None = None) -> str:
        for name in names:
            if name in self._given:
                return self._given[name].strip()
        if default is None:
            raise MissingInput(f"The rule needs a value for '{names[0]}'.")
        return default

    def day(self, *names: str) -> date:
        return self._read(names[0], self.text(*names))

    def maybe_day(self, *names: str) -> date | None:
        typed = self.text(*names, default="")
        return None if typed.lower() in NO else self._read(names[0], typed)

    def _read(self, name: str, typed: str) -> date:
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise MissingInput(f"'{typed}' is not a date. Give '{name}' as year-month-day, like 2026-01-31.") from None

    def number(self, *names: str, default: str | None = None) -> int:
        typed = self.text(*names, default=default)
        try:
            return int(typed)
        except ValueError:
            raise MissingInput(f"'{typed}' is not a whole number. Check '{names[0]}'.") from None

    def yes(self, *names: str) -> bool:
        """Whether any of these is said to be so: any value that is not a plain no."""
        return any(self._given.get(name, "").strip().lower() not in NO for name in names)

    def names(self) -> tuple[str, ...]:
        return tuple(self._given)


def _due(found, clock: str) -> date | None:
    return next(duty.due_on for duty in found if duty.clock == clock)


def _request_start(row: Inputs) -> date:
    arrived = row.maybe_day("request_received", "became_responsible", "trigger_date")
    policy = row.text("policy", default="strict")
    sent = row.text("sent_at", default="")
    if policy == "strict" or not sent:
        return arrived or row.day("request_received")
    try:
        if "T" in sent or " " in sent:
            sent_at = datetime.fromisoformat(sent)
        else:
            sent_at = datetime.combine(arrived or row.day("request_received"), time.fromisoformat(sent))
    except ValueError:
        raise MissingInput(f"'{sent}' is not a time. Give 'sent_at' like 2026-01-09T18:30.") from None
    channel = row.text("channel", default="email")
    return request.received_on(arrived or sent_at.date(), sent_at=sent_at, channel=channel, settings=DEEMED)


def _request_due(clock: str, *, custody: bool = False, settings: LawSettings | None = None):
    def rule(row: Inputs) -> Answers:
        facts = RequestFacts(received_on=_request_start(row), custody=custody)
        found = request_duties(facts, settings) if settings else request_duties(facts)
        return {"due": _due(found, clock)}

    return rule


def triple(row: Inputs) -> Answers:
    found = request_duties(RequestFacts(received_on=_request_start(row)))
    decide, not_issue, final = (_due(found, f"EHCNA-{weeks}") for weeks in ("06", "16", "20"))
    return {"decision_due": decide, "not_issue_due": not_issue, "final_due": final}


def advice_due(row: Inputs) -> Answers:
    ask = AdviceAsk(kind=row.text("adviser", default=""), asked_on=row.day("advice_request_received"))
    facts = RequestFacts(received_on=ask.asked_on, advice_asked=(ask,))
    return {"due": _due(request_duties(facts), "ADV-06")}


def draft_target(row: Inputs) -> Answers:
    start = _request_start(row)
    return {
        "target_draft_by": CLOCKS["DRAFT-PLAN"].length.end(start),
        "last_safe_draft": weeks_after(start, 20) - 15 * ONE_DAY,
    }


def draft_window(row: Inputs) -> Answers:
    last = days_beginning_with(row.day("served"), 15)
    return {"window_last_day": last, "earliest_final": last + ONE_DAY}


def consultation(row: Inputs) -> Answers:
    return {"response_expected_by": CLOCKS["CONSULT-15"].length.end(row.day("consulted"))}


def section_i(row: Inputs) -> Answers:
    fault = plan.section_i_fault(
        stage=row.text("plan_stage"),
        name=row.text("section_i", default=""),
        type_=row.text("section_i_type", default=""),
        otherwise_than_at_school=row.yes("eotas", "eotas_s61", "s61"),
    )
    return {"valid": fault is None, "reason": fault.reason if fault else None}


def closure(row: Inputs) -> Answers:
    found = exceptions.closure(row.day("advice_requested"), row.day("closed_from"), row.day("reopens"))
    return {"exception": found.excuses, "closure_days": found.days}


def absence(row: Inputs) -> Answers:
    away = exceptions.days_absent_in_period(
        row.day("absent_from"), row.day("absent_to"), row.day("clock_start"), row.day("clock_end")
    )
    needed = 7 * row.number("threshold_weeks", default="4")
    return {"exception": away >= needed, "days_absent_in_period": away}


REASONS_AS_GROUNDS = {
    "exceptional_personal_circumstances": "exceptional_circumstances",
    "bereavement": "exceptional_circumstances",
    "family_bereavement": "exceptional_circumstances",
    "parent_died": "exceptional_circumstances",
    "death_in_family": "exceptional_circumstances",
    "serious_illness": "exceptional_circumstances",
    "serious_illness_of_child": "exceptional_circumstances",
    "child_seriously_ill": "exceptional_circumstances",
    "child_in_hospital": "exceptional_circumstances",
    "parent_in_hospital": "exceptional_circumstances",
    "missed_examination": "missed_appointment",
    "child_missed_appointment": "missed_appointment",
    "missed_test": "missed_appointment",
    "family_wants_representations_after_15_days": "late_representations",
    "representations_after_15_days": "late_representations",
    "family_wants_to_make_representations": "late_representations",
    "coronavirus": "coronavirus",
    "covid": "coronavirus",
    "covid_19": "coronavirus",
}

_CLOCK_FAMILIES = {"ORD-ASSESS": "ORD-ASSESS-14W", "ORD-MAKE": "ORD-MAKE-11W", "UNOPP-ASSESS": "UNOPP-ASSESS-14W"}


def _weeks_in(reason: str) -> int | None:
    words = reason.split("_")
    for count, unit in zip(words, words[1:], strict=False):
        if count.isdigit() and unit.startswith("week"):
            return int(count)
    return None


def reason_is_exception(clock: str, reason: str, on: date | None = None) -> bool:
    """Whether a reason in words is one of the clock's grounds. A reason that is not on the law's list never is."""
    clock = _CLOCK_FAMILIES.get(clock, clock)
    weeks = _weeks_in(reason)
    closed = "closed" in reason or "closure" in reason
    away = "absent" in reason or "absence" in reason or "away" in reason
    if closed and weeks is not None:
        early = "early_years" in reason or "nursery" in reason
        return weeks >= 4 and exceptions.is_exception(clock, "early_years_closure" if early else "school_closure")
    if away and weeks is not None:
        two = weeks >= 2 and exceptions.is_exception(clock, "absence_two_weeks")
        return two or (weeks >= 4 and exceptions.is_exception(clock, "absence"))
    return exceptions.is_exception(clock, REASONS_AS_GROUNDS.get(reason, reason), on)


def reason(row: Inputs) -> Answers:
    found = reason_is_exception(row.text("clock"), row.text("reason"), row.maybe_day("on"))
    return {"exception": found}


def effect(row: Inputs) -> Answers:
    answers: Answers = {}
    for suffix in ("", "2", "3"):
        if f"clock{suffix}" in row:
            key = row.text(f"clock{suffix}").lower().replace("-", "")
            answers[f"{key}_exception"] = row.yes(f"exception{suffix}")
    original = row.maybe_day("original_due")
    if original is not None:
        found = exceptions.effect(original, accepted=row.yes("exception"))
        answers |= {"due": found.due_on, "standard": found.standard, "report_original_due": found.original_due_on}
    return answers


def requester(row: Inputs) -> Answers:
    found = request.route(row.text("requester"))
    return {"s36_request": found.section_36_request, "starts_clock": True, "via": found.via}


def request_form(row: Inputs) -> Answers:
    return requester(row)


def six_months(row: Inputs) -> Answers:
    duty = request.must_consider_assessment(
        last_assessment_on=row.maybe_day("last_assessment_completed"),
        requested_on=row.day("request_received"),
        has_plan=row.yes("plan"),
    )
    return {"s36_7_duty": duty}


def consulted(row: Inputs) -> Answers:
    ok = row.yes("parent_consulted", "yp_consulted", "young_person_consulted", "family_consulted")
    return {"valid": ok, "reason": None if ok else "family_not_consulted"}


def young_person(row: Inputs) -> Answers:
    born = row.day("dob")
    return {
        "sixteenth_birthday": rights.turns(born, 16),
        "csa_ends": rights.compulsory_school_age_ends(born),
        "young_person_from": rights.young_person_from(born),
    }


_REPRESENTATIVES = (
    "deputy", "attorney", "representative", "lpa", "epa", "donee", "has_deputy", "has_attorney", "has_representative",
    "lpa_donee", "court_deputy",
)  # fmt: skip


def holder(row: Inputs) -> Answers:
    found = rights.rights_holder(
        row.day("dob"),
        row.day("on"),
        lacks_capacity=row.yes("lacks_capacity"),
        representative=row.yes(*_REPRESENTATIVES),
        parent_lacks_capacity=row.yes("parent_lacks_capacity"),
    )
    words = {
        "parent": "child_parent" if found.who == "parent" else "young_persons_parent",
        "parents_representative": "parents_representative",
    }
    return {"rights_holder": words.get(found.exercised_by, found.exercised_by)}


def school_age_starts(row: Inputs) -> Answers:
    return {"csa_starts": rights.starts(row.day("dob"))}


def age_18(row: Inputs) -> Answers:
    born, on = row.day("dob"), row.day("on")
    return {"turns_18": rights.turns(born, 18), "h1_permitted": rights.section_h1_permitted(born, on)}


_SHORT_NAMES = {
    "speech_and_language_therapist": "slt", "speech_and_language_therapy": "slt", "slt": "slt",
    "occupational_therapist": "ot", "occupational_therapy": "ot", "ot": "ot", "physiotherapist": "physio",
    "camhs": "camhs", "psychiatrist": "camhs",
}  # fmt: skip


def advice_set(row: Inputs) -> Answers:
    seen, heard = row.yes("vision"), row.yes("hearing")
    asked = tuple(name for name in row.text("parent_requests", default="").split("|") if name)
    reasonable = row.yes("reasonable") if "reasonable" in row else bool(asked)
    forces = row.yes("parent_in_armed_forces")
    year = row.number("year_group") if "year_group" in row else None
    found = advice.must_seek(
        year_group=year,
        visually_impaired=seen,
        hearing_impaired=heard,
        parent_in_armed_forces=forces,
        family_asks=asked if reasonable else (),
    )
    kinds = [adviser.kind for adviser in found]
    adulthood = "preparation_for_adulthood" in kinds
    through = advice.education_advice_through(visually_impaired=seen, hearing_impaired=heard)
    answers: Answers = {
        "required": tuple(kinds),
        "education_advice_via": through or None,
        "mod_advice": "required" if forces else "not_required",
        "pfa_advice": "required" if adulthood else "not_required",
        "pfa_required": adulthood,
    }
    for name in asked:
        for key in (name, _SHORT_NAMES.get(name, name)):
            answers[f"{key}_advice"] = "required" if reasonable else "not_required"
    return answers


def advice_again(row: Inputs) -> Answers:
    again = advice.must_seek_again(
        author_agrees=row.yes("author_satisfied"),
        council_agrees=row.yes("la_satisfied"),
        family_agrees=row.yes("family_satisfied"),
    )
    return {"reseek": "must" if again else "must_not"}


def decision_letter(row: Inputs) -> Answers:
    found = letters.letter(row.text("decision"))
    parts = set(found.must_include) | set(found.enclose)
    gone = {name for name in row.names() if name in parts or name in ("appeal_rights", "rights_block")}
    absent = [name for name in gone if not row.yes(name)]
    return {
        "must_include": found.must_include,
        "hsc_recommendations": "required" if found.recommendations_required else "not_required",
        "copies": found.copies,
        "valid": not absent,
        "reason": f"missing_{absent[0]}" if absent else None,
    }


def _reviewed(*names: str):
    def rule(row: Inputs) -> Answers:
        return {"review_complete_by": review.year_ends(row.day(*names))}

    return rule


def review_pack(row: Inputs) -> Answers:
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


def amended_final(row: Inputs) -> Answers:
    meeting, notice = row.maybe_day("meeting"), row.day("amend_notice_sent")
    answers: Answers = {
        "final_due": review.amended_final_by(notice, meeting),
        "eight_week_limit": weeks_after(notice, 8),
    }
    if meeting is not None:
        dates = review.around_meeting(meeting)
        answers |= {"twelve_week_cap": dates.final_by, "notice_in_time": notice <= dates.notice_by}
    return answers


def amendments_dropped(row: Inputs) -> Answers:
    return {"due": review.drop_amendments_by(row.day("amend_notice_sent"))}


def decision_in_year(row: Inputs) -> Answers:
    meeting, last = row.day("meeting"), row.day("last_review_completed", "plan_made")
    return {
        "decision_due": review.decide_by(meeting, last),
        "four_week_limit": weeks_after(meeting, 4),
        "twelve_month_limit": review.year_ends(last),
    }


def latest_meeting(row: Inputs) -> Answers:
    return {"latest_meeting": review.latest_meeting(row.day("last_review_completed", "plan_made"))}


def under_five(row: Inputs) -> Answers:
    if row.number("age", default="4") >= 5:
        return {"consider_from": None, "consider_by": None}
    first, last = review.under_five_window(row.day("last_review_completed", "plan_made"))
    return {"consider_from": first, "consider_by": last}


def invitations(row: Inputs) -> Answers:
    return {"must_invite": review.invited(attends_a_setting=row.yes("attends"))}


def early_review(row: Inputs) -> Answers:
    return {"may_auto_reject": False, "allowed": row.text("policy", default="") not in ("amend_only_at_phase_transfer",
            "only_at_phase_transfer", "amend_only_at_transfer"), "must_consider": True}  # fmt: skip


def decision_from_meeting(row: Inputs) -> Answers:
    return {"decision_due": review.decide_by(row.day("meeting"))}


def phase(row: Inputs) -> Answers:
    dates = transfer.phase_dates(row.text("phase"), row.number("transfer_year"))
    return {
        "final_before": dates.before,
        "last_compliant_day": dates.last_day,
        "latest_amend_notice": dates.latest_notice,
        "latest_meeting": dates.latest_meeting,
    }


def phase_effective(row: Inputs) -> Answers:
    meeting, name, year = row.day("meeting"), row.text("phase"), row.number("transfer_year")
    notice = row.maybe_day("amend_notice_sent")
    return {
        "twelve_week_cap": weeks_after(meeting, 12),
        "phase_last_day": transfer.phase_dates(name, year).last_day,
        "effective_final_due": transfer.effective_final_by(name, year, meeting, notice),
    }


def phase_none(row: Inputs) -> Answers:
    leaving, found, joining = row.text("move").partition("_to_")
    if not found:
        raise MissingInput("Give 'move' as one kind of setting, '_to_', and another.")
    return {"phase_deadline": school_year.deadline_for_move(leaving, joining)}


def phase_post16(row: Inputs) -> Answers:
    return {"final_by": transfer.between_post16_by(row.day("transfer_date"))}


def year_nine(row: Inputs) -> Answers:
    year = school_year.national_curriculum_year(row.day("dob"), row.day("on"))
    return {"year_group": year, "pfa_required": year >= 9}


def reassess_decision(row: Inputs) -> Answers:
    facts = ReassessmentFacts(requested_on=row.day("request_received"))
    return {"due": _due(reassessment_duties(facts), "REASSESS-15D")}


def reassessed(row: Inputs) -> Answers:
    own = row.maybe_day("own_decision", "la_decided")
    told = row.day("notified_will_reassess") if own is None else None
    facts = ReassessmentFacts(notified_on=told, will_reassess=True, own_decision_on=own)
    return {"due": _due(reassessment_duties(facts), "REASSESS-14W")}


def reassess_six_months(row: Inputs) -> Answers:
    may = request.may_refuse_reassessment(
        last_assessment_on=row.maybe_day("last_assessment_completed"), requested_on=row.day("request_received")
    )
    return {"may_refuse_on_6m_ground": may}


def reassess_who(row: Inputs) -> Answers:
    return {"must_consider": request.must_consider_reassessment(row.text("requester"))}


def hold(row: Inputs) -> Answers:
    last = ceasing.maintain_to(
        row.day("notice_sent"),
        row.maybe_day("certificate_issued"),
        appealed_on=row.maybe_day("appeal_made", "appealed", "appeal_received"),
        appeal_decided_on=row.maybe_day("appeal_decided"),
    )
    return {"must_maintain_through": last, "earliest_cease": last + ONE_DAY if last else None}


def cease_ground(row: Inputs) -> Answers:
    found = ceasing.may_cease(row.text("reason"), row.number("age"), apprenticeship=row.yes("apprenticeship"))
    return {"lawful": found.lawful, "required_action": None if found.lawful else found.then}


def age_25(row: Inputs) -> Answers:
    born = row.day("dob")
    ends = row.maybe_day("course_ends", "apprenticeship_ends", "ends")
    return {
        "turns_25": rights.turns(born, 25),
        "maintainable_until": ceasing.maintainable_until(born, row.text("setting"), ends),
    }


def transfer_out(row: Inputs) -> Answers:
    found = moves.transfer_by(row.day("old_la_aware"), row.day("move_date"))
    return {"aware_15wd_before": found.in_good_time, "transfer_due": found.by}


def transfer_letter(row: Inputs) -> Answers:
    return {"due": moves.letter_by(row.day("transfer_date"))}


def transfer_review(row: Inputs) -> Answers:
    found = moves.review_by(row.day("made_or_last_reviewed"), row.day("transfer_date"))
    return {"review_by": found.by, "twelve_month": found.twelve_months, "three_month": found.three_months}


def transfer_health(row: Inputs) -> Answers:
    return {"request_due": moves.health_board_asks_by(row.day("icb_aware"))}


def transfer_provision(row: Inputs) -> Answers:
    return {"may_stop_fees": row.yes("plan_amended")}


def appeal_by(row: Inputs) -> Answers:
    found = appeal.appeal_limit(row.day("notice_sent"), row.maybe_day("certificate_issued"))
    return {"two_month_date": found.two_months, "one_month_date": found.one_month, "appeal_by": found.by}


def certificate_needed(row: Inputs) -> Answers:
    return {"certificate_required": appeal.certificate_required(row.text("appeal"))}


def agreement(row: Inputs) -> Answers:
    made = row.day("agreement_date")
    other = row.maybe_day("agreed_in_writing", "other_date_agreed", "agreed_date")
    return {"due": other or weeks_after(made, 2)}


def response(row: Inputs) -> Answers:
    directed = row.maybe_day("directed_by", "directed", "direction_date")
    return {"due": directed or appeal.respond_by(row.day("notice_received"))}


def order_assess(row: Inputs) -> Answers:
    found = orders.assess(row.day("order_sent", "la_notified_tribunal"))
    return {"notify_by": found.tell_by, "not_issue_by": found.not_issue_by, "final_by": found.final_by}


def order_make(row: Inputs) -> Answers:
    found = orders.make_plan(row.day("order_sent", "la_notified_tribunal"))
    return {"draft_by": found.draft_by, "final_by": found.final_by}


def _order(kind: str, clock: str, answer: str = "due", basis: str = "order"):
    def rule(row: Inputs) -> Answers:
        facts = OrderFacts(kind=kind, sent_on=row.day("order_sent", "la_notified_tribunal"), basis=basis)
        return {answer: _due(order_duties(facts), clock)}

    return rule


def detained_plan(row: Inputs) -> Answers:
    found = custody.plan_during(row.text("event"))
    return {
        "plan_status": found.plan_status,
        "provision_duty": found.provision_duty,
        "health_duty": found.health_duty,
        "review": found.review,
    }


def early_years(row: Inputs) -> Answers:
    found = request.early_years_notice(
        body=row.text("body"), under_school_age=row.yes("child_under_csa"), opinion=row.text("opinion")
    )
    return {"must_notify_la": found.must_notify, "parent_told_first": found.parent_told_first, "clock": None}


def budget_request(row: Inputs) -> Answers:
    return {"request_valid": plan.budget_request_valid(row.text("stage"))}


def budget_refusal(row: Inputs) -> Answers:
    given = [row.yes(name) for name in ("reasons", "right_to_review", "review_right") if name in row]
    return {"valid": all(given) and bool(given)}


def comment(row: Inputs) -> Answers:
    return {"must_publish": publication.must_publish(row.text("comment"))}


def _access(row: Inputs) -> Answers:
    found = publication.answer_access_by(
        row.day("received"),
        clarification_asked_on=row.maybe_day("clarification_requested"),
        clarified_on=row.maybe_day("clarified"),
        extended=row.yes("complex", "extended"),
    )
    if found is None:
        return {"due": None, "paused_days": None}
    return {"due": found.by, "paused_days": found.paused_days}


def monitoring(row: Inputs) -> Answers:
    visit, full = publication.inspections_after(row.day("final_report_received"))
    return {"around": visit, "full_inspection_usually_by": full}


def plan_data(row: Inputs) -> Answers:
    """A date in a plan that no calendar holds is set aside for a person, never guessed."""
    for name in row.names():
        typed = row.text(name)
        try:
            date.fromisoformat(typed)
        except ValueError:
            parts = typed.replace("/", "-").split("-")
            reason = "impossible_date" if len(parts) == 3 and all(part.isdigit() for part in parts) else "not_a_date"
            return {"valid": False, "reason": reason}
    return {"valid": True, "reason": None}


def _simple(name: str, answer: str, work_out: Callable[[date], date]):
    def rule(row: Inputs) -> Answers:
        return {answer: work_out(row.day(name))}

    return rule


RULES: dict[str, Callable[[Inputs], Answers]] = {
    "REQ-WHO": requester, "REQ-FORM": request_form, "REQ-CONSULT": consulted, "REQ-6M": six_months,
    "EHCNA-06": _request_due("EHCNA-06"), "EHCNA-16": _request_due("EHCNA-16"), "EHCNA-20": _request_due("EHCNA-20"),
    "EHCNA-06-INCL": _request_due("EHCNA-06", settings=INCLUSIVE), "EHCNA-TRIPLE": triple, "ADV-06": advice_due,
    "DRAFT-PLAN": draft_target, "DRAFT-15": draft_window, "CONSULT-15": consultation, "DRAFT-SECTION-I": section_i,
    "EXC-CLOSURE": closure, "EXC-ABSENCE": absence, "EXC-REASON": reason, "EXC-EFFECT": effect,
    "YP-START": young_person, "RIGHTS-HOLDER": holder, "CSA-START": school_age_starts, "AGE18-H1": age_18,
    "ADVICE-SET": advice_set, "ADVICE-REUSE": advice_again, "LETTER": decision_letter,
    "AR-FIRST12": _reviewed("plan_made"), "AR-NEXT12": _reviewed("last_review_completed"), "AR-PACK": review_pack,
    "AR-FINAL8": amended_final, "AR-NOAMEND8": amendments_dropped, "AR-DECISION-12M": decision_in_year,
    "AR-LATEST-MEETING": latest_meeting, "AR-U5": under_five, "AR-INVITES": invitations, "AR-TRIGGER": early_review,
    "AR-CLOCK-START": decision_from_meeting, "PHASE": phase, "PHASE-EFFECTIVE": phase_effective,
    "PHASE-NONE": phase_none, "PHASE-P16": phase_post16, "YEAR9": year_nine, "REASSESS-15D": reassess_decision,
    "REASSESS-14W": reassessed, "REASSESS-6M": reassess_six_months, "REASSESS-WHO": reassess_who, "CEASE-HOLD": hold,
    "CEASE-GROUND": cease_ground, "AGE25": age_25, "XFER-15WD": transfer_out, "XFER-6W": transfer_letter,
    "XFER-REVIEW": transfer_review, "XFER-ICB-REQ": transfer_health, "XFER-PROVISION": transfer_provision,
    "APPEAL": appeal_by, "MED-CERT-NEEDED": certificate_needed,
    "MED-CONTACT-2M": _simple("notice_sent", "contact_by", appeal.contact_adviser_by),
    "MED-CERT-3WD": _simple("event", "certificate_by", appeal.certificate_by),
    "MED-ICB-3WD": _simple("la_informed", "icb_notified_by", appeal.health_board_told_by),
    "MED-30D": _simple("informed", "mediation_by", CLOCKS["MED-30D"].length.end),
    "MED-AGREE-2W": agreement, "MED-AGREE-1W": _simple("agreement_date", "due", CLOCKS["MED-AGREE-1W"].length.end),
    "TRIB-RESP-30WD": response, "ORD-ASSESS": order_assess, "ORD-MAKE": order_make,
    "ORD-AMEND-5W": _order("amend", "ORD-AMEND-5W"), "ORD-NAME-2W": _order("name", "ORD-NAME-2W"),
    "ORD-IMMEDIATE": _order("continue", "ORD-IMMEDIATE"), "UNOPP-ASSESS": order_assess, "UNOPP-MAKE": order_make,
    "UNOPP-CONTENT": _order("amend", "UNOPP-CONTENT-5W", "amended_plan_by", "unopposed"),
    "UNOPP-NAME": _order("name", "UNOPP-NAME-2W", "amended_plan_by", "unopposed"),
    "REC-5W": _simple("recommendation_date", "due", appeal.recommendation_answered_by),
    "DET-06": _request_due("DET-06", custody=True), "DET-16": _request_due("DET-16", custody=True),
    "DET-20": _request_due("DET-20", custody=True), "DET-KEEP": detained_plan, "EYN-S23": early_years,
    "PB-3M": _simple("first_direct_payment", "first_review_by", CLOCKS["PB-3M"].length.end),
    "PB-REQUEST": budget_request, "PB-REFUSE": budget_refusal,
    "LO-ANNUAL": _simple("last_published", "next_publication_by", publication.comments_published_by),
    "LO-COMMENT": comment, "SAR": _access, "SAR-STOP": _access,
    "DPC-30": _simple("complaint_received", "acknowledge_by", lambda day: days_after(day, 30)),
    "RET-31": _simple("dob", "earliest_disposal", publication.disposal_from),
    "WSOA-70WD": _simple("letter_received", "submit_by", publication.statement_by),
    "PAP-35WD": _simple("final_report_received", "submit_by", publication.priority_plan_by),
    "MON-18M": monitoring, "PLAN-DATA": plan_data,
}  # fmt: skip
"""Every rule that a worked case can name, by its id."""
