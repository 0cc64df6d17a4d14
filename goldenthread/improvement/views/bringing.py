"""Bringing a plan in: send the file, look at how it was read, save."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import clock, files
from goldenthread.core.refusals import Refused
from goldenthread.people.models import Area

from ..actions import name_columns, save_plan, send_plan_file
from ..forms.bringing import PlanFileForm, SavePlanForm
from ..models import PlanFile
from ..reading import assemble, open_plan
from ..reading.columns import MEANINGS
from ..review import alike, chosen, read_from
from .finding import areas_of


@require_http_methods(["GET", "POST"])
@needs("improve", "create")
def bring(request):
    """Send a file."""
    area = Area.objects.get(pk=areas_of(request, "create")[0])
    form = PlanFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        file.seek(0)
        sent = send_plan_file(area=area, content=file, file_name=file.name, scan=file.scan, by=request.user, on=clock.today())
        return redirect("improvement:review", sent.pk)
    return render(request, "improvement/bring.html", {"form": form})


@require_http_methods(["GET", "POST"])
@needs("improve", "create")
def review(request, sent_id):
    """The file as printed beside the plan as read; a person corrects what each column is, then saves."""
    sent = PlanFile.objects.select_related("area", "file").filter(pk=sent_id, area_id__in=areas_of(request, "create")).first()
    if sent is None:
        raise Http404("There is no such file.")
    said = {int(number): meanings for number, meanings in sent.said.items()}
    with files.path_of(sent.file_id).open("rb") as content:
        source = open_plan(content, sent.file_name)
    tables = alike(source, said)
    saving = request.method == "POST" and request.POST.get("do") == "save"
    form = SavePlanForm(request.POST if saving else None, initial={"title": source.title, "kind": "statement"})
    if request.method == "POST":
        changed = chosen(tables, request.POST)
        if changed:
            said |= changed
            name_columns(sent=sent, said=said, by=request.user, on=clock.today())
            tables = alike(source, said)
    read = assemble(source, said)
    if saving and form.is_valid():
        answer = form.cleaned_data
        try:
            made = save_plan(
                area=sent.area, read=read, sha256=sent.file_id, file_name=sent.file_name, kind=answer["kind"], title=answer["title"], file=sent.file,
                by=request.user, on=clock.today(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, "The plan is saved.")
            return redirect("improvement:plan", made.pk)
    shown = [(one, read_from(read, one)) for one in tables]
    return render(request, "improvement/review.html", {"sent": sent, "read": read, "shown": shown, "form": form, "meanings": MEANINGS, "counts": read.counts()})
