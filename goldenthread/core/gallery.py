"""Every component once, with invented content: what a developer looks at, and what the tests check."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import QueryDict
from markupsafe import Markup

from . import charts
from .form_fields import (
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    Form,
    ManyChoiceField,
    NameField,
    NhsNumberField,
    PasswordField,
    PhoneField,
    PostcodeField,
    TextareaField,
    TextField,
    UpnField,
    YesNoField,
    date_of_birth,
)
from .listing import Listing


class GalleryForm(Form):
    """One field of each kind."""

    first_name = NameField(label="First name", help_text="Exactly as the family writes it")
    last_name = NameField(label="Last name", required=False)
    born_on = date_of_birth()
    received_on = DateField(
        label="Date the request was received",
        help_text="For example, 27 3 2026",
        past=True,
        earliest=dt.date(2014, 9, 1),
        missing="Enter the date you received the request",
    )
    postcode = PostcodeField()
    upn = UpnField(required=False, help_text="13 characters, like Z831999822314")
    nhs_number = NhsNumberField(required=False, help_text="10 numbers, like 999 000 0018")
    email = EmailField(label="Email address")
    phone = PhoneField(label="Phone number", required=False)
    password = PasswordField(label="Password", missing="Enter your password")
    asked_by = ChoiceField(
        label="Who asked for the assessment?",
        missing="Select who asked for the assessment",
        choices=[("parent", "A parent or carer"), ("school", "The school or college"), ("other", "Somebody else")],
        hints={"parent": "Or anyone with parental responsibility"},
        reveals={"other": ["other_person"]},
        divider="or",
    )
    other_person = TextField(label="Who?", missing="Enter who asked")
    urgent = YesNoField(label="Is it urgent?", missing="Select yes if it is urgent")
    school = ChoiceField(
        label="School",
        missing="Select a school",
        draw_as="select",
        choices=[("9999001", "Fellside Primary School"), ("9999002", "Ravenbeck Academy")],
    )
    needs = ManyChoiceField(
        label="What does the child need help with?",
        missing="Select what the child needs help with",
        choices=[("speech", "Speech and language"), ("sight", "Sight"), ("none", "None of these")],
        none="none",
    )
    reason = TextareaField(label="Why are they asking?", max_length=500)
    report = FileField(label="Report", endings=[".pdf", ".docx"], missing="Select a report", required=False)


class GalleryFilter(Form):
    """What a caseload may be filtered by."""

    marks_optional = False
    name = TextField(label="Name", required=False)
    stage = ManyChoiceField(
        label="Stage",
        required=False,
        small=True,
        choices=[("request", "Request"), ("assessing", "Assessing"), ("plan", "Plan")],
    )


WRONG = {
    "first_name": "<b>Kai</b>",
    "born_on-day": "30",
    "born_on-month": "2",
    "born_on-year": "2017",
    "received_on-day": "14",
    "received_on-month": "7",
    "received_on-year": "26",
    "postcode": "LE1",
    "upn": "A831999822314",
    "asked_by": "other",
    "email": "kai at example.org",
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def gallery_context(
    *, wrong: bool = False, path: str = "/gallery", query: str = "stage=request&stage=plan&sort=-due"
) -> dict[str, Any]:
    """What components/gallery.html is given; ``wrong`` fills the form in badly."""
    listing = Listing(path, QueryDict(query))
    order = listing.sorted_by(["name", "due"], "due")
    form = GalleryForm(WRONG) if wrong else GalleryForm()
    filters = GalleryFilter(listing.query)
    return {
        "form": form,
        "filters": filters,
        "listing": listing,
        "chips": listing.chips(filters),
        "columns": [
            listing.column("Name", sort="name", current=order),
            listing.column("School"),
            listing.column("Next step"),
            listing.column("Due", sort="due", current=order),
            listing.column("Weeks", number=True),
        ],
        "rows": ROWS,
        "clocks_given": CLOCKS,
        "timeline_given": TIMELINE,
        "charts": gallery_charts(),
        "area_name": "Calderbeck SEND partnership",
        "navigation": [
            {"text": "My work", "href": "/work"},
            {"text": "Caseload", "href": path, "current": True},
            {"text": "Record a request", "href": "/requests/new"},
            {"text": "The area", "href": "/area"},
        ],
        "signed_in": {
            "name": "Asha Brook",
            "role": "EHC coordinator",
            "account_href": "/account",
            "sign_out_href": "/sign-out",
        },
        "demo": {
            "today": "23 November 2026",
            "person": "Asha Brook, EHC coordinator",
            "switch_href": "/demo",
            "clock_href": "/demo/clock",
            "inbox_href": "/demo/inbox",
        },
        "session": {"minutes": 30, "extend_href": "/session"},
        "csrf_input": Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">').format("x" * 64),
    }


ROWS: list[list[Any]] = [
    [Markup('<a class="govuk-link" href="/children/1">Kai Alder</a>'), "Fellside Primary School", "Decide whether to assess", "4 December 2026", "4"],
    [Markup('<a class="govuk-link" href="/children/2">Bronwen Featherstonehaugh-Wójcikiewicz</a>'), "Ravenbeck Academy", "Seek advice", "11 December 2026", "7"],
    [Markup('<a class="govuk-link" href="/children/3">يوسف</a>'), "Not at school", "Issue the final plan", "2 November 2026", "23"],
]  # fmt: skip

CLOCKS: list[dict[str, Any]] = [
    {
        "title": "Decide whether to assess",
        "state": "soon",
        "state_words": "Due soon",
        "date": "4 December 2026",
        "words": "in 11 days",
        "why": {
            "facts": [{"key": "Request received", "value": "23 October 2026"}],
            "rule": "The council tells the parent its decision within 6 weeks of receiving the request.",
            "citation": "SEND Regulations 2014, regulation 5(1)",
            "citation_href": "https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
            "force": "Duty",
            "claims": ["The school was closed for more than 4 weeks (regulation 5(3))"],
        },
    },
    {
        "title": "Issue the final plan",
        "state": "late",
        "state_words": "Late",
        "date": "2 November 2026",
        "words": "21 days ago",
        "why": None,
    },
    {
        "title": "Hold the annual review",
        "state": "met",
        "state_words": "Met",
        "date": "1 July 2026",
        "words": "held 20 June",
        "why": None,
    },
    {
        "title": "Answer the mediation request",
        "state": "due",
        "state_words": "Due",
        "date": "8 January 2027",
        "words": "in 46 days",
        "why": None,
    },
    {
        "title": "Seek advice",
        "state": "stopped",
        "state_words": "No longer needed",
        "date": "Request withdrawn",
        "words": "",
        "why": None,
    },
]

TIMELINE: list[dict[str, Any]] = [
    {
        "when": "20 November 2026, 10:14",
        "what": "Advice asked for",
        "by": "Asha Brook",
        "more": "Educational psychologist, due 1 January 2027.",
        "now": True,
    },
    {"when": "6 November 2026", "what": "Decided to assess", "by": "the SEND panel"},
    {"when": "23 October 2026", "what": "Request received", "by": "Jo Alder (parent)"},
]


def gallery_charts() -> list[charts.Chart]:
    """A chart of each kind."""
    year = [48.0, 51.5, 50.1, None, 55.0, 58.2, 57.0, 60.4, 61.0, 59.5, 63.2, 66.0]
    without = [value + 7 if value else None for value in year]
    return [
        charts.line_chart(
            identity="weeks",
            title="Plans issued within 20 weeks",
            labels=MONTHS,
            series=[charts.Series("All plans", year), charts.Series("Leaving out exceptions", without)],
            unit="%",
            reference=("England 2025", 46.4),
        ),
        charts.bar_chart(
            identity="plans",
            title="Plans by year",
            heading="Year",
            labels=["2021", "2022", "2023", "2024", "2025", "2026"],
            series=[charts.Series("Plans", [3204, 3498, 3811, 4206, 4650, 5000])],
        ),
        charts.bar_chart(
            identity="need",
            title="Requests by who asked and how they were decided",
            heading="Who asked",
            labels=["Parent or carer", "School or college", "Young person", "Health or care service", "Somebody else"],
            series=[charts.Series("Assess", [120, 210, 8, 14, 3]), charts.Series("Do not assess", [60, 40, 2, 3, 1]), charts.Series("Not yet decided", [22, 31, 1, 0, 2])],
            stacked=True,
        ),
        charts.range_chart(
            identity="near",
            title="Among councils like ours",
            heading="Measure",
            unit="%",
            rows=[
                charts.RangeRow("Plans within 20 weeks", 66, 20.5, 91),
                charts.RangeRow("Requests refused", 24.1, 12, 41.5),
                charts.RangeRow("Reviews held in time", None, 30, 85),
            ],
        ),
        charts.sparkline(identity="spark", title="Requests a month", labels=MONTHS, values=[30, 28, 33, 41, 38, 44, None, 12, 50, 52, 49, 55]),
    ]  # fmt: skip
