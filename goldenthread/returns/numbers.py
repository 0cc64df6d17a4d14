"""Which children's NHS number or UPN is missing, or was never held against a source."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from goldenthread.law.days import anniversary
from goldenthread.people.models import Child, NumberCheck

#: A UPN is given when a child goes to school: none is missed before this age, in years.
SCHOOL_AGE = 5


def lacking(children: QuerySet[Child], which: str, on: date) -> QuerySet[Child]:
    """Those of these children whose number of this kind is missing where one is to be expected, or not checked as it now is."""
    field = "nhs_number" if which == "nhs" else "upn"
    checked = Exists(NumberCheck.objects.filter(child=OuterRef("pk"), kind=which, number=OuterRef(field)))
    missing = Q(**{field: ""})
    if which == "upn":
        missing &= Q(no_upn_because="", date_of_birth__lte=anniversary(on, -SCHOOL_AGE))
    return children.filter(missing | ~Q(**{field: ""}) & ~checked)
