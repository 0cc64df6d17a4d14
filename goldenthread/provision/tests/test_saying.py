"""Three sides say what arrived; nothing said is lost; a fortnight missed is somebody's task."""

from datetime import date, timedelta

import pytest

from goldenthread.core import clock, wall
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.standing import stand
from goldenthread.provision import actions, board
from goldenthread.provision.models import DeliveryRecord, WatchedLine
from goldenthread.provision.saying import Told
from tests import making

from . import making as provision

ON = provision.ON


@pytest.fixture(autouse=True)
def _on_the_day_of_the_tests():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def story(db):
    """Kai has therapy once a week, given by a clinic; his mother and his school can say."""

    class Story:
        pass

    provision.terms()
    story = Story()
    story.school, story.clinic = making.school("Low Wood School"), making.body("health", name="Calder Community Therapies")
    story.worker = making.officer("Priya Nair")
    story.version = provision.plan(None, {**provision.THERAPY, "body": story.clinic}, at=story.school, worker=story.worker)
    story.child = story.version.child
    story.parent = provision.parent_of(story.child)
    story.teacher = making.somebody("setting_staff", story.school, name="Ines Marsh")
    story.therapist = making.somebody("health_adviser", story.clinic, name="Grace Otieno")
    making.involve(story.clinic, story.child, "deliverer")
    return story


def line(story):
    return provision.watched(story.version)


def say(story, who, side, week, state, on=ON, **more):
    stand(who, on)
    return actions.say(told=Told(line(story), side, provision.week(week), state, **more), by=who, on=on)


def view(story, who):
    standing = stand(who, ON)
    from goldenthread.people.policies import pairs_on

    [found] = board.lines_of(story.child, standing, pairs_on(standing, story.child), ON)
    return found


def test_a_plan_that_is_issued_has_each_line_of_its_provision_watched(story):
    row = line(story)
    assert (row.every, row.times, row.source, row.worker_id, row.setting_id, row.deliverer_id) == (
        "week", 1, "fields", story.worker.pk, story.school.pk, story.clinic.pk,
    )  # fmt: skip
    assert row.starts_on == provision.ISSUED


def test_family_school_and_therapist_each_have_a_side_and_none_speaks_for_another(story):
    say(story, story.parent, "family", -1, "given")
    say(story, story.teacher, "setting", -1, "given")
    say(story, story.therapist, "deliverer", -1, "given")
    for who, side in ((story.parent, "setting"), (story.teacher, "deliverer"), (story.therapist, "family")):
        with pytest.raises(NotAllowed, match="cannot say for somebody else"):
            say(story, who, side, -2, "given")
    assert set(DeliveryRecord.objects.values_list("side", flat=True)) == {"family", "setting", "deliverer"}


def test_where_two_sides_differ_it_is_not_agreed_and_both_are_shown(story):
    say(story, story.parent, "family", -1, "missed", why="staff")
    say(story, story.therapist, "deliverer", -1, "given")
    [cell] = [cell for cell in view(story, story.parent).cells if cell.words]
    assert cell.told == "Not agreed" and sorted((word.side, word.state) for word in cell.words.values()) == [("deliverer", "given"), ("family", "missed")]


def test_saying_the_same_again_changes_nothing(story):
    assert [say(story, story.parent, "family", -1, "given") for _ in range(2)] == ["created", "unchanged"]
    assert DeliveryRecord.objects.count() == 1


def test_a_correction_keeps_what_was_said_before(story):
    say(story, story.parent, "family", -1, "missed")
    assert say(story, story.parent, "family", -1, "given") == "changed"
    before, now = DeliveryRecord.objects.order_by("said_at", "pk")
    assert before.corrected_at and before.state == "missed" and now.corrected_at is None and now.state == "given"


def test_the_child_being_away_is_neither_given_nor_missed(story):
    say(story, story.teacher, "setting", -1, "missed", why="absent")
    say(story, story.teacher, "setting", -2, "missed", why="absent")
    tally = view(story, story.worker).tally
    assert (tally.of("away"), tally.of("missed"), tally.share) == (2, 0, None)
    assert line(story).missing_from is None


def test_a_fortnight_missed_is_kept_for_the_named_worker_until_it_is_followed_up(story):
    say(story, story.parent, "family", -2, "missed")
    assert line(story).missing_from is None
    say(story, story.parent, "family", -1, "missed")
    row = line(story)
    assert (row.missing_from, row.missing_until, row.known_on, row.worker_id) == (provision.week(-2), provision.week(-1), ON, story.worker.pk)
    stand(story.worker, ON)
    actions.follow_up(line=row, done="The therapist was ill; two sessions are made up in December.", by=story.worker, on=ON)
    assert line(story).missing_from is None
    say(story, story.parent, "family", 0, "missed")
    assert line(story).missing_from is None, "one more week is no fortnight"


def test_a_week_missed_and_one_not_agreed_make_a_fortnight(story):
    say(story, story.parent, "family", -2, "missed")
    say(story, story.parent, "family", -1, "missed")
    say(story, story.therapist, "deliverer", -1, "given")
    assert line(story).missing_from == provision.week(-2)


def test_a_week_that_was_given_ends_the_run_and_a_correction_takes_the_task_away(story):
    say(story, story.parent, "family", -3, "missed")
    say(story, story.parent, "family", -2, "given")
    say(story, story.parent, "family", -1, "missed")
    assert line(story).missing_from is None
    say(story, story.parent, "family", -2, "missed")
    assert line(story).missing_from == provision.week(-3)
    say(story, story.parent, "family", -2, "given")
    assert line(story).missing_from is None


def test_half_term_between_two_missed_weeks_is_no_week_missed(story):
    for number in (-5, -3):  # 19 October and 2 November, with half term between them
        say(story, story.parent, "family", number, "missed")
    row = line(story)
    assert (row.missing_from, row.missing_until) == (date(2026, 10, 19), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("week", "words"), [(1, "has not begun"), (-20, "promised from 7 September 2026")]
)
def test_a_week_to_come_or_before_the_promise_is_refused_with_its_reason(story, week, words):
    with pytest.raises(Refused, match=words):
        say(story, story.parent, "family", week, "given")


def test_a_stranger_and_another_clinic_say_nothing(story):
    other = making.somebody("health_adviser", making.body("health"))
    row = line(story)
    for who in (other, making.somebody("parent", making.body("forum"))):
        stand(who, ON)
        with pytest.raises(NotAllowed):
            actions.say(told=Told(row, "family", provision.week(-1), "given"), by=who, on=ON)


def test_an_officer_notes_what_they_were_told_as_told(story):
    say(story, story.worker, "family", -1, "missed", why="staff")
    assert DeliveryRecord.objects.get().source == "told"


def test_what_was_said_is_told_as_an_event_without_names(story):
    say(story, story.parent, "family", -1, "missed", note="Ms Park was away")
    [event] = Event.objects.filter(verb="provision.say")
    assert event.child_id == story.child.pk and event.fact["states"] == ["missed"] and "Park" not in str(event.fact)


def test_equipment_has_its_own_clock_which_an_amended_plan_does_not_begin_again(db):
    version = provision.plan(None, {"text": "A standing frame for use in class"}, issued_on=date(2026, 9, 7))
    row = provision.watched(version)
    assert row.equipment_due_on == date(2026, 10, 19)
    parent = provision.parent_of(version.child)
    stand(parent, ON)
    actions.say(told=Told(row, "family", provision.week(0), "given"), by=parent, on=ON)
    assert provision.watched(version).equipment_met_on == ON


def test_a_person_sets_a_rhythm_with_a_reason_and_the_earlier_one_is_kept(db):
    version = provision.plan(None, {"text": "Regular help from an adult"})
    row = provision.watched(version)
    assert row.every == ""
    worker = row.worker
    stand(worker, ON)
    with pytest.raises(Refused, match="how you know"):
        actions.set_rhythm(line=row, every="week", times=1, weeks=None, all_year=False, why=" ", by=worker, on=ON)
    actions.set_rhythm(line=row, every="week", times=2, weeks=None, all_year=False, why="Agreed with the school", by=worker, on=ON)
    now = provision.watched(version)
    assert (now.every, now.times, now.source) == ("week", 2, "person")


def test_a_body_let_in_sees_its_line_and_leaves_with_it(story):
    row = line(story)
    other = making.body("provider", name="Saturday Sparks")
    nora = making.somebody("provider", other)
    stand(story.worker, ON)
    actions.let_deliverer_answer(line=row, organisation=other, by=story.worker, on=ON)
    assert provision.watched(story.version).deliverer_id == other.pk
    assert story.child.involvements.filter(organisation=other, role="deliverer", until_on__isnull=True).exists()
    say(story, nora, "deliverer", -1, "given")
    stand(story.worker, ON)
    actions.let_deliverer_answer(line=line(story), organisation=None, by=story.worker, on=ON)
    assert not story.child.involvements.filter(organisation=other, role="deliverer", until_on__isnull=True).exists()


def test_making_everything_kept_again_changes_nothing(story):
    from goldenthread.provision.keeping import refresh_lines

    for number in (-2, -1):
        say(story, story.parent, "family", number, "missed")
    with wall.lifted(because="a test makes kept rows again"):
        assert refresh_lines([story.child.pk]) == 0


def test_a_plan_that_ended_is_watched_no_longer(story):
    from goldenthread.plans.models import Plan

    Plan.objects.update(ceased_on=ON, cease_reason="1")
    making.kept(story.child)
    assert not WatchedLine.objects.exists()


def test_five_working_days_from_when_it_was_known(story):
    from goldenthread.provision.tasks import task_of

    for number in (-2, -1):
        say(story, story.parent, "family", number, "missed")
    assert task_of(line(story)).due_on == ON + timedelta(days=7)


def test_what_the_school_says_of_the_childs_absence_explains_a_miss_for_which_nobody_gave_a_reason(story):
    for number in (-2, -1):
        say(story, story.therapist, "deliverer", number, "missed")
        say(story, story.teacher, "setting", number, "missed", why="absent")
    assert view(story, story.worker).tally.of("away") == 2 and line(story).missing_from is None


def test_an_absence_does_not_excuse_a_miss_of_which_somebody_says_why(story):
    for number in (-2, -1):
        say(story, story.parent, "family", number, "missed", why="staff")
        say(story, story.teacher, "setting", number, "missed", why="absent")
    assert line(story).missing_from == provision.week(-2)
