"""What is typed about a meeting, about what was agreed there, and about how that ended."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField

NAMES_NO_CHILD = "Name no child here: everybody who sees the area’s figures can read this. For a child, go to the children behind the figure and choose one."


class MeetingForm(Form):
    """Which group met, when, and as at which day the figure was before it."""

    one_time = True
    group = TextField(label="Which group met?", help_text="For example, children missing education group", max_length=120, missing="Enter the name of the group", subject="The name of the group")
    held_on = DateField(label="On which day?", past=True, missing="Enter the day of the meeting", subject="The day of the meeting")
    at = DateField(label="As at which day was the figure?", past=True, missing="Enter the day that the figure speaks of", subject="The day that the figure speaks of")


class ActionForm(MeetingForm):
    """The same, with what somebody will do by a day."""

    words = TextareaField(label="What is to be done?", max_length=500, rows=3, missing="Say what is to be done")
    owner = ChoiceField(label="Who does it?", choices=(), draw_as="select", missing="Select who does it")
    due_on = DateField(label="By when?", missing="Enter the day by which it is done", subject="The day by which it is done")

    def __init__(self, *args: Any, people: list[tuple[int, str]], about_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].given_choices = people  # type: ignore[attr-defined]
        self.fields["words"].help_text = "Whoever may open this child’s record, and keeps or has the action, can read this." if about_one else NAMES_NO_CHILD


class DoneForm(Form):
    """What came of it."""

    came_of = TextareaField(label="What came of it?", help_text="A sentence is enough.", max_length=1000, rows=3, missing="Say in a sentence what came of it")


class DropForm(Form):
    """Why it will not be done."""

    why = TextareaField(label="Why is it dropped?", max_length=1000, rows=3, missing="Say why it is dropped")
