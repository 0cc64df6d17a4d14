"""Which function holds each rule: read by the pages of the law, and by a test that each name exists."""

HELD_BY: dict[str, dict[str, str]] = {
    "days": {
        "weeks_after": "weeks_after", "days_beginning_with": "days_beginning_with", "calendar_days": "days_after",
        "no_roll_forward": "next_working_day", "working_day": "is_working_day", "corresponding_date": "months_after",
        "tribunal_time": "tribunal_limit",
    },
    "rights": {
        "holder": "rights_holder", "school_age_ends": "compulsory_school_age_ends", "school_age_starts": "starts",
        "capacity": "rights_holder", "at_each_step": "rights_holder", "care_at_18": "section_h1_permitted",
    },
    "school_year": {
        "phases": "phase_transfer", "all_through": "phase_transfer", "sixth_form": "phase_transfer",
        "year_group": "national_curriculum_year",
    },
    "request": {
        "who": "route", "attention": "route", "form": "route", "consult": "check_consulted",
        "six_months": "must_consider_assessment", "test": "must_assess", "reassess_who": "must_consider_reassessment",
        "reassess_six_months": "may_refuse_reassessment", "receipt": "received_on",
        "early_years": "early_years_notice", "identify": "route",
    },
    "exceptions": {
        "six_weeks": "grounds_for", "assessment": "closure", "adviser": "grounds_for", "reassessment": "grounds_for",
        "orders": "grounds_for", "custody": "grounds_for", "none": "check_claim", "effect": "effect",
        "hard_edged": "check_claim", "coronavirus": "is_exception",
    },
    "advice": {
        "set": "must_seek", "adulthood": "must_seek", "family_asks": "must_seek", "forces": "must_seek",
        "sensory": "education_advice_through", "reuse": "must_seek_again", "six_weeks": "advice_by",
    },
    "plan": {
        "draft": "check_section_i", "sections": "section_i_fault", "specific": "vague_words",
        "must_name": "check_refusal_ground", "budget": "budget_request_valid", "budget_refusal": "check_budget_refusal",
    },
    "letters": dict.fromkeys(
        ("considering", "refuse_to_assess", "agree_to_assess", "refuse_to_issue", "draft", "final", "no_change",
         "amend", "cease", "reassess", "transfer_in"),
        "check_complete",
    ),
    "review": {
        "yearly": "year_ends", "complete": "decide_by", "no_restart": "year_ends", "attending": "invited",
        "not_attending": "invited", "notice": "invite_by", "report": "around_meeting", "decision": "decide_by",
        "amend": "amended_final_by", "early": "check_refusal_of_early_review", "under_five": "under_five_window",
        "defective": "check_complete",
    },
    "transfer": {"school": "phase_dates", "post16": "phase_dates", "between_post16": "between_post16_by"},
    "ceasing": {
        "grounds": "may_cease", "under_18": "may_cease", "over_18": "may_cease", "age": "may_cease",
        "consult": "check_may_cease", "hold": "maintain_to", "age_25": "maintainable_until",
    },
    "moves": {
        "transfer": "transfer_by", "letter": "letter_by", "review": "review_by", "health": "health_board_asks_by",
        "fees": "check_stop_fees",
    },
    "custody": {"assess": "limits", "release": "limits", "keep": "plan_during", "after_release": "plan_during"},
    "appeal": {
        "appealable": "APPEALABLE", "certificate": "certificate_required", "discrimination": "certificate_required",
        "appeal_by": "appeal_limit", "respond_by": "respond_by", "contact_by": "contact_adviser_by",
        "mediation": "check_mediation_refusal", "recommendation": "recommendation_answered_by",
    },
    "orders": {
        "assess": "assess", "make_plan": "make_plan", "amend": "amend_by", "name": "name_by", "at_once": "at_once",
        "unopposed": "assess", "agreed": "assess", "no_august": "amend_by",
    },
    "publication": {
        "comments": "comments_published_by", "need_not_publish": "must_publish", "access": "answer_access_by",
        "stop_the_clock": "answer_access_by", "complaint": "complaint_acknowledged_by", "retention": "disposal_from",
        "statement": "statement_by", "priority_plan": "priority_plan_by", "monitoring": "inspections_after",
    },
    "identifiers": {
        "upn": "check_upn", "uln": "check_uln", "nhs_number": "check_nhs_number", "urn": "check_urn",
        "ukprn": "check_ukprn",
    },
    "groups": {"agreed": "needs_agreement", "special": "needs_agreement", "task": "why_held"},
}  # fmt: skip
"""Module, then citation, then the function (or table). A rule that is not here is stated, and kept by people."""

MODULES = {
    "days": "Counting days",
    "rights": "Who holds the rights",
    "school_year": "School years and phases",
    "request": "Asking for an assessment",
    "exceptions": "Exceptions",
    "advice": "Advice",
    "plan": "What a plan holds",
    "letters": "What letters must say",
    "review": "Annual review",
    "transfer": "Moving between phases",
    "ceasing": "Ceasing, and age 25",
    "moves": "Moving between councils",
    "custody": "Custody",
    "appeal": "Mediation and appeal",
    "orders": "Tribunal orders",
    "publication": "Local Offer, information and inspection",
    "identifiers": "Identifiers",
    "groups": "Groups of children",
}
"""Every module that states rules, in the order of the pages, with the heading of its page."""
