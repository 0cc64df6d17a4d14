"""Forms of assessing again, of custody and care, and of the steps towards adult life."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, DateField, Form, TextareaField, TextField, YesNoField

from ..models import PathwayStep, Reassessment

LONG = 10_000


class ReassessForm(Form):
    """Who asked, or that the council decided of itself."""

    one_time = True
    route = ChoiceField(label="Who asks?", choices=Reassessment.Route.choices, missing="Select who asks")
    requested_on = DateField(
        label="When was the request received, or the council’s own decision made?", subject="The day", past=True, missing="Enter the day",
        help_text="The first day on which anybody at the council had it. 15 days run from it",
    )  # fmt: skip
    why = TextareaField(label="What was asked, in their words", required=False, rows=4, max_length=LONG)


class DecideReassessForm(Form):
    """Whether to assess again."""

    will = ChoiceField(
        label="What is decided?", choices=[("yes", "Assess again"), ("no", "Do not assess again")], reveals={"no": ["ground", "reasons"]}, missing="Select what is decided",
        hints={"yes": "A letter leaves today, and the plan is due in 14 weeks", "no": "A letter with the reasons and every right leaves today"},
    )  # fmt: skip
    ground = ChoiceField(label="On which ground?", choices=Reassessment.Ground.choices, missing="Select the ground")
    reasons = TextareaField(label="Reasons, about this child", missing="Enter the reasons, about this child", rows=6, max_length=LONG)


class FinishForm(Form):
    one_time = True
    final_on = DateField(label="When was the plan sent?", subject="The day", past=True, missing="Enter the day on which the plan was sent")
    words = TextareaField(label="What came of it?", missing="Enter what came of it", rows=3, max_length=2000, help_text="For example, an amended plan, or that nothing changes")


class CustodyForm(Form):
    """Where they are, and what is arranged."""

    person_in_charge = TextField(label="Person in charge there", required=False, max_length=200)
    youth_justice = TextField(label="Youth justice team and worker", required=False, max_length=200)
    told_on = DateField(label="When was the plan sent there?", subject="The day", past=True, required=False)
    arranged = TextareaField(
        label="How is section F arranged there?", required=False, rows=5, max_length=LONG, help_text="What the plan says, the nearest to it, or what is right now. The home council arranges it"
    )
    health_told_on = DateField(
        label="When was the health commissioner for detained persons told?", subject="The day", past=True, required=False, help_text="They arrange section G"
    )


class BeginCustodyForm(CustodyForm):
    one_time = True
    place = TextField(label="Where are they?", missing="Enter where they are", max_length=200)
    from_on = DateField(label="Since when?", subject="The day", past=True, missing="Enter since when they are there")
    aware_on = DateField(label="When did the council know?", subject="The day", past=True, missing="Enter the day on which the council knew")
    field_order = ["place", "from_on", "aware_on", "person_in_charge", "youth_justice", "told_on", "arranged", "health_told_on"]


class ReleaseForm(Form):
    one_time = True
    released_on = DateField(label="When were they released?", subject="The day", past=True, missing="Enter the day of release")
    review_planned_on = DateField(label="When is the plan reviewed?", subject="The day of the review", required=False, help_text="As soon as it can be")


class CareForm(Form):
    """Which council looks after the child, and the days with which reviews go together."""

    authority = TextField(label="Which council looks after the child?", missing="Enter which council looks after the child", max_length=120)
    from_on = DateField(label="Since when?", subject="The day", past=True, missing="Enter since when")
    social_worker = TextField(label="Social worker", required=False, max_length=200)
    virtual_head = TextField(label="Virtual school head", required=False, max_length=200)
    care_review_on = DateField(label="Next review of the care plan", subject="The day", required=False)
    education_plan_on = DateField(label="Next review of the personal education plan", subject="The day", required=False, help_text="Hold the review of the EHC plan together with one of these where you can")


class EndCareForm(Form):
    until_on = DateField(label="Until when was the child looked after?", subject="The last day", past=True, missing="Enter the last day")


class StepForm(Form):
    """How far one step is."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"] = ChoiceField(label=label, choices=PathwayStep.State.choices, missing="Select how far it is")
        self.fields["words"] = TextareaField(label="Anything to add?", required=False, rows=3, max_length=2000, help_text="What helps, what is hard, what comes next")


class WithdrawForm(Form):
    sure = YesNoField(label="Does whoever asked take the request back?", missing="Select whether they take it back")
