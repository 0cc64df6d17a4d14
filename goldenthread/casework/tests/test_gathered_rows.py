"""Rows made from what PostgreSQL says of them at once are the rows that Django would read."""

from __future__ import annotations

import json

import pytest
from django.db import connection

from goldenthread.casework.models import Case, Decision, Request
from goldenthread.core.gathering import made_of
from goldenthread.people.models import Adult, Area, Child, Relationship

from .situations import decided, received

pytestmark = pytest.mark.django_db


def said_of(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(x)::text FROM {model._meta.db_table} x")
        return json.loads(cursor.fetchone()[0])


def test_a_row_made_of_its_columns_is_the_row_on_file():
    decided(received(in_youth_accommodation=False))
    for model in (Area, Child, Request, Decision, Case, Adult, Relationship):
        made, there = made_of(model, said_of(model)), model.objects.get()
        assert made == there
        assert {f.attname: made.__dict__[f.attname] for f in model._meta.concrete_fields} == {
            f.attname: getattr(there, f.attname) for f in model._meta.concrete_fields
        }
        assert (made._state.adding, made._state.db) == (False, "default")


def test_what_was_left_out_is_read_when_it_is_asked_for(django_assert_num_queries):
    child = received().child
    made = made_of(Child, {"id": str(child.pk), "area_id": child.area_id}, area=child.area)
    with django_assert_num_queries(0):
        assert (made.area, made.pk) == (child.area, child.pk)
    with django_assert_num_queries(1):
        assert made.forename == "Kai"
    assert made_of(Child, None) is None
