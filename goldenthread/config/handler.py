"""What Django makes of a request that a web server hands it."""

from __future__ import annotations

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

#: What middleware hangs on a request that leads back to it.
_LEADING_BACK = ("user", "auser", "_messages", "csp_nonce", "_csp_nonce")


class Request(WSGIRequest):
    """Is let go of as soon as it is answered. Who asked and what they are told lead back to the request, and all that hangs on it
    would stay until Python looks for circles, in the middle of somebody else's page."""

    def close(self) -> None:
        """Once the answer has been sent."""
        super().close()
        for name in _LEADING_BACK:
            self.__dict__.pop(name, None)


class Handler(WSGIHandler):
    """Django's, with requests of our own."""

    request_class = Request
