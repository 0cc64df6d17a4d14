"""Accounts: invited, agreed by two where the role is powerful, accepted once, and ended at once."""

import re
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from goldenthread.access.actions import change_name
from goldenthread.access.models import User
from goldenthread.access.tests.test_pages import faults
from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.core.models import Event
from goldenthread.core.refusals import NotAllowed, Refused
from goldenthread.people.accounts import actions
from goldenthread.people.models import Area, Invitation, Membership, Organisation

ON = date(2026, 11, 20)
PASSWORD = "three otters reading quietly"


@pytest.fixture(autouse=True)
def the_day():
    with clock.standing_on(ON):
        yield


@pytest.fixture
def area(db):
    return Area.objects.create(code="901", name="Calderbeck", council="Calderbeck Council")


@pytest.fixture
def team(area):
    return Organisation.objects.create(kind="send_team", name="SEND team", area=area)


@pytest.fixture
def school(area):
    return Organisation.objects.create(kind="setting", name="Brook Primary School", area=area)


def person(name, organisation, role):
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@example.org", PASSWORD, name=name)
    Membership.objects.create(user=user, organisation=organisation, role=role, from_on=date(2020, 1, 1))
    return user


@pytest.fixture
def ada(team):
    return person("Ada Field", team, "administrator")


@pytest.fixture
def ben(team):
    return person("Ben Moss", team, "administrator")


def ask(by, organisation, role="setting_staff", email="new.person@example.org"):
    return actions.invite(email=email, name="New Person", role=role, organisation=organisation, by=by, on=ON)


def link_in_mail():
    return re.search(r"http://\S+(/invitations/\S+)", mail.outbox[-1].body)[1]


def test_an_invited_person_sets_up_their_account_and_is_led_to_a_second_factor(client, ada, school):
    client.force_login(ada)
    told = {"name": "New Person", "email": "new.person@example.org", "role": "setting_staff", "organisation": school.pk}
    answer = client.post(reverse("invite"), told, follow=True)
    assert "We have sent New Person an email" in answer.content.decode()
    client.logout()
    page = client.get(link_in_mail())
    assert faults(page) == []
    assert "SENCO or school staff at Brook Primary School" in page.content.decode()
    answer = client.post(link_in_mail(), {"name": "Nia Person", "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_index")
    assert client.get(reverse("account")).headers["Location"].startswith(reverse("mfa_index"))
    user = User.objects.get(email="new.person@example.org")
    assert (user.name, user.memberships.get().role) == ("Nia Person", "setting_staff")
    assert [event.verb for event in Event.objects.exclude(verb="insight.import_published").order_by("pk")] == ["people.invite", "people.make_link", "people.give_role", "people.accept_invitation", "access.signed_in"]


def test_a_link_works_once(client, ada, school):
    token = actions.make_link(invitation=ask(ada, school), by=ada, on=ON)
    client.post(reverse("invitation", args=[token]), {"name": "Nia Person", "password": PASSWORD})
    client.logout()
    again = client.get(reverse("invitation", args=[token]))
    assert again.status_code == 410
    assert User.objects.filter(email="new.person@example.org").count() == 1


def test_a_link_dies_after_seven_days(client, ada, school):
    token = actions.make_link(invitation=ask(ada, school), by=ada, on=ON)
    with clock.standing_on(ON + timedelta(days=6)):
        assert client.get(reverse("invitation", args=[token])).status_code == 200
    with clock.standing_on(ON + timedelta(days=8)):
        assert client.get(reverse("invitation", args=[token])).status_code == 410


def test_a_link_that_was_sent_again_kills_the_first(client, ada, school):
    invitation = ask(ada, school)
    first = actions.make_link(invitation=invitation, by=ada, on=ON)
    second = actions.make_link(invitation=invitation, by=ada, on=ON)
    assert client.get(reverse("invitation", args=[first])).status_code == 410
    assert client.get(reverse("invitation", args=[second])).status_code == 200


def test_the_database_does_not_hold_the_link(ada, school):
    invitation = ask(ada, school)
    token = actions.make_link(invitation=invitation, by=ada, on=ON)
    invitation.refresh_from_db()
    assert token not in str(vars(invitation))


@pytest.mark.parametrize(
    "password, sentence",
    [
        ("short", "12 characters"),
        ("password1234", "easy to guess"),
        ("new.person2026", "easy to guess"),
    ],
)
def test_a_weak_password_is_refused_in_words_and_the_name_is_kept(client, ada, school, password, sentence):
    token = actions.make_link(invitation=ask(ada, school), by=ada, on=ON)
    page = client.post(reverse("invitation", args=[token]), {"name": "Nia Person", "password": password}).content.decode()
    assert sentence in page
    assert 'value="Nia Person"' in page


@pytest.mark.parametrize("role", ["coordinator", "team_manager", "head_of_send", "administrator", "information_governance"])
def test_a_powerful_role_waits_for_a_second_person(ada, team, role):
    invitation = ask(ada, team, role)
    with pytest.raises(Refused, match="second person"):
        actions.make_link(invitation=invitation, by=ada, on=ON)
    with pytest.raises(NotAllowed, match="Somebody else"):
        actions.agree_to_invitation(invitation=invitation, by=ada, on=ON)


def test_once_the_second_person_agrees_the_link_can_be_sent(ada, ben, team):
    invitation = ask(ada, team, "coordinator")
    actions.agree_to_invitation(invitation=invitation, by=ben, on=ON)
    assert actions.make_link(invitation=invitation, by=ben, on=ON)


def test_two_accounts_of_one_person_are_one_person(ada, team):
    invitation = ask(ada, team, "coordinator")
    other = User.objects.create_user("ada.second@example.org", name="ada  FIELD")
    Membership.objects.create(user=other, organisation=team, role="administrator", from_on=ON)
    with pytest.raises(NotAllowed):
        actions.agree_to_invitation(invitation=invitation, by=other, on=ON)


def test_the_database_itself_refuses_one_person_twice(ada, team):
    invitation = ask(ada, team, "coordinator")
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=invitation.pk).update(agreed_by=ada)


def test_another_name_does_not_make_two_people_of_one(ada, team):
    twin = User.objects.create_user("ada.second@example.org", name="Ada Field")
    Membership.objects.create(user=twin, organisation=team, role="administrator", from_on=ON)
    change_name(user=twin, name="Bea Marsh", by=twin, on=ON)
    invitation = ask(ada, team, "coordinator")
    with pytest.raises(NotAllowed, match="Somebody else"):
        actions.agree_to_invitation(invitation=invitation, by=twin, on=ON)


def test_nobody_gives_or_agrees_to_a_role_for_themselves(ada, ben, team):
    with pytest.raises(NotAllowed, match="yourself"):
        ask(ada, team, "head_of_send", email=ada.email)
    invitation = ask(ada, team, "head_of_send", email=ben.email)
    with pytest.raises(NotAllowed, match="yourself"):
        actions.agree_to_invitation(invitation=invitation, by=ben, on=ON)


def test_somebody_with_an_account_gets_a_further_role_without_a_link(ada, ben, team, school):
    carol = person("Carol Reed", school, "setting_staff")
    invitation = ask(ada, team, "coordinator", email=carol.email)
    assert carol.memberships.count() == 1
    actions.agree_to_invitation(invitation=invitation, by=ben, on=ON)
    assert set(carol.memberships.values_list("role", flat=True)) == {"setting_staff", "coordinator"}


def test_a_role_is_only_given_where_it_belongs(ada, school):
    with pytest.raises(Refused, match="not a role at Brook"):
        ask(ada, school, "head_of_send")


def test_an_administrator_of_another_area_has_no_say(ada, school):
    elsewhere = Area.objects.create(code="902", name="Wharfedale", council="Wharfedale Council")
    stranger = person("Zed Hall", Organisation.objects.create(kind="send_team", name="SEND team", area=elsewhere), "administrator")
    with pytest.raises(NotAllowed):
        ask(stranger, school)


def test_a_coordinator_may_not_invite(client, team, school):
    client.force_login(person("Cora Hill", team, "coordinator"))
    assert client.get(reverse("invite")).status_code == 403
    assert client.get(reverse("users")).status_code == 403


def test_an_ended_role_is_lost_at_the_next_request_and_with_the_last_one_the_account_closes(client, ada, school):
    carol = person("Carol Reed", school, "setting_staff")
    client.force_login(carol)
    assert client.get(reverse("users")).status_code == 200
    actions.end_membership(membership=carol.memberships.get(), by=ada, on=ON)
    assert client.get(reverse("users")).headers["Location"].startswith(reverse("account_login"))
    carol.refresh_from_db()
    assert not carol.is_active


def test_a_role_that_began_today_can_end_today(ada, school):
    carol = person("Carol Reed", school, "setting_staff")
    Membership.objects.filter(user=carol).update(from_on=ON)
    actions.end_membership(membership=carol.memberships.get(), by=ada, on=ON)
    assert not carol.memberships.exists()


def test_whoever_lost_every_way_in_chooses_a_new_password_and_the_old_factor_is_gone(client, ada, school):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    carol = person("Carol Reed", school, "setting_staff")
    TOTP.activate(carol, generate_totp_secret())
    invitation = actions.invite_to_recover(user=carol, organisation=school, by=ada, on=ON)
    token = actions.make_link(invitation=invitation, by=ada, on=ON)
    client.post(reverse("invitation", args=[token]), {"password": "four badgers counting stars"})
    carol.refresh_from_db()
    assert carol.check_password("four badgers counting stars")
    assert not Authenticator.objects.filter(user=carol).exists()


def test_a_link_to_choose_anew_dies_with_the_last_role_and_opens_no_closed_account(ada, school):
    carol = person("Carol Reed", school, "setting_staff")
    invitation = actions.invite_to_recover(user=carol, organisation=school, by=ada, on=ON)
    token = actions.make_link(invitation=invitation, by=ada, on=ON)
    actions.end_membership(membership=carol.memberships.get(), by=ada, on=ON)
    assert actions.find_by_token(token) is None
    with pytest.raises(Refused):
        actions.accept_invitation(invitation=invitation, name="Carol Reed", password=PASSWORD, by=command("test"), on=ON)
    carol.refresh_from_db()
    assert not carol.is_active


def test_only_whoever_looks_after_the_organisation_makes_a_link(ada, school):
    invitation = ask(ada, school)
    elsewhere = Organisation.objects.create(kind="send_team", name="Other", area=Area.objects.create(code="902", name="Far", council="Far"))
    for stranger in (person("Dee Far", elsewhere, "administrator"), person("Eve Lane", school, "setting_staff")):
        with pytest.raises(NotAllowed):
            actions.make_link(invitation=invitation, by=stranger, on=ON)


def test_a_new_installation_begins_with_a_command(team):
    invitation = actions.invite(email="first@example.org", name="First Person", role="administrator", organisation=team, by=command("invite"), on=ON)
    assert actions.make_link(invitation=invitation, by=command("invite"), on=ON)


def test_the_pages_of_accounts_are_well_made(client, ada, ben, team, school):
    carol = person("Carol Reed", school, "setting_staff")
    ask(ada, school)
    ask(ada, team, "coordinator", email="another@example.org")
    client.force_login(ben)
    for name, args in (("users", []), ("invite", []), ("user", [carol.pk]), ("account", []), ("roles", []), ("role", ["coordinator"])):
        assert faults(client.get(reverse(name, args=args))) == [], name
    assert faults(client.post(reverse("invite"), {})) == []


def test_agreeing_withdrawing_and_sending_again_by_their_buttons(client, ada, ben, team, school):
    powerful, plain = ask(ada, team, "coordinator", email="another@example.org"), ask(ada, school)
    client.force_login(ben)
    client.post(reverse("agree_to_invitation", args=[powerful.pk]))
    assert mail.outbox[-1].to == ["another@example.org"]
    client.post(reverse("send_invitation", args=[plain.pk]))
    assert mail.outbox[-1].to == ["new.person@example.org"]
    client.post(reverse("withdraw_invitation", args=[plain.pk]))
    assert client.get(link_in_mail()).status_code == 410


def test_an_email_that_cannot_leave_keeps_the_invitation_and_says_so(client, ada, school, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    client.force_login(ada)
    told = {"name": "New Person", "email": "new.person@example.org", "role": "setting_staff", "organisation": school.pk}
    page = client.post(reverse("invite"), told, follow=True).content.decode()
    assert "could not be sent. Send it again" in page
    assert Invitation.objects.count() == 1


def test_the_list_asks_no_more_of_the_database_when_it_is_longer(client, ada, ben, team, school):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("users")).status_code == 200
        return len(seen)

    client.force_login(ben)
    ask(ada, team, "coordinator", email="one@example.org")
    client.get(reverse("users"))
    few = asked()
    for number in range(12):
        person(f"Person {number}", school, "setting_staff")
        ask(ada, team, "coordinator", email=f"more{number}@example.org")
    assert asked() == few


def test_the_command_prints_a_link_that_works(client, area):
    out = StringIO()
    call_command("invite", "first@example.org", "--name", "First Person", "--area", "901", "--by", "Sam Field", stdout=out)
    link = out.getvalue().strip()
    assert client.get(link.removeprefix("http://localhost:8000")).status_code == 200
    assert mail.outbox[-1].to == ["first@example.org"]
    assert Event.objects.exclude(verb="insight.import_published").first().by_label == "command:invite, run by Sam Field"


def test_the_command_says_what_is_wrong(area):
    with pytest.raises(CommandError, match="no area with the number 999"):
        call_command("invite", "first@example.org", "--name", "First Person", "--area", "999", "--by", "Sam Field")
