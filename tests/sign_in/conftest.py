"""A person who can sign in, as in the tests of the room itself."""

from goldenthread.access.tests.conftest import app_secret, user

__all__ = ["app_secret", "user"]
