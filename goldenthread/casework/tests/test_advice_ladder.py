"""The ladder of reminders: each step on its day, to somebody named, once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from goldenthread.casework import actions
from goldenthread.casework.actions import advising, answering
from goldenthread.casework.actions.reminding import remind, settle_ladder
from goldenthread.casework.advice.ladder import STEPS, Ladder, Recipient, Step, due_steps
from goldenthread.casework.advice.reminding import remind_all
from goldenthread.casework.models import Reminder
from goldenthread.casework.tasks import remind_advisers_on
from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from tests import making

from .advice_situations import asked, assessing, psychologist
from .situations import manager
from .test_recording_pages import words

DUE = date(2027, 1, 4)
BY = command("tests")


@pytest.mark.parametrize(
    ("weeks_and_days", "sent", "steps"),
    [
        ((-15), set(), []),
        ((-14), set(), [1]),
        ((-8), {1}, []),
        ((-7), {1}, [2]),
        ((0), set(), [3]),  # two reminders that a stopped job missed are one
        ((1), {3}, [4]),
        ((7), set(), [3, 4, 5]),
        ((14), {3, 4, 5}, [6]),
        ((90), {3, 4, 5, 6}, []),
        ((0), {3}, []),
    ],
)
def test_each_step_is_sent_on_its_day_and_each_person_gets_their_last_only(weeks_and_days, sent, steps):
    assert [step.number for step in due_steps(STEPS, DUE, DUE + timedelta(days=weeks_and_days), sent)] == steps


def test_a_step_says_in_words_when_it_falls():
    assert [Step(1, days, "adviser").when for days in (-14, -7, 0, 1, 7)] == [
        "2 weeks before", "1 week before", "On the day it is due", "1 day after", "1 week after",
    ]  # fmt: skip


@pytest.fixture
def ask(db):
    """Asked of a service today, taken up by nobody."""
    [made] = asked(assessing(), body=making.body("psychology", email="psychology@example.org"))
    return made


def reminded():
    return list(Reminder.objects.order_by("pk").values_list("step", "to_name"))


def test_a_week_before_the_date_the_service_is_told_and_never_twice(ask):
    on = DUE - timedelta(weeks=1)
    with clock.standing_on(on):
        assert [dict(remind_all(by=BY, on=on)) for _ in range(3)] == [{2: 1}, {}, {}]
    assert reminded() == [(2, ask.asked_of.name)]
    message = Message.objects.get(pk=Reminder.objects.get().message_id)
    assert message.to == "psychology@example.org" and ask.child.forename not in message.body


def test_whoever_took_it_up_is_told_by_name(ask):
    owen = psychologist(ask.asked_of)
    answering.take_up(ask=ask, by=owen, on=making.TODAY)
    remind_all(by=BY, on=DUE)
    assert reminded() == [(3, "Owen Pritchard")]
    assert Message.objects.filter(to_user_id=owen.pk, key__startswith="advice-reminder").exists()


def test_late_advice_climbs_to_the_manager_and_the_head_of_send(ask):
    making.somebody("head_of_send", name="Ruth Adeyemi")
    for days in (1, 7, 14):
        remind_all(by=BY, on=DUE + timedelta(days=days))
    assert reminded() == [
        (3, ask.asked_of.name), (4, f"The manager of {ask.asked_of.name}"), (5, "Ruth Adeyemi"), (6, "Ruth Adeyemi"),
    ]  # fmt: skip


def test_late_health_advice_climbs_to_the_designated_officer(db):
    making.somebody("head_of_send", name="Ruth Adeyemi")
    making.somebody("designated_officer", making.body("icb"), name="Anjali Nair")
    asked(assessing(), body=making.body("health", email="therapies@example.org"), kind="medical")
    remind_all(by=BY, on=DUE + timedelta(days=7))
    assert (5, "Anjali Nair") in reminded()


def test_a_step_on_which_nobody_stands_is_kept_and_says_so(db):
    asked(assessing(), body=making.body("psychology"))
    remind_all(by=BY, on=DUE + timedelta(days=1))
    assert set(reminded()) == {(3, "Nobody is named for this step"), (4, "Nobody is named for this step")}
    assert not Message.objects.filter(key__startswith="advice-reminder").exists()


def test_people_whom_the_area_named_stand_on_their_steps(ask):
    head, boss = making.somebody("head_of_send", name="Ruth Adeyemi"), psychologist(ask.asked_of)
    settle_ladder(area=ask.area, days={}, people={f"manager:{ask.asked_of_id}": boss.pk, "director": head.pk}, by=manager(), on=making.TODAY)
    ladder = Ladder(ask.area, making.TODAY)
    assert [ladder.who(step, ask).name for step in ladder.steps[3:]] == ["Owen Pritchard", "Ruth Adeyemi", "Ruth Adeyemi"]


def test_an_area_moves_its_steps_but_not_out_of_order(ask):
    settle_ladder(area=ask.area, days={1: -21}, people={}, by=manager(), on=making.TODAY)
    assert dict(remind_all(by=BY, on=DUE - timedelta(days=21))) == {1: 1}
    with pytest.raises(Refused, match="later than the one before"):
        settle_ladder(area=ask.area, days={1: 3}, people={}, by=manager(), on=making.TODAY)
    with pytest.raises(NotAllowed):
        settle_ladder(area=ask.area, days={}, people={}, by=making.officer(), on=making.TODAY)


def test_two_jobs_at_once_send_a_step_once(ask):
    step, to = STEPS[2], Recipient("Somebody", email="a@example.org")
    assert remind(ask=ask, step=step, to=to, by=BY, on=DUE) and remind(ask=ask, step=step, to=to, by=BY, on=DUE) is None
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize("how", ["received", "withdrawn", "excused", "request withdrawn", "asked later"])
def test_nobody_is_reminded_of_what_nobody_waits_for(ask, how):
    owen = psychologist(ask.asked_of)
    if how == "received":
        answering.describe_advice(ask=ask, seen_on=None, summary="", author="", author_role="", nothing_found=True, by=owen, on=making.TODAY)
        answering.send_advice(ask=ask, by=owen, on=making.TODAY)
    elif how == "withdrawn":
        advising.withdraw_ask(ask=ask, why="Not needed", by=manager(), on=making.TODAY)
    elif how == "excused":
        claim = advising.claim_for_adviser(ask=ask, ground="missed_appointment", evidence="Nobody came.", by=manager(), on=making.TODAY)
        actions.accept_exception(claim=claim, family_told_on=making.TODAY, by=manager(), on=making.TODAY)
    elif how == "request withdrawn":
        actions.withdraw_request(request=ask.request, why="The parent rang.", by=manager(), on=making.TODAY)
    on = making.TODAY - timedelta(days=1) if how == "asked later" else DUE + timedelta(days=30)
    assert not remind_all(by=BY, on=on)


def test_the_date_of_a_demonstration_moved_to_week_five_and_week_seven_brings_the_ladder(ask, sign_in):
    making.somebody("head_of_send", name="Ruth Adeyemi")
    for weeks in (5, 7):
        remind_advisers_on.func((making.TODAY + timedelta(weeks=weeks)).isoformat())
    assert [step for step, _ in reminded()] == [2, 3, 4, 5]
    page = words(sign_in(manager()).get(f"/advice/{ask.pk}/review"))
    assert "Ruth Adeyemi" in page and "Waiting to be sent" in page and "28 December 2026" in page


def test_the_command_says_how_many_it_sent(ask, capsys):
    with clock.standing_on(DUE):
        call_command("remind_advisers")
    assert '{"sent": 1, "steps": {"3": 1}}' in capsys.readouterr().out
