"""What an administrator writes of a body's system."""

from __future__ import annotations

from typing import Any

from goldenthread.core.form_fields import (
    ChoiceField,
    DateField,
    EmailField,
    Form,
    ManyChoiceField,
    TextareaField,
    TextField,
)

from ..models import Organisation
from .policies import spoken
from .standing import readable


class ClientForm(Form):
    """Which system of which body may read what, what for and until when. `organisations` are those it can be with."""

    organisation = ChoiceField(label="Body that the system belongs to", choices=(), draw_as="select", missing="Choose a body")
    name = TextField(label="What the system is called", max_length=120, missing="Enter what the system is called")
    purpose = TextareaField(label="What it needs the facts for", max_length=500, missing="Enter what it needs the facts for")
    contact = EmailField(label="Email address of whoever answers for it", autocomplete="off", missing="Enter an email address")
    resources = ManyChoiceField(label="What it may read", choices=(), missing="Choose what it may read")
    from_on = DateField(label="First day", missing="Enter the first day")
    until_on = DateField(label="Last day", help_text="A year after the first day at the latest", missing="Enter the last day")

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        fields: Any = self.fields
        fields["organisation"].given_choices = [(key, each.name) for key, each in self.organisations.items()]
        every = dict.fromkeys(resource for kind in Organisation.Kind.values for resource in readable(kind))
        fields["resources"].given_choices = [(resource, spoken(resource)) for resource in every]

    def clean_organisation(self) -> Any:
        return self.organisations[self.cleaned_data["organisation"]]


class UnderAgreementForm(Form):
    """Which agreement to share data a system reads under. `agreements` are those that its body has signed."""

    agreement = ChoiceField(label="Agreement under which it reads", choices=(), missing="Choose an agreement")

    def __init__(self, *args: Any, agreements: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreements = {str(each.pk): each for each in agreements}
        fields: Any = self.fields
        fields["agreement"].given_choices = [(key, each.name) for key, each in self.agreements.items()]

    def clean_agreement(self) -> Any:
        return self.agreements[self.cleaned_data["agreement"]]
