"""The pages of disputes: what officers, families and helpers see and can record."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.casework.tests.test_recording_pages import words
from goldenthread.core.models import Reading
from goldenthread.disputes import actions
from goldenthread.disputes.models import Dispute, Lesson, Paper, Undertaking
from goldenthread.people.models import Adult, Relationship
from tests import making

from .situations import NOTICE, TODAY, again, appeal, complaint, kept, manager, mediation, with_plan

pytestmark = pytest.mark.django_db


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def hidden(page):
    return dict(re.findall(r'<input type="hidden" name="(form_key|version)" value="([^"]+)"', page.content.decode()))


def post(client, at, **said):
    """The form as it was shown, filled in and sent."""
    return client.post(at, {**hidden(client.get(at)), **said})


@pytest.fixture
def boss():
    return manager()


@pytest.fixture
def at_table(sign_in, boss):
    return sign_in(boss)


def parent_of(child, name="Jo Alder"):
    user = making.somebody("parent", making.body("forum"), name=name)
    adult = Adult.objects.create(name=name, user=user)
    Relationship.objects.create(child=child, adult=adult, kind="mother")
    making.involve(user, child, "family")
    return user, adult


def test_an_officer_records_a_mediation_and_carries_it_to_its_terms(at_table):
    child = with_plan()
    at = f"/children/{child.pk}/disputes/mediation/new"
    assert at in at_table.get(f"/children/{child.pk}/disputes").content.decode()
    sent = post(at_table, at, about="plan_contents", health="none", said="Too little speech therapy.", raised_by="young_person",
                **day("notice_sent_on", NOTICE), **day("opened_on", date(2026, 10, 26)))  # fmt: skip
    dispute = Dispute.objects.get()
    assert sent.url == f"/disputes/{dispute.pk}"
    page = words(at_table.get(sent.url))
    assert "The meeting is being arranged" in page and "25 November 2026" in page and "until 7 December 2026" in page
    assert post(at_table, f"{sent.url}/steps/arranged", place="Online", representative="Tomas Reyes", **day("arranged_for", date(2026, 11, 25))).status_code == 302
    assert post(at_table, f"{sent.url}/steps/held", agreed="yes", **day("held_on", TODAY)).status_code == 302
    assert post(at_table, f"{sent.url}/steps/term", kind="amend", what="45 minutes a week.", **day("from_on", TODAY)).status_code == 302
    one = Undertaking.objects.get()
    assert "28 December 2026" in words(at_table.get(sent.url)), "five weeks from the agreement"
    paper = SimpleUploadedFile("plan.txt", b"The amended plan of Kai.")
    done = post(at_table, f"{sent.url}/to-do/{one.pk}", how="The amended plan was sent.", paper=paper, **day("happened_on", TODAY))
    assert done.status_code == 302
    page = words(at_table.get(sent.url))
    assert "Done on 23 November 2026" in page and "The amended plan was sent." in page
    assert Paper.objects.get().kind == "evidence"


def test_the_same_form_sent_twice_is_one(at_table):
    child = with_plan()
    at = f"/children/{child.pk}/disputes/complaint/new"
    said = {**hidden(at_table.get(at)), "about": "delay", "channel": "post", "said": "Late.", **day("opened_on", TODAY), "raised_by": "young_person"}
    assert at_table.post(at, said).status_code == at_table.post(at, said).status_code == 302
    assert Dispute.objects.count() == 1


def test_what_is_wrong_is_said_and_what_was_typed_comes_back(at_table):
    at = f"/children/{with_plan().pk}/disputes/appeal/new"
    page = post(at_table, at, about="plan_contents", said="They left out his therapy.", raised_by="young_person", **day("notice_sent_on", NOTICE), **day("lodged_on", TODAY))
    assert "A mediation certificate is needed before this appeal" in words(page) and "section 55" in words(page)
    assert "They left out his therapy." in words(page)
    assert "Select what the appeal is against" in words(at_table.post(at, {})) or "Select what it is about" in words(at_table.post(at, {}))


def test_the_list_shows_the_earliest_date_first_and_filters(at_table):
    soon, later = complaint(with_plan("Ada Birch")), mediation(with_plan("Ben Cole"))
    page = words(at_table.get("/disputes"))
    assert ("2 disputes" in page and page.index("Ada Birch") < page.index("Ben Cole")) or soon.next_due_on > later.next_due_on
    assert "Ben Cole" not in words(at_table.get("/disputes?kind=complaint"))
    assert "Ada Birch" not in words(at_table.get("/disputes?q=cole"))
    assert "Ben Cole" not in words(at_table.get("/disputes?late=yes&kind=mediation"))
    assert "No disputes here" in words(at_table.get("/disputes?stage=over"))
    for odd in ("?kind=nonsense", "?page=-1", "?stage=%00", "?late=x&q=" + "x" * 300):
        assert at_table.get(f"/disputes{odd}").status_code in (200, 400)


def test_what_must_be_done_is_listed_with_the_overdue_first(at_table):
    dispute = appeal()
    actions.decide_appeal(dispute=again(dispute), decided_on=date(2026, 11, 9), outcome="allowed", by=manager(), on=TODAY)
    for kind, what in (("amend", "Amend F."), ("name", "Name Ash School.")):
        actions.add_undertaking(dispute=again(dispute), basis="order", kind=kind, what=what, from_on=date(2026, 11, 2) if kind == "name" else date(2026, 11, 9), by=manager(), on=TODAY)
    page = words(at_table.get("/disputes/to-do"))
    assert page.index("Name Ash School.") < page.index("Amend F.") and "7 days late" in page


def test_a_coordinator_finds_only_the_disputes_of_their_own_cases(sign_in):
    mine, other = mediation(with_plan("Ada Birch")), mediation(with_plan("Ben Cole"))
    officer = making.officer("Priya Nair")
    making.involve(officer, mine.child, "named_worker")
    client = sign_in(officer)
    page = words(client.get("/disputes"))
    assert "Ada Birch" in page and "Ben Cole" not in page
    assert client.get(f"/disputes/{mine.pk}").status_code == 200
    for at in (f"/disputes/{other.pk}", f"/children/{other.child_id}/disputes", f"/disputes/{other.pk}/steps/held", f"/disputes/{other.pk}/bundles"):
        assert client.get(at).status_code in (403, 404)


@pytest.mark.parametrize("role", ["setting_staff", "psychologist", "panel_member", "analyst", "administrator"])
def test_a_school_an_adviser_and_an_administrator_find_nothing(sign_in, role):
    dispute = mediation()
    person = making.somebody(role, making.school() if role == "setting_staff" else None)
    making.involve(person, dispute.child, {"setting_staff": "setting", "psychologist": "adviser"}.get(role, "panel"))
    client = sign_in(person)
    for at in ("/disputes", f"/disputes/{dispute.pk}", f"/children/{dispute.child_id}/disputes", f"/my/{dispute.child_id}/disputes"):
        assert client.get(at).status_code in (403, 404)


def test_a_parent_asks_for_mediation_and_sees_where_it_is_and_what_comes_next(sign_in):
    child = with_plan()
    user, _ = parent_of(child)
    client = sign_in(user)
    at = f"/my/{child.pk}/disputes"
    assert "Mediation adviser" in words(client.get(at))
    sent = post(client, f"{at}/mediation/ask", about="plan_contents", said="Too little.", health="none", **day("notice_sent_on", NOTICE))
    dispute = Dispute.objects.get()
    assert sent.url == f"{at}/{dispute.pk}"
    page = words(client.get(sent.url))
    assert "Hold the mediation" in page and "23 December 2026" in page and "You can appeal until 7 December 2026" in page
    assert (dispute.adult.user, kept(dispute)["MED-30D"].starts_on) == (user, TODAY)
    assert Reading.objects.filter(page="disputes.family_dispute", by_id=user.pk).exists()
    assert client.get(f"/disputes/{dispute.pk}").url == sent.url, "the officers' page leads to theirs"


def test_another_parent_sees_that_there_is_something_and_none_of_its_words(sign_in):
    child = with_plan()
    first, adult = parent_of(child)
    dispute = complaint(child, adult=adult, said="The other parent shouted.", wanted="An apology.")
    second, _ = parent_of(child, "Lee Alder")
    page = words(sign_in(second).get(f"/my/{child.pk}/disputes/{dispute.pk}"))
    assert "for them" in page and "shouted" not in page and "An apology" not in page
    assert sign_in(second).get(f"/disputes/{dispute.pk}/bundles").status_code == 404
    assert sign_in(second).get(f"/my/{child.pk}/disputes/{dispute.pk}/take-back").status_code == 404
    assert "shouted" in words(sign_in(first).get(f"/my/{child.pk}/disputes/{dispute.pk}"))


def test_a_parent_cannot_ask_once_the_rights_are_the_young_persons(sign_in):
    child = making.child("Rae Holt", born=date(2009, 1, 4))
    user, _ = parent_of(child)
    page = post(sign_in(user), f"/my/{child.pk}/disputes/mediation/ask", about="refusal_to_amend", said="No.", health="none", **day("notice_sent_on", NOTICE))
    assert "The rights are the young person’s own now" in words(page)
    assert not Dispute.objects.exists()


def test_a_parent_adds_a_paper_and_takes_a_complaint_back(sign_in):
    child = with_plan()
    user, _ = parent_of(child)
    client = sign_in(user)
    at = f"/my/{child.pk}/disputes"
    sent = post(client, f"{at}/complaint/ask", about="delay", said="Three months without an answer.", wanted="An answer.")
    dispute = Dispute.objects.get()
    post(client, f"{sent.url}/papers/add", title="My letters", paper=SimpleUploadedFile("letters.txt", b"Dear council"))
    paper = Paper.objects.get()
    assert paper.from_family and client.get(f"/disputes/papers/{paper.pk}").status_code in (200, 409)
    assert post(client, f"{sent.url}/take-back", sure="yes").status_code == 302
    assert (again(dispute).ended, again(dispute).stage) == ("withdrawn", "over")


def test_sendiass_helps_by_consent_until_the_family_ends_it(sign_in):
    dispute = mediation()
    service = making.body("sendiass")
    adviser = making.somebody("sendiass", service, name="Noor Rahman")
    client = sign_in(adviser)
    assert client.get(f"/disputes/{dispute.pk}").status_code == 404
    tie = making.involve(service, dispute.child, "helper")
    page = client.get(f"/disputes/{dispute.pk}")
    assert "The speech therapy is too little." in words(page) and "What you can record" not in words(page)
    assert client.get(f"/disputes/{dispute.pk}/steps/held").status_code in (403, 404)
    tie.until_on = date(2026, 11, 20)
    tie.save()
    assert client.get(f"/disputes/{dispute.pk}").status_code == 404


def test_an_appeal_is_registered_conceded_and_its_reason_counted(at_table):
    dispute = appeal()
    at = f"/disputes/{dispute.pk}"
    assert "30 working days" in words(at_table.get(at))
    sent = post(at_table, f"{at}/steps/give-way", part="whole", reason="not_specific", why="The hours were not said.", what="45 minutes a week.", **day("conceded_on", TODAY))
    assert sent.status_code == 302
    assert {"UNOPP-CONTENT-5W"} <= set(kept(dispute))
    assert kept(dispute)["TRIB-RESP-30WD"].ended_on == TODAY
    page = words(at_table.get("/disputes/lessons"))
    assert "Help was not specific enough" in page
    assert "The council has given way on all of it" in words(at_table.get(at))


def test_a_coordinator_records_steps_and_does_not_give_way(sign_in):
    dispute = appeal()
    officer = making.officer("Priya Nair")
    making.involve(officer, dispute.child, "named_worker")
    client = sign_in(officer)
    assert "Give way" not in words(client.get(f"/disputes/{dispute.pk}"))
    assert client.get(f"/disputes/{dispute.pk}/steps/give-way").status_code == 404
    assert client.get(f"/disputes/{dispute.pk}/steps/response").status_code == 200


def test_a_lesson_becomes_an_action_with_an_owner_until_it_is_done(at_table, boss, sign_in):
    dispute = complaint()
    owner = making.officer("Priya Nair")
    sent = post(at_table, f"/disputes/{dispute.pk}/lessons/add", kind="too_late", learned="Messages were not shared out.", do="A rota for messages.", owner=owner.pk, **day("due_on", date(2027, 1, 15)))
    assert sent.status_code == 302
    lesson = Lesson.objects.get()
    page = words(at_table.get("/disputes/lessons"))
    assert "A rota for messages." in page and "Priya Nair" in page and "Kai" not in page
    making.involve(owner, dispute.child, "named_worker")
    assert post(sign_in(owner), f"/disputes/lessons/{lesson.pk}", what="The rota is up.", **day("done_on", TODAY)).status_code == 302
    lesson.refresh_from_db()
    assert (lesson.done_on, lesson.done_what) == (TODAY, "The rota is up.")


def test_a_step_that_cannot_be_recorded_leads_back(at_table):
    dispute = complaint()
    assert at_table.get(f"/disputes/{dispute.pk}/steps/second-stage").url == f"/disputes/{dispute.pk}"
    assert at_table.get(f"/disputes/{dispute.pk}/steps/no-such-step").status_code == 404


def test_figures_count_how_appeals_and_complaints_ended_and_name_nobody(at_table, sign_in):
    dispute, boss = appeal(with_plan("Ada Birch")), manager()
    actions.concede_appeal(dispute=dispute, conceded_on=TODAY, part="whole", reason="agreed", why="Agreed.", by=boss, on=TODAY)
    actions.decide_appeal(dispute=appeal(with_plan("Ben Cole")), decided_on=TODAY, outcome="dismissed", by=boss, on=TODAY)
    complaint(with_plan("Cai Dunn"))
    page = words(at_table.get("/disputes/figures"))
    assert "What the plan says in sections B, F or I 0 1 1 0 0 0 2" in page and "2026" in page
    assert "How people spoke, wrote or answered 0 0 0 0 1 1" in page
    assert not {"Birch", "Cole", "Dunn"} & set(page.split())
    assert sign_in(making.officer("Sam Okoye")).get("/disputes/figures").status_code == 404


def test_an_appeal_is_tied_to_the_line_of_the_plan_it_is_about(at_table, monkeypatch):
    from goldenthread.disputes import provision_lines
    from goldenthread.plans.models import Line, Version

    child = with_plan()
    version = Version.objects.create(child=child, area=child.area, number=1, started_on=TODAY)
    line = Line.objects.create(version=version, section="F", kind="provision", position=1, text="Speech therapy, 45 minutes a week.")
    monkeypatch.setattr(provision_lines, "Version", type("Issued", (), {"objects": type("All", (), {"filter": staticmethod(lambda **_: Version.objects.filter(child=child))})}))
    at = f"/children/{child.pk}/disputes/appeal/new"
    assert "Speech therapy, 45 minutes a week." in words(at_table.get(at))
    sent = post(at_table, at, about="plan_contents", line=str(line.pk), raised_by="young_person", **day("notice_sent_on", NOTICE), **day("certificate_on", date(2026, 10, 20)), **day("lodged_on", TODAY))
    assert Dispute.objects.get().line == line
    assert "Section F: Speech therapy" in words(at_table.get(sent.url))


def test_whoever_may_not_see_disputes_is_shown_neither_their_dates_nor_their_events(sign_in):
    dispute = mediation()
    at = f"/children/{dispute.child_id}"
    mine, other = making.officer("Priya Nair"), making.officer("Sam Okoye")
    making.involve(mine, dispute.child, "named_worker")
    making.kept(dispute.child)
    shown = sign_in(mine)
    assert "Hold the mediation" in words(shown.get(at)) and "Mediation of 26 October 2026" in words(shown.get(f"{at}/dates"))
    assert "asked for mediation" in words(shown.get(f"{at}/timeline"))
    hidden_from = sign_in(other)
    for page in (at, f"{at}/dates", f"{at}/timeline"):
        said = words(hidden_from.get(page))
        assert "Kai Alder" in said and "ediation" not in said
    assert dispute.child.case.next_due_on != kept(dispute)["MED-30D"].due_on, "the caseload, which the whole area reads, says nothing of it"
