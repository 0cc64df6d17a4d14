"""People whom a careless system would mix up, cut short or misspell."""

from __future__ import annotations

from datetime import date

from .teller import Parent, Person, Teller, story


@story(
    "Ayaan and Ayan Malik",
    shows="Twins with nearly the same name, the same birthday and the same school are two people.",
)
def twins(t: Teller):
    """One has a plan, the other a request."""
    born, mother = date(t.today.year - 7, 1, 9), Parent("Saima Malik", email="saima@home.example")
    ayaan = t.child(
        Person("Ayaan", "Malik", born, "Cinder Hill Primary School", "M", ("ASD",), (mother,), "APKN"),
        since=t.ago(weeks=40),
    )
    ayan = t.child(
        Person("Ayan", "Malik", born, "Cinder Hill Primary School", "M", ("SLCN",), (mother,), "APKN"),
        since=t.ago(weeks=5),
    )
    t.plan(ayaan, t.ago(weeks=40), setting=t.place("Cinder Hill Primary School"))
    return t.ask(ayan, t.ago(weeks=5))


@story("A very long name", shows="A name is kept whole, however long, and no page breaks.")
def long_name(t: Teller):
    """Seven forenames and three surnames; called Maggie."""
    name = "Maria-Magdalena Anastasia Wilhelmina Josephine Clementine Philippa Seraphina"
    maggie = Person(
        name, "Featherstonehaugh-Cholmondeley-Marjoribanks", date(t.today.year - 14, 2, 28),
        "Thornybank with Nether Scarth and St Philip-in-the-Fields Church of England Voluntary Aided Primary School", "F", ("SPLD",),
        (Parent("The Honourable Wilhelmina Featherstonehaugh-Cholmondeley-Marjoribanks", email="w@home.example"),), preferred="Maggie",
    )  # fmt: skip
    return t.plan(t.child(maggie, since=t.ago(weeks=80)), t.ago(weeks=80), setting=t.place("Moorgate Girls' School"))


@story(
    "Layla, Hương Giang and Łucja", shows="Arabic, Vietnamese and Polish names are found with and without their marks."
)
def marks(t: Teller):
    """Three families; one asks for letters to be explained in Arabic."""
    layla = Person(
        "Layla",
        "Al-Masri",
        date(t.today.year - 4, 12, 12),
        "Little Herons Nursery",
        "F",
        ("ASD",),
        (Parent("هدى المصري", email="huda@home.example"),),
        "OARA",
        preferred="ليلى",
        language="Arabic",
        interpreter="Arabic",
    )
    giang = Person(
        "Hương Giang",
        "Nguyễn Thị",
        date(t.today.year - 12, 4, 30),
        "Moorgate Girls' School",
        "F",
        ("HI",),
        (Parent("Nguyễn Văn Đức", "father", "duc@home.example"),),
        "OVIE",
        language="Vietnamese",
    )
    lucja = Person(
        "Łucja",
        "Brzęczyszczykiewicz",
        date(t.today.year - 9, 3, 3),
        "St Aldhelm's Catholic Primary School",
        "F",
        ("SPLD",),
        (Parent("Zofia Brzęczyszczykiewicz", email="zofia@home.example"),),
        "WEEU",
        language="Polish",
    )
    t.plan(t.child(giang, since=t.ago(weeks=60)), t.ago(weeks=60), setting=t.place("Moorgate Girls' School"))
    t.plan(
        t.child(lucja, since=t.ago(weeks=90)), t.ago(weeks=90), setting=t.place("St Aldhelm's Catholic Primary School")
    )
    return t.ask(t.child(layla, since=t.ago(weeks=1)), t.ago(weeks=1), route="health", channel="email")
