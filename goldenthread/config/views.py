"""The few pages that belong to the running system and not to anybody's work."""

from __future__ import annotations

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.templatetags.static import static
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

log = structlog.get_logger(__name__)


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Well or not, for whatever watches the service; says nothing else to a stranger."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except Exception:
        log.error("health_database_unreachable")
        return JsonResponse({"status": "unwell", "database": "unreachable"}, status=503)
    return JsonResponse({"status": "well"})


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this whatever the page says."""
    return HttpResponsePermanentRedirect(static("core/mark.svg"))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines may read only the open directory."""
    return HttpResponse("User-agent: *\nDisallow: /\nAllow: /local-offer/\n", content_type="text/plain")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to tell us of a weakness (RFC 9116)."""
    contact = settings.SECURITY_CONTACT
    lines = [f"Contact: mailto:{contact}", f"Expires: {settings.SECURITY_TXT_EXPIRES}", "Preferred-Languages: en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


# A browser sends its report without our token, and nothing is kept but which rule was broken.
@csrf_exempt
@require_POST
def csp_report(request: HttpRequest) -> HttpResponse:
    """A browser refused something on a page of ours: say so in the log, without the address it was on."""
    log.warning("csp_refused_something", size=min(len(request.body), 65536))
    return HttpResponse(status=204)
