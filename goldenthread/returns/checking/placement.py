# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""L55 on: where the person really is, and was in the year."""

from goldenthread.law.identifiers import is_ukprn, is_urn
from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.plan_detail import no_word_of_indicators, not_exactly_one
from goldenthread.returns.checking.rules import Answer, absent, missing_or_unreadable, not_in_the_set, rule
from goldenthread.returns.records import Placement


@rule("L551")
def setting_told_in_no_way_or_two(placement: Placement, around: Around) -> Answer:
    return not_exactly_one(placement)


@rule("L552")
def no_urn_or_ukprn(placement: Placement, around: Around) -> Answer:
    if bad := not_in_the_set(placement, "URN", "UKPRN"):
        return bad
    if placement.urn is not None and not is_urn(placement.urn):
        return True
    return placement.ukprn is not None and not is_ukprn(placement.ukprn)


@rule("L553", only_of_the_unreadable=True)
def no_such_kind_of_setting(placement: Placement, around: Around) -> Answer:
    return not_in_the_set(placement, "SENSetting")


@rule("L554")
def setting_that_needs_words(placement: Placement, around: Around) -> Answer:
    return placement.setting in ("OTH", "NIEO") and placement.setting_other is None


@rule("L555")
def no_rank(placement: Placement, around: Around) -> Answer:
    return missing_or_unreadable(placement, placement.rank, "PlacementRank")


@rule("L557")
def no_date_of_entry(placement: Placement, around: Around) -> Answer:
    attended = placement.urn is not None or placement.ukprn is not None
    return attended and absent(placement, placement.entered_on, "EntryDate")


@rule("L558")
def not_begun_by_census_day(placement: Placement, around: Around) -> Answer:
    return placement.entered_on is not None and placement.entered_on > around.census_day


@rule("L559")
def left_before_entry(placement: Placement, around: Around) -> Answer:
    return bool(placement.left_on and placement.entered_on and placement.left_on < placement.entered_on)


@rule("L560")
def to_end_after_census_day(placement: Placement, around: Around) -> Answer:
    return placement.left_on is not None and placement.left_on > around.census_day


@rule("L561", only_of_the_unreadable=True)
def no_such_residential_code(placement: Placement, around: Around) -> Answer:
    return not_in_the_set(placement, "Res")


@rule("L562")
def no_such_work_based_code_or_too_young(placement: Placement, around: Around) -> Answer:
    if bad := not_in_the_set(placement, "WBP"):
        return bad
    return "Q" if placement.work_based is not None and (around.age_on(around.census_day) or 99) < 16 else False


@rule("L563")
def no_word_of_unit_or_resourced_provision(placement: Placement, around: Around) -> Answer:
    return no_word_of_indicators(placement)


@rule("L564")
def neet_at_another_age(placement: Placement, around: Around) -> Answer:
    if placement.setting != "NEET":
        return False
    years = around.age_on(around.census_day)
    return years is not None and not 16 <= years <= 25


@rule("L565")
def notice_to_cease_not_shown(placement: Placement, around: Around) -> Answer:
    return placement.setting == "NIEC" and (around.active is None or around.active.review_outcome != "C")
