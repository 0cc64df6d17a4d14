"""The survey, and the code to come to it."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, Form, TextareaField, TextField

from .actions import LONGEST
from .questions import CHOICES, EDITIONS


class CodeForm(Form):
    """The code from a letter."""

    code = TextField(label="The code in your letter", missing="Enter the code in your letter", max_length=20, help_text="For example, ABCD-EFGH-JKMN")


class SurveyForm(Form):
    """Every question on one page; none has to be answered."""

    marks_optional = False

    def __init__(self, *args: Any, edition: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, statement in EDITIONS[edition].items():
            self.fields[key] = ChoiceField(label=statement, choices=list(CHOICES.items()), required=False)
        self.fields["words"] = TextareaField(
            label="What helped, or what should we do better?", required=False, max_length=LONGEST, rows=5,
            help_text="In your own words. Leave out names, so that nobody can tell who you are",
        )  # fmt: skip

    def choices_made(self) -> dict[str, str]:
        """Question → choice, of those that were answered."""
        return {key: value for key, value in self.cleaned_data.items() if key != "words" and value}
