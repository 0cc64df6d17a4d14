"""Measures that areas' own plans ask for, and whose facts have no room in this record yet. Declared, so that nobody takes a
silence for a nought; none has a number."""

from __future__ import annotations

from ..declared import Indicator


def _awaited(code: str, slug: str, name: str, definition: str, awaits: str, *measures: str, numerator: str, denominator: str = "", unit: str = "%", good: str = "high") -> Indicator:
    return Indicator(
        code=code, slug=slug, name=name, definition=definition, numerator=numerator, denominator=denominator, unit=unit, good=good, period="12 months",
        source="Not held yet", domain="awaited", awaits=awaits, measures=measures,
    )  # fmt: skip


_SERVED = "It needs the number of children under five whom each health body serves, which this record does not hold. How many notices each gave is counted (NOT01)."
_NOTICES = "It needs the early notices that health bodies give the council under section 23 of the Children and Families Act 2014 as forms with parts of their own, which they are not here."
_TRAINING = "It needs a record of training offered and attended, which has no room here yet."
_DIRECTORY = "It needs the directory of the Local Offer with its comments and reviews, which has no room here yet."
_SCHOOLS = "It needs a record of what each school has agreed, published or been visited for, which has no room here yet."
_TIMETABLES = "It needs part-time timetables, managed moves and returns to school, which have no room here yet."
_VISITS = "It needs visits to children out of school or out of the area, which have no room here yet."
_REPORTS = "It needs reports and checks to be kept as things of their own with a day, which they are not yet."
_SURVEY = "The survey has no such statement. A new edition of it may ask."
_PLANNING = "It needs a day on which this was talked of with the family, which the record does not ask for yet."

INDICATORS = (
    _awaited("NOT02", "notices-by-trust", "Spread of early notices between trusts", "How far trusts differ in the notices they give for their number of children.", _SERVED, "ESX-M005", numerator="Highest less lowest rate", unit="rate", good="low"),
    _awaited("NOT03", "complete-notices", "Completeness of early notices", "The average share of a notice that is filled in.", _NOTICES, "ESX-M006", numerator="Scores of completeness, added up", denominator="Notices scored", unit="score"),
    _awaited("TRN01", "training-take-up", "Take-up of training", "Of the staff who were offered therapy training in the time, how many came.", _TRAINING, "ESX-M019", numerator="Staff who came", denominator="Staff to whom it was offered"),
    _awaited("TRN02", "trained-sencos", "Trained SENCOs", "Of the schools’ SENCOs, how many are trained in health, speech and medication.", _TRAINING, "STH-M015", numerator="SENCOs trained", denominator="SENCOs of schools"),
    _awaited("TRN03", "leadership-programme", "Leadership programme: who came and what they thought", "Of the schools, how many sent somebody; of the evaluations, how many say good or better.", _TRAINING, "STH-M054", "STH-M055", numerator="Schools that sent somebody; evaluations of good or better", denominator="Schools; evaluations"),
    _awaited("LOF01", "schools-in-the-local-offer", "Schools in the Local Offer", "Of the schools, how many have their SEN report published and their offer in the Local Offer.", _DIRECTORY, "STH-M016", "STH-M017", numerator="Schools with both", denominator="Schools"),
    _awaited("LOF02", "local-offer-replies", "Answers to comments on the Local Offer", "Reports that answer comments, “you said, we did” reports, secret shopping and reviews of the site, in the time.", _DIRECTORY, "STH-M028", "STH-M029", "STH-M030", "STH-M031", numerator="Of each, how many in the time", unit="count"),
    _awaited("SCH01", "schools-agreed", "Schools with revised data agreements", "Of the schools, how many have signed.", _SCHOOLS, "STH-M052", numerator="Schools that signed", denominator="Schools"),
    _awaited("SCH02", "self-evaluations-read", "Schools whose self-evaluation was read by an adviser", "Of the schools, how many.", _SCHOOLS, "STH-M056", numerator="Schools whose self-evaluation was read", denominator="Schools"),
    _awaited("SCH03", "schools-visited", "Schools with much movement that were visited", "Of the schools whose movement of pupils passes a limit, how many were visited.", _SCHOOLS, "STH-M057", numerator="Schools visited", denominator="Schools past the limit"),
    _awaited("TIM01", "schools-with-part-time-timetables", "Schools with part-time timetables that were visited", "Of the schools with a part-time timetable longer than six weeks, how many were visited.", _TIMETABLES, "STH-M059", numerator="Schools visited", denominator="Schools with such a timetable"),
    _awaited("TIM02", "timetables-with-a-plan", "Long part-time timetables with a plan and a team", "Of the pupils on a part-time timetable longer than six weeks, how many have both.", _TIMETABLES, "STH-M060", numerator="Pupils with both", denominator="Pupils on such a timetable"),
    _awaited("TIM03", "returned-and-stayed", "Returned to a mainstream school and still there a year later", "Of the pupils who returned from a nurture place, how many are still in mainstream and not excluded after twelve months.", _TIMETABLES, "STH-M053", numerator="Pupils still there", denominator="Pupils who returned"),
    _awaited("TIM04", "managed-moves", "Schools that tell what came of managed moves", "Of the schools with managed moves, how many told.", _TIMETABLES, "STH-M077", numerator="Schools that told", denominator="Schools with such moves"),
    _awaited("VIS01", "visits-each-term", "Children out of school who were visited this term", "Of the children with a plan who are home educated or out of the area, how many were seen this term.", _VISITS, "STH-M071", "STH-M075", numerator="Children seen", denominator="Children with a plan who are home educated or out of the area"),
    _awaited("VIS02", "missing-education-checks", "Weekly checks of pupils who miss education", "Weekly checks that somebody signed, in the time.", _VISITS, "STH-M072", numerator="Checks signed", unit="count"),
    _awaited("VIS03", "new-home-educators", "New home-educating families reached within five days", "Of the families of children with SEN who began to educate at home, how many were reached within five days and offered a meeting.", _VISITS, "STH-M074", numerator="Families reached and offered a meeting in five days", denominator="Families who began in the time"),
    _awaited("REP01", "school-nurse-reports", "Reports of school nurses", "Reports on the SEND flag, in the time.", _REPORTS, "STH-M042", numerator="Reports in the time", unit="count"),
    _awaited("REP02", "completion-reports", "Monthly reports of plans completed", "Reports made in the time.", _REPORTS, "LEI-M002", numerator="Reports in the time", unit="count"),
    _awaited("REP03", "panel-analyses", "Analyses of panel decisions", "Quarterly analyses made in the time.", _REPORTS, "LEI-M013", numerator="Analyses in the time", unit="count"),
    _awaited("REP04", "milestones", "Milestones reached", "The panel that decides on issue is fully in place; the NHS number is shared and the flag is in place.", _REPORTS, "LEI-M012", "LEI-M019", numerator="Milestones reached", unit="count"),
    _awaited("SUR01", "families-who-saw-the-plan", "Families who have seen the plan, and who are satisfied", "Of the families who answered, how many say that they have seen the plan, and how many that they are satisfied.", _SURVEY, "LEI-M005", "LEI-M006", numerator="Answers that agree", denominator="Answers"),
    _awaited("SUR02", "children-satisfied", "Children who are satisfied with what the assessment came to", "Of the children and young people who answered, how many are satisfied.", _SURVEY, "STH-M020", numerator="Children who are satisfied", denominator="Children who answered"),
    _awaited("SUR03", "plans-meet-need", "Parents and schools who say that plans meet need", "Of those asked at annual reviews, how many agree.", _SURVEY, "STH-M043", numerator="Those who agree", denominator="Those who answered"),
    _awaited("SUR04", "knows-the-named-person", "Children who know their named person", "Of the children asked, how many know who it is.", _SURVEY, "STH-M073", numerator="Children who know", denominator="Children asked"),
    _awaited("DAY01", "personal-budget-talked-of", "Personal budget talked of when a plan is issued", "Of the plans first issued in the time, for how many it was recorded that a personal budget was talked of.", _PLANNING, "STH-M014", numerator="Plans with such a talk on record", denominator="Plans first issued in the time"),
    _awaited("DAY02", "planning-meetings", "Planning meeting at the first draft", "Of the plans first issued in the time, for how many there was a meeting with the family at the first draft.", _PLANNING, "STK-M005", numerator="Plans with such a meeting", denominator="Plans first issued in the time"),
    _awaited("DAY03", "quick-contributions", "Contributions within five and ten working days", "Of the simple contributions asked for, how many came in five working days; of the detailed ones, how many in ten.", "It needs each request for advice to say whether it is simple or detailed, which none does yet.", "STH-M036", "STH-M037", numerator="Contributions in time", denominator="Contributions asked for"),
    _awaited("LEA01", "lead-professionals", "Supported children with a lead professional", "Of the children who use one or more services, how many have a lead professional, and how often leads were evaluated.", "It needs the lead professional of children who have no plan, whom this record does not hold.", "STH-M050", "STH-M051", numerator="Children with a lead", denominator="Children who use a service"),
    _awaited("PIL01", "pilot-outcomes", "Children of a pilot who made clear progress", "Of the children in a pilot, how many made clear progress.", "It needs to be known which children take part in a pilot, which the record does not say.", "ESX-M031", numerator="Children with clear progress", denominator="Children in the pilot"),
)  # fmt: skip
