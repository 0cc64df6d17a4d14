"""A bundle is asked for, and what became of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction

from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.people.policies import check_may, standing_of

from .. import reach
from ..models import Bundle, Dispute
from ..policies import check_update
from ..taking import NOTHING


@action
def ask_for_bundle(*, dispute: Dispute, by: Any, on: date) -> Bundle:
    """One action: the worker then makes it. One at a time for each dispute."""
    check_may(standing_of(by), dispute.child, "dispute", "export")
    made = Bundle.objects.filter(dispute=dispute, state=Bundle.State.WANTED).first() or Bundle(dispute=dispute, number=_next(dispute))
    made.state, made.asked_on, made.asked_by = Bundle.State.WAITING, on, by
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Refused("A bundle of these papers is being made already.") from None
    record("disputes.ask_for_bundle", child=dispute.child, subject=dispute, fact={"number": made.number}, touches=NOTHING)
    from ..tasks import make_bundle  # the task imports these actions

    transaction.on_commit(lambda: make_bundle.defer(bundle_id=str(made.pk)))
    return made


def _next(dispute: Dispute) -> int:
    return 1 + (Bundle.objects.filter(dispute=dispute).order_by("-number").values_list("number", flat=True).first() or 0)


@action
def want_bundle(*, dispute: Dispute, of: Any, by: Any, on: date) -> Bundle:
    """Somebody who works on the dispute and may make no bundle asks somebody who may. They are told, without a name."""
    check_update(standing_of(by), dispute)
    if of.pk not in reach.makers_of_bundles(dispute.area_id):
        raise Refused("This person cannot make bundles for this council. Choose somebody of the list.")
    try:
        with transaction.atomic():
            made = Bundle.objects.create(dispute=dispute, number=_next(dispute), state=Bundle.State.WANTED, asked_on=on, asked_by=by)
    except IntegrityError:
        raise Refused("A bundle of these papers was asked for already, and is not made yet.") from None
    where = f"{settings.BASE_URL}/disputes/{dispute.pk}/bundles"
    outbox.tell_all(
        [
            outbox.Notice(
                key=f"bundle_wanted.{made.pk}", channel="email", to_user=of.pk, subject="A bundle of papers is wanted",
                body=f"A colleague works on a dispute and asks you to make the bundle of its papers. Look at what is left out first: {where}",
            )
        ]
    )  # fmt: skip
    record("disputes.want_bundle", child=dispute.child, subject=dispute, fact={"number": made.number, "of": of.pk}, touches=NOTHING)
    return made


@action
def note_bundle(
    *, bundle: Bundle, state: str, file: StoredFile | None = None, pages: int = 0, made_at: datetime | None = None,
    order: list[dict[str, Any]] | None = None, left_out: list[dict[str, Any]] | None = None, fault: str = "", by: Any, on: date,
) -> None:  # fmt: skip
    """What the worker did: how far it is, and at the end the file with its pages, or why there is none."""
    bundle.state, bundle.fault = state, fault[:500]
    if state == Bundle.State.MADE:
        bundle.file, bundle.pages, bundle.made_at = file, pages, made_at
    bundle.order = order if order is not None else bundle.order
    bundle.left_out = left_out if left_out is not None else bundle.left_out
    bundle.save()
    record(
        "disputes.note_bundle", child=bundle.dispute.child_id, subject=bundle, fact={"state": state, "number": bundle.number, "pages": pages}, touches=NOTHING
    )
