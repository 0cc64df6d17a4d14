"""The family reads a draft line by line, says what it thinks of each, and sees how each thing said has ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from goldenthread.access.doors import needs
from goldenthread.casework import actions as casework
from goldenthread.casework.agreement import comment_by
from goldenthread.casework.forms.asking import SettingForm
from goldenthread.core import files, form_keys, readings, sounds
from goldenthread.core.form_fields import ChoiceField, FileField, Form, TextareaField, TextField
from goldenthread.core.languages import gettext, translated
from goldenthread.core.languages import gettext_lazy as _
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import KINDS, MOST_BYTES, check_upload
from goldenthread.people.actions import add_document
from goldenthread.people.models import Adult, Child
from goldenthread.plans import compare, snapshot
from goldenthread.plans.models import Comment, Line, Served, Version

from .family import _acting, _adult, _child

#: What can be said of one line, and of the draft as a whole.
OF_A_LINE = ("change", "question", "agrees")
OF_ALL = ("meeting", "question", "agrees")


class SayForm(Form):
    """What somebody thinks of a line, or of the whole draft."""

    one_time = True

    def __init__(self, *args: Any, choices: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = dict(Comment.Asks.choices)
        own = {"change": gettext("I want it changed"), "question": gettext("I have a question"), "agrees": gettext("I agree with it"), "meeting": gettext("I want a meeting")}
        self.fields["asks"] = ChoiceField(label=_("What do you want to say?"), choices=[(key, own.get(key, words[key])) for key in choices], missing=_("Select what you want to say"))
        self.fields["text"] = TextareaField(label=_("In your own words"), required=False, max_length=10_000, rows=5)
        self.fields["media"] = FileField(
            label=_("Or a picture or a recording"), endings=tuple(KINDS | sounds.KINDS), most=MOST_BYTES, required=False, help_text=_("A photograph, a drawing, something you said aloud")
        )


class WordsForm(Form):
    """The family's own words for section A."""

    one_time = True
    text = TextareaField(
        label=_("Your own words"), required=False, max_length=10_000, rows=6,
        help_text=_("They stand in the plan as you write them, with your name. Nobody changes them"),
    )  # fmt: skip
    media = FileField(label=_("Or a picture or a recording"), endings=tuple(KINDS | sounds.KINDS), most=MOST_BYTES, required=False)  # type: ignore[assignment]  # Django takes the fields off the class, so its own `media` stays


class SchoolForm(SettingForm):
    """The school or college that the family asks for."""

    one_time = True
    setting = TextField(label=_("Which school, college or other setting do you ask for?"), missing=_("Enter its name"), max_length=200)
    text = TextareaField(label=_("Why this one? (optional)"), required=False, max_length=10_000, rows=4)
    field_order = ["setting", "setting_choice", "text"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["setting_found"] = None
        if cleaned.get("setting"):
            cleaned["setting_found"] = self.find_setting()
        return cleaned


class BudgetForm(Form):
    """What a personal budget would be for."""

    one_time = True
    what_for = TextareaField(label=_("What would you like it for?"), missing=_("Enter what you would like it for"), max_length=5000, rows=5)


def _served(request: Any, child_id: UUID, version_id: UUID) -> tuple[Child, str, Adult | None, Version]:
    """A version that was served to this person of the family. Nobody else finds it here."""
    found, role = _child(request, child_id)
    adult = _adult(request, role)
    version = Version.objects.filter(child=found, pk=version_id).first()
    if version is None or (adult is None and role != "young_person"):
        raise Http404
    to = {"to_child": True} if adult is None else {"adult": adult}
    if not Served.objects.filter(version=version, **to).exists():
        raise Http404
    version.child = found
    return found, role, adult, version


def own(version: Version, adult: Adult | None) -> Any:
    """What this person has said of a version. Another's thread is never among it."""
    mine = {"by_child": True} if adult is None else {"adult": adult}
    return version.comments.filter(**mine)


@translated
@require_safe
@needs("draft", "view")
def draft(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """The draft by line, with what this person said of each and what became of it."""
    found, role, adult, version = _served(request, child_id, version_id)
    readings.read(request, page="portal.draft", children=[found], scope="own")
    if Served.objects.filter(version=version, opened_at__isnull=True, **({"to_child": True} if adult is None else {"adult": adult})).exists():
        casework.note_opened(version=version, adult=adult, by=_acting(request), on=request.standing.on)
    said: dict[Any, list[Comment]] = {}
    for one in own(version, adult).select_related("answered_by", "setting", "line").order_by("said_at"):
        said.setdefault(one.line_id, []).append(one)
    last = comment_by(version.first_served_on) if version.first_served_on else None
    return render(
        request, "portal/draft.html",
        {
            "child": found, "version": version, "told": snapshot.of(version), "said": said, "last": last, "role": role,
            "open": not version.issued_on and not version.given_up_on, "compared": compare.words, "today": request.standing.on,
            "budgets": list(version.budgets.all()),
        },
    )  # fmt: skip


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def say(request: Any, child_id: UUID, version_id: UUID, line_id: UUID | None = None) -> HttpResponse:
    """Say something of a line, or of the whole draft."""
    found, _role, adult, version = _served(request, child_id, version_id)
    line = version.lines.filter(pk=line_id).first() if line_id else None
    if line_id and line is None:
        raise Http404
    form = SayForm(*_posted(request), choices=OF_A_LINE if line else OF_ALL)

    def act(media: Any) -> None:
        said = form.cleaned_data
        casework.comment_on_draft(
            version=version, line=line, adult=adult, asks=said["asks"], text=said["text"], media=media, by=_acting(request), on=request.standing.on
        )

    heading = gettext("What do you think of this line?") if line else gettext("What do you think of the draft?")
    return _form(request, found, version, form, adult, act, heading=heading, line=line, done=gettext("It was sent. You see here what becomes of it"))


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def words(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Add one's own words or picture to section A."""
    found, _role, adult, version = _served(request, child_id, version_id)
    form = WordsForm(*_posted(request))

    def act(media: Any) -> None:
        casework.add_own_words(version=version, adult=adult, text=form.cleaned_data["text"], media=media, by=_acting(request), on=request.standing.on)

    return _form(request, found, version, form, adult, act, heading=gettext("Your own words in the plan"), done=gettext("Your words stand in section A, marked as yours"))


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def school(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask for a school or college."""
    found, _role, adult, version = _served(request, child_id, version_id)
    form = SchoolForm(request.POST if request.method == "POST" else None, area=found.area)

    def act(media: Any) -> None:
        said = form.cleaned_data
        casework.comment_on_draft(
            version=version, adult=adult, asks=Comment.Asks.SCHOOL, text=said["text"], setting=said["setting_found"], by=_acting(request), on=request.standing.on
        )

    return _form(request, found, version, form, adult, act, heading=gettext("Ask for a school or college"), done=gettext("Your request was sent. The council must consult it"))


@translated
@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def budget(request: Any, child_id: UUID, version_id: UUID) -> HttpResponse:
    """Ask for a personal budget."""
    found, _role, adult, version = _served(request, child_id, version_id)
    form = BudgetForm(request.POST if request.method == "POST" else None)

    def act(media: Any) -> None:
        casework.ask_budget(version=version, adult=adult, what_for=form.cleaned_data["what_for"], by=_acting(request), on=request.standing.on)

    return _form(request, found, version, form, adult, act, heading=gettext("Ask for a personal budget"), done=gettext("Your request was sent. The council must prepare one, or say why not"))


def _posted(request: Any) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _form(request: Any, found: Child, version: Version, form: Form, adult: Adult | None, act: Any, *, heading: str, done: str, line: Line | None = None) -> HttpResponse:
    readings.read(request, page="portal.say", children=[found], scope="own")
    if request.method == "POST" and form.is_valid():
        at = reverse("portal:draft", args=[found.pk, version.pk])
        try:
            with form_keys.once(form, user_id=request.user.pk, result_url=at):
                act(_media(request, form, found, adult))
        except form_keys.AlreadySent as sent:
            return redirect(sent.url)
        except Refused as refused:
            form.add_error(None, refused.sentence)
        else:
            messages.success(request, done)
            return redirect(at)
    filled = {"child": found, "version": version, "form": form, "heading": heading, "line": line}
    return render(request, "portal/say.html", filled)


def _media(request: Any, form: Form, found: Child, adult: Adult | None) -> Any:
    """The picture or recording that came with it, kept as a paper of the record; None where there is none."""
    sent = form.cleaned_data.get("media")
    if not sent:
        return None
    upload = check_upload(sent, recordings=True)
    stored = files.store(upload.content, content_type=upload.content_type, scan=upload.scan)
    return add_document(child=found, file=stored, kind="own-words", title="Own words", by=_acting(request), on=request.standing.on)
