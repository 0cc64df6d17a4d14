"""A group is put on a child's record, many come by a file, figures are broken down by them, and a family takes one back."""

from __future__ import annotations

from playwright.sync_api import expect

from goldenthread.core import wall
from goldenthread.people.models import Child
from tests.journeys.steps import heading, in_error, press


def test_a_group_is_written_down_counted_and_taken_back(page, phone, look, sign_in, calderbeck):  # a browser: about 20 s
    # Given a child in nobody's list of groups, the named worker puts one on the record, once it is said who agreed
    with wall.lifted(because="a test finds somebody"):
        child = Child.objects.filter(case__worker__persona="ellis", closed_list_on=None, case__stage="plan", groups=None).order_by("pk")[0]
    sign_in(page, calderbeck("ellis"))
    page.goto(f"/children/{child.pk}")
    page.get_by_role("link", name="Groups, with who said so and who agreed").click()
    heading(page, "Groups")
    look(page, "groups of a child")
    page.get_by_label("Adopted from care", exact=True).check()
    page.get_by_label("The family or the young person").check()
    press(page, "Put it on the record")
    in_error(page)
    look(page, "groups wrong")
    page.get_by_label("Somebody who decides for a young person").check()
    page.get_by_label("Their name").fill("Jo Invented")
    page.get_by_label("By word of mouth").check()
    for part, words in (("Day", "2"), ("Month", "6"), ("Year", "2026")):
        page.get_by_role("group", name="On which day did they agree?").get_by_label(part).fill(words)
    press(page, "Put it on the record")
    expect(page.locator("main")).to_contain_text("Jo Invented, 2 June 2026")
    look(page, "groups with one")
    page.get_by_role("link", name="No longer agreed").click()
    look(page, "group taken back")
    page.get_by_label("In writing").check()
    press(page, "Take it off the record")
    expect(page.locator("main")).to_contain_text("The family took their agreement back")
    look(page, "groups gone")

    # When the team manager looks at files and figures, groups are there, with what to do about rows that wait
    for one, name in ((page, ""), (phone, " phone")):
        sign_in(one, calderbeck("marek"))
        one.goto("/groups-of-children")
        look(one, f"files of groups{name}")
        one.get_by_role("link", name="school-1.csv").click()
        expect(one.locator("main")).to_contain_text("held only where the family agrees")
        look(one, f"file of groups{name}")
        one.goto("/insight/EHC01?by=group")
        expect(one.locator("main")).to_contain_text("In none of these")
        look(one, f"figure by group{name}")
        one.goto("/area/equity")
        expect(one.locator("main")).to_contain_text("By group of children")
        look(one, f"equity by group{name}")

    # Then whoever has no right to the rows is shown none of the small numbers, nor how many are in no group
    sign_in(page, calderbeck("dev"))
    page.goto("/insight/LAC01?by=group")
    look(page, "figure by group guarded")
    expect(page.locator("main")).not_to_contain_text("In none of these")
