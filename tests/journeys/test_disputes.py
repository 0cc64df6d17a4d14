"""A family disagrees: a complaint with help that it lets in and ends, a mediation, an appeal, an order, a lesson, the bundle."""

from __future__ import annotations

import io
from datetime import date as day
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from goldenthread.core import files as stored
from goldenthread.disputes import actions
from goldenthread.disputes.models import Bundle, Dispute, Lesson
from goldenthread.disputes.tasks import make_bundle
from goldenthread.disputes.tests import situations
from goldenthread.people.models import Adult, Document, Relationship
from tests import making
from tests.journeys.conftest import PHONE
from tests.journeys.steps import date, heading, in_error, press

TODAY = making.TODAY
pytestmark = pytest.mark.usefixtures("files")


@pytest.fixture
def them(transactional_db, files):
    """A child with a plan, his mother, her named worker, a manager and the advice service."""
    child = situations.with_plan()
    worker, manager = making.officer("Priya Nair"), situations.manager()
    making.involve(worker, child, "named_worker")
    mother = making.somebody("parent", making.body("forum"), name="Jo Alder")
    adult = Adult.objects.create(name="Jo Alder", user=mother)
    Relationship.objects.create(child=child, adult=adult, kind="mother")
    making.involve(mother, child, "family")
    making.kept(child)
    service = making.body("sendiass", name="Calderbeck SENDIASS")
    return SimpleNamespace(child=child, worker=worker, manager=manager, mother=mother, adult=adult, service=service, helper=making.somebody("sendiass", service, name="Noor Rahman"))


def today(page, group):
    date(page, group, TODAY.day, TODAY.month, TODAY.year)


# Three people at three browsers, and a lesson: about fifteen seconds.
def test_a_complaint_is_helped_by_consent_answered_and_teaches_a_lesson(new_page, sign_in, look, them):
    phone, officer, helper = new_page(viewport=PHONE), new_page(), new_page()
    sign_in(phone, them.mother)
    phone.goto(f"/my/{them.child.pk}")
    phone.get_by_role("link", name="If you disagree").click()
    look(phone, "family disagrees")
    phone.get_by_role("link", name="Make a complaint").click()
    press(phone, "Send")
    in_error(phone)
    look(phone, "family complains wrong")
    phone.get_by_role("radio", name="How people spoke, wrote or answered").check()
    phone.get_by_label("What happened?").fill("Nobody answered four messages.")
    phone.get_by_label("What would put it right?").fill("An answer.")
    press(phone, "Send")
    heading(phone, "Complaint")
    expect(phone.get_by_text("Answer the complaint, stage 1")).to_be_visible()
    expect(phone.get_by_text("7 December 2026").first).to_be_visible()
    look(phone, "family complaint")
    dispute = Dispute.objects.get()

    sign_in(helper, them.helper)
    assert helper.goto(f"/disputes/{dispute.pk}").status == 404
    phone.goto(f"/my/{them.child.pk}/helpers")
    phone.get_by_role("radio", name="Calderbeck SENDIASS").check()
    date(phone, "Until when?", 31, 1, 2027)
    press(phone, "Let them in")
    helper.goto(f"/disputes/{dispute.pk}")
    expect(helper.get_by_text("Nobody answered four messages.")).to_be_visible()
    expect(helper.get_by_text("What you can record")).to_have_count(0)
    look(helper, "helper sees complaint")
    phone.get_by_role("button", name="End now").first.click()
    assert helper.reload().status == 404

    sign_in(officer, them.worker)
    officer.goto("/disputes")
    look(officer, "disputes")
    officer.get_by_role("link", name="Kai Alder").click()
    officer.get_by_role("link", name="Record that it was acknowledged").click()
    today(officer, "When was it acknowledged?")
    press(officer, "Save")
    officer.get_by_role("link", name="Record the answer").click()
    look(officer, "answer complaint")
    today(officer, "When was the family answered?")
    officer.get_by_role("radio", name="Upheld", exact=True).check()
    officer.get_by_label("What was the family told?").fill("We are sorry. Messages are now shared out each morning.")
    press(officer, "Save")
    expect(officer.get_by_text("Stage 1 was answered: upheld.")).to_be_visible()
    officer.get_by_role("link", name="Record a lesson").click()
    officer.get_by_label("What is it about?").select_option("A date in law was missed")
    officer.get_by_label("What was learned?").fill("Messages lay in one inbox.")
    officer.get_by_label("What will be done differently?").fill("A rota for messages.")
    officer.get_by_label("Who owns it?").select_option("Priya Nair")
    date(officer, "By when?", 15, 1, 2027)
    look(officer, "lesson form")
    press(officer, "Save")
    look(officer, "complaint answered")
    officer.goto("/disputes/lessons")
    expect(officer.get_by_text("A rota for messages.")).to_be_visible()
    expect(officer.get_by_text("Kai")).to_have_count(0)
    look(officer, "lessons")
    officer.get_by_role("link", name="A rota for messages.").click()
    today(officer, "When was it done?")
    officer.get_by_label("What was done, and what shows it?").fill("The rota is up.")
    look(officer, "lesson")
    press(officer, "Save")
    assert Lesson.objects.get().done_on == TODAY

    phone.goto(f"/my/{them.child.pk}/disputes/{dispute.pk}")
    expect(phone.get_by_text("We are sorry. Messages are now shared out each morning.")).to_be_visible()


# A mediation, an appeal, an order carried out: about fifteen seconds.
def test_mediation_ends_in_no_agreement_and_the_appeal_in_an_order_that_is_carried_out(new_page, sign_in, look, them):
    page = new_page()
    sign_in(page, them.manager)
    page.goto(f"/children/{them.child.pk}/disputes")
    look(page, "disputes of a child, none")
    page.get_by_role("link", name="Mediation", exact=True).click()
    look(page, "record mediation")
    page.get_by_role("radio", name="Jo Alder").check()
    page.get_by_role("radio", name="What the plan says in sections B, F or I").check()
    date(page, "When was the council’s letter sent?", 5, 10, 2026)
    date(page, "When did the family say that they want mediation?", 26, 10, 2026)
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_label("What do they disagree with?").fill("Too little speech therapy.")
    press(page, "Save")
    heading(page, "Mediation")
    look(page, "mediation")
    page.get_by_role("link", name="Record that the meeting was held").click()
    date(page, "When was the meeting held?", 20, 11, 2026)
    page.get_by_role("radio", name="No", exact=True).check()
    press(page, "Save")
    page.get_by_role("link", name="Record the certificate").click()
    today(page, "What is the date of the certificate?")
    press(page, "Save")
    expect(page.get_by_text("The family can appeal until")).to_contain_text("23 December 2026")
    dispute = situations.appeal(them.child, adult=them.adult, certificate_on=day(2026, 11, 1), by=them.manager)
    page.goto(f"/disputes/{dispute.pk}")
    look(page, "appeal")
    page.get_by_role("link", name="Record the Tribunal’s decision").click()
    date(page, "When was the decision sent?", 16, 11, 2026)
    page.get_by_role("radio", name="For the family", exact=True).check()
    press(page, "Save")
    page.get_by_role("link", name="Add something that was ordered").click()
    look(page, "add order")
    page.get_by_role("radio", name="Amend the plan").check()
    page.get_by_label("What exactly, in its own words?").fill("Write 45 minutes of speech therapy a week into section F.")
    date(page, "When did the Tribunal send its order?", 16, 11, 2026)
    press(page, "Save")
    expect(page.get_by_text("21 December 2026").first).to_be_visible()
    look(page, "appeal with order")
    page.goto("/disputes/to-do")
    expect(page.get_by_text("Write 45 minutes")).to_be_visible()
    look(page, "to do")
    page.get_by_role("link", name="Amend the plan").click()
    page.get_by_role("link", name="Record that it was done").click()
    today(page, "When?")
    page.get_by_label("What was done, and what shows it?").fill("Version 2 of the plan was sent.")
    look(page, "carry out")
    press(page, "Save")
    expect(page.get_by_text("Done on 23 November 2026").first).to_be_visible()
    page.goto(f"/children/{them.child.pk}")
    look(page, "record with disputes")
    page.goto(f"/children/{them.child.pk}/dates")
    expect(page.get_by_role("heading", name="Appeal of 2 November 2026")).to_be_visible()


# The worker's job is done here: a few seconds.
def test_a_bundle_is_asked_for_watched_and_taken_away(new_page, sign_in, look, them):
    dispute = situations.appeal(them.child, adult=them.adult, by=them.manager)
    from goldenthread.disputes.tests.test_bundling import pdf

    kept = stored.store(io.BytesIO(pdf("one", "two")), content_type="application/pdf", scan="clean")
    Document.objects.create(child=them.child, file=kept, kind="evidence", title="Report of the therapist", made_on=day(2026, 9, 1))
    page = new_page()
    sign_in(page, them.manager)
    page.goto(f"/disputes/{dispute.pk}")
    page.get_by_role("link", name="Make a bundle of papers").click()
    look(page, "no bundle")
    press(page, "Make a bundle")
    expect(page.get_by_text("Making bundle 1")).to_be_visible()
    look(page, "bundle is made")
    make_bundle(str(Bundle.objects.get().pk))
    expect(page.get_by_role("link", name="Bundle 1")).to_be_visible()  # the page looks again by itself
    look(page, "bundle made")
    with page.expect_download() as download:
        page.get_by_role("link", name="Bundle 1").click()
    assert download.value.suggested_filename.endswith("-1.pdf")
    actions.keep_out_paper(document=Document.objects.get(), because="Sealed by the court.", by=them.manager, on=TODAY)
    page.reload()
    expect(page.get_by_text("Kept out")).to_be_visible()
    look(page, "paper kept out")
    family = new_page(viewport=PHONE)
    sign_in(family, them.mother)
    family.goto(f"/disputes/{dispute.pk}/bundles")
    expect(family.get_by_role("link", name="Bundle 1")).to_be_visible()
    expect(family.get_by_text("Sealed by the court.")).to_have_count(0)
    look(family, "bundle of the family")
