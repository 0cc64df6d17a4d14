"""Bringing a plan by page and by command: look, correct, save; then it stands in its own grid."""

from __future__ import annotations

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from goldenthread.core.models import Event
from goldenthread.improvement.actions import save_plan
from goldenthread.improvement.models import (
    Action,
    Finding,
    ImprovementPlan,
    PlanFile,
    Rating,
    RatingScheme,
    UnplacedText,
)
from goldenthread.improvement.reading import assemble, open_plan
from tests import making

from . import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return making.area("801", "Bristowe")


@pytest.fixture
def head(client, area):
    """The area's head of SEND, signed in."""
    return signed_in(client, "head_of_send", area)


def signed_in(client, role, area):
    client.force_login(making.somebody(role, of=area), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["second_factor"] = "persona"
    session.save()
    return client


@pytest.fixture
def path(tmp_path):
    """A plan with focus areas and colours, as a file."""
    path = tmp_path / "plan.docx"
    path.write_bytes(made.saved(made.coloured()).getvalue())
    return path


def imported(path, *options: str) -> dict:
    out = io.StringIO()
    call_command("import_plan", str(path), *options, stdout=out)
    return json.loads(out.getvalue().strip().splitlines()[-1])


def send(client, content: bytes, name: str = "plan.docx"):
    return client.post(reverse("improvement:bring"), {"file": SimpleUploadedFile(name, content)})


def test_a_plan_is_counted_and_nothing_is_saved_in_a_trial(area, path):
    found = imported(path, "--dry-run", "--json")
    assert {name: found[name] for name in ("sections", "groups", "actions", "dates", "ratings")} == {"sections": 2, "groups": 4, "actions": 4, "dates": 4, "ratings": 4}
    assert found["unplaced"] > 0
    assert "details" not in found
    assert not ImprovementPlan.objects.exists()


def test_details_are_lists_of_all_that_was_read(area, path):
    details = imported(path, "--dry-run", "--details")["details"]
    assert [one["date_state"] for one in details["actions"]] == ["words", "impossible", "day", "day"]
    assert [one["colour"] for one in details["ratings"]] == ["amber", "pink", "blue", "green"]


def test_a_plan_is_saved_with_where_each_action_stood(area, path):
    answer = imported(path)
    plan = ImprovementPlan.objects.get(pk=answer["plan"])
    assert [(one.reference, one.table, one.row) for one in Action.objects.order_by("pk")] == [("1.1", 2, 2), ("1.2", 2, 3), ("1.3", 3, 3), ("2.1", 4, 2)]
    assert plan.unplaced.count() == answer["unplaced"]
    assert Event.objects.get(verb="improvement.save_plan").fact["actions"] == 4


def test_the_same_file_twice_changes_nothing(area, path):
    first, again = imported(path), imported(path)
    assert (first["changed"], again["changed"]) == (True, False)
    assert first["plan"] == again["plan"]
    assert (Action.objects.count(), Rating.objects.count(), Event.objects.filter(verb="improvement.save_plan").count()) == (4, 4, 1)


def test_a_file_that_cannot_be_read_ends_the_command_with_what_to_do(area, tmp_path):
    path = tmp_path / "plan.docx"
    path.write_bytes(made.with_macros().getvalue())
    with pytest.raises(CommandError, match="The file holds macros"):
        call_command("import_plan", str(path))
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("import_plan", str(tmp_path / "none.docx"))


def test_the_head_of_send_looks_at_a_plan_and_saves_it(head):
    answer = send(head, made.saved(made.coloured()).getvalue())
    assert answer.status_code == 302, answer.content.decode()[:300]
    page = head.get(answer.url).content.decode()
    assert "As printed" in page
    assert "31/09/2024 is not a day in the calendar" in page
    saved = head.post(answer.url, {"do": "save", "title": "Our promises", "kind": "priority"})
    plan = ImprovementPlan.objects.get()
    assert saved.url == reverse("improvement:plan", args=[plan.pk])
    assert (plan.title, plan.kind) == ("Our promises", "priority")


def test_a_plan_is_shown_in_its_own_colours_with_words(head, area, path):
    plan = imported(path)["plan"]
    page = head.get(reverse("improvement:plan", args=[plan])).content.decode()
    assert '<strong class="govuk-tag govuk-tag--pink">Pink</strong> Waits for another action' in page
    assert "Not a day in the calendar" in page
    assert "Words that were not placed" in page
    assert "Milestones" not in page, "a plan shows only the columns that it has"
    assert "4" in head.get(reverse("improvement:plans")).content.decode()


def test_a_person_corrects_what_a_column_is(head):
    content = b"Thing,Whom,Then\nWrite it,Head of SEND,May 2025\n"
    address = send(head, content, "list.csv").url
    assert "No table reads as a plan" in head.get(address).content.decode()
    again = head.post(address, {"do": "again", "t1c0": "action", "t1c1": "owner", "t1c2": "date"}).content.decode()
    assert "Tables that are no part of the plan" not in again
    assert PlanFile.objects.get().said == {"1": ["action", "owner", "date"]}
    head.post(address, {"do": "save", "title": "A list", "kind": "delivery", "t1c0": "action", "t1c1": "owner", "t1c2": "date"})
    action = Action.objects.get()
    assert (action.words, action.owner, str(action.due_on)) == ("Write it", "Head of SEND", "2025-05-31")


def test_a_plan_needs_a_name_and_a_kind(head):
    address = send(head, made.saved(made.coloured()).getvalue()).url
    page = head.post(address, {"do": "save", "title": "", "kind": ""}).content.decode()
    assert "Enter what the plan is called" in page
    assert "Say what kind of plan it is" in page
    assert not ImprovementPlan.objects.exists()


@pytest.mark.parametrize(("content", "name", "sentence"), [(b"%PDF-1.7", "plan.pdf", "The selected file is a PDF"), (b"", "plan.docx", "empty"), (b"PK", "plan.docx", "damaged")])
def test_a_bad_file_is_answered_beside_the_field(head, content, name, sentence):
    answer = send(head, content, name)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not PlanFile.objects.exists()


def test_a_plan_of_another_area_is_not_there(client, area, path):
    plan = imported(path)["plan"]
    other = signed_in(client, "head_of_send", making.area("802", "Elsewhere"))
    assert other.get(reverse("improvement:plan", args=[plan])).status_code == 404
    assert "Bristowe" not in other.get(reverse("improvement:plans")).content.decode()


@pytest.mark.parametrize("role", ["board_member", "forum"])
def test_whoever_only_reads_brings_nothing(client, area, role):
    reader = signed_in(client, role, area)
    assert reader.get(reverse("improvement:plans")).status_code == 200
    assert send(reader, b"a,b").status_code == 403


def test_every_shape_is_saved_and_shown(head, area):
    for shape in (made.lettered, made.half_yearly, made.outcomes):
        content = made.saved(shape())
        read = assemble(open_plan(content, "plan.docx"))
        plan = save_plan(area=area, read=read, sha256=shape.__name__, file_name="plan.docx", kind="statement", by=making.somebody("head_of_send", of=area), on=making.TODAY)
        page = head.get(reverse("improvement:plan", args=[plan.pk])).content.decode()
        for action in read.actions:
            assert action.words.splitlines()[0].split("’")[0].split("'")[0] in page
    assert Finding.objects.count() == 3
    assert RatingScheme.objects.count() == 4 + 3 + 4
    assert UnplacedText.objects.filter(words="*A2 is for managers").exists()
