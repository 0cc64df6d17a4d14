"""What is kept follows from the facts: making it again changes nothing, and what was lost comes back."""

from __future__ import annotations

import json

import pytest
from django.core.management import call_command

from goldenthread.casework.models import Case
from goldenthread.people.models import Deadline
from tests import making

from .situations import decided, received

pytestmark = pytest.mark.django_db


def run(capsys, **options):
    code = 0
    try:
        call_command("rebuild", **options)
    except SystemExit as ended:
        code = ended.code
    said = capsys.readouterr()
    return code, json.loads(said.out.splitlines()[-1]), said.err


def test_making_everything_again_changes_nothing(capsys):
    decided(received())
    making.child("Wren Poole")
    assert run(capsys, check=True)[:2] == (0, {"children": 2, "changed": 0})
    assert run(capsys)[:2] == (0, {"children": 2, "changed": 0})


def test_a_check_says_what_differs_and_changes_nothing(capsys):
    request = received()
    Deadline.objects.all().delete()
    code, counted, said = run(capsys, check=True)
    assert code == 1
    assert counted["changed"] > 0
    assert str(request.child_id) in said
    assert Deadline.objects.count() == 0


def test_what_was_lost_is_made_again_in_batches(capsys):
    request = received()
    making.child("Wren Poole")
    before = set(Deadline.objects.filter(matter_id=request.pk).values_list("clock", "due_on"))
    Deadline.objects.all().delete()
    Case.objects.all().delete()
    code, counted, said = run(capsys, batch=1)
    assert (code, counted["children"]) == (0, 2)
    assert "2 of 2 children" in said
    assert set(Deadline.objects.filter(matter_id=request.pk).values_list("clock", "due_on")) == before
    assert Case.objects.count() == 2
