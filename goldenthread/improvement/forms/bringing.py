"""What is typed or sent to bring a plan."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core import scanning
from goldenthread.core.form_fields.choices import ChoiceField
from goldenthread.core.form_fields.files import FileField
from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextField
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import VIRUS

from ..models import ImprovementPlan
from ..reading import assemble, open_plan


class PlanFileForm(Form):
    """The file. It is scanned and read once before it is kept: what cannot be read is said beside the field."""

    file = FileField(
        label="The plan",
        help_text="A Word (DOCX), Excel (XLSX) or CSV file with the plan’s tables as text. Up to 20 MB.",
        missing="Select the plan’s file",
    )

    def clean_file(self) -> Any:
        """A file that holds a plan, with what the scanner said of it as `scan`."""
        file = self.cleaned_data["file"]
        try:
            file.scan = scanning.look_into(file).scan
        except scanning.ScannerAway:
            file.scan = StoredFile.Scan.NOT_SCANNED
        if file.scan == StoredFile.Scan.INFECTED:
            raise ValidationError(VIRUS)
        try:
            assemble(open_plan(file, file.name or ""))
        except Refused as refused:
            raise ValidationError(refused.sentence) from None
        return file


class SavePlanForm(Form):
    """What the plan is called, and what it is."""

    title = TextField(label="What the plan is called", max_length=200, missing="Enter what the plan is called")
    kind = ChoiceField(label="What kind of plan is it?", choices=ImprovementPlan.Kind.choices, missing="Say what kind of plan it is")
