"""A measure may rest on sampled cases, and on a story with its papers."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.core import clock
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.improvement.measures import actions
from goldenthread.improvement.measures.figures import value_of
from goldenthread.improvement.measures.models import EvidencePaper, MeasureEvidence
from goldenthread.improvement.models import ImprovementPlan
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
DAY = date(2026, 9, 30)
SAMPLE = {"kind": "sample", "day": DAY, "words": "Plans say who gives the help", "gathered_by": "Audit group", "drawn": "Every tenth plan", "looked_at": 40, "held": 30}
STORY = {"kind": "story", "day": DAY, "words": "A family told how the move went.", "gathered_by": "Parent carer forum"}


@pytest.fixture
def head():
    with clock.standing_on(ON):
        yield making.somebody("head_of_send")


@pytest.fixture
def measure(head):
    plan = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=ON)
    said = {"words": "Plans are clear", "kind": "rate", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "source": "entered", "rhythm": "quarter"}
    return actions.add_measure(plan=plan, said=said, by=head, on=ON)


def signed_in(client, who):
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


def page(client, measure):
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(reverse("improvement:measure", args=[measure.pk])).content.decode()).split())


def test_a_sample_is_the_value_of_its_day_and_says_how_it_was_drawn(measure, head):
    actions.add_evidence(measure=measure, **SAMPLE, by=head, on=ON)
    value = value_of(measure, at=ON, exact=True)
    assert (value.value, value.numerator, value.denominator, value.on) == (75.0, 30.0, 40.0, DAY)
    assert measure.values.get().note == "Sampled cases: Every tenth plan"
    with pytest.raises(Refused, match="There is a value for this date already"):
        actions.add_evidence(measure=measure, **SAMPLE, by=head, on=ON)
    assert MeasureEvidence.objects.count() == 1


def test_a_measure_that_is_counted_keeps_its_value_beside_a_sample(measure, head):
    [counted] = actions.take_measures(plan=measure.plan, codes=["LEI-M001"], by=head, on=ON)
    actions.add_evidence(measure=counted, **SAMPLE, by=head, on=ON)
    assert counted.values.count() == 0


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"looked_at": 0, "held": 0}, "how many were looked at"), ({"held": 41}, "in how many of them"), ({"drawn": " "}, "how the cases were drawn"),
        ({"words": " "}, "what was found"), ({"day": date(2026, 12, 1)}, "today or in the past"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(measure, head, wrong, why):
    with pytest.raises(Refused, match=why):
        actions.add_evidence(measure=measure, **{**SAMPLE, **wrong}, by=head, on=ON)


def test_who_may_not_change_the_plan_puts_nothing_with_it(measure):
    with pytest.raises(NotAllowed):
        actions.add_evidence(measure=measure, **STORY, by=making.somebody("board_member"), on=ON)


def test_a_story_with_a_paper_is_put_shown_given_out_once_scanned_and_taken_back(client, measure, head):
    signed_in(client, head)
    typed = {"kind": "story", "day-day": "30", "day-month": "9", "day-year": "2026", "words": STORY["words"], "gathered_by": STORY["gathered_by"]}
    address = reverse("improvement:add_evidence", args=[measure.pk])
    key = re.search(r'name="form_key" value="([^"]+)"', client.get(address).content.decode())
    more = {"form_key": key[1]} if key else {}
    assert client.post(address, {**typed, **more, "paper": SimpleUploadedFile("story.txt", b"It went well.", "text/plain")}).status_code == 302
    assert STORY["words"] in page(client, measure)
    paper = EvidencePaper.objects.get()
    file = reverse("improvement:evidence_paper", args=[measure.pk, paper.pk])
    StoredFile.objects.update(scan=StoredFile.Scan.NOT_SCANNED)
    assert client.get(file).status_code == 409
    StoredFile.objects.update(scan=StoredFile.Scan.CLEAN)
    given = client.get(file)
    assert (b"".join(given.streaming_content), given["Content-Disposition"]) == (b"It went well.", 'attachment; filename="story.txt"')
    back = reverse("improvement:take_evidence_back", args=[measure.pk, paper.evidence_id])
    assert "Say why it is taken back" in client.post(back, {"because": ""}).content.decode()
    assert client.post(back, {"because": "Told twice"}).status_code == 302
    assert STORY["words"] not in page(client, measure)
    assert client.get(file).status_code == 404
    with pytest.raises(Refused, match="already"):
        actions.take_evidence_back(evidence=MeasureEvidence.objects.get(), because="Again", by=head, on=ON)


def test_a_mistake_is_said_by_its_field_and_what_was_typed_stays(client, measure, head):
    signed_in(client, head)
    answer = client.post(
        reverse("improvement:add_evidence", args=[measure.pk]),
        {"kind": "sample", "drawn": "Every tenth", "looked_at": "12", "held": "13", "day-day": "30", "day-month": "9", "day-year": "2026", "words": "As found", "gathered_by": "Us"},
    )
    said = answer.content.decode()
    assert said.count("Enter no more cases than were looked at") == 2
    assert 'value="Every tenth"' in said
    assert "The number of cases must be a whole number, like 12" in client.post(reverse("improvement:add_evidence", args=[measure.pk]), {"kind": "sample", "looked_at": "1.5"}).content.decode()


@pytest.mark.parametrize(("looked_at", "held", "shown"), [(40, 30, "30 of 40 were as they should be (75%)."), (40, 36, "Too few cases"), (5, 5, "Too few cases"), (40, 3, "Too few cases"), (40, 40, "40 of 40")])
def test_few_cases_are_hidden_from_those_without_a_right_to_the_rows(client, measure, head, looked_at, held, shown):
    actions.add_evidence(measure=measure, **{**SAMPLE, "looked_at": looked_at, "held": held}, by=head, on=ON)
    assert shown in page(signed_in(client, making.somebody("board_member")), measure)
    assert f"{held} of {looked_at} were" in page(signed_in(client, head), measure)


@pytest.mark.parametrize(("looked_at", "held"), [(40, 35), (40, 3)])
def test_few_cases_are_not_told_by_the_value_that_rests_on_them_either(client, measure, head, looked_at, held):
    actions.add_evidence(measure=measure, **{**SAMPLE, "looked_at": looked_at, "held": held}, by=head, on=ON)
    shown, share = page(signed_in(client, making.somebody("board_member")), measure), f"{100 * held / looked_at:g}%"
    assert "Too few cases" in shown and f"{held} of {looked_at}" not in shown and share not in shown
    assert share in page(signed_in(client, head), measure)


def test_what_is_told_of_a_later_day_is_not_shown_as_at_an_earlier_one(client, measure, head):
    actions.add_evidence(measure=measure, **STORY, by=head, on=ON)
    answer = signed_in(client, head).get(reverse("improvement:measure", args=[measure.pk]), {"on-day": "1", "on-month": "9", "on-year": "2026"})
    assert STORY["words"] not in answer.content.decode()
