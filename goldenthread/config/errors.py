"""What a person reads when a page cannot be shown: what happened, and what to do next. Nothing of how we are built."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines

from goldenthread.people.giving_back import too_late

PAGE = "config/error.html"
WORDS: dict[int, tuple[str, list[str]]] = {
    400: (
        "We could not read that request",
        ["Something in the address or in what was sent is not what this page expects.", "Go back, check it, and try again."],
    ),
    403: (
        "You cannot use this page",
        ["Your role does not include it.", "If you need it for your work, ask the person who manages accounts in your area."],
    ),
    404: (
        "Page not found",
        [
            "If you typed the address, check it is correct. If you pasted it, check you copied all of it.",
            "It may also be about somebody whose record you are not involved with.",
        ],
    ),
    500: (
        "Sorry, there is a problem with the service",
        ["Try again in a few minutes.", "What you had sent before this was kept. What you sent just now was not."],
    ),
}
TOO_OLD = (
    "This page was open for too long",
    [
        "For safety, a form can be sent only by the person who opened it, while they are signed in.",
        "If you were signed out, sign in again. A request or a decision that you were writing is kept as a draft where you began it.",
        "Otherwise go back, load the page again and send it once more. Copy anything long that you typed first.",
    ],
)


def _answer(request: HttpRequest, status: int, said: str = "", words: tuple[str, list[str]] | None = None) -> HttpResponse:
    heading, paragraphs = words or WORDS[status]
    if said:
        paragraphs = [said, *paragraphs[1:]]
    return render(request, PAGE, {"heading": heading, "paragraphs": paragraphs}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the sender can mend it."""
    return _answer(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: with the sentence of the rule that refused, where it gave one."""
    return _answer(request, 403, said=str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same whether there is nothing there or it is not yours to see. A sentence of ours is shown, no more."""
    said = exception.args[0] if type(exception) is Http404 and exception.args else ""
    return _answer(request, 404, said=said if isinstance(said, str) and not said.startswith("No ") else "")


def server_error(request: HttpRequest) -> HttpResponse:
    """500: drawn without asking the database or anybody who the reader is, since either may be what failed."""
    heading, paragraphs = WORDS[500]
    page: Any = engines["jinja2"].get_template(PAGE)
    return HttpResponse(page.render({"heading": heading, "paragraphs": paragraphs}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is missing or from another session. What was typed into it comes back."""
    return too_late(request) or _answer(request, 403, words=TOO_OLD)
