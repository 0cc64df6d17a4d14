"""The decision whether a plan is issued."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField

from ..models import Decision

LONGEST = 10_000


class ConcludeForm(Form):
    """One question of the law: in the light of the assessment, is it necessary to make provision through a plan?"""

    outcome = ChoiceField(
        label="In the light of the assessment, is it necessary to make special educational provision through an EHC plan?",
        choices=[("issue", "Yes, issue a plan"), ("not_issue", "No, do not issue a plan")],
        hints={"not_issue": "The family gets a letter with your reasons and their rights"},
        missing="Select whether a plan is necessary",
    )
    reasons = TextareaField(
        label="Why? What in this child’s advice shows it?", required=False, max_length=LONGEST, rows=8,
        help_text="Needed if no plan is issued: it stands in the letter, so write it to the family",
    )  # fmt: skip
    made_on = DateField(label="When was it decided?", subject="The date of the decision", past=True, missing="Enter the date of the decision")
    forum = ChoiceField(
        label="Who decided?", choices=[choice for choice in Decision.Forum.choices if choice[0] != "return"], missing="Select who decided", inline=True
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == "not_issue" and not cleaned.get("reasons") and "reasons" not in self.errors:
            self.add_error("reasons", "Enter this child’s reasons why a plan is not necessary")
        return cleaned

    @property
    def yes(self) -> bool:
        """A plan is to be issued."""
        return self.cleaned_data["outcome"] == "issue"


class SureForm(Form):
    """Nothing more is asked; sent twice, it is done once."""

    one_time = True
