"""Provision: what is due, whether it was given, and how far it helped."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from goldenthread.provision.models import DeliveryRecord, EquipmentRequest, OutcomeProgress, WatchedLine
from goldenthread.provision.rhythm import EVERY

from ..declared import Field, Thing


def _own_words(standing: Any) -> Q:
    """What a body itself said of the lines that it gives."""
    return Q(
        side=DeliveryRecord.Side.DELIVERER, organisation_id__in=standing.organisation_ids, child__area_id=standing.of_area, child__closed_list_on__isnull=True,
    )  # fmt: skip


def _own_lines(standing: Any) -> Q:
    """The lines that a body itself gives."""
    return Q(deliverer_id__in=standing.organisation_ids, child__area_id=standing.of_area, child__closed_list_on__isnull=True)


PROVISION = Thing(
    "provision", "line that is due", "A line of provision of a plan in force: how often it is due, who answers for it, and whether it is missing.", "provision",
    WatchedLine.objects.all,
    (
        Field("line", "id", "The line of the plan. It is the same in every version.", "lineage", empty=False),
        Field("child", "id", "Whose provision.", "child_id", empty=False),
        Field("section", "code", "The section of the plan.", "section", (("F", "Education"), ("G", "Health"), ("H1", "Social care, section 2"), ("H2", "Other social care")), empty=False),
        Field("given_by", "text", "The body that gives it; null where only the setting answers.", "deliverer__name"),
        Field("setting", "text", "The setting where it is given.", "setting__name"),
        Field("every", "code", "How often it is due; empty where that is not known.", "every", (("", "Not known"), *EVERY.items()), empty=False),
        Field("times", "whole", "How many times in that.", "times", empty=False),
        Field("weeks", "whole", "For how many weeks of a year.", "weeks"),
        Field("all_year", "flag", "Whether in school holidays too.", "all_year", empty=False),
        Field("starts_on", "date", "From when it is due.", "starts_on", empty=False),
        Field("missing_from", "date", "The first week of a fortnight or more that somebody says was not given.", "missing_from"),
        Field("missing_until", "date", "The last week of it.", "missing_until"),
    ),
    one_child=True,
    own=_own_lines,
)  # fmt: skip

DELIVERIES = Thing(
    "deliveries", "word about provision", "One side’s word about one line and one week: given, missed or disputed. A correction takes the place of what it corrects.",
    "provision", lambda: DeliveryRecord.objects.filter(corrected_at=None),
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Whose provision.", "child_id", empty=False),
        Field("line", "id", "The line of the plan.", "lineage", empty=False),
        Field("week", "date", "The Monday of the week.", "week", empty=False),
        Field("happened_on", "date", "The day of one session, where a provider’s file gave it.", "happened_on"),
        Field("side", "code", "Who says so.", "side", DeliveryRecord.Side.choices, empty=False),
        Field("state", "code", "What they say.", "state", DeliveryRecord.State.choices, empty=False),
        Field("why", "code", "Why it was missed; otherwise empty.", "why", (("", "Not missed"), *DeliveryRecord.Why.choices), empty=False),
        Field("times", "whole", "How many times, where other than was due.", "times"),
        Field("said_on", "date", "When they said so.", "said_on", empty=False),
    ),
    one_child=True,
    own=_own_words,
)  # fmt: skip

OUTCOME_PROGRESS = Thing(
    "outcome-progress", "word about an outcome", "How far a child had come towards one outcome of the plan on a day, as somebody said.", "provision",
    lambda: OutcomeProgress.objects.filter(corrected_at=None),
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Whose it is.", "child_id", empty=False),
        Field("line", "id", "The outcome in the plan.", "lineage", empty=False),
        Field("seen_on", "date", "The day it was seen.", "seen_on", empty=False),
        Field("scale", "whole", "How far: " + ", ".join(f"{number} {words.lower()}" for number, words in OutcomeProgress.Scale.choices) + ".", "scale", empty=False),
        Field("by_family", "flag", "Whether the family says so.", "by_family", empty=False),
        Field("said_by", "text", "The body for which somebody said so; null for a family or the area.", "organisation__name"),
    ),
    one_child=True,
)  # fmt: skip

EQUIPMENT = Thing(
    "equipment-requests", "request for equipment", "Special equipment that a child needs, from the day the need was seen until it came.", "provision", EquipmentRequest.objects.all,
    (
        Field("id", "id", "Its id.", "pk", empty=False),
        Field("child", "id", "Who needs it.", "child_id", empty=False),
        Field("what", "text", "What is needed.", "what", empty=False),
        Field("identified_on", "date", "The day the need was seen; the six weeks run from it.", "identified_on", empty=False),
        Field("asked_on", "date", "When it was asked for.", "asked_on", empty=False),
        Field("agreed_on", "date", "When it was agreed.", "agreed_on"),
        Field("refused_on", "date", "When it was refused.", "refused_on"),
        Field("came_on", "date", "When it came.", "came_on"),
    ),
    one_child=True,
)  # fmt: skip
