"""The first pass: the whole file is seen to be sound, and its people counted, before any of it is taken.

What must be known of the file as a whole to check one person is gathered on the way: which UPNs and ULNs
come more than once. Numbers are packed into eight bytes a person, so a file for all England needs 15 MB.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from goldenthread.returns.reading.limits import DEFAULT, Limits
from goldenthread.returns.reading.opening import read_return
from goldenthread.returns.records import Header, Person, Problem


@dataclass(frozen=True, slots=True)
class Repeated:
    """Identifiers that more than one person of the file has, each with the places of those people, from 1."""

    upn: Mapping[str, tuple[int, ...]]
    uln: Mapping[str, tuple[int, ...]]
    name_and_birth: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Survey:
    """What one pass over a sound file has shown. `counts` is by group name, people among them."""

    name: str
    kind: str
    header: Header
    counts: Mapping[str, int]
    repeated: Repeated
    problems: tuple[Problem, ...]

    @property
    def people(self) -> int:
        """How many people the file has."""
        return self.counts["Person"]


def survey(path: Path | str, *, limits: Limits = DEFAULT, progress: Callable[[int], None] | None = None) -> Survey:
    """Read to the end and take nothing. Raises ReturnUnreadable when the file is not sound.

    `progress` is told the number of people so far, every thousand.
    """
    counts: Counter[str] = Counter()
    seen = Identifiers()
    with read_return(path, limits=limits) as source:
        for person in source.people():
            seen.add(person)
            counts["Person"] += 1
            for request in person.requests:
                counts["Requests"] += 1
                if request.assessment:
                    counts["Assessment"] += 1
                if plan := request.named_plan:
                    counts["NamedPlan"] += 1
                    counts["PlanDetail"] += len(plan.details)
                if active := request.active_plan:
                    counts["ActivePlans"] += 1
                    counts["PlacementDetail"] += len(active.placements)
                    counts["SENneed"] += len(active.needs)
            if progress and counts["Person"] % 1000 == 0:
                progress(counts["Person"])
    return Survey(
        name=source.name,
        kind=source.kind,
        header=source.header,
        counts=counts,
        repeated=seen.repeated(),
        problems=tuple(source.problems),
    )


class Identifiers:
    """The identifiers of everyone so far, as numbers. A UPN or ULN out of form is another rule's to report."""

    def __init__(self) -> None:
        self.upns, self.ulns, self.names = array("Q"), array("Q"), array("Q")

    def add(self, person: Person) -> None:
        self.upns.append(_packed(person.upn, 13))
        self.ulns.append(_packed(person.uln, 10))
        self.names.append(name_and_birth(person))

    def repeated(self) -> Repeated:
        return Repeated(
            upn={_unpacked(number): places for number, places in _twice(self.upns)},
            uln={_unpacked(number): places for number, places in _twice(self.ulns)},
            name_and_birth=dict(_twice(self.names)),
        )


def name_and_birth(person: Person) -> int:
    """A number that is the same for people of the same names and date of birth; 0 when one of them is missing."""
    if not (person.surname and person.forename and person.born_on):
        return 0
    return hash((person.surname.casefold(), person.forename.casefold(), person.born_on)) & 0xFFFFFFFFFFFFFFFF


def _twice(numbers: "array[int]") -> Iterable[tuple[int, tuple[int, ...]]]:
    """Each number but 0 that stands more than once, with its places from 1."""
    in_order = sorted(numbers)
    again = {one for one, other in pairwise(in_order) if one and one == other}
    places: dict[int, list[int]] = {number: [] for number in again}
    if again:
        for place, number in enumerate(numbers, start=1):
            if number in again:
                places[number].append(place)
    return [(number, tuple(found)) for number, found in places.items()]


def _packed(text: str | None, length: int) -> int:
    """Letters and digits as one whole number below 2**64: base 36 would need 68 bits, so digits keep base 10."""
    if not text or len(text) != length or not text.isascii() or not text.isalnum():
        return 0
    middle = text[1:-1]
    if not middle.isdigit():
        return 0
    return (1 << 63) | (int(text[0], 36) << 50) | (int(text[-1], 36) << 44) | (int(middle) << 4) | len(middle) % 16


def _unpacked(number: int) -> str:
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    first, last, middle, length = (number >> 50) & 63, (number >> 44) & 63, (number >> 4) & ((1 << 40) - 1), number & 15
    return f"{letters[first]}{middle:0{length}}{letters[last]}"
