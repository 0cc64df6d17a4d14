"""What an administrator types about how to reach the area."""

from __future__ import annotations

from goldenthread.core.form_fields import EmailField, Form, PhoneField, TextareaField

LINES = "Name, telephone and email address, as families should read them"


class ContactsForm(Form):
    """The contacts that letters print. What is not known yet may stay empty; the page says which letters then wait."""

    phone = PhoneField(label="Telephone of the SEND team", required=False, width=20, autocomplete="off")
    email = EmailField(label="Email address of the SEND team", required=False, autocomplete="off")
    address = TextareaField(label="Address of the SEND team", required=False, max_length=500, rows=4)
    sendiass = TextareaField(
        label="Information, advice and support service (SENDIASS)", help_text=LINES, required=False, max_length=500, rows=3
    )
    mediation = TextareaField(label="Mediation adviser", help_text=LINES, required=False, max_length=500, rows=3)
    disagreement = TextareaField(
        label="Disagreement resolution service", help_text=LINES, required=False, max_length=500, rows=3
    )
