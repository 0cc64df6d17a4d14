"""What is typed about giving a figure, and beside one."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField, WholeNumberField

from ..decimals import NumberField
from .models import Collection


class CollectionForm(Form):
    """Who gives a figure when."""

    one_time = True
    figure = ChoiceField(label="Which figure?", choices=(), draw_as="select", missing="Select the figure")
    owner = ChoiceField(label="Who gives it?", choices=(), draw_as="select", missing="Select who gives it")
    whose = TextField(label="Which body counts it?", max_length=200, required=False)
    every = ChoiceField(label="How often?", choices=Collection.EVERY, missing="Select how often")
    as_at = DateField(label="The first figure is as at which day?", help_text="The last day of the time that it tells of", missing="Enter the day", subject="The first figure’s day")
    due_on = DateField(label="By when is it given?", missing="Enter the day by which it is given", subject="The day by which it is given")
    remind = WholeNumberField(label="How many days before to remind them?", least=0, most=60, missing="Enter how many days", subject="The days")

    def __init__(self, *args: Any, figures: list[tuple[str, str]], people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].given_choices = figures  # type: ignore[attr-defined]
        self.fields["owner"].given_choices = people  # type: ignore[attr-defined]


class GiveForm(Form):
    """One figure that others count."""

    one_time = True
    as_at = DateField(label="As at which day?", past=True, missing="Enter the day", subject="The day")
    value = NumberField(label="The figure", most=999_999_999, decimals=2, width=10, missing="Enter the figure", subject="The figure")
    period = TextField(label="Of what time is it?", help_text="In the words of whoever published it, like: January 2026", max_length=60, missing="Enter of what time it is")
    source = TextField(label="Where was it published?", max_length=300, missing="Enter where it was published")


class NoteForm(Form):
    """What is said beside a figure."""

    at = DateField(label="About the figure as at", past=True, missing="Enter the day", subject="The day")
    words = TextareaField(label="What do you say of it?", help_text="Two or three sentences. Name no child: everybody who sees the figure can read this.", max_length=600, rows=4, missing="Write what you have to say of the figure")
