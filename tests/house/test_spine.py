"""The house's promises about writing and seeing, held by PostgreSQL itself."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from goldenthread.core import actions, keeping, wall
from goldenthread.core.actions import LeftNoEvent, action, record
from goldenthread.core.actors import command
from goldenthread.core.models import Event, Reading
from goldenthread.people import words
from goldenthread.people.models import Child, Deadline
from goldenthread.people.standing import stand
from tests import making

pytestmark = pytest.mark.django_db


def as_user(user):
    """The second wall, set as for a request of this user."""
    return stand(user, making.TODAY)


def seen() -> set[str]:
    """The children that PostgreSQL itself shows, with no condition of ours."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT forename FROM people_child")
        return {row[0] for row in cursor.fetchall()}


def outside_an_action():
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.action', '', true)")


def test_an_officer_sees_the_children_of_her_own_area_only():
    making.child("Kai Alder")
    making.child("Wren Poole", of=making.area("991", "Thornmouth"))
    standing = as_user(making.officer())
    assert seen() == {"Kai"}
    assert [c.forename for c in Child.objects.visible_to(standing)] == ["Kai"]


def test_a_closed_record_does_not_exist_for_those_not_named():
    child = making.child("Kai Alder", closed_list_on=date(2026, 2, 1))
    stranger, named = making.officer(), making.officer()
    making.involve(named, child, "named_list")
    making.kept(child)
    with transaction.atomic():
        as_user(stranger)
        assert seen() == set()
        assert Deadline.objects.count() == 0
        assert words.search(stand(stranger), "Alder") == []
    as_user(named)
    assert seen() == {"Kai"}


def test_a_school_sees_a_child_from_the_day_it_is_involved_until_the_day_it_ends():
    school = making.school()
    now, past, later = (making.child(name) for name in ("Now Ash", "Past Ash", "Later Ash"))
    making.involve(school, now, "setting")
    making.involve(school, past, "setting", until=date(2026, 11, 22))
    making.involve(school, later, "setting", since=date(2026, 11, 24))
    standing = as_user(making.somebody("setting_staff", school))
    assert seen() == {"Now"}
    assert [c.forename for c in Child.objects.visible_to(standing)] == ["Now"]


def test_an_administrator_sees_no_child():
    making.child()
    as_user(making.somebody("administrator"))
    assert seen() == set()


def test_a_transaction_in_which_nobody_asks_may_not_read_children_at_all():
    making.child()
    wall.set_local(wall.NOBODY)
    with pytest.raises(DatabaseError, match="Nobody said who is asking"):
        list(Child.objects.all())


def test_a_child_is_not_written_outside_an_action():
    child = making.child()
    outside_an_action()
    with pytest.raises(DatabaseError, match="outside an action"):
        Child.objects.filter(pk=child.pk).update(forename="Changed")


def test_an_event_and_a_reading_can_never_be_changed_or_deleted():
    making.child()
    for model in (Event, Reading):
        with pytest.raises(DatabaseError, match="may only be added to"), transaction.atomic():
            model.objects.all().delete()
        with pytest.raises(DatabaseError, match="may only be added to"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {model._meta.db_table} SET request_id = 'x'")


def test_an_action_that_says_nothing_of_what_it_did_is_undone():
    @action
    def forget(*, child, by, on):
        child.forename = "Lost"
        child.save()

    child = making.child()
    with pytest.raises(LeftNoEvent):
        forget(child=child, by=command("test"), on=making.TODAY)
    child.refresh_from_db()
    assert child.forename == "Kai"


def test_an_action_needs_somebody_and_a_day():
    @action
    def do(*, by, on):
        record("test.do")

    with pytest.raises(TypeError, match="who is acting"):
        do(by=None, on=making.TODAY)
    with pytest.raises(TypeError, match="date"):
        do(by=command("test"), on=None)


def test_an_action_takes_words_not_places():
    with pytest.raises(TypeError, match="keyword-only"):

        @action
        def wrong(child, *, by, on):
            record("test.wrong")


def test_an_action_inside_an_action_is_part_of_it():
    @action
    def inner(*, by, on):
        record("test.inner")

    @action
    def outer(*, by, on):
        inner(by=by, on=on)
        raise ValueError("stopped")

    with pytest.raises(ValueError, match="stopped"):
        outer(by=command("test"), on=making.TODAY)
    assert not Event.objects.filter(verb__startswith="test.").exists()


def test_every_action_in_the_house_leaves_its_name_and_asks_who_and_when():
    import importlib
    import inspect
    import pkgutil

    import goldenthread

    found = []
    for module in pkgutil.walk_packages(goldenthread.__path__, "goldenthread."):
        leaf = module.name.rpartition(".")[2]
        if leaf == "actions" or ".actions." in module.name:
            loaded = importlib.import_module(module.name)
            for name, member in vars(loaded).items():
                public = inspect.isfunction(member) and not name.startswith("_") and member.__module__ == module.name
                writes = public and {"by", "on"} & inspect.signature(member).parameters.keys()
                if writes and module.name != "goldenthread.core.actions":
                    found.append((module.name, name, getattr(member, "is_action", name.startswith(("check_", "can_")))))
    assert [f"{room}.{name}" for room, name, is_action in found if not is_action] == []


def test_rebuilding_everything_that_is_kept_changes_nothing():
    child = making.child()
    with wall.lifted(because="test"):
        for keeper in keeping.keepers():
            assert keeper.refresh([child.pk]) == 0, keeper.name


def test_a_child_is_found_by_name_upn_school_and_birthday_with_typing_errors_forgiven():
    child = making.child("Zoë O'Brien-Smythe", born=date(2015, 4, 3), upn="A999999999999")
    making.child("Wren Poole")
    standing = as_user(making.officer())
    for typed in ("zoe", "OBrien smythe", "brien-smythe", "smithe zoe", "A999999999999", "3/4/2015", child.reference, "o'brian"):
        assert [found for found, _ in words.search(standing, typed)] == [child.pk], typed


def test_a_search_without_a_word_finds_nothing_and_is_no_fault():
    standing = as_user(making.officer())
    for typed in ("", "   ", "!!!", "%", "\u202e", "x" * 5000):
        assert words.search(standing, typed) == []


def test_the_wall_goes_back_up_when_a_command_that_lifted_it_fails():
    before = wall.current()
    with pytest.raises(ZeroDivisionError), wall.lifted(because="test"):
        1 / 0  # noqa: B018
    assert wall.current() == before
    assert actions.OUTSIDE == "tests"
