"""How a request becomes a plan and what comes after it, with the dates that the law's own rules give for a day.

Nothing of a child is read: whoever asks names what happened and the day of it, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from goldenthread.law.timetable import (
    CLOCKS,
    AppealFacts,
    Clock,
    Duty,
    MediationFacts,
    PlanFacts,
    ReassessmentFacts,
    RequestFacts,
    duties,
)

#: What a family can say has happened, with the duties that follow from the day of it.
HAPPENED: dict[str, tuple[str, Callable[[date], Iterable[Duty]]]] = {
    "asked": ("Somebody asked the council for an assessment", lambda on: duties(RequestFacts(received_on=on))),
    "draft": ("The council sent the draft plan", lambda on: _to_answer(on)),
    "decision": ("The council sent a decision that we can appeal against", lambda on: _to_challenge(on)),
    "plan": ("The council sent the final plan", lambda on: (*duties(PlanFacts(made_on=on)), *_to_challenge(on))),
    "meeting": ("The annual review meeting was held", lambda on: duties(PlanFacts(made_on=None, review_meeting_on=on))),
    "notice": ("The council sent the changes that it proposes after a review", lambda on: duties(PlanFacts(made_on=None, amendment_notice_on=on))),
    "reassess": ("Somebody asked the council to assess again", lambda on: duties(ReassessmentFacts(requested_on=on))),
}


@dataclass(frozen=True)
class Stage:
    """One stage of the way: its name, what happens in it, and the clocks that bound it."""

    name: str
    words: str
    clocks: tuple[str, ...]

    @property
    def limits(self) -> tuple[Clock, ...]:
        """The law's rows for it."""
        return tuple(CLOCKS[key] for key in self.clocks)


#: The stages in their order. Each length is read from the law's table and written nowhere else.
STAGES = (
    Stage("You ask, or a school or somebody else does", "The council decides whether to assess, and tells you.", ("EHCNA-06",)),
    Stage("Advice", "The council asks you, the school, health, social care and an educational psychologist what the child needs.", ("ADV-06",)),
    Stage("No plan, or a draft plan", "If the council will not make a plan, it tells you why. If it will, it sends you a draft.", ("EHCNA-16",)),
    Stage("Your time to answer the draft", "You say what you think and which school or college you want. The council asks the school.", ("DRAFT-15", "CONSULT-15")),
    Stage("The final plan", "The help in it must be given from the day it is made.", ("EHCNA-20",)),
    Stage("The review, every year", "A meeting looks at what has changed. The council decides whether to keep, change or end the plan.", ("AR-FIRST12", "AR-PACK-DECISION", "AR-FINAL8")),
    Stage("The next school or college", "Before a move from one phase to the next the plan must name where the child goes.", ("PHASE-SCHOOL", "PHASE-POST16")),
    Stage("If you disagree", "You can speak to a mediation adviser, and appeal to the Tribunal.", ("MED-CONTACT-2M", "APPEAL")),
)  # fmt: skip


def _to_answer(on: date) -> tuple[Duty, ...]:
    # The time to answer hangs on the day of the draft alone; the request's own dates, which this day does not give, are left out.
    after = duties(RequestFacts(received_on=on, decided_to_assess=True, draft_served_on=on))
    return tuple(duty for duty in after if duty.clock == "DRAFT-15")


def _to_challenge(on: date) -> tuple[Duty, ...]:
    return (*duties(MediationFacts(notice_sent_on=on)), *duties(AppealFacts(notice_sent_on=on)))


def dates_after(what: str, on: date) -> list[Duty]:
    """What must happen after something that happened on a day, the earliest first. KeyError for what is not known here."""
    known = {duty.clock: duty for duty in HAPPENED[what][1](on) if duty.due_on is not None}
    return sorted(known.values(), key=lambda duty: duty.due_on or on)
