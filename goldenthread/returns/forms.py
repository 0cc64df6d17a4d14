"""What is typed or sent to take a return in."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields.choices import ChoiceField
from goldenthread.core.form_fields.files import FileField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, WholeNumberField

from .mending import MOST
from .models import AreaPosts

MEGABYTE = 1024 * 1024


class ReturnForm(Form):
    """The file."""

    one_time = True

    file = FileField(
        label="The return",
        help_text="A SEN2 XML file of 2023 to 2026, or the nine-file export as one zip. Up to 100 MB.",
        endings=(".xml", ".zip"),
        most=100 * MEGABYTE,
        missing="Select the return’s file",
    )


class SettleForm(Form):
    """Who a held person is."""

    one_time = True
    who = ChoiceField(label="Who is this?", missing="Say who this is", choices=())

    def __init__(self, *args: Any, possible: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["who"]
        who.given_choices = [*possible, ("new", "Somebody else: start a new record")]


class PostsForm(Form):
    """Whether the area's designated officers were in post on census day."""

    dmo = ChoiceField(label="Designated medical officer", choices=AreaPosts.Said.choices, required=False, inline=True)
    dco = ChoiceField(label="Designated clinical officer", choices=AreaPosts.Said.choices, required=False, inline=True)
    dsco = ChoiceField(label="Designated social care officer", choices=AreaPosts.Said.choices, required=False, inline=True)


class NoteForm(Form):
    """Why a query may stand."""

    note = TextareaField(label="Why it may stand", help_text="Sent with the return. Leave it empty to take the note back.", required=False, max_length=1000)


class DaysToMendForm(Form):
    """How long whoever has the case has to mend what is found."""

    days = WholeNumberField(
        label="Working days to mend what is found", help_text="Counted from the day after it is found. Census day is the last day in any case.",
        least=1, most=MOST, width=3, missing="Enter the number of working days",
    )  # fmt: skip
