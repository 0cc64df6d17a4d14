"""What is typed about measures and their values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core import clock, scanning
from goldenthread.core.form_fields.choices import ChoiceField, ManyChoiceField
from goldenthread.core.form_fields.dates import DateField
from goldenthread.core.form_fields.files import FileField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, TextField, Typed
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import VIRUS
from goldenthread.insight.indicators import LIBRARY
from goldenthread.insight.indicators.dimensions import DIMENSIONS
from goldenthread.insight.services.models import Service
from goldenthread.voice.questions import EDITIONS, NEWEST

from .catalogue import CATALOGUE
from .models import Measure, Remark
from .reading import last_day, number, read_series

#: Targets on the way that one measure may have.
MOST_STEPS = 40


class NumberField(Typed):
    """A number as people write it, with decimals, a sign, % or £. The cleaned value is a Decimal, or None when empty."""

    inputmode, spellcheck = "decimal", False
    empty_value = None  # type: ignore[assignment]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"width": 10, **kwargs})

    def clean(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = self.to_python(value).strip()
        if not text and self.required:
            raise self.say_missing()
        try:
            return number(text)
        except Refused:
            raise ValidationError(f"{self.subject} must be a number, like 63.4", code="number") from None


class AsAtForm(Form):
    """The day as at which measures are shown."""

    marks_optional = False
    on = DateField(label="As at", required=False, past=True)


def indicators() -> list[tuple[str, str]]:
    """Indicators that have a number, by their domain and name."""
    return [(code, f"{each.name} ({code})") for code, each in sorted(LIBRARY.items(), key=lambda one: (one[1].domain, one[1].name)) if each.counted]


#: The breakdowns of which one part alone may be taken.
BREAKDOWNS = ("need", "age band", "phase", "setting type", "sex")
#: Letters of a part that a measure keeps.
LONGEST_PART = 100


def parts() -> list[tuple[str, str]]:
    """Parts of a figure that may be taken alone, as the breakdown and the part's label."""
    known = [(f"{by}|{label}", f"{by.capitalize()}: {label}") for by in BREAKDOWNS for label in dict.fromkeys(DIMENSIONS[by].words.values())]
    names = Service.objects.filter(ended_on=None).order_by("name").values_list("name", flat=True).distinct()
    return known + [(f"service|{name}", f"Service: {name}") for name in names if len(name) <= LONGEST_PART]


class MeasureForm(Form):
    """What a measure is."""

    one_time = False

    words = TextField(label="What is measured", help_text="In words that everybody understands", max_length=300, missing="Enter what is measured")
    reference = TextField(label="Reference", help_text="As the plan prints it, if it does", max_length=40, required=False)
    of = ChoiceField(label="What in the plan does it tell of?", choices=(), draw_as="select", say_nothing="The plan as a whole", required=False)
    source = ChoiceField(
        label="Where does its value come from?",
        choices=Measure.Source.choices,
        reveals={"indicator": ["indicator", "only"], "survey": ["survey_question"], "entered": ["source_words"], "series": ["series_words"]},
        missing="Say where its value comes from",
    )
    indicator = ChoiceField(label="Which indicator?", choices=indicators, draw_as="select", missing="Choose the indicator")
    only = ChoiceField(label="Only a part of it?", choices=parts, draw_as="select", say_nothing="The whole", required=False)
    survey_question = ChoiceField(label="Which statement do families answer?", choices=list(EDITIONS[NEWEST].items()), draw_as="select", missing="Choose the statement")
    source_words = TextField(label="Whose figures are they?", max_length=200, required=False)
    series_words = TextField(label="Whose file is it?", max_length=200, required=False)
    kind = ChoiceField(label="What kind of measure is it?", choices=Measure.Kind.choices, draw_as="select", missing="Say what kind of measure it is")
    level = ChoiceField(label="What does it tell of?", choices=Measure.Level.choices, required=False)
    numerator = TextField(label="What is counted", max_length=300, required=False)
    denominator = TextField(label="Out of what", help_text="Leave this empty where nothing is divided", max_length=300, required=False)
    unit = ChoiceField(label="What is it given in?", choices=Measure.Unit.choices, draw_as="select", missing="Say what it is given in")
    direction = ChoiceField(label="Which way is better?", choices=Measure.Direction.choices, missing="Say which way is better")
    baseline = NumberField(label="Value at the start", required=False)
    baseline_on = DateField(label="Day of the value at the start", required=False, past=True)
    comparator = ChoiceField(label="What is it to be?", choices=Measure.Comparator.choices, draw_as="select", missing="Say what it is to be")
    target = NumberField(label="Target", required=False)
    due_on = DateField(label="By when", required=False)
    steps = TextareaField(
        label="Targets on the way", help_text="One a line: a date, a comma and a value, like 31 March 2027, 70", rows=3, max_length=2000, required=False
    )
    rhythm = ChoiceField(label="How often is there a new value?", choices=Measure.Rhythm.choices, missing="Say how often there is a new value")

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].given_choices = places  # type: ignore[attr-defined]

    def clean_steps(self) -> list[tuple[Any, Decimal]]:
        """Each line as a day and a value."""
        found = {}
        lines = [line for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if len(lines) > MOST_STEPS:
            raise ValidationError(f"Targets on the way must be {MOST_STEPS} or fewer")
        for line in lines:
            when, _, what = line.partition(",")
            on = last_day(when)
            try:
                value = number(what)
            except Refused:
                value = None
            if on is None or value is None:
                raise ValidationError(f"“{line.strip()[:60]}” must be a date, a comma and a number, like 31 March 2027, 70")
            found[on] = value
        return sorted(found.items())

    def clean(self) -> dict[str, Any]:
        """A target where the words ask for one, and a start where the direction is from it."""
        said = super().clean() or self.cleaned_data
        if said.get("comparator") in ("gte", "gt", "lte", "lt", "eq") and said.get("target") is None and "target" not in self.errors and said.get("unit") != "done":
            self.add_error("target", "Enter the target, or choose “watched, with no target”")
        by = (said.get("only") or "").partition("|")[0]
        if by and said.get("indicator") in LIBRARY and by not in LIBRARY[said["indicator"]].breakdowns:
            self.add_error("only", f"This indicator is not broken down by {by}. Choose another part, or the whole")
        if said.get("baseline_on") and said.get("baseline") is None and "baseline" not in self.errors:
            self.add_error("baseline", "Enter the value at the start")
        return said

    def said(self) -> dict[str, Any]:
        """The answers as an action takes them."""
        answer = {name: value for name, value in self.cleaned_data.items() if name not in ("of", "steps", "series_words", "only", "version")}
        source = answer["source"]
        answer["indicator"] = answer["indicator"] if source == "indicator" else ""
        answer["part_of"], _, answer["part"] = (self.cleaned_data["only"] or "").partition("|") if source == "indicator" else ("", "", "")
        answer["survey_question"] = answer["survey_question"] if source == "survey" else ""
        answer["source_words"] = {"entered": answer["source_words"], "series": self.cleaned_data["series_words"]}.get(source, "") or ""
        if answer["unit"] == "done" and answer["target"] is None:
            answer["target"] = Decimal(1)
        return answer


class ValueForm(Form):
    """A value that somebody enters, with where it is from."""

    day = DateField(label="Last day of the time that it tells of", past=True, missing="Enter the last day of the time that it tells of")
    value = NumberField(label="Value", required=False, help_text="Leave this empty to have it worked out from the two numbers below")
    numerator = NumberField(label="Number counted", required=False)
    denominator = NumberField(label="Out of", required=False)
    said_by = TextField(label="Where the figure is from", max_length=200, missing="Enter where the figure is from")
    note = TextareaField(label="Note", max_length=500, rows=3, required=False)
    because = TextField(label="Why it is corrected", help_text="Only where there is a value for that day already", max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """A value, or the two numbers of a share."""
        said = super().clean() or self.cleaned_data
        if {"value", "numerator", "denominator"} & set(self.errors):
            return said
        if said.get("value") is None:
            if said.get("numerator") is None or not said.get("denominator"):
                self.add_error("value", "Enter the value, or the number counted and what it is out of")
            else:
                said["value"] = round(100 * said["numerator"] / said["denominator"], 3)
        return said


class SeriesForm(Form):
    """A file of values. It is scanned and read once before it is kept: what cannot be read is said beside the field."""

    file = FileField(label="The file", help_text="CSV or Excel (XLSX), with a column headed Date and one headed Value", endings=(".csv", ".xlsx"), missing="Select the file")

    def clean_file(self) -> Any:
        """A file with values as `read`, and what the scanner said as `scan`."""
        file = self.cleaned_data["file"]
        try:
            file.scan = scanning.look_into(file).scan
        except scanning.ScannerAway:
            file.scan = StoredFile.Scan.NOT_SCANNED
        if file.scan == StoredFile.Scan.INFECTED:
            raise ValidationError(VIRUS)
        try:
            file.read_values = read_series(file, file.name or "", latest=clock.today())
        except Refused as refused:
            raise ValidationError(refused.sentence) from None
        if file.read_values.faults:
            raise ValidationError("Nothing was taken in. " + " ".join(file.read_values.faults[:5]) + (" And more like these." if len(file.read_values.faults) > 5 else ""))
        if not file.read_values.values:
            raise ValidationError("The file has headings and no values. Add the values and send it again")
        return file


class CatalogueForm(Form):
    """Measures chosen from the catalogue."""

    codes = ManyChoiceField(label="Measures", choices=lambda: [(code, each.words) for code, each in CATALOGUE.items()], missing="Choose one or more measures")


class DropForm(Form):
    """Why a measure is dropped."""

    because = TextareaField(label="Why is it dropped?", max_length=300, rows=3, missing="Say why it is dropped")


class RemarkForm(Form):
    """What a partner says of a measure."""

    one_time = True
    name = TextField(label="Who says so, and as what?", help_text="For example: Rosa Field, Director of Children’s Services.", max_length=200, missing="Enter who says so")

    def __init__(self, *args: Any, partners: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"] = ChoiceField(label="For which partner?", choices=partners, missing="Select the partner")
        self.fields["stance"] = ChoiceField(label="What does it say?", choices=Remark.Stance.choices, missing="Select what the partner says")
        self.fields["words"] = TextareaField(label="In its words", help_text="Needed unless the figure is signed off. Name no child.", max_length=2000, required=False)
        self.order_fields(["partner", "stance", "words", "name"])

    def clean(self) -> dict[str, Any]:
        """A comment or a difference has words."""
        said = super().clean() or self.cleaned_data
        if said.get("stance") in (Remark.Stance.COMMENT, Remark.Stance.DIFFERS) and not (said.get("words") or "").strip() and "words" not in self.errors:
            self.add_error("words", "Enter what the partner says" if said["stance"] == Remark.Stance.COMMENT else "Say why the partner does not agree with the figure")
        return said
