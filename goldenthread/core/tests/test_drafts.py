"""What was typed is kept, part by part, for that person alone; a form sent twice does its work once."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import QueryDict

from goldenthread.core import drafts, form_keys
from goldenthread.core.refusals import Changed
from goldenthread.core.versions import check_version

pytestmark = pytest.mark.django_db


def test_parts_are_kept_side_by_side_and_read_back_as_they_were_typed():
    drafts.save(
        user_id=1,
        form="request.a",
        part="child",
        answers=drafts.typed(QueryDict("forename=Kai&forename=K&csrfmiddlewaretoken=x")),
    )
    drafts.save(user_id=1, form="request.a", part="family", answers={"name": ["Jo"]})
    drafts.save(user_id=1, form="request.a", part="family", answers={"name": ["Joe"]})
    kept = drafts.load(user_id=1, form="request.a")
    assert kept == {"child": {"forename": ["Kai", "K"]}, "family": {"name": ["Joe"]}}
    assert drafts.as_post(kept["child"]).getlist("forename") == ["Kai", "K"]


def test_nobody_reads_anothers_draft():
    drafts.save(user_id=1, form="request.a", part="", answers={})
    assert drafts.load(user_id=2, form="request.a") is None


def test_a_draft_that_was_sent_is_forgotten():
    drafts.save(user_id=1, form="request.a", part="", answers={})
    drafts.clear(user_id=1, form="request.a")
    assert drafts.load(user_id=1, form="request.a") is None


def test_a_draft_has_a_largest_size():
    with pytest.raises(drafts.TooLong):
        drafts.save(user_id=1, form="request.a", part="", answers={"about": ["x" * drafts.LONGEST_PART]})


def test_a_form_sent_again_is_answered_with_the_first_result():
    key = uuid4()
    form_keys.claim(key=key, user_id=1, result_url="/first")
    with pytest.raises(form_keys.AlreadySent) as sent:
        form_keys.claim(key=key, user_id=1, result_url="/second")
    assert sent.value.url == "/first"


def test_a_strangers_key_does_not_lead_to_its_owners_result():
    key = uuid4()
    form_keys.claim(key=key, user_id=1, result_url="/first")
    with pytest.raises(form_keys.AlreadySent) as sent:
        form_keys.claim(key=key, user_id=2, result_url="/second")
    assert sent.value.url == "/"


def test_an_old_version_is_refused():
    class Row:
        version = 3

    check_version(Row, 3)
    check_version(Row, None)
    with pytest.raises(Changed):
        check_version(Row, 2)
