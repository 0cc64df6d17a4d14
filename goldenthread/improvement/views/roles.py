"""Who holds which role of the area's plans, today and before."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import clock
from goldenthread.people.models import Membership, Organisation

from .. import actions
from ..forms import signing as forms
from ..forms.living import label
from ..models import ActionRole, PlanRole, RoleHeld
from ..shown import TAGS
from .finding import areas_of, ask


@require_safe
@needs("improve", "view")
def roles(request):
    """Every role that a plan names, how many actions it answers for, and who holds it."""
    held = RoleHeld.objects.select_related("user")
    found = (
        PlanRole.objects.filter(area_id__in=areas_of(request, "view"))
        .annotate(many=Count("actions", filter=Q(actions__until_on__isnull=True)))
        .filter(many__gt=0)
        .select_related("partner")
        .prefetch_related(Prefetch("held", held))
        .order_by("-many", "words")[:500]
    )
    return render(request, "improvement/roles.html", {"roles": found, "today": clock.today(), "may_change": bool(request.standing.areas_where("improve", "update"))})


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def hold(request, thing_id):
    """Say who holds a role from a day on."""
    role = PlanRole.objects.select_related("area").filter(pk=thing_id, area_id__in=areas_of(request, "update")).first()
    if role is None:
        raise Http404("There is no such role.")
    today = clock.today()
    of_area = Membership.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=today), organisation__area=role.area).exclude(role__in=("parent", "young_person"))
    people = [(person.pk, person.name) for person in User.objects.filter(pk__in=of_area.values("user_id"), is_active=True).order_by("name")]
    form = forms.HoldForm(request.POST or None, people=people, initial={"from_on": today})

    def do(said: dict[str, Any]) -> None:
        actions.hold_role(role=role, user=User.objects.get(pk=said["user"]), from_on=said["from_on"], by=request.user, on=today)

    return ask(request, form, do, heading="Who holds this role?", caption=role.words, back=reverse("improvement:roles"), done="Saved.")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def leave(request, thing_id):
    """Say until when somebody held a role."""
    held = RoleHeld.objects.select_related("role__area", "user").filter(pk=thing_id, role__area_id__in=areas_of(request, "update")).first()
    if held is None:
        raise Http404("There is nothing here.")
    form = forms.LeaveForm(request.POST or None, initial={"until_on": clock.today()})

    def do(said: dict[str, Any]) -> None:
        actions.leave_role(held=held, until_on=said["until_on"], by=request.user, on=clock.today())

    return ask(request, form, do, heading=f"Until when does {held.user.name} hold it?", caption=held.role.words, back=reverse("improvement:roles"), done="Saved.")


@require_http_methods(["GET", "POST"])
@needs("improve", "update")
def belongs(request, thing_id):
    """Say to which partner a role belongs."""
    role = PlanRole.objects.select_related("area").filter(pk=thing_id, area_id__in=areas_of(request, "update")).first()
    if role is None:
        raise Http404("There is no such role.")
    partners = [(one.pk, one.name) for one in Organisation.objects.filter(area=role.area, closed_on__isnull=True).exclude(kind="setting").order_by("name")[:300]]
    form = forms.BelongsForm(request.POST or None, partners=partners, initial={"partner": role.partner_id})

    def do(said: dict[str, Any]) -> None:
        partner = Organisation.objects.get(area=role.area, pk=said["partner"]) if said["partner"] else None
        actions.belongs_to(role=role, partner=partner, by=request.user, on=clock.today())

    return ask(request, form, do, heading="Which partner?", caption=role.words, back=reverse("improvement:roles"), done="Saved.")


#: Promises on one page; the rest is counted.
MOST_PROMISED = 500


@require_safe
@needs("improve", "list")
def promised(request):
    """What each partner promised: the actions that its roles are accountable for, with their rating, and what is late."""
    today = clock.today()
    parts = (
        ActionRole.objects.filter(role__area_id__in=areas_of(request, "list"), part=ActionRole.Part.OWNER, until_on__isnull=True)
        .select_related("role__partner", "action__group__section")
        .order_by("role__partner__name", "action__due_on", "action_id")[:MOST_PROMISED]
    )
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for part in parts:
        one = part.action
        late = bool(one.due_on and one.due_on < today and not one.done_on)
        row = found.setdefault(part.role.partner.name if part.role.partner else "", {}).setdefault(one.pk, {"action": one, "called": label(one), "late": late, "roles": []})
        row["roles"].append(part.role.words)
    partners = [(name, list(rows.values())) for name, rows in sorted(found.items(), key=lambda each: (not each[0], each[0]))]
    return render(request, "improvement/promised.html", {"partners": partners, "tags": TAGS, "today": today})
