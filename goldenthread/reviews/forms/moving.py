"""Forms of moves between councils."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, FileField, Form, TextareaField, TextField, YesNoField

from ..bundle.reading import MOST_PACKED


class MoveOutForm(Form):
    one_time = True
    to_name = TextField(label="To which council?", missing="Enter the name of the council", max_length=120)
    to_code = TextField(label="Its number, if you know it", required=False, max_length=3, width=5, help_text="Three digits")
    aware_on = DateField(
        label="When did this council know of the move?", subject="The day", past=True, missing="Enter the day on which this council knew",
        help_text="If that is at least 15 working days before the move, the plan passes on the day of the move. Otherwise within 15 working days",
    )  # fmt: skip
    moving_on = DateField(label="When does the family move?", subject="The day of the move", missing="Enter the day of the move")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        code = cleaned.get("to_code") or ""
        if code and not (code.isdecimal() and len(code) == 3):
            self.add_error("to_code", "The council’s number must be three digits, like 330")
        return cleaned


class TransferredForm(Form):
    one_time = True
    transferred_on = DateField(label="When did the plan pass to the new council?", subject="The day", past=True, missing="Enter the day")


class GiveUpForm(Form):
    why = TextareaField(label="Why does the family not move?", missing="Enter why the family does not move", rows=3, max_length=2000)


class BundleForm(Form):
    """A plan bundle from another council."""

    file = FileField(label="The file from the other council", endings=(".zip",), most=MOST_PACKED, missing="Select the file", help_text="A ZIP file that Golden Thread made")


class MatchForm(Form):
    """Who it is about."""

    def __init__(self, *args: Any, choices: list[tuple[str, str]], hints: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = ChoiceField(
            label="Who is this plan for?", choices=[*choices, ("new", "Nobody on record here. Start a record")], hints=hints, missing="Select who the plan is for",
            reveals={"new": ["why"]} if choices else None, divider="or" if choices else None,
        )  # fmt: skip
        if choices:
            self.fields["why"] = TextareaField(label="How do you know that it is somebody else?", missing="Enter how you know that it is somebody else", rows=3, max_length=2000)


class WriteForm(Form):
    """When the plan passed, and whether the setting in it can be reached."""

    transferred_on = DateField(label="When did the plan pass to us?", subject="The day", past=True, missing="Enter the day on which the plan passed")
    can_attend = YesNoField(
        label="Can they go on attending the setting in the plan?", choices=[("yes", "Yes"), ("no", "No, it is too far away")], reveals={"no": ["meanwhile"]}, missing="Select whether they can go on attending it"
    )
    meanwhile = TextareaField(label="What is arranged meanwhile?", missing="Enter what is arranged meanwhile", rows=4, max_length=5000, help_text="Another suitable setting, until the plan is amended. The family reads this")


class ToldForm(Form):
    one_time = True
    will_assess = YesNoField(label="Will we assess the needs again?", missing="Select whether we will assess the needs again")
