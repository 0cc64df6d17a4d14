"""Who somebody is by their session: at the door, the person and their standing come in one question."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from goldenthread.core import wall

from .standing import NOBODY, Standing, somebody, stand

#: While somebody is at the door: where the standing that came with them is put. Elsewhere None.
_at_door: ContextVar[list[Standing] | None] = ContextVar("at_door", default=None)


class Backend(AuthenticationBackend):
    """Signs in as allauth does. At the door, who is looked up comes with their standing."""

    def get_user(self, user_id: Any) -> Any:
        came = _at_door.get()
        if came is None:
            return super().get_user(user_id)
        found = somebody(user_id)
        if found is None:
            return None
        user, standing = found
        came.append(standing)
        return user if self.user_can_authenticate(user) else None


def arrive(user: Any) -> Standing:
    """The standing of a request's user, who may not have been asked for yet. The second wall is set to it."""
    came: list[Standing] = []
    token = _at_door.set(came)
    try:
        # A user not known yet is now looked up by `Backend`, and Django checks their session.
        signed_in = user.is_authenticated
    finally:
        _at_door.reset(token)
    if signed_in:
        return came[0] if came else stand(user)
    # Somebody was found whose session holds no longer; or, in a test, a scene stands open, which is no stranger's to see.
    if came or wall.current()["app.wall"]:
        wall.set_local(wall.NOBODY)
    return NOBODY
