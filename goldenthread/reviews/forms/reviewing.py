"""What is asked about a review: its meeting, who comes, what was said, how far each outcome was reached, what is decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import time
from typing import Any

from goldenthread.core import sounds
from goldenthread.core.form_fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    EmailField,
    FileField,
    Form,
    TextareaField,
    TextField,
)
from goldenthread.core.uploads import KINDS, MOST_BYTES

from ..models import Invitee, Progress, Report, Review

LONG = 10_000
TIMES = [(f"{minutes // 60:02}:{minutes % 60:02}",) * 2 for minutes in range(8 * 60, 18 * 60 + 15, 15)]


class FilterForm(Form):
    """Which reviews the list shows."""

    marks_optional = False

    def __init__(self, *args: Any, months: Sequence[tuple[str, str]], workers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"] = ChoiceField(label="Due in", choices=months, draw_as="select", required=False, say_nothing="Any month")
        self.fields["school"] = TextField(label="School or setting", required=False, max_length=100)
        if workers:
            self.fields["worker"] = ChoiceField(label="Named worker", choices=workers, draw_as="select", required=False, say_nothing="Anybody")
        self.fields["late"] = ConfirmField(label="Late", statement="Late only", required=False)


class MeetingForm(Form):
    """When, where and in which way."""

    one_time = True
    planned_on = DateField(
        label="Date of the meeting", subject="The date of the meeting", future=True, missing="Enter the date of the meeting",
        help_text="Everybody must have two weeks’ notice",
    )  # fmt: skip
    planned_at = ChoiceField(label="Time", choices=TIMES, draw_as="select", required=False, say_nothing="Choose a time")
    way = ChoiceField(label="How is it held?", choices=Review.Way.choices, missing="Select how the meeting is held")
    place = TextField(label="Place, or how to join", required=False, max_length=200)

    def at(self) -> time | None:
        said = self.cleaned_data["planned_at"]
        return time.fromisoformat(said) if said else None


class ArrangeForm(MeetingForm):
    """A new review."""

    field_order = ["kind", "why", "planned_on", "planned_at", "way", "place", "convened"]

    def __init__(self, *args: Any, kinds: Iterable[str], setting: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = ChoiceField(label="Which review is it?", choices=[(key, Review.Kind(key).label) for key in kinds], reveals={"early": ["why"]}, missing="Select which review it is")
        self.fields["why"] = TextareaField(label="Who asked for it, and what has changed?", missing="Enter who asked for an early review and what has changed", max_length=500, rows=4)
        if setting:
            self.fields["convened"] = ChoiceField(
                label="Who holds the meeting?", choices=[("setting", setting), ("council", "The council")], missing="Select who holds the meeting",
                hints={"council": "For a child who attends no school or college, or where the setting cannot hold it"},
            )  # fmt: skip
        self.order_fields(self.field_order)


class ConsiderForm(Form):
    """Whether a review of an under-five's plan is held now."""

    one_time = True
    holds = ChoiceField(
        label="Should the plan be reviewed now?", choices=[("yes", "Yes, arrange a review"), ("no", "No, not now")], reveals={"no": ["why"]}, missing="Select whether the plan should be reviewed now"
    )
    why = TextareaField(label="Why not now, about this child?", missing="Enter why a review is not held now", max_length=2000, rows=4)


class WhyForm(Form):
    """Why a meeting is called off."""

    why = TextareaField(label="Why is it called off?", missing="Enter why the meeting is called off", max_length=300, rows=4)


class InviteeForm(Form):
    """One more to invite."""

    role = ChoiceField(label="In which role?", choices=Invitee.Role.choices, missing="Select a role")
    name = TextField(label="Name of the person or service", missing="Enter the name of the person or service", max_length=200)
    email = EmailField(label="Email address", required=False, help_text="The email says only that there is a meeting")
    field_order = ["role", "name", "email"]

    def __init__(self, *args: Any, services: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"] = ChoiceField(
            label="Who is it?", choices=[*services, ("other", "Somebody else")], draw_as="radios" if len(services) < 8 else "select",
            reveals={"other": ["name", "email"]} if len(services) < 8 else {}, missing="Select who it is",
        )  # fmt: skip
        self.order_fields(["role", "who", "name", "email"])
        if len(services) >= 8:
            self.fields["name"].required = False


class SayForm(Form):
    """What somebody says before the meeting."""

    one_time = True
    text = TextareaField(label="What they say", required=False, max_length=LONG, rows=8)
    media = FileField(label="Or a paper, a picture or a recording", endings=tuple(KINDS | sounds.KINDS), most=MOST_BYTES, required=False)  # type: ignore[assignment]  # Django takes the fields off the class, so its own `media` stays


class HoldForm(Form):
    """The meeting was held: the day, and who came."""

    met_on = DateField(label="When was the meeting held?", subject="The date of the meeting", past=True, missing="Enter the date of the meeting")

    def __init__(self, *args: Any, invitees: Sequence[Invitee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitees = invitees
        for one in invitees:
            self.fields[f"came-{one.pk}"] = ChoiceField(
                label=f"{one.name} ({one.role_in_words})", choices=Invitee.Attended.choices, inline=True, small=True,
                missing=f"Select whether {one.name} came", initial="sent" if one.advice_on and not one.is_family else None,
            )  # fmt: skip

    def attended(self) -> dict[Any, str]:
        return {one.pk: self.cleaned_data[f"came-{one.pk}"] for one in self.invitees}


class OutcomeForm(Form):
    """An outcome that the plan on paper has."""

    outcome = TextareaField(label="The outcome, as the plan words it", missing="Enter the outcome as the plan words it", max_length=2000, rows=3)


class ProgressForm(Form):
    """Progress on each outcome by a scale, with what shows it."""

    def __init__(self, *args: Any, outcomes: Sequence[Progress], earlier: dict[Any, Progress], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.outcomes, self.parts = outcomes, []
        for number, one in enumerate(outcomes, 1):
            before = earlier.get(one.lineage or one.outcome)
            said = f"The last review said: {before.get_scale_display().lower()}" if before and before.scale is not None else ""
            names = (f"scale-{number}", f"evidence-{number}", f"next-{number}")
            self.fields[names[0]] = ChoiceField(
                label=f"How far was outcome {number} reached?", choices=Progress.Scale.choices, required=False, small=True, initial=one.scale, help_text=said
            )
            self.fields[names[1]] = TextareaField(label=f"What shows it (outcome {number})?", required=False, max_length=LONG, rows=3, initial=one.evidence)
            self.fields[names[2]] = TextareaField(label=f"What comes next (outcome {number})?", required=False, max_length=LONG, rows=2, initial=one.next_step)
            self.parts.append((one, names))


class ReportForm(Form):
    """What the meeting found and recommends."""

    def __init__(self, *args: Any, report: Report, adulthood: bool, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {name: getattr(report, name) for name in ("working", "not_working", "needs", "provision", "adulthood", "recommends", "recommends_why", "disagreements")})
        super().__init__(*args, **kwargs)
        text = {"required": False, "max_length": LONG, "rows": 5}
        self.fields["working"] = TextareaField(label="What is working?", **text)
        self.fields["not_working"] = TextareaField(label="What is not working?", **text)
        self.fields["needs"] = TextareaField(label="What has changed in the child’s or young person’s needs?", **text)
        self.fields["provision"] = TextareaField(label="What provision was given, and what should change?", **text)
        if adulthood:
            self.fields["adulthood"] = TextareaField(label="Preparing for adult life", help_text="Work and higher education, independent living, friends and community, health. The law asks for it from Year 9", **text)
        self.fields["recommends"] = ChoiceField(label="What does the meeting recommend?", choices=Report.Recommends.choices, required=False)
        self.fields["recommends_why"] = TextareaField(label="Why does the meeting recommend it?", **text)
        self.fields["disagreements"] = TextareaField(label="Does anybody see it differently? Say who, and how", **text)


class DecideForm(Form):
    """What the council decides after a review."""

    one_time = True

    def __init__(self, *args: Any, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"] = ChoiceField(
            label="What do you decide?",
            choices=[("M", "Keep the plan as it is"), ("R", "Keep the plan, and assess the needs again"), ("A", "Change the plan: send the changes with this letter"), ("C", "End the plan")],
            missing="Select what you decide", reveals={"A": ["plan_on_paper"]} if on_paper else {},
        )  # fmt: skip
        self.fields["reasons"] = TextareaField(
            label="This child’s reasons", missing="Enter this child’s reasons for the decision", max_length=LONG, rows=8,
            help_text="They stand in the letter to the family as you write them",
        )  # fmt: skip
        if on_paper:
            self.fields["plan_on_paper"] = ConfirmField(
                label="The plan as it is now", statement="A copy of the plan as it is now goes with the letter by post", missing="Tick the box: the plan as it is now must go with the changes"
            )
        self.order_fields(["outcome", "plan_on_paper", "reasons"])


class LookedForm(Form):
    """The first of two people proposes."""

    one_time = True

    def __init__(self, *args: Any, looks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if looks:
            self.fields["looked"] = ConfirmField(label="What must be looked at", statement="I have looked at each thing on the list above" if looks > 1 else "I have looked at the thing above", missing="Tick the box when you have looked at each thing")


class SureForm(Form):
    """The second of two people sends it."""

    one_time = True
    sure = ConfirmField(label="Send the amended plan", statement="I have read the plan and the letter, and they may be sent", missing="Tick the box to say that you have read both")


class DropForm(Form):
    """Why the plan will not change after all."""

    one_time = True
    reasons = TextareaField(label="Why will the plan not change after all?", missing="Enter this child’s reasons why the plan will not change", max_length=LONG, rows=8)


class KeyForm(Form):
    """Only a button, once."""

    one_time = True
