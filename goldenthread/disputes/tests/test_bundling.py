"""A bundle: one child's papers alone, in order, with page numbers that stay and links that lead there."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest
from PIL import Image

from goldenthread.core import clock, files
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.disputes import actions
from goldenthread.disputes.models import Bundle, BundleProgress
from goldenthread.disputes.taking import Sent
from goldenthread.disputes.tasks import make_bundle
from goldenthread.people.models import Adult, Document
from tests import making

from .situations import TODAY, again, appeal, complaint, manager, with_plan

pytestmark = pytest.mark.django_db


def pdf(*pages):
    """A PDF with a line of words on each page."""
    made = pikepdf.new()
    font = made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica))
    for said in pages:
        page = made.add_blank_page(page_size=(595, 842))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        page.Contents = made.make_stream(f"BT /F1 14 Tf 60 700 Td ({said}) Tj ET".encode())
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def stored(content, content_type="application/pdf"):
    return files.store(io.BytesIO(content), content_type=content_type, scan="clean")


def document(child, title, made_on=date(2026, 9, 1), content=None, content_type="application/pdf", **fields):
    return Document.objects.create(child=child, file=stored(content or pdf(title), content_type), kind="evidence", title=title, made_on=made_on, **fields)


def made(dispute, by=None):
    """The newest bundle of a dispute, asked for and made."""
    one = actions.ask_for_bundle(dispute=again(dispute), by=by or manager(), on=TODAY)
    make_bundle(str(one.pk))
    return Bundle.objects.select_related("file").get(pk=one.pk)


def pages_of(bundle):
    """The words of every page."""
    import pypdfium2

    with pypdfium2.PdfDocument(files.path_of(bundle.file_id)) as opened:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in opened]


# Typst and a process of its own draw and bind it: a second.
def test_a_bundle_holds_the_childs_papers_in_order_with_numbers_and_contents():
    child = with_plan()
    dispute = appeal(child)
    document(child, "Second paper", date(2026, 9, 9), pdf("second one", "second two"))
    document(child, "First paper", date(2026, 9, 1))
    actions.add_paper(dispute=again(dispute), paper=Sent(stored(pdf("the response")), "response", "The response", date(2026, 11, 20)), by=manager(), on=TODAY)
    bundle = made(dispute)
    assert (bundle.state, bundle.pages, [(each["title"], each["first"]) for each in bundle.order]) == (
        "made", 4, [("First paper", 1), ("Second paper", 2), ("The response", 4)],
    )  # fmt: skip
    contents, *papers = pages_of(bundle)
    assert "Contents" in contents and "2 to 3" in contents and "Kai Alder" in contents and "23 November 2026" in contents
    assert [said.split("\n")[0] for said in papers] == ["First paper", "second one", "second two", "the response"]
    assert all("Bundle 1 · made 23 November 2026" in said and said.rstrip().endswith(str(number)) for number, said in enumerate(papers, start=1))
    with pikepdf.open(files.path_of(bundle.file_id)) as opened:
        assert len(opened.pages[0].Annots) >= 3, "the contents lead to the pages"
        assert [int(entry) if not isinstance(entry, pikepdf.Dictionary) else str(entry.S) for entry in opened.Root.PageLabels.Nums] == [0, "/r", 1, "/D"]
        with opened.open_outline() as outline:
            assert [each.title for each in outline.root] == ["Contents", "First paper", "Second paper", "The response"]
    progress = BundleProgress.objects.get(pk=bundle.pk)
    assert (progress.done, progress.total) == (3, 3)


# A long paper is bound in more than one part.
def test_a_long_paper_keeps_every_page_and_the_contents_lead_to_what_follows_it():
    child = with_plan()
    dispute = appeal(child)
    document(child, "A long paper (see 3 0 R)", date(2026, 9, 1), pdf(*(f"page {number} of 3 0 R" for number in range(1, 90))))
    document(child, "What follows", date(2026, 9, 2), pdf("after it"))
    bundle = made(dispute)
    contents, *papers = pages_of(bundle)
    assert [said.split("\n")[0] for said in papers] == [*(f"page {number} of 3 0 R" for number in range(1, 90)), "after it"]
    assert [said.rstrip().rsplit(None, 1)[-1] for said in papers] == [str(number) for number in range(1, 91)]
    with pikepdf.open(files.path_of(bundle.file_id)) as opened:
        assert not opened.check_pdf_syntax() and "see 3 0 R" in contents
        places = [page.objgen for page in opened.pages]
        assert {places.index(link.Dest[0].objgen) for link in opened.pages[0].Annots} == {1, 90}
        with opened.open_outline() as outline:
            assert [(each.title, places.index(each.destination[0].objgen)) for each in outline.root][1:] == [("A long paper (see 3 0 R)", 1), ("What follows", 90)]


# Two bundles are made.
def test_a_later_bundle_keeps_every_page_number_of_the_one_before():
    child = with_plan()
    dispute = appeal(child)
    first, second = document(child, "One", date(2026, 9, 1)), document(child, "Two", date(2026, 9, 5), pdf("two a", "two b"))
    made(dispute)
    document(child, "Older but later", date(2026, 8, 1))
    actions.keep_out_paper(document=first, because="It is sealed by the court.", by=manager(), on=TODAY)
    again_made = made(dispute)
    assert [(each["title"], each["first"], each["since"]) for each in again_made.order] == [("", 1, 1), ("Two", 2, 1), ("Older but later", 4, 2)]
    said = pages_of(again_made)
    assert "taken out" in said[1] and "One" not in said[1], "its page is empty, and nothing says what stood there"
    assert "sealed" not in "".join(said) and second.title in said[0]
    assert [each["because"] for each in again_made.left_out] == ["It is sealed by the court."]


def test_no_paper_of_another_child_and_none_of_another_dispute_goes_in():
    child = with_plan()
    document(with_plan("Ada Birch"), "Ada’s paper")
    document(child, "Kai’s paper")
    other = complaint(child)
    actions.add_paper(dispute=other, paper=Sent(stored(pdf("the complaint")), "letter", "The complaint", TODAY), by=manager(), on=TODAY)
    assert [each["title"] for each in made(appeal(child)).order] == ["Kai’s paper"]


def test_a_paper_that_names_another_child_stops_the_bundle_until_somebody_has_looked():
    ada = making.child("Ada Birch", upn="A999000000001")
    child = with_plan()
    dispute = appeal(child)
    wrong = document(child, "Report", content=f"A report on Ada Birch, UPN {ada.upn}.".encode(), content_type="text/plain")
    stopped = made(dispute)
    assert (stopped.state, stopped.file) == ("failed", None)
    assert stopped.left_out[0]["title"] == "Report" and "another child" in stopped.left_out[0]["because"]
    from goldenthread.people.wrong_child import accept_paper

    accept_paper(document=wrong, because="A letter about both, agreed with Ada’s parents.", by=manager(), on=TODAY)
    assert made(dispute).state == "made"


def test_letters_to_somebody_else_and_to_the_young_person_alone_stay_out():
    child = with_plan()
    mine, other = Adult.objects.create(name="Jo Alder"), Adult.objects.create(name="Lee Alder")
    dispute = appeal(child, adult=mine)
    document(child, "Letter to Jo", addressee=mine)
    document(child, "Letter to Lee", addressee=other)
    document(child, "Letter to Kai", to_child=True)
    bundle = made(dispute)
    assert [each["title"] for each in bundle.order] == ["Letter to Jo"]
    assert {each["title"] for each in bundle.left_out} == {"Letter to Lee", "Letter to Kai"}


# A picture, a text and a recording.
def test_a_picture_and_a_text_become_pages_and_a_recording_is_sent_beside():
    child = with_plan()
    drawing = io.BytesIO()
    Image.new("RGB", (400, 200), "green").save(drawing, "PNG")
    document(child, "Kai’s drawing", date(2026, 9, 1), drawing.getvalue(), "image/png")
    document(child, "Notes", date(2026, 9, 2), b"Notes of a visit.\nAll was well.", "text/plain")
    document(child, "Kai’s voice", date(2026, 9, 3), b"RIFF", "audio/wav")
    bundle = made(appeal(child))
    assert [(each["title"], each["pages"]) for each in bundle.order] == [("Kai’s drawing", 1), ("Notes", 1)]
    assert "All was well." in pages_of(bundle)[2]
    assert bundle.left_out[0]["because"].startswith("It cannot be printed")


def test_a_paper_that_is_broken_is_left_out_and_said_so():
    child = with_plan()
    document(child, "Good")
    document(child, "Broken", content=b"%PDF-1.7 nothing follows")
    bundle = made(appeal(child))
    if bundle.state == "failed":  # what cannot be read may be another child's: a person looks first
        assert [each["title"] for each in bundle.left_out] == ["Broken"]
    else:
        assert [each["title"] for each in bundle.order] == ["Good"]


def test_one_bundle_is_made_at_a_time_and_doing_the_job_again_harms_nothing():
    child = with_plan()
    document(child, "One")
    dispute = appeal(child)
    actions.ask_for_bundle(dispute=dispute, by=manager(), on=TODAY)
    with pytest.raises(Refused, match="being made already"):
        actions.ask_for_bundle(dispute=again(dispute), by=manager(), on=TODAY)
    one = Bundle.objects.get()
    make_bundle(str(one.pk))
    assert make_bundle(str(one.pk)) == "made before"


def test_a_coordinator_and_a_school_make_no_bundle():
    dispute = appeal()
    officer = making.officer("Priya Nair")
    making.involve(officer, dispute.child, "named_worker")
    with pytest.raises(NotAllowed):
        actions.ask_for_bundle(dispute=dispute, by=officer, on=TODAY)


def test_a_coordinator_who_needs_a_bundle_reads_who_makes_it_and_asks_them(sign_in):
    child, boss = with_plan(), manager()
    document(child, "One")
    officer = making.officer("Priya Nair")
    making.involve(officer, child, "named_worker")
    dispute = appeal(child)
    client, at = sign_in(officer), f"/disputes/{dispute.pk}"
    shown = client.get(at).content.decode()
    assert "A team manager or the head of SEND makes bundles" in shown and "Tomas Reyes" in shown
    assert client.get(f"{at}/bundles").status_code in (403, 404)
    form = client.get(f"{at}/bundles/want").content.decode()
    sent = {"form_key": form.split('name="form_key" value="')[1].split('"')[0], "of": str(boss.pk)}
    assert client.post(f"{at}/bundles/want", sent).url == at
    assert "Priya Nair asked for one on" in client.get(at).content.decode()
    message = Message.objects.get(to_user_id=boss.pk)
    assert at in message.body and "Alder" not in message.body + message.subject
    theirs = sign_in(boss)
    assert "Priya Nair asked on" in theirs.get(f"{at}/bundles").content.decode()
    theirs.post(f"{at}/bundles/ask")
    one = Bundle.objects.get()
    assert (one.state, one.asked_by) == ("waiting", boss)
    assert theirs.get(f"{at}/bundles/want").status_code == 404, "whoever may make one does not ask"


def test_a_bundle_is_asked_of_somebody_who_may_make_it_and_once():
    child, boss = with_plan(), manager()
    officer = making.officer("Priya Nair")
    making.involve(officer, child, "named_worker")
    dispute = appeal(child)
    with pytest.raises(Refused, match="cannot make bundles"):
        actions.want_bundle(dispute=dispute, of=officer, by=officer, on=TODAY)
    actions.want_bundle(dispute=again(dispute), of=boss, by=officer, on=TODAY)
    with pytest.raises(Refused, match="asked for already"):
        actions.want_bundle(dispute=again(dispute), of=boss, by=officer, on=TODAY)


def test_a_dispute_without_papers_says_so():
    bundle = made(appeal())
    assert (bundle.state, bundle.fault) == ("failed", "There is no paper to put into a bundle.")


# The pages; one bundle is made.
def test_an_officer_asks_watches_and_takes_it_and_only_officers_read_what_was_left_out(sign_in):
    child = with_plan()
    parent = making.somebody("parent", making.body("forum"), name="Jo Alder")
    adult = Adult.objects.create(name="Jo Alder", user=parent)
    making.involve(parent, child, "family")
    dispute = appeal(child, adult=adult)
    document(child, "Good")
    secret = document(child, "Sealed note")
    boss = manager()
    client, at = sign_in(boss), f"/disputes/{dispute.pk}/bundles"
    page = client.get(at).content.decode()
    key = page.split('name="csrfmiddlewaretoken"')
    assert len(key) > 1 and "Sealed note" in page
    out = f"/disputes/{dispute.pk}/keep-out/{secret.pk}"
    form_key = client.get(out).content.decode().split('name="form_key" value="')[1].split('"')[0]
    assert client.post(out, {"form_key": form_key, "because": "Sealed by the family court."}).status_code == 302
    assert client.post(f"{at}/ask").url == at
    assert "Making bundle 1" in client.get(at).content.decode()
    one = Bundle.objects.get()
    make_bundle(str(one.pk))
    assert "Sealed by the family court." in client.get(at).content.decode()
    answer = client.get(f"{at}/{one.pk}")
    assert answer["Content-Type"] == "application/pdf" and b"".join(answer.streaming_content)[:5] == b"%PDF-"
    family = sign_in(parent)
    theirs = family.get(at).content.decode()
    assert "Bundle 1" in theirs and "Sealed" not in theirs
    assert family.get(f"{at}/{one.pk}").status_code == 200


def test_the_moment_it_was_made_is_on_it(settings):
    child = with_plan()
    document(child, "One")
    bundle = made(appeal(child))
    assert bundle.made_at.date() == clock.now().date()
