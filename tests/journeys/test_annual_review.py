"""J13, an annual review from the list to the letter; J14, overdue reviews ranked, shared out and followed."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from goldenthread.plans.models import Plan
from goldenthread.reviews.tests import review_situations as now
from tests import making
from tests.journeys import steps
from tests.journeys.steps import heading, press

PHONE = {"width": 320, "height": 640}


def test_a_review_is_arranged_held_and_decided_with_the_changes(new_page, look, sign_in, files, later, transactional_db):  # three browsers: about a minute
    scene = now.in_force(made_on=date(2026, 1, 10))
    met_on = now.TODAY + timedelta(days=21)

    # Given a SENCO who finds the review in the list and arranges its meeting
    senco = new_page()
    sign_in(senco, scene.senco)
    senco.goto("/reviews")
    look(senco, "reviews due")
    senco.get_by_role("link", name=re.compile("Arrange")).click()
    heading(senco, "Arrange a review")
    press(senco, "Arrange the meeting")
    expect(senco.locator(".govuk-error-summary")).to_contain_text("Enter the date of the meeting")
    look(senco, "arrange wrong")
    steps.date(senco, "Date of the meeting", met_on.day, met_on.month, met_on.year)
    senco.get_by_label("Time").select_option("14:00")
    senco.get_by_label("In person", exact=True).check()
    senco.get_by_label("Place, or how to join").fill("Room 4")
    press(senco, "Arrange the meeting")
    heading(senco, "Annual review")
    look(senco, "review arranged")
    press(senco, "Send the invitations")
    expect(senco.get_by_text("The invitations were sent")).to_be_visible()

    # When her mother says at home what she thinks, and the papers go round
    mother = new_page(viewport=PHONE)
    sign_in(mother, scene.parent.user)
    mother.goto(f"/my/{scene.child.pk}")
    mother.get_by_role("link", name="See where the review is, and say what you think").click()
    heading(mother, "The review of the plan")
    mother.get_by_label("What is going well?").check()
    mother.get_by_label("In your own words").fill("He asks for a card at home now")
    press(mother, "Send")
    expect(mother.get_by_text("He asks for a card at home now")).to_be_visible()
    look(mother, "family review")
    senco.reload()
    press(senco, "Send the papers round")
    expect(senco.get_by_text("The papers were sent round")).to_be_visible()

    # And after the meeting the SENCO writes the one form
    later(22)
    senco.get_by_role("link", name="Record that the meeting was held").click()
    steps.date(senco, "When was the meeting held?", met_on.day, met_on.month, met_on.year)
    for group in senco.locator("fieldset").filter(has=senco.get_by_role("radio", name="Came", exact=True)).all():
        group.get_by_role("radio", name="Came", exact=True).check()
    look(senco, "meeting held")
    press(senco, "Save")
    senco.get_by_role("link", name="Progress on each outcome").click()
    senco.get_by_label("Good progress").check()
    senco.get_by_label(re.compile("What shows it")).fill("A tally: nine of ten")
    look(senco, "progress")
    press(senco, "Save")
    expect(senco.get_by_text("Write what is working and what is not.")).to_be_visible()
    senco.get_by_role("link", name="The report of the meeting").click()
    senco.get_by_label(re.compile("What is working")).fill("The cards")
    senco.get_by_label("Change the plan").check()
    senco.get_by_label(re.compile("Why does the meeting recommend it")).fill("He is ready for words")
    look(senco, "report")
    press(senco, "Save")
    press(senco, "Send the report")
    expect(senco.locator(".govuk-notification-banner").get_by_text("The report was sent")).to_be_visible()
    look(senco, "review reported")

    # Then the coordinator writes the changes
    page = new_page()
    sign_in(page, scene.worker)
    page.goto(f"/children/{scene.child.pk}/reviews")
    look(page, "reviews of a child")
    page.get_by_role("link", name=re.compile("Annual review")).click()
    press(page, "Begin to write changes to the plan")
    _change_a_line(scene)
    review = scene.plan.reviews.get()
    page.goto(f"/reviews/{review.pk}/changes")
    expect(page.locator("ins")).to_contain_text("words")
    look(page, "changes")

    # And a manager reads the letter and sends it with the changes, inside the four weeks
    boss = new_page()
    sign_in(boss, scene.manager)
    boss.goto(f"/reviews/{review.pk}")
    boss.get_by_role("button", name="Decide").click()
    heading(boss, "Decide after the review")
    boss.get_by_label("Change the plan: send the changes with this letter").check()
    look(boss, "decide")
    press(boss, "Read the letter")
    expect(boss.locator(".govuk-error-summary")).to_contain_text("Enter this child’s reasons")
    boss.get_by_label("This child’s reasons").fill("Kai asks for help with cards, and is ready for words.")
    press(boss, "Read the letter")
    heading(boss, "Read the letter, then confirm")
    expect(boss.get_by_text(re.compile("Tell us what you think of the changes by"))).to_be_visible()
    look(boss, "letter of changes")
    press(boss, "Confirm the decision and send")
    expect(boss.get_by_text("The plan is being amended.").first).to_be_visible()
    look(boss, "review amending")
    review.refresh_from_db()
    assert review.notice_sent_on == review.notified_on <= met_on + timedelta(weeks=4)
    boss.goto("/reviews/overdue")
    expect(boss.get_by_text("1 of 1 reviews (100%) were decided and told within a month")).to_be_visible()

    # And her mother reads old words beside new
    mother.reload()
    expect(mother.locator("ins").first).to_be_visible()
    look(mother, "family changes")
    mother.get_by_role("link", name=re.compile("Say what you think, line by line")).click()
    heading(mother, "The draft plan")


def _change_a_line(scene):
    """The editor of plans has journeys of its own."""
    from goldenthread.plans import actions as plans
    from goldenthread.plans.models import Version
    from goldenthread.plans.snapshot import said_of

    line = Version.objects.get(child=scene.child, number=2).lines.get(section="E")
    plans.change_line(line=line, said={**said_of(line), "text": "Kai will ask for help in words"}, revision=line.revision, by=scene.worker, on=now.TODAY + timedelta(days=22))


def test_overdue_reviews_are_ranked_shared_out_and_followed(new_page, look, sign_in, transactional_db):  # a browser: about 15 s
    manager, marek, priya = making.somebody("team_manager", name="Tomas Reyes"), making.officer("Marek Nowak"), making.officer("Priya Nair")
    for number in range(12):
        child = making.child(f"Child{number} Reed", born=date(2016, 3, 9))
        making.involve(marek if number < 10 else priya, child, "named_worker")
        child.attendances.create(organisation=making.school(), entry_on=date(2024, 9, 2))
        Plan.objects.create(child=child, area=child.area, made_on=now.TODAY - timedelta(days=400 + 90 * number))
        making.kept(child)

    page = new_page()
    sign_in(page, manager)
    page.goto("/reviews")
    page.get_by_role("link", name=re.compile("Overdue reviews")).click()
    heading(page, "Overdue reviews")
    expect(page.get_by_text("Unfair load: Marek Nowak holds 10 overdue reviews")).to_be_visible()
    expect(page.locator("main table").last.locator("tbody tr").first).to_contain_text("Child11 Reed")
    expect(page.locator("main table").last.locator("tbody tr").first).to_contain_text("Never reviewed")
    expect(page.get_by_role("status")).to_contain_text("the last of 12 overdue reviews is done by")
    look(page, "overdue reviews")
    page.get_by_label("Overdue reviews for each worker a week").select_option("2")
    press(page, "Work it out")
    expect(page.get_by_role("status")).to_contain_text("at 2 a week each")
    press(page, "Keep this plan")
    heading(page, "Overdue reviews")
    expect(page.get_by_role("heading", name="The plan that stands")).to_be_visible()
    look(page, "catch-up kept")
    page.goto("/reviews?late=yes")
    expect(page.get_by_text("Catch-up: week of").first).to_be_visible()
    phone = new_page(viewport=PHONE)
    sign_in(phone, manager)
    phone.goto("/reviews/overdue")
    look(phone, "overdue reviews")
