"""What each letter must say and who gets a copy. A decision letter that lacks its rights must not leave."""

from dataclasses import dataclass

from goldenthread.law.cite import ACT, REGULATIONS, Citation, cite
from goldenthread.law.refusals import LawRefusal

CITATIONS = {
    "considering": cite(
        ACT, "section 36(7); SEND Regulations 2014, regulation 4(2)",
        "A council considering an assessment says so, and that the family may give views and evidence.", "V1",
    ),
    "refuse_to_assess": cite(
        REGULATIONS, "regulations 5(3) and 32; Children and Families Act 2014, section 36(5)",
        "A refusal gives reasons, the right to appeal and its time limits, mediation, disagreement resolution, and "
        "information and advice.",
        "V2",
    ),
    "agree_to_assess": cite(
        REGULATIONS, "regulation 5(1) and (2)", "The decision is notified, with a copy to all first told.", "V1"
    ),
    "refuse_to_issue": cite(
        REGULATIONS, "regulations 10(3) and 32", "As for a refusal to assess, with health and care recommendations.",
        "V1",
    ),
    "draft": cite(
        REGULATIONS, "regulation 13(1); Children and Families Act 2014, section 38",
        "The draft goes with its advice, 15 days to comment, the right to ask for a setting, a meeting and a personal "
        "budget, and where settings are listed.",
        "V1",
    ),
    "final": cite(
        REGULATIONS, "regulations 13(2) and 14",
        "The final plan goes to the family, the setting and the health board with the rights.", "V2",
    ),
    "no_change": cite(
        REGULATIONS, "regulation 20(11)", "A decision not to change the plan gives reasons and rights.", "M"
    ),
    "amend": cite(
        "R (L, M, P) v Devon [2022] EWHC 493 (Admin)", "regulation 22(2)",
        "The decision to amend goes with the plan, the notice of the changes, the evidence, 15 days and the right to "
        "ask for a setting.",
        "V1",
    ),
    "cease": cite(
        REGULATIONS, "regulation 31",
        "A notice to cease follows consultation, gives reasons and rights, and says the plan stays until the time to "
        "appeal is over.",
        "V1",
    ),
    "reassess": cite(REGULATIONS, "regulation 25", "A refusal to reassess gives reasons and rights.", "V2"),
    "transfer_in": cite(REGULATIONS, "regulation 15(4)", "The three facts that a new council tells the family.", "V1"),
}  # fmt: skip

RIGHTS_BLOCK = ("appeal_right", "time_limits", "mediation_reg32", "disagreement_resolution", "information_advice")
"""Regulation 32 and its neighbours: the words that give a family its rights after a decision it can appeal."""

RIGHTS_IN_WORDS = {
    "reasons": "the reasons for the decision",
    "appeal_right": "the right to appeal to the Tribunal",
    "time_limits": "two months to appeal, or one month from the mediation certificate",
    "mediation_reg32": "mediation: the right to it, the certificate, the adviser's contact details, the times, the "
    "duty to tell the council the issues, and the council's contact details",
    "disagreement_resolution": "independent disagreement resolution",
    "information_advice": "impartial information, advice and support",
    "hsc_recommendations": "the Tribunal's power to make recommendations on health and social care",
}

_WATCHERS = ("icb", "social_care", "setting")


@dataclass(frozen=True, slots=True)
class Letter:
    """``must_include``: what it says; ``enclose``: what goes with it; ``copies``: who else gets it."""

    decision: str
    name: str
    must_include: tuple[str, ...]
    citation: Citation
    copies: tuple[str, ...] = ()
    enclose: tuple[str, ...] = ()

    @property
    def carries_rights(self) -> bool:
        """Whether it answers a decision that can be appealed."""
        return "appeal_right" in self.must_include

    @property
    def recommendations_required(self) -> bool:
        """Whether it tells of the Tribunal's power to recommend: in every appealable letter but one."""
        return "hsc_recommendations" in self.must_include


_APPEALABLE = ("reasons", *RIGHTS_BLOCK, "hsc_recommendations")

LETTERS: dict[str, Letter] = {
    letter.decision: letter
    for letter in (
        Letter("considering_assessment", "We are considering an assessment", ("views_and_evidence",),
               CITATIONS["considering"], _WATCHERS),
        Letter("agree_to_assess", "We will assess", ("decision",), CITATIONS["agree_to_assess"], _WATCHERS),
        Letter("refuse_to_assess", "We will not assess", ("reasons", *RIGHTS_BLOCK), CITATIONS["refuse_to_assess"],
               _WATCHERS),
        Letter("refuse_to_issue", "We will not issue a plan", _APPEALABLE, CITATIONS["refuse_to_issue"],
               ("icb", "setting")),
        Letter("draft_plan", "Draft plan",
               ("fifteen_days", "request_setting", "request_meeting", "where_to_find_settings", "personal_budget"),
               CITATIONS["draft"], (), ("draft_plan", "advice")),
        Letter("final_plan", "Final plan", (*RIGHTS_BLOCK, "hsc_recommendations"), CITATIONS["final"],
               ("setting", "icb"), ("plan",)),
        Letter("annual_review_no_change", "The plan will not change", _APPEALABLE, CITATIONS["no_change"],
               ("setting",)),
        Letter("annual_review_amend", "We will change the plan",
               ("decision", "notice_of_amendments", "fifteen_days", "request_setting", "request_meeting"),
               CITATIONS["amend"], ("setting",), ("plan", "notice_of_amendments", "evidence")),
        Letter("amended_plan", "Amended plan", (*RIGHTS_BLOCK, "hsc_recommendations"), CITATIONS["final"],
               ("setting", "icb"), ("plan",)),
        Letter("drop_amendments", "The plan will not change after all", _APPEALABLE, CITATIONS["no_change"],
               ("setting",)),
        Letter("cease", "We will stop maintaining the plan", (*_APPEALABLE, "plan_stays_until_appeal_period_ends"),
               CITATIONS["cease"], ("setting", "icb")),
        Letter("refuse_to_reassess", "We will not reassess", _APPEALABLE, CITATIONS["reassess"], ("icb", "setting")),
        Letter("agree_to_reassess", "We will reassess", ("decision",), CITATIONS["reassess"], _WATCHERS),
        Letter("transfer_in", "Your plan has passed to us",
               ("plan_transferred", "whether_it_will_assess", "when_it_will_review"), CITATIONS["transfer_in"]),
    )
}  # fmt: skip

ALSO_CALLED = {
    "refuse_assess": "refuse_to_assess", "refusal_to_assess": "refuse_to_assess", "not_assess": "refuse_to_assess",
    "will_not_assess": "refuse_to_assess", "refuse_issue": "refuse_to_issue", "refusal_to_issue": "refuse_to_issue",
    "not_issue": "refuse_to_issue", "refuse_plan": "refuse_to_issue", "no_plan": "refuse_to_issue",
    "refuse_to_issue_plan": "refuse_to_issue", "not_to_issue": "refuse_to_issue", "final_amended_plan": "amended_plan",
    "amended_final_plan": "amended_plan", "amended_final": "amended_plan", "final_amended": "amended_plan",
    "issue_plan": "final_plan", "final": "final_plan", "draft": "draft_plan", "no_change": "annual_review_no_change",
    "annual_review_maintain": "annual_review_no_change", "annual_review_cease": "cease", "cease_plan": "cease",
    "cease_to_maintain": "cease", "refuse_reassessment": "refuse_to_reassess", "refuse_reassess": "refuse_to_reassess",
    "will_not_reassess": "refuse_to_reassess", "transfer": "transfer_in", "amend": "annual_review_amend",
    "considering": "considering_assessment",
}  # fmt: skip


def letter(decision: str) -> Letter:
    """The letter for a decision, by its usual name or another."""
    found = LETTERS.get(ALSO_CALLED.get(decision, decision))
    if found is None:
        raise LawRefusal(f"'{decision}' is not a decision that has a letter. Choose from: {', '.join(LETTERS)}.")
    return found


def missing_from(decision: str, included: frozenset[str] | set[str]) -> tuple[str, ...]:
    """What the letter must say, or enclose, and does not."""
    found = letter(decision)
    return tuple(dict.fromkeys(part for part in (*found.must_include, *found.enclose) if part not in included))


def check_complete(decision: str, included: frozenset[str] | set[str]) -> None:
    """A letter leaves only when whole: a family whose rights were left out may appeal late."""
    missing = missing_from(decision, included)
    if missing:
        words = ", ".join(RIGHTS_IN_WORDS.get(part, part.replace("_", " ")) for part in missing)
        raise LawRefusal(f"This letter cannot be sent yet. Add: {words}.", letter(decision).citation)
