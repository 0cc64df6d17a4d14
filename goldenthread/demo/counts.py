"""Two years of counts of the invented area: what its schools give of their pupils, and the area of its young people. Every number is invented.

Pupils with a plan follow the population; the rest is drawn around it. Absence falls a little for pupils with a plan; young people in no
education or work became fewer since the base year, those with needs and no plan not in every year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection

from goldenthread.access.models import User
from goldenthread.core import wall
from goldenthread.insight.schools import actions
from goldenthread.insight.schools.days import neet_months, neet_year_end, newest_census_days, newest_months
from goldenthread.people.models import Area, Organisation

PUBLISHED = Path(__file__).parent / "papers" / "invented-needs.csv"
SOURCE = "Invented for the demonstration"
CENSUSES, MONTHS = 6, 24
#: The school whose SENCO types its counts; the others come in the area's file.
OWN = "Cinder Hill Primary School"
#: By the kind of school: pupils on roll where nothing says more, and what share of them has SEN Support.
ROLLS = {
    "Community school": (230, 0.14),
    "Academy converter": (960, 0.12),
    "Local authority nursery school": (70, 0.11),
    "Community special school": (0, 0.0),
    "Pupil referral unit": (34, 0.5),
    "Other independent school": (420, 0.08),
}
#: How often each need is the primary one at SEN Support: here less of speech and language than in England, and more of moderate difficulty.
NEEDS = {"SLCN": 22, "SEMH": 21, "MLD": 24, "SPLD": 14, "ASD": 8, "OTH": 3, "": 3, "HI": 2, "PD": 2, "VI": 1}
#: Days of school in each month.
DAYS = {1: 20, 2: 15, 3: 20, 4: 11, 5: 15, 6: 20, 7: 15, 9: 20, 10: 17, 11: 20, 12: 14}
#: Sessions missed of 100, and how many of them without leave, by status.
MISSED = {"none": (5.6, 0.26), "support": (9.2, 0.36), "plan": (12.9, 0.33)}
#: Young people by age and status: how many, of 100 how many were in none in the base year, and the same each year after.
YOUNG = {
    ("16-17", "plan"): (310, (11.4, 11.6, 10.8, 10.1, 9.9, 9.0, 8.7, 8.2)), ("16-17", "support"): (640, (9.1, 9.4, 9.0, 8.8, 9.0, 8.3, 8.1, 7.9)), ("16-17", "none"): (4900, (4.6, 4.8, 4.4, 4.5, 4.4, 4.2, 4.1, 4.0)),
    ("18-24", "plan"): (720, (14.2, 14.9, 14.0, 13.6, 13.1, 12.8, 12.0, 11.7)),
}  # fmt: skip


def keep_counts(area: Area, *, today: date, seed: int = 11) -> None:
    """Dev sends the files of the area; Priya types those of her school, and corrects one; Ruth chose the base year."""
    people = {user.persona: user for user in User.objects.filter(persona__in=("dev", "priya", "ruth"))}
    dice = Random(f"{seed} counts")
    with wall.lifted(because="load_demo makes an invented area"):
        actions.take_in_needs(path=PUBLISHED, source=SOURCE, by=people["dev"], on=today - timedelta(days=27))
        schools = list(_schools(area))
        own = next(school for school, *_ in schools if school.name == OWN)
        censuses, months = (
            newest_census_days(today, CENSUSES),
            [month for month in newest_months(today, MONTHS) if month.month in DAYS],
        )
        needs: dict[tuple[Any, ...], dict[str, Any]] = {}
        absence: dict[tuple[Any, ...], dict[str, Any]] = {}
        for school, plans, on_roll, share in schools:
            for back, day in enumerate(censuses):
                needs[school.pk, day] = _needs(dice, on_roll - dice.randrange(0, 3) * back, share)
            late, tells_often = dice.random() < 0.12, dice.random() < 0.75
            for back, month in enumerate(months):
                if back or not late:
                    absence |= _absence(
                        dice,
                        school.pk,
                        month,
                        {
                            "plan": plans,
                            "support": round(on_roll * share),
                            "none": on_roll - plans - round(on_roll * share),
                        },
                        back,
                        tells_often,
                        school.phase == "Secondary",
                    )
        sent_on = today - timedelta(days=9)
        typed = {key: said for key, said in needs.items() if key[0] == own.pk}
        newest = (own.pk, censuses[0])
        wrong = {
            **typed[newest],
            "needs": {code: number for code, number in typed[newest]["needs"].items() if code != "SEMH"},
        }
        wrong["support"] = sum(wrong["needs"].values())
        actions.give_needs(
            area=area,
            said={key: said for key, said in needs.items() if key[0] != own.pk},
            file_name="calderbeck-sen-support.csv",
            by=people["dev"],
            on=sent_on,
        )
        actions.give_needs(area=area, said={**typed, newest: wrong}, by=people["priya"], on=sent_on - timedelta(days=5))
        actions.give_needs(area=area, said={newest: typed[newest]}, by=people["priya"], on=sent_on - timedelta(days=2))
        actions.give_absence(area=area, said=absence, file_name="calderbeck-sessions.csv", by=people["dev"], on=sent_on)
        _young(area, dice, today, people)


def _schools(area: Area) -> Iterator[tuple[Organisation, int, int, float]]:
    """Each school that has a roll, with its pupils with a plan, all pupils, and what share gets SEN Support."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT setting_id, count(*) FROM casework_case WHERE area_id = %s AND open AND stage = 'plan' GROUP BY 1",
            [area.pk],
        )
        plans = dict(cursor.fetchall())
    for school in Organisation.objects.filter(
        area=area, kind="setting", establishment_type__in=ROLLS, closed_on=None
    ).order_by("name", "pk"):
        with_plan = plans.get(school.pk, 0)
        usual, share = ROLLS[school.establishment_type]
        least = with_plan + 12 if usual == 0 else with_plan * 7
        yield school, with_plan, max(usual, least), share


def _needs(dice: Random, on_roll: int, share: float) -> dict[str, Any]:
    needs = {
        code: number
        for code, weight in NEEDS.items()
        if (number := round(on_roll * share * weight / 100 * dice.uniform(0.5, 1.6)))
    }
    return {"on_roll": on_roll, "support": sum(needs.values()), "needs": needs}


def _absence(
    dice: Random, school: int, month: date, pupils: dict[str, int], back: int, tells_often: bool, secondary: bool
) -> dict[tuple[Any, ...], dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    season = 1.25 if month.month in (12, 1) else 1.08 if month.month in (2, 11) else 0.95
    for status, number in pupils.items():
        rate, without = MISSED[status]
        rate *= (
            season
            * (1.25 if secondary else 1)
            * dice.uniform(0.85, 1.15)
            * (1 + 0.006 * back if status == "plan" else 1)
        )
        possible = 2 * DAYS[month.month] * number
        missed = round(possible * rate / 100)
        unauthorised = round(missed * without)
        often = min(number, round(number * rate * 2.3 / 100)) if tells_often else None
        found[school, month, status] = {
            "pupils": number,
            "possible": possible,
            "authorised": missed - unauthorised,
            "unauthorised": unauthorised,
            "often": often,
        }
    return found


def _young(area: Area, dice: Random, today: date, people: dict[str, User]) -> None:
    """Years up to the one before the last as a year each; the newest as its three months."""
    newest = today.year if neet_year_end(today.year) <= today else today.year - 1
    said: dict[tuple[Any, ...], dict[str, int]] = {}
    for (age, status), (number, shares) in YOUNG.items():
        for back, share in enumerate(reversed(shares)):
            year = newest - back
            for month, of_year in (
                [(month, False) for month in neet_months(year)] if back == 0 else [(neet_year_end(year), True)]
            ):
                both = round(number * share / 100 * (dice.uniform(0.97, 1.03) if back == 0 else 1))
                unknown = round(both * 0.22)
                said[month, of_year, age, status] = {"people": number, "neet": both - unknown, "unknown": unknown}
    on = today - timedelta(days=20)
    actions.give_young_people(area=area, said=said, file_name="calderbeck-young-people.xlsx", by=people["dev"], on=on)
    actions.set_base_year(area=area, year=newest - 7, by=people["ruth"], on=on)
