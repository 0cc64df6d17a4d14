"""The clocks of every plan in force at once."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from goldenthread.law import transfer
from goldenthread.law.bulk.columns import (
    ABSENT,
    MISSING,
    Clocks,
    Column,
    days_on,
    last_day,
    look_up,
    number,
    only,
    present,
    rows_where,
    taken,
    window,
)
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

    def at(self, rows: Column) -> "Plans":
        """The same of these rows alone."""
        return Plans(**{name: values.take(rows) for name, values in self.given.items()})

    def met(self, name: str) -> Column | None:
        """When something was done; ``None`` where the column was not given, so that nothing is worked out from it."""
        return self.given.get(name)


def plan_clocks(plans: Plans, settings: LawSettings = DEFAULT) -> dict[str, Clocks]:
    """Every clock of a plan in force, as ``plan_duties`` gives them.

    "AR-NEXT12 again" is the year that begins with the newest review's decision, beside the one that it completed.
    What few plans have is worked out for their rows alone.
    """
    found = _reviews(plans, settings)
    if plans.has("review_planned_on"):
        rows = rows_where(plans.review_planned_on != MISSING)
        meeting = plans.review_planned_on.take(rows)
        for clock, days, met in (
            ("AR-PACK-NOTICE", 15 if settings.clear_days_of_notice else 14, plans.met("invitations_sent_on")),
            ("AR-PACK-PAPERS", 14, plans.met("papers_sent_on")),
        ):
            found[clock] = Clocks(clock, None, meeting - np.int32(days), taken(met, rows), rows=rows)
    if plans.has("review_meeting_on") or plans.has("amendment_notice_on"):
        found |= _meeting(plans)
    if plans.has("phase"):
        found |= _phases(plans, settings)
    if plans.has("post16_move_on"):
        by = look_up("before_move", plans.post16_move_on, settings, ABSENT)
        found["PHASE-P16"] = Clocks("PHASE-P16", None, by, plans.met("post16_final_on"))
    if plans.has("transferred_in_on"):
        moved = plans.transferred_in_on
        due = last_day("XFER-6W", moved, settings)
        found["XFER-6W"] = Clocks("XFER-6W", moved, due, plans.met("transfer_family_told_on"))
    if plans.has("cease_notice_on"):
        found["CEASE-HOLD"] = _hold(plans, settings)
    if plans.has("age25_setting"):
        found["AGE25"] = _after_25(plans, settings)
    if plans.has("first_direct_payment_on"):
        paid, reviewed = plans.first_direct_payment_on, plans.direct_payment_reviewed_on
        found["PB-3M"] = Clocks("PB-3M", paid, last_day("PB-3M", paid, settings), reviewed)
        again = last_day("PB-12M", only(reviewed, paid != MISSING), settings)
        found["PB-12M"] = Clocks("PB-12M", reviewed, again)
    return _cease(found, plans.ceased_on) if plans.has("ceased_on") else found


def _cease(found: dict[str, Clocks], ceased_on: Column) -> dict[str, Clocks]:
    """What was neither met nor ended when the plan ceased has ended with it."""
    everywhere = rows_where(ceased_on != MISSING)
    answer = {}
    for name, clocks in found.items():
        places, on = everywhere, ceased_on
        if clocks.rows is not None:
            on = ceased_on.take(clocks.rows)
            places = rows_where(on != MISSING)
        for done in (clocks.met_on, clocks.ended_on):
            if done is not None:
                places = places[done.take(places) == MISSING]
        words = (*(clocks.because or ("",)), "the plan ceased")
        ended, codes = np.full(len(on), MISSING, dtype=np.int32), np.zeros(len(on), dtype=np.int8)
        if clocks.ended_on is not None and clocks.ended_code is not None:
            ended, codes = clocks.ended_on.copy(), clocks.ended_code.copy()
        ended[places] = on.take(places)
        codes[places] = len(words) - 1
        answer[name] = replace(clocks, ended_on=ended, ended_code=codes, because=words)
    return answer


def _reviews(plans: Plans, settings: LawSettings) -> dict[str, Clocks]:
    made, last, moved = plans.made_on, plans.last_review_on, plans.met("transferred_in_on")
    first = last == MISSING
    base = np.where(first, made, last)
    unknown = rows_where(base == MISSING)
    year = look_up("year_ends", base, settings, ABSENT)
    done, newer = _newest(plans, base, settings)
    met = np.full(plans.size, MISSING, dtype=np.int32)
    known = base.take(newer) != MISSING
    met[newer[known]] = done.take(newer[known])

    found = {}
    due = year
    if moved is not None:
        moved_in = moved != MISSING
        after_move = moved_in & (moved >= base)  # a base that is not known is later than every day
        due = present(year, ~after_move)
        rows = rows_where(after_move | (moved_in & (base == MISSING)))
        if len(rows):
            start, of_rows = moved.take(rows), base.take(rows)
            later = np.maximum(year.take(rows), look_up("three_months", start, settings))
            later[of_rows == MISSING] = MISSING
            found["XFER-REVIEW"] = Clocks("XFER-REVIEW", start, later, met.take(rows), rows=rows)
    firsts = rows_where(first & (due != ABSENT))
    found["AR-FIRST12"] = Clocks(
        "AR-FIRST12", base.take(firsts), due.take(firsts), met.take(firsts), rows=firsts
    )  # fmt: skip
    again = present(due, ~first)
    # Neither date is known: the duty is there, its date is not.
    nothing = unknown[done.take(unknown) == MISSING]
    if moved is not None:
        nothing = nothing[moved.take(nothing) == MISSING]
    again[nothing] = MISSING
    found["AR-NEXT12"] = Clocks("AR-NEXT12", base, again, met)
    if len(newer):
        start = done.take(newer)
        following = look_up("year_ends", start, settings, ABSENT)
        found["AR-NEXT12 again"] = Clocks("AR-NEXT12", start, following, rows=newer)
    if plans.has("date_of_birth"):
        latest = base
        if len(newer):
            latest = base.copy()
            latest[newer] = done.take(newer)
        rows = rows_where(latest < look_up("turns_5", plans.date_of_birth, settings, ABSENT))
        if len(rows):
            start = latest.take(rows)
            found["AR-U5"] = Clocks("AR-U5", start, look_up("months+6", start, settings, ABSENT), rows=rows)
    return found


def _newest(plans: Plans, base: Column, settings: LawSettings) -> tuple[Column, Column]:
    """The day on which the newest review was done, and the rows where it is newer than the one that counts so far."""
    done = decided = plans.review_decided_on
    rows = rows_where(decided != MISSING)
    if not settings.last_review_is_the_decision and plans.has("review_meeting_on"):
        meeting = plans.review_meeting_on.take(rows)
        done = decided.copy()
        done[rows] = np.where(meeting == MISSING, decided.take(rows), meeting)
    before = base.take(rows)
    return done, rows[(before == MISSING) | (done.take(rows) > before)]


def _meeting(every: Plans) -> dict[str, Clocks]:
    rows = rows_where((every.review_meeting_on != MISSING) | (every.amendment_notice_on != MISSING))
    plans = every.at(rows)
    meeting, decided = plans.review_meeting_on, plans.review_decided_on
    notice, dropped = plans.amendment_notice_on, plans.amendments_dropped_on
    met_held = meeting != MISSING
    base = np.where(plans.last_review_on == MISSING, plans.made_on, plans.last_review_on)
    year = look_up("year_ends", np.where(base < meeting, base, MISSING), DEFAULT)
    four = days_on(meeting, 28)
    found = {
        "AR-PACK-REPORT": Clocks(
            "AR-PACK-REPORT", meeting, days_on(meeting, 14), plans.met("review_report_on"), None, decided,
            (decided != MISSING).view(np.int8), ("", "the review was decided"), rows,
        ),
        "AR-PACK-DECISION": Clocks(
            "AR-PACK-DECISION", meeting, np.minimum(four, year), decided, rows=rows
        ),
    }  # fmt: skip
    noticed = notice != MISSING
    amending = noticed | ((plans.amending == 1) & met_held)
    rows_amending = rows_where(amending)
    if not len(rows_amending):
        return found

    def of(column: Column) -> Column:
        return column.take(rows_amending)

    meeting, notice, dropped, noticed = of(meeting), of(notice), of(dropped), of(noticed)
    where = rows.take(rows_amending)
    found["AR-PACK-AMEND"] = Clocks("AR-PACK-AMEND", meeting, of(four), notice, rows=where)
    found["DRAFT-15"] = window(every.amendment_notice_on, where[noticed])
    eight = only(notice + np.int32(56), noticed)
    cap = only(meeting + np.int32(84), meeting != MISSING)
    found["AR-FINAL8"] = Clocks(
        "AR-FINAL8", np.where(noticed, notice, meeting), np.minimum(cap, eight),
        taken(plans.met("amended_final_on"), rows_amending), None, dropped, (dropped != MISSING).view(np.int8),
        ("", "the council decided not to change the plan"), where,
    )  # fmt: skip
    both = rows_where(noticed & (dropped != MISSING))
    if len(both):
        found["AR-NOAMEND8"] = Clocks(
            "AR-NOAMEND8", notice.take(both), eight.take(both), dropped.take(both), rows=where.take(both)
        )
    return found


_FIRST_TRANSFER, _TRANSFERS = 2014, 60
_PHASES = tuple(transfer.BEFORE)


@lru_cache(maxsize=8)
def _phase_tables(settings: LawSettings) -> tuple[Column, Column, dict[str, Column]]:
    """Last day and first day by phase and year, and which phases run on which clock."""
    due = np.full(len(_PHASES) * _TRANSFERS, ABSENT, dtype=np.int32)
    start = np.full(len(due), MISSING, dtype=np.int32)
    on = {clock: np.zeros(len(due), dtype=bool) for clock in ("PHASE-SCHOOL", "PHASE-POST16")}
    for code, name in enumerate(_PHASES):
        for year in range(_TRANSFERS):
            place = code * _TRANSFERS + year
            due[place] = number(transfer.phase_dates(name, _FIRST_TRANSFER + year, settings).last_day)
            start[place] = number(transfer.school_year_before(_FIRST_TRANSFER + year, settings))
            on[transfer.CLOCK_FOR[name]][place] = True
    return due, start, on


def _phases(plans: Plans, settings: LawSettings) -> dict[str, Clocks]:
    rows = rows_where((plans.phase >= 0) & (plans.transfer_year > 0))
    year = plans.transfer_year.take(rows)
    if ((year < _FIRST_TRANSFER) | (year >= _FIRST_TRANSFER + _TRANSFERS)).any():
        raise LawRefusal(f"A year of transfer is not between {_FIRST_TRANSFER} and {_FIRST_TRANSFER + _TRANSFERS - 1}.")
    place = plans.phase.take(rows) * _TRANSFERS + (year - _FIRST_TRANSFER)
    due, start, on = _phase_tables(settings)
    starts, final = start.take(place), taken(plans.met("phase_final_on"), rows)
    return {
        clock: Clocks(clock, starts, np.where(places, due, ABSENT).take(place), final, rows=rows)
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
    other = np.where((ends == MISSING) | (ends < start), MISSING, np.minimum(ends, look_up("day_before_26", born, settings)))
    last = np.where(setting == 0, look_up("fe_ends", born, settings), other)
    return Clocks("AGE25", np.where(known, start, MISSING), np.where(known, last, ABSENT))
