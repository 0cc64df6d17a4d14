"""Calderbeck and its neighbour Northmarsh: two invented authorities, their settings and services.

Their numbers, 990 and 991, belong to no authority; every contact is of a range kept for drama and examples.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CODE, NEIGHBOUR_CODE = "990", "991"
OPENED = date(1996, 9, 1)


@dataclass(frozen=True)
class Place:
    """What is printed about an authority."""

    code: str
    name: str
    council: str
    phone: str
    email: str
    address: str
    sendiass: str
    mediation: str
    disagreement: str
    postcodes: tuple[str, ...]


CALDERBECK = Place(
    code=CODE,
    name="Calderbeck",
    council="Calderbeck Council",
    phone="01632 960100",
    email="send@calderbeck.example",
    address="SEND Team\nCalderbeck Council\nThe Cloth Hall\nWeir Side\nCalderbeck\nAA1 1AA",
    sendiass="Calderbeck SENDIASS, 01632 960140, help@sendiass.calderbeck.example",
    mediation="Level Ground Mediation, 01632 960150, advice@levelground.example",
    disagreement="Common Table, 01632 960160, office@commontable.example",
    postcodes=("AA1", "AA2", "AA3", "AA4", "AA5"),
)
NORTHMARSH = Place(
    code=NEIGHBOUR_CODE,
    name="Northmarsh",
    council="Northmarsh Borough Council",
    phone="01632 960200",
    email="send@northmarsh.example",
    address="SEND Service\nNorthmarsh Borough Council\nMarsh House\nStaithe Street\nNorthmarsh\nAA8 1AA",
    sendiass="Northmarsh SENDIASS, 01632 960240, help@sendiass.northmarsh.example",
    mediation="Level Ground Mediation, 01632 960150, advice@levelground.example",
    disagreement="Common Table, 01632 960160, office@commontable.example",
    postcodes=("AA8", "AA9"),
)


@dataclass(frozen=True)
class Setting:
    """A school, college or other setting. `kind` is one that placements are drawn by; `weight` is how many go there."""

    kind: str
    name: str
    town: str
    weight: float = 1.0
    area: str = CODE
    unit: str = ""


TYPES = {
    "nursery": ("Local authority nursery school", "Nursery"),
    "primary": ("Community school", "Primary"),
    "secondary": ("Academy converter", "Secondary"),
    "special": ("Community special school", "Not applicable"),
    "independent_special": ("Other independent special school", "Not applicable"),
    "independent": ("Other independent school", "Not applicable"),
    "alternative": ("Pupil referral unit", "Not applicable"),
    "college": ("Further education", "16 plus"),
    "specialist_college": ("Special post 16 institution", "16 plus"),
}


def _many(kind: str, town: str, *names: str, **more: object) -> tuple[Setting, ...]:
    return tuple(Setting(kind, name, town, **more) for name in names)  # type: ignore[arg-type]


SETTINGS: tuple[Setting, ...] = (
    *_many("nursery", "Calderbeck", "Weir Side Nursery School", "Little Herons Nursery", "Bobbin Close Early Years Centre"),
    *_many(
        "primary", "Calderbeck",
        "Mill Lane Primary School", "St Aldhelm's Catholic Primary School", "Fulling Croft Primary School", "Chapel Row Infant and Junior School",
        "Tenter Hill Primary School", "Canal View Community Primary School", "St Oswin's Church of England Primary School", "Larch Avenue Primary Academy",
        "Dyehouse Lane Primary School", "Park Road Primary School", "Al-Noor Primary School", "Bridge Street Primary School",
    ),
    *_many(
        "primary", "Hebblethwaite",
        "Hebblethwaite Primary School", "Quarry Bank Primary School", "Church Brow Church of England Primary School", "Fell View Primary School",
        "Heather Rise Academy", "St Hild's Catholic Primary School",
    ),
    *_many(
        "primary", "Osmondley",
        "Osmondley Community Primary School", "Staincliffe Moor Primary School", "Wharf Street Primary School", "Old Hall Primary Academy", "Sycamore Drive Primary School",
    ),
    Setting("primary", "Thornybank with Nether Scarth and St Philip-in-the-Fields Church of England Voluntary Aided Primary School", "Nether Scarth", 0.3),
    Setting("primary", "Ravensgill Primary School", "Ravensgill", 0.2),
    Setting("primary", "Cinder Hill Primary School", "Calderbeck", 2.4, unit="unit"),
    Setting("primary", "Beacon Primary Academy", "Osmondley", 1.8, unit="resourced"),
    Setting("secondary", "Calder Valley Academy", "Calderbeck", 7.0, unit="unit"),
    Setting("secondary", "Hebblethwaite High School", "Hebblethwaite", 1.6),
    Setting("secondary", "St Cuthman's Catholic College", "Calderbeck", 1.2),
    Setting("secondary", "Osmondley Academy", "Osmondley", 1.5, unit="resourced"),
    Setting("secondary", "The Clothworkers' School", "Calderbeck", 0.9),
    Setting("secondary", "Ravensgill School", "Ravensgill", 0.6),
    Setting("secondary", "Moorgate Girls' School", "Calderbeck", 0.6),
    Setting("secondary", "Calderbeck Studio School", "Calderbeck", 0.3),
    *_many("special", "Calderbeck", "Heron's Reach School", "Millpond School", weight=2.2),
    *_many("special", "Hebblethwaite", "The Larches School", "Fellside School"),
    Setting("special", "Tenterfields School", "Osmondley", 1.3),
    Setting("special", "Northmarsh Willow School", "Northmarsh", 0.3, area=NEIGHBOUR_CODE),
    *_many("independent_special", "Ravensgill", "Scarth Hall School", "Ravensgill Farm School"),
    Setting("independent_special", "Staithe House School", "Northmarsh", 0.8, area=NEIGHBOUR_CODE),
    Setting("independent", "Calderbeck Grammar School", "Calderbeck"),
    *_many("alternative", "Calderbeck", "The Wharf Centre", "Cobden House Short Stay School"),
    Setting("college", "Calderbeck College", "Calderbeck", 3.0),
    Setting("college", "Osmondley Sixth Form College", "Osmondley"),
    Setting("college", "Northmarsh College", "Northmarsh", 0.7, area=NEIGHBOUR_CODE),
    *_many("specialist_college", "Hebblethwaite", "Bridgeway College", "Green Lane Land College"),
    *_many("primary", "Northmarsh", "Staithe Street Primary School", "Sluice Bank Primary School", area=NEIGHBOUR_CODE, weight=0.05),
    Setting("secondary", "Northmarsh High School", "Northmarsh", 0.15, area=NEIGHBOUR_CODE),
)  # fmt: skip


@dataclass(frozen=True)
class Service:
    """A team or a body that works with children, with its area and how to reach it."""

    kind: str
    name: str
    area: str
    email: str
    phone: str


SERVICES: tuple[Service, ...] = (
    Service("send_team", "Calderbeck SEND Team", CODE, "send@calderbeck.example", "01632 960100"),
    Service(
        "psychology", "Calderbeck Educational Psychology Service", CODE, "psychology@calderbeck.example", "01632 960110"
    ),
    Service("social_care", "Calderbeck Disabled Children's Team", CODE, "dct@calderbeck.example", "01632 960120"),
    Service("health", "Calder Community Therapies", CODE, "therapies@caldercommunity.example", "01632 960130"),
    Service(
        "health", "Fellside Children's Hospital Trust", CODE, "paediatrics@fellsidechildrens.example", "01632 960135"
    ),
    Service("icb", "Pennine Edge Integrated Care Board", CODE, "send@pennineedge.example", "01632 960138"),
    Service("sendiass", "Calderbeck SENDIASS", CODE, "help@sendiass.calderbeck.example", "01632 960140"),
    Service("forum", "Calderbeck Parent Carer Forum", CODE, "hello@forum.calderbeck.example", "01632 960145"),
    Service("authority", "Calderbeck Council", CODE, "hello@calderbeck.example", "01632 960101"),
    Service("provider", "Saturday Sparks", CODE, "hello@saturdaysparks.example", "01632 960170"),
    Service("send_team", "Northmarsh SEND Service", NEIGHBOUR_CODE, "send@northmarsh.example", "01632 960200"),
    Service("psychology", "Northmarsh Psychology", NEIGHBOUR_CODE, "psychology@northmarsh.example", "01632 960210"),
    Service("authority", "Northmarsh Borough Council", NEIGHBOUR_CODE, "hello@northmarsh.example", "01632 960201"),
)
