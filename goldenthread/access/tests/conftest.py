"""A person who can sign in, and what they would need to do so."""

from __future__ import annotations

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache

from goldenthread.access.models import User

PASSWORD = "three otters reading quietly"


@pytest.fixture
def user(db):
    """Somebody with a password and no second factor yet."""
    cache.clear()
    return User.objects.create_user("amara.osei@example.org", PASSWORD, name="Amara Osei")


@pytest.fixture
def app_secret(user):
    """The seed of the authenticator app that the user has set up."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret
