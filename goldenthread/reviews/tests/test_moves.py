"""A plan passes to another council as one file, and is taken on with its own dates; a file that is not whole is refused."""

import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from goldenthread.casework.models import Request
from goldenthread.core import files
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Address, Child, Deadline, Document, Relationship
from goldenthread.plans.models import Line, NamedSetting, Plan, Version
from goldenthread.reviews import bundle
from goldenthread.reviews.actions import moving_out, taking_on
from goldenthread.reviews.models import MoveIn, Review
from tests import making

from .change_situations import TODAY, day, issued, key_of, manager, parent_of, with_plan, words

pytestmark = pytest.mark.django_db
MADE_ON, REVIEWED_ON = date(2024, 1, 15), date(2026, 1, 20)


def there():
    return making.area("991", "Thornmouth")


def moved(to="Thornmouth Council"):
    """A family of Calderbeck with an issued plan, reviewed in January 2026, moves on 16 November 2026."""
    plan = with_plan(school=making.school("Mill School"), made_on=MADE_ON)
    parent_of(plan.child)
    Address.objects.create(child=plan.child, lines="1 Mill Lane", postcode="ZZ1 1ZZ", from_on=MADE_ON)
    NamedSetting.objects.create(plan=plan, organisation=plan.child.attendances.get().organisation)
    Review.objects.create(plan=plan, met_on=date(2026, 1, 5), outcome="M", notified_on=REVIEWED_ON)
    by = manager()
    issued(plan, by)
    return moving_out.begin_move_out(plan=plan, to_name=to, to_code="991", aware_on=date(2026, 10, 1), moving_on=date(2026, 11, 16), by=by, on=TODAY)


def content_of(move):
    paper = moving_out.make_bundle(move=move, by=manager(), on=TODAY)
    with files.opened(paper.file) as opened:
        return opened.read()


def remade(content, change):
    """The same file with its parts changed; the hashes stay as they were unless they are changed as well."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, each in parts.items():
            into.writestr(name, each)
    return made.getvalue()


def listed_anew(parts):
    """The list with the hashes of what is there now, as somebody who meant harm would make it."""
    manifest = json.loads(parts["manifest.json"])
    for row in manifest["files"]:
        if row["path"] in parts:
            row["sha256"] = hashlib.sha256(parts[row["path"]]).hexdigest()
    parts["manifest.json"] = json.dumps(manifest).encode()


def taken(content, by=None):
    """Read, matched to nobody here, and written, in Thornmouth."""
    by = by or manager(there())
    move = taking_on.read_bundle(area=there(), content=content, by=by, on=TODAY)
    taking_on.match_bundle(move=move, child=None, by=by, on=TODAY)
    plan = taking_on.write_bundle(move=move, transferred_on=date(2026, 11, 16), can_attend=True, by=by, on=TODAY)
    move.refresh_from_db()
    return move, plan


# Draws a plan as PDF and takes it on: about a second.
def test_mistake_16_a_plan_from_another_council_is_taken_on_with_its_own_dates_and_is_no_new_request():
    move, plan = taken(content_of(moved()))
    assert not Request.objects.exists()
    assert (plan.made_on, plan.transferred_in_on, plan.transferred_from) == (MADE_ON, date(2026, 11, 16), "990")
    due = {row.clock: row.due_on for row in Deadline.objects.filter(child=plan.child)}
    # Six weeks from the transfer; the later of 12 months from the last review and three months from the transfer, first day counted.
    assert due["XFER-6W"] == date(2026, 12, 28) and due["XFER-REVIEW"] == date(2027, 2, 15)
    assert plan.child.area.code == "991" and plan.named_settings.get().organisation.name == "Mill School"
    tie = Relationship.objects.get(child=plan.child)
    assert (tie.adult.name, tie.kind) == ("Jo Alder", "mother") and tie.parental_responsibility_from
    assert move.state == "written" and "child" not in move.said


# As above.
def test_the_plan_arrives_line_by_line_with_its_thread_its_advice_and_its_papers_and_closed_to_changes():
    _, plan = taken(content_of(moved()))
    version = Version.objects.get(plan=plan)
    lines = {line.kind: line for line in Line.objects.filter(version=version)}
    assert version.issued_on == MADE_ON and version.pdf.file.content_type == "application/pdf"
    assert lines["provision"].minutes == 30 and lines["provision"].upper_links.get().upper == lines["outcome"]
    source = lines["need"].sources.get()
    assert source.passage.advice.author == "Ines Hale" and source.passage.advice.child == plan.child
    before = Version.objects.exclude(pk=version.pk).get()
    assert {line.lineage for line in before.lines.all()} == {line.lineage for line in version.lines.all()}
    assert Document.objects.filter(child=plan.child, kind="plan-data").count() == 1
    from goldenthread.plans import snapshot

    assert version.digest == snapshot.digest(snapshot.of(version, on=version.issued_on))


# As above.
def test_the_family_is_told_within_six_weeks_and_that_stops_the_clock():
    move, plan = taken(content_of(moved()))
    taking_on.note_told_after_move(move=move, will_assess=False, by=manager(there()), on=TODAY)
    assert Deadline.objects.get(child=plan.child, clock="XFER-6W").met_on == TODAY
    assert Document.objects.filter(child=plan.child, kind="transfer-in", addressee__name="Jo Alder").exists()


# As above.
def test_the_same_file_taken_in_twice_is_one():
    content, by = content_of(moved()), manager(there())
    first = taking_on.read_bundle(area=there(), content=content, by=by, on=TODAY)
    assert taking_on.read_bundle(area=there(), content=content, by=by, on=TODAY).pk == first.pk
    assert MoveIn.objects.count() == 1


# As above.
def test_a_child_who_may_be_on_record_is_shown_and_nobody_is_joined_unasked():
    content, by = content_of(moved()), manager(there())
    twin = making.child("Kai Alder", born=date(2016, 3, 9), of=there())
    move = taking_on.read_bundle(area=there(), content=content, by=by, on=TODAY)
    assert [each.child for each in taking_on.matches(move)] == [twin]
    with pytest.raises(Refused, match="looks like this child"):
        taking_on.match_bundle(move=move, child=None, by=by, on=TODAY)
    with pytest.raises(Refused, match="Say first who"):
        taking_on.write_bundle(move=move, transferred_on=TODAY, can_attend=True, by=by, on=TODAY)
    taking_on.match_bundle(move=move, child=twin, by=by, on=TODAY)
    plan = taking_on.write_bundle(move=move, transferred_on=TODAY, can_attend=True, by=by, on=TODAY)
    assert plan.child == twin and Child.objects.filter(area=there()).count() == 1


# As above.
def test_a_child_with_a_plan_in_force_here_is_not_given_a_second():
    content, by = content_of(moved()), manager(there())
    twin = with_plan(date(2016, 3, 9), of=there()).child
    move = taking_on.read_bundle(area=there(), content=content, by=by, on=TODAY)
    with pytest.raises(Refused, match="has a plan in force here"):
        taking_on.match_bundle(move=move, child=twin, by=by, on=TODAY)


# As above.
def test_a_setting_too_far_away_is_said_with_what_is_arranged_meanwhile():
    by = manager(there())
    move = taking_on.read_bundle(area=there(), content=content_of(moved()), by=by, on=TODAY)
    taking_on.match_bundle(move=move, child=None, by=by, on=TODAY)
    with pytest.raises(Refused, match="what is arranged") as refused:
        taking_on.write_bundle(move=move, transferred_on=TODAY, can_attend=False, by=by, on=TODAY)
    assert "regulation 15(6)" in refused.value.citation.text


# --- What is not a whole file


def bomb(parts):
    parts["advice/01.pdf"] = b"\0" * 24_000_000
    manifest = json.loads(parts["manifest.json"])
    manifest["files"].append({"path": "advice/01.pdf", "kind": "advice", "sha256": hashlib.sha256(parts["advice/01.pdf"]).hexdigest()})
    parts["manifest.json"] = json.dumps(manifest).encode()


def changed_data(parts):
    data = json.loads(parts["data.json"])
    data["plan"]["made_on"] = "2023-01-01"
    parts["data.json"] = json.dumps(data).encode()


def broken_data(parts):
    data = json.loads(parts["data.json"])
    del data["child"]["forename"]
    parts["data.json"] = json.dumps(data).encode()
    listed_anew(parts)


def newer(parts):
    parts["manifest.json"] = parts["manifest.json"].replace(b"golden-thread-bundle/1", b"golden-thread-bundle/9", 1)


def a_program(parts):
    parts["plan.pdf"] = b"MZ not a PDF"
    listed_anew(parts)


# Draws a plan as PDF each time: about half a second.
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (changed_data, "its hash is not the one in the list"),
        (bomb, "far larger when it is unpacked"),
        (broken_data, "child.forename is missing"),
        (newer, "another version of Golden Thread"),
        (lambda parts: parts.pop("plan.pdf"), "A paper is missing from the file: plan.pdf"),
        (lambda parts: parts.update({"more.exe": b"MZ"}), "something that its list does not name"),
        (lambda parts: parts.update({"../out.pdf": b"x"}), "a name that is not allowed"),
        (lambda parts: parts.pop("manifest.json"), "no list of what is in it"),
        (lambda parts: parts.update({"data.json": b"[" * 100_000}), "its hash"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_a_sentence(change, said):
    content = remade(content_of(moved()), change)
    with pytest.raises(Refused, match=said):
        taking_on.read_bundle(area=there(), content=content, by=manager(there()), on=TODAY)
    assert not MoveIn.objects.exists() and not Child.objects.filter(area=there()).exists()


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 broken", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_no_zip_or_an_empty_one_is_refused(content):
    with pytest.raises(bundle.NotABundle):
        bundle.read(io.BytesIO(content), len(content))


# As above.
def test_a_paper_that_is_not_what_its_name_says_is_refused_before_anything_is_written():
    by = manager(there())
    move = taking_on.read_bundle(area=there(), content=remade(content_of(moved()), a_program), scan="clean", by=by, on=TODAY)
    taking_on.match_bundle(move=move, child=None, by=by, on=TODAY)
    with pytest.raises(Refused, match="A paper in the file cannot be taken"):
        taking_on.write_bundle(move=move, transferred_on=TODAY, can_attend=True, by=by, on=TODAY)
    assert not Plan.objects.filter(area=there()).exists() and not Child.objects.filter(area=there()).exists()


# --- Out


# As above.
def test_the_plan_passes_on_the_day_of_the_move_and_its_own_clocks_end():
    move = moved()
    assert Deadline.objects.get(child=move.child, clock="XFER-15WD").due_on == date(2026, 11, 16)
    with pytest.raises(Refused, match="Make the file"):
        moving_out.transfer_out(move=move, transferred_on=TODAY, by=manager(), on=TODAY)
    content_of(move)
    moving_out.transfer_out(move=move, transferred_on=date(2026, 11, 16), by=manager(), on=TODAY)
    plan = Plan.objects.get()
    assert (plan.ceased_on, plan.cease_reason) == (date(2026, 11, 16), "5")
    assert not Deadline.objects.filter(child=move.child, kind="limit", met_on=None, ended_on=None).exists()


def test_a_council_that_knew_late_has_fifteen_working_days_beginning_with_the_day_it_knew():
    plan = with_plan()
    moving_out.begin_move_out(plan=plan, to_name="Thornmouth Council", to_code="", aware_on=date(2026, 11, 20), moving_on=date(2026, 11, 25), by=manager(), on=TODAY)
    assert Deadline.objects.get(child=plan.child, clock="XFER-15WD").due_on == date(2026, 12, 10)


# As above.
def test_letters_to_one_person_and_sealed_papers_stay_here():
    move = moved()
    stored = files.store(b"A letter to one person", content_type="text/plain", scan="made_here")
    tie = move.child.relationships.get()
    Document.objects.create(child=move.child, file=stored, kind="advice", title="To Jo alone", addressee=tie.adult, made_on=TODAY)
    content = content_of(move)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert sorted(packed.namelist()) == ["advice.json", "data.json", "manifest.json", "plan.json", "plan.pdf"]


def test_the_same_plan_packed_twice_is_the_same_bytes():
    plan = with_plan()
    assert bundle.packed(plan, None, on=TODAY) == bundle.packed(plan, None, on=TODAY)


# --- The pages and the command


# As above.
def test_the_pages_lead_from_one_council_to_the_other(client):
    move = moved()
    client.force_login(manager())
    at = f"/children/{move.child_id}/moving"
    assert "16 November 2026: the day of the move" in words(client.get(at))
    assert client.post(f"{at}/pack").url == at
    sent = b"".join(client.get(f"{at}/plan.zip").streaming_content)
    client.force_login(manager(there()))
    answer = client.post("/moves-in", {"file": SimpleUploadedFile("plan.zip", sent)})
    page = client.get(answer.url)
    assert "Kai Alder" in words(page) and "15 January 2024" in words(page) and "20 January 2026" in words(page)
    page = client.get(client.post(answer.url, {**key_of(page), "who": "new"}).url)
    assert "Can they go on attending the setting in the plan?" in words(page)
    page = client.get(client.post(answer.url, {**key_of(page), **day("transferred_on", date(2026, 11, 16)), "can_attend": "yes"}).url)
    assert "28 December 2026" in words(page) and "15 February 2027" in words(page)
    page = client.get(client.post(answer.url, {**key_of(page), "will_assess": "no"}).url)
    assert "told on 23 November 2026" in words(page)


def test_a_file_that_is_no_bundle_is_refused_by_the_field(client):
    client.force_login(manager())
    page = client.post("/moves-in", {"file": SimpleUploadedFile("plan.zip", b"not a zip")})
    assert page.status_code == 200 and "is damaged, or is not a plan bundle" in words(page)


# As above.
def test_another_area_finds_nothing_of_what_was_taken_in(client):
    move, _ = taken(content_of(moved()))
    client.force_login(manager())
    assert client.get(f"/moves-in/{move.pk}").status_code == 404
    client.force_login(parent_of(making.child("Wren Poole"), "Sam Poole"))
    assert client.get("/moves-in").status_code == 404


# As above.
def test_the_command_goes_as_far_as_it_is_told(tmp_path, capsys):
    path = tmp_path / "plan.zip"
    path.write_bytes(content_of(moved()))
    by = manager(there())
    call_command("import_plan_bundle", str(path), "--by", by.email, "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["step"], told["matches"]) == ("match", []) and not Plan.objects.filter(area=there()).exists()
    call_command("import_plan_bundle", str(path), "--by", by.email, "--new", "--json")
    told = json.loads(capsys.readouterr().out)
    assert (told["step"], told["made_on"], told["review_by"]) == ("write", "2024-01-15", "2027-02-15")
    path.write_bytes(b"broken")
    with pytest.raises(CommandError, match="damaged"):
        call_command("import_plan_bundle", str(path), "--by", by.email, "--json")
    assert "damaged" in json.loads(capsys.readouterr().out)["refused"]
