"""The lines of a child's plan that a dispute can be about: what it says somebody will do."""

from __future__ import annotations

from typing import Any

from goldenthread.plans.models import Line, Version

SECTIONS = ("F", "G", "H1", "H2")


def lines_of(child: Any) -> list[Line]:
    """Provision in the version that was issued last; none where no version was made here."""
    newest = Version.objects.filter(child=child, issued_on__isnull=False).order_by("-number").first()
    if newest is None:
        return []
    return list(Line.objects.filter(version=newest, section__in=SECTIONS, removed_on__isnull=True).select_related("version").order_by("section", "position"))
