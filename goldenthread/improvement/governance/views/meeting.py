"""A board's meeting: called, agenda, papers, who came, decisions, actions, the end of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework.views.finding import acting, say
from goldenthread.core import files
from goldenthread.core.documents_out import Unprintable
from goldenthread.core.form_fields.reading import long_date
from goldenthread.core.refusals import Refused, allowed
from goldenthread.core.uploads import EXTENSION

from .. import policies
from ..actions import meeting as actions
from ..due import due_for
from ..forms.meeting import AgendaForm, CallOffForm, ItemForm, MeetingForm, NoteForm, PaperForm, PresenceForm
from ..models import BoardMeeting, BoardPaper, MeetingItem, Presence
from .finding import areas_of, ask, find_board, find_meeting, posted, refused_unless


def _here(found: BoardMeeting) -> HttpResponse:
    return redirect("improvement:board_meeting", meeting_id=found.pk)


def _back(found: BoardMeeting) -> str:
    return reverse("improvement:board_meeting", args=[found.pk])


def _caption(found: BoardMeeting) -> str:
    return f"{found.board.name}, {long_date(found.on)}"


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "create")
def new_meeting(request: Any, group_id: UUID) -> HttpResponse:
    """A board meets on a day."""
    board = find_board(request, group_id)
    form = MeetingForm(posted(request), initial={"at": f"{board.at:%H:%M}" if board.at else "", "place": board.place})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.call_board_meeting(board=board, by=acting(request), on=request.standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            return redirect("improvement:board_meeting", meeting_id=made.pk)
    return ask(request, form, "Call a meeting", "Call the meeting", reverse("improvement:board", args=[board.pk]), board.name)


@require_safe
@needs("improve", "view")
def meeting(request: Any, meeting_id: UUID) -> HttpResponse:
    """The agenda, the papers, who came, what was decided and agreed."""
    found = find_meeting(request, meeting_id)
    items = list(found.items.prefetch_related("decisions", "agreed_actions__owner"))
    presences = list(found.presences.select_related("representative"))
    there: dict[str, int] = {}
    for one in presences:
        if one.came in (Presence.Came.THERE, Presence.Came.INSTEAD):
            there[one.representative.get_sector_display()] = there.get(one.representative.get_sector_display(), 0) + 1
    running = found.cancelled_on is None and found.closed_at is None
    return render(
        request, "improvement/governance/meeting.html",
        {
            "meeting": found, "board": found.board, "items": items, "papers": list(found.papers.select_related("file")), "presences": presences, "there": there,
            "decisions": list(found.decisions.select_related("item")), "agreed": list(found.agreed_actions.select_related("owner", "item")), "running": running,
            "today": request.standing.on, "may_run": running and allowed(policies.check_keep, request.standing, found.board),
            "may_call_off": running and allowed(policies.check_run, request.standing, found.board.area),
            "may_speak": running and not found.frozen_on and allowed(policies.check_speak, request.standing, found.board), "held": found.on <= request.standing.on,
        },
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def agenda(request: Any, meeting_id: UUID) -> HttpResponse:
    """Make the agenda from what is due."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_keep, request, found.board)
    there = set(found.items.exclude(about_id="").values_list("kind", "about_id"))
    due = {one.key: one for one in due_for(found) if (one.kind, one.about_id) not in there}
    words = dict(MeetingItem.Kind.choices)
    form = AgendaForm(
        posted(request), due=[(key, one.title[:200]) for key, one in due.items()], why={key: f"{words[one.kind]}. {one.why}" for key, one in due.items()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            put = actions.make_agenda(meeting=found, items=[due[key] for key in form.cleaned_data["due"] or []], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, f"{put} {'item is' if put == 1 else 'items are'} on the agenda.")
            return _here(found)
    return ask(
        request, form, "Make the agenda from what is due", "Put these on the agenda", _back(found), _caption(found),
        words="" if due else "Nothing more is due. What stands on every agenda is put on it all the same.",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def new_item(request: Any, meeting_id: UUID) -> HttpResponse:
    """Something else for the agenda."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_speak, request, found.board)
    form = ItemForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_item(meeting=found, by=acting(request), on=request.standing.on, **form.cleaned_data)
        except Refused as refused:
            say(form, refused)
        else:
            return _here(found)
    return ask(request, form, "Add something to the agenda", "Add to the agenda", _back(found), _caption(found))


def _item(request: Any, item_id: UUID) -> MeetingItem:
    found = MeetingItem.objects.select_related("meeting__board__area").filter(pk=item_id, meeting__board__area_id__in=areas_of(request, "view")).first()
    if found is None:
        raise Http404("There is nothing here.")
    return found


@require_POST
@needs("improve", "view")
def drop_item(request: Any, item_id: UUID) -> HttpResponse:
    """Take something off the agenda."""
    found = _item(request, item_id)
    refused_unless(policies.check_keep, request, found.meeting.board)
    try:
        actions.drop_item(item=found, by=acting(request), on=request.standing.on)
    except Refused as refused:
        messages.error(request, refused.sentence)
    return _here(found.meeting)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def note_item(request: Any, item_id: UUID) -> HttpResponse:
    """What was said under an item."""
    found = _item(request, item_id)
    refused_unless(policies.check_keep, request, found.meeting.board)
    form = NoteForm(posted(request), initial={"note": found.note})
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_item(item=found, note=form.cleaned_data["note"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            return _here(found.meeting)
    return ask(request, form, found.title, "Save", _back(found.meeting), _caption(found.meeting))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def new_paper(request: Any, meeting_id: UUID) -> HttpResponse:
    """Send a paper for the meeting."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_speak, request, found.board)
    form = PaperForm(posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            actions.add_paper(
                meeting=found, title=form.cleaned_data["title"], content=upload.content, content_type=upload.content_type, scan=upload.scan,
                by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The paper is with the meeting.")
            return _here(found)
    return ask(request, form, "Add a paper", "Add the paper", _back(found), _caption(found), multipart=True)


def _paper(request: Any, board_paper_id: UUID) -> BoardPaper:
    found = BoardPaper.objects.select_related("meeting__board__area", "file").filter(pk=board_paper_id, meeting__board__area_id__in=areas_of(request, "view")).first()
    if found is None:
        raise Http404("There is nothing here.")
    return found


@require_safe
@needs("improve", "view")
def paper(request: Any, board_paper_id: UUID) -> FileResponse | HttpResponse:
    """A paper as a download, as it was when it was kept."""
    found = _paper(request, board_paper_id)
    try:
        content = files.opened(found.file)
    except files.Held as held:
        messages.error(request, held.sentence)
        return _here(found.meeting)
    except FileNotFoundError:
        raise Http404("The file is not there.") from None
    name = f"paper-{found.position}-{found.meeting.on}{EXTENSION.get(found.file.content_type, '')}"
    return download(content, name, found.file.content_type)


def download(content: Any, name: str, content_type: str) -> FileResponse:
    """A file that no cache keeps and no browser guesses about."""
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=content_type)
    answer["Cache-Control"] = "no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
@needs("improve", "view")
def drop_paper(request: Any, board_paper_id: UUID) -> HttpResponse:
    """Take a paper out."""
    found = _paper(request, board_paper_id)
    refused_unless(policies.check_keep, request, found.meeting.board)
    try:
        actions.drop_paper(paper=found, by=acting(request), on=request.standing.on)
        messages.success(request, "The paper was taken out.")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return _here(found.meeting)


@require_POST
@needs("improve", "view")
def freeze(request: Any, meeting_id: UUID) -> HttpResponse:
    """Freeze the papers as they stand today."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_keep, request, found.board)
    try:
        papers = actions.freeze_papers(meeting=found, by=acting(request), on=request.standing.on)
        messages.success(request, f"{len(papers)} papers are frozen. They never change from now on.")
    except Refused as refused:
        messages.error(request, refused.sentence)
    except Unprintable as unprintable:
        messages.error(request, unprintable.sentence)
    return _here(found)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "view")
def presence(request: Any, meeting_id: UUID) -> HttpResponse:
    """Note who came."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_keep, request, found.board)
    noted = {one.representative_id: one for one in found.presences.all()}
    members = [one for one in found.board.representatives.filter(from_on__lte=max(found.on, request.standing.on)) if one.pk in noted or one.until_on is None or one.until_on >= found.on]
    initial = {f"came-{key}": one.came for key, one in noted.items()} | {f"instead-{key}": one.instead for key, one in noted.items()}
    form = PresenceForm(posted(request), version=found.version, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_presence(meeting=found, came=form.came(), version=form.cleaned_data["version"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "Who came is noted.")
            return _here(found)
    words = "" if members else "Nobody sits in this group yet. Add who sits in it first."
    return ask(request, form, "Who came", "Save", _back(found), _caption(found), words=words)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("improve", "update")
def call_off(request: Any, meeting_id: UUID) -> HttpResponse:
    """The meeting will not be held."""
    found = find_meeting(request, meeting_id)
    form = CallOffForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(meeting=found, why=form.cleaned_data["why"], by=acting(request), on=request.standing.on)
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, "The meeting is called off.")
            return redirect("improvement:board", group_id=found.board_id)
    return ask(request, form, "Call off this meeting", "Call it off", _back(found), _caption(found))


@require_POST
@needs("improve", "view")
def close(request: Any, meeting_id: UUID) -> HttpResponse:
    """Close the record of the meeting."""
    found = find_meeting(request, meeting_id)
    refused_unless(policies.check_keep, request, found.board)
    try:
        actions.close_board_meeting(meeting=found, by=acting(request), on=request.standing.on)
        messages.success(request, "The record of the meeting is closed.")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return _here(found)
