"""Two people issue a plan; the version is then closed for good, sealed, drawn, served and told of.

Each test takes a request through its decisions, letters and draft by the real actions: about a second.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from goldenthread.casework import issue_papers, letters
from goldenthread.casework.actions import issuing
from goldenthread.casework.issuing import gate, looks
from goldenthread.casework.models import Case, Decision, Proposal
from goldenthread.core import clock, files, form_keys, outbox
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Deadline, Document, Involvement, Relationship
from goldenthread.plans import actions as plans
from goldenthread.plans import papers, snapshot
from goldenthread.plans.models import Line, NamedSetting, Plan, Served, Version
from goldenthread.voice.actions import hashed
from goldenthread.voice.models import SurveyInvitation
from tests import making

from . import issue_situations as now

pytestmark = pytest.mark.django_db
TODAY = now.TODAY


@pytest.fixture
def proposed():
    return now.proposed(now.ready())


# --- Two people


def test_the_one_who_proposes_does_not_issue():
    story = now.ready()
    seen = frozenset(stop.key for stop in looks(gate(story.fresh(), TODAY)))
    issuing.propose_issue(version=story.fresh(), looked=seen, by=story.manager, on=TODAY)
    with pytest.raises(NotAllowed, match="somebody else issues it"):
        issuing.issue_plan(version=story.fresh(), by=story.manager, on=TODAY)
    another = now.situations.making.somebody("head_of_send", name="Ama Boateng")
    issuing.issue_plan(version=story.fresh(), by=another, on=TODAY)
    assert story.fresh().issued_by == another


def test_the_database_itself_refuses_one_person_for_both(proposed):
    with pytest.raises(DatabaseError, match="issued_by_a_second_person"), transaction.atomic():
        Version.objects.filter(pk=proposed.version.pk).update(issued_by=proposed.worker)


def test_a_coordinator_proposes_and_cannot_issue(proposed):
    with pytest.raises(NotAllowed, match="issue"):
        issuing.issue_plan(version=proposed.version, by=making.officer("Lena Orme"), on=TODAY)


def test_nothing_is_issued_that_nobody_proposed():
    story = now.ready()
    with pytest.raises(Refused, match="Nobody has proposed"):
        issuing.issue_plan(version=story.fresh(), by=story.manager, on=TODAY)


def test_nothing_is_proposed_that_is_stopped():
    story = now.ready(placed=False)
    with pytest.raises(Refused, match=r"cannot be issued yet\. .* 1 more|cannot be issued yet"):
        issuing.propose_issue(version=story.fresh(), by=story.worker, on=TODAY)


def test_what_changed_since_it_was_proposed_is_not_issued(proposed):
    line = proposed.version.lines.get(section="E")
    Line.objects.filter(pk=line.pk).update(text="Kai will read")
    with pytest.raises(Refused, match="propose it anew"):
        issuing.issue_plan(version=proposed.version, by=proposed.manager, on=TODAY)


def test_what_came_to_stop_it_since_is_asked_again(proposed):
    Decision.objects.filter(about="issue").delete()
    with pytest.raises(Refused, match="Decide first that a plan is issued"):
        issuing.issue_plan(version=proposed.version, by=proposed.manager, on=TODAY)


def test_a_proposal_is_taken_back_with_the_reason_and_section_i_can_be_chosen_again(proposed):
    with pytest.raises(Refused, match="Take the proposal back"):
        issuing.place(version=proposed.version, where="type", setting_type="A special school", by=proposed.worker, on=TODAY)
    with pytest.raises(Refused, match="Say why"):
        issuing.take_back_proposal(version=proposed.version, why="", by=proposed.manager, on=TODAY)
    issuing.take_back_proposal(version=proposed.version, why="The school asked for a later start", by=proposed.manager, on=TODAY)
    issuing.place(version=proposed.fresh(), where="setting", setting=proposed.school, start_on=date(2027, 2, 1), by=proposed.worker, on=TODAY)
    assert proposed.fresh().proposed_by is None


def test_two_who_issue_at_once_issue_once(proposed):
    stale = proposed.fresh()
    issuing.issue_plan(version=proposed.version, by=proposed.manager, on=TODAY)
    with pytest.raises(Refused, match="was issued on 23 November 2026"):
        issuing.issue_plan(version=stale, by=now.situations.making.somebody("head_of_send"), on=TODAY)
    assert Plan.objects.count() == 1


def test_a_form_that_is_sent_twice_issues_once(proposed):
    key = uuid4()
    issuing.issue_plan(version=proposed.version, by=proposed.manager, on=TODAY, form_key=key, result_url="/done")
    with pytest.raises(form_keys.AlreadySent) as sent:
        issuing.issue_plan(version=proposed.version, by=proposed.manager, on=TODAY, form_key=key, result_url="/done")
    assert sent.value.url == "/done"


def test_letters_that_changed_since_they_were_read_do_not_leave_and_nothing_is_issued(proposed):
    with pytest.raises(letters.LettersChanged):
        issuing.issue_plan(version=proposed.version, seen=frozenset({"0" * 64}), by=proposed.manager, on=TODAY)
    assert proposed.fresh().issued_on is None
    assert not Plan.objects.exists()


# --- What it leaves


def test_the_plan_begins_on_the_day_of_issue_and_names_its_setting():
    story = now.issued()
    plan = story.version.plan
    assert plan.made_on == TODAY
    assert NamedSetting.objects.get(plan=plan).organisation == story.school
    line = story.version.lines.get(section="I")
    assert line.text.startswith("Calder Valley Academy")
    assert line.text.endswith("from 4 January 2027")
    assert (story.version.kind, story.version.issued_by, story.version.proposed_by) == ("final", story.manager, story.worker)


def test_the_twenty_weeks_are_met_and_the_first_review_has_its_date():
    story = now.issued()
    assert Deadline.objects.get(matter_id=story.request.pk, clock="EHCNA-20").met_on == TODAY
    assert Decision.objects.get(request=story.request, about="issue").notified_on == TODAY
    assert Deadline.objects.get(matter_id=story.version.plan_id, clock="AR-FIRST12").due_on == date(2027, 11, 22)
    case = Case.objects.get(child=story.request.child)
    assert (case.stage, case.plan_made_on) == ("plan", TODAY)


def test_a_plan_that_was_issued_late_meets_its_clock_late():
    story = now.ready()
    with clock.standing_on(TODAY + timedelta(days=60)):
        day = TODAY + timedelta(days=60)
        seen = frozenset(stop.key for stop in looks(gate(story.fresh(), day)))
        issuing.propose_issue(version=story.fresh(), looked=seen, by=story.worker, on=day)
        issuing.issue_plan(version=story.fresh(), by=story.manager, on=day)
    kept = Deadline.objects.get(matter_id=story.request.pk, clock="EHCNA-20")
    assert kept.met_on > kept.due_on


def test_the_digest_is_of_the_data_that_the_family_can_download():
    story = now.issued()
    with files.path_of(story.version.data.file_id).open("rb") as file:
        assert hashlib.sha256(file.read()).hexdigest() == story.version.digest
    assert snapshot.digest(snapshot.of(story.version)) == story.version.digest


def test_an_issued_version_never_changes():
    story = now.issued()
    for change in (
        lambda: Line.objects.filter(version=story.version, section="F").update(text="Less"),
        lambda: Line.objects.filter(version=story.version).delete(),
        lambda: Version.objects.filter(pk=story.version.pk).update(issued_on=date(2020, 1, 1)),
        lambda: Version.objects.filter(pk=story.version.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(Refused, match="never changes"):
        plans.add_line(version=story.version, section="F", kind="provision", said={"text": "More"}, by=story.worker, on=TODAY)
    with pytest.raises(Refused, match="never changes"):
        issuing.take_back_proposal(version=story.version, why="No", by=story.worker, on=TODAY)


def test_everybody_whom_the_law_names_is_served_and_it_is_kept_how():
    story = now.issued()
    final = Served.objects.filter(version=story.version, as_kind="final")
    assert {one.adult.name if one.adult else one.organisation.name for one in final} == {
        "Jo Alder", "Calder Valley Academy", "Calder Valley Integrated Care Board", "Calderbeck Psychology",
    }  # fmt: skip
    how = {one.adult.name if one.adult else one.organisation.name: one.how for one in final}
    assert how["Jo Alder"] == "portal"
    assert how["Calder Valley Academy"] == "portal", "its people sign in"
    assert how["Calder Valley Integrated Care Board"] == "post", "nobody there signs in"
    assert {one.served_on for one in final} == {TODAY}


def test_the_family_has_the_letter_and_every_paper_of_the_plan():
    story = now.issued()
    own = Document.objects.filter(child=story.request.child, addressee=story.parent, made_on=TODAY)
    kinds = set(own.values_list("kind", flat=True))
    assert {kind.document for kind in papers.KINDS.values()} | {issuing.LETTER} <= kinds
    assert not Document.objects.filter(child=story.request.child, kind__in=kinds & {"plan", "plan-data"}, addressee__isnull=True, to_child=False).exists()


def test_a_family_without_an_account_gets_the_plan_and_the_letter_by_post():
    story = now.ready()
    Relationship.objects.update(tell_by="post")
    now.issued(story)
    posted = Message.objects.filter(child_id=story.request.child_id, channel="post", to="Jo Alder")
    kinds = {Document.objects.get(pk=one.document_id).kind for one in posted if one.document_id}
    assert {"plan", issuing.LETTER, "survey"} <= kinds


def test_the_family_is_asked_a_fortnight_later_how_it_went_and_the_message_names_nothing():
    story = now.issued()
    [asked] = Message.objects.filter(subject="Tell us how it went")
    assert timedelta(days=13) < asked.not_before - asked.queued_at < timedelta(days=14, seconds=1)
    assert asked.to_user_id == story.parent.user_id
    assert "Kai" not in asked.body
    code = re.search(r"/tell-us/([A-Z0-9-]+)", asked.body)[1]
    assert SurveyInvitation.objects.get().code_hash == hashed(code), "they answer by a link of their own, without signing in"
    assert outbox.claim([str(asked.pk)]) is None, "it does not leave today"


def test_the_setting_comes_in_on_its_day_and_those_only_consulted_go_after_a_fortnight():
    story = now.ready()
    other = making.school("Weir School")
    now.consulted(story, other, on=TODAY - timedelta(days=16))
    now.issued(story)
    setting = Involvement.objects.get(child=story.request.child, organisation=story.school, role="setting")
    assert setting.from_on == date(2027, 1, 4)
    until = dict(Involvement.objects.filter(child=story.request.child, role="consulted").values_list("organisation__name", "until_on"))
    assert until == {"Weir School": TODAY + timedelta(days=14), "Calder Valley Academy": date(2027, 1, 4)}


def test_the_events_say_what_was_let_pass_and_name_nobody():
    story = now.issued()
    event = Event.objects.get(verb="casework.issue_plan")
    assert event.fact["digest"] == story.version.digest
    assert "Kai" not in str(event.fact)
    assert {"casework.place", "casework.propose_issue", "plans.seal"} <= set(Event.objects.values_list("verb", flat=True))


def test_otherwise_than_at_school_names_no_setting():
    story = now.ready()
    issuing.place(version=story.fresh(), where="otherwise", why="Kai cannot be in a building with others.", by=story.worker, on=TODAY)
    now.issued(story)
    assert story.version.plan.organised_arrangements is True
    assert NamedSetting.objects.get(plan=story.version.plan).organisation is None
    assert not Involvement.objects.filter(role="setting", organisation=story.school).exists()


def test_papers_that_were_drawn_before_are_those_that_are_kept(proposed):
    drawn = issue_papers.drawn_for(proposed.version, proposed.manager, TODAY)
    issuing.issue_plan(version=proposed.version, drawn=drawn, by=proposed.manager, on=TODAY)
    version = proposed.fresh()
    assert version.digest == drawn.digest
    assert version.pdf.file_id == drawn.files["pdf"][0]


# --- By its pages


def at(story, name=""):
    return f"/children/{story.request.child_id}/plan/{story.version.pk}/issue{name}"


def key_in(page):
    return re.search(r'name="form_key"[^>]*value="([^"]+)"', page)[1]


def test_consult_and_issue(sign_in):
    """J10: three settings are consulted, one refuses, one lapses, one is picked; the final plan goes out before week 20 ends."""
    story = now.ready(placed=False)
    refuses, lapses = making.school("Weir School"), making.school("Moor College")
    no = now.consulted(story, refuses)
    now.consulted(story, lapses, on=TODAY - timedelta(days=16))
    issuing_head = making.somebody("setting_staff", refuses)
    from goldenthread.casework import actions

    actions.answer_consultation(consultation=no, reply="no", ground="efficient_resources", why="It would need a new class", by=issuing_head, on=TODAY)
    now.yes(story)

    browser = sign_in(story.worker)
    page = browser.get(at(story)).text
    assert "1 thing stops the plan" in page
    assert "Name the setting, or the type of setting, in section I." in page
    assert "Moor College did not answer by" in page
    page = browser.get(at(story, "/setting")).text
    assert "Weir School: says no (incompatible with the efficient use of resources)" in page
    sent = browser.post(
        at(story, "/setting"),
        {"where": "setting", "consulted": str(story.school.pk), "start_on-day": "4", "start_on-month": "1", "start_on-year": "2027", "ground": "", "why": ""},
    )
    assert sent.url == at(story)
    page = browser.get(at(story)).text
    assert "Nothing stops it" in page
    preview = browser.get(at(story, "/preview/pdf"))
    assert preview.content.startswith(b"%PDF")
    marks = re.findall(r'name="look" value="([^"]+)"', page)
    without = browser.post(at(story, "/propose"), {"form_key": key_in(page), "look": marks}).text
    assert "Tick the box when you have looked" in without
    browser.post(at(story, "/propose"), {"form_key": key_in(page), "look": marks, "looked": "yes"})
    page = browser.get(at(story)).text
    assert "Proposed by Priya Nair" in page
    assert "You proposed it, so somebody else issues it." in page
    assert browser.get(at(story, "/confirm")).status_code == 403

    browser = sign_in(story.manager)
    page = browser.get(at(story, "/confirm")).text
    assert "Calder Valley Academy" in page
    assert "First-tier Tribunal" in page
    marks = re.findall(r'name="seen" value="([0-9a-f]+)"', page)
    unread = browser.post(at(story, "/confirm"), {"form_key": key_in(page), "seen": marks}).text
    assert "Tick the box to say that you have read both" in unread
    typed = {"form_key": key_in(page), "seen": marks, "sure": "yes"}
    done = browser.post(at(story, "/confirm"), typed)
    assert done.url == at(story)
    page = browser.get(at(story)).text
    assert "The plan was issued" in page
    assert "22 November 2027" in page
    for kind in papers.KINDS:
        answer = browser.get(re.search(rf'href="([^"]+/papers/{kind})"', page)[1])
        assert len(b"".join(answer.streaming_content)) > 500, kind
    assert browser.post(at(story, "/confirm"), typed).url == at(story)
    assert Served.objects.filter(version=story.version, as_kind="final", organisation=story.school).exists()
    assert Deadline.objects.get(matter_id=story.request.pk, clock="EHCNA-20").met_on == TODAY

    browser = sign_in(story.parent.user)
    page = browser.get(f"/my/{story.request.child_id}").text
    assert "Final plan, version 1 (PDF)" in page
    assert "Final plan, version 1 in short sentences" in page
    answer = browser.get(f"/children/{story.request.child_id}/plan/{story.version.pk}/papers/easy")
    assert answer.status_code == 200
    assert browser.get(at(story)).status_code in (403, 404)

    browser = sign_in(story.head)
    assert browser.get(f"/children/{story.request.child_id}/plan/{story.version.pk}/papers/pdf").status_code == 200


def test_a_stop_of_ours_is_let_pass_by_a_manager_by_its_page(sign_in):
    story = now.ready()
    line = story.version.lines.get(section="F")
    from goldenthread.plans.models import LineAgreement

    LineAgreement.objects.create(line=line, organisation=story.icb, part="deliverer", asked_on=TODAY, agreed=False, why="No nurse", answered_on=TODAY)
    browser = sign_in(story.worker)
    assert "let it pass" not in browser.get(at(story)).text
    browser = sign_in(story.manager)
    page = browser.get(at(story)).text
    href = re.search(r'href="([^"]+/issue/pass\?stop=[^"]+)"', page)[1]
    assert "No nurse" in browser.get(href).text
    assert "Enter why" in browser.post(href, {"why": ""}).text
    browser.post(href, {"why": "The council buys it in"})
    page = browser.get(at(story)).text
    assert "Tomas Reyes: The council buys it in" in page
    assert "Nothing stops it" in page


def test_what_a_parent_wrote_about_their_time_is_noted_by_its_page(sign_in):
    story = now.ready(served=False, placed=False)
    from goldenthread.casework import actions

    actions.serve_draft(version=story.fresh(), by=story.worker, on=TODAY - timedelta(days=3))
    browser = sign_in(story.worker)
    page = browser.post(at(story, "/time"), {"who": str(story.parent.pk), "said_on-day": "23", "said_on-month": "11", "said_on-year": "2026"}).text
    assert "Tick the box if it is in writing" in page
    browser.post(at(story, "/time"), {"who": str(story.parent.pk), "said_on-day": "23", "said_on-month": "11", "said_on-year": "2026", "sure": "yes"})
    assert Proposal.objects.get().waived == {f"adult:{story.parent.pk}": "2026-11-23"}
    assert "Wait until then" not in browser.get(at(story)).text


def test_a_proposal_is_taken_back_by_its_page(sign_in, proposed):
    browser = sign_in(proposed.manager)
    browser.post(at(proposed, "/take-back"), {"why": "The date is wrong"})
    assert proposed.fresh().proposed_on is None


def test_nobody_else_finds_any_of_it(sign_in, proposed):
    browser = sign_in(making.somebody("coordinator", of=making.area("991", "Marlow Vale")))
    for name in ("", "/setting", "/time", "/confirm", "/take-back", "/preview/pdf"):
        assert browser.get(at(proposed, name)).status_code in (403, 404), name


def test_a_draft_that_is_served_goes_as_pdf_and_word_with_draft_on_it():
    story = now.ready()
    kept = Document.objects.filter(child=story.request.child, addressee=story.parent, made_on=now.SERVED, kind__startswith="plan")
    assert sorted(kept.values_list("kind", flat=True)) == ["plan-draft", "plan-word-draft"]
