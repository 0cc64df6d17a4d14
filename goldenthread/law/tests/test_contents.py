"""Advice, plans and letters: who must be asked, what must be there, and what may not."""

from datetime import date

import pytest

from goldenthread.law import advice, letters, moves, plan, request
from goldenthread.law.refusals import LawRefusal


def kinds(**facts):
    return [adviser.kind for adviser in advice.must_seek(**({"year_group": 5} | facts))]


def test_six_kinds_of_advice_are_always_sought():
    assert kinds() == [
        "parent_yp", "education", "medical", "psychology", "social_care", "other_la_thinks_appropriate"
    ]  # fmt: skip


@pytest.mark.parametrize(("year", "sought"), [(8, False), (9, True), (13, True), (None, False)])
def test_from_year_nine_advice_looks_to_adulthood(year, sought):
    assert ("preparation_for_adulthood" in kinds(year_group=year)) is sought


@pytest.mark.parametrize(
    ("seen", "heard", "through"),
    [(True, False, "QTVI"), (False, True, "QTHI"), (True, True, "QTMSI_or_both"), (False, False, "")],
)
def test_a_qualified_teacher_is_consulted_where_senses_appear_impaired(seen, heard, through):
    found = advice.must_seek(year_group=5, visually_impaired=seen, hearing_impaired=heard)
    assert {adviser.kind: adviser.through for adviser in found}["education"] == through


def test_whoever_the_family_reasonably_asks_for_is_asked():
    assert kinds(family_asks=("speech_and_language_therapist",))[-1] == "speech_and_language_therapist"


def test_a_serving_parent_adds_the_defence_secretary():
    assert "mod" in kinds(parent_in_armed_forces=True)


@pytest.mark.parametrize("no", ["author_agrees", "council_agrees", "family_agrees"])
def test_old_advice_serves_only_if_all_three_agree(no):
    agree = {"author_agrees": True, "council_agrees": True, "family_agrees": True}
    assert not advice.must_seek_again(**agree)
    assert advice.must_seek_again(**(agree | {no: False}))


def test_an_adviser_has_six_weeks():
    assert advice.advice_by(date(2028, 1, 31)) == date(2028, 3, 13)


# Plans


def test_a_plan_has_twelve_lettered_sections():
    assert "".join(plan.SECTIONS) == "ABCDEFGH1H2IJK"
    assert [letter for letter, section in plan.SECTIONS.items() if not section.in_draft] == ["I"]


@pytest.mark.parametrize(
    ("section", "sentence"),
    [
        ({"stage": "draft", "name": "Hill School"}, "Take the name"),
        ({"stage": "draft", "type_": "special school"}, "Take the type"),
        ({"stage": "final"}, "Name the setting, or the type"),
    ],
)
def test_section_i_is_blank_in_a_draft_and_filled_in_a_plan(section, sentence):
    with pytest.raises(LawRefusal, match=sentence):
        plan.check_section_i(**section)


@pytest.mark.parametrize(
    "section",
    [
        {"stage": "draft"}, {"stage": "final", "name": "Hill School"}, {"stage": "final", "type_": "special school"},
        {"stage": "final", "otherwise_than_at_school": True},
    ],
)  # fmt: skip
def test_section_i_may_be_so(section):
    plan.check_section_i(**section)


def test_section_h1_is_refused_from_eighteen():
    plan.check_h1(date_of_birth=date(2008, 11, 21), on=date(2026, 11, 20))
    with pytest.raises(LawRefusal, match="section H2"):
        plan.check_h1(date_of_birth=date(2008, 11, 21), on=date(2026, 11, 21))


def test_vague_words_in_section_f_are_found():
    assert plan.vague_words("Regular access to a therapist as required") == ("access to", "regular", "as required")
    assert plan.vague_words("30 minutes each week with a speech therapist, one to one") == ()


def test_only_three_grounds_refuse_the_setting_the_family_asked_for():
    plan.check_refusal_ground("unsuitable")
    with pytest.raises(LawRefusal, match="not a ground for refusing"):
        plan.check_refusal_ground("full")


def test_a_personal_budget_is_asked_for_while_a_plan_is_open():
    assert plan.budget_request_valid("annual_review")
    assert not plan.budget_request_valid("between_reviews")
    with pytest.raises(LawRefusal, match="reasons in writing"):
        plan.check_budget_refusal(reasons="")
    plan.check_budget_refusal(reasons="The school has not agreed.")


def test_a_new_council_goes_on_paying():
    with pytest.raises(LawRefusal, match="go on paying"):
        moves.check_stop_fees(plan_amended_since_transfer=False)
    moves.check_stop_fees(plan_amended_since_transfer=True)


# Letters


@pytest.mark.parametrize("decision", letters.LETTERS)
def test_a_letter_that_lacks_anything_cannot_be_sent(decision):
    letter = letters.letter(decision)
    whole = {*letter.must_include, *letter.enclose}
    letters.check_complete(decision, whole)
    for part in whole:
        with pytest.raises(LawRefusal, match="cannot be sent yet"):
            letters.check_complete(decision, whole - {part})


def test_every_decision_that_can_be_appealed_gives_the_whole_rights_block():
    for letter in letters.LETTERS.values():
        if letter.carries_rights:
            assert set(letters.RIGHTS_BLOCK) <= set(letter.must_include)


def test_recommendations_are_told_of_in_every_appealable_letter_but_a_refusal_to_assess():
    without = [x.decision for x in letters.LETTERS.values() if x.carries_rights and not x.recommendations_required]
    assert without == ["refuse_to_assess"]


def test_a_bare_letter_that_says_we_will_amend_is_not_enough():
    assert "notice_of_amendments" in letters.missing_from("annual_review_amend", {"decision"})


def test_an_unknown_decision_has_no_letter():
    with pytest.raises(LawRefusal, match="is not a decision that has a letter"):
        letters.letter("perhaps")


def test_a_draft_carries_no_rights_of_appeal():
    assert not letters.letter("draft_plan").carries_rights


# Who may ask


@pytest.mark.parametrize(
    ("who", "is_request"), [("parent", True), ("young_person", True), ("school", True), ("health_visitor", False)]
)
def test_anyone_starts_the_clock_and_only_some_make_a_request(who, is_request):
    assert request.route(who).section_36_request is is_request


def test_a_health_body_tells_the_parent_and_then_the_council():
    notice = request.early_years_notice(body="nhs_trust", under_school_age=True, opinion="probably_has_sen")
    assert (notice.must_notify, notice.parent_told_first) == (True, True)


def test_a_health_board_may_ask_for_a_reassessment_and_a_neighbour_may_not():
    assert request.must_consider_reassessment("icb")
    assert not request.must_consider_reassessment("neighbour")
