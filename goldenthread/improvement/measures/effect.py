"""What one action changed: where a measure was going until the action was done, and where it goes since.

The values until the day on which the action was done are taken alone, and the forecast is made from them. Beside it stands the forecast
of all values, or the newest value where a forecast cannot be made yet. Whatever else changed at that time is in the difference too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.improvement.models import Action

from .models import Measure
from .statistics import Forecast, forecast
from .statistics.forecast import LEAST
from .trend import Trend, ends_of_scale
from .units import day as day_words
from .units import spoken

CAUTION = "Whatever else changed at that time is in it too, so it says what came after the action, not that the action alone did it."


@dataclass(frozen=True)
class Effect:
    """One done action on one measure. `without` is where the values before were going by a day, and `now` where all values go by the
    same day, or the newest value (`seen`): both None where too few values are held, which `reason` then says."""

    action: Action
    without: Forecast | None = None
    now: float | None = None
    seen: bool = False
    reason: str = ""

    @property
    def by(self) -> float | None:
        """How far the two lie apart, in the unit of the measure."""
        return None if self.without is None or self.now is None else self.now - self.without.expected

    @property
    def beyond_chance(self) -> bool:
        """Whether what is now lies outside what four values in five would have fallen in without the action."""
        return self.without is not None and self.now is not None and not self.without.low <= self.now <= self.without.high


def effects_of(trend: Trend) -> list[Effect]:
    """Of each action that the measure is tied to and that was done by the day looked at, the earliest first."""
    return [effect_of(each, trend) for each in done_actions(trend.measure, trend.at)]


def done_actions(measure: Measure, at: date) -> list[Action]:
    """The measure's own action, or those of the part of the plan that it tells of, done by a day."""
    if measure.unit == Measure.Unit.DONE or (measure.action_id is None and measure.group_id is None):
        return []
    tied = Action.objects.filter(pk=measure.action_id) if measure.action_id else Action.objects.filter(group=measure.group_id)
    return list(tied.filter(done_on__lte=at).order_by("done_on", "position"))


def effect_of(action: Action, trend: Trend) -> Effect:
    """One action that was done."""
    known = [(each.on, each.value) for each in trend.points if each.on is not None and each.value is not None]
    before = [each for each in known if action.done_on and each[0] <= action.done_on]
    if len(before) < LEAST:
        return Effect(action, reason=f"There are {len(before)} values up to that day, and it takes {LEAST} to say where they were going.")
    if len(before) == len(known):
        return Effect(action, reason="There is no value since.")
    measure, (newest, value) = trend.measure, known[-1]
    on = trend.forecast.on if trend.forecast else newest
    least, most = ends_of_scale(measure)
    without = forecast([at for at, _ in before], [each for _, each in before], on=on, least=least, most=most)
    if without is None:
        return Effect(action, reason=f"Since the values last shifted there are fewer than {LEAST} up to that day, too few to say where they were going.")
    return Effect(action, without, trend.forecast.expected if trend.forecast else value, seen=trend.forecast is None)


def told(effects: Iterable[Effect], measure: Measure) -> list[str]:
    """Each in a sentence or three."""
    return [_told(each, measure) for each in effects]


def _told(effect: Effect, measure: Measure) -> str:
    action, unit = effect.action, measure.unit
    name = f"Action {action.reference}" if action.reference else f"“{action.words.splitlines()[0][:80]}”"
    done = f"{name} was done on {day_words(action.done_on)}." if action.done_on else f"{name} was done."
    if effect.without is None or effect.now is None or effect.by is None:
        return f"{done} {effect.reason}"
    ahead = effect.without
    was = (
        f"As the values went until then, {spoken(ahead.expected, unit)} was expected on {day_words(ahead.on)}, "
        f"and between {spoken(ahead.low, unit)} and {spoken(ahead.high, unit)} four times in five."
    )
    now = f"It was {spoken(effect.now, unit)}" if effect.seen else f"With the values since, {spoken(effect.now, unit)} is expected"
    return f"{done} {was} {now}: {_apart(effect.by, measure)}{_chance(effect)}"


def _apart(by: float, measure: Measure) -> str:
    apart = spoken(round(abs(by), 1), measure.unit)
    if round(by, 1) == 0:
        return "no difference"
    amount = f"{apart.removesuffix('%')} point{'' if apart == '1%' else 's'}" if measure.unit == Measure.Unit.PERCENT else apart
    better = "" if measure.direction == Measure.Direction.NEITHER else ", which is better" if (by > 0) == (measure.direction == Measure.Direction.UP) else ", which is worse"
    return f"{amount} {'more' if by > 0 else 'less'}{better}"


def _chance(effect: Effect) -> str:
    return ", and more than chance would make it." if effect.beyond_chance else ", and no more than chance may make it."
