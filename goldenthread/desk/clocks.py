"""Every clock of a child, worked out afresh from the facts, with the reason for each date."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import models

from goldenthread.casework import facts as request_facts
from goldenthread.casework.models import Decision, ExceptionClaim, Request
from goldenthread.core.prepared import prepared_cursor
from goldenthread.law.cite import Confidence
from goldenthread.law.exceptions import GROUNDS
from goldenthread.law.timetable import Duty
from goldenthread.plans.models import Plan
from goldenthread.reviews import facts as plan_facts
from goldenthread.reviews.models import PhaseTransfer, Review

from .words import days, how_late, long_day

_FACTS = """
SELECT coalesce((SELECT json_agg(r) FROM (SELECT * FROM casework_request WHERE child_id = %(child)s) r), '[]')::text,
       coalesce((SELECT json_agg(d) FROM casework_decision d JOIN casework_request r ON r.id = d.request_id WHERE r.child_id = %(child)s), '[]')::text,
       coalesce((SELECT json_agg(e) FROM casework_exceptionclaim e JOIN casework_request r ON r.id = e.request_id WHERE r.child_id = %(child)s), '[]')::text,
       coalesce((SELECT json_agg(p) FROM (SELECT * FROM plans_plan WHERE child_id = %(child)s) p), '[]')::text,
       coalesce((SELECT json_agg(v) FROM reviews_review v JOIN plans_plan p ON p.id = v.plan_id WHERE p.child_id = %(child)s), '[]')::text,
       coalesce((SELECT json_agg(t) FROM reviews_phasetransfer t JOIN plans_plan p ON p.id = t.plan_id WHERE p.child_id = %(child)s), '[]')::text
"""


@dataclass(frozen=True)
class Matter:
    """A request or a plan, in words, with its duties and what exceptions were claimed for it."""

    words: str
    since: date | None
    duties: tuple[Duty, ...]
    claims: tuple[ExceptionClaim, ...] = ()
    request_id: UUID | None = None


def matters(child) -> list[Matter]:
    """Every request and plan of a child with all its clocks, newest first. One query."""
    with prepared_cursor() as cursor:
        cursor.execute(_FACTS, {"child": child.pk})
        fetched = cursor.fetchone()
    revived = [
        [_revive(model, row) for row in json.loads(text)]
        for model, text in zip((Request, Decision, ExceptionClaim, Plan, Review, PhaseTransfer), fetched, strict=True)
    ]
    requests, decisions, claims, plans, reviews, transfers = revived
    by_id = {plan.pk: plan for plan in plans}
    found = []
    for request in requests:
        if request.plan_id in by_id:
            request.plan = by_id[request.plan_id]
        its_claims = tuple(claim for claim in claims if claim.request_id == request.pk)
        its_decisions = [decision for decision in decisions if decision.request_id == request.pk]
        words = (
            f"Request received on {long_day(request.received_on)}"
            if request.received_on
            else "Request of a date not known"
        )
        found.append(
            Matter(
                words,
                request.received_on,
                request_facts.duties_of(request, its_decisions, its_claims),
                its_claims,
                request.pk,
            )
        )
    for plan in plans:
        duties = plan_facts.duties_of(
            plan,
            [review for review in reviews if review.plan_id == plan.pk],
            [transfer for transfer in transfers if transfer.plan_id == plan.pk],
            date_of_birth=child.date_of_birth,
            known_since=child.first_recorded_on,
        )
        found.append(Matter(f"Plan made on {long_day(plan.made_on)}", plan.made_on, duties))
    return sorted(found, key=lambda matter: matter.since or date.min, reverse=True)


def _revive(model: type[models.Model], row: dict) -> models.Model:
    """A row that came as JSON, as the model's own instance."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    return model(
        **{fields[name].attname: fields[name].to_python(value) for name, value in row.items() if name in fields}
    )


def card(duty: Duty, matter: Matter, today: date) -> dict:
    """A clock as its card shows it: date, state, and why this date."""
    law, state = duty.law, duty.state(today)
    kind, words = _STATES[state]
    if state == "due" and duty.days_left(today) is not None and duty.days_left(today) <= 10:
        kind = "soon"
    about = f": {duty.about}" if duty.about else ""
    return {
        "title": f"{law.name}{about}",
        "state": kind,
        "state_words": _KIND_WORDS.get(law.kind, words) if state in ("due", "late") and law.kind != "limit" else words,
        "date": long_day(duty.due_on) if duty.due_on else "No date",
        "words": _line(duty, state, today),
        "why": _why(duty, matter),
    }


#: The colour of each state and its word.
_STATES = {
    "met": ("met", "Done in time"),
    "met_late": ("plain", "Done late"),
    "due": ("due", "Due"),
    "late": ("late", "Late"),
    "lifted": ("held", "Exception: no fixed date"),
    "ended": ("stopped", "No longer needed"),
}
_KIND_WORDS = {
    "window": "Open until then",
    "target": "Our own aim",
    "expected": "Expected by then",
    "forecast": "Likely",
}


def _line(duty: Duty, state: str, today: date) -> str:
    if state == "met":
        return f"on {long_day(duty.met_on)}"
    if state == "met_late":
        return f"on {long_day(duty.met_on)}, {days((duty.met_on - duty.due_on).days)} after the date"
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


def _why(duty: Duty, matter: Matter) -> dict:
    law = duty.law
    facts = []
    if duty.starts_on:
        facts.append(
            {"key": "Started", "value": f"{long_day(duty.starts_on)}, when {duty.starts_because or law.starts_when}"}
        )
    facts.append({"key": "Length", "value": str(law.length)})
    facts.append({"key": "Ends when", "value": law.ends_when})
    facts.append({"key": "Answers for it", "value": law.accountable})
    if law.exceptions:
        facts.append({"key": "Excused only by", "value": "; ".join(GROUNDS[ground].name for ground in law.exceptions)})
    if law.citation.confidence is Confidence.ASSUMED:
        facts.append(
            {"key": "How sure", "value": "this is our reading of the law: a lawyer of the council must confirm it"}
        )
    else:
        facts.append({"key": "How sure", "value": "read in its source"})
    return {
        "facts": facts,
        "rule": " ".join(filter(None, [law.citation.says, duty.why])),
        "citation": law.citation.text,
        "force": law.force.value.capitalize(),
        "claims": [*(_claim(claim) for claim in matter.claims if claim.clock == duty.clock), *_lifted(duty, matter)],
    }


def _claim(claim: ExceptionClaim) -> str:
    ground = GROUNDS[claim.ground].name if claim.ground in GROUNDS else "the return does not say which"
    if claim.accepted_on:
        told = f"; the family was told on {long_day(claim.family_told_on)}" if claim.family_told_on else ""
        return f"{ground}, accepted on {long_day(claim.accepted_on)}{told}"
    return f"{ground}, not accepted yet: the date still binds"


def _lifted(duty: Duty, matter: Matter) -> list[str]:
    if duty.lifted_because and not any(claim.clock == duty.clock for claim in matter.claims):
        return [duty.lifted_because]
    return []


@dataclass(frozen=True)
class Shown:
    """A matter's clocks as the page shows them: `running` as cards, `finished` as rows of a table."""

    words: str
    request_id: UUID | None
    running: list[dict]
    finished: list[dict]


def shown(found: list[Matter], today: date) -> list[Shown]:
    """Each matter with what still runs first, the earliest date first, and what is over after it, the latest first."""
    pages = []
    for matter in found:
        running = [duty for duty in matter.duties if duty.state(today) in ("due", "late", "lifted")]
        finished = [duty for duty in matter.duties if duty not in running]
        running.sort(key=lambda duty: (duty.due_on is None, duty.due_on or today, duty.clock))
        finished.sort(key=lambda duty: duty.met_on or duty.ended_on or duty.due_on or today, reverse=True)
        pages.append(
            Shown(
                matter.words,
                matter.request_id,
                [card(duty, matter, today) for duty in running],
                [card(duty, matter, today) for duty in finished],
            )
        )
    return pages
