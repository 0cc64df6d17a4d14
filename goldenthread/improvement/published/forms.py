"""What is typed to publish."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields.choices import ConfirmField
from goldenthread.core.form_fields.dates import DateField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, TextField


class PublishForm(Form):
    """A new edition."""

    name = TextField(label="Which quarter is it of?", help_text="Such as July to September 2026", max_length=60, missing="Enter which quarter it is of")
    as_at = DateField(label="As at", help_text="The day whose measures it shows", past=True, missing="Enter the day whose measures it shows")
    looked = ConfirmField(label="Before you publish", statement="I have looked at what will be published, and nobody can be known by it", missing="Look at what will be published, and say that you have")


class WithdrawForm(Form):
    """Why an edition is shown no more."""

    because = TextareaField(label="Why is it withdrawn?", help_text="Everybody can read this", max_length=300, rows=3, missing="Say why it is withdrawn")


class WordsForm(Form):
    """A section in other words."""

    plain = TextareaField(label="In plain English", help_text="What will be different for families, in a few sentences", rows=6, max_length=3000, required=False)
    easy = TextareaField(label="As Easy Read", help_text="One idea a line, in short words", rows=6, max_length=3000, required=False)


class ReplyForm(Form):
    """What families said, and what was done."""

    said = TextareaField(label="You said", help_text="In words that tell nobody who said it", max_length=500, rows=3, missing="Enter what families said")
    heard_on = DateField(label="When did they say it?", past=True, missing="Enter when they said it")
    did = TextareaField(label="We did", help_text="What was done, or why nothing could be. Leave it empty until there is something to say", max_length=1000, rows=3, required=False)
    done_on = DateField(label="When was it done?", past=True, required=False)

    def clean(self) -> dict[str, Any]:
        """What was done has its day."""
        said = super().clean() or self.cleaned_data
        if said.get("did") and not said.get("done_on") and "done_on" not in self.errors:
            self.add_error("done_on", "Enter when it was done")
        if said.get("done_on") and not said.get("did") and "did" not in self.errors:
            self.add_error("did", "Enter what was done")
        return said
