"""What PostgreSQL itself holds, read from its catalogue: a new table that hangs from a child is walled and guarded, or this fails."""

from __future__ import annotations

import tomllib
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from .test_ground import ROOT

pytestmark = pytest.mark.django_db

#: Tables that name children without hanging from one: what they hold is let through by somebody's own id instead.
NAMES_CHILDREN = {"core_reading"}
#: Tables behind the wall that are written outside an action: what is only ever added, and what a worker marks as sent.
NOT_GUARDED = {"core_event", "core_reading", "core_message"}
APPEND_ONLY = {"core_event", "core_reading", "improvement_edition"}


def asked(sql: str, *values) -> list:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def of_children() -> set[str]:
    """Every table that hangs from a child by foreign keys, near or far, or that names children in a column."""
    ties = asked("SELECT conrelid::regclass::text, confrelid::regclass::text FROM pg_constraint WHERE contype = 'f'")
    ties = {(of, to) for of, to in ties if of.split("_")[0] in {config.label for config in ours()}}
    found = {"people_child"}
    while more := {of for of, to in ties if to in found} - found:
        found |= more
    named = asked(
        "SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('child_id', 'child_ids')"
    )
    return found | {table for (table,) in named}


def ours():
    return [config for config in apps.get_app_configs() if config.name.startswith("goldenthread.")]


def test_every_table_that_hangs_from_a_child_is_behind_the_wall():
    walled = {
        table
        for (table,) in asked(
            "SELECT c.relname FROM pg_class c WHERE c.relkind = 'r' AND c.relrowsecurity AND c.relforcerowsecurity"
            " AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)"
        )
    }
    assert {"casework_decision", "people_address", "plans_namedsetting", "reviews_review"} <= of_children()
    assert sorted(of_children() - walled) == []


def test_every_table_that_hangs_from_a_child_is_written_by_actions_alone():
    guarded = {
        table
        for (table,) in asked(
            "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'written_by_action' AND tgenabled = 'O'"
            " AND tgtype & 4 > 0 AND tgtype & 8 > 0 AND tgtype & 16 > 0"
        )
    }
    assert sorted(of_children() - guarded - NOT_GUARDED) == []


def test_what_is_only_added_to_can_not_be_changed_deleted_or_emptied():
    kept = {
        table
        for (table,) in asked(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'append_only' AND tgenabled = 'O' AND tgtype & 8 > 0 AND tgtype & 16 > 0 AND tgtype & 32 > 0"
        )
    }
    assert kept == APPEND_ONLY
    for table in APPEND_ONLY:
        with pytest.raises(DatabaseError, match="may only be added to"), transaction.atomic():
            asked(f"TRUNCATE {table}")


def test_no_table_behind_a_wall_or_a_guard_can_be_emptied_at_once():
    """TRUNCATE would ask neither: it is refused inside an action too, and by way of a table that others hang from."""
    refusing = {table for (table,) in asked("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'O' AND tgtype & 32 > 0")}
    kept = {
        table
        for (table,) in asked(
            "SELECT c.oid::regclass::text FROM pg_class c WHERE c.relrowsecurity OR EXISTS"
            " (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'written_by_action')"
        )
    }
    assert of_children() <= kept <= refusing
    asked("SELECT set_config('app.action', 'tests', true)")
    for table in ("people_child", "people_area", "core_message"):
        with pytest.raises(DatabaseError, match="is never emptied at once"), transaction.atomic():
            asked(f"TRUNCATE {table} CASCADE")


def test_every_wall_lets_nobody_pass_by_and_no_row_in_unasked():
    """A policy for every command and everybody; none that lets rows out by another door."""
    policies = asked(
        "SELECT polrelid::regclass::text, polname, polcmd::text, polpermissive, polroles::text, pg_get_expr(polqual, polrelid) FROM pg_policy"
    )
    assert len({table for table, *_ in policies}) == len(policies), "one policy a table, so that none widens another"
    for table, name, command, permissive, roles, sees in policies:
        assert (name, command, permissive, roles) == ("wall", "*", True, "{0}"), table
        assert "gt_wall()" in sees, table


def test_the_role_that_asks_passes_no_wall_by():
    [(superuser, bypasses, creates)] = asked(
        "SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
    )
    assert (superuser, bypasses, creates) == (False, False, False)
    stronger = asked(
        "SELECT r.rolname FROM pg_roles r WHERE (r.rolsuper OR r.rolbypassrls) AND pg_has_role(current_user, r.oid, 'MEMBER')"
    )
    assert stronger == []


def test_no_view_or_function_of_ours_lends_its_owners_rights():
    assert (
        asked(
            "SELECT proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public' AND prosecdef"
        )
        == []
    )
    assert (
        asked(
            "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND relkind IN ('v', 'm')"
        )
        == []
    )


def floors() -> dict[str, int]:
    """Room → how high it stands, as the import contract has it; rooms of one floor have one number."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]["layers"]
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(contract)) for room in layer.split("|")}


def test_foreign_keys_point_down_the_house_or_stay_in_the_room():
    heights = floors()
    wrong = []
    for config in ours():
        for model in config.get_models():
            for field in model._meta.get_fields():
                to = getattr(field, "related_model", None)
                if not getattr(field, "concrete", False) or to is None or to._meta.app_label in (config.label, "auth"):
                    continue  # Django's own groups, which its users must have and nobody here uses
                if to._meta.app_label not in heights or heights[to._meta.app_label] >= heights[config.label]:
                    wrong.append(f"{model._meta.label}.{field.name} → {to._meta.label}")
    assert wrong == []
    assert heights["law"] < heights["core"] < heights["people"] < heights["casework"] < heights["desk"]


def test_what_leads_to_a_child_by_its_own_id_tells_nothing_of_order_or_time():
    """Every model whose id stands in an address about a child has an id at random; the few counted ones are behind a child's."""
    from goldenthread.people.models.children import new_reference

    counted_behind_a_child = {"casework.ExceptionClaim"}
    hanging = of_children()
    in_addresses = {
        "people.Child",
        "casework.Request",
        "people.Document",
        "desk.Export",
        "returns.ImportRun",
        "core.Message",
        "casework.ExceptionClaim",
        "casework.AdviceRequest",
        "plans.Passage",
        "plans.Version",
        "plans.Line",
        "disputes.Dispute",
        "disputes.Paper",
        "disputes.Bundle",
        "disputes.Undertaking",
        "disputes.Recommendation",
        "disputes.Lesson",
    }
    for config in ours():
        for model in config.get_models():
            if model._meta.label in in_addresses - counted_behind_a_child:
                assert model._meta.pk.get_internal_type() == "UUIDField", model._meta.label
                made = [model._meta.pk.get_default() for _ in range(50)]
                assert made != sorted(made) and {each.version for each in made} == {4}, model._meta.label
    assert "people_document" in hanging
    references = [new_reference() for _ in range(2000)]
    assert len(set(references)) == 2000
    rising = sum(first < second for first, second in pairwise(references))
    assert 900 < rising < 1100, "as many go up as down"
