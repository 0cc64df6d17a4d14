"""What is chosen and sent when data go back and forth with health."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, FileField, Form, TextField

from .reading import COLUMNS, MOST_BYTES
from .schedule import EVERY

#: A body and an agreement that it has signed, chosen as one.
Under = dict[str, tuple[Any, Any]]


class _UnderForm(Form):
    under = ChoiceField(label="Health body and agreement to share data", choices=(), missing="Choose the health body and the agreement")

    def __init__(self, *args: Any, under: Under, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = under
        fields: Any = self.fields
        fields["under"].given_choices = [(key, f"{body.name}, under “{agreement.name}”") for key, (body, agreement) in under.items()]

    def clean_under(self) -> tuple[Any, Any]:
        return self.known[self.cleaned_data["under"]]


class FlagListForm(_UnderForm):
    """A health body's list of the children it has flagged."""

    file = FileField(
        label="The health body’s list", endings=(".csv", ".xlsx"), most=MOST_BYTES, missing="Select the list",
        help_text=f"CSV or Excel, with the columns {', '.join(COLUMNS)}",
    )  # fmt: skip


class ScheduleForm(_UnderForm):
    """How often health is told who is out of school."""

    every = ChoiceField(label="How often is the file made?", choices=list(EVERY.items()), missing="Choose how often")


class WhoForm(Form):
    """Who a held row is."""

    who = ChoiceField(label="Who is this?", missing="Say who this is", choices=())

    def __init__(self, *args: Any, possible: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["who"].given_choices = [*possible, ("nobody", "Nobody on record here")]


class ReceivedForm(Form):
    """The health body has it."""

    received_by = TextField(label="Who said that they have it, with their post", max_length=200, missing="Enter who said so")
    received_on = DateField(label="On which day?", subject="The day", missing="Enter the day")
