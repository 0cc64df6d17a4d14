"""The layouts in which the department has published pupils' figures are read as they come: headings as in its data catalogue, invented numbers."""

import pytest

from goldenthread.core.refusals import Refused
from goldenthread.insight.pupils.measures import MEASURES
from goldenthread.insight.pupils.reading import group_of, read_pupils

PLACE = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,new_la_code,la_name"
PLAN, SUPPORT, NONE, ALL = (
    "Education, health and care plan",
    "SEN support / SEN without an EHC plan",
    "No SEN provision",
    "All SEN provision",
)
REASONS = "sess_auth_illness,sess_auth_appointments,sess_unauth_holiday,sess_x_covid"


def where(year, level="National"):
    places = {
        "National": ",,,,",
        "Regional": "E12000003,Invented North,,,",
        "Local authority": "E12000003,Invented North,001,E00000001,Invented One",
    }
    return f"{year},Academic year,{level},E92000001,England,{places[level]}"


def read(tmp_path, key, header, *lines):
    path = tmp_path / "as-downloaded.csv"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8-sig")
    return [(line.status, line.year, line.level, line.value) for line in read_pupils(path, MEASURES[key]).lines]


def quoted(cell):
    return f'"{cell}"'


@pytest.mark.parametrize(
    ("said", "group"),
    [
        (PLAN, "plan"), (SUPPORT, "support"), (NONE, "none"), (ALL, ""), ("Unknown SEN provision", ""), ("EHC plan", "plan"), ("SEN support", "support"), ("No identified SEN", "none"), ("Any SEN", ""),
        ("SEN No Statement or EHC", "support"), ("SEN with statement", "plan"), ("SEN without statement", "support"), ("Pupils with EHC plans or a statement of SEN", "plan"), ("Education, Health and Care plans", "plan"),
        ("Total", ""),
    ],
)  # fmt: skip
def test_each_name_of_a_group_of_pupils_is_told_from_the_others(said, group):
    assert group_of(said) == group


def test_absence_of_a_full_year_with_its_terms_and_phases(tmp_path):
    header = f"time_period,time_identifier,absence_terms,{PLACE.split(',', 2)[2]},education_phase,breakdown_topic,breakdown,enrolments,sess_possible,sess_overall,sess_overall_percent,enrolments_pa_10_exact_percent,{REASONS}"
    lines = []
    for level in ("National", "Local authority"):
        start = where("202425", level).replace("Academic year,", "Academic year,Six half terms,", 1)
        for phase in ("Total", "State-funded primary"):
            for topic, group, value in (
                ("SEN provision", PLAN, "12.5"),
                ("SEN provision", SUPPORT, "9.1"),
                ("SEN provision", NONE, "5.2"),
                ("SEN provision", ALL, "9.9"),
                ("Sex", "Girls", "7"),
                ("SEN primary need", "Moderate learning difficulty", "9"),
            ):
                lines.append(f"{start},{phase},{topic},{quoted(group)},100,38000,3000,{value},21.5,1,2,z,x")
    found = read(tmp_path, "absent", header, *lines)
    assert found == [
        (status, 2025, level, value)
        for level in ("E", "A")
        for status, value in (("plan", 12.5), ("support", 9.1), ("none", 5.2))
    ]
    assert read(tmp_path, "often_absent", header, *lines)[0] == ("plan", 2025, "E", 21.5)


def test_a_file_of_one_term_is_not_taken_for_a_year(tmp_path):
    header = f"{PLACE},education_phase,characteristic,characteristic_breakdown,enrolments,sess_overall_percent"
    with pytest.raises(Refused, match="is of a term"):
        read(
            tmp_path,
            "absent",
            header,
            where("202425").replace("Academic year", "Autumn term") + ",Total,SEN provision,EHC plan,100,9",
        )


def test_suspensions_and_exclusions_of_a_full_year(tmp_path):
    place = "time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name"
    for pair in ("characteristic_group,characteristic", "breakdown_topic,breakdown"):
        header = f"{place},education_phase,{pair},headcount,perm_excl,perm_excl_rate,suspension,susp_rate,one_plus_susp,one_plus_susp_rate"
        lines = [
            f"Academic year,202223,{at},{phase},{topic},{group},2000,4,{rate},300,{5 * rate},90,4.5"
            for at in (
                "National,E92000001,England,,,,,",
                "Local authority,E92000001,England,E13000002,Outer London,E09000029,319,Invented Borough",
            )
            for phase, rate in (("Total", 0.2), ("State-funded special", 0.1))
            for topic, group in (
                ("SEN provision", "EHC plan"),
                ("SEN provision", "SEN support"),
                ("SEN provision", "No SEN"),
                ("Age", "Age 7"),
            )
        ]
        assert [status for status, *_ in read(tmp_path, "excluded", header, *lines)] == ["plan", "support", "none"] * 2
        assert read(tmp_path, "suspended", header, *lines)[0] == ("plan", 2023, "E", 1.0)


def test_key_stage_2_until_2024_and_since(tmp_path):
    header = f"{PLACE},version,priority_area_flag,education_investment_area_flag,breakdown_topic,breakdown,establishment_type_group,sex,no_schools,t_rwm_eligible_pupils,pt_rwm_met_expected_standard"
    line = where("202324") + ",Revised,0,0,{},{},{},{},15000,600000,{}"
    rows = [
        line.format("SEN provision", quoted(PLAN), "All state-funded", "Total", 9),
        line.format("SEN provision", quoted(PLAN), "All state-funded", "Girls", 8),
        line.format("SEN provision", quoted(PLAN), "Academies", "Total", 7),
    ]
    assert read(tmp_path, "ks2", header, *rows) == [("plan", 2024, "E", 9.0)]
    header = (
        f"{PLACE},version,priority_area_flag,establishment_type_group,subject,breakdown_topic,breakdown,sex,disadvantage_status,fsm_status,sen_provision,sen_primary_need,eligible_pupil_count,"
        "expected_standard_pupil_percent,higher_standard_pupil_percent"
    )
    line = (
        where("202425") + ',Provisional,0,All state funded,"{}",SEN provision,"{}",Total,Total,Total,"{}",{},600,{},1'
    )
    rows = [
        line.format(subject, group, group, need, value)
        for subject, value in (("Reading", 20), ("Reading, writing and maths", 10))
        for group in (PLAN, SUPPORT)
        for need in ("Total", "Hearing impairment")
    ]
    assert read(tmp_path, "ks2", header, *rows) == [("plan", 2025, "E", 10.0), ("support", 2025, "E", 10.0)]
    with pytest.raises(Refused, match="no column year_group"):
        read(tmp_path, "phonics", header, *rows)


def test_phonics_of_year_1_alone(tmp_path):
    header = (
        f"{PLACE},version,establishment_type_groups,sex,disadvantage_status,ethnicity_major,ethnicity_minor,first_language,fsm_status,sen_provision,year_group,establishment_count,eligible_pupil_count,"
        "expected_standard_pupil_count,working_towards_pupil_count,absent_pupil_count,disapplied_pupil_count,expected_standard_pupil_percent"
    )
    lines = []
    for level in ("National", "Regional", "Local authority"):
        for sex in ("Total", "Boys"):
            for group, value in (("Total", 80), (PLAN, 20), (SUPPORT, 52), (NONE, 88), (ALL, 44)):
                for year in ("Year 1", "By the end of year 2"):
                    lines.append(
                        f'{where("202425", level)},Final,All state funded,{sex},Total,Total,Total,Total,Total,"{group}",{year},10,20,5,5,x,x,{value if year == "Year 1" else 99}'
                    )
    found = read(tmp_path, "phonics", header, *lines)
    assert found[:3] == [("plan", 2025, "E", 20.0), ("support", 2025, "E", 52.0), ("none", 2025, "E", 88.0)]
    assert len(found) == 9


def test_key_stage_1_which_was_collected_until_2023(tmp_path):
    header = f"{PLACE},version,breakdown_topic,breakdown,school_type,gender,no_schools,t_readta_eligible_pupils,pt_readta_met_expected_standard,pt_writta_met_expected_standard,pt_matta_met_expected_standard"
    lines = [
        f"{where('202223')},Final,{topic},{group},State-funded schools,{gender},100,2000,{value},{value - 1},{value + 1}"
        for topic, group in (("SEN provision", "SEN support"), ("All pupils", "Total"))
        for gender, value in (("Total", 31), ("Boys", 28))
    ]
    assert [read(tmp_path, key, header, *lines) for key in ("ks1_reading", "ks1_writing", "ks1_maths")] == [
        [("support", 2023, "E", value)] for value in (31.0, 30.0, 32.0)
    ]
    assert {key: each.until for key, each in MEASURES.items() if each.until} == dict.fromkeys(
        ("ks1_reading", "ks1_writing", "ks1_maths"), 2023
    )


def test_key_stage_4_where_two_columns_tell_the_group(tmp_path):
    header = (
        f"{PLACE},version,education_investment_area_flag,priority_area_flag,establishment_type_group,breakdown,sex,ethnicity_major,ethnicity_minor,free_school_meals,sen_provision,sen_status,disadvantage,first_language,"
        "t_schools,t_pupils,t_att8,avg_att8,avg_p8score"
    )
    line = where("202324")
    row = ",Revised,0,0,State-funded schools (LA),{},{},Total,Total,Total,{},{},Total,Total,4000,60000,1000.5,{},{}"
    rows = [
        line + row.format("SEN provision", "Total", "EHC plan", "Any SEN", 14.2, -1.1), line + row.format("SEN provision", "Total", "SEN support", "Any SEN", 33.1, "-0.45"),
        line + row.format("SEN provision", "Total", "No identified SEN", "No identified SEN", 50.1, 0.1), line + row.format("SEN status", "Total", "Total", "No identified SEN", 50.1, 0.1),
        line + row.format("SEN status", "Total", "Total", "Any SEN", 28, "-0.6"), line + row.format("Sex", "Girls", "Total", "Total", 48, 0), line + row.format("SEN provision by sex", "Girls", "EHC plan", "Any SEN", 12, -1),
    ]  # fmt: skip
    assert read(tmp_path, "attainment8", header, *rows) == [
        ("plan", 2024, "E", 14.2),
        ("support", 2024, "E", 33.1),
        ("none", 2024, "E", 50.1),
    ]
    assert [value for *_, value in read(tmp_path, "progress8", header, *rows)] == [-1.1, -0.45, 0.1]


def test_level_2_at_19_among_ages_levels_and_subjects(tmp_path):
    header = f"{PLACE},breakdown_topic,breakdown,age,cohort_age_in,qualification_level,subject,qualification_type,number_in_ss_cohort,number,percentage"
    lines = [
        f"{where('202324')},SEN (Special Educational Need) Provision,{quoted(SUPPORT)},{age},201920,Level 2,{subject},{kind},1000,400,{value}"
        for age, value in (("by age 16", 20), ("by age 19", 37.5))
        for subject, kind in (
            ("Total", "Total Level 2"),
            ("English and maths", "Total Level 2"),
            ("English and maths", "GCSE"),
        )
    ]
    assert read(tmp_path, "level2", header, *lines) == [("support", 2024, "E", 37.5)]
