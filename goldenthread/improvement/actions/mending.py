"""Mending a plan: words, owners and dates are corrected beside what was printed; words without a place are given one."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version

from .. import policies
from ..models import Action, ActionGroup, Evidence, Finding, ImprovementPlan, Inspection, Mend, Section, UnplacedText
from .roles import follow_words

#: What may be mended of each thing; what may not be left empty.
FIELDS = {
    Section: ("reference", "title", "leader", "words"),
    ActionGroup: ("reference", "title", "owners", "dates"),
    Action: ("reference", "words", "owner", "contributors"),
}
NEVER_EMPTY = {(Section, "title"), (Action, "words")}
OF = {Section: Mend.Of.SECTION, ActionGroup: Mend.Of.GROUP, Action: Mend.Of.ACTION}


def plan_of(of: Section | ActionGroup | Action) -> ImprovementPlan:
    """The plan that this is a part of."""
    section = of if isinstance(of, Section) else of.section if isinstance(of, ActionGroup) else of.group.section
    return section.plan


@action
def mend(*, of: Section | ActionGroup | Action, words: dict[str, str], why: str = "", version: int | None = None, by: Any, on: date) -> list[str]:
    """Correct words of a section, a group or an action. Returns what changed; the words before are kept."""
    plan = plan_of(of)
    policies.check_change(by, plan)
    kind = type(of)
    changed = {field: said.strip() for field, said in words.items() if field in FIELDS[kind] and said.strip() != getattr(of, field)}
    for field, said in changed.items():
        if not said and (kind, field) in NEVER_EMPTY:
            raise Refused("Enter the words: they cannot be left empty.")
        longest = getattr(kind._meta.get_field(field), "max_length", None)
        if longest and len(said) > longest:
            raise Refused(f"A {field} has at most {longest} letters.")
    if changed:
        next_version(of, version)
        for field, said in changed.items():
            Mend.objects.create(plan=plan, of=OF[kind], of_id=of.pk, field=field, before=getattr(of, field), after=said, why=why.strip(), by_id=getattr(by, "pk", None), on=on)
            setattr(of, field, said)
        of.save(update_fields=list(changed))
        if isinstance(of, Action) and {"owner", "contributors"} & set(changed):
            follow_words(of, plan.area, on)
    record("improvement.mend", subject=of, fact={"fields": sorted(changed)})
    return sorted(changed)


@action
def mend_date(*, action: Action, due_on: date, why: str = "", version: int | None = None, by: Any, on: date) -> None:
    """Say which day was meant. What was printed stays beside it."""
    plan = plan_of(action)
    policies.check_change(by, plan)
    next_version(action, version)
    before = f"{action.due_on:%d/%m/%Y}" if action.date_state == Action.DateState.MENDED and action.due_on else action.date_printed
    Mend.objects.create(plan=plan, of=Mend.Of.ACTION, of_id=action.pk, field="due_on", before=before, after=f"{due_on:%d/%m/%Y}", why=why.strip(), by_id=getattr(by, "pk", None), on=on)
    action.due_on, action.date_state = due_on, Action.DateState.MENDED
    action.save(update_fields=["due_on", "date_state"])
    record("improvement.mend_date", subject=action, fact={"due_on": due_on})


#: Where words without a place may go, and what they are put with.
PLACES = {
    "new_action": ("A new action", ActionGroup),
    "action": ("The words of an action", Action),
    "evidence": ("Evidence and impact of an action", Action),
    "measure": ("How an action is measured", Action),
    "outcome": ("Outcomes sought by an action", Action),
    "owner": ("Who is responsible for an action", Action),
    "section": ("What is said about a section", Section),
    "finding": ("The inspectors’ words that a section answers", Section),
    "aside": ("Nothing: it is no part of the plan", None),
}


@action
def place(*, text: UnplacedText, place: str, into: Section | ActionGroup | Action | None = None, by: Any, on: date) -> None:
    """Put words that had no place where they belong; they stay in the list with where they went."""
    plan = text.plan
    policies.check_change(by, plan)
    hold(text, "placed_on")
    if text.placed_on is not None:
        raise Refused("Somebody has placed these words already.")
    called, wanted = PLACES[place]
    if wanted is not None and (not isinstance(into, wanted) or plan_of(into).pk != plan.pk):
        raise Refused(f"Choose {'an action' if wanted is Action else 'a section' if wanted is Section else 'the group that the action belongs to'}.")
    match place:
        case "new_action" if isinstance(into, ActionGroup):
            Action.objects.create(group=into, position=into.actions.count(), words=text.words, table=text.table, row=text.row)
        case "action" | "owner" if isinstance(into, Action):
            field = "words" if place == "action" else "owner"
            mend(of=into, words={field: f"{getattr(into, field)}\n{text.words}".strip()}, why="Words of the file that had no place", by=by, on=on)
        case "evidence" | "measure" | "outcome" if isinstance(into, Action):
            Evidence.objects.create(action=into, position=into.evidence.count(), kind=place, words=text.words, table=text.table, row=text.row)
        case "section" if isinstance(into, Section):
            mend(of=into, words={"words": f"{into.words}\n{text.words}".strip()}, why="Words of the file that had no place", by=by, on=on)
        case "finding" if isinstance(into, Section):
            _finding(into, text)
    name = "" if into is None else f": {getattr(into, 'reference', '') or str(getattr(into, 'words', '') or getattr(into, 'title', ''))[:60]}"
    text.placed_on, text.placed_by_id, text.placed_as = on, getattr(by, "pk", None), f"{called}{name}"[:200]
    text.save(update_fields=["placed_on", "placed_by_id", "placed_as"])
    record("improvement.place", subject=text, fact={"place": place, "into": into.pk if into is not None else None})


def _finding(section: Section, text: UnplacedText) -> None:
    if section.finding is not None:
        section.finding.words = f"{section.finding.words}\n{text.words}"
        section.finding.save(update_fields=["words"])
        return
    plan = section.plan
    inspection = Inspection.objects.filter(findings__sections__plan=plan).first() or Inspection.objects.create(area=plan.area, title=f"The inspection answered by: {plan.title}"[:200])
    section.finding = Finding.objects.create(inspection=inspection, position=inspection.findings.count(), words=text.words)
    section.save(update_fields=["finding"])
