"""Every write about an agreement: written, signed by a partner, looked at again, ended; a contract put under it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from goldenthread.access.models import User
from goldenthread.core import outbox, rows
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused

from ..clients import policies as clients
from ..models import Agreement, AgreementPartner, ApiClient, Area, Organisation
from ..policies import check_may_in_area, standing_of
from . import policies
from .states import REMINDED


@action
def write_agreement(
    *, area: Area, kind: str, name: str, purpose: str, basis: str, owner: User, partners: Collection[Organisation], from_on: date,
    review_on: date, until_on: date | None, by: Any, on: date,
) -> Agreement:  # fmt: skip
    """Put an agreement on the register with the bodies that are to sign it. It is in force once each has."""
    check_may_in_area(standing_of(by, on), area, "agreement", "create")
    policies.check_days(from_on=from_on, review_on=review_on, until_on=until_on)
    if kind == Agreement.Kind.DATA_SHARING and not basis.strip():
        raise Refused("Say under which law the data are shared, such as section 14Z61 or a duty to cooperate.")
    if not partners:
        raise Refused("Choose at least one body that is to sign.")
    made = Agreement.objects.create(
        area=area, kind=kind, name=name, purpose=purpose, basis=basis, owner=owner, from_on=from_on, review_on=review_on, until_on=until_on
    )
    rows.insert([AgreementPartner(agreement=made, organisation=each) for each in partners])
    record("people.write_agreement", subject=made, fact={**_fact(made), "partners": sorted(each.pk for each in partners)})
    return made


@action
def sign_agreement(*, partner: AgreementPartner, signed_by: str, signed_on: date, by: Any, on: date) -> None:
    """Somebody signed for one of its bodies on a day."""
    agreement = _locked(partner.agreement, by, on)
    if signed_on > on:
        raise Refused("The day of signing must be today or in the past.")
    if not signed_by.strip():
        raise Refused("Enter who signed, with their post.")
    partner.refresh_from_db(fields=["signed_by", "signed_on"])
    before, partner.signed_by, partner.signed_on = partner.signed_on, signed_by, signed_on
    partner.save(update_fields=["signed_by", "signed_on"])
    record("people.sign_agreement", subject=agreement, fact={"partner": partner.organisation_id, "signed_on": signed_on, "before": before})


@action
def name_contact(*, partner: AgreementPartner, contact: str, email: str, phone: str, by: Any, on: date) -> None:
    """Whom to speak to at one of its bodies."""
    agreement = _locked(partner.agreement, by, on)
    partner.contact, partner.email, partner.phone = contact, email, phone
    partner.save(update_fields=["contact", "email", "phone"])
    record("people.name_contact_of_agreement", subject=agreement, fact={"partner": partner.organisation_id})


@action
def review_agreement(*, agreement: Agreement, reviewed_on: date, review_on: date, by: Any, on: date) -> None:
    """It was looked at and goes on; this is by when it is looked at again."""
    agreement = _locked(agreement, by, on)
    if reviewed_on > on:
        raise Refused("The day on which it was looked at must be today or in the past.")
    if review_on <= reviewed_on:
        raise Refused("The next day must be after the day on which it was looked at.")
    policies.check_days(from_on=agreement.from_on, review_on=review_on, until_on=agreement.until_on, reviewed_on=reviewed_on)
    agreement.reviewed_on, agreement.review_on, agreement.version = reviewed_on, review_on, agreement.version + 1
    agreement.save(update_fields=["reviewed_on", "review_on", "version"])
    record("people.review_agreement", subject=agreement, fact={"reviewed_on": reviewed_on, "review_on": review_on})


@action
def end_agreement(*, agreement: Agreement, because: str, by: Any, on: date) -> None:
    """It holds no longer: nothing goes under it from now on."""
    agreement = _locked(agreement, by, on)
    if not because.strip():
        raise Refused("Say why it ends.")
    agreement.ended_on, agreement.ended_because = on, because
    agreement.save(update_fields=["ended_on", "ended_because"])
    record("people.end_agreement", subject=agreement, fact={"ended_on": on}, why=because)


@action
def put_under_agreement(*, client: ApiClient, agreement: Agreement, by: Any, on: date) -> None:
    """A body's system reads under an agreement to share data that the body has signed."""
    clients.check_may_write(by, client.area, on)
    policies.check_covers(agreement, client.organisation, on)
    client.agreement = agreement
    client.save(update_fields=["agreement"])
    record("people.put_under_agreement", subject=client, fact={"agreement": str(agreement.pk)})


@action
def remind_of_agreement(*, agreement: Agreement, days: int, by: Any, on: date) -> None:
    """Tell whoever answers for it that it is to be looked at, or ends, within so many days. Each step once a date.

    Where that person has left, whoever may change agreements is told in their place.
    """
    if days not in REMINDED:
        raise TypeError(f"Nobody is reminded {days} days before")
    due_on = policies.due_on(agreement)
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"agreement:{agreement.pk}:{due_on}:{days}" + (f":{each.pk}" if each != agreement.owner else ""), channel="email", to_user=each, subject="An agreement is to be looked at again",
                body="An agreement with a partner that you answer for is to be looked at again, or ends. Sign in and choose Agreements."
                if each == agreement.owner
                else "An agreement with a partner is to be looked at again, or ends, and whoever answered for it has left. Sign in and choose Agreements.",
            )
            for each in policies.keepers(agreement, on)
        ]
    )  # fmt: skip
    record("people.remind_of_agreement", subject=agreement, fact={"days": days, "due_on": due_on})


def _locked(agreement: Agreement, by: Any, on: date) -> Agreement:
    agreement = Agreement.objects.select_for_update(of=("self",)).select_related("area").get(pk=agreement.pk)
    check_may_in_area(standing_of(by, on), agreement.area, "agreement", "update")
    if agreement.ended_on is not None:
        raise Refused("This agreement has ended. Write a new one.")
    return agreement


def _fact(agreement: Agreement) -> dict[str, Any]:
    return {"area": agreement.area_id, "kind": agreement.kind, "from_on": agreement.from_on, "review_on": agreement.review_on, "until_on": agreement.until_on}
