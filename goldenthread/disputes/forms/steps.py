"""The steps of a mediation, an appeal, a complaint and an Ombudsman's investigation: a form for each."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, ConfirmField, DateField, YesNoField

from ..models import Appeal, ComplaintStage, Dispute, Mediation, OmbudsmanMatter, Paper, Recommendation, Undertaking
from ..models.appeal import Reason
from ..promises import SAYS
from .fields import StepForm, paper, past_day, short, words

KIND = Undertaking.Kind
LAW_COUNTS = "Leave it empty where the law sets the date"


# Mediation


class ArrangeForm(StepForm):
    """The meeting has a day."""

    arranged_for = DateField(label="When is the meeting?", subject="The day of the meeting", missing="Enter the day of the meeting")
    place = short("Where is it, or how do people join?")
    representative = short(
        "Who comes for the council?", "Enter who comes for the council", help_text="Somebody with authority to settle. The law asks for it"
    )


class HealthBoardForm(StepForm):
    """The health board was told."""

    told_on = past_day("When was the health board told?", "The day the health board was told", missing="Enter the day the health board was told")


class CannotArrangeForm(StepForm):
    """It cannot be arranged in 30 days."""

    told_on = past_day("When was the adviser told?", "The day the adviser was told", missing="Enter the day the adviser was told")


class DeclinedForm(StepForm):
    """The family does not want mediation."""

    declined_on = past_day("When did the family tell the adviser?", "The day they told the adviser", missing="Enter the day they told the adviser")


class HeldForm(StepForm):
    """The meeting was held."""

    held_on = past_day("When was the meeting held?", "The day of the meeting", missing="Enter the day of the meeting")
    agreed = YesNoField(label="Was there an agreement?", missing="Select yes if there was an agreement", reveals={"yes": ["without_council"]})
    without_council = ConfirmField(label="Who agreed?", statement="The health board alone, without the council", required=False)
    finished_on = past_day(
        "When was it over, if not that day?", "The day it was over", required=False, help_text="The adviser sends the certificate within three working days of it"
    )
    paper = paper("The agreement or the note of the meeting")


class CertificateForm(StepForm):
    """The certificate came."""

    certificate_on = past_day("What is the date of the certificate?", "The date of the certificate", missing="Enter the date of the certificate")
    number = short("Its number", max_length=40)
    paper = paper("The certificate")


# What must be done


class ToDoForm(StepForm):
    """Something that must be done, and by when."""

    kinds: tuple[str, ...] = ()
    from_label = "When was it agreed?"
    due_label = "By when must it be done?"
    due_hint = ""
    must_have_date = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"] = ChoiceField(label="What must be done?", choices=[(kind, KIND(kind).label) for kind in self.kinds], missing="Select what must be done")
        self.fields["what"] = words("What exactly, in its own words?", "Enter what must be done", help_text="The family reads this")
        self.fields["from_on"] = past_day(self.from_label, "The day", missing="Enter the day")
        self.fields["due_on"] = DateField(
            label=self.due_label, subject="The day by which it must be done", required=self.must_have_date, help_text=self.due_hint,
            missing="Enter the day by which it must be done" if self.must_have_date else None,
        )  # fmt: skip
        self.fields["who"] = short("Who has to do it, if not the council?", max_length=120)


class TermForm(ToDoForm):
    """A term of an agreement in mediation."""

    kinds = (KIND.ASSESS, KIND.MAKE_PLAN, KIND.AMEND, KIND.NAME, KIND.REASSESS, KIND.CONTINUE, KIND.PROVIDE, KIND.OTHER)
    due_label = "By when, if the agreement sets another date in writing?"
    due_hint = "Otherwise the law sets it: the times of an order for what could be appealed, two weeks for the rest"


class PlainTermForm(ToDoForm):
    """A term of an agreement in disagreement resolution, which has only the date that was agreed."""

    kinds = (KIND.AMEND, KIND.PROVIDE, KIND.CHANGE, KIND.APOLOGISE, KIND.OTHER)
    must_have_date = True


class OrderForm(ToDoForm):
    """One thing that the Tribunal ordered."""

    kinds = (KIND.ASSESS, KIND.REASSESS, KIND.MAKE_PLAN, KIND.AMEND, KIND.NAME, KIND.CONTINUE, KIND.CEASE, KIND.REMIT, KIND.OTHER)
    from_label = "When did the Tribunal send its order?"
    due_label = "By when, if the Tribunal directed a day itself?"
    due_hint = "Leave it empty for an order whose time the law sets: 5 weeks to amend, 2 weeks to name a school, 14 weeks to assess, 11 weeks to make a plan"


class DirectionForm(ToDoForm):
    """A day that the Tribunal set on the way to the hearing."""

    kinds = (KIND.EVIDENCE, KIND.WORKING_DOCUMENT, KIND.BUNDLE, KIND.ATTENDANCE, KIND.OTHER)
    from_label = "When was it directed?"
    must_have_date = True


class RemedyForm(ToDoForm):
    """Something that puts it right."""

    kinds = (KIND.APOLOGISE, KIND.PAY, KIND.PROVIDE, KIND.AMEND, KIND.CHANGE, KIND.OTHER)
    from_label = "When was it decided?"
    must_have_date = True


class DoneForm(StepForm):
    """It was done, or a step of it."""

    happened_on = past_day("When?", "The day", missing="Enter the day")
    how = words("What was done, and what shows it?", "", help_text="The family reads this")
    paper = paper("The paper that shows it")

    def __init__(self, *args: Any, steps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if steps:
            choices = [("done", "All of it was done"), *steps]
            self.fields["step"] = ChoiceField(label="What happened?", choices=choices, missing="Select what happened")
            self.order_fields(["step", "happened_on", "how", "paper"])


# An appeal


class RegisterForm(StepForm):
    """The Tribunal has registered the appeal."""

    number = short("The Tribunal’s number", max_length=40)
    registered_on = past_day("When did the Tribunal register it?", "The day of registration", missing="Enter the day of registration")
    council_received_on = past_day(
        "When did the council receive it?", "The day the council received it", missing="Enter the day the council received it",
        help_text="The 30 working days for the response run from here",
    )  # fmt: skip
    response_directed_by = DateField(label="By when must the council respond, if the Tribunal set a day?", subject="The day for the response", required=False)
    hearing_on = DateField(label="When is the hearing, if it is known?", subject="The day of the hearing", required=False)
    paper = paper("The Tribunal’s letter")


class RespondForm(StepForm):
    """The council responded."""

    responded_on = past_day("When was the response sent?", "The day of the response", missing="Enter the day of the response")
    paper = paper("The response")


class ConcedeForm(StepForm):
    """The council gives way."""

    part = ChoiceField(label="How much does the council give way on?", choices=list(Appeal.Part.choices), missing="Select how much")
    conceded_on = past_day("When was the Tribunal told?", "The day the Tribunal was told", missing="Enter the day the Tribunal was told")
    reason = ChoiceField(label="What is the main reason?", choices=list(Reason.choices), missing="Select the main reason", help_text="Reasons are counted, so that the area can learn")
    why = words("Why does the council give way?", "Enter why the council gives way", help_text="The family reads this")
    what = words("What will be done?", help_text="The family reads this")
    due_on = DateField(
        label="By when will it be done?", subject="The day by which it will be done", required=False,
        help_text="Only after the response was sent, and not for an assessment or a plan: otherwise the law sets the dates",
    )  # fmt: skip
    paper = paper("The notice to the Tribunal")


class HearingForm(StepForm):
    """The day of the hearing."""

    hearing_on = DateField(label="When is or was the hearing?", subject="The day of the hearing", missing="Enter the day of the hearing")
    hearing_by = ChoiceField(label="How?", choices=list(Appeal.Hearing.choices), missing="Select how it is heard")
    heard = ConfirmField(label="Was it held?", statement="The hearing was held on that day", required=False)


class WithdrawAppealForm(StepForm):
    """The family takes the appeal back."""

    withdrawn_on = past_day("When was it withdrawn?", "The day it was withdrawn", missing="Enter the day it was withdrawn")
    why = short("Why, if they said?", max_length=500)


class DecideForm(StepForm):
    """The Tribunal decided."""

    decided_on = past_day("When was the decision sent?", "The day the decision was sent", missing="Enter the day the decision was sent")
    outcome = ChoiceField(label="What did the Tribunal decide?", choices=list(Appeal.Outcome.choices), missing="Select what the Tribunal decided")
    paper = paper("The decision or order")


class RecommendationForm(StepForm):
    """What the Tribunal recommends about health or social care."""

    body = ChoiceField(label="Who must answer?", choices=list(Recommendation.Body.choices), missing="Select who must answer")
    what = words("What does the Tribunal recommend?", "Enter what the Tribunal recommends")
    recommended_on = past_day("When?", "The day of the recommendation", missing="Enter the day of the recommendation")


class AnswerRecommendationForm(StepForm):
    """Health or social care answered."""

    answered_on = past_day("When was the answer sent?", "The day of the answer", missing="Enter the day of the answer")
    accepted = YesNoField(label="Will it be done?", missing="Select yes if it will be done")
    answer = words("Which steps will be taken, or why not?", "Enter the steps or the reasons")


class CopyForm(StepForm):
    """The Department was sent a copy."""

    copied_on = past_day("When was the Department for Education sent a copy?", "The day of the copy", missing="Enter the day of the copy")


# A complaint, an Ombudsman


class AcknowledgeForm(StepForm):
    """The family knows that it came."""

    acknowledged_on = past_day("When was it acknowledged?", "The day it was acknowledged", missing="Enter the day it was acknowledged")


class LongerForm(StepForm):
    """The answer takes longer."""

    longer_by = DateField(label="By when will the family be answered?", subject="The new day", missing="Enter the new day", help_text=SAYS)
    why = short("Why does it take longer?", "Enter why it takes longer", max_length=500, help_text="The family reads this")


class AnswerForm(StepForm):
    """A stage was answered."""

    answered_on = past_day("When was the family answered?", "The day of the answer", missing="Enter the day of the answer")
    outcome = ChoiceField(label="Was the complaint right?", choices=list(ComplaintStage.Outcome.choices), missing="Select whether the complaint was upheld")
    answer = words("What was the family told?", "Enter what the family was told")
    paper = paper("The letter")


class SecondStageForm(StepForm):
    """They want it looked at again."""

    opened_on = past_day("When did they ask for it to be looked at again?", "The day they asked", missing="Enter the day they asked")


class OmbudsmanAnsweredForm(StepForm):
    """The council answered the Ombudsman."""

    answered_on = past_day("When was the answer sent?", "The day of the answer", missing="Enter the day of the answer")
    paper = paper("The answer")


class OmbudsmanDecidedForm(StepForm):
    """The Ombudsman decided."""

    decided_on = past_day("When was the decision sent?", "The day of the decision", missing="Enter the day of the decision")
    found = ChoiceField(label="What did the Ombudsman find?", choices=list(OmbudsmanMatter.Found.choices), missing="Select what the Ombudsman found")
    finding = words("In its own words")
    paper = paper("The decision")


# Any dispute


class PaperForm(StepForm):
    """A paper that belongs to it."""

    kind = ChoiceField(label="What kind of paper is it?", choices=list(Paper.Kind.choices), draw_as="select", missing="Select what kind of paper it is")
    title = short("What is it?", "Enter what the paper is", help_text="As the bundle’s contents will call it")
    made_on = past_day("What is its date?", "The date of the paper", missing="Enter the date of the paper")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["paper"] = paper("The file")
        self.fields["paper"].required = True


class LessonForm(StepForm):
    """What was learned, and who acts on it."""

    kind = ChoiceField(label="What is it about?", choices=list(Reason.choices), draw_as="select", missing="Select what it is about")
    learned = words("What was learned?", "Enter what was learned", help_text="Name no child and no family: the whole area reads this")
    do = words("What will be done differently?", "Enter what will be done differently")
    due_on = DateField(label="By when?", subject="The day by which it will be done", missing="Enter the day by which it will be done")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = ChoiceField(label="Who owns it?", choices=owners, draw_as="select", missing="Select who owns it")
        self.order_fields(["kind", "learned", "do", "owner", "due_on"])


class LessonDoneForm(StepForm):
    """The action was done."""

    done_on = past_day("When was it done?", "The day it was done", missing="Enter the day it was done")
    what = words("What was done, and what shows it?", "Enter what was done")


class CloseForm(StepForm):
    """It is over."""

    ended_on = past_day("When did it end?", "The day it ended", missing="Enter the day it ended")
    ended = ChoiceField(label="How did it end?", choices=list(Dispute.Ended.choices), missing="Select how it ended")
    why = short("Anything to add?", max_length=500)


class WantBundleForm(StepForm):
    """Who is asked to make a bundle."""

    def __init__(self, *args: Any, makers: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"] = ChoiceField(
            label="Whom do you ask?", choices=[(str(pk), each.name) for pk, each in makers.items()], missing="Select whom you ask",
            help_text="They get an email with a link to this dispute, and no name",
        )


class BecauseForm(StepForm):
    """Why."""

    def __init__(self, *args: Any, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["because"] = short(label, missing, max_length=500)


HEALTH = [("none", "No"), (Mediation.Health.ALSO.value, "Yes, health as well"), (Mediation.Health.ONLY.value, "Yes, only about health")]
