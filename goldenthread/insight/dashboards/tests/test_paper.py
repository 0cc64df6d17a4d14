"""The board paper says what the page says; a school sees its own pupils, and of the area only guarded numbers."""

import html
import re
from datetime import timedelta

import pypdfium2
import pytest

from goldenthread.casework.models import Request
from goldenthread.insight.dashboards import paper
from goldenthread.people.models import Attendance
from goldenthread.plans.models import Plan
from tests import making

ON = making.TODAY


def plans(number: int) -> None:
    for _ in range(number):
        child = making.child()
        Plan.objects.create(child=child, area=child.area, made_on=ON - timedelta(days=60))
        making.kept(child)


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def tiles(page: str) -> list[tuple[str, str]]:
    return [(html.unescape(re.sub("<[^>]+>", "", name)), value) for name, value in re.findall(r"<dt>(.*?)</dt><dd>([^<]+)</dd>", page)]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["head_of_send", "board_member"])
def test_every_number_of_the_page_is_in_the_paper_and_the_paper_has_no_other(client, monkeypatch, role):
    """Two whole pages and a PDF: a second."""
    plans(12)
    said = []
    monkeypatch.setattr(paper, "told", lambda place, shown, told=paper.told: said.append(told(place, shown)) or said[-1])
    client.force_login(making.somebody(role))
    page = client.get("/area").content.decode()
    answer = client.get("/area/paper.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert [tuple(row) for row in said[0]["parts"][0]["rows"]] == tiles(page)
    shown = html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page)))
    for part in said[0]["parts"]:
        assert part["sentence"].split(" Each counts")[0] in shown
        for row in part["rows"]:
            assert all(cell in shown for cell in row)
    assert ("12" in dict(tiles(page))["Plans in force"]) == (role == "head_of_send")
    printed = re.sub(r"\s+", " ", text_of(answer.content))
    assert "Plans in force" in printed
    assert dict(tiles(page))["Plans in force"] in printed


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "address"), [("forum", "/area/paper.pdf"), ("board_member", "/area/paper.pdf?for=head"), ("designated_officer", "/area/paper.pdf")])
def test_nobody_takes_away_a_paper_that_is_not_theirs(client, role, address):
    client.force_login(making.somebody(role))
    assert client.get(address).status_code in (403, 404)


def pupil(at, **request):
    child = making.child()
    Attendance.objects.create(child=child, organisation=at, entry_on=ON - timedelta(days=400))
    making.involve(at, child, "setting")
    Request.objects.create(child=child, area=child.area, received_on=ON - timedelta(days=60), route="parent", channel="post", **request)
    making.kept(child)
    return child


@pytest.mark.django_db
def test_a_school_counts_its_own_pupils_and_no_other_schools(client):
    ours, theirs = making.school("Harrow Field School"), making.school("Low Wood School")
    pupil(ours)
    pupil(ours)
    pupil(theirs)
    client.force_login(making.somebody("setting_staff", ours))
    page = client.get("/school/figures").content.decode()
    assert dict(tiles(page))["Being assessed"] == "2"
    assert "Low Wood" not in page
    assert client.get(f"/school/figures?school={theirs.urn}").status_code == 404


@pytest.mark.django_db
def test_a_school_without_pupils_here_says_so(client):
    client.force_login(making.somebody("setting_staff", making.school()))
    assert "No pupil on your roll is known here" in client.get("/school/figures").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["board_member", "provider", "head_of_send"])
def test_nobody_but_a_schools_own_people_opens_its_figures(client, role):
    client.force_login(making.somebody(role))
    assert client.get("/school/figures").status_code == 404
