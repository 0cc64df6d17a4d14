"""J21: a plan is held to measures that fill themselves; one is followed to its children and its past, and everybody reads it.

And the last part of J20: what is published is the number of the dashboard, in full, in plain English and as Easy Read.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from playwright.sync_api import expect

from goldenthread.improvement.actions import save_plan
from goldenthread.improvement.measures import actions
from goldenthread.improvement.models import Action, ImprovementPlan
from goldenthread.improvement.reading import assemble, open_plan
from goldenthread.improvement.tests import made
from goldenthread.people.models import Area
from tests import making


def a_plan(head: Any) -> ImprovementPlan:
    """The area's plan, read from Word."""
    content = made.saved(made.coloured())
    read = assemble(open_plan(content, "plan.docx"))
    return save_plan(area=Area.objects.get(name="Calderbeck"), read=read, sha256="1" * 64, file_name="plan.docx", kind="priority", title="Our promises to families", by=head, on=making.TODAY)


def a_series(plan: ImprovementPlan, head: Any) -> None:
    """A measure with twenty months of values that were brought, better since spring."""
    said = {
        "words": "Waits for speech and language therapy", "kind": "duration", "level": "outcome", "unit": "days", "direction": "down", "comparator": "lte", "target": Decimal(60),
        "due_on": date(2027, 3, 31), "rhythm": "month", "source": "series", "source_words": "Community trust", "baseline": Decimal(120), "baseline_on": date(2025, 3, 31),
    }  # fmt: skip
    measure = actions.add_measure(plan=plan, said=said, of=Action.objects.first(), by=head, on=making.TODAY)
    for month, value in enumerate([118, 121, 117, 122, 119, 116, 120, 118, 121, 119, 117, 104, 100, 97, 95, 90, 88, 84, 80, 77]):
        year, index = divmod(2 + month, 12)
        day = date(2025 + year, index + 1, 28)
        actions.enter_value(measure=measure, day=day, value=Decimal(value), said_by="Community trust", by=head, on=making.TODAY)


# The invented area and two browsers: about a minute.
def test_an_analyst_follows_a_measure_from_the_plan_to_the_children_and_to_everybody(page: Any, phone: Any, new_page: Any, sign_in: Any, look: Any, calderbeck: Any) -> None:
    # Given the head of SEND of an area with a plan
    head = calderbeck("ruth")
    plan = a_plan(head)
    sign_in(page, head, second_factor="persona")
    page.goto(f"/improvement/plans/{plan.pk}/measures")
    look(page, "measures, none yet")
    # When she takes measures from the catalogue
    page.get_by_role("link", name="Add measures from the catalogue").click()
    look(page, "catalogue of measures")
    for words in ("Plans issued within 20 weeks stay above 95%", "Tribunal requests", "Overdue annual reviews cleared", "Parents who felt listened to and engaged"):
        page.get_by_label(words).check()
    page.get_by_role("button", name="Add the chosen measures").click()
    expect(page.get_by_text("4 measures are added.")).to_be_visible()
    # Then they have values, and nobody typed one
    row = page.get_by_role("row", name=re.compile("Plans issued within 20 weeks"))
    expect(row).to_contain_text("%")
    a_series(plan, head)
    page.reload()
    look(page, "measures")
    # And one shows its trend, others like it and its thread
    page.get_by_role("link", name="Plans issued within 20 weeks stay above 95%").click()
    expect(page.get_by_role("heading", name="Over time")).to_be_visible()
    expect(page.get_by_role("heading", name="Others like us")).to_be_visible()
    look(page, "a measure that is counted")
    value = page.locator(".govuk-heading-xl").inner_text()
    # And she opens the children behind it, which is noted
    page.get_by_role("link", name=re.compile("^All of them")).click()
    expect(page.get_by_text("That you looked is noted.")).to_be_visible()
    expect(page.locator("tbody tr").first).to_be_visible()
    look(page, "the children behind a measure")
    page.get_by_role("link", name="Back to the measure").click()
    # And sees it as at another day
    page.get_by_text("See it as at another day").click()
    for part, said in (("Day", "31"), ("Month", "12"), ("Year", "2025")):
        page.get_by_label(part, exact=True).fill(said)
    page.get_by_role("button", name="Show that day").click()
    expect(page.get_by_text("As at 31 December 2025").first).to_be_visible()
    assert value != "None yet"
    # And a measure with a series shows what is unusual and what is expected
    page.goto(f"/improvement/plans/{plan.pk}/measures")
    page.get_by_role("link", name="Waits for speech and language therapy").click()
    expect(page.get_by_text("Improving", exact=True)).to_be_visible()
    expect(page.get_by_text("four times in five").first).to_be_visible()
    look(page, "a measure with a series")
    page.set_viewport_size({"width": 320, "height": 640})
    look(page, "a measure with a series, phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("link", name="Change this measure").click()
    look(page, "change a measure")
    # And the whole thread says where it is broken
    page.goto(f"/improvement/plans/{plan.pk}")
    page.get_by_role("link", name="From the findings to what moved").click()
    expect(page.get_by_role("heading", name="Where the thread is broken")).to_be_visible()
    look(page, "the thread of a plan")
    # When she publishes
    page.goto(f"/improvement/plans/{plan.pk}/public-words")
    look(page, "words for everybody")
    page.get_by_role("link", name="Add what families said").click()
    look(page, "what families said")
    page.goto(f"/improvement/plans/{plan.pk}/publish")
    look(page, "publish an edition")
    page.get_by_label("Which quarter is it of?").fill("July to September 2026")
    page.get_by_label("I have looked at what will be published").check()
    page.get_by_role("button", name="Publish for everybody").click()
    expect(page.get_by_text("The edition is published.")).to_be_visible()
    # Then anybody reads it, on a telephone too, in three ways
    visitor = new_page()
    for reader in (visitor, phone):
        reader.goto("/published")
        look(reader, "published plans")
        reader.get_by_role("link", name="Our promises to families", exact=True).click()
        expect(reader.get_by_text("This is the first edition.")).to_be_visible()
        look(reader, "a published plan")
        reader.get_by_role("link", name="Plain English", exact=True).click()
        look(reader, "a published plan in plain English")
        reader.get_by_role("link", name="Easy Read", exact=True).click()
        expect(reader.get_by_text("We made a plan.")).to_be_visible()
        look(reader, "a published plan as Easy Read")
