from datetime import date, timedelta

import pytest

from goldenthread.desk.words import file_words, how_late, why

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    "left, said",
    [(0, "due today"), (1, "due tomorrow"), (2, "2 days left"), (99, "99 days left"), (100, "3 months left"), (730, "24 months left"),
     (-1, "1 day late"), (-99, "99 days late"), (-400, "13 months late"), (-1999, "5 years late")],
)  # fmt: skip
def test_how_late_is_said_as_people_say_it(left, said):
    assert how_late(TODAY + timedelta(days=left), TODAY).replace("\u00a0", " ") == said


def test_a_date_that_is_not_known_is_said_so():
    assert how_late(None, TODAY) == "no date"


@pytest.mark.parametrize(
    "clock, said",
    [
        ("EHCNA-06", "6 weeks from 1 Oct 2026, when a request was received, or the council became responsible for the child. "
                     "SEND Regulations 2014, regulation 5(1)"),
        ("AR-NEXT12", "12 months from 1 Oct 2026, counting that day, when the last review was completed. "
                      "Children and Families Act 2014, section 44(1)"),
        ("PHASE-POST16", "Before 31 March of the year of transfer. SEND Regulations 2014, regulation 18(1)(a)"),
        ("NOT-ONE-WE-KNOW", ""),
    ],
)  # fmt: skip
def test_why_a_date_is_that_date_is_said_in_a_line(clock, said):
    assert why(clock, date(2026, 10, 1)).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    "kind, size, said",
    [
        ("application/pdf", 10, "PDF, 1 kB"),
        ("image/png", 2_500_000, "Picture (PNG), 2.4 MB"),
        ("x/y", 2048, "File, 2 kB"),
    ],
)
def test_a_file_is_said_by_its_kind_and_size(kind, size, said):
    assert file_words(kind, size) == said
