"""The clocks of moves between councils, of publication, of people's own information, and of inspection."""

from datetime import date

from goldenthread.law import moves, publication
from goldenthread.law.days import in_words
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.duty import Duty
from goldenthread.law.timetable.facts import (
    DataComplaintFacts,
    InspectionFacts,
    LocalOfferFacts,
    SubjectAccessFacts,
    TransferFacts,
)
from goldenthread.law.timetable.table import CLOCKS

_CITED = {id: f" ({clock.citation.text})." for id, clock in CLOCKS.items()}


def transfer_duties(facts: TransferFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """The old council hands over; the new one writes, and reviews; the new health board speaks up (8.4)."""
    found = []
    aware, moving = facts.old_council_aware_on, facts.moving_on
    if aware is not None and moving is not None:
        limit = moves.transfer_by(aware, moving)
        if limit.in_good_time:
            why = (
                f"The old council knew on {in_words(aware)}, at least 15 working days before the move, so the plan "
                f"passes on the day of the move, {in_words(moving)}"
            )
        else:
            why = (
                f"The old council knew on {in_words(aware)}, less than 15 working days before the move on "
                f"{in_words(moving)}, so 15 working days that begin with that day end on {in_words(limit.by)}"
            )
        found.append(
            Duty("XFER-15WD", aware, "the old council became aware of the move", limit.by, facts.transferred_on,
                 None, "", why + _CITED["XFER-15WD"])
        )  # fmt: skip
    moved = facts.transferred_on
    if moved is not None:
        due = CLOCKS["XFER-6W"].length.end(moved, settings)
        found.append(
            Duty("XFER-6W", moved, "the plan was transferred", due, facts.family_told_on, None, "",
                 f"The plan was transferred on {in_words(moved)}. 6 weeks from then, not counting that day, ends on "
                 f"{in_words(due)}{_CITED['XFER-6W']}")
        )  # fmt: skip
        found.append(_review(facts, moved))
    if facts.health_board_aware_on is not None:
        start = facts.health_board_aware_on
        due = moves.health_board_asks_by(start)
        found.append(
            Duty("XFER-ICB-REQ", start, "the new health board became aware", due, facts.health_board_asked_on, None, "",
                 f"The new health board became aware on {in_words(start)}. 15 working days that begin with that day "
                 f"end on {in_words(due)}{_CITED['XFER-ICB-REQ']}")
        )  # fmt: skip
    return tuple(found)


def _review(facts: TransferFacts, moved: date) -> Duty:
    base = facts.reviewed_or_made_on
    if base is None:
        return Duty(
            "XFER-REVIEW", moved, "the plan was transferred", None, facts.review_decided_on,
            why="The date of the plan's last review is not known, so the date of the next cannot be worked out.",
        )  # fmt: skip
    limit = moves.review_by(base, moved)
    return Duty(
        "XFER-REVIEW", moved, "the plan was transferred", limit.by, facts.review_decided_on, None, "",
        f"The later of 12 months from the last review or the making of the plan ({in_words(limit.twelve_months)}) and "
        f"3 months from the transfer ({in_words(limit.three_months)}) is {in_words(limit.by)}{_CITED['XFER-REVIEW']}",
    )  # fmt: skip


def local_offer_duties(facts: LocalOfferFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """The comments and answers, a year on from the last."""
    start = facts.last_published_on
    if start is None:
        return ()
    due = CLOCKS["LO-ANNUAL"].length.end(start, settings)
    return (
        Duty("LO-ANNUAL", start, "comments were last published", due, facts.published_again_on, None, "",
             f"Comments were last published on {in_words(start)}, and are published at least yearly, so by "
             f"{in_words(due)}{_CITED['LO-ANNUAL']}"),
    )  # fmt: skip


def subject_access_duties(facts: SubjectAccessFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """A month, or three; days awaiting clarity left out; then on to a working day."""
    start = facts.received_on
    if start is None:
        return ()
    limit = publication.answer_access_by(
        start, clarification_asked_on=facts.clarification_asked_on, clarified_on=facts.clarified_on,
        extended=facts.extended,
    )  # fmt: skip
    if limit is None:
        why = f"The clock stopped on {in_words(facts.clarification_asked_on)}, when the person was asked to be clearer."
        return (Duty("SAR", start, "the request was received", None, facts.answered_on, why=why),)
    length = "Three months" if facts.extended else "One month"
    why = f"The request was received on {in_words(start)}. {length} from then"
    if limit.paused_days:
        why += f", with {limit.paused_days} days left out while it was made clearer,"
    why += f" ends on {in_words(limit.by)}, days off passed over{_CITED['SAR']}"
    return (Duty("SAR", start, "the request was received", limit.by, facts.answered_on, why=why),)


def data_complaint_duties(facts: DataComplaintFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """30 days to acknowledge."""
    start = facts.received_on
    if start is None:
        return ()
    due = publication.complaint_acknowledged_by(start)
    return (
        Duty("DPC-30", start, "the complaint was received", due, facts.acknowledged_on, None, "",
             f"The complaint was received on {in_words(start)}. 30 days from then end on {in_words(due)}"
             f"{_CITED['DPC-30']}"),
    )  # fmt: skip


def inspection_duties(facts: InspectionFacts, settings: LawSettings = DEFAULT) -> tuple[Duty, ...]:
    """A statement under the 2016 framework, or a priority plan and a forecast under that of 2023 (12.1, 12.2)."""
    found = []
    if facts.letter_on is not None:
        due = publication.statement_by(facts.letter_on)
        found.append(
            Duty("WSOA-70WD", facts.letter_on, "the inspection letter was received", due,
                 facts.statement_submitted_on, None, "",
                 f"The inspection letter was received on {in_words(facts.letter_on)}. 70 working days from then end "
                 f"on {in_words(due)}{_CITED['WSOA-70WD']}")
        )  # fmt: skip
    if facts.report_on is not None and facts.priority_action:
        due = publication.priority_plan_by(facts.report_on, settings)
        found.append(
            Duty("PAP-35WD", facts.report_on, "the final report was received", due, facts.plan_submitted_on, None, "",
                 f"The final report was received on {in_words(facts.report_on)}. "
                 f"{settings.priority_action_plan_working_days} working days from then end on {in_words(due)}. The "
                 f"length is not verified: the report's own letter comes first{_CITED['PAP-35WD']}")
        )  # fmt: skip
        visit, _ = publication.inspections_after(facts.report_on, settings)
        found.append(
            Duty("MON-18M", facts.report_on, "the final report was received", visit, facts.monitored_on, None, "",
                 f"A monitoring inspection usually comes about {settings.monitoring_inspection_months} months after "
                 f"the final report, so about {in_words(visit)}. A forecast, not a date due{_CITED['MON-18M']}")
        )  # fmt: skip
    return tuple(found)
