"""A plan ends only on a reason in law, after a meeting was offered and both were asked, and goes on until the appeal is over."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Deadline, Document
from goldenthread.reviews import change_letters
from goldenthread.reviews.actions import ceasing as actions
from goldenthread.reviews.actions import leaving
from goldenthread.reviews.models import Cease, Leaver
from tests import making

from .change_situations import (
    FIFTEEN,
    NINETEEN,
    SEVENTEEN,
    TODAY,
    day,
    key_of,
    manager,
    parent_of,
    with_plan,
    words,
    worker_of,
    young_person,
)

pytestmark = pytest.mark.django_db
OVER = date(2027, 1, 25)


def proposed(born=NINETEEN, **said):
    plan = with_plan(born, school=making.school("Beck College"))
    given = {"reason": "no_longer_necessary", "why": "Kai works with no help.", "outcomes": "Each of the four was reached.", "wants": "Asked on 2 November: yes, at college.", **said}
    return actions.propose_ceasing(plan=plan, by=manager(), on=TODAY, **given)


def asked(cease, by=None):
    by = by or manager()
    actions.offer_meeting(cease=cease, offered_on=TODAY, by=by, on=TODAY)
    actions.note_meeting(cease=cease, answer="declined", by=by, on=TODAY)
    actions.note_consulted(cease=cease, whom="family", consulted_on=TODAY, said="We want it to go on.", by=by, on=TODAY)
    actions.note_consulted(cease=cease, whom="setting", consulted_on=TODAY, said="He manages.", by=by, on=TODAY)
    return cease


def decided(cease=None):
    cease = asked(cease or proposed())
    return actions.decide_to_cease(cease=cease, reasons="A plan made today would hold nothing that college does not give all.", by=manager(), on=TODAY)


@pytest.mark.parametrize("reason", ["turned_19", "outcomes_met", "course_ended", "no_funding", "apprenticeship", "custody", "home_education", "left_course"])
def test_what_is_no_reason_in_law_is_refused_with_why(reason):
    plan = with_plan()
    with pytest.raises(Refused, match="reasons that the law gives"):
        actions.propose_ceasing(plan=plan, reason=reason, why="x", by=manager(), on=TODAY)


def test_age_alone_never_ends_a_plan_and_from_19_it_is_asked_whether_the_outcomes_are_achieved():
    with pytest.raises(Refused, match="Age alone is never a reason") as refused:
        proposed(outcomes="")
    assert "section 45(3)" in refused.value.citation.text


def test_from_18_they_are_asked_whether_they_want_to_go_on():
    with pytest.raises(Refused, match="whether they want to go on"):
        proposed(wants="", reason="wants_no_more_learning")


def test_under_18_nobody_can_be_said_to_want_no_more_learning():
    with pytest.raises(Refused, match="Under 18, review the plan instead"):
        proposed(born=SEVENTEEN, reason="wants_no_more_learning")


def test_paid_work_is_no_reason_while_somebody_is_of_school_age():
    with pytest.raises(Refused, match="school age"):
        proposed(born=FIFTEEN, reason="paid_employment")


def test_reaching_25_is_no_reason_before_25():
    with pytest.raises(Refused, match="not 25 yet"):
        proposed(reason="turned_25")


def test_no_plan_is_ended_before_a_meeting_was_offered_and_both_were_asked():
    cease, by = proposed(), manager()
    refusals = []
    for step in (
        lambda: actions.offer_meeting(cease=cease, offered_on=TODAY, by=by, on=TODAY),
        lambda: actions.note_meeting(cease=cease, answer="wanted", by=by, on=TODAY),
        lambda: actions.note_meeting(cease=cease, answer="wanted", met_on=TODAY, words="We talked.", by=by, on=TODAY),
        lambda: actions.note_consulted(cease=cease, whom="family", consulted_on=TODAY, said="No.", by=by, on=TODAY),
        lambda: actions.note_consulted(cease=cease, whom="setting", consulted_on=TODAY, said="Yes.", by=by, on=TODAY),
    ):
        with pytest.raises(Refused) as refused:
            actions.decide_to_cease(cease=cease, reasons="Reasons.", by=by, on=TODAY)
        refusals.append(refused.value.sentence.split(".")[0])
        step()
    assert refusals == ["Offer a meeting first", "Consult the family first, and record what they said", "They want to meet", "Consult the family first, and record what they said",
                        "Consult the school or college first, and record what it said"]  # fmt: skip
    assert actions.decide_to_cease(cease=cease, reasons="Reasons.", by=by, on=TODAY).notified_on == TODAY


def test_a_coordinator_proposes_and_only_a_manager_decides():
    plan = with_plan(NINETEEN)
    officer = worker_of(plan.child)
    cease = actions.propose_ceasing(plan=plan, reason="higher_education", why="A place at university.", by=officer, on=TODAY)
    with pytest.raises(NotAllowed):
        actions.decide_to_cease(cease=cease, reasons="Reasons.", by=officer, on=TODAY)


def test_mistake_20_the_notice_goes_to_the_young_person_once_the_rights_are_theirs_and_to_the_parent_at_16_before():
    cease = decided()
    assert cease.letter.to_child
    sixteen = with_plan(date(2010, 11, 1), name="Wren Poole")  # 16, and of compulsory school age until June 2027
    parent_of(sixteen.child, "Sam Poole")
    other = actions.propose_ceasing(plan=sixteen, reason="no_longer_necessary", why="No longer needed.", by=manager(), on=TODAY)
    letter = decided(other).letter
    assert letter.addressee.name == "Sam Poole" and not letter.to_child


def test_the_notice_carries_reasons_and_rights_and_the_setting_and_the_health_board_have_a_copy():
    making.body("icb")
    cease = decided()
    letters = Document.objects.filter(child=cease.child, kind="decision-cease")
    assert letters.filter(title__contains="copy to").count() == 2
    text = change_letters.of_ceasing(cease, cease.reasons, TODAY)[0].wording
    assert {"reasons", "appeal_right", "time_limits", "mediation_reg32", "plan_stays_until_appeal_period_ends"} <= text.says


def test_the_plan_is_kept_until_the_time_to_appeal_is_over():
    cease = decided()
    assert Deadline.objects.get(matter_id=cease.plan_id, clock="CEASE-HOLD").due_on == OVER
    with pytest.raises(Refused, match="25 January 2027 is the last day"):
        actions.end_plan(cease=cease, ended_on=TODAY, by=manager(), on=TODAY)
    cease.plan.refresh_from_db()
    assert cease.plan.ceased_on is None


def test_an_appeal_keeps_the_plan_until_it_is_decided():
    cease, by = decided(), manager()
    actions.note_appeal(cease=cease, appealed_on=date(2026, 12, 20), by=by, on=date(2026, 12, 20))
    assert not Deadline.objects.filter(matter_id=cease.plan_id, clock="CEASE-HOLD").exists()
    with pytest.raises(Refused, match="An appeal is not decided yet"):
        actions.end_plan(cease=cease, ended_on=date(2027, 5, 1), by=by, on=date(2027, 5, 1))
    actions.note_appeal(cease=cease, decided_on=date(2027, 5, 3), upheld=False, by=by, on=date(2027, 5, 3))
    assert actions.end_plan(cease=cease, ended_on=date(2027, 5, 3), by=by, on=date(2027, 5, 3)).ended_on == date(2027, 5, 3)


def test_an_appeal_that_is_upheld_keeps_the_plan_for_good():
    cease, by = decided(), manager()
    actions.note_appeal(cease=cease, appealed_on=date(2026, 12, 20), by=by, on=date(2026, 12, 20))
    actions.note_appeal(cease=cease, decided_on=date(2027, 5, 3), upheld=True, by=by, on=date(2027, 5, 3))
    with pytest.raises(Refused, match="ordered the plan to go on"):
        actions.end_plan(cease=cease, ended_on=date(2027, 5, 3), by=by, on=date(2027, 5, 3))
    cease.plan.refresh_from_db()
    assert cease.plan.cease_notified_on is None and actions.open_ceasing(cease.plan) is None


def test_when_a_plan_ends_somebody_keeps_in_touch(client):
    cease = decided()
    by, after = manager(), date(2027, 2, 1)
    actions.end_plan(cease=cease, ended_on=date(2027, 1, 26), by=by, on=after)
    leaver = Leaver.objects.get(child=cease.child)
    assert leaver.next_on == date(2027, 3, 1)
    with pytest.raises(Refused, match="what help was offered"):
        leaving.note_contact(leaver=leaver, contacted_on=after, reached=True, destination="neet", what_came="At home.", by=by, on=after)
    leaving.note_contact(leaver=leaver, contacted_on=after, reached=True, destination="neet", what_came="At home.", help_offered="A careers adviser.", by=by, on=after)
    with clock.standing_on(after):
        client.force_login(by)
        assert "Not in education, employment or training" in words(client.get("/leavers"))
    leaving.note_contact(leaver=leaver, contacted_on=after, reached=True, destination="work", what_came="A job at the mill.", close=True, by=by, on=after)
    leaver.refresh_from_db()
    assert leaver.closed_on == after


def test_the_pages_lead_from_the_proposal_to_the_decision(client):
    plan = with_plan(NINETEEN)
    child, own = plan.child, None
    officer, boss, own = worker_of(child), manager(), young_person(child)
    at = f"/children/{child.pk}/ceasing"
    client.force_login(officer)
    assert "Nobody has proposed to end this plan" in words(client.get(at))
    form = client.get(f"{at}/propose")
    assert "Turning 18, 19 or any age before 25" in words(form)
    sent = {**key_of(form), "reason": "no_longer_necessary", "why": "No help is needed.", "outcomes": "Reached.", "wants": "Goes on without one."}
    assert client.post(f"{at}/propose", sent).url == at
    assert "Offer a meeting first" in words(client.get(at))
    assert client.post(f"{at}/offer", {**key_of(client.get(f"{at}/offer")), **day("offered_on", TODAY)}).url == at
    assert Message.objects.filter(to_user_id=own.pk, subject="We want to hear from you about the plan").exists()
    client.force_login(own)
    mine = f"/my/{child.pk}/ending"
    page = client.get(mine)
    assert "Nothing is decided" in words(page)
    assert client.post(mine, {**key_of(page), "meeting": "declined", "said": "I want to keep it."}).url == mine
    client.force_login(boss)
    form = client.get(f"{at}/decide")
    sent = {**key_of(form), "yes": "yes", "reasons": "A plan made today would be empty."}
    letter = client.post(f"{at}/decide", sent)
    assert "The plan goes on for now" in words(letter) and Cease.objects.get().decided_on is None
    seen = letter.content.decode().split('name="seen" value="')[1].split('"')[0]
    assert client.post(f"{at}/decide", {**sent, "read": "yes", "seen": seen}).url == at
    assert "until 25 January 2027" in words(client.get(at))
    client.force_login(own)
    assert "You can appeal to the Tribunal by 25 January 2027" in words(client.get(mine))
    assert Event.objects.filter(verb="reviews.decide_to_cease", by_id=boss.pk).count() == 1


def test_a_letter_that_changed_since_it_was_read_is_shown_again(client):
    cease = asked(proposed())
    client.force_login(manager())
    at = f"/children/{cease.child_id}/ceasing/decide"
    sent = {**key_of(client.get(at)), "yes": "yes", "reasons": "One reason."}
    seen = client.post(at, sent).content.decode().split('name="seen" value="')[1].split('"')[0]
    assert client.post(at, {**sent, "reasons": "Another.", "read": "yes", "seen": seen}).status_code == 200
    assert Cease.objects.get().decided_on is None


def test_the_family_reads_nothing_of_a_proposal_before_a_meeting_is_offered(client):
    cease = proposed()
    client.force_login(young_person(cease.child))
    assert client.get(f"/my/{cease.child_id}/ending").status_code == 404


def test_after_24_the_page_says_to_when_a_plan_may_go_on(client):
    plan = with_plan(date(2002, 3, 9))
    client.force_login(manager())
    assert "In further education that is 31 July 2027" in words(client.get(f"/children/{plan.child_id}/ceasing"))


def test_a_plan_of_somebody_who_died_ends_without_a_letter():
    cease = proposed(reason="died", outcomes="", wants="")
    done = actions.decide_to_cease(cease=cease, reasons="Kai died on 20 November.", by=manager(), on=TODAY)
    assert done.notified_on is None and not Document.objects.filter(child=cease.child).exists()
    actions.end_plan(cease=cease, ended_on=TODAY, by=manager(), on=TODAY)
    assert not Leaver.objects.exists()
