"""A meeting: when, what is on its agenda, which papers, who came, what was decided and agreed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.casework.forms.panels import TimeField
from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    FileField,
    Form,
    ManyChoiceField,
    TextareaField,
    TextField,
)
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import KINDS, check_upload

from ..models import Presence
from .ladder import Choices


class MeetingForm(Form):
    """When a board meets."""

    held_on = DateField(label="When does the group meet?", subject="The date of the meeting", missing="Enter the date of the meeting")
    at = TimeField(label="At what time?", required=False, max_length=10, width=5, help_text="For example, 9:30am")
    place = TextField(label="Where, or the link to join", required=False, max_length=200)
    purpose = TextField(label="What is this meeting for?", required=False, max_length=200, help_text="Only if it is not an ordinary meeting")


class CallOffForm(Form):
    """Why a meeting will not be held."""

    why = TextField(label="Why will it not be held?", missing="Enter why it will not be held", max_length=200)


class AgendaForm(Form):
    """What is due; each ticked unless somebody says no."""

    def __init__(self, *args: Any, due: Choices, why: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"] = ManyChoiceField(
            label="What is due", choices=due, hints=why, required=False, small=True, initial=[key for key, _ in due],
            help_text="Take the tick away from what does not need the meeting’s time",
        )  # fmt: skip


class ItemForm(Form):
    """Something else for the agenda."""

    title = TextField(label="What is to be talked of?", missing="Enter what is to be talked of", max_length=300)
    why = TextField(label="What is the meeting asked to do?", required=False, max_length=300, help_text="For example, decide, or know of")
    presenter = TextField(label="Who speaks?", required=False, max_length=120)


class PaperForm(Form):
    """A paper that somebody sends. What is in it is checked before it is kept."""

    title = TextField(label="What is the paper called?", missing="Enter what the paper is called", max_length=200)
    file = FileField(
        label="The paper", endings=tuple(ending for ending in KINDS if ending in (".pdf", ".docx", ".xlsx", ".odt")),
        help_text="PDF, Word, Excel or OpenDocument, up to 20 MB. It must not name a child or tell of one", missing="Select the paper",
    )  # fmt: skip

    def clean_file(self) -> Any:
        """A file of a kind that we take, with no virus: an `Upload`."""
        try:
            return check_upload(self.cleaned_data["file"])
        except Refused as refused:
            raise ValidationError(refused.sentence) from None


class PresenceForm(Form):
    """Who came: one question for each who sits in the board."""

    def __init__(self, *args: Any, members: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for one in members:
            key = str(one.pk)
            self.fields[f"came-{key}"] = ChoiceField(
                label=f"{one.name}, {one.get_sector_display()}", choices=Presence.Came.choices, missing=f"Select whether {one.name} came", small=True,
                reveals={"instead": [f"instead-{key}"]},
            )  # fmt: skip
            self.fields[f"instead-{key}"] = TextField(
                label=f"Who came instead of {one.name}?", missing=f"Enter who came instead of {one.name}", max_length=120
            )

    def came(self) -> dict[Any, tuple[str, str]]:
        """How each came, and who came instead."""
        said = self.cleaned_data
        return {one: (said[f"came-{one.pk}"], said.get(f"instead-{one.pk}") or "") for one in self.members}


class NoteForm(Form):
    """What was said under an item."""

    note = TextareaField(label="What was said?", required=False, max_length=4000, help_text="Do not name a child or tell of one")


class DecisionForm(Form):
    """What was decided."""

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = ChoiceField(label="Under which item?", choices=items, draw_as="select", required=False, say_nothing="None of them")
        self.fields["words"] = TextareaField(label="What did the group decide?", missing="Enter what the group decided", max_length=2000, rows=3)


class AgreedForm(Form):
    """What somebody will do."""

    def __init__(self, *args: Any, items: Choices, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = ChoiceField(label="Under which item?", choices=items, draw_as="select", required=False, say_nothing="None of them")
        self.fields["words"] = TextareaField(label="What will be done?", missing="Enter what will be done", max_length=2000, rows=3)
        self.fields["owner"] = ChoiceField(label="Who will do it?", choices=owners, draw_as="select", missing="Select who will do it")
        self.fields["due_on"] = DateField(label="By when?", subject="The day", missing="Enter the day by which it will be done")


class HowFarForm(Form):
    """How far an agreed action is."""

    state = ChoiceField(
        label="How far is it?",
        choices=[("going", "Still going"), ("done", "Done"), ("passed", "Somebody else will do it"), ("dropped", "It is not needed any more")],
        reveals={"going": ["words", "due_on"], "done": ["done_on", "shown_by"], "passed": ["owner"], "dropped": ["why"]}, missing="Select how far it is",
    )  # fmt: skip
    words = TextareaField(label="What has been done so far?", missing="Enter what has been done so far", max_length=2000, rows=3)
    due_on = DateField(label="A new day, if the old one will not be met", required=False)
    done_on = DateField(label="When was it done?", subject="The day it was done", past=True, missing="Enter the day it was done")
    shown_by = TextareaField(label="What shows it?", missing="Enter what shows that it is done", max_length=2000, rows=3)
    why = TextareaField(label="Why is it not needed?", missing="Enter why it is not needed", max_length=1000, rows=3)

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = ChoiceField(label="Who?", choices=owners, draw_as="select", missing="Select who will do it")
