"""Addresses of the desk's pages, found once for each page: a record names a dozen."""

from functools import cache
from uuid import UUID

from django.urls import reverse

_ANY = str(UUID(int=0))


@cache
def _pattern(page: str, about_one: bool) -> str:
    return reverse(page, args=[_ANY] if about_one else None)


def address_of(page: str, key: UUID | str | None = None) -> str:
    """The address of a page about one thing, such as `desk:record_clocks` of a child's key, or about none."""
    return _pattern(page, True).replace(_ANY, str(key)) if key else _pattern(page, False)
