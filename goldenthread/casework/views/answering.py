"""An adviser answers an ask: the page with everything so far, its lines one at a time, the file, the sending and the receipt."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs
from goldenthread.access.models import User
from goldenthread.core import drafts, files, readings
from goldenthread.core.form_fields import Form
from goldenthread.core.refusals import Changed, Refused, allowed
from goldenthread.core.uploads import check_upload
from goldenthread.people.models import Membership
from goldenthread.plans.models import Passage

from ..actions import answering as actions
from ..advice import policies
from ..advice.clocks import duty_of
from ..advice.earlier import earlier_of
from ..advice.filetext import lines_of
from ..advice.use import version_to_look_at
from ..advice.weaknesses import of_passage
from ..advice.written import Written
from ..forms.advising import HandOverForm
from ..forms.answering import KINDS, AboutForm, LineForm, PaperForm, PassageForm, SendForm
from ..models import AdviceRequest
from .asks import find_ask, one_form, posted, valid
from .finding import acting, say

KIND = Passage.Kind
LINES_A_PAGE = 30


def _href(ask: AdviceRequest) -> str:
    return reverse("casework:answer", args=[ask.pk])


def _writing(request: Any, ask_id: UUID) -> AdviceRequest | HttpResponse:
    """The ask, if this person may write its answer now; otherwise where to read what became of it."""
    ask = find_ask(request, ask_id)
    if allowed(policies.check_answer, standing=request.standing, ask=ask):
        return ask
    readings.read(request, page="casework.answer", children=[ask.child])
    return redirect(_href(ask))


def _behalf(request: Any, ask: AdviceRequest) -> bool:
    return not policies.belongs(request.standing, ask)


@require_safe
@needs("ask", "view")
def answer(request: Any, ask_id: UUID) -> HttpResponse:
    """What is asked, by when, and what has been written. After it was sent: what was sent, to be read."""
    ask = find_ask(request, ask_id)
    readings.read(request, page="casework.answer", children=[ask.child])
    may_write = allowed(policies.check_answer, standing=request.standing, ask=ask)
    mine = policies.belongs(request.standing, ask)
    if not mine and not may_write:
        return redirect("casework:advice_review", ask_id=ask.pk)
    duty = duty_of(ask, ask.request, ask.request.decisions.order_by("pk"), ask.exception_claims.all())
    context = {
        "ask": ask, "child": ask.child, "written": Written(ask), "may_write": may_write, "today": request.standing.on, "mine": mine,
        "duties": [(duty, duty.state(request.standing.on))] if duty else [], "colleagues": _colleagues(request, ask) if may_write else [],
        "earlier": earlier_of(ask).first() if may_write else None, "kinds": KINDS, "sees_use": mine and ask.received_on is not None and version_to_look_at(ask) is not None, "back_from": list(ask.returns.select_related("by")),
        "schools": [each.organisation for each in ask.child.attendances.filter(left_on__isnull=True).select_related("organisation") if each.organisation],
    }  # fmt: skip
    return render(request, "casework/advice_answer.html", context)


def _colleagues(request: Any, ask: AdviceRequest) -> list[tuple[str, str]]:
    """Who else answers for the body that is asked."""
    if ask.asked_of_id is None:
        return []
    on = request.standing.on
    seats = Membership.objects.filter(
        Q(until_on__isnull=True) | Q(until_on__gte=on), organisation_id=ask.asked_of_id, role__in=policies.ANSWERS, from_on__lte=on,
        user__is_active=True,
    ).select_related("user").order_by("user__name", "pk")  # fmt: skip
    return list(dict.fromkeys((str(seat.user_id), seat.user.name) for seat in seats if seat.user_id != ask.adviser_id))


# --- Who answers


@require_POST
@needs("ask", "view")
def take(request: Any, ask_id: UUID) -> HttpResponse:
    """I will answer."""
    ask = find_ask(request, ask_id)
    readings.read(request, page="casework.answer", children=[ask.child])
    try:
        actions.take_up(ask=ask, by=acting(request), on=request.standing.on)
        messages.success(request, "You will answer this")
    except Refused as refused:
        messages.info(request, refused.sentence)
    return redirect(_href(ask))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def hand(request: Any, ask_id: UUID) -> HttpResponse:
    """A colleague will answer."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    colleagues = _colleagues(request, ask)
    form = HandOverForm(posted(request), colleagues=colleagues)

    def act(form: Any) -> None:
        to = User.objects.get(pk=form.cleaned_data["to"])
        ids = {int(user_id) for user_id, _ in colleagues}
        actions.hand_over(ask=ask, to=to, colleagues=ids, by=acting(request), on=request.standing.on)

    return one_form(
        request, ask, form, heading="Hand over to a colleague", button="Hand over", act=act, done="Your colleague will answer this",
        onward=_href(ask), lead="They go on with what has been written so far. The date does not change.",
    )  # fmt: skip


# --- What it says


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def about(request: Any, ask_id: UUID) -> HttpResponse:
    """The advice as a whole."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    name, advice, behalf = f"about.{ask.pk}", ask.advice, _behalf(request, ask)
    first = (
        {"author": advice.author, "author_role": advice.author_role, "seen_on": advice.seen_on, "summary": advice.summary,
         "nothing_found": ["yes"] if ask.nothing_found else []}
        if advice
        else {}
    )  # fmt: skip
    form, autosave = _kept_form(request, name, lambda data: AboutForm(data, behalf=behalf, initial=first))

    def act(form: Any) -> None:
        said = form.cleaned_data
        actions.describe_advice(
            ask=ask, seen_on=said["seen_on"], summary=said["summary"], author=said.get("author") or acting(request).name,
            author_role=said["author_role"], nothing_found=said["nothing_found"], by=acting(request), on=request.standing.on,
        )  # fmt: skip

    return _line_page(request, ask, form, "About this advice", autosave, act, name)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def add(request: Any, ask_id: UUID, part: str) -> HttpResponse:
    """One more line."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    if part not in KINDS:
        raise Http404
    written, name = Written(ask), f"{part}.{ask.pk}"
    form, autosave = _kept_form(request, name, lambda data: PassageForm(data, kind=part, above=written.above(part)))

    def act(form: Any) -> Any:
        made = actions.add_passage(
            ask=ask, kind=part, text=form.cleaned_data["text"], serves=form.serves(), said=form.said(), by=acting(request), on=request.standing.on
        )
        _warn(request, made)

    return _line_page(request, ask, form, f"Add {'an' if part[0] in 'aeiou' else 'a'} {KINDS[part][0]}".replace("a provision", "provision"), autosave, act, name, another=True)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def change(request: Any, ask_id: UUID, passage_id: UUID) -> HttpResponse:
    """One line as it stands."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    passage, written, name = _passage(ask, passage_id), Written(ask), f"line.{passage_id}"
    if passage.kind not in KINDS:
        readings.read(request, page="casework.advice_line", children=[ask.child])
        return redirect("casework:advice_lines", ask_id=ask.pk)
    first = {field: getattr(passage, field) for field in ("text", *actions.SAID)}
    first["serves"] = [str(each) for each in written.served.get(passage.pk, [])]
    version = ask.advice.version if ask.advice else 1
    form, autosave = _kept_form(
        request, name, lambda data: PassageForm(data, kind=passage.kind, above=written.above(passage.kind), initial=first, version=version)
    )

    def act(form: Any) -> None:
        made = actions.change_passage(
            ask=ask, passage=passage, text=form.cleaned_data["text"], serves=form.serves(), said=form.said(), version=form.cleaned_data["version"],
            by=acting(request), on=request.standing.on,
        )  # fmt: skip
        _warn(request, made)

    return _line_page(request, ask, form, f"Change this {KINDS[passage.kind][0]}", autosave, act, name)


def _passage(ask: AdviceRequest, passage_id: UUID) -> Passage:
    found = ask.advice.passages.filter(pk=passage_id).first() if ask.advice else None
    if found is None:
        raise Http404
    return found


def _warn(request: Any, passage: Passage) -> None:
    """Say at once what is weak in the line that was just saved, and why."""
    weak = len(of_passage(passage))
    if weak:
        messages.info(request, f"Saved. {'1 thing is' if weak == 1 else f'{weak} things are'} weak in it: see why beside the line.")


def _kept_form(request: Any, name: str, make: Any) -> tuple[Form, str]:
    """The form as it was left, and where it keeps itself while it is typed."""
    if request.method == "POST":
        drafts.save(user_id=request.user.pk, form=name, part="line", answers=drafts.typed(request.POST))
        return make(request.POST), f"{name}/line"
    kept = drafts.load(user_id=request.user.pk, form=name)
    if kept is None:
        drafts.save(user_id=request.user.pk, form=name, part="began", answers={})
    form = make(drafts.as_post((kept or {}).get("line")))
    if form.is_bound:
        form.initial.update({field: form[field].data for field in form.fields if field != "version"})
        form.is_bound = False
    return form, f"{name}/line"


def _line_page(request: Any, ask: AdviceRequest, form: Form, heading: str, autosave: str, act: Any, draft: str, *, another: bool = False) -> HttpResponse:
    readings.read(request, page="casework.advice_line", children=[ask.child])
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except Refused as refused:
            say(form, refused)
        else:
            drafts.clear(user_id=request.user.pk, form=draft)
            return redirect(request.path if another and "another" in request.POST else _href(ask))
    context = {"ask": ask, "child": ask.child, "form": form, "heading": heading, "autosave": autosave, "another": another}
    return render(request, "casework/advice_line.html", context)


@require_POST
@needs("ask", "view")
def remove(request: Any, ask_id: UUID, passage_id: UUID) -> HttpResponse:
    """Take a line out."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    readings.read(request, page="casework.answer", children=[ask.child])
    actions.remove_passage(ask=ask, passage=_passage(ask, passage_id), by=acting(request), on=request.standing.on)
    messages.success(request, "The line was taken out")
    return redirect(_href(ask))


@require_POST
@needs("ask", "view")
def start_from_earlier(request: Any, ask_id: UUID) -> HttpResponse:
    """Begin with what the same service said before."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    readings.read(request, page="casework.answer", children=[ask.child])
    earlier = earlier_of(ask).first()
    if earlier is None:
        raise Http404
    try:
        made = actions.take_earlier(ask=ask, earlier=earlier, by=acting(request), on=request.standing.on)
        messages.success(request, f"{len(made)} lines of the earlier advice were taken. Read each one: is it still so?")
    except Refused as refused:
        messages.info(request, refused.sentence)
    return redirect(_href(ask))


# --- A file


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def paper(request: Any, ask_id: UUID) -> HttpResponse:
    """The advice exists as a file."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    readings.read(request, page="casework.advice_file", children=[ask.child])
    form = PaperForm(request.POST, request.FILES) if request.method == "POST" else PaperForm()
    if request.method == "POST" and form.is_valid():
        try:
            upload = check_upload(form.cleaned_data["paper"])
            stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
            lines = lines_of(files.path_of(stored.pk), stored.content_type)
            title = form.cleaned_data["title"] or f"Advice: {ask.asked_of.name if ask.asked_of else 'the family'}"
            made = actions.take_file(ask=ask, file=stored, title=title, lines=lines, by=acting(request), on=request.standing.on)
        except Refused as refused:
            form.add_error("paper", refused.sentence)
        else:
            messages.success(request, f"The file was added. Place its {len(made)} lines, or leave them out")
            return redirect("casework:advice_lines", ask_id=ask.pk)
    return render(request, "casework/advice_file.html", {"ask": ask, "child": ask.child, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def lines(request: Any, ask_id: UUID) -> HttpResponse:
    """Lines of the file that wait to be placed, some at a time."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return ask
    readings.read(request, page="casework.advice_lines", children=[ask.child])
    written = Written(ask)
    waiting = written.of("")
    above = [(value, f"Need: {words}") for value, words in written.above(KIND.OUTCOME)]
    above += [(value, f"Outcome: {words}") for value, words in written.above(KIND.PROVISION)]
    forms = [LineForm(posted(request), passage=passage, above=above) for passage in waiting[:LINES_A_PAGE]]
    if request.method == "POST" and valid(forms):
        placed = {form.passage.pk: said for form in forms if (said := form.placed())}
        if "rest" in request.POST:
            placed = {form.passage.pk: placed.get(form.passage.pk, {"kind": "left_out"}) for form in forms}
        number = actions.place_lines(ask=ask, placed=placed, by=acting(request), on=request.standing.on)
        messages.success(request, "1 line was placed" if number == 1 else f"{number} lines were placed")
        return redirect("casework:advice_lines" if len(waiting) > number else "casework:answer", ask_id=ask.pk)
    context = {"ask": ask, "child": ask.child, "forms": forms, "waiting": len(waiting), "left_out": len(written.of(KIND.LEFT_OUT))}
    return render(request, "casework/advice_lines.html", context)


# --- Sending


@require_http_methods(["GET", "HEAD", "POST"])
@needs("ask", "view")
def send(request: Any, ask_id: UUID) -> HttpResponse:
    """Everything once more, what is weak, and the sending."""
    ask = _writing(request, ask_id)
    if isinstance(ask, HttpResponse):
        return redirect("casework:advice_sent", ask_id=ask_id)
    readings.read(request, page="casework.advice_send", children=[ask.child])
    behalf = _behalf(request, ask)
    form = SendForm(posted(request), behalf=behalf, version=ask.advice.version if ask.advice else 1)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_advice(
                ask=ask, received_on=form.cleaned_data.get("received_on"), version=form.cleaned_data["version"] if ask.advice_id else None,
                by=acting(request), on=request.standing.on,
            )  # fmt: skip
        except actions.NotComplete as stopped:
            form.add_error(None, stopped.sentence)
        except Changed as changed:
            say(form, changed)
        except Refused as refused:
            say(form, refused)
        else:
            return redirect("casework:advice_sent", ask_id=ask.pk)
    context = {"ask": ask, "child": ask.child, "written": Written(ask), "form": form, "behalf": behalf, "today": request.standing.on}
    return render(request, "casework/advice_send.html", context)


@require_safe
@needs("ask", "view")
def sent(request: Any, ask_id: UUID) -> HttpResponse:
    """The receipt."""
    ask = find_ask(request, ask_id)
    readings.read(request, page="casework.advice_sent", children=[ask.child])
    if ask.received_on is None:
        return redirect(_href(ask))
    return render(request, "casework/advice_sent.html", {"ask": ask, "child": ask.child, "written": Written(ask)})
