"""Every request: one transaction, a known standing, a door that opens or does not, and no page without its reading event."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from goldenthread.access.doors import door_of
from goldenthread.core import wall

from .backends import arrive
from .clients import arriving as clients
from .giving_back import too_late


class StandingMiddleware:
    """Opens the transaction, loads who is asking, checks the page's door, and rolls back whatever ended in a fault."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        before = wall.current()
        request.failed = False
        request.readings = 0
        request.door = None
        with transaction.atomic():
            request.standing = arrive(request.user)
            response = self.get_response(request)
            if request.failed or response.status_code >= 500:
                transaction.set_rollback(True)
            elif _shows_children_unread(request, response):
                transaction.set_rollback(True)
                response = HttpResponseServerError(
                    "This page was not shown, because the record of who looked could not be written."
                )
            wall.restore(before)
        return response

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        request.door = door = door_of(view, match.view_name if match else None)
        if door is None:
            raise PermissionDenied("This page has no door, so nobody may pass.")
        if door.kind == "public":
            return None
        if door.kind == "key":
            return clients.arrive(request)
        if not request.standing.signed_in:
            return (too_late(request) if request.method == "POST" else None) or HttpResponseRedirect(
                f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': request.get_full_path()})}"
            )
        if door.kind == "needs" and not request.standing.may(door.resource, door.action):
            raise PermissionDenied("Your role does not include this page.")
        return None

    def process_exception(self, request, exception):
        request.failed = True


def _shows_children_unread(request, response) -> bool:
    return bool(
        request.door
        and request.door.reads
        and response.status_code == 200
        and not request.readings
    )
