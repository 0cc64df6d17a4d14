"""Which papers of a child's record somebody may read, once they may read papers there at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from goldenthread.core import clock

from .standing import permitted


class DocumentQuerySet(models.QuerySet):
    """Papers."""

    def readable(self, user_id: int | None, pairs: Iterable[tuple[str, str]]) -> Any:
        """Of one child's papers, those that somebody with these (role, scope) pairs there reads."""
        pairs = list(pairs)
        if reads_by_pack_alone(pairs):
            return self.none()
        if reads_every_letter(pairs):
            return self
        to_nobody = Q(addressee__isnull=True, to_child=False)
        if user_id is None:  # else whatever is for an adult without an account would count as theirs
            return self.filter(to_nobody)
        from .models import Involvement

        today = clock.today()
        themself = Involvement.objects.filter(
            Q(until_on__isnull=True) | Q(until_on__gte=today),
            child_id=OuterRef("child_id"),
            user_id=user_id,
            role=Involvement.Role.YOUNG_PERSON,
            from_on__lte=today,
        )
        return self.filter(to_nobody | Q(addressee__user_id=user_id) | Q(Exists(themself), to_child=True))


def had_before(child: Any, user_id: int | None, today: Any) -> Any:
    """The papers that a parent could read before the rights passed to the young person, and goes on having: those of an
    earlier day. None for anybody else."""
    from .models import Document, Involvement

    if user_id is None:
        return Document.objects.none()
    tie = Involvement.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today), child=child, user_id=user_id, role=Involvement.Role.FAMILY_BEFORE, from_on__lte=today
    ).first()
    if tie is None:
        return Document.objects.none()
    theirs = Q(addressee__isnull=True, to_child=False) | Q(addressee__user_id=user_id)
    return Document.objects.filter(theirs, child=child, made_on__lt=tie.from_on)


def reads_every_letter(pairs: Iterable[tuple[str, str]]) -> bool:
    """A family reads what is for each of them; whoever works with the child reads the letters to all of them."""
    return permitted([pair for pair in pairs if pair[1] != "own"], "document", "view")


def reads_by_pack_alone(pairs: Iterable[tuple[str, str]]) -> bool:
    """A member of a panel reads the papers of the pack (`meetings`), and no other paper of the child."""
    reading = {scope for role, scope in pairs if permitted([(role, scope)], "document", "view")}
    return reading == {"pack"}
