"""A piece of advice as pages show it: its lines by kind, what each is for, where it began, and what is weak."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from goldenthread.core.asked_often import AskedOften
from goldenthread.plans.models import Advice, Passage

from ..models import AdviceRequest, TakenPassage
from .weaknesses import found_in, served_by

KIND = Passage.Kind
#: The kinds of line in the order of the page; a family's own kinds are shown where there are any.
ORDER = (KIND.VIEW, KIND.ASPIRATION, KIND.STRENGTH, KIND.NEED, KIND.OUTCOME, KIND.PROVISION)
ALWAYS_SHOWN = (KIND.STRENGTH, KIND.NEED, KIND.OUTCOME, KIND.PROVISION)


_PASSAGES: AskedOften[Passage] = AskedOften(lambda advice: Passage.objects.filter(advice_id=advice).order_by("position", "pk"), advice=UUID)
_TAKEN: AskedOften[UUID] = AskedOften(
    lambda advice: TakenPassage.objects.filter(passage__advice_id=advice).order_by("pk").values_list("pk", flat=True), advice=UUID
)


def _of(advice: Advice) -> list[Passage]:
    found = _PASSAGES.rows(advice=advice.pk)
    for each in found:
        each.advice = advice
    return found


class Written:
    """What has been written, in the order of the page, with what is weak in it."""

    def __init__(self, ask: AdviceRequest) -> None:
        self.passages = _of(ask.advice) if ask.advice else []
        self.served = served_by(self.passages) if self.passages else {}
        seen = ask.advice is not None and ask.advice.seen_on is not None
        self.findings = found_in(self.passages, self.served, seen=seen, nothing_found=ask.nothing_found)
        self.taken = set(_TAKEN.rows(advice=ask.advice_id)) if ask.advice_id else set()
        by_id = {passage.pk: passage for passage in self.passages}
        self.weak = {str(each.pk): [finding for finding in self.findings if finding.passage == str(each.pk)] for each in self.passages}
        self.for_words = {
            of: [by_id[to].text for to in targets if to in by_id] for of, targets in self.served.items()
        }

    def of(self, kind: str) -> list[Passage]:
        return [passage for passage in self.passages if passage.kind == kind]

    @property
    def sections(self) -> list[tuple[str, str, list[Passage]]]:
        """Each kind with its heading and its lines."""
        return [
            (kind.value, HEADINGS[kind], self.of(kind)) for kind in ORDER if kind in ALWAYS_SHOWN or self.of(kind)
        ]

    @property
    def unplaced(self) -> int:
        return len(self.of(""))

    @property
    def stopping(self) -> list[Any]:
        return [finding for finding in self.findings if finding.stops]

    def above(self, kind: str) -> list[tuple[str, str]]:
        """The lines that one of this kind can be for, as choices."""
        of = {KIND.OUTCOME: KIND.NEED, KIND.PROVISION: KIND.OUTCOME}.get(KIND(kind))
        return [(str(each.pk), each.text if len(each.text) < 120 else f"{each.text[:117]}…") for each in self.of(of)] if of else []


HEADINGS = {
    KIND.VIEW: "Views and interests", KIND.ASPIRATION: "Hopes", KIND.STRENGTH: "Strengths", KIND.NEED: "Needs", KIND.OUTCOME: "Outcomes",
    KIND.PROVISION: "Provision",
}  # fmt: skip
