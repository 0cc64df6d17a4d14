"""A board, whom it reports to, its rhythm, and who sits in it."""

from __future__ import annotations

from typing import Any

from goldenthread.casework.forms.panels import TimeField
from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    Form,
    ManyChoiceField,
    NameField,
    TextareaField,
    TextField,
    WholeNumberField,
    YesNoField,
)

from ..models import Board, Level, Representative, Sector

Choices = list[tuple[str, str]]


class AsAtForm(Form):
    """The day whose ladder is shown."""

    marks_optional = False
    on = DateField(label="Show it as it was on", subject="The day", required=False)


class BoardForm(Form):
    """A board or working group."""

    name = TextField(label="What is the group called?", missing="Enter what the group is called", max_length=150)
    kind = ChoiceField(label="What kind of group is it?", choices=Board.Kind.choices, missing="Select what kind of group it is")
    purpose = TextareaField(label="What is it for?", required=False, max_length=4000, help_text="Its terms of reference, in short")

    def __init__(self, *args: Any, above: Choices, sections: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["above"] = ChoiceField(
            label="Which group does it report to?", choices=above, draw_as="select", required=False, say_nothing="No other group",
            help_text="What it cannot settle is raised there",
        )  # fmt: skip
        self.fields["must_have"] = ManyChoiceField(
            label="Who must sit in it?", choices=Sector.choices, required=False, small=True, help_text="Its page warns while one of these is missing"
        )
        self.fields["least"] = ChoiceField(
            label="How senior must each of them be at least?", choices=[one for one in Level.choices if one[0] != "experience"], draw_as="select",
            required=False, say_nothing="It does not matter", help_text="Lived experience always counts",
        )  # fmt: skip
        self.fields["fewest"] = WholeNumberField(
            label="How many must be there for it to decide?", missing="Enter how many must be there", least=1, most=60, initial=3, width=2
        )
        self.fields["rhythm"] = ChoiceField(label="How often does it meet?", choices=Board.Rhythm.choices, draw_as="select", missing="Select how often it meets")
        self.fields["first_on"] = DateField(
            label="The day of its first meeting", required=False, help_text="The other meetings are worked out from this day. For example, 1 12 2026"
        )
        self.fields["in_term"] = YesNoField(label="Does it meet on school days only?", missing="Select whether it meets on school days only", initial=False)
        self.fields["at"] = TimeField(label="At what time?", required=False, max_length=10, width=5, help_text="For example, 9:30am")
        self.fields["place"] = TextField(label="Where, or the link to join", required=False, max_length=200)
        if sections:
            self.fields["sections"] = ManyChoiceField(
                label="Which parts of the plan does it answer for?", choices=sections, required=False, small=True, help_text="None means all of them"
            )

    def clean(self) -> dict[str, Any]:
        """A rhythm needs the day it begins from."""
        said = super().clean() or self.cleaned_data
        if said.get("rhythm") not in (None, "", "called") and not said.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", "Enter the day of its first meeting")
        return said


class RepresentativeForm(Form):
    """Somebody who sits in a board."""

    def __init__(self, *args: Any, people: Choices, organisations: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"] = ChoiceField(
            label="Which account is theirs?", choices=people, draw_as="select", required=False, say_nothing="They have no account here",
            help_text="With an account they can see the group’s pages, within what their role allows",
        )  # fmt: skip
        self.fields["name"] = NameField(label="Their name", required=False, help_text="Leave this empty to use the name of the account")
        self.fields["post"] = TextField(label="Their post", required=False, max_length=120, help_text="For example, designated clinical officer")
        self.fields["organisation"] = ChoiceField(label="For which organisation?", choices=organisations, draw_as="select", required=False, say_nothing="None")
        self.fields["sector"] = ChoiceField(label="For which sector?", choices=Sector.choices, draw_as="select", missing="Select for which sector they sit")
        self.fields["level"] = ChoiceField(label="How senior are they?", choices=Level.choices, missing="Select how senior they are")
        self.fields["role"] = ChoiceField(
            label="What do they do in the group?", choices=Representative.Role.choices, missing="Select what they do in the group",
            reveals={"lead": ["leads"]}, initial="member",
        )  # fmt: skip
        self.fields["leads"] = TextField(label="Which area of action do they lead?", missing="Enter which area of action they lead", max_length=200)

    def clean(self) -> dict[str, Any]:
        """There is a name, from the account or typed."""
        said = super().clean() or self.cleaned_data
        if not said.get("user") and not said.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter their name, or choose their account")
        return said


class CalendarForm(Form):
    """Which of the days that the rhythm gives are put in the calendar."""

    def __init__(self, *args: Any, days: Choices, moved: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"] = ManyChoiceField(
            label="Which meetings do you want in the calendar?", choices=days, hints=moved, missing="Select at least one day", initial=[key for key, _ in days]
        )
