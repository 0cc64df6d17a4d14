"""What may be sent to us as a file is told by its content."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from goldenthread.core import sounds
from goldenthread.core.refusals import Refused
from goldenthread.core.uploads import INSTEAD, check_upload

from .clamd_service import EICAR, ClamdService

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEIC = (Path(__file__).parent / "data" / "photo.heic").read_bytes()


def sent(name, content):
    return SimpleUploadedFile(name, content)


def zipped(members, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in {**members, **more}.items():
            file.writestr(name, content)
    return out.getvalue()


def word(**members):
    return zipped({"word/document.xml": "<x/>"}, **members)


def with_member(name, content="x"):
    return zipped({"word/document.xml": "<x/>", name: content})


def odt(**members):
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, **members)


def picture(kind, size=(40, 30), **how):
    out = io.BytesIO()
    Image.new("RGB", size, (10, 200, 30)).save(out, kind, **how)
    return out.getvalue()


def where_it_was_taken():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Telephone Maker", 6  # the camera was held on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (53.0, 45.0, 0.0)})
    return exif.tobytes()


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def oversized_png(width, height):
    head = chunk(b"IHDR", struct.pack(">II", width, height) + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", b"x")


def pdf(**encryption):
    paper, out = pikepdf.new(), io.BytesIO()
    paper.add_blank_page()
    paper.save(out, encryption=pikepdf.Encryption(**encryption) if encryption else False)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("report.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("REPORT.PDF", b"%PDF-1.7 ...", "application/pdf"),
        ("../../report.pdf", b"%PDF-1.7 ...", "application/pdf"),
        ("picture.png", picture("PNG"), "image/png"),
        ("photo.jpeg", picture("JPEG"), "image/jpeg"),
        ("note.txt", "Señor".encode(), "text/plain"),
        ("advice.docx", word(), WORD),
        ("advice.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("report.docx", word(**{"word/embeddings/chart.xlsx": zipped({"xl/workbook.xml": "<x/>"})}), WORD),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name, content, kind):
    assert check_upload(sent(name, content)).content_type == kind


# A PDF that says it is locked is tried by another process: a third of a second.
def test_a_pdf_that_anybody_may_read_but_not_change_is_taken():
    assert check_upload(sent("plan.pdf", pdf(owner="x", user=""))).content_type == "application/pdf"


FETCHING = '<Relationship Id="1" Type="http://x/attachedTemplate" Target="https://x.test/t" TargetMode="External"/>'
NESTED = word(**{"word/embeddings/a.docx": word(**{"word/embeddings/b.docx": word()})})


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("note.pdf", b"<html><body>hi", "not what its name says"),
        ("a\u202efdp.scr", b"%PDF-1.7", "must be a PDF"),
        ("a\u202etxt.pdf", b"%PDF-1.7", "must be a PDF"),
        ("run.exe", b"MZ", "must be a PDF"),
        ("noending", b"%PDF-1.7", "must be a PDF"),
        ("empty.pdf", b"", "is empty"),
        ("map.png", oversized_png(30_000, 30_000), "fewer than 50 million pixels"),
        ("torn.jpg", b"\xff\xd8\xff", "not what its name says"),
        ("torn.png", picture("PNG")[:60], "not what its name says"),
        ("really.png", picture("JPEG"), "not what its name says"),
        ("really.heic", picture("JPEG"), "not what its name says"),
        ("letter.txt", b"{\\rtf1 hello}", "not what its name says"),
        ("binary.txt", b"a\x00b", "not what its name says"),
        ("sheet.docx", zipped({"xl/workbook.xml": "<x/>"}), "not what its name says"),
        ("torn.docx", b"PK\x03\x04", "not what its name says"),
        ("climbs.docx", with_member("../../etc/passwd"), "not what its name says"),
        ("macro.docx", with_member("word/vbaProject.bin"), "without macros"),
        ("macro.docm", word(), "without macros"),
        ("macro4.xlsx", zipped({"xl/workbook.xml": "<x/>", "xl/macrosheets/sheet1.xml": "x"}), "without macros"),
        ("object.docx", with_member("word/embeddings/oleObject1.bin"), "without macros"),
        ("macro.odt", odt(**{"Basic/Standard/Module1.xml": "x"}), "without macros"),
        ("fetches.docx", with_member("word/_rels/settings.xml.rels", FETCHING), "fetches parts of itself"),
        ("bomb.docx", with_member("word/big.xml", "0" * 5_000_000), "smaller copy"),
        ("many.docx", zipped({f"word/{number}.xml": "" for number in range(2001)}), "smaller copy"),
        ("nested.docx", NESTED, "Send each file on its own"),
        ("archive.docx", with_member("word/embeddings/all.zip"), "Send each file on its own"),
        (
            "locked.odt",
            odt(**{"META-INF/manifest.xml": "<x:encryption-data/>"}),
            "Remove the password and send it again",
        ),
        ("locked.pdf", pdf(owner="x", user="secret"), "Remove the password and send it again"),
    ],
)
def test_any_other_file_is_refused_with_what_to_do(name, content, sentence):
    with pytest.raises(Refused, match=sentence):
        check_upload(sent(name, content))


def test_a_word_file_behind_a_password_is_refused_with_what_to_do():
    content = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 1000 + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(Refused, match="Remove the password and send it again"):
        check_upload(sent("advice.docx", content))


def test_members_made_of_the_same_bytes_are_a_bomb():
    content = bytearray(zipped({"word/document.xml": "<x/>", "word/a.xml": "a", "word/b.xml": "b"}))
    last = content.rfind(b"PK\x01\x02")
    content[last + 42 : last + 46] = struct.pack("<I", 1)  # the third member begins inside the first
    with pytest.raises(Refused, match="smaller copy"):
        check_upload(sent("bomb.docx", bytes(content)))


@pytest.mark.parametrize("ending", sorted(INSTEAD))
def test_kinds_that_people_often_send_are_refused_with_what_to_send_instead(ending):
    with pytest.raises(Refused) as refused:
        check_upload(sent(f"paper{ending}", b"content"))
    assert refused.value.sentence == INSTEAD[ending]


def test_a_file_over_the_limit_is_refused_unread(monkeypatch):
    file = sent("large.pdf", b"%PDF-1.7")
    file.size = 21 * 1024 * 1024
    with pytest.raises(Refused, match="smaller than 20 MB"):
        check_upload(file)


# Pictures


def test_a_photo_loses_the_place_it_was_taken_and_stands_upright():
    upload = check_upload(sent("photo.jpg", picture("JPEG", exif=where_it_was_taken())))
    kept = Image.open(upload.content)
    assert dict(kept.getexif()) == {}
    assert kept.size == (30, 40)
    assert upload.size == len(upload.content.getvalue())
    assert b"Telephone Maker" not in upload.content.getvalue()


def test_a_picture_keeps_nothing_that_was_hidden_behind_it():
    for name, kind in (("a.png", "PNG"), ("a.jpg", "JPEG")):
        upload = check_upload(sent(name, picture(kind) + b"<script>hidden</script>"))
        assert b"hidden" not in upload.content.read()


def test_a_telephones_photo_becomes_one_that_every_computer_shows():
    assert b"Telephone Maker" in HEIC
    upload = check_upload(sent("IMG_0001.HEIC", HEIC))
    content = upload.content.read()
    assert upload.content_type == "image/jpeg"
    assert Image.open(io.BytesIO(content)).size == (32, 24)
    assert b"Telephone Maker" not in content


def test_a_see_through_picture_stays_see_through():
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (1, 2, 3, 0)).save(out, "PNG")
    assert Image.open(check_upload(sent("symbol.png", out.getvalue())).content).mode == "RGBA"


# Recordings


def box(name, *content):
    inside = b"".join(content)
    return struct.pack(">I4s", 8 + len(inside), name) + inside


STREET = b"12 Sealed Street"
M4A = (
    box(b"ftyp", b"M4A \x00\x00\x00\x00M4A mp42")
    + box(b"moov", box(b"trak", box(b"mdia", b"soun"), box(b"udta", STREET)), box(b"udta", box(b"meta", STREET)))
    + box(b"mdat", b"the sound")
)
WAV = b"RIFF" + struct.pack("<I", 60) + b"WAVE" + b"fmt " + struct.pack("<I", 4) + b"abcd"
WAV += b"LIST" + struct.pack("<I", 16) + STREET + b"data" + struct.pack("<I", 9) + b"the sound"
MP3 = (
    b"ID3\x04\x00\x00\x00\x00\x00\x10"
    + STREET
    + b"\xff\xfb\x90\x64"
    + b"the sound"
    + b"TAG"
    + STREET.ljust(125, b"\x00")
)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("mine.m4a", M4A, "audio/mp4"),
        ("mine.mp3", MP3, "audio/mpeg"),
        ("mine.wav", WAV, "audio/wav"),
    ],
)
def test_a_recording_keeps_its_sound_and_loses_the_street_it_is_named_after(name, content, kind):
    upload = check_upload(sent(name, content), recordings=True)
    kept = upload.content.read()
    assert upload.content_type == kind
    assert b"the sound" in kept
    assert STREET not in kept


def test_the_sound_of_an_m4a_stays_where_it_was():
    assert sounds.unlabelled(M4A, "audio/mp4").index(b"the sound") == M4A.index(b"the sound")


def test_an_ogg_recording_is_taken():
    assert check_upload(sent("mine.ogg", b"OggS\x00\x02 ... OpusHead"), recordings=True).content_type == "audio/ogg"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("film.m4a", box(b"ftyp", b"isom") + box(b"hdlr", bytes(8), b"vide")),
        ("mine.mp3", b"%PDF-1.7"),
        ("mine.wav", M4A),
        ("mine.ogg", MP3),
    ],
)
def test_what_is_no_recording_is_refused(name, content):
    with pytest.raises(Refused, match="not what its name says"):
        check_upload(sent(name, content), recordings=True)


def test_recordings_are_taken_only_where_they_are_asked_for():
    with pytest.raises(Refused, match="must be a PDF"):
        check_upload(sent("mine.m4a", M4A))


# Viruses


@pytest.fixture
def clamd(settings, tmp_path):
    service = ClamdService(tmp_path / "ctl")
    settings.CLAMD = service.setting
    yield service
    service.close()


def test_a_file_with_a_virus_is_refused_before_anything_of_ours_reads_it(clamd):
    with pytest.raises(Refused, match="A virus was found"):
        check_upload(sent("report.pdf", b"%PDF-1.7" + EICAR))
    with pytest.raises(Refused, match="A virus was found"):
        check_upload(sent("report.docx", EICAR))


def test_a_file_that_was_looked_into_comes_with_what_was_found(clamd):
    assert check_upload(sent("report.pdf", b"%PDF-1.7")).scan == "clean"
    assert check_upload(sent("photo.png", picture("PNG"))).scan == "clean"


def test_a_file_that_could_not_be_looked_into_is_taken_to_be_held(settings):
    settings.CLAMD = ""
    assert check_upload(sent("report.pdf", b"%PDF-1.7")).scan == "not_scanned"
