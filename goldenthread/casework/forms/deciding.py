"""The decision whether to assess: the legal test as two questions, and the reasons."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, YesNoField

from ..models import Decision
from ..policies import TEST


class DecisionForm(Form):
    """Answers that lead to a decision. Two yeses mean that the law says to assess; a no means not to, with reasons on both."""

    consulted_on = DateField(
        label="When was the parent or young person consulted about this decision?",
        subject="The date the family was consulted",
        past=True,
        missing="Enter the date you consulted the parent or young person",
        help_text="The law says to consult them before deciding (Children and Families Act 2014, section 36(4)). For example, 27 3 2026",
    )
    has_or_may_have_sen = YesNoField(
        label=TEST["has_or_may_have_sen"],
        missing="Select yes if the child or young person has, or may have, special educational needs",
        help_text="‘May have’ is enough. Think of this child’s difficulty in learning, or disability, that calls for provision other children do not need",
    )
    why_has_or_may_have_sen = TextareaField(
        label="Why? What in this child’s evidence shows it?",
        required=False,
        max_length=5000,
        rows=5,
        help_text="Needed if you decide not to assess",
    )
    plan_may_be_necessary = YesNoField(
        label=TEST["plan_may_be_necessary"],
        missing="Select yes if it may be necessary to make provision through an EHC plan",
        help_text=(
            "‘May be necessary’ is a low test. Attainment alone, a number of cycles of support, or what a school has spent are not the test "
            "(section 36(8); R (W) v Hertfordshire 2023)"
        ),
    )
    why_plan_may_be_necessary = TextareaField(
        label="Why? What can the setting provide from its own means, and what not?", required=False, max_length=5000, rows=5,
        help_text="Needed if you decide not to assess",
    )  # fmt: skip
    outcome = ChoiceField(
        label="What is the decision?",
        choices=[("assess", "Assess"), ("not_assess", "Do not assess")],
        missing="Select the decision",
    )
    reasons = TextareaField(
        label="Anything else the family should read in the letter", required=False, max_length=5000, rows=5
    )
    made_on = DateField(
        label="When was it decided?", subject="The date of the decision", past=True, missing="Enter the date of the decision",
        help_text="The day the officer or panel decided. The six weeks end only when the family is told",
    )  # fmt: skip
    forum = ChoiceField(
        label="Who decided?",
        choices=[choice for choice in Decision.Forum.choices if choice[0] != "return"],
        missing="Select who decided",
        inline=True,
    )

    field_order = [
        "consulted_on", "has_or_may_have_sen", "why_has_or_may_have_sen", "plan_may_be_necessary", "why_plan_may_be_necessary", "outcome",
        "reasons", "made_on", "forum",
    ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "not_assess":
            for part, sentence in NEEDED.items():
                if not cleaned.get(f"why_{part}") and f"why_{part}" not in self.errors:
                    self.add_error(f"why_{part}", sentence)
        met = [cleaned.get(part) for part in TEST]
        if all(met) and cleaned.get("outcome") == "not_assess":
            self.add_error(
                "outcome",
                "Both questions are answered yes, so the law says to assess. Change an answer, or select ‘Assess’",
            )
        if False in met and cleaned.get("outcome") == "assess":
            self.add_error("outcome", "A question is answered no. Change the answer, or select ‘Do not assess’")
        return cleaned

    @property
    def yes(self) -> bool:
        """The decision is to assess."""
        return self.cleaned_data["outcome"] == "assess"

    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers as the action takes them."""
        return {part: {"answer": self.cleaned_data[part], "why": self.cleaned_data[f"why_{part}"]} for part in TEST}


NEEDED = {
    "has_or_may_have_sen": "Enter this child’s reasons on whether they have, or may have, special educational needs",
    "plan_may_be_necessary": "Enter this child’s reasons on whether a plan may be necessary",
}
