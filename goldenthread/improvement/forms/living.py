"""What is typed while a plan lives: how far an action is, its rating, its words, what it is tied to."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields.choices import ChoiceField, ManyChoiceField
from goldenthread.core.form_fields.dates import DateField
from goldenthread.core.form_fields.files import FileField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, TextField

from ..models import Action, Cost
from ..reading.ratings import COLOURS

Choices = Iterable[tuple[Any, str]]
STAYS = "stays"


def label(action: Action) -> str:
    """An action in a list to choose from."""
    words = " ".join(action.words.split())
    return f"{action.reference} {words if len(words) <= 90 else words[:90].rsplit(' ', 1)[0] + '…'}".strip()


class TellForm(Form):
    """How far an action is, and its rating for the quarter, on one page."""

    one_time = True
    words = TextareaField(label="How far is it?", help_text="What happened since last time, and what is next. Name no child.", max_length=2000, missing="Say how far it is")
    expected_on = DateField(label="When will it be done?", help_text="Leave it empty if the target date still holds.", required=False, subject="The day it will be done")
    done_on = DateField(label="Is it done? On which day?", required=False, past=True, subject="The day it was done")
    shown_by = TextareaField(label="What shows that it is done?", help_text="Needed where it is done and no file of evidence is with it.", max_length=1000, required=False)

    def __init__(self, *args: Any, scale: Choices = (), quarter: str = "", suggestion: str = "", others: Choices = (), waiting: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not quarter:
            return
        self.fields["colour"] = ChoiceField(
            label=f"Rating for {quarter}", help_text=suggestion or "What you say above is the reason.", choices=[*scale, (STAYS, "I do not rate it now")], missing="Select a rating"
        )
        self.initial.setdefault("colour", STAYS)
        if waiting:
            self.fields["needs"] = ChoiceField(label="What does it wait for?", help_text=f"Only if you choose {waiting}.", choices=others, draw_as="select", required=False, say_nothing="Nothing")


class RateForm(Form):
    """A rating for a quarter, with its reason."""

    one_time = True

    def __init__(self, *args: Any, scale: Choices, quarters: Choices, places: Choices = (), suggestion: str = "", others: Choices = (), waiting: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"] = ChoiceField(label="Which quarter is it for?", choices=quarters, draw_as="select", missing="Select a quarter")
        if places:
            self.fields["period"] = ChoiceField(label="Which place in the plan’s grid is that?", choices=places, draw_as="select", required=False, say_nothing="None of them: a place of its own")
        self.fields["colour"] = ChoiceField(label="Rating", help_text=suggestion, choices=scale, missing="Select a rating")
        if waiting:
            self.fields["needs"] = ChoiceField(label="What does it wait for?", help_text=f"Only if you choose {waiting}.", choices=others, draw_as="select", required=False, say_nothing="Nothing")
        self.fields["reason"] = TextareaField(label="Why is it rated so?", help_text="Where it differs from what the facts suggest, say why. Name no child.", max_length=2000, missing="Say why it is rated so")


class ScaleForm(Form):
    """The colours that a plan is rated by, and what it means by each."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["colours"] = ManyChoiceField(label="Which colours is the plan rated by?", choices=[(colour, colour.capitalize()) for colour in COLOURS], missing="Select the colours that the plan uses")
        for colour in COLOURS:
            self.fields[f"words_{colour}"] = TextField(label=f"What {colour} means", max_length=300, required=False)

    @property
    def scale(self) -> dict[str, str]:
        """The chosen colours with their words."""
        return {colour: self.cleaned_data[f"words_{colour}"] for colour in COLOURS if colour in self.cleaned_data["colours"]}


class MendForm(Form):
    """Words of a section, a group or an action. What was printed is kept."""

    CALLED = {
        "reference": "Reference", "title": "Title", "leader": "Accountable leader", "words": "Words", "owners": "Responsible together, one a line",
        "dates": "Dates for all of them", "owner": "Who is responsible, one a line", "contributors": "Who contributes, one a line",
    }  # fmt: skip

    def __init__(self, *args: Any, asks: Iterable[str], hints: dict[str, str], never_empty: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in asks:
            short = field == "reference"
            required = field in set(never_empty)
            said = {"label": self.CALLED[field], "help_text": hints.get(field, ""), "required": required, **({"missing": "Enter the words: they cannot be left empty"} if required else {})}
            self.fields[field] = TextField(max_length=80, width=10, **said) if short else TextareaField(max_length=None, rows=3 if field in ("owner", "owners", "leader", "contributors", "dates") else 6, **said)
        self.fields["why"] = TextField(label="Why was it mended?", max_length=300, required=False)


class MendDateForm(Form):
    """The day that was meant."""

    due_on = DateField(label="Which day was meant?", missing="Enter the day that was meant", subject="The day that was meant")
    why = TextField(label="How do you know?", help_text="For example: the minutes of the board say so.", max_length=300, required=False)


class PlaceForm(Form):
    """Where words without a place belong."""

    def __init__(self, *args: Any, places: Choices, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = ChoiceField(label="What are these words?", choices=places, missing="Say what these words are")
        self.fields["into"] = ChoiceField(label="Of what?", choices=targets, draw_as="select", required=False, say_nothing="Nothing")


class TaskForm(Form):
    """A private task."""

    one_time = True
    words = TextField(label="What is to be done?", max_length=500, missing="Enter what is to be done")
    owner = TextField(label="Who does it?", max_length=200, required=False)
    due_on = DateField(label="By when?", required=False, subject="The day it is due")


class CostForm(Form):
    """A cost."""

    one_time = True
    kind = ChoiceField(label="Is it planned or spent?", choices=Cost.Kind.choices, missing="Select whether it is planned or spent")
    pounds = TextField(label="How much, in pounds?", max_length=15, width=10, missing="Enter how much it costs")
    paid_by = TextField(label="Who pays?", max_length=200, required=False)
    words = TextField(label="What for?", max_length=500, required=False)

    def clean_pounds(self) -> Decimal:
        """Pounds and pence."""
        try:
            pounds = Decimal(self.cleaned_data["pounds"].replace(",", "").lstrip("£").strip()).quantize(Decimal("0.01"))
        except InvalidOperation:
            pounds = Decimal("NaN")
        if not pounds.is_finite() or not 0 <= pounds < 10**10:
            raise ValidationError("The cost must be a number of pounds, like 1200 or 1200.50")
        return pounds


class AttachForm(Form):
    """A file that shows something."""

    one_time = True
    file = FileField(label="The file", help_text="PDF, Word, Excel, text or a picture. Up to 20 MB. It must not name a child.", missing="Select the file")
    shows = TextareaField(label="What does it show?", max_length=1000, missing="Say what the file shows")
    dated_on = DateField(label="From which day is it?", past=True, missing="Enter the day that the file is from", subject="The day of the file")


class WaitForm(Form):
    """Another action that this one waits for."""

    one_time = True
    why = TextField(label="Why?", max_length=500, required=False)

    def __init__(self, *args: Any, others: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["needs"] = ChoiceField(label="Which action does it wait for?", choices=others, draw_as="select", missing="Select an action")
        self.order_fields(["needs", "why"])


class PartForm(Form):
    """A role and its part."""

    one_time = True

    def __init__(self, *args: Any, roles: Choices, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = ChoiceField(label="Which role?", choices=roles, draw_as="select", missing="Select a role")
        self.fields["part"] = ChoiceField(label="What is its part?", choices=parts, missing="Select what its part is")


class AnswersForm(Form):
    """A finding that the action answers."""

    one_time = True

    def __init__(self, *args: Any, findings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["finding"] = ChoiceField(label="Which finding does it answer?", choices=findings, draw_as="select", missing="Select a finding")


class ReachedForm(Form):
    """A milestone that was reached, or when it is expected."""

    one_time = True
    reached_on = DateField(label="When was it reached?", past=True, required=False, subject="The day it was reached")
    expected_on = DateField(label="If it was not, when is it expected?", required=False, subject="The day it is expected")

    def __init__(self, *args: Any, milestones: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["milestone"] = ChoiceField(label="Which milestone?", choices=milestones, draw_as="select", missing="Select a milestone")
        self.order_fields(["milestone", "reached_on", "expected_on"])

    def clean(self) -> dict[str, Any]:
        """One of the two days."""
        said = super().clean() or self.cleaned_data
        if not self.errors and bool(said.get("reached_on")) == bool(said.get("expected_on")):
            self.add_error("reached_on", "Enter the day it was reached, or the day it is expected, not both")
        return said
