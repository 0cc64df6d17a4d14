"""Whether help arrived, and how far children have come, as totals in which nobody can be recognised."""

import re
from datetime import date

import pytest
from django.test import Client

from goldenthread.core import clock
from goldenthread.insight import arrived, outcomes
from goldenthread.people.standing import stand
from goldenthread.plans.models import Line
from goldenthread.provision import actions, board
from goldenthread.provision.saying import Told
from goldenthread.provision.tests import making as provision
from goldenthread.reviews.models import Progress, Review
from tests import making

ON = provision.ON


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


def said(row, side, week, state, why=""):
    from goldenthread.core.actors import command

    actions.say(told=Told(row, side, provision.week(week), state, why), by=command("tests"), on=ON)


def families(number, school, *weeks):
    """So many children at a school, each with one weekly line of which the school says this of the newest weeks."""
    made = []
    for each in range(number):
        version = provision.plan(making.child(f"Child{each} {school.name}"), {**provision.THERAPY, "broad_area": "communication"}, at=school)
        for back, (state, why) in enumerate(weeks, 1):
            said(provision.watched(version), "setting", -back, state, why)
        made.append(version)
    return made


@pytest.fixture
def area(db):
    provision.terms()
    return making.area()


def test_a_missed_week_moves_the_share_and_a_childs_absence_does_not(area):
    school = making.school("Low Wood School")
    [version] = families(1, school, ("given", ""), ("given", ""))
    [before] = arrived.shares(area.pk, ON, "all")
    said(provision.watched(version), "setting", -3, "missed", "absent")
    [away] = arrived.shares(area.pk, ON, "all")
    said(provision.watched(version), "setting", -4, "missed", "staff")
    [after] = arrived.shares(area.pk, ON, "all")
    assert [(each.given, each.spoken_of, each.away) for each in (before, away, after)] == [(2, 2, 0), (2, 2, 1), (2, 3, 1)]


def test_the_totals_say_of_each_week_what_the_childs_own_page_says(area):
    [version] = families(1, making.school(), ("given", ""), ("missed", "staff"), ("missed", "absent"), ("given", ""))
    row = provision.watched(version)
    said(row, "family", -1, "missed")
    said(row, "family", -2, "missed", "absent")
    said(row, "family", -3, "missed", "absent")
    said(row, "deliverer", -3, "missed")
    said(row, "family", -5, "missed")
    said(row, "setting", -6, "missed")
    said(row, "family", -6, "missed", "absent")
    standing = stand(row.worker, ON)
    from goldenthread.people.policies import pairs_on

    [view] = board.lines_of(version.child, standing, pairs_on(standing, version.child), ON)
    with_words = {outcome: view.tally.of(outcome) for outcome in ("given", "missed", "disputed", "away")}
    [totals] = arrived.shares(area.pk, ON, "all")
    assert with_words == {"given": totals.given, "missed": totals.missed, "disputed": totals.disputed, "away": totals.away}


def test_a_mother_taps_missed_for_a_fortnight_and_it_is_somebodys_task_and_moves_the_measure_until_it_is_followed_up(area):
    [version] = families(1, making.school("Low Wood School"), ("given", ""))
    mother, manager = signed_in(provision.parent_of(version.child)), signed_in(making.somebody("head_of_send"))
    row = provision.watched(version)
    worker, line = signed_in(row.worker), f"/children/{version.child_id}/provision/{row.pk}"
    assert "Find out why help did not arrive" not in worker.get("/work").content.decode()
    assert (counted(manager)["Given, of weeks spoken of"], counted(manager)["Fortnights missed, not followed up"]) == ("100%", "0")
    for back in (-3, -2):
        mother.post(f"{line}/say", {"week": provision.week(back).isoformat(), "state": "missed", "back": "child"})
    assert "Find out why help did not arrive" in worker.get("/work").content.decode()
    assert (counted(manager)["Given, of weeks spoken of"], counted(manager)["Fortnights missed, not followed up"]) == ("33.3%", "1")
    form = worker.get(f"{line}/follow-up").content.decode()
    worker.post(f"{line}/follow-up", {"form_key": re.search(r'name="form_key" value="([0-9a-f-]+)"', form)[1], "done": "The therapist was ill; both are made up."})
    assert "Find out why help did not arrive" not in worker.get("/work").content.decode()
    assert (counted(manager)["Given, of weeks spoken of"], counted(manager)["Fortnights missed, not followed up"]) == ("33.3%", "0")


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def counted(client):
    """The figures at the head of the page, by their names."""
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", client.get("/area/help").content.decode()))


def test_who_has_no_right_to_the_rows_sees_nothing_of_a_school_with_few_children(area):
    few, many = making.school("Small School"), making.school("Large School")
    families(2, few, ("missed", "staff"))
    families(9, many, ("given", ""))
    shown = {}
    for role in ("head_of_send", "board_member"):
        client = Client()
        client.force_login(making.somebody(role))
        answer = client.get("/area/help")
        assert answer.status_code == 200
        shown[role] = answer.content.decode()
    assert "Child0" not in shown["head_of_send"] + shown["board_member"]
    rows = arrived.rows_of(arrived.shares(area.pk, ON, "school"), arrived.Guard(open_rows=False), {})
    assert {row[0]: row[1] for row in rows} == {"Small School": "*", "Large School": "100%"}
    assert "shown as *" in shown["board_member"] and "shown as *" not in shown["head_of_send"]


def test_a_closed_record_is_in_no_total(area):
    [version] = families(1, making.school(), ("given", ""))
    child = version.child
    child.closed_list_on = date(2026, 2, 1)
    child.save()
    making.kept(child)
    assert arrived.shares(area.pk, ON, "all") == []


def with_outcome(name, *points, **said_of):
    """A plan with one outcome for communication, with progress noted on days."""
    child = making.child(name)
    need = {"section": "B", "kind": "need", "text": "Talks little", "broad_area": "communication"}
    outcome = {"section": "E", "kind": "outcome", "text": "Asks for help", **said_of}
    version = provision.plan(child, {"text": "Weekly help"}, outcome, need, links=((2, 1), (1, 0)))
    line = version.lines.get(kind="outcome")
    line.version = version
    for on, scale in points:
        from goldenthread.core.actors import command

        actions.note_progress(line=line, seen_on=on, scale=scale, evidence="Seen", by=command("tests"), on=ON)
    return line


def test_the_newest_progress_of_each_outcome_counts_whoever_noted_it(area):
    with_outcome("Kai Alder", (date(2026, 9, 20), 1), (date(2026, 11, 20), 3))
    two = with_outcome("Ada Birch", (date(2026, 9, 20), 4))
    review = Review.objects.create(plan=two.version.plan, met_on=date(2026, 11, 10))
    Progress.objects.create(review=review, position=1, lineage=two.lineage, outcome=two.text, scale=1)
    with_outcome("Bo Cole")
    [whole] = outcomes.groups(area.pk, ON, "all")
    assert (whole.outcomes, whole.known, whole.expected, whole.children) == (3, 2, 1, 3)
    assert [each.key for each in outcomes.groups(area.pk, ON, "area of need")] == ["communication"]
    assert [(each.key, each.outcomes) for each in outcomes.groups(area.pk, ON, "agency")] == [("Education", 3)]
    assert {each.key for each in outcomes.groups(area.pk, ON, "age")} == {"5 to 10"}
    assert sum(each.known for each in outcomes.by_quarter(area.pk, ON)) == 4


def test_a_plan_without_an_outcome_is_counted(area):
    provision.plan(making.child("Kai Alder"), {"text": "Weekly help"})
    with_outcome("Ada Birch")
    assert tuple(outcomes.children_without(area.pk, ON)) == (2, 1)


def test_what_the_themes_tell_is_said_in_sentences(area):
    for number in range(9):
        with_outcome(f"Child{number} Alder", (date(2026, 11, 20), 1), theme="community")
    client = Client()
    client.force_login(making.somebody("head_of_send"))
    shown = client.get("/area/outcomes").content.decode()
    assert "0% are as expected: below our aim of 70%" in shown
    assert "No outcome of any plan is tied to: work and higher education, independent living, being as healthy as possible." in shown
    assert not Line.objects.filter(text__in=shown).exists()


@pytest.mark.parametrize("page", ["/area/help", "/area/outcomes"])
def test_an_area_of_which_nothing_is_known_says_so(db, page):
    client = Client()
    client.force_login(making.somebody("head_of_send"))
    assert client.get(page).status_code == 200
    assert client.get(f"{page}?area=999").status_code == 404
