"""A new mediation, disagreement, appeal, complaint or Ombudsman's investigation."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import ChoiceField, ConfirmField, DateField, ManyChoiceField

from ..models import Complaint, Dispute, OmbudsmanMatter
from ..policies import APPEALABLE
from ..promises import SAYS
from .fields import StepForm, paper, past_day, short, words
from .steps import HEALTH

ABOUT, KIND = Dispute.About, Dispute.Kind
NOT_APPEALED = (ABOUT.PROVISION, ABOUT.DELAY, ABOUT.COMMUNICATION, ABOUT.HEALTH_CARE, ABOUT.OTHER)
NOTICE_HINT = "The date on the letter with the decision or the plan. The times to ask for mediation and to appeal run from the day it was sent"


def about_field(label: str, which: tuple[str, ...]) -> ChoiceField:
    """What it is about."""
    return ChoiceField(label=label, choices=[(each, ABOUT(each).label) for each in which], missing="Select what it is about")


class OpeningForm(StepForm):
    """What every new dispute says. `people` are those of the family who may have raised it."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], lines: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if lines:
            self.fields["line"] = ChoiceField(
                label="Which line of the plan is it about, if it is about one?", choices=lines, draw_as="select", required=False, say_nothing="None, or several"
            )
        if people:
            self.fields["raised_by"] = ChoiceField(
                label="Who raised it?", choices=people, missing="Select who raised it",
                help_text="Its words and its papers are for them alone of the family",
            )  # fmt: skip
        self.fields["helped_by"] = short("Who helped them or spoke for them, if anybody?", max_length=120)


class MediationForm(OpeningForm):
    """The family wants mediation."""

    about = about_field("What is it about?", APPEALABLE)
    notice_sent_on = past_day("When was the council’s letter sent?", "The day of the letter", missing="Enter the day the letter was sent", help_text=NOTICE_HINT)
    opened_on = past_day("When did the family say that they want mediation?", "The day they said it", missing="Enter the day they said it", help_text="The 30 days run from the day the council was told")
    contacted_on = past_day("When did they contact the mediation adviser, if you know?", "The day they contacted the adviser", required=False)
    health = ChoiceField(label="Is it about health too?", choices=HEALTH, missing="Select whether it is about health")
    said = words("What do they disagree with?", help_text="In their words")

    def facts(self) -> dict[str, Any]:
        """Health in the model's own words."""
        said = super().facts()
        return {**said, "health": "" if said["health"] == "none" else said["health"]}


class DisagreementForm(OpeningForm):
    """The family wants somebody independent to help."""

    about = about_field("What is it about?", (*NOT_APPEALED[:-1], *APPEALABLE, ABOUT.OTHER))
    opened_on = past_day("When did they ask?", "The day they asked", missing="Enter the day they asked")
    said = words("What do they disagree with?", "Enter what they disagree with", help_text="In their words")


class AppealForm(OpeningForm):
    """The family has appealed."""

    about = about_field("What is the appeal against?", (*APPEALABLE, ABOUT.DISCRIMINATION))
    sections = ManyChoiceField(
        label="Which sections of the plan?", choices=[(each, f"Section {each}") for each in "BFI"], required=False, missing="Select the sections"
    )
    extended = ManyChoiceField(
        label="Does the family ask for recommendations as well?", choices=[("health", "On health"), ("social_care", "On social care")], required=False,
        missing="Select what they ask for",
    )  # fmt: skip
    notice_sent_on = past_day("When was the council’s letter sent?", "The day of the letter", missing="Enter the day the letter was sent", help_text=NOTICE_HINT)
    certificate_on = past_day(
        "What is the date of the mediation certificate?", "The date of the certificate", required=False, help_text="Not needed for an appeal about section I alone"
    )
    lodged_on = past_day("When did the Tribunal receive the appeal?", "The day the Tribunal received it", missing="Enter the day the Tribunal received it")
    registered_on = past_day("When did the Tribunal register it, if it has?", "The day of registration", required=False)
    number = short("The Tribunal’s number", max_length=40)
    said = words("What does the family say?", help_text="In their words")


class ComplaintForm(OpeningForm):
    """A complaint came."""

    about = about_field("What is it about?", NOT_APPEALED)
    channel = ChoiceField(label="How did it come?", choices=list(Complaint.Channel.choices), missing="Select how it came")
    opened_on = past_day("When did it come?", "The day it came", missing="Enter the day it came")
    said = words("What is the complaint?", "Enter what the complaint is", help_text="In their words")
    wanted = words("What would put it right?", help_text="In their words")
    promised_by = DateField(label="By when was an answer promised?", subject="The day promised", required=False, help_text=f"Leave it empty to count it. {SAYS}")
    paper = paper("The complaint, if it was written")


class OmbudsmanForm(OpeningForm):
    """An Ombudsman wrote."""

    who = ChoiceField(label="Which Ombudsman?", choices=list(OmbudsmanMatter.Who.choices), missing="Select which Ombudsman")
    about = about_field("What is it about?", NOT_APPEALED)
    reference = short("The Ombudsman’s reference", max_length=40)
    opened_on = past_day("When did the Ombudsman write?", "The day the Ombudsman wrote", missing="Enter the day the Ombudsman wrote")
    answer_by = DateField(label="By when must the council answer?", subject="The day for the answer", required=False)
    said = words("What is the complaint?")

    def facts(self) -> dict[str, Any]:
        """Nobody speaks for a family to an Ombudsman here."""
        said = super().facts()
        said.pop("helped_by", None)
        return said


FORMS = {
    KIND.MEDIATION: MediationForm, KIND.DISAGREEMENT: DisagreementForm, KIND.APPEAL: AppealForm, KIND.COMPLAINT: ComplaintForm,
    KIND.OMBUDSMAN: OmbudsmanForm,
}  # fmt: skip


# The family's own


class FamilyMediationForm(StepForm):
    """A parent or young person says that they want mediation."""

    notice_sent_on = past_day("What is the date on the council’s letter?", "The date on the letter", missing="Enter the date on the letter", help_text="The letter with the decision or the plan that you disagree with")
    said = words("What do you disagree with?", "Say what you disagree with", help_text="A few words are enough. You can say more at the meeting")
    health = ChoiceField(label="Is it about health too?", choices=[("none", "No"), ("also", "Yes, health as well"), ("only", "Yes, only about health")], missing="Select whether it is about health")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"] = ChoiceField(label="What is it about?", choices=[(each, ABOUT(each).label) for each in APPEALABLE], missing="Select what it is about")
        self.order_fields(["about", "notice_sent_on", "said", "health"])

    def facts(self) -> dict[str, Any]:
        """Health in the model's own words."""
        said = super().facts()
        return {**said, "health": "" if said["health"] == "none" else said["health"]}


class FamilyComplaintForm(StepForm):
    """A parent or young person complains, or asks for disagreement resolution."""

    def __init__(self, *args: Any, wanted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"] = ChoiceField(label="What is it about?", choices=[(each, ABOUT(each).label) for each in NOT_APPEALED], missing="Select what it is about")
        self.fields["said"] = words("What happened?", "Say what happened", max_length=5000)
        if wanted:
            self.fields["wanted"] = words("What would put it right?")


class TakeBackForm(StepForm):
    """The family takes back what it asked for."""

    sure = ConfirmField(label="Are you sure?", statement="I take this back", missing="Tick the box if you take this back")
