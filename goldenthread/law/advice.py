"""Whose advice must be sought for an assessment, and when advice that exists will do."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import REGULATIONS, Citation, cite
from goldenthread.law.days import weeks_after

CITATIONS = {
    "set": cite(
        REGULATIONS, "regulation 6(1)",
        "Advice on needs, provision and outcomes is sought from the parent or young person, education, health, a "
        "psychologist, social care, anyone else the council thinks right, and anyone the family reasonably asks for.",
        "V2",
    ),
    "adulthood": cite(
        REGULATIONS, "regulation 6(1)(g)",
        "In or beyond Year 9, advice is sought on preparation for adulthood and independent living.", "V2",
    ),
    "family_asks": cite(
        REGULATIONS, "regulation 6(1)(h)",
        "Advice is sought from anyone the parent or young person reasonably asks for. Not yet knowing the child is no "
        "bar.",
        "V2",
    ),
    "forces": cite(
        REGULATIONS, "regulation 6(1)(b)(iv)",
        "Where a parent serves in the armed forces, advice is also sought from the Secretary of State for Defence.",
        "M",
    ),
    "sensory": cite(
        REGULATIONS, "regulation 6(2)",
        "If a child appears to be hearing or visually impaired, education advice is given after consulting a teacher "
        "qualified for it.",
        "V2",
    ),
    "send_evidence": cite(REGULATIONS, "regulation 6(3)", "Advisers are sent what the family has said.", "M"),
    "reuse": cite(
        REGULATIONS, "regulation 6(4)",
        "Advice that exists is not sought again if its author, the council and the family all agree that it is "
        "sufficient.",
        "V2",
    ),
    "six_weeks": cite(
        REGULATIONS, "regulation 8(1)", "Each adviser answers within six weeks of receiving the request.", "V2"
    ),
    "ways": cite(
        REGULATIONS, "regulations 7 and 9",
        "The family is consulted, all evidence is considered, disruption is kept small, and support to take part is "
        "considered.",
        "M",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Adviser:
    """One kind of advice that must be sought. ``through``: a specialist whom the adviser must consult first."""

    kind: str
    name: str
    citation: Citation
    through: str = ""


NAMES = {
    "parent_yp": "The parent or young person",
    "education": "The head teacher or principal, or whoever is responsible for the child's education",
    "medical": "A health professional named by the health board",
    "psychology": "An educational psychologist",
    "social_care": "Children's or adult social care",
    "other_la_thinks_appropriate": "Anyone else the council thinks right",
    "preparation_for_adulthood": "Advice on preparation for adulthood and independent living",
    "mod": "The Secretary of State for Defence",
}

THROUGH = {
    (True, False): "QTVI",
    (False, True): "QTHI",
    (True, True): "QTMSI_or_both",
}
"""Who must be consulted, by (appears visually impaired, appears hearing impaired)."""

THROUGH_NAMES = {
    "QTVI": "a teacher qualified for visual impairment",
    "QTHI": "a teacher qualified for hearing impairment",
    "QTMSI_or_both": "a teacher qualified for both impairments, or one for each",
}

FREE_OF_CLOCK = frozenset({"parent_yp"})
"""Whose advice is sought without a limit of time: regulation 8(1) binds the bodies that are asked, never the family."""


def education_advice_through(*, visually_impaired: bool, hearing_impaired: bool) -> str:
    """The qualified teacher to consult before education advice, or "" (regulation 6(2)). Appearance is enough."""
    return THROUGH.get((visually_impaired, hearing_impaired), "")


def must_seek(
    *,
    year_group: int | None,
    visually_impaired: bool = False,
    hearing_impaired: bool = False,
    parent_in_armed_forces: bool = False,
    family_asks: tuple[str, ...] = (),
) -> tuple[Adviser, ...]:
    """Everyone whose advice must be sought (3.3). ``family_asks``: those whom the family reasonably asks for."""
    through = education_advice_through(visually_impaired=visually_impaired, hearing_impaired=hearing_impaired)
    kinds = ["parent_yp", "education", "medical", "psychology", "social_care", "other_la_thinks_appropriate"]
    found = [
        Adviser(kind, NAMES[kind], CITATIONS["sensory" if kind == "education" and through else "set"],
                through if kind == "education" else "")
        for kind in kinds
    ]  # fmt: skip
    if year_group is not None and year_group >= 9:
        found.append(Adviser("preparation_for_adulthood", NAMES["preparation_for_adulthood"], CITATIONS["adulthood"]))
    if parent_in_armed_forces:
        found.append(Adviser("mod", NAMES["mod"], CITATIONS["forces"]))
    found.extend(Adviser(asked, asked.replace("_", " "), CITATIONS["family_asks"]) for asked in family_asks)
    return tuple(found)


def must_seek_again(*, author_agrees: bool, council_agrees: bool, family_agrees: bool) -> bool:
    """Whether advice must be sought although some exists: unless all three agree that it will do (regulation 6(4))."""
    return not (author_agrees and council_agrees and family_agrees)


def advice_by(asked_on: date) -> date:
    """Six weeks from the day this adviser received the request."""
    return weeks_after(asked_on, 6)
