"""Every message of a translated page is in every catalogue, whole, and what is compiled is what is written."""

from __future__ import annotations

import importlib.util
import re

import pytest

from goldenthread.core import languages as spoken

from .test_ground import ROOT

_spec = importlib.util.spec_from_file_location("catalogues", ROOT / "scripts/languages.py")
catalogues = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(catalogues)
LANGUAGES = catalogues.languages()
PART = re.compile(r"%\(\w+\)s|%\{\w+\}|\{\w*\}")


@pytest.fixture(scope="module")
def said():
    """What the pages say. Reading every template takes about a second."""
    return [message for message in catalogues.collected() if message.id]


def all_of(strings):
    return [strings] if isinstance(strings, str) else list(strings)


def test_the_languages_that_are_offered_are_those_that_have_a_catalogue():
    assert set(spoken.others()) == set(LANGUAGES)
    assert spoken.RIGHT_TO_LEFT & set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_message_is_empty_or_doubtful(said, language):
    catalogue = catalogues.catalogue(language)
    missing = []
    for message in said:
        found = catalogue.get(all_of(message.id)[0])
        if found is None or found.fuzzy or not all(all_of(found.string)):
            missing.append(message.id)
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_parts_of_what_it_translates_and_no_others(said, language):
    catalogue = catalogues.catalogue(language)
    wrong = []
    for message in said:
        wanted = set(PART.findall(all_of(message.id)[0]))
        wrong += [each for each in all_of(catalogue.get(all_of(message.id)[0]).string) if set(PART.findall(each)) != wanted]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_when_the_service_runs_is_what_was_translated(language):
    kept = (ROOT / f"locale/{language}/LC_MESSAGES/pages.mo").read_bytes()
    assert kept == catalogues.compiled(language), "run: .venv/bin/python scripts/languages.py compile"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_writes_dates_with_its_own_months(language):
    from datetime import date

    with spoken.speaking(language):
        days = {spoken.day(date(2026, month, 9)) for month in range(1, 13)}
    assert len(days) == 12
    assert not any(month in day for day in days for month in ("January", "March", "May"))
