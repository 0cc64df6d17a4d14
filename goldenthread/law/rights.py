"""Who holds the rights: the parent until compulsory school age ends, then the young person."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from goldenthread.law.cite import ACT, CODE, EDUCATION_ACT, Citation, Force, cite
from goldenthread.law.days import ONE_DAY, anniversary, in_words
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "holder": cite(
        ACT, "section 83(2); Education Act 1996, sections 576 and 579",
        "Rights sit with the parent of a child, and with a young person once over compulsory school age and under 25.",
        "V2",
    ),
    "school_age_ends": cite(
        EDUCATION_ACT, "section 8(3)",
        "Compulsory school age ends at the end of the last Friday in June of the school year in which the person "
        "turns 16, also where the birthday falls between that Friday and the next school year.",
        "V1", effective_from=date(1997, 9, 1),
    ),
    "school_age_starts": cite(
        EDUCATION_ACT, "section 8(2)",
        "Compulsory school age starts on the 31 August, 31 December or 31 March on or next after the fifth birthday.",
        "V1", effective_from=date(1998, 9, 1),
    ),
    "capacity": cite(
        ACT, "section 80; SEND Regulations 2014, regulations 63 and 64 and Schedule 3",
        "A young person who lacks capacity for a decision is represented by a deputy or attorney and, if there is "
        "none, by their parent; a parent who lacks capacity, by that parent's representative. It is asked afresh "
        "for each decision.",
        "V1",
    ),
    "at_each_step": cite(
        ACT, "section 19; SEND Code of Practice 2015, paragraphs 8.13 to 8.18",
        "Who holds the rights is asked again at each letter, consent and appeal.", "M",
    ),
    "care_at_18": cite(
        ACT, "section 37(2)(e); SEND Regulations 2014, regulation 12(1)(h)(i)",
        "Social care under section 2 of the Chronically Sick and Disabled Persons Act 1970 (section H1) is for those "
        "under 18; from 18 adult care is written in section H2.",
        "V1",
    ),
    "age_is_no_ground": cite(
        CODE, "paragraph 9.200", "Reaching 19 never ends a plan by itself.", "V2", Force.GUIDANCE,
    ),
    "all_parents": cite(
        EDUCATION_ACT, "section 576",
        "Everyone with parental responsibility or care is a parent; the default is to notify each.", "A",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the rights on a day.

    ``who``: "parent" or "young_person", whose rights they are; "none" from the 25th birthday.
    ``exercised_by``: who acts on them when capacity is lacking ("representative", "parent" or
    "parents_representative"); otherwise the same as ``who``. ``from_day``: the first day on which they hold them.
    """

    who: str
    from_day: date
    exercised_by: str
    citation: Citation
    why: str


def starts(date_of_birth: date, settings: LawSettings = DEFAULT) -> date:
    """Compulsory school age starts: the prescribed day on or next after the fifth birthday (P-3)."""
    fifth = anniversary(date_of_birth, 5, leap_on_1_march=settings.born_on_29_february_ages_on_1_march)
    for month, day in ((3, 31), (8, 31), (12, 31)):
        prescribed = date(fifth.year, month, day)
        if fifth <= prescribed:
            return prescribed
    raise AssertionError("every day falls before 31 December or on it")


def last_friday_in_june(year: int) -> date:
    """The last Friday in June of that year."""
    end = date(year, 6, 30)
    return end - timedelta(days=(end.weekday() - 4) % 7)


def compulsory_school_age_ends(date_of_birth: date, settings: LawSettings = DEFAULT) -> date:
    """The last day of compulsory school age: the last Friday in June of the school year of the 16th birthday (P-2)."""
    return _school_age_ends(
        date_of_birth, settings.school_year_starts, settings.born_on_29_february_ages_on_1_march
    )


@lru_cache(maxsize=16_384)
def _school_age_ends(date_of_birth: date, school_year_starts: tuple[int, int], leap_on_1_march: bool) -> date:
    sixteenth = anniversary(date_of_birth, 16, leap_on_1_march=leap_on_1_march)
    ends_in = sixteenth.year + ((sixteenth.month, sixteenth.day) >= school_year_starts)
    return last_friday_in_june(ends_in)


def young_person_from(date_of_birth: date, settings: LawSettings = DEFAULT) -> date:
    """The first day on which the rights are the young person's own."""
    return compulsory_school_age_ends(date_of_birth, settings) + ONE_DAY


def rights_holder(
    date_of_birth: date,
    on: date,
    *,
    lacks_capacity: bool = False,
    representative: bool = False,
    parent_lacks_capacity: bool = False,
    settings: LawSettings = DEFAULT,
) -> Holder:
    """Who holds the rights on ``on``, and who acts on them (P-1 to P-5).

    ``lacks_capacity`` and ``representative`` speak of the young person, for the decision at hand: whether they lack
    capacity for it, and whether a deputy or attorney acts for them.
    """
    if on < date_of_birth:
        raise LawRefusal("The date is before the date of birth. Check both dates.", CITATIONS["holder"])
    switch = young_person_from(date_of_birth, settings)
    if on < switch:
        if parent_lacks_capacity:
            return Holder(
                "parent", date_of_birth, "parents_representative", CITATIONS["capacity"],
                "The parent holds the rights and lacks capacity for this decision, so the parent's own "
                "representative acts.",
            )  # fmt: skip
        return Holder(
            "parent", date_of_birth, "parent", CITATIONS["holder"],
            f"Compulsory school age lasts to the end of {in_words(switch - ONE_DAY)}. Until then the parent holds "
            "the rights, even when the child has turned 16.",
        )  # fmt: skip
    leap = settings.born_on_29_february_ages_on_1_march
    turns_25 = anniversary(date_of_birth, 25, leap_on_1_march=leap)
    if on >= turns_25:
        return Holder(
            "none", turns_25, "none", CITATIONS["holder"],
            f"They reached 25 on {in_words(turns_25)}: no longer a young person. A plan may be maintained to the end "
            "of that academic year.",
        )  # fmt: skip
    if not lacks_capacity:
        return Holder(
            "young_person", switch, "young_person", CITATIONS["holder"],
            f"Compulsory school age ended on {in_words(switch - ONE_DAY)}, so the young person holds the rights.",
        )  # fmt: skip
    if representative:
        return Holder(
            "young_person", switch, "representative", CITATIONS["capacity"],
            "The young person lacks capacity for this decision, so their deputy or attorney acts.",
        )  # fmt: skip
    by = "parents_representative" if parent_lacks_capacity else "parent"
    return Holder(
        "young_person", switch, by, CITATIONS["capacity"],
        "The young person lacks capacity for this decision and has no deputy or attorney, so "
        + ("their parent's representative acts." if parent_lacks_capacity else "their parent acts."),
    )  # fmt: skip


def turns(date_of_birth: date, age: int, settings: LawSettings = DEFAULT) -> date:
    """The day on which they reach an age."""
    return anniversary(date_of_birth, age, leap_on_1_march=settings.born_on_29_february_ages_on_1_march)


def age_on(date_of_birth: date, on: date, settings: LawSettings = DEFAULT) -> int:
    """Age in whole years on a day; negative before birth."""
    years = on.year - date_of_birth.year
    return years if turns(date_of_birth, years, settings) <= on else years - 1


def section_h1_permitted(date_of_birth: date, on: date, settings: LawSettings = DEFAULT) -> bool:
    """Whether section H1 may be written on that day: only under 18 (P-9)."""
    return on < turns(date_of_birth, 18, settings)
