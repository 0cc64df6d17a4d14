"""What is typed when a number was found at a source."""

from __future__ import annotations

from goldenthread.core.form_fields import ChoiceField, ConfirmField, DateField, Form, TextField

from ..models import NumberCheck


class CheckNumberForm(Form):
    """Which number was found where, and when."""

    kind = ChoiceField(label="Which number?", choices=NumberCheck.Kind.choices, inline=True, missing="Choose which number it is")
    number = TextField(label="The number as you found it", max_length=30, width=20, missing="Enter the number")
    source = ChoiceField(label="Where did you find it?", choices=NumberCheck.Source.choices, missing="Choose where you found it")
    checked_on = DateField(label="On which day?", subject="The day", missing="Enter the day")
    replaces = ConfirmField(label="If the record has another number", statement="This number replaces it", required=False)
