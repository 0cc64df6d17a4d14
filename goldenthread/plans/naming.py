"""Which setting a plan names, from which day. Called by actions alone: the database refuses these rows outside one."""

from __future__ import annotations

from datetime import date
from typing import Any

from .models import NamedSetting, NextSetting, Plan


def name_setting(plan: Plan, *, organisation: Any, other: str, otherwise: bool, from_on: date | None, on: date) -> None:
    """An issued plan names this setting, or type, or neither, from a day. Until a day to come, the plan names what it named;
    a plan that named nothing names it at once."""
    NextSetting.objects.filter(plan=plan, taken_up_on__isnull=True).delete()
    if from_on is not None and from_on > on and NamedSetting.objects.filter(plan=plan).exists():
        NextSetting.objects.create(plan=plan, organisation=organisation, setting_other=other[:255], otherwise=otherwise, from_on=from_on)
        return
    _name(plan, organisation, other, otherwise=otherwise)


def take_up(found: NextSetting, on: date) -> set[int]:
    """The day has come: it is what the plan names. Gives the settings that the plan named until now and names no more."""
    before = set(NamedSetting.objects.filter(plan_id=found.plan_id, organisation__isnull=False).values_list("organisation_id", flat=True))
    _name(found.plan, found.organisation, found.setting_other, otherwise=found.otherwise)
    found.taken_up_on = on
    found.save(update_fields=["taken_up_on"])
    return before - {found.organisation_id}


def _name(plan: Plan, organisation: Any, other: str, *, otherwise: bool) -> None:
    NamedSetting.objects.filter(plan=plan).delete()
    NamedSetting.objects.create(plan=plan, organisation=organisation, setting_other=other[:255])
    Plan.objects.filter(pk=plan.pk).update(organised_arrangements=otherwise)
