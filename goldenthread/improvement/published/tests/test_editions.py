"""An edition never changes; everybody can read it, in three ways and as data; small numbers are in none."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from goldenthread.core.refusals import Refused
from goldenthread.improvement.actions import answer_finding
from goldenthread.improvement.measures.actions import add_measure, enter_value
from goldenthread.improvement.measures.figures import value_of
from goldenthread.improvement.models import (
    Action,
    ActionGroup,
    Finding,
    ImprovementPlan,
    Inspection,
    Rating,
    RatingScheme,
    Section,
)
from goldenthread.improvement.published import actions
from goldenthread.improvement.published.content import fingerprint
from goldenthread.improvement.published.models import Edition, ReplyToFamilies
from tests import making

pytestmark = pytest.mark.django_db
AS_AT = date(2026, 9, 30)


@pytest.fixture
def plan():
    """A plan with two rated actions and one measure."""
    made = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=making.TODAY)
    RatingScheme.objects.create(plan=made, position=0, colour="green", words="On track")
    RatingScheme.objects.create(plan=made, position=1, colour="amber", words="Behind")
    section = Section.objects.create(plan=made, position=0, reference="A", title="Working together")
    group = ActionGroup.objects.create(section=section, position=0, reference="A1", title="Joint group")
    for place, colour in enumerate(("green", "amber")):
        action = Action.objects.create(group=group, position=place, reference=f"A1{'ab'[place]}", words=f"Thing {place}", owner="Head of SEND", date_printed="March 2027", date_state="month", due_on=date(2027, 3, 31))
        Rating.objects.create(action=action, position=0, colour=colour, printed=colour)
    return made


@pytest.fixture
def head():
    return making.somebody("head_of_send")


def measured(plan, head, value="72.5", **changes):
    said = {
        "words": "Families who are satisfied", "kind": "survey", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "rhythm": "quarter", "source": "entered",
    } | changes  # fmt: skip
    measure = add_measure(plan=plan, said=said, of=Action.objects.first(), by=head, on=making.TODAY)
    enter_value(measure=measure, day=AS_AT, value=Decimal(value), said_by="Yearly survey", by=head, on=making.TODAY)
    return measure


def published(plan, head, name="July to September 2026", as_at=AS_AT) -> Edition:
    return actions.publish_edition(plan=plan, name=name, as_at=as_at, by=head, on=making.TODAY)


def read(client, edition, way="full") -> str:
    """The page without its frame, whose forms have a token of their own each time."""
    answer = client.get(reverse("improvement:edition", args=[edition.pk]), {"as": way})
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def rows(client, edition, name):
    content = client.get(reverse("improvement:edition_file", args=[edition.pk, name])).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_nothing_is_public_until_somebody_publishes_it(client, plan):
    assert client.get(reverse("improvement:published_plan", args=[plan.pk])).status_code == 404
    assert "Nothing is published yet" in client.get(reverse("improvement:published_plans")).content.decode()


def test_a_visitor_reads_the_plan_its_ratings_and_its_measures(client, plan, head):
    measured(plan, head)
    published(plan, head)
    page = client.get(reverse("improvement:published_plan", args=[plan.pk])).content.decode()
    for words in ("Our promises", "Thing 0", "Head of SEND", "31 March 2027", "Green</strong> On track", "72.5%", "at least 90%", "This is the first edition"):
        assert words.lower() in page.lower()
    assert "Our promises" in client.get(reverse("improvement:published_plans")).content.decode()


@pytest.mark.parametrize(("way", "words"), [("plain", "There are 2 actions"), ("easy", "We promised to do 2 things."), ("odd", "Working together")])
def test_it_is_read_in_plain_english_and_shaped_for_easy_read(client, plan, head, way, words):
    actions.write_plain_words(section=Section.objects.get(), plain="Services plan as one.", easy="We work together.\nWe meet and plan together.", by=head, on=making.TODAY)
    page = read(client, published(plan, head), way)
    assert words in page
    assert (way == "easy") == ('data-picture="people meet"' in page)
    assert {"plain": "Services plan as one.", "easy": "We meet and plan together.", "odd": "Thing 1"}[way] in page


def test_an_edition_stays_as_it_was_whatever_changes_afterwards(client, plan, head):
    measure = measured(plan, head)
    edition = published(plan, head)
    before = read(client, edition)
    Action.objects.update(words="Something else")
    enter_value(measure=measure, day=AS_AT, value=Decimal(99), said_by="Survey", because="Wrong", by=head, on=making.TODAY)
    assert read(client, edition) == before
    edition.refresh_from_db()
    assert fingerprint(edition.content) == edition.pk


def test_the_database_refuses_to_change_an_edition(plan, head):
    published(plan, head)
    for change in (lambda: Edition.objects.update(name="Other"), lambda: Edition.objects.all().delete()):
        with pytest.raises(DatabaseError, match="may only be added to"), transaction.atomic():
            change()


def test_what_changed_since_last_time_is_told(client, plan, head):
    measure = measured(plan, head)
    published(plan, head)
    first, second = Action.objects.all()
    Rating.objects.create(action=second, position=1, colour="green", printed="green")
    Action.objects.filter(pk=first.pk).update(due_on=date(2027, 6, 30))
    enter_value(measure=measure, day=date(2026, 10, 31), value=Decimal(91), said_by="Survey", by=head, on=making.TODAY)
    actions.note_what_families_said(plan=plan, said="Letters are hard to read.", heard_on=AS_AT, did="We wrote them anew.", done_on=AS_AT, by=head, on=making.TODAY)
    page = read(client, published(plan, head, "October 2026", date(2026, 10, 31)))
    for words in (
        "A1b Thing 1: was amber, is now green.", "A1a Thing 0: its target date was 31 March 2027, and is now 30 June 2027.",
        "Families who are satisfied: was 72.5%, is now 91%. The target is met now.", "You said: Letters are hard to read. We did: We wrote them anew.", "Since July to September 2026",
    ):  # fmt: skip
        assert words in page


def test_nothing_new_is_not_published_again(plan, head):
    published(plan, head)
    with pytest.raises(Refused, match="Nothing has changed"):
        published(plan, head)
    with pytest.raises(Refused, match="Choose that date or a later one"):
        published(plan, head, as_at=date(2026, 6, 30))
    with pytest.raises(Refused, match="not in the future"):
        published(plan, head, as_at=date(2036, 6, 30))


def test_small_numbers_are_in_no_edition_whoever_publishes(client, plan, head):
    measured(plan, head, "3", unit="number", kind="count", words="Children without a school", target=Decimal(20))
    edition = published(plan, head)
    assert edition.content["measures"][0]["value"] is None
    assert "Hidden" in read(client, edition)
    assert rows(client, edition, "measures.csv")[0]["value"] == ""


def test_the_data_file_says_the_same_with_a_dictionary(client, plan, head):
    measured(plan, head)
    edition = published(plan, head)
    whole = json.loads(client.get(reverse("improvement:edition_file", args=[edition.pk, "edition.json"])).content)
    assert whole["edition"]["measures"][0]["value"] == 72.5
    assert fingerprint(whole["edition"]) == whole["fingerprint"] == edition.pk
    [measure], told = rows(client, edition, "measures.csv"), rows(client, edition, "actions.csv")
    assert (measure["value"], measure["target"], measure["value_until"]) == ("72.5", "90", "2026-09-30")
    assert [(row["reference"], row["rating"], row["rating_means"]) for row in told] == [("A1a", "green", "On track"), ("A1b", "amber", "Behind")]
    meant = {(row["file"], row["column"]) for row in rows(client, edition, "dictionary.csv")}
    assert {("measures.csv", column) for column in measure} | {("actions.csv", column) for column in told[0]} == meant
    assert client.get(reverse("improvement:edition_file", args=[edition.pk, "other.csv"])).status_code == 404


def test_words_that_look_like_a_formula_stay_words(client, plan, head):
    Action.objects.update(words="=HYPERLINK(1)")
    assert rows(client, published(plan, head), "actions.csv")[0]["action"] == "'=HYPERLINK(1)"


def test_a_withdrawn_edition_is_shown_no_more_and_says_why(client, plan, head):
    edition = published(plan, head)
    actions.withdraw_edition(edition=edition, because="A name was in it.", by=head, on=making.TODAY)
    answer = client.get(reverse("improvement:edition", args=[edition.pk]))
    assert answer.status_code == 410
    assert "A name was in it." in answer.content.decode()
    assert "Thing 0" not in answer.content.decode()
    assert client.get(reverse("improvement:edition_file", args=[edition.pk, "edition.json"])).status_code == 404
    assert client.get(reverse("improvement:published_plan", args=[plan.pk])).status_code == 404
    assert published(plan, head).number == 2


def test_the_same_number_stands_on_the_page_the_public_page_and_in_the_files(client, plan, head):
    measure = measured(plan, head, "81.25")
    edition = published(plan, head)
    value = value_of(measure, at=AS_AT, exact=False).value
    [row] = rows(client, edition, "measures.csv")
    assert value == edition.content["measures"][0]["value"] == float(row["value"]) == 81.25
    signed_in(client, head)
    query = {"on-day": "30", "on-month": "9", "on-year": "2026"}
    listed = client.get(reverse("improvement:measures", args=[plan.pk]), query).content.decode()
    [taken] = csv.DictReader(io.StringIO(client.get(reverse("improvement:measures_file", args=[plan.pk]), query).content.decode("utf-8-sig")))
    assert taken["value"] == row["value"]
    assert "81.2%" in listed
    assert "81.2%" in read(client, edition)


def signed_in(client, person):
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


def test_the_head_of_send_looks_at_what_will_be_read_and_publishes_it(client, plan, head):
    signed_in(client, head)
    address = reverse("improvement:publish", args=[plan.pk])
    assert "What everybody will read" in client.get(address).content.decode()
    said = {"name": "July to September 2026", "as_at-day": "30", "as_at-month": "9", "as_at-year": "2026"}
    assert "say that you have" in client.post(address, said).content.decode()
    answer = client.post(address, said | {"looked": "yes"})
    edition = Edition.objects.get()
    assert answer.url == reverse("improvement:edition", args=[edition.pk])
    assert edition.name in client.get(address).content.decode()
    gone = client.post(reverse("improvement:withdraw", args=[edition.pk]), {"because": "Wrong quarter"})
    assert gone.url == address
    assert "Withdrawn" in client.get(address).content.decode()


def test_words_for_everybody_are_written_part_by_part(client, plan, head):
    signed_in(client, head)
    assert "Not yet" in client.get(reverse("improvement:public_words", args=[plan.pk])).content.decode()
    client.post(reverse("improvement:write_words", args=[plan.pk, "1"]), {"plain": "We plan as one.", "easy": ""})
    assert Section.objects.get().plain_words.plain == "We plan as one."
    for nowhere in ("0", "2", "x", "²"):
        assert client.get(reverse("improvement:write_words", args=[plan.pk, nowhere])).status_code == 404


def test_what_families_said_is_added_and_answered(client, plan, head):
    signed_in(client, head)
    said = {"said": "Letters are hard to read.", "heard_on-day": "1", "heard_on-month": "9", "heard_on-year": "2026"}
    client.post(reverse("improvement:add_reply", args=[plan.pk]), said)
    reply = ReplyToFamilies.objects.get()
    address = reverse("improvement:change_reply", args=[reply.pk])
    assert "Enter when it was done" in client.post(address, said | {"did": "We wrote them anew.", "version": "1"}).content.decode()
    day = {"done_on-day": "2", "done_on-month": "10", "done_on-year": "2026"}
    client.post(address, said | {"did": "We wrote them anew.", "version": "1"} | day)
    reply.refresh_from_db()
    assert (reply.did, reply.done_on) == ("We wrote them anew.", date(2026, 10, 2))


@pytest.mark.parametrize("role", ["forum", "quality_auditor"])
def test_whoever_does_not_decide_publishes_nothing(client, plan, role):
    signed_in(client, making.somebody(role))
    assert client.get(reverse("improvement:publish", args=[plan.pk])).status_code == 403


def test_another_area_publishes_nothing_of_ours(client, plan, head):
    edition = published(plan, head)
    signed_in(client, making.somebody("head_of_send", of=making.area("991", "Thornmouth")))
    for name, args in (("publish", [plan.pk]), ("withdraw", [edition.pk]), ("public_words", [plan.pk]), ("write_words", [plan.pk, "1"]), ("add_reply", [plan.pk])):
        assert client.get(reverse(f"improvement:{name}", args=args)).status_code == 404


@pytest.mark.parametrize(("out_on", "seen"), [(None, False), (date(2026, 10, 12), False), (AS_AT, True)], ids=["never", "later", "by then"])
def test_what_a_report_says_is_for_everybody_only_once_the_report_is(client, plan, head, out_on, seen):
    inspection = Inspection.objects.create(area=plan.area, title="The visit", published_on=out_on)
    finding = Finding.objects.create(inspection=inspection, position=0, words="Leaders do not know how long children wait.")
    answer_finding(action=Action.objects.first(), finding=finding, by=head, on=making.TODAY)
    assert (finding.words in json.dumps(published(plan, head).content)) is seen
