"""The Local Offer's yearly comments, people's own information, how long records are kept, and inspection dates."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import ACT, AREA_FRAMEWORK, REGULATIONS, Force, cite
from goldenthread.law.days import anniversary, days_after, months_after, next_working_day, working_days_after
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "comments": cite(
        REGULATIONS, "regulation 56(3)",
        "Comments on the Local Offer and the council's answers are published at least yearly, naming nobody.", "V1",
    ),
    "need_not_publish": cite(
        REGULATIONS, "regulation 56(4)",
        "Vexatious comments, and comments about one person's provision, need not be published.", "V1",
    ),
    "local_offer": cite(
        ACT, "section 30; SEND Regulations 2014, regulations 53 to 57 and Schedule 2",
        "The council publishes what it expects to be available, in its area and outside it.", "V1",
    ),
    "disclosure": cite(
        REGULATIONS, "regulation 17",
        "A plan is not disclosed without consent except for the purposes that are listed.", "M",
    ),
    "access": cite(
        "UK GDPR", "article 12(3)",
        "A person's request for their own information is answered in a month, or three where it is complex.", "M",
        effective_from=date(2018, 5, 25),
    ),
    "stop_the_clock": cite(
        "UK GDPR", "article 12A, added by the Data (Use and Access) Act 2025, section 76",
        "The days from asking for clarity to getting it, both counted, are left out.", "V2",
        effective_from=date(2026, 1, 1),
    ),
    "complaint": cite(
        "Data (Use and Access) Act 2025", "complaints duty", "A complaint is acknowledged within 30 days.", "V2",
        effective_from=date(2026, 6, 19),
    ),
    "retention": cite(
        "IRMS Schools Toolkit", "", "Kept until 31 years after birth: 25 and six. A policy, with legal hold.", "V2",
        Force.LOCAL,
    ),
    "statement": cite(
        "Local area SEND inspection framework 2016", "", "A written statement of action within 70 working days.",
        "V2", Force.GUIDANCE, effective_from=date(2016, 5, 1),
    ),
    "priority_plan": cite(
        AREA_FRAMEWORK, "", "A priority action plan: the period is not verified, so read the report's letter.", "A",
        Force.GUIDANCE, effective_from=date(2023, 1, 1),
    ),
    "monitoring": cite(
        AREA_FRAMEWORK, "", "Monitoring after about 18 months and a full inspection usually within three years.",
        "V2", Force.GUIDANCE, effective_from=date(2023, 1, 1),
    ),
}  # fmt: skip

NEED_NOT_PUBLISH = {
    "vexatious": "It is vexatious.",
    "about_one_childs_service": "It is about one child's own provision: treat it as a complaint.",
    "about_one_persons_service": "It is about one person's own provision: treat it as a complaint.",
    "individual_case": "It is about one person's own provision: treat it as a complaint.",
}


def comments_published_by(last_published_on: date) -> date:
    """A year from the last publication, on the same date."""
    return months_after(last_published_on, 12)


def must_publish(comment: str) -> bool:
    """Whether a comment of this sort must be published with an answer."""
    return comment not in NEED_NOT_PUBLISH


@dataclass(frozen=True, slots=True)
class AccessLimit:
    """The last day to answer, and how many days were left out of the count."""

    by: date
    paused_days: int


def answer_access_by(
    received_on: date,
    *,
    clarification_asked_on: date | None = None,
    clarified_on: date | None = None,
    extended: bool = False,
) -> AccessLimit | None:
    """The last day to answer a person's request for their own information; ``None`` while clarity is awaited.

    A month on the same date (three where extended), later by the days paused, then on to a working day.
    """
    if clarification_asked_on is not None and clarified_on is None:
        return None
    paused = 0
    if clarification_asked_on is not None and clarified_on is not None:
        if clarified_on < clarification_asked_on:
            raise LawRefusal("The clarification came before it was asked for. Check both dates.", CITATIONS["access"])
        paused = (clarified_on - clarification_asked_on).days + 1
    due = days_after(months_after(received_on, 3 if extended else 1), paused)
    return AccessLimit(next_working_day(due), paused)


def complaint_acknowledged_by(received_on: date) -> date:
    """30 days after the complaint was received."""
    return days_after(received_on, 30)


def disposal_from(date_of_birth: date, settings: LawSettings = DEFAULT) -> date:
    """The earliest day a record may be disposed of, if nothing holds it."""
    return anniversary(date_of_birth, settings.retention_years)


def statement_by(letter_on: date) -> date:
    """70 working days after the letter, under the 2016 framework."""
    return working_days_after(letter_on, 70)


def priority_plan_by(report_on: date, settings: LawSettings = DEFAULT) -> date:
    """The working days of the setting, from the final report. Not verified."""
    return working_days_after(report_on, settings.priority_action_plan_working_days)


def inspections_after(report_on: date, settings: LawSettings = DEFAULT) -> tuple[date, date]:
    """About when a monitoring inspection comes, and by when a full one usually does. Forecasts, not dates due."""
    return (
        months_after(report_on, settings.monitoring_inspection_months),
        months_after(report_on, settings.full_inspection_months),
    )
