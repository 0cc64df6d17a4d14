"""What the papers of a plan say, part by part, before they are drawn: the same for the PDF and for Word.

Every line of sections B to H has a number (B1, F2), so that one can speak of it. Sources are numbered too, and listed
whole at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from goldenthread.law.days import in_words

from ..models import Line
from ..models.promise import AdulthoodTheme, BroadArea
from ..sections import Section
from ..snapshot import LineSaid, PlanSaid, Said

LEFT_EMPTY = "This section is left empty in a draft, so that the family may say which school or college they prefer."
NOTHING_YET = "Nothing is written here yet."
TITLE = "Education, health and care plan"
#: What each column of a table of provision holds.
PROVISION = ("What is given", "Who gives it", "How long and how often", "For")
OUTCOMES = ("What will be different", "By when", "How we will know", "For")


@dataclass(frozen=True, slots=True)
class Issuer:
    """Which council the plan is of, and who signs it."""

    council: str = ""
    contact: tuple[str, ...] = ()
    name: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """One line as running text. `number` is its own (B1), `details` what else is said of it, `sources` their numbers."""

    text: str
    number: str = ""
    details: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    picture: UUID | None = None


@dataclass(frozen=True, slots=True)
class Under:
    """A heading inside a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: each cell holds paragraphs."""

    cells: tuple[tuple[str, ...], ...]
    number: str = ""
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """A table of lines."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    caption: str


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence of the paper itself, not of the plan."""

    text: str


Part = Words | Under | Rows | Note


@dataclass(frozen=True, slots=True)
class SectionOf:
    """One section, separately identified as regulation 12(1) asks."""

    letter: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Paper:
    """A whole plan as a paper."""

    title: str
    name: str
    mark: str
    state: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[SectionOf, ...]
    sources: tuple[tuple[int, str, str], ...]
    signed: tuple[str, ...]
    footer: str
    day: date
    pictures: tuple[UUID, ...] = field(default=())


def of(told: PlanSaid, issuer: Issuer = Issuer()) -> Paper:  # noqa: B008 - frozen
    """The paper of this version as it stands."""
    numbers, sources = numbers_of(told), _Sources()
    drawn = tuple(_section(section, told, numbers, sources) for section in told.template.sections)
    day = told.issued_on or told.on
    mark = "" if told.is_final else f"Draft, version {told.number}"
    if told.issued_on:
        state = f"Final plan, issued on {in_words(told.issued_on)}"
    elif told.is_final:
        state = "Final plan, not issued yet"
    else:
        state = f"Draft of {in_words(told.on)}. It can still change, and it is not in force."
    name = f"{told.child.forename} {told.child.surname}".strip()
    facts = [("Name", name), ("Known as", told.child.known_as), ("Born on", in_words(told.child.date_of_birth)), ("State", state), ("Version", str(told.number))]
    if issuer.reference:
        facts.append(("Reference", issuer.reference))
    if issuer.council:
        facts.append(("Council", ", ".join((issuer.council, *issuer.contact))))
    if told.child.known_as == told.child.forename:
        facts = [fact for fact in facts if fact[0] != "Known as"]
    signed = (issuer.name, f"for {issuer.council}", in_words(told.issued_on)) if told.issued_on and issuer.name else ()
    return Paper(
        title=f"{TITLE}: {name}", name=name, mark=mark, state=state, facts=tuple(facts), sections=drawn, sources=sources.listed(), signed=signed,
        footer=f"{name}, {TITLE.lower()}, version {told.number}", day=day,
        pictures=tuple(line.media_id for line in told.lines if line.media_id),
    )  # fmt: skip


def numbers_of(told: PlanSaid) -> dict[UUID, str]:
    """Line → its number within its section, strengths first: B1, E2."""
    numbers: dict[UUID, str] = {}
    for section in told.template.sections:
        lines = sorted((each for each in told.in_section(section.letter) if each.kind != Line.Kind.NONE), key=lambda line: line.kind != Line.Kind.STRENGTH)
        for at, line in enumerate(lines, 1):
            numbers[line.id] = f"{section.letter}{at}" if section.letter[-1].isalpha() else f"{section.letter}.{at}"
    return numbers


class _Sources:
    """Each source once, numbered in the order in which the plan comes to it."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}

    def of(self, line: LineSaid) -> tuple[int, ...]:
        if line.section in ("A", "I", "J", "K"):
            return ()
        return tuple(sorted({self.numbers.setdefault((_from(each), each.words), len(self.numbers) + 1) for each in line.sources}))

    def listed(self) -> tuple[tuple[int, str, str], ...]:
        return tuple((number, whose, words) for (whose, words), number in self.numbers.items())


def _from(said: Said) -> str:
    """Whose words, of which day and page."""
    parts = [said.whose or "The family"]
    if said.said_on:
        parts.append(in_words(said.said_on))
    if said.page:
        parts.append(f"page {said.page}")
    return ", ".join(parts)


def _section(section: Section, told: PlanSaid, numbers: dict[UUID, str], sources: _Sources) -> SectionOf:
    lines = told.in_section(section.letter)
    parts: tuple[Part, ...]
    if not lines:
        parts = (Note(LEFT_EMPTY if not section.in_draft and not told.is_final else NOTHING_YET),)
    elif section.letter == "A":
        parts = tuple(_of_the_family(lines, told))
    else:
        parts = tuple(_parts(section, lines, numbers, sources))
    return SectionOf(section.letter, f"Section {section.letter}: {section.heading}", parts)


def _of_the_family(lines: Iterable[LineSaid], told: PlanSaid) -> Iterable[Part]:
    """Each person's words under a heading of their own, as they said them."""
    groups: dict[str, list[LineSaid]] = {}
    for line in lines:
        groups.setdefault(_voice(line, told), []).append(line)
    for whose, said in groups.items():
        yield Under(whose)
        for line in said:
            hopes = (("What I hope for",) if line.said_by == "child" else ("Hopes",)) if line.kind == Line.Kind.ASPIRATION else ()
            yield Words(line.text, details=hopes, picture=line.media_id)


def _voice(line: LineSaid, told: PlanSaid) -> str:
    if line.said_by == Line.SaidBy.CHILD:
        return f"In {told.child.known_as}’s own words"
    if line.said_by == Line.SaidBy.PARENT:
        return f"In the words of {line.adult_name}" if line.adult_name else "In the words of a parent or carer"
    return "In the words of somebody who knows them well" if line.said_by else "About them"


def _parts(section: Section, lines: Iterable[LineSaid], numbers: dict[UUID, str], sources: _Sources) -> Iterable[Part]:
    lines = list(lines)
    strengths = [line for line in lines if line.kind == Line.Kind.STRENGTH]
    if strengths:
        yield Under("What goes well")
        yield from (_words(line, numbers, sources) for line in strengths)
        if any(line.kind == Line.Kind.NEED for line in lines):
            yield Under("What is hard")
    yield from (_words(line, numbers, sources) for line in lines if line.kind not in (Line.Kind.STRENGTH, Line.Kind.OUTCOME, Line.Kind.PROVISION))
    outcomes = [_outcome(line, numbers, sources) for line in lines if line.kind == Line.Kind.OUTCOME]
    if outcomes:
        yield Rows(OUTCOMES, tuple(outcomes), f"Section {section.letter}: outcomes")
    provided = [_provision(line, numbers, sources) for line in lines if line.kind == Line.Kind.PROVISION]
    if provided:
        yield Rows(PROVISION, tuple(provided), f"Section {section.letter}: provision")


def _words(line: LineSaid, numbers: dict[UUID, str], sources: _Sources) -> Words:
    details = [BroadArea(line.broad_area).label] if line.broad_area else []
    if line.primary:
        details.append("The main need")
    if line.theme:
        details.append(f"Preparing for adulthood: {AdulthoodTheme(line.theme).label.lower()}")
    numbered = "" if line.section in ("I", "J", "K") else numbers.get(line.id, "")
    return Words(line.text, numbered, tuple(details), sources.of(line))


def _outcome(line: LineSaid, numbers: dict[UUID, str], sources: _Sources) -> Row:
    what = [line.text]
    if line.steps.strip():
        what.append("Steps on the way: " + "; ".join(step.strip() for step in line.steps.splitlines() if step.strip()) + ".")
    if line.theme:
        what.append(f"Preparing for adulthood: {AdulthoodTheme(line.theme).label.lower()}.")
    when = in_words(line.by_when) if line.by_when else "Not said"
    return Row((tuple(what), (when,), (line.measure or "Not said",), (_for(line, numbers),)), numbers.get(line.id, ""), sources.of(line))


def _provision(line: LineSaid, numbers: dict[UUID, str], sources: _Sources) -> Row:
    what = [line.text]
    if line.theme:
        what.append(f"Preparing for adulthood: {AdulthoodTheme(line.theme).label.lower()}.")
    who = [each for each in (line.deliverer, line.skill, line.body_name if line.body_name not in line.deliverer else "") if each]
    much = [sentence(line.how_much)] if line.how_much else []
    if line.starts_on:
        much.append(f"From {in_words(line.starts_on)}")
    if line.review:
        much.append(f"Looked at again: {line.review}")
    said = ("As the text says",)
    return Row((tuple(what), tuple(who) or said, tuple(much) or said, (_for(line, numbers),)), numbers.get(line.id, ""), sources.of(line))


def _for(line: LineSaid, numbers: dict[UUID, str]) -> str:
    """The numbers of the lines that this one is for."""
    return ", ".join(sorted((numbers[each] for each in line.uppers if each in numbers), key=_order)) or "–"


def _order(number: str) -> tuple[str, int]:
    letters = number.rstrip("0123456789")
    return letters, int(number[len(letters) :] or 0)


def sentence(words: str) -> str:
    """With a capital at its beginning."""
    return words[:1].upper() + words[1:]
