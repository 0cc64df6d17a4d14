"""Measures on pages: listed, counted, entered, corrected, brought in, and seen as at another day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.core.models import Event
from goldenthread.improvement.measures import actions
from goldenthread.improvement.measures.models import Measure, MeasureValue
from goldenthread.improvement.models import Action, ActionGroup, Answer, Finding, ImprovementPlan, Inspection, Section
from tests import making

pytestmark = pytest.mark.django_db
PLAIN = {
    "words": "Families who are satisfied", "kind": "survey", "unit": "percent", "direction": "up", "comparator": "gte", "target": Decimal(90), "rhythm": "quarter",
    "source": "entered", "source_words": "Yearly survey",
}  # fmt: skip


@pytest.fixture
def plan(settings, tmp_path):
    """A plan with one action."""
    settings.MEDIA_ROOT = tmp_path
    made = ImprovementPlan.objects.create(area=making.area(), title="Our promises", file_name="plan.docx", sha256="0" * 64, saved_on=making.TODAY)
    section = Section.objects.create(plan=made, position=0, title="Working together")
    group = ActionGroup.objects.create(section=section, position=0, reference="A1", title="Joint group")
    Action.objects.create(group=group, position=0, reference="A1a", words="Agree its terms", date_state="day", due_on=date(2027, 3, 31))
    return made


@pytest.fixture
def head(client):
    return signed_in(client, "head_of_send")


def signed_in(client, role, of=None):
    client.force_login(making.somebody(role, of=of), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


def held(plan, **changes) -> Measure:
    return actions.add_measure(plan=plan, said=PLAIN | changes, by=making.somebody("head_of_send"), on=making.TODAY)


def enter(measure, day, value, **said):
    return actions.enter_value(measure=measure, day=day, value=Decimal(value), said_by="Yearly survey", by=making.somebody("head_of_send"), on=making.TODAY, **said)


def page(client, name, *args, **query) -> str:
    answer = client.get(reverse(f"improvement:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_a_plan_without_measures_says_so_and_offers_the_catalogue(head, plan):
    shown = page(head, "measures", plan.pk)
    assert "No measure yet" in shown
    assert "Add measures from the catalogue" in shown


def test_measures_are_taken_from_the_catalogue_once(head, plan):
    address = reverse("improvement:take_measures", args=[plan.pk])
    assert "Plans issued within 20 weeks stay above 95%" in head.get(address).content.decode()
    for _ in range(2):
        assert head.post(address, {"codes": ["LEI-M001", "STH-M005"]}).status_code == 302
    assert list(plan.measures.values_list("catalogue_code", flat=True)) == ["LEI-M001", "STH-M005"]
    assert plan.measures.get(catalogue_code="LEI-M001").indicator == "EHC01"


def test_a_catalogue_form_without_a_choice_says_what_to_do(head, plan):
    assert "Choose one or more measures" in head.post(reverse("improvement:take_measures", args=[plan.pk]), {}).content.decode()


def test_a_measure_of_ones_own_is_added_and_tied_to_an_action(head, plan):
    action = Action.objects.get()
    said = {
        "words": "Meetings held", "kind": "frequency", "unit": "yearly", "direction": "up", "comparator": "gte", "target": "5", "rhythm": "year", "source": "entered",
        "source_words": "Meetings register", "of": f"a{action.pk}", "due_on-day": "31", "due_on-month": "3", "due_on-year": "2027", "steps": "31 December 2026, 3",
    }  # fmt: skip
    answer = head.post(reverse("improvement:add_measure", args=[plan.pk]), said)
    measure = Measure.objects.get()
    assert answer.url == reverse("improvement:measure", args=[measure.pk])
    assert (measure.action, measure.due_on, measure.steps.get().target) == (action, date(2027, 3, 31), 3)
    assert "Action A1a: Agree its terms" in page(head, "measure", measure.pk)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"target": "many"}, "Target must be a number, like 63.4"),
        ({"target": ""}, "Enter the target, or choose"),
        ({"words": ""}, "Enter what is measured"),
        ({"source": "indicator"}, "Choose the indicator"),
        ({"steps": "soon, 4"}, "must be a date, a comma and a number"),
        ({"of": "a999999"}, "Answer ‘What in the plan does it tell of?’"),
    ],
)
def test_what_is_wrong_with_a_measure_is_said_and_what_was_typed_stays(head, plan, changed, sentence):
    said = {"words": "Meetings held so far", "kind": "frequency", "unit": "yearly", "direction": "up", "comparator": "gte", "target": "5", "rhythm": "year", "source": "entered"}
    shown = head.post(reverse("improvement:add_measure", args=[plan.pk]), said | changed).content.decode()
    assert sentence in shown
    assert "Meetings held so far" in shown or "words" in changed
    assert not Measure.objects.exists()


def test_a_value_is_entered_with_its_source_and_stands_on_the_list(head, plan):
    measure = held(plan)
    said = {"day-day": "30", "day-month": "9", "day-year": "2026", "value": "72.5%", "said_by": "Survey of autumn"}
    assert head.post(reverse("improvement:enter_value", args=[measure.pk]), said).status_code == 302
    shown = page(head, "measures", plan.pk)
    assert "72.5%" in shown
    assert "Target not met" in shown
    assert Event.objects.get(verb="improvement.enter_value").fact["on"] == "2026-09-30"


def test_a_share_is_worked_out_from_its_two_numbers(head, plan):
    measure = held(plan)
    said = {"day-day": "30", "day-month": "9", "day-year": "2026", "numerator": "57", "denominator": "60", "said_by": "Survey"}
    head.post(reverse("improvement:enter_value", args=[measure.pk]), said)
    shown = page(head, "measure", measure.pk)
    assert "95%" in shown
    assert "57 of 60" in shown
    assert "Target met" in shown


def test_a_correction_says_why_and_keeps_the_old_value(head, plan):
    measure = held(plan)
    enter(measure, date(2026, 9, 30), "72")
    said = {"day-day": "30", "day-month": "9", "day-year": "2026", "value": "74", "said_by": "Survey"}
    address = reverse("improvement:enter_value", args=[measure.pk])
    assert "Say why it is corrected" in head.post(address, said).content.decode()
    assert head.post(address, said | {"because": "Late answers"}).status_code == 302
    assert sorted((each.value, each.replaced_on is None) for each in MeasureValue.objects.all()) == [(72, False), (74, True)]
    assert "Stands. Corrected: Late answers" in page(head, "measure", measure.pk)


def test_a_value_of_the_future_is_refused(head, plan):
    measure = held(plan)
    said = {"day-day": "30", "day-month": "9", "day-year": "2036", "value": "74", "said_by": "Survey"}
    assert head.post(reverse("improvement:enter_value", args=[measure.pk]), said).status_code == 200
    assert not MeasureValue.objects.exists()


def test_a_measure_counted_from_casework_takes_no_typing(head, plan):
    measure = held(plan, source="indicator", indicator="EHC01", source_words="")
    said = {"day-day": "30", "day-month": "9", "day-year": "2026", "value": "74", "said_by": "Me"}
    assert "nobody types its values" in head.post(reverse("improvement:enter_value", args=[measure.pk]), said).content.decode()
    assert "Enter a value" not in page(head, "measure", measure.pk)


def test_values_are_seen_as_at_another_day(head, plan):
    measure = held(plan)
    enter(measure, date(2026, 3, 31), "61")
    enter(measure, date(2026, 9, 30), "72")
    then = {"on-day": "30", "on-month": "6", "on-year": "2026"}
    assert "61%" in page(head, "measures", plan.pk, **then)
    assert "72%" in page(head, "measures", plan.pk)
    assert "72%" not in page(head, "measure", measure.pk, **then)
    assert "There is a problem" in page(head, "measure", measure.pk, **{"on-day": "31", "on-month": "2", "on-year": "2026"})


def brought(head, measure, content: bytes, name: str = "series.csv"):
    return head.post(reverse("improvement:bring_values", args=[measure.pk]), {"file": SimpleUploadedFile(name, content)})


def test_a_file_of_values_is_taken_in_and_taken_again_corrects_what_differs(head, plan):
    measure = held(plan)
    assert brought(head, measure, b"Quarter,Value,Notes\nQ1 2025/26,60%,first\nQ2 2025/26,62,\n").status_code == 302
    brought(head, measure, b"Quarter;Value\nQ1 2025/26;60\nQ2 2025/26;64\nQ3 2025/26;65\n")
    standing = measure.values.filter(replaced_on__isnull=True)
    assert [(each.on, each.value) for each in standing] == [(date(2025, 6, 30), 60), (date(2025, 9, 30), 64), (date(2025, 12, 31), 65)]
    assert measure.values.count() == 4
    assert Event.objects.filter(verb="improvement.bring_values").latest("pk").fact["corrected"] == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"Date,Value\n31/02/2026,4\n", "s.csv", "Row 2: “31/02/2026” is not a date"),
        (b"Date,Value\n31/01/2026,some\n", "s.csv", "Row 2: “some” is not a number"),
        (b"Date,Value\n31/01/2036,4\n", "s.csv", "is in the future"),
        (b"Date,Value\n31/01/2026,4\nJan 2026,5\n", "s.csv", "is there already, in row 2"),
        (b"Thing,Whom\na,b\n", "s.csv", "no column of dates beside a column of values"),
        (b"Date,Value\n31/01/2026,NaN\n", "s.csv", "is not a number"),
        (b"%PDF-1.7", "s.pdf", "must be a"),
        (b"", "s.csv", "empty"),
        (b"Date,Value\n", "s.csv", "The file has headings and no values"),
    ],
)
def test_a_bad_file_of_values_is_answered_beside_the_field_and_nothing_is_taken(head, plan, content, name, sentence):
    answer = brought(head, held(plan), content, name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not MeasureValue.objects.exists()


def test_a_measure_is_dropped_with_why_and_stays_readable(head, plan):
    measure = held(plan)
    address = reverse("improvement:drop_measure", args=[measure.pk])
    assert "Say why it is dropped" in head.post(address, {"because": ""}).content.decode()
    head.post(address, {"because": "The survey ended"})
    assert "Measures that were dropped" in page(head, "measures", plan.pk)
    assert "The survey ended" in page(head, "measure", measure.pk)


def test_two_people_do_not_change_a_measure_over_one_another(head, plan):
    measure = held(plan)
    address = reverse("improvement:change_measure", args=[measure.pk])
    said = {name: str(value) for name, value in PLAIN.items()} | {"words": "Families who are content", "version": "1"}
    assert head.post(address, said).status_code == 302
    assert "Somebody else changed" in head.post(address, said | {"words": "Other"}).content.decode()
    measure.refresh_from_db()
    assert (measure.words, measure.version) == ("Families who are content", 2)


def test_small_numbers_are_hidden_from_whoever_has_no_right_to_the_rows(client, plan):
    measure = held(plan, unit="number", kind="count", target=Decimal(20))
    enter(measure, date(2026, 9, 30), "3")
    forum = signed_in(client, "forum")
    for shown in (page(forum, "measures", plan.pk), page(forum, "measure", measure.pk)):
        assert "Hidden" in shown
        assert "too small to show" in shown.lower()


@pytest.mark.parametrize("role", ["board_member", "forum"])
def test_whoever_reads_for_the_area_changes_nothing_for_all_of_it(client, plan, role):
    measure = held(plan)
    reader = signed_in(client, role)
    assert "Add measures" not in page(reader, "measures", plan.pk)
    for name in ("change_measure", "drop_measure", "enter_value", "bring_values"):
        assert reader.get(reverse(f"improvement:{name}", args=[measure.pk])).status_code == 403


def test_measures_of_another_area_are_not_there(client, plan):
    measure = held(plan)
    other = signed_in(client, "head_of_send", of=making.area("991", "Thornmouth"))
    for name, key in (("measures", plan.pk), ("measure", measure.pk), ("measure_cases", measure.pk), ("change_measure", measure.pk)):
        assert other.get(reverse(f"improvement:{name}", args=[key])).status_code == 404


def test_the_thread_shows_what_moved_for_each_action_and_where_a_link_is_missing(head, plan):
    shown = page(head, "thread", plan.pk)
    assert "1 part of the plan answers no finding." in shown
    assert "1 action has no measure of its own or of its group, of 1." in shown
    measure = actions.add_measure(plan=plan, said=PLAIN | {"baseline": Decimal(60)}, of=Action.objects.get(), by=making.somebody("head_of_send"), on=making.TODAY)
    assert "1 measure has no value yet, of 1." in page(head, "thread", plan.pk)
    enter(measure, date(2026, 9, 30), "72")
    shown = page(head, "thread", plan.pk)
    assert "From 60% at the start, better" in shown
    assert "no measure" not in shown.lower()


def test_a_measure_leads_up_to_the_finding_that_its_action_answers_and_an_action_down_to_what_moved(head, plan):
    inspection = Inspection.objects.create(area=plan.area, title="Joint inspection 2025")
    finding = Finding.objects.create(inspection=inspection, position=0, words="Leaders do not plan together.")
    action = Action.objects.get()
    Answer.objects.create(action=action, finding=finding, on=making.TODAY)
    measure = actions.add_measure(plan=plan, said=PLAIN, of=action, by=making.somebody("head_of_send"), on=making.TODAY)
    enter(measure, date(2026, 9, 30), "72")
    assert "Joint inspection 2025: Leaders do not plan together." in page(head, "measure", measure.pk)
    shown = page(head, "thread", plan.pk)
    assert "Leaders do not plan together." in shown
    assert "answers no finding" not in shown
    below = page(head, "action", plan.pk, action.pk)
    assert reverse("improvement:measure", args=[measure.pk]) in below
    assert "<strong>72%</strong>" in below
