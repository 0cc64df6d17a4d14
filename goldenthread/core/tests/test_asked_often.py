"""Querysets that are turned into SQL once."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model

from goldenthread.core import drafts
from goldenthread.core.asked_often import AskedOften
from goldenthread.core.models import Draft

pytestmark = pytest.mark.django_db

OF_PEOPLE = AskedOften(
    lambda primary, users: EmailAddress.objects.filter(email__endswith=".org", email__gt=primary, user_id__any=users).select_related("user").order_by("pk"),
    primary=str,
    users=[int],
)


@pytest.fixture
def people(db):
    """Two people, each with an address."""
    made = [get_user_model().objects.create(email=f"{name}@example.org", name=name) for name in ("ash", "birch")]
    for person in made:
        EmailAddress.objects.create(user=person, email=person.email, verified=True)
        drafts.save(user_id=person.pk, form="a", part="one", answers={"text": [person.name]})
    return made


def test_it_gives_the_rows_of_the_queryset_with_what_hangs_from_them(people, django_assert_num_queries):
    both = [each.pk for each in people]
    asked = list(EmailAddress.objects.filter(user_id__in=both).order_by("pk"))
    with django_assert_num_queries(1):
        found = OF_PEOPLE.rows(primary="a", users=both)
        assert [each.user.name for each in found] == ["ash", "birch"]
    assert [(each.pk, each.email, each.verified) for each in found] == [(each.pk, each.email, each.verified) for each in asked]
    assert found == asked


def test_asked_again_with_other_values_it_answers_by_those(people):
    for person in people:
        assert [each.user for each in OF_PEOPLE.rows(primary="a", users=[person.pk])] == [person]
    assert OF_PEOPLE.rows(primary="a", users=[]) == []
    assert OF_PEOPLE.first(primary="c", users=[each.pk for each in people]) is None


def test_a_row_that_it_gave_can_be_changed_and_saved(people):
    found = OF_PEOPLE.first(primary="b", users=[each.pk for each in people])
    found.verified = False
    found.save(update_fields=["verified"])
    assert list(EmailAddress.objects.filter(verified=False)) == [found]


def test_values_alone_come_as_the_queryset_gives_them(people):
    pairs = AskedOften(lambda form: Draft.objects.filter(form=form).order_by("pk").values_list("user_id", "data"), form=str)
    data = AskedOften(lambda form: Draft.objects.filter(form=form).order_by("pk").values_list("data", flat=True), form=str)
    kept = [{"one": {"text": [each.name]}} for each in people]
    assert pairs.rows(form="a") == [(each.pk, parts) for each, parts in zip(people, kept, strict=True)]
    assert data.rows(form="a") == kept


def test_who_has_no_number_has_no_rows(people):
    of_user = AskedOften(lambda user: Draft.objects.filter(user_id=user), user=int)
    assert of_user.rows(user=None) == []


def test_a_value_too_many_or_too_few_is_a_fault(people):
    with pytest.raises(TypeError, match="users"):
        OF_PEOPLE.rows(primary="a")


def test_a_value_that_has_no_place_in_the_statement_is_a_fault():
    lost = AskedOften(lambda form, user: Draft.objects.filter(form=form), form=str, user=int)
    with pytest.raises(ValueError, match="user"):
        lost.rows(form="a", user=1)
