"""The published data sets we know: how each is told from the others, and the one name we have for each of its columns.

Names are misspelt in the files (`number_decsion_4weeks`), mix capitals and carry the year (`review_meeting_24`). A column is
brought to its plain name here; one that is not known then is a reason to refuse the file, since nobody can say what it holds.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"

#: Columns that say of what and of whom a row is; the same in every file.
HEADINGS = (
    "time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name", "new_la_code",
    "old_la_code", "la_name", "breakdown_topic", "breakdown",
)  # fmt: skip

#: What a published file calls a column, and our name for it.
SPELLINGS = {
    "number_decsion_4weeks": "decision_4_weeks",
    "number_decision_gt_4weeks": "decision_over_4_weeks",
    "pc_decsion_4weeks": "pc_decision_4_weeks",
    "pc_decision_gt_4weeks": "pc_decision_over_4_weeks",
    "outcome_maintan": "outcome_maintained",
    "outcome_amend": "outcome_amended",
    "outcome_cease": "outcome_ceased",
    "no_outcome": "no_outcome_recorded",
    "no_review_meeting": "review_not_completed",
    "org_arrangments": "org_arrangements",
    "number_asssess_mediation_tribunal": "number_assess_mediation_tribunal",
}
#: A column that carries a year: its stem, whether all before that year, and the year's last two digits.
_DATED = re.compile(r"^(review_meeting|review_decision|review_expected|review_not_expected|review_completed|due|final)_?(prior_?)?(?:20)?(\d\d)$")


@dataclass(frozen=True)
class Dataset:
    """One published data set. `signs` are columns that only it has; `counted_in` is "January" for a census of plans."""

    name: str
    title: str
    signs: tuple[str, ...]
    counted_in: str = ""


DATASETS = {
    each.name: each
    for each in (
        Dataset("timeliness", "Timeliness of plans", ("plans_issued_den",)),
        Dataset("requests", "Requests for assessment", ("requests_received_in_year",)),
        Dataset("assessments", "Assessments", ("assess_in_year",)),
        Dataset("caseload", "Plans in force by setting", ("ehcplans",), "January"),
        Dataset("newplans", "New plans by setting", ("new_ehc_plans",)),
        Dataset("ceased_plans", "Plans that ended", ("total_ceased",)),
        Dataset("needs_all_plans", "Main need of all plans", ("ehc_plans", "number_asd"), "January"),
        Dataset("needs_new_plans", "Main need of new plans", ("ehc_plans", "number_asd")),
        Dataset("personal_budgets", "Personal budgets", ("personal_budget",), "January"),
        Dataset("residential_settings", "Residential placements", ("res_tot",), "January"),
        Dataset("work_based_placements", "Work-based placements", ("open_wbp",), "January"),
        Dataset("annual_reviews", "Annual reviews", ("total_ehc_plans",)),
        Dataset("phase_transfers", "Phase transfers", ("number_plans", "due_year")),
        Dataset("appeals", "Appeals to the SEND Tribunal", ("appeals_registered",)),
    )
}


def plain(column: str, release: int) -> str:
    """Our name for a published column. The year in a name becomes its place before the release: the census year, the year
    counted, or before."""
    name = column.strip().lower()
    if name in SPELLINGS:
        return SPELLINGS[name]
    if dated := _DATED.match(name):
        stem, before, year = dated.groups()
        if stem in ("review_expected", "review_not_expected", "review_completed") and not before:
            return stem
        if before:
            return f"{stem}_before"
        match (release - int(year)) % 100:
            case 0:
                return f"{stem}_census_year"
            case 1:
                return f"{stem}_year"
        return name
    return name


def which(columns: Iterable[str], identifiers: set[str]) -> Dataset | None:
    """The data set with these plain columns, counted over calendar or academic years; None where we know none such."""
    held = set(columns)
    january = "Academic year" in identifiers
    for each in DATASETS.values():
        if held.issuperset(each.signs) and (each.name not in ("needs_all_plans", "needs_new_plans") or (each.counted_in == "January") == january):
            return each
    return None


@cache
def meanings() -> dict[str, dict[str, str]]:
    """What each known column of each data set holds, in words."""
    known: dict[str, dict[str, str]] = {}
    with (DATA / "columns.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            known.setdefault(row["dataset"], {})[row["column"]] = row["meaning"]
    return known
