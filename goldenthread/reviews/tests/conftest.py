"""Files of these tests go to a folder of their own, and today is the day of the stories."""

import pytest

from goldenthread.access import session as rules
from goldenthread.core import clock
from tests import making


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_on(making.TODAY):
        yield


@pytest.fixture
def sign_in(client):
    """Signed in, with a second factor."""

    def do(user):
        client.force_login(user)
        session = client.session
        rules.begin(session, second_factor=True)
        session.save()
        return client

    return do
