"""Accounts: my own, those I look after, and the invitations to more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs, signed_in
from goldenthread.access.fresh import fresh
from goldenthread.access.models import User
from goldenthread.core import clock
from goldenthread.core.refusals import Refused, allowed

from ..models import Invitation, Membership
from . import actions, emails
from .forms import InviteForm
from .policies import check_second_person, invitations_seen, memberships_seen, needs_agreement, organisations_seen

ON_A_PAGE = 50


@signed_in
@require_safe
def account(request: Any) -> HttpResponse:
    """My account: who I am here, how I sign in, and how far my roles reach."""
    seats = Membership.objects.filter(_now(), user=request.user).select_related("organisation__area").order_by("from_on", "pk")
    return render(request, "people/account.html", {"person": request.user, "seats": seats, "looks_after": request.standing.may("user", "list")})


@needs("user", "list")
@require_safe
def users(request: Any) -> HttpResponse:
    """The accounts that I look after: who has which role where, and who is invited."""
    asked = request.GET.get("q", "").strip()[:100]
    seen = memberships_seen(request.standing).select_related("organisation").order_by("organisation__name", "pk")
    found = User.objects.filter(memberships__in=seen).distinct().order_by("name", "pk")
    for word in asked.split():
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word) | Q(memberships__organisation__name__icontains=word))
    page = Paginator(found.prefetch_related(Prefetch("memberships", seen.filter(_now()), to_attr="seats")), ON_A_PAGE)
    told = {
        "page": page.get_page(request.GET.get("page")),
        "asked": asked,
        "waiting": _waiting(request),
        "may_invite": request.standing.may("user", "create"),
    }
    return render(request, "people/users.html", told)


def _waiting(request: Any) -> list[dict[str, Any]]:
    """Open invitations, each with whether it waits for a second person, and whether this is one."""
    decides = set(organisations_seen(request.standing, "decide").values_list("pk", flat=True))
    return [
        {
            "one": invitation,
            "waits": needs_agreement(invitation),
            "may_agree": needs_agreement(invitation)
            and invitation.organisation_id in decides
            and allowed(check_second_person, invitation, request.user),
        }
        for invitation in invitations_seen(request.standing).select_related("organisation", "invited_by")
    ]


@needs("user", "view")
@require_safe
def user(request: Any, user_id: int) -> HttpResponse:
    """One account: its roles that I look after, past ones too."""
    seats = memberships_seen(request.standing).filter(user_id=user_id).select_related("organisation").order_by("-from_on", "pk")
    if not seats:
        raise Http404
    today = clock.today()
    now = [seat for seat in seats if seat.from_on <= today and (seat.until_on is None or seat.until_on >= today)]
    told = {
        "person": get_object_or_404(User, pk=user_id),
        "now": now,
        "before": [seat for seat in seats if seat not in now],
        "may_change": organisations_seen(request.standing, "update").filter(pk__in=[seat.organisation_id for seat in now]).exists(),
    }
    return render(request, "people/user.html", told)


@needs("user", "create")
@fresh
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: Any) -> HttpResponse:
    """Invite somebody to a role."""
    organisations = organisations_seen(request.standing, "create").filter(closed_on=None).order_by("kind", "name")
    form = InviteForm(request.POST or None, organisations=organisations)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = actions.invite(**form.cleaned_data, by=request.user, on=clock.today())
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            _tell(request, invitation)
            return redirect("users")
    return render(request, "people/invite.html", {"form": form})


@needs("user", "decide")
@fresh
@require_POST
def agree(request: Any, invitation_id: UUID) -> HttpResponse:
    """Agree, as the second person."""
    return _do(request, invitation_id, actions.agree_to_invitation, send=True)


@needs("user", "update")
@require_POST
def withdraw(request: Any, invitation_id: UUID) -> HttpResponse:
    """Take an invitation back."""
    return _do(request, invitation_id, actions.withdraw_invitation, done="The invitation is withdrawn.")


@needs("user", "create")
@require_POST
def send_again(request: Any, invitation_id: UUID) -> HttpResponse:
    """Send a new link; the old one stops working."""
    return _do(request, invitation_id, None, send=True)


@needs("user", "create")
@fresh
@require_POST
def recover(request: Any, membership_id: int) -> HttpResponse:
    """Send somebody who lost every way in a link to choose them anew."""
    held = get_object_or_404(memberships_seen(request.standing).select_related("user", "organisation"), pk=membership_id)
    try:
        _tell(request, actions.invite_to_recover(user=held.user, organisation=held.organisation, by=request.user, on=clock.today()))
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("user", user_id=held.user_id)


@needs("user", "create")
@fresh
@require_POST
def end(request: Any, membership_id: int) -> HttpResponse:
    """End somebody's role."""
    held = get_object_or_404(memberships_seen(request.standing), pk=membership_id)
    try:
        actions.end_membership(membership=held, by=request.user, on=clock.today())
        messages.success(request, "The role has ended.")
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("users")


def _do(request: Any, invitation_id: UUID, act: Any, *, send: bool = False, done: str = "") -> HttpResponse:
    invitation = get_object_or_404(invitations_seen(request.standing), pk=invitation_id)
    try:
        if act:
            act(invitation=invitation, by=request.user, on=clock.today())
            invitation = Invitation.objects.get(pk=invitation_id)
        if send:
            _tell(request, invitation)
        else:
            messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    return redirect("users")


def _tell(request: HttpRequest, invitation: Invitation) -> None:
    """Send the link where one can be sent, and say what happened."""
    if needs_agreement(invitation):
        messages.info(request, f"{invitation.name} is invited once a second administrator agrees.")
    elif invitation.accepted_at:
        messages.success(request, f"{invitation.name} has the role now.")
    else:
        token = actions.make_link(invitation=invitation, by=request.user, on=clock.today())
        if emails.send_link(invitation, emails.link_to(token, request)):
            messages.success(request, f"We have sent {invitation.name} an email. Its link works for 7 days.")
        else:
            messages.error(request, "The invitation is kept, but the email could not be sent. Send it again in a few minutes.")


def _now() -> Q:
    today = clock.today()
    return Q(from_on__lte=today) & (Q(until_on__isnull=True) | Q(until_on__gte=today))


