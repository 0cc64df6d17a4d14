"""The first screen of a demonstration: what to try, whom to become, what day it is, and its inbox."""

from __future__ import annotations

import contextlib

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from procrastinate.exceptions import AlreadyEnqueued

from goldenthread.access.doors import public
from goldenthread.access.models import User
from goldenthread.access.sign_in import sign_in
from goldenthread.casework.tasks import remind_advisers_on
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused
from goldenthread.desk.views import home
from goldenthread.portal.tasks import pass_rights_on
from goldenthread.reviews.tasks import take_up_settings_on

from . import inbox as post
from . import moving, tasks, whole
from .files import FILES, file_of
from .setting_up import secret_of
from .staff import PASSWORD, PERSONAS
from .trying import CHAPTERS, THINGS

VISITOR = Actor("demo:visitor")


def check_demonstration() -> None:
    """Even were an address left open, nothing here works anywhere else."""
    if not settings.DEMO:
        raise PermissionDenied("This is only for the demonstration.")


@require_safe
@public
def front(request: HttpRequest) -> HttpResponse:
    """For a visitor what to try; whoever has signed in goes on to their own first page."""
    return home.front(request) if request.user.is_authenticated else demo(request)


@require_safe
@public
def demo(request: HttpRequest) -> HttpResponse:
    """What to try, in order, and as whom."""
    check_demonstration()
    there = set(User.objects.exclude(persona="").values_list("persona", flat=True)) if whole.is_whole() else set()
    told = {
        "whole": bool(there),
        "chapters": CHAPTERS,
        "names": {each.persona: each.name.split(" ")[0] for each in PERSONAS},
        "personas": [each for each in PERSONAS if each.persona in there],
        "me": getattr(request.user, "persona", ""),
        "password": PASSWORD,
        "secrets": {each.persona: secret_of(each.persona) for each in PERSONAS},
        "today": clock.today(),
        "steps": moving.STEPS,
        "ahead": moving.days_ahead(),
        "files": [name for name in FILES if file_of(name).is_file()],
    }
    return render(request, "demo/demo.html", told)


@require_POST
@public
def become(request: HttpRequest, persona: str) -> HttpResponse:
    """Sign in as somebody invented, and go where the thing to try is, if one was chosen."""
    check_demonstration()
    user = User.objects.filter(persona=persona, is_active=True).exclude(persona="").first()
    if user is None:
        raise Http404("Nobody of that name is in this story.")
    sign_in(request, user, how="persona", second_factor=True)
    thing = THINGS.get(request.POST.get("thing", ""))
    return redirect(thing.to if thing else "/")


@require_POST
@public
def move(request: HttpRequest) -> HttpResponse:
    """Move the date, for everybody who looks."""
    check_demonstration()
    try:
        then = moving.move_clock(step=request.POST.get("step", ""), by=VISITOR, on=clock.today())
        remind_advisers_on.defer(day=then.isoformat())
        pass_rights_on.defer(day=then.isoformat())
        take_up_settings_on.defer(day=then.isoformat())
        messages.success(request, f"The demonstration’s date is now {long_date(then)}.")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("demo:demo")


@require_POST
@public
def reset(request: HttpRequest) -> HttpResponse:
    """Make everything as it was at first. A job does it; this page only asks."""
    check_demonstration()
    with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
        tasks.reset.defer()
    messages.success(
        request, "The invented area is being made again. This takes about half a minute, and signs everybody out."
    )
    return redirect("demo:demo")


@require_safe
@public
def inbox(request: HttpRequest) -> HttpResponse:
    """Every email that was sent to anybody."""
    check_demonstration()
    return render(request, "demo/inbox.html", {"letters": post.letters()})


@require_safe
@public
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """One of them."""
    check_demonstration()
    found = post.letter(key)
    if found is None:
        raise Http404("That email is not here.")
    return render(request, "demo/letter.html", {"letter": found})


@require_safe
@public
def return_file(request: HttpRequest, name: str) -> FileResponse:
    """A statutory return of this area, to try the import with."""
    check_demonstration()
    if name not in FILES or not file_of(name).is_file():
        raise Http404("That return has not been made yet.")
    return FileResponse(
        file_of(name).open("rb"), as_attachment=True, filename=file_of(name).name, content_type="application/xml"
    )
