"""Single sign-on is a matter of settings, and a wrong one is said in a sentence that names it."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.config.single_sign_on import single_sign_on

RIGHT = {
    "GT_SSO": "council",
    "GT_SSO_COUNCIL_ISSUER": "https://login.example.org/v2.0",
    "GT_SSO_COUNCIL_CLIENT_ID": "golden-thread",
    "GT_SSO_COUNCIL_SECRET": "told to nobody",
}


@pytest.fixture
def told(monkeypatch):
    def tell(**more):
        for name, value in {**RIGHT, **more}.items():
            monkeypatch.setenv(name, value) if value is not None else monkeypatch.delenv(name, raising=False)
        return single_sign_on()

    return tell


def test_without_settings_there_is_none(monkeypatch):
    monkeypatch.delenv("GT_SSO", raising=False)
    assert single_sign_on() == []


def test_little_needs_to_be_said(told):
    (council,) = told()
    assert council["name"] == "Council"
    assert council["settings"]["discovery"] == "https://login.example.org/v2.0/.well-known/openid-configuration"
    assert council["settings"]["token_auth_method"] == "client_secret_basic"
    assert "none" not in council["settings"]["algorithms"]


def test_a_key_in_a_file_means_a_signed_assertion(told, tmp_path):
    (tmp_path / "key.pem").write_text("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----")
    (council,) = told(GT_SSO_COUNCIL_SECRET=None, GT_SSO_COUNCIL_PRIVATE_KEY_FILE=str(tmp_path / "key.pem"))
    assert council["settings"]["token_auth_method"] == "private_key_jwt"
    assert council["settings"]["private_key"].startswith("-----BEGIN")


def test_a_name_with_a_dash_has_settings_with_an_underscore(told):
    (_, north) = told(
        GT_SSO="council,north-east",
        GT_SSO_NORTH_EAST_ISSUER="https://north.example.org",
        GT_SSO_NORTH_EAST_CLIENT_ID="gt",
        GT_SSO_NORTH_EAST_SECRET="s",
    )
    assert (north["provider_id"], north["name"]) == ("north-east", "North east")


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"GT_SSO": "Our Council"}, "short name"),
        ({"GT_SSO_COUNCIL_ISSUER": None}, "GT_SSO_COUNCIL_ISSUER"),
        ({"GT_SSO_COUNCIL_CLIENT_ID": None}, "GT_SSO_COUNCIL_CLIENT_ID"),
        ({"GT_SSO_COUNCIL_SECRET": None}, "not both or neither"),
        ({"GT_SSO_COUNCIL_PRIVATE_KEY": "x"}, "not both or neither"),
        ({"GT_SSO_COUNCIL_ISSUER": "http://login.example.org"}, "must begin https"),
        ({"GT_SSO_COUNCIL_ISSUER": "http://127.0.0.1:8080", "GT_ENV": "production"}, "must begin https"),
        ({"GT_SSO_COUNCIL_ALGORITHMS": "none"}, "cannot be trusted"),
        ({"GT_SSO_COUNCIL_ALGORITHMS": "RS256,HS256"}, "HS256 cannot be trusted"),
    ],
)
def test_a_wrong_setting_is_named(told, wrong, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence):
        told(**wrong)
