"""A panel: built from what is due, one child's papers only, who stood aside, who was there, and what it decided."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.casework.models import Decision
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.meetings import actions
from goldenthread.meetings.models import AgendaItem, Attendance, PackPaper
from goldenthread.people.models import Document, Involvement
from tests import making

from . import situations

TODAY = making.TODAY


@pytest.fixture
def manager(db):
    return situations.manager()


@pytest.fixture
def panel(manager):
    return actions.set_up_group(
        area=making.area(), name="Needs assessment panel", kind="assess", must_have=["nursing"], fewest=2, by=manager, on=TODAY
    )


def sits(panel, manager, sector="nursing", role="panel_member"):
    person = making.somebody(role)
    actions.add_member(group=panel, user=person, sector=sector, chair=False, by=manager, on=TODAY)
    return person


def called(panel, manager, on=TODAY):
    return actions.call_meeting(group=panel, held_on=on, at=None, place="Town Hall", by=manager, on=TODAY)


def on_agenda(meeting, manager, request=None):
    request = request or situations.received()
    return actions.put_on_agenda(
        meeting=meeting, child=request.child, matter_kind="request", matter_id=request.pk, question="Assess?", by=manager, on=TODAY
    )


def paper(child, title="School’s letter", says="", **more):
    from goldenthread.core import files

    kept = files.store((says or f"Invented words: {title}").encode(), content_type="text/plain", scan="made_here")
    return Document.objects.create(child=child, file=kept, kind="evidence", title=title, made_on=TODAY, **more)


def there(*people):
    return [Attendance(user=person, sector=sector, present=True) for person, sector in people]


def test_the_agenda_offers_the_cases_that_are_due_and_no_others(sign_in, panel, manager):
    due = situations.received()
    later = situations.received(
        new_child=situations.new_child(forename="Mia", surname="Birch", date_of_birth=date(2017, 5, 2)), received_on=TODAY
    )
    meeting = called(panel, manager, on=date(2026, 11, 23))
    answer = sign_in(manager).get(f"/meetings/{meeting.pk}/agenda")
    assert due.child.name in answer.text
    assert later.child.name in answer.text  # its six weeks end on the last day that is offered
    answer = sign_in(manager).post(f"/meetings/{meeting.pk}/agenda", {"matters": [str(due.pk)]})
    assert answer.status_code == 302
    assert [item.child_id for item in meeting.items.all()] == [due.child_id]


def test_a_paper_of_another_child_is_refused_in_a_pack(panel, manager):
    item = on_agenda(called(panel, manager), manager)
    other = making.child("Mia Birch", born=date(2017, 5, 2))
    with pytest.raises(Refused, match="another child"):
        actions.fill_pack(item=item, documents=[paper(other)], by=manager, on=TODAY)
    assert not PackPaper.objects.filter(item=item).exists()


def test_a_paper_that_names_another_child_waits_for_somebody_to_answer_for_it(sign_in, panel, manager):
    item = on_agenda(called(panel, manager), manager)
    making.child("Mia Birch", born=date(2017, 5, 2), upn="B831999822315")
    wrong, right = paper(item.child, says="Report on pupil B831999822315"), paper(item.child, "Own letter")
    with pytest.raises(actions.PapersHeld):
        actions.fill_pack(item=item, documents=[wrong, right], by=manager, on=TODAY)
    officer = sign_in(manager)
    page, chosen = f"/meetings/items/{item.pk}/pack", [str(wrong.pk), str(right.pk)]
    answer = officer.post(page, {"papers": chosen})
    assert "may be another child’s" in answer.text
    assert "B831999822315" in answer.text
    assert "Mia" not in answer.text
    assert not PackPaper.objects.filter(item=item).exists()
    officer.post(page, {"papers": chosen, "answered": "yes"})
    assert [one.document_id for one in PackPaper.objects.filter(item=item)] == [right.pk]
    officer.post(page, {"papers": chosen, "answered": "yes", f"because-{wrong.pk}": "The twins were seen together"})
    assert {one.document_id for one in PackPaper.objects.filter(item=item)} == {wrong.pk, right.pk}
    assert Event.objects.get(verb="people.accept_paper").why == "The twins were seen together"


def test_an_agenda_takes_no_paper_that_names_another_child_by_itself(panel, manager):
    request = situations.received()
    making.child("Mia Birch", born=date(2017, 5, 2), upn="B831999822315")
    paper(request.child, says="Report on pupil B831999822315", matter_kind="request", matter_id=request.pk)
    own = paper(request.child, "Own letter", matter_kind="request", matter_id=request.pk)
    item = on_agenda(called(panel, manager), manager, request)
    assert own.pk in {one.document_id for one in PackPaper.objects.filter(item=item)}
    assert PackPaper.objects.filter(item=item, document__title="School’s letter").count() == 0


def test_a_member_reads_the_pack_once_it_is_sent_and_nothing_else_of_the_child(sign_in, panel, manager):
    nurse = sits(panel, manager)
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager)
    inside, outside = paper(item.child), paper(item.child, "Earlier letter")
    actions.fill_pack(item=item, documents=[inside], by=manager, on=TODAY)
    client = sign_in(nurse)
    assert client.get(f"/meetings/items/{item.pk}").status_code == 404
    assert client.get(f"/documents/{inside.pk}").status_code == 404
    assert actions.send_pack(meeting=meeting, by=manager, on=TODAY) == 1
    assert client.get(f"/meetings/items/{item.pk}").status_code == 200
    assert client.get(f"/documents/{inside.pk}").status_code == 200
    assert client.get(f"/documents/{outside.pk}").status_code == 404
    told = Message.objects.get(key__startswith="pack.")
    assert item.child.forename not in told.subject + told.body


def test_the_papers_close_to_members_a_fortnight_after_the_meeting(panel, manager):
    nurse = sits(panel, manager)
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager)
    actions.send_pack(meeting=meeting, by=manager, on=TODAY)
    tie = Involvement.objects.get(user=nurse, child=item.child)
    assert tie.role == "panel"
    assert (tie.until_on - meeting.on).days == 14


def test_whoever_stands_aside_sees_the_matter_no_more(sign_in, panel, manager):
    nurse = sits(panel, manager)
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager)
    actions.send_pack(meeting=meeting, by=manager, on=TODAY)
    client = sign_in(nurse)
    answer = client.post(f"/meetings/items/{item.pk}/stand-aside", {"why": "I know the family"})
    assert answer.status_code == 302
    assert client.get(f"/meetings/items/{item.pk}").status_code == 404
    assert item.child.name not in client.get(f"/meetings/{meeting.pk}").text
    actions.send_pack(meeting=meeting, by=manager, on=TODAY)
    assert client.get(f"/meetings/items/{item.pk}").status_code == 404


def test_the_panel_cannot_decide_while_nursing_is_not_there(panel, manager):
    request = situations.received()
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager, request)
    person = making.somebody("panel_member")
    actions.note_attendance(
        meeting=meeting, there=there((person, "health"), (manager, "send")), version=None, by=manager, on=TODAY
    )
    with pytest.raises(Refused, match="Nursing must be there"):
        situations.decided(request, by=manager, forum="panel", agenda_item=item)
    assert not Decision.objects.exists()


def test_a_decision_of_the_panel_ends_the_matter_and_says_where_it_was_made(panel, manager):
    request = situations.received()
    nurse = sits(panel, manager)
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager, request)
    actions.note_attendance(meeting=meeting, there=there((nurse, "nursing"), (manager, "send")), version=None, by=manager, on=TODAY)
    decision = situations.decided(request, by=manager, forum="panel", agenda_item=item)
    item.refresh_from_db()
    assert (decision.agenda_item_id, item.ended) == (item.pk, "decided")
    actions.close_meeting(meeting=meeting, version=None, by=manager, on=TODAY)
    noted = Event.objects.get(verb="meetings.note_attendance")
    assert noted.fact["present"] == ["nursing", "send"]


def test_a_record_is_not_closed_while_a_matter_is_open_and_never_changes_after(panel, manager):
    nurse = sits(panel, manager)
    meeting = called(panel, manager)
    item = on_agenda(meeting, manager)
    actions.note_attendance(meeting=meeting, there=there((nurse, "nursing")), version=None, by=manager, on=TODAY)
    with pytest.raises(Refused, match="1 matter has not ended"):
        actions.close_meeting(meeting=meeting, version=None, by=manager, on=TODAY)
    actions.end_item(item=item, ended="taken_off", why="The family moved away", by=manager, on=TODAY)
    actions.close_meeting(meeting=meeting, version=None, by=manager, on=TODAY)
    with pytest.raises(Refused, match="closed"):
        actions.note_attendance(meeting=meeting, there=there((nurse, "nursing")), version=None, by=manager, on=TODAY)


def test_a_matter_that_is_put_off_comes_before_the_next_meeting_with_its_papers(panel, manager):
    first, second = called(panel, manager), called(panel, manager, on=date(2026, 12, 7))
    item = on_agenda(first, manager)
    actions.fill_pack(item=item, documents=[paper(item.child)], by=manager, on=TODAY)
    later = actions.end_item(item=item, ended="put_off", why="The school could not come", to_meeting=second, by=manager, on=TODAY)
    assert (later.meeting_id, later.pack.count()) == (second.pk, 1)
    assert AgendaItem.objects.get(pk=item.pk).ended == "put_off"


def test_only_those_who_run_panels_may_change_them(panel):
    analyst = making.somebody("analyst")
    with pytest.raises(NotAllowed, match="Ask a team manager"):
        actions.add_member(group=panel, user=analyst, sector="send", chair=False, by=analyst, on=TODAY)


def test_the_pages_of_a_panel_lead_from_one_to_the_next(sign_in, panel, manager):
    client = sign_in(manager)
    assert panel.name in client.get("/panels").text
    person = making.somebody("panel_member", name="Sheila Moss")
    answer = client.post(f"/panels/{panel.pk}/members/new", {"user": str(person.pk), "sector": "nursing", "chair": "no"}, follow=True)
    assert "Sheila Moss" in answer.text
    day = {"held_on-day": "23", "held_on-month": "11", "held_on-year": "2026", "at": "9.30am", "place": "Town Hall"}
    answer = client.post(f"/panels/{panel.pk}/meetings/new", day, follow=True)
    assert "09:30" in answer.text
    meeting = panel.meetings.get()
    on_agenda(meeting, manager)
    answer = client.post(f"/meetings/{meeting.pk}/attendance", {"there": [str(person.pk)], "guest": "Jo Ford", "guest_sector": "care", "version": "1"}, follow=True)
    assert "Jo Ford" in answer.text
    item = meeting.items.get()
    answer = client.get(f"/meetings/items/{item.pk}")
    assert "Record the panel’s decision" in answer.text
    assert client.get(f"/requests/{item.matter_id}/decide?panel={item.pk}").status_code == 200


@pytest.mark.parametrize(("typed", "said"), [("9.30am", True), ("14:00", True), ("half nine", False), ("25:00", False)])
def test_a_time_is_read_as_people_write_it(sign_in, panel, manager, typed, said):
    day = {"held_on-day": "23", "held_on-month": "11", "held_on-year": "2026", "at": typed}
    answer = sign_in(manager).post(f"/panels/{panel.pk}/meetings/new", day)
    assert (answer.status_code == 302) is said
    if not said:
        assert "Enter a time such as 9:30am or 14:00" in answer.text
        assert typed in answer.text
