"""The few pages that belong to the running system and not to anybody's work."""

from __future__ import annotations

import hmac
import json
from uuid import UUID

import structlog
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from goldenthread.access.doors import public
from goldenthread.core import following
from goldenthread.core.delivery import by_notify
from goldenthread.people.models import Area

from .guides import GUIDES, written

#: The most that a receipt holds, in bytes; Notify's are a few hundred.
LONGEST_RECEIPT = 16_384
log = structlog.get_logger(__name__)


@public
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this whatever the page says."""
    return HttpResponsePermanentRedirect(static("core/mark.svg"))


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read only the open directory."""
    return HttpResponse("User-agent: *\nDisallow: /\nAllow: /local-offer/\n", content_type="text/plain")


@public
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell us of a weakness (RFC 9116)."""
    contact = settings.SECURITY_CONTACT
    lines = [f"Contact: mailto:{contact}", f"Expires: {settings.SECURITY_TXT_EXPIRES}", "Preferred-Languages: en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to ask: the council of whoever has signed in; for a visitor, the one whose name is over the pages."""
    standing = getattr(request, "standing", None)
    own = standing.own_area_ids if standing is not None else ()
    areas = Area.objects.filter(pk__in=own) if own else Area.objects.filter(name=settings.AREA_NAME)
    return render(request, "config/help.html", {"areas": areas.order_by("name")})


@public
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """How the service is used, for each who uses it."""
    return render(request, "config/guides.html", {"guides": GUIDES})


@public
@require_safe
def one_guide(request: HttpRequest, guide: str) -> HttpResponse:
    """One guide, whole."""
    if guide not in GUIDES:
        raise Http404("There is no such guide.")
    return render(request, "config/guide.html", {"title": GUIDES[guide][1], "words": written(guide)})


# A browser sends its report without our token, and nothing is kept but which rule was broken.
@public
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """A browser refused something on a page of ours: say so in the log, without the address it was on."""
    log.warning("csp_refused_something", size=min(len(request.body), 65536))
    return HttpResponse(status=204)


# GOV.UK Notify has no token of our forms; it shows one of its own, which only the two of us know.
@public
@csrf_exempt
@require_POST
def notify_receipt(request: HttpRequest) -> HttpResponse:
    """GOV.UK Notify tells us what became of a message, as it publishes: known by its reference, taken once."""
    token = settings.NOTIFY_CALLBACK_TOKEN
    if not token:
        raise Http404
    if not hmac.compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {token}".encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    if len(request.body) > LONGEST_RECEIPT:
        return HttpResponse(status=413)
    try:
        said = json.loads(request.body)
        reference, channel = UUID(str(said["reference"])), by_notify.CHANNELS[said["notification_type"]]
        became = by_notify.became_by(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return HttpResponse(status=400)
    if not following.told(reference=reference, channel=channel, became=became):
        log.warning("receipt_of_no_message_of_ours")
        return HttpResponse(status=404)
    return HttpResponse(status=204)
