"""What is kept follows from the facts: making it again changes nothing, and what was lost comes back."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from goldenthread.casework.models import Case
from goldenthread.core import wall
from goldenthread.people.management.commands import rebuild
from goldenthread.people.models import Deadline
from goldenthread.people.rebuilding import batches
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


def test_two_parts_hold_every_child_once():
    made = {making.child("Wren Poole").pk for _ in range(12)}
    with wall.lifted(because="test"):
        first, second = ([pk for ids in batches(5, part, 2) for pk in ids] for part in (1, 2))
    assert {*first, *second} == made
    assert len(first) + len(second) == len(made)
    assert max(first, default=UUID(int=0)) < min(second, default=UUID(int=2**128 - 1))


class Part:
    """A process that has done a part."""

    def __init__(self, words, *, said, code=0, **options):
        self.words, self.said, self.returncode = words, said, code

    def communicate(self):
        return self.said, None


@pytest.fixture
def many(monkeypatch):
    """Two children are many; each part says in turn what it is told to."""
    making.child("Wren Poole")
    making.child("Amy Ash")
    monkeypatch.setattr(rebuild, "SHARED_FROM", 2)
    started = []

    def saying(*told):
        left = iter(told)

        def begin(words, **options):
            said, code = next(left)
            started.append(Part(words, said=said, code=code))
            return started[-1]

        monkeypatch.setattr(rebuild.subprocess, "Popen", begin)
        return started

    return saying


def test_many_children_are_shared_by_two_processes_and_counted_together(capsys, many):
    started = many(('{"children": 1, "changed": 2, "differing": {"people.words": 2}}\n', 1), ('{"children": 1, "changed": 0}\n', 0))
    assert run(capsys, check=True)[:2] == (1, {"children": 2, "changed": 2, "differing": {"people.words": 2}})
    assert [part.words[-2:] for part in started] == [["--part", "1/2"], ["--part", "2/2"]]
    assert all("--check" in part.words for part in started)


def test_a_part_that_fails_is_said(capsys, many):
    many(('{"children": 1, "changed": 0}\n', 0), ("", 1))
    with pytest.raises(CommandError, match="was not done"):
        run(capsys)
