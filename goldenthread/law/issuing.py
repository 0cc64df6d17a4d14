"""Issuing a plan, or deciding that none is needed: what must have been done before, and who must have it."""

from goldenthread.law.cite import ACT, BUDGET_REGULATIONS, CODE, REGULATIONS, Force, cite

CITATIONS = {
    "necessary": cite(
        ACT, "section 37(1)",
        "Where, in the light of an assessment, it is necessary for special educational provision to be made through a "
        "plan, the council prepares one.",
        "V1",
    ),
    "sixteen_weeks": cite(
        REGULATIONS, "regulation 10(1)",
        "A decision not to issue a plan is told to the family, with reasons, within 16 weeks of the request.", "V1",
    ),
    "advice": cite(
        REGULATIONS, "regulation 6(1)", "The council secures advice from each of those the law names.", "V2"
    ),
    "fifteen_days": cite(
        REGULATIONS, "regulation 13(1)",
        "The draft is sent to the child's parent or the young person, who has at least 15 days to make "
        "representations about it.",
        "V1",
    ),
    "representations": cite(
        ACT, "section 38(1) and (2)(b)",
        "The council consults the family about the content of the plan, and has regard to what they say.", "V1",
    ),
    "serve": cite(
        REGULATIONS, "regulation 13(2)",
        "The final plan goes to the family, each setting it names and the health board within 20 weeks of the request.",
        "V1",
    ),
    "agreements": cite(
        CODE, "paragraph 9.69", "It is clear in the plan who secures each part of the provision.", "M", Force.GUIDANCE
    ),
    "fifteen_days_to_reply": cite(
        CODE, "paragraph 9.83", "A setting that is consulted answers within 15 days.", "V2", Force.GUIDANCE
    ),
    "consider_objections": cite(
        "R (Swalcliffe Park School) v Wokingham [2023]", "",
        "A setting's reasoned objection is conscientiously considered before it is named all the same.", "V2",
    ),
    "budget": cite(
        BUDGET_REGULATIONS, "regulation 4",
        "A personal budget is prepared if the family asks for one while the draft is prepared.", "V2",
    ),
    "advisers_look": cite(
        "Golden Thread", "advisers see how their advice is used",
        "Whoever gave advice sees how a plan uses it, and can say before it is issued whether that is accurate.", "A", Force.LOCAL,
    ),
    "two_people": cite(
        "Golden Thread", "two people issue a plan", "One person proposes that a plan is issued; another issues it.", "A",
        Force.LOCAL,
    ),
    "names": cite(
        "Golden Thread", "no other child is named", "A plan names no child but its own, unless somebody looked.", "A",
        Force.LOCAL,
    ),
    "other_child": cite(
        "UK GDPR", "Article 5(1)(f)", "Personal data is kept from those who may not see it.", "M"
    ),
}  # fmt: skip
