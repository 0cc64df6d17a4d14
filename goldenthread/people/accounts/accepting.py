"""What the invited person sees."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import public
from goldenthread.access.oidc.register import ways_in
from goldenthread.access.sign_in import sign_in
from goldenthread.core import clock
from goldenthread.core.actors import Actor
from goldenthread.core.refusals import Refused

from ..models import Invitation
from . import actions
from .forms import AcceptForm

THE_INVITED = Actor("invited person")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """Open an invitation: say who you are, choose how you will sign in, then set up the second factor."""
    found = actions.find_by_token(token)
    if found is None:
        return render(request, "people/invitation_over.html", status=410)
    ways = ways_in("connect") if found.purpose == Invitation.Purpose.JOIN else []
    way = next((each for each in ways if each.label == request.POST.get("way")), None)
    known = found.purpose == Invitation.Purpose.RECOVER
    form = AcceptForm(
        request.POST or None, initial={"name": found.name}, email=found.email, by_password=way is None, name_known=known
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            user = actions.accept_invitation(
                invitation=found,
                name=typed.get("name", found.name),
                password=typed.get("password"),
                by=THE_INVITED,
                on=clock.today(),
            )
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            sign_in(request, user, how="invitation", second_factor=False)
            if way:
                return redirect(f"{way.href}&{urlencode({'next': reverse('mfa_index')})}")
            messages.success(request, "Your password is saved. One more step: a second factor.")
            return redirect("mfa_index")
    return render(request, "people/invitation.html", {"invitation": found, "form": form, "ways": ways})
