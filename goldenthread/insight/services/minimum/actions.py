"""Every write about the minimum data set: drafting a version, agreeing it, and giving values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.core.rows import insert_many
from goldenthread.core.versions import hold
from goldenthread.people.models import Area
from goldenthread.people.policies import standing_of

from ..policies import ROWS, check_may_set, own_bodies
from ..quarters import quarter_end, quarter_words
from .models import MinimumItem, MinimumSet, MinimumValue
from .reading import Given
from .sources import ENTERED, unit_of

COPIED = ("code", "name", "source", "service_id", "contract", "giver_id", "unit", "every", "due_days", "side", "target")
MOST_ITEMS = 200


@action
def begin_draft(*, area: Area, by: Any, on: date) -> MinimumSet:
    """Begin the next version, with what the last one asks for."""
    check_may_set(by, area, on)
    hold(area)
    if MinimumSet.objects.filter(area=area, agreed_on=None).exists():
        raise Refused("There is a draft already. Change it, or agree it first.")
    last = MinimumSet.objects.filter(area=area).order_by("-version").first()
    made = MinimumSet.objects.create(area=area, version=last.version + 1 if last else 1, begun_on=on, begun_by=by)
    if last:
        MinimumItem.objects.bulk_create(MinimumItem(of=made, **{name: getattr(each, name) for name in COPIED}) for each in last.items.all())
    record("insight.begin_draft", subject=made, fact={"area": area.code, "version": made.version})
    return made


@action
def add_item(*, draft: MinimumSet, said: dict[str, Any], by: Any, on: date) -> MinimumItem:
    """Ask for one more thing. `said`: name, source, service, contract, giver, unit, every, due_days, side, target."""
    _check_draft(draft, by, on)
    counted = unit_of(said["source"])
    if said["source"] != ENTERED and not counted:
        raise Refused("Choose where the value comes from.")
    if said["source"].startswith("service:") and said["service"] is None:
        raise Refused("Say of which service it is counted.")
    if (said["service"] and said["service"].area_id != draft.area_id) or said["giver"].area_id != draft.area_id:
        raise Refused("Choose a service and a body of this area.")
    if (said["target"] is None) != (not said["side"]):
        raise Refused("Give a target together with whether it is to be at least or at most that.")
    if draft.items.count() >= MOST_ITEMS:
        raise Refused(f"A minimum data set has at most {MOST_ITEMS} things.")
    codes = MinimumItem.objects.filter(of__area=draft.area).aggregate(most=Max("code"))["most"]
    code = f"M{int(codes[1:]) + 1:03d}" if codes else "M001"
    made = MinimumItem.objects.create(of=draft, code=code, **{**said, "unit": counted or said["unit"]})
    record("insight.add_item", subject=made, fact={"area": draft.area.code, "version": draft.version, "code": code, "source": made.source})
    return made


@action
def drop_item(*, item: MinimumItem, by: Any, on: date) -> None:
    """The draft asks for this no longer. Versions that were agreed keep it."""
    _check_draft(item.of, by, on)
    record("insight.drop_item", subject=item, fact={"area": item.of.area.code, "version": item.of.version, "code": item.code})
    item.delete()


@action
def agree_set(*, draft: MinimumSet, agreed_on: date, agreed_in: str, by: Any, on: date) -> MinimumSet:
    """Record that a draft was agreed, when and where. From then on it never changes."""
    _check_draft(draft, by, on)
    if agreed_on > on:
        raise Refused("The day on which it was agreed lies ahead.")
    if not agreed_in.strip():
        raise Refused("Say where it was agreed.")
    if not draft.items.exists():
        raise Refused("The draft asks for nothing yet. Add what the strategic group must see.")
    draft.agreed_on, draft.agreed_in, draft.agreed_by = agreed_on, agreed_in.strip(), by
    draft.save(update_fields=["agreed_on", "agreed_in", "agreed_by"])
    record("insight.agree_set", subject=draft, fact={"area": draft.area.code, "version": draft.version, "agreed_on": agreed_on})
    return draft


def _check_draft(draft: MinimumSet, by: Any, on: date) -> None:
    check_may_set(by, draft.area, on)
    hold(draft, "agreed_on")
    if draft.agreed_on:
        raise Refused("This version is agreed and does not change. Begin the next one.")


def may_give(standing: Any, item: MinimumItem, area_id: int) -> bool:
    """The body that gives it, and those of the council who send returns for others."""
    return standing is None or area_id in standing.areas_where("contract", "create", ROWS) or item.giver_id in own_bodies(standing, "create")


@action
def give_values(*, of: MinimumSet, quarter: date, given: Sequence[Given], by: Any, on: date) -> dict[str, int]:
    """Give values for a quarter. One that differs from what was given replaces it; the one before is kept. Gives how many were new, changed, as before."""
    end = quarter_end(quarter)
    if end > on:
        raise Refused(f"The quarter {quarter_words(end)} is not over yet.")
    standing = standing_of(by, on)
    items = {each.code: each for each in of.items.all()}
    held = {each.code: each for each in MinimumValue.objects.select_for_update().filter(area=of.area, quarter=end, replaced_on=None)}
    counts, fresh, old = {"new": 0, "changed": 0, "unchanged": 0}, [], []
    for each in given:
        item = items.get(each.code)
        if item is None or item.source != ENTERED:
            raise Refused(f"{each.code} is not entered by anybody.")
        if not may_give(standing, item, of.area_id):
            raise NotAllowed(f"{item.giver.name} gives {item.code}. Ask them, or whoever answers for the minimum data set.")
        before = held.get(each.code)
        if before and (before.value, before.out_of) == (each.value, each.out_of):
            counts["unchanged"] += 1
            continue
        if before:
            old.append(before.pk)
        counts["changed" if before else "new"] += 1
        fresh.append(MinimumValue(area=of.area, code=each.code, quarter=end, value=each.value, out_of=each.out_of, given_on=on, given_by_id=getattr(by, "pk", None)))
    MinimumValue.objects.filter(pk__in=old).update(replaced_on=on)
    insert_many(MinimumValue, fresh)
    record("insight.give_values", subject=of, fact={"area": of.area.code, "quarter": end, **counts})
    return counts
