"""Browsers that have signed in to an account before: their wrong guesses are counted apart from strangers'.

A stranger who guesses all day can then not keep the owner of an account out of it (OWASP calls these device cookies).
The cookie holds hashes of at most five addresses and opens nothing by itself.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

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
