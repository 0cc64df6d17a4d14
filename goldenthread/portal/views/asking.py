"""Asking for an assessment, with or without an account: a page at a time, saved, resumed by a code, checked and sent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from goldenthread.access.doors import needs, public
from goldenthread.core import clock, drafts, files, readings
from goldenthread.core.actors import job
from goldenthread.core.form_fields import Form
from goldenthread.core.languages import gettext, say, translated
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import check_upload
from goldenthread.law.timetable import RequestFacts, duties
from goldenthread.people.children import visible
from goldenthread.people.models import Area, Child, Organisation

from .. import actions, asking
from ..asking import HEADINGS, Writing, opened, told_to_sender, too_old, with_code
from ..forms import BY_CODE, BeginForm, CodeForm, ComeBackForm, PapersForm, SaveForm
from ..models import Ask

KEY = "ask"
#: How often one address may begin, come back and add files, so that nobody tries codes by the thousand.
RATES = {"begin": "20/h/ip", "come_back": "10/10m/ip", "paper": "60/h/ip", "agree": "10/h/ip"}


def _too_often(request: Any, what: str) -> bool:
    return ratelimit.consume(request, app="goldenthread.portal", action=f"ask_{what}", config={f"ask_{what}": RATES[what]}) is None


def _by(request: Any) -> Any:
    """Who acts: the account where there is one, otherwise the door itself."""
    if request.standing.signed_in:
        request.user.standing = request.standing
        return request.user
    return job("portal.ask")


def _writing(request: Any) -> Writing | None:
    """What this browser is writing, if it has not been sent and is not too old."""
    kept = request.session.get(KEY)
    ask = opened(UUID(kept)) if kept else None
    if ask is None or (not ask.sent_on and too_old(ask)) or (ask.by_id and ask.by_id != request.user.pk):
        return None
    return Writing(ask)


def _area() -> Area | None:
    return Area.objects.filter(code__gt="").order_by("pk").first()


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@public
def start(request: Any) -> HttpResponse:
    """What asking means, and who is asking."""
    form = BeginForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _too_often(request, "begin"):
            return render(request, "portal/too_often.html", status=429)
        area = _area()
        if area is None:
            raise Http404
        signed_in = request.user if request.standing.signed_in else None
        ask = actions.begin_ask(area=area, who=form.cleaned_data["who"], user=signed_in, by=_by(request), on=clock.today())
        request.session[KEY] = str(ask.pk)
        return redirect("portal:page", page=Writing(ask).pages[0])
    return render(request, "portal/start.html", {"form": form, "writing": _writing(request)})


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@public
def come_back(request: Any) -> HttpResponse:
    """Carry on with a code."""
    form = ComeBackForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if _too_often(request, "come_back"):
            return render(request, "portal/too_often.html", status=429)
        ask = with_code(form.cleaned_data["code"])
        if ask is None:
            form.add_error("code", gettext("We do not know this code. Check it, or begin again. A code works for 60 days after you last saved"))
        else:
            request.session.cycle_key()
            request.session[KEY] = str(ask.pk)
            writing = Writing(ask)
            return redirect(_href(writing.missing or "check"))
    return render(request, "portal/come_back.html", {"form": form})


def _href(page: str) -> str:
    return reverse("portal:check") if page == "check" else reverse("portal:page", args=[page])


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@public
def page(request: Any, page: str) -> HttpResponse:
    """One page of the ask."""
    writing = _writing(request)
    if writing is None:
        return redirect("portal:ask")
    if writing.ask.sent_on:
        return redirect("portal:sent")
    if page not in writing.pages:
        raise Http404
    if page == "papers":
        return _papers(request, writing)
    if request.method != "POST":
        return _show(request, writing, page, writing.quiet(page))
    actions.save_page(ask=writing.ask, page=page, typed=drafts.typed(request.POST), by=_by(request), on=clock.today())
    if "later" in request.POST:
        return redirect("portal:save")
    form = writing.form(page)
    if not form.is_valid():
        return _show(request, writing, page, form)
    if page == "agreement" and form.cleaned_data["how"] == BY_CODE and not writing.ask.agreed_at:
        if _too_often(request, "agree"):
            return render(request, "portal/too_often.html", status=429)
        actions.send_agreement_code(ask=writing.ask, to=form.cleaned_data["to"], by=_by(request), on=clock.today())
        return redirect("portal:agreed")
    return redirect(_href(writing.after(page)))


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "create", reads=False)
def agreed(request: Any) -> HttpResponse:
    """The school enters the code that the family tells it."""
    writing = _writing(request)
    if writing is None or writing.ask.sent_on or "agreement" not in writing.pages or not writing.ask.agree_until:
        return redirect("portal:ask")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        wrong = actions.enter_agreement_code(ask=writing.ask, code=form.cleaned_data["code"], by=_by(request), on=clock.today())
        if not wrong:
            messages.success(request, "Their agreement is recorded")
            return redirect(_href(writing.after("agreement")))
        form.add_error("code", wrong)
    to = (writing.ask.answers.get("agreement", {}).get("to") or [""])[0]
    return render(request, "portal/agreed.html", {"form": form, "to": to, "minutes": asking.AGREE_MINUTES, "back_to": _href("agreement")})


def _show(request: Any, writing: Writing, page: str, form: Form, **more: Any) -> HttpResponse:
    before = writing.before(page)
    filled = {
        "ask": writing.ask, "page": page, "form": form, "heading": HEADINGS[page], "number": writing.pages.index(page) + 1, "of": len(writing.pages),
        "back_to": _href(before) if before else reverse("portal:ask"), "area": writing.ask.area, "known": writing.known.get(page, {}), **more,
    }  # fmt: skip
    template = {"papers": "portal/papers.html", "sharing": "portal/sharing.html"}.get(page, "portal/page.html")
    return render(request, template, filled)


def _papers(request: Any, writing: Writing) -> HttpResponse:
    ask = writing.ask
    if request.method != "POST":
        return _show(request, writing, "papers", PapersForm(ask=ask))
    if "remove" in request.POST:
        rest = [each for each in ask.papers if each["sha256"] != request.POST["remove"]]
        actions.save_papers(ask=ask, papers=rest, by=_by(request), on=clock.today())
        return redirect(_href("papers"))
    form = PapersForm(request.POST, request.FILES, ask=ask)
    if request.FILES:
        if _too_often(request, "paper"):
            return render(request, "portal/too_often.html", status=429)
        if form.is_valid() and _store(request, form, ask) and "add" in request.POST:
            return redirect(_href("papers"))
        if form.errors:
            return _show(request, writing, "papers", form)
    elif "add" in request.POST:
        form.add_error("paper", gettext("Select a file to add"))
        return _show(request, writing, "papers", form)
    actions.save_page(ask=ask, page="papers", typed={"title": [""]}, by=_by(request), on=clock.today())
    return redirect("portal:save" if "later" in request.POST else _href(writing.after("papers")))


def _store(request: Any, form: PapersForm, ask: Ask) -> bool:
    try:
        upload = check_upload(form.cleaned_data["paper"])
        stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
        rest = [each for each in ask.papers if each["sha256"] != stored.pk]
        title = form.cleaned_data["title"] or f"File {len(rest) + 1} sent with the request"
        actions.save_papers(
            ask=ask, papers=[*rest, {"sha256": stored.pk, "title": title, "size": stored.size}], by=_by(request), on=clock.today()
        )
    except Refused as refused:
        form.add_error("paper", refused.sentence)
        return False
    return True


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@public
def save(request: Any) -> HttpResponse:
    """A code to come back with."""
    writing = _writing(request)
    if writing is None or writing.ask.sent_on:
        return redirect("portal:ask")
    form = SaveForm(request.POST if request.method == "POST" else None)
    code = ""
    if request.method == "POST" and form.is_valid():
        code = actions.give_code(ask=writing.ask, email=form.cleaned_data["email"] or "", by=_by(request), on=clock.today())
    back_to = _href(writing.missing or "check")
    return render(request, "portal/save.html", {"form": form, "code": code, "days": asking.KEPT_DAYS, "back_to": back_to})


@translated
@require_POST
@public
def forget(request: Any) -> HttpResponse:
    """Throw away what was not sent."""
    writing = _writing(request)
    if writing is not None and not writing.ask.sent_on:
        actions.forget_ask(ask=writing.ask, by=_by(request), on=clock.today())
        messages.success(request, gettext("What you wrote was deleted"))
    request.session.pop(KEY, None)
    return redirect("portal:ask")


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@public
def check(request: Any) -> HttpResponse:
    """Everything that was answered, to be read once more and sent."""
    writing = _writing(request)
    if writing is None:
        return redirect("portal:ask")
    if writing.ask.sent_on:
        return redirect("portal:sent")
    if writing.missing:
        return redirect(_href(writing.missing))
    form = Form(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        try:
            actions.send_ask(ask=writing.ask, by=_by(request), on=clock.today())
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            return redirect("portal:sent")
    return render(request, "portal/check.html", {"ask": writing.ask, "form": form, "sections": _sections(writing)})


def _sections(writing: Writing) -> list[dict[str, Any]]:
    """Each page with its questions and what was answered."""
    sections = []
    for page in writing.pages:
        form = writing.form(page)
        form.is_valid()
        answers = []
        for bound in form.shown():
            if page == "papers":
                continue
            value = form.cleaned_data.get(bound.name)
            if bound.name == "setting_choice" and not value:
                continue
            words = dict(getattr(bound.field, "choices", [])).get(str(value), value) if not isinstance(value, bool) else gettext("Yes")
            answers.append({"key": str(bound.label), "value": words})
            chosen = getattr(bound.field, "reveals", {}).get(str(value), [])
            answers += [_revealed(form, name) for name in chosen]
        if page == "papers":
            answers = [{"key": say("File %(number)s", number=n), "value": each["title"]} for n, each in enumerate(writing.ask.papers, start=1)]
        sections.append({"heading": HEADINGS[page], "href": _href(page), "answers": answers})
    return sections


def _revealed(form: Form, name: str) -> dict[str, Any]:
    value = form.cleaned_data.get(name)
    return {"key": str(form.fields[name].label), "value": dict(getattr(form.fields[name], "choices", [])).get(str(value), value)}


@translated
@require_safe
@public
def sent(request: Any) -> HttpResponse:
    """It is received: the date by which they hear, and who works on it. Shown to the browser that sent it."""
    writing = _writing(request)
    if writing is None or not writing.ask.sent_on:
        return redirect("portal:ask")
    ask = writing.ask
    facts = RequestFacts(received_on=ask.sent_on)
    decide = next(duty for duty in duties(facts) if duty.clock == "EHCNA-06")
    reference, worker = told_to_sender(ask)
    return render(request, "portal/sent.html", {"ask": ask, "area": ask.area, "decide": decide, "worker": worker, "reference": reference})


# --- A school from its own account


@require_http_methods(["GET", "HEAD", "POST"])
@needs("request", "create")
def pupil(request: Any, child_id: UUID) -> HttpResponse:
    """A school asks for one of its pupils: what is on record is filled in already."""
    standing = request.standing
    child = Child.objects.filter(visible(standing, standing.on), pk=child_id).select_related("area").first()
    school = _school(standing, child) if child is not None else None
    if child is None or school is None:
        raise Http404
    readings.read(request, page="portal.pupil", children=[child], scope="roll")
    if request.method == "POST":
        ask = actions.begin_ask(
            area=child.area, who=Ask.Who.SETTING, user=request.user, school=school, child=child, by=_by(request), on=standing.on
        )
        request.session[KEY] = str(ask.pk)
        return redirect(_href(Writing(ask).pages[0]))
    return render(request, "portal/pupil.html", {"child": child, "school": school})


def _school(standing: Any, child: Child) -> Organisation | None:
    """The school of this person's that has the child on roll."""
    seats = [seat.organisation_id for seat in standing.seats if seat.role == "setting_staff"]
    return Organisation.objects.filter(
        pk__in=seats, involvements__child=child, involvements__role="setting", involvements__until_on__isnull=True
    ).first()


