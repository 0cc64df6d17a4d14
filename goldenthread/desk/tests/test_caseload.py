from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import opaque, wall
from goldenthread.core.models import Event, Reading
from goldenthread.desk.filters import Filters
from goldenthread.desk.models import SavedView
from goldenthread.people.models import Involvement

from . import making
from .making import ON


def names(page):
    return [row.name for row in page.context["page"].rows]


@pytest.fixture
def people(area, ellis):
    """Four children, each findable by something else."""
    return {
        "amy": making.child(area, forename="Amy", surname="Ash", received_on=ON - timedelta(days=50), worker=ellis, upn="A999900000001"),
        "ben": making.child(area, forename="Ben", surname="O’Beirne", born=date(2010, 5, 6), plan_on=date(2024, 1, 10), school="Harrow Field School"),
        "cai": making.child(area, forename="Cai", surname="Crane", received_on=ON - timedelta(days=2)),
        "dot": making.child(area, forename="Dot", surname="Dean", received_on=ON - timedelta(days=30), worker=ellis),
    }  # fmt: skip


SHOWN = {
    "q=ash": ["Amy Ash"],
    "q=obeirne": ["Ben O’Beirne"],
    "q=Cai+Cranne": ["Cai Crane"],
    "q=A999900000001": ["Amy Ash"],
    "q=6/5/2010": ["Ben O’Beirne"],
    "q=harrow+field": ["Ben O’Beirne"],
    "q=%25": [],
    "stage=plan": ["Ben O’Beirne"],
    "stage=plan&stage=deciding&sort=-name": ["Ben O’Beirne", "Dot Dean", "Cai Crane", "Amy Ash"],
    "worker=me&sort=name": ["Amy Ash", "Dot Dean"],
    "worker=none&sort=name": ["Cai Crane", "Ben O’Beirne"],
    "school=FIELD": ["Ben O’Beirne"],
    "school=100%25": [],
    "within=30": ["Dot Dean"],
    "group=secondary": [],
    "group=11": [],
    "group=12": ["Ben O’Beirne"],
    "group=primary&sort=-received": ["Cai Crane", "Dot Dean", "Amy Ash"],
    "show=closed": [],
    "sort=name": ["Amy Ash", "Cai Crane", "Dot Dean", "Ben O’Beirne"],
    "q=dean&sort=name": ["Dot Dean"],
}


def test_the_address_says_what_the_list_shows(at_desk, people):
    # Twenty addresses of one list: together they take a second, apart each would make the children again.
    for query, expected in SHOWN.items():
        assert names(at_desk.get(f"/caseload?{query}")) == expected, query


def test_a_reference_said_aloud_finds_its_child(at_desk, people):
    assert names(at_desk.get("/caseload", {"q": people["dot"].reference.lower()})) == ["Dot Dean"]


def test_a_number_typed_exactly_brings_no_others_like_it(at_desk, area):
    making.child(area, forename="Amy", surname="Ash", upn="A999900000001", received_on=ON)
    making.child(area, forename="Ben", surname="Birch", upn="A999900000012", received_on=ON)
    assert names(at_desk.get("/caseload?q=A999900000001")) == ["Amy Ash"]
    assert set(names(at_desk.get("/caseload?q=A999900000021"))) == {"Amy Ash", "Ben Birch"}


def test_late_shows_only_those_whose_time_ran_out(at_desk, people):
    shown = names(at_desk.get("/caseload?late=1"))
    assert "Amy Ash" in shown
    assert "Cai Crane" not in shown


def test_each_filter_can_be_taken_off_by_itself(at_desk, people):
    page = at_desk.get("/caseload?stage=deciding&worker=me&late=1&group=primary")
    assert [chip["text"] for chip in page.context["chip_links"]] == [
        "Deciding whether to assess",
        "Mine",
        "Late",
        "Primary (Reception to Year 6)",
    ]
    without_late = page.context["chip_links"][2]["href"]
    assert without_late == "/caseload?stage=deciding&worker=me&group=primary"
    assert names(at_desk.get(without_late)) == ["Amy Ash", "Dot Dean"]


WRONG = [
    ("stage=nonsense", "Stage “nonsense” is not one we know"),
    ("sort=upn", "Order “upn” is not one we know"),
    ("within=-3", "Days “-3” cannot be read"),
    ("within=١٢", "cannot be read"),
    ("worker=%00x", "Named worker “x” cannot be read"),
    ("worker=99999999999999999999", "cannot be read"),
    ("setting=<script>", "School or setting “&lt;script&gt;” cannot be read"),
    ("group=Year+3", "Year group “Year 3” is not one we know"),
    ("need=ZZZ", "Type of need “ZZZ” is not one we know"),
    ("late=yes", "Late “yes” is not one we know"),
    ("show=none", "Show “none” is not one we know"),
    ("q=" + "a" * 900, "Only the first 200 characters"),
    ("after=nonsense", ""),
    ("before=1&n=-4", ""),
    ("n=999999999999", ""),
    ("unknown=1", ""),
]


def test_what_the_address_gets_wrong_is_said_and_left_out(at_desk, area):
    # Sixteen addresses of one list.
    for query, sentence in WRONG:
        page = at_desk.get(f"/caseload?{query}")
        assert page.status_code == 200, query
        assert sentence in page.content.decode(), query


def test_pages_go_to_the_end_and_back_in_every_order_without_loss(at_desk, area, people):
    # Sixty children, some without the date they are sorted by: three pages and back in each of twelve orders.
    making.fill(area, 60)
    for name in ("due", "name", "stage", "dob", "received", "plan"):
        there_and_back(at_desk, name)
        there_and_back(at_desk, f"-{name}")


def there_and_back(at_desk, sort):
    seen, address = [], f"/caseload?sort={sort}"
    while address:
        page = at_desk.get(address)
        seen.append(names(page))
        address = page.context["steps"].get("next", {}).get("href")
    assert sorted(len(page) for page in seen) == [14, 25, 25]
    assert len({name for page in seen for name in page}) == 64
    back = at_desk.get(page.context["steps"]["previous"]["href"])
    assert names(back) == seen[1]
    assert names(at_desk.get(back.context["steps"]["previous"]["href"])) == seen[0]


def test_the_address_of_a_page_names_nobody(at_desk, area):
    # Thirty children make two pages.
    making.fill(area, 30)
    assert "number" not in at_desk.get("/caseload?sort=name").context["steps"]["next"]["href"].lower()


def test_the_count_says_where_one_is(at_desk, area):
    # Sixty children make three pages.
    making.fill(area, 60)
    page = at_desk.get("/caseload")
    assert page.context["count_words"] == "1 to 25 of 60 children"
    page = at_desk.get(page.context["steps"]["next"]["href"])
    assert page.context["count_words"] == "26 to 50 of 60 children"


def test_another_areas_children_are_on_no_list_and_in_no_count(client, people):
    making.sign_in(client, making.officer(making.area("Elsewhere"), role="head_of_send"))
    page = client.get("/caseload?show=all")
    assert names(page) == []
    assert page.context["page"].count == 0
    assert names(client.get("/caseload?q=ash")) == []


def test_a_closed_record_is_on_no_list_but_of_those_who_are_named(at_desk, client, area, ellis):
    making.child(area, forename="Hidden", surname="Hart", received_on=ON, closed_list_on=ON)
    page = at_desk.get("/caseload")
    assert (names(page), page.context["page"].count) == ([], 0)
    named = making.child(area, forename="Known", surname="Knoll", received_on=ON, closed_list_on=ON, worker=ellis)
    page = at_desk.get("/caseload")
    assert (names(page), page.context["page"].count) == (["Known Knoll"], 1)
    assert named.pk


def test_what_is_listed_leaves_one_reading_event(at_desk, people, ellis):
    at_desk.get("/caseload?sort=name")
    [reading] = Reading.objects.all()
    assert reading.by_id == ellis.pk
    assert set(reading.child_ids) == {child.pk for child in people.values()}


@pytest.mark.parametrize("role", ["board_member", "forum", "analyst", "administrator"])
def test_who_may_not_list_children_finds_no_caseload(client, area, role):
    making.sign_in(client, making.officer(area, role=role))
    assert client.get("/caseload").status_code == 403


# What the page asks, in order: the session, the user with their standing (and the wall), the page with all it offers,
# and the reading event. A search first sets how alike a misspelt word must be.
QUESTIONS = [
    'FROM "django_session"',
    "people_membership m JOIN",
    "branches AS (",
    'INSERT INTO "core_reading"',
]


@pytest.mark.parametrize("query", ["", "?sort=-name", "?late=1&worker=me", "?q=ash"])
def test_the_caseload_asks_the_same_few_questions_at_25_and_at_5000(at_desk, area, ellis, query):
    # 5,000 children take a second to make: the point is that they cost no question more than 25.
    counted = []
    making.child(area, received_on=ON - timedelta(days=50), worker=ellis)
    for how_many in (25, 5_000):
        making.fill(area, how_many, worker=ellis)
        at_desk.get(f"/caseload{query}")
        with CaptureQueriesContext(connection) as captured:
            at_desk.get(f"/caseload{query}")
        asked = [sql for sql in making.queries(captured) if "similarity_threshold" not in sql]
        counted.append(len(making.queries(captured)))
        for sql, expected in zip(asked, QUESTIONS, strict=True):
            assert expected in sql
    assert counted[0] == counted[1] <= 5


def test_a_deep_page_asks_no_more_than_the_first(at_desk, area, ellis):
    # 300 children make a deep page.
    making.fill(area, 300, worker=ellis)
    deep = "/caseload"
    for _ in range(5):
        deep = at_desk.get(deep).context["steps"]["next"]["href"]
    with CaptureQueriesContext(connection) as captured:
        at_desk.get(deep)
    assert len(making.queries(captured)) == len(QUESTIONS)


# --- saved views


def test_a_view_is_saved_renamed_and_deleted(at_desk, people, ellis):
    saved = at_desk.post(
        "/caseload/views", {"name": "My late ones", "filters": "late=1&worker=me&stage=nonsense"}, follow=True
    )
    assert saved.redirect_chain[-1][0] == "/caseload?worker=me&late=1"
    assert "My late ones" in saved.content.decode()
    view = SavedView.objects.get()
    at_desk.post(f"/caseload/views/{view.pk}/rename", {"name": "Mine, late"})
    view.refresh_from_db()
    assert view.name == "Mine, late"
    at_desk.post(f"/caseload/views/{view.pk}/delete")
    assert not SavedView.objects.exists()
    assert list(Event.objects.filter(verb__startswith="desk.").order_by("pk").values_list("verb", flat=True)) == [
        "desk.save_view", "desk.rename_view", "desk.delete_view",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name, sentence", [("", "Enter a name for this view"), ("Taken", "You already have a view with this name")]
)
def test_a_view_needs_a_name_of_its_own(at_desk, people, ellis, name, sentence):
    at_desk.post("/caseload/views", {"name": "Taken", "filters": "late=1"})
    page = at_desk.post("/caseload/views", {"name": name, "filters": "stage=plan"})
    assert sentence in page.content.decode()
    assert page.context["filters"].stage == ("plan",)
    assert SavedView.objects.count() == 1


def test_somebody_elses_view_does_not_exist_for_me(at_desk, area):
    other = SavedView.objects.create(user=making.officer(area), name="Theirs")
    assert at_desk.get(f"/caseload/views/{other.pk}/rename").status_code == 404
    assert at_desk.post(f"/caseload/views/{other.pk}/delete").status_code == 404


def test_those_on_a_closed_records_named_list_find_it_by_search_and_nobody_else_does(db, client):
    here = making.area()
    named, other, far = making.officer(here), making.officer(here), making.officer(making.area("Thornmouth"))
    closed = making.child(here, forename="Zephyrine", surname="Quill", plan_on=date(2024, 1, 10), closed_list_on=ON, upn="Z831999822314")
    making.child(here, received_on=ON, forename="Amy", surname="Quill")
    with wall.lifted(because="a test sets the scene"):
        Involvement.objects.create(
            child=closed, area=here, user=named, role="named_list", from_on=date(2026, 1, 5), because="Named"
        )
    for typed, also in (("Quill", True), ("zephirine", False), (closed.upn, False), (closed.reference, False)):
        for who, finds in ((named, True), (other, False), (far, False)):
            making.sign_in(client, who)
            page = client.get("/caseload", {"q": typed}).content.decode()
            assert ("Zephyrine" in page) == finds, (typed, who.name)
            assert ("Amy" in page) == (also and who is not far), typed


def test_no_number_of_a_person_or_a_school_stands_in_an_address(at_desk, ellis, people):
    key = opaque.key("user", ellis.pk)
    assert Filters(worker=str(ellis.pk), setting=7).query() == f"worker={key}&setting={opaque.key('organisation', 7)}"
    page = at_desk.get(f"/caseload?worker={key}&sort=name")
    assert names(page) == ["Amy Ash", "Dot Dean"]
    assert f'<option value="{key}" selected>' in page.content.decode()
    assert names(at_desk.get(f"/caseload?worker={ellis.pk}&sort=name")) == names(at_desk.get("/caseload?sort=name"))
