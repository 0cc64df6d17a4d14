"""How a version of a plan uses one adviser's advice, passage by passage: word for word, changed, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from goldenthread.plans import compare
from goldenthread.plans.models import Line, Passage, Source, UseCheck, Version

from ..models import AdviceRequest

#: Fields that both a passage and a line have, besides the words.
BOTH = {name: words for name, words in compare.NAMED.items() if all(hasattr(kind, name) for kind in (Passage, Line))}
WORD_FOR_WORD, CHANGED, NOT_USED = "word_for_word", "changed", "not_used"


@dataclass(frozen=True)
class Use:
    """A line that came from a passage. `parts` compares the words; `fields` are the other differences."""

    line: Line
    parts: tuple[compare.Part, ...]
    fields: tuple[tuple[str, str, str], ...]

    @property
    def same(self) -> bool:
        return not self.fields and all(part.what == compare.SAME for part in self.parts)


@dataclass
class PassageUsed:
    """A passage, the lines that use it, and what its adviser said of that."""

    passage: Passage
    uses: list[Use] = field(default_factory=list)
    check: UseCheck | None = None
    who: str = ""

    @property
    def state(self) -> str:
        if not self.uses:
            return NOT_USED
        return WORD_FOR_WORD if all(use.same for use in self.uses) else CHANGED

    @property
    def revisions(self) -> dict[str, int]:
        return {str(use.line.pk): use.line.revision for use in self.uses}

    @property
    def changed_since(self) -> bool:
        """Whether the plan's lines are no longer those of which the adviser spoke."""
        return self.check is not None and self.check.lines != self.revisions


def version_to_look_at(ask: AdviceRequest) -> Version | None:
    """The version that an adviser may look at: one that the family was sent, or that was issued. None until then."""
    return (
        Version.objects.filter(child_id=ask.child_id, matter_kind="request", matter_id=ask.request_id, first_served_on__isnull=False, given_up_on__isnull=True)
        .select_related("child", "child__area")
        .order_by("-number")
        .first()
    )


def how_used(ask: AdviceRequest, version: Version) -> list[PassageUsed]:
    """Every passage of this advice beside the lines that came from it, and no other line of the plan."""
    if ask.advice_id is None:
        return []
    passages = Passage.objects.filter(advice_id=ask.advice_id).exclude(kind=Passage.Kind.LEFT_OUT).order_by("position", "pk")
    return list(_with_uses({each.pk: PassageUsed(each) for each in passages}, version).values())


def not_accurate(version: Version) -> list[tuple[PassageUsed, UseCheck]]:
    """Passages of which whoever gave the advice says that the version does not use them accurately, with what they said."""
    return [(each, each.check) for each in said_of_use(version) if each.check is not None and not each.check.accurate]


def said_of_use(version: Version) -> list[PassageUsed]:
    """Every passage of which something was said, in the order it was said."""
    checks = list(UseCheck.objects.filter(version=version).select_related("passage__advice", "said_by"))
    found = _with_uses({check.passage_id: PassageUsed(check.passage) for check in checks}, version)
    for each in found.values():
        each.who = each.check.said_by.name if each.check and each.check.said_by else each.passage.advice.author
    return list(found.values())


def _with_uses(found: dict[UUID, PassageUsed], version: Version) -> dict[UUID, PassageUsed]:
    sources = Source.objects.filter(line__version=version, line__removed_on__isnull=True, passage_id__in=list(found)).select_related("line")
    for source in sources.order_by("line__section", "line__position", "pk"):
        assert source.passage_id is not None  # it is one of those asked for
        used = found[source.passage_id]
        passage = used.passage
        used.uses.append(Use(source.line, compare.words(_plain(passage.text), _plain(source.line.text)), _fields(passage, source.line)))
    for check in UseCheck.objects.filter(version=version, passage_id__in=list(found)).select_related("said_by"):
        found[check.passage_id].check = check
    return found


def _fields(passage: Passage, line: Line) -> tuple[tuple[str, str, str], ...]:
    """What the passage specified and the line says otherwise. What the passage left open may be filled in."""
    return tuple(each for each in compare.fields(_of(passage), _of(line)) if each[1])


def _of(said: Any) -> Mapping[str, Any]:
    """The fields that both have, as they are read."""
    return {name: _read(said, name) for name in BOTH}


def _read(said: Any, name: str) -> Any:
    shown = getattr(said, f"get_{name}_display", None)
    value = shown() if shown else getattr(said, name)
    return f"{value:%-d %B %Y}" if isinstance(value, date) else value


def _plain(text: str) -> str:
    return " ".join(text.split())


def shortened(text: str, longest: int = 60) -> str:
    """Its beginning, cut at a word."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"
