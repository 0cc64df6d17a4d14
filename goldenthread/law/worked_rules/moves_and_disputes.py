"""Worked cases of moves, appeals, orders, custody, money, publication and inspection."""

from datetime import date

from goldenthread.law import appeal, custody, moves, orders, plan, publication, request
from goldenthread.law.days import weeks_after
from goldenthread.law.timetable.facts import OrderFacts
from goldenthread.law.timetable.orders import order_duties
from goldenthread.law.timetable.table import CLOCKS
from goldenthread.law.worked_rules.inputs import Answers, Inputs, Rule, due_of, from_one_day


def _transfer_out(row: Inputs) -> Answers:
    found = moves.transfer_by(row.day("old_la_aware"), row.day("move_date"))
    return {"aware_15wd_before": found.in_good_time, "transfer_due": found.by}


def _transfer_letter(row: Inputs) -> Answers:
    return {"due": moves.letter_by(row.day("transfer_date"))}


def _transfer_review(row: Inputs) -> Answers:
    found = moves.review_by(row.day("made_or_last_reviewed"), row.day("transfer_date"))
    return {"review_by": found.by, "twelve_month": found.twelve_months, "three_month": found.three_months}


def _transfer_health(row: Inputs) -> Answers:
    return {"request_due": moves.health_board_asks_by(row.day("icb_aware"))}


def _transfer_provision(row: Inputs) -> Answers:
    return {"may_stop_fees": row.yes("plan_amended")}


def _appeal_by(row: Inputs) -> Answers:
    found = appeal.appeal_limit(row.day("notice_sent"), row.maybe_day("certificate_issued"))
    return {"two_month_date": found.two_months, "one_month_date": found.one_month, "appeal_by": found.by}


def _certificate_needed(row: Inputs) -> Answers:
    about = row.text("appeal")
    if about.startswith(("section_i", "placement")) and not any(f"_{part}" in about for part in ("b", "f", "and")):
        about = "section_i_only"
    return {"certificate_required": appeal.certificate_required(about)}


def _agreement(row: Inputs) -> Answers:
    made = row.day("agreement_date")
    other = row.maybe_day("agreed_in_writing", "other_date_agreed", "agreed_date")
    return {"due": other or weeks_after(made, 2)}


def _response(row: Inputs) -> Answers:
    directed = row.maybe_day("directed_by", "directed", "direction_date")
    return {"due": directed or appeal.respond_by(row.day("notice_received"))}


def _order_assess(row: Inputs) -> Answers:
    found = orders.assess(row.day("order_sent", "la_notified_tribunal"))
    return {"notify_by": found.tell_by, "not_issue_by": found.not_issue_by, "final_by": found.final_by}


def _order_make(row: Inputs) -> Answers:
    found = orders.make_plan(row.day("order_sent", "la_notified_tribunal"))
    return {"draft_by": found.draft_by, "final_by": found.final_by}


def _order(kind: str, clock: str, answer: str = "due", basis: str = "order"):
    def rule(row: Inputs) -> Answers:
        facts = OrderFacts(kind=kind, sent_on=row.day("order_sent", "la_notified_tribunal"), basis=basis)
        return {answer: due_of(order_duties(facts), clock)}

    return rule


def _detained_plan(row: Inputs) -> Answers:
    found = custody.plan_during(row.text("event"))
    return {
        "plan_status": found.plan_status,
        "provision_duty": found.provision_duty,
        "health_duty": found.health_duty,
        "review": found.review,
    }


def _early_years(row: Inputs) -> Answers:
    found = request.early_years_notice(
        body=row.text("body"), under_school_age=row.yes("child_under_csa"), opinion=row.text("opinion")
    )
    return {"must_notify_la": found.must_notify, "parent_told_first": found.parent_told_first, "clock": None}


def _budget_request(row: Inputs) -> Answers:
    stage = row.text("stage")
    for known in ("draft", "annual_review", "reassessment"):
        if stage.startswith(known):
            stage = known
    return {"request_valid": plan.budget_request_valid(stage)}


def _budget_refusal(row: Inputs) -> Answers:
    given = [row.yes(name) for name in ("reasons", "right_to_review", "review_right") if name in row]
    return {"valid": all(given) and bool(given)}


def _comment(row: Inputs) -> Answers:
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


def _monitoring(row: Inputs) -> Answers:
    visit, full = publication.inspections_after(row.day("final_report_received"))
    return {"around": visit, "full_inspection_usually_by": full}


def _plan_data(row: Inputs) -> Answers:
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


RULES: dict[str, Rule] = {
    "XFER-15WD": _transfer_out,
    "XFER-6W": _transfer_letter,
    "XFER-REVIEW": _transfer_review,
    "XFER-ICB-REQ": _transfer_health,
    "XFER-PROVISION": _transfer_provision,
    "APPEAL": _appeal_by,
    "MED-CERT-NEEDED": _certificate_needed,
    "MED-CONTACT-2M": from_one_day("notice_sent", "contact_by", appeal.contact_adviser_by),
    "MED-CERT-3WD": from_one_day("event", "certificate_by", appeal.certificate_by),
    "MED-ICB-3WD": from_one_day("la_informed", "icb_notified_by", appeal.health_board_told_by),
    "MED-30D": from_one_day("informed", "mediation_by", CLOCKS["MED-30D"].length.end),
    "MED-AGREE-2W": _agreement,
    "MED-AGREE-1W": from_one_day("agreement_date", "due", CLOCKS["MED-AGREE-1W"].length.end),
    "TRIB-RESP-30WD": _response,
    "ORD-ASSESS": _order_assess,
    "ORD-MAKE": _order_make,
    "ORD-AMEND-5W": _order("amend", "ORD-AMEND-5W"),
    "ORD-NAME-2W": _order("name", "ORD-NAME-2W"),
    "ORD-IMMEDIATE": _order("continue", "ORD-IMMEDIATE"),
    "UNOPP-ASSESS": _order_assess,
    "UNOPP-MAKE": _order_make,
    "UNOPP-CONTENT": _order("amend", "UNOPP-CONTENT-5W", "amended_plan_by", "unopposed"),
    "UNOPP-NAME": _order("name", "UNOPP-NAME-2W", "amended_plan_by", "unopposed"),
    "REC-5W": from_one_day("recommendation_date", "due", appeal.recommendation_answered_by),
    "DET-KEEP": _detained_plan,
    "EYN-S23": _early_years,
    "PB-3M": from_one_day("first_direct_payment", "first_review_by", CLOCKS["PB-3M"].length.end),
    "PB-REQUEST": _budget_request,
    "PB-REFUSE": _budget_refusal,
    "LO-ANNUAL": from_one_day("last_published", "next_publication_by", publication.comments_published_by),
    "LO-COMMENT": _comment,
    "SAR": _access,
    "SAR-STOP": _access,
    "DPC-30": from_one_day("complaint_received", "acknowledge_by", publication.complaint_acknowledged_by),
    "RET-31": from_one_day("dob", "earliest_disposal", publication.disposal_from),
    "WSOA-70WD": from_one_day("letter_received", "submit_by", publication.statement_by),
    "PAP-35WD": from_one_day("final_report_received", "submit_by", publication.priority_plan_by),
    "MON-18M": _monitoring,
    "PLAN-DATA": _plan_data,
}
