"""What may be sent to us as a file is told by its content."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import check_upload


def sent(name, content):
    return SimpleUploadedFile(name, content)


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return out.getvalue()


def png(width, height):
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + b"IHDR"
        + struct.pack(">II", width, height)
        + b"\x08\x02\x00\x00\x00"
    )


JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 100, 200) + b"\x01\x01\x11\x00"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("REPORT.PDF", b"%PDF-1.7 ...", "application/pdf"),
        ("picture.png", png(10, 10), "image/png"),
        ("photo.jpeg", JPEG, "image/jpeg"),
        ("note.txt", "Señor".encode(), "text/plain"),
        (
            "advice.docx",
            zipped(word__document_xml="<x/>"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name, content, kind):
    assert check_upload(sent(name, content)).content_type == kind


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("note.pdf", b"<html><body>hi", "not what its name says"),
        ("a\u202efdp.scr", b"%PDF-1.7", "must be a PDF"),
        ("a\u202etxt.pdf", b"%PDF-1.7", "must be a PDF"),
        ("run.exe", b"MZ", "must be a PDF"),
        ("noending", b"%PDF-1.7", "must be a PDF"),
        ("empty.pdf", b"", "is empty"),
        ("map.png", png(30_000, 30_000), "fewer than 50 million pixels"),
        ("torn.jpg", b"\xff\xd8\xff", "not what its name says"),
        ("letter.txt", b"{\\rtf1 hello}", "not what its name says"),
        ("binary.txt", b"a\x00b", "not what its name says"),
        ("sheet.docx", zipped(xl__workbook_xml="<x/>"), "not what its name says"),
        ("macro.docx", zipped(word__document_xml="<x/>", word__vbaProject_bin="x"), "without macros"),
        ("bomb.docx", zipped(word__document_xml="0" * 5_000_000), "smaller copy"),
        ("torn.docx", b"PK\x03\x04", "not what its name says"),
    ],
)
def test_any_other_file_is_refused_with_what_to_do(name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        check_upload(sent(name, content))


def test_a_file_over_the_limit_is_refused_unread(monkeypatch):
    file = sent("large.pdf", b"%PDF-1.7")
    file.size = 21 * 1024 * 1024
    with pytest.raises(Refused, match="smaller than 20 MB"):
        check_upload(file)
