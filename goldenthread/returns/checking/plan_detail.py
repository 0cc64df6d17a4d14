# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""D: the settings that a plan names."""

from goldenthread.law.identifiers import is_ukprn, is_urn
from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, missing_or_unreadable, not_in_the_set, rule, unreadable
from goldenthread.returns.records import PlanDetail, Setting

ESTABLISHMENT = ("URN", "UKPRN", "SENSetting")
INDICATORS = ("SENunitIndicator", "ResourcedProvisionIndicator")


def not_exactly_one(setting: Setting) -> bool:
    """Not exactly one of the three ways to say which setting; one that was sent but cannot be read counts."""
    given = sum(value is not None for value in (setting.urn, setting.ukprn, setting.setting))
    if setting.problems:
        given += sum(unreadable(setting, element) is not None for element in ESTABLISHMENT)
    return given != 1


def no_word_of_indicators(setting: Setting) -> Answer:
    """A flag out of the set is an error; none, where there is a URN, is a query."""
    if bad := not_in_the_set(setting, *INDICATORS):
        return bad
    if setting.urn is not None and (setting.sen_unit is None or setting.resourced_provision is None):
        return "Q"
    return False


@rule("D451")
def setting_told_in_no_way_or_two(detail: PlanDetail, around: Around) -> Answer:
    return not_exactly_one(detail)


@rule("D452")
def no_urn(detail: PlanDetail, around: Around) -> Answer:
    """Out of form is an error. In form but not in the register of schools is a query: the register may be old."""
    if detail.urn is None:
        return not_in_the_set(detail, "URN")
    if not is_urn(detail.urn):
        return True
    find = around.beyond.establishment
    return "Q" if find is not None and find(detail.urn) is None else False


@rule("D453")
def no_ukprn(detail: PlanDetail, around: Around) -> Answer:
    return not_in_the_set(detail, "UKPRN") or (detail.ukprn is not None and not is_ukprn(detail.ukprn))


@rule("D454", only_of_the_unreadable=True)
def no_such_kind_of_setting(detail: PlanDetail, around: Around) -> Answer:
    return not_in_the_set(detail, "SENSetting")


@rule("D455")
def other_setting_without_words(detail: PlanDetail, around: Around) -> Answer:
    return detail.setting == "OTH" and detail.setting_other is None


@rule("D456")
def words_without_other_setting(detail: PlanDetail, around: Around) -> Answer:
    return detail.setting_other is not None and detail.setting != "OTH"


@rule("D457")
def no_rank(detail: PlanDetail, around: Around) -> Answer:
    return missing_or_unreadable(detail, detail.rank, "PlacementRank")


@rule("D459")
def no_word_of_unit_or_resourced_provision(detail: PlanDetail, around: Around) -> Answer:
    return no_word_of_indicators(detail)


@rule("D461")
def both_unit_and_resourced_provision(detail: PlanDetail, around: Around) -> Answer:
    return detail.sen_unit == "1" and detail.resourced_provision == "1"


@rule("D462")
def provision_that_the_register_does_not_show(detail: PlanDetail, around: Around) -> Answer:
    if around.beyond.establishment is None or detail.urn is None:
        return False
    school = around.beyond.establishment(detail.urn)
    if school is None:
        return False
    unit = detail.sen_unit == "1" and school.has_sen_unit is False
    return unit or (detail.resourced_provision == "1" and school.has_resourced_provision is False)


@rule("D463")
def unexpected_establishment(detail: PlanDetail, around: Around) -> Answer:
    if around.beyond.establishment is None or detail.urn is None:
        return False
    school = around.beyond.establishment(detail.urn)
    if school is None:
        return False
    return school.unusual or (school.closed_on is not None and school.closed_on < around.census_day)
