"""J13 and J15: the plan that names the next school follows from its review; needs assessed again; under-fives and custody, on a desk and a phone."""

from __future__ import annotations

from datetime import date, timedelta

from playwright.sync_api import expect

from goldenthread.casework.actions import advising, consulting, issuing
from goldenthread.casework.issuing import looks
from goldenthread.reviews.actions import amending, reassessing
from goldenthread.reviews.amendments import gate, version_of
from goldenthread.reviews.tests import review_situations as now
from tests import making
from tests.journeys.steps import date as enter_date
from tests.journeys.steps import heading, press

PHONE = {"width": 320, "height": 640}
LATER = 27


def test_the_plan_for_the_next_school_follows_from_the_review(new_page, look, sign_in, files, later, transactional_db):  # two browsers: about 20 s
    scene = now.amending_(kind="phase")
    beck = making.school("Beck Academy")
    head = making.somebody("setting_staff", beck, name="Noor Aziz")
    version = version_of(scene.fresh())
    asked = consulting.consult_setting(version=version, setting=beck, family_asked=True, by=scene.worker, on=now.REPORTED)
    consulting.answer_consultation(consultation=asked, reply="yes", by=head, on=now.REPORTED)
    on = now.TODAY + timedelta(days=LATER)
    later(LATER)

    # Given a coordinator to whom the gate says that the next school is not chosen yet
    officer = new_page()
    sign_in(officer, scene.worker)
    officer.goto(f"/children/{scene.child.pk}/transfer")
    heading(officer, "Phase transfer")
    expect(officer.get_by_text("What would change, version 2")).to_be_visible()
    look(officer, "transfer while amending")
    officer.get_by_role("link", name="See the changes, and send the plan").click()
    heading(officer, "Changes to the plan")
    expect(officer.get_by_text("the school, college or type of setting that comes next", exact=False).first).to_be_visible()
    look(officer, "changes of a transfer")

    # When it is, and two people send the plan
    issuing.place(version=version, where="setting", setting=beck, start_on=date(2027, 9, 1), by=scene.worker, on=on)
    seen = frozenset(stop.key for stop in looks(gate(scene.fresh(), version_of(scene.review), on)))
    amending.propose_amended(review=scene.fresh(), looked=seen, by=scene.worker, on=on)
    amending.issue_amended(review=scene.fresh(), by=scene.manager, on=on)

    # Then the family reads which school comes next, and each change beside the old words
    mother = new_page(viewport=PHONE)
    sign_in(mother, scene.parent.user)
    mother.goto(f"/my/{scene.child.pk}/next-setting")
    expect(mother.get_by_text("It names Beck Academy", exact=False)).to_be_visible()
    expect(mother.get_by_text("Kai will ask for help with a card", exact=True)).to_be_visible()
    look(mother, "next school sent")
    officer.goto(f"/children/{scene.child.pk}/transfer")
    expect(officer.get_by_text("What changed in the plan", exact=False)).to_be_visible()
    look(officer, "transfer sent")


def test_needs_are_assessed_again_from_the_decision_to_the_draft(new_page, look, sign_in, files, transactional_db):  # two browsers: about 15 s
    scene = now.in_force()
    reassessing.note_reassessment(plan=scene.plan, route="parent", requested_on=now.TODAY, why="He has seizures now.", by=scene.manager, on=now.TODAY)
    at = f"/children/{scene.child.pk}/reassessment"

    # Given a manager who decides to assess again
    manager = new_page()
    sign_in(manager, scene.manager)
    manager.goto(at)
    manager.get_by_role("button", name="Decide").click()
    manager.get_by_label("Assess again", exact=True).check()
    press(manager, "Decide, and send the letter")
    expect(manager.get_by_text("Now ask for advice", exact=False)).to_be_visible()

    # When the coordinator asks for advice as in any assessment, and begins the plan from the one in force
    officer = new_page(viewport=PHONE)
    sign_in(officer, scene.worker)
    officer.goto(at)
    look(officer, "reassessment agreed")
    officer.get_by_role("button", name="Ask for advice").click()
    expect(officer.get_by_text("Calderbeck Social Care").first).to_be_attached()
    look(officer, "advice for a reassessment")
    row = reassessing.open_reassessment(scene.plan)
    body = making.body("psychology", name="Calderbeck Psychology")
    advising.seek_advice(request=row.request, asks=[advising.NewAsk(kind="psychology", what="How does he learn?", body=body)], by=scene.worker, on=now.TODAY)
    officer.goto(at)
    press(officer, "Begin the plan from the one in force")
    expect(officer.get_by_text("The plan begins as a copy", exact=False)).to_be_visible()
    expect(officer.get_by_text("Calderbeck Psychology")).to_be_visible()
    expect(officer.get_by_role("link", name="Go on writing the plan")).to_be_visible()
    look(officer, "reassessment with its draft")


def test_an_under_five_is_considered_and_a_time_in_custody_recorded_on_a_phone(new_page, look, sign_in, files, transactional_db):  # a browser: about 15 s
    scene = now.in_force(born=date(2023, 3, 9), made_on=date(2026, 6, 1), lines=False)
    phone = new_page(viewport=PHONE)
    sign_in(phone, scene.worker)
    phone.goto("/reviews?list=under_five")
    look(phone, "reviews under five")
    phone.goto(f"/children/{scene.child.pk}/reviews")
    phone.get_by_role("link", name="Consider whether to review the plan now").click()
    heading(phone, "Consider a review")
    press(phone, "Save")
    expect(phone.locator(".govuk-error-summary")).to_contain_text("Select whether the plan should be reviewed now")
    look(phone, "consider wrong")
    phone.get_by_label("No, not now").check()
    phone.get_by_label("Why not now, about this child?").fill("Nursery began in September and goes well.")
    press(phone, "Save")
    expect(phone.get_by_text("Nursery began in September", exact=False)).to_be_visible()
    look(phone, "considered")

    other = now.in_force(born=date(2009, 5, 2), lines=False, name="Ash Reed")
    sign_in(phone, other.worker)
    at = f"/children/{other.child.pk}/custody"
    phone.goto(at)
    look(phone, "custody before")
    phone.goto(f"{at}/change")
    look(phone, "custody form")
    phone.get_by_label("Where are they?").fill("Fellside Secure Home")
    enter_date(phone, "Since when?", 10, 11, 2026)
    enter_date(phone, "When did the council know?", 12, 11, 2026)
    press(phone, "Save")
    expect(phone.get_by_text("The plan is kept", exact=False).first).to_be_visible()
    look(phone, "custody")


def test_the_invented_area_has_reviews_to_look_at_on_the_first_run(new_page, look, sign_in, calderbeck):  # four browsers: about 25 s
    officer = new_page()
    sign_in(officer, calderbeck("marek"))
    officer.goto("/reviews?list=decide")
    expect(officer.get_by_role("link", name="Isla Whitham")).to_be_visible()
    look(officer, "demo to decide")
    officer.goto("/reviews?list=before")
    look(officer, "demo to invite")
    officer.goto("/reviews")
    look(officer, "demo reviews due")

    senco = new_page(viewport=PHONE)
    sign_in(senco, calderbeck("priya"))
    senco.goto("/reviews?list=before")
    senco.get_by_role("link", name="Efan Vaughan").first.click()
    heading(senco, "Early review")
    look(senco, "demo early review")

    mother = new_page(viewport=PHONE)
    sign_in(mother, calderbeck("carys"))
    mother.goto("/my")
    mother.get_by_role("link", name="See where the review is, and say what you think").click()
    expect(mother.get_by_text("his legs hurt by lunch", exact=False)).to_be_visible()
    look(mother, "demo family review")

    manager = new_page()
    sign_in(manager, calderbeck("marek"))
    manager.goto("/reviews?list=decide")
    manager.get_by_role("link", name="Isla Whitham").click()
    heading(manager, "Annual review")
    look(manager, "demo review to decide")
