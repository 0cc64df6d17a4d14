"""Worked cases of rights, requests, exceptions, advice and letters."""

from datetime import date, datetime, time
from itertools import pairwise

from goldenthread.law import advice, exceptions, letters, plan, request, rights
from goldenthread.law.days import ONE_DAY, days_beginning_with, weeks_after
from goldenthread.law.settings import LawSettings
from goldenthread.law.timetable.facts import AdviceAsk, RequestFacts
from goldenthread.law.timetable.requests import request_duties
from goldenthread.law.timetable.table import CLOCKS
from goldenthread.law.worked_rules.inputs import Answers, Inputs, MissingInput, Rule, due_of

DEEMED = LawSettings(receipt_policy="deemed_next_working_day")
INCLUSIVE = LawSettings(count_day_of_event=True)


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
        return {"due": due_of(found, clock)}

    return rule


def _triple(row: Inputs) -> Answers:
    found = request_duties(RequestFacts(received_on=_request_start(row)))
    decide, not_issue, final = (due_of(found, f"EHCNA-{weeks}") for weeks in ("06", "16", "20"))
    return {"decision_due": decide, "not_issue_due": not_issue, "final_due": final}


def _advice_due(row: Inputs) -> Answers:
    ask = AdviceAsk(kind=row.text("adviser", default=""), asked_on=row.day("advice_request_received"))
    facts = RequestFacts(received_on=ask.asked_on, advice_asked=(ask,))
    return {"due": due_of(request_duties(facts), "ADV-06")}


def _draft_target(row: Inputs) -> Answers:
    start = _request_start(row)
    return {
        "target_draft_by": CLOCKS["DRAFT-PLAN"].length.end(start),
        "last_safe_draft": weeks_after(start, 20) - 15 * ONE_DAY,
    }


def _draft_window(row: Inputs) -> Answers:
    last = days_beginning_with(row.day("served"), 15)
    return {"window_last_day": last, "earliest_final": last + ONE_DAY}


def _consultation(row: Inputs) -> Answers:
    return {"response_expected_by": CLOCKS["CONSULT-15"].length.end(row.day("consulted"))}


def _section_i(row: Inputs) -> Answers:
    fault = plan.section_i_fault(
        stage=row.text("plan_stage"),
        name=row.text("section_i", default=""),
        type_=row.text("section_i_type", default=""),
        otherwise_than_at_school=row.yes(*(name for name in row.names() if "eotas" in name or "s61" in name)),
    )
    return {"valid": fault is None, "reason": fault.reason if fault else None}


def _closure(row: Inputs) -> Answers:
    found = exceptions.closure(row.day("advice_requested"), row.day("closed_from"), row.day("reopens"))
    return {"exception": found.excuses, "closure_days": found.days}


def _absence(row: Inputs) -> Answers:
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
    for count, unit in pairwise(words):
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


def _reason(row: Inputs) -> Answers:
    found = reason_is_exception(row.text("clock"), row.text("reason"), row.maybe_day("on"))
    return {"exception": found}


def _effect(row: Inputs) -> Answers:
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


def _requester(row: Inputs) -> Answers:
    requester = row.text("requester").removeprefix("person_acting_for_").removeprefix("on_behalf_of_")
    found = request.route(requester)
    return {"s36_request": found.section_36_request, "starts_clock": True, "via": found.via}


def _request_form(row: Inputs) -> Answers:
    return _requester(row)


def _six_months(row: Inputs) -> Answers:
    duty = request.must_consider_assessment(
        last_assessment_on=row.maybe_day("last_assessment_completed"),
        requested_on=row.day("request_received"),
        has_plan=row.yes("plan"),
    )
    return {"s36_7_duty": duty}


def _consulted(row: Inputs) -> Answers:
    ok = row.yes("parent_consulted", "yp_consulted", "young_person_consulted", "family_consulted")
    return {"valid": ok, "reason": None if ok else "family_not_consulted"}


def _young_person(row: Inputs) -> Answers:
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


def _holder(row: Inputs) -> Answers:
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


def _school_age_starts(row: Inputs) -> Answers:
    return {"csa_starts": rights.starts(row.day("dob"))}


def _age_18(row: Inputs) -> Answers:
    born, on = row.day("dob"), row.day("on")
    return {"turns_18": rights.turns(born, 18), "h1_permitted": rights.section_h1_permitted(born, on)}


_SHORT_NAMES = {
    "speech_and_language_therapist": "slt", "speech_and_language_therapy": "slt", "slt": "slt",
    "occupational_therapist": "ot", "occupational_therapy": "ot", "ot": "ot", "physiotherapist": "physio",
    "camhs": "camhs", "psychiatrist": "camhs",
}  # fmt: skip


def _advice_set(row: Inputs) -> Answers:
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


def _advice_again(row: Inputs) -> Answers:
    again = advice.must_seek_again(
        author_agrees=row.yes("author_satisfied"),
        council_agrees=row.yes("la_satisfied"),
        family_agrees=row.yes("family_satisfied"),
    )
    return {"reseek": "must" if again else "must_not"}


def _decision_letter(row: Inputs) -> Answers:
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


RULES: dict[str, Rule] = {
    "REQ-WHO": _requester,
    "REQ-FORM": _request_form,
    "REQ-CONSULT": _consulted,
    "REQ-6M": _six_months,
    "EHCNA-06": _request_due("EHCNA-06"),
    "EHCNA-16": _request_due("EHCNA-16"),
    "EHCNA-20": _request_due("EHCNA-20"),
    "EHCNA-06-INCL": _request_due("EHCNA-06", settings=INCLUSIVE),
    "EHCNA-TRIPLE": _triple,
    "ADV-06": _advice_due,
    "DRAFT-PLAN": _draft_target,
    "DRAFT-15": _draft_window,
    "CONSULT-15": _consultation,
    "DRAFT-SECTION-I": _section_i,
    "EXC-CLOSURE": _closure,
    "EXC-ABSENCE": _absence,
    "EXC-REASON": _reason,
    "EXC-EFFECT": _effect,
    "YP-START": _young_person,
    "RIGHTS-HOLDER": _holder,
    "CSA-START": _school_age_starts,
    "AGE18-H1": _age_18,
    "ADVICE-SET": _advice_set,
    "ADVICE-REUSE": _advice_again,
    "LETTER": _decision_letter,
    "DET-06": _request_due("DET-06", custody=True),
    "DET-16": _request_due("DET-16", custody=True),
    "DET-20": _request_due("DET-20", custody=True),
}
