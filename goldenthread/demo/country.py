"""Many invented areas at once, up to the size of England, for measuring. Filled by two processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing import get_context
from random import Random
from typing import Any

from django.db import connections

from goldenthread.people.models import Area, Organisation

from . import loading, numbers
from .area import CALDERBECK, CODE, NEIGHBOUR_CODE, NORTHMARSH, SETTINGS, Place, Setting
from .loading import Filled
from .population.places import Known, Places
from .setting_up import set_up_more
from .staff import Worker

#: How many settings England has for each of its areas, about.
SETTINGS_AN_AREA = 157
FAMILIES_A_COORDINATOR = 200
#: Three-figure numbers that no authority has.
CODES = tuple(str(number) for number in range(430, 660))
_FIRST = "Alder Barrow Birch Calder Dun Elm Fern Grim Hazel Iron Kettle Lang Mere Nether Osier Penny Quern Raven Sallow Thorn".split()
_LAST = (
    "beck bury by combe dale field ford ham hurst ley moor ness port ridge stead thwaite ton wick wold worth".split()
)
_SAINTS = "Aldhelm Brigid Cedd Dunstan Edith Felix Gildas Hilda Ives Jude".split()
_STREETS = "Abbey Bank Canal Dock Elm Field Grange Hall Ings Junction Kirk Lane Mill North Orchard Park Quarry River School Tower".split()


@dataclass(frozen=True)
class Job:
    """One area to fill."""

    code: str
    plans: int
    seed: str
    today: date


def set_up_country(*, areas: int, plans: int, seed: str, today: date, by: Any) -> list[Job]:
    """Make every area but the first two, with settings and coordinators; what is then to be filled, the largest first."""
    sizes = _sizes(areas, plans, seed)
    places = [_place(number) for number in range(areas - 2)]
    jobs = [
        Job(place.code, size, seed, today) for place, size in zip((CALDERBECK, NORTHMARSH, *places), sizes, strict=True)
    ]
    settings = [setting for place in places for setting in _settings(place)]
    workers = [worker for job, place in zip(jobs[2:], places, strict=True) for worker in _workers(place, job.plans)]
    set_up_more(places=places, settings=settings, workers=workers, first_urn=numbers.FIRST_URN_OF_MANY, by=by, on=today)
    return sorted(jobs, key=lambda job: -job.plans)


def fill_country(jobs: list[Job], *, by: Any, said: Callable[[str], Any]) -> Filled:
    """Fill every area, two at a time. The same people as one after another: each area has its own seed."""
    connections.close_all()  # nothing of ours is shared with the processes that are made now
    filled, processes = Filled(), min(2, os.cpu_count() or 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        waiting = [pool.submit(fill_area, job, by) for job in jobs]
        for done, each in enumerate(as_completed(waiting), start=1):
            filled += each.result()
            said(f"{done} of {len(jobs)} areas, {filled.children:,} children and young people")
    return filled


def fill_area(job: Job, by: Any) -> Filled:
    """One area, in whatever process this is."""
    area = Area.objects.get(code=job.code)
    here = job.code in (CODE, NEIGHBOUR_CODE)
    return loading.fill(
        area,
        seed=f"{job.seed} {job.code}",
        plans=job.plans,
        postcodes=tuple(f"ZZ{number}" for number in range(1, 10)) if not here else CALDERBECK.postcodes,
        neighbour="XXX",
        places=loading.places_of(job.code) if here else _places(area),
        today=job.today,
        by=by,
        said=lambda words: None,
    )


def _sizes(areas: int, plans: int, seed: str) -> list[int]:
    """Plans for each area, as uneven as authorities are; Calderbeck has 5,000, or its share where that is less."""
    dice = Random(f"{seed} sizes")
    weights = [dice.lognormvariate(0, 0.6) for _ in range(areas)]
    first = min(5000, round(plans / areas))
    rest = plans - first
    share = [max(1, round(rest * weight / sum(weights[1:]))) for weight in weights[1:]]
    share[-1] += rest - sum(share)
    return [first, *share]


def _place(number: int) -> Place:
    name = f"{_FIRST[number % 20]}{_LAST[(number // 20 + 7 * number) % 20]}"
    code = CODES[number]
    return replace(
        CALDERBECK,
        code=code,
        name=f"{name} {number // 20 + 1}",
        council=f"{name} Council {code}",
        email=f"send@a{code}.example",
        address=f"SEND Team\n{name} Council\nAA9 9ZZ",
    )


def _settings(place: Place) -> Iterator[Setting]:
    """Settings of the kinds that Calderbeck has, in the same proportion, enough for England's number."""
    dice = Random(place.code)
    own = [each for each in SETTINGS if each.area == CODE]
    for number in range(SETTINGS_AN_AREA):
        like = own[number % len(own)]
        kind = {"primary": "Primary School", "secondary": "High School", "nursery": "Nursery School"}.get(
            like.kind, "School"
        )
        kind = "College" if like.kind in ("college", "specialist_college") else kind
        first = (
            f"St {_SAINTS[dice.randrange(10)]}’s"
            if dice.random() < 0.3
            else f"{_STREETS[dice.randrange(20)]} {_LAST[dice.randrange(20)].title()}"
        )
        yield Setting(
            like.kind,
            f"{first} {kind} {number + 1}",
            place.name,
            like.weight * (0.3 + dice.random()),
            place.code,
            like.unit,
        )


def _workers(place: Place, plans: int) -> Iterator[Worker]:
    team = f"{place.name} SEND Team"
    yield Worker(f"Head of {place.name}", f"head@a{place.code}.example", "head_of_send", team)
    for number in range(max(1, plans // FAMILIES_A_COORDINATOR)):
        yield Worker(
            f"Coordinator {number + 1} of {place.name}",
            f"coordinator{number + 1}@a{place.code}.example",
            "coordinator",
            team,
        )


def _places(area: Area) -> Places:
    """The settings of an area that was made here, by the kinds that they were made as."""
    urns = Organisation.objects.filter(kind="setting", area=area).order_by("urn").values_list("urn", flat=True)
    place = next(each for each in map(_place, range(len(CODES))) if each.code == area.code)
    return Places(
        Known(each.kind, str(urn), None, each.weight, each.unit)
        for urn, each in zip(urns, _settings(place), strict=True)
    )
