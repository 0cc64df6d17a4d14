"""Setting who gives a figure, giving it, reminding, and saying something beside it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Max

from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.core.versions import hold
from goldenthread.people.models import Area
from goldenthread.people.policies import standing_of

from ..figure_keepers import answers_for, check_answers_for, check_colleague, colleagues, keepers
from ..indicators import LIBRARY
from ..official.declared import OFFICIAL
from ..official.models import OfficialFigure
from .keeping import refresh
from .models import Collection, FigureNote
from .sources import every_figure

#: Kinds of figures beside which somebody may say something.
INDICATOR, OFFICIAL_KIND = "indicator", "official"


#: The first day of a collection lies within so many years of today: rounds are worked out one by one from there.
FARTHEST = 10


@action
def set_collection(*, area: Area, figure: str, said: dict[str, Any], by: Any, on: date) -> Collection:
    """Say who gives a figure on which days. `figure` is "kind:key"; `said`: owner, whose, every, as_at, due_on, remind."""
    check_answers_for(by, area, on)
    given = every_figure(area).get(figure)
    if given is None:
        raise Refused("Choose a figure from the list.")
    if not (_in_reach(said["as_at"], on) and _in_reach(said["due_on"], on)):
        raise Refused(f"That day lies too far away. Give days within {FARTHEST} years of today.")
    if said["due_on"] < said["as_at"]:
        raise Refused("The figure cannot be due before the time that it tells of has ended.")
    check_colleague(area, said["owner"], on)
    kind, _, key = figure.partition(":")
    if Collection.objects.filter(area=area, kind=kind, key=key, ended_on=None).exists():
        raise Refused("Somebody gives this figure already. End that first.")
    made = Collection.objects.create(area=area, kind=kind, key=key, name=given.name[:300], set_on=on, set_by=by, **said)
    record("insight.set_collection", subject=made, fact={"area": area.code, "figure": figure, "every": made.every, "as_at": made.as_at.isoformat(), "due_on": made.due_on.isoformat()})
    refresh(area, on, kind)
    made.refresh_from_db()
    return made


def _in_reach(day: date, on: date) -> bool:
    return abs(day.year - on.year) <= FARTHEST


@action
def end_collection(*, collection: Collection, by: Any, on: date) -> Collection:
    """The figure is collected no longer. Those that are held stay."""
    check_answers_for(by, collection.area, on)
    hold(collection, "ended_on")
    if collection.ended_on:
        raise Refused("This has ended already.")
    collection.ended_on = on
    collection.save(update_fields=["ended_on"])
    record("insight.end_collection", subject=collection, fact={"area": collection.area.code, "figure": f"{collection.kind}:{collection.key}"})
    return collection


@action
def give_official(*, collection: Collection, as_at: date, value: Decimal, period: str, source: str, by: Any, on: date) -> OfficialFigure:
    """The owner gives a figure that others count. Another value for the same day stands in its place and must be checked again."""
    hold(collection, "ended_on")
    check_may_give(by, collection, on)
    declared = OFFICIAL.get(collection.key) if collection.kind == OFFICIAL_KIND else None
    if declared is None or collection.ended_on:
        raise Refused("This figure is not given here.")
    if declared.unit == "count" and value != value.to_integral_value():
        raise Refused("A count is a whole number.")
    if value < 0 or (declared.unit == "%" and value > 100):
        raise Refused("A share is from 0 to 100." if declared.unit == "%" else "The figure cannot be below nought.")
    if as_at > on:
        raise Refused("The day that it is as at lies ahead.")
    if not period.strip() or not source.strip():
        raise Refused("Say of what time it is and where it was published.")
    said = {"value": value, "period": period.strip(), "source": source.strip()}
    known = OfficialFigure.objects.filter(area=collection.area, key=collection.key, of="area", district="", on=as_at).first()
    before = str(known.value) if known else ""
    if known is None:
        known = OfficialFigure(area=collection.area, key=collection.key, of="area", on=as_at, first_held_on=on)
    changed = any(getattr(known, name) != each for name, each in said.items())
    if changed:
        for name, each in said.items():
            setattr(known, name, each)
        known.taken_in_on, known.taken_in_by, known.checked_on, known.checked_by = on, by.name[:200], None, None
        known.save()
    record("insight.give_official", subject=known, fact={"area": collection.area.code, "key": known.key, "on": as_at.isoformat(), "value": str(value), "before": before})
    refresh(collection.area, on, OFFICIAL_KIND)
    return known


def may_give(standing: Any, user_id: int | None, collection: Collection) -> bool:
    """Whoever gives the figure, and those who answer for all of them."""
    return standing is None or collection.owner_id == user_id or answers_for(standing, collection.area_id)


def check_may_give(by: Any, collection: Collection, on: date) -> None:
    """Refuse everybody else."""
    if not may_give(standing_of(by, on), getattr(by, "pk", None), collection):
        raise NotAllowed(f"{collection.owner.name} gives this figure. Ask them, or somebody who answers for the area’s figures.")


@action
def remind(*, area: Area, by: Any, on: date, only: Collection | None = None) -> int:
    """Remind those whose figure is due soon or late: once before the day, then once a week. `only`: one of them, now, once a day.

    Gives how many reminders were written.
    """
    check_answers_for(by, area, on)
    told = 0
    for one in refresh(area, on):
        if only is not None and one.pk != only.pk:
            continue
        if mark := _due(one, on) or (f"asked.{on}" if only else ""):
            _tell(one, f"asked.{on}" if only else mark, on)
            told += 1
    record("insight.remind", fact={"area": area.code, "reminded": told})
    return told


def _due(one: Collection, on: date) -> str:
    """Which reminder falls due: "" for none."""
    assert one.waits_until is not None
    if on > one.waits_until:
        return f"late.{(on - one.waits_until).days // 7}"
    return "soon" if on >= one.waits_until - timedelta(days=one.remind) else ""


def _tell(one: Collection, mark: str, on: date) -> None:
    late = one.waits_until is not None and on > one.waits_until
    state, key = "is late" if late else "is due soon", f"collection.{one.pk}.{one.waits_for}.{mark}"
    if one.owner_id in {each.pk for each in colleagues(one.area, on)}:
        outbox.tell(
            key=key, channel="email", to_user=one.owner_id, subject=f"A figure that you give {state}",
            body=f"Sign in to read which figure it is, and to give it.\n\n{settings.BASE_URL}/insight/mine",
        )  # fmt: skip
        return
    for each in keepers(one.area, on):
        outbox.tell(
            key=f"left.{each.pk}.{key}", channel="email", to_user=each.pk, subject=f"A figure {state}, and whoever gave it has left",
            body=f"Sign in to read which figure it is, and to say who gives it now.\n\n{settings.BASE_URL}/insight/collecting",
        )  # fmt: skip


@action
def say_beside(*, area: Area, kind: str, key: str, at: date, words: str, by: Any, on: date) -> FigureNote:
    """Say something beside a figure as at a day. The version before is kept."""
    check_may_say(by, area, kind, key, on)
    if (kind == INDICATOR and key not in LIBRARY) or (kind == OFFICIAL_KIND and key not in OFFICIAL) or kind not in (INDICATOR, OFFICIAL_KIND):
        raise Refused("There is no such figure.")
    if not words.strip():
        raise Refused("Write what you have to say of the figure.")
    if at > on:
        raise Refused("The day lies ahead.")
    before = FigureNote.objects.filter(area=area, kind=kind, key=key, at=at).aggregate(most=Max("version"))["most"] or 0
    made = FigureNote.objects.create(area=area, kind=kind, key=key, at=at, version=before + 1, words=words.strip(), said_on=on, said_by=by)
    record("insight.say_beside", subject=made, fact={"area": area.code, "kind": kind, "key": key, "at": at.isoformat(), "version": made.version})
    return made


def may_say(standing: Any, user_id: int | None, area: Area, kind: str, key: str) -> bool:
    """Those who answer for the figures, and whoever gives this one."""
    return answers_for(standing, area.pk) or Collection.objects.filter(area=area, kind=kind, key=key, owner_id=user_id, ended_on=None).exists()


def check_may_say(by: Any, area: Area, kind: str, key: str, on: date) -> None:
    """Refuse everybody else."""
    if not may_say(standing_of(by, on), getattr(by, "pk", None), area, kind, key):
        raise NotAllowed("Only whoever gives a figure, or answers for all of them, says something beside it.")
