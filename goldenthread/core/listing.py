"""A list's state kept in its address: what is filtered, how it is sorted, which page.

Nothing is remembered anywhere else, so that an address can be sent to a colleague and a page gone back to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from .form_fields.choices import ChoiceField, ManyChoiceField
from .form_fields.forms import Form

PLACE = ("page", "after", "before")  # where one is in the list: lost when what is listed changes


@dataclass(frozen=True, slots=True)
class Listing:
    """The address of a list: its path and its query."""

    path: str
    query: QueryDict

    @classmethod
    def of(cls, request: Any) -> Listing:
        """The list that a request asks for."""
        return cls(request.path, request.GET)

    def href(self, **changes: Any) -> str:
        """The same list with some of its query changed; None takes a name away. Going back to the first page unless told."""
        query = self.query.copy()
        for name in PLACE:
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if isinstance(value, list | tuple):
                query.setlist(name, [str(one) for one in value])
            elif value is not None:
                query[name] = str(value)
        for name in [name for name in query if query.getlist(name) in ([], [""])]:
            query.pop(name)
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def without(self, name: str, value: str) -> str:
        """The same list without one value of one filter."""
        return self.href(**{name: [one for one in self.query.getlist(name) if one != value]})

    # --- sorting

    def sorted_by(self, allowed: list[str], default: str) -> str:
        """The order asked for, "-" first when descending; the default for anything that is not offered."""
        asked = self.query.get("sort", "")
        return asked if asked.removeprefix("-") in allowed else default

    def column(self, text: str, *, sort: str | None = None, current: str = "", number: bool = False) -> dict[str, Any]:
        """A column of a table; with ``sort``, its heading is a link that sorts by it, and turns the order round."""
        column: dict[str, Any] = {"text": text, "number": number, "sort_href": None, "sorted": None}
        if sort is None:
            return column
        rising, falling = current == sort, current == f"-{sort}"
        return {
            **column,
            "sort_href": self.href(sort=f"-{sort}" if rising else sort),
            "sorted": "ascending" if rising else "descending" if falling else "none",
        }

    # --- filters

    def chips(self, form: Form) -> list[dict[str, str]]:
        """Each filter in force in words, with the address of the list without it."""
        chips = []
        for bound in form:
            label, name = str(bound.label), bound.html_name
            if name not in self.query or not isinstance(bound.field, ChoiceField):
                value = self.query.get(name, "")
                if value and not bound.is_hidden:
                    chips.append({"text": f"{label}: {value}", "href": self.href(**{name: None})})
                continue
            words = dict(bound.field.choices)
            values = (
                self.query.getlist(name) if isinstance(bound.field, ManyChoiceField) else [self.query.get(name, "")]
            )
            chips += [
                {"text": f"{label}: {words[value]}", "href": self.without(name, value)}
                for value in values
                if value in words
            ]
        return chips

    # --- pages

    def steps(self, *, before: Any = None, after: Any = None) -> dict[str, Any]:
        """The links to the page before and after by key: the key of the row that each begins from."""
        steps: dict[str, Any] = {}
        if before is not None:
            steps["previous"] = {"href": self.href(before=before)}
        if after is not None:
            steps["next"] = {"href": self.href(after=after)}
        return steps

    def pages(self, number: int, count: int) -> dict[str, Any]:
        """The links to numbered pages: the first, the last, and those around this one."""
        if count < 2:
            return {}
        near = sorted({1, count, *(page for page in (number - 1, number, number + 1) if 1 <= page <= count)})
        items: list[dict[str, Any]] = []
        for index, page in enumerate(near):
            if index and page - near[index - 1] > 1:
                items.append({"ellipsis": True})
            items.append({"number": str(page), "href": self.href(page=page), "current": page == number})
        steps: dict[str, Any] = {"items": items}
        if number > 1:
            steps["previous"] = {"href": self.href(page=number - 1)}
        if number < count:
            steps["next"] = {"href": self.href(page=number + 1)}
        return steps
