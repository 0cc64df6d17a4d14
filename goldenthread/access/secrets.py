"""Keeps what must be read back (the seed of an authenticator app) unreadable in the database and its backups.

The key is made from the secret key, so turning that key keeps old ones in `GT_SECRET_KEY_FALLBACKS` until all is written anew.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def _locks() -> MultiFernet:
    return MultiFernet([_lock(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _lock(secret: str) -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"goldenthread second factor").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def encrypt(text: str) -> str:
    """The same text, locked."""
    return _locks().encrypt(text.encode()).decode()


def decrypt(locked: str) -> str:
    """The text again. A value that this installation did not lock is refused."""
    try:
        return _locks().decrypt(locked.encode()).decode()
    except InvalidToken as error:
        raise ValueError("A second factor was locked with another secret key") from error
