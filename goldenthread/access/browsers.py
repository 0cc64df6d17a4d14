"""What a browser is known by, in two signed cookies that open nothing by themselves.

Browsers that have signed in to an account before: their wrong guesses are counted apart from strangers'.

A stranger who guesses all day can then not keep the owner of an account out of it (OWASP calls these device cookies).
The cookie holds hashes of at most five addresses.

Whom the forms of a browser were drawn for: each sign-in has a token of its own for its forms, so a form that comes
back after the session ended, or after somebody else has signed in, still says whose it is.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.http import HttpRequest

from goldenthread.core.form_token import secret_behind

KNOWN_BROWSER = "__Host-known" if settings.SECURE else "known"
KNOWN_FOR = 90 * 24 * 3600


def fingerprint(email: str) -> str:
    """An address as the cookie holds it."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()[:24]


def accounts_known_to(request: HttpRequest) -> list[str]:
    """Fingerprints of the accounts that were signed in to from this browser in the last 90 days, newest first."""
    try:
        return signing.loads(request.COOKIES.get(KNOWN_BROWSER, ""), salt="known-browser", max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []


def is_known_browser(request: HttpRequest, email: str) -> bool:
    """Whether this browser has signed in to this account before."""
    return fingerprint(email) in accounts_known_to(request)


def remember_browser(request: Any, email: str) -> None:
    """Leave the cookie with the answer; `SessionRulesMiddleware` sets it."""
    mine = fingerprint(email)
    known = [mine, *(each for each in accounts_known_to(request) if each != mine)][:5]
    request.known_browser = signing.dumps(known, salt="known-browser")


# --- whose a form is

FORMS_OF = "__Host-forms" if settings.SECURE else "forms"
_FORMS_SALT = "forms-of"


def owner_of_form(request: HttpRequest) -> int | None:
    """Who was signed in when the form of this post was drawn; None where that is not known for certain."""
    secret = secret_behind(request.POST.get("csrfmiddlewaretoken", ""))
    return dict(_owners(request.COOKIES.get(FORMS_OF, ""))).get(_short(secret)) if secret else None


def note_owner_of_forms(request: Any) -> str:
    """What the cookie must say now; empty where it says so already, or nobody is signed in."""
    secret, user_id = request.META.get("CSRF_COOKIE"), request.session.get(SESSION_KEY)
    if not secret or not user_id:
        return ""
    mine, kept = (_short(secret), int(user_id)), _owners(request.COOKIES.get(FORMS_OF, ""))
    if mine in kept:
        return ""
    return signing.dumps([mine, *(each for each in kept if each[0] != mine[0])][:5], salt=_FORMS_SALT)


@lru_cache(maxsize=1024)
def _owners(cookie: str) -> tuple[tuple[str, int], ...]:
    """Tokens, shortened, and the person whom the forms with each were drawn for."""
    try:
        return tuple((token, user_id) for token, user_id in signing.loads(cookie, salt=_FORMS_SALT))
    except signing.BadSignature:
        return ()


def _short(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:24]
