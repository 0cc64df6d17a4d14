"""UPN, ULN, NHS number, URN and UKPRN: tidied, checked, never guessed."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.law import identifiers as ids
from goldenthread.law.refusals import LawRefusal

VECTORS = list(csv.DictReader(Path(__file__).with_name("check_digit_vectors.csv").read_text("utf-8").splitlines()))
IS = {"UPN": ids.is_upn, "ULN": ids.is_uln, "NHS": ids.is_nhs_number, "URN": ids.is_urn, "UKPRN": ids.is_ukprn}
CHECK = {
    "UPN": ids.check_upn, "ULN": ids.check_uln, "NHS": ids.check_nhs_number, "URN": ids.check_urn,
    "UKPRN": ids.check_ukprn,
}  # fmt: skip


@pytest.mark.parametrize("row", VECTORS, ids=lambda row: f"{row['identifier']} {row['value']!r} {row['reason']}")
def test_the_value_as_it_is_stored_is_right_or_wrong(row):
    assert IS[row["identifier"]](row["value"]) is (row["valid"] == "1")


@pytest.mark.parametrize("row", [row for row in VECTORS if row["valid"] == "1"], ids=lambda row: row["value"])
def test_a_right_value_comes_back_as_it_is(row):
    assert CHECK[row["identifier"]](row["value"]) == row["value"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("z831999822314", "Z831999822314"),
        ("Z 8319998 22314", "Z831999822314"),
        (" B330456719012\u00a0", "B330456719012"),
        ("K83199982231D", "K83199982231D"),
        ("Z831\u20139998\u201322314", "Z831999822314"),
        ("Ｚ８３１９９９８２２３１４", "Z831999822314"),
    ],
)
def test_a_upn_is_tidied(typed, stored):
    assert ids.check_upn(typed) == stored


@pytest.mark.parametrize(
    ("typed", "sentence", "code"),
    [
        ("A831999822314", ids.UPN_WRONG, "check_letter"),
        ("I831999822314", ids.UPN_WRONG, "check_letter"),
        ("Z83199982231", ids.UPN_FORMAT, "format"),
        ("not yet known", ids.UPN_FORMAT, "format"),
        ("8.319998E+11", ids.UPN_FORMAT, "format"),
        ("", ids.UPN_FORMAT, "format"),
        ("Y999456719012", ids.UPN_AUTHORITY, "authority"),
        ("A3304567A9012", ids.UPN_WRONG, "format"),
    ],
)
def test_a_wrong_upn_is_refused_with_the_sentence_for_beside_the_field(typed, sentence, code):
    with pytest.raises(ids.IdentifierRefusal) as refused:
        ids.check_upn(typed)
    assert (str(refused.value), refused.value.code) == (sentence, code)
    assert isinstance(refused.value, LawRefusal)
    assert refused.value.citation is ids.CITATIONS["upn"]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("999 314 0007", "9993140007"),
        ("999\u2014314\u20140007", "9993140007"),
        (9993140007, "9993140007"),
        (9993140007.0, "9993140007"),
    ],
)
def test_an_nhs_number_is_tidied(typed, stored):
    assert ids.check_nhs_number(typed) == stored


@pytest.mark.parametrize(
    ("typed", "sentence", "code"),
    [
        ("9993140008", ids.NHS_WRONG, "check_digit"),
        ("99931400", ids.NHS_FORMAT, "format"),
        ("99931400079", ids.NHS_FORMAT, "format"),
        ("ask the GP", ids.NHS_FORMAT, "format"),
        ("1111111111", ids.NHS_WRONG, "placeholder"),
    ],
)
def test_a_wrong_nhs_number_is_refused(typed, sentence, code):
    with pytest.raises(ids.IdentifierRefusal) as refused:
        ids.check_nhs_number(typed)
    assert (str(refused.value), refused.value.code) == (sentence, code)


def test_a_live_area_refuses_the_test_range():
    with pytest.raises(ids.IdentifierRefusal) as refused:
        ids.check_nhs_number("9993140007", allow_test_numbers=False)
    assert refused.value.code == "test_number"
    assert ids.check_nhs_number("9434765919", allow_test_numbers=False) == "9434765919"


def test_an_nhs_number_is_printed_in_three_parts():
    assert ids.nhs_number_in_words("9990000018") == "999 000 0018"


@pytest.mark.parametrize("check", CHECK.values(), ids=list(CHECK))
@given(typed=st.text(max_size=30))
def test_whatever_is_typed_gives_a_number_or_a_sentence(check, typed):
    """Hypothesis tries a hundred texts for each, hence a little over a tenth of a second."""
    try:
        stored = check(typed)
    except LawRefusal as refusal:
        stored = None
        sentence = refusal.sentence
    assert sentence if stored is None else check(stored) == stored


@given(st.from_regex(r"(201|330|801|938)[0-9]{9}", fullmatch=True))
def test_one_wrong_digit_never_passes(rest):
    """A hundred numbers, each with every wrong digit in every place."""
    upn = ids.upn_check_letter(rest) + rest
    assert ids.is_upn(upn)
    for place in range(4, 13):
        for digit in "0123456789":
            if digit != upn[place]:
                assert not ids.is_upn(upn[:place] + digit + upn[place + 1 :])


def test_a_temporary_upn_ends_in_a_letter():
    assert ids.is_temporary_upn("K83199982231D")
    assert not ids.is_temporary_upn("Z831999822314")
