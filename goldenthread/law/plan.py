"""What a plan must contain, section by section, what may not be in a draft, and naming a setting."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import ACT, BUDGET_REGULATIONS, REGULATIONS, Citation, cite
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.rights import section_h1_permitted
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "sections": cite(REGULATIONS, "regulation 12(1)", "Each lettered section is separately identified.", "V1"),
    "health_agrees": cite(REGULATIONS, "regulation 12(2)", "Health agrees section G before it is included.", "V1"),
    "adulthood": cite(
        REGULATIONS, "regulation 12(3)", "From Year 9, F, G and H hold provision for preparing for adulthood.", "M"
    ),
    "draft": cite(
        ACT, "section 38(5)", "A draft names no setting and no type of setting in section I.", "V1"
    ),
    "specific": cite(
        "Worcestershire v SE [2020] UKUT 217 (AAC)", "with L v Clarke and Somerset",
        "Section F is so specific as to leave no room for doubt.", "V2",
    ),
    "educates": cite(
        ACT, "section 21(5)", "Health or social care that educates or trains is special educational provision.", "V2"
    ),
    "request": cite(ACT, "section 38(3)", "The kinds of setting the family has a right to request.", "V1"),
    "must_name": cite(
        ACT, "section 39(3) and (4)",
        "The setting requested is named unless unsuitable, or incompatible with the efficient education of others or "
        "the efficient use of resources.",
        "V1",
    ),
    "consult": cite(
        ACT, "section 39(1) and (2)", "The setting requested, any other in mind and its council are consulted.", "V1"
    ),
    "mainstream": cite(ACT, "section 33", "Mainstream unless the family objects or others' education suffers.", "M"),
    "admit": cite(ACT, "section 43", "A setting named from the list must admit.", "V2"),
    "otherwise": cite(
        ACT, "section 61", "Education otherwise than at school is only where any school would be inappropriate.", "V2"
    ),
    "secure": cite(ACT, "section 42", "The council secures all of F; health arranges G.", "V1"),
    "budget": cite(
        BUDGET_REGULATIONS, "regulation 4",
        "A personal budget is prepared if asked for while a draft is prepared, or a review or reassessment is under "
        "way.",
        "V2",
    ),
    "budget_refusal": cite(
        BUDGET_REGULATIONS, "regulation 7", "A refused direct payment has written reasons and a right to a review.",
        "V2",
    ),
    "issue": cite(
        ACT, "section 37(1)", "A plan is made where an assessment shows that one is necessary.", "V1"
    ),
}  # fmt: skip


IN_PLAN = {
    "each_need": cite(
        REGULATIONS, "regulation 12(1)(f); Act, section 37(2)(c)",
        "Section F holds the special educational provision that the special educational needs require: each need in B "
        "is met.",
        "V1",
    ),
}


@dataclass(frozen=True, slots=True)
class Section:
    """One lettered section: what it ``holds``, and whether a draft has it."""

    letter: str
    holds: str
    citation: Citation
    in_draft: bool = True


SECTIONS: dict[str, Section] = {
    section.letter: section
    for section in (
        Section("A", "The views, interests and aspirations of the child and parents, or the young person",
                CITATIONS["sections"]),
        Section("B", "All of the special educational needs", CITATIONS["sections"]),
        Section("C", "Health needs related to the special educational needs", CITATIONS["sections"]),
        Section("D", "Social care needs related to the special educational needs or a disability",
                CITATIONS["sections"]),
        Section("E", "The outcomes sought", CITATIONS["sections"]),
        Section("F", "The special educational provision for each need", CITATIONS["specific"]),
        Section("G", "Health provision reasonably required", CITATIONS["health_agrees"]),
        Section("H1", "Social care provision under the Act of 1970, for those under 18", CITATIONS["sections"]),
        Section("H2", "Other social care provision reasonably required", CITATIONS["sections"]),
        Section("I", "The setting named and its type, or the type alone", CITATIONS["draft"], in_draft=False),
        Section("J", "Any direct payment, and the needs and outcomes it meets", CITATIONS["sections"]),
        Section("K", "The advice obtained", CITATIONS["sections"]),
    )
}  # fmt: skip

VAGUE = ("access to", "regular", "opportunities for", "as required", "as appropriate", "as necessary", "input from")
"""Words that leave section F open to doubt."""


@dataclass(frozen=True, slots=True)
class SectionIFault:
    """``reason`` for a program, ``sentence`` for a person."""

    reason: str
    sentence: str
    citation: Citation


def section_i_fault(
    *, stage: str, name: str = "", type_: str = "", otherwise_than_at_school: bool = False
) -> SectionIFault | None:
    """What is wrong with section I, if anything: a draft names nothing, a final plan names a setting or a type."""
    name, type_ = name.strip(), type_.strip()
    if stage in ("draft", "proposed_amendment"):
        if name:
            return SectionIFault(
                "draft_names_setting", "Take the name of the setting out of section I of the draft.", CITATIONS["draft"]
            )
        if type_:
            return SectionIFault(
                "draft_names_type", "Take the type of setting out of section I of the draft.", CITATIONS["draft"]
            )
        return None
    if not name and not type_ and not otherwise_than_at_school:
        return SectionIFault(
            "final_names_nothing", "Name the setting, or the type of setting, in section I.", CITATIONS["sections"]
        )
    return None


def check_section_i(*, stage: str, name: str = "", type_: str = "", otherwise_than_at_school: bool = False) -> None:
    """Refuse a draft that names a setting or a type, and a final plan that names nothing."""
    fault = section_i_fault(stage=stage, name=name, type_=type_, otherwise_than_at_school=otherwise_than_at_school)
    if fault is not None:
        raise LawRefusal(fault.sentence, fault.citation)


def check_h1(*, date_of_birth: date, on: date, settings: LawSettings = DEFAULT) -> None:
    """Section H1 is only for those under 18 (P-9)."""
    if not section_h1_permitted(date_of_birth, on, settings):
        raise LawRefusal("Section H1 is only for those under 18. Put adult care in section H2.", CITATIONS["sections"])


def vague_words(text: str) -> tuple[str, ...]:
    """The words in a line of section F that leave room for doubt."""
    lowered = text.lower()
    return tuple(words for words in VAGUE if words in lowered)


CAN_BE_REQUESTED = (
    "maintained_school", "maintained_nursery_school", "academy", "further_education", "non_maintained_special",
    "section_41",
)  # fmt: skip

REFUSAL_GROUNDS = {
    "unsuitable": "Unsuitable for the age, ability, aptitude or special educational needs",
    "efficient_education": "Incompatible with the efficient education of others",
    "efficient_resources": "Incompatible with the efficient use of resources",
}
"""The only grounds for not naming the setting that the family requested (section 39(4))."""


def check_refusal_ground(ground: str) -> None:
    """Refuse any reason but those of section 39(4)."""
    if ground not in REFUSAL_GROUNDS:
        raise LawRefusal(
            "That is not a ground for refusing the setting the family asked for. Choose from: "
            + "; ".join(REFUSAL_GROUNDS.values()) + ".",
            CITATIONS["must_name"],
        )  # fmt: skip


BUDGET_STAGES = ("draft", "draft_plan", "assessment", "annual_review", "review", "early_review", "reassessment")


def budget_request_valid(stage: str) -> bool:
    """Whether a personal budget asked for now must be prepared: a draft, review or reassessment is under way."""
    return stage in BUDGET_STAGES


def check_budget_refusal(*, reasons: str) -> None:
    """A refused direct payment says why in writing."""
    if not reasons.strip():
        raise LawRefusal(
            "Give the reasons in writing for refusing the direct payment, and the right to a review.",
            CITATIONS["budget_refusal"],
        )
