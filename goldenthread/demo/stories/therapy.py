"""Children whom a service or a school knows: a therapist is asked again, a school has not asked yet."""

from __future__ import annotations

from datetime import date

from goldenthread.casework.actions import advising
from goldenthread.casework.advice.words import WHAT
from goldenthread.core import clock

from . import doing
from .advice import TERM, Piece, Says
from .teller import Parent, Person, Teller, story

LAST_YEAR = Piece("medical", "Grace Otieno", "Speech and language therapist", (
    Says("strength", "Leo copies a sound that he hears, and laughs when it is right."),
    Says("need", "Leo says thirty words that strangers understand.", "communication", "words"),
), TERM)  # fmt: skip


@story("Leo Hargreaves", shows="A therapist begins with what she wrote last year, and changes what is no longer so.")
def asked_again(t: Teller):
    """Six. Grace saw him a year ago; the assessment asks her again, and she has three weeks left."""
    father = Parent("Dan Hargreaves", "father", "dan@home.example")
    leo = Person("Leo", "Hargreaves", date(t.today.year - 6, 4, 8), "Beacon Primary Academy", "M", ("SLCN",), (father,))
    child = t.child(leo, since=t.ago(weeks=60))
    doing.give_advice(
        child=child, piece=LAST_YEAR, ids=[t.new_id() for _ in range(len(LAST_YEAR.says) + 1)], body=t.place(TERM), by=t.user("grace"), on=t.ago(weeks=50)
    )
    request = t.ask(child, t.ago(weeks=8), about="Leo’s words are lost on everybody but his family.")
    on = t.ago(weeks=3)
    t.assess(request, on)
    with clock.standing_on(on):
        advising.seek_advice(
            request=request, asks=[advising.NewAsk(kind="medical", body=t.place(TERM), what=WHAT["medical"])], by=t.user("ellis"), on=on
        )
    return request


@story("Elsie Bramall", shows="A pupil at SEN Support for whom nobody has asked: her school can, and types none of what is known.")
def not_asked(t: Teller):
    """Eight. Her school has helped her for a year and wonders whether that is enough."""
    mother = Parent("Ruth Bramall", email="ruth.bramall@home.example")
    elsie = Person("Elsie", "Bramall", date(t.today.year - 8, 9, 14), "Cinder Hill Primary School", "F", ("SPLD",), (mother,))
    return t.child(elsie, since=t.ago(weeks=52)).relationships.get()
