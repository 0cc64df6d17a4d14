"""Keeps what is being typed, every few seconds, for the person who types it."""

from __future__ import annotations

import re
from typing import Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from goldenthread.access.doors import signed_in
from goldenthread.core import drafts

#: A form's name, and the part of it that one page is. Parts that begin with an underscore are written by pages alone.
FORM, PART = re.compile(r"[a-z]+\.[0-9a-f-]{36}"), re.compile(r"[a-z][a-z0-9]{0,20}")


@require_POST
@signed_in
def save(request: Any, form: str, part: str) -> HttpResponse:
    """Keep one part. Nothing is read back here, and nothing is checked: that is for the page."""
    if not FORM.fullmatch(form) or not PART.fullmatch(part):
        raise Http404
    if drafts.load(user_id=request.user.pk, form=form) is None:
        return HttpResponse(status=410)  # it was sent, or thrown away, in another tab
    try:
        drafts.save(user_id=request.user.pk, form=form, part=part, answers=drafts.typed(request.POST))
    except drafts.TooLong:
        return HttpResponse(status=413)
    return HttpResponse(status=204)
