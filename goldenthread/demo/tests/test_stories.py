"""Each story is held to the rule that it shows."""

from datetime import date, timedelta

import pytest

from goldenthread.casework.advice.words import state
from goldenthread.casework.letters import making
from goldenthread.casework.models import AdviceRequest, Case, Reminder
from goldenthread.core.models import Event, Message
from goldenthread.demo import tasks
from goldenthread.demo.stories import STORIES
from goldenthread.disputes.models import Dispute, Lesson, Undertaking
from goldenthread.disputes.to_do import with_dates
from goldenthread.law.rights import last_friday_in_june, rights_holder
from goldenthread.meetings.models import Meeting
from goldenthread.people.models import Child, Deadline, Document, Involvement, Relationship
from goldenthread.people.standing import stand
from goldenthread.people.words import search
from goldenthread.plans import checks
from goldenthread.plans.models import Advice, Plan

from . import TODAY

pytestmark = pytest.mark.usefixtures("told", "seen_whole")


def dates(about, clock):
    """The newest date of this clock for what the story was about."""
    return Deadline.objects.filter(child=about.child, matter_id=about.pk, clock=clock).order_by("-starts_on").first()


def late(deadline):
    return (
        deadline.met_on is None and deadline.lifted_on is None and deadline.ended_on is None and deadline.due_on < TODAY
    )


def test_every_story_is_told(told):
    assert set(told) == set(STORIES)
    assert len(STORIES) >= 12


def test_a_request_in_time_is_due_in_two_weeks(told):
    due = dates(told["in_time"], "EHCNA-06")
    assert TODAY < due.due_on <= TODAY + timedelta(days=15)
    assert due.met_on is None


def test_a_parent_finds_her_own_children_and_no_other(told, calderbeck):
    amina = told["in_time"].child.relationships.get().adult.user
    assert {child.forename for child in Child.objects.visible_to(stand(amina, TODAY))} == {"Idris", "Hodan"}


def test_a_request_nobody_decided_is_late(told):
    assert late(dates(told["late"], "EHCNA-06"))


def test_a_refusal_has_reasons_and_a_letter_with_every_right(told):
    request = told["refused"]
    decision = request.decisions.get(about="assess")
    assert not decision.yes
    assert "reading programme" in decision.test_answers["plan_may_be_necessary"]["why"]
    assert decision.letter.kind == "decision-not-assess"
    assert dates(request, "EHCNA-20").ended_on == decision.notified_on


def test_an_exception_accepted_and_told_lifts_the_date(told):
    lifted = dates(told["excepted"], "EHCNA-06")
    assert lifted.due_on < TODAY
    assert lifted.lifted_on is not None
    assert told["excepted"].exception_claims.get().family_told_on


def test_a_shortage_of_psychologists_is_no_exception(told):
    assert not told["shortage"].exception_claims.exists()
    assert late(dates(told["shortage"], "EHCNA-20"))


def test_a_plan_not_issued_in_twenty_weeks_is_late(told):
    assert late(dates(told["breached"], "EHCNA-20"))
    assert Case.objects.get(child=told["breached"].child).stage == "drafting"


def test_each_separated_parent_has_an_address_and_a_way_to_be_told(told):
    ties = Relationship.objects.filter(child=told["separated_parents"].child).select_related("adult")
    assert all(tie.parental_responsibility_from for tie in ties)
    assert len({tie.adult.postcode for tie in ties}) == 2
    assert {tie.tell_by for tie in ties} == {"email", "post"}


def test_rights_pass_on_the_day_after_the_last_friday_in_june(told):
    born, moved = told["young_person"].child.date_of_birth, last_friday_in_june(TODAY.year)
    assert rights_holder(born, moved).who == "parent"
    assert rights_holder(born, moved + timedelta(days=1)).who == "young_person"


def test_a_plan_that_moved_in_keeps_its_date_and_ends_in_the_old_area(told, calderbeck):
    plan = told["moved_in"]
    former = Plan.objects.exclude(pk=plan.pk).get(child__forename="Bohdan")
    assert former.area_id == calderbeck.neighbour.pk
    assert former.ceased_on == plan.transferred_in_on
    assert former.made_on == plan.made_on
    assert dates(plan, "XFER-6W").due_on == plan.transferred_in_on + timedelta(weeks=6)


def test_an_annual_review_is_overdue(told):
    assert late(dates(told["overdue_review"], "AR-NEXT12"))


def test_saying_we_will_amend_does_not_end_a_review(told):
    assert dates(told["unfinished_amendments"], "AR-PACK-AMEND").met_on
    assert late(dates(told["unfinished_amendments"], "AR-FINAL8"))


def test_a_child_in_year_six_has_a_plan_to_be_amended_before_15_february(told):
    transfer = Deadline.objects.filter(
        child=told["phase_transfer"].child, clock__startswith="PHASE", met_on=None
    ).earliest("due_on")
    # The law says "before 15 February", so the 14th is the last day.
    assert transfer.due_on in (date(TODAY.year + 1, 2, 14), date(TODAY.year + 1, 2, 15))


def test_a_closed_record_exists_only_for_those_named(told, calderbeck):
    child = told["closed"].child
    users = {
        each.user.persona: each.user
        for each in Involvement.objects.filter(child=child, role="named_list").select_related("user")
    }
    assert set(users) == {"ruth"}
    marek = calderbeck.area.organisations.get(kind="send_team").memberships.get(user__persona="marek").user
    assert child not in Child.objects.visible_to(stand(marek, TODAY))
    assert search(stand(marek, TODAY), "Rowan Ashdown") == []
    assert child in Child.objects.visible_to(stand(users["ruth"], TODAY))


def test_twins_are_two_people(told):
    pair = Child.objects.filter(
        surname="Malik", date_of_birth=told["twins"].child.date_of_birth, forename__startswith="Aya"
    )
    assert len({child.upn for child in pair}) == 2


def test_a_long_name_is_kept_whole(told):
    assert len(told["long_name"].child.name) > 110
    assert Case.objects.get(child=told["long_name"].child).name == told["long_name"].child.name


@pytest.mark.parametrize("typed", ["lucja brzeczyszczykiewicz", "nguyen huong giang", "al-masri"])
def test_names_are_found_without_their_marks(typed, told, calderbeck):
    ellis = calderbeck.area.organisations.get(kind="send_team").memberships.get(user__persona="ellis").user
    assert search(stand(ellis, TODAY), typed)


def test_one_record_has_more_than_forty_dates(told):
    assert Deadline.objects.filter(child=told["many_clocks"].child).count() >= 40


def test_a_letter_of_a_story_is_dated_the_day_its_request_came(told, calderbeck, monkeypatch, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(making, "draw", lambda letter: (b"PDF", b"Word"))
    asked = [str(told[name].pk) for name in ("in_time", "separated_parents")]
    assert tasks.acknowledge_stories(asked) > 1
    letters = Document.objects.filter(kind="acknowledgement", matter_id__in=asked)
    assert {letter.made_on for letter in letters} == {
        told["in_time"].received_on,
        told["separated_parents"].received_on,
    }
    assert tasks.acknowledge_stories(asked) == 0


def test_every_story_leaves_events_and_no_message_names_the_child(told):
    for name, about in told.items():
        assert Event.objects.filter(child_id=about.child_id).exists(), name
    for message in Message.objects.all():
        assert "Ogilvie" not in message.subject + message.body


def test_a_first_draft_says_of_each_line_where_it_came_from_and_what_is_to_be_put_right(told):
    found = checks.findings(told["draft"])
    assert {"vague", "not_specified", "outcome_is_provision", "no_source", "need_unmet", "no_measure", "section_empty"} <= {one.code for one in found}
    assert [one.line_id for one in found if one.code == "no_source"] == [told["draft"].lines.get(text__startswith="Nia is anxious").pk]
    both = told["draft"].lines.get(text__startswith="Nia has difficulty understanding long")
    assert {source.passage.advice.kind for source in both.sources.all()} == {"education", "psychology"}


def test_a_draft_that_is_ready_has_nothing_that_stops_its_issue(told):
    assert [(one.code, one.section, one.sentence) for one in checks.stopping(checks.findings(told["ready"]))] == []
    assert [one.code for one in checks.findings(told["ready"])] == []


def test_advice_of_a_story_stands_in_every_state(told):
    asks = AdviceRequest.objects.filter(request=told["five_asks"])
    assert {ask.kind: state(ask, TODAY) for ask in asks} == {
        "parent_yp": "asked", "education": "accepted", "medical": "received", "psychology": "late", "social_care": "late", "family_asks": "asked",
    }  # fmt: skip
    late = asks.get(kind="psychology")
    assert late.adviser.persona == "owen" and late.advice.given_on is None
    climbed = list(Reminder.objects.filter(advice_request=late).order_by("step").values_list("step", "to__persona"))
    assert climbed[-1] == (5, "ruth") and (3, "owen") in climbed
    assert [finding["what"] for finding in asks.get(kind="medical").findings].count("vague") == 2
    assert asks.get(kind="social_care").returns.get().reasons


def test_earlier_advice_of_a_story_serves_by_three_agreements_and_has_no_clock(told):
    reused = AdviceRequest.objects.get(request=told["reused_advice"], kind="psychology")
    assert state(reused, TODAY) == "reused"
    assert reused.author_agreed_on and reused.council_agreed_on and reused.family_agreed_on
    assert not Deadline.objects.filter(matter_id=reused.pk).exists()
    asked = AdviceRequest.objects.filter(request=told["reused_advice"], asked_on__isnull=False)
    assert {ask.kind for ask in asked} >= {"preparation_for_adulthood", "education"}
    assert asked.get(kind="education").through == "QTVI"


def test_a_mother_has_been_sent_one_draft_and_a_young_person_his_own(told):
    hodan, kai = told["answering"], told["own_draft"]
    amina = hodan.child.relationships.get().adult
    assert [(to.adult_id, to.to_child) for to in hodan.served.all()] == [(amina.pk, False)]
    assert [(to.adult_id, to.to_child) for to in kai.served.all()] == [(None, True)]
    assert amina.user.persona == "amina"
    assert [one.ended for one in hodan.comments.all()] == [""]


def test_a_panel_meets_today_reads_its_pack_and_one_member_stands_aside(told):
    items = list(Meeting.objects.get(on=TODAY).items.order_by("position"))
    assert [item.child.forename for item in items] == ["Idris", "Faith"]
    readers = {tie.user.name for tie in Involvement.objects.filter(child=items[1].child, role="panel").exclude(until_on__lt=TODAY).select_related("user")}
    assert "Naomi Clarke" in readers
    assert "Ruari Campbell" not in readers


def test_a_therapist_can_begin_with_what_she_wrote_last_year(told):
    ask = AdviceRequest.objects.get(request=told["asked_again"])
    assert ask.received_on is None and ask.due_on > TODAY
    assert Advice.objects.filter(child=ask.child, organisation=ask.asked_of, given_on__lt=ask.asked_on).exists()


def test_each_term_of_an_agreement_has_its_own_day_and_one_is_late(told, calderbeck):
    dispute = told["agreement"]
    terms = {each.kind: each for each in with_dates(Undertaking.objects.filter(dispute=dispute))}
    assert terms["other"].done_on and terms["provide"].by < TODAY
    assert terms["amend"].by == terms["amend"].from_on + timedelta(weeks=5)
    assert dispute.mediation.certificate_on


def test_an_appeal_that_was_not_opposed_counts_its_reason_and_teaches_a_lesson(told, calderbeck):
    dispute = told["gave_way"]
    assert (dispute.appeal.conceded_reason, dispute.stage) == ("not_specific", "carrying_out")
    [made] = Undertaking.objects.filter(dispute=dispute)
    assert (made.basis, made.kind) == ("unopposed", "amend")
    assert Lesson.objects.get(dispute=dispute).owner.persona == "ellis"
    assert Dispute.objects.filter(child=dispute.child, kind="complaint").exists()
