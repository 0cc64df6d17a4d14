"""What is typed about an agreement."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    EmailField,
    Form,
    ManyChoiceField,
    PhoneField,
    TextareaField,
    TextField,
)

from ..models import Agreement


class AgreementForm(Form):
    """What is agreed with whom, and until when. `partners` are the bodies, `owners` the people who may answer for it."""

    kind = ChoiceField(label="What kind of agreement is it?", choices=Agreement.Kind.choices, missing="Choose a kind")
    name = TextField(label="What it is called", max_length=160, missing="Enter what it is called")
    purpose = TextareaField(label="What it is for", help_text="What the partners may do under it, in plain words", max_length=1000, missing="Enter what it is for")
    basis = TextField(label="Law under which data are shared", help_text="Only for an agreement to share data", max_length=300, required=False)
    partners = ManyChoiceField(label="Bodies that are to sign", choices=(), missing="Choose the bodies that are to sign")
    owner = ChoiceField(label="Who answers for it here", choices=(), draw_as="select", missing="Choose who answers for it")
    from_on = DateField(label="First day", missing="Enter the first day")
    review_on = DateField(label="Looked at again by", missing="Enter by when it is looked at again")
    until_on = DateField(label="Last day", help_text="Leave it empty where it has none", required=False)

    def __init__(self, *args: Any, partners: dict[str, Any], owners: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["partners"].given_choices = [(key, each.name) for key, each in partners.items()]
        fields["owner"].given_choices = [(key, each.name) for key, each in owners.items()]
        self.bodies, self.owners = partners, owners

    def clean_partners(self) -> list[Any]:
        return [self.bodies[key] for key in self.cleaned_data["partners"]]

    def clean_owner(self) -> Any:
        return self.owners[self.cleaned_data["owner"]]


class SignForm(Form):
    """Who signed for a body, and whom to speak to there."""

    signed_by = TextField(label="Who signed, with their post", max_length=200, required=False)
    signed_on = DateField(label="Day of signing", required=False)
    contact = TextField(label="Whom to speak to there, with their post", max_length=200, required=False)
    email = EmailField(label="Their email address", required=False, autocomplete="off")
    phone = PhoneField(label="Their telephone number", required=False)

    def __init__(self, *args: Any, signed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signed = signed

    def clean(self) -> dict[str, Any]:
        """A signature has a name and a day; one that is on record is not taken away."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("signed_on") and "signed_on" not in self.errors:
            if self.signed:
                self.add_error("signed_on", "A signature is on record. Enter the right day, or leave the day as it was")
            elif said.get("signed_by"):
                self.add_error("signed_on", "Enter the day of signing")
        return said


class ReviewForm(Form):
    """It was looked at, and goes on."""

    reviewed_on = DateField(label="Looked at on", missing="Enter the day on which it was looked at")
    review_on = DateField(label="Looked at again by", missing="Enter by when it is looked at again")


class EndForm(Form):
    """It ends."""

    because = TextField(label="Why it ends", max_length=300, missing="Enter why it ends")
