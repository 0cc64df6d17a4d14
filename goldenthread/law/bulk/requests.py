"""The clocks of every request, and of every request for advice, at once."""

from dataclasses import dataclass

import numpy as np

from goldenthread.law.bulk.columns import (
    EVER,
    MISSING,
    Clocks,
    Column,
    code,
    days_on,
    last_day,
    only,
    present,
    rows_where,
    window,
)
from goldenthread.law.settings import DEFAULT, LawSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Requests:
    """Columns of ``RequestFacts``: ``None`` for a column that is missing throughout. Decisions are 1, 0 or -1.

    ``lifted_…`` is the day on which an exception was accepted for that clock, on a ground the law gives for it. Rows
    with an order or an agreement in mediation are left to ``timetable.duties``.
    """

    received_on: Column
    will_assess: Column | None = None
    told_on: Column | None = None
    will_issue: Column | None = None
    outcome_on: Column | None = None
    draft_served_on: Column | None = None
    closed_on: Column | None = None
    conceded_on: Column | None = None
    lifted_06: Column | None = None
    lifted_16: Column | None = None
    lifted_20: Column | None = None
    custody: bool = False


_REQUEST_ENDED = (
    "",
    "the request was closed",
    "the council decided not to assess",
    "the council decided not to issue a plan",
    "the council decided to issue a plan",
    "the final plan was sent",
)


def request_clocks(requests: Requests, settings: LawSettings = DEFAULT) -> dict[str, Clocks]:
    """The six, 16 and 20 weeks, the aim for the draft and the family's 15 days, as ``request_duties`` gives them."""
    r, n = requests, len(requests.received_on)
    start = r.received_on
    known = start != MISSING
    no_day = np.full(n, MISSING, dtype=np.int32)
    undecided = np.full(n, -1, dtype=np.int8)
    will_assess = undecided if r.will_assess is None else r.will_assess
    will_issue = undecided if r.will_issue is None else r.will_issue
    told = no_day if r.told_on is None else r.told_on
    outcome = no_day if r.outcome_on is None else r.outcome_on
    draft = no_day if r.draft_served_on is None else r.draft_served_on
    closed_on = no_day if r.closed_on is None else r.closed_on
    closed = closed_on != MISSING

    refused = will_assess == 0
    if r.conceded_on is not None:
        refused &= r.conceded_on == MISSING
    after_on = _ended(refused, told, closed_on)
    after = code(closed.view(np.int8), refused, 2)
    running = after == 0

    not_issuing, issuing, has_draft = will_issue == 0, will_issue == 1, draft != MISSING
    decide, not_issue, final = ("DET-06", "DET-16", "DET-20") if r.custody else ("EHCNA-06", "EHCNA-16", "EHCNA-20")

    # 16 weeks: over once the council decides to issue, which serving a draft also shows.
    issued_on = only(outcome, issuing)
    decided_yes = (issuing | has_draft) & running & ~not_issuing
    sixteen_on = _ended(decided_yes, np.where(has_draft, draft, issued_on), after_on)
    # 20 weeks: over once the council decides not to issue.
    decided_no = running & not_issuing
    twenty_on = _ended(decided_no, outcome, after_on)
    found = {
        decide: Clocks(decide, start, last_day(decide, start, settings), told, r.lifted_06, closed_on,
                       closed.view(np.int8), _REQUEST_ENDED),
        not_issue: Clocks(not_issue, start, last_day(not_issue, start, settings), only(outcome, not_issuing),
                          r.lifted_16, sixteen_on, code(after, decided_yes, 4), _REQUEST_ENDED),
        final: Clocks(final, start, last_day(final, start, settings), issued_on, r.lifted_20, twenty_on,
                      code(after, decided_no, 3), _REQUEST_ENDED),
    }  # fmt: skip
    aimed = ((will_assess != -1) | has_draft) & known & ~not_issuing
    if aimed.any():
        if settings is DEFAULT:
            aim = last_day("DRAFT-PLAN", start, settings)
        else:
            aim = days_on(start, 7 * settings.draft_plan_target_weeks)
        sent_without = (issued_on != MISSING) & running & ~has_draft
        found["DRAFT-PLAN"] = Clocks(
            "DRAFT-PLAN", start, present(aim, aimed), draft, None, _ended(sent_without, issued_on, after_on),
            code(after, sent_without, 5), _REQUEST_ENDED,
        )  # fmt: skip
    if has_draft.any():
        found["DRAFT-15"] = window(draft, rows_where(has_draft & known))
    return found


def _ended(chosen: Column, on: Column, otherwise: Column) -> Column:
    """The day on which the chosen ended, ``EVER`` where it is not known; of the others, `otherwise`."""
    found = np.where(chosen, on, otherwise)
    never_told = (found == MISSING) & chosen
    if never_told.any():
        found[never_told] = EVER
    return found


def advice_clocks(
    asked_on: Column,
    received_on: Column,
    *,
    lifted_on: Column | None = None,
    closed_on: Column | None = None,
    outcome_on: Column | None = None,
    settings: LawSettings = DEFAULT,
) -> Clocks:
    """Each adviser's six weeks, one row an ask; ``closed_on`` and ``outcome_on`` are those of its request."""
    n = len(asked_on)
    closed = np.full(n, MISSING, dtype=np.int32) if closed_on is None else closed_on
    outcome = np.full(n, MISSING, dtype=np.int32) if outcome_on is None else outcome_on
    ended = np.where(closed != MISSING, closed, outcome)
    reason = np.where(closed != MISSING, np.int8(1), np.where(outcome != MISSING, np.int8(2), np.int8(0)))
    due = last_day("ADV-06", asked_on, settings)
    return Clocks("ADV-06", asked_on, due, received_on, lifted_on, ended, reason,
                  ("", "the request was closed", "the council decided without it"))  # fmt: skip
