"""The letters of what changes a plan: ending it, assessing again, passing to another council. Plain words with every right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from goldenthread.casework import letters
from goldenthread.casework.letters.recipients import Addressee, Known, copies_to
from goldenthread.casework.letters.wording import (
    About,
    Heading,
    Paragraph,
    Part,
    Points,
    Wording,
    contact_block,
    rights_block,
    support_block,
)
from goldenthread.core.refusals import Refused
from goldenthread.law import letters as law_letters
from goldenthread.law.appeal import appeal_limit
from goldenthread.law.days import in_words
from goldenthread.law.refusals import LawRefusal
from goldenthread.people import rights

from .ceasing import REASONS
from .models import Cease


def about(child: Any, around: Known, on: date) -> About:
    """The facts that these letters speak of."""
    to_child = rights.are_their_own(child, on)
    return About(child=child, area=child.area, worker=around.worker, received_on=on, decide_by=None, final_by=None, to_child=to_child)


def drafts(child: Any, kind: str, words: Wording, around: Known, on: date) -> list[letters.Drafted]:
    """One letter to each who holds the rights that day, and the copies that the law asks for; refused where a right is missing."""
    try:
        law_letters.check_complete(kind, words.says)
    except LawRefusal as refused:
        raise Refused(f"{refused.sentence} Your administrator can add it to the area’s contacts.", citation=refused.citation) from None
    family = letters.rights_holders(child, on, around)
    copies: Sequence[Addressee] = copies_to(law_letters.letter(kind).copies, around)
    listed = tuple(", ".join((copy.name, *copy.lines[:1])) for copy in copies)
    return [letters.Drafted(to, words, child.area, around.worker, child.reference, on, listed) for to in (*family, *copies)]


def cease(child: Any, around: Known, *, reason: str, reasons: str, until: date, on: date) -> list[letters.Drafted]:
    """The notice to end a plan (regulation 31): reasons, rights, and that the plan stays until the time to appeal is over."""
    facts = about(child, around, on)
    parts: list[Part] = [
        Paragraph(f"We have decided to stop maintaining {facts.whose} education, health and care (EHC) plan, because {REASONS[reason].told}. You have the right to challenge this decision."),
        Heading("Why we decided this"),
        *[Paragraph(each) for each in reasons.splitlines() if each.strip()],
        Heading("The plan goes on for now"),
        Paragraph(
            f"The plan stays in force, with all that it promises, at least until {in_words(until)}, when the time to appeal is over. If you appeal, it stays until the "
            "appeal is decided (Children and Families Act 2014, section 45(4))."
        ),
        Paragraph("If you appeal, the Tribunal can also make recommendations about health and social care."),
    ]  # fmt: skip
    block, said = rights_block(facts, on)
    parts += [*block, *contact_block(facts)]
    says = {*said, "hsc_recommendations", "plan_stays_until_appeal_period_ends"} | ({"reasons"} if reasons.strip() else set())
    return drafts(child, "cease", Wording(f"We will stop maintaining {facts.whose} plan", tuple(parts), frozenset(says)), around, on)


def of_ceasing(row: Cease, reasons: str, on: date) -> list[letters.Drafted]:
    """The letters that a decision to end this plan would send that day."""
    return cease(row.child, letters.known(row.child), reason=row.reason, reasons=reasons, until=appeal_limit(on).by, on=on)


def will_reassess(child: Any, around: Known, *, final_by: date, on: date) -> list[letters.Drafted]:
    """The needs will be assessed again (regulation 25): what happens and by when."""
    facts = about(child, around, on)
    parts: list[Part] = [
        Paragraph(f"We have decided to assess {facts.whose} education, health and care needs again."),
        Heading("What happens now"),
        Paragraph("We ask the same kinds of people for advice as in a first assessment, unless earlier advice is still enough and you, its author and we agree."),
        Paragraph(f"The plan that comes of it must be with you by {in_words(final_by)}. The plan that is in force goes on until then."),
        *contact_block(facts), *support_block(facts),
    ]  # fmt: skip
    return drafts(child, "agree_to_reassess", Wording(f"We will assess {facts.whose} needs again", tuple(parts), frozenset({"decision"})), around, on)


def will_not_reassess(child: Any, around: Known, *, ground: str, reasons: str, on: date) -> list[letters.Drafted]:
    """The needs will not be assessed again: this child's reasons, and every right with its date."""
    facts = about(child, around, on)
    parts: list[Part] = [
        Paragraph(f"We have decided not to assess {facts.whose} education, health and care needs again now. You have the right to challenge this decision."),
        Heading("Why we decided this"), Paragraph(f"{ground}."), *[Paragraph(each) for each in reasons.splitlines() if each.strip()],
        Paragraph("The plan goes on as it is. You can ask for an early review at any time. If you appeal, the Tribunal can also make recommendations about health and social care."),
    ]  # fmt: skip
    block, said = rights_block(facts, on)
    parts += [*block, *contact_block(facts)]
    says = {*said, "hsc_recommendations"} | ({"reasons"} if reasons.strip() else set())
    return drafts(child, "refuse_to_reassess", Wording(f"We will not assess {facts.whose} needs again now", tuple(parts), frozenset(says)), around, on)


def taken_over(child: Any, around: Known, *, came_from: str, transferred_on: date, will_assess: bool, review_by: date, meanwhile: str, on: date) -> list[letters.Drafted]:
    """The plan has passed to us (regulation 15(4)): that it has, whether we assess, and when we review it."""
    facts = about(child, around, on)
    too_far: list[Part] = [Heading("Where the setting is too far away"), Paragraph(meanwhile)] if meanwhile.strip() else []
    parts: list[Part] = [
        Paragraph(f"{facts.whose[:1].upper()}{facts.whose[1:]} education, health and care (EHC) plan passed from {came_from} to us on {in_words(transferred_on)}. It counts as made by us, on the day on which it was first made."),
        Heading("What this means"),
        Points(
            (
                "All that the plan promises goes on. We answer for it from that day.",
                f"We {'will' if will_assess else 'do not'} {'assess' if will_assess else 'plan to assess'} {facts.whose} needs again{'' if will_assess else ' now. You can ask us to'}.",
                f"We review the plan by {in_words(review_by)}.",
            )
        ),
        *too_far,
        *contact_block(facts), *support_block(facts),
    ]  # fmt: skip
    says = frozenset({"plan_transferred", "whether_it_will_assess", "when_it_will_review"})
    return drafts(child, "transfer_in", Wording(f"{facts.whose[:1].upper()}{facts.whose[1:]} plan has passed to us", tuple(parts), says), around, on)
