"""The pages as a Django programmer usually writes them (select_related, prefetch_related, Paginator, icontains) and,
under naive, as one writes them first (a query for each thing of each row). Same rows, bare HTML."""

from datetime import timedelta

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Prefetch, Q
from django.forms import ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from goldenthread.access.models import User
from goldenthread.casework.models import Case
from goldenthread.core.models import Event, Reading
from goldenthread.people.models import Child, Deadline, Membership
from goldenthread.plans.models import Line

OPEN = Q(met_on=None, lifted_on=None, ended_on=None, kind="limit")
WORKERS = ("coordinator", "team_manager", "head_of_send")


def healthz(request):
    return HttpResponse("ok")


def sign_in(request, persona):
    login(request, User.objects.get(persona=persona), backend="django.contrib.auth.backends.ModelBackend")
    return redirect("/healthz")


def _areas(request):
    return list(Membership.objects.filter(user=request.user, until_on=None).values_list("organisation__area_id", flat=True))


def _cases(request):
    cases = Case.objects.filter(area_id__in=_areas(request), open=True)
    if text := request.GET.get("q", ""):
        cases = cases.filter(
            Q(name__icontains=text) | Q(upn__icontains=text) | Q(reference__icontains=text) | Q(setting_name__icontains=text)
        )
    return cases.order_by(F("next_due_on").asc(nulls_last=True), "child_id")


@login_required
def caseload(request):
    cases = _cases(request).select_related("child", "worker", "setting").prefetch_related(
        Prefetch("child__deadlines", Deadline.objects.filter(OPEN).order_by("due_on"))
    )  # fmt: skip
    page = Paginator(cases, 25).get_page(request.GET.get("page"))
    workers = User.objects.filter(memberships__role__in=WORKERS, memberships__organisation__area_id__in=_areas(request)).distinct().order_by("name")
    Reading.objects.create(by_id=request.user.pk, page="usual.caseload", child_ids=[case.child_id for case in page])
    return render(request, "caseload.html", {"page": page, "workers": workers, "today": timezone.localdate()})


@login_required
def naive_caseload(request):
    page = Paginator(_cases(request), 25).get_page(request.GET.get("page"))
    for case in page:
        case.clocks = list(Deadline.objects.filter(OPEN, child_id=case.child_id).order_by("due_on"))
        case.child.area.name  # noqa: B018 - what a template would reach for
        case.worker and case.worker.name  # noqa: B018
        case.setting and case.setting.name  # noqa: B018
    Reading.objects.create(by_id=request.user.pk, page="naive.caseload", child_ids=[case.child_id for case in page])
    return render(request, "caseload.html", {"page": page, "workers": (), "today": timezone.localdate()})


@login_required
def work(request):
    today = timezone.localdate()
    clocks = Deadline.objects.filter(OPEN, worker=request.user).select_related("child", "child__case").order_by("due_on", "pk")
    page = Paginator(clocks, 50).get_page(request.GET.get("page"))
    counts = {
        "late": clocks.filter(due_on__lt=today).count(),
        "soon": clocks.filter(due_on__gte=today, due_on__lte=today + timedelta(days=10)).count(),
        "later": clocks.filter(due_on__gt=today + timedelta(days=10)).count(),
    }
    Reading.objects.create(by_id=request.user.pk, page="usual.work", child_ids=list({clock.child_id for clock in page}))
    return render(request, "work.html", {"page": page, "counts": counts, "today": today})


@login_required
def record(request, child_id):
    """Everything of a child on one page: who, requests, plans, clocks, events, papers."""
    children = Child.objects.select_related("area", "case", "case__worker", "case__setting").prefetch_related(
        "relationships__adult", "attendances__organisation", "sen_needs", "addresses", "involvements__user", "involvements__organisation",
        "requests__decisions", "requests__exception_claims", "plans__reviews", "plans__named_settings__organisation", "documents",
        Prefetch("deadlines", Deadline.objects.order_by("due_on")),
    )  # fmt: skip
    child = get_object_or_404(children, pk=child_id, area_id__in=_areas(request))
    events = Event.objects.filter(child_id=child.pk).order_by("-pk")[:50]
    Reading.objects.create(by_id=request.user.pk, page="usual.record", child_ids=[child.pk])
    return render(request, "record.html", {"child": child, "events": events, "today": timezone.localdate()})


@login_required
def save_line(request, line_id):
    """A line of a draft is saved: found in scope, a form, save(), redirect. No event, no earlier wording, no second wall."""
    line = get_object_or_404(Line.objects.select_related("version__child"), pk=line_id, version__child__area_id__in=_areas(request))
    form = LineForm(request.POST, instance=line)
    if not form.is_valid():
        return HttpResponse(str(form.errors), status=400)
    form.save()
    return redirect("/healthz")


class LineForm(ModelForm):
    class Meta:
        model = Line
        fields = ("text", "deliverer", "skill", "minutes", "times", "per", "weeks", "group_size")
