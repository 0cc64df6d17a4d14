"""How a plan stands now: how many actions have which rating, in each section and altogether; what is late, what slips, what waits, what is spent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from .models import Action, Cost, Dependency, ImprovementPlan, Milestone, RatingScheme, Section
from .periods import period_end

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
class Spent:
    """What is planned to be spent and what was, in pounds."""

    planned: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)

    @property
    def over(self) -> Decimal:
        """How much more was spent than planned; nothing where nothing was planned."""
        return max(self.spent - self.planned, Decimal(0)) if self.planned else Decimal(0)


def spent_of(costs: Iterable[Cost]) -> Spent:
    """The sums of these costs."""
    sums = {kind: sum((cost.pounds for cost in costs if cost.kind == kind), Decimal(0)) for kind in ("planned", "spent")}
    return Spent(**sums)


def days_late(milestone: Milestone) -> int:
    """How many days after its printed time a milestone is expected; 0 where it is in time or no time is printed."""
    end = period_end(milestone.period)
    return max((milestone.expected_on - end).days, 0) if end and milestone.expected_on and not milestone.reached_on else 0


@dataclass(frozen=True)
class Between:
    """One part of the plan waits for another: how many of its actions do."""

    section: Section
    needs: Section
    many: int


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
    between: list[Between]
    milestones: list[tuple[Milestone, int]]
    spent: Spent

    @property
    def colours(self) -> dict[str, int]:
        """How many of all actions have each colour."""
        return {colour: sum(section.colours.get(colour, 0) for section in self.sections) for colour in [*self.scale, UNRATED]}


#: From best to worst, to say whether a rating went up or down.
ORDER = ("blue", "purple", "green", "yellow", "amber", "pink", "grey", "white", "red")


def stands(plan: ImprovementPlan, today: date) -> Stands:
    """How the plan stands, in eight questions, however many actions, ratings and updates it has."""
    scale = dict(RatingScheme.objects.filter(plan=plan).values_list("colour", "words"))
    sections = {section.pk: SectionStands(section) for section in Section.objects.filter(plan=plan).only("reference", "title")}
    is_open = Q(done_on__isnull=True) & ~Q(colour="blue")
    is_late = Q(due_on__lt=today)
    quiet = Q(told_on__isnull=True) | Q(told_on__lt=date(today.year, (today.month - 1) // 3 * 3 + 1, 1))
    counted = (
        Action.objects.filter(group__section__plan=plan).order_by().values_list("group__section_id", "colour", "colour_before")
        .annotate(many=Count("pk"), late=Count("pk", filter=is_open & is_late), silent=Count("pk", filter=is_open & quiet))
    )  # fmt: skip
    many_late = silent = 0
    for section, colour, before, many, late, told_nothing in counted:
        one = sections[section]
        many_late, silent = many_late + late, silent + told_nothing
        one.colours[colour or UNRATED] = one.colours.get(colour or UNRATED, 0) + many
        if colour and before and colour != before:
            better = ORDER.index(colour) < ORDER.index(before)
            one.better, one.worse = one.better + many * better, one.worse + many * (not better)
    for one in sections.values():
        scale |= {colour: "" for colour in one.colours if colour not in scale and colour != UNRATED}
    open_now = Action.objects.filter(is_open, group__section__plan=plan).only("reference", "words", "colour", "due_on", "expected_on").order_by("due_on", "pk")
    waits = list(
        Dependency.objects.filter(action__group__section__plan=plan, until_on__isnull=True).select_related("action__group", "needs__group")
        .only("why", *(f"{of}__{name}" for of in ("action", "needs") for name in ("reference", "words", "group__section")))
    )  # fmt: skip
    by_key = {key: one.section for key, one in sections.items()}
    pairs = Counter((one.action.group.section_id, one.needs.group.section_id) for one in waits)
    between = [Between(by_key[one], by_key[needs], many) for (one, needs), many in sorted(pairs.items()) if one != needs and needs in by_key]
    expected = Milestone.objects.filter(action__group__section__plan=plan, reached_on__isnull=True, expected_on__isnull=False).select_related("action")
    slipping = sorted(((one, days) for one in expected[:500] if (days := days_late(one))), key=lambda each: -each[1])[:MOST]
    sums = Cost.objects.filter(action__group__section__plan=plan).aggregate(planned=Sum("pounds", filter=Q(kind="planned")), spent=Sum("pounds", filter=Q(kind="spent")))
    return Stands(
        plan, scale, list(sections.values()), list(open_now.filter(is_late)[:MOST]), many_late, list(open_now.filter(expected_on__gt=F("due_on"))[:MOST]),
        silent, waits[:MOST], between, slipping, Spent(**{kind: pounds or Decimal(0) for kind, pounds in sums.items()}),
    )  # fmt: skip
