"""What can be said of one line by itself, while it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from goldenthread.law import plan, rights, wording
from goldenthread.law.cite import Force, cite

from ..snapshot import OF_CARE, OF_HEALTH, LineSaid, PlanSaid
from .finding import Finding

LOCAL = {
    "traced": cite("Golden Thread", "every line says where it came from", "A line in sections B to H has a source.", "A", Force.LOCAL),
    "main": cite("Golden Thread", "one main need", "One need in section B is the main one, as the return to the DfE asks.", "A", Force.LOCAL),
    "alone": cite("Golden Thread", "nothing and something", "A section says that there is nothing, or holds lines.", "A", Force.LOCAL),
    "voice": cite("Golden Thread", "one voice to a line", "Words that are marked as somebody's own are in their voice.", "A", Force.LOCAL),
    "ahead": cite("Golden Thread", "adult life in view early", "Some outcome looks ahead to adult life from the first years of school.", "A", Force.LOCAL),
}  # fmt: skip
OTHER_CHILD = cite("UK GDPR", "Article 5(1)(f)", "Personal data is kept from those who may not see it.", "M")
TRACED = frozenset({"B", "C", "D", "E", "F", "G", "H1", "H2"})
PROVIDES = frozenset({"F", "G", "H1", "H2"})


def of_line(line: LineSaid, told: PlanSaid, *, names: tuple[str, ...] = ()) -> Iterator[Finding]:
    """Every finding about this line that needs no other line."""

    def found(code: str, sentence: str, citation, *, stops: bool, words: str = "") -> Finding:
        return Finding(code, sentence, citation, stops, line.section, line.id, words)

    if not line.text.strip() and line.media_id is None:
        yield found("empty", "Write what this line says, or take it out.", LOCAL["traced"], stops=True)
        return
    if line.kind == "outcome":
        yield from _outcome(line, found)
    if line.kind == "provision":
        yield from _provision(line, found)
    if line.section == "H1" and not rights.section_h1_permitted(told.child.date_of_birth, told.on):
        yield found(
            "h1_adult", "Move this to section H2. Section H1 is only for those under 18.", rights.CITATIONS["care_at_18"], stops=True
        )
    if line.section == "I" and not told.is_final and line.kind == "setting":
        yield found("names_setting", "Take the setting and its type out of section I. A draft names none.", plan.CITATIONS["draft"], stops=True)
    if line.section in TRACED and not line.sources:
        yield found("no_source", "Add where this came from: a passage of the advice, or the family’s words.", LOCAL["traced"], stops=True)
    yield from _voice(line, told, found)
    for name in names_in(line.text, names, told):
        yield found(
            "other_child", f"‘{name}’ is the name of another child. Take it out, and check where the words came from.", OTHER_CHILD, stops=True, words=name
        )


def _outcome(line: LineSaid, found) -> Iterator[Finding]:
    if wording.reads_as_provision(line.text):
        yield found(
            "outcome_is_provision",
            "This tells what will be given, not what will be different. Write what the child will be able to do, and put the service in section F, G or H.",
            wording.CITATIONS["outcome_is_a_benefit"], stops=False,
        )  # fmt: skip
    if line.by_when is None:
        yield found("no_date", "Say by when.", wording.CITATIONS["smart"], stops=False)
    if not line.measure.strip():
        yield found("no_measure", "Say how we will know that it is reached.", wording.CITATIONS["smart"], stops=False)


def _provision(line: LineSaid, found) -> Iterator[Finding]:
    owed = plan.CITATIONS["specific"] if line.section == "F" else wording.CITATIONS["detailed"]
    stops = line.section == "F"
    for each in wording.vague(line.text):
        yield found("vague", f"‘{each.words}’ leaves room for doubt. {each.instead}", owed, stops=stops, words=each.words)
    missing = missing_parts(line)
    if missing:
        yield found(
            "not_specified", f"Say {_listed(missing)}.", owed, stops=stops and bool({"who gives it", "how often"} & set(missing))
        )
    health_or_care = bool(line.sources) and all(source.kind in OF_HEALTH | OF_CARE for source in line.sources)
    if line.section in ("G", "H1", "H2") and wording.educates_or_trains(line.text, line.skill):
        yield found(
            "educates", "This reads as educating or training the child. If it does, move it to section F.", wording.CITATIONS["educates"], stops=False
        )
    if line.section == "F" and health_or_care and not wording.educates_or_trains(line.text, line.skill):
        yield found(
            "not_education", "Only health or social care asks for this. If it does not educate or train, move it to section G or H.",
            wording.CITATIONS["educates"], stops=False,
        )  # fmt: skip


def missing_parts(line: LineSaid) -> list[str]:
    """What a line of provision does not say, in words; what stands in the text counts."""
    text = wording.without_quotations(line.text)
    parts = []
    if not (line.deliverer or line.body_id or _WHO.search(text)):
        parts.append("who gives it")
    always = line.per == "always" or _ALWAYS.search(text)
    once = line.per == "once" or _ONCE.search(text)
    if not (always or once or (line.per and line.times) or _OFTEN.search(text)):
        parts.append("how often")
    if not (always or line.minutes or _LONG.search(text) or (once and not line.minutes)):
        parts.append("how long each time")
    if not (line.skill or _SKILL.search(text)):
        parts.append("with what skill or training")
    return parts


_N = r"(?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve|half an?|an?)"
_PER = r"(?:day|week|fortnight|month|half[- ]term|term|year|lesson|session|morning|afternoon)"
_OFTEN = re.compile(
    rf"\b(?:once|twice|{_N} (?:times?|sessions?|visits?|hours?|minutes?|lessons?|days?))\b[^.;]*\b(?:an?|each|every|per)\s+(?:school\s+)?{_PER}s?\b"
    rf"|\b(?:daily|weekly|fortnightly|monthly|termly|half-termly|yearly|annually|hourly)\b|\b(?:every|each)\s+(?:\w+\s+)?{_PER}\b"
    rf"|\bevery\s+{_N}\s+\w+|\b{_N}\s+(?:hours?|minutes?)\s+(?:daily|weekly)\b|\bat (?:the start|the end|every|each)\b|\bhours? (?:a|per) week\b",
    re.IGNORECASE,
)  # fmt: skip
_LONG = re.compile(rf"\b{_N}[- ](?:minutes?|hours?|mins?|hrs?|days?|nights?)\b|\ball day\b|\bfull[- ]time\b", re.IGNORECASE)
_ALWAYS = re.compile(r"\b(?:at all times|all day|throughout the (?:school )?(?:day|week)|full[- ]time|in (?:all|every) lessons?|24 hours)\b", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:one[- ]off|once only|on one occasion|by the end of the first)\b", re.IGNORECASE)
_WHO = re.compile(
    r"\b(?:by|from|with) (?:an?|the|his|her|their|one)\b[^.;]*\b(?:teacher|tutor|therapist|assistant|psychologist|nurse|worker|senco|adult|specialist"
    r"|practitioner|mentor|coach|carer|doctor|paediatrician|audiologist|physiotherapist|instructor|staff|counsellor)s?\b"
    r"|\b(?:teacher|therapist|assistant|psychologist|nurse|worker|senco|physiotherapist|mentor)s? will\b",
    re.IGNORECASE,
)  # fmt: skip
_SKILL = re.compile(
    r"\b(?:qualified|trained|chartered|registered|specialist|accredited|experienced|level \d|hcpc|qtvi|qthi|qtmsi|qts|training in|qualification)\b"
    r"|\b(?:therapist|psychologist|nurse|doctor|paediatrician|physiotherapist|audiologist)\b",
    re.IGNORECASE,
)  # fmt: skip

_FIRST = re.compile(r"\b(?:I|I’m|I'm|I’ve|I'd|my|me|myself)\b")
_ABOUT_A_CHILD = re.compile(r"\b(?:needs?|has|is|will|can|cannot|likes?|enjoys?|finds?|wants?|would|struggles?|says|tells|feels)\b", re.IGNORECASE)


def _voice(line: LineSaid, told: PlanSaid, found) -> Iterator[Finding]:
    text = wording.without_quotations(line.text)
    if line.section == "A":
        name = told.child.known_as
        if line.said_by == "child" and not _FIRST.search(text) and re.search(rf"\b{re.escape(name)}\b\s+{_ABOUT_A_CHILD.pattern}", text):
            yield found(
                "not_own_voice", f"These are marked as {name}’s own words but speak of {name} as another would. Change who said them, or write them as they were said.",
                wording.CITATIONS["own_words"], stops=False,
            )  # fmt: skip
        if line.kind in ("view", "aspiration") and not line.sources:
            yield found("view_undated", "Say when this was said, and by whom: add its source.", wording.CITATIONS["own_words"], stops=False)
        if line.kind in ("view", "aspiration") and not line.said_by:
            yield found("no_voice", "Say whose words these are.", wording.CITATIONS["own_words"], stops=True)
    elif (first := _FIRST.search(text)) and line.section in TRACED and line.kind != "none":
        yield found(
            "first_person", f"‘{first.group()}’ speaks as somebody. Put quoted words in quotation marks, or write about {told.child.known_as}.",
            LOCAL["voice"], stops=False, words=first.group(),
        )  # fmt: skip


def names_in(text: str, names: tuple[str, ...], told: PlanSaid) -> Iterator[str]:
    """Those of these names of other children that stand in the text, leaving out the child's own."""
    if not names:
        return
    own = {part.casefold() for part in (told.child.forename, told.child.surname, told.child.known_as, f"{told.child.forename} {told.child.surname}") if part}
    for name in names:
        if name and name.casefold() not in own and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE if " " in name else 0):
            yield name


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
