"""What an officer changes at the desk itself: their saved views."""

from django.db import IntegrityError, transaction

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused

from .models import SavedView


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
