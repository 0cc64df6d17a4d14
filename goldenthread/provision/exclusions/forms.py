"""What a person types about a suspension or exclusion, and what the register shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    Form,
    ManyChoiceField,
    TextareaField,
    TextField,
    WholeNumberField,
)
from goldenthread.people.models import Organisation

from ..models import Exclusion
from ..models.exclusions import MOST_REASONS
from .policies import Facts, Outcome
from .prior import NONE, NOTHING, Prior
from .rules import PHASES

Kind, Status = Exclusion.Kind, Exclusion.Status
CALLS = [("yes", "To be followed up")]
LUNCHTIMES = "lunchtimes"
#: What a person chooses from. In law one at lunchtimes is a suspension too, so what is kept is its part of the day.
KINDS = [(Kind.SUSPENSION, "Suspension, for whole or half days"), (LUNCHTIMES, "Suspension at lunchtimes alone"), (Kind.PERMANENT, "Permanent exclusion")]


class ExclusionForm(Form):
    """One suspension or exclusion, with the support before it. `prior` is what can be ticked."""

    one_time = True
    kind = ChoiceField(label="What was it?", choices=KINDS, reveals={Kind.SUSPENSION: ["last_on", "sessions"], LUNCHTIMES: ["lunch_last_on", "lunches"]}, missing="Select whether it was a suspension or a permanent exclusion")
    first_on = DateField(label="First day", subject="The first day", past=True, missing="Enter the first day")
    last_on = DateField(label="Last day of the suspension", subject="The last day", missing="Enter the last day of the suspension")
    sessions = WholeNumberField(
        label="How many half days was it?", subject="Half days", help_text="A whole school day is 2", least=1, most=90, missing="Enter how many half days it was", width=3
    )
    lunch_last_on = DateField(label="Day of the last lunchtime", subject="The day of the last lunchtime", missing="Enter the day of the last lunchtime")
    lunches = WholeNumberField(
        label="How many lunchtimes was it?", subject="Lunchtimes", help_text="Each counts as half a school day", least=1, most=90, missing="Enter how many lunchtimes it was", width=3
    )
    reasons = ManyChoiceField(
        label="Reasons", help_text=f"Up to {MOST_REASONS}, as the school census names them", choices=Exclusion.Reason.choices, small=True, missing="Select at least one reason"
    )
    early_review = ChoiceField(
        label="Was an early review of the plan, or of the SEN support, asked for?", choices=Exclusion.Early.choices, missing="Select whether an early review was asked for"
    )
    note = TextareaField(label="Other support before, and anything else about it", subject="What you wrote", required=False, max_length=2000, rows=4)

    field_order = ["school", "first_on", "kind", "last_on", "sessions", "lunch_last_on", "lunches", "reasons", "said_status", "support", "note", "early_review"]

    def __init__(self, *args: Any, schools: Sequence[Organisation], prior: Sequence[Prior], always_had_plan: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schools, self.prior = {str(each.pk): each for each in schools}, {each.key: each for each in prior}
        if len(schools) > 1:
            self.fields["school"] = ChoiceField(label="Which school did it?", choices=[(each.pk, each.name) for each in schools], missing="Select the school")
        if not always_had_plan:
            self.fields["said_status"] = ChoiceField(
                label="If no plan was in force on the first day, what did the child have?", choices=[(Status.SUPPORT, "SEN support"), (Status.NONE, "Neither a plan nor SEN support")],
                required=False, help_text="Where a plan was in force, the record knows",
            )  # fmt: skip
        self.fields["support"] = ManyChoiceField(
            label="What support had the child had before?", help_text="What the record holds comes first. Tick what is true", small=True, none=NONE,
            choices=[*((each.key, each.words) for each in prior), (NONE, NOTHING)], missing="Select what support the child had, or that there was none",
        )  # fmt: skip
        self.order_fields(self.field_order)

    def clean_reasons(self) -> list[str]:
        """No more than the census takes."""
        chosen: list[str] = self.cleaned_data["reasons"]
        if len(chosen) > MOST_REASONS:
            raise ValidationError(f"Select up to {MOST_REASONS} reasons: those that weighed most", code="many")
        return chosen

    def facts(self) -> Facts:
        """What was typed."""
        said = self.cleaned_data
        school = self.schools[said["school"]] if "school" in self.fields else next(iter(self.schools.values()))
        lunch = said["kind"] == LUNCHTIMES
        return Facts(
            school=school, kind=Kind.SUSPENSION if lunch else said["kind"], part=Exclusion.Part.LUNCH if lunch else Exclusion.Part.DAYS, first_on=said["first_on"],
            last_on=said["lunch_last_on" if lunch else "last_on"], sessions=said["lunches" if lunch else "sessions"], reasons=said["reasons"],
            said_status=said.get("said_status") or "", early_review=said["early_review"], note=said["note"] or "",
        )  # fmt: skip

    def field_of(self, name: str) -> str:
        """Where a refusal about this fact belongs in the form."""
        return {"last_on": "lunch_last_on", "sessions": "lunches"}.get(name, name) if self.cleaned_data.get("kind") == LUNCHTIMES else name

    def ticked(self) -> list[Prior]:
        """The support that was ticked, in the order of the page."""
        chosen = set(self.cleaned_data["support"])
        return [each for key, each in self.prior.items() if key in chosen]


def initial_of(one: Exclusion) -> dict[str, Any]:
    """What stands on the register, as the form has it."""
    support = [each.key for each in one.support.all()]
    lunch = one.part == Exclusion.Part.LUNCH
    last_on, sessions = ("lunch_last_on", "lunches") if lunch else ("last_on", "sessions")
    return {
        "school": str(one.school_id), "kind": LUNCHTIMES if lunch else one.kind, "first_on": one.first_on, last_on: one.last_on, sessions: one.sessions, "reasons": one.reasons,
        "said_status": one.said_status, "support": support or [NONE], "early_review": one.early_review, "note": one.note,
    }  # fmt: skip


class OutcomeForm(Form):
    """What became of it."""

    one_time = True
    cancelled = ChoiceField(
        label="Did the head cancel it before the governors met?", choices=[("no", "No"), ("yes", "Yes")], reveals={"yes": ["cancelled_on"]}, missing="Select whether the head cancelled it"
    )
    cancelled_on = DateField(label="On which day?", subject="The day it was cancelled", past=True, missing="Enter the day on which it was cancelled")
    governors = ChoiceField(
        label="What did the governors decide? (optional)", choices=[*Exclusion.Governors.choices, ("none", "Nothing yet, or they had nothing to decide")], required=False,
        reveals={Exclusion.Governors.UPHELD: ["upheld_on"], Exclusion.Governors.REINSTATED: ["reinstated_on"]},
    )  # fmt: skip
    upheld_on = DateField(label="On which day did they uphold it?", subject="The day of the governors’ decision", past=True, missing="Enter the day on which the governors decided")
    reinstated_on = DateField(label="On which day did they take the child back?", subject="The day of the governors’ decision", past=True, missing="Enter the day on which the governors decided")

    field_order = ["cancelled", "cancelled_on", "governors", "upheld_on", "reinstated_on", "panel", "panel_on"]

    def __init__(self, *args: Any, permanent: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if permanent:
            choices = [*Exclusion.Panel.choices, ("none", "No panel has decided")]
            self.fields["panel"] = ChoiceField(label="What did an independent review panel decide? (optional)", choices=choices, required=False)
            self.fields["panel_on"] = DateField(label="On which day did the panel decide? (optional)", subject="The day of the panel’s decision", past=True, required=False)

    def outcome(self) -> Outcome:
        """What was typed."""
        said = self.cleaned_data
        governors, panel = (value if value != "none" else "" for value in (said["governors"] or "", said.get("panel") or ""))
        return Outcome(
            cancelled_on=said["cancelled_on"] if said["cancelled"] == "yes" else None, governors=governors,
            governors_on={"upheld": said["upheld_on"], "reinstated": said["reinstated_on"]}.get(governors), panel=panel, panel_on=said.get("panel_on"),
        )  # fmt: skip

    def field_of(self, name: str) -> str:
        """Where a refusal about this fact belongs in the form."""
        if name == "governors_on":
            return "reinstated_on" if self.cleaned_data.get("governors") == "reinstated" else "upheld_on" if self.cleaned_data.get("governors") == "upheld" else "governors"
        return name


def outcome_initial(one: Exclusion) -> dict[str, Any]:
    """What stands, as the form has it."""
    return {
        "cancelled": "yes" if one.cancelled_on else "no", "cancelled_on": one.cancelled_on, "governors": one.governors or "none", "panel": one.panel or "none", "panel_on": one.panel_on,
        "upheld_on": one.governors_on if one.governors == "upheld" else None, "reinstated_on": one.governors_on if one.governors == "reinstated" else None,
    }  # fmt: skip


class FollowForm(Form):
    """What was done for the child."""

    one_time = True
    done = TextareaField(
        label="What did you find out, and what was done?", help_text="Such as where the child learns now, and whether the plan is to be reviewed. The school and the family read this",
        missing="Say what you found out, and what was done", max_length=1000, rows=5,
    )  # fmt: skip


class WithdrawForm(Form):
    """Why an entry was a mistake."""

    one_time = True
    why = TextField(label="Why is it taken off the register?", help_text="Such as: it was entered for the wrong child", max_length=500, missing="Say why it is taken off the register")


class FindForm(Form):
    """Whose it was."""

    q = TextField(label="Child’s name, reference or UPN", max_length=60, missing="Enter the child’s name, reference or UPN")


class FileForm(Form):
    """Why the list is taken as a file."""

    reason = TextField(label="What is the file for?", max_length=200, missing="Say what the file is for")


class FilterForm(Form):
    """What the register shows."""

    marks_optional = False
    kind = ChoiceField(label="Kind", choices=[(Kind.SUSPENSION, "Suspension"), (LUNCHTIMES, "Suspension at lunchtimes"), (Kind.PERMANENT, "Permanent exclusion")], draw_as="select", required=False, say_nothing="Every kind")
    status = ChoiceField(label="Status on the first day", choices=Status.choices, draw_as="select", required=False, say_nothing="Every status")
    phase = ChoiceField(label="Phase", choices=list(PHASES.items()), draw_as="select", required=False, say_nothing="Every phase")
    reason = ChoiceField(label="Reason", choices=Exclusion.Reason.choices, draw_as="select", required=False, say_nothing="Every reason")
    calls = ChoiceField(label="Follow-up", choices=CALLS, draw_as="select", required=False, say_nothing="All of them")
    q = TextField(label="Child’s name or reference", required=False, max_length=60)

    field_order = ["year", "school", "kind", "status", "phase", "reason", "calls", "q"]

    def __init__(self, *args: Any, years: Sequence[int], schools: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(year), f"{year} to {year + 1}") for year in years]
        self.fields["year"] = ChoiceField(label="School year", choices=named, draw_as="select", required=False, say_nothing="Every year")
        if len(schools) > 1:
            self.fields["school"] = ChoiceField(label="School", choices=[(str(pk), name) for pk, name in schools], draw_as="select", required=False, say_nothing="Every school")
        self.order_fields(self.field_order)

    def asked(self) -> dict[str, str]:
        """What was asked for; what cannot be read is not asked for."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("year", "school", "kind", "status", "phase", "reason", "calls", "q")}


def year_of(text: str) -> tuple[date, date] | None:
    """The first and last day of a school year named by the year it begins in."""
    return (date(int(text), 9, 1), date(int(text) + 1, 8, 31)) if text else None
