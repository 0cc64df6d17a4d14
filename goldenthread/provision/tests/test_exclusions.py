"""The register of suspensions and exclusions: entered with the support before, corrected, followed up, counted; strangers find nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from goldenthread.core import wall
from goldenthread.core.actions import action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Event
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.people.models import Attendance, Child, Organisation
from goldenthread.people.standing import stand
from goldenthread.plans.models import Plan
from goldenthread.provision.actions import say
from goldenthread.provision.exclusions import actions, policies, prior, reach, rules
from goldenthread.provision.exclusions.policies import Outcome
from goldenthread.provision.exclusions.summary import groups_of, standing_in
from goldenthread.provision.models import Exclusion, PriorSupport, TermDates
from goldenthread.provision.saying import Told
from tests import making

from . import making as provision
from .losing_school import FIRST, LAST, ON, _on_the_day_of_the_tests, at, facts, put, story, typed
from .test_pages import as_, key_of, words

__all__ = ["_on_the_day_of_the_tests", "story"]


# A school enters what it did


def test_a_school_enters_a_suspension_with_what_the_record_holds_and_what_it_did_itself(story):
    form = as_(story.senco).get(at(story, "/add"))
    shown = words(form)
    assert "Speech and language therapy to use picture cards" in shown and "nobody said whether it was given" in shown and "None that anybody here knows of" in shown
    line = next(each for each in prior.suggested(story.child, ON) if each.kind == "line")
    after = words(as_(story.senco).post(at(story, "/add"), typed(form, support=[line.key, "pastoral:"]), follow=True))
    assert "It is on the register" in after and "2½ school days" in after
    one = Exclusion.objects.get()
    assert (one.sessions, one.reasons, one.said_status, one.school, one.area) == (5, ["PA", "DB"], "", story.school, story.child.area)
    assert [(each.kind, each.words) for each in one.support.all()] == [("line", line.words), ("pastoral", "Pastoral support, mentoring or a nurture group")]
    told = Event.objects.get(verb="provision.record_exclusion")
    assert told.fact["reasons"] == ["PA", "DB"] and told.fact["support"] == 2 and "quiet" not in str(told.fact)


@pytest.mark.parametrize(
    ("other", "field", "sentence"),
    [
        ({"sessions": "7"}, "sessions", "at most 6 half days"),
        ({"last_on-day": "13"}, "last_on", "The last day must be the first day or later"),
        ({"first_on-day": "24", "last_on-day": "25"}, "first_on", "The first day must be today or in the past"),
        ({"reasons": []}, "reasons", "Select at least one reason"),
        ({"reasons": ["PP", "PA", "VP", "VA"]}, "reasons", "Select up to 3 reasons"),
        ({"support": []}, "support", "Select what support the child had, or that there was none"),
        ({"support": ["none", "pastoral:"]}, "support", "Select what applies, or select"),
        ({"first_on-day": "1", "first_on-month": "9"}, "said_status", "No plan was in force on 1 September 2026"),
    ],
)
def test_what_cannot_be_is_said_by_its_field_and_what_was_typed_is_kept(story, other, field, sentence):
    form = as_(story.senco).get(at(story, "/add"))
    shown = words(as_(story.senco).post(at(story, "/add"), typed(form, **other)))
    assert sentence in shown and f'id="{field}-error"' in shown and "A quiet room since May." in shown
    assert not Exclusion.objects.exists()


def test_a_day_without_school_makes_no_suspension(story):
    with pytest.raises(Refused, match="no school day"):
        put(story, first_on=date(2026, 11, 14), last_on=date(2026, 11, 15), sessions=1)


def test_the_same_days_are_entered_once(story):
    put(story)
    with pytest.raises(Refused, match="is on the register already"):
        put(story, sessions=1)
    with pytest.raises(Refused, match="for some of these days"):
        put(story, first_on=LAST, last_on=LAST + timedelta(days=1), sessions=2)


def test_a_form_that_is_sent_twice_enters_one(story):
    said = typed(as_(story.senco).get(at(story, "/add")))
    for _ in range(2):
        assert as_(story.senco).post(at(story, "/add"), said).status_code == 302
    assert Exclusion.objects.count() == 1


def test_a_school_enters_nothing_for_another_school_and_nothing_of_a_child_who_was_never_there(story):
    making.involve(elsewhere := making.school("Far School"), story.child, "setting")
    stranger = making.somebody("setting_staff", elsewhere)
    with pytest.raises(Refused, match="only what your own school did"):
        put(story, by=story.senco, school=elsewhere)
    assert "Your school is not on this child’s record" in words(as_(stranger).get(at(story, "/add")))


# At lunchtimes


def test_each_lunchtime_counts_as_half_a_day_and_it_is_a_suspension_all_the_same(story):
    form = as_(story.senco).get(at(story, "/add"))
    lunches = {**typed(form, kind="lunchtimes", lunches="3"), **{f"lunch_last_on-{part}": value for part, value in (("day", "18"), ("month", "11"), ("year", "2026"))}}
    shown = words(as_(story.senco).post(at(story, "/add"), {**lunches, "lunches": "4"}))
    assert "there are at most 3 lunchtimes" in shown and 'id="lunches-error"' in shown and not Exclusion.objects.exists()
    shown = words(as_(story.senco).post(at(story, "/add"), lunches, follow=True))
    assert "Suspension at lunchtimes" in shown and "3 lunchtimes, counted as 1½ school days" in shown
    one = Exclusion.objects.get()
    assert (one.kind, one.part, one.sessions, one.last_on) == ("suspension", "lunch", 3, LAST)
    assert groups_of(Exclusion.objects.all())["plan", "primary"].suspensions == 1
    for query, number in (("kind=lunchtimes", 1), ("kind=suspension", 1)):
        assert f"{number} on the register" in words(as_(story.manager).get(f"/exclusions?{query}"))
    form = words(as_(story.senco).get(at(story, "/correct", one)))
    assert 'value="lunchtimes" checked' in form and re.search(r'<input[^>]* name="lunches"[^>]* value="3"', form)
    assert "A suspension at lunchtimes from 16 November 2026 was put on the register" in words(as_(story.worker).get(f"/children/{story.child.pk}/timeline"))


def test_an_exclusion_for_good_is_none_at_lunchtimes(story):
    one = put(story, kind="permanent", last_on=None, sessions=None, part="lunch")
    assert (one.part, one.named) == ("days", "Permanent exclusion")


# From the sixth school day


def test_suspensions_without_a_school_day_between_them_count_as_one_towards_the_sixth_day(story):
    put(story, first_on=date(2026, 11, 5), last_on=date(2026, 11, 9), sessions=6)
    second = put(story, first_on=date(2026, 11, 10), last_on=date(2026, 11, 13), sessions=8)
    shown = words(as_(story.worker).get(at(story, "", second)))
    assert "From 12 November 2026 at the earliest, the sixth school day, the school arranges" in shown and "count as one" in shown
    Organisation.objects.filter(pk=story.school.pk).update(establishment_type="Pupil referral unit")
    assert "the sixth school day, the council arranges" in words(as_(story.worker).get(at(story, "", second)))
    apart = put(story, first_on=date(2026, 11, 17), last_on=date(2026, 11, 20), sessions=8)
    assert "at the earliest" not in words(as_(story.worker).get(at(story, "", apart)))


@pytest.mark.parametrize(("born", "from_on"), [("2010-11-01", date(2026, 6, 26)), ("2009-09-01", date(2026, 6, 26)), ("2009-08-31", None), ("2021-10-01", None)])
def test_nobody_must_arrange_education_before_or_after_compulsory_school_age(story, born, from_on):
    child = making.child("Wren Poole", born=date.fromisoformat(born))
    one = put(story, by=story.manager, child=child, kind="permanent", last_on=None, sessions=None, said_status="none", first_on=date(2026, 6, 19))
    assert policies.education_from(one) == from_on


# What the child had on the day


def test_a_plan_in_force_on_the_first_day_is_known_and_otherwise_the_school_says(story):
    put(story, said_status="none")
    earlier = put(story, first_on=date(2026, 6, 8), last_on=date(2026, 6, 8), sessions=1, said_status="support")
    found = {each.pk: (each.status, each.year_group, each.phase) for each in reach.with_phase(Exclusion.objects.all())}
    assert found[earlier.pk] == ("support", 5, "primary")
    assert {status for status, *_ in found.values()} == {"plan", "support"}
    assert Exclusion.objects.exclude(pk=earlier.pk).get().said_status == ""


@pytest.mark.parametrize(("born", "first", "year", "phase"), [("2015-08-31", "2026-08-31", 6, "primary"), ("2015-08-31", "2026-09-01", 7, "secondary"), ("2021-09-01", "2025-09-01", -1, "early_years"), ("2009-09-01", "2026-09-01", 12, "post16")])
def test_the_year_group_is_that_of_the_first_day(story, born, first, year, phase):
    child = making.child("Wren Poole", born=date.fromisoformat(born))
    day = date.fromisoformat(first)
    put(story, by=story.manager, child=child, first_on=day, last_on=day, sessions=1, said_status="none")
    one = reach.with_phase(Exclusion.objects.filter(child=child)).get()
    assert (one.year_group, one.phase) == (year, phase)


def test_help_that_never_came_is_suggested_as_missed(story):
    row = provision.watched(story.version)
    stand(story.parent, ON)
    for number in (-5, -4, -3):
        say(told=Told(row, "family", provision.week(number), "missed", "staff"), by=story.parent, on=ON)
    suggested = {each.kind: each for each in prior.suggested(story.child, ON)}
    assert suggested["missed"].words == "Promised and not given in any of 3 weeks spoken of: Speech and language therapy to use picture cards"
    stand(story.worker, ON)
    put(story, support=[suggested["missed"]])
    assert groups_of(Exclusion.objects.all())["plan", "primary"].unsupported == 1, "help that was missed is no support"


# Corrected, followed up, decided, withdrawn


def test_a_correction_keeps_what_stood_before_and_the_second_of_two_is_told(story):
    one = put(story, support=[prior.Prior("pastoral", "Pastoral support")])
    form = as_(story.senco).get(at(story, "/correct", one))
    assert 'value="pastoral:" checked' in words(form)
    said = typed(form, sessions="4", version="1", support=["none"])
    assert "It is corrected" in words(as_(story.senco).post(at(story, "/correct", one), said, follow=True))
    one.refresh_from_db()
    assert (one.sessions, one.reasons, one.version, one.support.count()) == (4, ["PA", "DB"], 2, 0)
    told = Event.objects.get(verb="provision.correct_exclusion").fact
    assert (told["sessions"], told["before"]["sessions"], told["before"]["support"]) == (4, 6, 1)
    stand(story.worker, ON)
    with pytest.raises(Changed):
        actions.correct_exclusion(exclusion=Exclusion.objects.get(), facts=facts(story), support=[], version=1, by=story.worker, on=ON)


def test_governors_then_a_panel_decide_on_a_permanent_exclusion(story):
    one = put(story, kind="permanent", last_on=None, sessions=None)
    stand(story.worker, ON)
    for outcome, sentence in (
        (Outcome(panel="quashed", panel_on=ON), "Enter what the governors decided first"),
        (Outcome(governors="upheld"), "on which day"),
        (Outcome(governors="upheld", governors_on=ON + timedelta(days=1)), "today or in the past"),
        (Outcome(governors="upheld", governors_on=FIRST - timedelta(days=1)), "cannot be before it began"),
        (Outcome(cancelled_on=ON, governors="upheld", governors_on=ON), "before the governors meet"),
    ):
        with pytest.raises(Refused, match=sentence):
            actions.note_outcome_of_exclusion(exclusion=one, outcome=outcome, by=story.worker, on=ON)
    actions.note_outcome_of_exclusion(exclusion=one, outcome=Outcome(governors="upheld", governors_on=FIRST, panel="recommended", panel_on=ON), by=story.worker, on=ON)
    one.refresh_from_db()
    assert one.stands and one.decided_on == ON


def test_one_after_which_the_child_was_taken_back_counts_in_no_figure_and_stays_on_show(story):
    one = put(story, kind="permanent", last_on=None, sessions=None)
    form = as_(story.senco).get(at(story, "/outcome", one))
    said = {"form_key": key_of(form), "version": "1", "cancelled": "no", "governors": "reinstated", "reinstated_on-day": "20", "reinstated_on-month": "11", "reinstated_on-year": "2026", "panel": "none"}
    assert "Taken back: the governors reinstated the child" in words(as_(story.senco).post(at(story, "/outcome", one), said, follow=True))
    assert not standing_in(Exclusion.objects.all(), rules.year_began(ON), ON).exists()
    assert "Does not stand" in words(as_(story.worker).get("/exclusions"))


def test_a_mistaken_entry_is_taken_off_with_its_reason_and_can_be_entered_again(story):
    one = put(story)
    form = as_(story.worker).get(at(story, "/withdraw", one))
    assert "Say why it is taken off" in words(as_(story.worker).post(at(story, "/withdraw", one), {"form_key": key_of(form), "version": "1", "why": ""}))
    as_(story.worker).post(at(story, "/withdraw", one), {"form_key": key_of(form), "version": "1", "why": "Another child"})
    assert "None on the register" in words(as_(story.worker).get(at(story)))
    assert "Another child" in words(as_(story.worker).get(at(story, "", one)))
    assert as_(story.parent).get(at(story, "", one)).status_code == 404
    assert as_(story.worker).get(at(story, "/correct", one)).status_code == 404
    put(story)


# Somebody must see to it


def losing(on=ON):
    return set(Exclusion.objects.filter(reach.losing(on)).values_list("first_on", flat=True))


def test_more_than_five_days_of_a_term_with_a_plan_are_to_be_followed_up_until_somebody_did(story):
    put(story, first_on=date(2026, 10, 5), last_on=date(2026, 10, 9), sessions=8)
    put(story, first_on=date(2026, 11, 9), last_on=date(2026, 11, 9), sessions=2)
    assert losing() == set(), "five days are not more than five"
    third = put(story)
    assert losing() == {FIRST}
    assert "Follow up" in words(as_(story.worker).get("/exclusions?calls=yes"))
    stand(story.manager, ON)
    actions.follow_up_exclusion(exclusion=third, done="He learns at home until Friday; an early review is asked for.", by=story.manager, on=ON)
    assert losing() == set()
    put(story, first_on=ON, last_on=ON, sessions=1)
    assert losing() == {ON}, "each further one is seen to"


def test_days_of_another_term_are_not_added(story):
    TermDates.objects.create(area=making.area(), term="summer", year=2025, first_on=date(2026, 6, 1), last_on=date(2026, 7, 20))
    Plan.objects.filter(child=story.child).update(made_on=date(2025, 1, 6))
    put(story, first_on=date(2026, 7, 13), last_on=date(2026, 7, 17), sessions=10)
    put(story)
    assert losing() == set()


def test_terms_begin_on_set_days_where_the_area_keeps_no_dates(story):
    TermDates.objects.all().delete()
    Plan.objects.filter(child=story.child).update(made_on=date(2025, 1, 6))
    put(story, first_on=date(2026, 4, 13), last_on=date(2026, 4, 15), sessions=6)
    put(story, first_on=date(2026, 4, 20), last_on=date(2026, 4, 24), sessions=10)
    assert losing() == set()
    put(story, first_on=date(2026, 8, 31), last_on=date(2026, 8, 31), sessions=1)
    assert losing() == {date(2026, 8, 31)}


def test_a_permanent_exclusion_of_a_child_with_a_plan_is_to_be_followed_up_and_of_one_without_is_not(story):
    put(story, kind="permanent", last_on=None, sessions=None)
    without = making.child("Wren Poole")
    put(story, by=story.manager, child=without, kind="permanent", last_on=None, sessions=None, said_status="support")
    assert [each.child for each in Exclusion.objects.filter(reach.losing(ON))] == [story.child]


# Who sees it


def test_each_sees_what_is_theirs(story):
    one = put(story)
    other = making.school("High Wood School")
    for who, status in (
        (story.senco, 200), (story.worker, 200), (story.manager, 200), (story.parent, 200), (making.somebody("setting_staff", other), 404), (making.officer("Somebody else"), 404),
        (making.somebody("analyst"), 403), (making.somebody("team_manager", of=making.area("991", "Thornmouth")), 404),
    ):  # fmt: skip
        assert as_(who).get(at(story)).status_code == status, who.name
        assert as_(who).get(at(story, "", one)).status_code == status, who.name
    assert as_(story.parent).get(at(story, "/correct", one)).status_code == 403
    assert Client().get(at(story)).status_code == 302


def test_whoever_gives_a_line_sees_no_exclusion(story):
    put(story)
    clinic = making.body("health", name="Calder Community Therapies")
    making.involve(clinic, story.child, "deliverer")
    assert as_(making.somebody("health_adviser", clinic)).get(at(story)).status_code == 403


def test_a_school_lists_its_own_and_corrects_no_other_schools(story):
    theirs = making.school("High Wood School")
    Attendance.objects.create(child=story.child, organisation=theirs, entry_on=date(2026, 1, 5), left_on=date(2026, 10, 1))
    one = put(story, school=theirs, first_on=date(2026, 9, 21), last_on=date(2026, 9, 21), sessions=2)
    listed = words(as_(story.senco).get("/exclusions"))
    assert "Nothing is on the register" in listed and "Kai" not in listed
    assert "High Wood School" in words(as_(story.senco).get(at(story, "", one)))
    assert as_(story.senco).get(at(story, "/correct", one)).status_code == 404
    put(story)
    assert "Kai Alder" in words(as_(story.senco).get("/exclusions"))


def test_a_coordinator_lists_her_own_cases_and_a_manager_the_area(story):
    put(story)
    assert "Kai Alder" in words(as_(story.worker).get("/exclusions"))
    assert "Kai Alder" not in words(as_(making.officer("Somebody else")).get("/exclusions"))
    assert "Kai Alder" in words(as_(story.manager).get("/exclusions"))
    assert "Kai Alder" not in words(as_(making.somebody("team_manager", of=making.area("991", "Thornmouth"))).get("/exclusions"))


@action
def _move(*, child, to, by, on):
    Child.objects.filter(pk=child.pk).update(area=to)
    record("tests.move", child=child)


def test_a_child_who_moved_is_on_the_new_areas_register_alone_and_what_happened_is_counted_where_it_did(story):
    one = put(story)
    to = making.area("991", "Thornmouth")
    there = making.somebody("team_manager", of=to)
    _move(child=story.child, to=to, by=command("tests"), on=ON)
    assert "Kai Alder" in words(as_(there).get("/exclusions")) and as_(there).get(at(story, "", one)).status_code == 200
    assert "Kai Alder" not in words(as_(story.manager).get("/exclusions")) and as_(story.manager).get(at(story, "", one)).status_code == 404
    with wall.lifted(because="a test looks at both areas"):
        assert [Exclusion.objects.filter(area=area).count() for area in (making.area(), to)] == [1, 0]


def test_an_action_asks_for_the_right_too(story):
    one = put(story)
    stranger = making.officer("Somebody else")
    stand(stranger, ON)
    with pytest.raises(NotAllowed):
        actions.withdraw_exclusion(exclusion=one, why="Mine now", by=stranger, on=ON)


def test_the_database_shows_a_stranger_no_row_and_lets_nobody_write_outside_an_action(story):
    put(story, support=[prior.Prior("pastoral", "Pastoral support")])
    stand(making.somebody("setting_staff", making.school()), ON)
    assert (Exclusion.objects.count(), PriorSupport.objects.count()) == (0, 0)
    stand(story.worker, ON)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', '', true)")
    with pytest.raises(DatabaseError, match="outside an action"):
        Exclusion.objects.update(sessions=1)
