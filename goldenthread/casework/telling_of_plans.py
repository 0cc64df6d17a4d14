"""Who of a body reads a plan, and how a family is asked, some time after, how it went."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from goldenthread.access import permissions
from goldenthread.core.outbox import Notice
from goldenthread.people.models import Membership, Organisation
from goldenthread.voice.actions import invite
from goldenthread.voice.models import Survey

from . import letters
from .letters.recipients import Addressee
from .letters.wording import Heading, Paragraph, Points, Wording

#: How many days after the plan a family is asked how it went. A local promise.
ASK_AFTER_DAYS = 14
SURVEY = "survey"
SUBJECT = "Tell us how it went"


def readers_of(bodies: Collection[Organisation], on: date) -> dict[int, list[int]]:
    """Body → those of its people whose role reads issued plans."""
    roles = sorted(permissions.roles_that_may("plan", "view"))
    found: dict[int, list[int]] = {}
    sits = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), organisation__in=bodies, from_on__lte=on, role__in=roles, user__is_active=True
    )
    for body_id, user_id in sorted(set(sits.values_list("organisation_id", "user_id"))):
        found.setdefault(body_id, []).append(user_id)
    return found


def surveys(version: Any, request: Any, holders: Sequence[Addressee], *, by: Any, on: date) -> letters.Made:
    """Each who holds the rights is asked how it went: by email, or by a letter to print. It leaves in a fortnight.

    Each gets a code of their own to answer with. What they answer is tied neither to it nor to them.
    """
    made = letters.Made()
    by_post = []
    codes = invite(area=request.area, step=Survey.Step.PLAN_ISSUED, number=len(holders), by=by, on=on)
    for to, code in zip(holders, codes, strict=True):
        if to.user_id and to.tell_by != "post":
            body = (
                "We would like to know how it went: what helped, and what we should do better.\n\n"
                f"You do not need to sign in, and nobody can tell who said what: {_link(code)}\n\nDo not reply to this email."
            )
            made.notices.append(Notice(key=f"{SURVEY}.{version.pk}.{to.key}", channel="email", to_user=to.user_id, subject=SUBJECT, body=body, after_days=ASK_AFTER_DAYS))
        else:
            by_post.append((to, code))
    if by_post:
        worker = letters.known(request.child).worker
        drafts = [letters.Drafted(to, _asking(code), request.area, worker, request.child.reference, on, ()) for to, code in by_post]
        drawn = letters.make(drafts, kind=SURVEY, request=request, on=on, rendered={})
        for document in drawn.documents:
            document.sent_on = document.sent_on and on + timedelta(days=ASK_AFTER_DAYS)
        made.documents, made.files = drawn.documents, drawn.files
        made.notices += [replace(notice, after_days=ASK_AFTER_DAYS) for notice in drawn.notices]
    return made


def _link(code: str) -> str:
    return f"{settings.BASE_URL}{reverse('voice:answer', args=[code])}"


def _asking(code: str) -> Wording:
    return Wording(
        SUBJECT,
        (
            Paragraph("We would like to know how it went. You do not have to answer. Whatever you say changes nothing in the plan or in your rights."),
            Heading("What we would like to know"),
            Points(
                (
                    "Did you understand what happened at each step, and when?",
                    "Were you listened to, and does the plan say what matters to you?",
                    "What helped, and what should we do better?",
                )
            ),
            Paragraph(f"To answer, go to {settings.BASE_URL}{reverse('voice:enter')} and enter this code: {code}. Nobody can tell who said what."),
            Paragraph("Or write to us or ring us, in your own words. Our address and telephone number are at the top of this letter."),
        ),
    )
