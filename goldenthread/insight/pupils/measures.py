"""Which measures of pupils are compared, and from which published column each comes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PupilMeasure:
    """One measure. `columns` are the names under which the department has published it; another is given when a file is taken in.

    `only` are the rows of a file that are of this measure: by column, what must stand there (a pattern). A column of SHARED says
    nothing by itself, since several releases have it: a file with it must have the columns of `only` as well.
    """

    key: str
    name: str
    group: str
    good: str
    unit: str
    release: str
    columns: tuple[str, ...] = ()
    only: tuple[tuple[str, str], ...] = ()
    until: int | None = None


#: Names of columns that several releases share.
SHARED = ("expected_standard_pupil_percent", "percentage")
_EXCLUSIONS, _ABSENCE = "Suspensions and permanent exclusions in England", "Pupil absence in schools in England"
_KEY_STAGE_1 = "Key stage 1 and phonics screening check attainment"
MEASURES: dict[str, PupilMeasure] = {
    each.key: each
    for each in (
        PupilMeasure("excluded", "Permanent exclusions, of 100 pupils", "Exclusion", "low", "%", _EXCLUSIONS, ("perm_excl_rate",)),
        PupilMeasure("suspended", "Suspensions, of 100 pupils", "Exclusion", "low", "%", _EXCLUSIONS, ("susp_rate", "fixed_excl_rate")),
        PupilMeasure("absent", "Sessions missed", "Absence", "low", "%", _ABSENCE, ("sess_overall_percent",)),
        PupilMeasure("often_absent", "Pupils who miss a tenth of sessions or more", "Absence", "low", "%", _ABSENCE, ("enrolments_pa_10_exact_percent",)),
        PupilMeasure(
            "phonics", "Expected standard in phonics in Year 1", "Attainment", "high", "%", "Phonics screening check attainment", ("expected_standard_pupil_percent",), (("year_group", "year 1"),),
        ),
        PupilMeasure("ks1_reading", "Expected standard at 7 in reading", "Attainment", "high", "%", _KEY_STAGE_1, ("pt_readta_met_expected_standard",), until=2023),
        PupilMeasure("ks1_writing", "Expected standard at 7 in writing", "Attainment", "high", "%", _KEY_STAGE_1, ("pt_writta_met_expected_standard",), until=2023),
        PupilMeasure("ks1_maths", "Expected standard at 7 in mathematics", "Attainment", "high", "%", _KEY_STAGE_1, ("pt_matta_met_expected_standard",), until=2023),
        PupilMeasure(
            "ks2", "Expected standard at 11 in reading, writing and mathematics", "Attainment", "high", "%", "Key stage 2 attainment",
            ("pt_rwm_met_expected_standard", "expected_standard_pupil_percent"), (("subject", "reading, writing and math(s|ematics)"),),
        ),
        PupilMeasure("attainment8", "Attainment 8 score", "Attainment", "high", "", "Key stage 4 performance", ("avg_att8", "attainment8_average")),
        PupilMeasure("progress8", "Progress 8 score", "Attainment", "high", "", "Key stage 4 performance", ("avg_p8score", "progress8_average")),
        PupilMeasure(
            "level2", "Level 2 with English and mathematics by 19", "Attainment", "high", "%", "Level 2 and 3 attainment age 16 to 25", ("percentage",),
            (("age", "(by age |age )?19"), ("qualification_level", "level 2.*"), ("subject", "english (and|&) math(s|ematics)"), ("qualification_type", "(total|all).*")),
        ),
    )
}  # fmt: skip
GROUPS = ("Exclusion", "Absence", "Attainment")


def amount(value: float | None, unit: str) -> str:
    """A value as a page says it."""
    return "–" if value is None else f"{value:,.2f}".rstrip("0").rstrip(".").replace("-", "−") + unit
