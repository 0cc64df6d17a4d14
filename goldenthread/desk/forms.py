"""What is typed at the desk."""

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextareaField, TextField


class ViewForm(Form):
    """The name of a saved view."""

    name = TextField(
        label="Name of this view",
        max_length=60,
        width=20,
        missing="Enter a name for this view, like “My reviews this term”",
    )


class ExportForm(Form):
    """Why a list is taken away as a file."""

    reason = TextareaField(
        label="Why you need this list as a file",
        help_text="Who will use it and for what. The child’s record keeps this reason.",
        max_length=300,
        rows=3,
        missing="Enter why you need this list as a file",
    )

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if len(reason) < 10:
            raise ValidationError("Say in a few words who will use the file and for what")
        return reason
