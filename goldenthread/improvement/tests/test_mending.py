"""What was printed wrong is mended by a person, beside what was printed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from goldenthread.core.models import Event
from goldenthread.core.refusals import Changed, NotAllowed, Refused
from goldenthread.improvement.actions import mend, mend_date, place
from goldenthread.improvement.models import ActionRole, Evidence, Mend, UnplacedText
from tests import making

from .living import action_of, plan_of

pytestmark = pytest.mark.django_db
ON = making.TODAY


@pytest.fixture
def plan():
    return plan_of("coloured")


@pytest.fixture
def head(plan):
    return making.somebody("head_of_send", of=plan.area)


def test_a_date_that_does_not_exist_is_mended_and_what_was_printed_stays(plan, head):
    action = action_of(plan, "1.2")
    assert (action.date_printed, action.date_state, action.due_on) == ("31/09/2024", "impossible", None)
    mend_date(action=action, due_on=date(2024, 9, 30), why="September has 30 days", version=1, by=head, on=ON)
    action.refresh_from_db()
    assert (action.date_printed, action.date_state, action.due_on, action.version) == ("31/09/2024", "mended", date(2024, 9, 30), 2)
    kept = Mend.objects.get()
    assert (kept.before, kept.after, kept.by_id) == ("31/09/2024", "30/09/2024", head.pk)
    assert Event.objects.get(verb="improvement.mend_date").fact == {"due_on": "2024-09-30"}


def test_whoever_mends_second_is_told_and_nothing_is_lost(plan, head):
    first, second = action_of(plan, "1.1"), action_of(plan, "1.1")
    mend(of=first, words={"words": "Agree who sits in it and who leads"}, version=1, by=head, on=ON)
    with pytest.raises(Changed):
        mend(of=second, words={"words": "Something else"}, version=1, by=head, on=ON)
    assert action_of(plan, "1.1").words == "Agree who sits in it and who leads"


def test_mended_words_are_kept_beside_those_printed(plan, head):
    action = action_of(plan, "1.1")
    mend(of=action, words={"owner": "Head of SEND; Health lead", "words": action.words}, by=head, on=ON)
    assert [(one.field, one.before, one.after) for one in Mend.objects.all()] == [("owner", "P Rowe", "Head of SEND; Health lead")]


def test_roles_follow_the_words_of_who_answers(plan, head):
    action = action_of(plan, "1.1")
    assert [part.role.words for part in action.roles.all()] == ["P Rowe"]
    mend(of=action, words={"owner": "Head of SEND; Health lead"}, by=head, on=ON)
    assert {(part.role.words, part.until_on) for part in ActionRole.objects.filter(action=action)} == {("P Rowe", ON), ("Head of SEND", None), ("Health lead", None)}


def test_an_action_is_never_left_without_words(plan, head):
    with pytest.raises(Refused, match="cannot be left empty"):
        mend(of=action_of(plan, "1.1"), words={"words": "  "}, by=head, on=ON)


def test_a_mend_itself_is_never_changed(plan, head):
    mend(of=action_of(plan, "1.1"), words={"owner": "Somebody"}, by=head, on=ON)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Mend.objects.update(after="Another")


@pytest.mark.parametrize(("where", "field"), [("evidence", "evidence"), ("outcome", "outcome")])
def test_words_without_a_place_become_evidence_and_stay_in_the_list(plan, head, where, field):
    text, action = UnplacedText.objects.filter(plan=plan).first(), action_of(plan, "1.3")
    place(text=text, place=where, into=action, by=head, on=ON)
    assert Evidence.objects.get(action=action, words=text.words).kind == field
    text.refresh_from_db()
    assert text.placed_on == ON
    assert text.placed_as.endswith(": 1.3")
    with pytest.raises(Refused, match="already"):
        place(text=text, place="aside", by=head, on=ON)


def test_words_without_a_place_become_an_action_or_words_of_one(plan, head):
    first, second = UnplacedText.objects.filter(plan=plan)[:2]
    group = action_of(plan, "1.1").group
    place(text=first, place="new_action", into=group, by=head, on=ON)
    assert list(group.actions.values_list("words", flat=True))[-1] == first.words
    place(text=second, place="action", into=action_of(plan, "1.1"), by=head, on=ON)
    assert action_of(plan, "1.1").words.endswith(second.words)
    assert Mend.objects.get().before == "Agree who sits in it"


def test_words_are_not_placed_in_another_plan(plan, head):
    other = plan_of("half_yearly", area=plan.area)
    with pytest.raises(Refused, match="Choose an action"):
        place(text=UnplacedText.objects.filter(plan=plan).first(), place="evidence", into=action_of(other, "2.1.1"), by=head, on=ON)


def test_who_may_not_change_the_plan_mends_nothing(plan):
    with pytest.raises(NotAllowed):
        mend(of=action_of(plan, "1.1"), words={"owner": "Somebody"}, by=making.somebody("board_member", of=plan.area), on=ON)
