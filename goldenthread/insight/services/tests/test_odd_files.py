"""A return that was made to do harm, or by mistake, ends with a sentence and takes nothing down."""

import io
from datetime import date

import pytest
import xlsxwriter

from goldenthread.core.refusals import Refused
from goldenthread.insight.services.actions import change_service
from goldenthread.insight.services.dictionary import HEADINGS
from goldenthread.insight.services.models import Referral
from goldenthread.insight.services.reading import read_return

from . import made

pytestmark = pytest.mark.django_db


def read(content):
    return read_return(content, service="Autism assessment", districts=made.DISTRICTS, today=made.ON)


def test_a_cell_far_away_takes_no_memory():
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(Refused, match="too large when it is opened"):
        read(out.getvalue())


def test_a_quotation_mark_that_is_never_closed_swallows_no_row():
    content = made.file(made.row("AU-1"), made.row("AU-2", district='"Calder North'), made.row("AU-3"))
    with pytest.raises(Refused, match="quotation mark"):
        read(content)


def test_a_return_in_the_unicode_text_of_excel_is_read():
    text = made.file(made.row("AU-1", district="Calder North")).decode().replace(",", "\t")
    found = read(text.encode("utf-16"))
    assert [line.number for line in found.lines] == ["AU-1"] and not found.faults


def test_a_first_quarter_long_ago_is_refused_by_whoever_says_which_services_there_are():
    for day in (date(1, 1, 1), date(1950, 3, 31)):
        with pytest.raises(Refused, match="too long ago"):
            made.service(f"Service of {day.year}", first_quarter=day)
    with pytest.raises(Refused, match="too far ahead"):
        made.service("Service of the end", first_quarter=date(9999, 12, 31))
    one = made.service()
    said = {"name": one.name, "standard_weeks": 18, "again_months": 12, "first_quarter": date(2, 1, 1), "due_days": 30}
    with pytest.raises(Refused, match="too long ago"):
        change_service(service=one, said=said, by=one.set_by, on=made.ON)
    assert not Referral.objects.exists()
