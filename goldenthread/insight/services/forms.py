"""What is typed about services, and the file that one sends."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    FileField,
    Form,
    TextareaField,
    TextField,
    WholeNumberField,
)

from .sheets import MOST_BYTES


class ServiceForm(Form):
    """A service, and what its return is held against."""

    one_time = True
    name = TextField(label="What is the service called?", help_text="As families and staff call it, like: Autism assessment", max_length=120, missing="Enter what the service is called", subject="The name")
    organisation = ChoiceField(label="Which body gives it?", choices=(), draw_as="select", missing="Select the body that gives it")
    standard_weeks = WholeNumberField(label="Within how many weeks is a child to be seen?", least=1, most=104, missing="Enter how many weeks", subject="The weeks")
    again_months = WholeNumberField(
        label="Within how many months of a discharge does a referral count as a re-referral?", help_text="No rule fixes this. 12 is assumed.", least=1, most=60, missing="Enter how many months", subject="The months",
    )  # fmt: skip
    first_quarter = DateField(label="From which quarter does it give a return?", help_text="Any day of that quarter", missing="Enter a day of the first quarter", subject="The first quarter")
    due_days = WholeNumberField(label="How many days after a quarter is its return due?", least=0, most=120, missing="Enter how many days", subject="The days")

    def __init__(self, *args: Any, bodies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies:
            self.fields["organisation"].given_choices = bodies  # type: ignore[attr-defined]
        else:
            del self.fields["organisation"]


class DistrictsForm(Form):
    """The districts of an area."""

    names = TextareaField(label="Districts, one on a line", help_text="As services know them. Files must name them in the same way.", max_length=3000, rows=8, missing="Enter the districts")


class ReturnForm(Form):
    """A service's return for a quarter."""

    quarter = ChoiceField(label="For which quarter?", choices=(), draw_as="select", missing="Select the quarter")
    file = FileField(label="The return", endings=(".xlsx", ".csv"), most=MOST_BYTES, missing="Select the return", help_text="The template filled in, as Excel or CSV")

    def __init__(self, *args: Any, quarters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].given_choices = quarters  # type: ignore[attr-defined]
