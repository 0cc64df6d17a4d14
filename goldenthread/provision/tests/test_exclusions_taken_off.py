"""An entry that was a mistake is read by those who keep the register alone; what a school did is put right by that school or the council."""

from datetime import date

import pytest

from goldenthread.core.refusals import NotAllowed
from goldenthread.people.models import Attendance
from goldenthread.people.standing import stand
from goldenthread.provision.exclusions import actions
from goldenthread.provision.exclusions.policies import Outcome
from tests import making

from .losing_school import ON, _on_the_day_of_the_tests, at, facts, put, story, typed
from .test_pages import as_, key_of, words

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


def test_whoever_sends_a_form_about_one_that_was_taken_off_meanwhile_is_told_so(story):
    one = put(story)
    forms = {step: as_(story.worker).get(at(story, f"/{step}", one)) for step in ("correct", "outcome", "follow-up", "withdraw")}
    taken_off = {"form_key": key_of(forms["withdraw"]), "version": "1", "why": "Another child"}
    for _ in range(2):  # pressed twice
        shown = words(as_(story.worker).post(at(story, "/withdraw", one), taken_off, follow=True))
        assert "None on the register" in shown and "This was taken off the register." not in shown
    for step, said in (("correct", {"sessions": "4"}), ("outcome", {"cancelled": "no"}), ("follow-up", {"done": "Seen."}), ("withdraw", {"why": "Another child"})):
        sent = typed(forms[step], version="1", **said)
        if step == "withdraw":
            sent["form_key"] = "5d1cc5cf-7e0a-4b8e-8c1c-3d62b6f0f0aa"
        shown = words(as_(story.worker).post(at(story, f"/{step}", one), sent, follow=True))
        assert "This was taken off the register." in shown and "Another child" in shown, step
    assert as_(story.parent).post(at(story, "/correct", one), {}).status_code == 403
