"""What the letters about a request say: plain words from facts, with every right the law attaches.

`says` names the parts that the law asks for (`law.letters`), so that a letter that lacks one is never made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.law import appeal
from goldenthread.law.days import in_words


@dataclass(frozen=True)
class Heading:
    """A heading inside the letter."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Some sentences."""

    text: str


@dataclass(frozen=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]


Part = Heading | Paragraph | Points


@dataclass(frozen=True)
class Wording:
    """A letter without its address: its title, its parts in order, and what of the law's list it says."""

    title: str
    parts: tuple[Part, ...]
    says: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class About:
    """The facts that letters speak of. `to_child`: the young person holds the rights and is written to as "you"."""

    child: Any
    area: Any
    worker: Any
    received_on: date
    decide_by: Any
    final_by: Any
    to_child: bool

    @property
    def whose(self) -> str:
        return "your" if self.to_child else f"{self.child.known_as}’s"

    @property
    def who(self) -> str:
        return "you" if self.to_child else self.child.known_as


def acknowledgement(about: About, *, route_words: str) -> Wording:
    """We have the request: who works on it, what happens next, by when, and the right to give views and evidence."""
    parts: list[Part] = [
        Paragraph(
            f"On {in_words(about.received_on)} we received {route_words} for an assessment of {about.whose} education, health and care "
            "(EHC) needs."
        ),
        Paragraph(
            f"We will decide whether to assess, and write to you with our decision, by {in_words(about.decide_by)}."
        ),
        *contact_block(about),
        Heading("Tell us what you think"),
        Paragraph(
            "Before we decide, we want to hear from you. You can tell us your views, speaking or in writing. You can also send us anything "
            "that you would like us to read, such as reports. You do not have to fill in a form."
        ),
        Paragraph(
            "We will also ask the school or setting, health services and social care what they know that may help us decide."
        ),
        Heading("What happens after that"),
        Paragraph(
            "If we assess, and the assessment shows that a plan is needed, the final plan must be with you by "
            f"{in_words(about.final_by)}. If we decide not to assess, we will give our reasons and tell you how to challenge the decision."
        ),
        *support_block(about),
    ]
    return Wording(
        f"We have your request about {about.who}" if not about.to_child else "We have your request",
        tuple(parts),
        frozenset({"views_and_evidence"}),
    )


def will_assess(about: About, *, reasons: str) -> Wording:
    """The child will be assessed: what happens, who will be asked, and how to ask for others."""
    parts: list[Part] = [
        Paragraph(f"We have decided to assess {about.whose} education, health and care (EHC) needs."),
        *([Paragraph(reasons)] if reasons else []),
        Heading("What happens now"),
        Paragraph("We will ask these people for advice. Each has six weeks to answer:"),
        Points(
            (
                "you: what you think, want and hope for",
                "the school, nursery or college",
                "an educational psychologist",
                "health services",
                "social care",
                "from Year 9 (age 13 to 14), somebody who can advise on preparing for adult life",
            )
        ),
        Paragraph(
            "You can ask us to get advice from anyone else, such as a speech and language therapist. If the request is reasonable, we must ask them. "
            "Tell us as soon as you can."
        ),
        Paragraph(
            "If the assessment shows that a plan is needed, we will send you a draft first. "
            f"The final plan must be with you by {in_words(about.final_by)}. If no plan is needed, we will write to you with our reasons and your right to appeal."
        ),
        *contact_block(about),
        *support_block(about),
    ]
    return Wording(f"We will assess {about.whose} needs", tuple(parts), frozenset({"decision"}))


def will_not_assess(
    about: About, *, answers: Mapping[str, Mapping[str, Any]], reasons: str, notified_on: date
) -> Wording:
    """The child will not be assessed: this child's reasons on both parts of the test, and every right with its date."""
    sen, plan = answers["has_or_may_have_sen"], answers["plan_may_be_necessary"]
    says = {"reasons"} if sen["why"].strip() and plan["why"].strip() else set()
    parts: list[Part] = [
        Paragraph(
            f"We have decided not to assess {about.whose} education, health and care (EHC) needs. You have the right to challenge this decision."
        ),
        Heading("Why we decided this"),
        Paragraph(
            "The law asks two questions (Children and Families Act 2014, section 36(8)). We must assess if the answer to both is yes."
        ),
        Paragraph(
            f"{'Do' if about.to_child else 'Does'} {about.who} have, or may {about.who} have, special educational needs? Our answer is {_yes(sen)}."
        ),
        Paragraph(sen["why"]),
        Paragraph(
            f"May it be necessary to make special educational provision for {about.who} through an EHC plan? Our answer is {_yes(plan)}."
        ),
        Paragraph(plan["why"]),
        *([Paragraph(reasons)] if reasons else []),
    ]
    rights, rights_said = rights_block(about, notified_on)
    parts += rights
    parts += contact_block(about)
    return Wording(f"We will not assess {about.whose} needs", tuple(parts), frozenset(says | rights_said))


def draft_plan(about: About, *, comment_by: date, portal: bool = True) -> Wording:
    """The draft plan: fifteen days to comment, and the right to ask for a setting, a meeting and a personal budget."""
    parts: list[Part] = [
        Paragraph(f"This is the draft of {about.whose} education, health and care (EHC) plan, with the advice it was written from."),
        Paragraph(f"Tell us what you think of it by {in_words(comment_by)}. You can do it line by line online, in writing, or by telephone."),
        Heading("What you can ask for"),
        Points(
            (
                "Ask for a particular school, college or other setting to be named in the plan. The draft names none; that is the law.",
                "Ask for a meeting with us about the draft.",
                "Ask for a personal budget: an amount for some of the provision, which you can help to decide how to use.",
                "Ask for any part to be changed. We tell you each time whether we changed it and, if not, why.",
            )
        ),
        Paragraph(
            "Schools and colleges that you can ask for are listed in the council’s Local Offer"
            + (f"; ask us if you cannot find it: {_contact(about.area)}." if _contact(about.area) else ".")
        ),
        *contact_block(about),
        *support_block(about),
    ]
    says = {"fifteen_days", "request_setting", "request_meeting", "where_to_find_settings", "personal_budget", "draft_plan", "advice"}
    return Wording(f"The draft of {about.whose} plan", tuple(parts), frozenset(says))


def final_plan(about: About, *, notified_on: date, setting: str) -> Wording:
    """The final plan, and every right that comes with it."""
    parts: list[Part] = [
        Paragraph(f"This is {about.whose} final education, health and care (EHC) plan. It has been in force since {in_words(notified_on)}."),
        *([Paragraph(f"The plan names {setting}.")] if setting else []),
        Paragraph(
            "The council must secure the special educational provision that section F sets out, and the health service must arrange the provision "
            "in section G (Children and Families Act 2014, section 42). If something does not arrive, tell us."
        ),
        Heading("If you do not agree"),
        Paragraph(
            "You can appeal about sections B (needs), F (special educational provision) and I (the setting). You can ask the Tribunal to look at "
            "health and social care too, and it can then make recommendations about them."
        ),
    ]
    rights, said = rights_block(about, notified_on)
    parts += [*rights, *contact_block(about)]
    return Wording(f"{about.whose[:1].upper()}{about.whose[1:]} final plan", tuple(parts), frozenset({*said, "hsc_recommendations", "plan"}))


def will_not_issue(about: About, *, reasons: str, notified_on: date) -> Wording:
    """There will be no plan: this child's reasons, and every right with its date."""
    parts: list[Part] = [
        Paragraph(f"We have assessed {about.whose} needs, and decided that a plan is not necessary. You have the right to challenge this decision."),
        Heading("Why we decided this"),
        Paragraph("The law asks whether, in the light of the assessment, it is necessary for special educational provision to be made through a plan (Children and Families Act 2014, section 37)."),
        Paragraph(reasons),
        Paragraph("The Tribunal can also make recommendations about health and social care."),
    ]
    rights, said = rights_block(about, notified_on)
    parts += [*rights, *contact_block(about)]
    says = {*said, "hsc_recommendations"} | ({"reasons"} if reasons.strip() else set())
    return Wording(f"We will not make a plan for {about.who}", tuple(parts), frozenset(says))


def rights_block(about: About, notified_on: date) -> tuple[list[Part], set[str]]:
    """The rights block: each right is said only when its contact is known, so that a gap stops the letter."""
    area, said = about.area, {"appeal_right", "time_limits"}
    contact_by, limit = appeal.contact_adviser_by(notified_on), appeal.appeal_limit(notified_on)
    parts: list[Part] = [
        Heading("Your right to appeal"),
        Paragraph(
            "You can appeal to the First-tier Tribunal (Special Educational Needs and Disability). It is independent of the council and free to use."
        ),
        Paragraph(
            f"The Tribunal must have your appeal within two months of the date of this letter, that is by {in_words(limit.by)}, or within one month "
            "of the date on your mediation certificate. The later of the two dates counts."
        ),
    ]
    if area.mediation.strip() and _contact(area):
        said.add("mediation_reg32")
        parts += [
            Heading("Mediation"),
            Paragraph(
                "You have the right to mediation: a meeting with the council, led by somebody independent, to try to agree. You do not have to take part. "
                "Before you can appeal, you must speak to a mediation adviser and get a certificate."
            ),
            Points(
                (
                    f"Contact the mediation adviser by {in_words(contact_by)}.",
                    "If you do not want mediation, tell the adviser. They send you a certificate within three working days.",
                    "If you want mediation, you must tell the adviser and us: that you want it, what you disagree with and, if it is about "
                    "health, which health provision you want. We must then arrange it within 30 days.",
                    "After mediation, the adviser sends you a certificate within three working days.",
                )
            ),
            Paragraph(f"Mediation adviser: {_one_line(area.mediation)}"),
            Paragraph(f"The council’s contact for mediation: {_contact(area)}"),
        ]
    if area.disagreement.strip():
        said.add("disagreement_resolution")
        parts += [
            Heading("Help to sort out a disagreement"),
            Paragraph(
                f"You can use an independent disagreement resolution service at any time. It is free: {_one_line(area.disagreement)}"
            ),
        ]
    support = support_block(about)
    if support:
        said.add("information_advice")
        parts += support
    return parts, said


def support_block(about: About) -> list[Part]:
    """Where free advice and support is; nothing while the area has not said."""
    if not about.area.sendiass.strip():
        return []
    return [
        Heading("Free advice and support"),
        Paragraph(f"You can get free, impartial information, advice and support from {_one_line(about.area.sendiass)}"),
    ]


def contact_block(about: About) -> list[Part]:
    """Who works on it, and how to reach them."""
    reach = _contact(about.area)
    name = about.worker.name if about.worker else "The SEND team"
    direct = [getattr(about.worker, "phone", ""), getattr(about.worker, "email", "")] if about.worker else []
    how = ", ".join(part for part in direct if part) or reach
    return [Heading("Your contact"), Paragraph(f"{name} is working on this{f'. Contact: {how}' if how else ''}.")]


def _contact(area: Any) -> str:
    return ", ".join(part for part in (area.phone, area.email, _one_line(area.address)) if part)


def _one_line(text: str) -> str:
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _yes(answer: Mapping[str, Any]) -> str:
    return "yes" if answer["answer"] else "no"


def plain(parts: Iterable[Part]) -> str:
    """The letter's words alone, a part a paragraph: for the page that shows it before it is sent."""
    lines = []
    for part in parts:
        lines += list(part.items) if isinstance(part, Points) else [part.text]
    return "\n\n".join(lines)
