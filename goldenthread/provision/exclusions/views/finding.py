"""A child whose exclusions this person may read, and one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from goldenthread.people.standing import permitted

from ...models import Exclusion
from ...views import finding
from ..reach import marked, seen, settings_of, with_phase


class Opened(finding.Opened):
    """A child that this person may see, as far as the register goes."""

    resource = "exclusion"

    @property
    def own_schools(self) -> list[int] | None:
        """The schools for which this person may enter; None for an officer, who enters for any."""
        if any(scope in ("case", "area") and permitted({(role, scope)}, "exclusion", "create") for role, scope in self.pairs):
            return None
        return settings_of(self.standing, "create")

    def may_change(self, one: Exclusion) -> bool:
        """Whether it stands, and is theirs to put right."""
        return one.withdrawn_on is None and self.may_put_right(one)

    def may_put_right(self, one: Exclusion) -> bool:
        """An officer any of them; a school what it did itself."""
        return self.may("update") and (self.own_schools is None or one.school_id in self.own_schools)

    def all(self) -> list[Any]:
        """Every one on the register, the newest first."""
        found = with_phase(seen(self.standing).filter(child=self.child, withdrawn_on__isnull=True))
        return marked(found.select_related("school").prefetch_related("support"), self.today)

    def one(self, exclusion_id: UUID) -> Any:
        """One of them. One that was taken off may be another child's: only whoever could have taken it off still reads it."""
        found = with_phase(seen(self.standing).filter(child=self.child, pk=exclusion_id))
        one = next(iter(marked(found.select_related("school", "entered_by", "followed_by", "child__area").prefetch_related("support"), self.today)), None)
        if one is None or (one.withdrawn_on is not None and not self.may_put_right(one)):
            raise Http404
        return one

    @property
    def back(self) -> dict[str, str]:
        if self.is_family:
            return {"href": reverse("portal:family", args=[self.child.pk]), "text": "Back to your page"}
        return {"href": reverse("desk:record", args=[self.child.pk]), "text": "Back to the record"}
