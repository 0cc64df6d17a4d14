# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""H: which return this is, whose, and the area's officers."""

import re

from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, missing_or_unreadable, rule
from goldenthread.returns.records import Header
from goldenthread.returns.structure import submitting_authorities

SERIAL = re.compile(r"[0-9]{3}", re.ASCII)


@rule("H101")
def another_collection(header: Header, around: Around) -> Answer:
    return header.collection != "SEN2"


@rule("H102")
def another_year(header: Header, around: Around) -> Answer:
    return header.year != around.shape.year


@rule("H103")
def reference_date_is_not_census_day(header: Header, around: Around) -> Answer:
    return header.reference_date != around.census_day


@rule("H104")
def source_level_is_not_local_authority(header: Header, around: Around) -> Answer:
    return header.source_level != "L"


@rule("H105")
def no_authority_that_makes_a_return(header: Header, around: Around) -> Answer:
    return header.lea not in submitting_authorities(around.shape.year)


@rule("H106")
def serial_number_is_not_three_digits(header: Header, around: Around) -> Answer:
    return not SERIAL.fullmatch(header.serial_no or "")


@rule("H107")
def no_time_of_making(header: Header, around: Around) -> Answer:
    return header.made_at is None


@rule("H108")
def no_word_of_a_medical_officer(header: Header, around: Around) -> Answer:
    return missing_or_unreadable(header, header.dmo, "DMO")


@rule("H109")
def no_word_of_a_clinical_officer(header: Header, around: Around) -> Answer:
    return missing_or_unreadable(header, header.dco, "DCO")


@rule("H110")
def no_word_of_a_social_care_officer(header: Header, around: Around) -> Answer:
    """Voluntary in its first year, when only a code out of the set is an error."""
    found = missing_or_unreadable(header, header.dsco, "DSCO")
    return "Q" if found is True and around.shape.groups["Source"].items["DSCO"].status == "V" else found


@rule("H111")
def software_is_not_named(header: Header, around: Around) -> Answer:
    return not header.software_code or not header.release
