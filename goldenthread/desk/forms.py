"""What is typed at the desk."""

from goldenthread.core.form_fields.forms import Form
from goldenthread.core.form_fields.words import TextField


class ViewForm(Form):
    """The name of a saved view."""

    name = TextField(
        label="Name of this view",
        max_length=60,
        width=20,
        missing="Enter a name for this view, like “My reviews this term”",
    )
