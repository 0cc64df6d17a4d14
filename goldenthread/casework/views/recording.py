"""Recording a new request: one question a page, kept as it is typed, checked, sent once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import drafts, files, form_keys, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.models import StoredFile
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import check_upload
from goldenthread.people.twins import PossibleTwin

from .. import actions, answers
from ..forms import AdultForm, PaperForm
from ..forms.asking import NONE_OF_THESE
from ..recording import BEGINNING, MOST_ADULTS, Recording, areas_to_record_in
from .finding import acting, say

Asked = TypeVar("Asked", bound=Form)

MOST_PAPERS = 20


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "create")
def start(request: Any) -> HttpResponse:
    """Carry on with a request that was not sent, or start another."""
    if not areas_to_record_in(request.standing):
        return render(request, "casework/record_elsewhere.html", status=403)
    if request.method == "POST":
        key = uuid4()
        drafts.save(user_id=request.user.pk, form=f"{BEGINNING}{key}", part="began", answers={})
        return redirect("casework:record_step", key=key, step="who")
    waiting = []
    for draft in drafts.waiting(user_id=request.user.pk, beginning=BEGINNING):
        who = draft.data.get("who") or {}
        name = " ".join(part[0] for part in (who.get("forename"), who.get("surname")) if part and part[0]).strip()
        waiting.append(
            {"key": draft.form.removeprefix(BEGINNING), "name": name or "No name yet", "saved_at": draft.saved_at}
        )
    return render(request, "casework/record_start.html", {"waiting": waiting})


def _recording(request: Any, key: UUID, *, take: bool = False) -> Recording | HttpResponse:
    """The draft; or where its result is, when it was sent already."""
    found = Recording.load(key=key, user_id=request.user.pk, standing=request.standing, take=take)
    if found is not None and areas_to_record_in(request.standing):
        return found
    sent = form_keys.result(key=key, user_id=request.user.pk)
    if sent is None:
        raise Http404
    return redirect(sent)


@require_safe
@needs("request", "create")
def tasks(request: Any, key: UUID) -> HttpResponse:
    """What has been answered, and what has not."""
    recording = _recording(request, key)
    if isinstance(recording, HttpResponse):
        return recording
    return render(request, "casework/record_tasks.html", {"recording": recording, "steps": recording.steps()})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "create", reads=True)
def step(request: Any, key: UUID, step: str) -> HttpResponse:
    """One page of the request."""
    recording = _recording(request, key, take=step == "check" and request.method == "POST")
    if isinstance(recording, HttpResponse):
        return recording
    return PAGES[step](request, recording)


def _keep(request: Any, recording: Recording, part: str) -> None:
    recording.keep(part, drafts.typed(request.POST))


def _show(
    request: Any,
    recording: Recording,
    part: str,
    form: Form,
    template: str = "casework/record_step.html",
    on_record: Sequence[Any] = (),
    **more: Any,
) -> HttpResponse:
    """The page, with a note of whose records it shows: mostly nobody's, only what the officer typed."""
    reason = "Is there a record already?" if on_record else ""
    readings.read(request, page=f"casework.{part}", children=on_record, scope="area", reason=reason)
    autosave = "" if part == "match" else f"{recording.form}/{part}"
    context = {"recording": recording, "part": part, "form": form, "autosave": autosave, **WORDS.get(part, {}), **more}
    return render(request, template, context)


def _who(request: Any, recording: Recording) -> HttpResponse:
    if request.method != "POST":
        return _show(request, recording, "who", _quiet(recording.who()))
    _keep(request, recording, "who")
    form = recording.who()
    if not form.is_valid():
        return _show(request, recording, "who", form)
    if recording.matches(form):
        return redirect(recording.href("match"))
    recording.keep("_match", {"child": [NONE_OF_THESE], "seen": []})
    return redirect(_onward(recording, "who"))


def _match(request: Any, recording: Recording) -> HttpResponse:
    who = recording.who()
    if not who.is_valid():
        return redirect(recording.href("who"))
    matches = recording.matches(who)
    if not matches:
        return redirect(_onward(recording, "who"))
    seen = [str(match.child.pk) for match in matches]
    if request.method == "POST":
        form = recording.match_form(matches, request.POST)
        if form.is_valid():
            recording.keep("_match", {"child": [form.cleaned_data["child"]], "seen": seen})
            recording.__dict__.pop("existing", None)
            return redirect(_onward(recording, "who"))
    else:
        form = _quiet(recording.match_form(matches))
    on_record = [match.child for match in matches]
    return _show(request, recording, "match", form, on_record=on_record, who=who.cleaned_data)


def _child(request: Any, recording: Recording) -> HttpResponse:
    if recording.existing is not None:
        return redirect(_onward(recording, "child"))
    who = recording.who()
    if not who.is_valid():
        return redirect(recording.href("who"))
    if request.method != "POST":
        return _show(request, recording, "child", _quiet(recording.child()), who=who.cleaned_data)
    _keep(request, recording, "child")
    form = recording.child()
    if not form.is_valid():
        return _show(request, recording, "child", form, who=who.cleaned_data)
    if {match.child.pk for match in recording.matches(who)} - set(recording.ruled_out):
        return redirect(recording.href("match"))
    return redirect(_onward(recording, "child"))


def _family(request: Any, recording: Recording) -> HttpResponse:
    """One adult at a time; `?adult=1` is the second. Their details may be added later: a request cannot wait for them."""
    number = _adult_number(request)
    part = f"adult{number}"
    words: dict[str, Any] = {
        "number": number,
        "adults": [form["name"].value() for form in recording.adults()],
        "own": recording.rights_are_their_own,
    }
    if request.method != "POST":
        form = _quiet(AdultForm(recording.typed(part)))
        return _show(request, recording, part, form, "casework/record_family.html", **words)
    if "later" in request.POST:
        recording.keep("_family", {"later": ["yes"]})
        return redirect(_onward(recording, "family"))
    if "remove" in request.POST:
        rest = [typed for at, typed in enumerate(recording.adults_typed) if at != number]
        for at in range(MOST_ADULTS):
            if at < len(rest) or recording.parts.get(f"adult{at}"):
                recording.keep(f"adult{at}", rest[at] if at < len(rest) else None)
        return redirect(recording.href("family"))
    _keep(request, recording, part)
    form = AdultForm(recording.typed(part))
    if not form.is_valid():
        return _show(request, recording, part, form, "casework/record_family.html", **words)
    if recording.parts.get("_family", {}).get("later"):
        recording.keep("_family", {})
    if "another" in request.POST and number + 1 < MOST_ADULTS:
        return redirect(f"{recording.href('family')}?adult={number + 1}")
    return redirect(_onward(recording, "family"))


def _adult_number(request: Any) -> int:
    typed = request.GET.get("adult", "0")
    return min(int(typed), MOST_ADULTS - 1) if typed.isascii() and typed.isdecimal() and len(typed) < 3 else 0


def _request(request: Any, recording: Recording) -> HttpResponse:
    if request.method != "POST":
        return _show(request, recording, "request", _quiet(recording.request()))
    _keep(request, recording, "request")
    form = recording.request()
    if not form.is_valid():
        return _show(request, recording, "request", form)
    return redirect(_onward(recording, "request"))


def _said(request: Any, recording: Recording) -> HttpResponse:
    """The asker's words and the papers that came. A paper is stored as soon as it is added."""
    paper = PaperForm()
    if request.method != "POST":
        return _show_said(request, recording, _quiet(recording.said()), paper)
    if "remove" in request.POST:
        recording.keep("_papers", [each for each in recording.papers if each["sha256"] != request.POST["remove"]])
        return redirect(recording.href("said"))
    _keep(request, recording, "said")
    form = recording.said()
    if "add" in request.POST or request.FILES:
        paper = PaperForm(request.POST, request.FILES)
        if paper.is_valid() and _store(paper, recording) and form.is_valid() and "add" in request.POST:
            return redirect(recording.href("said"))
    if (paper.is_bound and paper.errors) or not form.is_valid():
        return _show_said(request, recording, form, paper)
    return redirect(_onward(recording, "said"))


def _store(paper: PaperForm, recording: Recording) -> bool:
    """Keep the bytes and note them in the draft. Says on the form what is wrong with a file that cannot be taken."""
    if len(recording.papers) >= MOST_PAPERS:
        paper.add_error("paper", f"You can add {MOST_PAPERS} papers here. Add more to the child’s record afterwards")
        return False
    try:
        upload = check_upload(paper.cleaned_data["paper"])
    except Refused as refused:
        paper.add_error("paper", refused.sentence)
        return False
    stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
    title = paper.cleaned_data["title"] or f"Paper {len(recording.papers) + 1} that came with the request"
    rest = [each for each in recording.papers if each["sha256"] != stored.pk]
    recording.keep("_papers", [*rest, {"sha256": stored.pk, "title": title, "size": stored.size}])
    return True


def _show_said(request: Any, recording: Recording, form: Form, paper: PaperForm) -> HttpResponse:
    return _show(request, recording, "said", form, "casework/record_said.html", paper=paper)


def _check(request: Any, recording: Recording) -> HttpResponse:
    """Everything that was answered, to be read once more and sent."""
    if request.method != "POST":
        return (
            _show_check(request, recording, Form())
            if recording.ready
            else redirect("casework:record", key=recording.key)
        )
    form = Form(request.POST)
    if recording.ready:
        try:
            made = _send(request, recording)
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except PossibleTwin:
            recording.put_back()
            return redirect(recording.href("match"))
        except Refused as refused:
            say(form, refused)
        else:
            return redirect("casework:recorded", request_id=made.pk)
    recording.put_back()
    return _show_check(request, recording, form) if recording.ready else redirect("casework:record", key=recording.key)


def _show_check(request: Any, recording: Recording, form: Form) -> HttpResponse:
    on_record = [recording.existing] if recording.existing is not None else []
    readings.read(request, page="casework.check", children=on_record, scope="area")
    return render(
        request,
        "casework/record_check.html",
        {"recording": recording, "form": form, "sections": answers.sections(recording)},
    )


def _send(request: Any, recording: Recording) -> Any:
    asked, said = recording.request(), recording.said()
    asked.is_valid(), said.is_valid()
    answer, existing = asked.cleaned_data, recording.existing
    worker = next((user for user, _ in recording.workers if user == answer["worker"]), None)
    kept = StoredFile.objects.in_bulk([paper["sha256"] for paper in recording.papers]) if recording.papers else {}
    who = {"child": existing} if existing is not None else {"new_child": recording.new_child(), "area": recording.area}
    return actions.receive_request(
        **who,
        ruled_out=recording.ruled_out,
        route=answer["route"],
        channel=answer["channel"],
        received_on=answer["received_on"],
        requested_by=answer["setting_found"],
        in_youth_accommodation=answer["custody"],
        about=said.cleaned_data["about"],
        evidence=recording.evidence(kept),
        worker=_user(request, worker),
        form_key=recording.key,
        result_url=reverse("casework:recorded", kwargs={"request_id": recording.key}),
        by=acting(request),
        on=request.standing.on,
    )


def _user(request: Any, worker: str | None) -> Any:
    if worker is None:
        raise Refused("Choose who will work on the request again: that person no longer works here.")
    if worker == str(request.user.pk):
        return request.user
    return User.objects.get(pk=int(worker))


@require_POST
@needs("request", "create")
def forget(request: Any, key: UUID) -> HttpResponse:
    """Throw the draft away."""
    drafts.clear(user_id=request.user.pk, form=f"{BEGINNING}{key}")
    messages.success(request, "Your draft was deleted")
    return redirect("casework:record_request")


def _onward(recording: Recording, step: str) -> str:
    return recording.next_after(step)


def _quiet(form: Asked) -> Asked:
    """A page that is opened shows what was typed before; it says what is wrong only when that is sent."""
    if form.is_bound:
        form.initial.update({name: form[name].data for name in form.fields})
        form.is_bound = False
    return form


PAGES = {
    "who": _who,
    "match": _match,
    "child": _child,
    "family": _family,
    "request": _request,
    "said": _said,
    "check": _check,
}

WORDS: dict[str, dict[str, Any]] = {
    "who": {
        "heading": "Who is the request about?",
        "lead": "We look for a record first, so that no child gets two.",
        "button": "Find or start a record",
    },
    "match": {"heading": "We found a record that may be the same child", "lead": "", "button": "Continue"},
    "child": {
        "heading": "About the child or young person",
        "lead": "Leave out what you do not know. The request counts as received without it.",
        "button": "Save and continue",
    },
    "request": {"heading": "The request", "lead": "", "button": "Save and continue"},
    "said": {"heading": "What was said, and papers", "lead": "", "button": "Save and continue"},
}
