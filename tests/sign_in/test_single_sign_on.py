"""Single sign-on against a real provider: a process of its own on loopback, spoken to as a council's or health's would be.

Starting the provider takes about two seconds, once; each sign-in takes about a third of a second of its password hashing.
"""

import json
import re
import subprocess
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.urls import reverse
from jwt.algorithms import RSAAlgorithm
from lxml import html

from goldenthread.access.models import User
from goldenthread.access.tests.conftest import PASSWORD
from goldenthread.access.tests.test_pages import faults
from goldenthread.access.tests.test_signing_in import code_of
from goldenthread.config.single_sign_on import single_sign_on
from goldenthread.core import clock
from goldenthread.core.actors import command
from goldenthread.people.accounts import actions
from goldenthread.people.models import Area, Organisation

HEALTH_KEY = rsa.generate_private_key(65537, 2048)
PEM = HEALTH_KEY.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()
PUBLIC = {**json.loads(RSAAlgorithm.to_jwk(HEALTH_KEY.public_key())), "kid": "health-1", "use": "sig", "alg": "RS256"}


def client_of(name, home, **more):
    return {
        "client_id": f"golden-thread-{name}",
        "client_name": "Golden Thread",
        "client_uri": "http://127.0.0.1",
        "redirect_uris": [f"{home}/accounts/sso/{name}/callback/"],
        "scope": ["openid", "email", "profile"],
        "grant_types": ["authorization_code"],
        "response_types": ["code"],
        "id_token_signed_response_alg": "RS256",
        **more,
    }


@contextmanager
def running(home="http://testserver"):
    """The provider's address, while its process runs; `home` is where we are, to which it sends people back."""
    config = {
        "people": [
            {"user_name": "amara", "formatted_name": "Amara Osei", "family_name": "Osei", "emails": ["amara.osei@example.org"], "password": PASSWORD},
            {"user_name": "bela", "formatted_name": "Bela Hart", "family_name": "Hart", "emails": ["bela.hart@example.org"], "password": PASSWORD},
        ],
        "clients": [
            client_of("council", home, client_secret="told to nobody", token_endpoint_auth_method="client_secret_basic"),
            client_of("health", home, jwks=json.dumps({"keys": [PUBLIC]}), token_endpoint_auth_method="private_key_jwt"),
        ],
    }
    program = Path(__file__).parent / "identity_provider.py"
    process = subprocess.Popen([sys.executable, str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    process.stdin.write(json.dumps(config))
    process.stdin.close()
    try:
        host = process.stdout.readline().strip()
        assert host, "the provider did not start"
        yield f"http://{host}"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def trust(settings, monkeypatch, provider, **more):
    """The settings of an installation that trusts the provider twice: with a secret, and with a key."""
    said = {
        "GT_SSO": "council,health",
        "GT_SSO_COUNCIL_LABEL": "Calderbeck Council",
        "GT_SSO_COUNCIL_ISSUER": provider,
        "GT_SSO_COUNCIL_CLIENT_ID": "golden-thread-council",
        "GT_SSO_COUNCIL_SECRET": "told to nobody",
        "GT_SSO_HEALTH_LABEL": "NHS",
        "GT_SSO_HEALTH_ISSUER": provider,
        "GT_SSO_HEALTH_CLIENT_ID": "golden-thread-health",
        "GT_SSO_HEALTH_PRIVATE_KEY": PEM,
        "GT_SSO_HEALTH_KEY_ID": "health-1",
        **more,
    }
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    settings.SOCIALACCOUNT_PROVIDERS = {"sso": {"APPS": single_sign_on()}}


@pytest.fixture(scope="session")
def provider():
    with running() as address:
        yield address


@pytest.fixture
def trusted(provider, settings, monkeypatch):
    trust(settings, monkeypatch, provider)
    return partial(trust, settings, monkeypatch, provider)


def leave(client, name, process="login"):
    """Press the button; the address of the provider to which it leads."""
    answer = client.post(reverse("sso_login", args=[name]) + (f"?process={process}" if process != "login" else ""))
    return way_out(answer)


def way_out(answer):
    """The address of the provider, on the page that leads there."""
    assert answer.status_code == 200, answer.content.decode()
    assert faults(answer) == []
    return html.fromstring(answer.content.decode()).xpath("//main//a/@href")[0]


def sign_in_there(address, user_name="amara"):
    """What the person does at the provider; the address to which it sends them back."""
    browser = requests.Session()
    host = "{0.scheme}://{0.netloc}".format(urlsplit(address))
    page = browser.get(address)
    for field in ({"login": user_name}, {"password": PASSWORD}):
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
        answer = browser.post(page.url, data={"csrf_token": token, **field}, allow_redirects=False)
        while answer.status_code in (302, 303) and not answer.headers["Location"].startswith("http://testserver"):
            there = answer.headers["Location"]
            answer = browser.get(there if there.startswith("http") else host + there, allow_redirects=False)
        page = answer
    return page.headers["Location"].removeprefix("http://testserver")


def come_by(client, name, **how):
    """From our button to our page again."""
    process = how.pop("process", "login")
    return client.get(sign_in_there(leave(client, name, process), **how))


def link(client, user, name):
    """The owner of an account links it to the provider."""
    client.force_login(user)
    answer = come_by(client, name, process="connect")
    assert answer.status_code == 302, answer.content.decode()
    assert SocialAccount.objects.get(user=user).provider == name
    client.logout()


def test_what_we_ask_of_a_provider(client, db, trusted, provider):
    address = urlsplit(leave(client, "council"))
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"{address.scheme}://{address.netloc}" == provider
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["code_challenge"]) == 43
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}


@pytest.mark.parametrize("name", ["council", "health"])
def test_the_owner_links_an_account_and_then_signs_in_by_it(client, user, trusted, name):
    link(client, user, name)
    answer = come_by(client, name)
    assert answer.status_code == 302
    assert int(client.session["_auth_user_id"]) == user.pk


def test_the_buttons_are_on_the_page(client, db, trusted):
    page = client.get(reverse("account_login"))
    assert faults(page) == []
    assert "Sign in with Calderbeck Council" in page.content.decode()
    assert faults(client.get(reverse("sso_login", args=["council"]))) == []


def test_the_page_of_linked_accounts_links_and_unlinks(client, user, trusted):
    link(client, user, "council")
    client.force_login(user)
    page = client.get(reverse("socialaccount_connections"))
    assert faults(page) == []
    client.post(reverse("socialaccount_connections"), {"account": SocialAccount.objects.get().pk})
    assert not SocialAccount.objects.exists()


def test_the_same_email_address_joins_nobody(client, user, trusted):
    answer = come_by(client, "council")
    assert answer.status_code == 403
    assert faults(answer) == []
    assert "An email address alone is not enough" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    assert not SocialAccount.objects.exists()
    assert User.objects.count() == 1


def test_a_provider_that_vouches_for_no_second_factor_leads_to_setting_one_up(client, user, trusted):
    link(client, user, "council")
    come_by(client, "council")
    assert client.get(reverse("usersessions_list")).headers["Location"].startswith(reverse("mfa_index"))


def test_whoever_has_a_second_factor_here_is_asked_for_it(client, user, app_secret, trusted):
    link(client, user, "council")
    assert come_by(client, "council").headers["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_an_answer_cannot_be_used_twice(client, user, trusted):
    link(client, user, "council")
    back = sign_in_there(leave(client, "council"))
    client.get(back)
    client.logout()
    assert client.get(back).status_code == 401


def test_an_answer_is_good_only_in_the_browser_that_asked(client, user, trusted):
    link(client, user, "council")
    back = sign_in_there(leave(client, "council"))
    stranger = type(client)()
    assert stranger.get(back).status_code == 401
    assert "_auth_user_id" not in stranger.session


@pytest.mark.parametrize("part, forged", [("state", "another"), ("code", "another"), ("iss", "https://evil.example.org")])
def test_an_answer_with_a_part_changed_is_refused(client, user, trusted, part, forged):
    link(client, user, "council")
    back = sign_in_there(leave(client, "council"))
    assert f"{part}=" in back
    answer = client.get(re.sub(rf"([?&]{part}=)[^&]*", rf"\g<1>{forged}", back))
    assert answer.status_code == 401
    assert faults(answer) == []
    assert "_auth_user_id" not in client.session


def test_an_answer_for_one_provider_is_not_taken_by_another(client, user, trusted):
    link(client, user, "council")
    back = sign_in_there(leave(client, "council"))
    assert client.get(back.replace("/council/", "/health/")).status_code == 401


@pytest.mark.parametrize(
    "more",
    [
        {"GT_SSO_COUNCIL_SECRET": "a guess"},
        {"GT_SSO_COUNCIL_CLIENT_ID": "golden-thread-health"},
        {"GT_SSO_COUNCIL_ACR_VALUES": "urn:highest"},
        {"GT_SSO_COUNCIL_VTR": '["Cl.Cm.P2"]'},
        {"GT_SSO_COUNCIL_ALGORITHMS": "ES256"},
    ],
    ids=["a wrong secret", "another client", "a level it does not give", "a vector it does not give", "a signature we did not allow"],
)
def test_what_does_not_fit_our_settings_is_refused(client, user, trusted, more):
    link(client, user, "council")
    trusted()
    leaving = leave(client, "council")
    back = sign_in_there(leaving)
    trusted(**more)
    answer = client.get(back)
    assert answer.status_code == 401
    assert "_auth_user_id" not in client.session


def test_a_discovery_document_of_another_issuer_is_refused(client, db, trusted, provider):
    trusted(GT_SSO_COUNCIL_ISSUER=provider.replace("127.0.0.1", "localhost"), GT_SSO_COUNCIL_DISCOVERY=f"{provider}/.well-known/openid-configuration")
    answer = client.post(reverse("sso_login", args=["council"]))
    assert answer.status_code == 401
    assert "We could not sign you in" in answer.content.decode()


def test_a_provider_that_is_down_gets_a_plain_page(client, db, trusted):
    trusted(GT_SSO_COUNCIL_ISSUER="http://127.0.0.1:9")
    answer = client.post(reverse("sso_login", args=["council"]))
    assert answer.status_code == 401
    assert faults(answer) == []


def test_nothing_in_our_address_changes_what_is_asked(client, db, trusted):
    address = client.post(reverse("sso_login", args=["council"]) + "?scope=admin&auth_params=prompt%3Dnone%26nonce%3Dx")
    address = way_out(address)
    assert "admin" not in address
    assert "prompt" not in address


def test_an_unknown_provider_has_no_page(client, db, trusted):
    assert client.get(reverse("sso_login", args=["elsewhere"])).status_code == 404


def test_an_invited_person_chooses_single_sign_on_and_is_linked(client, trusted, db):
    area = Area.objects.create(code="901", name="Calderbeck", council="Calderbeck Council")
    school = Organisation.objects.create(kind="setting", name="Brook Primary School", area=area)
    doing = {"by": command("invite"), "on": clock.today()}
    invitation = actions.invite(email="bela.hart@example.org", name="Bela Hart", role="setting_staff", organisation=school, **doing)
    token = actions.make_link(invitation=invitation, **doing)
    answer = client.post(reverse("invitation", args=[token]), {"name": "Bela Hart", "way": "Calderbeck Council"})
    address = way_out(client.post(answer.headers["Location"]))
    client.get(sign_in_there(address, user_name="bela"))
    assert SocialAccount.objects.get().user.email == "bela.hart@example.org"
    client.logout()
    come_by(client, "council", user_name="bela")
    assert client.session["_auth_user_id"]


def test_no_token_and_no_personal_fact_of_the_provider_is_kept(client, user, trusted):
    link(client, user, "council")
    account = SocialAccount.objects.get()
    assert account.extra_data == {}
    assert account.uid == "amara"


def test_linking_asks_for_a_second_factor_that_is_not_fresh(client, user, app_secret, trusted):
    client.force_login(user)
    session = client.session
    session["second_factor_at"] -= 301
    session.save()
    answer = come_by(client, "council", process="connect")
    assert not SocialAccount.objects.exists()
    page = client.get(answer.headers["Location"])
    client.post(page.headers["Location"], {"code": code_of(app_secret)})
    assert SocialAccount.objects.get().user == user
