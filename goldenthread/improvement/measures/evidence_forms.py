"""What is typed of sampled cases and stories."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields.choices import ChoiceField
from goldenthread.core.form_fields.dates import DateField
from goldenthread.core.form_fields.files import FileField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, TextField

from .forms import NumberField
from .models import MeasureEvidence

SAMPLE = MeasureEvidence.Kind.SAMPLE.value
PAPER = "PDF, Word, Excel, text or a picture. Up to 20 MB. It must not name a child."


class EvidenceForm(Form):
    """Cases that were looked at, or a story, with up to two papers."""

    kind = ChoiceField(label="What is it?", choices=MeasureEvidence.Kind.choices, reveals={SAMPLE: ["drawn", "looked_at", "held"]}, missing="Select whether it is sampled cases or a story")
    drawn = TextField(label="How were the cases drawn?", help_text="For example, every tenth plan issued in the quarter", max_length=300, missing="Say how the cases were drawn", subject="How they were drawn")
    looked_at = NumberField(label="How many cases were looked at?", subject="The number of cases", missing="Enter how many cases were looked at")
    held = NumberField(label="In how many of them was it as it should be?", subject="The number as it should be", missing="Enter in how many of them it was as it should be")
    day = DateField(label="Last day of the time that it tells of", past=True, missing="Enter the last day of the time that it tells of", subject="The day")
    words = TextareaField(label="What was found, or what happened?", help_text="Name no child. Everybody who sees the measure reads it", max_length=5000, missing="Say what was found, or what happened", subject="What was found")
    gathered_by = TextField(label="Who looked, or who tells it?", help_text="A role or a body, for example the parent carer forum", max_length=200, missing="Enter who looked, or who tells it", subject="Who looked, or tells it,")
    paper = FileField(label="A paper", help_text=PAPER, required=False)
    second_paper = FileField(label="Another paper", help_text=PAPER, required=False)

    def clean(self) -> dict[str, Any]:
        """Whole numbers of cases, of which no more are as they should be than were looked at."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") != SAMPLE:
            return said
        for name in ("looked_at", "held"):
            number = said.get(name)
            if number is not None and (number != int(number) or not 0 <= number <= 100_000):
                field: Any = self.fields[name]
                self.add_error(name, f"{field.subject} must be a whole number, like 12")
        looked_at, held = said.get("looked_at"), said.get("held")
        if not self.errors and looked_at is not None and held is not None:
            if looked_at < 1:
                self.add_error("looked_at", "Enter at least 1 case")
            elif held > looked_at:
                self.add_error("held", "Enter no more cases than were looked at")
        return said


class TakeBackForm(Form):
    """Why it is taken back."""

    one_time = False
    because = TextField(label="Why is it taken back?", max_length=300, missing="Say why it is taken back")
