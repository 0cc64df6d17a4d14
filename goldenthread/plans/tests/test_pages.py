"""The plan's pages, as those who write a plan and those who read it find them."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.core import drafts
from goldenthread.core.models import Reading
from goldenthread.people.models import Adult
from goldenthread.plans import actions
from goldenthread.plans.models import Line, LineWording, Served, Source, Version
from tests import making as people

from . import making
from .making import ON, worker_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(db):
    return making.draft()


@pytest.fixture
def at(version, client):
    """GET and POST below the version's address, as the named worker."""
    client.force_login(worker_of(version.child))
    return Pages(client, version)


class Pages:
    def __init__(self, client, version):
        self.client, self.version = client, version
        self.base = f"/children/{version.child_id}/plan/{version.pk}"

    def get(self, rest=""):
        return self.client.get(self.base + rest)

    def post(self, rest="", **said):
        return self.client.post(self.base + rest, said)

    def text(self, rest=""):
        answer = self.get(rest)
        assert answer.status_code == 200, (rest, answer.status_code)
        return html.unescape(re.sub(r"\s+", " ", answer.content.decode()))


def test_a_draft_is_begun_from_the_plans_own_page(client):
    child = making.child()
    client.force_login(worker_of(child))
    page = client.get(f"/children/{child.pk}/plan").content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    first, again = (client.post(f"/children/{child.pk}/plan/start", {"form_key": key}) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert Version.objects.count() == 1


def test_every_page_of_the_editor_opens_and_is_noted(at, version):
    need, outcome = making.line(version), making.line(version, "outcome")
    provision = making.line(version, "provision", text="Access to a mentor")
    actions.link(upper=need, lower=outcome, by=worker_of(version.child), on=ON)
    making.advice(version.child, "psychology", "Kai reads little.")
    pages = ["", "/read", "/thread", "/compare", "/to-put-right", "/advice", "/give-up", "/sections/F/add/provision", "/sections/A/add/view"]
    pages += [f"/sections/{letter}" for letter in "A B C D E F G H1 H2 I J K".split()]
    pages += [f"/lines/{provision.pk}{rest}" for rest in ("", "/links", "/sources", "/wordings", "/remove")]
    for rest in pages:
        before = Reading.objects.count()
        assert at.get(rest).status_code == 200, rest
        assert Reading.objects.count() == before + 1, rest


def test_findings_stand_beside_their_line_in_the_list_and_are_counted(at, version):
    making.line(version, "provision", text="Access to a mentor")
    for rest in ("/sections/F", "/to-put-right"):
        assert "‘Access to’ leaves room for doubt." in at.text(rest) and "Worcestershire v SE [2020] UKUT 217 (AAC)" in at.text(rest)
    assert re.search(r"F: Special educational provision</a></th> <td[^>]*>1</td> <td[^>]*><strong[^>]*>4 stop issue", at.text())


@pytest.mark.parametrize(("section", "number"), [("F", "F1"), ("H2", "H2.1")])
def test_a_line_has_the_number_here_that_it_has_on_paper(at, version, section, number):
    making.line(version, "provision", section=section)
    assert f">{number} <span" in at.text(f"/sections/{section}")


def test_a_line_is_added_with_what_its_kind_must_say(at, version):
    page = at.text("/sections/F/add/provision")
    for label in ("Who gives it", "With what skill or training", "Minutes each time", "How many times", "In each", "Weeks of a year", "Children in the group"):
        assert label in page
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    said = {"form_key": key, "text": "Direct therapy", "deliverer": "Therapist", "skill": "HCPC", "minutes": "30", "times": "1", "per": "week", "group_size": "1"}
    first, again = (at.post("/sections/F/add/provision", **said) for _ in range(2))
    line = Line.objects.get()
    assert first["Location"].endswith(f"/lines/{line.pk}/sources") and again["Location"].endswith("/sections/F")
    assert (line.minutes, line.times, line.per, line.group_size, line.section) == (30, 1, "week", 1, "F")


def test_a_number_that_is_none_is_refused_by_its_field_and_the_text_comes_back(at):
    answer = at.post("/sections/F/add/provision", text="Direct therapy", minutes="often")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200 and "Minutes each time must be a whole number" in page and "Direct therapy" in page and not Line.objects.exists()


def test_the_second_of_two_sees_both_texts_and_can_save_on_top(at, version):
    line = making.line(version, text="Kai finds reading very hard.")
    other = people.somebody("team_manager", name="Tomas Reyes")
    actions.change_line(line=Line.objects.get(pk=line.pk), said={"text": "Kai finds reading rather hard."}, revision=1, by=other, on=ON)
    answer = at.post(f"/lines/{line.pk}", text="Kai finds all reading hard.", version="1")
    page = html.unescape(answer.content.decode())
    assert answer.status_code == 200 and "Tomas Reyes changed this line just now" in page
    assert "Kai finds reading rather hard." in page and "Kai finds all reading hard." in page and 'class="plan-ins"' in page
    assert re.search(r'name="version" value="2"', page)
    assert at.post(f"/lines/{line.pk}", text="Kai finds all reading hard.", version="2").status_code == 302
    assert [each.said["text"] for each in LineWording.objects.filter(line=line).order_by("revision")] == [
        "Kai finds reading very hard.", "Kai finds reading rather hard.", "Kai finds all reading hard."
    ]  # fmt: skip


def test_what_was_typed_before_the_laptop_closed_is_there_again(at, version):
    line = making.line(version, text="Kai reads little.")
    assert at.post(f"/lines/{line.pk}/typed", text="Kai reads as a child of", version="1").status_code == 204
    page = at.text(f"/lines/{line.pk}")
    assert "Kai reads as a child of" in page and "did not save" in page
    at.post(f"/lines/{line.pk}", forget="yes")
    assert "Kai reads as a child of" not in at.text(f"/lines/{line.pk}")
    assert at.post("/sections/B/add/need/typed", text="A new need").status_code == 204
    assert "A new need" in at.text("/sections/B/add/need")


def test_saving_forgets_what_was_kept_while_typing(at, version):
    line = making.line(version, text="Kai reads little.")
    at.post(f"/lines/{line.pk}/typed", text="Kai reads", version="1")
    at.post(f"/lines/{line.pk}", text="Kai reads as a child of six.", version="1")
    assert drafts.load(user_id=worker_of(version.child).pk, form=f"planline.{line.pk}") is None


def test_one_sees_who_writes_in_a_line_now_and_who_changed_the_section_last(at, version):
    line, other = making.line(version), people.somebody("team_manager", name="Tomas Reyes")
    drafts.save(user_id=other.pk, form=f"planline.{line.pk}", part="line", answers={})
    actions.change_line(line=Line.objects.get(pk=line.pk), said={"text": "Other words"}, revision=1, by=other, on=ON)
    page = at.text("/sections/B")
    assert "Tomas Reyes is writing in this line now." in page and "Tomas Reyes changed this section just now." in page


def test_words_are_read_while_they_are_typed(at, version):
    answer = at.post("/check", section="F", kind="provision", text="Access to a mentor", deliverer="", line="")
    found = answer.json()["findings"]
    assert {one["code"] for one in found} == {"vague", "not_specified"} and all(one["sentence"] and one["citation"] for one in found)
    assert at.post("/check", section="Z", kind="provision", text="x").status_code == 404
    assert at.post("/check", section="F", kind="poem", text="x").status_code == 404


def test_the_advice_is_looked_at_before_it_is_taken_in(at, version):
    making.advice(version.child, "psychology", "Kai reads little.", {"text": "Direct speech therapy.", "kind": "provision"})
    making.advice(version.child, "medical", {"text": "A therapist teaches Kai new words.", "kind": "provision"}, {"text": "An unread line", "kind": ""}, author="Ana Roy")
    page = at.text("/advice")
    assert "Kai reads little." in page and "Act 2014, section 21(5)" in page and "For you to place (1)" in page and not Line.objects.exists()
    assert at.post("/advice").status_code == 302
    assert "5 lines were added. 1 passages wait" in at.text() and Source.objects.count() == 3
    assert "Nothing new" in at.text("/advice")


def test_links_are_chosen_by_boxes(at, version):
    need, outcome, provision = making.line(version), making.line(version, "outcome"), making.line(version, "provision")
    assert "Which needs is this outcome for?" in at.text(f"/lines/{outcome.pk}/links")
    assert at.post(f"/lines/{outcome.pk}/links", uppers=[str(need.pk)], lowers=[str(provision.pk)]).status_code == 302
    assert set(outcome.upper_links.values_list("upper_id", flat=True)) == {need.pk}
    answer = at.post(f"/lines/{outcome.pk}/links", uppers=[str(provision.pk)])
    assert answer.status_code == 200 and "Error:" in answer.content.decode()


def test_a_source_is_found_by_its_words_added_and_removed(at, version):
    line = making.line(version, text="Kai reads as a child of six.")
    passage = making.advice(version.child, "psychology", "His reading age is six.").passages.get()
    making.advice(version.child, "education", "He sleeps badly.", author="Asha Brook")
    page = at.text(f"/lines/{line.pk}/sources?q=reading")
    assert "His reading age is six." in page and "He sleeps badly." not in page
    at.post(f"/lines/{line.pk}/sources", passage=str(passage.pk))
    source = Source.objects.get()
    assert source.passage == passage
    at.post(f"/lines/{line.pk}/sources", remove=str(source.pk))
    assert not Source.objects.exists()
    jo = making.parent(version.child)
    at.post(f"/lines/{line.pk}/sources", family="yes", who=str(jo.pk), words="He loves books with pictures.")
    at.post(f"/lines/{line.pk}/sources", family="yes", who="child", words="I like trains.")
    assert [(each.adult, each.by_child) for each in Source.objects.order_by("pk")] == [(jo, False), (None, True)]
    assert "Enter the words" in at.post(f"/lines/{line.pk}/sources", family="yes", who="child").content.decode()


def test_a_line_is_taken_out_moved_and_brought_back(at, version):
    first, second = making.line(version, text="First"), making.line(version, text="Second")
    at.post(f"/lines/{second.pk}/move", to="up")
    assert list(Line.objects.filter(version=version).values_list("text", flat=True)) == ["Second", "First"]
    at.post(f"/lines/{first.pk}/remove", why="Said twice")
    assert "Bring back" in at.text("/sections/B")
    at.post(f"/lines/{first.pk}/bring-back")
    assert Line.objects.get(pk=first.pk).removed_on is None
    at.post(f"/lines/{first.pk}/move", section="C:need")
    assert Line.objects.get(pk=first.pk).section == "C"


def test_that_there_is_nothing_is_said_outright(at, version):
    assert "No social care needs related" in at.text("/sections/D")
    where = at.post("/sections/D/nothing")["Location"]
    assert where.endswith("/sources") and Line.objects.get().kind == "none"


def test_the_thread_is_a_picture_and_a_list_that_say_the_same(at, version):
    worker = worker_of(version.child)
    hope, need, outcome, _ = (making.line(version, kind, text=f"The {kind} & more") for kind in ("aspiration", "need", "outcome", "provision"))
    for upper, lower in ((hope, need), (need, outcome)):
        actions.link(upper=upper, lower=lower, by=worker, on=ON)
    page = at.get("/thread").content.decode()
    assert page.count('class="plan-thread__tie"') == 2 and page.count('class="plan-thread__mark"') == 3
    assert 'role="img"' in page and "The thread breaks at 3 of them." in page
    assert page.count("Break: ") == 3 and "Provision that is for nothing" in page


def test_two_versions_are_compared_word_by_word(at, version, client):
    worker = worker_of(version.child)
    making.line(version, text="Kai reads as a child of six."), making.line(version, text="Kai sleeps badly.")
    actions.give_up_version(version=version, why="Begun too soon", by=worker, on=ON)
    later = actions.start_draft(child=version.child, earlier=version, by=worker, on=ON)
    line = later.lines.get(text="Kai reads as a child of six.")
    actions.change_line(line=line, said={"text": "Kai reads as a child of seven."}, revision=1, by=worker, on=ON)
    page = Pages(client, later).text("/compare")
    assert "1 lines differ, 1 are the same" in page and re.search(r"<del[^>]*>.*six.*</del><ins[^>]*>.*seven.*</ins>", page)


# Who reads what


@pytest.fixture
def family(version):
    user = people.somebody("parent", people.body("forum"), name="Jo Alder")
    people.involve(user, version.child, "family")
    return making.parent(version.child, user=user)


def serve(version, **to):
    return Served.objects.create(version=version, as_kind="draft", served_on=ON, how="portal", **to)


def test_a_family_reads_what_was_served_to_them_and_nothing_before(client, version, family):
    making.line(version, text="Kai reads little.")
    client.force_login(family.user)
    at = Pages(client, version)
    assert [at.get(rest).status_code for rest in ("", "/read", "/thread")] == [404, 404, 404]
    assert "Version" not in client.get(f"/children/{version.child_id}/plan").content.decode().split("<main")[1].split("</main")[0]
    serve(version, adult=family)
    assert "Kai reads little." in at.text("/read") and "Being written" not in at.text("/read")
    assert at.get("").status_code == 302 and at.get("")["Location"].endswith("/read")
    assert at.get("/to-put-right").status_code in (403, 404)


def test_what_was_served_to_one_parent_the_other_does_not_read(client, version, family):
    serve(version, adult=Adult.objects.create(name="Sam Alder"))
    client.force_login(family.user)
    assert Pages(client, version).get("/read").status_code == 404


def test_a_young_person_reads_what_was_served_to_them(client, version):
    kai = people.somebody("young_person", people.body("forum"))
    people.involve(kai, version.child, "young_person")
    client.force_login(kai)
    assert Pages(client, version).get("/read").status_code == 404
    serve(version, to_child=True)
    assert Pages(client, version).get("/read").status_code == 200


@pytest.mark.parametrize(("role", "kind", "tie", "before", "after"), [
    ("psychologist", "psychology", "adviser", 404, 200), ("setting_staff", "setting", "setting", 404, 200), ("health_adviser", "health", "adviser", 200, 200),
    ("quality_auditor", "send_team", None, 404, 404), ("coordinator", "send_team", None, 404, 404), ("head_of_send", "send_team", None, 200, 200),
])  # fmt: skip
def test_others_read_a_draft_as_the_table_says(client, version, role, kind, tie, before, after):
    body = people.team() if kind == "send_team" else people.body(kind)
    person = people.somebody(role, body)
    if tie:
        people.involve(body, version.child, tie)
    client.force_login(person)
    at = Pages(client, version)
    assert at.get("/read").status_code == before
    serve(version, to_child=True)
    assert at.get("/read").status_code == after


def test_an_adviser_of_health_writes_their_sections_only(client, version):
    clinic = people.body("health")
    people.involve(clinic, version.child, "adviser")
    client.force_login(people.somebody("health_adviser", clinic))
    at = Pages(client, version)
    line = making.line(version)
    assert at.get("/sections/C/add/need").status_code == 200 and at.get("/sections/B/add/need").status_code == 404
    assert "Add need" in at.text("/sections/C") and "Add need" not in at.text("/sections/B")
    assert at.get(f"/lines/{line.pk}").status_code == 404 and at.post(f"/lines/{line.pk}", text="x", version="1").status_code == 404


# How much is asked of the database


def statements(do) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert do().status_code in (200, 302)
    return len([each for each in captured.captured_queries if "SAVEPOINT" not in each["sql"]])


# Makes two hundred lines: two thirds of a second.
def test_a_page_asks_no_more_for_three_hundred_lines_than_for_three(at, version):
    worker = worker_of(version.child)
    making.advice(version.child, "psychology", "Kai cannot do thing one.", {"text": "He asks.", "kind": "outcome"}, {"text": "Help.", "kind": "provision"})
    actions.take_in_advice(version=version, by=worker, on=ON)
    line = version.lines.filter(kind="need").first()
    pages = ["", "/sections/B", "/read", "/thread", "/to-put-right", "/compare", f"/lines/{line.pk}", f"/lines/{line.pk}/sources"]
    at.get()  # the first page of a session asks for its messages
    few = {rest: statements(lambda rest=rest: at.get(rest)) for rest in pages}
    making.advice(version.child, "education", *({"text": f"Kai cannot do thing {number} alone.", "kind": "need"} for number in range(200)))
    actions.take_in_advice(version=version, by=worker, on=ON)
    many = {rest: statements(lambda rest=rest: at.get(rest)) for rest in pages}
    assert many == few
    assert max(many.values()) <= 16, many


def test_saving_a_line_asks_few_questions(at, version):
    line = making.line(version)
    assert statements(lambda: at.post(f"/lines/{line.pk}", text="Other words", version="1")) <= 24
