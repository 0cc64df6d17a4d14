"""What people type, and what each kind of field makes of it: a file of examples, one test each.

``typed.json`` is kept in plain ASCII so that marks that cannot be seen survive every editor.
"""

import datetime as dt
import json
import unicodedata
from pathlib import Path

import pytest

from goldenthread.core import clock
from goldenthread.core.form_fields import (
    DateField,
    Form,
    FullNameField,
    NameField,
    NhsNumberField,
    PostcodeField,
    UlnField,
    Unreadable,
    UpnField,
    date_of_birth,
)
from goldenthread.core.form_fields.reading import (
    fold_for_search,
    parse_date_text,
    parse_local_time,
    parse_name,
    parse_nhs_number,
    parse_postcode,
    parse_text,
    parse_upn,
)

TODAY = dt.date(2026, 11, 23)
EXAMPLES = json.loads((Path(__file__).parent / "data" / "typed.json").read_text())
FIELDS = {
    "dates/dob_boxes": date_of_birth,
    "dates/received_boxes": lambda: DateField(label="Date received", past=True, earliest=dt.date(2014, 9, 1)),
    "dates/review_boxes": lambda: DateField(label="Review date", future=True),
    "upn/form": lambda: UpnField(required=False),
    "nhs_numbers/form": lambda: NhsNumberField(required=False),
    "names/given": lambda: NameField(label="First name"),
    "names/family": lambda: NameField(label="Last name", required=False),
    "postcodes/form": lambda: PostcodeField(area=("LE",)),
}


def read_in_a_form(make_field, typed):
    class One(Form):
        answer = make_field()

    data = {f"answer-{part}": text for part, text in typed.items()} if isinstance(typed, dict) else {"answer": typed}
    with clock.standing_on(TODAY):
        form = One(data)
        if form.is_valid():
            value = form.cleaned_data["answer"]
            return ("accept", value.isoformat() if isinstance(value, dt.date) else value, None)
        (error,) = form.errors.as_data()["answer"]
        return ("warn" if error.code == "doubt" else "reject", error.code, error.message)


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example['where']}: {example.get('because', example['typed'])}"
)
def test_what_is_typed_is_taken_or_answered_with_what_to_do(example):
    where, typed, then = example["where"], example["typed"], example["then"]
    if where == "names/search":
        assert fold_for_search(example["kept"]) == fold_for_search(typed)
    elif where == "dates/csv":
        if then == "accept":
            assert parse_date_text(typed).isoformat() == example["kept"]
        else:
            with pytest.raises(Unreadable) as refused:
                parse_date_text(typed)
            assert (refused.value.code, f"Row {{n}}: {refused.value.sentence}") == (example["code"], example["said"])
    elif where == "dates/local_datetime":
        with pytest.raises(Unreadable) as refused:
            parse_local_time(dt.date.fromisoformat(typed["date"]), typed["time"])
        assert (refused.value.code, refused.value.sentence) == (example["code"], example["said"])
    else:
        outcome, kept_or_code, said = read_in_a_form(FIELDS[where], typed)
        if then in ("accept", "accept_normalised"):
            assert (outcome, kept_or_code) == ("accept", example["kept"])
        elif then == "warn":
            assert (outcome, said) == ("warn", example["said"])
        else:
            assert (outcome, kept_or_code, said) == ("reject", example["code"], example["said"])


@pytest.mark.parametrize(
    "name",
    ["Ng'ang'a", "O’Brien", "Nic Fhlannchadha", "van der Berg-Ruiz", "Ibn al-ʿArabī", "!Xóõ", "Nguyễn Thị", "María José", "Jr.", "Kofi A/L Ravi", "X Æ",
     "אָבִיגַיִל", "می‌نا", "සිංහල", "山田", "İpek", "Ŵyn", "D`Angelo", "Null", "Test", "True", "N/A", "De'", "St. John", "Anne-Marie (Nan)"],
)  # fmt: skip
def test_names_that_people_have_are_kept_exactly(name):
    assert parse_name(f"  {name}\u00a0") == name


@pytest.mark.parametrize(
    "name",
    ["Sam\x00", "Sam\nAsh", "Sam\u2066", "a" * 201, "Sam™", "Sam ❤", "Sam\ufe0f", "{{7*7}}", "<b>", "sam@example.org", "a" + "\u0301" * 6, "\ufffdukasz", "€", "Sam|Ash", "@SUM(A1)"],
)  # fmt: skip
def test_what_no_name_can_hold_is_refused(name):
    with pytest.raises(Unreadable, match=r"Name must (not include symbols or emoji|be 200 characters or fewer)"):
        parse_name(name)


@pytest.mark.parametrize(("lines", "taken"), [(False, "\t"), (True, "\t\n\r")])
def test_every_character_that_cannot_be_seen_is_refused_in_text(lines, taken):
    unseen = {letter for letter in map(chr, range(0x10000)) if unicodedata.category(letter) in {"Cc", "Cs"}}
    for letter in unseen - set(taken):
        with pytest.raises(Unreadable, match="characters that cannot be seen"):
            parse_text(f"a{letter}b", lines=lines)
    for letter in (*taken, "\xa0", "\u200b", "\ue000", "\U0010ffff"):
        assert parse_text(f"a{letter}b", lines=lines)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("m11ae", "M1 1AE"), ("B33 8TH", "B33 8TH"), ("cr2-6xh", "CR2 6XH"), ("DN551PT", "DN55 1PT"), ("w1a 1hq", "W1A 1HQ"), ("EC1A1BB", "EC1A 1BB"),
     ("ＬＥ１　６ＴＰ", "LE1 6TP"), ("GIR 0AA", "GIR 0AA"), ("BF1 3AF", "BF1 3AF"), ("JE2 3AB", "JE2 3AB")],
)  # fmt: skip
def test_postcodes_of_every_shape_are_tidied(typed, kept):
    assert parse_postcode(typed) == kept


@pytest.mark.parametrize(
    "typed",
    ["QV1 1AA", "M1 1AEE", "1M 1AE", "M1 AE1", "EC1Q 1BB", "ZZ99 3VZ", "-", "GIR 0AB", "LE1 6TP LE1 6TP", "L€1 6TP"],
)
def test_what_is_not_a_postcode_is_refused(typed):
    with pytest.raises(Unreadable, match="Enter a full UK postcode"):
        parse_postcode(typed)


def test_health_systems_may_send_the_postcode_of_no_fixed_home():
    assert parse_postcode("ZZ993VZ", nhs=True) == "ZZ99 3VZ"


def test_a_number_for_tests_is_refused_by_a_live_area_and_sameness_by_all():
    assert read_in_a_form(lambda: NhsNumberField(live=True), "999 314 0007")[1] == "test_number"
    assert read_in_a_form(NhsNumberField, "4444444444")[1] == "placeholder"
    assert read_in_a_form(NhsNumberField, "٩٩٩ ٣١٤ ٠٠٠٧")[:2] == ("accept", "9993140007")


def test_a_number_that_a_spreadsheet_kept_as_a_number_is_read_when_nothing_is_lost():
    assert parse_nhs_number(9993140007.0) == "9993140007" and parse_nhs_number(9993140007) == "9993140007"
    assert parse_nhs_number(None) == "" and parse_upn("") == ""
    for lost in (9.99314e9, 999314000.7, 831999822314):
        with pytest.raises(Unreadable):
            parse_upn(lost)
    with pytest.raises(Unreadable, match="NHS number must be 10 numbers"):
        parse_nhs_number(12345)


def test_a_learner_number_has_its_own_check():
    assert read_in_a_form(UlnField, "1000 0000 00")[:2] == ("accept", "1000000000")
    assert read_in_a_form(UlnField, "1000000001")[1] == "check_digit"
    assert read_in_a_form(UlnField, "0000000000")[1] == "format"


def test_a_whole_name_in_one_box_is_kept():
    assert read_in_a_form(FullNameField, "Bisi  Oyelówò")[1] == "Bisi  Oyelówò"


@pytest.mark.parametrize(
    ("typed", "name"),
    [("obrien", "O’Brien"), ("oyelowo", "Oyelówò"), ("bjork", "Bjo\u0308rk"), ("strasse", "Straße"), ("nganga", "NG'ANG'A"), ("smith jones", "Smith-Jones"), ("nguyen", "Nguyễn"), ("sorensen", "Sørensen")],
)  # fmt: skip
def test_search_forgives_case_accents_strokes_and_apostrophes(typed, name):
    assert fold_for_search(typed) == fold_for_search(name)
