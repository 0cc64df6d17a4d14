"""The minimum data set is agreed by versions; what was given, is missing, came late or misses its target follows from what is held."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from goldenthread.core import clock
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.insight.services.actions import end_service
from goldenthread.insight.services.minimum.actions import add_item, agree_set, begin_draft, drop_item, give_values
from goldenthread.insight.services.minimum.held import asked_in, cells, summed
from goldenthread.insight.services.minimum.models import MinimumItem, MinimumSet, MinimumValue
from goldenthread.insight.services.minimum.reading import Given, read_values
from goldenthread.insight.services.policies import View
from goldenthread.insight.services.tests.made import ON, QUARTER, send, service, waiting
from goldenthread.insight.services.tests.test_pages import look, page
from goldenthread.insight.tests.test_indicator_pages import words
from tests import making

pytestmark = pytest.mark.django_db
SPRING = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _on_the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def one():
    """A service with 30 waiting, 10 of them longer than the standard, at the end of the summer."""
    made = service(at=making.body("health", name="Calder Therapies"))
    send(made, *waiting(20, (QUARTER - timedelta(days=30)).isoformat()), *waiting(10, (QUARTER - timedelta(days=150)).isoformat(), first=50), on=date(2026, 10, 20))
    return made


def said(one, **more):
    return {
        "name": "Children seen in time", "source": "service:within", "service": one, "contract": "Contract 12", "giver": one.organisation, "unit": "%", "every": 3, "due_days": 30, "side": "least",
        "target": Decimal(92), **more,
    }  # fmt: skip


def agreed(one, *more, on=date(2026, 5, 4)):
    by = making.somebody("commissioner")
    draft = begin_draft(area=one.area, by=by, on=on)
    for each in more or ({},):
        add_item(draft=draft, said=said(one, **each), by=by, on=on)
    return agree_set(draft=draft, agreed_on=on, agreed_in="Strategic group, item 4", by=by, on=on)


ENTERED = {"name": "Staff trained", "source": "entered", "service": None, "unit": "count", "side": "least", "target": Decimal(20)}
SHARE = {"name": "Families who are satisfied", "source": "entered", "service": None, "unit": "%", "side": "", "target": None}


def of(made, quarters=(QUARTER,), *, exact=True, on=ON):
    view = View(made.area, on, exact, True, frozenset(), rows=exact)
    return cells(made, list(made.items.select_related("service", "giver")), quarters, view)


def test_a_version_that_is_agreed_never_changes_and_the_next_begins_with_it(one):
    first = agreed(one)
    by = making.somebody("analyst")
    with pytest.raises(Refused, match="is agreed and does not change"):
        add_item(draft=first, said=said(one), by=by, on=ON)
    second = begin_draft(area=one.area, by=by, on=ON)
    add_item(draft=second, said=said(one, **ENTERED), by=by, on=ON)
    drop_item(item=second.items.get(code="M001"), by=by, on=ON)
    assert [each.code for each in first.items.all()] == ["M001"]
    assert [each.code for each in second.items.all()] == ["M002"]
    with pytest.raises(Refused, match="There is a draft already"):
        begin_draft(area=one.area, by=by, on=ON)
    assert agree_set(draft=second, agreed_on=ON, agreed_in="Board", by=by, on=ON).version == 2


@pytest.mark.parametrize(
    ("more", "why"),
    [({"source": "elsewhere"}, "where the value comes from"), ({"service": None}, "of which service"), ({"side": ""}, "at least or at most"), ({"target": None}, "Give a target together")],
)
def test_what_cannot_be_asked_for_is_refused(one, more, why):
    by = making.somebody("commissioner")
    draft = begin_draft(area=one.area, by=by, on=ON)
    with pytest.raises(Refused, match=why):
        add_item(draft=draft, said=said(one, **more), by=by, on=ON)


def test_only_those_who_may_draft_and_agree(one):
    with pytest.raises(NotAllowed):
        begin_draft(area=one.area, by=making.somebody("provider", one.organisation), on=ON)
    by = making.somebody("commissioner")
    draft = begin_draft(area=one.area, by=by, on=ON)
    with pytest.raises(Refused, match="asks for nothing yet"):
        agree_set(draft=draft, agreed_on=ON, agreed_in="Board", by=by, on=ON)
    with pytest.raises(Refused, match="Say where"):
        agree_set(draft=draft, agreed_on=ON, agreed_in=" ", by=by, on=ON)
    with pytest.raises(Refused, match="lies ahead"):
        agree_set(draft=draft, agreed_on=ON + timedelta(days=1), agreed_in="Board", by=by, on=ON)


def test_what_a_service_told_is_given_by_its_return_and_held_against_the_target(one):
    made = agreed(one, {}, {"name": "Waiting", "source": "service:waiting", "side": "most", "target": Decimal(40)}, {"name": "Requests", "source": "indicator:EHC05", "service": None, "side": "", "target": None})
    found = of(made, (SPRING, QUARTER))
    assert [(each.state, each.value, each.met) for each in found["M001"]] == [("late", None, None), ("given", 66.7, False)]
    assert [(each.state, each.value, each.met) for each in found["M002"]] == [("late", None, None), ("given", 30.0, True)]
    assert summed(row[1] for row in found.values()).breached == 1


def test_what_a_body_enters_is_given_late_missing_or_to_come(one):
    made = agreed(one, ENTERED)
    by = making.somebody("provider", one.organisation)
    assert of(made, on=date(2026, 10, 1))["M001"][0].state == "due"
    assert of(made)["M001"][0].state == "late"
    give_values(of=made, quarter=QUARTER, given=[Given("M001", Decimal(18))], by=by, on=ON)
    assert [(each.state, each.value, each.met) for each in of(made)["M001"]] == [("given late", 18.0, False)]
    assert give_values(of=made, quarter=QUARTER, given=[Given("M001", Decimal(18))], by=by, on=ON) == {"new": 0, "changed": 0, "unchanged": 1}
    assert give_values(of=made, quarter=QUARTER, given=[Given("M001", Decimal(25))], by=by, on=ON)["changed"] == 1
    assert of(made)["M001"][0].value == 25
    assert list(MinimumValue.objects.values_list("value", "replaced_on")) == [(Decimal(18), ON), (Decimal(25), None)]


def test_nobody_owes_a_thing_for_quarters_that_were_over_when_it_was_first_agreed(one):
    made = agreed(one, ENTERED, on=ON)
    assert [(each.state, each.met) for each in of(made, (SPRING, QUARTER))["M001"]] == [("not asked", None), ("not asked", None)]
    assert of(made, (date(2026, 12, 31),), on=date(2027, 2, 1))["M001"][0].state == "late"
    give_values(of=made, quarter=QUARTER, given=[Given("M001", Decimal(18))], by=making.somebody("analyst"), on=ON)
    assert of(made)["M001"][0].value == 18
    second = begin_draft(area=one.area, by=making.somebody("analyst"), on=ON)
    agree_set(draft=second, agreed_on=ON, agreed_in="Board", by=making.somebody("analyst"), on=ON)
    assert of(second, (SPRING,))["M001"][0].state == "not asked"


def test_nothing_is_owed_of_a_service_after_the_quarter_in_which_it_ended(one):
    made = agreed(one)
    end_service(service=one, by=making.somebody("commissioner"), on=ON)
    assert [each.state for each in of(made, (date(2026, 12, 31), date(2027, 3, 31)), on=date(2027, 6, 1))["M001"]] == ["late", "not asked"]


def test_only_the_body_and_the_council_give_what_is_entered(one):
    made = agreed(one, ENTERED, {})
    with pytest.raises(NotAllowed, match="Calder Therapies gives M001"):
        give_values(of=made, quarter=QUARTER, given=[Given("M001", Decimal(1))], by=making.somebody("provider", making.body("provider")), on=ON)
    with pytest.raises(Refused, match="M002 is not entered by anybody"):
        give_values(of=made, quarter=QUARTER, given=[Given("M002", Decimal(1))], by=making.somebody("analyst"), on=ON)
    with pytest.raises(Refused, match="is not over yet"):
        give_values(of=made, quarter=date(2026, 12, 31), given=[], by=making.somebody("analyst"), on=ON)


def test_small_numbers_that_were_entered_are_hidden(one):
    made = agreed(one, ENTERED, SHARE, {**SHARE, "name": "Others"})
    give_values(of=made, quarter=QUARTER, given=[Given("M001", Decimal(5)), Given("M002", Decimal(50), 6), Given("M003", Decimal("50.4"), 60)], by=making.somebody("analyst"), on=ON)
    found = of(made, exact=False)
    assert [(found[code][0].value, found[code][0].hidden, found[code][0].met) for code in ("M001", "M002", "M003")] == [(None, True, None), (None, True, None), (50.0, False, None)]


def test_half_years_and_years_are_asked_for_at_their_ends():
    ends = [date(2026, 3, 31), SPRING, QUARTER, date(2026, 12, 31)]
    assert [[asked_in(MinimumItem(every=every), end) for end in ends] for every in (3, 6, 12)] == [[True] * 4, [False, True, False, True], [False, False, False, True]]


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        ("M009,,,5,", "Code", "none of the codes"), ("M001,,,many,", "Value", "Enter a number"), ("M001,,,1.5,", "Value", "whole number"), ("M002,,,140,", "Value", "from 0 to 100"),
        ("M002,,,40,", "Out of", "Say out of how many"), ("M002,,,40,0", "Out of", "above nought"), ("M001,,,-3,", "Value", "Enter a number"),
    ],
)  # fmt: skip
def test_a_row_of_a_contract_return_that_cannot_be_taken_says_why(row, column, why):
    items = {"M001": MinimumItem(code="M001", source="entered", unit="count"), "M002": MinimumItem(code="M002", source="entered", unit="%")}
    read = read_values(f"Code,What,Unit,Value,Out of\n{row}".encode(), items)
    assert [(fault.line, fault.column) for fault in read.faults] == [(2, column)]
    assert why in read.faults[0].sentence


def test_the_board_sees_the_whole_on_one_page_with_its_versions(client, one):
    agreed(one, {}, ENTERED)
    told = page(client, "board_member", "/services/minimum")
    assert "Version 1, agreed on 4 May 2026 in: Strategic group, item 4" in told
    assert "July to September 2026 2 1 0 1 0 1" in told
    assert "At least 92%" in told
    assert "67% Misses the target" in told
    assert "Children seen in time At least 92% 67% Misses the target" in told
    assert "Draft the next version" not in told
    look(client, making.somebody("provider", one.organisation), "/services/minimum", 404)


def test_a_version_is_drafted_and_agreed_on_its_pages(client, one):
    client.force_login(making.somebody("analyst"))
    assert "No minimum data set is agreed yet" in words(client.get("/services/minimum").content.decode())
    assert "Until it is agreed, the version before stands" in words(client.post("/services/minimum/draft/begin", follow=True).content.decode())
    typed = {"name": "Seen in time", "source": "service:within", "service": str(one.pk), "contract": "", "giver": one.organisation_id, "unit": "%", "every": 3, "due_days": 30, "side": "least", "target": "92"}
    assert "Enter what must be seen" in words(client.post("/services/minimum/draft", {**typed, "name": ""}).content.decode())
    assert "M001 is in the draft" in words(client.post("/services/minimum/draft", {**typed, "form_key": "00000000-0000-4000-8000-000000000001"}, follow=True).content.decode())
    client.post("/services/minimum/draft", {**typed, "name": "Other", "form_key": "00000000-0000-4000-8000-000000000002"})
    assert "M002 is out of the draft" in words(client.post("/services/minimum/draft/M002/drop", follow=True).content.decode())
    day = {"agreed_on-day": "20", "agreed_on-month": "11", "agreed_on-year": "2026"}
    assert "Enter where it was agreed" in words(client.post("/services/minimum/draft/agree", day).content.decode())
    assert "Version 1 is agreed" in words(client.post("/services/minimum/draft/agree", {**day, "agreed_in": "Board"}, follow=True).content.decode())
    assert MinimumSet.objects.get().agreed_on == date(2026, 11, 20)
    for again, said in (("agree", "There is no draft to agree"), ("M001/drop", "The draft does not ask for that"), ("", "There is no draft any more")):
        assert said in words(client.post(f"/services/minimum/draft{'/' if again else ''}{again}", {**day, **typed, "agreed_in": "Board", "form_key": "00000000-0000-4000-8000-000000000003"}, follow=True).content.decode())
    assert MinimumSet.objects.count() == MinimumItem.objects.count() == 1


def test_a_body_gives_its_contract_return_from_the_template(client, one):
    agreed(one, {}, ENTERED)
    by = making.somebody("provider", one.organisation)
    book = CalamineWorkbook.from_filelike(BytesIO(look(client, by, "/services/minimum/template.xlsx").content))
    assert book.get_sheet_by_name("Contract return").to_python()[1][:3] == ["M002", "Staff trained", "A number"]
    assert len(book.get_sheet_by_name("Data dictionary").to_python()) == 3
    upload = lambda value: {"quarter": "2026-09-30", "file": SimpleUploadedFile("c.csv", f"Code,What,Unit,Value,Out of\nM002,,,{value},".encode())}  # noqa: E731 - a file can be read once
    assert "This is none of" not in words(client.post("/services/minimum/give", upload("22"), follow=True).content.decode())
    assert MinimumValue.objects.get().value == 22
    assert "Enter a number, like 62.5" in words(client.post("/services/minimum/give", upload("lots")).content.decode())
    other = making.somebody("provider", making.body("provider"))
    assert "Nothing is asked of you" in page(client, other, "/services/minimum/give")
