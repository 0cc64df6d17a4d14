"""Who was asked and what they said; questions from the public, until each is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Max

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused
from goldenthread.core.versions import hold, next_version
from goldenthread.law.days import in_words, working_days_after
from goldenthread.people.models import Area
from goldenthread.people.policies import standing_of

from .. import policies
from ..models import Board, Engagement, PublicQuestion, TookPart

#: Working days in which a question is answered. A local promise.
ANSWER_IN_WORKING_DAYS = 10


def _check_add(standing: Any, area_id: int, doing: str) -> None:
    if standing is not None and not policies.reach(standing, area_id, doing):
        policies.check_run(standing, Area.objects.get(pk=area_id))


@action
def log_engagement(
    *, area: Area, kind: str, title: str, about: str, from_on: date, until_on: date, people: Mapping[str, int], said: str = "", by: Any, on: date
) -> Engagement:
    """People were asked: what about, when, and how many of each sector took part."""
    _check_add(standing_of(by), area.pk, "create")
    if until_on < from_on:
        raise Refused("The last day must be the same as or after the first day.")
    made = Engagement.objects.create(area=area, kind=kind, title=title.strip(), about=about, from_on=from_on, until_on=until_on, said=said)
    _took_part(made, people)
    record("improvement.log_engagement", subject=made, fact={"kind": kind, "from_on": from_on, "people": sum(people.values())})
    return made


@action
def tell_of_engagement(
    *, engagement: Engagement, people: Mapping[str, int], rated_by: int | None, rating_tenths: int | None, said: str, changed: str, answered_on: date | None,
    version: int | None, by: Any, on: date,
) -> None:  # fmt: skip
    """What they said, how they rated it, what changed, and when they were told."""
    _check_add(standing_of(by), engagement.area_id, "update")
    if (rated_by is None) != (rating_tenths is None):
        raise Refused("Enter both the rating and how many people gave one, or neither.")
    if answered_on and not changed.strip():
        raise Refused("Say what changed, or why nothing did, before you say when they were told.")
    if answered_on and answered_on < engagement.from_on:
        raise Refused(f"They were asked from {in_words(engagement.from_on)}. The day they were told must be later.")
    next_version(engagement, version)
    engagement.rated_by, engagement.rating_tenths = rated_by, rating_tenths
    engagement.said, engagement.changed, engagement.answered_on = said, changed, answered_on
    engagement.save(update_fields=["rated_by", "rating_tenths", "said", "changed", "answered_on"])
    TookPart.objects.filter(engagement=engagement).delete()
    _took_part(engagement, people)
    record("improvement.tell_of_engagement", subject=engagement, fact={"answered_on": answered_on, "people": sum(people.values())})


def _took_part(engagement: Engagement, people: Mapping[str, int]) -> None:
    TookPart.objects.bulk_create(TookPart(engagement=engagement, sector=sector, people=number) for sector, number in people.items() if number)


@action
def receive_question(
    *, area: Area, kind: str, asked_on: date, asked_by: str, asked_at: str, board: Board | None, words: str, by: Any, on: date
) -> PublicQuestion:
    """A question was put in public. It is answered within ten working days of being asked."""
    _check_add(standing_of(by), area.pk, "create")
    if asked_on > on:
        raise Refused("The day it was asked must be today or in the past.")
    if board is not None and board.area_id != area.pk:
        raise Refused("Choose a group of this area.")
    hold(area)
    number = (PublicQuestion.objects.filter(area=area).aggregate(most=Max("number"))["most"] or 0) + 1
    made = PublicQuestion.objects.create(
        area=area, number=number, kind=kind, asked_on=asked_on, asked_by=asked_by.strip(), asked_at=asked_at.strip(), board=board, words=words,
        answer_by=working_days_after(asked_on, ANSWER_IN_WORKING_DAYS),
    )  # fmt: skip
    record("improvement.receive_question", subject=made, fact={"number": number, "kind": kind, "asked_on": asked_on})
    return made


@action
def answer_question(*, question: PublicQuestion, answer: str, answered_on: date, version: int | None, by: Any, on: date) -> None:
    """What was answered, and when."""
    policies.check_run(standing_of(by), question.area)
    if question.closed_on:
        raise Refused(f"This question was closed on {in_words(question.closed_on)}.")
    if not question.asked_on <= answered_on <= on:
        raise Refused(f"The day of the answer must be from {in_words(question.asked_on)} to today.")
    next_version(question, version)
    question.answer, question.answered_on = answer, answered_on
    question.save(update_fields=["answer", "answered_on"])
    record("improvement.answer_question", subject=question, fact={"answered_on": answered_on})


@action
def close_question(*, question: PublicQuestion, changed: str, version: int | None, by: Any, on: date) -> None:
    """Nothing is left to do about it; and what changed because it was asked."""
    policies.check_run(standing_of(by), question.area)
    if not question.answered_on:
        raise Refused("Answer it first.")
    if question.closed_on:
        raise Refused(f"This question was closed on {in_words(question.closed_on)}.")
    next_version(question, version)
    question.changed, question.closed_on = changed, on
    question.save(update_fields=["changed", "closed_on"])
    record("improvement.close_question", subject=question, fact={"closed_on": on})
