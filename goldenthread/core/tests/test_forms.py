"""Forms: fields that draw themselves, errors that say what to do, and nothing typed that is lost."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from goldenthread.core.form_fields import (
    ChoiceField,
    CodeField,
    ConfirmField,
    DateField,
    EmailField,
    FileField,
    Form,
    ManyChoiceField,
    NameField,
    PasswordField,
    PhoneField,
    PostcodeField,
    TextareaField,
    TextField,
    WholeNumberField,
    YesNoField,
)
from goldenthread.core.jinja_globals import error_summary, field, fields, hidden_fields, page_title


class Ask(Form):
    first_name = NameField(label="First name", help_text="Exactly as the family writes it")
    asked_by = ChoiceField(
        label="Who asked?",
        missing="Select who asked",
        choices=[("parent", "A parent or carer"), ("school", "A school"), ("other", "Somebody else")],
        hints={"parent": "Or anyone with parental responsibility"},
        reveals={"other": ["other_person", "told_on"]},
        divider="or",
    )
    other_person = TextField(label="Who?", missing="Enter who asked")
    told_on = DateField(label="When were you told?")
    reason = TextareaField(label="Why are they asking?", max_length=40, required=False)


def filled(**answers):
    data = QueryDict(mutable=True)
    for name, value in {"first_name": "Kai", "asked_by": "parent", **answers}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return Ask(data)


def test_what_one_form_does_to_its_fields_touches_no_other_form():
    one, other = Ask(), Ask()
    for name, mine in one.fields.items():
        mine.required, mine.label = False, "Changed"
        mine.validators.append(print)
        mine.error_messages["required"] = "Changed"
        mine.widget.attrs["changed"] = "yes"
        theirs = other.fields[name]
        assert (theirs.required, theirs.label) == (Ask.base_fields[name].required, Ask.base_fields[name].label)
        assert theirs.label != "Changed"
        assert print not in theirs.validators
        assert theirs.error_messages.get("required") != "Changed"
        assert "changed" not in theirs.widget.attrs
    del one.fields["asked_by"]
    assert "asked_by" in Ask().fields


def test_an_answer_under_a_choice_that_was_not_made_is_not_asked_for():
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["other_person"] == "" and form.cleaned_data["told_on"] is None


def test_an_answer_under_a_choice_that_was_made_is_asked_for():
    form = filled(asked_by="other")
    assert [text for text, _ in form.problems()] == ["Enter who asked", "Answer ‘When were you told?’"]


def test_what_was_typed_under_another_choice_is_not_kept():
    form = filled(asked_by="school", other_person="A neighbour")
    assert form.is_valid() and form.cleaned_data["other_person"] == ""


def test_a_revealed_field_is_drawn_once_inside_its_choice():
    drawn = str(fields(Ask()))
    assert drawn.count('name="other_person"') == 1
    assert re.search(r'id="conditional-asked_by-4".*name="other_person"', drawn, re.DOTALL)


def test_the_summary_has_the_same_words_as_the_field_and_links_to_it():
    form = filled(first_name="")
    summary = str(error_summary(form))
    assert "There is a problem" in summary
    assert re.search(r'<a href="#first_name">Enter first name</a>', summary)
    drawn = str(field(form["first_name"]))
    assert 'id="first_name"' in drawn and "Enter first name" in drawn
    assert 'aria-describedby="first_name-hint first_name-error"' in drawn


def test_every_link_of_the_summary_goes_to_something_on_the_page():
    form = filled(first_name="", asked_by="other", reason="x" * 41)
    page = str(fields(form))
    targets = re.findall(r'href="#([^"]+)"', str(error_summary(form)))
    assert targets == ["first_name", "other_person", "told_on-day", "reason"]
    for target in targets:
        assert f'id="{target}"' in page


def test_the_title_starts_with_error_only_when_there_is_one():
    assert page_title("Record a request", Ask()) == "Record a request"
    assert page_title("Record a request", filled()) == "Record a request"
    assert page_title("Record a request", filled(first_name="")) == "Error: Record a request"
    assert error_summary(Ask()) == "" and error_summary(filled()) == ""


def test_hostile_text_is_kept_and_shown_harmless():
    form = filled(first_name='"><script>alert(1)</script>')
    assert not form.is_valid()
    drawn = str(fields(form))
    assert "<script>" not in drawn and "&lt;script&gt;alert(1)&lt;/script&gt;" in drawn


def test_a_choice_that_was_not_offered_is_refused_with_the_same_words():
    assert filled(asked_by="me'; drop table").errors["asked_by"] == ["Select who asked"]


def test_text_may_be_as_long_as_the_count_says_with_lines_counted_once():
    assert filled(reason="a\r\n" * 19 + "bc").is_valid()
    assert filled(reason="x" * 41).errors["reason"] == ["Your answer must be 40 characters or fewer"]


@pytest.mark.parametrize("text", ["a\x00b", "a\x07b", "a\x1b[31mb"])
def test_text_that_cannot_be_stored_is_refused_not_broken_on(text):
    assert "cannot be seen" in filled(reason=text).errors["reason"][0]


def test_a_form_sent_with_one_key_carries_a_key_and_says_so_when_it_is_lost():
    class Once(Form):
        one_time = True
        first_name = NameField(label="First name")

    page = str(hidden_fields(Once()))
    key = re.search(r'name="form_key" value="([0-9a-f-]{36})"', page)[1]
    assert Once({"first_name": "Kai", "form_key": key}).is_valid()
    assert str(hidden_fields(Once({"first_name": "", "form_key": key}))).count(key) == 1
    assert str(hidden_fields(Once({"first_name": "Kai", "form_key": "<b>"}))).count("<b>") == 0
    lost = Once({"first_name": "Kai"})
    assert list(lost.problems()) == [("This page was out of date. Check your answers and send them again", None)]
    assert re.search(r'value="[0-9a-f-]{36}"', str(hidden_fields(lost)))


def test_a_form_about_a_record_carries_the_version_that_was_seen():
    class Change(Form):
        first_name = NameField(label="First name")

    assert 'name="version" value="7"' in str(hidden_fields(Change(version=7)))
    sent = Change({"first_name": "Kai", "version": "6"}, version=7)
    assert sent.is_valid() and sent.cleaned_data["version"] == 6
    for bad in ("", "x", "-1", "9" * 30):
        assert not Change({"first_name": "Kai", "version": bad}, version=7).is_valid()


def test_a_doubtful_answer_is_asked_about_once_and_then_taken():
    class Where(Form):
        postcode = PostcodeField(area=("LE", "NG"))

    assert Where({"postcode": "le1 6tp"}).is_valid()
    form = Where({"postcode": "G2 1DU"})
    assert form.errors.as_data()["postcode"][0].code == "doubt"
    drawn = str(field(form["postcode"]))
    assert "may be outside our area" in drawn and 'name="postcode-confirmed"' in drawn
    confirmed = Where({"postcode": "G2 1DU", "postcode-confirmed": "G2 1DU"})
    assert confirmed.is_valid() and confirmed.cleaned_data["postcode"] == "G2 1DU"
    assert not Where({"postcode": "G3 1DU", "postcode-confirmed": "G2 1DU"}).is_valid()


def read(given_field, value, files=None):
    class One(Form):
        answer = given_field

    data = QueryDict(mutable=True)
    data.setlist("answer", value if isinstance(value, list) else [value])
    form = One(data, files)
    return form.cleaned_data.get("answer") if form.is_valid() else form.errors["answer"][0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("07700 900982", "07700 900982"),
        ("+44 (0)20 7946 0001", "+44 (0)20 7946 0001"),
        ("01632 960001 ext 12", "01632 960001 ext 12"),
        ("٠٧٧٠٠٩٠٠٩٨٢", "07700900982"),
        (" 07700 900 982 ", "07700 900 982"),
    ],
)
def test_a_telephone_number_is_kept_as_people_write_it(text, kept):
    assert read(PhoneField(label="Phone number"), text) == kept


@pytest.mark.parametrize("text", ["12345", "call my mum", "07700 900982 07700 900983", "07700-900982<b>", "0" * 30])
def test_what_is_not_a_telephone_number_is_refused_with_an_example(text):
    assert read(PhoneField(label="Phone number"), text).startswith("Enter a phone number, like 01632 960 001")


@pytest.mark.parametrize(
    "text", ["ana", "ana@", "@example.org", "ana example.org", "ana@example..org", "ana@ex\u202eample.org"]
)
def test_what_is_not_an_email_address_is_refused_with_an_example(text):
    said = "Enter an email address in the correct format, like name@example.com"
    assert read(EmailField(label="Email address"), text) == said


def test_an_email_address_is_trimmed_and_otherwise_kept():
    assert read(EmailField(label="Email address"), " Ana.O'Neil+send@example.org ") == "Ana.O'Neil+send@example.org"


def test_a_password_is_never_drawn_back():
    class In(Form):
        password = PasswordField(label="Password")
        name = NameField(label="Name")

    form = In({"password": " open sesame ", "name": ""})
    assert "sesame" not in str(fields(form))
    form.full_clean()
    assert form.cleaned_data["password"] == " open sesame "


def test_yes_and_no_become_true_and_false():
    assert read(YesNoField(label="Is it urgent?"), "yes") is True
    assert read(YesNoField(label="Is it urgent?"), "no") is False
    assert (
        read(YesNoField(label="Is it urgent?", missing="Select yes if it is urgent"), "")
        == "Select yes if it is urgent"
    )


def test_several_boxes_may_be_ticked_but_not_with_none_of_them():
    needs = [("speech", "Speech"), ("sight", "Sight"), ("none", "None of these")]
    make = lambda: ManyChoiceField(label="Needs", missing="Select the needs", choices=needs, none="none")  # noqa: E731
    assert read(make(), ["speech", "sight"]) == ["speech", "sight"]
    assert read(make(), []) == "Select the needs"
    assert read(make(), ["speech", "none"]) == "Select what applies, or select ‘None of these’"
    assert read(make(), ["speech", "other"]) == "Select the needs"


def test_a_box_that_must_be_ticked():
    statement = ConfirmField(
        label="Check", statement="I have told the family", missing="Confirm that you told the family"
    )
    assert read(statement, ["yes"]) is True
    assert read(statement, []) == "Confirm that you told the family"


def test_a_whole_number_is_read_with_commas_and_within_its_range():
    make = lambda: WholeNumberField(label="Hours", least=1, most=40)  # noqa: E731
    assert read(make(), "12") == 12 and read(make(), " ٣٢ ") == 32
    assert read(make(), "41") == "Hours must be between 1 and 40"
    for bad in ("1.5", "-3", "many", "1e3"):
        assert read(make(), bad) == "Hours must be a whole number, like 15"


def test_a_code_from_a_phone_may_be_typed_with_spaces():
    assert read(CodeField(label="Code"), "123 456") == "123456"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("note.exe", b"MZ", "The selected file must be a PDF or DOCX"),
        ("note.pdf", b"", "The selected file is empty"),
        ("note.pdf", b"x" * 2_000_000, "The selected file must be smaller than 1 MB"),
    ],
)
def test_a_file_of_the_wrong_kind_or_size_is_refused_with_what_to_do(name, content, says):
    report = FileField(label="Report", endings=[".pdf", ".docx"], most=1024 * 1024)
    assert read(report, "", {"answer": SimpleUploadedFile(name, content)}) == says


def test_a_plain_field_of_a_library_is_drawn_in_the_same_look():
    class Plain(forms.Form):
        login = forms.EmailField(label="Email", help_text="At work")
        secret = forms.CharField(widget=forms.PasswordInput)

    form = Plain({"login": "<x>", "secret": "sesame"})
    drawn = str(field(form["login"])) + str(field(form["secret"]))
    assert 'class="govuk-input govuk-input--error" id="id_login" name="login" type="email" value="&lt;x&gt;"' in drawn
    assert "At work" in drawn and "govuk-error-message" in drawn and "sesame" not in drawn


def test_a_missing_file_is_asked_for():
    assert read(FileField(label="Report"), "") == "Select report"
