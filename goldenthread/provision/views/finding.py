"""What the pages of this room share: a child and its lines as one person may see them, and the way back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from goldenthread.core.form_fields.reading import Unreadable, parse_iso_date
from goldenthread.core.refusals import Refused
from goldenthread.people.children import visible
from goldenthread.people.models import Child
from goldenthread.people.policies import pairs_on
from goldenthread.people.standing import permitted

from ..models import WatchedLine
from ..policies import FAMILY, sees_line


def acting(request: Any) -> Any:
    """Who acts, with their standing at hand."""
    request.user.standing = request.standing
    return request.user


class Opened:
    """A child that this person may see, as far as `resource` goes."""

    resource = "provision"

    def __init__(self, request: Any, child_id: UUID, action: str = "view") -> None:
        self.standing = request.standing
        found = Child.objects.filter(visible(self.standing, self.standing.on), pk=child_id).select_related("area", "case__worker").first()
        if found is None:
            raise Http404
        self.child = found
        self.pairs = pairs_on(self.standing, found)
        if not self.may(action):
            raise Http404

    def may(self, action: str) -> bool:
        """Whether this person may do this for this child."""
        return permitted(self.pairs, self.resource, action)

    @property
    def today(self) -> date:
        return self.standing.on

    @property
    def scope(self) -> str:
        """The reach that the reading event names."""
        return min({scope for role, scope in self.pairs if permitted({(role, scope)}, self.resource, "view")}, default="")

    @property
    def is_family(self) -> bool:
        return any(role in FAMILY and scope == "own" for role, scope in self.pairs)

    @property
    def only_lines(self) -> bool:
        """Whether this person sees single lines alone, and of the child a first name."""
        return all(scope in ("line", "asked") for role, scope in self.pairs if permitted({(role, scope)}, "provision", "view"))

    @property
    def sees_exclusions(self) -> bool:
        return permitted(self.pairs, "exclusion", "view")

    @property
    def worker(self) -> str:
        """Who at the council sees to it, with their telephone; nothing for whoever sees single lines alone."""
        if self.only_lines:
            return ""
        case = getattr(self.child, "case", None)
        who = case.worker.name if case is not None and case.worker is not None else "The SEND team"
        return f"{who}, telephone {self.child.area.phone}" if self.child.area.phone else who

    @property
    def name(self) -> str:
        return self.child.known_as if self.only_lines else self.child.name

    @property
    def works_here(self) -> bool:
        """An officer of the child's own area, who may set a rhythm and say who answers."""
        return any(scope in ("case", "area") and permitted({(role, scope)}, "provision", "update") for role, scope in self.pairs)

    def line(self, line_id: UUID) -> WatchedLine:
        found = self.child
        row = WatchedLine.objects.filter(child=found, pk=line_id).select_related("line__body", "child__area", "deliverer", "setting").first()
        if row is None or not sees_line(self.pairs, self.standing, row):
            raise Http404
        return row

    @property
    def back(self) -> dict[str, str]:
        if self.is_family:
            return {"href": reverse("portal:family", args=[self.child.pk]), "text": "Back to your page"}
        if self.only_lines:
            return {"href": reverse("provision:ours"), "text": "Back to what you give"}
        return {"href": reverse("desk:record", args=[self.child.pk]), "text": "Back to the record"}


def day_of(text: Any) -> date | None:
    """A date from an address or a button; None for anything else."""
    try:
        return parse_iso_date(str(text or ""))
    except (Unreadable, ValueError):
        return None


def refusal(form: Any, refused: Refused, field: str | None = None) -> None:
    form.add_error(field, refused.sentence)
