"""How a plan stands now: how many actions have which rating, in each section and altogether; what is late, what slips, what waits."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q

from .models import Action, Dependency, ImprovementPlan, RatingScheme, Section

#: What a list on the page shows at once; the rest is counted.
MOST = 20
UNRATED = "not rated"


@dataclass
class SectionStands:
    """A section: how many of its actions have each colour, how many got better and how many worse."""

    section: Section
    colours: dict[str, int] = field(default_factory=dict)
    better: int = 0
    worse: int = 0

    @property
    def many(self) -> int:
        """How many actions it has."""
        return sum(self.colours.values())


@dataclass(frozen=True)
class Stands:
    """The whole plan. `late` are past their day and not done; `slipping` are expected later than their day."""

    plan: ImprovementPlan
    scale: dict[str, str]
    sections: list[SectionStands]
    late: list[Action]
    many_late: int
    slipping: list[Action]
    silent: int
    waits: list[Dependency]

    @property
    def colours(self) -> dict[str, int]:
        """How many of all actions have each colour."""
        return {colour: sum(section.colours.get(colour, 0) for section in self.sections) for colour in [*self.scale, UNRATED]}


#: From best to worst, to say whether a rating went up or down.
ORDER = ("blue", "purple", "green", "yellow", "amber", "pink", "grey", "white", "red")


def stands(plan: ImprovementPlan, today: date) -> Stands:
    """How the plan stands, in six questions, however many actions, ratings and updates it has."""
    scale = dict(RatingScheme.objects.filter(plan=plan).values_list("colour", "words"))
    sections = {section.pk: SectionStands(section) for section in Section.objects.filter(plan=plan).only("reference", "title")}
    counted = (
        Action.objects.filter(group__section__plan=plan).order_by().values_list("group__section_id", "colour", "colour_before").annotate(many=Count("pk"))
    )
    for section, colour, before, many in counted:
        one = sections[section]
        one.colours[colour or UNRATED] = one.colours.get(colour or UNRATED, 0) + many
        if colour and before and colour != before:
            better = ORDER.index(colour) < ORDER.index(before)
            one.better, one.worse = one.better + many * better, one.worse + many * (not better)
    for one in sections.values():
        scale |= {colour: "" for colour in one.colours if colour not in scale and colour != UNRATED}
    open_now = Action.objects.filter(group__section__plan=plan, done_on__isnull=True).exclude(colour="blue").only("reference", "words", "colour", "due_on", "expected_on")
    late = open_now.filter(due_on__lt=today)
    shown = list(late.order_by("due_on", "pk")[: MOST + 1])
    many_late = len(shown) if len(shown) <= MOST else late.count()
    quiet = Q(told_on__isnull=True) | Q(told_on__lt=date(today.year, (today.month - 1) // 3 * 3 + 1, 1))
    return Stands(
        plan, scale, list(sections.values()), shown[:MOST], many_late, list(open_now.filter(expected_on__gt=F("due_on")).order_by("due_on", "pk")[:MOST]),
        open_now.filter(quiet).count(), list(Dependency.objects.filter(action__group__section__plan=plan, until_on__isnull=True).select_related("action", "needs").only("why", *(f"{of}__{name}" for of in ("action", "needs") for name in ("reference", "words")))[:MOST]),
    )  # fmt: skip
