"""Plans in four shapes, read: every word has its place or is kept."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.improvement.reading import Read, assemble, open_plan
from goldenthread.improvement.reading.assembling import layouts_of
from goldenthread.improvement.reading.grid import Paragraph

from . import made


def read(document) -> Read:
    return assemble(open_plan(made.saved(document), "plan.docx"))


def references(found: Read) -> list[str]:
    return [action.reference for action in found.actions]


@pytest.fixture(scope="module")
def lettered() -> Read:
    return read(made.lettered())


@pytest.fixture(scope="module")
def coloured() -> Read:
    return read(made.coloured())


@pytest.fixture(scope="module")
def half_yearly() -> Read:
    return read(made.half_yearly())


@pytest.fixture(scope="module")
def outcomes() -> Read:
    return read(made.outcomes())


def test_lettered_actions_are_split_over_pages_in_their_groups(lettered):
    assert [group.reference for group in lettered.groups] == ["A1", "A2"]
    assert references(lettered) == ["A1a", "A1b", "A1c", "A1d", "A2a", "A2b"]
    assert lettered.title == "Bristowe Council: Written Statement of Action"


def test_a_letter_out_of_turn_is_a_part_of_the_sentence(lettered):
    assert lettered.actions[1].words == "Agree priorities, e. g. waiting times"
    assert lettered.actions[4].words == "Write the course\n• online"


def test_each_lettered_action_has_its_own_date_where_there_are_as_many(lettered):
    dates = [action.date for action in lettered.actions]
    assert [one.on for one in dates[:3]] == [date(2024, 7, 31), date(2024, 9, 30), date(2024, 12, 31)]
    assert dates[2].state == "open"
    assert (dates[3].printed, dates[3].state, dates[3].on) == ("31/09/2024", "impossible", None)


def test_owners_that_are_more_or_fewer_than_the_actions_are_held_together(lettered):
    first, second = lettered.groups
    assert [action.owner for action in first.actions] == ["DOL", "HOS", "", ""]
    assert first.owners == "HOS"
    assert second.owners == "HOS\nDCO\nCEO"
    assert all(action.owner == "" for action in second.actions)


def test_a_section_has_its_leader_and_the_inspectors_words(lettered):
    (section,) = lettered.sections
    assert (section.reference, section.title) == ("A", "Working together")
    assert section.leader == "Director of Learning"
    assert section.finding == "“Leaders do not plan together.”"


def test_ratings_are_read_in_nested_tables_by_word_and_by_shade(lettered):
    ratings = lettered.groups[1].ratings
    assert [(one.period, one.colour) for one in ratings] == [("July 2024", "green"), ("Nov 2024", "red"), ("March 2025", "")]
    assert list(lettered.scale) == ["blue", "red", "amber", "green"]


def test_words_without_a_place_are_kept(lettered):
    kept = [one.words for one in lettered.unplaced]
    assert "We accept what the inspectors found." in kept
    assert "*A2 is for managers" in kept
    assert any("Director of Learning" in words for words in kept)


def test_a_focus_area_broken_between_pages_is_one_with_its_colour(coloured):
    assert [group.reference for group in coloured.groups] == ["1.1", "1.2", "1.3", "2.1"]
    broken = coloured.groups[1]
    assert broken.title == "Share data between the council and health, including the school nurses"
    (action,) = broken.actions
    assert action.words == "with an agreement"
    assert [one.colour for one in action.ratings] == ["pink"]


def test_priorities_are_sections_and_a_calendar_is_no_part_of_the_plan(coloured):
    assert [(one.reference, one.title) for one in coloured.sections] == [
        ("PRIORITY ONE", "To write a joint strategy"),
        ("PRIORITY TWO", "To write better plans"),
    ]
    assert any("Template agreed" in one.words for one in coloured.unplaced)


def test_a_plan_has_its_own_colours_and_words(coloured):
    assert coloured.scale["pink"] == "Waits for another action"
    assert [action.ratings[0].colour for action in coloured.actions] == ["amber", "pink", "blue", "green"]


def test_dates_without_a_day_are_shown_as_printed(coloured):
    assert [(one.date.printed, one.date.state) for one in coloured.actions] == [
        ("TBC by Leads", "words"),
        ("31/09/2024", "impossible"),
        ("31/03/2025", "day"),
        ("31/10/2024", "day"),
    ]


def test_a_page_head_is_kept_once(coloured):
    assert [one.words for one in coloured.unplaced].count("DRAFT 21/08/24") == 1


def test_milestones_and_quarterly_ratings_keep_their_periods(half_yearly):
    assert references(half_yearly) == ["2.1.1", "2.1.2", "2.1.3", "4.1.1"]
    first = half_yearly.actions[0]
    assert [(one.period, one.words) for one in first.milestones] == [("Aug-24", "Sample looked at"), ("Feb-25", "Learning shared")]
    assert [(one.period, one.colour) for one in first.ratings] == [("Q1", "green"), ("Q2", ""), ("Q3", ""), ("Q4", "")]


def test_words_in_a_place_for_a_rating_are_a_milestone_of_no_known_period(half_yearly):
    assert [(one.period, one.words) for one in half_yearly.actions[1].milestones] == [("", "Engagement events held in every town")]


def test_an_action_is_known_by_its_number_where_columns_moved(half_yearly):
    moved = half_yearly.actions[2]
    assert moved.words == "Ask young people"
    assert [one.words for one in moved.milestones] == ["Methods chosen"]
    objective = half_yearly.groups[0]
    assert objective.title == "To agree what is good of a plan"
    assert objective.owners == "SEN Manager Health lead"


def test_a_weakness_may_be_said_above_its_table(half_yearly):
    assert [one.finding for one in half_yearly.sections] == ["Plans vary too much", "Nobody measures outcomes"]
    assert "every plan says what changed" in half_yearly.sections[1].words


def test_tables_that_lost_columns_are_lined_up_by_their_references(outcomes):
    assert references(outcomes) == ["ID1 ID2", "EHC11", "1D10", "JC15", ""]
    assert [one.words for one in outcomes.actions][1:3] == ["Professionals share notices", "Data is right"]
    assert outcomes.scale["green"] == "on track"


def test_a_sentence_that_begins_small_goes_on_from_the_row_above(outcomes):
    assert [one.title for one in outcomes.sections] == [
        "Identification of need: too many children",
        "Commissioning: arrangements between the council and health do not work",
        "Additional actions",
    ]
    assert outcomes.groups[1].title == "Families have equal access to services near them"
    assert outcomes.actions[3].words == "One pathway is clear and it is written down"


def test_each_action_knows_its_table_and_row(outcomes):
    assert [(one.at.table, one.at.row) for one in outcomes.actions] == [(1, 2), (2, 1), (2, 2), (3, 1), (4, 1)]


@pytest.mark.parametrize("shape", ["lettered", "coloured", "half_yearly", "outcomes"])
def test_no_word_of_a_file_is_lost(shape, request):
    """Every word printed is among what was read."""
    found = request.getfixturevalue(shape)
    said = [found.title, *found.scale, *found.scale.values(), *[one.words for one in found.unplaced], "rag brag rating"]
    for section in found.sections:
        said += [section.reference, section.title, section.leader, section.finding, section.words, "accountable leader ofsted and the cqc said weakness to be addressed"]
        for group in section.groups:
            said += [group.reference, group.title, group.owners, group.dates, *[one.words for one in group.evidence]]
            said += [f"{one.period} {one.printed}" for one in group.ratings]
            for action in group.actions:
                said += [action.reference, action.reference[-1:], action.words, action.owner, action.date_printed]
                said += [f"{one.period} {one.words}" for one in action.milestones] + [one.words for one in action.evidence]
                said += [f"{one.period} {one.printed}" for one in action.ratings]
    there = set(words_of(" ".join(said)))
    source = open_plan(made.saved(getattr(made, shape)()), "plan.docx")
    layouts = layouts_of(source)
    body = [cell for table in source.tables for line, _, cell in table.cells() if (layout := layouts[table.number]) is None or not layout.first < line <= layout.last + 1]
    assert {word for cell in body for word in words_of(cell.text)} - there == set()
    assert {word for block in source.blocks if isinstance(block, Paragraph) for word in words_of(block.text)} - there == set()


def words_of(text: str) -> list[str]:
    return [word for word in "".join(each if each.isalnum() else " " for each in text.lower()).split() if len(word) > 1]
