"""Forms of the plan's editor: each kind of line asks for what a line of that kind must say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from goldenthread.core.form_fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    Form,
    ManyChoiceField,
    TextareaField,
    TextField,
    WholeNumberField,
)

from .models import Line
from .models.promise import AdulthoodTheme, BroadArea, Promise

Choice = tuple[str, str]

#: The question that each kind of line answers, and a hint.
ASKS = {
    "view": ("What did they say?", "Their own words, as they said them"),
    "aspiration": ("What do they hope for?", "Their own words, as they said them"),
    "strength": ("What does the child do well?", ""),
    "need": ("What is hard, and how does it show?", "One need to a line. Not what will be given"),
    "outcome": ("What will the child be able to do?", "A change in the child, not what will be given"),
    "provision": ("What will be given?", "So clear that nobody can doubt it. Avoid ‘access to’, ‘regular’, ‘as appropriate’"),
    "setting": ("Which setting, or which type of setting?", ""),
    "payment": ("What is the payment for?", "The needs and outcomes that it is for, and the amount"),
    "advice": ("Which advice?", "Who gave it, and when"),
    "none": ("What is said?", "Say who found that there is nothing, and when"),
}
MOST = 4000


class LineForm(Form):
    """One line. `kind` and `section` say which fields it has; `bodies` and `adults` are what can be chosen.

    Only the words must be there to save a line: what else is missing, the checks say.
    """

    marks_optional = False
    #: Fields that stand side by side: how much, how often, for how long.
    side_by_side = frozenset({"minutes", "times", "per", "weeks", "group_size"})

    def __init__(self, *args: Any, kind: str, section: str, bodies: Sequence[Choice] = (), adults: Sequence[Choice] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.section = kind, section
        label, hint = ASKS[kind]
        self.fields["text"] = TextareaField(label=label, help_text=hint, missing="Enter what the line says", max_length=MOST, rows=4)
        if kind == "need" or (kind == "strength" and section != "A"):
            self.fields["broad_area"] = _choice("Area of need", BroadArea.choices)
        if kind == "need" and section == "B":
            self.fields["primary"] = ConfirmField(label="Main need", statement="This is the main need", required=False)
        if section == "A":
            self.fields["said_by"] = _choice("Whose words are these?", Line.SaidBy.choices)
            if adults:
                self.fields["adult"] = _choice("Which parent or carer?", adults)
        if kind == "outcome":
            self._outcome()
        if kind == "provision":
            self._provision(bodies)
        if kind == "setting":
            self.fields["body"] = _choice("The setting", bodies)

    def _outcome(self) -> None:
        self.fields["by_when"] = DateField(label="By when", required=False)
        self.fields["measure"] = TextareaField(label="How will we know?", required=False, max_length=1000, rows=2)
        self.fields["steps"] = TextareaField(label="Steps towards it, a line each", required=False, max_length=2000, rows=3)
        self.fields["theme"] = _choice("Preparing for adulthood", AdulthoodTheme.choices)

    def _provision(self, bodies: Sequence[Choice]) -> None:
        self.fields["deliverer"] = TextField(label="Who gives it", required=False, max_length=200, help_text="For example, a speech and language therapist")
        self.fields["skill"] = TextField(label="With what skill or training", required=False, max_length=200)
        self.fields["minutes"] = WholeNumberField(label="Minutes each time", required=False, least=1, most=1440)
        self.fields["times"] = WholeNumberField(label="How many times", required=False, least=1, most=100)
        self.fields["per"] = _choice("In each", Promise.Per.choices)
        self.fields["weeks"] = WholeNumberField(label="Weeks of a year", required=False, least=1, most=52)
        self.fields["group_size"] = WholeNumberField(label="Children in the group (1 for one to one)", required=False, least=1, most=40)
        self.fields["starts_on"] = DateField(label="When it starts", required=False)
        self.fields["review"] = TextField(label="How and when it is looked at again", required=False, max_length=200)
        self.fields["theme"] = _choice("Preparing for adulthood", AdulthoodTheme.choices)
        self.fields["funder"] = _choice("Who pays", Line.Funder.choices)
        if bodies:
            self.fields["body"] = _choice("The body that gives it", bodies)

    def said(self) -> dict[str, Any]:
        """The fields of a line that this form asked for, as the line keeps them."""
        found = {name: value for name, value in self.cleaned_data.items() if name in self.fields and name not in ("version", "form_key", "body", "adult")}
        if "body" in self.fields:
            found["body_id"] = int(self.cleaned_data["body"]) if self.cleaned_data["body"] else None
        if "adult" in self.fields:
            found["adult_id"] = UUID(self.cleaned_data["adult"]) if self.cleaned_data["adult"] else None
        return found

    @classmethod
    def initial_of(cls, line: Line) -> dict[str, Any]:
        """What the form shows of a line."""
        found = {name: getattr(line, name) for name in INITIAL}
        return {**found, "primary": ["yes"] if line.primary else [], "body": line.body_id or "", "adult": str(line.adult_id or "")}


INITIAL = (
    "text", "broad_area", "said_by", "by_when", "measure", "steps", "theme", "deliverer", "skill", "minutes", "times", "per", "weeks", "group_size",
    "starts_on", "review", "funder",
)  # fmt: skip


class NewLineForm(LineForm):
    """A line that is not there yet; sent twice, it is one line."""

    one_time = True


class LinksForm(Form):
    """Which lines this line is for, and which are for it."""

    def __init__(self, *args: Any, uppers: Sequence[Choice], lowers: Sequence[Choice], asks: tuple[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if uppers:
            self.fields["uppers"] = ManyChoiceField(label=asks[0], choices=uppers, required=False, small=True, missing="Choose from the lines of this plan")
        if lowers:
            self.fields["lowers"] = ManyChoiceField(label=asks[1], choices=lowers, required=False, small=True, missing="Choose from the lines of this plan")


class FamilySourceForm(Form):
    """The family said it: who, when, in which words."""

    def __init__(self, *args: Any, people: Sequence[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = _choice("Who said it?", people, required=True, missing="Select who said it")
        self.fields["words"] = TextareaField(label="Their words", missing="Enter the words as they were said", max_length=2000, rows=3)
        self.fields["said_on"] = DateField(label="When they said it", required=False, past=True)


class GiveUpForm(Form):
    """Why a version is given up."""

    why = TextareaField(label="Why is it given up?", missing="Enter why this version is given up", max_length=500, rows=3)


class RemoveForm(Form):
    """Why a line is taken out, for whoever asks later."""

    why = TextareaField(label="Why is it taken out?", required=False, max_length=500, rows=2)


def _choice(label: str, choices: Sequence[Choice], *, required: bool = False, **more: Any) -> ChoiceField:
    return ChoiceField(label=label, choices=list(choices), required=required, draw_as="select", say_nothing="Not said", **{"missing": f"Choose from the list: {label.lower()}", **more})
