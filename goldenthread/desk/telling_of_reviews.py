"""What happened in a review of a plan, in sentences (see `telling`)."""

from collections.abc import Callable
from typing import Any

from goldenthread.reviews.models import Invitee, Report, Review

KINDS = {key: words[0].lower() + words[1:] for key, words in Review.Kind.choices}
OUTCOMES = {"M": "keep the plan as it is", "A": "amend the plan", "C": "end the plan"}
ROLES = {key: words.lower() for key, words in Invitee.Role.choices}
RECOMMENDS = {key: words[0].lower() + words[1:] for key, words in Report.Recommends.choices}


def _decided(f: Any) -> str:
    changes = ", and the proposed changes were sent" if f.get("changes") else ""
    again = ". The needs are to be assessed again" if f.get("reassess") else ""
    return f"Review decided: {f.of('outcome', OUTCOMES, 'not known')}{changes}. The family was told on {f.day('notified_on')}{again}"


TOLD: dict[str, Callable[[Any], str]] = {
    "reviews.add_invitee": lambda f: f"Added to those to invite to the review: {f.name('organisation', f.of('role', ROLES, 'somebody'))}",
    "reviews.add_outcome": lambda f: "An outcome of the plan was added to the review",
    "reviews.arrange_review": lambda f: f"Review meeting arranged for {f.day('planned_on')}: {f.of('kind', KINDS, 'review')}",
    "reviews.begin_catch_up": lambda f: f"A plan to clear {f.get('overdue') or 0} overdue reviews was made",
    "reviews.call_off": lambda f: f"Review meeting of {f.day('planned_on')} called off",
    "reviews.consider_early": lambda f: f"It was considered whether to review the plan of a child under five: {'a review is held' if f.get('holds') else 'not now'}",
    "reviews.change_meeting": lambda f: f"Review meeting changed: it is on {f.day('planned_on')}",
    "reviews.contribute": lambda f: f"Said before the review by: {f.of('role', ROLES, 'somebody')}",
    "reviews.decide_review": _decided,
    "reviews.drop_changes": lambda f: f"The family was told on {f.day('no_amendment_on')} that the plan will not change after all",
    "reviews.hold_meeting": lambda f: f"Review meeting held on {f.day('met_on')}. Came: {f.get('came') or 0} of {f.get('people') or 0}",
    "reviews.invite": lambda f: f"Invitations to the review meeting of {f.day('planned_on')} sent on {f.day('invited_on')}: {f.get('people') or 0}",
    "reviews.issue_amended": lambda f: f"Amended plan sent on {f.day('amended_final_on')}",
    "reviews.note_ceasing": lambda f: f"The review ended in a letter that the plan will end, of {f.day('notified_on')}",
    "reviews.note_progress": lambda f: f"Progress noted on {f.get('scaled') or 0} of {f.get('outcomes') or 0} outcomes",
    "reviews.propose_amended": lambda f: "The amended plan was put forward for issue",
    "reviews.remove_invitee": lambda f: f"Taken off the list of those to invite to the review: {f.of('role', ROLES, 'somebody')}",
    "reviews.send_papers": lambda f: f"Papers for the review sent round on {f.day('papers_on')}",
    "reviews.send_report": lambda f: f"Report of the review sent on {f.day('report_on')}. It recommends to {f.of('recommends', RECOMMENDS, 'decide')}",
    "reviews.write_report": lambda f: "The report of the review was written on",
}

#: Pages of the log of readings, by their name.
PAGES: dict[str, str] = {
    "reviews.due": "Reviews due",
    "reviews.quality": "How well reviews are held, setting by setting",
    "reviews.of_child": "Reviews of the plan",
    "reviews.arrange": "Arrange a review",
    "reviews.review": "A review of the plan",
    "reviews.change": "A review, as it was changed",
    "reviews.invited": "A review to which they were invited",
    "reviews.form": "The form of a review",
    "reviews.decide": "The decision after a review",
    "reviews.amend": "The changes after a review",
    "reviews.backlog": "Overdue reviews",
    "reviews.own": "The family’s page of a review",
}
