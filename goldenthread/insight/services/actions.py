"""Every write about services: which there are, the districts, and the returns that they give."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from goldenthread.core.actions import action, record
from goldenthread.core.models import AreaSetting
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold
from goldenthread.people.models import Area, Organisation

from ..collecting.keeping import refresh
from .dictionary import BY_KEY
from .districts import districts_of, setting_name
from .models import Referral, Service, ServiceReturn
from .policies import check_may_send, check_may_set
from .quarters import quarter_end, quarter_words
from .reading import EARLIEST, FACTS, Fault, read_return

#: Bodies that can give a service.
BODIES = (
    Organisation.Kind.HEALTH, Organisation.Kind.ICB, Organisation.Kind.PROVIDER, Organisation.Kind.PSYCHOLOGY, Organisation.Kind.SOCIAL_CARE, Organisation.Kind.SEND_TEAM,
    Organisation.Kind.SENDIASS, Organisation.Kind.AUTHORITY,
)  # fmt: skip
LATER = "The return for {quarter} tells of this referral already, and otherwise. Correct it in a return for that quarter."
#: Years ahead in which a first quarter may lie.
FARTHEST = 5
#: What may be said of a service, when it is added and afterwards.
SAID = ("name", "standard_weeks", "again_months", "first_quarter", "due_days")


@action
def add_service(*, area: Area, organisation: Organisation, said: dict[str, Any], by: Any, on: date) -> Service:
    """Say that children of an area are referred to a service, and from which quarter it gives its return."""
    check_may_set(by, area, on)
    if organisation.area_id != area.pk or organisation.kind not in BODIES:
        raise Refused(f"{organisation.name} gives no service in {area.name}. Choose a body from the list.")
    _check_name(area, said["name"], None)
    _check_first(said["first_quarter"], on)
    said = {name: said[name] for name in SAID} | {"first_quarter": quarter_end(said["first_quarter"])}
    made = Service.objects.create(area=area, organisation=organisation, set_on=on, set_by=by, **said)
    record("insight.add_service", subject=made, fact={"area": area.code, "organisation": organisation.pk, "first_quarter": made.first_quarter})
    return made


@action
def change_service(*, service: Service, said: dict[str, Any], by: Any, on: date) -> Service:
    """Say anew what a service is called, what it is held against, and by when its return is due."""
    check_may_set(by, service.area, on)
    hold(service, *SAID, "ended_on")
    if service.ended_on:
        raise Refused("The service has ended. What it gave stays.")
    _check_name(service.area, said["name"], service)
    _check_first(said["first_quarter"], on)
    said = {name: said[name] for name in SAID} | {"first_quarter": quarter_end(said["first_quarter"])}
    before = {name: getattr(service, name) for name in SAID if getattr(service, name) != said[name]}
    for name, value in said.items():
        setattr(service, name, value)
    service.save(update_fields=list(SAID))
    record("insight.change_service", subject=service, fact={"area": service.area.code, "before": {name: value for name, value in before.items() if name != "name"}, "changed": sorted(before)})
    return service


@action
def end_service(*, service: Service, by: Any, on: date) -> Service:
    """Nobody is referred to the service any more. Its figures of the past stay."""
    check_may_set(by, service.area, on)
    hold(service, "ended_on")
    if service.ended_on:
        raise Refused("The service has ended already.")
    service.ended_on = on
    service.save(update_fields=["ended_on"])
    record("insight.end_service", subject=service, fact={"area": service.area.code})
    return service


def _check_first(day: date, on: date) -> None:
    """Every quarter from the first on owes a return."""
    if day < EARLIEST:
        raise Refused(f"The first quarter lies too long ago. No return is due for a time before {EARLIEST.year}.")
    if day.year > on.year + FARTHEST:
        raise Refused("The first quarter lies too far ahead.")


def _check_name(area: Area, name: str, of: Service | None) -> None:
    others = Service.objects.filter(area=area, name__iexact=name, ended_on=None)
    if (others.exclude(pk=of.pk) if of else others).exists():
        raise Refused(f"There is a service called {name} already.")


@action
def settle_districts(*, area: Area, names: Sequence[str], by: Any, on: date) -> list[str]:
    """Say which districts the area tells its services apart by. Referrals that were told of keep theirs."""
    check_may_set(by, area, on)
    kept = list({name.casefold(): name for each in names if (name := " ".join(each.split()))}.values())
    if len(kept) > 40 or any(len(name) > 60 for name in kept):
        raise Refused("Give at most 40 districts, each of at most 60 letters.")
    AreaSetting.objects.update_or_create(name=setting_name(area), defaults={"value": kept, "decided_on": on, "because": "The area told its districts apart for waiting times"})
    record("insight.settle_districts", fact={"area": area.code, "districts": len(kept)})
    return kept


@action
def take_in_return(*, service: Service, quarter: date, file_name: str, content: bytes, by: Any, on: date) -> ServiceReturn:
    """Take in a service's return for a quarter: rows that are right are held, the others are named with what to do.

    The same file twice changes nothing and gives the return that it made; rows of it that were not taken are looked at again, since
    what stood in their way may be gone. A return sent again is a further version.
    """
    check_may_send(by, service, on)
    hold(service, "ended_on", "first_quarter")
    end = quarter_end(quarter)
    if end > on:
        raise Refused(f"The quarter {quarter_words(end)} is not over yet. Its return is given after {end.day} {end:%B}.")
    if end < service.first_quarter:
        raise Refused(f"{service.name} gives returns from {quarter_words(service.first_quarter)} on.")
    if service.ended_on and end > quarter_end(service.ended_on):
        raise Refused(f"{service.name} has ended. Its last return is for {quarter_words(service.ended_on)}.")
    sha256 = hashlib.sha256(content).hexdigest()
    newest = ServiceReturn.objects.filter(service=service, quarter=end).order_by("-version").first()
    same = newest if newest is not None and newest.sha256 == sha256 else None
    if same and not same.refused:
        return _same(same)
    read = read_return(content, service=service.name, districts=districts_of(service.area), today=on)
    version = newest.version + 1 if newest else 1
    held = {(each.number, each.referred_on): each for each in Referral.objects.filter(service=service).select_related("told_by").defer("told_by__refused")}
    told = ServiceReturn(
        service=service, quarter=end, version=version, file_name=file_name[:200], sha256=sha256, rows_in=read.rows, created=0, changed=0, unchanged=0, absent=0,
        sent_on=on, sent_by_id=getattr(by, "pk", None),
    )  # fmt: skip
    written, created, unchanged = [], 0, 0
    for line in read.lines:
        said = {**line.said, "struck_on": on if line.said["decision"] == "mistake" else None}
        known = held.get((line.number, line.referred_on))
        if known and known.struck_on and said["struck_on"]:
            said["struck_on"] = known.struck_on
        if known is None:
            created += 1
        elif all(getattr(known, name) == value for name, value in said.items()):
            unchanged += 1
            continue
        elif known.told_by.quarter > end:
            read.faults.append(Fault(line.line, BY_KEY["number"].heading, LATER.format(quarter=quarter_words(known.told_by.quarter))))
            continue
        written.append(Referral(service=service, number=line.number, referred_on=line.referred_on, told_by=told, **said))
    told.created, told.changed, told.unchanged = created, len(written) - created, unchanged
    told.refused = [fault.as_said() for fault in sorted(read.faults, key=lambda fault: fault.line)]
    if same and not written and told.refused == same.refused:
        return _same(same)
    named = {(line.number, line.referred_on) for line in read.lines}
    told.absent = sum(key not in named and each.discharged_on is None and each.decision not in ("rejected", "mistake") for key, each in held.items())
    told.save(force_insert=True)
    Referral.objects.bulk_create(written, batch_size=2000, update_conflicts=True, unique_fields=["service", "number", "referred_on"], update_fields=[*FACTS, "struck_on", "told_by"])
    refresh(service.area, on, "service")
    record(
        "insight.take_in_return", subject=told,
        fact={"service": service.pk, "quarter": end, "version": version, "rows": told.rows_in, "created": told.created, "changed": told.changed, "refused": len(told.refused), "sha256": sha256},
    )  # fmt: skip
    return told


def _same(made: ServiceReturn) -> ServiceReturn:
    record("insight.take_in_return", subject=made, fact={"same": True, "sha256": made.sha256})
    return made
