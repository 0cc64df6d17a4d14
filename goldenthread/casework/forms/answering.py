"""What an adviser types: about the advice as a whole, and one strength, need, outcome or provision at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    FileField,
    Form,
    ManyChoiceField,
    TextareaField,
    TextField,
    WholeNumberField,
)
from goldenthread.plans.models import Passage
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea, Promise

Lines = Sequence[tuple[str, str]]

#: The words of each kind of line: what one is called, and what its page asks.
KINDS = {
    "strength": ("strength", "What is going well, or what can the child do?"),
    "need": ("need", "What is the need?"),
    "outcome": ("outcome", "What should the child be able to do?"),
    "provision": ("provision", "What is to be provided?"),
    "view": ("view", "What do they think, like or want to say?"),
    "aspiration": ("hope", "What do they hope for?"),
}
HELP = {
    "need": "One need at a time: what is hard for this child, how you know, and what it means for learning and daily life",
    "outcome": "A change for this child that can be seen and measured. What somebody else will do is provision, not an outcome",
    "provision": "Say exactly what will be done. Words like ‘access to’, ‘regular’ or ‘as appropriate’ leave room for doubt",
}


class PassageForm(Form):
    """One line. Its fields follow from its kind."""

    marks_optional = False  # what is needed before it is sent is said beside the line

    def __init__(self, *args: Any, kind: str, above: Lines = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        name, asks = KINDS[kind]
        self.fields["text"] = TextareaField(
            label=asks, missing=f"Enter the {name}", max_length=5000, rows=4, help_text=HELP.get(kind, "")
        )
        if kind in ("strength", "need"):
            self.fields["broad_area"] = ChoiceField(
                label="Which area is it in?", choices=BroadArea.choices, draw_as="select", required=False
            )
        if above and kind in ("outcome", "provision"):
            of = "need" if kind == "outcome" else "outcome"
            self.fields["serves"] = ManyChoiceField(label=f"Which {of}s is it for?", choices=above, required=False, small=True)
        if kind == "outcome":
            self._outcome()
        if kind == "provision":
            self._provision()

    def _outcome(self) -> None:
        self.fields["by_when"] = DateField(
            label="By when?", subject="The date by which it should be reached", required=False, help_text="For example, 31 7 2027"
        )
        self.fields["measure"] = TextareaField(label="How will it be known?", required=False, max_length=1000, rows=2)
        self.fields["theme"] = ChoiceField(
            label="Which theme of preparing for adulthood?", choices=AdulthoodTheme.choices, draw_as="select", required=False
        )

    def _provision(self) -> None:
        self.fields["deliverer"] = TextField(
            label="Who does it?", required=False, max_length=200, help_text="The kind of person, such as a speech and language therapist"
        )
        self.fields["skill"] = TextField(label="What training or qualification do they need?", required=False, max_length=200)
        self.fields["times"] = WholeNumberField(label="How many times?", required=False, least=1, most=50, width=3)
        self.fields["per"] = ChoiceField(
            label="In each", choices=[(value, words[0].upper() + words[1:]) for value, words in Promise.Per.choices], draw_as="select", required=False
        )
        self.fields["minutes"] = WholeNumberField(
            label="How many minutes each time?", required=False, least=1, most=1440, width=4, help_text="60 is an hour, 300 a school day"
        )
        self.fields["weeks"] = WholeNumberField(
            label="For how many weeks of the year?", required=False, least=1, most=53, width=3, help_text="39 is every school week"
        )
        self.fields["group_size"] = WholeNumberField(
            label="How many children at once, at most?", required=False, least=1, most=40, width=3, help_text="1 for one to one"
        )
        self.fields["review"] = TextField(label="How and when is it looked at again?", required=False, max_length=200)

    def said(self) -> dict[str, Any]:
        """What is known of the line besides its text, as the action takes it."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("text", "serves", "version")}

    def serves(self) -> list[str]:
        """Ids of the lines that it is for."""
        return list(self.cleaned_data.get("serves") or [])


class AboutForm(Form):
    """The advice as a whole."""

    def __init__(self, *args: Any, behalf: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if behalf:
            self.fields["author"] = TextField(label="Who gave the advice?", missing="Enter who gave the advice", max_length=200)
        self.fields["author_role"] = TextField(
            label="What is their role?" if behalf else "What is your role?", required=False, max_length=200,
            help_text="Such as specialist speech and language therapist",
        )  # fmt: skip
        self.fields["seen_on"] = DateField(
            label="When was the child last seen for this advice?", subject="The date the child was last seen", past=True, required=False
        )
        self.fields["summary"] = TextareaField(
            label="In a few words, what did you find?", required=False, max_length=5000, rows=4
        )
        self.fields["nothing_found"] = ConfirmField(
            label="No needs", statement="I identified no needs in my area. I give no outcome and no provision", required=False
        )


class PaperForm(Form):
    """Advice that exists as a file."""

    paper = FileField(
        label="Choose the file", missing="Select the file that holds the advice", endings=(".pdf", ".docx", ".txt"),
        help_text="PDF, Word (DOCX) or text (TXT), smaller than 20 MB. It is kept, and you place each of its lines",
    )  # fmt: skip
    title = TextField(label="What is it called?", required=False, max_length=200)


#: What a line of a file can be.
PLACES = [
    ("need", "Need"), ("outcome", "Outcome"), ("provision", "Provision"), ("strength", "Strength"), ("view", "View or interest"),
    ("aspiration", "Aspiration"), ("left_out", "Nothing for the plan: leave it out"),
]  # fmt: skip


class LineForm(Form):
    """Where one line of a file goes. Left as it is, it waits."""

    marks_optional = False

    def __init__(self, *args: Any, passage: Passage, above: Lines, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"line{passage.position}", **kwargs)
        self.passage = passage
        self.fields["kind"] = ChoiceField(
            label=f"Line {passage.position} is", choices=PLACES, draw_as="select", required=False, say_nothing="Not placed yet"
        )
        self.fields["broad_area"] = ChoiceField(
            label=f"Area of line {passage.position}", choices=BroadArea.choices, draw_as="select", required=False, say_nothing="No area"
        )
        if above:
            self.fields["serves"] = ChoiceField(
                label=f"Line {passage.position} is for", choices=above, draw_as="select", required=False, say_nothing="Nothing yet"
            )

    def placed(self) -> dict[str, Any] | None:
        """As the action takes it; None while the line waits."""
        said = self.cleaned_data
        if not said.get("kind"):
            return None
        return {"kind": said["kind"], "broad_area": said["broad_area"], "serves": [said["serves"]] if said.get("serves") else []}


class SendForm(Form):
    """The adviser sends; whoever enters it for them says when it came."""

    def __init__(self, *args: Any, behalf: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if behalf:
            self.fields["received_on"] = DateField(
                label="When was this advice received?", subject="The date it was received", past=True, missing="Enter the date it was received"
            )


class ViewsForm(Form):
    """What the family wants known. Any box may stay empty; each paragraph is kept as one thing that was said."""

    one_time = True
    marks_optional = False
    #: The boxes, and what kind of thing is said in each.
    KINDS = {"well": "strength", "hard": "need", "hopes": "aspiration", "helps": "view"}
    well = TextareaField(label="What is going well, and what matters to the child?", required=False, max_length=5000, rows=4)
    hard = TextareaField(label="What is hard?", required=False, max_length=5000, rows=4)
    hopes = TextareaField(label="What do you hope for?", required=False, max_length=5000, rows=4)
    helps = TextareaField(label="What helps, and what would help?", required=False, max_length=5000, rows=4)

    def __init__(self, *args: Any, behalf: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if behalf:
            self.fields["author"] = TextField(label="Who said it?", missing="Enter who said it", max_length=200)
            self.order_fields(["author", *self.KINDS])

    def said(self) -> dict[str, str]:
        """Their words by kind of passage."""
        return {kind: self.cleaned_data[box] for box, kind in self.KINDS.items()}
