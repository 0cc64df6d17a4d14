"""Themes on aspiration, welfare and experience go to those who lead, and their answer comes back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.core.versions import CHANGED
from goldenthread.people.models import Area
from goldenthread.people.policies import check_may_in_area, standing_of

from ..models import Theme
from ..themes import areas_brought, leaders_of

#: Leaders answer within six weeks (a local promise).
ANSWER_WITHIN = timedelta(weeks=6)


@action
def bring_theme(*, area: Area, about: str, title: str, words: str, shown_by: str, by: Any, on: date) -> Theme:
    """Something that came up again and again goes to those who lead in the area. It names nobody."""
    standing = standing_of(by)
    if standing is not None and area.pk not in areas_brought(standing):
        raise NotAllowed("Your role does not bring themes to those who lead.")
    if not (title.strip() and words.strip() and shown_by.strip()):
        raise Refused("Say what came up, in a few words and in full, and what shows it.")
    if Theme.objects.filter(area=area, title__iexact=title.strip(), answered_on__isnull=True).exists():
        raise Refused("A theme of this name waits for an answer already.")
    made = Theme.objects.create(
        area=area, about=about, title=title.strip(), words=words.strip(), shown_by=shown_by.strip(), sent_on=on, sent_by_id=getattr(by, "pk", None), answer_by=on + ANSWER_WITHIN
    )
    for user in leaders_of(area, on):
        outbox.tell(
            key=f"theme.{made.pk}.{user}", channel="email", to_user=user, subject="A theme for those who lead",
            body="Something that came up again and again was brought to those who lead. Sign in to read it and to answer: /themes",
        )  # fmt: skip
    record("provision.bring_theme", subject=made, fact={"about": about, "answer_by": made.answer_by})
    return made


@action
def answer_theme(*, theme: Theme, answer: str, by: Any, on: date) -> Theme:
    """Those who lead say what will be done, or why nothing is. Whoever brought it is told that there is an answer."""
    check_may_in_area(standing_of(by), theme.area, "improve", "decide")
    if not answer.strip():
        raise Refused("Enter what will be done, or why nothing is.")
    taken = Theme.objects.filter(pk=theme.pk, answered_on__isnull=True).update(answer=answer.strip(), answered_on=on, answered_by=getattr(by, "pk", None))
    if not taken:
        raise Refused(CHANGED)
    theme.refresh_from_db()
    if theme.sent_by_id:
        outbox.tell(
            key=f"theme.answer.{theme.pk}", channel="email", to_user=theme.sent_by_id, subject="There is an answer to your theme",
            body="Those who lead have answered what you brought to them. Sign in to read it: /themes",
        )  # fmt: skip
    record("provision.answer_theme", subject=theme, fact={"about": theme.about, "in_time": on <= theme.answer_by})
    return theme
