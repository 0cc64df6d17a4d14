"""What a caseload list is asked to show, read from the address: nothing there can break the page.

What cannot be understood is left out, and `ignored` says so in a sentence for each.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from goldenthread.core import opaque
from goldenthread.law import school_year
from goldenthread.law.settings import DEFAULT

from .words import NEEDS, STAGES, days

#: Each order in words: its name, and how it runs one way and the other.
SORT_WORDS = {
    "due": ("Next date", "earliest first", "latest first"),
    "name": ("Name", "A to Z", "Z to A"),
    "stage": ("Stage", "from the beginning", "from the end"),
    "dob": ("Date of birth", "oldest first", "youngest first"),
    "received": ("Date received", "earliest first", "latest first"),
    "plan": ("Date of plan", "earliest first", "latest first"),
}
SHOWS = {"open": "Open cases", "closed": "Closed cases", "all": "Open and closed cases"}
PHASES = {
    "early_years": "Early years",
    "primary": "Primary (Reception to Year 6)",
    "secondary": "Secondary (Years 7 to 11)",
    "post16": "Post-16",
}
_PHASE_YEARS = {"early_years": (-9, -1), "primary": (0, 6), "secondary": (7, 11), "post16": (12, 25)}
YEARS = range(-1, 16)
WITHIN = (10, 30, 90)
_MOST_TYPED = 200


@dataclass(frozen=True)
class Filters:
    """One list's filters and order. Empty means not asked. `worker` is "me", "none" or a user's id (in
    an address, as everywhere, their key); `group` a phase or a
    year group; `sort` begins with "-" when turned round."""

    q: str = ""
    stage: tuple[str, ...] = ()
    worker: str = ""
    school: str = ""
    setting: int | None = None
    need: str = ""
    late: bool = False
    within: int | None = None
    group: str = ""
    show: str = "open"
    sort: str = ""
    ignored: tuple[str, ...] = field(default=(), compare=False)

    @property
    def order(self) -> str:
        """The order asked for, or the one that suits: best match for a search, otherwise what is due first."""
        return self.sort or ("best" if self.q else "due")

    @property
    def worker_key(self) -> str:
        """The named worker as an address has them."""
        return opaque.key("user", int(self.worker)) if self.worker.isdecimal() else self.worker

    @property
    def setting_key(self) -> str:
        """The setting as an address has it."""
        return opaque.key("organisation", self.setting) if self.setting else ""

    def pairs(self) -> list[tuple[str, str]]:
        """The filters as they stand in an address, in one order, without what is not asked."""
        found = [
            ("q", self.q),
            *(("stage", one) for one in self.stage),
            ("worker", self.worker_key),
            ("school", self.school),
        ]
        found += [("setting", self.setting_key), ("need", self.need), ("late", "1" if self.late else "")]
        found += [
            ("within", str(self.within or "")),
            ("group", self.group),
            ("show", "" if self.show == "open" else self.show),
            ("sort", self.sort),
        ]
        return [(name, value) for name, value in found if value]

    def query(self, **changed) -> str:
        """The address's query for this list with something changed, such as `query(sort="name")`; "" for none."""
        return urlencode((replace(self, **changed) if changed else self).pairs())

    @property
    def narrow(self) -> bool:
        """Whether anything but the order differs from the plain list."""
        return bool([name for name, _ in self.pairs() if name != "sort"])

    def born(self, today: date) -> tuple[date, date] | None:
        """First and last date of birth of the year group or phase asked for, as it stands today."""
        if not self.group:
            return None
        first, last = _PHASE_YEARS.get(self.group) or (int(self.group), int(self.group))
        month, day = DEFAULT.school_year_starts
        now = school_year.school_year(today)
        return date(now - 5 - last, month, day), date.fromordinal(date(now - 4 - first, month, day).toordinal() - 1)


def read(query) -> Filters:
    """The filters in an address (a QueryDict)."""
    said: list[str] = []

    def one(name: str) -> str:
        return " ".join(query.get(name, "").replace("\x00", "").split())

    def chosen(name: str, known, subject: str) -> str:
        value = one(name)
        if value and value not in known:
            said.append(f"{subject} “{value[:40]}” is not one we know, so it was left out.")
            return ""
        return value

    def number(name: str, least: int, most: int, subject: str) -> int | None:
        value = one(name)
        if not value:
            return None
        if value.isascii() and value.isdecimal() and len(value) <= 19 and least <= int(value) <= most:
            return int(value)
        said.append(f"{subject} “{value[:40]}” cannot be read, so it was left out.")
        return None

    def key(kind: str, value: str, subject: str) -> int | None:
        found = opaque.number(kind, value) if value else None
        if value and not found:
            said.append(f"{subject} “{value[:40]}” cannot be read, so it was left out.")
        return found

    q = one("q")
    if len(q) > _MOST_TYPED:
        said.append(f"Only the first {_MOST_TYPED} characters of the search were used.")
        q = q[:_MOST_TYPED]
    stages = []
    for stage in dict.fromkeys(query.getlist("stage")):
        if stage in STAGES:
            stages.append(stage)
        elif stage:
            said.append(f"Stage “{stage[:40]}” is not one we know, so it was left out.")
    worker = one("worker")
    if worker not in ("", "me", "none"):
        found = key("user", worker, "Named worker")
        worker = str(found) if found else ""
    sort = chosen("sort", [*SORT_WORDS, *(f"-{name}" for name in SORT_WORDS), "best"], "Order")
    if sort == "best":
        sort = ""
    return Filters(
        q=q,
        stage=tuple(stages),
        worker=worker,
        school=one("school")[:100],
        setting=key("organisation", one("setting"), "School or setting"),
        need=chosen("need", NEEDS, "Type of need"),
        late=chosen("late", ("1",), "Late") == "1",
        within=number("within", 1, 366, "Days"),
        group=chosen("group", {*PHASES, *map(str, YEARS)}, "Year group"),
        show=chosen("show", SHOWS, "Show") or "open",
        sort=sort,
        ignored=tuple(said),
    )


@dataclass(frozen=True)
class Place:
    """Where in a long list to go on: after a row or before one, and the number of the first row to show there.

    The address names the row only by the child's id, never by what it is sorted on."""

    after: UUID | None = None
    before: UUID | None = None
    number: int = 1


def read_place(query) -> Place:
    """The place in an address; the start of the list where it cannot be read."""
    number = query.get("n", "")
    first = int(number) if number.isascii() and number.isdecimal() and 0 < len(number) <= 7 else 1
    for name in ("after", "before"):
        try:
            row = UUID(query[name])
        except (KeyError, ValueError):
            continue
        return Place(after=row if name == "after" else None, before=row if name == "before" else None, number=max(first, 1))
    return Place()


@dataclass(frozen=True)
class Chip:
    """One filter that is on, in words, with the query that takes it off."""

    words: str
    query: str


def chips(filters: Filters, *, workers: dict[str, str], setting_name: str = "") -> list[Chip]:
    """Every filter that is on. `workers` maps ids to names; `setting_name` is the name behind `setting`."""
    found = []

    def add(words: str, **off):
        found.append(Chip(words, filters.query(**off)))

    if filters.q:
        add(f"Search: {filters.q}", q="")
    for stage in filters.stage:
        add(STAGES[stage], stage=tuple(other for other in filters.stage if other != stage))
    if filters.worker:
        add(
            {"me": "Mine", "none": "No named worker"}.get(filters.worker)
            or f"Worker: {workers.get(filters.worker, 'somebody else')}",
            worker="",
        )
    if filters.school:
        add(f"School: {filters.school}", school="")
    if filters.setting:
        add(f"School: {setting_name or 'one we do not know'}", setting=None)
    if filters.need:
        add(NEEDS[filters.need], need="")
    if filters.late:
        add("Late", late=False)
    if filters.within:
        add(f"Due within {days(filters.within)}", within=None)
    if filters.group:
        add(group_name(filters.group), group="")
    if filters.show != "open":
        add(SHOWS[filters.show], show="open")
    return found


def group_name(group: str) -> str:
    """A phase or year group in words."""
    return PHASES.get(group) or school_year.year_name(int(group))
