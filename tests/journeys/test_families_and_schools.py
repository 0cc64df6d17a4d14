"""Those who are not at the council's desk: a school, a parent, a young person, a stranger. Each sees their own and no more."""

from __future__ import annotations

from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.people.models import Child
from tests.journeys.conftest import PHONE
from tests.journeys.steps import heading


def test_a_senco_sees_the_pupils_of_her_school_and_nobody_else(page, look, sign_in, calderbeck):  # a browser: about 6 s
    sign_in(page, calderbeck("priya"))
    page.goto("/")
    heading(page, "Children and young people")
    expect(page.get_by_role("link", name="Idris Yusuf")).to_be_visible()
    expect(page.get_by_role("link", name="Tyler Ramsbottom")).to_have_count(0)
    look(page, "school front")
    page.get_by_role("link", name="Ayaan Malik").click()
    heading(page, "Ayaan Malik")
    look(page, "record for a school")
    expect(page.get_by_role("link", name="Who looked")).to_have_count(0)
    with wall.lifted(because="a test looks for a child"):
        stranger = Child.objects.get(forename="Tyler", surname="Ramsbottom").pk
    assert page.goto(f"/children/{stranger}").status == 404
    look(page, "not your pupil")
    assert page.goto("/exports").status == 403
    look(page, "not your page")


def test_a_mother_on_her_phone_sees_her_son_and_a_young_man_himself(new_page, look, sign_in, calderbeck):  # a browser: about 8 s
    mother = new_page(viewport=PHONE)
    sign_in(mother, calderbeck("amina"))
    mother.goto("/")
    heading(mother, "Your family")
    expect(mother.locator("main").get_by_role("heading", level=2)).to_have_count(2)  # of two children, and of nobody else's
    look(mother, "parent front")
    mother.get_by_role("link", name="Idris Yusuf").click()
    expect(mother.locator("main")).to_contain_text("The council is deciding whether to carry out an assessment.")
    look(mother, "family of a parent")
    mother.get_by_role("link", name="See the whole record").click()
    heading(mother, "Idris Yusuf")
    expect(mother.locator("main")).to_contain_text("Decide whether to assess")
    expect(mother.locator("main")).to_contain_text("The parent")
    look(mother, "record for a parent")
    for part in ("Dates", "People", "Papers"):
        if (link := mother.get_by_role("link", name=part, exact=True)).count():
            link.click()
            look(mother, f"record for a parent {part}")

    young_man = new_page(viewport=PHONE)
    sign_in(young_man, calderbeck("kai"))
    young_man.goto("/")
    look(young_man, "young person front")
    young_man.get_by_role("link", name="See the whole record").click()
    expect(young_man.locator("main")).to_contain_text("The young person")
    look(young_man, "record for a young person")


def test_a_stranger_finds_the_front_the_help_and_the_way_in(page, phone, look, calderbeck):  # a browser: about 5 s
    for visitor in (page, phone):
        visitor.goto("/")
        look(visitor, "front")
        visitor.get_by_role("link", name="Help and contact").click()
        heading(visitor, "Help and contact")
        expect(visitor.locator("main")).to_contain_text("Calderbeck Council")
        look(visitor, "help")
        visitor.get_by_role("link", name="choose a new one").click()
        look(visitor, "reset password")
        visitor.goto("/caseload")
        assert "/accounts/login/" in visitor.url
        look(visitor, "sign in")
