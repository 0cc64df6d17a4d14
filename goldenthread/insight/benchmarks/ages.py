"""Plans by age, from the single years of age that the caseload is published by: added up to the bands that plans are told in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from goldenthread.core.refusals import Refused

TOPIC = "child or young persons age"
#: Our columns, each with the first and last age in it.
BANDS = {"age_under_5": (0, 4), "age_5_to_10": (5, 10), "age_11_to_15": (11, 15), "age_16_to_19": (16, 19), "age_20_to_25": (20, 25)}
#: Stands where a place and year are not published by age.
ABSENT = ":"


def band_of(said: str) -> str | None:
    """The band of an age as it is published: "age 10", or "under 3". None for "unknown"."""
    if found := re.fullmatch(r"(?:age|aged) (\d{1,2})", said.strip().lower()):
        age = int(found[1])
    elif re.fullmatch(r"(?:age )?under \d", said.strip().lower()):
        age = 0
    elif said.strip().lower() in ("unknown", "not known"):
        return None
    else:
        raise Refused(f"“{said}” is no age that is known here. It must be “age 10”, “under 3” or “unknown”.")
    return next((band for band, (first, last) in BANDS.items() if first <= age <= last), None)


def added_up(counts: Iterable[tuple[tuple[int, str], str, float | int | str]]) -> dict[tuple[int, str], list[float | int | str]]:
    """By year and place: the number of each band in the order of `BANDS`, from (year and place, age, number) for each single age.
    A sign in place of any number stands for the whole band."""
    sums: dict[tuple[int, str], dict[str, float | int | str]] = {}
    for where, age, number in counts:
        band = band_of(age)
        if band is None:
            continue
        held = sums.setdefault(where, dict.fromkeys(BANDS, 0))
        before = held[band]
        held[band] = before if isinstance(before, str) else number if isinstance(number, str) else before + number
    return {where: [held[band] for band in BANDS] for where, held in sums.items()}


def with_ages(columns: Sequence[str], rows: Iterable, found: dict[tuple[int, str], list[float | int | str]]) -> list[str]:
    """The columns with the bands after them. Each row of totals is given its bands, or the sign of none."""
    for row in rows:
        row.figures.extend(found.get((row.year, row.place), [ABSENT] * len(BANDS)))
    return [*columns, *BANDS]
