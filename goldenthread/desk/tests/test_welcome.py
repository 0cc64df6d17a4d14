"""The first page of those whose work is not at the desk: families, schools, advisers."""

from __future__ import annotations

import pytest

from goldenthread.core.models import Reading
from tests import making

pytestmark = pytest.mark.django_db


def open_as(client, user) -> str:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/start")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_parent_finds_her_childs_record_and_no_other(client):
    mine, other = making.child("Idris Yusuf"), making.child("Wren Poole")
    parent = making.somebody("parent", making.body("forum"))
    making.involve(parent, mine, "family")
    page = open_as(client, parent)
    assert f"/children/{mine.pk}" in page
    assert "Wren" not in page and str(other.pk) not in page
    assert Reading.objects.latest("pk").child_ids == [mine.pk]


def test_a_senco_finds_the_pupils_of_her_school(client):
    school = making.school()
    pupil = making.child("Kai Alder")
    making.child("Wren Poole")
    making.involve(school, pupil, "setting")
    page = open_as(client, making.somebody("setting_staff", school))
    assert "Kai Alder" in page
    assert "Wren" not in page


def test_somebody_who_is_involved_with_nobody_is_told_so_and_an_administrator_sees_no_child(client):
    making.child("Kai Alder")
    assert "nothing here for your account yet" in open_as(client, making.somebody("local_offer_editor", making.body("provider")))
    assert "Kai" not in open_as(client, making.somebody("administrator"))
