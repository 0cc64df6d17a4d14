"""What happened to help that was promised, in sentences, and the names of its pages (see `telling`)."""

from collections.abc import Callable
from typing import Any

SIDES = {"family": "The family", "setting": "The school or setting", "deliverer": "Whoever gives it"}


def _said(fact: Any) -> str:
    words = fact.get("words") or 1
    who = SIDES.get(fact.get("side") or "", "Somebody")
    lines = "one line" if words == 1 else f"{words} lines"
    return f"{who} said of {lines} of provision what was given in the week of {fact.day('week')}"


def _let_in(fact: Any) -> str:
    opened, left = len(fact.get("opened") or []), len(fact.get("left") or [])
    told = []
    if opened:
        told.append(f"{'one body that gives a line of the plan' if opened == 1 else f'{opened} bodies that give lines of the plan'} can say whether it was given")
    if left:
        told.append(f"{'one body that gives no line any more sees' if left == 1 else f'{left} bodies that give no line any more see'} nothing of the child")
    return "; ".join(told).capitalize() or "Nobody new was let in"


_KINDS = {"suspension": "suspension", "permanent": "permanent exclusion"}


def _excluded(fact: Any, rest: str) -> str:
    kind = "suspension at lunchtimes" if fact.get("part") == "lunch" else fact.of("kind", _KINDS, "suspension or exclusion")
    return f"A {kind} from {fact.day('first_on')} {rest}"


def _outcome(fact: Any) -> str:
    if fact.get("cancelled_on"):
        return _excluded(fact, f"was cancelled by the head on {fact.day('cancelled_on')}")
    if fact.get("panel"):
        panel = {"upheld": "was upheld by an independent review panel", "recommended": "is to be thought about again, a panel recommends", "quashed": "was quashed by an independent review panel"}
        return _excluded(fact, f"{fact.of('panel', panel, 'went to a panel')}, on {fact.day('panel_on')}")
    if fact.get("governors"):
        governors = {"upheld": "was upheld by the governors", "reinstated": "ended: the governors took the child back"}
        return _excluded(fact, f"{fact.of('governors', governors, 'went to the governors')}, on {fact.day('governors_on')}")
    return _excluded(fact, "has no outcome on the register any more")


TOLD: dict[str, Callable[[Any], str]] = {
    "provision.say": _said,
    "provision.said_before": lambda f: "What was given had been said already",
    "provision.set_rhythm": lambda f: "A person said how often a line of provision is due",
    "provision.let_deliverer_answer": lambda f: f"{f.name('organisation', 'Nobody but the setting')} answers for giving a line of provision",
    "provision.let_deliverers_in": _let_in,
    "provision.follow_up": lambda f: f"Help missed since the week of {f.day('missing_from')} was followed up",
    "provision.note_progress": lambda f: f"Progress towards an outcome was noted, as seen on {f.day('seen_on')}",
    "provision.ask_for_equipment": lambda f: f"Equipment that no plan names was asked for, due by {f.day('due_on')}",
    "provision.answer_equipment": lambda f: "Equipment was agreed" if f.get("agreed") else "Equipment was refused, with a reason",
    "provision.note_equipment_came": lambda f: f"Equipment came on {f.day('came_on')}",
    "provision.set_term": lambda f: f"Term dates from {f.day('first_on')} to {f.day('last_on')} were entered",
    "provision.remove_term": lambda f: f"Term dates from {f.day('first_on')} were taken out",
    "provision.check_file": lambda f: f"A file of sessions was checked: {f.get('rows') or 0} rows",
    "provision.write_file": lambda f: "A file of sessions was written",
    "provision.add_example": lambda f: "An outcome joined the bank of examples",
    "provision.bring_theme": lambda f: f"A theme was brought to those who lead, to be answered by {f.day('answer_by')}",
    "provision.answer_theme": lambda f: f"Those who lead answered a theme{'' if f.get('in_time') else ', late'}",
    "provision.record_exclusion": lambda f: _excluded(f, f"was put on the register, by {f.name('organisation', 'a school')}"),
    "provision.correct_exclusion": lambda f: _excluded(f, "was corrected on the register"),
    "provision.note_outcome_of_exclusion": _outcome,
    "provision.follow_up_exclusion": lambda f: _excluded(f, "was followed up: what was done for the child was written down"),
    "provision.withdraw_exclusion": lambda f: _excluded(f, "was taken off the register: it was a mistake"),
    "provision.remove_example": lambda f: "An outcome was taken out of the bank of examples",
}

PAGES = {
    "provision.exclusions": "The register of suspensions and exclusions",
    "provision.exclusions_file": "The register of suspensions and exclusions, as a file",
    "provision.find_to_exclude": "A search for a child to enter a suspension or exclusion for",
    "provision.exclusions_of_child": "The child’s suspensions and exclusions",
    "provision.exclusion": "A suspension or exclusion",
    "provision.add_exclusion": "The page that enters a suspension or exclusion",
    "provision.child": "Help that was promised, and what arrived",
    "provision.line": "One line of help, week by week",
    "provision.sheet": "A setting’s weekly sheet",
    "provision.ours": "The lines that a service gives",
    "provision.list_file": "A file of lines to fill in",
    "provision.file": "A file of sessions, row by row",
    "provision.equipment": "Special equipment that the plan does not name",
    "provision.outcomes": "Outcomes, and progress towards them",
    "provision.progress": "The page on which progress is noted",
}
