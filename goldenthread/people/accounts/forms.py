"""What an administrator types to invite somebody, and what the invited person types."""

from __future__ import annotations

from typing import Any

from goldenthread.access.forms import NewPasswordField
from goldenthread.access.models import User
from goldenthread.core.form_fields import ChoiceField, EmailField, Form, FullNameField

from .policies import NEEDS_TWO, roles_to_give


class InviteForm(Form):
    """Who is to have which role where. `organisations` are those whose accounts the asker looks after."""

    name = FullNameField(missing="Enter the person’s full name", autocomplete="off")
    email = EmailField(
        label="Work email address", help_text="Their own address, not one that others read too", autocomplete="off", missing="Enter their email address"
    )
    role = ChoiceField(label="Role", choices=lambda: roles_to_give().items(), draw_as="select", missing="Choose a role")
    organisation = ChoiceField(label="Organisation", choices=(), draw_as="select", missing="Choose an organisation")

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        organisation: Any = self.fields["organisation"]
        organisation.given_choices = [(key, each.name) for key, each in self.organisations.items()]
        powerful = ", ".join(words for role, words in roles_to_give().items() if role in NEEDS_TWO)
        self.fields["role"].help_text = f"A second administrator must agree to: {powerful}"

    def clean_organisation(self) -> Any:
        return self.organisations[self.cleaned_data["organisation"]]


class AcceptForm(Form):
    """The invited person's name and password."""

    name = FullNameField(label="Your full name", missing="Enter your full name")
    password = NewPasswordField(label="Choose a password", missing="Enter a password")

    def __init__(self, *args: Any, email: str, by_password: bool = True, name_known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].user = User(email=email, name=self.data.get("name", ""))  # type: ignore[attr-defined]
        if name_known:
            del self.fields["name"]
        if not by_password:
            del self.fields["password"]
