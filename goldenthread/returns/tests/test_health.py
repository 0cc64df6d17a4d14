"""A health system's flags held against the record, and what goes back: matched surely or by a person, under an agreement, with a receipt."""

import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.casework.models import Case
from goldenthread.core import clock, files
from goldenthread.core.actors import command
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.agreements.actions import end_agreement
from goldenthread.people.models import Address, Attendance, Child
from goldenthread.people.tests.agreeing import ON, signed, signed_in, written
from goldenthread.returns.health import actions
from goldenthread.returns.health.matching import Matcher
from goldenthread.returns.health.reading import Patient, patients_of
from goldenthread.returns.health.reconciling import reconciled
from goldenthread.returns.health.statuses import not_recorded, statuses
from goldenthread.returns.models import FlagRow, HealthExtract
from goldenthread.returns.tasks import tell_health
from tests import making

BORN = date(2016, 3, 9)
KAI, MIA, NOOR, LEE = "9990000018", "9990000026", "9990000034", "9990000042"
HEAD = "NHS number,Surname,Forename,Date of birth,Postcode\n"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def hana():
    return making.somebody("head_of_send", name="Hana Rook")


@pytest.fixture
def trust():
    return making.body("health", name="Northmoor Community Trust")


@pytest.fixture
def agreement(hana, trust):
    made = written(hana, trust, from_on=date(2026, 9, 1), review_on=date(2027, 9, 1))
    return signed(made, hana, date(2026, 9, 1))


def child(name, stage="plan", born=BORN, postcode="AA1 1AA", **fields):
    made = making.child(name, born=born, **fields)
    Case.objects.filter(child=made).update(stage=stage, open=stage == "plan")
    Address.objects.create(child=made, postcode=postcode, from_on=date(2020, 1, 1))
    return made


def missing(name):
    """Somebody who left a school, and is at no other."""
    made = child(name)
    Attendance.objects.create(child=made, organisation=making.school(), entry_on=date(2020, 9, 1), left_on=date(2026, 10, 1))
    return made


def taken(hana, trust, agreement, rows):
    content = (HEAD + "\n".join(rows)).encode()
    return actions.take_in_flags(area=making.area(), organisation=trust, agreement=agreement, file_name="flags.csv", content=content, by=hana, on=ON)


def outcomes(of):
    return {row.number: row.outcome for row in of.rows.all()}


def text_of(extract):
    with files.opened(extract.file) as file:
        return file.read().decode("utf-8-sig")


def test_a_row_is_matched_surely_held_for_a_person_or_found_nobody(hana, trust, agreement):
    kai = child("Kai Alder", nhs_number=KAI)
    mia = child("Mia Beck", postcode="AA2 2BB")
    child("Noor Said", nhs_number=NOOR)
    of = taken(hana, trust, agreement, [
        f"{KAI},Alder,Kai,09/03/2016,AA9 9ZZ", ",Beck,Mia,2016-03-09,aa2 2bb", f"{LEE},Said,Noor,09/03/2016,AA1 1AA", ",Beckk,Mia,09/03/2016,",
        f"{KAI},Other,Name,01/01/2012,", ",Nobody,Here,01/01/2015,", "123,Wrong,Number,01/01/2015,", ",Wrong,Date,31/02/2015,",
    ])  # fmt: skip
    assert outcomes(of) == {1: "matched", 2: "matched", 3: "held", 4: "held", 5: "held", 6: "unmatched", 7: "unreadable", 8: "unreadable"}
    assert list(of.rows.filter(outcome="matched").values_list("child", flat=True).order_by("number")) == [kai.pk, mia.pk]
    assert "another NHS number" in of.rows.get(number=3).sentence


def test_a_name_alone_never_decides_between_twins_of_one_address():
    child("Ann Ford"), child("Ann Ford", born=date(2012, 1, 1))
    one, other = child("Jon Reed"), child("Jonn Reed")
    matcher = Matcher(making.area().pk, [Patient(1, "", "Reed", "Jon", BORN, "AA1 1AA"), Patient(2, "", "Reed", "Jo", BORN, "AA1 1AA")])
    assert matcher.match(Patient(1, "", "Reed", "Jon", BORN, "AA1 1AA")).child_id == one.pk
    assert set(matcher.match(Patient(2, "", "Reed", "Jonm", BORN, "AA1 1AA")).possible) == {one.pk, other.pk}
    assert matcher.match(Patient(3, "", "Reed", "Jon", BORN, "")).possible


def test_whom_to_add_and_take_off_follow_from_the_record_as_it_stands(hana, trust, agreement):
    kai, mia, noor = child("Kai Alder", nhs_number=KAI), child("Mia Beck", stage="ceased", nhs_number=MIA), child("Noor Said", nhs_number=NOOR)
    child("Lee Ford", stage="known", nhs_number=LEE)
    of = taken(hana, trust, agreement, [f"{KAI},Alder,Kai,09/03/2016,", f"{MIA},Beck,Mia,09/03/2016,", ",Nobody,Here,01/01/2015,"])
    found = reconciled(of)
    assert (list(found.to_add), [row.child for row in found.to_remove], found.agreed, found.unmatched.count()) == ([noor], [mia], 1, 1)
    Case.objects.filter(child=kai).update(stage="ceased")
    assert {row.child for row in reconciled(of).to_remove} == {kai, mia}


def test_the_answer_says_what_to_change_and_nothing_of_a_closed_record(hana, trust, agreement):
    child("Noor Said", nhs_number=NOOR)
    closed = child("Kai Alder", nhs_number=KAI, closed_list_on=ON)
    of = taken(hana, trust, agreement, [f"{KAI},Alder,Kai,09/03/2016,", ",=cmd(),Here,01/01/2015,"])
    assert outcomes(of) == {1: "unmatched", 2: "unreadable"}
    made = actions.answer_flags(of=of, by=hana, on=ON)
    lines = text_of(made).splitlines()
    assert lines[1] == f"Add the flag,,{NOOR},Said,Noor,2016-03-09,AA1 1AA"
    assert lines[2] == f"\"Not found here: check, do not take off\",1,{KAI},Alder,Kai,2016-03-09,"
    assert "'=cmd()" in lines[3]
    assert closed.pk not in made.children and made.rows_out == 3


def test_a_held_row_is_settled_by_a_person_before_the_answer_is_made(hana, trust, agreement):
    noor = child("Noor Said", nhs_number=NOOR)
    of = taken(hana, trust, agreement, [f"{LEE},Said,Noor,09/03/2016,"])
    assert list(reconciled(of).to_add) == []
    with pytest.raises(Refused, match="Say first who the held rows are"):
        actions.answer_flags(of=of, by=hana, on=ON)
    row = of.rows.get()
    with pytest.raises(Refused, match="Choose one of the children"):
        actions.settle_flag(row=row, same_as=child("Lee Ford"), by=hana, on=ON)
    at = signed_in(hana)
    assert "Who is this?" in at.get(f"/returns/health/lists/{of.pk}/rows/1").content.decode()
    assert "Say who this is" in at.post(f"/returns/health/lists/{of.pk}/rows/1", {}).content.decode()
    at.post(f"/returns/health/lists/{of.pk}/rows/1", {"who": str(noor.pk)})
    row.refresh_from_db()
    assert (row.outcome, row.child_id, row.settled_by_id) == ("matched", noor.pk, hana.pk)
    with pytest.raises(Refused, match="settled this row already"):
        actions.settle_flag(row=row, same_as=None, by=hana, on=ON)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04 no workbook", "not an Excel file"),
        (b"Name,Age\nKai,9", "The first row must name the columns"),
        (HEAD.encode(), "no rows below it"),
        (b"Surname,Surname,Forename,DOB\na,b,c,2015-01-01", "Two columns"),
        (b"\x00\x01\x02", "must be a CSV or Excel"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(content, said):
    with pytest.raises(Refused, match=said):
        patients_of(content)


def test_an_excel_list_is_read_as_a_csv_one_is():
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["NHS Number", "Last name", "First name", "DOB", "Postcode"])
    sheet.write_row(1, 0, [int(KAI), "Alder", "Kai"])
    sheet.write_datetime(1, 3, date(2016, 3, 9), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write(1, 4, "aa11aa")
    book.close()
    (one,) = patients_of(out.getvalue())
    assert (one.nhs_number, one.surname, one.forename, one.born_on, one.postcode, one.wrong) == (KAI, "Alder", "Kai", BORN, "AA1 1AA", "")


def test_nothing_goes_without_an_agreement_in_force_that_the_body_has_signed(hana, trust, agreement):
    of = taken(hana, trust, agreement, [",Nobody,Here,01/01/2015,"])
    with pytest.raises(Refused, match="taken in today already"):
        taken(hana, trust, agreement, [",Nobody,Here,01/01/2015,"])
    with pytest.raises(Refused, match="no health body"):
        taken(hana, making.school("Brook Primary School"), agreement, [",Nobody,Here,01/01/2015,"])
    end_agreement(agreement=agreement, because="Replaced", by=hana, on=ON)
    with pytest.raises(Refused, match="has ended"):
        actions.answer_flags(of=of, by=hana, on=ON)
    with pytest.raises(Refused, match="has ended"):
        taken(hana, trust, agreement, [",Nobody,Else,01/01/2015,"])
    assert "No health body has signed" in signed_in(hana).get("/returns/health").content.decode()


def test_who_is_out_of_school_is_told_by_what_the_record_has_today(hana):
    school = making.school("Brook Primary School")
    home, none, small, away, in_school, dual = (
        child("Ann Home"), child("Bo Missing"), child("Cy Small", born=date(2023, 1, 1)), child("Di Away", born=date(2009, 1, 1)), child("Ed School"), child("Flo Dual"),
    )  # fmt: skip
    Attendance.objects.create(child=home, setting_type="EHE", entry_on=date(2026, 9, 1))
    Attendance.objects.create(child=none, organisation=school, entry_on=date(2020, 9, 1), left_on=date(2026, 10, 1))
    Attendance.objects.create(child=away, setting_type="NEET", entry_on=date(2026, 7, 1))
    Attendance.objects.create(child=in_school, organisation=school)
    Attendance.objects.create(child=dual, setting_type="EHE", rank=2), Attendance.objects.create(child=dual, organisation=school)
    child("Gil Closed", closed_list_on=ON), child("Hal Unknown")
    assert small.date_of_birth.year == 2023
    assert [(one.child.name, one.words, one.since) for one in statuses(making.area().pk, ON)] == [
        ("Di Away", "Not in education, employment or training", date(2026, 7, 1)), ("Ann Home", "Educated at home", date(2026, 9, 1)),
        ("Bo Missing", "Missing education", date(2026, 10, 1)),
    ]  # fmt: skip
    assert not_recorded(making.area().pk, ON) == 1


def test_the_schedule_makes_the_file_on_its_day_and_tells_who_sends_it(hana, trust, agreement):
    missing("Bo Missing")
    actions.settle_schedule(area=making.area(), organisation=trust, agreement=agreement, every="month", by=hana, on=ON)
    assert tell_health() == 1
    assert tell_health() == 0
    with clock.standing_on(date(2026, 12, 20)):
        assert tell_health() == 1
    assert HealthExtract.objects.filter(kind="status").count() == 2
    assert Message.objects.filter(subject="A file for health waits to be sent", to_user_id=hana.pk).count() == 2
    end_agreement(agreement=agreement, because="Replaced", by=hana, on=ON)
    with clock.standing_on(date(2027, 2, 1)):
        assert tell_health() == 0
    assert Message.objects.filter(subject="A file for health could not be made").count() == 1


def test_each_download_is_in_the_log_with_its_children_and_stops_when_one_is_closed(hana, trust, agreement):
    bo = missing("Bo Missing")
    made = actions.tell_statuses(area=making.area(), organisation=trust, agreement=agreement, by=command("test"), on=ON)
    at = signed_in(hana)
    assert "Bo" in b"".join(at.get(f"/returns/health/files/{made.pk}.csv").streaming_content).decode()
    from goldenthread.core.models import Reading

    assert Reading.objects.filter(page="returns.extract_file", child_ids__contains=[bo.pk]).count() == 1
    assert "Not yet" in at.get(f"/returns/health/files/{made.pk}").content.decode()
    late = {"received_by": "Jo Marsh", "received_on-day": "21", "received_on-month": "11", "received_on-year": "2026"}
    assert "between the day on which the file was made and today" in at.post(f"/returns/health/files/{made.pk}", late).content.decode()
    at.post(f"/returns/health/files/{made.pk}", {**late, "received_on-day": "20"})
    assert "20 November 2026, Jo Marsh" in at.get(f"/returns/health/files/{made.pk}").content.decode()
    bo.closed_list_on = ON
    bo.save()
    assert at.get(f"/returns/health/files/{made.pk}.csv").status_code == 404
    assert "make a new one" in at.get(f"/returns/health/files/{made.pk}").content.decode()


def test_a_list_is_sent_read_and_answered_on_its_pages(hana, trust, agreement):
    child("Kai Alder", nhs_number=KAI), child("Noor Said", nhs_number=NOOR)
    at = signed_in(hana)
    under = f"{trust.pk}-{agreement.pk}"
    empty = at.post("/returns/health", {"under": under}).content.decode()
    assert "Select the list" in empty
    sent = SimpleUploadedFile("flags.csv", (HEAD + f"{KAI},Alder,Kai,09/03/2016,\n,Nobody,Here,01/01/2015,").encode(), content_type="text/csv")
    came = at.post("/returns/health", {"under": under, "file": sent})
    page = at.get(came["Location"]).content.decode()
    assert "Noor Said" in page and "Add the flag (1)" in page
    assert "Nobody" in at.get(came["Location"] + "?part=unmatched").content.decode()
    answered = at.post(came["Location"] + "/answer")
    assert "What to change in the SEND flags" in at.get(answered["Location"]).content.decode()
    assert "No receipt yet" in at.get("/returns/health").content.decode()
    under_now = at.post("/returns/health/out-of-school", {"under": under, "every": "month", "now": "yes"})
    assert under_now.status_code == 302 and "Every month" in at.get("/returns/health").content.decode()


def test_only_whoever_makes_the_return_of_this_area_has_any_of_it(hana, trust, agreement):
    of = taken(hana, trust, agreement, [",Nobody,Here,01/01/2015,"])
    assert signed_in(making.officer()).get("/returns/health").status_code == 403
    elsewhere = signed_in(making.somebody("head_of_send", of=making.area("991", "Northmarsh")))
    assert elsewhere.get(f"/returns/health/lists/{of.pk}").status_code == 404
    with pytest.raises(NotAllowed):
        actions.answer_flags(of=of, by=making.officer(), on=ON)
    assert not FlagRow.objects.exclude(of=of).exists()


def test_a_child_who_is_another_areas_now_is_neither_shown_nor_told_of(hana, trust, agreement):
    mia = child("Mia Beck", stage="ceased", nhs_number=MIA)
    of = taken(hana, trust, agreement, [f"{MIA},Beck,Mia,09/03/2016,", ",Nobody,Here,01/01/2015,"])
    Child.objects.filter(pk=mia.pk).update(area=making.area("991", "Northmarsh"))
    found = reconciled(of)
    assert list(found.to_remove) == [] and found.agreed == 0
    assert mia.reference not in signed_in(hana).get(f"/returns/health/lists/{of.pk}?part=remove").content.decode()
    made = actions.answer_flags(of=of, by=hana, on=ON)
    assert mia.pk not in made.children and "Beck" not in text_of(made)
    assert signed_in(hana).get(f"/returns/health/files/{made.pk}.csv").status_code == 200


def test_a_held_row_is_nobody_who_was_closed_or_moved_away_meanwhile(hana, trust, agreement):
    noor = child("Noor Said", nhs_number=NOOR)
    of = taken(hana, trust, agreement, [f"{LEE},Said,Noor,09/03/2016,"])
    noor.closed_list_on = ON
    noor.save()
    with pytest.raises(Refused, match="Choose one of the children"):
        actions.settle_flag(row=of.rows.get(), same_as=noor, by=hana, on=ON)


def test_a_file_goes_out_under_an_agreement_that_is_in_force_and_not_after_it_ended(hana, trust, agreement):
    missing("Bo Missing")
    made = actions.tell_statuses(area=making.area(), organisation=trust, agreement=agreement, by=hana, on=ON)
    end_agreement(agreement=agreement, because="Replaced", by=hana, on=ON)
    at = signed_in(hana)
    assert at.get(f"/returns/health/files/{made.pk}.csv").status_code == 404
    page = at.get(f"/returns/health/files/{made.pk}").content.decode()
    assert "Download the file" not in page and "has ended" in page


def test_a_receipt_is_written_once(hana, trust, agreement):
    missing("Bo Missing")
    made = actions.tell_statuses(area=making.area(), organisation=trust, agreement=agreement, by=hana, on=ON)
    actions.receive_extract(extract=made, received_by="Jo Marsh", received_on=ON, by=hana, on=ON)
    with pytest.raises(Refused, match="Jo Marsh"):
        actions.receive_extract(extract=made, received_by="Somebody else", received_on=ON, by=hana, on=ON)
    made.refresh_from_db()
    assert made.received_by == "Jo Marsh"
    assert "Record the receipt" not in signed_in(hana).get(f"/returns/health/files/{made.pk}").content.decode()


def test_what_begins_later_says_nothing_of_today(hana):
    later = child("Ann Later")
    Attendance.objects.create(child=later, setting_type="EHE", entry_on=date(2027, 1, 5))
    Attendance.objects.create(child=later, organisation=making.school("Brook Primary School"), left_on=date(2027, 1, 5))
    between = missing("Bo Between")
    Attendance.objects.create(child=between, organisation=making.school("Moor School"), entry_on=date(2027, 1, 5))
    assert [(one.child.name, one.words, one.since) for one in statuses(making.area().pk, ON)] == [("Bo Between", "Missing education", date(2026, 10, 1))]


def test_missing_education_is_said_of_compulsory_school_age_and_of_no_other(hana):
    """Education Act 1996, section 8: from 31 December for those who turn 5 in the autumn, to the last Friday in June after the 16th birthday."""
    for name, born in (("Di Year11", date(2010, 9, 2)), ("Ed Left", date(2010, 8, 31)), ("Flo Just5", date(2021, 10, 1)), ("Gil Five", date(2021, 8, 31))):
        one = child(name, born=born)
        Attendance.objects.create(child=one, organisation=making.school("Brook Primary School"), left_on=date(2026, 10, 1))
    assert [(one.child.name, one.words) for one in statuses(making.area().pk, ON)] == [
        ("Gil Five", "Missing education"), ("Ed Left", "Not in education, employment or training"), ("Di Year11", "Missing education"),
    ]  # fmt: skip
    with clock.standing_on(date(2026, 12, 31)):
        assert "Flo Just5" in [one.child.name for one in statuses(making.area().pk, date(2026, 12, 31))]
