"""Which suspensions and exclusions somebody may read or list, with what follows of each: the child's status and year that day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import ExtractYear

from goldenthread.access import permissions
from goldenthread.people.children import visible
from goldenthread.people.models import Child, ChildWord, Involvement, Organisation
from goldenthread.people.standing import READING
from goldenthread.people.words import words_typed
from goldenthread.plans.models import Plan

from ..models import Exclusion
from .rules import LOOKED_BACK, MANY_SESSIONS

#: Where the term of `x` began: by the area's own dates where those are kept, otherwise on 1 September, 1 January or 16 April.
TERM_BEGAN = """
coalesce((SELECT min(a.first_on) FROM provision_termdates a
           WHERE a.area_id = x.area_id AND a.organisation_id IS NULL AND a.removed_on IS NULL
             AND (a.year, a.term) = (SELECT b.year, b.term FROM provision_termdates b
                   WHERE b.area_id = x.area_id AND b.organisation_id IS NULL AND b.removed_on IS NULL
                     AND b.first_on BETWEEN x.first_on - 100 AND x.first_on ORDER BY b.first_on DESC LIMIT 1)),
         make_date(extract(year FROM x.first_on)::int, CASE WHEN extract(month FROM x.first_on) >= 9 THEN 9 WHEN to_char(x.first_on, 'MMDD') >= '0416' THEN 4 ELSE 1 END,
                   CASE WHEN to_char(x.first_on, 'MMDD') BETWEEN '0416' AND '0831' THEN 16 ELSE 1 END))
"""
STANDS = "{0}.withdrawn_on IS NULL AND {0}.cancelled_on IS NULL AND {0}.governors <> 'reinstated'"
#: What nobody followed up of a child who has a plan: a permanent exclusion, or a suspension by which more than five days of a term were lost.
LOSING = f"""
SELECT x.id, x.child_id FROM provision_exclusion x
 WHERE {STANDS.format("x")} AND x.followed_on IS NULL AND x.first_on BETWEEN %(today)s::date - {LOOKED_BACK.days} AND %(today)s::date
   AND EXISTS (SELECT 1 FROM plans_plan p WHERE p.child_id = x.child_id AND p.made_on <= %(today)s::date AND (p.ceased_on IS NULL OR p.ceased_on > %(today)s::date))
   AND (x.kind = 'permanent' OR
        (SELECT sum(o.sessions) FROM provision_exclusion o
          WHERE o.child_id = x.child_id AND {STANDS.format("o")} AND o.first_on BETWEEN {TERM_BEGAN} AND x.first_on) > {MANY_SESSIONS})
"""  # noqa: S608 - made of constants


def with_facts(found: QuerySet[Exclusion]) -> QuerySet[Exclusion]:
    """Each with `status` (a plan in force on its first day, otherwise what the school said) and `year_group` (0 is Reception)."""
    in_force = Plan.objects.filter(Q(ceased_on__isnull=True) | Q(ceased_on__gt=OuterRef("first_on")), child_id=OuterRef("child_id"), made_on__lte=OuterRef("first_on"))
    return found.annotate(
        status=Case(When(Exists(in_force), then=Value("plan")), default=F("said_status"), output_field=CharField()),
        year_group=_school_year("first_on") - _school_year("child__date_of_birth") - 5,
    )


def with_phase(found: QuerySet[Exclusion]) -> QuerySet[Exclusion]:
    """The same, each with `phase`: a key of `rules.PHASES`."""
    return with_facts(found).annotate(
        phase=Case(
            When(year_group__lt=0, then=Value("early_years")), When(year_group__lte=6, then=Value("primary")),
            When(year_group__lte=11, then=Value("secondary")), default=Value("post16"), output_field=CharField(),
        )
    )  # fmt: skip


def _school_year(name: str) -> Any:
    """The year in which the school year of a day began, as `law.school_year.school_year` has it."""
    return ExtractYear(name) - Case(When(Q(**{f"{name}__month__lt": 9}), then=Value(1)), default=Value(0), output_field=IntegerField())


def losing(on: date) -> Q:
    """Those that somebody must see to."""
    asked = LOSING.replace("%(today)s", "%s")
    return Q(pk__in=RawSQL(f"SELECT id FROM ({asked}) l", [on] * asked.count("%s")))  # noqa: S608, S611 - made of constants, with one value


def seen(standing: Any) -> QuerySet[Exclusion]:
    """Those of children that this person may know of; what they may do with one is asked of the child."""
    return Exclusion.objects.filter(visible(standing, standing.on, "child__")) if standing.signed_in else Exclusion.objects.none()


def settings_of(standing: Any, action: str) -> list[int]:
    """The settings for which this person may do this."""
    found = (seat.organisation_id for seat in standing.seats if seat.kind == Organisation.Kind.SETTING and "roll" in permissions.scopes(seat.role, "exclusion", action))
    return list(dict.fromkeys(found))


def listed(standing: Any, action: str = "list") -> QuerySet[Exclusion]:
    """The register as far as this person may list it, or take it away (`export`): their areas', their cases', and what their own school did
    to children who are on its roll, or left it so lately that it still reads."""
    areas, schools = standing.areas_where("exclusion", action), settings_of(standing, action)
    within = Q(child__area_id__in=areas, child__closed_list_on__isnull=True) if areas else Q(pk__in=[])
    if "case" in standing.scopes("exclusion", action):
        within |= Q(Exists(_ties(standing).filter(child_id=OuterRef("child_id"), user_id=standing.user_id, role__in=("named_worker", "cover"))))
    if schools:
        within |= Q(school_id__in=schools) & Q(Exists(_of_roll(standing, schools, left=action in READING).filter(child_id=OuterRef("child_id"))))
    return seen(standing).filter(within, withdrawn_on__isnull=True)


def _ties(standing: Any) -> QuerySet[Involvement]:
    """Involvements of today."""
    return Involvement.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=standing.on), from_on__lte=standing.on)


def _of_roll(standing: Any, schools: list[int], *, left: bool) -> QuerySet[Involvement]:
    """Of children on roll at one of these; with `left` also of those who left it lately, whom it may read of and no more."""
    found = _ties(standing).filter(organisation_id__in=schools, role="setting")
    return found if left else found.filter(until_on__isnull=True)


def marked(found: Iterable[Any], on: date) -> list[Any]:
    """These, each with `losing`, true where somebody must see to it: asked of these alone, however long the register is."""
    rows = list(found)
    waiting = set(Exclusion.objects.filter(losing(on), pk__in=[one.pk for one in rows]).order_by().values_list("pk", flat=True)) if rows else set()
    for one in rows:
        one.losing = one.pk in waiting
    return rows


def named(standing: Any, words: str) -> QuerySet[Child]:
    """Children of this name, reference or UPN for whom this person may enter one."""
    areas = standing.areas_where("exclusion", "create")
    within = Q(area_id__in=areas, closed_list_on__isnull=True) if areas else Q(pk__in=[])
    own = Q(pk__in=_ties(standing).filter(user_id=standing.user_id, role__in=("named_worker", "cover")).values("child_id"))
    rolls = Q(pk__in=_of_roll(standing, settings_of(standing, "create"), left=False).values("child_id"))
    theirs = Child.objects.visible_to(standing, standing.on).filter(within | own | rolls)
    found = theirs
    for word in words.split()[:5]:
        found = found.filter(Q(forename__istartswith=word) | Q(surname__istartswith=word) | Q(preferred_name__istartswith=word) | Q(reference__iexact=word) | Q(upn__iexact=word))
    found = found if found.exists() else forgiving(theirs, words, "pk")
    return found.order_by("surname", "forename", "pk")


def forgiving(found: QuerySet[Any], words: str, child: str) -> QuerySet[Any]:
    """Those of a child who can be found by these words as the search keeps them: without accents, apostrophes and hyphens."""
    typed = words_typed(words)
    for word in typed:
        found = found.filter(Exists(ChildWord.objects.filter(child_id=OuterRef(child), word__word__startswith=word)))
    return found if typed else found.none()
