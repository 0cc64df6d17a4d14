"""Forms of ending a plan, and of keeping in touch afterwards."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    Form,
    TextareaField,
    TextField,
    YesNoField,
)

from ..ceasing import HINTS, REASONS, asks_outcomes, asks_wants
from ..models import Cease, Course, Leaver

LONG = 10_000


class ProposeForm(Form):
    """On which reason in law, and what it rests on; with what the law asks for at this age."""

    one_time = True

    def __init__(self, *args: Any, age: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        left_out = {"wants_no_more_learning"} if age < 18 else set()
        if age < 25:
            left_out.add("turned_25")
        self.fields["reason"] = ChoiceField(
            label="Which reason in law?", choices=[(key, reason.words) for key, reason in REASONS.items() if key not in left_out], hints=HINTS,
            missing="Select one of the reasons that the law gives",
        )  # fmt: skip
        self.fields["why"] = TextareaField(
            label="What does it rest on, about this young person?", missing="Enter what it rests on, about this young person", max_length=LONG, rows=5
        )
        if any(asks_outcomes(reason, age) for reason in REASONS):
            self.fields["outcomes"] = TextareaField(
                label="Have the education and training outcomes in the plan been achieved?", required=False, max_length=LONG, rows=4,
                help_text="From 19 the law asks this where a plan may no longer be necessary. Take them one by one. Age alone is never a reason",
            )  # fmt: skip
        if any(asks_wants(reason, age) for reason in REASONS):
            self.fields["wants"] = TextareaField(
                label="Do they want to go on learning, or to return to it?", required=False, max_length=LONG, rows=4,
                help_text="What they said, when, and how they were asked",
            )  # fmt: skip


class OfferForm(Form):
    one_time = True
    offered_on = DateField(label="When was the meeting offered?", subject="The day", past=True, missing="Enter the day", help_text="If you offer it now, enter today. The family gets a message with a page to answer on")


class MeetingForm(Form):
    """What came of the offer."""

    one_time = True
    answer = ChoiceField(
        label="What came of the offer?",
        choices=[("held", "We met"), (Cease.Meeting.WANTED, "They want to meet, and we have not met yet"), (Cease.Meeting.DECLINED, "They do not want to meet")],
        reveals={"held": ["met_on", "words"]}, missing="Select what came of the offer",
    )  # fmt: skip
    met_on = DateField(label="When?", subject="The day of the meeting", past=True, missing="Enter the day of the meeting")
    words = TextareaField(label="What was said?", missing="Enter what was said at the meeting", max_length=LONG, rows=6)


class ConsultedForm(Form):
    one_time = True
    consulted_on = DateField(label="When were they asked?", subject="The day", past=True, missing="Enter the day on which they were asked")
    said = TextareaField(label="What did they say?", missing="Enter what they said, or that they did not answer", max_length=LONG, rows=6)


class AnswerForm(Form):
    """The family's own answer."""

    one_time = True
    meeting = ChoiceField(
        label="Would you like to meet us?", choices=[(Cease.Meeting.WANTED, "Yes"), (Cease.Meeting.DECLINED, "No")], missing="Select whether you would like to meet", inline=True
    )
    said = TextareaField(label="What do you think? Should the plan go on?", missing="Enter what you think. A sentence is enough", max_length=LONG, rows=6)


class DecideForm(Form):
    """Whether the plan is ended, with reasons."""

    yes = ChoiceField(
        label="What is decided?", choices=[("no", "The plan goes on"), ("yes", "End the plan")], missing="Select what is decided",
        hints={"yes": "The letter with reasons and rights leaves today. The plan stays until the time to appeal is over"},
    )  # fmt: skip
    reasons = TextareaField(label="Reasons", missing="Enter the reasons, about this young person", max_length=LONG, rows=8, help_text="They are printed in the letter as you write them")
    read = ConfirmField(label="Before it leaves", statement="I have read the letter on this page", required=False)


class WithdrawForm(Form):
    why = TextareaField(label="Why is the proposal taken back?", missing="Enter why the proposal is taken back", max_length=LONG, rows=4)


class AppealForm(Form):
    """What the family did about the decision."""

    one_time = True
    what = ChoiceField(
        label="What happened?",
        choices=[("certificate", "A mediation certificate was issued"), ("appeal", "They appealed to the Tribunal"), ("decided", "The appeal was decided, or ended")],
        reveals={"certificate": ["certificate_on"], "appeal": ["appealed_on"], "decided": ["decided_on", "upheld"]}, missing="Select what happened",
    )  # fmt: skip
    certificate_on = DateField(label="Date on the certificate", subject="The day", past=True, missing="Enter the date on the certificate")
    appealed_on = DateField(label="When did they appeal?", subject="The day", past=True, missing="Enter the day of the appeal")
    decided_on = DateField(label="When was it decided, or ended?", subject="The day", past=True, missing="Enter the day of the decision")
    upheld = YesNoField(label="Did the Tribunal order the plan to go on, or did the council give way?", missing="Select whether the plan goes on")


class EndForm(Form):
    one_time = True
    ended_on = DateField(label="When did the plan end?", subject="The day", past=True, missing="Enter the day on which the plan ended")


class LeaverForm(Form):
    """Somebody left, whatever the plan does."""

    one_time = True
    left_on = DateField(label="When did they leave?", subject="The day", past=True, missing="Enter the day on which they left")
    because = TextField(label="What did they leave, and why?", missing="Enter what they left, and why", max_length=200)


class ContactForm(Form):
    """One contact."""

    one_time = True
    contacted_on = DateField(label="When did you try?", subject="The day", past=True, missing="Enter the day")
    reached = YesNoField(label="Did you reach them?", missing="Select whether you reached them")
    destination = ChoiceField(label="What do they do now?", choices=Leaver.Destination.choices, missing="Select what they do now")
    what_came = TextareaField(label="What came of it?", missing="Enter what came of it", max_length=LONG, rows=4)
    help_offered = TextareaField(label="What help was offered?", required=False, max_length=LONG, rows=3, help_text="For example a careers adviser, a course, a supported internship")
    close = ChoiceField(
        label="Do we go on?", choices=[("go_on", "Yes. Get in touch again"), ("close", "No. They are settled, or want no more contact")], missing="Select whether we go on"
    )


class CourseForm(Form):
    """Which course, and when it is to end."""

    kind = ChoiceField(label="Which course?", choices=Course.Kind.choices, missing="Select which course")
    ends_on = DateField(
        label="When is it to end?", subject="The day on which it is to end", required=False, help_text="For an apprenticeship or another course. In further education the year ends on 31 July"
    )
