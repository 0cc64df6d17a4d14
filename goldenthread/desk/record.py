"""One child's record as one person may see it: who the child is, and how far this person's roles reach here."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q
from django.db.models.functions import JSONObject

from goldenthread.law import rights, school_year
from goldenthread.people.models import Child, Involvement
from goldenthread.people.standing import LEFT, Standing, permitted

#: Reaches under which somebody works on the record itself: its timeline and who looked at it.
WORKING = frozenset({"area", "case"})
#: Reaches that carry the child's numbers. A provider, a panel or an auditor does without.
NUMBERED = WORKING | {"own", "roll", LEFT, "health"}


@dataclass(frozen=True)
class Record:
    """A child that this person may see, with `pairs` of (role, reach) that hold here today."""

    child: Child
    standing: Standing
    pairs: frozenset[tuple[str, str]]

    @property
    def case(self):
        """The case as lists show it, or None for a record with nothing kept yet."""
        return getattr(self.child, "case", None)

    def may(self, resource: str, action: str) -> bool:
        """Whether one of this person's roles may do this to this child, as far as the role reaches."""
        return permitted(self.pairs, resource, action)

    @property
    def works_here(self) -> bool:
        return any(scope in WORKING for _, scope in self.pairs)

    @property
    def sees_numbers(self) -> bool:
        return any(scope in NUMBERED for _, scope in self.pairs)

    @property
    def scope(self) -> str:
        """The reach that the reading event names: the closest one."""
        scopes = {scope for _, scope in self.pairs}
        return "case" if "case" in scopes else "area" if "area" in scopes else min(scopes, default="")

    @property
    def age(self) -> int:
        return rights.age_on(self.child.date_of_birth, self.standing.on)

    @property
    def year_group(self) -> str:
        return school_year.year_name(school_year.national_curriculum_year(self.child.date_of_birth, self.standing.on))

    @property
    def holder(self) -> rights.Holder:
        """Who holds the rights today."""
        return rights.rights_holder(self.child.date_of_birth, self.standing.on)

    @property
    def rights_switch_on(self):
        """The first day on which the rights are the young person's own."""
        return rights.young_person_from(self.child.date_of_birth)


def load(standing, child_id: UUID) -> Record | None:
    """The record, or None for anybody who may not see it: a stranger is not told that it exists. One query."""
    mine = Involvement.objects.filter(
        Q(user_id=standing.user_id) | Q(organisation_id__in=standing.organisation_ids),
        Q(until_on__isnull=True) | Q(until_on__gte=standing.on),
        child_id=child_id,
        from_on__lte=standing.on,
    )
    seen = (
        Child.objects.visible_to(standing, standing.on)
        .select_related("area", "case", "case__worker", "case__setting")
        .annotate(
            mine=ArraySubquery(
                mine.order_by("pk").values(
                    json=JSONObject(role="role", user_id="user_id", organisation_id="organisation_id", until_on="until_on")
                )
            )
        )
    )
    child = seen.filter(pk=child_id).first()
    if child is None:
        return None
    record = Record(child, standing, standing.scopes_on(child, [Involvement(**one) for one in child.mine]))
    return record if record.may("ident", "view") and record.may("request", "view") else None
