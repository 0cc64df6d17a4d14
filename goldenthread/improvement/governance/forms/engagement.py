"""Who was asked, and what they said; questions from the public."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField, WholeNumberField

from ..models import Engagement, PublicQuestion, Sector
from .ladder import Choices


class RatingField(TextField):
    """A mean rating from 1 to 5, such as 3.8. The cleaned value is in tenths, None when not answered."""

    def clean(self, value: Any) -> Any:
        words = (super().clean(value) or "").strip()
        if not words:
            return None
        whole, _, tenth = words.partition(".")
        if whole.isdecimal() and whole.isascii() and len(whole) == 1 and (not tenth or (tenth.isdecimal() and tenth.isascii() and len(tenth) == 1)):
            tenths = int(whole) * 10 + int(tenth or 0)
            if 10 <= tenths <= 50:
                return tenths
        raise ValidationError("Enter a rating from 1 to 5, such as 3.8")


class _People(Form):
    """How many of each sector took part."""

    def add_people(self) -> None:
        for sector, words in Sector.choices:
            self.fields[f"people-{sector}"] = WholeNumberField(label=f"{words}: how many took part?", required=False, most=100_000)

    def people(self) -> dict[str, int]:
        """Sectors with how many took part."""
        return {sector: self.cleaned_data[f"people-{sector}"] or 0 for sector, _ in Sector.choices}


class EngagementForm(_People):
    """People were asked."""

    kind = ChoiceField(label="What was it?", choices=Engagement.Kind.choices, missing="Select what it was")
    title = TextField(label="What is it called?", missing="Enter what it is called", max_length=200)
    about = TextareaField(label="What were people asked?", missing="Enter what people were asked", max_length=3000, rows=3)
    from_on = DateField(label="First day", missing="Enter the first day")
    until_on = DateField(label="Last day", missing="Enter the last day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_people()

    def clean(self) -> dict[str, Any]:
        """It does not end before it begins."""
        said = super().clean() or self.cleaned_data
        if said.get("from_on") and said.get("until_on") and said["until_on"] < said["from_on"]:
            self.add_error("until_on", "The last day must be the same as or after the first day")
        return said


class ToldForm(_People):
    """What they said and what changed."""

    said = TextareaField(label="What did they say?", required=False, max_length=5000, help_text="Name nobody")
    rating = RatingField(label="How did they rate it, from 1 to 5?", required=False, max_length=4, width=4, help_text="The mean, such as 3.8")
    rated_by = WholeNumberField(label="How many people gave a rating?", required=False, least=1, most=100_000)
    changed = TextareaField(label="What changed, or why did nothing?", required=False, max_length=3000)
    answered_on = DateField(label="When were they told?", required=False, past=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_people()

    def clean(self) -> dict[str, Any]:
        """A rating has its number of people; an answer has its words."""
        said = super().clean() or self.cleaned_data
        if said.get("rating") and not said.get("rated_by") and "rated_by" not in self.errors:
            self.add_error("rated_by", "Enter how many people gave a rating")
        if said.get("rated_by") and not said.get("rating") and "rating" not in self.errors:
            self.add_error("rating", "Enter how they rated it")
        if said.get("answered_on") and not said.get("changed"):
            self.add_error("changed", "Enter what changed, or why nothing did")
        return said


class QuestionForm(Form):
    """A question put in public."""

    kind = ChoiceField(label="Who asked?", choices=PublicQuestion.Kind.choices, missing="Select who asked", inline=True)
    words = TextareaField(label="The question", missing="Enter the question", max_length=4000, help_text="Do not name a child or tell of one")
    asked_on = DateField(label="When was it asked?", subject="The day it was asked", past=True, missing="Enter the day it was asked")
    asked_at = TextField(label="At which meeting?", required=False, max_length=200)
    asked_by = TextField(label="How does the asker wish to be called?", required=False, max_length=120, help_text="For example, a parent. Leave it empty if they wish no name")

    def __init__(self, *args: Any, boards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"] = ChoiceField(label="Which group answers it?", choices=boards, draw_as="select", required=False, say_nothing="None in particular")


class AnswerQuestionForm(Form):
    """The answer."""

    answer = TextareaField(label="The answer", missing="Enter the answer", max_length=5000)
    answered_on = DateField(label="When was it given?", subject="The day of the answer", past=True, missing="Enter the day of the answer")


class CloseQuestionForm(Form):
    """Nothing is left to do."""

    changed = TextareaField(label="What changed because it was asked?", required=False, max_length=3000, rows=3)
