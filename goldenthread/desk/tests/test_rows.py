"""The rows of lists as they are written out."""

import re
from datetime import date
from html import unescape
from uuid import UUID

from markupsafe import Markup

from goldenthread.desk.clock_rows import clock_matters
from goldenthread.desk.clocks import Card, LawWords, Shown
from goldenthread.desk.lines import CaseLine, TeamLine, WorkLine, when
from goldenthread.desk.rows import case_rows, drawn, team_rows, work_rows

CHILD = UUID("0d7f7a8e-0000-4000-8000-000000000001")
TODAY = date(2026, 11, 23)


def case(**changed) -> CaseLine:
    plain = CaseLine(
        CHILD, "Kai Alder", "GT-1", "1 May 2015", "Assessing", "since 2 June 2026", "Fellside", "Ellis Marsh",
        when(date(2026, 11, 20), TODAY), "Decide",
    )  # fmt: skip
    return plain._replace(**changed)


def cells(rows: str) -> list[list[str]]:
    return [[unescape(re.sub(r"<[^>]+>", "|", cell)).strip("|") for cell in re.findall(r"<t[hd] .*?</t[hd]>", row, re.S)] for row in rows.split("</tr>")[:-1]]


def test_a_case_says_all_that_is_known_of_it():
    (shown,) = cells(case_rows([case()]))
    assert shown[0] == "Kai Alder|||GT-1"
    assert shown[2] == "Assessing||since 2 June 2026"
    due = when(date(2026, 11, 20), TODAY)
    assert shown[5] == f"{due.day}||{due.words}|||Decide"


def test_what_is_not_known_takes_nothing_from_its_neighbours():
    shown = cells(case_rows([case(), case(since="", due=None, clock=""), case(clock="")]))
    assert [row[4] for row in shown] == ["Ellis Marsh"] * 3
    assert shown[1][2] == "Assessing"
    assert shown[1][5] == "None open"
    assert "Decide" not in shown[2][5]


def test_nothing_that_was_typed_is_read_as_a_page():
    sly = '"><script>alert(1)</script>%s%(x)s{}'
    due = when(TODAY, TODAY)
    shown = (
        case_rows([case(name=sly, setting=sly, worker=sly, clock=sly)])
        + work_rows([WorkLine(CHILD, sly, sly, sly, sly, sly, due)])
        + team_rows([TeamLine(CHILD, sly, "GT-1", sly, sly, sly, due), TeamLine(CHILD, sly, "GT-1", sly, "", sly, None)])
    )
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;alert(1)&lt;/script&gt;%s%(x)s{}") == 16


def test_an_empty_list_has_no_rows():
    assert case_rows([]) == work_rows([]) == team_rows([]) == ""


def test_a_share_in_the_words_of_the_law_stands_among_what_is_shown():
    assert drawn([("<p>Of %s, 90%% in time</p>", ["R & J"]), ("<hr>", ())]) == "<p>Of R &amp; J, 90% in time</p><hr>"


def test_letters_beyond_ascii_are_written_as_numbers_and_read_as_they_were():
    """One of them would have the whole page kept in twice to four times the memory."""
    html = drawn([("<b>%s</b>", ["Zo\u00eb \u0141uczak <i> \u0627"])])
    assert html.isascii()
    assert unescape(html) == "<b>Zo\u00eb \u0141uczak <i> \u0627</b>"


def test_a_day_and_an_abbreviation_keep_their_capitals_within_a_sentence():
    law = LawWords(Markup("<p>Six weeks</p>"), Markup("<p>Duty</p>"))
    over = Card("EHC needs assessment: tell the family", "met", "green", "Done in time", "2 May 2026", "on 1 May 2026", "", "Why", law, [])
    html = clock_matters([Shown("Plan made on 20 August 2022", None, [over._replace(title="Send the SEND plan")], [over])])
    assert "finished<span class=\"govuk-visually-hidden\"> for plan made on 20 August 2022<" in html
    assert "for EHC needs assessment: tell the family<" in html
    assert "for send the SEND plan<" in html
