"""A list keeps its state in its address, and nowhere else."""

from django.http import QueryDict

from goldenthread.core.form_fields import ChoiceField, Form, ManyChoiceField, TextField
from goldenthread.core.listing import Listing


class Filters(Form):
    marks_optional = False
    name = TextField(label="Name", required=False)
    stage = ManyChoiceField(label="Stage", required=False, choices=[("request", "Request"), ("plan", "Plan")])
    worker = ChoiceField(label="Worker", required=False, draw_as="select", choices=[("7", "Asha Brook")])


def listing(query):
    return Listing("/caseload", QueryDict(query))


def test_changing_the_order_keeps_the_filters_and_goes_back_to_the_first_page():
    column = listing("stage=plan&stage=request&page=4").column("Due", sort="due", current="name")
    assert column["sort_href"] == "/caseload?stage=plan&stage=request&sort=due"
    assert column["sorted"] == "none"


def test_the_same_heading_turns_the_order_round():
    assert listing("").column("Due", sort="due", current="due")["sort_href"] == "/caseload?sort=-due"
    assert listing("").column("Due", sort="due", current="due")["sorted"] == "ascending"
    assert listing("").column("Due", sort="due", current="-due")["sort_href"] == "/caseload?sort=due"
    assert listing("").column("Due", sort="due", current="-due")["sorted"] == "descending"


def test_a_column_that_cannot_be_sorted_has_no_link():
    assert listing("").column("School")["sort_href"] is None


def test_an_order_that_is_not_offered_is_not_taken():
    assert listing("sort=-due").sorted_by(["due"], "name") == "-due"
    assert listing("sort=password").sorted_by(["due"], "name") == "name"
    assert listing("sort=--due").sorted_by(["due"], "name") == "name"


def test_each_filter_in_force_has_a_chip_that_takes_it_away():
    here = listing("name=kai&stage=plan&stage=request&worker=7&sort=due")
    assert here.chips(Filters(here.query)) == [
        {"text": "Name: kai", "href": "/caseload?stage=plan&stage=request&worker=7&sort=due"},
        {"text": "Stage: Plan", "href": "/caseload?name=kai&worker=7&sort=due&stage=request"},
        {"text": "Stage: Request", "href": "/caseload?name=kai&worker=7&sort=due&stage=plan"},
        {"text": "Worker: Asha Brook", "href": "/caseload?name=kai&stage=plan&stage=request&sort=due"},
    ]


def test_a_filter_that_is_empty_or_not_offered_has_no_chip():
    here = listing("name=&stage=nonsense&worker=")
    assert here.chips(Filters(here.query)) == []


def test_pages_show_the_first_the_last_and_those_around():
    steps = listing("stage=plan").pages(5, 12)
    assert [item.get("number", "…") for item in steps["items"]] == ["1", "…", "4", "5", "6", "…", "12"]
    assert steps["next"]["href"] == "/caseload?stage=plan&page=6"
    assert [item["number"] for item in steps["items"] if item.get("current")] == ["5"]
    assert "previous" not in listing("").pages(1, 2) and "next" not in listing("").pages(2, 2)
    assert listing("").pages(1, 1) == {}


def test_pages_by_key_carry_the_key_they_begin_from():
    steps = listing("sort=due&after=old").steps(before="2026-01-01,7", after="2026-02-01,9")
    assert steps["previous"]["href"] == "/caseload?sort=due&before=2026-01-01%2C7"
    assert steps["next"]["href"] == "/caseload?sort=due&after=2026-02-01%2C9"
    assert listing("").steps() == {}


def test_the_address_of_a_list_with_no_state_is_its_path():
    assert listing("page=3").href() == "/caseload"
    assert listing("name=kai").href(name=None) == "/caseload"
