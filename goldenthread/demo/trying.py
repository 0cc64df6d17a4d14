"""What a visitor can try, in the order that shows most soonest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """One thing to try: as whom, and what they will see."""

    words: str
    persona: str = ""


THINGS: tuple[Thing, ...] = (
    Thing("Become Ellis, an EHC coordinator, and see what is due to him: what is late first, and why.", "ellis"),
    Thing(
        "Open a child there. Every date says which facts, which rule of law and which exception it comes from.", "ellis"
    ),
    Thing("Search the caseload for a name with a typing error in it, such as “Oliwia Wisnieska” or “Nguyn”.", "ellis"),
    Thing("Record a new request, and read the letter that leaves.", "ellis"),
    Thing(
        "Become Marek, a team manager: open a request, decide whether to assess, and read the letters before they leave.",
        "marek",
    ),
    Thing("Move the date a month forward below, and look at what has become late.", "ellis"),
    Thing(
        "Become Ruth, the head of SEND: see the 20-week rate with and without exceptions, and import a return.", "ruth"
    ),
    Thing("Become Priya, a SENCO: of all these children only her own school’s can be found.", "priya"),
    Thing("Become Halima, who works in the next area: nobody from here can be found.", "halima"),
)
