"""Words of a plan that leave room for doubt, and words that show a line to be something else than it says it is."""

import re
from dataclasses import dataclass

from goldenthread.law.cite import ACT, CODE, Force, cite

CITATIONS = {
    "outcome_is_a_benefit": cite(
        CODE, "paragraph 9.66",
        "An outcome is the benefit or difference made to the child. It is not a description of the service provided.",
        "V2", Force.GUIDANCE,
    ),
    "smart": cite(
        CODE, "paragraphs 9.66 to 9.69",
        "Outcomes are specific, measurable, achievable, realistic and time bound.", "V2", Force.GUIDANCE,
    ),
    "detailed": cite(
        CODE, "paragraph 9.69",
        "Provision is detailed and specific and normally quantified: its type, hours and frequency of support, and the "
        "level of expertise.",
        "V2", Force.GUIDANCE,
    ),
    "educates": cite(
        ACT, "section 21(5)",
        "Health or social care provision that educates or trains is special educational provision.", "V2",
    ),
    "thread": cite(
        CODE, "paragraphs 9.61 and 9.62",
        "A plan says how each need is met, with provision for each, and how it helps towards the outcomes.", "M",
        Force.GUIDANCE,
    ),
    "adulthood": cite(
        CODE, "paragraphs 8.9 and 8.10",
        "From Year 9 the plan looks to work, independent living, taking part in society and good health.", "M",
        Force.GUIDANCE,
    ),
    "own_words": cite(
        CODE, "paragraph 9.69",
        "Section A says whether the child is quoted directly, or whether their views are given by somebody else.", "V2",
        Force.GUIDANCE,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a text: from ``start`` to before ``end``, and what to write ``instead``."""

    words: str
    start: int
    end: int
    instead: str


_HOW_OFTEN = "Say how often and for how long."
_WHAT = "Say what it is, who gives it, how often and for how long."
_WHEN = "Say when, or who decides and by what sign."
_SHALL = "Say what will be done."

_NUMBER = r"(?:an?\b|one\b|two\b|three\b|four\b|five\b|six\b|ten\b|half\b|\d)"
_LAW = r"(?!\s+by\s+(?:law|regulations?|statute|the\s+act|section))"

VAGUE: dict[str, str] = {
    r"(?<!wheelchair )(?<!step-free )(?<!level )access to": _WHAT,
    r"(?:regular|frequent)(?!\s+(?:verb|plural|past|noun|shape|polygon|spelling|word)s?\b)(?:ly)?": _HOW_OFTEN,
    r"opportunit(?:y|ies) (?:for|to)": _WHAT,
    rf"(?:as|where|when|if|whenever|wherever) (?:and when )?(?:required|needed|necessary|appropriate|possible|relevant|available){_LAW}": _WHEN,
    r"as and when": _WHEN,
    r"(?:with )?(?:some |further |ongoing |additional )?input from": _WHAT,
    rf"up to(?=\s+{_NUMBER})": "Say the amount itself. ‘Up to’ allows none.",
    r"or equivalent": "Say what it must be equivalent to: the training, the time, the person.",
    r"from[ ]time to time|periodic(?:ally)?|on occasions?|occasional(?:ly)?|intermittent(?:ly)?": _HOW_OFTEN,
    r"(?:would|may|might|could) benefit from": _SHALL,
    r"(?:should|could|may|might) be (?:considered|offered|encouraged|given|provided|supported)": _SHALL,
    r"consideration (?:should|will|could) be given to|(?:will|should|to) consider": _SHALL,
    r"a range of|a variety of|a number of": "Name them.",
    r"such as|for example|including but not limited to|etc\b|and so on": "Name what will be given. A list of examples binds nobody.",
    r"a high level of|a significant level of|a good level of|adequate|sufficient|suitable amounts? of": "Say how much.",
    r"subject to (?:availability|resources|funding|staffing)|within (?:existing|available) resources": "Take this out. Provision in a plan is owed whatever it costs.",
    r"encouraged to|aware of the need": _SHALL,
}  # fmt: skip
"""Words that leave a line of provision open to doubt, as patterns, each with what to write instead."""

_QUOTED = re.compile(r"“[^”]*”|‘[^’]*(?:’(?=\w)[^’]*)*’(?!\w)|\"[^\"]*\"")


def _alternatives(table: dict[str, str]) -> tuple[re.Pattern[str], list[str]]:
    parts = [f"(?P<p{number}>{pattern})" for number, pattern in enumerate(table)]
    return re.compile(r"(?<![\w-])(?:" + "|".join(parts) + r")(?![\w])", re.IGNORECASE), list(table.values())


_VAGUE, _INSTEAD = _alternatives(VAGUE)


def without_quotations(text: str) -> str:
    """The text with what stands in quotation marks blanked out, every other character in its place.

    What somebody is quoted as saying is theirs, and binds nobody.
    """
    return _QUOTED.sub(lambda found: " " * len(found.group()), text)


def vague(text: str) -> tuple[Found, ...]:
    """Words that do not specify or quantify, outside quotation marks, in the order in which they stand."""
    found = []
    for match in _VAGUE.finditer(without_quotations(text)):
        name = match.lastgroup or "p0"
        words = text[match.start() : match.end()].rstrip()
        found.append(Found(words, match.start(), match.start() + len(words), _INSTEAD[int(name[1:])]))
    return tuple(found)


_SERVICE = re.compile(
    r"\b(?:will|to|should) (?:have|receive|be given|be provided with|be offered|continue to (?:have|receive)|get|attend|access)\b"
    r"(?=.*\b(?:access|support|therap\w*|sessions?|intervention|programme|provision|input|adult|assistant|teaching|group|place|help|service"
    r"|opportunit\w*|equipment|resources?|lessons?|clinic)\b)"
    r"|\bwill (?:have )?access(?: to)?\b|\bwill be supported\b|\bwill be taught\b"
    r"|^(?:a|an|access to|weekly|daily|regular|\d+)\b.*\b(?:sessions?|therapy|support|intervention|programme)\b",
    re.IGNORECASE,
)  # fmt: skip
_CHANGE = re.compile(
    r"\b(?:will|to) (?:be able to|independently|use|say|tell|ask|read|write|join|make|manage|choose|take part|walk|travel|sleep|eat|dress|join in"
    r"|understand|follow|know|recogni[sz]e|express|show|stay|feel|play|share|speak|communicate|complete|cook|work|live|initiate|respond|sit"
    r"|concentrate|learn|cope|calm|organi[sz]e|plan|count|spell|form|keep|spend|achieve|attain|gain|reach|increase|improve|develop)\b"
    r"|\bcan\b|\bis able to\b|\bso that\b",
    re.IGNORECASE,
)


def reads_as_provision(text: str) -> bool:
    """Whether an outcome tells of a service rather than of a change in the child (Code of Practice 9.66)."""
    said = without_quotations(text)
    return bool(_SERVICE.search(said)) and not _CHANGE.search(said)


_EDUCATES = re.compile(
    r"\b(?:teach\w*|taught|train(?:s|ed|ing)?|instruct\w*|learn\w*|lesson\w*|classroom|curriculum|speech|language|communicat\w*|literacy|reading|writing"
    r"|handwriting|(?:pre-?)?typing|vocabulary|phonics?|social (?:skills|stories)|attention|self-regulation|zones of regulation|fine motor|independen\w*"
    r"|coach\w*|practis\w*|modell?(?:s|ed|ing)|programme of (?:exercises|activities) in (?:class|school)|in (?:class|school|lessons))\b",
    re.IGNORECASE,
)


def educates_or_trains(text: str, skill: str = "") -> bool:
    """Whether health or social care provision reads as educating or training the child (section 21(5)).

    A person decides: this only says where to look. The skill asked of whoever gives it ("trained in …") does not count.
    """
    said = text.replace(skill, " ") if skill else text
    said = re.sub(
        r"\b(?:staff|carers?|adults?|parents?|team) (?:\w+ ){0,3}(?:trained|training)\b"
        r"|\btrain(?:s|ed|ing)? (?:(?:for|of|the|his|her|their|school) )*(?:staff|carers?|parents?|adults?|team)\b",
        " ", said, flags=re.IGNORECASE,
    )  # fmt: skip
    return bool(_EDUCATES.search(said))


_UNDER_THE_1970_ACT = re.compile(
    r"\b(?:short breaks?|respite|home care|practical assistance|personal care|in (?:the|his|her|their) home|at home|adaptations?|equipment at home"
    r"|holidays?|meals?|telephone|travel to|recreation\w*|play ?schemes?|after-school club|sitting service|befriend\w*|overnight)\b",
    re.IGNORECASE,
)  # fmt: skip


def is_care_of_the_1970_act(text: str) -> bool:
    """Whether social care reads as a service of section 2 of the Chronically Sick and Disabled Persons Act 1970 (H1)."""
    return bool(_UNDER_THE_1970_ACT.search(text))
