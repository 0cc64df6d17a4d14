"""Panels: who sits, when they meet, what is on the agenda, who was there."""

from __future__ import annotations

import datetime as dt
import re
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
from goldenthread.meetings.models import Group, Sector


class GroupForm(Form):
    """A new panel."""

    name = TextField(label="What is the panel called?", missing="Enter what the panel is called", max_length=120)
    kind = ChoiceField(label="What does it decide?", choices=Group.Kind.choices, missing="Select what the panel decides")
    must_have = ManyChoiceField(
        label="Who must be there for it to decide?", choices=Sector.choices, required=False,
        help_text="The panel cannot decide while one of these is not there",
    )  # fmt: skip
    fewest = WholeNumberField(
        label="How many members must be there at least?", missing="Enter how many members must be there", least=1, most=30, initial=2
    )


class MemberForm(Form):
    """Somebody who sits in the panel."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"] = ChoiceField(label="Who?", choices=people, draw_as="select", missing="Select who sits in the panel")
        self.fields["sector"] = ChoiceField(
            label="For which part of the partnership?", choices=Sector.choices, draw_as="select", missing="Select whom they sit for"
        )
        self.fields["chair"] = ChoiceField(
            label="Do they chair it?", choices=[("no", "No"), ("yes", "Yes")], missing="Select whether they chair it", inline=True
        )


class TimeField(TextField):
    """A time of day on the 24-hour clock, or with am or pm. The cleaned value is a ``time``, None when not answered."""

    def clean(self, value: Any) -> Any:
        words = (super().clean(value) or "").strip().lower().replace(" ", "")
        if not words:
            return None
        found = re.fullmatch(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm)?", words)
        if found:
            hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "pm" else 0)
            if hour < 24 and minute < 60:
                return dt.time(hour, minute)
        raise ValidationError("Enter a time such as 9:30am or 14:00")


class MeetingForm(Form):
    """When the panel meets."""

    held_on = DateField(label="When does the panel meet?", subject="The date of the meeting", missing="Enter the date of the meeting")
    at = TimeField(label="At what time?", required=False, max_length=10, help_text="For example, 9:30am")
    place = TextField(label="Where, or the link to join", required=False, max_length=200)


class AgendaForm(Form):
    """Which of the cases that are due come before the meeting."""

    def __init__(self, *args: Any, due: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matters"] = ManyChoiceField(
            label="Which cases come before this meeting?", choices=due, missing="Select at least one case", small=True
        )


class PackForm(Form):
    """Which papers of this child the panel reads."""

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"] = ManyChoiceField(
            label="Which papers are in the pack?", choices=papers, required=False,
            help_text="Only papers of this child can be chosen" if papers else "There are no papers in this child’s record yet",
        )


class AnswerForForm(Form):
    """Why papers that seem to be another child's belong in the pack; each that has no reason stays out."""

    def __init__(self, *args: Any, findings: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for finding in findings:
            quoted = " ".join(f"It says: “{quote}”." for quote in finding.quotes)
            self.fields[f"because-{finding.document.pk}"] = TextareaField(
                label=finding.document.title, required=False, rows=2, max_length=500,
                help_text=f"{finding.sentence} {quoted} Write why it belongs in this child’s pack, or leave this empty to leave the paper out",
            )  # fmt: skip

    def reasons(self) -> dict[str, str]:
        """The reason for each paper that somebody answers for, by the paper's id."""
        return {name.removeprefix("because-"): text for name, text in self.cleaned_data.items() if name.startswith("because-") and text}


class AsideForm(Form):
    """Why a member stands aside."""

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(people) > 1:
            self.fields["user"] = ChoiceField(label="Who stands aside?", choices=people, draw_as="select", missing="Select who stands aside")
        self.fields["why"] = TextareaField(
            label="Why?", missing="Enter why, for example that they know the family", max_length=200, rows=3,
            help_text="From then on they do not see this child’s papers in the pack",
        )  # fmt: skip


class EndForm(Form):
    """A matter is put off, or taken off the agenda."""

    def __init__(self, *args: Any, meetings: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(key, f"Put it off to the meeting on {words}") for key, words in meetings]
        self.fields["to"] = ChoiceField(
            label="What happens to it?", choices=[*choices, ("off", "Take it off the agenda")], missing="Select what happens to it"
        )
        self.fields["why"] = TextareaField(label="Why?", missing="Enter why. The family may ask", max_length=200, rows=3)


class AttendanceForm(Form):
    """Who was there: each member, and others by name."""

    def __init__(self, *args: Any, members: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["there"] = ManyChoiceField(label="Who was there?", choices=members, missing="Select who was there")
        self.fields["guest"] = TextField(label="Somebody else who was there", required=False, max_length=200, help_text="Their full name")
        self.fields["guest_sector"] = ChoiceField(
            label="For which part of the partnership were they there?", choices=Sector.choices, draw_as="select", required=False
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("guest") and not cleaned.get("guest_sector"):
            self.add_error("guest_sector", "Select whom they were there for")
        return cleaned
