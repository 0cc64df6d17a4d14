"""How often a line of provision is to be given, worked out from its fields or its words, and the weeks in which it is due.

Pure: no database, no today. Nothing is guessed: where a line does not say how often, or says two things, its rhythm is
not known (None) until a person sets it. Weeks begin on Mondays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goldenthread.law.cite import Force, cite

DAY, WEEK, FORTNIGHT, MONTH, HALF_TERM, TERM, YEAR, ONCE, ALWAYS, EQUIPMENT = (
    "day", "week", "fortnight", "month", "half_term", "term", "year", "once", "always", "equipment",
)  # fmt: skip
EVERY = {
    DAY: "Every school day", WEEK: "Every week", FORTNIGHT: "Every fortnight", MONTH: "Every month", HALF_TERM: "Every half term", TERM: "Every term",
    YEAR: "Every year", ONCE: "Once", ALWAYS: "All the time", EQUIPMENT: "Equipment, within six weeks",
}  # fmt: skip
SCHOOL_DAYS = 5
#: Weeks in which a setting is open for fewer days than this are not expected to hold what is due in a week.
FEWEST_DAYS = 3
#: A run of missed weeks as long as this is somebody's task.
FORTNIGHT_OF_WEEKS = 2
EQUIPMENT_WEEKS = 6
CITATIONS = {
    "secure": cite(
        "Children and Families Act 2014", "section 42(2)", "The council must secure the special educational provision that the plan specifies for the child.", "V1",
    ),
    "equipment": cite(
        "Local promise", "specialist equipment (Essex written statement of action 2020, JC10)",
        "Equipment that a plan names is with the child six weeks after the plan was issued.", "V2", Force.LOCAL, effective_from=date(2020, 9, 1),
    ),
    "fortnight": cite(
        "Local promise", "help that did not arrive", "Somebody finds out why within five working days of a fortnight of missed help becoming known.", "A", Force.LOCAL,
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Rhythm:
    """How often: `times` in each `every`, for `weeks` weeks of a year where that is said.

    `source` is "person", "fields" or "words"; `words` are those it was read from. `all_year` counts holidays too.
    """

    every: str
    times: int = 1
    weeks: int | None = None
    all_year: bool = False
    source: str = "fields"
    words: str = ""

    @property
    def spoken(self) -> str:
        """Such as "2 times every week, for 39 weeks of the year"."""
        many = f"{self.times} times " if self.times > 1 else ""
        base = EVERY[self.every]
        told = f"{many}{base[0].lower()}{base[1:]}" if many else base
        return told + (f", for {self.weeks} weeks of the year" if self.weeks and self.every in (DAY, WEEK, FORTNIGHT, ALWAYS) else "")


@dataclass(frozen=True)
class HalfTerm:
    """Days on which settings are open, the first and the last of half a term. `term` is autumn, spring or summer."""

    first_on: date
    last_on: date
    term: str
    year: int


@dataclass(frozen=True)
class Period:
    """The weeks within which something is due `times` times. `last_on` is a Sunday; None where no end is known."""

    first_on: date
    last_on: date | None
    weeks: int
    times: int = 1


# --- from fields and words

_NUMBERS = {"once": 1, "one": 1, "twice": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
_N = rf"(?:{'|'.join(_NUMBERS)}|\d{{1,2}})"
_PERS = {
    "day": DAY, "school day": DAY, "week": WEEK, "school week": WEEK, "fortnight": FORTNIGHT, "month": MONTH, "half term": HALF_TERM, "half-term": HALF_TERM,
    "term": TERM, "academic year": YEAR, "school year": YEAR, "year": YEAR,
}  # fmt: skip
_PER = "|".join(sorted(map(re.escape, _PERS), key=len, reverse=True))
#: What says how often it is looked at, and for how many weeks, says nothing of how often it is given.
_ASIDE = re.compile(
    r"\b(?:to be |is |are |will be )?(?:reviewed|monitored|evaluated|updated|checked)\b[^.;,]*|\breviews?\b[^.;,]*"
    r"|\b\d+ weeks? (?:a|per|of the|in the|each|every) (?:academic |school )?year\b|\b(?:as (?:shown|described)|see) [^.;,]*",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    rf"\b(?P<n>{_N})(?:\s?x|\s*-?\s*times?|\s+(?:[\w-]+\s+){{0,2}}?(?:sessions?|visits?|lessons?|blocks?))?\s*,?\s*(?:an?|per|each|every|in each)\s+(?P<per>{_PER})\b"
    rf"|\bonce every (?P<other>{_PER})\b", re.IGNORECASE,
)  # fmt: skip
_EACH = re.compile(rf"\b(?:an?|per|each|every)\s+(?P<per>{_PER})\b|\bevery (?:two|2|other|second) (?P<two>weeks?)\b", re.IGNORECASE)
_ADVERBS = {
    "daily": DAY, "weekly": WEEK, "fortnightly": FORTNIGHT, "monthly": MONTH, "half-termly": HALF_TERM, "half termly": HALF_TERM, "termly": TERM,
    "annually": YEAR, "yearly": YEAR, "one-off": ONCE, "one off": ONCE, "once only": ONCE, "at all times": ALWAYS, "all the time": ALWAYS,
    "throughout the school day": ALWAYS, "throughout the day": ALWAYS,
}  # fmt: skip
_ADVERB = re.compile(rf"\b(?:(?P<n>{_N})(?:\s+times)?\s+)?(?<!half )(?<!half-)(?P<word>{'|'.join(sorted(map(re.escape, _ADVERBS), key=len, reverse=True))})\b", re.IGNORECASE)
_EQUIPMENT = re.compile(
    r"\b(?:equipment|standing frame|hearing aids?|radio aid|wheelchair|walking frame|walker|hoist|communication aid|speech device|eye[- ]gaze|braille\w*|"
    r"magnif\w+|slope|specialist (?:chair|seat\w*|desk|keyboard)|laptop|tablet|switch(?:es)?|sound[- ]?field)\b", re.IGNORECASE,
)  # fmt: skip


def of_line(*, text: str, per: str = "", times: int | None = None, weeks: int | None = None, section: str = "F") -> Rhythm | None:
    """The rhythm that a line states: by its fields, else by its words; None where it states none, or two."""
    all_year = section in ("G", "H1", "H2")
    found = (Rhythm(per, times or 1, weeks, all_year, "fields", "")) if per else _of_words(text, weeks, all_year)
    thing = _EQUIPMENT.search(text)
    if thing and (found is None or found.every == ONCE) and _names_nothing_else(text):
        return Rhythm(EQUIPMENT, 1, None, True, "words", thing.group())
    return found


def _names_nothing_else(text: str) -> bool:
    """Whether the words name equipment to be provided, and no teaching, therapy or help with it that has a rhythm of its own."""
    return not re.search(r"\b(?:sessions?|lessons?|teaching|therapy|programme|minutes?|hours?)\b", text, re.IGNORECASE)


def _of_words(text: str, weeks: int | None, all_year: bool) -> Rhythm | None:
    """One rhythm that the words state. "Twice a week" beside "every week" is one; "weekly" beside "termly" is none."""
    said = _ASIDE.sub(" ", text)
    exact: dict[tuple[str, int], str] = {}
    for match in _COUNTED.finditer(said):
        per = _PERS[(match["per"] or match["other"]).lower()]
        exact[per, _number(match["n"] or "one")] = match.group()
    for match in _ADVERB.finditer(said):
        exact[_ADVERBS[match["word"].lower()], _number(match["n"] or "one")] = match.group()
    counted = {per for per, _ in exact}
    for match in _EACH.finditer(said):
        per = FORTNIGHT if match["two"] else _PERS[match["per"].lower()]
        if per not in counted:
            exact.setdefault((per, 1), match.group())
    if len(exact) != 1:
        return None
    ((every, times), words), *_ = exact.items()
    return Rhythm(every, times, weeks, all_year, "words", words.strip())


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word.lower()]


# --- weeks


def monday(day: date) -> date:
    """The Monday of the week that holds this day."""
    return day - timedelta(days=day.weekday())


def weeks_open(terms: Iterable[HalfTerm], since: date, until: date) -> list[tuple[date, HalfTerm]]:
    """The Monday of each week in which a setting is open for three days or more, with the half term that it is in."""
    found: dict[date, tuple[int, HalfTerm]] = {}
    for half in terms:
        if half.last_on < since or half.first_on > until:
            continue
        week = monday(max(half.first_on, since))
        while week <= min(half.last_on, until):
            first, last = max(week, half.first_on), min(week + timedelta(days=SCHOOL_DAYS - 1), half.last_on)
            days = (last - first).days + 1
            before = found.get(week, (0, half))[0]
            if days > 0:
                found[week] = (before + days, half)
            week += timedelta(days=7)
    return [(week, half) for week, (days, half) in sorted(found.items()) if days >= FEWEST_DAYS]


def periods(rhythm: Rhythm, *, starts_on: date, until: date, terms: Sequence[HalfTerm]) -> list[Period]:
    """The periods in which something is due, oldest first, up to the one that holds `until`.

    Without term dates every week counts as open. What is due once, or is equipment, has one period.
    """
    if rhythm.every == ONCE:
        return [Period(monday(starts_on), None, 0, rhythm.times)]
    if rhythm.every == EQUIPMENT:
        return [Period(monday(starts_on), starts_on + timedelta(weeks=EQUIPMENT_WEEKS), EQUIPMENT_WEEKS, rhythm.times)]
    end = monday(until) + timedelta(days=6)
    whole_until = max((half.last_on for half in terms), default=end) if rhythm.every in (TERM, HALF_TERM, YEAR) else end
    weeks: list[tuple[date, HalfTerm | None]]
    if rhythm.all_year or not terms:
        weeks = [(week, None) for week in _every_week(starts_on, end)]
    else:
        weeks = list(weeks_open(terms, starts_on, max(end, whole_until)))
    if rhythm.weeks:
        weeks = _so_many_a_year(weeks, rhythm.weeks, starts_on)
    if rhythm.every in (DAY, WEEK, ALWAYS):
        times = rhythm.times * (SCHOOL_DAYS if rhythm.every == DAY else 1)
        return [Period(week, week + timedelta(days=6), 1, times) for week, _ in weeks if week <= end]
    groups: dict[object, list[date]] = {}
    for number, (week, half) in enumerate(weeks):
        groups.setdefault(_group(rhythm.every, number, week, half), []).append(week)
    found = [Period(each[0], each[-1] + timedelta(days=6), len(each), rhythm.times) for each in groups.values()]
    return [period for period in found if period.first_on <= end]


def _group(every: str, number: int, week: date, half: HalfTerm | None) -> object:
    """What the weeks of one period have in common."""
    if every == FORTNIGHT:
        return number // 2
    middle = week + timedelta(days=3)  # a week belongs to the month of its Thursday
    if every == MONTH:
        return middle.year, middle.month
    year = half.year if half else middle.year - (middle.month < 9)
    if every == YEAR:
        return year
    if half is None:  # no terms are known: thirds of a school year, or sixths
        part = (middle.month - 9) % 12 // (4 if every == TERM else 2)
        return year, part
    return (year, half.term) if every == TERM else (year, half.first_on)


def _every_week(since: date, until: date) -> list[date]:
    first = monday(since)
    return [first + timedelta(days=7 * n) for n in range(max(0, (until - first).days // 7 + 1))]


def _so_many_a_year(weeks: list, most: int, starts_on: date) -> list:
    """The first so many weeks of each year that is counted from the day on which it began."""
    taken: dict[int, int] = {}
    kept = []
    for each in weeks:
        year = max(0, (each[0] - monday(starts_on)).days) // 364
        if taken.get(year, 0) < most:
            taken[year] = taken.get(year, 0) + 1
            kept.append(each)
    return kept


def holding(found: Sequence[Period], week: date) -> Period | None:
    """The period that a week falls in; None for a week in which nothing is due."""
    for period in reversed(found):
        if period.first_on <= week and (period.last_on is None or week <= period.last_on):
            return period
    return None
