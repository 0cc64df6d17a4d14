"""Claiming, and accepting, that one of the law's grounds lifts a date."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField
from goldenthread.law.exceptions import grounds_for
from goldenthread.law.timetable import CLOCKS

CLOSURE = ["advice_asked_on", "closed_from", "reopens_on"]
ABSENCE = ["absent_from", "absent_to"]


class ClaimForm(Form):
    """Which date, on which of the law's grounds, with the facts that make it out."""

    def __init__(self, *args: Any, clocks: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = {ground.id: ground for clock in clocks for ground in grounds_for(clock)}
        reveals = {ground: CLOSURE if "closure" in ground else ABSENCE if ground == "absence" else ["evidence"] for ground in grounds}
        self.fields["clock"] = ChoiceField(
            label="Which date could not be kept?", choices=[(clock, CLOCKS[clock].name) for clock in clocks], missing="Select which date could not be kept"
        )
        self.fields["ground"] = ChoiceField(
            label="Which ground?",
            choices=[(ground.id, ground.name) for ground in grounds.values()],
            hints={ground.id: ground.needs for ground in grounds.values()},
            missing="Select the ground",
            help_text="These are the only grounds in the Regulations. Shortage of staff, waiting lists and panel dates are never one",
        )
        self.reveals_by_ground = reveals
        self.fields["evidence"] = TextareaField(
            label="What happened?", required=False, max_length=2000, rows=5, help_text="Needed for exceptional personal circumstances"
        )
        for name, label in DATES.items():
            self.fields[name] = DateField(label=label, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted = self.reveals_by_ground.get(cleaned.get("ground", ""), [])
        for name in wanted:
            if not cleaned.get(name) and name not in self.errors:
                label = DATES.get(name)
                self.add_error(name, f"Enter the {label[0].lower()}{label[1:]}" if label else "Enter what happened")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts that the ground chosen needs, and no others."""
        wanted = {*self.reveals_by_ground[self.cleaned_data["ground"]], "evidence"}
        return {name: self.cleaned_data[name] for name in wanted if self.cleaned_data.get(name)}


DATES = {
    "advice_asked_on": "Day the school or provider was asked for advice",
    "closed_from": "First day it was closed",
    "reopens_on": "First day it was open again",
    "absent_from": "First day away from the area",
    "absent_to": "Last day away from the area",
}


class AcceptForm(Form):
    """The day the family was told of the exception."""

    family_told_on = DateField(
        label="When was the family told?", subject="The date the family was told", past=True,
        missing="Enter the date the family was told of the exception",
    )  # fmt: skip
