"""Papers that are held: let out by a named person who says why, or held for good with the worker told."""

from __future__ import annotations

import pytest

from goldenthread.access import session as rules
from goldenthread.core import clock, files, scanning
from goldenthread.core.actors import command
from goldenthread.core.models import Event, Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.held.actions import let_out_paper
from goldenthread.people.models import Document
from tests import making

pytestmark = pytest.mark.django_db
ON = making.TODAY
WHY = "The school sent it on paper too, and the two are alike."


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_on(ON):
        yield


def sign_in(client, user):
    client.force_login(user)
    session = client.session
    rules.begin(session, second_factor=True)
    session.save()


@pytest.fixture
def worker():
    return making.officer("Priya Nair")


@pytest.fixture
def paper(settings, tmp_path, worker):
    settings.MEDIA_ROOT, settings.CLAMD = tmp_path, ""
    child = making.child()
    making.involve(worker, child, "named_worker")
    file = files.store(b"A report.", content_type="text/plain")
    return Document.objects.create(child=child, file=file, kind="evidence", title="Report", made_on=ON)


def address(paper):
    return f"/documents/{paper.pk}/let-out"


def test_the_named_worker_lets_a_paper_out_and_the_record_says_why(client, paper, worker):
    sign_in(client, worker)
    held = client.get(f"/documents/{paper.pk}")
    assert held.status_code == 409
    assert address(paper) in held.content.decode()
    assert "Held: not scanned for viruses yet" in client.get(address(paper)).content.decode()
    assert client.post(address(paper), {"why": WHY}).status_code == 302
    assert b"".join(client.get(f"/documents/{paper.pk}").streaming_content) == b"A report."
    event = Event.objects.get(verb="people.let_out_paper")
    assert (event.why, event.by_id, event.child_id) == (WHY, worker.pk, paper.child_id)
    assert "It is not held." in client.get(address(paper)).content.decode()


def test_a_reason_is_asked_for(client, paper, worker):
    sign_in(client, worker)
    page = client.post(address(paper), {"why": " "}).content.decode()
    assert "Enter why it is safe to open" in page
    paper.file.refresh_from_db()
    assert paper.file.held


def test_whoever_may_only_read_papers_lets_none_out(client, paper):
    adviser = making.somebody("psychologist", making.body("psychology"))
    making.involve(adviser, paper.child, "adviser")
    sign_in(client, adviser)
    assert client.get(address(paper)).status_code in (403, 404)
    with pytest.raises(NotAllowed, match="does not let you let this paper out"):
        let_out_paper(document=paper, because=WHY, by=adviser, on=ON)


def test_a_paper_with_a_virus_is_let_out_by_nobody_and_its_worker_is_told(client, paper, worker):
    scanning.looked_into(
        file=paper.file, verdict=scanning.Verdict("infected", "Local.Eicar"), by=command("test"), on=ON
    )
    with pytest.raises(Refused, match="cannot be let out"):
        let_out_paper(document=paper, because=WHY, by=worker, on=ON)
    event = Event.objects.get(verb="people.virus_found")
    assert (event.child_id, event.fact) == (paper.child_id, {"signature": "Local.Eicar"})
    told = Message.objects.get(key=f"virus:{paper.pk}:worker")
    assert (told.to_user_id, told.subject) == (worker.pk, "A paper is held")
    assert "Kai" not in told.body
    sign_in(client, worker)
    assert "It cannot be let out." in client.get(address(paper)).content.decode()
    held = client.get(f"/documents/{paper.pk}").content.decode()
    assert "a virus was found in it" in held
    assert address(paper) not in held
