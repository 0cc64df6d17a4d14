"""The master table of clocks, the grounds that lift them, and the pages made from them."""

from dataclasses import fields
from datetime import date
from importlib import import_module

import pytest

from goldenthread.law import pages
from goldenthread.law.cite import ACT, CHECKED_ON, Citation, Confidence, Force, cite
from goldenthread.law.exceptions import GROUNDS, GROUNDS_FOR, grounds_for
from goldenthread.law.held_by import HELD_BY, MODULES
from goldenthread.law.settings import DEFAULT, LawSettings
from goldenthread.law.timetable import CLOCKS

SECTION_14 = """
EHCNA-06 ADV-06 EHCNA-16 DRAFT-PLAN DRAFT-15 CONSULT-15 EHCNA-20 AR-FIRST12 AR-NEXT12 AR-U5 AR-PACK-NOTICE
AR-PACK-PAPERS AR-PACK-REPORT AR-PACK-DECISION AR-PACK-AMEND AR-FINAL8 AR-NOAMEND8 PHASE-SCHOOL PHASE-POST16 PHASE-P16
REASSESS-15D REASSESS-14W CEASE-HOLD AGE25 XFER-15WD XFER-6W XFER-REVIEW XFER-ICB-REQ MED-CONTACT-2M MED-CERT-3WD
MED-ICB-3WD MED-30D MED-AGREE-2W MED-AGREE-1W APPEAL TRIB-RESP-30WD ORD-ASSESS-2W ORD-ASSESS-10W ORD-ASSESS-14W
ORD-MAKE-5W ORD-MAKE-11W ORD-AMEND-5W ORD-NAME-2W ORD-IMMEDIATE UNOPP-ASSESS-2W UNOPP-ASSESS-10W UNOPP-ASSESS-14W
UNOPP-MAKE-5W UNOPP-MAKE-11W UNOPP-CONTENT-5W UNOPP-NAME-2W REC-5W DET-06 DET-16 DET-20 PB-3M LO-ANNUAL SAR DPC-30
WSOA-70WD PAP-35WD MON-18M
""".split()


@pytest.mark.parametrize("clock", SECTION_14)
def test_the_clock_is_in_the_table(clock):
    assert clock in CLOCKS


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=lambda clock: clock.id)
def test_every_clock_says_what_it_is_and_where_it_comes_from(clock):
    for words in (clock.name, clock.short, clock.accountable, clock.starts_when, clock.ends_when, str(clock.length)):
        assert words.strip()
    assert len(clock.short) <= 40
    assert isinstance(clock.citation, Citation)
    assert clock.citation.text
    assert clock.citation.says
    assert clock.citation.checked_on == CHECKED_ON
    assert clock.force in Force
    assert clock.confidence in Confidence
    assert clock.kind in {"limit", "window", "target", "expected", "forecast"}
    assert set(clock.exceptions) <= set(GROUNDS)


def test_short_names_tell_the_clocks_of_one_case_apart():
    for family in (("EHCNA", "ADV", "DRAFT", "CONSULT"), ("AR", "PHASE"), ("ORD",), ("UNOPP",), ("MED", "APPEAL")):
        shorts = [clock.short for clock in CLOCKS.values() if clock.id.split("-")[0] in family]
        assert len(shorts) == len(set(shorts)), family


def test_reviews_phases_and_transfers_have_no_exceptions():
    for clock in CLOCKS.values():
        if clock.id.split("-")[0] in {"AR", "PHASE", "XFER"}:
            assert clock.exceptions == ()


def test_the_three_limits_of_an_assessment_have_the_same_four_grounds():
    four = {"school_closure", "early_years_closure", "exceptional_circumstances", "absence"}
    for clock in ("EHCNA-06", "EHCNA-16", "EHCNA-20", "REASSESS-14W"):
        assert set(CLOCKS[clock].exceptions) == four


def test_a_missed_appointment_excuses_the_adviser_alone():
    assert [clock for clock, grounds in GROUNDS_FOR.items() if "missed_appointment" in grounds] == ["ADV-06"]


def test_every_ground_is_on_a_clock_that_exists_and_says_what_it_needs():
    for ground in GROUNDS.values():
        assert set(ground.clocks) <= set(CLOCKS)
        assert ground.needs.endswith(".")
    assert [ground.id for ground in grounds_for("ADV-06")] == ["exceptional_circumstances", "absence",
                                                                "missed_appointment"]  # fmt: skip


def test_guidance_and_promises_are_never_shown_as_duties():
    assert CLOCKS["DRAFT-PLAN"].force is Force.LOCAL
    for clock in ("CONSULT-15", "AR-U5", "MON-18M", "PAP-35WD", "WSOA-70WD"):
        assert CLOCKS[clock].force is Force.GUIDANCE
    for clock in ("EHCNA-06", "EHCNA-16", "EHCNA-20", "AR-FINAL8", "PHASE-SCHOOL", "XFER-6W"):
        assert CLOCKS[clock].force is Force.DUTY


def test_what_was_not_verified_is_marked_as_assumed():
    assert CLOCKS["PAP-35WD"].confidence is Confidence.ASSUMED
    assert CLOCKS["EHCNA-20"].confidence is Confidence.VERIFIED


@pytest.mark.parametrize("module", MODULES)
def test_every_rule_carries_its_citation_and_names_a_function_that_exists(module):
    loaded = import_module(f"goldenthread.law.{module}")
    for key, citation in loaded.CITATIONS.items():
        assert citation.says.strip(), key
        assert citation.source.strip(), key
        assert (citation.mark in ("V1", "V2")) == (citation.confidence is Confidence.VERIFIED)
    for key, function in HELD_BY[module].items():
        assert key in loaded.CITATIONS
        assert hasattr(loaded, function), f"{module}.{function}"


def test_a_citation_is_printed_as_lawyers_print_it():
    assert CLOCKS["EHCNA-06"].citation.text == "SEND Regulations 2014, regulation 5(1)"
    assert cite(ACT, "", "x", "V1").text == "Children and Families Act 2014"


def test_a_rule_binds_from_its_day_to_its_day():
    rule = cite(ACT, "x", "x", "A", effective_from=date(2020, 5, 1), effective_to=date(2020, 9, 25))
    assert [rule.in_force(day) for day in (date(2020, 4, 30), date(2020, 5, 1), date(2020, 9, 26))] == [
        False, True, False
    ]  # fmt: skip


def test_every_setting_says_what_it_does():
    for setting in fields(LawSettings):
        assert setting.metadata["says"].strip().endswith(".")
        assert setting.metadata["ref"]
        assert setting.metadata["source"]


def test_settings_cannot_be_changed_in_place():
    with pytest.raises(AttributeError):
        DEFAULT.roll_forward_non_working_day = True


@pytest.mark.parametrize("name", pages.PAGES)
def test_the_page_of_the_law_is_current(name):
    assert (pages.FOLDER / name).read_text("utf-8") == pages.PAGES[name](), "run python -m goldenthread.law.pages"


def test_every_clock_names_a_function_that_exists():
    for clock in CLOCKS:
        module, function = pages.function_for(clock).split(".")
        assert hasattr(import_module(f"goldenthread.law.timetable.{module}"), function)
