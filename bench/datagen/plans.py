"""Databases of each size: the invented area by its own command, and larger ones by copying areas in SQL."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from bench import place

#: Sizes that load_demo makes itself, each one area. Larger ones are so many copies of the smallest, each an area, or all in one.
LOADED = (5000, 15_000)
BASE = 5000


def name(size: int, *, one_area: bool = False) -> str:
    return f"plans_{size}" + ("_one_area" if one_area and size not in LOADED else "")


def label(size: int, *, one_area: bool = False) -> str:
    """How the size is written in the results."""
    return f"{size:,}" + (" in one area" if one_area else "")


def prepare(size: int, *, one_area: bool = False) -> str:
    """The database of so many plans, made when it is not there."""
    place.start()
    database = name(size, one_area=one_area)
    if not place.exists(database):
        began = time.monotonic()
        print(f"Making {database} …", file=sys.stderr, flush=True)
        load(size) if size in LOADED else multiply(size, one_area=one_area)
        place.say_made(database, plans=size, seconds=round(time.monotonic() - began))
    migrated(database)
    return database


def migrated(database: str) -> None:
    """Brings the tables up to date with the migrations as they are now, and the static files with theirs."""
    import bootstrap

    if place.made().get("static", {}).get("mark") != bootstrap.static_mark():
        place.manage(database, "prepare", "static")
        place.say_made("static", mark=bootstrap.static_mark())

    facts, mark = place.made().get(database, {}), bootstrap.migrations_mark()
    if facts.get("migrations") != mark:
        place.manage(database, "prepare", "migrate")
        place.say_made(database, **{**facts, "migrations": mark})


def load(size: int) -> None:
    """By the platform's own command."""
    place.create(name(size))
    place.manage(name(size), "prepare", "migrate")
    place.manage(name(size), "load_demo", "--plans", str(size))
    with place.connect(name(size)) as owner:
        owner.execute("VACUUM ANALYZE")


def multiply(size: int, *, one_area: bool = False) -> None:
    """Copies of the 5,000 with their own people and numbers, each its own area or all in one; some are rebuilt, which must change nothing."""
    copies, database = size // BASE, name(size, one_area=one_area)
    prepare(BASE)
    if not place.exists("plans_base"):  # of its own, since a database in use cannot be copied
        place.create("plans_base", template=name(BASE))
        place.say_made("plans_base", plans=BASE)
    migrated("plans_base")
    place.create(database, template="plans_base")
    script = (Path(__file__).parent / "multiply.sql").read_text()
    with place.connect(database) as owner:
        owner.execute("SET session_replication_role = replica")  # no trigger and no foreign key is asked for copied rows
        owner.execute("SET synchronous_commit = off")
        owner.execute("SET work_mem = '256MB'")
        owner.execute("SET maintenance_work_mem = '512MB'")
        owner.execute(script)
        owner.execute("CALL bench_copy(%s, %s)", [copies, not one_area])
        owner.execute("RESET ALL")
        owner.execute("VACUUM ANALYZE")
    migrated(database)
    place.manage(database, "recount", "--write")  # triggers, which were left out, keep these counted
    checked(database)


def checked(database: str, sample: int = 200) -> None:
    """What is kept about a sample of children is what follows from their facts. Raises where it is not."""
    done = subprocess.run([str(place.PYTHON), str(Path(__file__).parent / "check_kept.py"), str(sample)], env=place.environment(database), cwd=place.ROOT)
    if done.returncode:
        raise RuntimeError(f"What is kept in {database} does not follow from its facts.")
