"""Asking a school about the needs it finds, its answer, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings

from goldenthread.core import outbox
from goldenthread.core.actions import action, record
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Area, Organisation
from goldenthread.people.policies import check_may_in_area, standing_of

from .finder import Deviation
from .models import SchoolQuery
from .policies import schools_spoken_for, staff_of


@action
def ask_school(*, area: Area, deviation: Deviation, question: str, by: Any, on: date) -> SchoolQuery:
    """Put the question, with the figures as they stand, and tell the school's staff that there is something to read."""
    check_may_in_area(standing_of(by, on), area, "agg", "view")
    school = Organisation.objects.get(pk=deviation.school.pk)
    if SchoolQuery.objects.filter(school=school, need=deviation.need, closed_on=None).exists():
        raise Refused("This school has been asked about this need already. Read its answer, or close that question first.")
    if not question.strip():
        raise Refused("Say what you would like to know.")
    asked = SchoolQuery.objects.create(
        area=area, school=school, need=deviation.need, found=deviation.found, base=deviation.base, of_pupils=deviation.of_pupils,
        low=deviation.low, high=deviation.high, question=question.strip(), asked_on=on, asked_by=by,
    )  # fmt: skip
    _tell(asked, staff_of(school, on), "asked", "A question about figures of your school", "The council’s SEND team has asked your school a question. Sign in to read and answer it.")
    record("insight.ask_school", subject=asked, fact={"need": deviation.need, "asked_on": on.isoformat()})
    return asked


@action
def answer_school_query(*, query: SchoolQuery, answer: str, by: Any, on: date) -> SchoolQuery:
    """The school's answer. It may be put in other words until an officer closes the question."""
    if query.school_id not in schools_spoken_for(standing_of(by, on)):
        raise NotAllowed("Only staff of the school that was asked can answer.")
    if query.closed_on:
        raise Refused("This question is closed, so it can be answered no more. Write to the SEND team instead.")
    if not answer.strip():
        raise Refused("Write your answer before you send it.")
    query.answer, query.answered_on, query.answered_by = answer.strip(), on, by
    query.save(update_fields=["answer", "answered_on", "answered_by"])
    _tell(query, [query.asked_by_id], f"answered.{on}", "A school has answered", "A school has answered a question that you asked. Sign in to read it.")
    record("insight.answer_school_query", subject=query, fact={"answered_on": on.isoformat()})
    return query


@action
def close_school_query(*, query: SchoolQuery, outcome: str, by: Any, on: date) -> SchoolQuery:
    """An officer says what came of it."""
    check_may_in_area(standing_of(by, on), query.area, "agg", "view")
    if query.closed_on:
        raise Refused("This question is closed already.")
    if outcome not in SchoolQuery.Outcome.values:
        raise Refused("Say what came of it.")
    query.outcome, query.closed_on, query.closed_by = outcome, on, by
    query.save(update_fields=["outcome", "closed_on", "closed_by"])
    record("insight.close_school_query", subject=query, fact={"outcome": outcome, "closed_on": on.isoformat()})
    return query


def _tell(query: SchoolQuery, users: list[int], what: str, subject: str, body: str) -> None:
    outbox.tell_all(
        [
            outbox.Notice(key=f"school-query.{query.pk}.{what}.{user}", channel="email", to_user=user, subject=subject, body=f"{body}\n\n{settings.BASE_URL}/")
            for user in users
        ]
    )
