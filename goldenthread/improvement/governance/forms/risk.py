"""A risk and its score; what is raised, and the answer."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField

from ..actions.risk import Scored
from ..models import Escalation
from .ladder import Choices

LIKELIHOOD = [("1", "1, rare"), ("2", "2, unlikely"), ("3", "3, possible"), ("4", "4, likely"), ("5", "5, almost certain")]
IMPACT = [("1", "1, very small"), ("2", "2, small"), ("3", "3, moderate"), ("4", "4, large"), ("5", "5, very large")]


class ScoreForm(Form):
    """How likely and how bad, before what is done about it and after."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label, choices, missing in (
            ("likelihood_before", "How likely is it if nothing is done?", LIKELIHOOD, "Select how likely it is if nothing is done"),
            ("impact_before", "How bad would it be if nothing is done?", IMPACT, "Select how bad it would be if nothing is done"),
        ):
            self.fields[name] = ChoiceField(label=label, choices=choices, draw_as="select", missing=missing)
        self.fields["controls"] = TextareaField(label="What is done about it?", missing="Enter what is done about it", max_length=3000, rows=4)
        for name, label, choices, missing in (
            ("likelihood_after", "How likely is it with that?", LIKELIHOOD, "Select how likely it is with what is done about it"),
            ("impact_after", "How bad would it be with that?", IMPACT, "Select how bad it would be with what is done about it"),
        ):
            self.fields[name] = ChoiceField(label=label, choices=choices, draw_as="select", missing=missing)
        self.fields["why"] = TextareaField(label="Why these scores?", missing="Enter why you chose these scores", max_length=2000, rows=3)
        self.fields["review_on"] = DateField(
            label="When will you look at it again?", subject="The day to look at it again", future=True, missing="Enter when you will look at it again"
        )

    def scored(self) -> Scored:
        """The score, as the action takes it."""
        said = self.cleaned_data
        figures = {name: int(said[name]) for name in ("likelihood_before", "impact_before", "likelihood_after", "impact_after")}
        return Scored(**figures, why=said["why"])

    def clean(self) -> dict[str, Any]:
        """What is done about a risk does not make it worse."""
        said = super().clean() or self.cleaned_data
        names = ("likelihood_before", "impact_before", "likelihood_after", "impact_after")
        if all(said.get(name) for name in names):
            before, after = (int(said[f"likelihood_{when}"]) * int(said[f"impact_{when}"]) for when in ("before", "after"))
            if after > before:
                self.add_error("likelihood_after", f"With what is done about it the score is {after}, higher than {before} without. Check both")
        return said


class RiskForm(ScoreForm):
    """A new risk."""

    def __init__(self, *args: Any, boards: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scores = self.fields
        self.fields = {
            "title": TextField(label="What might go wrong?", missing="Enter what might go wrong", max_length=200),
            "cause": TextareaField(label="What would cause it?", required=False, max_length=2000, rows=3),
            "effect": TextareaField(label="What would it mean for children and families?", required=False, max_length=2000, rows=3, help_text="Do not name a child or tell of one"),
            "owner": ChoiceField(label="Which partner owns it?", choices=owners, draw_as="select", missing="Select which partner owns it"),
            "owner_name": TextField(label="Who there?", required=False, max_length=120, help_text="A post or a name"),
            "board": ChoiceField(label="Which group watches it?", choices=boards, draw_as="select", missing="Select which group watches it"),
            **scores,
        }


class CloseRiskForm(Form):
    """Why a risk is over."""

    why = TextareaField(label="Why is it over?", missing="Enter why it is over", max_length=1000, rows=3)


class EscalationForm(Form):
    """What is raised, why, and what the board above is asked."""

    def __init__(self, *args: Any, titled: bool = False, rule: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titled:
            self.fields["title"] = TextField(label="What do you want to raise?", missing="Enter what you want to raise", max_length=200)
        self.fields["reason"] = TextareaField(
            label="Why can it not be settled here?", missing="Enter why it cannot be settled here", max_length=3000, rows=4,
            help_text="The rule that holds is written here. Add to it" if rule else "",
        )  # fmt: skip
        self.fields["asked"] = TextareaField(label="What do you ask the group above to do?", missing="Enter what you ask the group above to do", max_length=2000, rows=3)


class AnswerForm(Form):
    """The answer to what was raised."""

    def __init__(self, *args: Any, may_pass: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [one for one in Escalation.Answer.choices if may_pass or one[0] != "passed"]
        self.fields["answer"] = ChoiceField(label="What is the answer?", choices=choices, missing="Select the answer")
        self.fields["reply"] = TextareaField(
            label="What do you say to them?", missing="Enter what you say to them", max_length=3000, rows=4, help_text="An answer is not changed later"
        )
