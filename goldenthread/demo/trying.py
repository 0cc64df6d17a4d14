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
    Thing("Sign out, and ask for an assessment at /ask without an account. Stop half way, and come back with the code.", ""),
    Thing(
        "Become Marek, a team manager: under Panels, open the panel that meets today, note who is there, and record what it decides about Idris.",
        "marek",
    ),
    Thing("Become Amina, his mother: see what was decided and why. Then read Hodan’s draft plan, and say what you think of a line.", "amina"),
    Thing("Become Ellis again: change that line, and answer her. She sees the old words beside the new.", "ellis"),
    Thing("Become Kai, who holds his own rights: add a picture to his draft, and end what his helper may see.", "kai"),
    Thing("Become Grace, a therapist: write advice about Leo, beginning with last year’s. Try to send it without an outcome.", "grace"),
    Thing("Open Nia’s draft as Ellis: every sentence says where it came from, and the one that does not stops it.", "ellis"),
    Thing("Move the date forward below, a week at a time, and see on the advice board who is reminded and who is told next.", "ruth"),
    Thing("Search the caseload for a name with a typing error in it, such as “Oliwia Wisnieska” or “Nguyn”.", "ellis"),
    Thing(
        "Become Ruth, the head of SEND: see the 20-week rate with and without exceptions, and import a return.", "ruth"
    ),
    Thing("Become Priya, a SENCO: of all these children only her own school’s can be found. Ask for an assessment of one.", "priya"),
    Thing("Become Halima, who works in the next area: nobody from here can be found.", "halima"),
)
