"""One's own name and email address: the address changes once a link sent to the new one is opened.

The library's own pages keep addresses in a table of their own, with which a second address could open the account. Here an
account has one address, so that a reset of the password can never go to one that was given up.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import ratelimit
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.core import clock
from goldenthread.core.form_fields import EmailField, Form, FullNameField
from goldenthread.core.refusals import Refused

from . import actions
from .doors import signed_in
from .fresh import fresh
from .models import User

SALT = "goldenthread.access.new_email"
WORKS_FOR = timedelta(hours=24)


class NameForm(Form):
    """What others see this person called."""

    name = FullNameField(missing="Enter your full name", help_text="Colleagues and families see this name")


class NewEmailForm(Form):
    """The address to sign in with from now on."""

    email = EmailField(
        label="New email address", help_text="We send a link to it. Your address changes when you open the link", missing="Enter your new email address"
    )


@signed_in
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def change_name(request: Any) -> HttpResponse:
    """Another name."""
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        actions.change_name(user=request.user, name=form.cleaned_data["name"], by=request.user, on=clock.today())
        messages.success(request, "Your name is changed.")
        return redirect("account")
    return render(request, "access/change_name.html", {"form": form})


@signed_in
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: Any) -> HttpResponse:
    """Ask for another address. What is answered is the same whether or not somebody has it already."""
    form = NewEmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        new = form.cleaned_data["email"].lower()
        if new == request.user.email:
            form.add_error("email", "This is your email address already. Enter another one")
        elif not ratelimit.consume(request, action="change_email", user=request.user):
            form.add_error(None, "There have been too many tries. Wait a few minutes, then try again")
        else:
            _send(request, new)
            return render(request, "access/email_asked.html", {"new": new, "hours": WORKS_FOR.total_seconds() // 3600})
    return render(request, "access/change_email.html", {"form": form, "person": request.user})


def _send(request: Any, new: str) -> None:
    """A link to the new address and a word to the old one. Somebody else's address is told that it was asked for."""
    user, adapter = request.user, get_adapter(request)
    taken = User.objects.filter(email=new).exists()
    link = request.build_absolute_uri(reverse("confirm_email", args=[token_for(user, new)]))
    adapter.send_mail(f"account/email/new_email_{'taken' if taken else 'link'}", new, {"link": link})
    actions.note(what="new_email_asked", user=user, by=user, on=clock.today())
    adapter.send_mail("account/email/new_email_asked", user.email, {})


def token_for(user: User, new: str) -> str:
    """The secret of the link: good for one change from the present address, until the password or the sessions change."""
    said = {"user": user.pk, "from": user.email, "to": new, "as": user.get_session_auth_hash()[:16], "until": (clock.now() + WORKS_FOR).isoformat()}
    return signing.dumps(said, salt=SALT)


def read_token(user: User, token: str) -> str | None:
    """The new address that a link of this person's stands for, while it works."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    theirs = (said["user"], said["from"], said["as"]) == (user.pk, user.email, user.get_session_auth_hash()[:16])
    return said["to"] if theirs and datetime.fromisoformat(said["until"]) > clock.now() else None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: Any, token: str) -> HttpResponse:
    """The link was opened by whoever asked: the address changes when they say so here."""
    new = read_token(request.user, token)
    if new is None:
        return render(request, "access/email_link_over.html", status=410)
    old = request.user.email
    if request.method == "POST":
        try:
            actions.change_email(user=request.user, email=new, by=request.user, on=clock.today())
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect("account")
        get_adapter(request).send_mail("account/email/new_email_taken_up", old, {})
        messages.success(request, "Your email address is changed. Sign in with it from now on.")
        return redirect("account")
    return render(request, "access/confirm_email.html", {"new": new})
