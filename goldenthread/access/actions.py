"""What is kept of how people sign in: every sign-in, and every change to how somebody does it."""

from __future__ import annotations

from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from goldenthread.core.actions import action, record
from goldenthread.core.refusals import Refused

from .models import User

TAKEN = "This email address cannot be used. Enter another one."


@action
def note(*, what: str, user: User, by: Any, on: date, fact: dict[str, Any] | None = None) -> None:
    """Something happened to an account: `signed_in`, `password_changed`, `passkey_added` and the like."""
    record(f"access.{what}", subject=user, fact=fact)


@action
def sign_out_everywhere(*, user: User, by: Any, on: date) -> None:
    """Every session of this person ends at its next request, on every computer."""
    user.end_all_sessions()
    record("access.sign_out_everywhere", subject=user)


@action
def change_name(*, user: User, name: str, by: Any, on: date) -> None:
    """This person is called otherwise from now on. Earlier names are kept, so that one person stays one person."""
    if name != user.name:
        user.former_names = [*user.former_names, user.name]
        user.name = name
        user.save(update_fields=["name", "former_names"])
    record("access.change_name", subject=user)


@action
def choose_language(*, user: User, language: str, by: Any, on: date) -> None:
    """This person's pages are in another language from now on, wherever they sign in."""
    user.language = language
    user.save(update_fields=["language"])
    record("access.choose_language", subject=user, fact={"language": language})


@action
def change_email(*, user: User, email: str, by: Any, on: date) -> None:
    """This person signs in with another address from now on, and with no other."""
    user.email = email.lower()
    try:
        with transaction.atomic():
            user.save(update_fields=["email"])
    except IntegrityError:
        raise Refused(TAKEN) from None
    EmailAddress.objects.filter(user=user).delete()
    record("access.change_email", subject=user)
