"""What people do at a page, in words that several journeys share."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

WHY = "Kai’s speech is two years behind, and the school’s own therapist has helped Kai to catch up."


def press(page: Any, words: str) -> None:
    """A button, or a link that looks like one."""
    page.get_by_role("button", name=words, exact=True).click()


def heading(page: Any, words: str) -> None:
    """The page says that it is this one."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def date(page: Any, group: str, day: int, month: int, year: int) -> None:
    """Fill the three boxes of a date."""
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(label).fill(str(value))


def in_error(page: Any) -> None:
    """The page says what is wrong as it should: the summary has the focus, each of its links leads to a field that says
    the same, and the title starts with "Error:"."""
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    assert page.title().startswith("Error: "), page.title()
    for link in summary.get_by_role("link").all():
        target = page.locator(f"[id='{link.get_attribute('href')[1:]}']")
        assert target.count() == 1, f"{link.inner_text()} leads nowhere"
        said = page.locator(".govuk-error-message").filter(has_text=link.inner_text())
        assert said.count(), f"{link.inner_text()!r} is not said beside its field"


class Nobody:
    """Looks at nothing: for a journey whose pages another journey looks at."""

    def __call__(self, page: Any, name: str = "") -> None:
        return


def record_request(page: Any, look: Any, *, forename: str = "Kai", wrong: bool = False, twin: bool = False) -> None:
    """From the menu to the confirmation: a mother rang. With `wrong`, a mistake on each page first."""

    def mistaken(name: str, button: str = "Save and continue") -> None:
        if wrong:
            press(page, button)
            in_error(page)
            look(page, f"{name} wrong")

    page.goto("/requests/new")
    look(page, "record start")
    press(page, "Start now")
    look(page, "record who")
    mistaken("record who", "Find or start a record")
    page.get_by_label("First name").fill(forename)
    page.get_by_label("Last name").fill("Alder")
    date(page, "Date of birth", 9, 3, 2016)
    press(page, "Find or start a record")
    if twin:
        look(page, "record match")
        mistaken("record match", page.locator("main form button[type=submit]").first.inner_text())
        page.get_by_label("None of these. Start a new record").check()
        page.locator("main form button[type=submit]").first.click()
    look(page, "record child")
    page.get_by_label("Postcode").fill("nowhere" if wrong else "le1 6tp")
    mistaken("record child")
    page.get_by_label("Male", exact=True).check()
    page.get_by_label("School or other setting").fill("Brook")
    page.get_by_label("Postcode").fill("le1 6tp")
    page.get_by_label("Address", exact=False).first.fill("1 Mill Lane")
    press(page, "Save and continue")
    look(page, "record family")
    mistaken("record family")
    page.get_by_label("Full name").fill("Jo Alder")
    page.get_by_label("Mother").check()
    page.get_by_role("group", name="Do they have parental responsibility").get_by_label("Yes").check()
    page.get_by_role("group", name="Does the child live with them?").get_by_label("Yes", exact=True).check()
    page.get_by_label("Email address").fill("jo.alder@example.org")
    page.get_by_label("Telephone number").fill("07700 900456")
    page.get_by_label("Email that says there is something to read").check()
    press(page, "Save and continue")
    look(page, "record request")
    mistaken("record request")
    page.get_by_label("Parent", exact=True).check()
    date(page, "When was the request received?", 2, 11, 2026)
    page.get_by_label("Telephone", exact=True).check()
    page.get_by_role("group", name="Is the child or young person in youth custody?").get_by_label("No").check()
    press(page, "Save and continue")
    look(page, "record said")
    page.get_by_label("What did they say?").fill("Kai finds school hard. He cries before he goes.")
    press(page, "Save and continue")
    look(page, "record check")
    press(page, "Record the request")
    heading(page, "Request recorded")
    look(page, "recorded")


def answer_the_test(page: Any, *, necessary: bool) -> None:
    """The two questions of the law, and the decision that follows from them."""
    date(page, "When was the parent or young person consulted", 10, 11, 2026)
    page.get_by_role("group", name="Does the child or young person have").get_by_label("Yes").check()
    page.get_by_label("Why? What in this child’s evidence shows it?").fill(WHY)
    page.get_by_role("group", name="May it be necessary").get_by_label("Yes" if necessary else "No").check()
    page.get_by_label("Why? What can the setting provide").fill(WHY)
    page.get_by_label("Assess" if necessary else "Do not assess", exact=True).check()
