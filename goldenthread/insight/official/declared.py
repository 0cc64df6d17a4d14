"""Which official figures are held, and what each means. None is counted here: others count and publish them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Official:
    """One official figure. `good` says which way is better. `by_district` says that it can be held for postcode districts too.

    `over` names another whose number this one is a part of, so that a share is worked out from the two and not typed; `gap_to`
    names that of pupils without special educational needs, so that the gap is.
    """

    key: str
    name: str
    group: str
    unit: str
    counted_by: str
    good: str = ""
    by_district: bool = False
    over: str = ""
    gap_to: str = ""


_ONS, _CENSUS, _ABSENCE = "Office for National Statistics", "School census, Department for Education", "Pupil absence, Department for Education"
_EXCLUSIONS, _RESULTS, _CARE = "Exclusions, Department for Education", "Attainment, Department for Education", "Children looked after, Department for Education"
_STATUS = {"none": "no special educational needs", "support": "SEN support", "plan": "a plan"}
GROUPS = ("Population", "Pupils", "Attainment", "Absence", "Exclusions", "Looked-after children")


def _each(key: str, name: str, group: str, unit: str, counted_by: str, good: str, statuses: tuple[str, ...] = ("none", "support", "plan"), *, over: str = "") -> list[Official]:
    gap = f"{key}_none" if "none" in statuses else ""
    return [
        Official(f"{key}_{status}", f"{name}, {_STATUS[status]}", group, unit, counted_by, good, over=over, gap_to="" if status == "none" else gap) for status in statuses
    ]


OFFICIAL: dict[str, Official] = {
    each.key: each
    for each in (
        Official("population_0_25", "Children and young people aged 0 to 25", "Population", "count", _ONS, by_district=True),
        Official("income_deprived", "Children in families with a low income", "Population", "%", "Income deprivation affecting children, Ministry of Housing", "low", by_district=True),
        Official("pupils_3_18", "Pupils aged 3 to 18", "Pupils", "count", _CENSUS),
        Official("pupils_support", "Pupils with SEN support", "Pupils", "count", _CENSUS, over="pupils_3_18"),
        Official("pupils_plan", "Pupils with a plan in the area’s schools", "Pupils", "count", _CENSUS, over="pupils_3_18"),
        Official("ks2_all", "Expected standard at 11 in reading, writing and mathematics, all pupils", "Attainment", "%", _RESULTS, "high", by_district=True),
        *_each("ks2", "Expected standard at 11 in reading, writing and mathematics", "Attainment", "%", _RESULTS, "high"),
        *_each("attainment8", "Attainment 8 score", "Attainment", "points", _RESULTS, "high"),
        *_each("absence_primary", "Absence in primary schools", "Absence", "%", _ABSENCE, "low"),
        *_each("absence_secondary", "Absence in secondary schools", "Absence", "%", _ABSENCE, "low"),
        *_each("absence_special", "Absence in special schools", "Absence", "%", _ABSENCE, "low", ("plan",)),
        Official("excluded", "Permanent exclusions", "Exclusions", "count", _EXCLUSIONS, "low"),
        *_each("excluded_primary", "Permanent exclusions in primary schools", "Exclusions", "count", _EXCLUSIONS, "low", ("support", "plan"), over="excluded"),
        *_each("excluded_secondary", "Permanent exclusions in secondary schools", "Exclusions", "count", _EXCLUSIONS, "low", ("support", "plan"), over="excluded"),
        Official("looked_after", "Looked-after children", "Looked-after children", "count", _CARE),
        Official("looked_after_support", "Looked-after children with SEN support", "Looked-after children", "count", _CARE, over="looked_after"),
    )
}  # fmt: skip
