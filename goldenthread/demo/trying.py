"""What a visitor can try, in the order that shows most soonest."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Thing:
    """One thing to try: what there is to see, as whom (nobody: as a visitor), and where one is led by a click."""

    key: str
    words: str
    persona: str
    to: str = "/"


@dataclass(frozen=True)
class Chapter:
    """Things to try that belong together."""

    name: str
    things: tuple[Thing, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "From asking to a plan",
        (
            Thing("work", "An officer’s day: what is due to Ellis, what is late first, and why. Open a child: every date says which facts, which rule of law and which exception it comes from.", "ellis"),
            Thing("ask", "Ask for an assessment without an account. Stop half way, and come back with the code.", "", "/ask"),
            Thing("panel", "The panel that meets today: open it, note who is there, and record what it decides about Idris.", "marek", "/panels"),
            Thing("family", "Amina, the mother of Idris: see what was decided and why. Then read Hodan’s draft plan, and say what you think of a line. Become Ellis to change that line and answer her.", "amina", "/my"),
            Thing("young", "Kai, who holds his own rights: add a picture to his draft, and end what his helper may see.", "kai", "/my"),
            Thing("advice", "Grace, a therapist: write advice about Leo, beginning with last year’s. Try to send it without an outcome.", "grace", "/advice"),
            Thing("typing", "Search for a name with a typing error in it, such as “Oliwia Wisnieska” or “Nguyn”. Open Nia’s draft: every sentence says where it came from, and the one that does not stops it.", "ellis", "/caseload"),
            Thing("reminded", "Advice by service: who was reminded, and who is told next. Move the date forward below, a week at a time, and look again.", "ruth", "/advice/board"),
            Thing("dates", "What anybody can see: the steps from asking to a plan, and the dates that follow from a day which you name.", "", "/how-it-works"),
        ),
    ),
    Chapter(
        "After the plan",
        (
            Thing("arrived", "Carys, the mother of Efan: what his plan promises beside what arrived. Say with one tap whether his therapy was given.", "carys", "/my"),
            Thing("reviews", "A school’s reviews: hold one in a form that begins from the plan and the last review.", "priya", "/reviews"),
            Thing("backlog", "Reviews that are overdue, by risk with the reason, spread over people, with the day it will be cleared.", "marek", "/reviews/overdue"),
            Thing("transfers", "Who moves to the next school or college, and the day by which the plan must name it.", "ellis", "/transfers"),
            Thing("after16", "Where young people go after 16: who was asked about early, how colleges answered, and what those who left do now.", "marek", "/after-16"),
            Thing("disputes", "Mediation, appeals, orders and complaints, each with its own clock; a bundle of papers in one click.", "marek", "/disputes"),
        ),
    ),
    Chapter(
        "In figures",
        (
            Thing("area", "The whole area: what moved, what is late, what is likely to be late. Each tab shows it for another reader.", "ruth", "/area"),
            Thing("indicator", "One figure, explained: how it is counted, as at any day, by need, age and district, beside England and ten areas like it.", "dev", "/insight/EHC01"),
            Thing("equity", "For whom it works: each group’s rate with the range that chance alone would explain.", "ruth", "/area/equity"),
            Thing("opening", "The figures that a plan opens with: the return’s headlines on any day, with last year, the region and England beside.", "ruth", "/area/opening-figures"),
            Thing("map", "Where children live, by district, with the people of each beside.", "ruth", "/area/map"),
            Thing("return", "The statutory return before January: what the live record would be asked about, and who mends it.", "ruth", "/returns/to-put-right"),
            Thing("health", "Health’s list of SEND flags beside the record: whom it should add, whom it should take off, and a row that waits for you. Then look under which agreement it goes.", "ruth", "/returns/health"),
            Thing("import", "Import a return: take a file from the foot of this page first.", "ruth", "/returns"),
        ),
    ),
    Chapter(
        "The plan that measures itself",
        (
            Thing("plan", "The area’s improvement plan: open it, and follow a measure down to the children behind it and up to the inspectors’ finding.", "ruth", "/improvement"),
            Thing("promised", "What each partner promised, and how it stands.", "ruth", "/improvement/promised"),
            Thing("themes", "What families bring again and again to those who lead, and what they were answered: one late, one still waiting.", "ruth", "/themes"),
            Thing("judge", "Ade, of the parent carer forum: read a plan without names, and say whether it is about one person.", "ade", "/plans-to-judge"),
            Thing("public", "The same plan as everybody can read it: in full, in plain English and as Easy Read.", "", "/published"),
            Thing("open", "Published figures as tables and files, with small numbers hidden so that none can be worked out.", "", "/data"),
        ),
    ),
    Chapter(
        "Who sees what",
        (
            Thing("school", "Priya, a SENCO: of all these children only her own school’s can be found. Ask for an assessment of one.", "priya"),
            Thing("analyst", "Dev, an analyst: counts and rates, but no child’s record.", "dev", "/area"),
            Thing("handover", "When somebody leaves: choose whose cases go to whom, look at it, and hand them over in one step.", "marek", "/caseload/hand-over"),
            Thing("next", "Halima, who works in the next area: nobody from here can be found.", "halima", "/caseload"),
        ),
    ),
)
#: Where each is, by its key.
THINGS: dict[str, Thing] = {thing.key: thing for chapter in CHAPTERS for thing in chapter.things}
