"""Taking a caseload list away as a file: a reason, a fresh second factor and, over fifty children, a second person."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.fresh import fresh
from goldenthread.core import clock, readings
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Area

from .. import actions, caseload, policies, workbook
from ..filters import chips, read
from ..forms import ExportForm
from ..models import Export


@require_http_methods(["GET", "POST"])
@needs("ident", "export")
@fresh
def export(request):
    """Say how many children the list holds, and ask why it is needed as a file."""
    area, others = _area(request)
    standing, filters = policies.exporting(request.standing, area.pk), read(request.GET)
    own_only = policies.exports_own_only(standing)
    ids = caseload.ids(standing, filters, most=policies.MOST + 1, own_only=own_only) if standing.seats else []
    form = ExportForm(request.POST or None)
    refusal = ""
    try:
        policies.check_ask(len(ids))
        if request.method == "POST" and form.is_valid():
            asked = actions.ask_for_export(
                area=area, filters=filters.query(), reason=form.cleaned_data["reason"],
                child_ids=ids, by=request.user, on=clock.today(),
            )  # fmt: skip
            if len(ids) <= policies.ALONE:
                return _hand_over(request, asked)
            messages.success(
                request, "Your request is sent. You can take the file here once a second person has agreed."
            )
            return redirect("desk:exports")
    except Refused as refused:
        refusal = refused.sentence
    filled = {
        "form": form, "refusal": refusal, "how_many": len(ids), "alone": policies.ALONE, "columns": [words for words, _ in workbook.COLUMNS],
        "back": f"/caseload?{filters.query()}" if filters.query() else "/caseload", "own_only": own_only,
        "words": [chip.words for chip in chips(filters, workers={})], "area": area,
        "others": [(other, f"?{filters.query()}{'&' if filters.query() else ''}area={other.code}") for other in others],
    }  # fmt: skip
    return render(request, "desk/export.html", filled)


def _area(request) -> tuple[Area, list[Area]]:
    """The area whose children the file is to hold (`?area=` and its number; otherwise the first), and the others it may be."""
    mine = policies.exports_from(request.standing)
    places = sorted(Area.objects.filter(pk__in=mine), key=lambda area: mine.index(area.pk))
    code = request.GET.get("area") or (places[0].code if places else "")
    chosen = next((area for area in places if area.code == code), None)
    if chosen is None:
        raise Http404("You may not take a file from such an area.")
    return chosen, [area for area in places if area != chosen]


@require_safe
@needs("ident", "export")
def exports(request):
    """Exports that this person asked for, and those that wait for them to agree."""
    standing = request.standing
    found = (
        Export.objects.filter(Q(asked_by=request.user) | Q(area_id__in=policies.decides_in(standing)))
        .select_related("asked_by", "decided_by")
        .order_by("-asked_on", "pk")[:100]
    )
    today = standing.on
    rows = [(one, _state(one, standing, today)) for one in found]
    return render(request, "desk/exports.html", {"rows": rows, "today": today, "filters_in_words": _filters_in_words})


def _state(one: Export, standing, today) -> str:
    """What this person can do about an export now: "take" or "decide"; otherwise what became of it."""
    if one.taken_on:
        return "taken"
    if one.refused_on:
        return "refused"
    if one.asked_by_id == standing.user_id:
        try:
            policies.check_take(standing, one, today)
        except Refused:
            return "over" if one.agreed_on else "waiting"
        return "take"
    if one.agreed_on:
        return "agreed"
    return "decide"


def _filters_in_words(one: Export) -> str:
    return ", ".join(chip.words for chip in chips(read(QueryDict(one.filters)), workers={})) or "No filters"


@require_POST
@needs("ident", "export")
@fresh
def agree(request, export_id):
    """A second person agrees."""
    return _decided(
        request, export_id, actions.agree_to_export, "The export is agreed. The person who asked can now take the file."
    )


@require_POST
@needs("ident", "export")
@fresh
def refuse(request, export_id):
    """A second person refuses."""
    return _decided(request, export_id, actions.refuse_export, "The export is refused.")


def _decided(request, export_id, decide, said: str):
    one = _found(request, export_id)
    try:
        decide(export=one, by=request.user, on=clock.today())
    except Refused as refused:
        messages.error(request, refused.sentence)
    else:
        messages.success(request, said)
    return redirect("desk:exports")


@require_POST
@needs("ident", "export")
@fresh
def take(request, export_id):
    """Take the file of an export that was agreed to."""
    one = _found(request, export_id)
    try:
        return _hand_over(request, one)
    except NotAllowed:
        raise Http404 from None
    except Refused as refused:
        messages.error(request, refused.sentence)
        return redirect("desk:exports")


def _hand_over(request, one: Export) -> HttpResponse:
    """The file, of those children that the asker may still see at this moment, noted in each child's record."""
    standing, today = policies.exporting(request.standing, one.area_id), clock.today()
    policies.check_take(request.standing, one, today)
    rows = caseload.rows_of(standing, one.child_ids, own_only=policies.exports_own_only(standing))
    actions.take_export(export=one, how_many=len(rows), by=request.user, on=today)
    readings.read(request, page="desk.export", children=[row.child_id for row in rows], scope="area", reason=one.reason)
    filters = [chip.words for chip in chips(read(QueryDict(one.filters)), workers={})]
    content = workbook.workbook(rows, today=today, taken_by=request.user.name, reason=one.reason, filters=filters)
    answer = HttpResponse(content, content_type=workbook.CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="caseload-{today}-{str(one.pk)[:8]}.xlsx"'
    return answer


def _found(request, export_id) -> Export:
    """An export of this person's own or of an area where they decide; nobody else learns that it exists."""
    seen = Q(asked_by=request.user) | Q(area_id__in=policies.decides_in(request.standing))
    one = Export.objects.filter(seen, pk=export_id).first()
    if one is None:
        raise Http404
    return one
