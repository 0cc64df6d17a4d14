"""Which agreements somebody sees, which dates one may have, and what may go under it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from goldenthread.access.models import User
from goldenthread.access.permissions import roles_that_may
from goldenthread.core.refusals import Refused

from ..models import Agreement, Membership, Organisation
from ..standing import Standing

#: An agreement is looked at again after so long at the latest.
LONGEST = timedelta(days=3 * 366)


def agreements_seen(standing: Standing) -> QuerySet[Agreement]:
    """The register of the areas whose agreements this person may see."""
    return Agreement.objects.filter(area_id__in=standing.areas_where("agreement", "view"))


def partners_of(area_id: int) -> QuerySet[Organisation]:
    """The bodies that an agreement can be with: the area's own and its schools, and other councils."""
    return Organisation.objects.filter(closed_on=None).exclude(kind=Organisation.Kind.SEND_TEAM).filter(area_id=area_id) | Organisation.objects.filter(
        closed_on=None, kind=Organisation.Kind.AUTHORITY
    )


def check_days(*, from_on: date, review_on: date, until_on: date | None, reviewed_on: date | None = None) -> None:
    """Refuse dates that contradict one another, and an agreement that nobody looks at again. `reviewed_on` is when it last was."""
    if reviewed_on is not None and reviewed_on < from_on:
        raise Refused("It cannot have been looked at before it began.")
    if until_on is not None and until_on < from_on:
        raise Refused("The last day must be on or after the first.")
    if review_on < from_on:
        raise Refused("The day by which it is looked at again must be after the first day.")
    if until_on is not None and review_on > until_on:
        raise Refused("It must be looked at again before its last day.")
    if review_on - (reviewed_on or from_on) > LONGEST and until_on is None:
        raise Refused("An agreement without a last day is looked at again within three years. Choose an earlier day.")


def keepers(agreement: Agreement, on: date) -> list[User]:
    """Who is reminded of it: whoever answers for it, or, where that person has left the area, everybody who may change it."""
    seats = Membership.objects.filter(organisation__area=agreement.area_id, from_on__lte=on).exclude(until_on__lt=on)
    if agreement.owner.is_active and seats.filter(user=agreement.owner, role__in=list(roles_that_may("agreement", "view"))).exists():
        return [agreement.owner]
    seats = seats.filter(role__in=list(roles_that_may("agreement", "update")))
    return list(User.objects.filter(pk__in=seats.values("user_id"), is_active=True).order_by("pk"))


def due_on(agreement: Agreement) -> date:
    """The next day on which something has to be done about it: it is looked at again, or ends."""
    return min(agreement.review_on, agreement.until_on or agreement.review_on)


def check_covers(agreement: Agreement, organisation: Organisation, on: date) -> None:
    """Refuse to send a body children's data under an agreement that is not in force today for that body, as the register has it now."""
    agreement.refresh_from_db(fields=["kind", "from_on", "until_on", "ended_on"])
    if agreement.kind != Agreement.Kind.DATA_SHARING:
        raise Refused(f"“{agreement.name}” is no agreement to share data. Choose another.")
    if has_ended(agreement, on):
        raise Refused(f"“{agreement.name}” has ended. Choose another, or write a new one.")
    if agreement.from_on > on:
        raise Refused(f"“{agreement.name}” has not begun yet.")
    if not agreement.partners.filter(organisation=organisation, signed_on__isnull=False, signed_on__lte=on).exists():
        raise Refused(f"{organisation.name} has not signed “{agreement.name}”. Record its signature first.")


def has_ended(agreement: Agreement, on: date) -> bool:
    """Whether it was ended, or its last day is over."""
    return agreement.ended_on is not None or (agreement.until_on is not None and agreement.until_on < on)


def covering(area_ids: list[int] | tuple[int, ...], organisation: Organisation | None, on: date) -> QuerySet[Agreement]:
    """The agreements to share data that are in force today: with one body, or with any."""
    found = Agreement.objects.filter(area_id__in=area_ids, kind=Agreement.Kind.DATA_SHARING, ended_on=None, from_on__lte=on).exclude(until_on__lt=on)
    signed = {"partners__signed_on__lte": on} | ({"partners__organisation": organisation} if organisation else {})
    return found.filter(**signed).distinct()
