"""What is typed of a school's counts and of an area's young people, and the file of many schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from goldenthread.core.form_fields import ChoiceField, FileField, Form, TextField, WholeNumberField
from goldenthread.core.office_files import MEGABYTE

from ..pictures import NEEDS
from .reading import MOST_PUPILS, MOST_SESSIONS, STATUS_WORDS

#: What is asked of each status in a month.
ABSENCE = (
    ("pupils", "pupils on roll", MOST_PUPILS),
    ("possible", "sessions possible", MOST_SESSIONS),
    ("authorised", "sessions missed with leave (authorised)", MOST_SESSIONS),
    ("unauthorised", "sessions missed without leave (unauthorised)", MOST_SESSIONS),
)
OFTEN = "pupils who missed a tenth of sessions or more (persistently absent)"
KINDS = {
    "needs": "SEN Support by primary need, by school and census day",
    "absence": "Sessions missed, by school, month and SEN status",
    "neet": "Young people in no education, work or training, of the area",
}


class NeedsForm(Form):
    """A school's pupils with SEN Support on a census day, by primary need."""

    census = ChoiceField(label="Which census?", choices=(), draw_as="select", missing="Select the census")
    on_roll = WholeNumberField(
        label="How many pupils are on roll?",
        least=0,
        most=MOST_PUPILS,
        missing="Enter how many pupils are on roll",
        subject="Pupils on roll",
    )

    def __init__(self, *args: Any, days: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["census"].given_choices = days  # type: ignore[attr-defined]
        for code, words in NEEDS.items():
            self.fields[need_field(code)] = WholeNumberField(
                label=f"SEN Support: {words[0].lower()}{words[1:]}" if code else "SEN Support: need not recorded, or not assessed by a specialist", required=False, most=MOST_PUPILS, subject=f"Pupils with {words.lower()}",
            )  # fmt: skip

    @property
    def needs(self) -> dict[str, int]:
        """How many of each need; what was left empty is none."""
        return {code: number for code in NEEDS if (number := self.cleaned_data[need_field(code)])}


def need_field(code: str) -> str:
    """The name of a need's field."""
    return f"need_{code.lower() or 'unknown'}"


class AbsenceForm(Form):
    """A school's sessions in a month, by SEN status."""

    month = ChoiceField(label="Which month?", choices=(), draw_as="select", missing="Select the month")

    def __init__(self, *args: Any, months: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].given_choices = months  # type: ignore[attr-defined]
        for status, said in STATUS_WORDS.items():
            for name, words, most in ABSENCE:
                self.fields[f"{status}_{name}"] = WholeNumberField(
                    label=f"{said}: {words}",
                    most=most,
                    missing=f"Enter how many {words.split(' (')[0]} for {said}; where there are none, enter 0",
                    subject=f"{said}: {words.split(' (')[0]}",
                )
            self.fields[f"{status}_often"] = WholeNumberField(
                label=f"{said}: {OFTEN}", required=False, most=MOST_PUPILS, subject=f"{said}: pupils who missed a tenth"
            )

    def of(self, status: str) -> list[int | None]:
        """What was said of a status, in the order of `reading.absence_said`."""
        return [self.cleaned_data[f"{status}_{name}"] for name in (*(name for name, _, _ in ABSENCE), "often")]


class YoungPeopleForm(Form):
    """An area's young people of one age and status in a month or year."""

    period = ChoiceField(
        label="Of which month or year?",
        help_text="A year is the average of December, January and February",
        choices=(),
        draw_as="select",
        missing="Select the month or year",
    )
    group = ChoiceField(label="Which young people?", choices=(), missing="Select which young people")
    people = WholeNumberField(
        label="How many are there?", most=200_000, missing="Enter how many there are", subject="How many there are"
    )
    neet = WholeNumberField(
        label="How many are in no education, employment or training?",
        most=200_000,
        missing="Enter how many are in none; where there are none, enter 0",
        subject="How many are in none",
    )
    unknown = WholeNumberField(
        label="Of how many is it not known?",
        most=200_000,
        missing="Enter of how many it is not known; where there are none, enter 0",
        subject="Of how many it is not known",
    )

    def __init__(self, *args: Any, periods: list[tuple[str, str]], groups: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].given_choices = periods  # type: ignore[attr-defined]
        self.fields["group"].given_choices = list(groups.items())  # type: ignore[attr-defined]


class BaseYearForm(Form):
    """From which year on the share is to fall."""

    year = ChoiceField(
        label="From which year is the share to fall?", choices=(), draw_as="select", missing="Select the base year"
    )

    def __init__(self, *args: Any, years: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].given_choices = years  # type: ignore[attr-defined]


class CountsFileForm(Form):
    """A file of counts."""

    counts = ChoiceField(label="What does the file hold?", choices=(), missing="Select what the file holds")
    file = FileField(
        label="The file",
        endings=(".xlsx", ".csv"),
        most=5 * MEGABYTE,
        missing="Select the file",
        help_text="The template filled in, as Excel or CSV",
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["counts"].given_choices = [(kind, KINDS[kind]) for kind in kinds]  # type: ignore[attr-defined]


class FindSchoolForm(Form):
    """Schools by a part of their name."""

    marks_optional = False
    q = TextField(label="Name of the school", required=False, max_length=100)
