"""The outbox in a real browser: a letter that waits, and stopping it."""

import pytest
from playwright.sync_api import expect

from goldenthread.access import session as rules
from goldenthread.casework import tasks
from goldenthread.casework.tests.situations import received
from goldenthread.core import outbox
from goldenthread.core.models import Message
from tests import making
from tests.journeys.conftest import DESKTOP, PHONE


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_a_letter_that_waits_is_seen_and_stopped(  # a browser: about 5 s
    new_page, look, sign_in, transactional_db, settings, tmp_path, viewport
):
    settings.MEDIA_ROOT, settings.PRINT_FOLDER = tmp_path / "files", ""
    officer = making.officer("Priya Nair")
    tasks.acknowledge(str(received(by=officer).pk))
    outbox.deliver()
    page, session = new_page(viewport=viewport), {}
    rules.begin(session, second_factor=True)
    sign_in(page, officer, **session)
    page.goto("/outbox")
    expect(page.get_by_role("heading", level=1)).to_have_text("Outbox")
    look(page, "outbox")
    page.get_by_role("link", name="Stop the message about Kai Alder").click()
    page.get_by_role("button", name="Stop the message").click()
    look(page, "outbox stop wrong")
    page.get_by_label("Why must it not be sent?").fill("Sent to the wrong address")
    page.get_by_role("button", name="Stop the message").click()
    expect(page.get_by_text("Every message has left")).to_be_visible()
    look(page, "outbox empty")
    assert Message.objects.get(channel="post").state == "stopped"
