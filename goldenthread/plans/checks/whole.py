"""What can be said only when a plan is read as a whole: how its lines hang together, and what is not there."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.law import plan, rights, wording
from goldenthread.people.law_readings import settings_of

from ..models.promise import AdulthoodTheme
from ..snapshot import LineSaid, PlanSaid
from .finding import Finding
from .lines import LOCAL, PROVIDES


def of_links(told: PlanSaid) -> Iterator[Finding]:
    """Breaks in the golden thread, each beside the line where it breaks."""
    kinds = {line.id: line.kind for line in told.lines}

    def found(line: LineSaid, code: str, sentence: str, citation, *, stops: bool) -> Finding:
        return Finding(code, sentence, citation, stops, line.section, line.id)

    for line in told.lines:
        below = {kinds.get(each) for each in line.lowers}
        above = {kinds.get(each) for each in line.uppers}
        if line.kind == "need":
            through = {kinds.get(each) for outcome in line.lowers if kinds.get(outcome) == "outcome" for each in told.by_id[outcome].lowers}
            if "provision" not in below | through:
                duty = line.section == "B"
                yield found(
                    line, "need_unmet", "No provision is for this need. Link it to the provision that meets it, or write that provision.",
                    plan.IN_PLAN["each_need"] if duty else wording.CITATIONS["thread"], stops=duty,
                )  # fmt: skip
            if "outcome" not in below:
                yield found(line, "need_without_outcome", "No outcome is for this need. Link it to one, or write one.", wording.CITATIONS["thread"], stops=False)
        elif line.kind == "outcome":
            if "provision" not in below:
                yield found(
                    line, "outcome_unserved", "No provision works towards this outcome. Link it to the provision that does, or write that provision.",
                    wording.CITATIONS["thread"], stops=False,
                )  # fmt: skip
            if "need" not in above:
                yield found(line, "outcome_without_need", "Link this outcome to the need that it is for.", wording.CITATIONS["thread"], stops=False)
        elif line.kind == "provision" and line.section in PROVIDES and not above & {"need", "outcome"}:
            yield found(
                line, "provision_for_nothing", "Link this provision to the need or the outcome that it is for.", wording.CITATIONS["thread"], stops=line.section == "F"
            )


def of_sections(told: PlanSaid) -> Iterator[Finding]:
    """Sections where nothing stands, and sections that say both that there is nothing and that there is something."""
    for section in told.template.sections:
        lines = told.in_section(section.letter)
        if not section.in_draft and not told.is_final:
            continue
        if not lines:
            what = f", or say: “{section.none}”" if section.none else ""
            yield Finding(
                "section_empty", f"Nothing stands in section {section.letter}. Write what belongs here{what}.", plan.CITATIONS["sections"], True, section.letter
            )
        elif any(line.kind == "none" for line in lines) and len(lines) > 1:
            yield Finding(
                "none_and_some", f"Section {section.letter} says that there is nothing, and something stands in it. Take one of them out.",
                LOCAL["alone"], True, section.letter,
            )  # fmt: skip
    said = {line.said_by for line in told.in_section("A")}
    if told.in_section("A") and "child" not in said:
        yield Finding(
            "no_childs_voice", f"Section A holds nothing in {told.child.known_as}’s own words. Add them, or say how their views were sought.",
            plan.CITATIONS["sections"], False, "A",
        )  # fmt: skip
    if told.in_section("A") and "parent" not in said and rights.rights_holder(told.child.date_of_birth, told.on, settings=settings_of(told.area_id)).who == "parent":
        yield Finding("no_parents_voice", "Section A holds nothing in a parent’s own words. Add them.", plan.CITATIONS["sections"], False, "A")
    if told.in_section("B") and told.of_kind("need") and sum(line.primary for line in told.in_section("B")) != 1:
        yield Finding("main_need", "Mark one need in section B as the main one.", LOCAL["main"], False, "B")


def of_adulthood(told: PlanSaid) -> Iterator[Finding]:
    """From Year 9: provision for preparing for adulthood (regulation 12(3)), and an outcome for each theme. From Year 1, a word of it."""
    if told.year_group < 9:
        if told.year_group >= 1 and told.of_kind("outcome") and not any(line.theme for line in told.of_kind("outcome", "provision")):
            yield Finding(
                "adulthood_early", "No outcome looks ahead to adult life yet. Mark the theme of one that does: "
                f"{', '.join(theme.label.lower() for theme in AdulthoodTheme)}. The law asks for it from Year 9; a child gains by an early start.",
                LOCAL["ahead"], False, "E",
            )  # fmt: skip
        return
    if not any(line.theme for line in told.of_kind("provision") if line.section in PROVIDES):
        yield Finding(
            "adulthood", "From Year 9, sections F, G and H hold provision for preparing for adulthood. Mark the theme of the provision that does, or write it.",
            plan.CITATIONS["adulthood"], True, "F",
        )  # fmt: skip
    themes = {line.theme for line in told.of_kind("outcome", "provision")}
    for theme in AdulthoodTheme:
        if theme.value not in themes:
            yield Finding(
                "adulthood_theme", f"No outcome or provision prepares for: {theme.label.lower()}. Write one, or say in the letter why not.",
                wording.CITATIONS["adulthood"], False, "E",
            )  # fmt: skip
