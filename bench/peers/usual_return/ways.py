"""The return made the usual ways: with the ORM child by child, or with prefetch_related, into a tree of ElementTree.

What is told of a person is worked out by the platform's own functions, so that the three ways must say the same; the peers differ
in how the facts are read and how the file is made.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

from django.db.models import Prefetch, Q

from goldenthread.casework.models import ExceptionClaim, Request
from goldenthread.people.models import Address, Attendance, Child, SenNeed
from goldenthread.plans.models import NamedSetting
from goldenthread.returns import outgoing
from goldenthread.returns.structure import collections, structure
from goldenthread.returns.writing import as_xml
from goldenthread.reviews.models import PhaseTransfer, Review


def loop(ids: list, year: int):
    """People told one after another, each with queries of its own."""
    number = 0
    for pk in ids:
        for _, person in outgoing.of_children([pk], year):
            if person is not None:
                number += 1
                person.number = number
                yield person


def prefetched(ids: list, year: int):
    """People told from one queryset with everything that hangs from them."""
    when = collections()[year]
    day = when.census_date
    then = (Q(from_on=None) | Q(from_on__lte=day)) & (Q(until_on=None) | Q(until_on__gt=day))
    accessor = lambda model: model._meta.get_field("plan").remote_field.get_accessor_name()  # noqa: E731
    reviews, transfers = accessor(Review), accessor(PhaseTransfer)
    children = Child.objects.filter(pk__in=ids).order_by("reference").prefetch_related(
        Prefetch("addresses", Address.objects.filter(then)),
        Prefetch("attendances", Attendance.objects.select_related("organisation")),
        Prefetch("sen_needs", SenNeed.objects.filter(then)),
        Prefetch("requests", Request.objects.order_by("received_on", "pk")),
        "requests__decisions",
        Prefetch("requests__exception_claims", ExceptionClaim.objects.filter(clock="EHCNA-20").exclude(accepted_on=None)),
        "plans",
        Prefetch("plans__named_settings", NamedSetting.objects.select_related("organisation")),
        f"plans__{reviews}",
        Prefetch(f"plans__{transfers}", PhaseTransfer.objects.order_by("due_on")),
    )  # fmt: skip
    number = 0
    for child in children:
        requests, plans = list(child.requests.all()), list(child.plans.all())
        found = SimpleNamespace(
            known_since={child.pk: child.first_recorded_on}, addresses={child.pk: list(child.addresses.all())}, attendances={child.pk: list(child.attendances.all())},
            needs={child.pk: list(child.sen_needs.all())}, requests={child.pk: requests}, plans={plan.pk: plan for plan in plans},
            decisions=defaultdict(list, {request.pk: list(request.decisions.all()) for request in requests}),
            claims=defaultdict(list, {request.pk: list(request.exception_claims.all()) for request in requests}),
            named=defaultdict(list, {plan.pk: list(plan.named_settings.all()) for plan in plans}),
            reviews=defaultdict(list, {plan.pk: list(getattr(plan, reviews).all()) for plan in plans}),
            transfers=defaultdict(list, {plan.pk: list(getattr(plan, transfers).all()) for plan in plans}),
        )  # fmt: skip
        teller = outgoing._Told(found, when)
        asked = tuple(each for request in requests if (each := teller.request(request)))
        if asked:
            number += 1
            yield outgoing._person(number, child, found, asked, year)


def write_tree(header: Any, persons: Any, path: str) -> int:
    """The whole message as a tree in memory, then a file."""
    shape = structure(header.year)
    root = ET.Element("Message")
    head = ET.SubElement(root, "Header")
    for name in ("CollectionDetails", "Source"):
        _values(ET.SubElement(head, name), name, header, shape)
    people, count = ET.SubElement(root, "Persons"), 0
    for count, person in enumerate(persons, 1):  # noqa: B007 - the count is the answer
        _values(ET.SubElement(people, "Person"), "Person", person, shape)
    ET.indent(root, " ")
    ET.ElementTree(root).write(path, encoding="UTF-8", xml_declaration=True)
    return count


def _values(element: ET.Element, name: str, record: Any, shape: Any) -> None:
    for item in shape.groups[name].items.values():
        value = getattr(record, item.attribute)
        if value is None or value == ():
            continue
        if item.kind == "group":
            for one in value if item.most != 1 else (value,):
                _values(ET.SubElement(element, item.element), item.element, one, shape)
        else:
            # as_xml escapes, which ElementTree does itself
            ET.SubElement(element, item.element).text = as_xml(value, item).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
