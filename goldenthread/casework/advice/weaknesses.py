"""What is weak in a piece of advice, and what stops it from being sent: read from its passages by code, with the source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast
from uuid import UUID

from goldenthread.core.asked_often import AskedOften
from goldenthread.law import advice as law_advice
from goldenthread.law import plan as law_plan
from goldenthread.law import wording
from goldenthread.law.cite import Citation
from goldenthread.plans import checks
from goldenthread.plans.models import Advice, Passage
from goldenthread.plans.snapshot import LineSaid

KIND = Passage.Kind
NEEDS_PROVISION = law_advice.CITATIONS["set"]
SPECIFIC = law_plan.CITATIONS["specific"]
#: Of what provision must say, what keeps advice from being sent where it is not said.
MUST_SAY = ("who gives it", "how often", "how long each time")


@dataclass(frozen=True)
class Finding:
    """One thing that is weak. `stops` means that advice is not sent with it. `passage` is the id of the line, or empty; `of` how
    it begins."""

    what: str
    sentence: str
    citation: str = ""
    stops: bool = False
    passage: str = ""
    of: str = ""

    def kept(self) -> dict[str, Any]:
        """As it is kept with the advice."""
        return asdict(self)


def found_in(
    passages: Sequence[Passage], served: Mapping[UUID, Collection[UUID]], *, seen: bool = True, nothing_found: bool = False
) -> list[Finding]:
    """All that is weak in these passages. `served` gives for a passage the ids of those that it is for."""
    weak = [finding for passage in passages for finding in of_passage(passage)]
    if nothing_found:
        return weak + ([] if seen else [_NOT_SEEN])
    of: dict[str, list[Passage]] = {kind.value: [passage for passage in passages if passage.kind == kind] for kind in KIND}
    weak += _whole(of)
    answered = {target for targets in served.values() for target in targets}
    for kind, words in ((KIND.NEED, "No outcome is for this need"), (KIND.OUTCOME, "No provision is for this outcome")):
        weak += [
            Finding("unanswered", words, passage=str(passage.pk), of=_start(passage))
            for passage in of[kind]
            if passage.pk not in answered and of[KIND.OUTCOME if kind == KIND.NEED else KIND.PROVISION]
        ]
    unplaced = sum(1 for passage in passages if not passage.kind)
    if unplaced:
        lines = "1 line of the file has" if unplaced == 1 else f"{unplaced} lines of the file have"
        weak.append(Finding("unplaced", f"{lines} not been placed or left out", stops=True))
    return weak if seen else [*weak, _NOT_SEEN]


_NOT_SEEN = Finding("not_seen", "It does not say when you last saw the child")


def _whole(of: Mapping[str, Sequence[Passage]]) -> list[Finding]:
    weak = []
    if not of[KIND.OUTCOME]:
        weak.append(Finding("no_outcome", "Add at least one outcome", NEEDS_PROVISION.text, stops=True))
    if not of[KIND.PROVISION]:
        weak.append(
            Finding("no_provision", "Add provision that says who, how often and how long", NEEDS_PROVISION.text, stops=True)
        )
    if not of[KIND.NEED]:
        weak.append(Finding("no_need", "It names no need", NEEDS_PROVISION.text))
    return weak


def of_passage(passage: Passage) -> list[Finding]:
    """What is weak in one line."""
    weak = []
    if passage.kind in (KIND.PROVISION, KIND.OUTCOME):
        weak += [
            _finding(passage, "vague", f"‘{each.words}’ leaves room for doubt. {each.instead.removesuffix('.')}", SPECIFIC)
            for each in wording.vague(passage.text)
        ]
    if passage.kind == KIND.PROVISION:
        missing = missing_of(passage)
        if missing:
            stops = any(part in MUST_SAY for part in missing)
            weak.append(_finding(passage, "unspecified", f"Say {_and(missing)}", SPECIFIC, stops=stops))
    if passage.kind == KIND.OUTCOME:
        if wording.reads_as_provision(passage.text):
            weak.append(
                _finding(
                    passage, "outcome_is_provision", "This tells what will be given. Write what the child will be able to do",
                    wording.CITATIONS["outcome_is_a_benefit"],
                )
            )  # fmt: skip
        if passage.by_when is None:
            weak.append(_finding(passage, "no_date", "Say by when this outcome should be reached", wording.CITATIONS["smart"]))
        if not passage.measure.strip():
            weak.append(_finding(passage, "no_measure", "Say how it will be known that this outcome is reached", wording.CITATIONS["smart"]))
    if passage.kind == KIND.NEED and not passage.broad_area:
        weak.append(_finding(passage, "no_area", "Say which area of need this is"))
    return weak


def missing_of(passage: Passage) -> list[str]:
    """What a line of provision does not say yet. What stands in its text counts as said, as it does in a plan."""
    return checks.missing_parts(cast(LineSaid, _Alike(passage)))


class _Alike:
    """A passage as the checks of a plan's line read it: it names nobody's body."""

    body_id = None

    def __init__(self, passage: Passage) -> None:
        self.passage = passage

    def __getattr__(self, name: str) -> Any:
        return getattr(self.passage, name)


def _finding(passage: Passage, what: str, sentence: str, citation: Citation | None = None, *, stops: bool = False) -> Finding:
    return Finding(what, sentence, citation.text if citation else "", stops, str(passage.pk), _start(passage))


def _start(passage: Passage) -> str:
    return passage.text if len(passage.text) <= 60 else f"{passage.text[:57].rstrip()}…"


def _and(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


_SERVED: AskedOften[tuple[UUID, UUID]] = AskedOften(
    lambda passages: Passage.serves.through.objects.filter(from_passage_id__any=passages).order_by("pk").values_list("from_passage_id", "to_passage_id"),
    passages=[UUID],
)


def served_by(passages: Iterable[Passage]) -> dict[UUID, list[UUID]]:
    """For each of these passages, the ids of those that it is for. One query."""
    served: dict[UUID, list[UUID]] = {}
    for of, to in _SERVED.of_any_length(passages=[passage.pk for passage in passages]):
        served.setdefault(of, []).append(to)
    return served


def of_advice(advice: Advice | None, *, nothing_found: bool = False) -> list[Finding]:
    """What is weak in a piece of advice as it stands. Two queries."""
    passages = list(advice.passages.order_by("position", "pk")) if advice else []
    seen = advice is not None and advice.seen_on is not None
    return found_in(passages, served_by(passages), seen=seen, nothing_found=nothing_found)
