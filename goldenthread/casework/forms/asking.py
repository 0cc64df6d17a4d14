"""The pages of a new request, one form each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from goldenthread.core.form_fields import (
    ChoiceField,
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
    YesNoField,
    date_of_birth,
)
from goldenthread.core.uploads import KINDS, MOST_BYTES
from goldenthread.law.cite import IN_FORCE_FROM
from goldenthread.people.models import Child, Organisation, Relationship

from ..models import Request
from ..settings_found import MOST, find_health_bodies, find_settings, spoken

NONE_OF_THESE = "none"


class WhoForm(Form):
    """Who the request is about, enough to look for a record."""

    forename = NameField(
        label="First name",
        missing="Enter the child or young person’s first name",
        help_text="Or their only name, if they have one name",
    )
    surname = NameField(label="Last name", required=False)
    date_of_birth = date_of_birth(missing="Enter the child or young person’s date of birth")


class MatchForm(Form):
    """Whether a record that was found is the same child."""

    def __init__(self, *args: Any, matches: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(match.child.pk), f"{match.child.name}, born {match.born}") for match in matches]
        hints = {str(match.child.pk): match.hint for match in matches}
        self.fields["child"] = ChoiceField(
            label="Is one of these the same child or young person?",
            choices=[*choices, (NONE_OF_THESE, "None of these. Start a new record")],
            hints=hints,
            divider="or",
            missing="Select the record of the same child, or select ‘None of these’",
        )


class SettingForm(Form):
    """A form with a school or other setting in it: typed, found, and chosen when several fit."""

    setting_field = "setting"

    def __init__(self, *args: Any, area: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area = area
        self.several: Sequence[Organisation] = []
        self.fields["setting_choice"] = ChoiceField(
            label="Which one?", choices=self._choices, required=False, missing="Select the school or setting you mean"
        )
        if self.is_bound and self[self.setting_field].value():
            found = find_settings(str(self[self.setting_field].value()), area)
            self.several = found if 1 < len(found) <= MOST else []

    def _choices(self) -> list[tuple[str, str]]:
        return [(str(each.pk), spoken(each)) for each in self.several]

    def shown(self) -> list[Any]:
        """The choice among several is drawn only when there are several."""
        return [bound for bound in super().shown() if bound.name != "setting_choice" or self.several]

    def find_setting(self) -> Organisation | None:
        """The setting that was meant. Notes what is wrong where none, or several, fit."""
        typed = self.cleaned_data.get(self.setting_field)
        if not typed:
            return None
        found = self.several or find_settings(typed, self.area)
        if len(found) == 1:
            return found[0]
        chosen = self.cleaned_data.get("setting_choice")
        for each in self.several:
            if str(each.pk) == chosen:
                return each
        if self.several:
            self.add_error("setting_choice", ValidationError("Select the school or setting you mean", code="several"))
        elif found:
            self.add_error(
                self.setting_field,
                ValidationError(
                    "Many settings have these words in their name. Enter more of the name, or the URN", code="many"
                ),
            )
        else:
            said = "We cannot find this school or setting. Check the spelling, or enter its URN"
            self.add_error(self.setting_field, ValidationError(said, code="unknown"))
        return None


class ChildForm(SettingForm):
    """What else is known of a child who has no record yet."""

    preferred_name = NameField(label="Name they like to be called", required=False)
    sex = ChoiceField(label="Sex", choices=Child.Sex.choices, missing="Select their sex, or ‘Not known’", inline=True)
    upn = UpnField(required=False, help_text="13 characters, like Z831999822314. The school can tell you")
    nhs_number = NhsNumberField(required=False, help_text="10 digits, like 999 314 0007")
    setting = TextField(
        label="School or other setting",
        required=False,
        help_text="Where they are on roll now. Enter its name or URN",
        max_length=200,
    )
    address = TextareaField(
        label="Address", required=False, rows=3, max_length=300, help_text="Where the child or young person lives"
    )
    postcode = PostcodeField(required=False)
    first_language = TextField(label="First language", required=False, max_length=60, width=20)
    interpreter = TextField(
        label="Language of an interpreter, if the family needs one", required=False, max_length=60, width=20
    )

    field_order = [
        "preferred_name",
        "sex",
        "upn",
        "nhs_number",
        "setting",
        "setting_choice",
        "address",
        "postcode",
        "first_language",
        "interpreter",
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["setting_found"] = self.find_setting()
        return cleaned


class AdultForm(Form):
    """A parent, carer or other adult of the family."""

    name = FullNameField(missing="Enter the full name of the parent or carer", autocomplete="off")
    kind = ChoiceField(
        label="How are they related to the child or young person?",
        choices=Relationship.Kind.choices,
        missing="Select how they are related",
    )
    responsible = YesNoField(
        label="Do they have parental responsibility, or care for the child?",
        missing="Select yes if they have parental responsibility or care for the child",
        help_text="Everyone with parental responsibility, and anyone who has care of the child, holds the parent’s rights (Education Act 1996, section 576)",
    )
    lives_with = YesNoField(
        label="Does the child live with them?", missing="Select yes if the child lives with them",
        choices=[("yes", "Yes"), ("no", "No, they have another address")], reveals={"no": ["address", "postcode"]}, inline=False,
    )  # fmt: skip
    address = TextareaField(
        label="Their address", rows=3, max_length=300, missing="Enter their address, so that letters reach them"
    )
    postcode = PostcodeField(label="Their postcode", missing="Enter their postcode", autocomplete="off")
    email = EmailField(label="Email address", required=False, autocomplete="off")
    phone = PhoneField(label="Telephone number", required=False, autocomplete="off")
    tell_by = ChoiceField(
        label="How should we write to them?", missing="Select how to write to them",
        choices=[("post", "Letter by post"), ("email", "Email that says there is something to read"), ("text", "Text message that says there is something to read")],
        hints=dict.fromkeys(("email", "text"), "When they have an account to read it in. Until then letters go by post"),
    )  # fmt: skip
    letter_format = TextField(
        label="Anything letters should be",
        required=False,
        max_length=20,
        help_text="For example, large print or Easy Read",
        width=20,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("tell_by") == "email" and not cleaned.get("email") and "email" not in self.errors:
            self.add_error(
                "email",
                ValidationError("Enter their email address, or select another way to write to them", code="missing"),
            )
        if cleaned.get("tell_by") == "text" and not cleaned.get("phone") and "phone" not in self.errors:
            self.add_error(
                "phone",
                ValidationError("Enter their telephone number, or select another way to write to them", code="missing"),
            )
        return cleaned


class RequestForm(SettingForm):
    """How the request came, when, and who will work on it."""

    setting_field = "requested_by"

    route = ChoiceField(
        label="Who asked for the assessment?",
        choices=[choice for choice in Request.Route.choices if choice[0] not in ("family", "not_known")],
        hints={
            "parent": "Anyone with parental responsibility, or who has care of the child",
            "young_person": "Over compulsory school age, and under 25",
            "health": "This brings the child to our attention. The same six weeks run",
            "social_care": "This brings the child to our attention. The same six weeks run",
            "other": "Anyone may bring a child to our attention. The same six weeks run",
        },
        reveals={"setting": ["requested_by"], "health": ["health_body"]},
        missing="Select who asked for the assessment",
    )
    requested_by = TextField(
        label="Which school or setting asked?",
        help_text="Enter its name or URN",
        max_length=200,
        missing="Enter the school or setting that asked",
    )
    health_body = TextField(
        label="Which health body told us?",
        required=False,
        help_text="Enter the name of the trust, service or board. It is how notices are counted by who gave them",
        max_length=200,
    )
    received_on = DateField(
        label="When was the request received?",
        subject="The date the request was received",
        past=True,
        earliest=IN_FORCE_FROM,
        missing="Enter the date the request was received",
        help_text=(
            "The first day that any council inbox, office or officer had it, in any form. Not the day it reached your team, and not the day "
            "a form or more papers came. For example, 27 3 2026"
        ),
    )
    channel = ChoiceField(
        label="How did it come?",
        choices=[choice for choice in Request.Channel.choices if choice[0] != "return"],
        missing="Select how the request came",
    )
    custody = YesNoField(
        label="Is the child or young person in youth custody?", missing="Select yes if they are in youth custody"
    )
    worker = ChoiceField(
        label="Who will work on it?",
        choices=(),
        draw_as="select",
        missing="Select who will work on it",
        help_text="The family is given this name",
    )

    field_order = ["route", "requested_by", "setting_choice", "health_body", "received_on", "channel", "custody", "worker"]

    def __init__(self, *args: Any, workers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worker: Any = self.fields["worker"]
        worker.given_choices = workers
        route: Any = self.fields["route"]
        route.reveals = {"setting": ["requested_by", *(["setting_choice"] if self.several else [])], "health": ["health_body"]}
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        finders = {"setting": self.find_setting, "health": self.find_health_body}
        find = finders.get(cleaned.get("route", ""))
        cleaned["setting_found"] = find() if find else None
        return cleaned

    def find_health_body(self) -> Organisation | None:
        """The health body that was meant; none where nothing was typed. Notes what is wrong where none, or several, fit."""
        typed = self.cleaned_data.get("health_body")
        if not typed:
            return None
        found = find_health_bodies(typed)
        if len(found) == 1:
            return found[0]
        said = "We cannot find this health body. Check the spelling, or leave it empty"
        if found:
            said = f"Several health bodies have these words in their name. Enter one of them whole: {'; '.join(each.name for each in found[:MOST])}"
        self.add_error("health_body", ValidationError(said, code="several" if found else "unknown"))
        return None


class SaidForm(Form):
    """What was asked for, in the asker's own words."""

    about = TextareaField(
        label="What did they say?",
        required=False,
        max_length=20_000,
        rows=10,
        help_text="Copy their own words, or write what they told you. You can leave this empty and add papers instead",
    )


class PaperForm(Form):
    """A paper that came with the request."""

    paper = FileField(
        label="Add a paper that came with it (optional)",
        endings=tuple(KINDS),
        most=MOST_BYTES,
        missing="Select a file to add",
        help_text="PDF, Word, Excel, picture or text, up to 20 MB",
    )
    title = TextField(
        label="What is it?",
        required=False,
        max_length=100,
        help_text="For example, Report of the speech and language therapist",
    )
