"""Makes `shares.json` from the published England figures, so that the invented population has a true shape.

    python -m goldenthread.demo.derive_shares FOLDER

FOLDER holds the files of the Department for Education's release "Education, health and care plans" of June 2025, as
published (gzip allowed). Contains public sector information licensed under the Open Government Licence v3.0.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

RELEASE = "Education, health and care plans, England, 2025 (Department for Education, 26 June 2025)"
NEEDS = ("asd", "hi", "mld", "msi", "oth", "pd", "pmld", "semh", "slcn", "sld", "spld", "vi")
CEASED = {
    "max_age": "1", "needs_met": "2", "he": "3", "employ": "4", "transfer": "5", "no_engage": "6", "moved_outside_eng": "7",
    "deceased": "8", "other": "9",
}  # fmt: skip

#: Our kinds of placement, each with the columns that it adds up.
PLACEMENTS = {
    "mainstream": ("mainstream_la_maintained", "mainstream_academy", "mainstream_free_school"),
    "sen_unit": ("mainstream_la_maintained_senunit", "mainstream_academy_senunit", "mainstream_free_school_senunit"),
    "resourced": (
        "mainstream_la_maintained_resourced_provision",
        "mainstream_academy_resourced_provision",
        "mainstream_free_school_resourced_provision",
    ),
    "independent": ("mainstream_independent",),
    "special": ("special_la_maintained", "special_academy_free"),
    "independent_special": ("special_independent", "special_non_maintained"),
    "alternative": ("ap_pru_total",),
    "college": ("general_fe_tertiary_colleges", "ukrlp_provider"),
    "specialist_college": ("specialist_post_16_institutions",),
    "nursery": ("nm_early_years",),
    "EHE": ("elective_home_education",),
    "OLA": ("other_arrangements_la",),
    "OPA": ("other_arrangements_parents",),
    "OTH": ("online_provider", "w_settings", "other_schools", "other_placement_settings"),
    "NEET": ("neet",),
    "NIEC": ("neet_ntci",),
    "NIEO": ("neet_other", "neet_other_csa", "placement_unknown"),
}

ETHNICITY = {
    "any other ethnic group": "OOTH", "asian - any other asian background": "AOTH", "asian - bangladeshi": "ABAN", "asian - chinese": "CHNE",
    "asian - indian": "AIND", "asian - pakistani": "APKN", "black - any other black background": "BOTH", "black - black african": "BAFR",
    "black - black caribbean": "BCRB", "mixed - any other mixed background": "MOTH", "mixed - white and asian": "MWAS",
    "mixed - white and black african": "MWBA", "mixed - white and black caribbean": "MWBC", "unclassified": "NOBT",
    "white - any other white background": "WOTH", "white - gypsy/roma": "WROM", "white - irish": "WIRI",
    "white - traveller of irish heritage": "WIRT", "white - white british": "WBRI",
}  # fmt: skip


def england(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows about the whole country, of the newest period in the file."""
    path = next(folder.glob(f"{name}.csv*"))
    whole = path.read_bytes()
    raw = io.BytesIO(gzip.decompress(whole) if path.suffix == ".gz" else whole)
    with io.TextIOWrapper(raw, encoding="utf-8-sig") as text:
        rows = [row for row in csv.DictReader(text) if row["geographic_level"] == "National"]
    newest = max(row["time_period"] for row in rows)
    return [row for row in rows if row["time_period"] == newest]


def number(row: Mapping[str, str], *columns: str) -> int:
    """The sum of columns; what was not applicable or not available counts nothing."""
    return sum(int(row[column]) for column in columns if row[column] not in ("z", "x", "c", ""))


def shares(counts: Mapping[str, int]) -> dict[str, float]:
    """Counts as parts of one."""
    total = sum(counts.values())
    return {key: round(count / total, 6) for key, count in counts.items() if count}


def about(rows: list[dict[str, str]], topic: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Rows of one breakdown, each with what it is about in short."""
    for row in rows:
        if row["breakdown_topic"].lower().startswith(topic.lower()):
            yield row["breakdown"].lower().removeprefix("aged ").removeprefix("age "), row


def whole(rows: list[dict[str, str]]) -> dict[str, str]:
    """The row about everybody."""
    return next(row for row in rows if row["breakdown_topic"].startswith(("All ", "New ")))


def ages(rows: list[dict[str, str]], column: str, topic: str = "Child or young person") -> dict[str, float]:
    """Shares by age in years on 31 August; "20" stands for 20 and over where the release says no more."""
    found: dict[str, int] = {}
    for words, row in about(rows, topic):
        if "unknown" not in words:
            age = "2" if words in ("under 3", "2 and under") else words.split()[0]
            found[age] = found.get(age, 0) + number(row, column)
    return shares(dict(sorted(found.items(), key=lambda item: int(item[0]))))


def derive(folder: Path) -> dict:
    """Every share that the population is drawn by."""
    caseload, new = england(folder, "caseload"), england(folder, "newplans")
    asked, assessed = england(folder, "requests"), england(folder, "assessments")
    needs, reviews, ceased = (
        england(folder, "sen_needs_all_plans"),
        england(folder, "annual_reviews"),
        england(folder, "ceased_plans"),
    )
    in_time, budgets, away = (
        whole(england(folder, "timeliness_20_week")),
        whole(england(folder, "personal_budgets")),
        whole(england(folder, "residential_settings")),
    )
    plans = number(whole(caseload), "ehcplans")
    request, assessment, review = whole(asked), whole(assessed), whole(reviews)
    met = number(review, "total_review_meeting")
    return {
        "source": RELEASE,
        "licence": "Contains public sector information licensed under the Open Government Licence v3.0",
        "plans_in_england": plans,
        "a_year_for_each_plan": {
            "requests": round(number(request, "requests_received_in_year") / plans, 4),
            "new_plans": round(number(whole(new), "new_ehc_plans") / plans, 4),
            "ceased": round(number(whole(ceased), "total_ceased") / plans, 4),
        },
        "age": ages(caseload, "ehcplans"),
        "age_asked": ages(asked, "requests_received_in_year"),
        "age_ceased": ages(ceased, "total_ceased", "Age plan ceased"),
        "sex": shares(
            {words[0].upper(): number(row, "ehcplans") for words, row in about(caseload, "Sex") if words != "unknown"}
        ),
        "ethnicity": shares({ETHNICITY[words]: number(row, "ehcplans") for words, row in about(caseload, "Ethnicity")}),
        "years_in_place": shares(
            {
                "0" if "less" in words else words.split()[0]: number(row, "ehcplans")
                for words, row in about(caseload, "Years")
            }
        ),
        "need_by_age": {
            "2" if words == "under 3" else words: shares(
                {need.upper(): number(row, f"number_{need}") for need in NEEDS}
            )
            for words, row in about(needs, "Child or young person")
        },
        "need": shares({need.upper(): number(whole(needs), f"number_{need}") for need in NEEDS}),
        "placement_by_age": {
            "2" if words == "under 3" else words: shares(
                {kind: number(row, *columns) for kind, columns in PLACEMENTS.items()}
            )
            for words, row in about(caseload, "Child or young person")
        },
        "placement": shares({kind: number(whole(caseload), *columns) for kind, columns in PLACEMENTS.items()}),
        "request_outcome": shares(
            {
                "Y": number(request, "requests_decided_to_assess"),
                "N": number(request, "requests_decided_not_to_assess"),
                "W": number(request, "requests_withdrawn"),
            }
        ),
        "request_in_six_weeks": round(float(request["request_outcome_six_weeks_pc"]) / 100, 4),
        "mediation_after_request": round(
            number(request, "mediation_related_request") / number(request, "requests_decided_not_to_assess"), 4
        ),
        "appeal_after_request": round(
            number(request, "tribunal_related_request") / number(request, "requests_decided_not_to_assess"), 4
        ),
        "assessment_outcome": shares(
            {
                "Y": number(assessment, "assess_issued"),
                "N": number(assessment, "assess_not_issued"),
                "W": number(assessment, "assess_withdrawn"),
            }
        ),
        "appeal_about_plan": round(
            number(assessment, "number_other_tribunal") / number(assessment, "assess_issued"), 4
        ),
        "no_plan_in_time": round(float(assessment["outcome_decision_within_time_pc"]) / 100, 4),
        "plan_issued": shares(
            {
                "within_20_weeks": number(in_time, "plans_issued_within_20_weeks"),
                "within_a_year": number(in_time, "plans_issued_gt20weeks_ltYear"),
                "later": number(in_time, "plans_issued_gt_1_year"),
            }
        ),
        "exceptions": {
            "within_20_weeks": _excepted(in_time, "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
            "within_a_year": _excepted(in_time, "plans_issued_gt20weeks_ltYear", "plans_issued_gt20weeks_ltYear_ex"),
            "later": _excepted(in_time, "plans_issued_gt_1_year", "plans_issued_gt_1_year_ex"),
        },
        "reviews": {
            "met": round(met / number(review, "review_expected"), 4),
            "met_in_the_year": round(
                number(review, "review_meeting_24", "review_meeting_25") / number(review, "review_expected"), 4
            ),
            "decided": round(
                number(review, "review_decision25", "review_decision24", "review_decision_prior24") / met, 4
            ),
            "decided_in_four_weeks": round(float(review["pc_decsion_4weeks"]) / 100, 4),
            "outcome": shares(
                {
                    "A": number(review, "outcome_amend"),
                    "C": number(review, "outcome_cease"),
                    "M": number(review, "outcome_maintan"),
                }
            ),
        },
        "cease_reason": shares({code: number(whole(ceased), column) for column, code in CEASED.items()}),
        "personal_budget": round(number(budgets, "personal_budget") / plans, 5),
        "direct_payment": shares(
            {
                "H": number(budgets, "pb_health"),
                "E": number(budgets, "pb_education"),
                "S": number(budgets, "pb_social"),
                "I": number(budgets, "pb_integrated"),
            }
        ),
        "residential": {"A": round(number(away, "Res_3851") / plans, 5), "B": round(number(away, "Res_52") / plans, 5)},
    }


def _excepted(row: Mapping[str, str], all_of_them: str, without: str) -> float:
    return round(1 - number(row, without) / number(row, all_of_them), 5)


if __name__ == "__main__":
    made = derive(Path(sys.argv[1]))
    Path(__file__).with_name("shares.json").write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
