"""What is typed about the minimum data set."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, FileField, Form, TextField, WholeNumberField

from ...decimals import NumberField
from ..sheets import MOST_BYTES
from .models import EVERY, SIDES, UNITS
from .sources import offered


class ItemForm(Form):
    """One thing that the strategic group must see."""

    one_time = True
    name = TextField(label="What must be seen?", max_length=200, missing="Enter what must be seen")
    source = ChoiceField(label="Where does its value come from?", choices=offered, draw_as="select", missing="Select where its value comes from")
    service = ChoiceField(label="Of which service?", choices=(), draw_as="select", say_nothing="None: of the area or the contract", required=False)
    contract = TextField(label="Under which contract?", max_length=120, required=False)
    giver = ChoiceField(label="Which body gives it?", choices=(), draw_as="select", missing="Select the body that gives it")
    unit = ChoiceField(label="What is it given in?", help_text="Read where the body enters it; what is counted has a unit of its own", choices=UNITS, draw_as="select", missing="Select what it is given in")
    every = ChoiceField(label="How often?", choices=EVERY, missing="Select how often")
    due_days = WholeNumberField(label="How many days after the quarter is it due?", least=0, most=120, missing="Enter how many days", subject="The days")
    side = ChoiceField(label="What is the target?", choices=SIDES, draw_as="select", say_nothing="There is none", required=False)
    target = NumberField(label="Target", most=999_999_999, decimals=2, width=10, required=False, subject="The target")

    def __init__(self, *args: Any, services: list[tuple[str, str]], bodies: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].given_choices = services  # type: ignore[attr-defined]
        self.fields["giver"].given_choices = bodies  # type: ignore[attr-defined]


class AgreeForm(Form):
    """Where and when a version was agreed."""

    agreed_in = TextField(label="Where was it agreed?", help_text="Like: Strategic group, item 4", max_length=200, missing="Enter where it was agreed")
    agreed_on = DateField(label="On which day?", past=True, missing="Enter the day on which it was agreed", subject="The day")


class GiveForm(Form):
    """A contract return."""

    quarter = ChoiceField(label="For which quarter?", choices=(), draw_as="select", missing="Select the quarter")
    file = FileField(label="The contract return", endings=(".xlsx", ".csv"), most=MOST_BYTES, missing="Select the contract return", help_text="The template filled in, as Excel or CSV")

    def __init__(self, *args: Any, quarters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].given_choices = quarters  # type: ignore[attr-defined]
