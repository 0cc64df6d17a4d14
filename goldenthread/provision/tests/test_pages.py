"""The pages: a family taps, a school saves its sheet, a provider sends a file; strangers find nothing."""

import re
from collections import Counter
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock
from goldenthread.core.models import Message
from goldenthread.provision.models import DeliveryRecord, DeliveryRow, TermDates
from goldenthread.provision.reading import line_reference
from tests import making

from . import making as provision

ON = provision.ON


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def story(db):
    class Story:
        pass

    provision.terms()
    story = Story()
    story.school, story.clinic = making.school("Low Wood School"), making.body("health", name="Calder Community Therapies")
    story.worker = making.officer("Priya Nair")
    child = making.child("Kai Alder", upn="A999900000001")
    story.version = provision.plan(child, {**provision.THERAPY, "body": story.clinic}, {"text": "Regular help from an adult"}, at=story.school, worker=story.worker)
    story.child = child
    story.parent = provision.parent_of(child)
    story.teacher = making.somebody("setting_staff", story.school, name="Ines Marsh")
    story.therapist = making.somebody("health_adviser", story.clinic, name="Grace Otieno")
    making.involve(story.clinic, child, "deliverer")
    return story


def as_(person):
    client = Client()
    person.__dict__.pop("standing", None)
    client.force_login(person)
    return client


def page(story, who, more=""):
    return as_(who).get(f"/children/{story.child.pk}/provision{more}")


def tap(story, who, number=0, **said):
    row = provision.watched(story.version, number)
    return as_(who).post(f"/children/{story.child.pk}/provision/{row.pk}/say", {"week": provision.week(-1).isoformat(), "back": "child", **said}, follow=True)


def words(answer):
    return answer.content.decode()


def key_of(answer):
    """The one-time key of the form on a page."""
    return re.search(r'name="form_key" value="([0-9a-f-]+)"', words(answer))[1]


def test_a_family_sees_promise_beside_receipt_and_says_with_one_tap(story):
    before = words(page(story, story.parent))
    assert "30 minutes, every week, one to one, by a speech and language therapist" in before and "No rhythm known" in before
    after = tap(story, story.parent, state="missed")
    assert after.redirect_chain[-1][0].startswith(f"/children/{story.child.pk}/provision#line-")
    assert "Thank you. It is noted" in words(after) and "Why, if you know?" in words(after)
    assert "The child was away" in words(after)
    tap(story, story.parent, why="staff")
    said = DeliveryRecord.objects.get(corrected_at__isnull=True)
    assert (said.side, said.state, said.why, said.source) == ("family", "missed", "staff", "tap")


def test_both_sides_stand_side_by_side_and_the_other_can_disagree(story):
    tap(story, story.therapist, state="given")
    shown = words(page(story, story.parent))
    assert "I do not agree" in shown
    tap(story, story.parent, state="disputed")
    assert "Not agreed" in words(page(story, story.worker))


def test_a_therapist_sees_the_line_they_give_and_of_the_child_a_first_name(story):
    shown = words(as_(story.therapist).get("/provision/given"))
    assert "Kai" in shown and "Alder" not in shown and "Regular help" not in shown
    one = words(page(story, story.therapist))
    assert "picture cards" in one and "Regular help" not in one and "Alder" not in one
    other = provision.watched(story.version, 1)
    assert page(story, story.therapist, f"/{other.pk}").status_code == 404


def test_a_stranger_is_told_that_nothing_is_there(story):
    for who in (making.officer(of=making.area("991", "Thornmouth")), making.somebody("setting_staff", making.school()), provision.parent_of(making.child("Ada Birch"))):
        assert page(story, who).status_code == 404
        assert tap(story, who, state="given").status_code == 404
    assert not DeliveryRecord.objects.exists()


@pytest.mark.parametrize("said", [{}, {"state": "eaten"}, {"state": "given", "week": "yesterday"}, {"state": "given", "week": "2027-03-01"}, {"state": "given", "side": "deliverer"}])
def test_a_tap_that_cannot_be_understood_says_so_and_writes_nothing(story, said):
    answer = tap(story, story.parent, **{"week": provision.week(-1).isoformat(), **said})
    assert answer.status_code == 200 and not DeliveryRecord.objects.exists()


def test_equipment_that_is_months_late_can_still_be_said_to_have_come(db):
    version = provision.plan(making.child("Kai Alder"), {"text": "A standing frame for use in class"}, issued_on=provision.date(2026, 3, 2))
    parent = provision.parent_of(version.child)
    where = f"/children/{version.child_id}/provision"
    shown = words(as_(parent).get(where))
    assert "Has it arrived?" in shown and "It has not arrived" in shown and "days late" in shown
    week = re.search(r'name="week" value="([0-9-]+)"', shown)[1]
    as_(parent).post(f"{where}/{provision.watched(version).pk}/say", {"week": week, "state": "given"})
    assert "It arrived on 23 November 2026, after the six weeks" in words(as_(parent).get(where))


def test_more_than_a_tap_can_say_is_said_on_a_form(story):
    row = provision.watched(story.version)
    where = f"/children/{story.child.pk}/provision/{row.pk}/week?week={provision.week(-1)}"
    client = as_(story.teacher)
    assert "Error:" in words(client.post(where, {}))
    client.post(where, {"state": "missed", "why": "cancelled", "note": "School trip"})
    said = DeliveryRecord.objects.get()
    assert (said.side, said.state, said.why, said.note) == ("setting", "missed", "cancelled", "School trip")
    assert "School trip" in words(page(story, story.parent, f"/{row.pk}"))


def test_an_officer_sets_a_rhythm_says_who_answers_and_follows_up(story):
    for number in (-2, -1):
        tap(story, story.parent, state="missed", week=provision.week(number).isoformat())
    row, client = provision.watched(story.version), as_(story.worker)
    where = f"/children/{story.child.pk}/provision/{row.pk}"
    assert "Say what was done about it" in words(client.get(where))
    theirs = words(page(story, story.parent))
    assert "Priya Nair" in theirs and "finds out why by <strong>30 November 2026</strong>" in theirs and "there is more that you can do" in theirs
    assert "Priya Nair" not in words(page(story, story.therapist))
    form = client.get(f"{where}/follow-up")
    client.post(f"{where}/follow-up", {"form_key": key_of(form), "done": "The therapist was ill; two sessions are made up."})
    assert "The therapist was ill" in words(page(story, story.parent))
    [message] = Message.objects.filter(to_user_id=story.parent.pk)
    assert message.subject == "We found out why help did not arrive" and "Kai" not in message.body
    vague = provision.watched(story.version, 1)
    client.post(f"/children/{story.child.pk}/provision/{vague.pk}/rhythm", {"every": "day", "times": "1", "weeks": "", "all_year": "no", "why": "Agreed at the review"})
    assert provision.watched(story.version, 1).every == "day"
    for page_ in ("rhythm", "deliverer", "follow-up"):
        assert as_(story.parent).get(f"{where}/{page_}").status_code == 404


# Makes 60 children with three lines each: about two seconds.
def test_a_sheet_of_sixty_children_is_saved_in_one_request_and_few_statements(db):
    provision.terms()
    school, worker = making.school("Low Wood School"), making.officer()
    lines = ({"text": "Weekly reading, 20 minutes"}, {"text": "Help at lunch every day"}, {"text": "Fortnightly talk with a mentor"})
    for number in range(60):
        provision.plan(making.child(f"Child{number} Alder"), *lines, at=school, worker=worker)
    teacher = as_(making.somebody("setting_staff", school))
    with CaptureQueriesContext(connection, ) as shown:
        first = teacher.get(f"/provision/sheet?week={provision.week(-1)}")
    assert "60 children, 180 lines, 0 said already" in words(first), re.findall(r"\d+ children[^.]*", words(first))
    assert len(shown) < 30, len(shown)
    keys = re.findall(r'name="(s\.[0-9a-f-]+)"', words(first))
    with CaptureQueriesContext(connection) as saved:
        answer = teacher.post(f"/provision/sheet?week={provision.week(-1)}", {**dict.fromkeys(keys, "given"), keys[0]: "missed:staff"})
    assert answer.status_code == 302 and len(saved) < 60, Counter(each["sql"][:160] for each in saved).most_common(6)
    assert DeliveryRecord.objects.filter(state="given").count() == 179
    again = teacher.post(f"/provision/sheet?week={provision.week(-1)}", dict.fromkeys(keys, "given"), follow=True)
    assert "0 new, 1 corrected" in words(again)
    assert DeliveryRecord.objects.filter(corrected_at__isnull=True, state="given").count() == 180


def test_what_was_left_empty_on_a_sheet_is_filled_only_when_asked(story):
    client = as_(story.teacher)
    where = f"/provision/sheet?week={provision.week(-1)}"
    assert "Nothing on the sheet had changed" in words(client.post(where, {}, follow=True))
    client.post(where, {"rest": "given"})
    [said] = DeliveryRecord.objects.all()
    assert said.line_id == provision.watched(story.version).pk, "a line whose rhythm nobody knows is never filled in"


def test_one_tick_says_of_a_child_who_was_away_that_nobody_missed_anything(story):
    client, where = as_(story.teacher), f"/provision/sheet?week={provision.week(-1)}"
    assert "Away all week" in words(client.get(where))
    vague = provision.watched(story.version, 1)
    client.post(where, {f"a.{story.child.pk}": "yes", f"s.{vague.pk}": "given", "rest": "given"})
    assert sorted(DeliveryRecord.objects.values_list("line_id", "state", "why")) == sorted(
        [(provision.watched(story.version).pk, "missed", "absent"), (vague.pk, "given", "")]
    )


def test_a_session_that_a_file_says_was_missed_for_the_childs_absence_is_nobodys_miss(story):
    rows = [("A999900000001", "", on, "", "missed", "Absent") for on in ("16/11/2026", "09/11/2026")]
    where = send(story, csv_of(story, *rows)).redirect_chain[-1][0]
    as_(story.therapist).post(where)
    assert "the child was away twice" in words(page(story, story.parent)) or "the child was away 2 times" in words(page(story, story.parent))
    assert provision.watched(story.version).missing_from is None


def test_a_sheet_of_half_term_lists_nothing_that_is_due_in_term(story):
    shown = words(as_(story.teacher).get("/provision/sheet?week=2026-10-26"))
    assert "picture cards" not in shown


# --- a provider's file


def csv_of(story, *rows):
    ref = line_reference(provision.watched(story.version).lineage)
    lines = ["UPN,Line,Date,Minutes,Given,Why", *(f"{upn},{ref if line == '' else line},{on},{minutes},{given},{why}" for upn, line, on, minutes, given, why in rows)]
    return SimpleUploadedFile("june.csv", "\n".join(lines).encode())


def send(story, upload, who=None):
    return as_(who or story.therapist).post("/provision/files", {"file": upload}, follow=True)


ROWS = (
    ("A999900000001", "", "16/11/2026", "30", "given", ""),
    ("A999900000001", "", "2026-11-09", "", "missed", "Staff sick"),
    ("A999900000001", "", "16/11/2026", "20", "given", ""),
    ("B999900000009", "", "16/11/2026", "30", "given", ""),
    ("A999900000001", "L-00000000", "16/11/2026", "30", "given", ""),
    ("A999900000001", "", "31/11/2026", "30", "given", ""),
    ("A999900000001", "", "07/12/2026", "30", "given", ""),
    ("A999900000001", "", "02/11/2026", "lots", "given", ""),
    ("A999900000001", "", "02/11/2026", "30", "perhaps", ""),
)


def test_a_file_is_checked_row_by_row_before_anything_is_written(story):
    shown = send(story, csv_of(story, *ROWS))
    assert not DeliveryRecord.objects.exists()
    said = {row.number: (row.outcome, row.sentence) for row in DeliveryRow.objects.all()}
    assert said[2] == ("created", "New: given on 16 November 2026, 30 minutes.")
    assert said[3] == ("created", "New: missed on 9 November 2026, staff were away.")
    assert [said[n][0] for n in range(4, 11)] == ["refused"] * 7
    assert "Row 2 says the same" in said[4][1] and "No child with this UPN" in said[5][1] and "no such line" in said[6][1]
    assert "date could not be read" in said[7][1] and "has not come yet" in said[8][1] and "whole number" in said[9][1] and "given or missed" in said[10][1]
    assert "Alder" not in words(shown)


def test_the_same_file_twice_changes_nothing(story):
    for expected in ("created", "unchanged"):
        shown = send(story, csv_of(story, *ROWS[:2]))
        where = shown.redirect_chain[-1][0]
        as_(story.therapist).post(where)
        assert set(DeliveryRow.objects.filter(file_id=where.rsplit("/", 1)[1]).values_list("outcome", flat=True)) == {expected}
    assert DeliveryRecord.objects.count() == 2
    assert {(each.side, each.source, each.organisation_id) for each in DeliveryRecord.objects.all()} == {("deliverer", "file", story.clinic.pk)}


def test_a_file_is_written_once(story):
    where = send(story, csv_of(story, *ROWS[:1])).redirect_chain[-1][0]
    client = as_(story.therapist)
    client.post(where)
    assert "written already" in words(client.post(where, follow=True))


def test_an_excel_file_is_read_as_well(story):
    import datetime

    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Reference", "Line reference", "Session date", "Mins", "Delivered", "Reason"])
    sheet.write_row(1, 0, [story.child.reference, line_reference(provision.watched(story.version).lineage), None, 30, "Yes", ""])
    sheet.write_datetime(1, 2, datetime.datetime(2026, 11, 17), book.add_format({"num_format": "dd/mm/yyyy"}))
    book.close()
    send(story, SimpleUploadedFile("sessions.xlsx", out.getvalue()))
    row = DeliveryRow.objects.get()
    assert (row.outcome, row.sentence) == ("created", "New: given on 17 November 2026, 30 minutes.")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"Name,Day\nKai,Monday\n", "The first row must name the columns"),
        ("a.csv", b"Child,UPN,Line,Date,Given\n", "Two columns"),
        ("a.csv", b"Child,Line,Date,Given\n", "no rows below"),
        ("a.xlsx", b"PK\x03\x04 not a zip", "not an Excel file"),
        ("a.csv", b"\x00\x01\x02\x03binary", "must be a CSV"),
        ("a.pdf", b"%PDF-1.4", "must be a CSV or XLSX"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(story, name, content, sentence):
    answer = send(story, SimpleUploadedFile(name, content))
    assert answer.status_code == 200 and sentence in words(answer)
    assert not DeliveryRow.objects.exists()


def test_another_bodys_file_is_not_found(story):
    where = send(story, csv_of(story, *ROWS[:1])).redirect_chain[-1][0]
    assert as_(making.somebody("provider", making.body("provider"))).get(where).status_code == 404


# --- term dates


def test_a_manager_enters_term_dates_and_an_overlap_is_refused(db):
    manager = as_(making.somebody("team_manager"))

    def enter(first, last):
        said = {"form_key": key_of(manager.get("/provision/terms")), "term": "autumn"}
        said |= {f"{name}-{part}": value for name, day in (("first_on", first), ("last_on", last)) for part, value in zip(("day", "month", "year"), day, strict=True)}
        return manager.post("/provision/terms", said, follow=True)

    assert "The dates are saved" in words(enter((2, 9, 2026), (23, 10, 2026)))
    assert "overlap with those from 2 September 2026" in words(enter((1, 10, 2026), (1, 12, 2026)))
    assert "must be the same as or after" in words(enter((18, 12, 2026), (2, 11, 2026)))
    assert TermDates.objects.count() == 1
    assert "Add half a term" not in words(as_(making.officer()).get("/provision/terms"))
