"""Forms of the year before a phase transfer."""

from __future__ import annotations

from typing import Any

from goldenthread.casework.forms.asking import SettingForm
from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField


class PreferenceForm(SettingForm):
    """Which setting the family would like: one that is found, or their own words."""

    one_time = True
    setting = TextField(
        label="School, college or other setting", required=False, max_length=200, help_text="Its name, or its URN. Leave this empty if you do not have one in mind",
    )  # fmt: skip
    words = TextareaField(
        label="In your own words", required=False, rows=4, max_length=5000, help_text="For example, a type of school, what matters most, or that they stay where they are"
    )
    field_order = ["setting", "setting_choice", "words"]

    def __init__(self, *args: Any, by_officer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if by_officer:
            self.fields["said_on"] = DateField(label="When did they say so?", subject="The day", past=True, missing="Enter the day on which they said so")
            self.fields["who"] = ChoiceField(
                label="Who said so?", choices=[("parent", "A parent or carer"), ("child", "The young person")], missing="Select who said so", inline=True
            )
        self.order_fields([*self.field_order, "said_on", "who"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["found"] = self.find_setting()
        if not cleaned.get("setting") and not cleaned.get("words"):
            self.add_error("setting", "Enter a school or college, or say in your own words what you would like")
        return cleaned


class FinalForm(SettingForm):
    """The final plan was sent: when, and what it names."""

    one_time = True
    final_on = DateField(label="When was the final plan sent?", subject="The day", past=True, missing="Enter the day on which the final plan was sent")
    setting = TextField(label="School, college or other setting that it names", required=False, max_length=200, help_text="Its name, or its URN")
    words = TextareaField(label="If it names a type of setting, or none: which, and why", required=False, rows=3, max_length=2000)
    field_order = ["final_on", "setting", "setting_choice", "words"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["found"] = self.find_setting()
        if not cleaned.get("setting") and not cleaned.get("words"):
            self.add_error("setting", "Enter the setting that the plan names, or the type of setting")
        return cleaned


class MoveForm(Form):
    """A move between post-16 settings."""

    one_time = True
    moving_on = DateField(label="When does the young person move?", subject="The day of the move", missing="Enter the day of the move")
