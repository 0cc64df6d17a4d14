"""Letters: tagged PDF that every reader can hear, and Word that a person can change."""

import dataclasses
import datetime as dt
import io

import pikepdf
import pytest
from docx import Document
from docx.oxml.ns import qn

from goldenthread.core.documents_out import (
    Area,
    Bullets,
    Heading,
    Letter,
    Numbered,
    Paragraph,
    SignOff,
    Table,
    Unprintable,
    letter_docx,
    letter_pdf,
)

LETTER = Letter(
    area=Area(
        "Calderbeck SEND partnership",
        ("1 Mill Lane", "Calderbeck", "CB1 1AA"),
        "01632 960001",
        "send@example.org",
        footer="Calderbeck Council",
    ),
    recipient=("Jo Alder", "2 Beck Row", "", "Calderbeck"),
    date=dt.date(2026, 12, 4),
    reference="GT-1042",
    greeting="Dear Jo Alder",
    heading="We will assess Kai’s needs",
    blocks=(
        Paragraph("You asked us to assess Kai on 23 October 2026. We have decided to do so."),
        Heading("What happens next"),
        Numbered(("We ask for advice.", "We read it together.", "We decide whether Kai needs a plan.")),
        Heading("Whom we ask"),
        Table(
            ("Who", "By"),
            (("Educational psychologist", "15 January 2027"), ("School", "15 January 2027")),
            caption="Advice we have asked for",
        ),
        Bullets(("You may tell us whom else to ask.", "#let code = $x$ *not bold* <b>&amp;</b> \\ @here // kept")),
        Numbered(("A second list counts from one again.",)),
        Paragraph("Bronwen Wójcikiewicz, Oyelówò, Nguyễn, Ŵyn", strong=True),
    ),
    sign_off=SignOff("Asha Brook", "EHC coordinator"),
)


@pytest.fixture(scope="module")
def pdf():
    # Slower than a tenth of a second the first time: the fonts are read.
    with pikepdf.open(io.BytesIO(letter_pdf(LETTER))) as opened:
        yield opened


def tags(node, found=None):
    """Every tag of a PDF's tree in the order of reading, with its element."""
    found = [] if found is None else found
    if isinstance(node, pikepdf.Array):
        for one in node:
            tags(one, found)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append((str(node.S), node))
        if "/K" in node:
            tags(node.K, found)
    return found


def test_a_pdf_says_its_language_its_title_and_that_it_is_tagged(pdf):
    assert str(pdf.Root.Lang).lower() == "en-gb"
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "We will assess Kai’s needs"
        assert metadata["pdfuaid:part"] == "1"


def test_a_pdf_is_read_as_headings_lists_and_tables(pdf):
    names = [name for name, _ in tags(pdf.Root.StructTreeRoot.K)]
    assert names.count("/H1") == 1 and names.count("/H2") == 2
    assert names.count("/L") == 3 and names.count("/LI") == 6
    assert names.count("/Table") == 1 and names.count("/TH") == 2 and names.count("/TD") == 4


def test_the_headings_of_a_pdf_table_say_what_they_head(pdf):
    scopes = []
    for name, node in tags(pdf.Root.StructTreeRoot.K):
        if name == "/TH":
            given = node.A if isinstance(node.A, pikepdf.Array) else [node.A]
            scopes += [str(one.Scope) for one in given if "/Scope" in one]
    assert scopes == ["/Column", "/Column"]


def test_every_font_is_inside_the_pdf(pdf):
    fonts = [one for page in pdf.pages for one in page.Resources.Font.values()]
    assert fonts
    for one in fonts:
        assert (
            "/FontFile2" in one.DescendantFonts[0].FontDescriptor
            or "/FontFile3" in one.DescendantFonts[0].FontDescriptor
        )
        assert "NotoSans" in str(one.BaseFont)


def test_the_same_letter_is_the_same_file():
    assert letter_pdf(LETTER) == letter_pdf(LETTER)
    assert letter_docx(LETTER) == letter_docx(LETTER)


def test_a_letter_without_a_heading_is_refused():
    with pytest.raises(ValueError, match="needs a heading"):
        Letter(area=LETTER.area, recipient=(), date=LETTER.date, heading=" ", sign_off=LETTER.sign_off)


def test_a_row_that_does_not_fit_its_headings_is_refused():
    with pytest.raises(ValueError, match="A row of 1 cells stands under 2 headings"):
        Table(("Who", "By"), (("School",),))


def test_characters_that_no_document_can_hold_are_left_out_and_the_rest_kept():
    letter = Letter(
        area=LETTER.area,
        recipient=("Jo\x00 Alder\x0b",),
        date=LETTER.date,
        heading="A \ud800test",
        sign_off=LETTER.sign_off,
    )
    assert letter_pdf(letter).startswith(b"%PDF")
    word = Document(io.BytesIO(letter_docx(letter)))
    assert "Jo Alder" in [paragraph.text for paragraph in word.paragraphs]
    assert word.core_properties.title == "A test"


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(letter_docx(LETTER)))


def test_a_word_letter_has_its_language_title_and_real_styles(word):
    assert word.core_properties.language == "en-GB"
    assert word.core_properties.title == "We will assess Kai’s needs"
    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    styles = [paragraph.style.name for paragraph in word.paragraphs]
    assert styles.count("Heading 1") == 1 and styles.count("Heading 2") == 2
    assert styles.count("List Number") == 4 and styles.count("List Bullet") == 2


def test_a_word_table_repeats_its_headings(word):
    (table,) = word.tables
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == ["Educational psychologist", "15 January 2027"]


def test_a_second_numbered_list_in_word_counts_from_one_again(word):
    numbers = [
        paragraph._p.pPr.numPr.numId.val for paragraph in word.paragraphs if paragraph.style.name == "List Number"
    ]
    assert numbers[0] == numbers[1] == numbers[2] != numbers[3]


def test_words_that_look_like_code_stay_words(word):
    said = "#let code = $x$ *not bold* <b>&amp;</b> \\ @here // kept"
    assert said in [paragraph.text for paragraph in word.paragraphs]


@pytest.mark.parametrize(
    "name",
    [
        "يوسف",
        "אביגיל",
        "Ελένη",
        "Олена",
        "ਗੁਰਪ੍ਰੀਤ",
        "বৃষ্টি",
        "தமிழ்",
        "ગીતા",
        "सीता",
        "සිතා",
        "అమ్మ",
        "ሰላም",
        "می‌نا",
        "Nguyễn Thị Ngọc",
    ],
)
def test_names_in_the_scripts_of_our_families_are_drawn(name):
    assert letter_pdf(dataclasses.replace(LETTER, greeting=f"Dear {name}")).startswith(b"%PDF")


def test_a_sign_that_cannot_be_drawn_is_said_and_never_left_out():
    # Slower than a tenth of a second: the machine's own fonts are looked through.
    with pytest.raises(Unprintable, match=r"cannot show .*Send the Word document instead"):
        letter_pdf(dataclasses.replace(LETTER, greeting="Dear \U0001fae8\U000e0100"))
