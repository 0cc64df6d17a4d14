"""Claiming that one of the law's grounds lifts a date, and what becomes of the claim."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, FileField, Form, TextareaField, TextField
from goldenthread.core.uploads import KINDS, MOST_BYTES
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
    "exceptional_circumstances": {},
    "absence": {"absent_from": "absent_from", "absent_to": "absent_to"},
    "absence_two_weeks": {"short_absent_from": "absent_from", "short_absent_to": "absent_to"},
    "late_representations": {},
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
    "short_absent_from": "First day away after the order",
    "short_absent_to": "Last day away after the order",
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
            reveals={ground: list(FACTS[ground]) for ground in grounds if FACTS[ground]},
            missing="Select the ground",
            help_text="These are the only grounds in the Regulations. Shortage of staff, waiting lists and panel dates are never one",
        )
        wanted = {name for ground in grounds for name in FACTS[ground]}
        for name, label in DATES.items():
            if name in wanted:
                self.fields[name] = DateField(label=label, missing=f"Enter the {label[0].lower()}{label[1:]}")
        self.fields["evidence"] = TextareaField(
            label="What happened, and what shows it?", required=False, max_length=2000, rows=5,
            help_text="In words here, on a paper below, or both. An exception that nothing shows is refused",
        )  # fmt: skip
        self.fields["paper"] = FileField(label="A paper that shows it", endings=tuple(KINDS), most=MOST_BYTES, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not (cleaned.get("evidence") or "").strip() and not cleaned.get("paper") and not {"evidence", "paper"} & set(self.errors):
            self.add_error("evidence", "Enter what happened and what shows it, or add a paper that shows it")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """The facts that the ground chosen needs, and no others."""
        said = self.cleaned_data
        return {"evidence": said["evidence"] or "", **{fact: said[name] for name, fact in FACTS[said["ground"]].items()}}


class AcceptForm(Form):
    """The day the family was told of the exception."""

    family_told_on = DateField(
        label="When was the family told?", subject="The date the family was told", past=True,
        missing="Enter the date the family was told of the exception",
    )  # fmt: skip


class WhyForm(Form):
    """Why a claim is not accepted, or is taken back."""

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"] = TextField(label=label, missing=missing, max_length=500)
