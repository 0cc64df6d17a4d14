"""Whatever is typed into the pages of governance: never a fault, never a script."""

from __future__ import annotations

import logging

import pytest
from django.urls import reverse
from lxml import html

from goldenthread.core import clock
from goldenthread.improvement.governance.actions import engagement
from goldenthread.improvement.governance.actions.following import agree_action
from goldenthread.improvement.governance.actions.risk import escalate
from tests import making

from . import made

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert('qx')</script>"
TYPED = {
    "a script": SCRIPT, "a NUL and half a pair": "Kai\x00 \ud800 Alder", "a number too big": "9" * 40, "below nothing": "-1", "no id": "00000000-0000-0000-0000-00000000000g",
    "nothing": "",
}  # fmt: skip


@pytest.fixture
def forms(client, settings, tmp_path):
    """Every page with a form, with something behind it."""
    settings.MEDIA_ROOT = tmp_path
    logging.disable(logging.CRITICAL)
    with clock.standing_on(made.TODAY):
        of = made.governed()
        made.planned(of)
        risk, open_risk = made.risk(of), made.risk(of, made.LOW)
        held, coming = made.meeting(of, held=True), made.meeting(of, made.TODAY.replace(day=30))
        agreed = agree_action(meeting=held, item=None, words="Write the case", owner=of.health, due_on=made.TODAY, by=made.BY, on=made.TODAY)
        raised = escalate(from_board=of.board, about="risk", risk=risk, title=str(risk), reason="No money", asked="Posts", by=made.BY, on=made.TODAY)
        question = engagement.receive_question(area=of.area, kind="public", asked_on=made.TODAY, asked_by="", asked_at="", board=None, words="Why?", by=made.BY, on=made.TODAY)
        log = engagement.log_engagement(area=of.area, kind="event", title="Evening", about="Waits", from_on=made.TODAY, until_on=made.TODAY, people={}, by=made.BY, on=made.TODAY)
        client.force_login(making.somebody("head_of_send", of=of.area), backend="django.contrib.auth.backends.ModelBackend")
        yield [
            reverse(f"improvement:{name}", args=args)
            for name, *args in (
                ["new_board"], ["change_board", of.board.pk], ["new_representative", of.board.pk], ["board_calendar", of.board.pk], ["new_board_meeting", of.board.pk],
                ["raise_matter", of.board.pk], ["board_agenda", coming.pk], ["new_board_item", coming.pk], ["new_board_paper", coming.pk], ["board_presence", held.pk],
                ["note_board_item", held.items.first().pk], ["new_board_decision", held.pk], ["new_agreed_action", held.pk], ["call_off_meeting", coming.pk], ["how_far", agreed.pk],
                ["raise_agreed", agreed.pk], ["new_risk"], ["score_risk", open_risk.pk], ["close_risk", open_risk.pk], ["raise_risk", open_risk.pk],
                ["answer_escalation", raised.pk], ["new_engagement"], ["tell_of_engagement", log.pk], ["new_question"], ["answer_question", question.pk],
            )
        ]  # fmt: skip
    logging.disable(logging.NOTSET)


def fields_of(page: str) -> dict[str, list[str]]:
    """Every field of the page's form, with the values that it offers."""
    [form] = [one for one in html.fromstring(page).forms if "gt-form" in (one.get("class") or "")]
    found: dict[str, list[str]] = {}
    for field in form.xpath(".//input[@name]|.//textarea[@name]|.//select[@name]"):
        if field.get("name") not in ("csrfmiddlewaretoken", "version"):
            offered = [option.get("value") for option in field.xpath("./option") if option.get("value")] if field.tag == "select" else [field.get("value") or ""]
            found.setdefault(field.get("name"), []).extend(offered)
    return found


# Some two hundred forms are sent, each drawn again: about four seconds.
def test_every_form_takes_whatever_is_typed_without_a_fault(client, forms):
    for address in forms:
        page = client.get(address)
        assert page.status_code == 200, address
        fields = fields_of(page.content.decode())
        for what, typed in TYPED.items():
            answer = client.post(address, dict.fromkeys(fields, typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")))
            assert answer.status_code in (200, 302, 400), (address, what, answer.status_code)
            assert SCRIPT not in answer.content.decode(errors="replace"), (address, what)
        # A choice that is offered, and words that are too much for it: the page comes back with what was typed.
        chosen = {name: next((value for value in offered if value), "kept as typed") for name, offered in fields.items()}
        again = client.post(address, {**chosen, **{name: "31" for name in fields if name.endswith(("-day", "-month"))}})
        assert again.status_code in (200, 302), address
