"""Returns of any length, from a seed: SEN2 for us, CIN for the peer that reads the return of children in need."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

YEAR = 2026


def sen2(path: Path, people: int, seed: int) -> Path:
    """A SEN2 message of so many different people, every kind of case."""
    from goldenthread.returns.tests import making
    from goldenthread.returns.writing import write_xml

    with path.open("wb") as file:
        write_xml(making.header(YEAR), making.people(YEAR, people, seed=seed), file)
    return path


def cin(path: Path, children: int, seed: int) -> Path:
    """A CIN census of so many children, about as many elements each as a SEN2 person has."""
    dice, day = random.Random(seed), date(2022, 4, 1)
    with path.open("w") as file:
        file.write(
            "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2023</Year><ReferenceDate>2023-03-31</ReferenceDate></CollectionDetails>"
            "<Source><SourceLevel>L</SourceLevel><LEA>801</LEA><SoftwareCode>Bench</SoftwareCode><Release>1</Release><SerialNo>001</SerialNo>"
            "<DateTime>2023-05-23T11:14:05</DateTime></Source></Header><Children>"
        )
        for number in range(children):
            born, asked = day - timedelta(days=dice.randrange(400, 6000)), day + timedelta(days=dice.randrange(0, 200))
            file.write(
                f"<Child><ChildIdentifiers><LAchildID>{number}</LAchildID><UPN>A{number:012}</UPN><PersonBirthDate>{born}</PersonBirthDate><GenderCurrent>{dice.choice('12')}</GenderCurrent>"
                f"</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity><Disabilities><Disability>HAND</Disability></Disabilities></ChildCharacteristics>"
                f"<CINdetails><CINreferralDate>{asked}</CINreferralDate><ReferralSource>1A</ReferralSource><PrimaryNeedCode>N4</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>"
                f"<Assessments><AssessmentActualStartDate>{asked}</AssessmentActualStartDate><AssessmentInternalReviewDate>{asked + timedelta(days=10)}</AssessmentInternalReviewDate>"
                f"<AssessmentAuthorisationDate>{asked + timedelta(days=30)}</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors>"
                f"<AssessmentFactors>2B</AssessmentFactors></FactorsIdentifiedAtAssessment></Assessments>"
                f"<CINPlanDates><CINPlanStartDate>{asked + timedelta(days=35)}</CINPlanStartDate></CINPlanDates></CINdetails></Child>"
            )
        file.write("</Children></Message>")
    return path
