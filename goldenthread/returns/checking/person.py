# ruff: noqa: D103  the name of a function is its rule, whose words are in rules.csv
"""P: the child or young person."""

import re

from goldenthread.law.identifiers import is_temporary_upn, is_uln
from goldenthread.returns.checking.around import Around
from goldenthread.returns.checking.rules import Answer, absent, missing_or_unreadable, not_in_the_set, rule
from goldenthread.returns.reading.survey import name_and_birth
from goldenthread.returns.records import Person

POSTCODE = re.compile(r"(?:[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}|GIR ?0AA)", re.ASCII | re.IGNORECASE)


@rule("P101")
def no_surname(person: Person, around: Around) -> Answer:
    return absent(person, person.surname, "Surname")


@rule("P102")
def no_forename(person: Person, around: Around) -> Answer:
    return absent(person, person.forename, "Forename")


@rule("P103")
def no_date_of_birth(person: Person, around: Around) -> Answer:
    return absent(person, person.born_on, "PersonBirthDate")


@rule("P104")
def born_after_census_day(person: Person, around: Around) -> Answer:
    return person.born_on is not None and person.born_on > around.census_day


@rule("P105")
def past_the_age_of_duties(person: Person, around: Around) -> Answer:
    return around.years is not None and around.years >= 25


@rule("P106")
def too_old_for_any_plan(person: Person, around: Around) -> Answer:
    return around.years is not None and around.years >= 27


@rule("P107")
def no_sex(person: Person, around: Around) -> Answer:
    if around.shape.year == 2023:
        return missing_or_unreadable(person, person.gender, "GenderCurrent")
    return missing_or_unreadable(person, person.sex, "Sex")


@rule("P108")
def no_ethnicity(person: Person, around: Around) -> Answer:
    return missing_or_unreadable(person, person.ethnicity, "Ethnicity")


@rule("P110")
def no_postcode(person: Person, around: Around) -> Answer:
    return person.postcode is None


@rule("P111")
def no_uk_postcode(person: Person, around: Around) -> Answer:
    return person.postcode is not None and not POSTCODE.fullmatch(person.postcode)


@rule("P112")
def no_number_and_no_reason(person: Person, around: Around) -> Answer:
    return not person.upn and not person.uln and absent(person, person.upn_unknown, "UPNunknown")


@rule("P113")
def a_number_and_a_reason_for_none(person: Person, around: Around) -> Answer:
    return bool(person.upn_unknown and (person.upn or person.uln))


@rule("P114")
def upn_out_of_form(person: Person, around: Around) -> Answer:
    return around.upn_fault == "format"


@rule("P115")
def upn_check_letter_wrong(person: Person, around: Around) -> Answer:
    return around.upn_fault == "check_letter"


@rule("P116")
def upn_of_no_authority(person: Person, around: Around) -> Answer:
    return around.upn_fault == "authority"


@rule("P117")
def upn_of_two_people(person: Person, around: Around) -> Answer:
    places = around.repeated.upn.get(person.upn or "")
    return places is not None and _first_of_the_same(person, places, around)


@rule("P118")
def uln_not_right(person: Person, around: Around) -> Answer:
    return person.uln is not None and not is_uln(person.uln)


@rule("P119")
def uln_of_two_people(person: Person, around: Around) -> Answer:
    places = around.repeated.uln.get(person.uln or "")
    return places is not None and _first_of_the_same(person, places, around)


def _first_of_the_same(person: Person, places: tuple[int, ...], around: Around) -> Answer:
    """An error, but a query for the first of records that are of one person by name and birth too: it may be taken."""
    same = around.repeated.name_and_birth.get(name_and_birth(person), ())
    return "Q" if person.number == places[0] and set(places) <= set(same) else True


@rule("P120", only_of_the_unreadable=True)
def no_such_reason_for_no_upn(person: Person, around: Around) -> Answer:
    return not_in_the_set(person, "UPNunknown")


@rule("P121")
def reason_is_for_under_sixes(person: Person, around: Around) -> Answer:
    return person.upn_unknown == "UN1" and (around.age_on(around.census_day) or 0) >= 6


@rule("P123")
def reason_is_for_requests_that_came_to_nothing(person: Person, around: Around) -> Answer:
    return person.upn_unknown == "UN10" and any(request.outcome not in ("N", "W", None) for request in person.requests)


@rule("P124")
def reason_is_for_young_people(person: Person, around: Around) -> Answer:
    return person.upn_unknown == "UN9" and (around.age_on(around.census_day) or 99) < 16


@rule("P126")
def upn_is_temporary(person: Person, around: Around) -> Answer:
    return person.upn is not None and around.upn_fault is None and is_temporary_upn(person.upn)


@rule("P127")
def two_people_of_one_name_and_birth(person: Person, around: Around) -> Answer:
    return bool(around.repeated.name_and_birth) and name_and_birth(person) in around.repeated.name_and_birth


@rule("P128")
def no_request(person: Person, around: Around) -> Answer:
    return not person.requests
