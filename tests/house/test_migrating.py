"""Migrations draw no more models anew than they must (`config/management/commands/migrate.py`), and make the same tables."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from goldenthread.config.management.commands.migrate import changed

SCHOOL, PUPIL, DINNER = ("tried", "school"), ("tried", "pupil"), ("tried", "dinner")


@pytest.fixture
def state():
    """Pupils of a school, and the dinners of pupils."""
    made = ProjectState()
    for name, tie in (("School", None), ("Pupil", "tried.School"), ("Dinner", "tried.Pupil")):
        tied = [("of", models.ForeignKey(tie, models.CASCADE))] if tie else []
        made.add_model(ModelState("tried", name, [("id", models.AutoField(primary_key=True)), *tied]))
    assert made.apps
    return made


def test_a_model_that_changed_is_drawn_anew_with_all_that_are_tied_to_it(state):
    assert changed(state, *SCHOOL) == {SCHOOL, PUPIL, DINNER}


def test_a_model_that_grew_or_is_new_is_drawn_alone(state):
    state.models[SCHOOL].fields["name"] = models.TextField()
    assert changed(state, *SCHOOL) == {SCHOOL}
    state.models["tried", "register"] = ModelState("tried", "Register", [("id", models.AutoField(primary_key=True))])
    assert changed(state, "tried", "register") == {("tried", "register")}
    assert state.is_delayed, "whoever asks for all of them is to have them drawn first"


def test_a_model_whose_ties_stand_is_drawn_alone(state):
    assert changed(state, *PUPIL, delay=True) == {PUPIL}


@pytest.mark.django_db
def test_the_tables_are_those_of_the_models():
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
        columns = set(cursor.fetchall())
        cursor.execute("SELECT conname FROM pg_constraint UNION SELECT indexname FROM pg_indexes")
        held = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'"
        )
        keys = set(cursor.fetchall())
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or not model.__module__.startswith("goldenthread."):
            continue
        table = model._meta.db_table
        assert {column for of, column in columns if of == table} == {
            field.column for field in model._meta.local_concrete_fields
        }
        assert {each.name for each in (*model._meta.constraints, *model._meta.indexes)} <= held
        tied = [field for field in model._meta.local_concrete_fields if field.remote_field and field.db_constraint]
        assert {(table, field.remote_field.model._meta.db_table) for field in tied} <= keys
