"""What a person types in this room."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    FileField,
    Form,
    TextareaField,
    TextField,
    WholeNumberField,
)
from goldenthread.plans.models.promise import AdulthoodTheme, BroadArea

from .models import DeliveryRecord, OutcomeExample, OutcomeProgress, TermDates, Theme
from .rhythm import EVERY


class RhythmForm(Form):
    """How often a line is due."""

    every = ChoiceField(label="How often is it due?", choices=list(EVERY.items()), missing="Select how often it is due")
    times = WholeNumberField(label="How many times in each?", least=1, most=50, missing="Enter how many times", initial=1)
    weeks = WholeNumberField(label="For how many weeks of the year? (optional)", required=False, least=1, most=53)
    all_year = ChoiceField(
        label="In school holidays too?", choices=[("no", "No, in term time"), ("yes", "Yes, all year")], missing="Select whether it goes on in school holidays", inline=True
    )
    why = TextField(label="How do you know?", help_text="Such as the sentence of the plan that says so", max_length=500, missing="Enter how you know")


class DelivererForm(Form):
    """Who answers for giving a line."""

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"] = ChoiceField(
            label="Who says whether it was given, beside the family and the school?",
            choices=[*bodies, ("none", "Nobody: the school gives it")], missing="Select who says whether it was given",
            help_text="They see this line and the child’s first name, and nothing else of the plan",
        )  # fmt: skip


class FollowUpForm(Form):
    """What was done about a gap."""

    one_time = True
    done = TextareaField(
        label="What did you find out, and what was done?", help_text="The family reads this too", missing="Say what you found out and what was done", max_length=1000, rows=4
    )


class AskForEquipmentForm(Form):
    """Equipment that no line of the plan names."""

    one_time = True
    what = TextField(label="What is needed?", help_text="Such as a writing slope", max_length=300, missing="Enter what is needed")
    why = TextareaField(label="What is it for?", max_length=500, rows=3, missing="Enter what it is for")
    identified_on = DateField(
        label="On which day did somebody see that it is needed?", subject="The day on which it was seen", help_text="The six weeks run from this day", past=True,
        missing="Enter the day on which it was seen",
    )  # fmt: skip


class EquipmentAnswerForm(Form):
    """Whether it will come."""

    one_time = True
    agreed = ChoiceField(label="Will it come?", choices=[("yes", "Yes"), ("no", "No")], missing="Select whether it will come", inline=True)
    answer = TextareaField(label="How will it come, or why will it not?", help_text="The family reads this", max_length=500, rows=3, missing="Enter how it will come, or why it will not")


class CameForm(Form):
    """It is with the child."""

    one_time = True
    came_on = DateField(label="On which day did it come?", subject="The day on which it came", past=True, missing="Enter the day on which it came")


class SayForm(Form):
    """What happened in a week, with more than a tap can say."""

    state = ChoiceField(
        label="What happened?", choices=[("given", "It was given"), ("part", "It was given in part"), ("missed", "It was missed"), ("disputed", "I do not agree with what was said")],
        reveals={"part": ["times"], "missed": ["why"]}, missing="Select what happened",
    )  # fmt: skip
    times = WholeNumberField(label="How many times was it given?", least=1, most=50, missing="Enter how many times it was given")
    why = ChoiceField(label="Why, if you know? (optional)", choices=DeliveryRecord.Why.choices, required=False)
    note = TextField(label="Anything else? (optional)", required=False, max_length=500)

    field_order = ["state", "times", "why", "note"]

    def __init__(self, *args: Any, whose: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(whose) > 1:
            self.fields["side"] = ChoiceField(label="Whose words are these?", choices=whose, missing="Select whose words these are")
            self.order_fields(["side", *self.field_order])


class TermForm(Form):
    """Half a term."""

    one_time = True
    term = ChoiceField(label="Term", choices=TermDates.Term.choices, missing="Select the term", inline=True)
    first_on = DateField(label="First day", subject="The first day", missing="Enter the first day")
    last_on = DateField(label="Last day", subject="The last day", missing="Enter the last day")


class SendFileForm(Form):
    """A file of sessions."""

    file = FileField(
        label="Your file", endings=(".csv", ".xlsx"), most=5 * 1024 * 1024, missing="Select a file",
        help_text="CSV or Excel, with the columns Child, Line, Date, Given, Why and Minutes",
    )  # fmt: skip


class ProgressForm(Form):
    """How far a child has come."""

    scale = ChoiceField(label="How far has the child come?", choices=[(str(value), words) for value, words in OutcomeProgress.Scale.choices], missing="Select how far the child has come")
    seen_on = DateField(label="On which day?", subject="The day", missing="Enter the day")
    evidence = TextareaField(label="What shows it? (optional)", required=False, max_length=5000, rows=4)


class ExampleForm(Form):
    """An outcome well written."""

    one_time = True
    text = TextareaField(label="The outcome", help_text="Invent one, or leave out whatever could tell whose it was", max_length=500, rows=3, missing="Enter the outcome")
    measure = TextField(label="How will it be known?", max_length=500, missing="Enter how it will be known")
    why = TextField(label="What is good about it?", max_length=500, missing="Enter what is good about it")
    stage = ChoiceField(label="For which stage?", choices=OutcomeExample.Stage.choices, missing="Select a stage", inline=True)
    broad_area = ChoiceField(label="For which area of need?", choices=BroadArea.choices, missing="Select an area of need")
    theme = ChoiceField(label="Which theme of adulthood? (optional)", choices=AdulthoodTheme.choices, required=False)


class ThemeForm(Form):
    """What came up again and again."""

    one_time = True

    def __init__(self, *args: Any, areas: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(areas) > 1:  # where there is one, nobody is asked which
            self.fields["area"] = ChoiceField(label="To whom?", choices=areas, missing="Select to whom it goes")
            self.order_fields(["area", "about"])

    about = ChoiceField(label="What is it about?", choices=Theme.About.choices, missing="Select what it is about")
    title = TextField(label="In a few words", max_length=120, missing="Enter the theme in a few words")
    words = TextareaField(label="What came up?", help_text="Name no child, family or school", max_length=5000, rows=6, missing="Enter what came up")
    shown_by = TextareaField(label="What shows it?", help_text="Such as how many plans or families, over which time", max_length=2000, rows=3, missing="Enter what shows it")


class ThemeAnswerForm(Form):
    """What those who lead say to it."""

    one_time = True
    answer = TextareaField(label="What will be done, by whom and by when? Or why nothing is", max_length=5000, rows=6, missing="Enter what will be done, or why nothing is")
