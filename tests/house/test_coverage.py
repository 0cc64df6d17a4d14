"""What is asked for and what is here: every row once, every state known, the counts true."""

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def coverage():
    spec = importlib.util.spec_from_file_location("coverage_page", ROOT / "scripts" / "coverage.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_every_row_that_was_asked_for_is_there_once_and_well_formed(coverage):
    rows = coverage.read(coverage.PAGE.read_text(encoding="utf-8"))
    assert coverage.faults(rows) == []
    assert len(rows) == 417


def test_the_counts_at_the_top_are_those_of_the_rows(coverage):
    text = coverage.PAGE.read_text(encoding="utf-8")
    assert coverage.counted(text) == text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"state": "soon"}, "must be one of"),
        ({"id": "ESX-999"}, "ESX-001 must be there once"),
        ({"asked": ""}, "does not say what is asked"),
        ({"plan": "STR"}, "wrong heading"),
        ({"state": "works", "where": "–"}, "does not go with"),
        ({"state": "part", "where": "`/area`"}, "must say what is missing"),
    ],
)
def test_a_row_that_is_not_well_formed_is_named(coverage, wrong, said):
    rows = coverage.read(coverage.PAGE.read_text(encoding="utf-8"))
    spoiled = [replace(row, **wrong) if row.id == "ESX-001" else row for row in rows]
    assert any(said in fault for fault in coverage.faults(spoiled))
