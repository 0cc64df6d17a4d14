"""A paper that identifies another child is held on its way out; a sister who is named in passing holds nothing up."""

from __future__ import annotations

import io
from datetime import date

import docx
import pytest

from goldenthread.core import clock, files, text_of
from goldenthread.core.documents_out import Area, Letter, Paragraph, SignOff, letter_pdf
from goldenthread.core.refusals import NotAllowed
from goldenthread.people.models import Document, FormerUpn
from goldenthread.people.wrong_child import accept_paper, check_papers, other_children_named
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
BORN = date(2016, 3, 9)


@pytest.fixture(autouse=True)
def _today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with clock.standing_on(ON):
        yield


@pytest.fixture
def kai(db):
    return making.child("Kai Alder", upn="Z831999822314", nhs_number="9993140007", reference="GT-KAAA2345")


@pytest.fixture
def mia(kai):
    """Kai's twin."""
    return making.child("Mia Alder", born=BORN, upn="B831999822315", nhs_number="9990000018", reference="GT-MBBB2345")


@pytest.fixture
def noor(kai):
    """A child of the area who has nothing to do with Kai."""
    return making.child("Noor Said-Haddad", born=date(2014, 7, 1), upn="C831999822316", reference="GT-NRRR2345")


def by(text, child):
    return [(each.by, each.child_id) for each in other_children_named(text, child)]


# By a number


@pytest.mark.parametrize(
    "typed", ["B831999822315", "b831999822315", "B83 1999 822315", "B-831-9998-22315", "UPN:b831999822315."]
)
def test_a_pupil_number_is_found_however_it_is_typed(kai, mia, typed):
    assert by(f"Pupil {typed} has made progress", kai) == [("upn", mia.pk)]


@pytest.mark.parametrize(
    "typed", ["GT-MBBB2345", "gt-mbbb2345", "GT MBBB 2345", "Gt - mbbb-2345", "GT–MBBB2345", "(GT-MBBB2345)"]
)
def test_a_reference_is_found_however_it_is_typed(kai, mia, typed):
    assert by(f"Our reference {typed}", kai) == [("reference", mia.pk)]


@pytest.mark.parametrize("typed", ["9990000018", "999 000 0018", "999-000-0018"])
def test_an_nhs_number_is_found_however_it_is_typed(kai, mia, typed):
    assert by(f"NHS {typed}", kai) == [("nhs_number", mia.pk)]


def test_a_number_that_a_child_had_before_is_still_theirs(kai, mia):
    FormerUpn.objects.create(child=mia, upn="D831999822317")
    assert by("UPN D831999822317", kai) == [("upn", mia.pk)]


def test_the_childs_own_numbers_and_numbers_of_nobody_are_nothing(kai, mia):
    own = "Kai Alder, born 9 March 2016, UPN Z831999822314, NHS 999 314 0007, reference GT-KAAA2345"
    assert by(f"{own}. Ring 01632 960 100. Invoice X111111111111. GT-ZZZZ9999", kai) == []


def test_a_child_of_another_area_is_not_looked_for(kai):
    elsewhere = making.area("991", "Otherby")
    making.child("Lee Ford", of=elsewhere, upn="E831999822318")
    assert by("UPN E831999822318", kai) == []


def test_a_record_that_is_closed_is_looked_for_and_its_child_is_not_told(kai):
    making.child("Ada Beck", born=date(2015, 5, 5), upn="F831999822319", closed_list_on=date(2026, 1, 1))
    [found] = other_children_named("UPN F831 9998 22319", kai)
    assert found.quote == "F831 9998 22319"


# By a name with its date of birth


@pytest.mark.parametrize(
    "text",
    [
        "Name: Noor Said-Haddad\nDate of birth: 01/07/2014",
        "NOOR SAID HADDAD (DOB 1.7.14)",
        "Said-Haddad, Noor. d.o.b. 1st July 2014",
        "01-07-2014 Noor Said-Haddad",
        "Noor Amal Said-Haddad was born on July 1, 2014",
        "Said-Haddad Noor\n2014-07-01",
    ],
)
def test_a_name_with_its_date_of_birth_is_another_childs(kai, noor, text):
    assert by(text, kai) == [("name", noor.pk)]


@pytest.mark.parametrize(
    "text",
    [
        "Noor Said-Haddad sat beside Kai.",
        "Kai Alder, DOB 09/03/2016. He likes Noor Said-Haddad.",
        "The meeting of 01/07/2014 was about reading.",
        f"Noor Said-Haddad {'word ' * 100} 01/07/2014",
        "Noor wrote on 01/07/2014",
    ],
)
def test_a_name_without_its_date_or_a_date_without_its_name_is_nothing(kai, noor, text):
    assert by(text, kai) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kai Alder\nDate of birth: 09/03/2016\nKai lives with his twin sister Mia and his mother.",
        "Mia Alder is his twin. Kai Alder, born 9 March 2016, is in Year 5.",
        "Kai and Mia are twins. Kai’s date of birth is 9.3.2016.",
        "9 March 2016: Kai was born twenty minutes before Mia.",
    ],
)
def test_a_twin_named_in_passing_beside_the_childs_own_birthday_holds_nothing_up(kai, mia, text):
    assert by(text, kai) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mia Alder\nDate of birth: 09/03/2016\nMia lives with her twin brother Kai.",
        "Report about Mia (DOB 09/03/2016), twin of Kai",
        "Kai’s sister is also assessed. ALDER, Mia, 9th March 2016, Year 5",
    ],
)
def test_a_twins_own_paper_is_held_although_birthday_and_surname_are_the_same(kai, mia, text):
    assert by(text, kai) == [("name", mia.pk)]


def test_a_paper_cannot_tell_apart_two_records_of_one_name_and_birthday(kai):
    making.child("Kai Alder", born=BORN)
    assert by("Kai Alder, 09/03/2016", kai) == []


def test_names_with_accents_and_names_of_one_word_are_found(kai):
    zoe = making.child("Zoë O'Brien", born=date(2013, 1, 2))
    solo = making.child("Madonna", born=date(2012, 2, 3))
    assert by("Zoe O’Brien 2/1/2013", kai) == [("name", zoe.pk)]
    assert by("Madonna, born 3 February 2012", kai) == [("name", solo.pk)]


def test_a_text_full_of_dates_and_numbers_asks_the_database_a_fixed_number_of_times(
    kai, noor, django_assert_max_num_queries
):
    text = " ".join(f"{day}/{month}/2014 B8319998223{day:02}" for day in range(1, 28) for month in range(1, 13))
    with django_assert_max_num_queries(9):  # four of them look something up; the rest lift and restore the wall
        other_children_named(text + " 999 000 0018 GT-MBBB2345", kai)


# Papers


def paper(child, content, content_type, **fields):
    file = files.store(content, content_type=content_type, scan="clean")
    return Document.objects.create(child=child, file=file, kind="evidence", title="A paper", made_on=ON, **fields)


def word(*paragraphs):
    made, out = docx.Document(), io.BytesIO()
    for each in paragraphs:
        made.add_paragraph(each)
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "UPN", "b831999822315"
    made.save(out)
    return out.getvalue()


def letter(*paragraphs):
    blocks = tuple(Paragraph(each) for each in paragraphs)
    area = Area("Calderbeck", ("1 Mill Lane",), "01632 960001", "send@example.org")
    return letter_pdf(
        Letter(
            area=area,
            recipient=("Jo Alder",),
            date=ON,
            heading="A report",
            blocks=blocks,
            sign_off=SignOff("Priya Nair"),
        )
    )


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# Papers are read by a process of their own, and one is made by typst: about a second.
def test_papers_of_each_kind_are_searched_and_only_the_wrong_ones_are_held(kai, mia):
    right = paper(kai, b"Kai Alder, born 09/03/2016, reads well.", "text/plain")
    wrong_text = paper(kai, b"Mia Alder, born 09/03/2016, reads well.", "text/plain")
    wrong_word = paper(kai, word("A report"), WORD)
    wrong_pdf = paper(kai, letter("Pupil: Mia Alder, date of birth 9 March 2016"), "application/pdf")
    photo = paper(kai, b"\x89PNG", "image/png")
    torn = paper(kai, b"%PDF-1.7 torn", "application/pdf")
    found = {
        each.document.pk: each for each in check_papers(kai, [right, wrong_text, wrong_word, wrong_pdf, photo, torn])
    }
    assert found.keys() == {wrong_text.pk, wrong_word.pk, wrong_pdf.pk, photo.pk, torn.pk}
    assert (
        found[wrong_text.pk].sentence
        == "This paper holds another child’s name and date of birth. Look whether it is this child’s."
    )
    assert found[wrong_text.pk].quotes == ("Mia Alder, born 09/03/2016",)
    assert found[wrong_word.pk].quotes == ("b831999822315",)
    assert not found[photo.pk].holds
    assert "could not be read" in found[torn.pk].sentence and found[torn.pk].holds


def test_a_paper_of_another_record_is_held(kai, mia):
    [found] = check_papers(kai, [paper(mia, b"Nothing in it", "text/plain")])
    assert (found.sentence, found.holds) == ("This paper is in another child’s record.", True)


def test_a_person_who_looked_lets_a_paper_go_on(kai, mia):
    wrong = paper(kai, b"Both twins: Mia Alder, born 09/03/2016.", "text/plain")
    assert check_papers(kai, [wrong]) != []
    with pytest.raises(NotAllowed):
        accept_paper(document=wrong, because="x", by=making.somebody("analyst"), on=ON)
    worker = making.officer()
    making.involve(worker, kai, "named_worker")
    accept_paper(document=wrong, because="The report is about both twins, and the family agrees.", by=worker, on=ON)
    assert check_papers(kai, [wrong]) == []


def test_a_reader_that_breaks_leaves_papers_unread_and_held(kai, monkeypatch):
    monkeypatch.setattr(text_of, "_answers", lambda asked: [])
    [found] = check_papers(kai, [paper(kai, b"Kai", "text/plain")])
    assert found.holds
