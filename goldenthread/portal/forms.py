"""The pages of an ask. Nothing here is compulsory that the law does not need: a request counts as received without it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.casework.forms.asking import SettingForm
from goldenthread.core.form_fields import (
    ChoiceField,
    CodeField,
    ConfirmField,
    DateField,
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
from goldenthread.core.languages import gettext_lazy as _
from goldenthread.core.uploads import KINDS, MOST_BYTES
from goldenthread.people.reaching import MOBILE

from . import process
from .models import Ask

#: What is asked, by the name of the field that holds the answer.
QUESTIONS = {
    "going_well": _("What goes well, and what they enjoy"),
    "hard": _("What is hard"),
    "tried": _("What has been tried, and by whom"),
    "help": _("What would help"),
    "hopes": _("Hopes for the future"),
}
TOLD = {
    "yes": _("The parent or young person knows and agrees"),
    "knows": _("The parent or young person knows"),
    "no": _("The parent or young person has not been told yet"),
}
WHO = [
    (Ask.Who.PARENT, _("A parent or carer")),
    (Ask.Who.YOUNG_PERSON, _("The young person")),
    (Ask.Who.SETTING, _("A school, college or other setting")),
    (Ask.Who.HEALTH, _("A health professional")),
    (Ask.Who.SOCIAL_CARE, _("A social care professional")),
    (Ask.Who.OTHER, _("Somebody else")),
]
KINDS_OF_ADULT = [
    ("mother", _("Mother")),
    ("father", _("Father")),
    ("parent", _("Parent")),
    ("carer", _("Carer")),
    ("foster_carer", _("Foster carer")),
    ("guardian", _("Guardian")),
    ("other", _("Other")),
]
#: How a family's agreement to a school's request came about. The request counts whichever it is (section 36(1)).
BY_CODE, OTHERWISE, NOT_AGREED = "code", "otherwise", "told"


class AskForm(Form):
    """A page of an ask. `known` is what a record says already: each field filled from it says where it came from."""

    def __init__(self, *args: Any, ask: Ask, known: Mapping[str, Any] | None = None, source: Any = "", **kwargs: Any) -> None:
        self.ask = ask
        super().__init__(*args, **kwargs)
        self.say_source(known or {}, source)

    def say_source(self, known: Mapping[str, Any], source: Any) -> None:
        """Say beside each field that is filled in already where that came from."""
        for name in known:
            if name in self.fields:
                before = str(self.fields[name].help_text)
                self.fields[name].help_text = f"{before}. {source}" if before else str(source)


class BeginForm(Form):
    """Who is asking."""

    who = ChoiceField(
        label=_("Who are you?"),
        choices=WHO,
        hints={
            "parent": _("Anyone with parental responsibility, or who cares for the child day to day"),
            "young_person": _("You are over 16 and have finished Year 11, and are under 25"),
            "health": _("For example a health visitor or doctor who must tell us of a child under 5"),
            "other": _("Anyone may tell us of a child or young person who may need help"),
        },
        missing=_("Select who you are"),
    )


class ComeBackForm(Form):
    """The code that was given."""

    code = TextField(
        label=_("Your code"), missing=_("Enter your code"), max_length=20, width=20, autocomplete="off",
        help_text=_("12 letters and numbers, like ABCD-EFGH-2345"),
    )  # fmt: skip


class HappenedForm(Form):
    """What happened, and on which day, to see what must follow. Nothing of it is kept."""

    what = ChoiceField(
        label="What happened?", missing="Select what happened",
        choices=[(key, words) for key, (words, _duties) in process.HAPPENED.items()],
    )  # fmt: skip
    on = DateField(label="When?", subject="The day it happened", earliest=date(2014, 9, 1), help_text="For example, 27 9 2026. It may lie ahead")


class SaveForm(Form):
    """Where to send the code, if anywhere."""

    email = EmailField(
        label=_("Email address to send the code to (optional)"), required=False,
        help_text=_("The email has the code and nothing about the child"),
    )  # fmt: skip


class WhoForm(AskForm):
    """The person who asks."""

    name = FullNameField(label=_("Your full name"), missing=_("Enter your full name"))
    job = TextField(label=_("Your job, and where you work"), required=False, max_length=200, autocomplete="organization-title")
    email = EmailField(label=_("Email address"), required=False)
    phone = PhoneField(label=_("Telephone number"), required=False)
    interpreter = TextField(
        label=_("Do you need an interpreter? If so, in which language?"), required=False, max_length=60, width=20
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
            self.add_error("email", ValidationError(_("Enter an email address or a telephone number, so that we can reply"), code="missing"))
        return cleaned


class ChildForm(SettingForm):
    """Who it is about."""

    forename = NameField(label=_("First name"), missing=_("Enter the first name"), help_text=_("Or the only name, if they have one name"))
    surname = NameField(label=_("Last name"), required=False)
    date_of_birth = date_of_birth(label=_("Date of birth"), missing=_("Enter the date of birth"), help_text=_("For example, 27 3 2015"))
    sex = ChoiceField(
        label=_("Sex"), choices=[("F", _("Female")), ("M", _("Male")), ("U", _("Prefer not to say"))], required=False, inline=True
    )
    setting = TextField(
        label=_("School, nursery or college"), required=False, max_length=200,
        help_text=_("Its name. Leave this empty if they do not go to one"),
    )  # fmt: skip
    address = TextareaField(label=_("Their address"), required=False, rows=3, max_length=300)
    postcode = PostcodeField(label=_("Postcode"), required=False)
    upn = UpnField(required=False, help_text="13 characters. Leave this empty if you do not know it")
    nhs_number = NhsNumberField(
        label=_("NHS number"), required=False, help_text=_("10 digits. Leave this empty if you do not know it")
    )

    field_order = ["forename", "surname", "date_of_birth", "sex", "setting", "setting_choice", "address", "postcode", "upn", "nhs_number"]

    def __init__(self, *args: Any, ask: Ask, known: Mapping[str, Any] | None = None, source: Any = "", **kwargs: Any) -> None:
        self.ask = ask
        super().__init__(*args, area=ask.area, **kwargs)
        if ask.who in ("parent", "young_person", "other"):
            del self.fields["upn"]
        self.order_fields(self.field_order)
        self.fields["setting_choice"].label = _("Which one?")
        AskForm.say_source(self, known or {}, source)  # type: ignore[arg-type]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["setting_found"] = None
        if typed := cleaned.get("setting"):
            before = set(self.errors)
            cleaned["setting_found"] = self.find_setting()
            # A school that we do not know of stops nobody: its name is kept in the request.
            if self.ask.who not in ("setting",) and not self.several:
                for name in set(self.errors) - before:
                    del self.errors[name]
                cleaned["setting"] = typed
        return cleaned


class FamilyForm(AskForm):
    """The parent or carer: the one who asks, or the one whom somebody else tells us of."""

    name = FullNameField(
        label=_("Full name of the parent or carer"), missing=_("Enter the full name of the parent or carer"), autocomplete="off"
    )
    kind = ChoiceField(
        label=_("How are they related to the child or young person?"), choices=KINDS_OF_ADULT, missing=_("Select how they are related")
    )
    address = TextareaField(label=_("Their address, if the child lives somewhere else"), required=False, rows=3, max_length=300)
    postcode = PostcodeField(label=_("Their postcode"), required=False)
    email = EmailField(label=_("Email address"), required=False)
    phone = PhoneField(label=_("Telephone number"), required=False)
    tell_by = ChoiceField(
        label=_("How should we tell them that there is something to read?"),
        choices=[("email", _("Email")), ("text", _("Text message")), ("post", _("Letter by post"))],
        missing=_("Select how we should tell them"),
    )
    letter_format = TextField(
        label=_("Anything letters should be"), required=False, max_length=20, width=20, help_text=_("For example, large print or Easy Read")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.ask.who == "parent":
            self.fields["kind"].label = _("You are the child’s")
            self.fields["name"].label = _("Your full name")
            fields: Any = self.fields
            fields["name"].given_missing = _("Enter your full name")
            self.fields["address"].label = _("Your address, if the child lives somewhere else")
            self.fields["postcode"].label = _("Your postcode, if the child lives somewhere else")
            self.fields["tell_by"].label = _("How should we tell you that there is something to read?")
            fields["kind"].given_missing = _("Select how you are related to the child")
            fields["tell_by"].given_missing = _("Select how we should tell you")
            self.fields["letter_format"].label = _("Anything our letters to you should be")
        else:
            for name in ("name", "kind", "tell_by"):
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wanted = {"email": _("Enter the email address, or select another way to be told"), "text": _("Enter the telephone number, or select another way to be told")}
        for way, field in (("email", "email"), ("text", "phone")):
            if cleaned.get("tell_by") == way and not cleaned.get(field) and field not in self.errors:
                self.add_error(field, ValidationError(wanted[way], code="missing"))
        return cleaned


class NoticeForm(AskForm):
    """A health body's notice of a child under compulsory school age (Children and Families Act 2014, section 23)."""

    opinion = TextareaField(
        label="Why do you think that the child has, or probably has, special educational needs or a disability?", max_length=20_000, rows=5,
        missing="Enter why you think so. A sentence is enough",
    )  # fmt: skip
    told = ChoiceField(
        label="Has the parent been told that you tell us?",
        choices=[("yes", "Yes"), ("no", "No")],
        reveals={"yes": ["told_by", "told_on", "talked"], "no": ["why_not"]},
        missing="Select whether the parent has been told",
        help_text="The law asks you to tell the parent, and to let them talk it over with you, before you tell us",
    )
    told_by = FullNameField(label="Who told them", missing="Enter who told them", autocomplete="off")
    told_on = DateField(label="When", subject="The day", past=True, missing="Enter the day on which they were told")
    talked = ChoiceField(
        label="Could they talk it over with you?", choices=[("yes", "Yes"), ("offered", "It was offered"), ("no", "No")], inline=True,
        missing="Select whether they could talk it over",
    )  # fmt: skip
    why_not = TextareaField(label="Why not", missing="Enter why the parent has not been told", rows=3, max_length=2000)
    bodies = TextareaField(
        label="Voluntary organisations that you told the parent of, if any", required=False, rows=2, max_length=1000,
        help_text="The law asks you to name any that are likely to help",
    )  # fmt: skip


class WordsForm(AskForm):
    """The story, told once."""

    going_well = TextareaField(label=QUESTIONS["going_well"], required=False, max_length=20_000, rows=4)
    hard = TextareaField(
        label=QUESTIONS["hard"], max_length=20_000, rows=6, missing=_("Enter what is hard. A sentence is enough"),
        help_text=_("At school, at home or elsewhere. Your own words are best"),
    )  # fmt: skip
    tried = TextareaField(label=QUESTIONS["tried"], required=False, max_length=20_000, rows=4)
    help = TextareaField(label=QUESTIONS["help"], required=False, max_length=20_000, rows=4)
    hopes = TextareaField(label=QUESTIONS["hopes"], required=False, max_length=20_000, rows=4)


class PapersForm(AskForm):
    """A paper, a picture or a recording."""

    paper = FileField(
        label=_("Add a file (optional)"), endings=tuple(KINDS), most=MOST_BYTES, required=False,
        help_text=_("A report, a letter, a photograph. You do not need any: a request counts without them"),
    )  # fmt: skip
    title = TextField(label=_("What is it?"), required=False, max_length=100, help_text=_("For example, Report of the speech therapist"))


class AgreementForm(AskForm):
    """How the family agreed to a school's request. None is needed for it to count."""

    how = ChoiceField(
        label="Does the parent, or the young person, agree?",
        choices=[
            (BY_CODE, "Yes. Send them a code, and they tell it to me"),
            (OTHERWISE, "Yes. They agreed in another way"),
            (NOT_AGREED, "They have been told, and have not agreed"),
        ],
        hints={BY_CODE: "We send it by email or text message. You enter it on the next page", NOT_AGREED: "Your request counts all the same"},
        reveals={BY_CODE: ["to"], OTHERWISE: ["words", "agreed_on"], NOT_AGREED: ["said"]},
        missing="Select whether they agree",
    )
    to = TextField(label="Their email address or mobile number", missing="Enter their email address or mobile number", max_length=254, autocomplete="off")
    words = TextField(label="How they agreed", missing="Enter how they agreed", max_length=300, help_text="For example, they signed our form at a meeting")
    agreed_on = DateField(label="When", subject="The day", past=True, missing="Enter the day on which they agreed")
    said = TextareaField(label="What they said", required=False, rows=3, max_length=2000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        to = cleaned.get("to") or ""
        if cleaned.get("how") == BY_CODE and to and "@" not in to and not MOBILE.fullmatch("".join(to.split())):
            self.add_error("to", ValidationError("Enter an email address, or a UK mobile number like 07700 900123", code="format"))
        return cleaned


class CodeForm(Form):
    """The code that the family was sent."""

    code = CodeField(label="The code that they were sent", missing="Enter the code", help_text="6 digits")


class SharingForm(AskForm):
    """What will happen to it, read and understood."""

    parent_told = ChoiceField(
        label=_("Does the family know that you are sending this?"), choices=list(TOLD.items()), missing=_("Select whether the family knows")
    )
    understood = ConfirmField(
        label=_("Please confirm"),
        statement=_("I have read who will see this"),
        missing=_("Tick the box to say that you have read who will see this"),
    )

    def __init__(self, *args: Any, asks_told: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_told:
            del self.fields["parent_told"]
