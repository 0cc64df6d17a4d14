"""The grounds that excuse a late step, clock by clock. An exception removes a date; it adds no weeks (T-11)."""

from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.law.cite import DETAINED_REGULATIONS, REGULATIONS, Citation, cite
from goldenthread.law.days import in_words
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "six_weeks": cite(
        REGULATIONS, "regulation 5(4)", "The only grounds that excuse the six-week decision.", "V1"
    ),
    "assessment": cite(
        REGULATIONS, "regulations 10(4) and 13(3)", "The only grounds that excuse 16 and 20 weeks.", "V1"
    ),
    "adviser": cite(REGULATIONS, "regulation 8(2)", "The only grounds that excuse an adviser's six weeks.", "V2"),
    "reassessment": cite(
        REGULATIONS, "regulation 27(3)", "The only grounds that excuse the 14 weeks of a reassessment.", "V1"
    ),
    "orders": cite(REGULATIONS, "regulation 44(3)", "The only grounds that excuse a Tribunal order's date.", "V1"),
    "custody": cite(
        DETAINED_REGULATIONS, "regulations 5(4), 10(4) and 13(3)", "The grounds for a person in custody.", "V1",
        effective_from=date(2015, 4, 1),
    ),
    "none": cite(
        REGULATIONS, "regulations 15, 18, 20, 21 and 22",
        "Annual reviews, phase dates and transfers between councils have no exceptions.", "M",
    ),
    "effect": cite(
        REGULATIONS, "regulations 5(4), 10(4) and 13(3)",
        "An exception removes the fixed date and adds no weeks: the step is then due as soon as practicable. "
        "Each clock needs its own.",
        "V1",
    ),
    "hard_edged": cite(
        "R (W) v Hertfordshire [2023] EWHC 3138 (Admin)", "paragraph 17",
        "The dates are hard-edged duties: shortage of staff, waiting lists and panel dates are no exception.", "V1",
    ),
    "coronavirus": cite(
        "SI 2020/471", "regulation 2A as inserted", "Reasons relating to coronavirus, spent since 25 September 2020.",
        "V1", effective_from=date(2020, 5, 1), effective_to=date(2020, 9, 25),
    ),
}  # fmt: skip

FOUR_WEEKS = timedelta(weeks=4)
ONE_WEEK = timedelta(weeks=1)

ASSESSMENT_CLOCKS = ("EHCNA-06", "EHCNA-16", "EHCNA-20")
CUSTODY_CLOCKS = ("DET-06", "DET-16", "DET-20")
ORDER_CLOCKS = (
    "ORD-ASSESS-2W", "ORD-ASSESS-10W", "ORD-ASSESS-14W", "ORD-MAKE-5W", "ORD-MAKE-11W", "ORD-AMEND-5W",
    "ORD-NAME-2W", "UNOPP-ASSESS-2W", "UNOPP-ASSESS-10W", "UNOPP-ASSESS-14W", "UNOPP-MAKE-5W", "UNOPP-MAKE-11W",
    "UNOPP-CONTENT-5W", "UNOPP-NAME-2W",
)  # fmt: skip
FOUR_GROUND_CLOCKS = (*ASSESSMENT_CLOCKS, "REASSESS-14W")


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground the Regulations give: the ``clocks`` it can excuse, and what it ``needs`` to be true."""

    id: str
    name: str
    needs: str
    clocks: tuple[str, ...]
    citation: Citation


GROUNDS: dict[str, Ground] = {
    ground.id: ground
    for ground in (
        Ground(
            "school_closure",
            "The school or post-16 institution was closed",
            "Advice was asked of the head teacher or principal within a week before the closure began or during it, "
            "up to a week before it re-opened, and it was closed for at least four weeks.",
            (*FOUR_GROUND_CLOCKS, *CUSTODY_CLOCKS, *ORDER_CLOCKS),
            CITATIONS["assessment"],
        ),
        Ground(
            "early_years_closure",
            "The early years provider was closed",
            "Advice was asked of the provider's special needs lead within a week before the closure began or during "
            "it, up to a week before it re-opened, and it was closed for at least four weeks.",
            (*FOUR_GROUND_CLOCKS, *ORDER_CLOCKS),
            CITATIONS["assessment"],
        ),
        Ground(
            "exceptional_circumstances",
            "Exceptional personal circumstances of the child, parent or young person",
            "They affected the child, the child's parent or the young person during the period.",
            (*FOUR_GROUND_CLOCKS, "ADV-06", *CUSTODY_CLOCKS, *ORDER_CLOCKS),
            CITATIONS["assessment"],
        ),
        Ground(
            "absence",
            "Away from the area for at least four weeks",
            "The child, parent or young person was absent from the area for at least four weeks in a row during the "
            "period.",
            (*FOUR_GROUND_CLOCKS, "ADV-06", *CUSTODY_CLOCKS),
            CITATIONS["assessment"],
        ),
        Ground(
            "missed_appointment",
            "The child missed an appointment with the adviser",
            "The child or young person did not keep an appointment for an examination or test that the adviser made "
            "in the six weeks. It excuses the adviser, never the council.",
            ("ADV-06",),
            CITATIONS["adviser"],
        ),
        Ground(
            "absence_two_weeks",
            "Away from the area for at least two weeks",
            "The child, parent or young person was absent from the area for at least two weeks in a row after the "
            "order.",
            ORDER_CLOCKS,
            CITATIONS["orders"],
        ),
        Ground(
            "late_representations",
            "The family wants to comment after the 15 days",
            "The parent or young person told the council that they want to make representations after the 15 days.",
            ORDER_CLOCKS,
            CITATIONS["orders"],
        ),
    )
}
"""Every ground that the law gives, by its id. A reason that is not here is not an exception."""

GROUNDS_FOR: dict[str, tuple[str, ...]] = {}
for _ground in GROUNDS.values():
    for _clock in _ground.clocks:
        GROUNDS_FOR[_clock] = (*GROUNDS_FOR.get(_clock, ()), _ground.id)


def source_for(clock: str) -> Citation:
    """The regulation that lists a clock's exceptions, or that shows there are none."""
    if clock == "EHCNA-06":
        return CITATIONS["six_weeks"]
    if clock in ASSESSMENT_CLOCKS:
        return CITATIONS["assessment"]
    if clock == "ADV-06":
        return CITATIONS["adviser"]
    if clock == "REASSESS-14W":
        return CITATIONS["reassessment"]
    if clock in ORDER_CLOCKS:
        return CITATIONS["orders"]
    return CITATIONS["custody"] if clock in CUSTODY_CLOCKS else CITATIONS["none"]


def grounds_for(clock: str) -> tuple[Ground, ...]:
    """The grounds that can be claimed on a clock; empty where the law gives none."""
    return tuple(GROUNDS[ground] for ground in GROUNDS_FOR.get(clock, ()))


NOT_GROUNDS = {
    "no_educational_psychologist": "A shortage of educational psychologists is not an exception.",
    "no_therapist": "A shortage of therapists is not an exception.",
    "waiting_list": "A waiting list is not an exception.",
    "panel_did_not_meet": "The date of a panel is not an exception.",
    "school_slow_to_reply_in_term": "A slow reply from a school in term time is not an exception.",
    "volume_of_requests": "The number of requests is not an exception.",
    "missed_appointment": "A missed appointment excuses the adviser's six weeks, not the council's own limit.",
    "coronavirus": "The coronavirus exception ended on 25 September 2020.",
}


@dataclass(frozen=True, slots=True)
class Closure:
    """A setting's closure: how long it was, the window in which asking for advice counts, and whether it excuses."""

    days: int
    window_from: date
    window_to: date
    excuses: bool


def closure(advice_asked_on: date, closed_from: date, reopens_on: date, settings: LawSettings = DEFAULT) -> Closure:
    """Whether a closure excuses the council: closed for four weeks, and advice asked for in the window (3.2).

    The window runs from a week before the first closed day to a week before the first day open to pupils again.
    """
    if reopens_on <= closed_from:
        raise LawRefusal("The date the setting re-opens must be after the date it closed.", CITATIONS["assessment"])
    first, last = closed_from - ONE_WEEK, reopens_on - ONE_WEEK
    if settings.closure_window_includes_both_ends:
        inside = first <= advice_asked_on <= last
    else:
        inside = first < advice_asked_on < last
    length = reopens_on - closed_from
    return Closure(length.days, first, last, inside and length >= FOUR_WEEKS)


def days_absent_in_period(
    absent_from: date, absent_to: date, starts_on: date, ends_on: date, settings: LawSettings = DEFAULT
) -> int:
    """Days of absence, first and last counted, that fall inside the clock's period, both ends counted (3.2)."""
    if absent_to < absent_from:
        raise LawRefusal("The absence must end on or after the day it began.", CITATIONS["assessment"])
    if settings.absence_counts_only_in_period:
        absent_from, absent_to = max(absent_from, starts_on), min(absent_to, ends_on)
    return max((absent_to - absent_from).days + 1, 0)


def is_exception(clock: str, ground: str, on: date | None = None) -> bool:
    """Whether the law gives this ground for this clock (on that day, for a ground that has been spent)."""
    if ground == "coronavirus":
        return clock in FOUR_GROUND_CLOCKS and on is not None and CITATIONS["coronavirus"].in_force(on)
    return ground in GROUNDS_FOR.get(clock, ())


def check_claim(
    *,
    clock: str,
    ground: str,
    evidence: str | None = None,
    advice_asked_on: date | None = None,
    closed_from: date | None = None,
    reopens_on: date | None = None,
    absent_from: date | None = None,
    absent_to: date | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    settings: LawSettings = DEFAULT,
) -> Ground:
    """The ground, where the facts given make it out; otherwise a refusal that says what the law asks for.

    Closure needs ``advice_asked_on``, ``closed_from`` and ``reopens_on``; absence needs ``absent_from``,
    ``absent_to`` and the clock's own ``starts_on`` and ``ends_on``; the other grounds need ``evidence`` in words.
    """
    source = source_for(clock)
    if not GROUNDS_FOR.get(clock):
        raise LawRefusal("The law gives no exceptions for this date.", source)
    if not is_exception(clock, ground):
        reason = NOT_GROUNDS.get(ground, "That is not one of the exceptions the law gives for this date.")
        raise LawRefusal(reason, CITATIONS["hard_edged"] if ground in NOT_GROUNDS else source)
    found = GROUNDS[ground]
    if ground in ("school_closure", "early_years_closure"):
        if advice_asked_on is None or closed_from is None or reopens_on is None:
            raise LawRefusal(
                "Enter the date advice was asked for, the first day closed and the day the setting re-opened.", source
            )
        made_out = closure(advice_asked_on, closed_from, reopens_on, settings)
        if made_out.days < FOUR_WEEKS.days:
            raise LawRefusal(
                f"The setting was closed for {made_out.days} days. The exception needs at least 28.", source
            )
        if not made_out.excuses:
            raise LawRefusal(
                f"Advice was asked for on {in_words(advice_asked_on)}. The exception needs a date from "
                f"{in_words(made_out.window_from)} to {in_words(made_out.window_to)}.",
                source,
            )
    elif ground in ("absence", "absence_two_weeks"):
        if absent_from is None or absent_to is None or starts_on is None or ends_on is None:
            raise LawRefusal("Enter the first and the last day of the absence.", source)
        needed = 14 if ground == "absence_two_weeks" else 28
        away = days_absent_in_period(absent_from, absent_to, starts_on, ends_on, settings)
        if away < needed:
            raise LawRefusal(
                f"{away} days of the absence fall inside the period. The exception needs at least {needed} in a row.",
                source,
            )
    elif not (evidence and evidence.strip()):
        raise LawRefusal("Say what happened and what shows it.", source)
    return found


@dataclass(frozen=True, slots=True)
class Effect:
    """What an accepted exception does to one date: ``due_on`` is ``None`` once it is lifted."""

    due_on: date | None
    standard: str
    original_due_on: date


def effect(original_due_on: date, *, accepted: bool) -> Effect:
    """An accepted exception removes the date and adds no weeks; the original is kept and shown (T-11)."""
    if accepted:
        return Effect(None, "as_soon_as_practicable", original_due_on)
    return Effect(original_due_on, "fixed_date", original_due_on)
