"""What came up again and again goes to those who lead, and whoever brought it reads their answer."""

from datetime import date

import pytest

from goldenthread.core import clock
from goldenthread.core.actors import job
from goldenthread.core.models import Message
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.models import Membership
from goldenthread.provision import actions
from goldenthread.provision.models import Theme
from tests import making

pytestmark = pytest.mark.django_db
TODAY = making.TODAY


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_on(TODAY):
        yield


SAID = {"about": "aspiration", "title": "Few plans name a job", "words": "Plans for those in Year 10 say little of work.", "shown_by": "42 of 60 plans read in a term"}


def forum():
    return making.somebody("forum", making.body("forum"), name="Ade Bello")


def head():
    return making.somebody("head_of_send", making.body("send_team"), name="Ruth Hale")


@pytest.fixture
def sign_in(client):
    def enter(who):
        client.force_login(who)
        return client

    return enter


def key_of(page):
    return {"form_key": page.content.decode().split('name="form_key" value="')[1].split('"')[0]}


def test_a_forum_brings_a_theme_the_head_of_send_answers_and_the_forum_reads_it(sign_in):
    ade, ruth = forum(), head()
    client = sign_in(ade)
    assert "No theme yet" in client.get("/themes").content.decode()
    assert client.post("/themes/bring", {**key_of(client.get("/themes/bring")), **SAID}).url == "/themes"
    theme = Theme.objects.get()
    message = Message.objects.get(to_user_id=ruth.pk)
    assert "/themes" in message.body and SAID["title"] not in message.body + message.subject
    assert client.get(f"/themes/{theme.pk}/answer").status_code in (403, 404), "who brings does not answer"
    leads, at = sign_in(ruth), f"/themes/{theme.pk}/answer"
    assert "Waiting for an answer" in leads.get("/themes").content.decode()
    assert "Enter what will be done" in leads.post(at, {**key_of(leads.get(at)), "answer": ""}).content.decode()
    leads.post(at, {**key_of(leads.get(at)), "answer": "Every review from Year 9 asks about work, from January."})
    shown = sign_in(ade).get("/themes").content.decode()
    assert "Every review from Year 9" in shown and "Ruth Hale" in shown and "Waiting for an answer" not in shown
    assert Message.objects.filter(to_user_id=ade.pk).exists()


def test_a_theme_is_answered_once_and_by_those_who_lead():
    theme = actions.bring_theme(area=making.area(), **SAID, by=forum(), on=TODAY)
    with pytest.raises(NotAllowed):
        actions.answer_theme(theme=theme, answer="We will.", by=making.officer("Priya Nair"), on=TODAY)
    actions.answer_theme(theme=theme, answer="We will.", by=head(), on=TODAY)
    with pytest.raises(Refused):
        actions.answer_theme(theme=theme, answer="We will not.", by=head(), on=TODAY)
    assert Theme.objects.get().answer == "We will."


def test_a_theme_of_another_area_is_nobodys_here(sign_in):
    actions.bring_theme(area=making.area("991", "Otherdale"), **SAID, by=job("tests"), on=TODAY)
    assert SAID["title"] not in sign_in(head()).get("/themes").content.decode()


def test_somebody_of_two_areas_says_to_which_a_theme_goes(sign_in):
    other = making.area("991", "Otherdale")
    ade = making.somebody("forum", making.body("forum"))
    Membership.objects.create(user=ade, organisation=making.body("forum", of=other), role="forum", from_on=date(2020, 1, 1))
    client = sign_in(ade)
    refused = client.post("/themes/bring", {**key_of(client.get("/themes/bring")), **SAID}).content.decode()
    assert "Select to whom it goes" in refused and SAID["words"] in refused and not Theme.objects.exists()
    client.post("/themes/bring", {**key_of(client.get("/themes/bring")), **SAID, "area": str(other.pk)})
    assert Theme.objects.get().area == other
    actions.bring_theme(area=making.area(), **SAID, by=ade, on=TODAY)
    shown = client.get("/themes").content.decode()
    assert "Otherdale. Aspiration" in shown and "Calderbeck. Aspiration" in shown
