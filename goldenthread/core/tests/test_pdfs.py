"""PDFs that do something by themselves. Each is judged by a process of its own, a third of a second."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String

from goldenthread.core import pdfs
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import check_upload


def program():
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def launch():
    return Dictionary(S=Name.Launch, F=String("calc.exe"))


def address(**more):
    return Dictionary(S=Name.URI, URI=String("https://example.org"), **more)


def pdf(change=None, **saved) -> bytes:
    """A page that says "Kai"; `change` is given the paper and its page before it is saved."""
    paper = pikepdf.new()
    page = paper.add_blank_page(page_size=(200, 200))
    page.obj.Contents = paper.make_stream(b"BT /F1 12 Tf (Kai) Tj ET")
    if change:
        change(paper, page.obj)
    out = io.BytesIO()
    paper.save(out, **saved)
    return out.getvalue()


def opens_with(action):
    return lambda paper, page: paper.Root.__setitem__("/OpenAction", action())


def button(action):
    def change(paper, page):
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action())
        page["/Annots"] = Array([paper.make_indirect(note)])

    return change


def named_program(paper, page):
    tree = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), paper.make_indirect(program())])))
    paper.Root["/Names"] = paper.make_indirect(tree)


def everything(paper, page):
    opens_with(lambda: paper.make_indirect(program()))(paper, page)
    named_program(paper, page)
    page["/AA"] = Dictionary(O=launch())
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    page["/Annots"] = Array([paper.make_indirect(film), Dictionary(Type=Name.Annot, Subtype=Name.Link, A=launch())])


def chained(paper, page):
    """A link to an address that goes on to a program."""
    button(lambda: address(Next=Array([program()])))(paper, page)


@pytest.mark.parametrize(
    "change", [opens_with(program), opens_with(launch), button(launch), button(program), named_program, chained, everything]
)
@pytest.mark.parametrize("hidden", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_what_a_pdf_would_do_by_itself_is_taken_out_and_what_it_says_stays(change, hidden):
    cleaned = pdfs.harmless(pdf(change, object_stream_mode=hidden))
    paper = pikepdf.open(io.BytesIO(cleaned))
    whole = b"".join(each.unparse(resolved=True) for each in paper.objects if not isinstance(each, pikepdf.Stream)) + paper.Root.unparse(resolved=True)
    for name in (b"JavaScript", b"Launch", b"app.alert", b"calc.exe", b"/AA", b"RichMedia"):
        assert name not in whole, name
    assert b"(Kai)" in paper.pages[0].Contents.read_bytes()


def test_a_pdf_that_does_nothing_by_itself_is_kept_byte_for_byte():
    links = button(address)
    for content in (pdf(), pdf(links), pdf(lambda paper, page: paper.Root.__setitem__("/OpenAction", Array([page, Name.Fit])))):
        assert pdfs.harmless(content) == content


def attached(paper, page):
    paper.attachments["report.exe"] = b"MZ"


def behind_a_note(paper, page):
    file = paper.make_stream(b"MZ", Type=Name.EmbeddedFile)
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, EF=Dictionary(F=file)))
    page["/Annots"] = Array([note])


def shown_by_one_program(paper, page):
    paper.Root["/AcroForm"] = Dictionary(XFA=paper.make_stream(b"<xdp/>"))


@pytest.mark.parametrize(
    "change, sentence",
    [(attached, "Send each file on its own"), (behind_a_note, "Send each file on its own"), (shown_by_one_program, "Print it to PDF")],
)
def test_a_pdf_that_holds_files_or_is_nothing_without_its_program_is_refused_with_what_to_do(change, sentence):
    with pytest.raises(Refused, match=sentence):
        check_upload(SimpleUploadedFile("report.pdf", pdf(change)))


def test_an_upload_comes_back_without_its_program():
    upload = check_upload(SimpleUploadedFile("report.pdf", pdf(opens_with(program))))
    content = upload.content.read()
    assert len(content) == upload.size
    assert b"JavaScript" not in content and content.startswith(b"%PDF-")


@pytest.mark.parametrize("sign", [b"/OpenAction <</S/JavaScript>>", b"/J#61vaScript", b"/Filter /FlateDecode"])
def test_a_pdf_that_cannot_be_read_is_damaged_where_it_could_do_something_elsewhere(sign):
    assert pdfs.harmless(b"%PDF-1.7 not a pdf") == b"%PDF-1.7 not a pdf"
    assert pdfs.harmless(b"%PDF-1.7 not a pdf " + sign) is None
