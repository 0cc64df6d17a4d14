"""What is kept of how people sign in: every sign-in, and every change to how somebody does it."""

from __future__ import annotations

from datetime import date
from typing import Any

from goldenthread.core.actions import action, record

from .models import User


@action
def note(*, what: str, user: User, by: Any, on: date, fact: dict[str, Any] | None = None) -> None:
    """Something happened to an account: `signed_in`, `password_changed`, `passkey_added` and the like."""
    record(f"access.{what}", subject=user, fact=fact)


@action
def sign_out_everywhere(*, user: User, by: Any, on: date) -> None:
    """Every session of this person ends at its next request, on every computer."""
    user.end_all_sessions()
    record("access.sign_out_everywhere", subject=user)
