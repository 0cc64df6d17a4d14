"""Where the review of a plan is, in the family's words: what was done, what comes next, by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.law import review as law
from goldenthread.law.days import in_words

from .models import Review
from .of_review import decide_by, reviews_of, year_of
from .review_letters import when_and_where


@dataclass(frozen=True)
class ReviewStory:
    """The review that is under way, or the last; what to say of it; the steps with whether each is done."""

    review: Review | None
    now: str
    steps: tuple[tuple[str, str, str], ...] = ()


def under_way(child: Any) -> Review | None:
    """The review that is not finished; without one, the newest."""
    found = [one for one in reviews_of(child) if not one.called_off_on]
    open_now = [one for one in found if not one.is_complete and (one.first_return is None or one.planned_on)]
    return open_now[-1] if open_now else found[0] if found else None


def of(child: Any, on: date) -> ReviewStory:
    """The story of a child's review as it stands on a day."""
    one = under_way(child)
    due = year_of(child)
    following = f"The next review must be decided, and you must be told, by {in_words(due.due_on)}." if due else ""
    if due and due.due_on < on:
        following = f"The review should have been decided by {in_words(due.due_on)}. It is late. You can ask the SEND team when the meeting is, or complain."
    if one is None:
        return ReviewStory(None, following or "No review is due yet.")
    steps = _steps(one)
    if one.is_planned and one.planned_on:
        by = law.around_meeting(one.planned_on).papers_by
        say = f" Tell us before {in_words(by)} what is going well and what should change." if on <= by else " You can still tell us what you think."
        return ReviewStory(one, f"The meeting is on {when_and_where(one)}.{say}", steps)
    if one.is_amending:
        last = law.window_closes(one.notice_sent_on) if one.notice_sent_on else None
        final = law.amended_final_by(one.notice_sent_on, one.met_on) if one.notice_sent_on or one.met_on else None
        comment = f" Tell us what you think of them by {in_words(last)}." if last and on <= last else ""
        return ReviewStory(one, f"The council proposes changes to the plan.{comment} The amended plan, or a letter that nothing will change, must be with you by {in_words(final)}." if final else "The plan is being changed.", steps)
    if one.met_on and one.notified_on is None:
        by = decide_by(one) or on
        late = " It is late." if by < on else ""
        return ReviewStory(one, f"The meeting was on {in_words(one.met_on)}. The council must tell you its decision by {in_words(by)}.{late}", steps)
    told = f"You were told on {in_words(one.notified_on)}: {one.get_outcome_display().lower()}. " if one.notified_on and one.outcome else ""
    return ReviewStory(one, f"{told}{following}".strip(), steps)


def _steps(one: Review) -> tuple[tuple[str, str, str], ...]:
    """Name, state (done, now, later) and words of each step."""
    amends = one.outcome == Review.Outcome.AMEND
    days = [
        ("Invitations", one.invited_on), ("Papers", one.papers_on), ("Meeting", one.met_on), ("Report", one.report_on), ("Decision", one.notified_on),
        *([("Amended plan", one.amended_final_on or one.no_amendment_on)] if amends else []),
    ]  # fmt: skip
    found, first = [], True
    for name, day in days:
        state = "done" if day else "now" if first else "later"
        first = first and bool(day)
        found.append((name, state, in_words(day) if day else ""))
    return tuple(found)
