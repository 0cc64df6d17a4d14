"""The papers of a plan: a PDF that a screen reader reads, a Word file that opens, data that its digest fits, and few words.

Each test draws papers, some of them several: up to half a second.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import docx
import jsonschema_rs
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from goldenthread.plans import papers, snapshot
from goldenthread.plans.papers import as_data, as_pdf, as_short, as_word, content, plain
from goldenthread.plans.papers.pictures import NOT_SHOWN, Picture
from goldenthread.plans.snapshot import ChildSaid, LineSaid, PlanSaid, Said

from . import making

ISSUED = date(2026, 11, 23)
DRAWING = UUID(int=5)


def said(words="Kai’s understanding of language is at the level of a younger child", kind="psychology"):
    return (Said(1, words, "Owen Pritchard, Educational psychologist", kind, said_on=date(2026, 11, 2), page=2),)


def a_plan(*, final=True, more: tuple[LineSaid, ...] = ()) -> PlanSaid:
    """A small plan with something in most sections."""
    need, outcome = uuid4(), uuid4()
    lines = [
        LineSaid(uuid4(), "A", "view", text="I like trains.", said_by="child"),
        LineSaid(uuid4(), "A", "view", text="My drawing of a train", said_by="child", media_id=DRAWING),
        LineSaid(uuid4(), "A", "view", text="Kai is funny and kind.", said_by="parent", adult_name="Jo Alder"),
        LineSaid(need, "B", "need", text="Kai needs help to follow what is said in class.", broad_area="communication", primary=True, sources=said()),
        LineSaid(uuid4(), "B", "strength", text="Kai remembers what he has seen.", sources=said("Visual memory is strong")),
        LineSaid(outcome, "E", "outcome", text="Kai will ask for help with a card.", by_when=date(2027, 7, 31), measure="A tally", uppers=(need,), sources=said()),
        LineSaid(
            uuid4(), "F", "provision", text="Teaching Kai to use picture cards.", deliverer="A speech and language therapist", skill="HCPC registered",
            minutes=30, times=1, per="week", weeks=39, group_size=1, uppers=(need, outcome), sources=said("30 minutes weekly"),
        ),
        *more,
        *([LineSaid(uuid4(), "I", "setting", text="Calder Valley Academy, an academy")] if final else []),
        LineSaid(uuid4(), "K", "advice", text="Owen Pritchard, Educational psychologist, 2 November 2026"),
    ]  # fmt: skip
    child = ChildSaid(uuid4(), "Kai", "Alder", "Kai", date(2016, 3, 9))
    return PlanSaid(uuid4(), 2, "final" if final else "draft", "2026", ISSUED, child, tuple(lines), issued_on=ISSUED if final else None)


def drawing() -> Picture:
    kept = io.BytesIO()
    Image.new("RGB", (60, 40), (40, 90, 140)).save(kept, "PNG")
    return Picture(kept.getvalue(), "png")


def pdf_of(told, pictures=None):
    return as_pdf.drawn(content.of(told, content.Issuer("Calderbeck Council", name="Tomas Reyes")), pictures or {})


def text_of(data: bytes) -> list[str]:
    found = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in found]


def tags(data: bytes) -> list[str]:
    """The kinds of every tag, in the order of the document."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.append(str(node.S))
            walk(node.get("/K"))
        elif isinstance(node, pikepdf.Array):
            for each in node:
                walk(each)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        walk(pdf.Root.StructTreeRoot)
    return found


# --- PDF


def test_the_pdf_says_its_title_its_language_and_its_structure():
    data = pdf_of(a_plan())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert str(pdf.docinfo["/Title"]) == "Education, health and care plan: Kai Alder"
    found = tags(data)
    assert found.count("/H1") == 1
    assert found.count("/H2") == 12 + 2, "a heading for each lettered section, for the contents and for the sources"
    assert {"/Table", "/TH", "/TR", "/TD", "/P"} <= set(found)


def test_each_lettered_section_stands_under_its_own_heading():
    whole = "\n".join(text_of(pdf_of(a_plan())))
    for letter in "A B C D E F G H1 H2 I J K".split():
        assert f"Section {letter}:" in whole


def test_provision_says_who_how_long_how_often_and_what_it_is_for():
    whole = " ".join("\n".join(text_of(pdf_of(a_plan()))).split())
    for words in ("A speech and language therapist", "HCPC registered", "30 minutes, once a week", "for 39 weeks", "one to one", "B2, E1"):
        assert words in whole


def test_what_a_line_rests_on_is_listed_whole_at_the_end():
    whole = " ".join("\n".join(text_of(pdf_of(a_plan()))).split())
    assert "Owen Pritchard, Educational psychologist, 2 November 2026, page 2: “30 minutes weekly”" in whole


def test_every_page_of_a_draft_says_that_it_is_one():
    many = tuple(LineSaid(uuid4(), "B", "need", text=f"Kai needs help with part {number} of the day.", sources=said()) for number in range(60))
    pages = text_of(pdf_of(a_plan(final=False, more=many)))
    assert len(pages) > 2
    assert all("Draft, version 2" in page for page in pages)
    assert not any("Draft, version" in page for page in text_of(pdf_of(a_plan())))


def test_a_draft_leaves_section_i_empty_and_says_why():
    whole = " ".join("\n".join(text_of(pdf_of(a_plan(final=False)))).split())
    assert content.LEFT_EMPTY in whole


def test_a_childs_picture_has_words_for_who_cannot_see_it():
    data = pdf_of(a_plan(), {DRAWING: drawing()})
    assert "/Figure" in tags(data)
    assert "My drawing of a train".encode("utf-16-be") in data or b"My drawing of a train" in data or "My drawing" in " ".join(text_of(data))
    assert NOT_SHOWN in " ".join("\n".join(text_of(pdf_of(a_plan()))).split())


def test_the_same_plan_is_the_same_file():
    told = a_plan()
    assert pdf_of(told) == pdf_of(told)
    assert as_word.drawn(content.of(told), {}) == as_word.drawn(content.of(told), {})


def test_what_was_typed_is_never_read_as_code():
    bad = LineSaid(uuid4(), "B", "need", text='#panic("no") *Kai* $x$ <script> {{ 7 }} \\', sources=said())
    assert '#panic("no") *Kai* $x$ <script>' in " ".join("\n".join(text_of(pdf_of(a_plan(more=(bad,))))).split())


# --- Word


def test_the_word_file_has_real_headings_and_tables():
    paper = content.of(a_plan(), content.Issuer("Calderbeck Council"))
    opened = docx.Document(io.BytesIO(as_word.drawn(paper, {DRAWING: drawing()})))
    headings = [each.text for each in opened.paragraphs if each.style.name.startswith("Heading")]
    assert headings[0] == "Education, health and care plan: Kai Alder"
    assert "Section F: Special educational provision" in headings
    assert any(table.rows[0].cells[0].text == "What is given" for table in opened.tables)
    assert opened.core_properties.language == "en-GB"
    assert 'descr="My drawing of a train"' in opened.element.xml


def test_a_draft_in_word_says_so_on_every_page():
    opened = docx.Document(io.BytesIO(as_word.drawn(content.of(a_plan(final=False)), {})))
    assert opened.sections[0].header.paragraphs[0].text == "Draft, version 2"


# --- Data


def test_the_sha_256_of_the_data_is_the_plans_digest():
    told = a_plan()
    assert hashlib.sha256(papers.data(told)).hexdigest() == snapshot.digest(told)


def test_the_data_reads_back_as_the_same_plan():
    told = a_plan()
    back = as_data.plan_of(papers.data(told), on=told.on)
    assert snapshot.digest(back) == snapshot.digest(told)
    assert back.lines[5].by_when == date(2027, 7, 31)
    assert back.of_kind("provision")[0].how_much == told.of_kind("provision")[0].how_much


def test_the_data_keeps_its_schema_and_says_nothing_beside_it():
    schema = json.loads(as_data.SCHEMA.read_text())
    told = json.loads(papers.data(a_plan()))
    jsonschema_rs.validator_for(schema).validate(told)
    assert set(schema["$defs"]["line"]["properties"]) == set(told["lines"][0])
    assert set(schema["$defs"]["source"]["properties"]) == set(told["lines"][3]["sources"][0])


@pytest.mark.parametrize("bad", [b"", b"{}", b"[]", b'{"format": "golden-thread-plan/1"}', b'{"format": "other"}', b"\xff\xfe"])
def test_what_is_no_plan_is_refused_in_words(bad):
    with pytest.raises(as_data.NotAPlan, match="plan"):
        as_data.plan_of(bad, on=ISSUED)


# --- Few words


def test_the_one_page_is_one_page_however_long_the_plan():
    many = tuple(LineSaid(uuid4(), "F", "provision", text="Teaching Kai to read the timetable of the day. " * 9, sources=said()) for _ in range(40))
    data = as_short.one_page(a_plan(more=many))
    assert len(pypdfium2.PdfDocument(data)) == 1
    page = " ".join(text_of(data)[0].split())
    assert "more in the plan" in page
    assert "Calder Valley Academy" in page


def test_short_sentences_say_one_thing_each_and_name_whoever_helps():
    simple = plain.simple(a_plan())
    parts = dict(simple.parts)
    assert parts["Who will help you"][0].lines == (
        "A speech and language therapist will help you.", "Teaching Kai to use picture cards.", "It takes 30 minutes.", "It happens once a week.", "It is just for you.",
    )  # fmt: skip
    assert parts["What you told us"][0].lines == ("“I like trains.”",)
    assert "has not been tested" in simple.note


def test_a_long_sentence_is_parted_at_a_joint_and_loses_no_word():
    text = "Kai follows a routine that he has seen, and needs a picture of each step, because words alone do not stay with him for long."
    lines = plain.short_lines(text)
    assert len(lines) > 1
    kept = [word.strip(".,").casefold() for line in lines for word in line.split()]
    assert kept == [word.strip(".,").casefold() for word in text.split()]


def test_short_sentences_are_large_tagged_and_hold_the_childs_picture():
    data = as_short.simple(a_plan(), {DRAWING: drawing()})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "en-GB"
    assert "/Figure" in tags(data)


def test_a_child_who_has_said_nothing_yet_is_told_that_they_can():
    told = a_plan()
    silent = replace(told, lines=tuple(line for line in told.lines if line.said_by != "child"))
    assert dict(plain.simple(silent).parts)["What you told us"][0].lines[0] == "Your own words are not here yet."


# --- In the record


@pytest.mark.django_db
def test_a_draft_is_kept_as_pdf_and_word_for_each_of_the_family():
    version = making.draft()
    making.line(version, "need", text="Kai needs help to follow what is said")
    jo = making.parent(version.child)
    kept = papers.documents_of(version, on=making.ON, to=[papers.For("Jo Alder", adult_id=jo.pk)])
    assert [(each.kind, each.addressee_id) for each in kept.documents] == [("plan-draft", jo.pk), ("plan-word-draft", jo.pk)]
    assert kept.documents[0].title == "Draft plan, version 1 (PDF): for Jo Alder"
    assert len(kept.parts()) == 1


@pytest.mark.django_db
def test_papers_drawn_before_the_plan_changed_are_drawn_again():
    version = making.draft()
    making.line(version, "need", text="Kai needs help to follow what is said")
    before = papers.draw(snapshot.of(version))
    making.line(version, "need", text="Kai needs rest")
    kept = papers.documents_of(version, on=making.ON, drawn=before)
    assert kept.documents[0].file_id != before.files["pdf"][0]
