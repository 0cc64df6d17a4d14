"""What is typed about a rule, and about what was found."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField, WholeNumberField

from ..decimals import NumberField
from .models import Analysis, Watch


class WatchForm(Form):
    """A rule."""

    one_time = True
    against = ChoiceField(label="What is it held against?", choices=Watch.Against.choices, missing="Select what it is held against")
    side = ChoiceField(label="When is it looked into?", choices=[("above", "When it is above"), ("below", "When it is below")], inline=True, missing="Select above or below")
    limit = NumberField(label="By which number?", help_text="The limit itself. Held against others: by how many points or units it may differ, 0 for not at all.", missing="Enter the number", subject="The number")
    months = WholeNumberField(label="For how many months in a row?", least=1, most=12, missing="Enter how many months", subject="The months")
    owner = ChoiceField(label="Who looks into it?", choices=(), draw_as="select", missing="Select who looks into it")
    days = WholeNumberField(label="Within how many days?", least=1, most=90, missing="Enter how many days", subject="The days")
    why = TextField(label="Why this limit?", max_length=300, required=False)

    def __init__(self, *args: Any, people: list[tuple[int, str]], comparable: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].given_choices = people  # type: ignore[attr-defined]
        if not comparable:
            self.fields["against"].given_choices = [(Watch.Against.NUMBER.value, Watch.Against.NUMBER.label)]  # type: ignore[attr-defined]


class FindingForm(Form):
    """What was found."""

    found = TextareaField(label="What did you find?", help_text="Name no child: everybody who sees the area’s figures can read this.", max_length=4000, rows=8, missing="Write what you found")
    outcome = ChoiceField(label="What came of it?", choices=[*Analysis.Outcome.choices, ("open", "I am not done: keep it open")], missing="Select what came of it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].required = False


class GiveForm(Form):
    """Who looks into it, by when."""

    owner = ChoiceField(label="Who looks into it?", choices=(), draw_as="select", missing="Select who looks into it")
    due_on = DateField(label="By when?", missing="Enter the day", subject="The day")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].given_choices = people  # type: ignore[attr-defined]
