"""School years, year groups, phases and the transfers between them."""

from dataclasses import dataclass
from datetime import date

from goldenthread.law.cite import ACT, REGULATIONS, Citation, cite
from goldenthread.law.refusals import LawRefusal
from goldenthread.law.settings import DEFAULT, LawSettings

CITATIONS = {
    "phases": cite(
        REGULATIONS, "regulations 2(1) and 18(1)",
        "The transfers that have a date are early years to school, infant to junior, primary to middle, primary to "
        "secondary, middle to secondary, and secondary to post-16.",
        "V1",
    ),
    "all_through": cite(
        REGULATIONS, "regulation 18(1); Ombudsman, Warwickshire 24 006 216 (June 2025)",
        "The duty follows the phase, not the building: staying at the same school does not remove it.", "V1",
    ),
    "sixth_form": cite(
        ACT, "section 83(2)",
        "A school sixth form is not a post-16 institution; the 31 March date is run for every child in Year 11.", "A",
    ),
    "year_group": cite(
        REGULATIONS, "regulations 6(1)(g), 20(6) and 21(6)",
        "From Year 9 advice and reviews must look to preparation for adulthood. The year group is worked out from "
        "the date of birth; where the child is taught in another year, the recorded one is better.",
        "V1",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transfer:
    """A move between phases: ``phase`` such as "primary_to_secondary", in September of ``year``."""

    phase: str
    year: int
    citation: Citation


NAMES = {
    "eyp_to_school": "early years to school",
    "infant_to_junior": "infant to junior school",
    "primary_to_middle": "primary to middle school",
    "primary_to_secondary": "primary to secondary school",
    "middle_to_secondary": "middle to secondary school",
    "secondary_to_post16": "secondary school to post-16",
}

SCHOOL_PATTERNS: dict[str, dict[int, str]] = {
    # The last year group before each transfer (0 is Reception, -1 the nursery year).
    "primary": {-1: "eyp_to_school", 6: "primary_to_secondary", 11: "secondary_to_post16"},
    "infant_junior": {
        -1: "eyp_to_school",
        2: "infant_to_junior",
        6: "primary_to_secondary",
        11: "secondary_to_post16",
    },
    "middle": {
        -1: "eyp_to_school",
        4: "primary_to_middle",
        8: "middle_to_secondary",
        11: "secondary_to_post16",
    },
}


def school_year(on: date, settings: LawSettings = DEFAULT) -> int:
    """The calendar year in which the school year of that day began: 2026 for 2026 to 2027."""
    return on.year - ((on.month, on.day) < settings.school_year_starts)


def school_year_name(on: date, settings: LawSettings = DEFAULT) -> str:
    """Such as "2026 to 2027"."""
    year = school_year(on, settings)
    return f"{year} to {year + 1}"


def national_curriculum_year(date_of_birth: date, on: date, settings: LawSettings = DEFAULT) -> int:
    """The year group of the age cohort: 0 is Reception, -1 the nursery year before it, 13 the last of school.

    It goes on past 13, and below -1, as a count of years. Prefer the recorded year group where there is one.
    """
    return school_year(on, settings) - school_year(date_of_birth, settings) - 5


def year_name(year: int) -> str:
    """The year group as people say it: Nursery, Reception, Year 9, after Year 14."""
    if year < -1:
        return "before nursery"
    return {-1: "Nursery", 0: "Reception"}.get(year, f"Year {year}")


def phase(date_of_birth: date, on: date, settings: LawSettings = DEFAULT) -> str:
    """Early years, primary, secondary or post-16, by the age cohort."""
    year = national_curriculum_year(date_of_birth, on, settings)
    if year < 0:
        return "early_years"
    if year <= 6:
        return "primary"
    return "secondary" if year <= 11 else "post16"


def phase_transfer(
    date_of_birth: date,
    on: date,
    *,
    year_group: int | None = None,
    schools: str = "primary",
    settings: LawSettings = DEFAULT,
) -> Transfer | None:
    """The transfer at the end of this school year, or ``None``.

    ``year_group`` is the recorded one, where known. ``schools`` is the local pattern: a key of ``SCHOOL_PATTERNS``.
    """
    if schools not in SCHOOL_PATTERNS:
        raise LawRefusal(f"Choose the pattern of schools from: {', '.join(SCHOOL_PATTERNS)}.")
    year = national_curriculum_year(date_of_birth, on, settings) if year_group is None else year_group
    move = SCHOOL_PATTERNS[schools].get(year)
    if move is None or (move == "secondary_to_post16" and not settings.year_eleven_is_always_a_transfer):
        return None
    source = CITATIONS["sixth_form"] if move == "secondary_to_post16" else CITATIONS["phases"]
    return Transfer(move, school_year(on, settings) + 1, source)


def next_phase_transfer(
    date_of_birth: date, on: date, *, schools: str = "primary", settings: LawSettings = DEFAULT
) -> Transfer | None:
    """The first transfer at the end of this school year or of a later one, or ``None`` after the last."""
    now = national_curriculum_year(date_of_birth, on, settings)
    started = school_year(on, settings)
    for year, move in SCHOOL_PATTERNS[schools].items():
        if year >= now:
            return Transfer(move, started + 1 + year - now, CITATIONS["phases"])
    return None


_STAGE_WORDS = (
    ("post16", ("post16", "post_16", "fe_college", "further_education", "college", "apprenticeship", "traineeship",
                "supported_internship", "training_provider")),
    ("sixth_form", ("sixth_form",)),
    ("early_years", ("early_years", "eyp", "nursery", "preschool", "pre_school", "childminder", "playgroup")),
    ("infant", ("infant",)),
    ("junior", ("junior",)),
    ("middle", ("middle",)),
    ("secondary", ("secondary", "studio", "utc", "university_technical", "upper", "high_school", "14_to_19")),
    ("primary", ("primary", "first_school", "first", "reception")),
    ("school", ("school", "reception")),
)  # fmt: skip

_MOVES = {
    ("early_years", "infant"): "15_february",
    ("early_years", "primary"): "15_february",
    ("early_years", "school"): "15_february",
    ("infant", "junior"): "15_february",
    ("primary", "middle"): "15_february",
    ("primary", "secondary"): "15_february",
    ("junior", "secondary"): "15_february",
    ("middle", "secondary"): "15_february",
    ("secondary", "post16"): "31_march",
    ("secondary", "sixth_form"): "31_march",
    ("sixth_form", "post16"): "31_march",
    ("school", "post16"): "31_march",
    ("post16", "post16"): "5_months",
}


def stage_of(setting: str) -> str | None:
    """The phase that the words for a setting stand for, or ``None`` if they name none."""
    words = setting.lower().replace("-", "_").replace(" ", "_")
    if "sixth_form_college" in words:
        return "post16"
    for stage, known in _STAGE_WORDS:
        if any(word in words for word in known):
            return stage
    return None


def deadline_for_move(leaving: str, joining: str) -> str:
    """Which date a move between two kinds of setting has: "15_february", "31_march", "5_months" or "none"."""
    before, after = stage_of(leaving), stage_of(joining)
    if before is None or after is None:
        unknown = leaving if before is None else joining
        raise LawRefusal(f"'{unknown}' is not a kind of setting that we know.", CITATIONS["phases"])
    return _MOVES.get((before, after), "none")
