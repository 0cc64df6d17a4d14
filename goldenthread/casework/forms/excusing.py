"""Claiming, and accepting, that one of the law's grounds lifts a date."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField
from goldenthread.law.exceptions import grounds_for
from goldenthread.law.timetable import CLOCKS

#: For each ground of the law, the facts that make it out: the fields it reveals, with the names the law gives them.
FACTS = {
    "school_closure": {
        "school_asked_on": "advice_asked_on",
        "school_closed_from": "closed_from",
        "school_reopens_on": "reopens_on",
    },
    "early_years_closure": {
        "provider_asked_on": "advice_asked_on",
        "provider_closed_from": "closed_from",
        "provider_reopens_on": "reopens_on",
    },
    "exceptional_circumstances": {"evidence": "evidence"},
    "absence": {"absent_from": "absent_from", "absent_to": "absent_to"},
}
DATES = {
    "school_asked_on": "Day the school or institution was asked for advice",
    "school_closed_from": "First day the school or institution was closed",
    "school_reopens_on": "First day the school or institution was open again",
    "provider_asked_on": "Day the provider was asked for advice",
    "provider_closed_from": "First day the provider was closed",
    "provider_reopens_on": "First day the provider was open again",
    "absent_from": "First day away from the area",
    "absent_to": "Last day away from the area",
}


class ClaimForm(Form):
    """Which date, on which of the law's grounds, with the facts that make it out."""

    def __init__(self, *args: Any, clocks: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grounds = {ground.id: ground for clock in clocks for ground in grounds_for(clock) if ground.id in FACTS}
        self.fields["clock"] = ChoiceField(
            label="Which date could not be kept?",
            choices=[(clock, CLOCKS[clock].name) for clock in clocks],
            missing="Select which date could not be kept",
        )
        self.fields["ground"] = ChoiceField(
            label="Which ground?",
            choices=[(ground.id, ground.name) for ground in grounds.values()],
            hints={ground.id: ground.needs for ground in grounds.values()},
            reveals={ground: list(FACTS[ground]) for ground in grounds},
            missing="Select the ground",
            help_text="These are the only grounds in the Regulations. Shortage of staff, waiting lists and panel dates are never one",
        )
        for name, label in DATES.items():
            self.fields[name] = DateField(label=label, missing=f"Enter the {label[0].lower()}{label[1:]}")
        self.fields["evidence"] = TextareaField(
            label="What happened?", missing="Enter what happened", max_length=2000, rows=5
        )

    def facts(self) -> dict[str, Any]:
        """The facts that the ground chosen needs, and no others."""
        return {fact: self.cleaned_data[name] for name, fact in FACTS[self.cleaned_data["ground"]].items()}


class AcceptForm(Form):
    """The day the family was told of the exception."""

    family_told_on = DateField(
        label="When was the family told?", subject="The date the family was told", past=True,
        missing="Enter the date the family was told of the exception",
    )  # fmt: skip
