"""The pages of an ask. Nothing here is compulsory that the law does not need: a request counts as received without it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.casework.forms.asking import SettingForm
from goldenthread.core.form_fields import (
    ChoiceField,
    ConfirmField,
    EmailField,
    FileField,
    Form,
    FullNameField,
    NameField,
    NhsNumberField,
    PhoneField,
    PostcodeField,
    TextareaField,
    TextField,
    UpnField,
    date_of_birth,
)
from goldenthread.core.uploads import KINDS, MOST_BYTES
from goldenthread.people.models import Relationship

from .models import Ask

#: What is asked, by the name of the field that holds the answer.
QUESTIONS = {
    "going_well": "What goes well, and what they enjoy",
    "hard": "What is hard",
    "tried": "What has been tried, and by whom",
    "help": "What would help",
    "hopes": "Hopes for the future",
}
TOLD = {
    "yes": "The parent or young person knows and agrees",
    "knows": "The parent or young person knows",
    "no": "The parent or young person has not been told yet",
}


class AskForm(Form):
    """A page of an ask."""

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask = ask


class BeginForm(Form):
    """Who is asking."""

    who = ChoiceField(
        label="Who are you?",
        choices=Ask.Who.choices,
        hints={
            "parent": "Anyone with parental responsibility, or who cares for the child day to day",
            "young_person": "You are over 16 and have finished Year 11, and are under 25",
            "health": "For example a health visitor or doctor who must tell us of a child under 5",
            "other": "Anyone may tell us of a child or young person who may need help",
        },
        missing="Select who you are",
    )


class ComeBackForm(Form):
    """The code that was given."""

    code = TextField(
        label="Your code", missing="Enter your code", max_length=20, width=20, autocomplete="off",
        help_text="12 letters and numbers, like ABCD-EFGH-2345",
    )  # fmt: skip


class SaveForm(Form):
    """Where to send the code, if anywhere."""

    email = EmailField(
        label="Email address to send the code to (optional)", required=False,
        help_text="The email has the code and nothing about the child",
    )  # fmt: skip


class WhoForm(AskForm):
    """The person who asks."""

    name = FullNameField(label="Your full name", missing="Enter your full name")
    job = TextField(label="Your job, and where you work", required=False, max_length=200)
    email = EmailField(label="Email address", required=False)
    phone = PhoneField(label="Telephone number", required=False)
    interpreter = TextField(
        label="Do you need an interpreter? If so, in which language?", required=False, max_length=60, width=20
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ask.who in ("parent", "young_person"):
            del self.fields["job"]
        else:
            del self.fields["interpreter"]
        if self.ask.who == "parent":
            del self.fields["email"], self.fields["phone"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "email" in self.fields and not {"email", "phone"} & self.errors.keys() and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", ValidationError("Enter an email address or a telephone number, so that we can reply", code="missing"))
        return cleaned


class ChildForm(SettingForm):
    """Who it is about."""

    forename = NameField(label="First name", missing="Enter the first name", help_text="Or the only name, if they have one name")
    surname = NameField(label="Last name", required=False)
    date_of_birth = date_of_birth(missing="Enter the date of birth")
    sex = ChoiceField(
        label="Sex", choices=[("F", "Female"), ("M", "Male"), ("U", "Prefer not to say")], required=False, inline=True
    )
    setting = TextField(
        label="School, nursery or college", required=False, max_length=200,
        help_text="Its name. Leave this empty if they do not go to one",
    )  # fmt: skip
    address = TextareaField(label="Their address", required=False, rows=3, max_length=300)
    postcode = PostcodeField(label="Postcode", required=False)
    upn = UpnField(required=False, help_text="13 characters. Leave this empty if you do not know it")
    nhs_number = NhsNumberField(required=False, help_text="10 digits. Leave this empty if you do not know it")

    field_order = ["forename", "surname", "date_of_birth", "sex", "setting", "setting_choice", "address", "postcode", "upn", "nhs_number"]

    def __init__(self, *args: Any, ask: Ask, **kwargs: Any) -> None:
        self.ask = ask
        super().__init__(*args, area=ask.area, **kwargs)
        if ask.who in ("parent", "young_person", "other"):
            del self.fields["upn"]
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["setting_found"] = None
        if cleaned.get("setting"):
            before = set(self.errors)
            cleaned["setting_found"] = self.find_setting()
            # A school that we do not know of stops nobody: its name is kept in the request.
            if self.ask.who not in ("setting",) and not self.several:
                for name in set(self.errors) - before:
                    del self._errors[name]
        return cleaned


class FamilyForm(AskForm):
    """The parent or carer: the one who asks, or the one whom somebody else tells us of."""

    name = FullNameField(label="Full name of the parent or carer", missing="Enter the full name of the parent or carer", autocomplete="off")
    kind = ChoiceField(
        label="How are they related to the child or young person?",
        choices=[choice for choice in Relationship.Kind.choices if choice[0] != "social_worker"],
        missing="Select how they are related",
    )
    address = TextareaField(label="Their address, if the child lives somewhere else", required=False, rows=3, max_length=300)
    postcode = PostcodeField(label="Their postcode", required=False)
    email = EmailField(label="Email address", required=False)
    phone = PhoneField(label="Telephone number", required=False)
    tell_by = ChoiceField(
        label="How should we tell them that there is something to read?",
        choices=[("email", "Email"), ("text", "Text message"), ("post", "Letter by post")],
        missing="Select how we should tell them",
    )
    letter_format = TextField(
        label="Anything letters should be", required=False, max_length=20, width=20, help_text="For example, large print or Easy Read"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ask.who == "parent":
            self.fields["kind"].label = "You are the child’s"
            self.fields["name"].label = "Your full name"
            self.fields["address"].label = "Your address, if the child lives somewhere else"
            self.fields["postcode"].label = "Your postcode, if the child lives somewhere else"
            self.fields["tell_by"].label = "How should we tell you that there is something to read?"
            self.fields["letter_format"].label = "Anything our letters to you should be"
        else:
            for name in ("name", "kind", "tell_by"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for way, field, thing in (("email", "email", "email address"), ("text", "phone", "telephone number")):
            if cleaned.get("tell_by") == way and not cleaned.get(field) and field not in self.errors:
                self.add_error(field, ValidationError(f"Enter the {thing}, or select another way to be told", code="missing"))
        return cleaned


class WordsForm(AskForm):
    """The story, told once."""

    going_well = TextareaField(label=QUESTIONS["going_well"], required=False, max_length=20_000, rows=4)
    hard = TextareaField(
        label=QUESTIONS["hard"], max_length=20_000, rows=6, missing="Enter what is hard. A sentence is enough",
        help_text="At school, at home or elsewhere. Your own words are best",
    )  # fmt: skip
    tried = TextareaField(label=QUESTIONS["tried"], required=False, max_length=20_000, rows=4)
    help = TextareaField(label=QUESTIONS["help"], required=False, max_length=20_000, rows=4)
    hopes = TextareaField(label=QUESTIONS["hopes"], required=False, max_length=20_000, rows=4)


class PapersForm(AskForm):
    """A paper, a picture or a recording."""

    paper = FileField(
        label="Add a file (optional)", endings=tuple(KINDS), most=MOST_BYTES, required=False,
        help_text="A report, a letter, a photograph. You do not need any: a request counts without them",
    )  # fmt: skip
    title = TextField(label="What is it?", required=False, max_length=100, help_text="For example, Report of the speech therapist")


class SharingForm(AskForm):
    """What will happen to it, read and understood."""

    parent_told = ChoiceField(label="Does the family know that you are sending this?", choices=list(TOLD.items()), missing="Select whether the family knows")
    understood = ConfirmField(
        label="Please confirm",
        statement="I have read who will see this",
        missing="Tick the box to say that you have read who will see this",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ask.who in ("parent", "young_person"):
            del self.fields["parent_told"]
