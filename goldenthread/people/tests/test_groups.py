"""A group is on a child's record with who said so and who agreed; only those see it who may, and the family can take it back."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from goldenthread.core.models import Event, Reading
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.groups import actions, files
from goldenthread.people.models import ChildGroup, FormerUpn, GroupFile
from tests import making

from .agreeing import ON, kai, ola, signed_in, the_day

__all__ = ["kai", "ola", "the_day"]
BEGAN = date(2021, 6, 4)
AGREED = {"agreed_by": "parent", "agreed_name": "Ash Alder", "agreed_how": "written", "agreed_on": date(2026, 11, 2)}
pytestmark = pytest.mark.django_db


def put(kai, ola, group="adopted", **more):
    said = {"source": "family", "learnt_on": date(2026, 11, 2), "from_on": BEGAN, **(AGREED if group in ("adopted", "young_carer") else {}), **more}
    return actions.add_group(child=kai, group=group, **said, by=ola, on=ON)


def days(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def test_a_group_has_who_said_so_since_when_and_who_agreed_and_no_event_names_it(kai, ola):
    made = put(kai, ola, said_by="Ash Alder, at the review")
    assert (made.group, made.source, made.from_on, made.agreed_name, made.recorded_by_id) == ("adopted", "family", BEGAN, "Ash Alder", ola.pk)
    event = Event.objects.get(verb="people.add_group")
    assert "adopt" not in str((event.fact, event.why)).lower()


@pytest.mark.parametrize(
    ("what", "field", "said"),
    [
        ({"agreed_by": "", "agreed_name": "", "agreed_how": "", "agreed_on": None}, "agreed_by", "held only where the family agrees"),
        ({"agreed_name": ""}, "agreed_by", "Say who agreed with their name"),
        ({"agreed_on": date(2026, 11, 21)}, "agreed_on", "today or in the past"),
        ({"agreed_on": date(2010, 1, 1)}, "agreed_on", "before the child was born"),
        ({"learnt_on": date(2026, 11, 21)}, "learnt_on", "today or in the past"),
        ({"from_on": date(2010, 1, 1)}, "from_on", "before the child was born"),
        ({"until_on": BEGAN}, "until_on", "must be after the day on which it began"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field_with_what_to_do(kai, ola, what, field, said):
    with pytest.raises(Refused, match=said) as refusal:
        put(kai, ola, **what)
    assert refusal.value.field == field
    assert not ChildGroup.objects.exists()


def test_what_a_duty_needs_is_held_without_agreement_and_cannot_be_taken_back(kai, ola):
    made = put(kai, ola, "in_need", source="social_care")
    with pytest.raises(Refused, match="held because a duty of the council needs it"):
        actions.take_back_agreement(entry=made, how="spoken", by=ola, on=ON)


def test_the_database_itself_holds_nothing_without_the_agreement_that_it_needs(kai, ola):
    made = put(kai, ola)
    with pytest.raises(IntegrityError, match="group_held_where_agreed"), transaction.atomic():
        ChildGroup.objects.filter(pk=made.pk).update(agreed_on=None)


def test_the_same_group_is_not_held_twice_at_one_time(kai, ola):
    made = put(kai, ola, "meals", until_on=date(2023, 9, 1))
    with pytest.raises(Refused, match="says so already for that time"):
        put(kai, ola, "meals", from_on=date(2023, 8, 31))
    put(kai, ola, "meals", from_on=date(2023, 9, 1))
    assert ChildGroup.objects.held().count() == 2
    assert made.until_on == date(2023, 9, 1)


def test_from_sixteen_the_young_person_agrees_and_not_a_parent(ola):
    wren = making.child("Wren Alder", born=date(2009, 3, 9))
    making.involve(ola, wren, "named_worker")
    with pytest.raises(Refused, match="the young person decides"):
        put(wren, ola)
    made = put(wren, ola, agreed_by="young_person", agreed_name="Wren Alder")
    assert made.agreed_by == "young_person"


def test_what_was_wrong_is_struck_out_and_stays_beside_what_stands_in_its_place(kai, ola):
    first = put(kai, ola)
    made = actions.correct_group(entry=first, because="The order was a year later", source="family", learnt_on=first.learnt_on, from_on=date(2022, 6, 4), version=1, by=ola, on=ON)
    first.refresh_from_db()
    assert (first.struck_on, first.from_on, made.instead_of_id, made.agreed_name) == (ON, BEGAN, first.pk, "Ash Alder")
    assert list(ChildGroup.objects.held()) == [made]
    with pytest.raises(Refused, match="found to be wrong before"):
        actions.end_group(entry=first, until_on=ON, by=ola, on=ON)
    actions.strike_group(entry=made, because="Another child was meant", by=ola, on=ON)
    assert not ChildGroup.objects.held().exists()


def test_two_people_who_change_one_group_are_told_of_one_another(kai, ola):
    made = put(kai, ola)
    ChildGroup.objects.filter(pk=made.pk).update(version=2)
    with pytest.raises(Changed):
        actions.end_group(entry=made, until_on=ON, version=1, by=ola, on=ON)


def test_who_agreed_before_stays_when_the_young_person_agrees(kai, ola):
    first = put(kai, ola)
    made = actions.agree_to_group(entry=first, agreed_by="young_person", agreed_name="Kai Alder", agreed_how="spoken", agreed_on=ON, by=ola, on=ON)
    assert (made.agreed_name, made.from_on) == ("Kai Alder", BEGAN)
    assert ChildGroup.objects.get(pk=first.pk).agreed_name == "Ash Alder"


def test_what_a_family_takes_back_is_gone_from_every_row_of_it(kai, ola):
    first = put(kai, ola, said_by="The adoption agency")
    made = actions.correct_group(entry=first, because="Adopted a year later", source="family", learnt_on=first.learnt_on, by=ola, on=ON)
    other = put(kai, ola, "meals")
    actions.take_back_agreement(entry=made, how="spoken", by=ola, on=ON)
    rows = ChildGroup.objects.filter(withdrawn_on=ON)
    assert rows.count() == 2
    assert {(each.group, each.said_by, each.struck_because) for each in rows} == {("", "", "")}
    assert list(ChildGroup.objects.held()) == [other]
    with pytest.raises(Refused, match="took their agreement back"):
        actions.agree_to_group(entry=made, **AGREED, by=ola, on=ON)
    page = signed_in(ola).get(f"/children/{kai.pk}/groups").content.decode()
    assert "The family took their agreement back" in page and "The adoption agency" not in page


def test_the_parent_of_a_young_person_cannot_take_back_what_is_theirs(ola):
    wren = making.child("Wren Alder", born=date(2009, 3, 9))
    making.involve(ola, wren, "named_worker")
    made = put(wren, ola, agreed_by="young_person")
    with pytest.raises(NotAllowed, match="The young person decides this now"):
        actions.take_back_agreement(entry=made, how="portal", parent=True, by=ola, on=ON)


def test_those_who_do_not_see_sensitive_parts_neither_see_nor_write_groups(kai, ola):
    put(kai, ola)
    school = making.school()
    making.involve(school, kai, "setting")
    others = [making.officer("Kit Other"), making.somebody("setting_staff", school), making.somebody("analyst"), making.somebody("administrator")]
    for other in others:
        at = signed_in(other)
        assert at.get(f"/children/{kai.pk}/groups").status_code in (403, 404)
        assert "Groups, with who said so" not in at.get(f"/children/{kai.pk}").content.decode()
        with pytest.raises(NotAllowed):
            put(kai, other, "meals")
    head = signed_in(making.somebody("head_of_send"))
    page = head.get(f"/children/{kai.pk}/groups").content.decode()
    assert "Adopted from care" in page and "Put a group on the record" not in page
    assert head.post(f"/children/{kai.pk}/groups", {"group": "meals"}).status_code == 404
    assert Reading.objects.filter(page="people.groups", child_ids=[kai.pk]).exists()


def test_the_page_puts_a_group_on_record_and_keeps_what_was_typed_where_it_is_refused(kai, ola):
    at, address = signed_in(ola), f"/children/{kai.pk}/groups"
    typed = {"group": "young_carer", "source": "school", "said_by": "Ms Vane", **days("learnt_on", ON)}
    page = at.post(address, {**typed, "form_key": uuid4()}).content.decode()
    assert "held only where the family agrees" in page and 'value="Ms Vane"' in page
    assert "Their parents are then not shown it, and cannot take it back" in page
    agreed = {"agreed_by": "parent", "agreed_name": "Ash Alder", "agreed_how": "spoken", **days("agreed_on", ON)}
    assert at.post(address, {**typed, **agreed, "form_key": uuid4()}).status_code == 302
    made = ChildGroup.objects.get()
    assert (made.group, made.said_by, made.agreed_how) == ("young_carer", "Ms Vane", "spoken")
    assert "Section 17" not in page and "section 17ZA" in page
    for step, said in (("end", days("until_on", date(2026, 11, 5))), ("agree", agreed), ("take-back", {"how": "spoken"})):
        made = ChildGroup.objects.held().get()
        here = f"{address}/{made.pk}/{step}"
        shown = at.get(here)
        assert shown.status_code == 200
        version = {} if step == "take-back" else {"version": made.version}
        assert at.post(here, {**said, **version, "form_key": uuid4()}).status_code == 302, step
    assert not ChildGroup.objects.held().exists()
    assert at.get(f"{address}/{made.pk}/end").status_code == 404


def test_whoever_sends_a_form_about_what_the_family_took_back_meanwhile_is_told_so(kai, ola):
    made = put(kai, ola)
    actions.take_back_agreement(entry=made, how="portal", by=ola, on=ON)
    at, address = signed_in(ola), f"/children/{kai.pk}/groups"
    for step in ("correct", "end", "agree", "strike", "take-back"):
        shown = at.post(f"{address}/{made.pk}/{step}", {"form_key": uuid4()}, follow=True).content.decode()
        assert "The family took their agreement back, so nothing is held here any more" in shown and "Adopted" not in shown.split("Put a group on the record")[0], step


def test_a_form_that_is_sent_twice_puts_one_group_on_record_and_takes_one_off(kai, ola):
    at, address = signed_in(ola), f"/children/{kai.pk}/groups"
    typed = {"group": "meals", "source": "school", **days("learnt_on", ON), "form_key": uuid4()}
    for _ in range(2):
        assert at.post(address, typed).headers["Location"] == address
    made = ChildGroup.objects.get()
    struck = {"because": "Another child was meant", "version": made.version, "form_key": uuid4()}
    for _ in range(2):
        assert at.post(f"{address}/{made.pk}/strike", struck).headers["Location"] == address
    assert (ChildGroup.objects.count(), Event.objects.filter(verb="people.strike_group").count()) == (1, 1)


def test_a_step_is_taken_only_for_a_group_of_that_child(kai, ola):
    made = put(kai, ola)
    wren = making.child("Wren Poole")
    making.involve(ola, wren, "named_worker")
    at = signed_in(ola)
    assert at.get(f"/children/{wren.pk}/groups/{made.pk}/end").status_code == 404
    assert at.get(f"/children/{kai.pk}/groups/{made.pk}/nothing").status_code == 404


# --- files


UPNS = ("H999800000001", "M999800000002", "T999800000003")


def file_of(*rows):
    return "\n".join(("UPN,Group,Learnt on,From,Until,Agreed by,Name of who agreed,How agreed,Agreed on", *rows)).encode()


@pytest.fixture
def manager():
    return making.somebody("team_manager", name="Sam Kerr")


def taken(content, manager, source="school"):
    return files.take_in_groups(area=making.area(), file_name="groups.csv", content=content, source=source, by=manager, on=ON)


def test_a_file_puts_each_row_on_record_and_says_of_each_that_waits_what_to_do(manager):
    kai, wren = making.child("Kai Alder", upn=UPNS[0]), making.child("Wren Poole")
    FormerUpn.objects.create(child=wren, upn=UPNS[1])
    making.child("Far Ash", of=making.area("991", "Thornmouth"), upn=UPNS[2])
    making.child("Closed Ash", upn="W999800000004", closed_list_on=date(2026, 2, 1))
    made = taken(
        file_of(
            f"{UPNS[0]},FSM,01/09/2026,01/09/2022,,,,,", f"{UPNS[1]},Adopted,,,,parent,Jo Poole,written,02/10/2026", f"{UPNS[0]},Adopted,,,,,,,", f"{UPNS[2]},FSM,,,,,,,",
            "W999800000004,FSM,,,,,,,", f"{UPNS[0]},Left-handed,,,,,,,", f"{UPNS[0]},CIN,the other day,,,,,,", ",FSM,,,,,,,", f"{wren.reference},young carer,,,,uncle,Jo,written,02/10/2026",
        ),
        manager,
    )  # fmt: skip
    assert (made.rows_in, made.added, made.known) == (9, 2, 0)
    assert {(each.child_id, each.group, each.source) for each in ChildGroup.objects.all()} == {(kai.pk, "meals", "school"), (wren.pk, "adopted", "school")}
    why = {each["row"]: each["why"] for each in made.held}
    assert list(why) == [4, 5, 6, 7, 8, 9, 10]
    assert "held only where the family agrees" in why[4] and why[5] == why[6] == files.NOBODY
    assert "none that is kept" in why[7] and "could not be read" in why[8] and "does not say which child" in why[9] and "parent or young person" in why[10]
    assert Event.objects.filter(verb="people.add_group").count() == 2
    assert not set(UPNS) & set(str(made.held).split())


def test_a_file_sent_again_adds_nothing_twice_and_days_that_contradict_the_record_wait(manager):
    making.child("Kai Alder", upn=UPNS[0])
    content = file_of(f"{UPNS[0]},FSM,01/09/2026,01/09/2022,,,,,", f"{UPNS[0]},FSM,01/09/2026,01/09/2022,,,,,")
    first, second = taken(content, manager), taken(content, manager)
    assert (first.added, first.known, second.added, second.known) == (1, 1, 0, 2)
    third = taken(file_of(f"{UPNS[0]},FSM,01/09/2026,01/09/2021,,,,,"), manager)
    assert (third.added, third.held[0]["why"]) == (0, "The record says so already for that time. End or correct what is there.")


def test_what_a_family_took_back_does_not_come_back_by_a_file_with_the_old_agreement(manager):
    kai = making.child("Kai Alder", upn=UPNS[0])
    row = "{},Adopted,,,,parent,Jo Alder,written,{}"
    taken(file_of(row.format(UPNS[0], "02/10/2026")), manager)
    actions.take_back_agreement(entry=ChildGroup.objects.get(child=kai), how="spoken", by=manager, on=ON)
    made = taken(file_of(row.format(UPNS[0], "02/10/2026")), manager)
    assert made.added == 0 and "Only an agreement given since then counts" in made.held[0]["why"]
    assert taken(file_of(row.format(UPNS[0], "20/11/2026")), manager).added == 1


def test_two_records_that_had_one_number_are_not_chosen_between(manager):
    for name in ("Kai Alder", "Wren Poole"):
        FormerUpn.objects.create(child=making.child(name), upn=UPNS[0])
    assert taken(file_of(f"{UPNS[0]},FSM,,,,,,,"), manager).held[0]["why"] == files.TWO


def test_only_whoever_may_write_on_every_record_brings_a_file(manager, kai, ola):
    with pytest.raises(NotAllowed):
        taken(file_of(f"{UPNS[0]},FSM,,,,,,,"), ola)
    assert signed_in(ola).get("/groups-of-children").status_code == 404
    at = signed_in(manager)
    assert "Files of groups of children" in at.get("/groups-of-children").content.decode()
    page = at.post("/groups-of-children", {"source": "school", "file": SimpleUploadedFile("x.csv", b"Name\nKai")}).content.decode()
    assert "The first row must name the columns" in page
    answer = at.post("/groups-of-children", {"source": "school", "file": SimpleUploadedFile("x.csv", file_of(f"{kai.reference},FSM,,,,,,,", "1,FSM,,,,,,,"))}, follow=True)
    said = answer.content.decode()
    assert "Rows that wait" in said and "No record of the area that is open to you has this number." in said
    other = signed_in(making.somebody("team_manager", of=making.area("991", "Thornmouth")))
    assert other.get(f"/groups-of-children/{GroupFile.objects.get().pk}").status_code == 404
