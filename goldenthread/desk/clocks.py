"""Every clock of a child, worked out afresh from the facts, with the reason for each date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.template import engines
from markupsafe import Markup

from goldenthread.casework import facts as request_facts
from goldenthread.casework.advice import clocks as advice_clocks
from goldenthread.casework.excused import words_of
from goldenthread.casework.models import AdviceRequest, Decision, ExceptionClaim, Request
from goldenthread.core.gathering import made_of
from goldenthread.disputes import matters as dispute_matters
from goldenthread.law.cite import Confidence
from goldenthread.law.days import in_words
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.timetable import CLOCKS, Duty
from goldenthread.people.models import Organisation
from goldenthread.plans.models import Plan
from goldenthread.reviews import change_clocks
from goldenthread.reviews import facts as plan_facts
from goldenthread.reviews.models import PhaseTransfer, Review

from .sections import Ask
from .words import days, how_late

#: Of each row what its clocks ask; whatever else somebody asks of one is read then (`made_of`).
_FACTS = """
SELECT f.* FROM (WITH r AS MATERIALIZED (SELECT id, area_id, received_on, route, in_youth_accommodation, plan_id, again_id, ended, ended_on
                          FROM casework_request WHERE child_id = %(child)s),
     p AS MATERIALIZED (SELECT id, child_id, area_id, made_on, transferred_in_on, cease_notified_on, ceased_on FROM plans_plan WHERE child_id = %(child)s)
SELECT (SELECT json_agg(r) FROM r),
       (SELECT json_agg(d) FROM (SELECT id, request_id, about, yes, made_on, notified_on, forum, replaced_on FROM casework_decision
         WHERE request_id = ANY (ARRAY(SELECT id FROM r))) d),
       (SELECT json_agg(e) FROM casework_exceptionclaim e WHERE e.request_id = ANY (ARRAY(SELECT id FROM r))),
       (SELECT json_agg(p) FROM p),
       (SELECT json_agg(v) FROM (SELECT id, plan_id, planned_on, invited_on, papers_on, called_off_on, met_on, report_on, outcome, notified_on, notice_sent_on,
                amended_final_on, no_amendment_on, first_return FROM reviews_review WHERE plan_id = ANY (ARRAY(SELECT id FROM p))) v),
       (SELECT json_agg(t) FROM (SELECT id, plan_id, due_on, final_on FROM reviews_phasetransfer WHERE plan_id = ANY (ARRAY(SELECT id FROM p))) t),
       (SELECT json_agg(a) FROM (SELECT a.id, a.request_id, a.kind, a.asked_on, a.received_on, a.withdrawn_on, a.asked_of_id, o.name AS body
          FROM casework_advicerequest a LEFT JOIN people_organisation o ON o.id = a.asked_of_id
         WHERE a.request_id = ANY (ARRAY(SELECT id FROM r)) ORDER BY a.asked_on, a.id) a),
       EXISTS (SELECT FROM disputes_dispute WHERE child_id = %(child)s),
       EXISTS (SELECT FROM people_deadline WHERE child_id = %(child)s AND matter_kind = 'change')
         OR EXISTS (SELECT FROM reviews_cease WHERE child_id = %(child)s) OR EXISTS (SELECT FROM reviews_movein WHERE child_id = %(child)s)
         OR EXISTS (SELECT FROM reviews_considered WHERE plan_id = ANY (ARRAY(SELECT id FROM p)))
         OR EXISTS (SELECT FROM reviews_course WHERE plan_id = ANY (ARRAY(SELECT id FROM p)))) f
"""


@dataclass(frozen=True)
class Matter:
    """A request or a plan, in words, with its duties and what exceptions were claimed for it."""

    words: str
    since: date | None
    duties: tuple[Duty, ...]
    claims: tuple[ExceptionClaim, ...] = ()
    request_id: UUID | None = None


def matters(child, ask: Ask, *, disputes: bool = False) -> list[Matter]:
    """Every request and plan of a child with all its clocks, newest first, and the disputes for those who may see them.
    One query where there are none, which `ask` asks."""
    *fetched, asked, disputed, changed = ask(_FACTS, {"child": child.pk})
    requests, decisions, claims, plans, reviews, transfers = fetched
    plans = [made_of(Plan, row) for row in plans or ()]
    by_id = {str(plan.pk): plan for plan in plans}
    decided, claimed, advised = _of_each(decisions, "request_id"), _of_each(claims, "request_id"), _of_each(asked, "request_id")
    found = []
    for row in requests or ():
        plan = by_id.get(row["plan_id"])
        request = made_of(Request, row, plan=plan) if plan else made_of(Request, row)
        its_decisions = [made_of(Decision, each) for each in decided.get(row["id"], ())]
        every_claim = [made_of(ExceptionClaim, each) for each in claimed.get(row["id"], ())]
        its_claims = tuple(claim for claim in every_claim if claim.advice_request_id is None)
        words = (
            f"Request received on {in_words(request.received_on)}"
            if request.received_on
            else "Request of a date not known"
        )
        if request.again_id:
            words = f"Advice for the reassessment, from {in_words(request.received_on)}"
        found.append(
            Matter(
                words,
                request.received_on,
                (
                    *request_facts.duties_of(request, its_decisions, its_claims),
                    *_of_advice(advised.get(row["id"], ()), request, its_decisions, every_claim),
                ),
                its_claims,
                request.pk,
            )
        )
    changes = change_clocks.said_of_plans(plans, {child.pk: child.date_of_birth}) if changed else {}
    reviewed, moving = _of_each(reviews, "plan_id"), _of_each(transfers, "plan_id")
    for key, plan in by_id.items():
        duties = plan_facts.duties_of(
            plan,
            [made_of(Review, each) for each in reviewed.get(key, ())],
            [made_of(PhaseTransfer, each) for each in moving.get(key, ())],
            date_of_birth=child.date_of_birth,
            known_since=child.first_recorded_on,
            changes=changes.get(plan.pk),
        )
        found.append(Matter(f"Plan made on {in_words(plan.made_on)}", plan.made_on, duties))
    if changed:
        found += [Matter(each.words, each.since, each.duties) for each in change_clocks.of_children([child.pk])]
    if disputes and disputed:
        found += [Matter(*each) for each in dispute_matters.of(child)]
    return sorted(found, key=lambda matter: matter.since or date.min, reverse=True)


def _of_each(rows: list[dict] | None, key: str) -> dict[str, list[dict]]:
    """Rows as they came, in their order, by what they belong to."""
    found: dict[str, list[dict]] = {}
    for row in rows or ():
        found.setdefault(row[key], []).append(row)
    return found


def _of_advice(asked: Iterable[dict], request: Request, decisions: list[Decision], claims: list[ExceptionClaim]) -> Iterator[Duty]:
    """The six weeks of everybody whose advice was asked for in this assessment."""
    for row in asked:
        body = made_of(Organisation, {"id": row["asked_of_id"], "name": row["body"]}) if row["asked_of_id"] else None
        ask = made_of(AdviceRequest, row, asked_of=body)
        duty = advice_clocks.duty_of(ask, request, decisions, [claim for claim in claims if claim.advice_request_id == ask.pk])
        if duty is not None:
            yield duty


class Card(NamedTuple):
    """A clock as its page shows it. `kind` is how the state looks and `colour` is its tag's; `date` and `words` are the
    date and what is to be said of it today; `started` and `rule` say why this date, beside what `law` says of any."""

    title: str
    kind: str
    colour: str
    state: str
    date: str
    words: str
    started: str
    rule: str
    law: "LawWords"
    claims: list[str]


class LawWords(NamedTuple):
    """What a clock's own law says whatever the case, drawn: how it is counted and whom it binds, and its source."""

    counted: Markup
    source: Markup


@cache
def law_words(clock: str, *, brief: bool) -> LawWords:
    """Drawn once for each clock; `brief` in small letters, for a row of a table."""
    law = CLOCKS[clock]
    drawn = engines["jinja2"].env.get_template("desk/_law.html").module  # type: ignore[attr-defined]  # the stubs know no engine's own
    grounds = "; ".join(GROUNDS[ground].name for ground in law.exceptions)
    assumed = law.citation.confidence is Confidence.ASSUMED
    return LawWords(drawn.counted(law, grounds, assumed, brief), drawn.source(law, brief))


def card(duty: Duty, state: str, matter: Matter, today: date, *, brief: bool = False) -> Card:
    """A clock in this state today, as its card or, in brief, its row shows it."""
    law = duty.law
    kind, words = _STATES[state]
    if state == "due" and (left := duty.days_left(today)) is not None and left <= 10:
        kind = "soon"
    started = f"{in_words(duty.starts_on)}, when {duty.starts_because or law.starts_when}" if duty.starts_on else ""
    return Card(
        f"{law.name}: {duty.about}" if duty.about else law.name,
        kind,
        _COLOURS[kind],
        _KIND_WORDS.get(law.kind, words) if state in ("due", "late") and law.kind != "limit" else words,
        in_words(duty.due_on) if duty.due_on else "No date",
        _line(duty, state, today),
        started,
        f"{law.citation.says} {duty.why}".strip(),
        law_words(duty.clock, brief=brief),
        _claims(duty, matter) if matter.claims or duty.lifted_because else [],
    )


#: How each state looks, and its word.
_STATES = {
    "met": ("met", "Done in time"),
    "met_late": ("plain", "Done late"),
    "due": ("due", "Due"),
    "late": ("late", "Late"),
    "lifted": ("held", "Exception: no fixed date"),
    "ended": ("stopped", "No longer needed"),
}
#: The colour of each look's tag, as in `components/facts.html`.
_COLOURS = {
    "late": "red", "due": "blue", "soon": "yellow", "met": "green", "stopped": "grey", "held": "purple", "plain": "grey",
}  # fmt: skip
_KIND_WORDS = {
    "window": "Open until then",
    "target": "Our own aim",
    "expected": "Expected by then",
    "forecast": "Likely",
}


def _line(duty: Duty, state: str, today: date) -> str:
    if state == "met":
        return f"on {in_words(duty.met_on)}"
    if state == "met_late" and duty.met_on and duty.due_on:
        return f"on {in_words(duty.met_on)}, {days((duty.met_on - duty.due_on).days)} after the date"
    if state == "lifted":
        gone = duty.elapsed(today)
        return (
            f"due as soon as practicable; {days(gone)} since it began"
            if gone is not None
            else "due as soon as practicable"
        )
    if state == "ended":
        return duty.ended_because
    if not duty.due_on:
        return duty.why
    words = how_late(duty.due_on, today)
    return f"by {words.removesuffix('late').strip()}" if state == "late" else words


def _claims(duty: Duty, matter: Matter) -> list[str]:
    claimed = [words_of(claim) for claim in matter.claims if claim.clock == duty.clock]
    return claimed or ([duty.lifted_because] if duty.lifted_because else [])


@dataclass(frozen=True)
class Shown:
    """A matter's clocks as the page shows them: `running` as cards, `finished` as rows of a table."""

    words: str
    request_id: UUID | None
    running: list[Card]
    finished: list[Card]


def shown(found: list[Matter], today: date) -> list[Shown]:
    """Each matter with what still runs first, the earliest date first, and what is over after it, the latest first."""
    pages = []
    for matter in found:
        running: list[tuple[Duty, str]] = []
        finished: list[tuple[Duty, str]] = []
        for duty in matter.duties:
            state = duty.state(today)
            (running if state in RUNNING else finished).append((duty, state))
        running.sort(key=lambda each: (each[0].due_on is None, each[0].due_on or today, each[0].clock))
        finished.sort(key=lambda each: each[0].met_on or each[0].ended_on or each[0].due_on or today, reverse=True)
        pages.append(
            Shown(
                matter.words,
                matter.request_id,
                [card(duty, state, matter, today) for duty, state in running],
                [card(duty, state, matter, today, brief=True) for duty, state in finished],
            )
        )
    return pages


#: States in which a clock is shown as a card.
RUNNING = frozenset({"due", "late", "lifted"})
