"""The invitation's email. It is sent at once and never kept in the outbox: its link opens an account."""

from __future__ import annotations

import smtplib
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from ..models import Invitation
from ..models.invitations import WORKS_FOR

log = structlog.get_logger(__name__)


def link_to(token: str, request: Any = None) -> str:
    """The address that the invited person opens."""
    path = reverse("invitation", args=[token])
    return request.build_absolute_uri(path) if request else f"{settings.BASE_URL}{path}"


def send_link(invitation: Invitation, link: str) -> bool:
    """Send the link; False when the mail service did not take it."""
    recover = invitation.purpose == Invitation.Purpose.RECOVER
    why = "choose a new password and second factor for your account" if recover else "set up your account"
    body = (
        f"Open this link to {why} in Golden Thread. It works once, for {WORKS_FOR.days} days:\n\n{link}\n\n"
        "If you did not expect this email, do nothing and tell the person who looks after accounts where you work.\n\n"
        "We never ask for your password in an email.\n"
    )
    subject = "Your Golden Thread account" if recover else "You are invited to Golden Thread"
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [invitation.email])
    except (OSError, smtplib.SMTPException) as error:
        log.error("invitation_not_sent", invitation=str(invitation.pk), error=type(error).__name__)
        return False
    return True
