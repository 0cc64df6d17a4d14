"""Plans, their versions, and what they say."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from goldenthread.plans.models import Line, Link, NamedSetting, Plan, Version
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea, Promise

from ..declared import Field, Thing

#: The sections that a system reads. A holds the family's own words and K other people's advice: both are for people.
SECTIONS = ("B", "C", "D", "E", "F", "G", "H1", "H2", "I")
_NAMED = NamedSetting.objects.filter(plan_id=OuterRef("pk")).order_by("rank")
_ISSUED = Version.objects.filter(plan_id=OuterRef("pk"), issued_on__isnull=False).order_by("-number")


def _lines() -> QuerySet[Any]:
    """The lines of each plan's newest issued version."""
    newer = Version.objects.filter(child_id=OuterRef("version__child_id"), issued_on__isnull=False, number__gt=OuterRef("version__number"))
    return Line.objects.filter(~Exists(newer), version__issued_on__isnull=False, removed_on=None, section__in=SECTIONS)


PLANS = Thing(
    "plans", "plan", "An EHC plan, from the day it was first made to the day the duty to maintain it ended.", "plan", Plan.objects.all,
    (
        Field("id", "id", "The plan’s id.", "pk", empty=False),
        Field("child", "id", "Whose it is.", "child_id", empty=False),
        Field("made_on", "date", "The day it was first issued; a move between areas does not change it.", "made_on", empty=False),
        Field("version", "whole", "The number of the newest issued version; null where it was taken on from a return and never issued here.", Subquery(_ISSUED.values("number")[:1])),
        Field("issued_on", "date", "When that version was issued.", Subquery(_ISSUED.values("issued_on")[:1])),
        Field("settings", "texts", "What Section I names, the main one first.", ArraySubquery(_NAMED.values(_name=Coalesce("organisation__name", NullIf("setting_other", Value("")), "setting_type"))), empty=False),
        Field("personal_budget", "flag", "Whether there is a personal budget; null where it is not known.", "personal_budget"),
        Field("transferred_in_on", "date", "When it came from another area.", "transferred_in_on"),
        Field("ceased_on", "date", "The day the duty ended.", "ceased_on"),
        Field("cease_reason", "code", "Why, as a code of the return; otherwise empty.", "cease_reason", empty=False),
    ),
)  # fmt: skip

PLAN_LINES = Thing(
    "plan-lines", "line of a plan", "One need, outcome or provision of the newest issued version of a plan, Sections B to I.", "plan", _lines,
    (
        Field("id", "id", "Its id. It is the same in every version of the plan.", "lineage", empty=False),
        Field("child", "id", "Whose plan.", "version__child_id", empty=False),
        Field("plan", "id", "The plan.", "version__plan_id", empty=False),
        Field("section", "code", "The section of the plan (SEND Regulations 2014, regulation 12).", "section", tuple((each, f"Section {each}") for each in SECTIONS), empty=False),
        Field("kind", "code", "What it is.", "kind", Line.Kind.choices, empty=False),
        Field("position", "whole", "Its place within the section.", "position", empty=False),
        Field("text", "text", "What it says.", "text", empty=False),
        Field("is_for", "ids", "The lines it is for: of a provision its outcomes, of an outcome its needs.", ArraySubquery(Link.objects.filter(lower_id=OuterRef("pk")).order_by("pk").values("upper__lineage")), empty=False),
        Field("broad_area", "code", "The area of need; otherwise empty.", "broad_area", (("", "None said"), *BroadArea.choices), empty=False),
        Field("theme", "code", "The theme of preparing for adulthood; otherwise empty.", "theme", (("", "None said"), *AdulthoodTheme.choices), empty=False),
        Field("by_when", "date", "When the outcome is to be reached.", "by_when"),
        Field("measure", "text", "How it will be known that it is; otherwise empty.", "measure", empty=False),
        Field("deliverer", "text", "Who gives the provision; otherwise empty.", "deliverer", empty=False),
        Field("minutes", "whole", "How long each time.", "minutes"),
        Field("times", "whole", "How many times in each period.", "times"),
        Field("per", "code", "The period; otherwise empty.", "per", (("", "None said"), *Promise.Per.choices), empty=False),
        Field("weeks", "whole", "For how many weeks of a year.", "weeks"),
        Field("group_size", "whole", "How many children together; 1 is one to one.", "group_size"),
    ),
    child="version__child__",
)  # fmt: skip

PLAN_VERSIONS = Thing(
    "plan-versions", "version of a plan", "A plan as it was issued: each version, from the first.", "plan", lambda: Version.objects.filter(issued_on__isnull=False),
    (
        Field("id", "id", "The version’s id.", "pk", empty=False),
        Field("child", "id", "Whose plan.", "child_id", empty=False),
        Field("plan", "id", "The plan.", "plan_id"),
        Field("number", "whole", "Its number; the first is 1.", "number", empty=False),
        Field("issued_on", "date", "When it was issued.", "issued_on", empty=False),
        Field("earlier", "id", "The version that it took the place of.", "earlier_id"),
        Field("digest", "code", "SHA-256 of what it says, which shows that nothing in it was changed since.", "digest", empty=False),
    ),
)  # fmt: skip
