"""Fills an area with its people, a batch at a time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from random import Random
from typing import Any

from django.db import connection, transaction
from procrastinate.exceptions import AlreadyEnqueued

from goldenthread.casework.models import Request
from goldenthread.core import wall
from goldenthread.people.models import Area, Membership, Organisation
from goldenthread.plans.models import Version
from goldenthread.returns.rows import Establishments
from goldenthread.returns.taking_on import take_on

from . import tasks
from .area import CODE, SETTINGS
from .chance import Lot
from .population import shape
from .population.drawn import Drawn
from .population.people import Someone
from .population.places import Known, Places
from .population.plans import Plans
from .population.requests import Requests
from .population.rows import ASKED, rows_for
from .stories import Teller, tell_all

BATCH = 2000
BECAUSE = "load_demo makes an invented area"

_NOT_TODAY = """
DELETE FROM procrastinate_jobs
 WHERE task_name = 'casework.acknowledge' AND status = 'todo' AND args ->> 'request_id' = ANY(%s)
"""


@dataclass
class Filled:
    """What was written."""

    children: int = 0
    plans: int = 0
    requests: int = 0

    def __add__(self, other: Filled) -> Filled:
        return Filled(self.children + other.children, self.plans + other.plans, self.requests + other.requests)


def drawn_for(
    seed: str, *, plans: int, places: Places, postcodes: tuple[str, ...], neighbour: str, today: date
) -> Iterator[Drawn]:
    """Everybody of one area, the same for the same seed and day: plans in force, plans ended, requests without a plan."""
    dice = Random(seed)
    since = date(today.year - 1, 1, 1)
    someone = Someone(dice, postcodes)
    of_plans = Plans(dice, someone, places, today=today, since=since, neighbour=neighbour)
    for _ in range(plans):
        yield of_plans.in_force()
    years = (today - since).days / 365.25
    for _ in range(round(plans * shape.A_YEAR["ceased"] * years)):
        yield of_plans.ended()
    asked = round(plans * shape.A_YEAR["requests"] * years)
    yield from Requests(dice, someone, today=today, since=since, neighbour=neighbour).without_plan(asked)


def tell_stories(areas: dict[str, Area], *, seed: str, today: date) -> int:
    """Tell every story, and leave their letters to a job. Gives how many stories."""
    with wall.lifted(because=BECAUSE):
        told = tell_all(Teller(today=today, areas=areas, seed=seed))
        asked = [str(about.pk) for about in told.values() if isinstance(about, Request)]
        asked += [str(about.matter_id) for about in told.values() if isinstance(about, Version)]
        with connection.cursor() as cursor:
            # Their own jobs would date the letters today, and are not seen by any worker before this is committed.
            cursor.execute(_NOT_TODAY, [asked])
        with contextlib.suppress(AlreadyEnqueued), transaction.atomic():
            tasks.acknowledge_stories.defer(request_ids=asked)
    return len(told)


def fill(
    area: Area,
    *,
    seed: str,
    plans: int,
    postcodes: tuple[str, ...],
    neighbour: str,
    places: Places,
    today: date,
    by: Any,
    said=print,
) -> Filled:
    """Draw everybody and write them."""
    filled, known, dice = Filled(), None, Random(f"{seed} rows")
    with wall.lifted(because=BECAUSE):
        known, worker = Establishments.all(), coordinators(area, dice)
        services = services_of(area)
    everybody = drawn_for(seed, plans=plans, places=places, postcodes=postcodes, neighbour=neighbour, today=today)
    while batch := list(islice(everybody, BATCH)):
        with wall.lifted(because=BECAUSE):
            taken = [
                rows_for(
                    each, area_id=area.pk, year=today.year, known=known, dice=dice, worker=worker, services=services
                )
                for each in batch
            ]
            take_on(taken=taken, because="The invented area", by=by, on=today)
        filled.children += len(batch)
        filled.plans += sum(
            1 for each in batch for request in each.person.requests if each.open and request.active_plan
        )
        filled.requests += sum(len(each.person.requests) for each in batch)
        said(f"{area.name}: {filled.children:,} children and young people")
    return filled


def coordinators(area: Area, dice: Random):
    """Shares families among the area's coordinators, some with more than others; a few families get nobody."""
    ids = list(
        Membership.objects.filter(role="coordinator", organisation__area=area)
        .order_by("pk")
        .values_list("user_id", flat=True)
    )
    if not ids:
        return lambda: None
    lot = Lot({user_id: 1.0 if rank == 0 else 0.6 + 0.9 * dice.random() for rank, user_id in enumerate(ids)})
    return lambda: None if dice.random() < shape.NO_WORKER else lot.draw(dice)


def services_of(area: Area) -> dict[str, int]:
    """Ids of the services that are asked for advice, by kind; the first of a kind that has several."""
    return dict(Organisation.objects.filter(area=area, kind__in=ASKED).order_by("-pk").values_list("kind", "pk"))


def places_of(code: str) -> Places:
    """The settings that children of this area go to, by weight: its own, and a few of the neighbour's."""
    urns = dict(Organisation.objects.filter(kind="setting", urn__isnull=False).order_by().values_list("name", "urn"))
    return Places(
        Known(
            each.kind,
            str(urns[each.name]),
            None,
            each.weight if each.area == code or code == CODE else each.weight / 50,
            each.unit,
        )
        for each in SETTINGS
        if code == CODE or each.area == code or each.kind not in ("primary", "secondary")
    )
