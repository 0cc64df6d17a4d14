"""Setting a rule, holding figures against it, and looking into what passed it."""

from __future__ import annotations

import zlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings

from goldenthread.access.models import User
from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.core.versions import CHANGED, hold
from goldenthread.people.models import Area
from goldenthread.people.policies import standing_of

from ..benchmarks.comparing import Published
from ..figure_keepers import answers_for, check_answers_for, check_colleague
from .models import Analysis, Watch
from .rules import comparable, limit_of, months_of, to_open, watched


@action
def set_watch(*, area: Area, code: str, said: dict[str, Any], by: Any, on: date) -> Watch:
    """Set a rule and hold the kept figures against it at once. `said`: side, against, limit, months, owner, days, why."""
    check_answers_for(by, area, on)
    if code not in {each.code for each in watched()}:
        raise Refused("This indicator has no single number, so no rule can be set on it.")
    if said["against"] != Watch.Against.NUMBER and not comparable(code):
        raise Refused("Nothing is published that this indicator can be compared with. Give a number of your own.")
    check_colleague(area, said["owner"], on)
    same = Watch.objects.filter(area=area, code=code, side=said["side"], against=said["against"], limit=said["limit"], months=said["months"], ended_on=None)
    if same.exists():
        raise Refused("This rule is set already.")
    watch = Watch.objects.create(area=area, code=code, set_on=on, set_by=by, **said)
    record("insight.set_watch", subject=watch, fact={"area": area.code, "code": code, "side": watch.side, "against": watch.against, "limit": str(watch.limit), "months": watch.months})
    _hold(watch, on, Published())
    return watch


@action
def end_watch(*, watch: Watch, by: Any, on: date) -> Watch:
    """The rule holds no longer. What it opened stays, and is still to be looked into."""
    check_answers_for(by, watch.area, on)
    hold(watch, "ended_on")
    if watch.ended_on:
        raise Refused("This rule has ended already.")
    watch.ended_on, watch.ended_by = on, by
    watch.save(update_fields=["ended_on", "ended_by"])
    record("insight.end_watch", subject=watch, fact={"area": watch.area.code, "code": watch.code})
    return watch


@action
def hold_against_rules(*, area: Area, by: Any, on: date) -> list[Analysis]:
    """Hold the newest month ends of an area against its rules. Gives the analyses that were opened: at most one a rule."""
    check_answers_for(by, area, on)
    held = Published()
    watches = Watch.objects.filter(area=area, ended_on=None).select_related("area", "owner")
    opened = [made for watch in watches if (made := _hold(watch, on, held))]
    record("insight.hold_against_rules", fact={"area": area.code, "rules": len(watches), "opened": len(opened)})
    return opened


def _hold(watch: Watch, on: date, held: Published) -> Analysis | None:
    limit = limit_of(watch, held)
    if limit is None or Analysis.objects.filter(watch=watch, closed_on=None).exists():
        return None
    last = Analysis.objects.filter(watch=watch).order_by("-at").values_list("at", flat=True).first()
    passed = to_open(months_of(watch, on, limit), watch.months, last)
    if passed is None:
        return None
    made = Analysis.objects.create(
        watch=watch, area=watch.area, code=watch.code, at=passed.at, value=Decimal(str(passed.value)), limit=Decimal(str(limit)),
        opened_on=on, owner=watch.owner, due_on=on + timedelta(days=watch.days),
    )  # fmt: skip
    record("insight.open_analysis", subject=made, fact={"area": watch.area.code, "code": made.code, "at": made.at.isoformat(), "due_on": made.due_on.isoformat()})
    _tell(made, made.owner_id)
    return made


@action
def give_analysis(*, analysis: Analysis, owner: User, due_on: date, by: Any, on: date) -> Analysis:
    """Somebody else looks into it, or by another day."""
    check_answers_for(by, analysis.area, on)
    hold(analysis, *_CHANGED)
    _check_open(analysis)
    check_colleague(analysis.area, owner, on)
    if due_on < on:
        raise Refused("The day by which it is looked into must be today or later.")
    told = owner.pk != analysis.owner_id
    analysis.owner, analysis.due_on = owner, due_on
    analysis.save(update_fields=["owner", "due_on"])
    record("insight.give_analysis", subject=analysis, fact={"code": analysis.code, "owner": owner.pk, "due_on": due_on.isoformat()})
    if told:
        _tell(analysis, owner.pk)
    return analysis


@action
def write_up(*, analysis: Analysis, found: str, outcome: str, version: int | None = None, by: Any, on: date) -> Analysis:
    """Write down what was found. With an outcome that closes it; without one it stays open. `version` is of what its writer saw."""
    hold(analysis, *_CHANGED)
    check_may_look(by, analysis, on)
    _check_open(analysis)
    if version is not None and version != version_of(analysis):
        raise Changed(CHANGED)
    if not found.strip():
        raise Refused("Write what you found.")
    if outcome and outcome not in Analysis.Outcome.values:
        raise Refused("Choose what came of it from the list.")
    analysis.found, analysis.written_on, analysis.written_by = found.strip(), on, by
    if outcome:
        analysis.outcome, analysis.closed_on, analysis.closed_by = outcome, on, by
    analysis.save()
    record("insight.write_up", subject=analysis, fact={"code": analysis.code, "outcome": outcome})
    return analysis


#: What may have changed of an analysis since somebody read it.
_CHANGED = ("owner", "due_on", "found", "written_on", "written_by", "outcome", "closed_on", "closed_by")


def version_of(analysis: Analysis) -> int:
    """A number that is another once something else was found."""
    return zlib.crc32(analysis.found.encode()) & 0x7FFFFFFF


def may_look(standing: Any, user_id: int | None, analysis: Analysis) -> bool:
    """Whether somebody may write up an analysis: whoever is to look, and those who answer for the figures."""
    return standing is None or analysis.owner_id == user_id or answers_for(standing, analysis.area_id)


def check_may_look(by: Any, analysis: Analysis, on: date) -> None:
    """Refuse everybody else."""
    if not may_look(standing_of(by, on), getattr(by, "pk", None), analysis):
        raise NotAllowed(f"{analysis.owner.name} is to look into this. Ask them, or somebody who answers for the area’s figures.")


def _check_open(analysis: Analysis) -> None:
    if analysis.closed_on:
        raise Refused("This analysis is closed. It opens again by itself when the figure went back and passes the limit once more.")


def _tell(analysis: Analysis, user: int) -> None:
    outbox.tell(
        key=f"analysis.{analysis.pk}.{user}", channel="email", to_user=user, subject="A figure for you to look into",
        body=f"A figure of the area passed a limit, and you are to look into it. Sign in to read which.\n\n{settings.BASE_URL}/insight/analyses/{analysis.pk}",
    )  # fmt: skip
