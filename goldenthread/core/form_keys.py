"""A form that is sent twice does its work once: the second sending is shown what came of the first.

A page carries a random key. The action claims it in its own transaction, so a refusal sets it free again, and of
twenty equal posts at once nineteen wait for the first and are then answered with its address.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from . import rows
from .models import FormKey
from .refusals import Refused


class AlreadySent(Exception):  # noqa: N818 - nothing went wrong
    """This form was sent before. `url` is where its result is."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self.url = url


def claim(*, key: UUID, user_id: int | None, result_url: str) -> None:
    """Use the key up. Raises AlreadySent when it was used before; a stranger's key is never answered with its result."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_formkey (key, user_id, used_at, result_url) VALUES (%s, %s, clock_timestamp(), %s) "
            "ON CONFLICT (key) DO NOTHING",
            [key, user_id, result_url],
        )
        if cursor.rowcount:
            return
    first = FormKey.objects.filter(pk=key).first()
    raise AlreadySent(first.result_url if first and first.user_id == user_id else "/")


@contextmanager
def once(form: Any, *, user_id: int | None, result_url: str) -> Iterator[None]:
    """What is done inside is done once for this form; done a second time it is undone, and AlreadySent says where the first is.

    For an action that does not take a key itself. What is refused inside leaves the key free; a refusal that only says that the first of
    two sent at once has done it is not shown to whoever sent both.
    """
    key = form.cleaned_data["form_key"]
    if (sent := result(key=key, user_id=user_id)) is not None:
        raise AlreadySent(sent)  # before what was done the first time stands in the way of the second
    try:
        with transaction.atomic():
            yield
            claim(key=key, user_id=user_id, result_url=result_url)
    except Refused:
        if (sent := result(key=key, user_id=user_id)) is not None:
            raise AlreadySent(sent) from None
        raise


def row(*, key: UUID, user_id: int | None, result_url: str) -> FormKey:
    """The key used up, as a row for an action to write with its own. `used_before` tells that it was there already."""
    return rows.new(FormKey, key=key, user_id=user_id, result_url=result_url)


def used_before(error: IntegrityError) -> bool:
    """Whether a write failed because the form had been sent."""
    return "core_formkey_pkey" in str(error)


def result(*, key: UUID, user_id: int | None) -> str | None:
    """Where the result of a form that this person sent is; None when it was not sent."""
    return FormKey.objects.filter(pk=key, user_id=user_id).values_list("result_url", flat=True).first()
