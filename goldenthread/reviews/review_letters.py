"""The letters of a review: the invitation, the decision with every right, the notice of changes, the amended plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from goldenthread.casework import letters
from goldenthread.casework.letters import wording
from goldenthread.casework.letters.making import Drafted, rights_holders_are_child
from goldenthread.casework.letters.recipients import Addressee, copies_to
from goldenthread.casework.letters.wording import Heading, Paragraph, Part, Points, Wording
from goldenthread.core.refusals import Refused
from goldenthread.law import letters as law_letters
from goldenthread.law import review as law
from goldenthread.law.days import in_words
from goldenthread.law.refusals import LawRefusal

from .models import Invitee, Review


class Matter:
    """A review as letters want their matter: an id and a child."""

    def __init__(self, review: Review) -> None:
        self.pk, self.child, self.area = review.pk, review.plan.child, review.plan.child.area


def about(review: Review, on: date, around: Any) -> wording.About:
    """The facts that letters of a review speak of."""
    child = review.plan.child
    return wording.About(
        child=child, area=child.area, worker=around.worker, received_on=review.met_on or review.planned_on or on, decide_by=None, final_by=None,
        to_child=rights_holders_are_child(child, on),
    )  # fmt: skip


def when_and_where(review: Review) -> str:
    """The meeting in words: the day, the hour, the way, the place."""
    if review.planned_on is None:
        return ""
    at = f" at {review.planned_at:%H:%M}" if review.planned_at else ""
    way = f", {review.get_way_display().lower()}" if review.way else ""
    return f"{in_words(review.planned_on)}{at}{way}{f': {review.place}' if review.place else ''}"


def invitation(review: Review, invitees: Sequence[Invitee], facts: wording.About, *, to_family: bool) -> Wording:
    """When and where, who else is asked, what to send before, and by when."""
    assert review.planned_on is not None
    by = in_words(law.around_meeting(review.planned_on).papers_by)
    whose = facts.whose if to_family else f"{facts.child.name}’s"
    parts: list[Part] = [
        Paragraph(f"You are invited to the meeting that reviews {whose} education, health and care (EHC) plan."),
        Paragraph(f"It is on {when_and_where(review)}."),
        Heading("Who is invited"),
        Points(tuple(f"{one.name} ({one.role_in_words})" for one in invitees)),
        Heading("Before the meeting"),
    ]
    if to_family:
        parts += [
            Paragraph(
                f"Tell us before {by} what is going well, what is not, and what you want to change. You can do it online, in writing, or by telephone, "
                "in words, pictures or a recording. What you say goes round to everybody who is invited, two weeks before the meeting."
            ),
            Paragraph("You can bring somebody with you. If you need an interpreter, another day or another place, tell us as soon as you can."),
        ]
    else:
        parts.append(Paragraph(f"Please send your advice before {by}: how far each outcome of the plan was reached, what was given, and what should change. It goes round two weeks before the meeting."))
    parts += wording.contact_block(facts)
    if to_family:
        parts += wording.support_block(facts)
    return Wording(f"Invitation to the review of {whose} plan", tuple(parts))


def _complete(kind: str, words: Wording) -> None:
    try:
        law_letters.check_complete(kind, words.says)
    except LawRefusal as refused:
        raise Refused(f"{refused.sentence} Your administrator can add it to the area’s contacts.", citation=refused.citation) from None


def _drafted(review: Review, facts: wording.About, words: Wording, kind: str, on: date, around: Any) -> list[Drafted]:
    copies = copies_to(law_letters.letter(kind).copies, around)
    listed = tuple(", ".join((copy.name, *copy.lines[:1])) for copy in copies)
    family = letters.rights_holders(review.plan.child, on, around)
    return [Drafted(to, words, facts.area, facts.worker, facts.child.reference, on, listed) for to in (*family, *copies)]


def no_change(review: Review, reasons: str, on: date, *, reassess: bool = False) -> list[Drafted]:
    """The plan stays as it is: the reasons, and every right (regulation 20(11))."""
    around = letters.known(review.plan.child)
    facts = about(review, on, around)
    parts: list[Part] = [
        Paragraph(f"{facts.whose.capitalize() if facts.to_child else facts.whose} plan was reviewed. The meeting was on {in_words(review.met_on)}. We have decided to keep the plan as it is."),
        Heading("Why we decided this"),
        *[Paragraph(line) for line in reasons.splitlines() if line.strip()],
    ]
    if reassess:
        parts.append(Paragraph(f"We will also assess {facts.whose} needs again. We will write to you about that. The plan stays in force meanwhile."))
    parts += [
        Paragraph("The council must go on securing the special educational provision in the plan. The next review is due within 12 months of this decision."),
        Heading("If you do not agree"),
        Paragraph("You can appeal about sections B, F and I of the plan. The Tribunal can also make recommendations about health and social care."),
    ]
    rights, said = wording.rights_block(facts, on)
    words = Wording(f"We will not change {facts.whose} plan", (*parts, *rights, *wording.contact_block(facts)), frozenset({*said, "hsc_recommendations"} | ({"reasons"} if reasons.strip() else set())))
    _complete("annual_review_no_change", words)
    return _drafted(review, facts, words, "annual_review_no_change", on, around)


def amend(review: Review, reasons: str, on: date, *, has_plan: bool, changes: int, evidence: bool) -> list[Drafted]:
    """We propose to change the plan: with the plan, the changes, the evidence and fifteen days (regulation 22(2); Devon)."""
    around = letters.known(review.plan.child)
    facts = about(review, on, around)
    final_by = law.amended_final_by(on, review.met_on)
    parts: list[Part] = [
        Paragraph(f"{facts.whose.capitalize() if facts.to_child else facts.whose} plan was reviewed. The meeting was on {in_words(review.met_on)}. We have decided to change the plan, and send you the changes that we propose."),
        *[Paragraph(line) for line in reasons.splitlines() if line.strip()],
        Heading("What goes with this letter"),
        Points(("the plan as it is now", f"the changes we propose: {changes} {'line' if changes == 1 else 'lines'}, each old wording beside the new", "the report of the meeting and the advice that they rest on")),
        Heading("What you can do"),
        Paragraph(f"Tell us what you think of the changes by {in_words(law.window_closes(on))}. You can do it line by line online, in writing, or by telephone."),
        Points((
            "Ask for a particular school, college or other setting to be named in the plan.", "Ask for a meeting with us about the changes.",
            "Ask for any line to be changed. We tell you each time whether we changed it and, if not, why.",
        )),
        Paragraph(f"The amended plan, or a letter that there will be no change after all, must be with you by {in_words(final_by)}. You can appeal then."),
        *wording.contact_block(facts), *wording.support_block(facts),
    ]  # fmt: skip
    says = {"decision", "fifteen_days", "request_setting", "request_meeting"}
    says |= ({"notice_of_amendments"} if changes else set()) | ({"plan"} if has_plan else set()) | ({"evidence"} if evidence else set())
    words = Wording(f"The changes we propose to {facts.whose} plan", tuple(parts), frozenset(says))
    try:
        law_letters.check_complete("annual_review_amend", words.says)
    except LawRefusal as refused:
        raise Refused(refused.sentence, citation=refused.citation) from None
    return _drafted(review, facts, words, "annual_review_amend", on, around)


def amended(review: Review, on: date, *, setting: str) -> list[Drafted]:
    """The amended plan and every right that comes with it."""
    around = letters.known(review.plan.child)
    facts = about(review, on, around)
    parts: list[Part] = [
        Paragraph(f"This is {facts.whose} amended education, health and care (EHC) plan. It has been in force since {in_words(on)}."),
        *([Paragraph(f"The plan names {setting}.")] if setting else []),
        Paragraph("It does not change when the next review is due."),
        Heading("If you do not agree"),
        Paragraph("You can appeal about sections B (needs), F (special educational provision) and I (the setting). You can ask the Tribunal to look at health and social care too, and it can then make recommendations about them."),
    ]
    rights, said = wording.rights_block(facts, on)
    words = Wording(f"{facts.whose[:1].upper()}{facts.whose[1:]} amended plan", (*parts, *rights, *wording.contact_block(facts)), frozenset({*said, "hsc_recommendations", "plan"}))
    _complete("amended_plan", words)
    return _drafted(review, facts, words, "amended_plan", on, around)


def dropped(review: Review, reasons: str, on: date) -> list[Drafted]:
    """There will be no change after all: the reasons, and every right (regulation 22(4))."""
    around = letters.known(review.plan.child)
    facts = about(review, on, around)
    parts: list[Part] = [
        Paragraph(f"We wrote to you on {in_words(review.notice_sent_on)} that we would change {facts.whose} plan. We have decided not to change it after all."),
        Heading("Why we decided this"),
        *[Paragraph(line) for line in reasons.splitlines() if line.strip()],
        Heading("If you do not agree"),
        Paragraph("You can appeal about sections B, F and I of the plan. The Tribunal can also make recommendations about health and social care."),
    ]
    rights, said = wording.rights_block(facts, on)
    words = Wording(f"{facts.whose[:1].upper()}{facts.whose[1:]} plan will not change after all", (*parts, *rights, *wording.contact_block(facts)), frozenset({*said, "hsc_recommendations"} | ({"reasons"} if reasons.strip() else set())))
    _complete("drop_amendments", words)
    return _drafted(review, facts, words, "drop_amendments", on, around)


def family_of(invitee: Invitee, holders: Sequence[Addressee], around: Any) -> Addressee:
    """Where an invitation of the family goes: as their letters do."""
    for each in holders:
        if (invitee.adult_id and each.adult_id == invitee.adult_id) or (invitee.role == "child" and each.is_child):
            return each
    if invitee.adult is not None:
        adult = invitee.adult
        tie = next((tie for tie in around.ties if tie.adult_id == adult.pk), None)
        lines = tuple(line.strip() for line in [*adult.address.splitlines(), adult.postcode] if line.strip())
        if not lines and around.address is not None:
            lines = tuple(line.strip() for line in [*around.address.lines.splitlines(), around.address.postcode] if line.strip())
        return Addressee(key=f"adult-{adult.pk}", name=adult.name, lines=lines, user_id=adult.user_id, phone=adult.phone, tell_by=tie.tell_by if tie else "post", adult_id=adult.pk)
    return Addressee(key=f"child-{invitee.review.plan.child_id}", name=invitee.name, user_id=invitee.user_id, tell_by="email" if invitee.user_id else "post", is_child=True)
