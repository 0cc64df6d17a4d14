"""The clocks of every plan in force at once."""

from functools import lru_cache

import numpy as np

from goldenthread.law import transfer
from goldenthread.law.bulk.columns import ABSENT, MISSING, Clocks, Column, absent, last_day, look_up, number, window
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable.facts import PlanFacts


class Plans:
    """Columns named as the fields of ``PlanFacts`` are; one that is not given is missing throughout.

    ``amending`` (1 or 0) stands for ``amend_decision == "amend"``; ``phase`` is the place of the phase in
    ``transfer.BEFORE``, or -1; ``age25_setting`` is 0 for further education, 1 for another course, or -1.
    """

    _NUMBERS = ("amending", "phase", "transfer_year", "age25_setting")

    def __init__(self, **columns: Column):
        allowed = {*PlanFacts.__dataclass_fields__, "amending"} - {"amend_decision"}
        if unknown := set(columns) - allowed:
            raise TypeError(f"no such column: {', '.join(sorted(unknown))}")
        if not columns:
            raise TypeError("give at least one column")
        self.given = columns
        self.size = len(next(iter(columns.values())))

    def __getattr__(self, name: str) -> Column:
        if name in self.given:
            return self.given[name]
        fill = -1 if name in self._NUMBERS else MISSING
        return np.full(self.size, fill, dtype=np.int32)

    def has(self, name: str) -> bool:
        """Whether the column was given."""
        return name in self.given


def plan_clocks(plans: Plans, settings: LawSettings = DEFAULT) -> dict[str, Clocks]:
    """Every clock of a plan in force, as ``plan_duties`` gives them.

    "AR-NEXT12 again" is the year that begins with the newest review's decision, beside the one that it completed.
    """
    found = _reviews(plans, settings)
    if plans.has("review_planned_on"):
        meeting = plans.review_planned_on
        notice = meeting - np.int32(15 if settings.clear_days_of_notice else 14)
        for clock, by, met in (
            ("AR-PACK-NOTICE", notice, plans.invitations_sent_on),
            ("AR-PACK-PAPERS", meeting - np.int32(14), plans.papers_sent_on),
        ):
            found[clock] = Clocks(clock, None, np.where(meeting == MISSING, ABSENT, by), met)
    if plans.has("review_meeting_on") or plans.has("amendment_notice_on"):
        found |= _meeting(plans)
    if plans.has("phase"):
        found |= _phases(plans, settings)
    if plans.has("post16_move_on"):
        by = look_up("before_move", plans.post16_move_on, settings)
        found["PHASE-P16"] = Clocks("PHASE-P16", None, absent(by), plans.post16_final_on)
    if plans.has("transferred_in_on"):
        moved = plans.transferred_in_on
        due = absent(last_day("XFER-6W", moved, settings))
        found["XFER-6W"] = Clocks("XFER-6W", moved, due, plans.transfer_family_told_on)
    if plans.has("cease_notice_on"):
        found["CEASE-HOLD"] = _hold(plans, settings)
    if plans.has("age25_setting"):
        found["AGE25"] = _after_25(plans, settings)
    if plans.has("first_direct_payment_on"):
        paid, reviewed = plans.first_direct_payment_on, plans.direct_payment_reviewed_on
        found["PB-3M"] = Clocks("PB-3M", paid, absent(last_day("PB-3M", paid, settings)), reviewed)
        again = absent(last_day("PB-12M", np.where(paid == MISSING, MISSING, reviewed), settings))
        found["PB-12M"] = Clocks("PB-12M", reviewed, again)
    return _cease(found, plans.ceased_on) if plans.has("ceased_on") else found


def _cease(found: dict[str, Clocks], ceased_on: Column) -> dict[str, Clocks]:
    """What was neither met nor ended when the plan ceased has ended with it."""
    ceased = ceased_on != MISSING
    answer = {}
    for name, clocks in found.items():
        open_ = ceased.copy()
        if clocks.met_on is not None:
            open_ &= clocks.met_on == MISSING
        ended = np.full(len(ceased), MISSING, dtype=np.int32) if clocks.ended_on is None else clocks.ended_on
        open_ &= ended == MISSING
        code = np.zeros(len(ceased), dtype=np.int8) if clocks.ended_code is None else clocks.ended_code
        words = (*(clocks.because or ("",)), "the plan ceased")
        answer[name] = Clocks(
            clocks.clock, clocks.starts_on, clocks.due_on, clocks.met_on, clocks.lifted_on,
            np.where(open_, ceased_on, ended), np.where(open_, np.int8(len(words) - 1), code), words,
        )  # fmt: skip
    return answer


def _reviews(plans: Plans, settings: LawSettings) -> dict[str, Clocks]:
    made, last, moved = plans.made_on, plans.last_review_on, plans.transferred_in_on
    decided = plans.review_decided_on
    done = decided
    if not settings.last_review_is_the_decision:
        meeting = plans.review_meeting_on
        done = np.where((decided != MISSING) & (meeting != MISSING), meeting, decided)
    first = last == MISSING
    base = np.where(first, made, last)
    has_base, is_done = base != MISSING, done != MISSING
    newer = is_done & (~has_base | (done > base))
    met = np.where(newer & has_base, done, MISSING)
    moved_in = moved != MISSING
    after_move = moved_in & has_base & (moved >= base)
    ordinary = has_base & ~after_move
    year = look_up("year_ends", base, settings)
    # Neither date is known: the duty is there, its date is not.
    nothing = ~has_base & ~moved_in & ~is_done
    found = {
        "AR-FIRST12": Clocks("AR-FIRST12", base, np.where(ordinary & first, year, ABSENT), met),
        "AR-NEXT12": Clocks("AR-NEXT12", base,
                            np.where(ordinary & ~first, year, np.where(nothing, MISSING, ABSENT)), met),
    }  # fmt: skip
    if moved_in.any():
        three = look_up("three_months", moved, settings)
        later = np.maximum(np.where(has_base, year, MISSING), three)
        found["XFER-REVIEW"] = Clocks(
            "XFER-REVIEW", moved,
            np.where(after_move, later, np.where(moved_in & ~has_base, MISSING, ABSENT)), met,
        )  # fmt: skip
    if newer.any():
        start = np.where(newer, done, MISSING)
        found["AR-NEXT12 again"] = Clocks("AR-NEXT12", start, absent(look_up("year_ends", start, settings)))
    if plans.has("date_of_birth"):
        latest = np.where(newer, done, base)
        young = (latest != MISSING) & (plans.date_of_birth != MISSING)
        young &= latest < look_up("turns_5", plans.date_of_birth, settings)
        if young.any():
            start = np.where(young, latest, MISSING)
            found["AR-U5"] = Clocks("AR-U5", start, absent(look_up("months+6", start, settings)))
    return found


def _meeting(plans: Plans) -> dict[str, Clocks]:
    meeting, decided = plans.review_meeting_on, plans.review_decided_on
    notice, dropped = plans.amendment_notice_on, plans.amendments_dropped_on
    met_held = meeting != MISSING
    report = np.where(met_held, meeting + np.int32(14), ABSENT)
    base = np.where(plans.last_review_on == MISSING, plans.made_on, plans.last_review_on)
    year = look_up("year_ends", np.where(base < meeting, base, MISSING), DEFAULT)
    four = meeting + np.int32(28)
    found = {
        "AR-PACK-REPORT": Clocks(
            "AR-PACK-REPORT", meeting, report, plans.review_report_on, None, decided,
            (decided != MISSING).astype(np.int8), ("", "the review was decided"),
        ),
        "AR-PACK-DECISION": Clocks(
            "AR-PACK-DECISION", meeting, np.where(met_held, np.minimum(four, year), ABSENT), decided
        ),
    }  # fmt: skip
    noticed = notice != MISSING
    amending = noticed | ((plans.amending == 1) & met_held)
    if not amending.any():
        return found
    found["AR-PACK-AMEND"] = Clocks("AR-PACK-AMEND", meeting, np.where(amending & met_held, four, ABSENT), notice)
    found["DRAFT-15"] = window(notice)
    cap = np.where(met_held, meeting + np.int32(84), MISSING)
    eight = np.where(noticed, notice + np.int32(56), MISSING)
    found["AR-FINAL8"] = Clocks(
        "AR-FINAL8", np.where(noticed, notice, meeting), np.where(amending, np.minimum(cap, eight), ABSENT),
        plans.amended_final_on, None, dropped, (dropped != MISSING).astype(np.int8),
        ("", "the council decided not to change the plan"),
    )  # fmt: skip
    both = noticed & (dropped != MISSING)
    if both.any():
        found["AR-NOAMEND8"] = Clocks("AR-NOAMEND8", notice, np.where(both, eight, ABSENT), dropped)
    return found


_FIRST_TRANSFER, _TRANSFERS = 2014, 60
_PHASES = tuple(transfer.BEFORE)


@lru_cache(maxsize=8)
def _phase_tables(settings: LawSettings) -> tuple[Column, Column, dict[str, Column]]:
    """Last day and first day by phase and year, and which phases run on which clock. Place 0 stands for none."""
    due = np.full(1 + len(_PHASES) * _TRANSFERS, ABSENT, dtype=np.int32)
    start = np.full(len(due), MISSING, dtype=np.int32)
    on = {clock: np.zeros(len(due), dtype=bool) for clock in ("PHASE-SCHOOL", "PHASE-POST16")}
    for code, name in enumerate(_PHASES):
        for year in range(_TRANSFERS):
            place = 1 + code * _TRANSFERS + year
            due[place] = number(transfer.phase_dates(name, _FIRST_TRANSFER + year, settings).last_day)
            start[place] = number(transfer.school_year_before(_FIRST_TRANSFER + year, settings))
            on[transfer.CLOCK_FOR[name]][place] = True
    return due, start, on


def _phases(plans: Plans, settings: LawSettings) -> dict[str, Clocks]:
    phase, year = plans.phase, plans.transfer_year
    known = (phase >= 0) & (year > 0)
    place = np.where(known, 1 + phase * _TRANSFERS + (year - _FIRST_TRANSFER), 0)
    if (known & ((year < _FIRST_TRANSFER) | (year >= _FIRST_TRANSFER + _TRANSFERS))).any():
        raise LawRefusal(f"A year of transfer is not between {_FIRST_TRANSFER} and {_FIRST_TRANSFER + _TRANSFERS - 1}.")
    due, start, on = _phase_tables(settings)
    return {
        clock: Clocks(clock, start[place], np.where(places, due, ABSENT)[place], plans.phase_final_on)
        for clock, places in on.items()
    }


def _hold(plans: Plans, settings: LawSettings) -> Clocks:
    sent, certificate = plans.cease_notice_on, plans.cease_certificate_on
    two = look_up("months+2", sent, settings)
    if plans.has("cease_certificate_on"):
        one = look_up("months+1", certificate, settings)
        two = np.where(sent == MISSING, MISSING, np.maximum(two, np.where(one == MISSING, two, one)))
    last = look_up("tribunal", two, settings)
    appealed = plans.cease_appealed_on != MISSING
    last = np.where(appealed, plans.cease_appeal_decided_on, last)
    return Clocks("CEASE-HOLD", sent, np.where(sent == MISSING, ABSENT, last))


def _after_25(plans: Plans, settings: LawSettings) -> Clocks:
    born, setting, ends = plans.date_of_birth, plans.age25_setting, plans.course_ends_on
    known = (born != MISSING) & (setting >= 0)
    start = look_up("turns_25", born, settings)
    other = np.where(ends == MISSING, MISSING, np.minimum(ends, look_up("day_before_26", born, settings)))
    last = np.where(setting == 0, look_up("fe_ends", born, settings), other)
    return Clocks("AGE25", np.where(known, start, MISSING), np.where(known, last, ABSENT))
