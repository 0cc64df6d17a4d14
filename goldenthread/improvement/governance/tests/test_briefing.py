"""The member briefing holds no child, whatever anybody typed."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from goldenthread.core import clock, wall
from goldenthread.improvement.governance import briefing as making_it
from goldenthread.improvement.governance.actions.risk import escalate
from goldenthread.improvement.governance.briefing import briefing, without_children
from goldenthread.improvement.governance.drawing import as_data
from goldenthread.people.models import Child
from tests import making

from . import made

pytestmark = pytest.mark.django_db

HERE = Path(making_it.__file__).parent
#: What the briefing and what it leans on may take from: nothing that reads a child.
MAY_LEAN_ON = re.compile(
    r"^(django|collections|contextlib|dataclasses|datetime|json|pathlib|re|typing|__future__|goldenthread\.core|goldenthread\.law"
    r"|goldenthread\.improvement\.(models|quarters|published\.models|governance\.(models|drawing|plan_state)))(\.|$)"
)


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(made.TODAY):
        yield


def test_while_a_briefing_is_made_postgresql_refuses_to_read_a_child():
    making.child()
    with pytest.raises(DatabaseError, match="Nobody said who is asking"), transaction.atomic(), without_children():
        list(Child.objects.all())


def test_after_a_briefing_whoever_asked_sees_what_they_saw_before():
    making.child()
    before = wall.current()
    with without_children():
        pass
    assert wall.current() == before
    assert Child.objects.count() == 1


def test_a_briefing_asks_no_table_that_hangs_from_a_child():
    of = made.governed()
    made.planned(of)
    made.risk(of)
    making.child(of=of.area)
    with CaptureQueriesContext(connection) as asked:
        briefing(of.area, made.TODAY)
    hanging = {"people_child"}
    every = [model for config in apps.get_app_configs() if config.name.startswith("goldenthread.") for model in config.get_models()]
    while more := {
        model._meta.db_table for model in every for field in model._meta.get_fields() if field.concrete and field.is_relation and field.related_model._meta.db_table in hanging
    } - hanging:
        hanging |= more
    assert len(hanging) > 30
    named = {table for query in asked.captured_queries for table in re.findall(r'"([a-z_]+)"', query["sql"])}
    assert named & hanging == set()
    assert "improvement_risk" in named


def test_the_code_of_a_briefing_leans_on_nothing_that_reads_a_child():
    """Totals over the casework lift the wall by themselves, so what is imported is held too."""
    for name in ("briefing.py", "drawing.py", "plan_state.py"):
        for node in ast.walk(ast.parse((HERE / name).read_text())):
            if isinstance(node, ast.Import):
                taken = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                up = "goldenthread.improvement.governance".split(".")[: 3 - (node.level - 1)] if node.level else []
                base = ".".join([*up, *([node.module] if node.module else [])])
                taken = [base] if node.module else [f"{base}.{one.name}" for one in node.names]
            else:
                continue
            assert [one for one in taken if not MAY_LEAN_ON.match(one)] == [], name


def test_words_that_somebody_typed_are_not_in_a_briefing():
    of = made.governed()
    made.planned(of)
    risk = made.risk(of, title="Kai Alder waits for a therapist", cause="Kai", effect="Kai")
    escalate(from_board=of.board, about="risk", risk=risk, title="Kai Alder", reason="Kai Alder waits", asked="Help Kai", by=made.BY, on=made.TODAY)
    said = str(as_data(briefing(of.area, made.TODAY).blocks))
    assert "Kai" not in said
    assert "1 matter was raised to a group above and waits for an answer." in said
    assert "('High: 15 to 25', '1')" in said
    assert "Reviews on time" in said


def test_an_empty_area_has_a_briefing_that_says_so():
    said = str(as_data(briefing(making.area("992", "Larkford"), date(2026, 11, 23)).blocks))
    assert "There is no plan yet." in said
    assert "No measure has been published yet." in said
