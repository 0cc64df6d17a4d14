import pytest

from goldenthread.desk.context import navigation

from . import making


@pytest.mark.parametrize(
    "role, places",
    [
        ("coordinator", ["My work", "Caseload", "Record a request", "Messages", "Asks to settle", "Advice board", "Reviews", "Transfers", "Panels", "Disputes", "Exclusions", "Exports", "Outbox"]),
        ("head_of_send", ["My work", "Caseload", "Advice board", "Reviews", "Transfers", "Panels", "Disputes", "Exclusions", "Area", "Improvement plans", "Import a return", "Exports", "Systems", "Agreements", "Contacts"]),
        ("analyst", ["Area"]),
        ("board_member", ["Area", "Improvement plans"]),
        ("information_governance", ["Records looked at", "Systems", "Agreements", "Contacts"]),
        ("administrator", ["Accounts", "Systems", "Agreements", "Contacts", "How the law is read"]),
        ("parent", ["Your family"]),
        ("setting_staff", ["Advice", "Consultations", "Reviews", "What was given", "Exclusions", "School in figures"]),
        ("provider", ["What was given", "Services"]),
        ("psychologist", ["Advice", "Reviews", "What was given"]),
    ],
)
def test_everybody_is_led_only_where_they_may_go(client, area, role, places):
    making.sign_in(client, making.officer(area, role=role))
    page = client.get("/start")
    assert [place["text"] for place in navigation(page.wsgi_request)] == places
    for place in navigation(page.wsgi_request):
        assert client.get(place["href"], follow=True).status_code == 200


def test_the_place_one_is_at_is_marked(client, area):
    making.sign_in(client, making.officer(area))
    here = [place["text"] for place in navigation(client.get("/caseload").wsgi_request) if place["current"]]
    assert here == ["Caseload"]


def test_a_visitor_is_led_nowhere(client, db):
    assert navigation(client.get("/").wsgi_request) == []
