"""Rows with the few values that a return asks for, in place of whole instances of a model, which cost several times as much to make."""

from __future__ import annotations

from collections import defaultdict, namedtuple
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import QuerySet

from goldenthread.people.models import Organisation

#: The values that are read of each kind of row. `pk` and the ids of foreign keys stand under those names.
CHILD = (
    "pk", "area_id", "reference", "surname", "forename", "date_of_birth", "sex", "reported_gender", "ethnicity", "upn", "uln", "no_upn_because", "first_recorded_on",
    "closed_list_on",
)  # fmt: skip
ADDRESS = ("child_id", "postcode")
NEED = ("child_id", "need", "rank")
PLACE = ("setting_type", "setting_other", "rank", "sen_unit", "resourced_provision")
ATTENDANCE = ("child_id", "organisation_id", *PLACE, "entry_on", "left_on", "residential", "work_based", "attendance_pattern")
NAMED = ("plan_id", "organisation_id", *PLACE)
REQUEST = (
    "pk", "child_id", "plan_id", "received_on", "route", "ended", "ended_on", "first_return", "exported_to", "in_youth_accommodation", "request_mediation", "request_tribunal",
    "assessment_mediation", "assessment_tribunal", "other_mediation", "other_tribunal",
)  # fmt: skip
DECISION = ("request_id", "about", "yes", "made_on", "notified_on", "replaced_on")
CLAIM = ("request_id",)
PLAN = (
    "pk", "child_id", "made_on", "ceased_on", "cease_reason", "transferred_from", "transferred_in_on", "residential", "work_based", "personal_budget",
    "organised_arrangements", "direct_payment",
)  # fmt: skip
REVIEW = ("plan_id", "met_on", "notified_on", "outcome", "notice_sent_on")
TRANSFER = ("plan_id", "due_on", "final_on")
ORGANISATION = ("pk", "urn", "ukprn", "name", "phase", "establishment_type")


@cache
def _kind(names: tuple[str, ...]) -> Any:
    return namedtuple("Row", names)  # type: ignore[misc] # noqa: PYI024 - the names come with the call


def light(rows: QuerySet, names: tuple[str, ...]) -> Iterator[Any]:
    """The rows, in their order, with these values."""
    return map(_kind(names)._make, rows.values_list(*names))


def by(rows: Iterator[Any], key: str) -> defaultdict[Any, list[Any]]:
    """The rows by one of their values."""
    found: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, key)].append(row)
    return found


def placed(rows: QuerySet, names: tuple[str, ...]) -> Iterator[Any]:
    """Rows that point to an organisation, each with it: the second of `names` is its id, and the row has `organisation` instead."""
    found = list(rows.values_list(*names))
    known = {each.pk: each for each in light(Organisation.objects.filter(pk__in={values[1] for values in found if values[1]}).order_by(), ORGANISATION)}
    make = _kind((names[0], "organisation", *names[2:]))._make
    return (make((values[0], known.get(values[1]), *values[2:])) for values in found)
