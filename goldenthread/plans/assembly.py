"""A first draft out of the advice, without any language model: what each passage becomes, where, and why there.

    proposed = assembly.propose(told, assembly.given(version))

Nothing is written here. Every sentence keeps where it came from; what cannot be placed is listed and never dropped; what
is in the plan already, or was taken out of it, is not proposed again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.db.models import QuerySet

from goldenthread.core.asked_often import AskedOften
from goldenthread.core.gathering import gathered
from goldenthread.law import rights, wording
from goldenthread.law.cite import Citation
from goldenthread.law.days import in_words

from .models import Advice, Passage, Version
from .models.promise import BroadArea
from .policies import LINKS
from .sentences import alike, plain, sentences
from .snapshot import OF_CARE, OF_FAMILY, OF_HEALTH, PlanSaid, whose_advice

#: The order in which advice is read: the family first, then as regulation 6(1) lists it.
ORDER = ("parent_yp", "education", "psychology", "medical", "social_care", "preparation_for_adulthood")
PROMISED = ("deliverer", "skill", "group_size", "minutes", "times", "per", "weeks", "starts_on", "review")
AREAS = tuple(BroadArea.values)
CHILD_ROLES = frozenset({"child", "young person", "child or young person", "pupil", "student"})
SEEN_OR_HEARD = ("image/", "audio/")


@dataclass(frozen=True, slots=True)
class PassageSaid:
    """One passage of advice, with what a plan needs of it. `serves` are ids of passages that it is for."""

    id: UUID
    kind: str
    text: str
    said: dict[str, Any] = field(default_factory=dict)
    serves: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class AdviceSaid:
    """One piece of advice with its passages. `by_child` and `adult_id` say whose words the family's are."""

    id: UUID
    kind: str
    whose: str
    given_on: date | None
    passages: tuple[PassageSaid, ...]
    by_child: bool = False
    adult_id: UUID | None = None
    media_id: UUID | None = None
    media_title: str = ""


@dataclass(slots=True)
class NewLine:
    """A line that would be added: its `sources` are (advice, passage or None, words). `why` says why it stands there."""

    id: UUID
    section: str
    kind: str
    said: dict[str, Any]
    sources: list[tuple[AdviceSaid, PassageSaid | None, str]]
    why: str
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """A passage that says what a line of the plan says already: it becomes one more source of it."""

    line_id: UUID
    text: str
    advice: AdviceSaid
    passage: PassageSaid
    words: str


@dataclass(slots=True)
class Proposal:
    """What taking the advice in would do. `unplaced` are (advice, passage, why not)."""

    lines: list[NewLine] = field(default_factory=list)
    joined: list[Joined] = field(default_factory=list)
    links: list[tuple[UUID, UUID]] = field(default_factory=list)
    unplaced: list[tuple[AdviceSaid, PassageSaid, str]] = field(default_factory=list)
    left_out: list[tuple[AdviceSaid, PassageSaid]] = field(default_factory=list)
    there_already: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.lines or self.joined or self.links)

    def in_section(self, letter: str) -> list[NewLine]:
        return [line for line in self.lines if line.section == letter]


# --- What there is to take in


def given(version: Version, advice: Iterable[Advice] | None = None) -> list[AdviceSaid]:
    """The advice that was given about this child, or the pieces named, passage by passage. Three or four statements."""
    found = advice if advice is not None else Advice.objects.filter(child_id=version.child_id, given_on__isnull=False)
    if isinstance(found, QuerySet):
        found = found.select_related("organisation", "user__adult", "file__file")
    return _with_passages(sorted(found, key=lambda each: (ORDER.index(each.kind) if each.kind in ORDER else len(ORDER), each.given_on or date.max, str(each.pk))))


_PASSAGES: AskedOften[Passage] = AskedOften(lambda advice: Passage.objects.filter(advice_id__any=advice), advice=[UUID])
_SERVES: AskedOften[tuple[UUID, UUID]] = AskedOften(
    lambda advice: Passage.serves.through.objects.filter(from_passage__advice_id__any=advice).values_list("from_passage_id", "to_passage_id"), advice=[UUID]
)


def _with_passages(found: list[Advice]) -> list[AdviceSaid]:
    ids = [each.pk for each in found]
    passages = gathered(_PASSAGES.of_any_length(advice=ids), "advice_id")
    serves: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for of, to in _SERVES.of_any_length(advice=ids):
        serves[of].append(to)
    return [_advice(each, [_passage(one, serves[one.pk]) for one in sorted(passages[each.pk], key=lambda one: (one.position, str(one.pk)))]) for each in found]


def _advice(row: Advice, passages: list[PassageSaid]) -> AdviceSaid:
    adult = getattr(row.user, "adult", None) if row.user_id and row.kind in OF_FAMILY else None
    media = row.file if row.file_id and row.file and row.file.file.content_type.startswith(SEEN_OR_HEARD) else None
    return AdviceSaid(
        id=row.pk, kind=row.kind, whose=whose_advice(row), given_on=row.given_on,
        passages=tuple(passages),
        by_child=row.kind in OF_FAMILY and row.author_role.strip().lower() in CHILD_ROLES, adult_id=adult.pk if adult else None,
        media_id=media.pk if media and row.kind in OF_FAMILY else None, media_title=media.title if media else "",
    )  # fmt: skip


def _passage(row: Passage, serves: list[UUID]) -> PassageSaid:
    said = {name: getattr(row, name) for name in (*PROMISED, "broad_area", "theme", "by_when", "measure")}
    return PassageSaid(row.pk, row.kind, row.text, said, tuple(sorted(serves, key=str)))


# --- What it becomes


def propose(told: PlanSaid, advice: Sequence[AdviceSaid]) -> Proposal:
    """What taking this advice into this version would add to it."""
    return _Assembling(told).run(advice)


class _Assembling:
    def __init__(self, told: PlanSaid) -> None:
        self.told = told
        self.out = Proposal()
        self.names = (told.child.forename, told.child.known_as, told.child.surname)
        self.standing: list[tuple[UUID, str, str, str, dict[str, Any], set[UUID | None]]] = [
            (line.id, line.section, line.kind, line.text, {name: getattr(line, name) for name in PROMISED}, {each.passage_id for each in line.sources})
            for line in told.lines
        ]
        self.taken: dict[UUID, list[str]] = {}
        self.of_passage: dict[UUID, list[UUID]] = {}
        for line in (*told.lines, *told.removed):
            for source in line.sources:
                if source.passage_id:
                    self.taken.setdefault(source.passage_id, []).append(plain(source.words))
                    if line.id in told.by_id:
                        self.of_passage.setdefault(source.passage_id, []).append(line.id)
        self.kinds = {line.id: line.kind for line in told.lines}
        self.adult = not rights.section_h1_permitted(told.child.date_of_birth, told.on)

    def run(self, advice: Sequence[AdviceSaid]) -> Proposal:
        for each in advice:
            for passage in each.passages:
                self._passage(each, passage)
            self._media(each)
            self._listed(each)
        self._links(advice)
        rank = self.told.template.order
        self.out.lines.sort(key=lambda line: (rank(line.section), _voice(line), AREAS.index(line.said["broad_area"]) if line.said.get("broad_area") else -1))
        return self.out

    def _passage(self, advice: AdviceSaid, passage: PassageSaid) -> None:
        if passage.kind == Passage.Kind.LEFT_OUT:
            self.out.left_out.append((advice, passage))
            return
        if not passage.kind:
            self.out.unplaced.append((advice, passage, "Nobody has said yet what kind of thing this says."))
            return
        section, why, citation = place(advice, passage, adult=self.adult)
        for number, words in enumerate(parts_of(advice, passage)):
            if self._is_there(passage, words):
                self.out.there_already += 1
            elif joined := self._like(section, passage, words):
                self._join(joined, advice, passage, words)
            elif not section:
                self.out.unplaced.append((advice, passage, why))
            else:
                self._add(advice, passage, words, number, section, why, citation)

    def _is_there(self, passage: PassageSaid, words: str) -> bool:
        said = plain(words)
        return any(said in before for before in self.taken.get(passage.id, ()))

    def _like(self, section: str, passage: PassageSaid, words: str) -> UUID | None:
        """A line of the same kind, from other advice, that says the same and promises nothing else."""
        if passage.kind in (Passage.Kind.VIEW, Passage.Kind.ASPIRATION):
            return None
        for line_id, where, kind, text, said, passages in self.standing:
            if kind == passage.kind and (where == section or not section) and passage.id not in passages:
                agree = all(not said.get(name) or not passage.said.get(name) or said[name] == passage.said[name] for name in PROMISED)
                if agree and alike(text, words, names=self.names):
                    return line_id
        return None

    def _join(self, line_id: UUID, advice: AdviceSaid, passage: PassageSaid, words: str) -> None:
        self.of_passage.setdefault(passage.id, []).append(line_id)
        for each in self.standing:
            if each[0] == line_id:
                each[5].add(passage.id)
        new = next((line for line in self.out.lines if line.id == line_id), None)
        if new is None:
            self.out.joined.append(Joined(line_id, self.told.by_id[line_id].text, advice, passage, words))
            return
        new.sources.append((advice, passage, words))
        for name in PROMISED:
            if not new.said.get(name) and passage.said.get(name):
                new.said[name] = passage.said[name]

    def _add(self, advice: AdviceSaid, passage: PassageSaid, words: str, number: int, section: str, why: str, citation: Citation | None) -> None:
        said = {**{name: value for name, value in passage.said.items() if value not in ("", None)}, "text": words}
        if section == "A":
            said |= {"said_by": "child" if advice.by_child else "parent" if advice.kind in OF_FAMILY else "other", "adult_id": advice.adult_id}
        line = NewLine(uuid5(self.told.version_id, f"{passage.id}:{number}:{plain(words)[:80]}"), section, passage.kind, said, [(advice, passage, words)], why, citation)
        self._stand(line, passage.id)
        self.of_passage.setdefault(passage.id, []).append(line.id)

    def _stand(self, line: NewLine, passage_id: UUID | None) -> None:
        self.out.lines.append(line)
        self.kinds[line.id] = line.kind
        promised = {name: line.said.get(name) for name in PROMISED}
        self.standing.append((line.id, line.section, line.kind, line.said.get("text", ""), promised, {passage_id}))

    def _media(self, advice: AdviceSaid) -> None:
        """A picture or a recording from the family stands in section A as theirs."""
        there = {line.media_id for line in (*self.told.lines, *self.told.removed)}
        if advice.media_id is None or advice.media_id in there:
            return
        said = {"text": advice.media_title, "media_id": advice.media_id, "said_by": "child" if advice.by_child else "parent", "adult_id": advice.adult_id}
        self._stand(NewLine(uuid5(self.told.version_id, str(advice.media_id)), "A", "view", said, [(advice, None, advice.media_title)], "The family’s own."), None)

    def _listed(self, advice: AdviceSaid) -> None:
        """Section K lists every piece of advice."""
        text = f"{advice.whose}{f', {in_words(advice.given_on)}' if advice.given_on else ''}"
        if text not in {line.text for line in (*self.told.in_section("K"), *(each for each in self.told.removed if each.section == "K"))}:
            self._stand(NewLine(uuid5(self.told.version_id, f"K:{advice.id}:{text}"), "K", "advice", {"text": text}, [], "Every piece of advice is listed."), None)

    def _links(self, advice: Sequence[AdviceSaid]) -> None:
        there = {(upper, line.id) for line in self.told.lines for upper in line.uppers}
        seen = set(there)
        for each in advice:
            for passage in each.passages:
                for lower in self.of_passage.get(passage.id, ()):
                    for upper in (line for served in passage.serves for line in self.of_passage.get(served, ())):
                        pair = (upper, lower)
                        fresh = upper not in self.told.by_id or lower not in self.told.by_id
                        if fresh and pair not in seen and (self.kinds.get(upper), self.kinds.get(lower)) in LINKS:
                            seen.add(pair)
                            self.out.links.append(pair)


def _voice(line: NewLine) -> int:
    return {"child": 0, "parent": 1}.get(line.said.get("said_by", ""), 2)


def parts_of(advice: AdviceSaid, passage: PassageSaid) -> list[str]:
    """What of a passage is a line by itself. Somebody's own words, an outcome and what is promised stay whole."""
    whole = passage.kind in (Passage.Kind.VIEW, Passage.Kind.ASPIRATION) or advice.kind in OF_FAMILY
    if whole or any(passage.said.get(name) for name in (*PROMISED, "by_when", "measure")):
        return [passage.text.strip()]
    return sentences(passage.text) or [passage.text.strip()]


def place(advice: AdviceSaid, passage: PassageSaid, *, adult: bool) -> tuple[str, str, Citation | None]:
    """The section that a passage belongs in, why, and the law where it decides. Without a section the reason says why not."""
    area = passage.said.get("broad_area") or ""
    match passage.kind:
        case Passage.Kind.VIEW | Passage.Kind.ASPIRATION:
            return "A", "Views, interests and aspirations.", None
        case Passage.Kind.STRENGTH if advice.kind in OF_FAMILY:
            return "A", "What the family is proud of, in their words.", None
        case Passage.Kind.NEED | Passage.Kind.STRENGTH:
            return _of_need(advice, area)
        case Passage.Kind.OUTCOME:
            return "E", "Outcomes across education, health and care stand together.", None
        case Passage.Kind.PROVISION if advice.kind in OF_FAMILY:
            return "", "The family asks for this. Decide where it belongs, and answer them.", None
        case Passage.Kind.PROVISION:
            return _of_provision(advice, passage, area, adult=adult)
    return "", "This kind of passage has no place in the plan.", None


def _of_need(advice: AdviceSaid, area: str) -> tuple[str, str, Citation | None]:
    if area == BroadArea.HEALTH or (not area and advice.kind in OF_HEALTH):
        return "C", "A health need.", None
    if area == BroadArea.CARE or (not area and advice.kind in OF_CARE):
        return "D", "A social care need.", None
    return "B", f"A special educational need{f': {BroadArea(area).label.lower()}' if area in AREAS else ''}.", None


def _of_provision(advice: AdviceSaid, passage: PassageSaid, area: str, *, adult: bool) -> tuple[str, str, Citation | None]:
    health = area == BroadArea.HEALTH or (advice.kind in OF_HEALTH and area != BroadArea.CARE)
    care = area == BroadArea.CARE or (advice.kind in OF_CARE and area != BroadArea.HEALTH)
    if not (health or care):
        return "F", "Special educational provision.", None
    if wording.educates_or_trains(passage.text, passage.said.get("skill") or ""):
        who = "Health" if health else "Social care"
        return "F", f"{who} asks for it, and it educates or trains, so it is special educational provision.", wording.CITATIONS["educates"]
    if health:
        return "G", "Health provision.", None
    if adult:
        return "H2", "Social care for an adult.", rights.CITATIONS["care_at_18"]
    if wording.is_care_of_the_1970_act(passage.text):
        return "H1", "Social care of the kind that section 2 of the Act of 1970 lists.", rights.CITATIONS["care_at_18"]
    return "H2", "Other social care.", None
