"""Finding, in the scope of whoever asks, the version and the line that a page is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from goldenthread.core import readings
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.refusals import Changed, Refused
from goldenthread.people.children import STANDING, values_of, visible_often
from goldenthread.people.models import Child
from goldenthread.people.policies import pairs_on
from goldenthread.people.standing import Standing, permitted

from .. import checks, policies, snapshot
from ..models import Line, Version
from ..policies import may_read
from ..sections import Section
from ..snapshot import PlanSaid

_VERSION: AskedOften[Version] = AskedOften(
    lambda version, child, **standing: Version.objects.filter(visible_often("child__", **standing), pk=version, child_id=child).select_related(
        "child", "earlier", "plan"
    ),
    version=UUID, child=UUID, **STANDING,
)  # fmt: skip


def acting(request: Any) -> Any:
    """Who acts, with the standing that was loaded for this answer."""
    request.user.standing = request.standing
    return request.user


def version_found(request: Any, child_id: UUID, version_id: UUID) -> Version | None:
    """A version of a child whose record this person may see; None otherwise."""
    return _VERSION.first(version=version_id, child=child_id, **values_of(request.standing, request.standing.on))


@dataclass
class Opened:
    """A version that this person may read, with how far they may write it."""

    version: Version
    standing: Standing
    pairs: frozenset[tuple[str, str]]

    @property
    def child(self) -> Child:
        return self.version.child

    @cached_property
    def told(self) -> PlanSaid:
        return snapshot.of(self.version)

    @cached_property
    def found(self) -> tuple[checks.Finding, ...]:
        return checks.findings(self.told)

    @cached_property
    def writes(self) -> frozenset[str]:
        """Letters of the sections that this person may write now; none once the version is closed."""
        if self.version.issued_on or self.version.given_up_on:
            return frozenset()
        return frozenset().union(*(policies.WRITTEN_BY.get(role, policies.ALL_SECTIONS) for role, scope in self.pairs if permitted({(role, scope)}, "draft", "update")))

    @property
    def writes_all(self) -> bool:
        return self.writes == policies.ALL_SECTIONS

    def may(self, resource: str, action: str) -> bool:
        return permitted(self.pairs, resource, action)

    def section(self, letter: str) -> Section:
        found = self.told.template.section(letter)
        if found is None:
            raise Http404
        return found


def find_child(request: Any, child_id: UUID) -> tuple[Child, frozenset[tuple[str, str]]]:
    """A child whose record this person may see, and the (role, reach) pairs that hold here. Otherwise there is none."""
    child = Child.objects.visible_to(request.standing, request.standing.on).filter(pk=child_id).first()
    if child is None:
        raise Http404
    return child, pairs_on(request.standing, child)


def open_version(request: Any, child_id: UUID, version_id: UUID) -> Opened:
    """A version that this person may read. Otherwise there is none."""
    version = _VERSION.first(version=version_id, child=child_id, **values_of(request.standing, request.standing.on))
    if version is None:
        raise Http404
    pairs = pairs_on(request.standing, version.child)
    served = list(version.served.select_related("adult")) if needs_services(pairs) else []
    if not may_read(version, pairs=pairs, standing=request.standing, served=served):
        raise Http404
    return Opened(version, request.standing, pairs)


def needs_services(pairs: frozenset[tuple[str, str]]) -> bool:
    """Whether it matters here what was served to whom: for everybody but those who work on the draft."""
    return not any(scope in policies.BEFORE_IT_IS_SERVED for _, scope in pairs)


def open_to_write(request: Any, child_id: UUID, version_id: UUID, section: str | None = None) -> Opened:
    """A version, and a section of it, that this person may write. A closed version is still found: the action says why not."""
    opened = open_version(request, child_id, version_id)
    may = opened.may("draft", "update")
    if not may or (section is not None and section in policies.ALL_SECTIONS and opened.writes and section not in opened.writes):
        raise Http404
    return opened


def line_of(opened: Opened, line_id: UUID) -> Line:
    """A line of this version, with the version and the child where the actions look for them."""
    line = snapshot.line_in(opened.version, line_id)
    if line is None or (opened.writes and line.section not in opened.writes):
        raise Http404
    line.version = opened.version
    return line


def show(request: Any, template: str, opened: Opened, page: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page about one version, noted as read."""
    readings.read(request, page=f"plans.{page}", children=[opened.child])
    frame = {"opened": opened, "version": opened.version, "child": opened.child, "told": opened.told, "page": page, **context}
    return render(request, f"plans/{template}.html", frame, status=status)


def record_href(child: Any) -> str | None:
    """Where the child's whole record is; None where this installation has no such page."""
    try:
        return reverse("desk:record", args=[child.pk])
    except NoReverseMatch:
        return None


def say(form: Any, refused: Refused) -> None:
    """Put a refusal on the form, with the law's citation where the law is speaking."""
    cited = f" ({refused.citation.text})" if refused.citation else ""
    form.add_error(None, refused.sentence.removesuffix(".") + cited if cited else refused.sentence)
    if isinstance(refused, Changed):
        form.look_again()


def spoken(refused: Refused) -> str:
    """A refusal as one sentence, for a message above the next page."""
    return f"{refused.sentence.removesuffix('.')} ({refused.citation.text})" if refused.citation else refused.sentence


