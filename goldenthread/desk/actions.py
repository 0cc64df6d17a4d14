"""What an officer changes at the desk itself: their saved views, and lists that they take away as files."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Q

from goldenthread.access.permissions import roles_that_may
from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area, Membership
from goldenthread.people.policies import standing_of

from .models import Export, SavedView
from .policies import ALONE, check_ask, check_decide, check_take


@action
def save_view(*, name: str, filters: str, by, on) -> SavedView:
    """Keep a list's filters and order under a name, for this person alone."""
    if SavedView.objects.filter(user=by).count() >= SavedView.MOST:
        raise Refused(f"You can save up to {SavedView.MOST} views. Delete one you no longer use, then save this one.")
    view = SavedView(user=by, name=name, filters=filters[:1000])
    _save(view)
    record("desk.save_view", subject=view)
    return view


@action
def rename_view(*, view: SavedView, name: str, by, on) -> SavedView:
    """Give a saved view another name."""
    view.name = name
    _save(view)
    record("desk.rename_view", subject=view)
    return view


@action
def delete_view(*, view: SavedView, by, on) -> None:
    """Forget a saved view."""
    record("desk.delete_view", subject=view)
    view.delete()


def _save(view: SavedView) -> None:
    try:
        with transaction.atomic():
            view.save()
    except IntegrityError:
        raise Refused("You already have a view with this name. Choose another name.") from None


# --- taking a list away as a file


@action
def ask_for_export(*, area: Area, filters: str, reason: str, child_ids: Sequence[UUID], by, on) -> Export:
    """Ask to take a list away. Over fifty children, those who may agree to it are told that it waits."""
    check_ask(len(child_ids))
    export = Export.objects.create(
        area=area, asked_by=by, asked_on=on, reason=reason, filters=filters[:1000], child_ids=list(child_ids)
    )
    record("desk.ask_for_export", subject=export, fact={"children": len(child_ids)}, why=reason)
    if len(child_ids) > ALONE:
        outbox.tell_all([_waits(export, user) for user in _deciders(export)])
    return export


@action
def agree_to_export(*, export: Export, by, on) -> Export:
    """A second person agrees."""
    check_decide(standing_of(by, on), export)
    return _decide("desk.agree_to_export", export, by, agreed_on=on)


@action
def refuse_export(*, export: Export, by, on) -> Export:
    """A second person refuses."""
    check_decide(standing_of(by, on), export)
    return _decide("desk.refuse_export", export, by, refused_on=on)


@action
def take_export(*, export: Export, how_many: int, by, on) -> Export:
    """The file is handed over, once. `how_many` children of those asked for could still be seen."""
    check_take(standing_of(by, on), export, on)
    if not Export.objects.filter(pk=export.pk, taken_on__isnull=True).update(taken_on=on):
        raise Refused("This export was taken already. Ask for a new one if you need the list again.")
    export.taken_on = on
    record("desk.take_export", subject=export, fact={"children": how_many}, why=export.reason)
    return export


def _decide(verb: str, export: Export, by, **dates) -> Export:
    undecided = Export.objects.filter(pk=export.pk, agreed_on__isnull=True, refused_on__isnull=True)
    if not undecided.update(decided_by=by, **dates):
        raise Refused("Somebody has decided on this export already.")
    export.refresh_from_db()
    record(verb, subject=export, fact={"children": len(export.child_ids)})
    return export


def _deciders(export: Export):
    """Everybody who may agree to this export today."""
    roles = [role for role, scopes in roles_that_may("ident", "export").items() if "area" in scopes]
    seats = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=export.asked_on),
        organisation__area=export.area_id,
        role__in=roles,
        from_on__lte=export.asked_on,
    )
    return (
        get_user_model()
        .objects.filter(memberships__in=seats, is_active=True)
        .exclude(pk=export.asked_by_id)
        .distinct()
        .order_by("pk")
    )


def _waits(export: Export, user) -> outbox.Notice:
    return outbox.Notice(
        key=f"export-{export.pk}-{user.pk}",
        channel="email",
        to_user=user,
        subject="An export waits for a second person",
        body=f"Somebody has asked to take a list away as a file. Sign in to agree or refuse: {settings.BASE_URL}/exports",
    )
