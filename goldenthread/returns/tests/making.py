"""Invented people for a return of any year: every kind of case that the return asks for, the same each time.

The kinds are those of the return's scope: 1 a plan from before the year, 1a issued in the year, 1b transferred in,
2 ceased, 3 no plan after assessment, 4 refused, 4a withdrawn, 5 to be issued, 6 being assessed, 7 received,
8 a plan with two placements.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from goldenthread.law.identifiers import upn_check_letter
from goldenthread.returns.records import (
    ActivePlan,
    Assessment,
    Header,
    NamedPlan,
    Need,
    Person,
    Placement,
    PlanDetail,
    Request,
)
from goldenthread.returns.structure import codes, collections

CASES = ("1", "1a", "1b", "2", "3", "4", "4a", "5", "6", "7", "8")
SURNAMES = ("Alder", "Birch", "Cedar", "D'Ashby", "Elm-Rowan", "Ó Fearn", "Hazel", "Ivy & Sons", "Łoza", "Maple")
FORENAMES = ("Kai", "Lena", "Milo", "Noor", "Zoë", "Ravi", "Søren", "Tao", "Una", "Wren", "Adaeze")


def header(year: int, **changed: object) -> Header:
    facts: dict[str, object] = {
        "collection": "SEN2",
        "year": year,
        "reference_date": collections()[year].census_date,
        "source_level": "L",
        "lea": "801",
        "software_code": "Golden Thread",
        "release": "1",
        "serial_no": "001",
        "made_at": datetime(year, 2, 3, 9, 5, 7),
        "dmo": "Y",
        "dco": "R",
        "dsco": "N" if year >= 2025 else None,
    }
    return Header(**(facts | changed))  # type: ignore[arg-type]


def upn(number: int) -> str:
    """The UPN of an establishment that does not exist, with the right check letter."""
    body = f"801{9999 - number // 100_000 % 2}{number // 1000 % 100:02}{number % 1000:03}"
    return upn_check_letter(body) + body


def uln(number: int) -> str | None:
    """A unique learner number with the right check digit; a tenth or so of numbers have none."""
    body = f"{999_000_000 - number:09}"
    rest = sum((10 - place) * int(digit) for place, digit in enumerate(body)) % 11
    return None if rest == 0 else f"{body}{10 - rest}"


def people(year: int, count: int, *, seed: int = 1) -> Iterator[Person]:
    """`count` people, the kinds of case in turn; one at a time, so that a large file needs no memory."""
    for number in range(1, count + 1):
        yield person(year, CASES[(number - 1) % len(CASES)], number, seed=seed)


def person(year: int, case: str, number: int = 1, *, seed: int = 1) -> Person:
    """One person whose record breaks no rule."""
    return _Maker(year, random.Random(f"{seed} {year} {number}")).person(case, number)


class _Maker:
    def __init__(self, year: int, dice: random.Random) -> None:
        self.year, self.dice, self.when = year, dice, collections()[year]

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.dice.randrange((last - first).days + 1))

    def person(self, case: str, number: int) -> Person:
        dice, year = self.dice, self.year
        born = self.day(date(year - 15, 9, 1), date(year - 7, 8, 31))
        made = Person(
            number=number,
            surname=dice.choice(SURNAMES),
            forename=dice.choice(FORENAMES) + ("" if number < 50 else f" {number}"),
            born_on=born,
            gender=dice.choice("12") if year == 2023 else None,
            sex=dice.choice("MF") if year > 2023 else None,
            ethnicity=dice.choice(list(codes("Ethnicity", year))),
            postcode=f"ZZ{dice.randrange(1, 10)} {dice.randrange(1, 10)}AB",
            upn=upn(number),
            uln=uln(number) if number % 7 == 0 else None,
            requests=(self.request(case),),
        )
        if case == "4" and number % 2:
            made.upn, made.uln, made.upn_unknown = None, None, "UN10"
        if number % 13 == 0 and case in ("1a", "3", "5", "6", "7"):
            made.requests = (self.request("4", late=False), *made.requests)
        return made

    def request(self, case: str, *, late: bool = True) -> Request:
        when, year = self.when, self.year
        first = when.activity_from
        received = self.day(date(first.year, 3, 1), date(first.year, 5, 31)) if late else date(first.year, 1, 2)
        made = Request(
            received_on=received, source=self.dice.choice("1234") if year >= 2025 else None, youth_accommodation="0",
        )  # fmt: skip
        if case == "7":
            made.outcome = "A"
            return made
        if case == "4a":
            made.outcome = "W"
            return made
        made.outcome = "N" if case == "4" else "Y"
        made.outcome_on = received + timedelta(days=self.dice.randrange(20, 43))
        made.mediation, made.tribunal = self.dice.choice("01"), "0"
        if case == "4":
            return made
        if case in ("1", "1b", "2", "8"):
            made = Request(outcome="H")
        made.assessment = self.assessment(case, received)
        if made.named_plan and not made.named_plan.ceased_on:
            made.active_plan = self.active_plan(case, made.named_plan)
        return made

    def assessment(self, case: str, received: date) -> Assessment:
        flags = {"mediation": "0", "tribunal": "0", "other_mediation": "0", "other_tribunal": "0"}
        match case:
            case "6":
                return Assessment(outcome="A")
            case "5":
                return Assessment(outcome="Y", **flags)
            case "3":
                return Assessment(outcome="N", outcome_on=received + timedelta(days=110), **flags)
            case "1a":
                issued = received + timedelta(days=self.dice.randrange(130, 180))
                return Assessment(
                    outcome="Y", outcome_on=issued, exceptions="0", **flags, named_plan=self.plan(case, issued)
                )
            case _:
                started = self.day(date(self.year - 3, 1, 1), date(self.year - 2, 12, 31))
                return Assessment(outcome="H", **flags, named_plan=self.plan(case, started))

    def plan(self, case: str, started: date) -> NamedPlan:
        budget = self.dice.choice("01")
        return NamedPlan(
            started_on=started,
            residential=self.dice.choice((None, None, "A", "B")),
            personal_budget=budget,
            organised_arrangements="1" if budget == "1" else None,
            direct_payments="E" if budget == "1" else None,
            ceased_on=self.day(self.when.activity_from, self.when.activity_to) if case == "2" else None,
            cease_reason=self.dice.choice("257") if case == "2" else None,
            details=self.details(case),
        )

    def details(self, case: str) -> tuple[PlanDetail, ...]:
        first = PlanDetail(
            urn=str(self.dice.randrange(100000, 150000)), rank="1", sen_unit="0", resourced_provision="1"
        )
        match self.dice.randrange(4):
            case 0:
                first = PlanDetail(setting="OTH", setting_other="A special school, to be named", rank="1")
            case 1:
                first = PlanDetail(ukprn="10012345", rank="1")
        return (first, PlanDetail(setting="OLA", rank="2")) if case == "8" else (first,)

    def active_plan(self, case: str, plan: NamedPlan) -> ActivePlan:
        dice, year, day = self.dice, self.year, self.when.census_date
        assert plan.started_on
        wide = {"residential": None, "work_based": None}
        placements = [
            Placement(
                urn=str(dice.randrange(100000, 150000)), rank="1", entered_on=plan.started_on, sen_unit="0",
                resourced_provision="0", attendance="FT" if year == 2023 else None,
                residential=dice.choice((None, "A")) if year > 2023 else None,
            )
        ]  # fmt: skip
        if case == "8":
            placements += [
                Placement(setting="OLA", rank="2", entered_on=self.day(self.when.activity_from, self.when.activity_to)),
                Placement(ukprn="10012345", rank="1", entered_on=date(year - 4, 9, 1), left_on=plan.started_on),
            ]
        kinds = dice.sample(sorted(codes("SENtype", year)), 2)
        needs = tuple(Need(type=kind, rank=str(rank)) for rank, kind in enumerate(kinds, start=1))
        made = ActivePlan(placements=tuple(placements), needs=needs[: dice.randrange(1, 3)], **wide)
        if case == "1b":
            made.transferred_from = dice.choice(("800", "XXX"))
        if year == 2023 and case == "1":
            made.residential = "B"
        if plan.started_on < date(year - 1, 1, 1):
            meeting = self.day(date(year - 1, 2, 1), date(year - 1, 11, 30))
            made.review_decided_on = meeting + timedelta(days=28)
            if year >= 2024:
                made.review_meeting_on, made.review_outcome = meeting, dice.choice("MA")
            if year >= 2025:
                made.review_draft_on = meeting + timedelta(days=20) if made.review_outcome == "A" else None
                if dice.random() < 0.3:
                    made.phase_transfer_due_on = date(year, 2, 15)
                    made.phase_transfer_final_on = dice.choice((None, day - timedelta(days=3)))
        return made
