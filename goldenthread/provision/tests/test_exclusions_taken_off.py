"""An entry that was a mistake is read by those who keep the register alone; what a school did is put right by that school or the council."""

from datetime import date

import pytest

from goldenthread.core.refusals import NotAllowed
from goldenthread.people.models import Attendance
from goldenthread.provision.exclusions import actions
from goldenthread.provision.exclusions.policies import Outcome
from tests import making

from .test_exclusions import ON, _on_the_day_of_the_tests, as_, at, facts, put, stand, story, words

__all__ = ["_on_the_day_of_the_tests", "story"]


def test_what_was_entered_for_the_wrong_child_is_not_shown_to_that_childs_family_or_to_another_school(story):
    one = put(story, note="He hit Mia Beck in the yard")
    stand(story.worker, ON)
    actions.withdraw_exclusion(exclusion=one, why="It was of Mia Beck and not of this child", by=story.worker, on=ON)
    other = making.school("High Wood School")
    Attendance.objects.create(child=story.child, organisation=other, rank=2)
    making.involve(other, story.child, "setting")
    for who in (story.parent, making.somebody("setting_staff", other)):
        answer = as_(who).get(at(story, "", one))
        assert answer.status_code == 404 and b"Mia" not in answer.content, who.name
    assert "Mia Beck" in words(as_(story.worker).get(at(story, "", one)))


def test_another_school_of_the_child_puts_nothing_right_that_it_did_not_do(story):
    one = put(story)
    other = making.school("High Wood School")
    Attendance.objects.create(child=story.child, organisation=other, rank=2)
    making.involve(other, story.child, "setting")
    theirs = making.somebody("setting_staff", other)
    stand(theirs, ON)
    with pytest.raises(NotAllowed, match="own school"):
        actions.withdraw_exclusion(exclusion=one, why="Ours now", by=theirs, on=ON)
    with pytest.raises(NotAllowed, match="own school"):
        actions.note_outcome_of_exclusion(exclusion=one, outcome=Outcome(cancelled_on=date(2026, 11, 19)), by=theirs, on=ON)
    with pytest.raises(NotAllowed, match="own school"):
        actions.correct_exclusion(exclusion=one, facts=facts(story, sessions=2), support=[], by=theirs, on=ON)
