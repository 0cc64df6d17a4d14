"""Reads a SEN2 message the usual way: the whole tree with ElementTree, then a walk that makes model instances.

The instances are not saved; values are read by their own fields, as a form of a model would.
"""

import os
import xml.etree.ElementTree as ET


def prepare(path: str):
    """Answers with how many people, requests, plans and placements it found."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    os.environ.setdefault("GT_ENV", "local")
    os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1/nothing")
    import django

    django.setup()
    from goldenthread.casework.models import Decision, Request
    from goldenthread.people.models import Attendance, Child, SenNeed
    from goldenthread.plans.models import Plan

    def value(element, name, field):
        text = element.findtext(name)
        return field.to_python(text) if text is not None else None

    day = Request._meta.get_field("received_on")
    words = Child._meta.get_field("forename")
    flag = Decision._meta.get_field("yes")

    def work():
        children, requests, decisions, plans, placements, needs = [], [], [], [], [], []
        for person in ET.parse(path).getroot().iter("Person"):
            child = Child(
                forename=value(person, "Forename", words), surname=value(person, "Surname", words), date_of_birth=value(person, "PersonBirthDate", day),
                upn=value(person, "UPN", words) or "", sex=value(person, "Sex", words) or "", uln=value(person, "UniqueLearnerNumber", words) or "",
                ethnicity=value(person, "Ethnicity", words) or "",
            )
            children.append(child)
            for asked in person.findall("Requests"):
                request = Request(child=child, received_on=value(asked, "ReceivedDate", day))
                requests.append(request)
                if outcome := asked.findtext("RequestOutcome"):
                    decisions.append(Decision(request=request, about="assess", yes=flag.to_python(outcome in "YH"), made_on=value(asked, "RequestOutcomeDate", day)))
                for assessed in asked.iter("Assessment"):
                    decisions.append(Decision(request=request, about="issue", yes=assessed.findtext("AssessmentOutcome") in ("Y", "H"), made_on=value(assessed, "AssessmentOutcomeDate", day)))
                    for named in assessed.iter("NamedPlan"):
                        plans.append(Plan(child=child, made_on=value(named, "StartDate", day), ceased_on=value(named, "CeaseDate", day)))
                for active in asked.iter("ActivePlans"):
                    for placed in active.iter("PlacementDetail"):
                        placements.append(Attendance(child=child, entry_on=value(placed, "EntryDate", day), left_on=value(placed, "LeavingDate", day)))
                    for need in active.iter("SENneed"):
                        needs.append(SenNeed(child=child, need=need.findtext("SENtype") or "", rank=int(need.findtext("SENtypeRank") or 1)))
        return [len(children), len(requests), len(plans), len(placements)]

    return work
