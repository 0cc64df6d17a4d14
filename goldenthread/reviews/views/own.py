"""The family's pages of a review: where it is, what each says before the meeting in their own thread, and what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from goldenthread.access.doors import needs
from goldenthread.core import form_keys, sounds
from goldenthread.core.form_fields import ChoiceField, FileField, Form, TextareaField
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import KINDS, MOST_BYTES
from goldenthread.people.models import Adult, Child

from .. import family_story
from ..actions import meeting
from ..amendments import changes_of, version_of
from ..models import Invitee, Review
from ..of_review import invitees_of, report_of
from .arranging import media_of
from .finding import acting, say
from .of_child import find_own

QUESTIONS = (("well", "What is going well?"), ("not_well", "What is not going well?"), ("change", "What should change?"), ("hope", "What do you hope for?"), ("other", "Something else"))


class WordsForm(Form):
    """What somebody of the family says before the meeting, in words, a picture or a recording."""

    one_time = True
    about = ChoiceField(label="What do you want to tell us about?", choices=QUESTIONS, missing="Select what you want to tell us about")
    text = TextareaField(label="In your own words", required=False, max_length=10_000, rows=6)
    media = FileField(  # type: ignore[assignment]  # Django takes the fields off the class, so its own `media` stays
        label="Or a picture or a recording", endings=tuple(KINDS | sounds.KINDS), most=MOST_BYTES, required=False, help_text="A photograph, a drawing, something you said aloud"
    )


def _own(review: Review, adult: Adult | None) -> Invitee | None:
    """The place of this person on the list of those invited."""
    return next((one for one in invitees_of(review) if (one.adult_id == adult.pk if adult else one.role == "child")), None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs("views", "create", reads=True)
def own(request: Any, child_id: UUID) -> HttpResponse:
    """The review of one's child's plan, or of one's own."""
    found, adult = find_own(request, child_id, "reviews.own")
    story = family_story.of(found, request.standing.on)
    review = story.review
    mine = _own(review, adult) if review else None
    open_ = bool(review and mine and review.invited_on and not review.report_on and not review.called_off_on)
    form = WordsForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST":
        if review is None or mine is None or not open_:
            raise Http404
        if form.is_valid() and _said(request, form, review, mine):
            messages.success(request, "It was sent. It goes round with the papers before the meeting")
            return redirect("reviews:own", child_id=found.pk)
    return _show(request, found, adult, story, mine, form if open_ else None)


def _said(request: Any, form: WordsForm, review: Review, mine: Invitee) -> bool:
    mine.review = review
    try:
        with form_keys.once(form, user_id=request.user.pk, result_url=reverse("reviews:own", args=[review.plan.child_id])):
            said = form.cleaned_data
            meeting.contribute(invitee=mine, about=said["about"], text=said["text"], media=media_of(request, form, review), by=acting(request), on=request.standing.on)
    except form_keys.AlreadySent:
        return True
    except Refused as refused:
        say(form, refused)
        return False
    return True


def _show(request: Any, found: Child, adult: Adult | None, story: Any, mine: Invitee | None, form: WordsForm | None) -> HttpResponse:
    review = story.review
    said = list(review.contributions.select_related("invitee")) if review else []
    version = version_of(review) if review and review.notice_sent_on else None
    return render(
        request, "reviews/own.html",
        {
            "child": found, "story": story, "review": review, "form": form, "you": adult is None, "today": request.standing.on,
            "worker": found.case.worker if hasattr(found, "case") else None, "invitees": invitees_of(review) if review and review.invited_on else [],
            "mine": [one for one in said if mine and one.invitee_id == mine.pk], "papers": [one for one in said if not mine or one.invitee_id != mine.pk] if review and review.papers_on else [],
            "report": report_of(review) if review and review.report_on else None, "progress": list(review.progress.all()) if review and review.report_on else [],
            "version": version, "changes": changes_of(version) if version else [], "questions": dict(QUESTIONS),
        },
    )  # fmt: skip
