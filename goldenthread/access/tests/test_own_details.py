"""One's own name and email address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from goldenthread.access.models import User
from goldenthread.access.tests.test_pages import faults
from goldenthread.core import clock
from goldenthread.core.models import Event
from tests import making

NEW = "amara.new@example.org"


@pytest.fixture
def me(client, user):
    client.force_login(user)
    return client


def asked(client, email=NEW):
    answer = client.post(reverse("change_email"), {"email": email})
    return answer, [re.search(r"http://\S+(/account/email/\S+)", each.body) for each in mail.outbox]


def link(client, email=NEW):
    return next(found[1] for found in asked(client, email)[1] if found)


def test_the_pages_are_well_made_and_the_account_leads_to_them(me):
    page = me.get(reverse("account")).content.decode()
    for name in ("change_name", "change_email"):
        assert f'href="{reverse(name)}"' in page
        assert faults(me.get(reverse(name))) == []
    assert faults(me.get(link(me))) == []


def test_a_name_is_changed_and_the_earlier_one_is_kept(me, user):
    assert "Enter your full name" in me.post(reverse("change_name"), {"name": " "}).content.decode()
    assert me.post(reverse("change_name"), {"name": "Amara Boateng"}).url == reverse("account")
    user.refresh_from_db()
    assert (user.name, user.former_names) == ("Amara Boateng", ["Amara Osei"])
    event = Event.objects.get(verb="access.change_name")
    assert "Amara" not in str(event.fact)


def test_an_address_changes_only_when_the_link_sent_to_it_is_taken_up(me, user):
    there = link(me)
    assert [each.to for each in mail.outbox] == [[NEW], ["amara.osei@example.org"]]
    assert f"to {NEW}?" in me.get(there).content.decode()
    assert User.objects.get(pk=user.pk).email == "amara.osei@example.org"
    assert me.post(there).url == reverse("account")
    assert User.objects.get(pk=user.pk).email == NEW
    assert mail.outbox[-1].to == ["amara.osei@example.org"]
    assert "no longer opens it" in mail.outbox[-1].body
    assert me.post(there).status_code == 410


def test_the_link_is_of_no_use_to_anybody_else_too_late_or_after_a_change_of_password(me, user, client):
    there = link(me)
    with clock.standing_on(clock.today() + timedelta(days=2)):
        assert me.get(there).status_code == 410
    assert me.get(f"{there}x").status_code == 410
    user.end_all_sessions()
    me.force_login(user)
    assert me.post(there).status_code == 410
    me.force_login(making.user("Somebody Else"))
    assert me.post(there).status_code == 410
    me.logout()
    assert me.get(there).url.startswith(reverse("account_login"))


def test_an_address_of_somebody_elses_account_is_answered_like_any_other_and_never_taken(me, user):
    other = making.user("Kit Vale")
    answer, links = asked(me, other.email.upper())
    assert "Open the link in your email" in answer.content.decode()
    assert not any(links)
    assert "You have an account with it already" in mail.outbox[0].body


def test_an_address_that_somebody_took_meanwhile_is_refused_in_words(me, user):
    there = link(me)
    User.objects.create_user(NEW, name="Kit Vale")
    assert "cannot be used" in me.post(there, follow=True).content.decode()
    assert User.objects.get(pk=user.pk).email == "amara.osei@example.org"


def test_a_second_factor_of_long_ago_is_asked_for_again(me):
    session = me.session
    session["second_factor_at"] -= 400
    session.save()
    for name in ("change_name", "change_email"):
        assert me.get(reverse(name)).status_code == 302
