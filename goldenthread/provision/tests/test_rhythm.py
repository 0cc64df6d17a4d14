"""How often a line is due, from its words; and the weeks in which it is."""

from datetime import date, timedelta

import pytest

from goldenthread.provision import rhythm
from goldenthread.provision.rhythm import HalfTerm, Rhythm, monday, of_line, periods, weeks_open

AUTUMN = (HalfTerm(date(2026, 9, 2), date(2026, 10, 23), "autumn", 2026), HalfTerm(date(2026, 11, 2), date(2026, 12, 18), "autumn", 2026))
SPRING = (HalfTerm(date(2027, 1, 4), date(2027, 2, 12), "spring", 2026), HalfTerm(date(2027, 2, 22), date(2027, 3, 25), "spring", 2026))
YEAR = AUTUMN + SPRING


@pytest.mark.parametrize(
    ("words", "every", "times"),
    [
        ("Direct therapy weekly", "week", 1),
        ("Two sessions a week of 30 minutes", "week", 2),
        ("A 30 minute session, twice a week, one to one", "week", 2),
        ("20 minutes every day with a trained adult", "day", 1),
        ("10 minutes a day", "day", 1),
        ("Three times per day", "day", 3),
        ("A visit by the teacher of the deaf once every half term", "half_term", 1),
        ("Half-termly visits", "half_term", 1),
        ("A programme set termly by the therapist", "term", 1),
        ("Fortnightly counselling for an hour", "fortnight", 1),
        ("One session every two weeks", "fortnight", 1),
        ("Monthly supervision of the adult who gives it", "month", 1),
        ("A one-off course of training for the class team", "once", 1),
        ("Adult support throughout the school day", "always", 1),
        ("30 minutes weekly, for 39 weeks a year, reviewed termly", "week", 1),
        ("45 minutes each week. To be reviewed every half term by the SENCO", "week", 1),
    ],
)
def test_the_words_of_a_line_say_how_often(words, every, times):
    found = of_line(text=words)
    assert found and (found.every, found.times, found.source) == (every, times, "words"), found
    assert found.words and found.words.lower() in words.lower()


@pytest.mark.parametrize(
    "words",
    [
        "Access to speech and language therapy as appropriate",
        "Weekly sessions in the autumn and termly afterwards",
        "Regular opportunities to talk",
        "One to one and in small groups",
        "",
    ],
)
def test_a_line_that_says_nothing_or_two_things_has_no_rhythm(words):
    assert of_line(text=words) is None


def test_the_fields_of_a_line_come_before_its_words():
    assert of_line(text="Weekly", per="term", times=2, weeks=39) == Rhythm("term", 2, 39, False, "fields")


@pytest.mark.parametrize("words", ["A standing frame for use in class", "A radio aid, provided once only", "A communication aid with eye-gaze"])
def test_equipment_is_known_as_equipment(words):
    assert of_line(text=words).every == rhythm.EQUIPMENT


def test_teaching_with_equipment_is_no_equipment():
    assert of_line(text="Weekly teaching of braille, 60 minutes").every == "week"
    assert of_line(text="Sessions to learn to use a communication aid") is None


@pytest.mark.parametrize("section", ["G", "H1", "H2"])
def test_health_and_care_go_on_in_the_holidays(section):
    assert of_line(text="Weekly", section=section).all_year and not of_line(text="Weekly", section="F").all_year


# --- weeks


def days(found):
    return [each.first_on for each in found]


def test_nothing_is_due_in_half_term():
    found = periods(Rhythm("week"), starts_on=date(2026, 10, 12), until=date(2026, 11, 9), terms=AUTUMN)
    assert days(found) == [date(2026, 10, 12), date(2026, 10, 19), date(2026, 11, 2), date(2026, 11, 9)]


def test_a_week_of_two_school_days_is_no_week():
    short = (HalfTerm(date(2026, 9, 3), date(2026, 9, 18), "autumn", 2026),)
    assert [week for week, _ in weeks_open(short, date(2026, 9, 1), date(2026, 9, 30))] == [date(2026, 9, 7), date(2026, 9, 14)]


def test_what_goes_on_all_year_is_due_in_half_term_too():
    found = periods(Rhythm("week", all_year=True), starts_on=date(2026, 10, 19), until=date(2026, 11, 2), terms=AUTUMN)
    assert len(found) == 3


def test_a_fortnight_is_two_school_weeks_and_half_term_is_neither():
    found = periods(Rhythm("fortnight"), starts_on=date(2026, 10, 19), until=date(2026, 11, 20), terms=AUTUMN)
    assert [(each.first_on, each.last_on, each.weeks) for each in found] == [
        (date(2026, 10, 19), date(2026, 11, 8), 2),
        (date(2026, 11, 9), date(2026, 11, 22), 2),
    ]


@pytest.mark.parametrize(("every", "number"), [("half_term", 4), ("term", 2), ("month", 7), ("year", 1), ("once", 1)])
def test_a_year_has_so_many_periods(every, number):
    assert len(periods(Rhythm(every), starts_on=date(2026, 9, 2), until=date(2027, 3, 26), terms=YEAR)) == number


def test_a_daily_line_is_due_five_times_in_a_school_week():
    [found] = periods(Rhythm("day", 2), starts_on=date(2026, 11, 9), until=date(2026, 11, 13), terms=AUTUMN)
    assert found.times == 10


def test_a_line_for_six_weeks_of_the_year_is_due_in_the_first_six():
    found = periods(Rhythm("week", weeks=6), starts_on=date(2026, 9, 7), until=date(2026, 12, 18), terms=AUTUMN)
    assert days(found) == [date(2026, 9, 7) + timedelta(weeks=n) for n in range(6)]


def test_equipment_is_due_six_weeks_from_the_plan():
    [found] = periods(Rhythm("equipment"), starts_on=date(2026, 9, 7), until=date(2026, 11, 1), terms=())
    assert found.last_on == date(2026, 10, 19)


def test_without_term_dates_every_week_counts():
    assert len(periods(Rhythm("week"), starts_on=date(2026, 10, 19), until=date(2026, 11, 8), terms=())) == 3


def test_a_week_is_known_by_its_monday():
    assert monday(date(2026, 11, 22)) == date(2026, 11, 16)
