"""A rating suggested from facts, with its reason. A person rates; where they differ they say why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from goldenthread.improvement.actions.rating import USUAL
from goldenthread.improvement.models import Action, ActionGroup, ImprovementPlan, Milestone, Rating, RatingScheme
from goldenthread.improvement.periods import period_end

from .figures import Value, values_of
from .goals import better, expected_on, goal_of
from .models import Measure
from .units import day, spoken, target_level

#: What plans say of their colours, from what is finished to what is late. The first that a plan's own words say counts.
STATES = {
    "done": re.compile(r"(?i)\b(complete[d]?|achieved|delivered|implemented|embedded|finished)\b"),
    "on_track": re.compile(r"(?i)\bon (track|target|course|schedule)\b|\bprogress(ing)? (well|as)\b|\bunder ?way\b"),
    "behind": re.compile(r"(?i)\b(delay|slip|behind|some (risk|concern)|minor|partial|at risk|may not|issues?)"),
    "late": re.compile(r"(?i)\b(late|overdue|missed|off track|not (on track|started|met|achieved)|significant|major|no progress|serious)"),
}
#: The colours that mean it where a plan's own words do not tell.
COLOURS = {"done": ("blue", "purple"), "on_track": ("green",), "behind": ("amber", "yellow"), "late": ("red",)}
NOT_YET = re.compile(r"(?i)\bnot (yet )?(complete|achieved|delivered|implemented|embedded|finished)|\b(will|to) be (complete|delivered|achieved)")
WORDS = {"done": "Finished", "on_track": "On track", "behind": "Behind", "late": "Late"}


@dataclass(frozen=True)
class Suggestion:
    """What the facts say of an action, a group of them or a milestone. `state` is "done", "on_track", "behind" or "late", or nothing where the facts do not
    tell; `colour` is the plan's own for it, or nothing where the plan has none. `reason` is one sentence; `facts` are all."""

    state: str
    colour: str
    reason: str
    facts: tuple[str, ...] = ()

    @property
    def word(self) -> str:
        """The state in a word or two."""
        return WORDS.get(self.state, "Nothing to go by")

    def differs(self, rating: Rating | None) -> bool:
        """Whether a rating that was given is another one."""
        return bool(self.colour and rating and rating.colour and rating.colour != self.colour)


def suggest(action: Action, at: date, *, exact: bool = False) -> Suggestion:
    """What the facts say of one action as at a day: its date, its tasks where it has any, and its measures."""
    plan = action.group.section.plan
    measures = Measure.objects.filter(action=action, dropped_on__isnull=True) | Measure.objects.filter(group=action.group, dropped_on__isnull=True)
    mine = list(measures.select_related("plan").prefetch_related("steps"))
    values = values_of(mine, at=at, exact=exact)
    return weighed(action, at, [(each, values[each.pk]) for each in mine], scheme_of(plan), tasks=tasks_of(action))


def suggest_together(group: ActionGroup, at: date, *, exact: bool = False) -> Suggestion:
    """What the facts say of a group of actions as at a day: the worst that is true of any of them, or of the group's measures."""
    plan, actions = group.section.plan, list(group.actions.prefetch_related("tasks"))
    held = Measure.objects.filter(action__group=group, dropped_on__isnull=True) | Measure.objects.filter(group=group, dropped_on__isnull=True)
    mine = list(held.select_related("plan").prefetch_related("steps"))
    values, scheme = values_of(mine, at=at, exact=exact), scheme_of(plan)
    found = [told for each in mine if each.group_id == group.pk and (told := of_measure(each, values[each.pk], at)) is not None]
    for action in actions:
        one = weighed(action, at, [(each, values[each.pk]) for each in mine if each.action_id == action.pk], scheme, tasks=tasks_of(action))
        if one.state:
            found.append((one.state, f"{action.reference or action.words[:60].strip()}: {one.reason}"))
    if not found:
        return Suggestion("", "", "Nothing is counted for these actions, so that nothing can be suggested.")
    states = [state for state, _ in found]
    if all(state == "done" for state in states):
        state = "done" if all(action.done_on for action in actions) else "on_track"
    else:
        state = next(each for each in ("late", "behind", "on_track") if each in states)
    worst = [sentence for each, sentence in found if each == state] or [found[0][1]]
    more = f" The same is so of {len(worst) - 1} more." if len(worst) > 1 else ""
    return Suggestion(state, colour_of(state, scheme), worst[0] + more, tuple(sentence for _, sentence in found))


def suggest_of_milestone(milestone: Milestone, at: date) -> Suggestion:
    """What the facts say of a milestone as at a day: whether it was reached, and whether the time printed for it is over.
    Where no time is printed, the target date of its action counts."""
    action, scheme = milestone.action, scheme_of(milestone.action.group.section.plan)
    end = period_end(milestone.period) or action.due_on
    if milestone.reached_on and milestone.reached_on <= at:
        state, reason = "done", f"It was reached on {day(milestone.reached_on)}."
    elif end is None:
        return Suggestion("", "", "No time is printed for this milestone, so that nothing can be suggested.")
    elif end < at:
        state, reason = "late", f"Its time was over on {day(end)}, and nobody has said that it was reached."
    elif (expected := milestone.expected_on or action.expected_on) and expected > end:
        state, reason = "behind", f"Its time is over on {day(end)}, and it is expected on {day(expected)}."
    else:
        state, reason = "on_track", f"Its time is not over until {day(end)}."
    return Suggestion(state, colour_of(state, scheme), reason, (reason,))


def scheme_of(plan: ImprovementPlan) -> list[RatingScheme]:
    """The plan's own scale; the usual one where it prints none."""
    return list(plan.scheme.all()) or [RatingScheme(plan=plan, colour=colour, words=words) for colour, words in USUAL.items()]


def tasks_of(action: Action) -> tuple[int, int]:
    """How many of the action's sub-tasks are done, and how many there are."""
    tasks = getattr(action, "tasks", None)
    if tasks is None:
        return 0, 0
    done = [task.done_on is not None for task in tasks.all()]
    return sum(done), len(done)


def weighed(action: Action, at: date, measured: Sequence[tuple[Measure, Value]], scheme: Sequence[RatingScheme], *, tasks: tuple[int, int] = (0, 0)) -> Suggestion:
    """The same from facts that are at hand. The worst that is true is suggested; "done" only where something shows it."""
    found: list[tuple[str, str]] = []
    past = action.due_on is not None and action.due_on < at
    if action.done_on and action.done_on <= at:
        found.append(("done", f"It is said to be done, on {day(action.done_on)}."))
        past = False
    elif action.expected_on and action.due_on and action.expected_on > action.due_on:
        found.append(("behind", f"Its owner expects {day(action.expected_on)}, and its target date is {day(action.due_on)}."))
    done, of = tasks
    if of:
        found.append(("done" if done == of else "late" if past else "on_track", f"{done} of {of} tasks are done."))
    for measure, value in measured:
        if (told := of_measure(measure, value, at)) is not None:
            found.append(told)
    facts = [sentence for _, sentence in found]
    if action.due_on:
        facts.append(f"Its target date {'was' if past else 'is'} {day(action.due_on)}.")
    states = [state for state, _ in found]
    if not found:
        return Suggestion("", "", "Nothing is counted for this action, so that nothing can be suggested.", tuple(facts))
    if all(state == "done" for state in states):
        state = "done" if of or past or action.done_on else "on_track"
    else:
        state = next(each for each in ("late", "behind", "on_track", "done") if each in states)
        state = "late" if past and state in ("behind", "on_track") else "on_track" if state == "done" else state
    reason = next((sentence for each, sentence in found if each == state), facts[-1] if past and action.due_on else facts[0])
    return Suggestion(state, colour_of(state, scheme), reason, tuple(facts))


def of_measure(measure: Measure, value: Value, at: date) -> tuple[str, str] | None:
    """What one measure says: finished where its target is met, else where it should be by now; None where it says nothing."""
    goal = goal_of(measure)
    if goal is None or value.value is None:
        return None
    said = f"{measure.words}: {spoken(value.value, measure.unit)}"
    if goal.met_by(value.value):
        return "done", f"{said}, and the target is {target_level(measure)}."
    if measure.due_on and measure.due_on < at:
        return "late", f"{said}. The target was {target_level(measure)} by {day(measure.due_on)}."
    expected = expected_on(measure, at, [(step.on, float(step.target)) for step in measure.steps.all()])
    if expected is not None and better(measure, value.value, expected) is False:
        return "behind", f"{said}. By now it should be {spoken(expected, measure.unit)}."
    if expected is None and goal.from_start:
        return "behind", f"{said}, no better than at the start ({spoken(goal.level, measure.unit)})."
    return "on_track", f"{said}, on the way to {target_level(measure)}."


def colour_of(state: str, scheme: Sequence[RatingScheme]) -> str:
    """The plan's own colour for a state: by its words first, by custom where they do not tell."""
    for step in scheme:
        if step.words and _state_of(step.words) == state:
            return step.colour
    there = {step.colour for step in scheme}
    return next((colour for colour in COLOURS[state] if colour in there), "")


def _state_of(words: str) -> str:
    for state in ("on_track", "behind", "late"):
        if STATES[state].search(words):
            return state
    return "done" if STATES["done"].search(words) and not NOT_YET.search(words) else ""
